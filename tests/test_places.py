"""Where a value stands: the cell of a sheet, of a web page's table, of a page of text."""

from __future__ import annotations

import io

import xlsxwriter

from loaders.model import Cell, Document, Grid, Line
from loaders.pipeline import load
from loaders.readers.html import read_html
from loaders.readers.xlsx import read_xlsx


def test_cells_of_a_sheet_have_its_own_names() -> None:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet("支出总表")
    sheet.write_row(0, 1, ["2024年支出总表"])
    sheet.write_row(1, 3, ["单位：万元"])
    sheet.write_row(3, 1, ["科目编码", "科目名称", "合计", "基本支出", "项目支出"])
    sheet.write_row(4, 1, ["205", "教育支出", 5, 5, ""])
    sheet.write_row(5, 1, ["208", "社会保障和就业支出", 7, 2, 5])
    made.close()

    lines = load(read_xlsx(out.getvalue(), "a.xlsx")).parsed.budget_lines

    assert [(line.amount_printed, line.source_cell) for line in lines] == [
        ("5", "支出总表!D5"),
        ("5", "支出总表!E5"),
        ("7", "支出总表!D6"),
        ("2", "支出总表!E6"),
        ("5", "支出总表!F6"),
    ]


def test_cells_of_a_web_page_are_counted_by_table_row_and_cell() -> None:
    nav = "<table><tr><td>首页</td><td>公开</td></tr></table>"
    rows = "".join(
        f"<tr><td>{name}</td><td>{one}</td><td>{two}</td></tr>"
        for name, one, two in [
            ("项目", "合计", "基本支出"),
            ("教育支出", "5.00", "5.00"),
            ("合计", "5.00", "5.00"),
        ]
    )
    page = f"<html><body>{nav}<p>2024年支出总表</p><p>单位：万元</p><table>{rows}</table></body></html>"

    lines = load(read_html(page.encode(), "a.html")).parsed.budget_lines

    assert [line.source_cell for line in lines] == [
        f"table 2 row {row} cell {cell}" for row in (2, 3) for cell in (2, 3)
    ]


def test_boxes_of_cells_and_lines() -> None:
    cells = [(0, 0, "项目"), (0, 1, "金额"), (1, 0, "合计"), (1, 1, "3.00")]
    grid = Grid(2, 2, tuple(Cell(r, c, t, (3 + r,), box=f"{c},{r},{c + 1},{r + 1}") for r, c, t in cells), 1)
    blocks = (
        Line(1, "2024年支出总表", 1, "9,9,9,9"),
        Line(2, "单位：万元", 1),
        grid,
        Line(5, "一、预算情况说明", 1),
        Line(6, "2024年支出预算3.00万元。", 1, "1,2,3,4"),
    )
    parsed = load(Document("a.pdf", "0", "application/pdf", "pdf", blocks, 1)).parsed

    assert [(line.source_box, line.source_cell) for line in parsed.budget_lines] == [("1,1,2,2", "")]
    assert {stated.source_box for stated in parsed.stated_amounts} == {"1,2,3,4"}
