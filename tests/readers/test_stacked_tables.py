"""Several tables on one sheet."""

from __future__ import annotations

import io

from openpyxl import Workbook

from loaders.model import Document, Grid, Line
from loaders.pipeline import load
from loaders.readers import read_source, recognised

HEADER = ["项目", "合计", "基本支出", "项目支出"]
FIRST = [["2025年部门支出总表"], ["单位：万元"], HEADER, ["教育支出", "3.00", "1.00", "2.00"]]
PUBLIC = [
    ["2025年“三公”经费支出表"],
    ["单位：万元"],
    ["“三公”经费合计", "因公出国（境）费", "公务接待费", "公务用车运行费"],
    ["6.00", "1.00", "2.00", "3.00"],
    ["注：本表按批复数填列。"],
    ["其他情况说明"],
]


def read(sheets: list[list[list[str]]]) -> Document:
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append([text or None for text in row])
    target = io.BytesIO()
    book.save(target)
    document = read_source(recognised("a.xlsx", target.getvalue()))
    assert isinstance(document, Document)
    return document


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def test_each_title_on_a_sheet_begins_a_table_with_columns_of_its_own() -> None:
    document = read([FIRST + PUBLIC])

    lines = load(document).parsed.budget_lines

    assert [grid.rows for grid in grids(document)] == [2, 2]
    assert [(one.table_seq, one.subject_name, one.amount_printed) for one in lines] == [
        (1, "教育支出", "3.00"), (1, "教育支出", "1.00"), (1, "教育支出", "2.00"),
        (2, "", "6.00"), (2, "", "1.00"), (2, "", "2.00"), (2, "", "3.00"),
    ]  # fmt: skip


def test_text_below_a_table_is_no_row_of_it() -> None:
    printed = [block.text for block in read([PUBLIC]).blocks if isinstance(block, Line)]

    assert printed[-2:] == ["注：本表按批复数填列。", "其他情况说明"]


def test_a_header_printed_again_is_no_row() -> None:
    document = read([[*FIRST, HEADER, ["科学技术支出", "5.00", "4.00", "1.00"]]])

    lines = load(document).parsed.budget_lines

    assert [(one.measure, one.amount_printed) for one in lines if one.row_seq == 2] == [
        ("total", "5.00"), ("basic", "4.00"), ("project", "1.00"),
    ]  # fmt: skip
    assert {one.table_seq for one in lines} == {1}
