"""Tables of a text laid out with blanks: columns that stand one below the other become the cells of a grid.

A character is as wide as another (``pdftotext -layout``), or one of Chinese is as wide as two Latin ones: that by which
more amounts end below each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from loaders.grammar.numbers import read_number
from loaders.model import Block, Cell, Grid, Line, Segment
from loaders.readers.pdf.align import AlignedTable, aligned_tables
from loaders.readers.pdf.entries import entries_of
from loaders.readers.pdf.fields import FieldLine, field_line
from loaders.readers.pdf.rowing import label_columns
from loaders.readers.pdf.runs import Run
from loaders.tables.laid.header import heads_of
from loaders.tables.laid.rows import CODE, columns_and_codes, named_apart, row_lines, snapped, unmixed
from loaders.tables.vocabulary import rejoin

_HIGH, _WIDE = 12.0, 6.0  # of a line and of a character, in points
_PITCH = 1.3 * _HIGH
_APART = 2  # blanks between cells
_FEWEST = 6  # amounts that end below one of the line above
_MOST = 0.4  # share of the amounts that do
_LONGEST, _MOST_LINES = 600, 1_500  # characters of a line, lines of a table: what is longer is no page
_WORD = re.compile(r"[^\S\u3000]*(\S+)")
_AMOUNT = re.compile(r"[.,]")

Width = Callable[[str], int]


def width_of(lines: Iterable[Line]) -> Width | None:
    """How wide characters are where the amounts of ``lines`` stand below each other; None where they don't."""
    best: Width | None = None
    most = total = 0
    rows = [line.text for line in lines if len(line.text) <= _LONGEST]
    if any("\t" in text for text in rows):
        return None
    for width in (len, _printed_width):
        ends = [set(found) for text in rows if (found := list(_ends(text, width)))]
        beside = sum(len(one & two) for one, two in pairwise(ends))
        total = sum(map(len, ends[1:]))
        if beside > most:
            best, most = width, beside
    return best if most >= max(_FEWEST, _MOST * total) else None


def _ends(text: str, width: Width) -> Iterator[int]:
    """Where the amounts of a line end that stand apart."""
    for word in _WORD.finditer(text):
        if len(word[0]) - len(word[1]) >= _APART and _AMOUNT.search(word[1]) and read_number(word[1]) is not None:
            yield width(text[: word.end()])


def _printed_width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def laid_out(segment: Segment, width: Width) -> Segment | None:
    """The segment with its tables as grids; None where no table is seen."""
    if len(segment.blocks) > _MOST_LINES or any(isinstance(b, Line) and len(b.text) > _LONGEST for b in segment.blocks):
        return None
    blocks: list[Block] = []
    for _, together in groupby(segment.blocks, lambda block: block.page):
        blocks += _page([block for block in together if isinstance(block, Line)], width)
    return replace(segment, blocks=tuple(blocks)) if any(isinstance(block, Grid) for block in blocks) else None


def _page(lines: Sequence[Line], width: Width) -> Iterator[Block]:
    """The lines of one page, those of tables as grids."""
    printed = [line for line in lines if line.text.strip()]
    fields = [_fields(list(_runs(line.text, at * _PITCH, width))) for at, line in enumerate(printed)]
    start = 0
    for table in aligned_tables(list(fields), [], []):
        yield from printed[start : table.taken.start]
        yield _grid(table, fields, printed)
        start = table.taken.stop
    yield from printed[start:]


def _runs(text: str, top: float, width: Width) -> Iterator[Run]:
    """The words of a line in their places; letters printed apart (``合    计``) are one."""
    words = list(_WORD.finditer(text))
    for piece in rejoin([word[1] for word in words]):
        own = [words.pop(0)]
        while sum(len(word[1]) for word in own) < len(piece):
            own.append(words.pop(0))
        x0, x1 = (width(text[:at]) * _WIDE for at in (own[0].start(1), own[-1].end(1)))
        yield Run(piece, x0, top, x1, top + _HIGH, own[0].start(1), own[-1].end(1))


def _fields(runs: Sequence[Run]) -> FieldLine:
    """The entries of a line; codes that begin it are each one."""
    codes = list(takewhile(lambda run: CODE.fullmatch(run.text), runs)) if len(runs) > 1 else []
    rest = runs[len(codes) :]
    if not codes or not rest or rest[0].text.startswith("年"):
        return field_line(runs)
    lines = [field_line([run]) for run in codes] + [field_line(rest)]
    return replace(lines[0], fields=[one for line in lines for one in line.fields])


def _grid(table: AlignedTable, fields: Sequence[FieldLine], printed: Sequence[Line]) -> Grid:
    own = unmixed(fields[table.taken.start : table.taken.stop], table.start - table.taken.start)
    head, body = own[: table.start - table.taken.start], own[table.start - table.taken.start :]
    body = named_apart(head, body)
    data = [line for line in body if line.is_data]
    columns, codes = columns_and_codes(data)
    body = [snapped(line, columns, codes) for line in body]
    labels = label_columns(body, columns)
    rows = row_lines(body, columns, labels, codes)
    cells = entries_of(body, rows, columns, 0, labels)
    heads = heads_of(head, columns, labels, data)
    numbers = [line.number for line in printed[table.taken.start : table.start]]
    found = [
        Cell(row, col, text, tuple(numbers[line] for line in own), high, wide) for row, col, high, wide, text, own in heads.cells()
    ]
    for cell in cells:
        col, stop = heads.place(cell.col), heads.place(cell.col + cell.col_span - 1) + 1
        by_line = {
            at: [run for run in sorted(cell.runs, key=lambda run: run.x0) if round(run.top / _PITCH) == at]
            for at in sorted({round(run.top / _PITCH) for run in cell.runs})
        }
        text = "\n".join(" ".join(run.text for run in runs) for runs in by_line.values())
        found.append(Cell(cell.row + heads.height, col, text, tuple(printed[at].number for at in by_line), 1, stop - col))
    return Grid(len(rows) + heads.height, heads.width, tuple(found), printed[table.taken.start].page, is_aligned=True)
