"""Rows whose blank cells were lost, so that what follows them moved to the left: their numbers (行次) tell the places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from loaders.grammar.normal import fold
from loaders.model import Cell, Grid
from loaders.tables.grid_words import amount

_NUMBER = "行次"
_RUNNING = re.compile(r"\d{1,3}")
_COLUMN_NUMBERS = re.compile(r"栏次|\d{1,2}")
_MOST_COLUMNS = 12

Row = list[Cell]


def refilled(grid: Grid) -> Grid:
    """``grid`` with the cells of its rows where they were printed, or ``grid`` itself where that isn't certain.

    Each row prints its running number in each list; between them labels and amounts have one place each.
    """
    rows = [sorted((c for c in grid.cells if c.row == n and fold(c.text)), key=lambda c: c.col) for n in range(grid.rows)]
    head = next((n for n, row in enumerate(rows) if any(fold(c.text) == _NUMBER for c in row)), None)
    if head is None or len(rows[head]) != grid.cols or grid.cols > _MOST_COLUMNS or any(c.row_span > 1 for c in grid.cells):
        return grid
    numbers = [c.col for c in rows[head] if fold(c.text) == _NUMBER]
    counters = dict.fromkeys(numbers, 0)
    placed: list[Row] = [_spread(row, grid.cols, len(numbers)) for row in rows[:head]] + [rows[head]]
    for row in rows[head + 1 :]:
        if row and all(_COLUMN_NUMBERS.fullmatch(fold(c.text)) for c in row) and fold(row[0].text) == "栏次":
            placed.append(row)
            continue
        found = _placements(row, grid.cols, counters)
        if len(found) != 1:
            return grid
        placed.append([replace(c, col=col, col_span=1) for c, col in zip(row, found[0], strict=True)])
        counters |= {c.col: int(fold(c.text)) for c in placed[-1] if c.col in counters}
    if placed == rows:
        return grid
    return replace(grid, cells=tuple(c for row in placed for c in row))


def _spread(row: Row, width: int, lists: int) -> Row:
    """A header above the lists, one cell for each of them."""
    size = width // lists
    if len(row) != lists or size * lists != width:
        return row
    return [replace(c, col=n * size, col_span=size) for n, c in enumerate(row)]


def _placements(row: Sequence[Cell], width: int, counters: dict[int, int]) -> list[tuple[int, ...]]:
    """Ways to put the cells of a row into columns: the next number in each column of numbers, labels before, amounts after."""
    texts = [fold(cell.text) for cell in row]
    firsts = [col for col in counters if counters[col] == 0]

    def fits(text: str, col: int) -> bool:
        if col not in counters:
            return (amount(text) is not None) != (col + 1 in counters)
        running = _RUNNING.fullmatch(text) is not None
        return running and (col in firsts or int(text) == counters[col] + 1)

    return [
        cols
        for cols in combinations(range(width), len(row))
        if set(counters) <= set(cols) and all(fits(text, col) for text, col in zip(texts, cols, strict=True))
    ]
