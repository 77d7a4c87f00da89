"""Amounts of tables in laid-out text whose column their place doesn't tell: what the sums of the document decide, with those below each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from loaders.grammar.normal import fold
from loaders.notes import note
from loaders.tables.equations import equations, holds
from loaders.tables.laid.header import UNSURE
from loaders.tables.measures import is_total_header
from loaders.tables.model import Amount, RawTable
from loaders.tables.vocabulary import row_role, table_type

_LIST = "procurement"  # of several columns of names, whose texts drift into each other
_OF_WHICH = ("其中", "扣除")
_CONTRADICTED = 0.2  # of the rows


def released(table: RawTable) -> list[list[Amount]]:
    """Take the columns whose head can't be told out of ``table``; their amounts, which belong to one column each, are left without."""
    lost = [n for n, column in enumerate(table.columns) if column.path and column.path[-1] == UNSURE]
    amounts: dict[int, list[Amount]] = {n: [] for n in lost}
    places = {n: place for place, n in enumerate(n for n in range(len(table.columns)) if n not in amounts)}
    for row in table.rows:
        for amount in row.amounts:
            if amount.column in amounts:
                amounts[amount.column].append(amount)
            amount.column = places.get(amount.column) if amount.column is not None else None
    table.columns = [column for n, column in enumerate(table.columns) if n in places]
    table.is_text = True
    if table_type(table.title)[0] == _LIST:
        for row in (row for row in table.rows if row.amounts and row_role(row.name)[0] == "item"):
            row.repair = note("subject_undecided")
    if not lost and _contradicts_sums(table):
        for row in table.rows:
            for amount in row.amounts:
                if amount.column is not None:
                    amounts.setdefault(-1 - amount.column, []).append(amount)
                    amount.column = None
    return [found for found in amounts.values() if found]


def _contradicts_sums(table: RawTable) -> bool:
    """Whether several rows speak against what the heads of their columns say of each other: then heads are not theirs."""
    if "收支" in fold(table.title):
        return False
    paths = [column.path for column in table.columns]
    sums = [
        one
        for one in equations(table.columns)
        if not any(is_total_header(paths[part]) and len(paths[part]) <= len(paths[one.total]) for part in one.parts)
        and not any(text.startswith(_OF_WHICH) for part in one.parts for text in paths[part])
    ]
    told = [row for row in table.rows if row.amounts and all(amount.column is not None for amount in row.amounts)]
    wrong = sum(not holds(row, sums) for row in told)
    return wrong > max(1, _CONTRADICTED * len(told))


def settle(bands: Iterable[Sequence[Amount]]) -> None:
    """Amounts that stand below each other are of one column: where they were put into several, of none."""
    for band in bands:
        if len({amount.column for amount in band}) > 1:
            for amount in band:
                amount.column = amount.repair = None
