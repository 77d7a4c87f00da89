"""Amounts read by OCR: accepted where the arithmetic of their own table or form holds, else marked.

A misread digit breaks every sum that it is part of. An amount is confirmed by one row identity (a total and the
columns that it sums) or one column identity (a total and its items) that holds, where the words over and beside it are
known; nothing is changed or dropped.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import accumulate

from loaders.grammar.normal import fold
from loaders.model import Document
from loaders.notes import note
from loaders.records import BudgetLine, Funding, Parsed
from loaders.vocabulary import seed_rows

_YEAR = re.compile(r"^(?:19|20)\d{2}年度?")
_REMARK = re.compile(r"(?:[(（][^()（）]*[)）])+$")
_CODED_NAME = re.compile(r"\d{3,7}[^\d年.,]")
NOT_CONFIRMED = note("ocr_unconfirmed")


def mark_unconfirmed(document: Document, parsed: Parsed) -> None:
    """Note ``NOT_CONFIRMED`` on each amount of an OCR'd page that no identity confirms."""
    pages = {notice.page for notice in document.notices if notice.code == "page_by_ocr" and notice.page is not None}
    if document.notices and document.notices[-1].code == "notices_cut":  # the list of pages may have been cut short
        pages.update(range(max(pages, default=1), (document.page_count or 0) + 1))
    if document.reader != "ocr" or not pages:
        return
    tables: dict[tuple[int, str], list[BudgetLine]] = defaultdict(list)
    for line in parsed.budget_lines:
        tables[line.table_seq, line.side].append(line)
    for lines in tables.values():
        good = confirmed(lines) - {id(line) for line in lines if not _is_legible(line)}
        _mark((line for line in lines if line.page in pages), good)
    forms: dict[int, list[Funding]] = defaultdict(list)
    for amount in parsed.funding:
        forms[amount.form_seq].append(amount)
    for amounts in forms.values():
        _mark((amount for amount in amounts if amount.page in pages), _confirmed_funding(amounts))


def _is_legible(line: BudgetLine) -> bool:
    """Whether the lowest header over an amount is a known word, and no code is part of the name beside it: sums say nothing of words."""
    leaf = _REMARK.sub("", _YEAR.sub("", fold(line.measure_label.rpartition("/")[2])))
    is_known = not line.measure or not leaf or leaf in _header_words()
    return is_known and (bool(line.subject_code) or _CODED_NAME.match(fold(line.subject_name)) is None)


@cache
def _header_words() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in seed_rows("measure"))


def confirmed(lines: Sequence[BudgetLine]) -> set[int]:
    """``id`` of the amounts of one side of a table that take part in an identity that holds."""
    by_row: dict[int, list[BudgetLine]] = defaultdict(list)
    by_column: dict[int, list[BudgetLine]] = defaultdict(list)
    for line in lines:
        by_row[line.row_seq].append(line)
        by_column[line.column_seq].append(line)
    found: set[int] = set()
    for row in by_row.values():
        found |= _runs(sorted(row, key=lambda line: line.column_seq))
    for column in by_column.values():
        found |= _levels(sorted(column, key=lambda line: line.row_seq))
    return found


def _mark(amounts: Iterable[BudgetLine | Funding], good: set[int]) -> None:
    for amount in amounts:
        if id(amount) not in good:
            amount.mend(NOT_CONFIRMED)


def _value(amount: BudgetLine | Funding) -> Decimal | None:
    try:
        return Decimal(amount.amount_printed)
    except InvalidOperation:
        return None


def _runs(row: Sequence[BudgetLine]) -> set[int]:
    """A total and the amounts right or left of it that add up to it."""
    found: set[int] = set()
    for direction in (row, row[::-1]):
        values = [_value(line) for line in direction]
        for place, total in enumerate(values):
            after = values[place + 1 :]
            if total is None or any(value is None for value in after):
                continue
            sums = list(accumulate(value for value in after if value is not None))
            length = max((n for n, running in enumerate(sums, start=1) if running == total), default=0)
            if length:
                found.update(id(line) for line in direction[place : place + length + 1])
    return found


def _levels(column: Sequence[BudgetLine]) -> set[int]:
    """A total of level 0 and the rows of the first level, and each row with those of the level below it."""
    found: set[int] = set()
    for place, parent in enumerate(column):
        items = _items(column, place)
        total, parts = _value(parent), [_value(item) for item in items]
        known = [part for part in parts if part is not None]
        if total is not None and parts and len(known) == len(parts) and sum(known) == total:
            found.update(id(line) for line in (parent, *items))
    return found


def _items(column: Sequence[BudgetLine], place: int) -> list[BudgetLine]:
    parent = column[place]
    if not parent.subject_level.isdigit():
        return []
    level = int(parent.subject_level)
    if level == 0:
        below = [line for line in column if line.subject_level.isdigit() and int(line.subject_level) > 0]
    else:
        below = []
        for line in column[place + 1 :]:
            if not line.subject_level.isdigit() or int(line.subject_level) <= level:
                break
            below.append(line)
    top = min((line.subject_level for line in below), default="")
    return [line for line in below if line.subject_level == top]


def _confirmed_funding(amounts: Sequence[Funding]) -> set[int]:
    """The first amount of a phase and the others, where they add up to it."""
    phases: dict[str, list[Funding]] = defaultdict(list)
    for amount in amounts:
        phases[amount.phase].append(amount)
    found: set[int] = set()
    for phase in phases.values():
        values = [_value(amount) for amount in phase]
        known = [value for value in values if value is not None]
        if len(known) == len(values) > 1 and known[0] == sum(known[1:]):
            found.update(id(amount) for amount in phase)
    return found
