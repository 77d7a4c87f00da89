"""What the rest of a document says about the same amounts: sibling tables, rows named like a column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from loaders.grammar.normal import fold
from loaders.grammar.units import yuan_factor
from loaders.notes import Note
from loaders.tables.measures import measure_of
from loaders.tables.model import Column, RawTable, Row
from loaders.tables.vocabulary import (
    bare_label,
    header_key,
    header_words,
    label_measure,
    measure_side,
    row_role,
    table_type,
)

_FUNDS = ("general_budget", "government_fund", "state_capital")
_OTHER_PERIODS = ("change", "change_pct", "executed", "last_year", "last_year_budget", "last_year_final")
TOTAL = "total"
_CLASS = 3  # digits of the code of a class
_BY_SUMS = ("column_by_row_sum", "column_by_sums", "column_by_exact_sums")  # repairs that rest on the table alone


@dataclass(frozen=True, slots=True, eq=False)
class Printed:
    """Where a document prints an amount: a row of a table, called by its code or its name."""

    table: RawTable
    row: str

    @property
    def words(self) -> str:
        """The place as it is told to readers."""
        return f"{self.table.title} {self.row}".strip()


@dataclass(slots=True)
class Evidence:
    """``facts``: amounts in 元 by (subject, measure), with the place they were printed; ``blank``: measures whose
    rows the document prints without an amount, wherever it prints them. ``inferred`` are facts of the second rank:
    their columns follow from sums, or the row is known by its name instead of its code."""

    facts: dict[tuple[str, str], dict[Decimal, Printed]] = field(default_factory=dict)
    inferred: dict[tuple[str, str], dict[Decimal, Printed]] = field(default_factory=dict)
    blank: set[str] = field(default_factory=set)

    def supports(self, subject: str, measure: str, amount: Decimal, *, inferred: bool = False) -> Printed | None:
        """Where the same amount of the same subject and measure is printed; None if nowhere."""
        if not measure:
            return None
        place = self.facts.get((subject, measure), {}).get(amount)
        if place or not inferred:
            return place
        found = (self.inferred.get((who, measure), {}).get(amount) for who in (subject, bare_label(subject)))
        return next(filter(None, found), None)


def in_yuan(text: str, unit: str) -> Decimal:
    """A printed amount in 元, for comparison between tables of different units."""
    return Decimal(text) * (yuan_factor(unit) or 1)


def subject_of(row: Row) -> str:
    """What a row is about: its code, or ``total``, or its label."""
    if row.code:
        return row.code
    role = row_role(row.name)[0]
    return TOTAL if role in ("total", "subtotal", "unit") or not row.name else fold(row.name)


def gather(tables: Iterable[RawTable]) -> Evidence:
    """Facts from all amounts whose column is known."""
    found = Evidence()
    printed: set[str] = set()
    blank: set[str] = set()
    for table in tables:
        funds = _title_funds(table.title)
        for row in table.rows:
            measure = label_measure(row.name)
            if measure and measure_side(measure) == "revenue" and row.side == "revenue":
                (printed if row.amounts else blank).add(measure)
            _learn(found, table, row, measure, funds)
    found.blank = blank - printed
    return found


def _learn(found: Evidence, table: RawTable, row: Row, measure: str, funds: list[str]) -> None:
    subject = subject_of(row)
    also = {bare_label(row.name)} if row.name and subject != TOTAL and len(row.code) in (0, _CLASS) else set()
    columns = table.columns
    part = _title_part(table.title)
    for amount in row.amounts:
        if amount.column is None or amount.column >= len(columns) or not _certain(amount.repair):
            continue
        value = in_yuan(amount.text, table.unit)
        place = Printed(table, row.code or row.name)
        own_name = column_name(columns[amount.column])
        if not own_name:
            continue
        names = {own_name} if own_name.endswith(_OTHER_PERIODS) else {own_name, *funds}
        if own_name == TOTAL and part:
            names.add(part)
        for name in names:
            if not amount.repair:
                found.facts.setdefault((subject, name), {}).setdefault(value, place)
            for who in {subject, *also}:
                found.inferred.setdefault((who, name), {}).setdefault(value, place)
        if not amount.repair and row.name and (own := measure or bare_label(row.name)):
            found.facts.setdefault((TOTAL, own), {}).setdefault(value, place)


def _certain(repair: Note | None) -> bool:
    """Whether a column is as printed or follows from sums alone: what was told by another table is no evidence."""
    return repair is None or repair.code in _BY_SUMS


def column_name(column: Column) -> str:
    """The measure of a column, or its last header word where that is unknown: what rows elsewhere may be named.

    ``""`` where the column has no header.
    """
    return measure_of(column.path) or (header_key(column.path[-1]) if column.path else "")


def _title_part(title: str) -> str:
    """The part of expenditure that a table lists alone, by its title: ``basic``, ``project`` or ``""``."""
    parts = [part for part, word in (("basic", "基本支出"), ("project", "项目支出")) if word in fold(title)]
    return parts[0] if len(parts) == 1 else ""


def _title_funds(title: str) -> list[str]:
    """The one fund that a title names: a table of 一般公共预算 speaks of that fund in every column."""
    bare = fold(title)
    named = [f for f in _FUNDS if any(w.measure == f and w.text in bare for w in header_words().values())]
    return named if len(named) == 1 and table_type(title)[0] != "three_public" else []
