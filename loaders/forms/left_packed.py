"""Tables of text whose rows have lost their blank and merged cells: the rest is packed to the left, blanks follow.

So web pages are turned to text: each row has as many bars as the table has columns, and what stands under a merged
``产出指标`` begins in the first column. Such rows are no grid; they are read as lines of cells.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from loaders.forms.form_rows import FormRow, form_rows
from loaders.forms.header import indicator_header
from loaders.forms.vocabulary import level_of
from loaders.model import Block, Grid, Line, Segment


def as_lines(segment: Segment) -> Segment:
    """The form with its left-packed grids as lines of tab-separated cells; others stay as they are."""
    blocks: list[Block] = []
    for block in segment.blocks:
        if isinstance(block, Grid) and _is_left_packed(block):
            blocks.extend(_lines(block))
        else:
            blocks.append(block)
    return replace(segment, blocks=tuple(blocks))


def _is_left_packed(grid: Grid) -> bool:
    """Whether no row has a blank before a cell, and a row's level stands left of the column of its kind."""
    rows = form_rows([grid])
    if any(not _is_packed(row) for row in rows):
        return False
    columns: dict[int, int] = {}  # level → column of its header
    for row in rows:
        if (header := indicator_header(row)) is not None:
            columns = {int(c.name[-1]): c.start for c in header.columns if c.name in ("level1", "level2")}
        elif (levels := [n for n in columns if level_of(row.cells[0].text, n)]) and all(
            row.cells[0].col < columns[n]
            for n in levels  # 满意度指标 is a label of both
        ):
            return True
    return False


def _is_packed(row: FormRow) -> bool:
    """Whether a row is one line of the text whose cells stand one beside the other, none of them merged."""
    cells = row.cells
    plain = all(cell.row_span == cell.col_span == 1 and len(cell.lines) == 1 for cell in cells)
    return plain and len(row.lines) == 1 and [cell.col for cell in cells] == list(range(len(cells)))


def _lines(grid: Grid) -> list[Line]:
    printed = sorted(grid.cells, key=lambda cell: (cell.row, cell.col))
    return [
        Line(cells[0].lines[0], "\t".join(cell.text for cell in cells), grid.page)
        for cells in (list(row) for _, row in groupby(printed, key=lambda cell: cell.row))
    ]
