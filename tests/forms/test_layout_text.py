"""Forms in text that keeps the page's layout: tight columns, broken heads, labels beside the middle of their rows.

What can't be told apart there is said to be undecided, or set aside; nothing is read as something else.
"""

from __future__ import annotations

import pytest

from loaders import forms
from loaders.model import Line, Segment
from loaders.records import Parsed

UNDECIDED = {"form_columns_undecided", "form_cells_undecided"}
HEAD = "项目名称        渠道清淤\n主管部门        某县水利局        实施单位        某县灌区所"
MONEY = "项目资金（万元）    年度资金总额    80.00\n                其中：财政拨款    80.00"
TABLE = """一级指标      二级指标      三级指标        年度指标值 实际完成值    分值 得分
产出指标      数量指标      清淤长度        ≥30公里     31公里      50  50
效益指标      社会效益指标    灌溉条件        改善         改善        30 28
满意度指标     服务对象满意度 农户满意度       ≥90%        95%         10 10
总分                                                        100 98.00"""


def parsed(*parts: str, title: str = "项目支出绩效自评表") -> Parsed:
    lines = "\n".join((title, *parts)).split("\n")
    return forms.parse([Segment("form", title, tuple(Line(n, text, 1) for n, text in enumerate(lines, 1)))])[0]


def test_cells_of_tight_columns_are_parted() -> None:
    """Heads, numbers, and a level before its indicator, where one space is all that stands between two columns."""
    found = parsed(HEAD, MONEY, TABLE)

    assert [(one.level2, one.level3, one.target_printed, one.actual_printed, one.weight, one.score) for one in found.indicators] == [
        ("数量指标", "清淤长度", "≥30公里", "31公里", "50", "50"),
        ("社会效益指标", "灌溉条件", "改善", "改善", "30", "28"),
        ("服务对象满意度", "农户满意度", "≥90%", "95%", "10", "10"),
    ]
    assert not any(one.repair_code for one in found.indicators)
    assert (found.evaluations[0].total_weight, found.evaluations[0].total_score) == ("100", "98.00")


@pytest.mark.parametrize(
    "below",
    [
        "年度总体目标 1.完成清淤。",
        "年度总体目标      完成清淤。",
        "          年初预算数 全年预算数 全年执行数\n          （A）      （B）",
        "          年初预算  全年预算  全年执行\n          数  数  数",
    ],
)
def test_a_name_ends_where_another_part_of_the_form_begins(below: str) -> None:
    """A goal's label, also with its text behind it, and heads of columns in one line or two are no part of a name."""
    evaluation = parsed("单位名称          某县水利局", below, TABLE).evaluations[0]

    assert evaluation.subject_name == "某县水利局"


def test_amounts_whose_heads_are_lost_are_nobodys() -> None:
    found = parsed(HEAD, "资金情况    年度资金总额    800    760    95.00%\n          其他资金    20", TABLE)

    assert [(one.source, one.amount_printed) for one in found.funding] == [("other", "20")]


def test_words_before_numbers_are_no_money_where_no_indicators_end_the_block() -> None:
    """Under heads of money a row's words call its amounts only where the block is seen to end."""
    block = "          年初预算数    全年预算数    全年执行数\n年度资金总额    90    80    70\n清淤长度任务    30    31    50"

    def labels(*parts: str) -> set[str]:
        return {one.source_label for one in parsed(HEAD, *parts).funding}

    assert labels(block, TABLE) == {"年度资金总额", "清淤长度任务"}
    assert labels(block) == {"年度资金总额"}


def test_two_forms_side_by_side_are_set_aside() -> None:
    twice = "\n".join(f"{line}        {line}" for line in (*HEAD.split("\n")[:1], *TABLE.split("\n")))

    found = parsed(twice)

    assert not found.evaluations
    assert [one.code for one in found.rejects] == ["forms_beside"]


def test_a_list_whose_heads_are_tight_is_set_aside() -> None:
    found = parsed("单位名称、项目名称 项目年度绩效目标      " + TABLE)

    assert [one.code for one in found.rejects] == ["list_without_cells"]


@pytest.mark.parametrize(
    ("printed", "broken"),
    [
        # heads go on below: which rest belongs to which of them isn't known
        (TABLE, TABLE.replace("年度指标值 实际完成值", "年度指标  实际完成  ").replace("得分\n", "得分\n             值    值\n", 1)),
        # the first level stands beside the middle of its rows
        (TABLE, TABLE.replace("产出指标      数量", "          数量").replace("效益指标      社", "产出指标      社")),
        # a row without a target, which has run together with the name
        (TABLE, TABLE.replace("清淤长度        ≥30公里     31公里", "清淤长度（公里）30          31公里")),
    ],
)  # fmt: skip
def test_rows_that_can_be_read_in_several_ways_are_undecided(printed: str, broken: str) -> None:
    def undecided(table: str) -> list[bool]:
        return [bool(UNDECIDED & set(one.repair_code.split("|"))) for one in parsed(HEAD, MONEY, table).indicators]

    assert not any(undecided(printed))
    assert undecided(broken)[0]
