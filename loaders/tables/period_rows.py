"""Periods printed one below the other (2025年, 2026年, 增减变化金额 of one thing) → columns of that thing's row.

The 三公 table of 深圳 prints three rows an office: last year, this year, the change. Read as rows of their own, last year's amounts
would be the office's and a change would be money. That rows are periods of one thing is a hypothesis: the change has to be
the difference of the two others in most of the columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from loaders.grammar.normal import fold, squash
from loaders.tables.measures import CHANGE, period_word
from loaders.tables.model import Amount, RawTable, Row

_YEAR = re.compile(r"(?:19|20)\d{2}年?(?:预算|决算)?数?")
_SEQUENCE = re.compile(r"^\s*\d{1,3}\s+(?=\D|(?:19|20)\d{2}\s*年)")  # the number of the row, before its name
_FIRST_WORDS = re.compile(r"\s*((?:19|20)\d{2}\s*年?|[^\d\s]+)")
_PERIODS = 3  # the earlier, the later, the change
_ENOUGH = Decimal("0.8")  # of the columns in which all three are printed

Group = list[tuple[str, Row]]


def fold_periods(table: RawTable) -> None:
    """One row, with columns for each period, in place of the rows that print the periods of one thing.

    Left as it is where the change isn't the difference of the others, or where other rows with amounts stand between.
    """
    groups = _groups(table.rows)
    if (
        not groups
        or len({tuple(period for period, _ in group) for group in groups}) > 1
        or not _differ(groups)
    ):
        return
    if sum(map(len, groups)) < sum(bool(row.amounts) for row in table.rows):
        return
    periods = [period for period, _ in groups[0]]
    width = len(table.columns)
    firsts = {id(group[0][1]): group for group in groups}
    later = {id(row) for group in groups for _, row in group[1:]}
    table.columns = [
        replace(column, path=(period, *column.path)) for period in periods for column in table.columns
    ]
    table.rows = [
        _one(firsts[id(row)], width) if id(row) in firsts else row
        for row in table.rows
        if id(row) not in later
    ]


def _groups(rows: Sequence[Row]) -> list[Group]:
    """Three rows that follow each other, of three periods and of one name, which the second and third need not repeat."""
    found: list[Group] = []
    told = [_period(row) for row in rows]
    at = 0
    while at + _PERIODS <= len(rows):
        three, periods = rows[at : at + _PERIODS], told[at : at + _PERIODS]
        named = {row.name for row in three if not _is_period(row.name)}
        if (
            all(periods)
            and len(set(periods)) == _PERIODS
            and named <= {three[0].name}
            and period_word(periods[-1]) == CHANGE
        ):
            found.append(list(zip(periods, three, strict=True)))
            at += _PERIODS
        else:
            at += 1
    return found


def _is_period(text: str) -> bool:
    return _YEAR.fullmatch(fold(text)) is not None or period_word(text) is not None


def _period(row: Row) -> str:
    """The period that a row prints as its name, behind its name, or first, where its name is printed further up."""
    if _is_period(row.name):
        return fold(row.name)
    words = _FIRST_WORDS.match(squash(_SEQUENCE.sub("", row.text)).removeprefix(squash(row.name)))
    return fold(words[1]) if words and _is_period(words[1]) else ""


def _differ(groups: Sequence[Group]) -> bool:
    """Whether the change is what the second period is above the first, in most of the columns with three amounts."""
    told = held = 0
    for group in groups:
        earlier, later, change = ({a.column: Decimal(a.text) for a in row.amounts} for _, row in group)
        for column in earlier.keys() & later.keys() & change.keys() - {None}:
            told += 1
            held += later[column] - earlier[column] == change[column]
    return told > 0 and held >= _ENOUGH * told


def _one(group: Group, width: int) -> Row:
    first = group[0][1]
    amounts: list[Amount] = []
    for number, (_, row) in enumerate(group):
        line = row.lines[0] if row.lines else None
        for amount in row.amounts:
            column = None if amount.column is None else amount.column + number * width
            amounts.append(replace(amount, column=column, line=amount.line or line))
    return replace(
        first,
        name="" if _is_period(first.name) else first.name,
        amounts=amounts,
        lines=tuple(sorted({line for _, row in group for line in row.lines})),
        text=" ".join(row.text for _, row in group),
    )
