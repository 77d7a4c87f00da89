"""Rows whose blank cells were lost."""

from __future__ import annotations

from tests.tables.grid_art import cells, draw, table

_HEAD = """
收入|支出||||
项目|行次|金额|项目|行次|金额
栏次|1|栏次|2||
一、财政拨款收入|1|625.58|一、教育支出|28|
"""


def test_running_numbers_tell_where_the_cells_of_a_row_were_printed() -> None:
    read = table(
        "收入支出决算总表",
        "单位：万元",
        draw(_HEAD + "二、事业收入|2|二、卫生支出|29|600.00|\n3|三、其他支出|30|25.58||\n4|7.00|31|||"),
    )

    assert [(row.side, row.name, [a.text for a in row.amounts]) for row in read.rows] == [
        ("revenue", "一、财政拨款收入", ["625.58"]),
        ("revenue", "二、事业收入", []),
        ("revenue", "", ["7.00"]),
        ("expenditure", "一、教育支出", []),
        ("expenditure", "二、卫生支出", ["600.00"]),
        ("expenditure", "三、其他支出", ["25.58"]),
    ]
    assert cells(read, read.rows[4]) == {"金额": "600.00"}


def test_rows_that_their_numbers_do_not_place_stay_as_they_are() -> None:
    grid = draw(_HEAD + "二、事业收入|9|二、卫生支出|29|600.00|")

    assert table("收入支出决算总表", "单位：万元", grid).rows
