"""Cells that hold more than one: rows without rules between them, a name that runs into its amount, counts with units."""

from __future__ import annotations

from loaders.model import Cell, Grid, Line, Segment
from loaders.tables.grid_split import split_rows
from loaders.tables.grid_table import read_grids
from loaders.tables.grid_unglue import unglued
from tests.document.test_printed import grid


def texts(found: Grid) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(found.rows)]
    for cell in sorted(found.cells, key=lambda c: c.col):
        rows[cell.row].append(cell.text)
    return rows


def test_names_below_a_header_without_a_rule_are_rows() -> None:
    """gov-ha-2024-final, page 53: one cell holds 地区 and 24 counties, the one beside it 24 amounts."""
    cells = (
        Cell(0, 0, "地 区\n息县\n淮滨县", (1, 2, 3), row_span=2),
        Cell(0, 1, "决算数", (1,)),
        Cell(1, 1, "15173\n17642", (2, 3)),
    )

    assert texts(split_rows(Grid(2, 2, cells))) == [["地 区", "决算数"], ["息县", "15173"], ["淮滨县", "17642"]]


def test_a_header_of_two_lines_beside_fewer_amounts_stays() -> None:
    cells = (Cell(0, 0, "项目\n名称", (1, 2), row_span=2), Cell(0, 1, "金额", (1,)), Cell(1, 1, "5.00", (2,)))
    whole = Grid(2, 2, cells)

    assert split_rows(whole) == whole


def test_a_name_that_runs_into_its_amount_is_cut() -> None:
    """xa-b807ca62, page 22: 机关事业单位职业年金缴费支出43608.96 stands in the column of amounts."""
    found = unglued(grid("编码|名称|合计", "208|社会保障支出|44699.18", "20805||养老支出43608.96", "210|卫生健康支出|55.20"))

    assert texts(found)[2] == ["20805", "养老支出", "43608.96"]
    assert [cell.text for cell in found.cells if (cell.row, cell.col) == (2, 1)] == ["养老支出"]


def test_the_number_of_a_table_above_its_header_is_no_name_with_an_amount() -> None:
    rows = ("208|社会保障支出|44699.18", "210|卫生健康支出|55.20")
    numbered = grid("部门：某局||附表3", "编码|名称|合计", *rows)
    first = grid("编码|名称|合计|基本支出", "20805||养老支出43608.96|43608.96", *rows)

    assert unglued(numbered) == numbered
    assert texts(unglued(first))[1][:3] == ["20805", "养老支出", "43608.96"]


def test_a_column_of_which_half_has_no_names_beside_it_or_is_no_amounts_is_left_whole() -> None:
    unnamed = grid("编码|名称|合计", "20805||养老支出4.18", *(f"{n}|{'名称' if n > 3 else ''}|{n}.50" for n in range(1, 7)))
    worded = grid("编码|名称|合计", "甲||养老支出4.18", *(f"{n}|名称|{f'{n}.50' if n > 3 else '见附表'}" for n in range(1, 7)))

    assert unglued(unnamed) == unnamed
    assert unglued(worded) == worded


def test_a_cell_over_several_rows_ends_where_the_last_of_them_does() -> None:
    tall = Cell(3, 0, "其他", (13,), row_span=2)
    stacked = (Cell(1, 0, "甲\n乙", (11,)), Cell(1, 1, "1.00\n2.00", (11,)))
    single = tuple(Cell(row, 1, "3.00", (10 + row,)) for row in (2, 3, 4))
    cells = (Cell(0, 0, "名称", (10,)), Cell(0, 1, "金额", (10,)), *stacked, Cell(2, 0, "丙", (12,)), *single, tall)

    found = split_rows(Grid(5, 2, cells))

    assert [(cell.row, cell.row_span) for cell in found.cells if cell.text == "其他"] == [(4, 2)]


def test_a_name_with_digits_in_a_column_of_names_stays_whole() -> None:
    whole = grid("编码|名称|合计", "208|项目2024|1.00", "|项目2025|2.00", "210|项目2026|3.00")

    assert unglued(whole) == whole


def test_a_count_may_print_its_unit() -> None:
    """xa-e1783768: a list of meetings prints 80人 under 人数."""
    rows = grid("会议名称|人数|金额", "评审会|80人|0.64", "观摩会|50人次|1.00")
    tables, _ = read_grids(Segment("table", "会议费明细表", (Line(9, "单位：万元"), rows)))

    assert [[amount.text for amount in row.amounts] for row in tables[0].rows] == [["80", "0.64"], ["50", "1.00"]]
    assert [column.unit for column in tables[0].columns] == ["数量", ""]


def test_an_amount_over_several_lists_is_taken_once_also_behind_blank_columns() -> None:
    cells = (
        Cell(0, 2, "1,234.50", (10,), col_span=3), Cell(1, 2, "201", (11,)), Cell(1, 3, "项目", (11,)), Cell(1, 4, "201", (11,)),
    )  # fmt: skip
    tables, _ = read_grids(Segment("table", "支出预算总表", (Grid(2, 5, cells),)))

    assert [amount.text for row in tables[0].rows for amount in row.amounts].count("1234.50") == 1
