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


def test_headings_within_a_long_line_are_lines_of_their_own() -> None:
    text = (
        "三、2021年度决算情况说明 (一)收入支出决算总体情况说明 2021年度收入总计519.07万元，支出总计519.07万元。"
        + "主要原因是基本支出人员类经费标准提高，流浪乞讨人员增加，护送返乡人员增加，差旅费增加。" * 3
        + " (二)收入决算情况说明 本年收入合计519.07万元。"
    )

    assert [block.text[:20] for block in _read(text) if isinstance(block, Line)] == [
        "三、2021年度决算情况说明",
        "(一)收入支出决算总体情况说明",
        "2021年度收入总计519.07万元，支",
        "(二)收入决算情况说明",
        "本年收入合计519.07万元。",
    ]
    assert _read(text[:150]) == (Line(7, text[:150]),)
