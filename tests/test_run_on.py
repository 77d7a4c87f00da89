"""Tables run together in one line."""

from __future__ import annotations

from loaders.document.run_on import with_tables
from loaders.model import Document, Grid, Line

_LINE = (
    "第一部分 2021年某区一般公共预算收入执行情况表 表一 单位:万元 2020年 2021年 完成数 预算数 49,171 51,385 4.50% "
    "税收收入小计 27,631 33,385 20.82% 增值税 13,950 18,835 26.06%"
)


def _read(text: str) -> tuple[object, ...]:
    return with_tables(Document("", "", "text/plain", "text", (Line(7, text),))).blocks


def test_rows_that_are_all_alike_are_a_table() -> None:
    before, title, unit, grid = _read(_LINE)

    assert before == Line(7, "第一部分")
    assert title == Line(7, "2021年某区一般公共预算收入执行情况表")
    assert unit == Line(7, "表一 单位:万元")
    assert isinstance(grid, Grid)
    assert [(c.row, c.col, c.text) for c in grid.cells if c.row in (0, 1, 3)] == [
        (0, 1, "2020年完成数"),
        (0, 2, "2021年预算数"),
        (1, 1, "49,171"),
        (1, 2, "51,385"),
        (3, 0, "增值税"),
        (3, 1, "13,950"),
        (3, 2, "18,835"),
    ]
    assert {c.lines for c in grid.cells} == {(7,)}


def test_rows_that_differ_stay_one_line() -> None:
    text = _LINE.replace("13,950 18,835", "13,950")

    assert _read(text) == (Line(7, text),)
