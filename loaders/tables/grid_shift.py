"""Rows of a sheet that stand some columns beside their header: pages of different width, copied one below the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from loaders.grammar.normal import fold
from loaders.model import Cell, Grid
from loaders.tables.grid_layout import Layout
from loaders.tables.grid_words import amount, is_blank, is_total

_SHIFTS = (-2, -1, 1, 2)
_FEWEST = 3  # rows that stand beside their header by as much

Row = Sequence[Cell]


def unshifted(grid: Grid, found: Layout, height: int) -> Grid:
    """``grid`` with such rows moved below their header, or ``grid`` itself.

    A row is one of them where amounts stand in a column of names or names in one of amounts, and one shift alone puts
    all its cells where they belong; at least three rows have to tell the same. The amounts of a total that follow right
    behind its name, as many as there are columns, are moved alone.
    """
    is_label = {col: slot.is_label for col, slot in zip(found.kept, found.slots, strict=True)}
    rows = [[c for c in grid.cells if c.row == n and not is_blank(c.text)] for n in range(grid.rows)]
    told: dict[int, int] = {}
    for number in range(height, grid.rows):
        if _misfits(rows[number], is_label, 0):
            fitting = [shift for shift in _SHIFTS if not _misfits(rows[number], is_label, shift)]
            if len(fitting) == 1:
                told[number] = fitting[0]
    totals = {cell: col for row in rows[height:] for cell, col in _packed_total(row, is_label)}
    if totals:
        grid = replace(grid, cells=tuple(replace(c, col=totals.get(c, c.col)) for c in grid.cells))
    usual, count = Counter(told.values()).most_common(1)[0] if told else (0, 0)
    if count < _FEWEST:
        return grid
    mine = [number for number, shift in told.items() if shift == usual]
    moved = {
        n
        for n in range(mine[0], grid.rows)
        if (n <= mine[-1] or _misfits(rows[n], is_label, 0)) and not _misfits(rows[n], is_label, usual)
    }
    cells = tuple(replace(c, col=c.col + usual) if c.row in moved else c for c in grid.cells if c.row not in moved or 0 <= c.col + usual < grid.cols)  # fmt: skip
    return Grid(grid.rows, grid.cols, cells, grid.page)


def _packed_total(row: Row, is_label: Mapping[int, bool]) -> list[tuple[Cell, int]]:
    """The amounts of a total right behind its name, one for each column of amounts but not below them, and these columns."""
    columns = [col for col, label in sorted(is_label.items()) if not label]
    amounts = sorted(row, key=lambda c: c.col)[1:]
    if not amounts or len(amounts) != len(columns) or not is_total(row[0].text) or not all(amount(c.text) for c in amounts):
        return []
    packed = amounts[-1].col - row[0].col == len(amounts) and any(is_label.get(c.col) for c in amounts)
    return list(zip(amounts, columns, strict=True)) if packed else []


def _misfits(row: Row, is_label: Mapping[int, bool], shift: int) -> int:
    """How many cells would not be what their column holds; a whole number can be a code among names."""
    found = 0
    for cell in row:
        label = is_label.get(cell.col + shift)
        text = fold(cell.text)
        number = amount(text) is not None
        found += (
            label is None or (number and label and ("." in text or "," in text)) or (not number and not label)
        )
    return found
