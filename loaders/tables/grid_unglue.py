"""A name that runs into the amount beside it: one cell where the table has two, the name's own left blank."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.grammar.normal import squash
from loaders.grammar.numbers import NUMBER
from loaders.model import Cell, Grid
from loaders.tables.grid_words import amount, is_blank

_GLUED = re.compile(rf"(?P<name>.*[\u4e00-\u9fff)）])(?P<amount>-?{NUMBER})")
_FEWEST = 2  # rows that tell what a column holds


def unglued(grid: Grid) -> Grid:
    """``grid`` with such cells cut in two: amounts stand above or beside them and mostly in their column, names beside these in the
    column before. What stands above the header (附表3) is none."""
    texts = {(cell.row, cell.col): squash(cell.text) for cell in grid.cells if not is_blank(cell.text)}
    cells: list[Cell] = []
    for cell in grid.cells:
        match = _GLUED.fullmatch(squash(cell.text))
        if match is None or cell.col_span > 1 or (cell.row, cell.col - 1) in texts or not _between(texts, cell):
            cells.append(cell)
            continue
        cells.append(replace(cell, col=cell.col - 1, text=match["name"]))
        cells.append(replace(cell, text=match["amount"]))
    if len(cells) == len(grid.cells):
        return grid
    kept = {(cell.row, cell.col) for cell in cells if cell.text}
    return replace(grid, cells=tuple(c for c in cells if c.text or (c.row, c.col) not in kept))


def _between(texts: dict[tuple[int, int], str], glued: Cell) -> bool:
    """Whether the column of a cell holds amounts, and the one before it names."""
    others = [(row, text) for (row, col), text in texts.items() if col == glued.col and row != glued.row]
    rows = [row for row, text in others if amount(text) is not None]
    beside = any(row == glued.row and amount(text) is not None for (row, _), text in texts.items())
    if not beside and min(rows, default=glued.row) >= glued.row:
        return False
    named = sum(amount(texts.get((row, glued.col - 1), "0")) is None for row in rows)
    return len(rows) >= _FEWEST and 2 * len(rows) > len(others) and 2 * named > len(rows)
