"""What all readers share: cleaning of text, running line numbers, and rows lifted out of tables."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from loaders.grammar.normal import clean
from loaders.grammar.titles import is_table_number
from loaders.model import Block, Cell, Document, Grid, Line
from loaders.notes import Note

_CAPTION_CELL = re.compile(r"[:：]")
_NOTE = re.compile(r"^\s*(?:注|备注|说明|注释)\s*\d*\s*[:：.、]")
_MAX_CAPTION_CELLS = 3
_TITLE = re.compile(r"表\s*(?:[(（][^()（）]*[)）])?\s*$")
_WIDE_SPACES = "\u3000\u2003"  # as wide as a character
_SPACES = " \t\r\n\xa0\u2002" + _WIDE_SPACES


def sha256(data: bytes) -> str:
    """Hexadecimal digest of ``data``."""
    return hashlib.sha256(data).hexdigest()


@dataclass(slots=True)
class Table:
    """A table as the file format gives it: anchored cells with spans, not yet numbered."""

    rows: int
    cols: int
    cells: list[Cell]


@dataclass(slots=True)
class BlockBuilder:
    """Collects blocks in reading order and gives each line of text and each table row its number."""

    blocks: list[Block] = field(default_factory=list)
    notices: list[Note] = field(default_factory=list)
    tables: int = 0  # tables of a page or text document so far
    _last: int = 0

    def lines(self, text: str, page: int | None = None) -> None:
        """Add every line of ``text`` that prints something."""
        for part in clean(text).split("\n"):
            if part.strip():
                self._last += 1
                self.blocks.append(Line(self._last, part.rstrip(), page))

    def table(self, table: Table, page: int | None = None, *, loose: bool = False) -> None:
        """Add a table; rows above and below it that are captions or notes become lines.

        ``loose`` tables (sheets, CSV) have no border of their own: there a single cell above the
        table is a caption even where it is not merged over the whole width, and a title between rows begins
        another table.
        """
        for part in _tables(table) if loose else [table]:
            self._table(part, page, loose)

    def _table(self, table: Table, page: int | None, loose: bool) -> None:
        table = compact(table)
        if table.rows == 0:
            return
        if table.rows == 1 and table.cols == 1:
            self.lines(table.cells[0].text, page)
            return
        by_row = _by_row(table)
        start = 0
        while start < table.rows and _is_caption(by_row[start], table.cols, loose):
            start += 1
        stop = last = table.rows
        while last > start and len(by_row[last - 1]) == 1 and (loose or _is_note(by_row[last - 1], table.cols, loose)):
            last -= 1
            if _is_note(by_row[last], table.cols, loose):
                stop = last
        for row in range(start):
            self.lines(_joined(by_row[row]), page)
        self._grid([c for row in range(start, stop) for c in by_row[row]], start, page)
        for row in range(stop, table.rows):
            self.lines(_joined(by_row[row]), page)

    @property
    def last(self) -> int:
        """The number of the last line so far."""
        return self._last

    def numbered(self, blocks: Iterable[Block]) -> None:
        """Add blocks that have their numbers already, the first after ``last``."""
        for block in blocks:
            self._last = max(
                self._last, block.number if isinstance(block, Line) else max(block.lines, default=0)
            )
            self.blocks.append(block)

    def _grid(self, cells: Sequence[Cell], start: int, page: int | None) -> None:
        if not cells:
            return
        part = compact(Table(0, 0, _shifted(cells, start)))
        first = self._last + 1
        numbered = tuple(replace(c, text=clean(c.text), lines=(first + c.row,)) for c in part.cells)
        self._last += part.rows
        self.blocks.append(Grid(part.rows, part.cols, numbered, page))

    def document(
        self, file_name: str, data: bytes, media_type: str, reader: str, page_count: int | None = None
    ) -> Document:
        """The finished document."""
        blocks, notices = tuple(self.blocks), tuple(self.notices)
        return Document(file_name, sha256(data), media_type, reader, blocks, page_count, notices)


def _tables(table: Table) -> Iterator[Table]:
    """The tables that stand one below the other on a sheet.

    Each begins with the captions around its title, or where the header of the one above it is printed again.
    """
    by_row: dict[int, list[Cell]] = {}
    for cell in sorted((c for c in table.cells if c.text.strip()), key=lambda c: (c.row, c.col)):
        by_row.setdefault(cell.row, []).append(cell)
    rows = list(by_row.values())
    is_head = [_is_head(row, table.cols) for row in rows]
    start = 0
    for at in range(1, len(rows)):
        if is_head[at - 1]:
            continue
        top, here = (next((n for n in range(first, len(rows)) if not is_head[n]), len(rows)) for first in (start, at))
        if here == len(rows) or len(rows[here]) == 1:
            continue
        titled = any(_TITLE.search(cell.text) for row in rows[at:here] for cell in row)
        repeated = at == here > top and _texts(rows[at]) == _texts(rows[top])
        if titled or repeated:
            yield replace(table, cells=[c for row in rows[start:at] for c in row])
            start = at
    yield replace(table, cells=[c for row in rows[start:] for c in row])


def _texts(cells: Sequence[Cell]) -> list[tuple[int, str]]:
    return [(cell.col, cell.text) for cell in cells]


def _is_head(cells: Sequence[Cell], cols: int) -> bool:
    """Whether a row is a caption or a title: not a label whose amounts are blank."""
    text = cells[0].text
    if len(cells) == 1:
        return _TITLE.search(text) is not None or is_table_number(text) or _CAPTION_CELL.search(text) is not None
    return _is_caption(cells, cols, True) or all(_TITLE.search(c.text) or _CAPTION_CELL.search(c.text) for c in cells)


def compact(table: Table) -> Table:
    """Drop blank cells, and rows and columns in which no cell begins that prints something."""
    cells = [c for c in table.cells if c.text.strip()]
    rows = _renumbered(c.row for c in cells)
    cols = _renumbered(c.col for c in cells)
    kept = [
        Cell(
            rows[c.row],
            cols[c.col],
            c.text.strip(_SPACES),
            row_span=sum(1 for r in range(c.row, c.row + c.row_span) if r in rows),
            col_span=sum(1 for k in range(c.col, c.col + c.col_span) if k in cols),
            indent=c.indent + _indent(c.text),
            place=c.place,
            box=c.box,
        )
        for c in cells
    ]
    kept.sort(key=lambda c: (c.row, c.col))
    return Table(len(rows), len(cols), kept)


def _indent(text: str) -> int:
    """The width of the spaces before a text, in half characters."""
    before = text[: len(text) - len(text.lstrip(_SPACES))].rpartition("\n")[2]
    return sum(2 if space in _WIDE_SPACES else 1 for space in before)


def _renumbered(starts: Iterable[int]) -> dict[int, int]:
    return {old: new for new, old in enumerate(sorted(set(starts)))}


def _shifted(cells: Sequence[Cell], start: int) -> list[Cell]:
    return [replace(c, row=c.row - start) for c in cells]


def _by_row(table: Table) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return rows


def _is_caption(cells: Sequence[Cell], cols: int, loose: bool) -> bool:
    if any(c.row_span > 1 for c in cells):
        return False
    if len(cells) == 1:
        return cols > 1 and (loose or cells[0].col_span == cols)
    return (
        len(cells) <= _MAX_CAPTION_CELLS
        and cols > len(cells)
        and all(_CAPTION_CELL.search(c.text) for c in cells)
    )


def _is_note(cells: Sequence[Cell], cols: int, loose: bool) -> bool:
    if len(cells) != 1 or cols == 1:
        return False
    text = cells[0].text
    return cells[0].col_span == cols or _NOTE.match(text) is not None or (loose and "。" in text)


def _joined(cells: Sequence[Cell]) -> str:
    return "    ".join(c.text for c in cells)
