"""Workbooks as finance offices like them: Chinese headers, frozen panes, filters, number formats, provenance.

Amounts are written as numbers with the warehouse's own decimal digits. Excel keeps fifteen significant digits;
a longer amount is written as text, so that no digit is lost.

XlsxWriter makes a workbook with one empty row in each sheet, which says the style of every column; the rows
themselves (:mod:`gongkai.export.rows`) take its place while the workbook is packed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongkai.export import rows
from gongkai.export.cells import display_width, fitting
from gongkai.export.rows import Column, Place

_SAMPLED = 300
# Rows of a sheet below its header; what is more continues on a further sheet.
SHEET_ROWS = 1_048_575
_WIDEST = 48.0
_NARROWEST = 6.0
# Packing as hard as usual takes three times as long and makes workbooks a sixth smaller.
_PACKING = 2
_EMPTY_ROW = re.compile('(<row r="2".*?</row>)')
_STYLED = re.compile('<c r="([A-Z]+)2" s="([0-9]+)"')
_EXTENT = re.compile('<dimension ref="[^"]*"/>')
_MOST_UNTOLD = 250_000  # rows whose XML surely stays below what the older format of archives holds
_A3, _A4, _WIDE = 8, 9, 20
_PROVENANCE = ("编号", "页码", "行号", "原文", "修复说明", "文件名", "文件摘要")
# What is the same for a whole document stands behind what a row says, and isn't printed.
_FIRST = ("单位", "年度")
_CONTEXT = ("单位级次", "省", "市", "区县", "区划代码", "主管部门", "公开类型", "文件标题", "文件质量")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the query whose columns are its headers, one sentence for the 说明 sheet, columns to wrap."""

    name: str
    query: str
    about: str
    wrapped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Page:
    """What goes into one sheet: so many rows of a query; ``is_first``: its first rows, else those that follow."""

    source: str
    columns: Sequence[Column]
    wrap_widths: Sequence[float | None]
    rows: int
    is_first: bool


class Styles:
    """The formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        def style(**options: object) -> Format:
            return book.add_format({"font_name": "宋体", "font_size": 10, "valign": "top", **options})

        head = {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
        self.head = style(**head, bg_color="#DDEBF7")
        self.source_head = style(**head, bg_color="#EDEDED")
        self.text = style()
        self.wrapped = style(text_wrap=True)
        self.title = style(bold=True, font_size=14)
        self.section = style(bold=True, font_size=11, bottom=1)
        self.whole = style(num_format="0")
        self.day = style(num_format="yyyy-mm-dd")
        self._style = style
        self._decimals: dict[str, Format] = {}

    def number(self, column: Column) -> Format:
        """The number format of a column: thousands for money, no more decimals than its type has."""
        if not column.kind.startswith("DECIMAL"):
            return self.whole
        code = "#,##0.00" if column.name.endswith("_元") else "#,##0.00####"
        return self._decimals.setdefault(code, self._style(num_format=code))


def write(
    path: Path,
    connection: duckdb.DuckDBPyConnection,
    title: str,
    sheets: Sequence[Sheet],
    notes: Sequence[tuple[str, str]],
) -> None:
    """Write ``sheets`` after a sheet 说明 with ``notes`` (heading, text); memory does not grow with the rows."""
    made, pages = io.BytesIO(), dict[str, _Page]()
    with xlsxwriter.Workbook(made, {"constant_memory": True}) as book:
        book.set_properties({"title": title})
        styles = Styles(book)
        _explain(book, styles, connection, title, sheets, notes)
        for sheet in sheets:
            _open_all(book, styles, connection, sheet, pages)
    with (
        zipfile.ZipFile(made) as empty,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKING) as packed,
        connection.cursor() as cursor,
    ):
        for name in empty.namelist():
            if name in pages:
                _fill(packed, name, empty.read(name).decode(), pages[name], cursor)
            else:
                packed.writestr(name, empty.read(name))


def columns_of(connection: duckdb.DuckDBPyConnection, query: str) -> list[Column]:
    """Names and types of the columns of a query, in the order of a sheet: what it says, its document, its source."""
    columns = [Column(row[0], row[1]) for row in connection.execute(f"describe {query}").fetchall()]
    return sorted(columns, key=_place)


def _place(column: Column) -> int:
    if column.name in _FIRST:
        return 0
    return 3 if is_provenance(column.name) else 2 if column.name in _CONTEXT else 1


def _open_all(
    book: xlsxwriter.Workbook,
    styles: Styles,
    connection: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    pages: dict[str, _Page],
) -> None:
    """The sheet, and those that it continues on, each with an empty row in the styles of its columns."""
    columns = columns_of(connection, sheet.query)
    source = f"select {', '.join(c.quoted for c in columns)} from ({sheet.query})"
    formats = [
        styles.number(c) if c.is_number else styles.day if c.kind == "DATE"
        else styles.wrapped if c.name in sheet.wrapped else styles.text for c in columns
    ]  # fmt: skip
    widths = _widths(columns, connection.execute(f"{source} limit {_SAMPLED}").fetchall())
    wrap_widths = [
        width if column.name in sheet.wrapped else None for column, width in zip(columns, widths, strict=True)
    ]
    left = connection.execute(f"select count(*) from ({sheet.query})").fetchall()[0][0]
    part = 1
    while part == 1 or left:
        count = min(left, SHEET_ROWS)
        page = _open(book, styles, sheet.name if part == 1 else f"{sheet.name}({part})", columns, widths)
        for index, style in enumerate(formats):
            page.write_blank(1, index, None, style)
        _close(page, count, columns)
        pages[f"xl/worksheets/sheet{page.index + 1}.xml"] = _Page(
            source, columns, wrap_widths, count, part == 1
        )
        left, part = left - count, part + 1


def _fill(
    packed: zipfile.ZipFile, name: str, xml: str, page: _Page, cursor: duckdb.DuckDBPyConnection
) -> None:
    """Pack a sheet with its rows in the place of the empty one. ``cursor`` goes on where the sheet before ended."""
    head, empty, tail = _EMPTY_ROW.split(xml, 1)
    places = [
        Place(letters, int(style), width)
        for (letters, style), width in zip(_STYLED.findall(empty), page.wrap_widths, strict=True)
    ]
    if page.is_first:
        cursor.execute(rows.query(page.source, page.columns, places, SHEET_ROWS))
    head = _EXTENT.sub(f'<dimension ref="A1:{places[-1].letters}{page.rows + 1}"/>', head, 1)
    with packed.open(name, "w", force_zip64=page.rows > _MOST_UNTOLD) as file:
        file.write(head.encode())
        for piece in rows.stream(cursor, page.rows):
            file.write(piece)
        file.write(tail.encode())


def _open(
    book: xlsxwriter.Workbook, styles: Styles, name: str, columns: Sequence[Column], widths: Sequence[float]
) -> Worksheet:
    page = book.add_worksheet(name)
    page.set_row(0, 32)
    for index, (column, width) in enumerate(zip(columns, widths, strict=True)):
        page.set_column(index, index, width)
        page.write_string(
            0, index, column.name, styles.source_head if is_provenance(column.name) else styles.head
        )
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.set_paper(_A3 if len(columns) > _WIDE else _A4)
    page.fit_to_pages(2 if len(columns) > _WIDE else 1, 0)
    page.repeat_rows(0)
    page.set_footer("&L&A&R第 &P 页，共 &N 页")
    return page


def _close(page: Worksheet, rows: int, columns: Sequence[Column]) -> None:
    page.autofilter(0, 0, max(rows, 1), len(columns) - 1)
    said = sum(_place(c) < 2 for c in columns) or len(columns)
    page.print_area(0, 0, max(rows, 1), said - 1)


def is_provenance(name: str) -> bool:
    """Whether a column leads back to the source rather than saying something."""
    return name.endswith(_PROVENANCE) and name != "规则编号"


def _widths(columns: Sequence[Column], sample: Sequence[tuple[object, ...]]) -> list[float]:
    widths = []
    for index, column in enumerate(columns):
        longest = max((display_width(_shown(row[index], column)) for row in sample), default=0.0)
        # Room for the filter's arrow beside the header, which may wrap to two lines.
        header = display_width(column.name) / (2 if display_width(column.name) > 12 else 1) + 3
        widths.append(min(_WIDEST, max(_NARROWEST, header, longest + 1)))
    return widths


def _shown(value: object, column: Column) -> str:
    if value is None:
        return ""
    if not isinstance(value, Decimal):
        return str(value)
    whole, _, digits = f"{value:,f}".partition(".")
    return f"{whole}.{digits.rstrip('0').ljust(2, '0')}" if column.is_number else str(value)


def _explain(
    book: xlsxwriter.Workbook,
    styles: Styles,
    connection: duckdb.DuckDBPyConnection,
    title: str,
    sheets: Sequence[Sheet],
    notes: Sequence[tuple[str, str]],
) -> None:
    page = book.add_worksheet("说明")
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 96)
    page.hide_gridlines(2)
    page.write_string(0, 0, title, styles.title)
    lines = [*((heading, text, bool(heading) and not text) for heading, text in notes), ("", "", False)]
    lines.append(("工作表", "", True))
    lines.extend((sheet.name, sheet.about, False) for sheet in sheets)
    lines.extend([("", "", False), ("列（灰色表头为出处）", "", True)])
    lines.extend((name, meaning, False) for name, meaning in _meanings(connection, sheets))
    for row, (heading, text, is_section) in enumerate(lines, 2):
        style = styles.section if is_section else styles.wrapped
        page.write_string(row, 0, fitting(heading), style)
        page.write_string(row, 1, fitting(text), style)
    page.set_portrait()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)


def _meanings(connection: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet]) -> list[tuple[str, str]]:
    """Each column once, with the Chinese half of its comment; columns that mean different things name their sheet."""
    found: dict[str, dict[str, str]] = {}
    for sheet in sheets:
        for name, comment in connection.execute(
            "select column_name, comment from duckdb_columns() where schema_name = 'zh' and table_name = ?",
            [sheet.name if sheet.name not in ("问题", "全部核对") else "勾稽检查"],
        ).fetchall():
            found.setdefault(name, {}).setdefault(_chinese(comment or ""), sheet.name)
    lines = []
    for name, meanings in found.items():
        for meaning, sheet_name in meanings.items():
            lines.append((name, meaning if len(meanings) == 1 else f"{meaning}（{sheet_name}）"))
    return lines


def _chinese(comment: str) -> str:
    """``金额（元）。Amount in yuan.`` → ``金额（元）。``"""
    return re.split(r"(?<=。)(?=[A-Za-z0-9])", comment, maxsplit=1)[0]
