"""Cells of a workbook that show no value: nothing is invented, and the document says so."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from loaders.model import Document
from loaders.readers import read_source, recognised


@pytest.mark.parametrize(("stored", "count"), [("=1+2", 2), ("#REF!", 2), ("3.00", 0), ("#DIV/0!", 0), (None, 0)])
def test_formulas_without_a_stored_value_and_errors_are_counted(stored: str | None, count: int) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["项目", "合计"], ["教育支出", stored], ["文化支出", stored], ["合计", 5]):
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)

    document = read_source(recognised("a.xlsx", target.getvalue()))

    assert isinstance(document, Document)
    assert [dict(one.values)["count"] for one in document.notices if one.code == "cells_without_value"] == [str(count)] * bool(count)


def test_a_formula_with_its_value_is_read() -> None:
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["项目", "合计"])
        sheet.write(1, 0, "教育支出")
        sheet.write_formula(1, 1, "=1+2", None, 3)

    document = read_source(recognised("a.xlsx", target.getvalue()))

    assert isinstance(document, Document)
    assert document.notices == ()


def test_a_formula_of_one_number_needs_no_value() -> None:
    book = Workbook()
    book.active.append(["合格率", "=100%", "金额", "=5"])
    target = io.BytesIO()
    book.save(target)

    document = read_source(recognised("a.xlsx", target.getvalue()))

    assert isinstance(document, Document)
    assert [cell.text for cell in document.blocks[0].cells] == ["合格率", "=100%", "金额", "5"]  # type: ignore[union-attr]
    assert document.notices == ()
