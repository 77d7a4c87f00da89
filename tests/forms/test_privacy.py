"""Persons named in a form: read, counted, and left out of everything that is staged."""

from __future__ import annotations

from loaders.forms import grid_form
from loaders.forms.privacy import withhold
from loaders.model import Line
from loaders.records import Parsed
from tests.forms.grids import form, grid

ROWS = [
    ["项目名称", "道路养护", "项目负责人", "王某某", "联系电话", "13812345678"],
    ["主管部门", "某市交通局", "项目负责人及电话", "李某 0591-87654321", "", ""],
    ["一级指标", "二级指标", "三级指标", "指标值", "", ""],
    ["产出指标", "数量指标", "养护里程", "≥30公里", "", ""],
]


def _read() -> Parsed:
    parsed, _ = grid_form.read(form("项目支出绩效目标表", Line(2, "（2024年度）", 1), grid(ROWS, 3)))
    return parsed


def test_persons_and_numbers_are_left_out() -> None:
    parsed = _read()
    withhold(parsed)
    staged = repr(parsed)
    for word in ("王某某", "13812345678", "李某", "87654321"):
        assert word not in staged
    assert "道路养护" in staged
    assert "养护里程" in staged


def test_without_persons_nothing_changes() -> None:
    parsed = _read()
    parsed.form_fields = []
    before = repr(parsed)
    withhold(parsed)
    assert repr(parsed) == before


def test_what_else_is_printed_on_their_rows_is_kept_without_them() -> None:
    rows = [
        ["项目名称", "道路养护", "项目负责人", "王 某某", "联系人", "李"],
        ["年度资金总额", "30", "联系电话", "0591-87654321", "经办人", "项目名称"],
        *ROWS[2:],
    ]
    parsed, _ = grid_form.read(form("项目支出绩效目标表", grid(rows, 3)))
    parsed.evaluations[0].source_text = "道路养护 王 某某 李"
    withhold(parsed)
    assert parsed.evaluations[0].source_text == "道路养护 〔略〕 李"
    assert parsed.funding[0].source_text == "年度资金总额 30 联系电话 〔略〕 经办人 项目名称"
