"""Revenue and expenditure in one table without headers that say so: 收入总计 and 支出总计 tell which row is on which side."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.tables.model import Row
from loaders.tables.vocabulary import row_role


def set_sides(rows: Sequence[Row]) -> bool:
    """Set ``side`` where rows without sides have totals of both: each in a list of its own beside the other, or one above the other.

    Totals stand below what they sum up: expenditure begins behind the last of revenue. True where sides were set.
    """
    if any(row.side for row in rows):
        return False
    said = [row_role(row.name) if row.amounts else ("", "") for row in rows]
    told = [(n, side) for n, (role, side) in enumerate(said) if role in ("total", "subtotal") and side]
    revenue = [n for n, side in told if side == "revenue"]
    expenditure = [n for n, side in told if side == "expenditure"]
    if not revenue or not expenditure:
        return False
    lanes = {side: {rows[n].lane for n, one in told if one == side} for _, side in told}
    if {row.lane for row in rows} == {0, 1}:
        if lanes["revenue"] != {0} or lanes["expenditure"] != {1}:
            return False
        start = 0
    elif {row.lane for row in rows} == {0} and max(revenue) < min(expenditure):
        start = max(revenue) + 1
    else:
        return False
    for n, row in enumerate(rows):
        row.side = "expenditure" if (row.lane if not start else n >= start) else "revenue"
    return True
