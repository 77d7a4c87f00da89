"""Rows and forms that are printed again on the next line."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from loaders.document.agency import is_agency
from loaders.document.serials import SERIAL
from loaders.grammar.enumeration import mark
from loaders.grammar.normal import squash
from loaders.grammar.values import number
from loaders.notes import note
from loaders.records import BudgetLine, Funding, Indicator, Parsed, Record, Reject

_TWICE = 2
_IDENTIFIER = re.compile(r"(?<![A-Za-z\d])[A-Z]{1,6}\d{8,}(?:-\d+)*")  # of one project: P14152202-0014
_LEAST_STEPS = 2
_LEAST_REPEATED = 2  # indicators
_LEAST_OTHERS = 3  # agencies
_REACH, _LEAST_SUMMED = 40, 4  # rows
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SHOWN = 60  # characters
_LEAST_DESCRIBED = 30  # characters of a row that no other row has by chance
_TOTAL = ("total", "subtotal")
_LISTS = ("", "generic", "procurement", "project_expenditure")


def printed_twice(parsed: Parsed) -> list[Reject]:
    """Rows that are printed again on the next line: totals, places, rows with a code, a mark, 其中, an identifier or a number of
    their list, economic subjects, the three publics, funding and indicators of a form.
    """
    found: list[Reject] = []
    rows: dict[tuple[object, ...], list[Record]] = defaultdict(list)
    often = Counter(
        (row.table_seq, row.side, row.subject_code, row.subject_name) for row in parsed.row_labels
    )
    types = {table.table_seq: table.table_type for table in parsed.tables}
    numbered = _numbered(parsed)
    for line in parsed.budget_lines:
        is_once = often[line.table_seq, line.side, line.subject_code, line.subject_name] <= _TWICE
        kind = types.get(line.table_seq, "")
        is_numbered = line.table_seq in numbered and SERIAL.match(line.source_text) is not None
        is_named = (is_once and _is_one(line, kind)) or _is_marked(line, kind) or is_numbered
        if is_named or _is_described(line):
            rows["table", line.table_seq, line.side, line.row_seq].append(line)
    of_forms: list[Funding | Indicator] = [*parsed.funding, *parsed.indicators]
    for record in of_forms:
        rows["form", type(record), record.form_seq, record.lines].append(record)
    # The sides of a table stand beside each other: the last row is that of the same side.
    latest: dict[tuple[object, ...], tuple[tuple[object, ...], Record]] = {}
    for place, records in rows.items():
        first = records[0]
        is_exact = place[0] == "table" and (place[1] in numbered or _is_described(first))
        said = (first.source_text if is_exact else "", *(_said(record) for record in records))
        here = place[:3]  # a side of a table, money or indicators of a form
        said_last, last = latest.get(here, ((), first))
        is_next = _is_below(first, last)
        if isinstance(first, Funding | Indicator) and said == said_last:
            # The first row of a block begins with what the block is called.
            texts = sorted((squash(first.source_text), squash(last.source_text)), key=len)
            is_next = is_next and texts[1].endswith(texts[0])
        if said == said_last and is_next and all(reject.lines != first.lines for reject in found):
            found.append(_told(first, stage=str(place[0])))
        latest[here] = said, first
    more = [*_agencies_twice(parsed), *_against_sums(parsed, types)]
    found += [reject for reject in more if all(reject.lines != known.lines for known in found)]
    return [*found, *_rows_within(rows), *_forms_twice(parsed)]


def _told(row: Record, *, stage: str, name: str = "") -> Reject:
    """What is said of a row or form that is printed again; a row is called by its text."""
    what = note("row_printed_twice", row=(name or row.source_text.strip())[:_SHOWN])
    return Reject(stage=stage, note=what, lines=row.lines, page=row.page, source_text=row.source_text)


def _against_sums(parsed: Parsed, types: Mapping[int, str]) -> Iterator[Reject]:
    """Rows of lists in which two can be equal: a row that says what the one above it says, where a row above is the sum of those
    below it without the second of them, and no row is the sum of any with both.
    """
    lists: dict[tuple[int, str], dict[int, list[BudgetLine]]] = defaultdict(lambda: defaultdict(list))
    for line in parsed.budget_lines:
        if types.get(line.table_seq, "") in _LISTS:
            lists[line.table_seq, line.side][line.row_seq].append(line)
    for rows in lists.values():
        printed = list(rows.values())
        for at, (one, other) in enumerate(pairwise(printed), start=1):
            if list(map(_said, one)) != list(map(_said, other)) or not _is_below(other[0], one[0]):
                continue
            column = next((cell.column_seq for cell in other if _amount(cell)), 0)
            amounts = [sum((_amount(cell) for cell in cells if cell.column_seq == column), Decimal()) for cells in printed]
            if column and _is_sum_without(amounts, at):
                yield _told(other[0], stage="table")


def _amount(line: BudgetLine) -> Decimal:
    return Decimal(number(line.amount_printed) or 0)


def _is_sum_without(amounts: Sequence[Decimal], at: int) -> bool:
    """Whether an amount above place ``at`` is the sum of those below it (three at least) without that at ``at``, and none is with it."""
    without = False
    for top in range(at - 2, max(at - 2 - _REACH, -1), -1):
        total = sum(amounts[top + 1 : at], Decimal())
        for stop in range(at, min(at + _REACH, len(amounts))):
            total += amounts[stop]
            if amounts[top] and total == amounts[top]:
                return False
            without = without or (bool(amounts[top]) and stop - top >= _LEAST_SUMMED and total - amounts[at] == amounts[top])
    return without


def _agencies_twice(parsed: Parsed) -> Iterator[Reject]:
    """The one agency of a list (of three others at least) that stands on two lines below each other with the same amounts.

    Where departments stand above agencies of their own name, more of them do, or their amounts differ.
    """
    lists: dict[tuple[int, str], dict[int, list[BudgetLine]]] = defaultdict(lambda: defaultdict(list))
    for line in parsed.budget_lines:
        if is_agency(line.subject_name):
            lists[line.table_seq, line.side][line.row_seq].append(line)
    for rows in lists.values():
        names = {cells[0].subject_name for cells in rows.values()}
        again = [seq for seq in rows if seq - 1 in rows and rows[seq][0].subject_name == rows[seq - 1][0].subject_name]
        if len(again) != 1 or len(names) <= _LEAST_OTHERS:
            continue
        one, other = rows[again[0] - 1], rows[again[0]]
        if list(map(_said, one)) == list(map(_said, other)) and _is_below(other[0], one[0]):
            yield _told(other[0], stage="table")


def _is_below(first: Record, last: Record) -> bool:
    """Whether a row stands on the next line, or a cell of the last row reaches over it."""
    return bool(first.lines and last.lines) and last.lines[0] < first.lines[0] <= last.lines[-1] + 1


def _rows_within(rows: Mapping[tuple[object, ...], Sequence[Record]]) -> Iterator[Reject]:
    """Rows of a form that say over again all that stands in them, two indicators at least: a row of a list was read with its double."""
    for place, records in rows.items():
        said = [_said(record) for record in records]
        parts = (size for size in range(_LEAST_REPEATED, len(said) // 2 + 1) if len(said) % size == 0)
        if place[0] == "form" and any(said[:size] * (len(said) // size) == said for size in parts):
            yield _told(records[0], stage="form")


def _forms_twice(parsed: Parsed) -> Iterator[Reject]:
    """Forms of one name whose next one says the same of its money and indicators, two figures at least."""
    told: dict[int, list[tuple[object, ...]]] = defaultdict(list)
    of_forms: list[Funding | Indicator] = [*parsed.funding, *parsed.indicators]
    for record in of_forms:
        told[record.form_seq].append(_said(record))
    for one, other in pairwise(parsed.evaluations):
        is_same = bool(one.subject_name) and (one.subject_name, one.form_type) == (other.subject_name, other.form_type)
        if is_same and len(told[one.form_seq]) > 1 and told[one.form_seq] == told[other.form_seq]:
            yield _told(other, stage="form", name=other.subject_name)


def _numbered(parsed: Parsed) -> set[int]:
    """Tables whose rows print the numbers of a list, one after the other: three at least, of which one may be there twice."""
    numbers: dict[int, dict[tuple[int, ...], int]] = defaultdict(dict)
    for line in parsed.budget_lines:
        if serial := SERIAL.match(line.source_text):
            numbers[line.table_seq][line.lines] = int(serial[1])
    found = set()
    for table, printed in numbers.items():
        steps = Counter(after - before for before, after in pairwise(printed.values()))
        if steps[1] >= _LEAST_STEPS and steps[0] <= 1 and steps[0] + steps[1] == steps.total():
            found.add(table)
    return found


def _is_one(line: BudgetLine, table_type: str) -> bool:
    """Whether what a row is called is there once: in a list of purchases or projects many rows have one code or name, and two
    can be equal; 款 and 项 without codes bear one name, as do 类 and 款 called 其他…
    """
    if line.subject_code or line.row_role in _TOTAL or line.subject_system == "region" or table_type == "three_public":
        return True
    is_subject = line.subject_system.endswith("economic") and not line.subject_name.startswith("其他")
    return is_subject and table_type not in _LISTS


def _is_described(record: Record) -> bool:
    """Whether a row says more than others of its list do: a number of a project, or a description of it."""
    return _IDENTIFIER.search(record.source_text) is not None or len(_HAN.findall(record.source_text)) >= _LEAST_DESCRIBED


def _is_marked(line: BudgetLine, table_type: str) -> bool:
    """Whether a row bears a mark or 其中, or is a subject of an economic list: the next one of its list is another, however often
    its name stands in the table.
    """
    is_economic = line.subject_system.endswith("economic") and not line.subject_name.startswith("其他")
    return table_type not in _LISTS and (
        is_economic or line.subject_name.startswith("其中") or bool(mark(line.subject_name))
    )


def _said(record: Record) -> tuple[object, ...]:
    """What a record says, without its place."""
    if isinstance(record, BudgetLine):
        return (
            record.subject_code,
            record.subject_name,
            record.second_subject_name,
            record.column_seq,
            record.amount_printed,
        )
    if isinstance(record, Funding):
        return (record.source_label, record.phase, record.amount_printed)
    if isinstance(record, Indicator):
        return (
            record.phase,
            record.level3,
            record.target_printed,
            record.actual_printed,
            record.weight,
            record.score,
        )
    return ()
