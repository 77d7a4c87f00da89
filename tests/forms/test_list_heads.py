"""Heads of lists over several rows, and what stands under one head that is none's."""

from __future__ import annotations

from loaders.forms import grid_list
from loaders.model import Line
from loaders.records import Parsed
from tests.forms.grids import Written, form, grid, indicators

BLANK: Written = ("", 1, 1)
ROWS: list[list[Written]] = [
    ["道路养护", "9", "3", "养护", "里程", "≥3公里"],
    ["河道清淤", "8", "2", "清淤", "长度", "≥1公里"],
]


def _read(*heads: list[Written]) -> Parsed:
    return grid_list.read(form("项目支出绩效目标表", Line(2, "单位：万元", 1), grid([*heads, *ROWS], 3)))[0]


def _money(read: Parsed) -> list[tuple[int, str, str, str]]:
    return [(f.form_seq, f.source_label, f.amount_printed, f.unit) for f in read.funding]


def test_money_under_a_group_whose_columns_are_headed_below() -> None:
    merged: list[Written] = [
        ("项目名称", 2, 1), ("财政拨款", 1, 2), None, ("年度目标", 2, 1), ("三级指标", 2, 1), ("指标值", 2, 1),
    ]  # fmt: skip
    apart: list[Written] = ["项目名称", ("财政拨款", 1, 2), None, "年度目标", "三级指标", "指标值"]
    below: list[list[Written]] = [
        [None, "合计", "其中：基本支出", None, None, None],
        [BLANK, "合计", "其中：基本支出", BLANK, BLANK, BLANK],
    ]
    for read in (_read(merged, below[0]), _read(apart, below[1])):
        assert _money(read) == [
            (1, "财政拨款/合计", "9", "万元"),
            (1, "财政拨款/其中：基本支出", "3", "万元"),
            (2, "财政拨款/合计", "8", "万元"),
            (2, "财政拨款/其中：基本支出", "2", "万元"),
        ]
        assert [row[3:] for row in indicators(read)] == [("里程", "≥3公里"), ("长度", "≥1公里")]
        assert not read.rejects


def test_two_numbers_under_one_head_are_no_number() -> None:
    read = _read(["项目名称", ("预算资金", 1, 2), None, "年度目标", "三级指标", "指标值"])
    assert _money(read) == []
    assert [(r.code, r.source_text, r.lines) for r in read.rejects] == [
        ("form_cell_without_label", "9", (4,)),
        ("form_cell_without_label", "3", (4,)),
        ("form_cell_without_label", "8", (5,)),
        ("form_cell_without_label", "2", (5,)),
    ]
    assert [e.subject_name for e in read.evaluations] == ["道路养护", "河道清淤"]


def test_weight_and_score_of_the_execution_are_the_executed_amounts() -> None:
    rows: list[list[Written]] = [
        ["项目名称", "执行率分值", "年初预算数", "全年执行数", "执行率", "执行率得分", "三级指标", "得分"],
        ["古籍修复", "10", "80.00", "72.00", "90.00%", "9", "修复页数", "28"],
        ["数字资源", "10", "50.00", "50.00", "100.00%", "10", "数据库", "30"],
    ]
    read = grid_list.read(form("项目支出绩效自评表", grid(rows)))[0]

    assert [(f.phase, f.weight, f.execution_rate, f.score) for f in read.funding] == [
        ("initial_budget", "", "", ""), ("executed", "10", "90.00", "9"),
        ("initial_budget", "", "", ""), ("executed", "10", "100.00", "10"),
    ]  # fmt: skip
    assert read.form_fields == []


def test_goals_of_the_term_and_of_the_year_beside_each_other() -> None:
    heads: list[Written] = ["项目名称", "总体目标", "年度绩效目标", "三级指标", "指标值"]
    read = grid_list.read(form("项目支出绩效目标表", grid([heads, ["水网", "三年建成", "建成一期", "里程", "≥3公里"]])))[0]

    assert [(f.phase, f.value) for f in read.form_fields] == [("term", "三年建成"), ("annual", "建成一期")]
