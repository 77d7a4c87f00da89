"""Balances among the rows of a table: what one is made of, and one that stands behind the total that leaves it."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.tables.labels import role_of
from loaders.tables.model import Row
from loaders.tables.row_sums import Sums
from loaders.tables.vocabulary import group_members, label_measure


def before_total(rows: Sequence[Row], top: Sequence[int], total: int) -> list[int]:
    """The rows ``top`` without balances behind a total that stands below rows (支出总计, then 年终结余): it does not hold them."""
    if not any(n < total for n in top):
        return list(top)
    return [n for n in top if n < total or role_of(rows[n]) not in ("carryover", "of_which")]


def set_details(rows: Sequence[Row], sums: Sums) -> None:
    """Funds below a balance that make it up are its details, printed with no indent (年初结转和结余, 一般公共预算财政拨款)."""
    funds = group_members()["fiscal_appropriation"]
    for n, row in enumerate(rows):
        if role_of(row) != "carryover" or not sums.has_amounts(n):
            continue
        end = n + 1
        while end < len(rows) and role_of(rows[end]) == "item" and label_measure(rows[end].name) in funds:
            end += 1
        below = [m for m in range(n + 1, end) if sums.has_amounts(m)]
        if below and sums.adds_up(n, below) > 0:
            for detail in rows[n + 1 : end]:
                detail.role, detail.level = "of_which", (row.level or 1) + 1
