"""Grid rows that hold several printed rows, where a table has no rules between them; labels that run into the next cell."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from loaders.grammar.normal import fold
from loaders.model import Cell, Grid
from loaders.tables.grid_header import is_mixed_row
from loaders.tables.grid_words import amount, is_blank

_HEADER_AND_BODY = 2  # rows of the grid
_OVERFLOW = re.compile(r"(?P<rest>[\u4e00-\u9fff)）]{1,6})\s+(?P<amount>[-\d.,，]+)")
_ENDS_IN_WORD = re.compile(r"[\u4e00-\u9fff(（][^\d.]*$")


def mended_labels(grid: Grid) -> Grid:
    """``grid`` with the end of a label that stands before the amount of the next cell (``出 2,022.39``) at its label.

    A text too wide for its cell goes on over its neighbour: what is read cell by cell is cut where the cell ends.
    """
    at = {(cell.row, cell.col): cell for cell in grid.cells}
    changed: dict[tuple[int, int], Cell] = {}
    for place, cell in at.items():
        label = at.get((cell.row, cell.col - 1))
        found = _OVERFLOW.fullmatch(cell.text.strip())
        if found is None or label is None or amount(found["amount"]) is None or not _ENDS_IN_WORD.search(label.text):
            continue
        changed[place] = replace(cell, text=found["amount"])
        changed[label.row, label.col] = replace(label, text=label.text.rstrip() + found["rest"])
    return Grid(grid.rows, grid.cols, tuple({**at, **changed}.values()), grid.page) if changed else grid


def parted_totals(grid: Grid) -> Grid:
    """``grid`` with the total row below a header whose cells print sub-headers instead of some amounts in two rows.

    ``合计 | | 105.00 | 合计 | 基本支出 | 项目支出``: the words are the last row of the header, the amounts those of the total.
    """
    by_row = _rows(grid)
    for row in sorted(by_row):
        cells = sorted((cell for cell in by_row[row] if not is_blank(cell.text)), key=lambda cell: cell.col)
        amounts = [cell for cell in cells[1:] if amount(cell.text) is not None]
        if cells and is_mixed_row(cells) and amounts:
            down = {cells[0].col, *(cell.col for cell in amounts)}
            return Grid(grid.rows + 1, grid.cols, tuple(_lowered(grid.cells, row, down)), grid.page, grid.is_aligned)
        if amounts:
            return grid
    return grid


def _lowered(cells: Iterable[Cell], row: int, down: Container[int]) -> Iterator[Cell]:
    """The cells with those of a row that begin in ``down``, and all below them, one row lower."""
    for cell in cells:
        if cell.row > row or (cell.row == row and cell.col in down):
            yield replace(cell, row=cell.row + 1)
        elif cell.row + cell.row_span > row + 1:
            yield replace(cell, row_span=cell.row_span + 1)
        else:
            yield cell


def split_rows(grid: Grid) -> Grid:
    """``grid`` with one row for each printed row.

    A row is split where its amount cells hold several whole amounts and its label cells as many lines: a wrapped
    label beside one amount stays one row, and so does what can't be aligned.
    """
    grid = _with_own_header(grid)
    by_row = _rows(grid)
    counts = {row: _printed_rows(cells) for row, cells in by_row.items()}
    if all(count == 1 for count in counts.values()):
        return grid
    cells: list[Cell] = []
    added = 0
    starts: list[int] = []
    for row in range(grid.rows):
        starts.append(row + added)
        count = counts.get(row, 1)
        for cell in by_row.get(row, []):
            cells += _parts(cell, row + added, count)
        added += count - 1
    starts.append(grid.rows + added)
    tall = [
        replace(cell, row_span=starts[min(cell.row + cell.row_span, grid.rows)] - starts[cell.row])
        for cell in grid.cells
        if cell.row_span > 1
    ]
    heights = {(starts[cell.row], cell.col): cell.row_span for cell in tall}
    cells = [replace(cell, row_span=heights.get((cell.row, cell.col), cell.row_span)) for cell in cells]
    return Grid(grid.rows + added, grid.cols, tuple(cells), grid.page)


def _rows(grid: Grid) -> dict[int, list[Cell]]:
    by_row: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        by_row.setdefault(cell.row, []).append(cell)
    return by_row


def _with_own_header(grid: Grid) -> Grid:
    """``grid`` with the header of a label column that no rule parts from the names below it, in the row of the headers.

    That is its first line where amounts beside it are as many as the lines below.
    """
    by_row = _rows(grid)
    cells: list[Cell] = []
    for cell in grid.cells:
        if cell.row_span != _HEADER_AND_BODY or cell.text.count("\n") < _HEADER_AND_BODY:
            cells.append(cell)
            continue
        lines = _lines(cell)
        below = [_lines(other) for other in by_row.get(cell.row + 1, ()) if other.text.strip()]
        stacks = [len(part) == len(lines) - 1 and _whole(part) for part in below]
        if stacks and all(stacks):
            head, *rest = [text for text in cell.text.split("\n") if text.strip()]
            own = len(cell.lines) == len(lines)
            cells.append(replace(cell, row_span=1, text=head, lines=cell.lines[:1]))
            lower = cell.lines[1:] if own else cell.lines
            cells.append(replace(cell, row=cell.row + 1, row_span=1, text="\n".join(rest), lines=lower))
        else:
            cells.append(cell)
    return replace(grid, cells=tuple(cells))


def _printed_rows(cells: list[Cell]) -> int:
    lines = [_lines(cell) for cell in cells if cell.text.strip()]
    amounts = [part for part in lines if len(part) > 1 and _whole(part)]
    if not amounts or any(cell.row_span > 1 for cell in cells):
        return 1
    count = len(amounts[0])
    aligned = all(len(part) in (1, count) for part in lines) and all(len(part) == count for part in amounts)
    labelled = any(len(part) == count and not _whole(part) for part in lines)
    single = [part for part in lines if len(part) == 1 and amount(part[0]) is not None]
    return count if aligned and labelled and not single else 1


def _lines(cell: Cell) -> list[str]:
    return [text for text in (fold(part) for part in cell.text.split("\n")) if text]


def _whole(parts: list[str]) -> bool:
    """Whether each line is an amount of its own, not a piece of a wrapped one."""
    if any(amount(part) is None for part in parts):
        return False
    return len({len(part.rpartition(".")[2]) if "." in part else 0 for part in parts}) == 1


def _parts(cell: Cell, row: int, count: int) -> list[Cell]:
    texts = [text for text in cell.text.split("\n") if text.strip()]
    if count == 1 or len(texts) != count:
        return [replace(cell, row=row)]
    lines = [cell.lines[i : i + 1] if len(cell.lines) == count else cell.lines for i in range(count)]
    return [
        replace(cell, row=row + i, text=text, lines=own)
        for i, (text, own) in enumerate(zip(texts, lines, strict=True))
    ]
