"""Columns that only the place of an amount gave, and that the document's own balance contradicts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loaders.tables.contradicted import release
from loaders.tables.model import Amount, Column, RawTable, Row
from loaders.tables.vocabulary import label_measure

_HEADS = ("合计", "财政专户管理资金收入", "事业收入（不含教育收费）", "事业单位经营收入", "其他收入")
_BALANCE = {"二、财政专户管理资金收入": "624", "三、事业收入（不含教育收费）": "48", "四、事业单位经营收入": "", "五、其他收入": "143"}


def _tables(*places: int, balance: dict[str, str] | None = None) -> list[RawTable]:
    """A balance, and a list of revenue whose total and one item have their amounts in ``places``."""
    items = [
        Row(side="revenue", name=name, amounts=[Amount(text, 0)] if text else [])
        for name, text in (_BALANCE if balance is None else balance).items()
    ]
    printed = zip(("815", "624", "48", "143"), places, strict=True)
    total = Row(name="合计", amounts=[Amount(text, place) for text, place in printed])
    item = Row(code="205", name="教育支出", amounts=[Amount("815", 0), Amount("620", places[1]), Amount("195", places[2])])
    return [
        RawTable("收支总体情况表", unit="万元", columns=[Column(("预算数",), "revenue")], rows=items),
        RawTable("收入总体情况表", unit="万元", columns=[Column((head,)) for head in _HEADS], rows=[total, item], is_aligned=True),
    ]


def _places(table: RawTable) -> list[list[int | None]]:
    return [[amount.column for amount in row.amounts] for row in table.rows]


def test_columns_that_the_balance_contradicts_are_left_open_in_all_rows() -> None:
    tables = _tables(0, 2, 3, 4)

    release(tables)

    assert _places(tables[1]) == [[0, None, None, 4], [0, None, None]]


@pytest.mark.parametrize("balance", [{"五、其他收入": "143"}, {**_BALANCE, "二、财政专户管理资金收入": "600", "三、事业收入（不含教育收费）": "50"}])
def test_amounts_that_no_other_table_calls_otherwise_stay(balance: dict[str, str]) -> None:
    tables = _tables(0, 2, 3, 4, balance=balance)

    release(tables)

    assert _places(tables[1]) == [[0, 2, 3, 4], [0, 2, 3]]


def test_what_the_balance_confirms_stays_and_so_do_cells_with_borders() -> None:
    right, drawn = _tables(0, 1, 2, 4), _tables(0, 2, 3, 4)
    drawn[1] = replace(drawn[1], is_aligned=False)

    release(right)
    release(drawn)

    assert _places(right[1])[0] == [0, 1, 2, 4]
    assert _places(drawn[1])[0] == [0, 2, 3, 4]


def test_a_label_that_says_what_is_left_out_is_the_measure() -> None:
    assert label_measure("三、事业收入（不含教育收费）") == label_measure("三、事业收入") == "institution"
