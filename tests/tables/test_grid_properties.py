"""Whatever a grid looks like, reading it neither fails nor makes up, doubles or changes a number."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.model import Block, Cell, Grid, Line, Segment
from loaders.tables.grid_split import split_rows
from loaders.tables.grid_table import read_grids
from loaders.tables.grid_words import amount

TEXTS = st.sampled_from(
    [
        "",
        "项目",
        "科目编码",
        "科目名称",
        "类",
        "款",
        "合计",
        "基本支出",
        "预算数",
        "收入",
        "支出",
        "201",
        "05",
        "2080505",
        "一、教育支出",
        "行政运行",
        "1,234.50",
        "0.00",
        "3",
        "-",
        "无",
        "12.5%",
        "注：无数据",
        "单位：万元",
        "支出预算表",
        "1.00\n2.00",
        "甲\n乙",
        "栏次",
    ]
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    rows, cols = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(rows):
        for col in range(cols):
            if (row, col) in taken:
                continue
            down = draw(st.integers(1, min(2, rows - row)))
            across = draw(st.integers(1, min(3, cols - col)))
            area = {(row + i, col + j) for i in range(down) for j in range(across)}
            if area & taken or draw(st.integers(0, 3)):
                area, down, across = {(row, col)}, 1, 1
            taken |= area
            cells.append(Cell(row, col, draw(TEXTS), (10 + row,), down, across))
    return Grid(rows, cols, tuple(cells), 1)


@settings(max_examples=100)
@given(st.lists(st.one_of(grids(), TEXTS), min_size=1, max_size=4), st.sampled_from(["", "支出预算总表"]))
def test_no_number_is_made_up_or_doubled(parts: list[Grid | str], title: str) -> None:
    blocks: list[Block] = [Line(1, part) if isinstance(part, str) else part for part in parts]

    tables, _ = read_grids(Segment("table", title, tuple(blocks)))

    printed = Counter(
        digits
        for block in blocks
        if isinstance(block, Grid)
        for cell in split_rows(block).cells
        if (digits := amount(cell.text)) is not None
    )
    taken = Counter(a.text for table in tables for row in table.rows for a in row.amounts)
    assert not taken - printed
    for table in tables:
        for row in table.rows:
            known = [a.column for a in row.amounts if a.column is not None]
            assert len(known) == len(set(known))
            assert all(column < len(table.columns) for column in known)


def test_a_label_in_a_column_that_was_folded_away_is_read() -> None:
    """The cell below spans two columns, which are compacted to one: the label stands in the one that went."""
    cells = (
        Cell(0, 0, "1,234.50", (10,)),
        Cell(0, 1, "项目", (10,)),
        Cell(1, 0, "-", (11,), 1, 2),
        Cell(1, 2, "1,234.50", (11,)),
    )
    tables, _ = read_grids(Segment("table", "支出预算总表", (Grid(2, 7, cells, 1),)))
    assert "项目" in {row.name for table in tables for row in table.rows}
