"""Titles, unit lines and notes that a grid has swallowed, as lines again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.document.title import PART_TITLE, is_form_title, is_table_title, may_be_title
from loaders.grammar.normal import fold, squash
from loaders.grammar.titles import TABLE_NUMBER, is_table_number
from loaders.grammar.units import MONEY, printed_unit
from loaders.model import Block, Cell, Grid, Line


def peeled(blocks: Sequence[Block]) -> Iterator[Block]:
    """Titles, unit lines and notes that a grid has swallowed become lines again."""
    for block in blocks:
        if isinstance(block, Grid):
            yield from _peel(block)
        else:
            yield block


def _peel(grid: Grid) -> Iterator[Block]:
    by_row: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        if squash(cell.text):
            by_row.setdefault(cell.row, []).append(cell)
    start = 0
    leading = True
    for row in range(grid.rows):
        cells = by_row.get(row, [])
        alone = len(cells) == 1 and grid.cols > 1
        text = cells[0].text if alone else ""
        lifted = alone and (
            is_table_title(text)
            or is_table_number(text)
            or (is_form_title(text) and (leading or not PART_TITLE.match(fold(text))))
            or (leading and (printed_unit(text) is not None or TABLE_NUMBER.match(fold(text)) is not None))
            or (leading and may_be_title(text) and any(says_money(cell.text) for cell in by_row.get(row + 1, [])))
        )
        if lifted:
            yield from _part(grid, start, row)
            for number, part in zip(cells[0].lines or (0,), [squash(text)], strict=False):
                yield Line(number, part, grid.page)
            start = row + 1
        elif cells:
            leading = False
    yield from _part(grid, start, grid.rows)


def _part(grid: Grid, start: int, stop: int) -> Iterator[Grid]:
    if start == 0 and stop == grid.rows:
        yield grid
        return
    cells = tuple(replace(c, row=c.row - start) for c in grid.cells if start <= c.row < stop)
    if any(squash(c.text) for c in cells):
        yield replace(grid, rows=stop - start, cells=cells)


def says_money(text: str) -> bool:
    """Whether a text prints a unit of money."""
    unit = printed_unit(text)
    return unit is not None and unit.unit in MONEY
