"""Budget tables from lines of text whose layout is lost: which line is title, unit, header, row, note.

Nothing is placed here: a row's amounts keep their printed order, and ``loaders.tables.solve`` decides their
columns. A line that isn't understood isn't marked as used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from loaders.document.title import is_table_title
from loaders.grammar.enumeration import NUMERAL
from loaders.grammar.normal import fold, squash
from loaders.grammar.notes import is_empty_note, is_remark, is_running_title
from loaders.grammar.owners import is_owner_line
from loaders.grammar.titles import clean_title, is_table_number
from loaders.grammar.units import broken_unit, header_unit, printed_unit
from loaders.model import Line, Segment, Used
from loaders.tables.column_order import settled
from loaders.tables.header import Header, read_header
from loaders.tables.header_line import is_header_line, is_number_row
from loaders.tables.measures import measure_of
from loaders.tables.model import QUANTITY, Column, RawTable, Row
from loaders.tables.text_rows import read_rows
from loaders.tables.text_tokens import is_cellwise, tokens
from loaders.tables.vocabulary import row_role

_FOOTER = re.compile(r"^(?:[-—–－]+\s*\d{1,3}\s*[-—–－]+|第\s*\d+\s*页(?:.*共\s*\d+\s*页)?|[-—–－]{2,})$")
_PART = re.compile(rf"^第[{NUMERAL}]+(?:部分|章)")
_DATA = re.compile(
    rf"^(?:[{NUMERAL}]+、|\d{{3}}(?:\s\d{{1,2}}){{0,2}}\s*[\u4e00-\u9fff]|(?:\d{{5}}|\d{{7}})(?:\s|$))"
)
_NUMBER_AFTER = re.compile(r"(?:无|没有|未|不|空表).*\d")
_PAGE_NUMBER = re.compile(r"\s*[1-9]\d{0,2}\s*")
_HEAD_LENGTH = 60
_SOME_LINES = 60
_FEWEST_NUMBERS = 4  # columns that are numbered without a word that says so
_FEWEST_FULL = 3  # rows with an amount in every column
_MOST_FULL = 0.6  # of the rows that have amounts
_TWO_SIDED = re.compile(r"收支|收入支出")


@dataclass(slots=True)
class _Sorted:
    """The lines of a table segment by what they are."""

    title: str = ""
    number: str = ""
    unit: str = ""
    owner: str = ""
    empty_note: str = ""
    body: list[Line] = field(default_factory=list)
    marks: list[tuple[int, str]] = field(default_factory=list)


def read_lines(segment: Segment) -> tuple[list[RawTable], Used]:
    """The table of one segment of lines, with amounts not yet placed; ``Used`` tells what each line was."""
    used = Used()
    lines = [b for b in segment.blocks if isinstance(b, Line) and b.text.strip()]
    found = _sort(lines, segment.title)
    head, data, repeated = _split(found.body)
    if found.empty_note:
        data = [line for line in data if not _is_alone(line, data)]
    header = _header(head, data, segment.title)
    if data and is_cellwise(tokens(data)) and _is_page_number(data[-1], data) and not _fills_a_row(data, header):
        data = data[:-1]
    rows = read_rows(data, header)
    if unnamed := _unnamed(head, header, rows):
        header = _header(head, data, segment.title, unnamed)
        rows = read_rows(data, header)
    columns = _in_order(header, rows, in_line=len(_worded(head)) == 1)
    for number, how in found.marks:
        used.mark(number, how)
    for line in (*head, *repeated):
        used.mark(line.number, "header")
    for row in rows:
        used.mark(row.lines, "row")
    for line in found.body:
        if re.fullmatch(r"\s*\d{1,3}\s*", line.text):
            used.mark(line.number, "footer")
    table = RawTable(
        title=found.title or segment.title,
        number=found.number,
        unit=found.unit,
        columns=columns,
        rows=rows,
        lines=tuple(line.number for line in lines),
        page=lines[0].page if lines else None,
        empty_note=found.empty_note,
        unknown_headers=tuple(t for t in header.unknown if len(fold(t)) > 1),
        is_text=True,
    )
    return ([table] if header.columns or rows else []), used


def _worded(head: Sequence[Line]) -> list[Line]:
    """The lines of a header without those that number the columns."""
    return [line for line in head if not is_number_row(line.text)]


def _unnamed(head: Sequence[Line], header: Header, rows: Sequence[Row]) -> list[str]:
    """The texts of no known meaning that head columns in a header of one line.

    They do where most rows have an amount for each of them, or where a column stands behind them: what stands there
    would shift.
    """
    lines = _worded(head)
    if len(lines) != 1 or not header.unknown or header.blocks > 1 or header.lanes > 1 or header.floating:
        return []
    size = len(header.columns) + len(header.unknown)
    counts = [len(row.amounts) for row in rows if row.amounts]
    full = sum(count == size for count in counts)
    if full >= max(_FEWEST_FULL, _MOST_FULL * len(counts)) and max(counts, default=0) == size:
        return header.unknown
    text = squash(lines[0].text)
    last = max((text.find(squash(column.path[-1])) for column in header.columns if column.path), default=-1)
    return [word for word in header.unknown if 0 <= text.find(squash(word)) < last]


def _header(head: Sequence[Line], data: Sequence[Line], title: str, unnamed: Sequence[str] = ()) -> Header:
    two_sided = _TWO_SIDED.search(fold(title)) is not None
    header = read_header([line.text for line in head], two_sided, title, unnamed)
    header.columns = [replace(column, unit=column.unit or _own_unit(column)) for column in header.columns]
    if (
        not header.has_code
        and sum(
            _DATA.match(line.text.strip()) is not None and line.text.strip()[0].isdigit() for line in data
        )
        >= 3
    ):
        header.has_code = True
    return header


def _in_order(header: Header, rows: Sequence[Row], *, in_line: bool) -> list[Column]:
    """The columns of each side in the order of their amounts."""
    sides = dict.fromkeys(column.side for column in header.columns)
    return [
        column
        for side in sides
        for column in settled(
            [c for c in header.columns if c.side == side],
            header.floating,
            [row for row in rows if not side or row.side == side],
            in_line=in_line,
        )
    ]


def _own_unit(column: Column) -> str:
    """The unit that a header names; ``%`` for a column of rates, ``数量`` for one of counts; ``""`` for the table's unit."""
    printed = next((unit for word in reversed(column.path) if (unit := header_unit(word))), "")
    if printed:
        return printed
    if measure_of(column.path).endswith("_pct"):
        return "%"
    return QUANTITY if column.path and fold(column.path[-1]).endswith("数量") else ""


def _sort(lines: Sequence[Line], title: str) -> _Sorted:
    found = _Sorted()
    in_note = False
    before = ""
    for line in lines:
        text = fold(line.text)
        how = _kind(text, line.text, title)
        if broken := broken_unit(before, text):
            found.unit, how = broken.unit, "unit"
        before = text
        if how == "title":
            found.title = found.title or clean_title(line.text)
        if how in ("title", "unit"):
            unit = printed_unit(text)
            found.unit = found.unit or (unit.unit if unit else "")
        elif how == "number":
            found.number, how = found.number or squash(line.text), "title"
        elif how == "note" and is_empty_note(text):
            found.empty_note = found.empty_note or squash(line.text)
        if not how and in_note and not is_data(line) and not is_header_line(line.text):
            how = "note"
        in_note = how == "note" and not _PART.match(text)
        if how:
            found.marks.append((line.number, how))
        else:
            found.body.append(line)
    return found


def _kind(text: str, raw: str, title: str) -> str:
    """What a line is, apart from header and rows: ``title``, ``unit``, ``label``, ``note``, ``footer`` or ``""``."""
    if is_table_title(raw) and fold(clean_title(raw)) == fold(title):
        return "title"
    if is_table_number(text):
        return "number"
    unit = printed_unit(text)
    if unit and len(text) - unit.end <= 2 and len(text) <= _HEAD_LENGTH and not re.search("[，。；]", text):
        return "unit"
    if is_owner_line(text):
        return "label"
    if _FOOTER.match(raw.strip()) or is_running_title(raw) or is_table_title(raw):
        return "footer"
    if _PART.match(text) or is_remark(text) or (is_empty_note(text) and not _NUMBER_AFTER.search(text)):
        return "note"
    return ""


def _split(body: Sequence[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """Header lines, data lines, and header lines repeated on later pages."""
    numbers = _column_numbers(body)
    first = next((n for n, line in enumerate(body) if n not in numbers and is_data(line)), len(body))
    first = _back(body, first)
    first = min(first, 1 + max(numbers)) if numbers and max(numbers) < first else first
    head = list(body[:first])
    known = {fold(line.text) for line in head}
    data: list[Line] = []
    repeated: list[Line] = []
    inside = False
    for place, line in enumerate(body[first:], start=first):
        text = fold(line.text)
        if place in numbers:
            repeated.append(line)
            continue
        inside = text in known and (inside or (bool(head) and text == fold(head[0].text)))
        (repeated if inside or is_number_row(line.text) else data).append(line)
    if not is_cellwise(tokens(data)):
        data = [line for line in data if not _is_page_number(line, data)]
    return head, data, repeated


def _column_numbers(body: Sequence[Line]) -> set[int]:
    """Places of lines that number the columns one by one (``栏次`` / ``1`` / ``2`` …), each on a line of its own."""
    found: set[int] = set()
    place = 0
    while place < len(body):
        start, count = place, 0
        while place < len(body) and fold(body[place].text) in ("栏次", str(count + 1)):
            count += fold(body[place].text) != "栏次"
            place += 1
        named = any(fold(line.text) == "栏次" for line in body[start:place])
        if count >= (1 if named else _FEWEST_NUMBERS):
            found.update(range(start, place))
        place = max(place, start + 1)
    return found


def is_data(line: Line) -> bool:
    """Whether a line surely belongs to the rows: an enumerated or coded label, or an amount."""
    if is_number_row(line.text):
        return False
    text = line.text.strip()
    if _DATA.match(text):
        return True
    found = tokens([line])
    return any(t.amount and not re.fullmatch(r"(?:19|20)\d\d", t.text) for t in found) or (
        len(found) == 1 and (found[-1].after or 0) >= 3
    )


def _back(body: Sequence[Line], first: int) -> int:
    """The first row can begin above its first amount: wrapped labels, a total word on a line of its own."""
    start = first
    if (
        0 < first < len(body)
        and is_cellwise(tokens(body[:_SOME_LINES]))
        and not _DATA.match(body[first].text.strip())
    ):
        is_code = re.fullmatch(r"\d{3}(?:\d{2}){0,2}", body[first].text.strip()) is not None
        start -= not is_code and row_role(body[first - 1].text)[0] == "total"
    while start > 0:
        line = body[start - 1]
        if is_number_row(line.text):
            break
        text = fold(line.text)
        total = row_role(text)[0] == "total" and _seen_before(body[: start - 1], text)
        wrapped = not is_header_line(line.text) and line.text.startswith("\u3000")
        if not (total or wrapped):
            break
        start -= 1
    return start


def _seen_before(head: Sequence[Line], word: str) -> bool:
    return any(word in (fold(t) for t in line.text.split()) for line in head)


def _is_alone(line: Line, data: Sequence[Line]) -> bool:
    """A small integer alone on its line, and the only amount of a table that is said to be empty: the page's number."""
    amounts = [token for token in tokens(data) if token.amount]
    return len(amounts) == 1 and amounts[0].line is line and _PAGE_NUMBER.fullmatch(line.text) is not None


def _fills_a_row(data: Sequence[Line], header: Header) -> bool:
    """Whether the amounts behind the last label are as many as the columns, or some rows of them."""
    amounts = list(takewhile(lambda token: token.amount, reversed(tokens(data))))
    return len(header.columns) > 1 and len(amounts) % len(header.columns) == 0


def _is_page_number(line: Line, data: Sequence[Line]) -> bool:
    """A small integer alone on its line, in a table whose amounts have decimals or separators."""
    if not _PAGE_NUMBER.fullmatch(line.text):
        return False
    others = [t.text for other in data if other is not line for t in tokens([other]) if t.amount]
    others = [t for t in others if not re.fullmatch(r"\d{3}|\d{5}|\d{7}|\d{1,2}", t)]
    return bool(others) and sum("." in t or "," in t for t in others) >= 0.8 * len(others)
