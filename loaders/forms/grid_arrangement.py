"""Grids put as forms are read: those beside each other one below the other, transposed indicators upright."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from loaders.forms import vocabulary
from loaders.forms.grid_form_header import column_name
from loaders.grammar.normal import fold, squash
from loaders.model import Block, Cell, Grid

_VALUES = {"target", "actual", "weight", "score"}


def arranged(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a form, each grid as one or several that have a form's rows from left to right and top to bottom."""
    found: list[Block] = []
    for block in blocks:
        found += (
            [part for one in _apart(block) for part in _upright(one)] if isinstance(block, Grid) else [block]
        )
    return tuple(found)


def _apart(grid: Grid) -> Iterator[Grid]:
    """The forms of a grid that stand beside each other: one label of a name for each in a row, no cell over the border."""
    rows: dict[tuple[int, str], list[int]] = {}
    for cell in grid.cells:
        label = vocabulary.form_label(cell.text, "head", "department")
        if label is not None and label.field == "subject_name":
            rows.setdefault((cell.row, fold(cell.text)), []).append(cell.col)
    cuts = max((sorted(cols)[1:] for cols in rows.values()), key=len, default=[])
    if not cuts or any(cell.col < cut < cell.col + cell.col_span for cut in cuts for cell in grid.cells):
        yield grid
        return
    for start, stop in zip([0, *cuts], [*cuts, grid.cols], strict=True):
        cells = tuple(replace(c, col=c.col - start) for c in grid.cells if start <= c.col < stop)
        yield replace(grid, cols=stop - start, cells=cells)


def _upright(grid: Grid) -> Iterator[Grid]:
    """A grid whose indicators stand a column each, what is said of them in rows: those rows as columns."""
    labels = {cell.row: column_name(cell.text) for cell in grid.cells if cell.col == 0}
    tops = [row for row, name in sorted(labels.items()) if name in vocabulary.INDICATOR_COLUMNS]
    names = [labels[row] for row in tops]
    others = {c.row for c in grid.cells if c.col and column_name(c.text) in vocabulary.INDICATOR_COLUMNS}
    if "level3" not in names or _VALUES.isdisjoint(names) or others.intersection(tops) or grid.cols < 2:
        yield grid
        return
    start, stop = tops[0], tops[-1] + 1
    turned = [_turned(cell, start) for cell in grid.cells if start <= cell.row < stop]
    for first, last, cells in (
        (0, start, [c for c in grid.cells if c.row < start]),
        (0, grid.cols, turned),
        (stop, grid.rows, [replace(c, row=c.row - stop) for c in grid.cells if c.row >= stop]),
    ):
        if any(squash(cell.text) for cell in cells):
            cols = stop - start if cells is turned else grid.cols
            yield replace(grid, rows=last - first, cols=cols, cells=tuple(cells))


def _turned(cell: Cell, start: int) -> Cell:
    return replace(cell, row=cell.col, col=cell.row - start, row_span=cell.col_span, col_span=cell.row_span)
