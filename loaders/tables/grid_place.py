"""A continuation page whose blank columns left no trace: its columns are those of the table at the same place of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from loaders.grammar.normal import squash
from loaders.model import Grid

_CLEAR = 2.0  # times by which the best column must overlap more than the next

Range = tuple[float, float]  # from x0 to x1, in points


def placed_like(head: Grid, grid: Grid) -> Grid | None:
    """``grid`` with the columns of ``head`` below which its texts stand; None where that isn't clear for all of them."""
    theirs, own = _ranges(head), _ranges(grid)
    if not theirs or any(squash(c.text) and (not c.box or c.col not in own) for c in grid.cells):
        return None
    at: dict[int, int] = {}
    for col in sorted(own):
        overlaps = sorted(((_overlap(own[col], span), other) for other, span in theirs.items()), reverse=True)
        best, other = overlaps[0]
        second = overlaps[1][0] if len(overlaps) > 1 else 0.0
        if best <= 0 or best < _CLEAR * second or other <= max(at.values(), default=-1):
            return None
        at[col] = other
    cells = []
    for cell in (cell for cell in grid.cells if squash(cell.text)):
        end = at.get(cell.col + cell.col_span - 1, at[cell.col])
        cells.append(replace(cell, col=at[cell.col], col_span=end - at[cell.col] + 1))
    return Grid(grid.rows, head.cols, tuple(cells), grid.page)


def _ranges(grid: Grid) -> Mapping[int, Range]:
    """What the texts of each column cover from the side; texts over several columns aside."""
    found: dict[int, Range] = {}
    for cell in grid.cells:
        if cell.box and cell.col_span == 1:
            x0, _, x1, _ = map(float, cell.box.split(","))
            low, high = found.get(cell.col, (x0, x1))
            found[cell.col] = (min(low, x0), max(high, x1))
    return found


def _overlap(one: Range, two: Range) -> float:
    return max(0.0, min(one[1], two[1]) - max(one[0], two[0]))
