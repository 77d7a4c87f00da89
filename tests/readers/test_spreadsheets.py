"""Workbooks: merged cells, what is shown instead of what is stored, what is hidden."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import xlsxwriter

from loaders.model import Document, Grid, Line
from loaders.readers.xls import read_xls
from loaders.readers.xlsx import read_xlsx

DATA = Path(__file__).parent / "data"


def cells(document: Document) -> list[tuple[int, int, str, int, int]]:
    return [
        (c.row, c.col, c.text, c.row_span, c.col_span)
        for b in document.blocks
        if isinstance(b, Grid)
        for c in b.cells
    ]


def lines(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Line)]


def book(fill: Any) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(made)
    made.close()
    return out.getvalue()


def test_binary_workbook_with_merged_cells_and_number_formats() -> None:
    document = read_xls((DATA / "merged.xls").read_bytes(), "merged.xls")

    assert lines(document) == ["某县2024年部门支出总表", "单位：万元"]
    assert cells(document) == [
        (0, 0, "科目", 2, 1),
        (0, 1, "支出", 1, 2),
        (1, 1, "基本支出", 1, 1),
        (1, 2, "项目支出", 1, 1),
        (2, 0, "农林水支出", 1, 1),
        (2, 1, "1,234.50", 1, 1),
        (2, 2, "0.3", 1, 1),
        (3, 0, "合计", 1, 1),
        (3, 1, "1,234.50", 1, 1),
        (3, 2, "-2.50", 1, 1),
    ]
    assert any("备用" in notice.text for notice in document.notices)


def test_sheet_name_is_the_title_where_the_sheet_has_none() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        for name, title in (("收支总表", ""), ("支出总表", "2024年部门支出总表"), ("Sheet3", "")):
            sheet = made.add_worksheet(name)
            sheet.write_row(0, 0, [title])
            sheet.write_row(1, 0, ["项目", "预算数"])
            sheet.write_row(2, 0, ["合计", 12])

    document = read_xlsx(book(fill), "a.xlsx")

    assert lines(document) == ["收支总表", "2024年部门支出总表"]
    assert [b.page for b in document.blocks] == [1, 1, 2, 2, 3]


def test_hidden_rows_columns_and_zeros_are_not_shown() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        sheet.hide_zero()
        sheet.write_row(0, 0, ["项目", "草稿", "预算数"])
        sheet.write_row(1, 0, ["旧数", 1, 2])
        sheet.write_row(2, 0, ["合计", 3, 4])
        sheet.write_row(3, 0, ["结转", 5, 0])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})

    document = read_xlsx(book(fill), "a.xlsx")

    assert [c[2] for c in cells(document)] == ["项目", "预算数", "合计", "4", "结转"]
    assert any("隐藏" in notice.text for notice in document.notices)


def test_formats_named_by_number_only_show_what_excel_shows() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["日期", "金额"])
        sheet.write_number(1, 0, 44237, made.add_format({"num_format": 57}))
        sheet.write_number(1, 1, 1234.5, made.add_format({"num_format": 62}))

    assert [c[2] for c in cells(read_xlsx(book(fill), "a.xlsx"))] == ["日期", "金额", "2021年2月", "1,234.50"]


def test_hidden_columns_are_told_of_where_they_hold_something() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        for name, column in (("甲", 2), ("乙", 200)):
            sheet = made.add_worksheet(name)
            sheet.write_row(0, 0, ["项目", "预算数", "VALID#"])
            sheet.write_row(1, 0, ["合计", 5, "x"])
            sheet.set_column(column, column, None, None, {"hidden": True})

    document = read_xlsx(book(fill), "a.xlsx")

    assert [dict(n.values)["sheet"] for n in document.notices] == ["甲"]
    assert [c[2] for c in cells(document)] == [
        "项目",
        "预算数",
        "合计",
        "5",
        "项目",
        "预算数",
        "VALID#",
        "合计",
        "5",
        "x",
    ]


def test_a_row_without_height_is_not_shown() -> None:
    def fill(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        for row, texts in enumerate((["项目", "金额"], ["VALID#", "1"], ["合计", "5"])):
            sheet.write_row(row, 0, texts)
        sheet.set_row(1, 0)

    data = book(fill)
    assert [c[2] for c in cells(read_xlsx(data, "a.xlsx"))] == ["项目", "金额", "合计", "5"]


def test_marks_of_the_exporting_system_are_left_out() -> None:
    rows = [
        ["0", "DEBT_T_XXGK", "and T.SET_YEAR"],
        ["0", "AD_CODE#13", "set_year#2023", "ad_name#13 河北省"],
        ["0", "XM_TYPE#", "XM_NAME#", "ad_bdq#", "ROW_NUM#"],
        ["0", "", "2023年地方政府债务限额表"],
        ["0", "", "项目", "本地区"],
        ["VALID#", "xe_y1", "一、债务限额", "17159.1", "1"],
        ["VALID#", "xe_y2", "二、债务余额", "9705.26", "2"],
    ]

    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)

    document = read_xlsx(book(fill), "a.xlsx")

    assert lines(document) == ["2023年地方政府债务限额表"]
    assert [text for _, _, text, _, _ in cells(document)] == [
        "项目", "本地区", "一、债务限额", "17159.1", "二、债务余额", "9705.26",
    ]  # fmt: skip
    assert [notice.code for notice in document.notices] == ["sheet_marks"]
