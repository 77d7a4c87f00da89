"""Excel 97–2003 workbooks (.xls, and .et of WPS): what a printed sheet would show, with merged cells."""

from __future__ import annotations

import struct
from datetime import datetime
from typing import Any

import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from loaders.errors import EncryptedDocument, UnreadableDocument
from loaders.model import Cell, Document
from loaders.notes import note
from loaders.readers import formats
from loaders.readers.common import BlockBuilder
from loaders.readers.number_format import built_in, is_date_format, shown
from loaders.readers.xlsx import INDENT, Layout, add_sheet

_BROKEN = (
    XLRDError,
    CompDocError,
    struct.error,
    IndexError,
    KeyError,
    AssertionError,
    ValueError,
)
_NO_SHARE = 7  # the code of #DIV/0!


def read_xls(data: bytes, file_name: str) -> Document:
    """Read a workbook; a sheet is a page. Raises ``UnreadableDocument`` where it is damaged or blank."""
    builder = BlockBuilder()
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True, logfile=_Silent())
        for page, name in enumerate(book.sheet_names(), start=1):
            sheet = book.sheet_by_index(page - 1)
            if sheet.visibility:
                builder.notices.append(note("sheet_hidden", sheet=name))
            else:
                layout = _layout(sheet)
                add_sheet(builder, name, _cells(book, sheet, layout), layout, page)
            book.unload_sheet(page - 1)
    except _BROKEN as error:
        if "encrypted" in str(error).lower():
            raise EncryptedDocument() from error
        raise UnreadableDocument(
            "工作簿已损坏", f"damaged workbook ({type(error).__name__}: {error})"
        ) from error
    if not builder.blocks:
        raise UnreadableDocument("工作簿没有数据", "the workbook holds no data")
    return builder.document(file_name, data, formats.XLS.media_type, "xls", book.nsheets)


def _layout(sheet: Any) -> Layout:
    return Layout(
        merged=[(top, left, bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells],
        hidden_rows={row for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0},
        hidden_cols={col for col, info in sheet.colinfo_map.items() if info.hidden or info.width == 0},
        zeros_hidden=not sheet.show_zero_values,
        valueless=sum(_is_valueless(sheet.cell(row, col)) for row in range(sheet.nrows) for col in range(sheet.row_len(row))),
    )


def _is_valueless(cell: Any) -> bool:
    return bool(cell.ctype == xlrd.XL_CELL_ERROR and cell.value != _NO_SHARE)


def _cells(book: Any, sheet: Any, layout: Layout) -> list[Cell]:
    cells = []
    for row in range(sheet.nrows):
        for col in range(sheet.row_len(row)):
            cell = sheet.cell(row, col)
            text = _text(book, cell, layout)
            if text.strip():
                moved = book.xf_list[cell.xf_index].alignment.indent_level
                cells.append(Cell(row, col, text.replace("\r\n", "\n"), indent=INDENT * moved))
    return cells


def _text(book: Any, cell: Any, layout: Layout) -> str:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value), "General")
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, ""))
    if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return ""
    if layout.zeros_hidden and cell.value == 0:
        return ""
    key = book.xf_list[cell.xf_index].format_key
    code = getattr(book.format_map.get(key), "format_str", None) or built_in(key)
    if cell.ctype == xlrd.XL_CELL_DATE and is_date_format(code):
        try:
            return shown(datetime(*xlrd.xldate_as_tuple(cell.value, book.datemode)), code)
        except (ValueError, xlrd.XLDateError):
            return shown(cell.value, "General")
    return shown(cell.value, code)


class _Silent:
    """xlrd reports oddities to a file; nobody reads it."""

    def write(self, text: str) -> None:
        """Drop ``text``."""
