"""Heads of money that a word for the labels below begins, in text that keeps the page's layout."""

from __future__ import annotations

from tests.formats.generate import C, Para, Tbl, Title, as_layout_text
from tests.staged.shapes import read

_FORM = Tbl(
    [
        ["部门（单位）名称", C("某市城市建设管理局", cols=6)],
        [C("支出规模（万元）", rows=4), "资金类别", "年初预算", "调整后预算", "实际支出", "执行率", "得分"],
        ["合计", "5,210.00", "5,460.00", "5,323.50", "97.5%", "9.75"],
        ["基本支出", "1,830.00", "1,860.00", "1,854.20", "99.69%", ""],
        ["项目支出", "3,380.00", "3,600.00", "3,469.30", "96.37%", ""],
        ["年初设定绩效目标", C("新增泊位1100个。", cols=6)],
        ["绩效目标完成情况", C("新增泊位1180个。", cols=6)],
        ["一级指标", "二级指标", "三级指标", "年度目标值", "全年完成值", "分值", "得分"],
        ["产出指标", "数量指标", "新增停车泊位", "≥1100个", "1180个", "90", "90"],
    ]
)


def test_the_amounts_below_are_of_the_heads_behind_the_word() -> None:
    found = read(as_layout_text([Title("部门整体支出绩效自评表"), Para("（2023年度）"), _FORM]), "a.txt").parsed

    assert [(one.source, one.phase, one.amount_printed) for one in found.funding] == [
        ("total", "initial_budget", "5210.00"),
        ("total", "adjusted_budget", "5460.00"),
        ("total", "executed", "5323.50"),
        ("basic", "initial_budget", "1830.00"),
        ("basic", "adjusted_budget", "1860.00"),
        ("basic", "executed", "1854.20"),
        ("project", "initial_budget", "3380.00"),
        ("project", "adjusted_budget", "3600.00"),
        ("project", "executed", "3469.30"),
    ]
    assert [(one.label, one.value) for one in found.form_fields] == [
        ("年初设定绩效目标", "新增泊位1100个。"),
        ("绩效目标完成情况", "新增泊位1180个。"),
    ]
