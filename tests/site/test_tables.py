"""Tables as printed: header paths to header cells, rows without amounts, two sides."""

from __future__ import annotations

from typing import Any

from gongkai.site.tables import Head, rebuild


def line(row: int, column: int, label: str, side: str | None = None, **more: Any) -> dict[str, Any]:
    return {
        "side": side, "row_seq": row, "column_seq": column, "measure_label": label, "subject_code": None,
        "subject_name": f"行{row}", "second_subject_name": None, "subject_level": 1, **more,
    }  # fmt: skip


def label(row: int, side: str | None = None) -> dict[str, Any]:
    return {
        "side": side,
        "row_seq": row,
        "subject_code": None,
        "subject_name": f"行{row}",
        "subject_level": 1,
    }


def shown(grid: Any) -> list[list[str | int]]:
    return [[cell["text"] if "text" in cell else len(cell["facts"]) for cell in row] for row in grid.body]


def test_header_path_becomes_spanning_header() -> None:
    table = {"header_paths": "合计 | 基本支出/人员经费 | 基本支出/公用经费"}

    grid = rebuild(table, [line(1, 1, "合计"), line(1, 3, "基本支出/公用经费")], [])

    assert grid.head == [
        [Head("column.row", rowspan=2), Head("合计", rowspan=2), Head("基本支出", colspan=2)],
        [Head("人员经费"), Head("公用经费")],
    ]
    assert shown(grid) == [["行1", 1, 0, 1]]


def test_rows_without_amounts_keep_their_place() -> None:
    grid = rebuild({"header_paths": "合计"}, [line(2, 1, "合计")], [label(1), label(2), label(3)])

    assert shown(grid) == [["行1", 0], ["行2", 1], ["行3", 0]]


def test_two_sides_stand_side_by_side() -> None:
    table = {"header_paths": "预算数 | 合计 | 项目支出"}
    amounts = [line(1, 1, "预算数", "revenue"), line(2, 2, "项目支出", "expenditure")]

    grid = rebuild(table, amounts, [label(1, "revenue"), label(1, "expenditure"), label(2, "expenditure")])

    assert [head.text for head in grid.head[0]] == [
        "column.row.revenue", "预算数", "column.row.expenditure", "合计", "项目支出",
    ]  # fmt: skip
    assert shown(grid) == [["行1", 1, "行1", 0, 0], ["", 0, "行2", 0, 1]]


def test_header_that_does_not_fit_gives_way_to_the_printed_columns() -> None:
    grid = rebuild({"header_paths": "甲 | 乙"}, [line(1, 3, "丙"), line(1, 1, "甲")], [])

    assert [head.text for head in grid.head[0]] == ["column.row", "甲", "丙"]


def test_a_header_above_and_below_another_is_not_lost() -> None:
    table = {"header_paths": "支出 | 支出/基本支出 | 支出/项目支出"}

    grid = rebuild(table, [line(1, 2, "支出/基本支出")], [])

    assert [[head.text for head in row] for row in grid.head] == [
        ["column.row", "支出", "支出/基本支出", "支出/项目支出"],
        [],
    ]


def test_two_amounts_in_one_cell_are_both_shown() -> None:
    grid = rebuild({"header_paths": "合计"}, [line(1, 1, "合计"), line(1, 1, "合计")], [])

    assert shown(grid) == [["行1", 2]]
