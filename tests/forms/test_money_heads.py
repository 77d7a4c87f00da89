"""Money under heads in grids: by row and column, over pages, with rates below; amounts and labels in one cell."""

from __future__ import annotations

import pytest

from loaders import forms
from loaders.forms import grid_form
from loaders.forms.money_heads import (
    amount_in,
    bare_label,
    has_unit,
    is_money,
    is_rate,
    phase_label,
    source_path,
)
from loaders.records import Parsed
from tests.forms.grids import Written, form, grid

HEADER: list[Written] = ["三级指标", "指标值", "分值"]
ROW: list[Written] = ["里程", "≥3公里", "10"]


def _read(*rows: list[Written]) -> Parsed:
    return grid_form.read(form("部门整体支出绩效自评表", grid([*rows, HEADER, ROW])))[0]


def _money(*rows: list[Written]) -> list[tuple[str, str, str, str]]:
    return [(f.source_label, f.phase, f.amount_printed, f.unit) for f in _read(*rows).funding]


def test_tasks_under_heads_of_two_levels() -> None:
    assert _money(
        [("任务名称", 2, 1), ("预算金额（万元）", 1, 2), None],
        [None, "总额", "其中：财政拨款"],
        ["公共文化", "300", "280"],
        ["旅游宣传", "100", "—"],
        ["金额合计", "400", "280"],
    ) == [
        ("公共文化", "总额", "300", "万元"),
        ("公共文化", "其中：财政拨款", "280", "万元"),
        ("旅游宣传", "总额", "100", "万元"),
        ("金额合计", "总额", "400", "万元"),
        ("金额合计", "其中：财政拨款", "280", "万元"),
    ]


def test_a_row_that_is_called_by_its_stage_has_the_sources_of_its_columns() -> None:
    assert _money(
        ["项目", "财政拨款（万元）", "其他资金（万元）"],
        ["全年预算数", "30", "5"],
        ["全年执行数", "27", "5"],
    ) == [
        ("财政拨款", "adjusted_budget", "30", "万元"),
        ("其他资金", "adjusted_budget", "5", "万元"),
        ("财政拨款", "executed", "27", "万元"),
        ("其他资金", "executed", "5", "万元"),
    ]


def test_rates_below_are_those_of_what_was_executed() -> None:
    read = _read(
        ["项目", "财政拨款（万元）", "其他资金（万元）"],
        ["全年执行数", "27", "5"],
        ["执行率", "90%", "100%"],
    )
    assert [(f.amount_printed, f.execution_rate, f.lines) for f in read.funding] == [
        ("27", "90", (3, 4)),
        ("5", "100", (3, 4)),
    ]


def test_labels_with_their_amounts_in_one_cell() -> None:
    text = "资金总额9万元，其中：财政拨款8万元；其他资金1万元"
    assert _money([(text, 1, 3), None, None]) == [
        ("资金总额", "", "9", "万元"),
        ("其中：财政拨款", "", "8", "万元"),
        ("其他资金", "", "1", "万元"),
    ]
    assert _money([("资金总额9万元，按规定使用", 1, 3), None, None]) == []


def test_the_weight_of_the_execution_in_a_cell_of_its_own_is_the_first_amounts() -> None:
    read = _read(["预算执行率分值（10分）", "年度资金总额", "30"], ["", "财政拨款", "20"])
    assert [(f.amount_printed, f.weight) for f in read.funding] == [("30", "10"), ("20", "")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("854万(甲400万元，乙454万元)", ("854", "万元")),
        ("30万元", ("30", "万元")),
        ("1,234.50", ("1234.50", "")),
        ("-5元", ("-5", "元")),
        ("30万元30万元", ("30", "万元")),
        ("30人", ("", "")),
        ("约30", ("", "")),
        ("", ("", "")),
    ],
)
def test_amounts_with_their_units(text: str, said: tuple[str, str]) -> None:
    assert amount_in(text) == said


def test_what_labels_and_heads_say() -> None:
    assert (bare_label("计划安排资金（万元）："), bare_label("资金（单位：元）")) == ("计划安排资金（万元）", "资金")
    assert [has_unit(text) for text in ("资金（万元）", "资金(元)", "资金", "资金（人）")] == [True, True, False, False]
    assert [is_rate(text) for text in ("执行率", "占比", "金额")] == [True, True, False]
    assert [is_money(text) for text in ("培训费支出", "资金（万元）", "上年结余①", "培训人数", "预算安排")] == [
        True, True, True, False, True,
    ]  # fmt: skip
    assert phase_label(("财政拨款", "执行数（万元）")) == "执行数"
    assert phase_label(("财政拨款", "预算金额")) == ""
    assert source_path(("财政拨款（万元）", "合计")) == "财政拨款/合计"


def test_an_amount_under_several_heads_is_called_by_its_row_alone() -> None:
    assert _money(
        ["任务名称", "预算金额（万元）", "其中：财政拨款"],
        ["困难救助", "1200.5", "1200"],
        ["资金总额（万元）", ("1800.5", 1, 2), None],
    ) == [
        ("困难救助", "", "1200.5", "万元"),
        ("困难救助", "其中：财政拨款", "1200", "万元"),
        ("资金总额（万元）", "", "1800.5", "万元"),
    ]


def test_heads_reach_only_over_the_rows_below_them() -> None:
    """The heads of a block are no heads of a later one; those of a group are of what they span."""
    assert _money(
        [("预算金额（万元）", 1, 2), None, "备注"],
        ["总额", "财政拨款", ""],
        ["300", "280", "无"],
        ["项目", "自筹资金（万元）", "其他资金（万元）"],
        ["设备", "20", "5"],
    ) == [
        ("预算金额/总额", "", "300", "万元"),
        ("预算金额/财政拨款", "", "280", "万元"),
        ("设备", "自筹资金", "20", "万元"),
        ("设备", "其他资金", "5", "万元"),
    ]


def test_years_beside_the_sum_are_heads_of_money() -> None:
    rows = [
        [("资金情况（万元）", 3, 1), "年度", "总额", "2025年", "2026年"],
        [None, "资金总额", "60", "40", "20"],
        [None, "其中：财政拨款", "50", "40", "10"],
        ["一级指标", "二级指标", "三级指标", "指标值", ""],
        ["产出指标", "数量指标", "修缮文物", "3处", ""],
    ]

    found = forms.parse([form("项目支出绩效目标表", grid(rows))])[0]

    assert [(one.source, one.phase_label, one.amount_printed) for one in found.funding] == [
        ("total", "总额", "60"), ("total", "2025年", "40"), ("total", "2026年", "20"),
        ("fiscal", "总额", "50"), ("fiscal", "2025年", "40"), ("fiscal", "2026年", "10"),
    ]  # fmt: skip


def test_a_head_called_indicator_over_sources_is_none_of_indicators() -> None:
    rows = [
        [("资金来源", 2, 1), "指标", "年初预算", "全年执行", "分值", "得分"],
        [None, "资金总额", "60", "57", "10", "9.5"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值"],
        ["产出指标", "数量指标", "购置车辆", "3辆", "3辆", "90"],
    ]

    found = forms.parse([form("项目支出绩效自评表", grid(rows))])[0]

    assert [(one.phase, one.amount_printed) for one in found.funding] == [("initial_budget", "60"), ("executed", "57")]
    assert [one.level3 for one in found.indicators] == ["购置车辆"]


def test_by_how_much_a_budget_was_changed_is_no_stage_beside_what_it_came_to() -> None:
    def phases(*heads: str) -> list[str]:
        rows: list[list[Written]] = [["项目资金", "资金来源", *heads], ["", "年度资金总额", *["9"] * len(heads)], HEADER, ROW]
        return [one.phase for one in grid_form.read(form("项目支出绩效自评表", grid(rows)))[0].funding]

    assert phases("年初预算数", "预算调整数", "全年预算数", "全年执行数") == ["initial_budget", "预算调整数", "adjusted_budget", "executed"]
    assert phases("年初预算数", "预算调整数", "全年执行数") == ["initial_budget", "adjusted_budget", "executed"]


def test_amounts_below_the_heads_of_their_sources() -> None:
    heads: list[Written] = ["资金来源", "年度资金总额", "其中：财政拨款", "其中：某村"]
    assert _money(heads, ["金额", "450", "250", "200"]) == _money(["项目资金", *heads[1:]], ["", "450", "250", "200"]) == [
        ("年度资金总额", "annual", "450", ""), ("其中：财政拨款", "annual", "250", ""), ("其中：某村", "annual", "200", ""),
    ]  # fmt: skip
    assert _money(["资金来源", "某镇总额", "某村总额"], ["金额", "450", "250"]) == [("金额", "某镇总额", "450", ""), ("金额", "某村总额", "250", "")]


def test_amounts_of_the_whole_block_are_called_by_the_label_beside_it() -> None:
    heads: list[Written] = [("单位收支情况", 3, 1), "年初预算数", "调整预算数", "决算数", "执行率"]
    found = _read(heads, [None, "90", "95", "76", "80%"], [None, ("其中：基本支出 60", 1, 2), None, ("项目支出 16", 1, 2), None]).funding

    assert [(f.source_label, f.source, f.phase, f.amount_printed, f.execution_rate) for f in found] == [
        ("单位收支情况", "total", "initial_budget", "90", ""), ("单位收支情况", "total", "adjusted_budget", "95", ""),
        ("单位收支情况", "total", "executed", "76", "80"), ("其中：基本支出", "basic", "", "60", ""), ("项目支出", "project", "", "16", ""),
    ]  # fmt: skip


def test_tasks_under_stages_of_the_budget_are_called_by_their_names() -> None:
    rows: list[list[Written]] = [["任务名称", "主要内容", "预算数", "实际支出数"], ["审批改革", "一枚印章", "310", "302"]]

    assert [one[:3] for one in _money(*rows)] == [("审批改革", "adjusted_budget", "310"), ("审批改革", "executed", "302")]
