"""Grids drawn as text: ``|`` between cells, ``<`` joins the cell to its left neighbour, ``^`` to the one above."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.model import Block, Cell, Grid, Line, Segment
from loaders.tables.grid_table import read_grids
from loaders.tables.model import RawTable, Row

# Of a table of revenue by codes, classes, sections and items in a column each.
REVENUE_HEAD = """
    项目|<|<|<|收入预算|<
    功能分类科目编码|<|<|功能分类科目名称|合计|财政拨款收入
    类|款|项|^|^|^
"""


def draw(art: str, page: int = 1, first_line: int = 10) -> Grid:
    rows = [[cell.strip() for cell in row.split("|")] for row in art.strip().splitlines()]
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^", ""):
                continue
            across = 1
            while c + across < len(row) and row[c + across] == "<":
                across += 1
            down = 1
            while r + down < len(rows) and all(
                rows[r + down][c + i] == ("^" if i == 0 else "<") for i in range(across)
            ):
                down += 1
            cells.append(Cell(r, c, text.replace("\\n", "\n"), (first_line + r,), down, across))
    return Grid(len(rows), len(rows[0]), tuple(cells), page)


def segment(title: str, *blocks: Block | str) -> Segment:
    built: list[Block] = [Line(1, title, 1)]
    number = 2
    for block in blocks:
        if isinstance(block, str):
            built.append(Line(number, block, 1))
            number += 1
        else:
            built.append(block)
    return Segment("table", title, tuple(built))


def tables(title: str, *blocks: Block | str) -> list[RawTable]:
    return read_grids(segment(title, *blocks))[0]


def table(title: str, *blocks: Block | str) -> RawTable:
    found = tables(title, *blocks)
    assert len(found) == 1
    return found[0]


def labels(read: RawTable) -> list[str]:
    return [column.label for column in read.columns]


def cells(read: RawTable, row: Row) -> dict[str, str]:
    return {read.columns[a.column].label: a.text for a in row.amounts if a.column is not None}


def names(rows: Sequence[Row]) -> list[str]:
    return [row.name for row in rows]
