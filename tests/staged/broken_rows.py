"""Forms in narrow columns with a page break within a row: the lines of each of its cells above the break, and those below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.forms.header import column_name
from loaders.forms.pieces import width
from loaders.forms.vocabulary import names_subject
from tests.formats.generate import C, Item, Tbl, place

_PER_LINE = 8  # half characters on a line of a column
COLUMN, TALL = 50.0, 3000.0  # points: a column of so many characters, a page that no form fills


@dataclass(frozen=True, slots=True)
class Broken:
    """A form with row ``row`` broken ``after`` so many lines, short cells at its ``top`` or in the middle of it."""

    row: int
    after: int
    is_top: bool
    items: tuple[Item, ...]


def narrow(items: Sequence[Item]) -> list[Item]:
    """A form with each text in lines as its columns hold them."""
    return [Tbl(_rows(item, 0, len(item.rows))) if isinstance(item, Tbl) else item for item in items]


def broken(items: Sequence[Item]) -> Iterator[Broken]:
    """All breaks within the rows below the header of indicators; every other one prints that again on the next page."""
    for number, item in enumerate(items):
        head = (
            next((n for n in range(len(item.rows)) if _is_head(item, n)), None)
            if isinstance(item, Tbl)
            else None
        )
        if head is None or not isinstance(item, Tbl):
            continue
        placed = place(item)[2]
        stop = next(
            (top for top, _, cell in placed if top > head and names_subject(cell.text)), len(item.rows)
        )
        for row in range(head + 1, stop):
            high = max((len(_lines(c)) for top, _, c in placed if top == row and c.rows == 1), default=0)
            for after in range(1, high):
                for is_top in (True, False):
                    again = (
                        [_rows(item, head, head + 1)[0]]
                        if (row + is_top) % 2 and _stands_alone(item, head)
                        else []
                    )
                    above = _rows(item, 0, row + 1, row, after, high, is_top=is_top)
                    below = [*again, *_rows(item, row, len(item.rows), row, -after, high, is_top=is_top)]
                    whole = (*narrow(items[:number]), Tbl(above), Tbl(below), *narrow(items[number + 1 :]))
                    yield Broken(row, after, is_top, whole)


def _is_head(table: Tbl, row: int) -> bool:
    names = {column_name(cell.text) for top, _, cell in place(table)[2] if top == row}
    return bool(names & {"level3", "level2"}) and bool(names & {"target", "actual", "weight", "score"})


def _stands_alone(table: Tbl, row: int) -> bool:
    return all(cell.rows == 1 for top, col, cell in place(table)[2] if top == row and col)


def _rows(
    table: Tbl, first: int, stop: int, at: int = -1, after: int = 0, high: int = 0, *, is_top: bool = True
) -> list[list[C]]:
    """Rows of a table, of row ``at`` its first lines (``after`` > 0) or the rest of them."""
    found: list[list[C]] = [[] for _ in range(first, stop)]
    for top, _, cell in sorted(place(table)[2], key=lambda one: one[1]):
        start, end = max(top, first), min(top + cell.rows, stop)
        if start >= end:
            continue
        lines = _lines(cell)
        if top <= at < top + cell.rows:
            if cell.rows > 1:  # a merged one stands on one of the pages
                is_above = is_top or (at - top) * 2 >= cell.rows
                lines = lines if is_above == (after > 0) else []
            else:
                begin = 0 if is_top else (high - len(lines)) // 2
                cut = max(0, abs(after) - begin)
                lines = lines[:cut] if after > 0 else lines[cut:]
        elif top < first:
            lines = []
        found[start - first].append(C("\n".join(lines), end - start, cell.cols))
    return found


def _lines(cell: C) -> list[str]:
    """The lines of a text in a cell of its width, numbers whole."""
    found = []
    for part in cell.text.split("\n"):
        line = ""
        for char in part:
            if line and width(line + char) > _PER_LINE * cell.cols:
                found.append(line)
                line = ""
            line += char
        found.append(line)
    return found
