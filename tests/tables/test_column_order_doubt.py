"""Columns of a header in several lines whose order the rows can't tell."""

from __future__ import annotations

from decimal import Decimal

from loaders.tables.column_order import settled
from loaders.tables.model import Amount, Column, Row

_PRINTED = [Column((word,)) for word in ("单位资金", "总计", "一般公共预算拨款", "政府性基金预算拨款")]


def _rows(*amounts: tuple[int, ...]) -> list[Row]:
    return [Row(name="甲", amounts=[Amount(str(Decimal(a))) for a in row]) for row in amounts]


_ALIKE = _rows((5, 5, 0, 0), (7, 7, 0, 0), (2, 2, 0, 0))


def test_a_total_that_follows_the_only_part_with_an_amount_may_stand_before_it() -> None:
    assert settled(_PRINTED, frozenset(), _ALIKE) == []


def test_one_line_prints_its_columns_in_their_order() -> None:
    assert settled(_PRINTED, frozenset(), _ALIKE, in_line=True) == _PRINTED


def test_rows_with_several_parts_tell_where_the_total_stands() -> None:
    rows = _rows((5, 8, 2, 1), (7, 9, 2, 0), (2, 5, 0, 3))

    assert settled(_PRINTED, frozenset(), rows) == _PRINTED


def test_an_order_is_taken_from_the_rows_only_where_no_other_holds_as_well() -> None:
    last = [Column((word,)) for word in ("基本支出", "项目支出", "合计")]
    amid = [last[0], last[2], last[1]]
    rows = _rows((8, 5, 3), (9, 7, 2), (4, 1, 3))

    assert settled(last, frozenset(), rows) == [last[2], last[0], last[1]]
    assert settled(amid, frozenset(), rows) == []
