"""What a column measures, by its header and the columns beside it."""

from __future__ import annotations

import pytest

from loaders.tables.grid_words import header_kind
from loaders.tables.measures import column_measures, measure_of
from loaders.tables.model import Column


def measures(*paths: str) -> list[str]:
    return column_measures([Column(tuple(path.split("/"))) for path in paths])


@pytest.mark.parametrize(
    ("path", "measure"),
    [
        ("其中：基本支出", "basic"),
        ("事业收入（不含教育收费）", "institution"),
        ("2018年债务限额", "debt_limit"),
        ("2018年债务限额/其中：一般债务限额", "general_debt_limit"),
        ("年末地方政府债务余额—合计", "debt_balance"),
        ("合计/上年预算数", "last_year_budget"),
        ("基本支出/上年数", "basic_last_year"),
        ("2018年债务限额/一般债务", "general_debt_limit"),
        ("财政专户拨款收入/其他专户收入拨款", "special_account"),
    ],
)
def test_what_surrounds_a_known_word_does_not_hide_it(path: str, measure: str) -> None:
    assert measure_of(tuple(path.split("/"))) == measure


def test_a_change_is_no_total_of_another_year() -> None:
    assert measures("2023年预算数", "2024年预算数", "比上年增、减情况/增、减金额", "比上年增、减情况/增、减幅度", "增减情况/增减金额") == [
        "last_year", "total", "change", "change_pct", "change",
    ]  # fmt: skip


def test_an_unknown_header_still_names_its_column() -> None:
    assert measures("专门事项补贴", "项目金额", "预算数（单位：万元）", "参会人数", "完成率") == [
        "labelled",
        "total",
        "total",
        "quantity",
        "rate",
    ]


def test_a_column_without_words_in_its_header_has_no_measure() -> None:
    assert measures("", "12") == ["", ""]


def test_of_which_is_told_from_its_group() -> None:
    assert measures("公共预算拨款/小计", "公共预算拨款/其中：专项资金列入部门预算的项目") == [
        "general_budget",
        "of_which",
    ]


def test_periods_are_told_by_years_and_words() -> None:
    assert measures(
        "2018年/合计", "2018年/会议费", "2019年/合计", "2019年/会议费", "增减变化情况/会议费"
    ) == [
        "last_year",
        "conference_last_year",
        "total",
        "conference",
        "conference_change",
    ]
    assert measures("2017年/会议费", "2019年/会议费") == ["conference_earlier_year", "conference"]
    assert measures("上年/培训费", "当年/培训费") == ["training_last_year", "training"]
    assert measures("2024年/会议费") == ["conference"]


def test_the_total_of_an_unknown_group_is_not_the_total_of_the_table() -> None:
    assert measures("总计", "部门安排/合计", "部门安排/事业收入") == ["total", "labelled", "institution"]


def test_a_year_before_a_group_doesn_t_make_its_total_that_of_the_table() -> None:
    assert measures("支出总计", "2026年政府采购项目/小计", "2026年政府采购项目/货物") == [
        "total",
        "labelled",
        "goods",
    ]


def test_like_amounts_of_two_groups_are_told_by_their_labels() -> None:
    assert (
        measures("中央对省/预算数", "中央对省/决算数", "省对市县/预算数", "省对市县/决算数")
        == ["labelled"] * 4
    )
    assert measures("合计/预算数", "合计/决算数", "当年/合计", "上年/合计") == [
        "total",
        "total",
        "total",
        "last_year",
    ]


def test_the_three_publics_by_fund_are_not_all_of_the_fund() -> None:
    assert measures(
        "总计/一般公共预算", "因公出国(境)费/一般公共预算", "公务用车购置及运行维护费/小计/一般公共预算"
    ) == [
        "general_budget",
        "overseas_travel_general_budget",
        "official_vehicle_general_budget",
    ]
    assert measures("公务用车购置及运行维护费/小计", "公务用车购置及运行维护费/公务用车购置费") == [
        "official_vehicle",
        "vehicle_purchase",
    ]


def test_what_one_source_pays_is_not_all_that_is_spent() -> None:
    assert measures(
        "合计", "一般公共预算/小计", "一般公共预算/基本支出", "一般公共预算/项目支出", "政府性基金预算"
    ) == ["total", "general_budget", "basic_general_budget", "project_general_budget", "government_fund"]
    assert measures("合计", "一般公共预算/基本支出", "一般公共预算/项目支出") == ["total", "basic", "project"]
    assert measures("合计", "财政拨款/项目支出", "财政拨款/一般公共预算") == ["total", "project", "general_budget"]
    assert measures("合计", "基本支出", "项目支出", "政府性基金预算")[1:3] == ["basic", "project"]


def test_a_share_of_another_amount_is_a_rate_with_and_without_its_sign() -> None:
    assert column_measures(
        [Column(("2020年", "预算数")), Column(("2020年", "决算数")), Column(("2020年", "为预算%"), unit="%")]
    ) == ["total", "total", "rate"]
    assert header_kind("决算数为调整预算数") == "percent"


def test_the_word_for_its_side_does_not_qualify_a_column() -> None:
    path = ("支出（按功能分类）", "预算数")

    assert column_measures([Column(path, side="expenditure")]) == ["total"]


def test_the_money_of_this_year_beside_a_total_is_a_part_of_it() -> None:
    assert measures("合计", "当年财政拨款安排", "上年结转安排") == ["total", "current_year", "carryover"]
    assert measures("当年财政拨款安排") == ["total"]


def test_an_amount_of_no_known_meaning_behind_the_total_is_no_second_total() -> None:
    assert measures("预算数", "面向中小企业预留金额") == ["total", "labelled"]
