"""Balances among rows: their details without an indent, and those behind the total that leaves them."""

from __future__ import annotations

from loaders.tables.model import Amount, Column, RawTable, Row
from loaders.tables.structure import arrange

FINAL = [
    ("一、一般公共预算财政拨款", "2178.34"),
    ("本年收入合计", "2178.34"),
    ("年初财政拨款结转和结余", "15.60"),
    ("一般公共预算财政拨款", "15.60"),
    ("政府性基金预算财政拨款", ""),
    ("总计", "2193.94"),
]


def arranged(*listed: tuple[str, str]) -> list[tuple[str, int | None]]:
    rows = [Row("", "", name, "", [Amount(text, 0)] if text else []) for name, text in listed]
    arrange(RawTable("财政拨款收入支出决算总表", columns=[Column(("金额",))], rows=rows))
    return [(row.role, row.level) for row in rows]


def test_funds_below_a_balance_are_its_details() -> None:
    assert arranged(*FINAL)[3:5] == [("of_which", 2), ("of_which", 2)]


def test_a_fund_that_does_not_make_up_the_balance_above_is_none_of_it() -> None:
    assert arranged(*FINAL[:3], ("一般公共预算财政拨款", "14.60"), *FINAL[4:])[3][0] != "of_which"


def test_levels_are_not_led_astray_by_a_balance_behind_the_total() -> None:
    listed = [("一般公共预算支出", "3071.35"), ("教育支出", "2047.22"), ("农林水支出", "1024.13"), ("上解支出", "77.18"), ("支出总计", "3148.53"), ("年终结余", "12.40")]

    assert [level for _, level in arranged(*listed)] == [1, 2, 2, 1, None, 1]
