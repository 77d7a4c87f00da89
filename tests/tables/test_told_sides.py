"""收入总计 and 支出总计 tell the sides of a table whose headers don't, where each is made up by the rows of its list."""

from __future__ import annotations

import pytest

from loaders.tables.model import Amount, Column, RawTable, Row
from loaders.tables.structure import arrange

REVENUE = [("税收收入", "30.25"), ("非税收入", "12.50"), ("收入总计", "42.75")]
EXPENDITURE = [("教育支出", "20.15"), ("农林水支出", "22.60"), ("支出总计", "42.75")]


def sides(*lists: list[tuple[str, str]], beside: bool = False) -> list[str]:
    rows = [Row("", "", name, "", [Amount(text, 0)], lane=lane * beside) for lane, listed in enumerate(lists) for name, text in listed]
    arrange(RawTable("某市一般公共预算收支总表", columns=[Column(("决算数",))], rows=rows))
    return [row.side for row in rows]


@pytest.mark.parametrize("beside", [False, True], ids=["one above the other", "side by side"])
def test_totals_tell_the_sides(beside: bool) -> None:
    assert sides(REVENUE, EXPENDITURE, beside=beside) == ["revenue"] * 3 + ["expenditure"] * 3


def test_lists_beside_each_other_need_no_proof() -> None:
    wrong = [("教育支出", "20.15"), ("农林水支出", "22.70"), ("支出总计", "42.75")]

    assert sides(REVENUE, wrong, beside=True) == ["revenue"] * 3 + ["expenditure"] * 3


def test_a_balance_behind_the_total_is_what_it_leaves() -> None:
    spent = [*EXPENDITURE[:1], ("农林水支出", "20.00"), ("支出总计", "40.15"), ("年终结余", "2.60"), ("其中：结转下年支出", "2.60")]

    assert sides(REVENUE, spent) == ["revenue"] * 3 + ["expenditure"] * 5


@pytest.mark.parametrize(
    "lists",
    [
        (REVENUE, [*EXPENDITURE[:2], ("支出总计", "42.70")]),
        (REVENUE, [*EXPENDITURE, ("援助其他地区支出", "1.10")]),
        (REVENUE, EXPENDITURE[:2]),
        (EXPENDITURE, REVENUE),
    ],
    ids=["a total that its rows don't make up", "a row behind the total", "one total", "expenditure first"],
)
def test_nothing_is_told_by_totals_that_prove_nothing(lists: tuple[list[tuple[str, str]], ...]) -> None:
    assert set(sides(*lists)) == {""}


def test_the_second_list_stands_beside_the_first() -> None:
    assert set(sides(EXPENDITURE, REVENUE, beside=True)) == {""}
