"""Columns that only the place of an amount on its line gave, and that the rest of the document contradicts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from loaders.tables.evidence import TOTAL, Evidence, column_name, gather, in_yuan, subject_of
from loaders.tables.model import Amount, RawTable, Row


def release(tables: Sequence[RawTable]) -> None:
    """Leave open, in all rows of a table without borders, the columns whose total the document prints elsewhere as another amount,
    and the amount that stands in their total as that of another column: heads of narrow columns drift.

    What they hold is placed by sums and evidence (``loaders.tables.solve``), or stays without a column.
    """
    evidence = gather(tables)
    for table in tables:
        if not (table.is_text or table.is_aligned):
            continue
        for side in {row.side for row in table.rows}:
            own = [row for row in table.rows if row.side == side]
            wrong = {
                amount.column
                for row in own
                if subject_of(row) == TOTAL
                for amount in row.amounts
                if _is_of_another(table, row, amount, evidence)
            }
            for amount in (amount for row in own for amount in row.amounts if amount.column in wrong):
                amount.column = None


def _is_of_another(table: RawTable, row: Row, amount: Amount, evidence: Evidence) -> bool:
    """Whether another table prints ``amount`` as the total of a column of this one in which ``row`` has another amount or none,
    and as that of the column in which it stands another one, or a blank."""
    if amount.column is None:
        return False
    value, held = in_yuan(amount.text, table.unit), {one.column: in_yuan(one.text, table.unit) for one in row.amounts}
    totals = [_elsewhere(table, column_name(column), evidence) for column in table.columns]
    others = (n for n, said in enumerate(totals) if n != amount.column and value in said)
    own, is_blank = totals[amount.column], column_name(table.columns[amount.column]) in evidence.blank
    return value != 0 and value not in own and (bool(own) or is_blank) and any(held.get(n) != value for n in others)


def _elsewhere(table: RawTable, name: str, evidence: Evidence) -> set[Decimal]:
    """The totals of a measure, in 元, that other tables print; none of the measure total itself, which each table has of its own."""
    found = evidence.facts.get((TOTAL, name), {}) if name not in ("", TOTAL) else {}
    return {value for value, place in found.items() if place.table is not table}
