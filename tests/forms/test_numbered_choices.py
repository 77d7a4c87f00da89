"""A form of a city: choices that are numbered, a name of its unit above it, a block's label with points at its side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.formats.generate import C, Item, Para, Tbl, Title, as_html, as_layout_text, as_text
from tests.staged.shapes import read

_ROWS = [
    ("产出指标", "数量指标", "检修路灯盏数", "≥420盏", "431盏", "30"),
    ("", "时效指标", "报修响应时间", "≤24小时", "26小时", "18"),
    ("效益指标", "社会效益指标", "亮灯率", "≥95%", "96%", "30"),
]
_FORM = [
    [C("项目名称", cols=2), C("路灯养护", cols=5)],
    [C("主管部门", cols=2), C("某市城市管理局", cols=2), "项目实施单位", C("某市路灯所", cols=2)],
    [C("项目类别", cols=2), C("1、部门预算项目☑  2、市直专项□  3、转移支付项目□", cols=5)],
    [C("项目属性", cols=2), C("1、持续性项目□  2、新增性项目☑", cols=5)],
    [C("年度绩效目标\n（80分）", rows=4), "一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "得分"],
    *([C(first, rows=2 if second == "数量指标" else 1), second, *rest] if first else [second, *rest] for first, second, *rest in _ROWS),
    [C("总分", cols=6), "78"],
]
_ITEMS: list[Item] = [Title("2023年度路灯养护项目自评表"), Para("单位名称：某市路灯所"), Tbl(_FORM)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("write", "name"), [(as_html, "a.html"), (as_layout_text, "a.txt"), (as_text, "a.txt")])
def test_what_is_printed_is_said(write: Callable[[Sequence[Item]], bytes], name: str) -> None:
    found = read(write(_ITEMS), name).parsed
    (head,) = found.evaluations

    assert (head.fiscal_year, head.subject_name) == ("2023", "路灯养护")
    assert (head.supervising_department, head.implementing_unit) == ("某市城市管理局", "某市路灯所")
    assert (head.project_category, head.project_attribute) == ("部门预算项目", "新增性项目")
    assert [(one.level1, one.level2, one.level3) for one in found.indicators] == [
        (level1 or "产出指标", level2, level3) for level1, level2, level3, *_ in _ROWS
    ]
    assert [one.source_text for one in found.rejects if "80" not in one.source_text] == []
