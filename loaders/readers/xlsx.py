"""Excel workbooks (.xlsx, .xlsm): what a printed sheet would show, with merged cells.

Values and number formats come from openpyxl in its streaming mode; merged ranges, hidden rows and columns and
the setting that hides zeros are read beside it, because that mode leaves them out. Formulas give the value
that was stored with them. Macros, charts, comments and hidden sheets are left out.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.read_only import EmptyCell
from openpyxl.utils.cell import get_column_letter, range_boundaries
from openpyxl.utils.datetime import from_excel

from loaders.errors import UnreadableDocument
from loaders.model import Cell, Document
from loaders.notes import note
from loaders.readers import formats
from loaders.readers.archive import DAMAGE, open_checked
from loaders.readers.common import BlockBuilder, Table
from loaders.readers.export_marks import export_marks
from loaders.readers.number_format import built_in, is_date_format, shown
from loaders.readers.xmlsafe import attribute, elements, local

MAX_ROWS = 100_000
MAX_COLS = 256
INDENT = 2  # half characters that a step of a cell's indent moves its text
_NO_SHARE = "#DIV/0!"
_CONSTANT = re.compile(r"\d+(?:\.\d+)?%?")
_DEFAULT_NAME = re.compile(r"(?i)^(?:sheet|工作表|表)\s*\d*$")
_UNREADABLE = (KeyError, TypeError, IndexError, AttributeError, SyntaxError, *DAMAGE)  # SyntaxError: of XML


@dataclass(slots=True)
class Layout:
    """How a sheet is laid out: merged ranges (first row and column, spans; 0-based), what is hidden."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_cols: set[int] = field(default_factory=set)
    zeros_hidden: bool = False
    is_cut: bool = False
    valueless: int = 0  # cells that hold a formula without a stored value, or an error
    constants: dict[str, str] = field(default_factory=dict)  # by cell, formulas without a stored value that need none

    def hides(self, row: int, col: int, high: int, wide: int) -> bool:
        """Whether no part of a cell of ``high`` rows and ``wide`` columns is shown."""
        return all(r in self.hidden_rows for r in range(row, row + high)) or all(
            c in self.hidden_cols for c in range(col, col + wide)
        )


def read_xlsx(data: bytes, file_name: str) -> Document:
    """Read a workbook; a sheet is a page. Raises ``UnreadableDocument`` where it is damaged or blank."""
    builder = BlockBuilder()
    with open_checked(data) as archive:
        if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
            builder.notices.append(note("macros_ignored"))
        try:
            _refuse_entities(archive)
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = book.worksheets
            for page, sheet in enumerate(sheets, start=1):
                if sheet.sheet_state != "visible":
                    builder.notices.append(note("sheet_hidden", sheet=sheet.title))
                    continue
                layout = _layout(archive, sheet)
                add_sheet(builder, sheet.title, _cells(sheet, layout), layout, page)
        except _UNREADABLE as error:
            raise UnreadableDocument(
                "工作簿已损坏", f"damaged workbook ({type(error).__name__}: {error})"
            ) from error
    if not builder.blocks:
        raise UnreadableDocument("工作簿没有数据", "the workbook holds no data")
    return builder.document(file_name, data, formats.XLSX.media_type, "xlsx", len(sheets))


def add_sheet(builder: BlockBuilder, name: str, cells: list[Cell], layout: Layout, page: int) -> None:
    """Add one sheet: its name as a line where that says more than its first rows, then its table."""
    spans = {(row, col): (high, wide) for row, col, high, wide in layout.merged}
    inside = {
        (r, c)
        for row, col, high, wide in layout.merged
        if high * wide <= MAX_ROWS
        for r in range(row, row + high)
        for c in range(col, col + wide)
    } - set(spans)
    placed = []
    hides = False
    marked_rows, marked_cols = export_marks(cells, spans)
    if marked_cols:
        builder.notices.append(note("sheet_marks", sheet=name))
    for cell in cells:
        if cell.row in marked_rows or cell.col in marked_cols:
            continue
        where = cell.row, cell.col
        if where in inside:
            continue
        high, wide = spans.get(where, (1, 1))
        if layout.hides(cell.row, cell.col, high, wide):
            hides = hides or bool(cell.text.strip())
            continue
        placed.append(
            replace(
                cell,
                row_span=high,
                col_span=wide,
                place=f"{name}!{get_column_letter(cell.col + 1)}{cell.row + 1}",
            )
        )
    if not any(c.text.strip() for c in placed):
        return
    if re.search(r"[\u4e00-\u9fff]", name) and not _DEFAULT_NAME.match(name) and not _titled(placed):
        builder.lines(name, page)
    rows, cols = 1 + max(c.row for c in placed), 1 + max(c.col for c in placed)
    builder.table(Table(rows, cols, placed), page, loose=True)
    if layout.is_cut:
        builder.notices.append(note("sheet_cut", sheet=name, rows=MAX_ROWS, columns=MAX_COLS))
    if layout.valueless:
        builder.notices.append(note("cells_without_value", sheet=name, count=layout.valueless))
    if hides:
        builder.notices.append(note("sheet_rows_hidden", sheet=name))


def _titled(cells: list[Cell]) -> bool:
    """Whether one of the first rows holds a single text that ends like a title."""
    by_row: dict[int, list[Cell]] = {}
    for cell in cells:
        if cell.text.strip():
            by_row.setdefault(cell.row, []).append(cell)
    for _, row in sorted(by_row.items())[:4]:
        if len(row) == 1 and re.search(r"表\s*(?:[(（].*)?$", row[0].text.strip()):
            return True
    return False


def _cells(sheet: Any, layout: Layout) -> list[Cell]:
    sheet.reset_dimensions()
    cells = []
    for line in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLS):
        for cell in line:
            constant = ""
            if cell.value is None and layout.constants and not isinstance(cell, EmptyCell):
                constant = layout.constants.get(cell.coordinate, "")
            if (cell.value is None and not constant) or (
                layout.zeros_hidden and cell.value == 0 and not isinstance(cell.value, bool)
            ):
                continue
            text = constant or _text(cell, sheet.parent.epoch)
            if text.strip():
                plain = text.replace("\r\n", "\n").replace("_x000D_", "")
                moved = int(cell.alignment.indent) if isinstance(cell.value, str) else 0
                cells.append(Cell(cell.row - 1, cell.column - 1, plain, indent=INDENT * moved))
    return cells


def _text(cell: Any, epoch: datetime) -> str:
    value, code = cell.value, cell.number_format or "General"
    if code == "General" and isinstance(
        value, int | float
    ):  # openpyxl knows no format that has a number only
        code = built_in(cell.style_array.numFmtId)
        if is_date_format(code):
            value = from_excel(value, epoch)
    return shown(value, code)


def _layout(archive: zipfile.ZipFile, sheet: Any) -> Layout:
    """Merged ranges, hidden rows and columns, and the zeros setting, from the sheet's own part."""
    layout = Layout()
    part = posixpath.normpath(sheet._worksheet_path).lstrip("/")
    with archive.open(part) as stream:
        for _, element in elements(stream, part):
            name = local(element)
            if name == "mergeCell":
                left, top, right, bottom = (
                    int(edge or 0) for edge in range_boundaries(attribute(element, "ref"))
                )
                layout.merged.append((top - 1, left - 1, bottom - top + 1, right - left + 1))
            elif name == "col" and _is_unseen(element, "width"):
                first, last = int(attribute(element, "min")), int(attribute(element, "max"))
                layout.hidden_cols.update(range(first - 1, min(last, MAX_COLS)))
            elif name == "sheetView" and attribute(element, "showZeros") in ("0", "false"):
                layout.zeros_hidden = True
            elif name == "row":
                if _is_unseen(element, "ht"):
                    layout.hidden_rows.add(int(attribute(element, "r") or 0) - 1)
                layout.is_cut = layout.is_cut or _reaches_beyond(element)
                for cell in filter(_is_valueless, element):
                    if constant := _constant(cell):
                        layout.constants[attribute(cell, "r")] = constant
                    else:
                        layout.valueless += 1
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
    return layout


def _is_unseen(element: etree._Element, size: str) -> bool:
    """Whether a row or column is hidden, or has no height or width."""
    return (
        attribute(element, "hidden") in ("1", "true")
        or re.fullmatch(r"0(?:\.0+)?", attribute(element, size)) is not None
    )


def _is_valueless(cell: etree._Element) -> bool:
    """Whether a number is lost: a formula without a stored value, or an error but that of a share of nothing."""
    parts = {local(part): part.text for part in cell}
    kind = attribute(cell, "t")
    if kind == "e":
        return parts.get("v") != _NO_SHARE
    return kind != "str" and "f" in parts and "is" not in parts and not parts.get("v")


def _constant(cell: etree._Element) -> str:
    """What a formula of one number says; a share keeps its sign: ``=100%`` is a target that a program took for a formula."""
    formula = next((part.text or "" for part in cell if local(part) == "f"), "")
    if _CONSTANT.fullmatch(formula) is None:
        return ""
    return f"={formula}" if formula.endswith("%") else formula


def _reaches_beyond(row: etree._Element) -> bool:
    """Whether the last cell of a row lies outside what is read."""
    if len(row) == 0:
        return False
    _, _, right, bottom = range_boundaries(attribute(row[-1], "r") or "A1")
    return (right or 0) > MAX_COLS or (bottom or 0) > MAX_ROWS


def _refuse_entities(archive: zipfile.ZipFile) -> None:
    for info in archive.infolist():
        if info.filename.lower().endswith((".xml", ".rels")):
            with archive.open(info) as stream:
                if b"<!DOCTYPE" in stream.read(4096):
                    what = info.filename
                    raise UnreadableDocument(
                        f"{what} 含有 DTD 或实体定义，未读取", f"{what} declares a DTD or entities"
                    )
