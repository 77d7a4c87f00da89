"""Entries of an aligned table put into rows and columns, and header groups widened over their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from loaders.readers.pdf.columns import Stretch, column_at
from loaders.readers.pdf.fields import Field, FieldLine
from loaders.readers.pdf.text import Run

_SEPARATED = re.compile(r"\d[,.]\d")  # a year or a column's number has no separator


@dataclass(slots=True)
class AlignedCell:
    """An entry of an aligned table in its place."""

    row: int
    col: int
    col_span: int
    runs: list[Run]
    row_span: int = 1


def entries_of(
    lines: Sequence[FieldLine], rows: list[list[int]], columns: list[Stretch], start: int
) -> list[AlignedCell]:
    """The cells of a table whose ``rows`` are lists of line indices; the header is what comes before ``start``."""
    cells: dict[tuple[int, int], AlignedCell] = {}
    for row, members in enumerate(rows):
        for at in members:
            for f in lines[at].fields:
                low, high = column_at(f.run, columns)
                if at >= start and f.numeric:
                    low = high = _nearest_edge(f.run, columns, low, high)
                cell = cells.setdefault((row, low), AlignedCell(row, low, 1, []))
                cell.col_span = max(cell.col_span, high - low + 1)
                cell.runs.append(f.run)
    above = [row for row, members in enumerate(rows) if members[0] < start]
    header_rows = list(takewhile(lambda row: not any(_is_amount(f) for at in rows[row] for f in lines[at].fields), above))
    _widen_groups(cells, header_rows, columns)
    _stack(cells, header_rows)
    _fill(cells, header_rows)
    return [cells[key] for key in sorted(cells)]


def _is_amount(f: Field) -> bool:
    return f.numeric and _SEPARATED.search(f.run.text) is not None


def _nearest_edge(run: Run, columns: Sequence[Stretch], low: int, high: int) -> int:
    return max(range(low, high + 1), key=lambda i: min(run.x1, columns[i][1]) - max(run.x0, columns[i][0]))


def _widen_groups(
    cells: dict[tuple[int, int], AlignedCell], header_rows: list[int], columns: Sequence[Stretch]
) -> None:
    """A group header spans the columns that have a header below it and none beside it.

    Groups printed at the left edge of their columns reach to the next group; others stand in the middle.
    """
    for row in header_rows[:-1]:
        here = [cell for (r, _), cell in cells.items() if r == row]
        low = max(run.bottom for cell in here for run in cell.runs)
        under = [
            c
            for (r, _), c in cells.items()
            if r in header_rows and r > row and min(x.top for x in c.runs) > low - 2
        ]
        below = {k for c in under for k in _covered(c)}
        groups = [c for c in here if below & set(_covered(c))]
        if not groups:
            continue
        flush = all(_is_flush(group, under) for group in groups)
        for col in sorted(below - {k for c in here for k in _covered(c)}):
            before = [g for g in groups if g.col < col]
            if flush and before:
                nearest = max(before, key=lambda g: g.col)
            else:
                middle = sum(columns[col]) / 2
                nearest = min(groups, key=lambda g: abs(_middle(g) - middle))
            _stretch_to(cells, nearest, col)


def _covered(cell: AlignedCell) -> range:
    return range(cell.col, cell.col + cell.col_span)


def _middle(cell: AlignedCell) -> float:
    return sum(run.x0 + run.x1 for run in cell.runs) / (2 * len(cell.runs))


def _is_flush(group: AlignedCell, under: Sequence[AlignedCell]) -> bool:
    left = min(run.x0 for run in group.runs)
    return any(c.col == group.col and abs(min(r.x0 for r in c.runs) - left) < 3 for c in under)


def _stretch_to(cells: dict[tuple[int, int], AlignedCell], cell: AlignedCell, col: int) -> None:
    low, high = min(cell.col, col), max(cell.col + cell.col_span, col + 1)
    taken = {k for (r, k), other in cells.items() if r == cell.row and other is not cell}
    over = [c for (r, _), c in cells.items() if r < cell.row and cell.col in _covered(c)]
    if any(k in taken for k in range(low, high)) or any(col not in _covered(c) for c in over):
        return
    del cells[cell.row, cell.col]
    cell.col, cell.col_span = low, high - low
    cells[cell.row, low] = cell


def _stack(cells: dict[tuple[int, int], AlignedCell], header_rows: list[int]) -> None:
    """Header texts over one and the same columns, with nothing of those columns between them, are one wrapped header."""
    for row in header_rows[-2::-1]:
        for cell in [c for (r, _), c in cells.items() if r == row]:
            under = _next_below(cells, cell, header_rows[-1])
            if under is not None and (under.col, under.col_span) == (cell.col, cell.col_span):
                cell.runs += under.runs
                cell.row_span = under.row - cell.row + under.row_span
                del cells[under.row, under.col]


def _next_below(
    cells: dict[tuple[int, int], AlignedCell], cell: AlignedCell, last: int
) -> AlignedCell | None:
    """The first header cell below ``cell`` that shares a column with it."""
    own = set(_covered(cell))
    below = [c for (r, _), c in cells.items() if cell.row < r <= last and own & set(_covered(c))]
    return min(below, key=lambda c: (c.row, c.col), default=None)


def _fill(cells: dict[tuple[int, int], AlignedCell], header_rows: list[int]) -> None:
    """Let header cells reach over the rows in which their columns are blank, down to the next cell, else up to the top.

    A header covers its table as ruled ones show it; a text that stands in the middle of its cell leaves no gap.
    """
    if len(header_rows) < 2:
        return
    first, last = header_rows[0], header_rows[-1]
    heads = [c for (r, _), c in cells.items() if r <= last]
    taken = {(r, k) for c in heads for r in range(c.row, c.row + c.row_span) for k in _covered(c)}
    for cell in sorted(heads, key=lambda c: c.row):
        end = cell.row + cell.row_span
        while end <= last and not any((end, k) in taken for k in _covered(cell)):
            taken |= {(end, k) for k in _covered(cell)}
            end += 1
        cell.row_span = end - cell.row
    for cell in sorted(heads, key=lambda c: -c.row):
        top = cell.row
        while top > first and not any((top - 1, k) in taken for k in _covered(cell)):
            top -= 1
            taken |= {(top, k) for k in _covered(cell)}
        if top < cell.row:
            del cells[cell.row, cell.col]
            cell.row, cell.row_span = top, cell.row_span + cell.row - top
            cells[cell.row, cell.col] = cell
