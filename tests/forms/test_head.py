"""Labels and values of grid forms outside their blocks: cells, lines around the grid, texts without a label."""

from __future__ import annotations

import pytest

from loaders import forms
from loaders.forms import grid_form
from loaders.model import Line, Segment
from loaders.records import Evaluation, Parsed
from tests.forms.grids import Written, form, grid

HEADER: list[Written] = ["一级指标", "二级指标", "三级指标", "指标值"]
ROW: list[Written] = ["产出指标", "数量指标", "里程", "≥3公里"]


def _read(*rows: list[Written]) -> Parsed:
    return grid_form.read(form("项目支出绩效自评表", grid([*rows, HEADER, ROW])))[0]


def _head(*rows: list[Written]) -> Evaluation:
    return _read(*rows).evaluations[0]


def _fields(*rows: list[Written]) -> list[tuple[str, str, str]]:
    return [(f.label, f.phase, f.value) for f in _read(*rows).form_fields]


def test_the_first_rating_and_total_stay() -> None:
    head = _head(["总得分", "95.5分", "自评等级", "优"], ["总得分", "90", "自评等级", "良"])
    assert (head.total_score, head.rating) == ("95.5", "优")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["项目背景情况", "道路年久失修。", "", ""], [("项目背景情况", "", "道路年久失修。")]),
        (["联系电话号码总数", "道路", "年久失修", "桥梁"], [("联系电话号码总数", "", "道路"), ("年久失修", "", "桥梁")]),
        (["一二三四五六七八九十一二三四", "道路", "", ""], [("一二三四五六七八九十一二三四", "", "道路")]),
        (["一二三四五六七八九十一二三四五", "道路", "", ""], []),
        (["甲", "道路", "", ""], []),
        (["第3类", "道路", "", ""], []),
    ],
)  # fmt: skip
def test_short_words_beside_a_text_are_its_label(row: list[Written], said: list[tuple[str, str, str]]) -> None:
    assert _fields(row) == said


def test_a_text_beside_no_label_is_said_to_be_unread() -> None:
    rejects = _read(["项目名称", "道路养护", "", ""], ["", "按要求执行，不得挪用。", "", ""]).rejects
    assert [(r.code, r.source_text, r.lines) for r in rejects] == [
        ("form_cell_without_label", "按要求执行，不得挪用。", (3,))
    ]


def test_goals_stand_below_their_heads() -> None:
    rows: list[list[Written]] = [
        [("总体目标", 3, 1), ("预期目标", 1, 2), None, "实际完成情况"],
        [None, ("养护30公里。", 1, 2), None, "养护31公里。"],
        [None, ("目标2：修桥。", 1, 2), None, "修桥1座。"],
        ["项目名称", ("道路养护", 1, 3), None, None],
    ]
    assert _fields(*rows) == [
        ("预期目标", "annual", "养护30公里。"),
        ("实际完成情况", "annual", "养护31公里。"),
        ("预期目标", "annual", "目标2：修桥。"),
        ("实际完成情况", "annual", "修桥1座。"),
    ]
    assert _head(*rows).subject_name == "道路养护"


def test_a_numbered_goal_below_goes_on_with_the_first() -> None:
    said = _fields(["年度目标", ("目标1：养护。", 1, 3), None, None], ["", ("目标2：修桥。", 1, 3), None, None])
    assert said == [("年度目标", "annual", "目标1：养护。目标2：修桥。")]


@pytest.mark.parametrize(
    ("line", "year", "unit", "filled"),
    [
        ("（2024年度）", "2024", "", ""),
        ("实施单位：某市公路处 填报日期：2024年1月2日", "", "某市公路处", "2024年1月2日"),
        ("2024年度 单位：万元", "2024", "", ""),
        ("实施单位 某市公路处 东区分处", "", "某市公路处东区分处", ""),
        ("实施单位", "", "", ""),
    ],
)
def test_lines_above_the_grid(line: str, year: str, unit: str, filled: str) -> None:
    title = "项目支出绩效目标表"
    segment = Segment("form", title, (Line(1, title), Line(2, line), grid([HEADER, ROW], first_line=3)))
    head = grid_form.read(segment)[0].evaluations[0]
    assert (head.fiscal_year, head.implementing_unit, head.filled_at) == (year, unit, filled)


def test_a_department_that_only_the_title_names() -> None:
    rows = [["一级指标", "二级指标", "三级指标", "分值", "得分"], ["投入", "目标设定", "目标合理性", "100", "95"]]

    named, place = (
        forms.parse([form(f"{name}2024年度部门整体支出绩效评价评分表", grid(rows))])[0].evaluations[0] for name in ("某县农业农村局", "某县")
    )

    assert (named.subject_name, place.subject_name) == ("某县农业农村局", "")


def test_what_is_left_of_a_broken_label_is_no_part_of_its_value() -> None:
    head = _head(["项目名称", "修路", "主管部门", "及编码[015001]某市教育局"], ["实施单位", "及时雨公司", "", ""])
    assert (head.supervising_department, head.implementing_unit) == ("[015001]某市教育局", "及时雨公司")
