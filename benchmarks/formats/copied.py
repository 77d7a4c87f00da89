"""Variants made of the grid of each page: workbook, Word document, web page, delimited text."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable

import docx
import openpyxl

from benchmarks.formats.grids import Sheet

Pages = Iterable[Iterable[str | Sheet]]


def as_csv(pages: Pages) -> bytes:
    """Rows of all pages one below the other; a line of text is a row of one cell."""
    target = io.StringIO()
    writer = csv.writer(target)
    for page in pages:
        for part in page:
            writer.writerows([[part]] if isinstance(part, str) else part.filled())
    return target.getvalue().encode("utf-8-sig")


def as_xlsx(pages: Pages, *, one_sheet: bool = False, merged: bool = True) -> bytes:
    """A sheet a page (or one for all) with the cells' texts, merged as on the page."""
    book = openpyxl.Workbook()
    sheet = book.active
    row = 1
    for number, page in enumerate(pages, start=1):
        if number > 1 and not one_sheet:
            sheet, row = book.create_sheet(f"Page {number}"), 1
        for part in page:
            if isinstance(part, str):
                sheet.cell(row, 1, part)
                row += 1
                continue
            for cell in part.cells:
                top, left = row + cell.row, 1 + cell.col
                sheet.cell(top, left, cell.text or None)
                if merged and cell.high * cell.wide > 1:
                    sheet.merge_cells(start_row=top, start_column=left, end_row=top + cell.high - 1, end_column=left + cell.wide - 1)  # fmt: skip
            row += part.rows
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_docx(pages: Pages) -> bytes:
    """Paragraphs and tables with merged cells."""
    document = docx.Document()
    for page in pages:
        for part in page:
            if isinstance(part, str):
                document.add_paragraph(part)
                continue
            table = document.add_table(part.rows, part.cols)
            grid = [list(row.cells) for row in table.rows]
            for cell in part.cells:
                here = grid[cell.row][cell.col]
                if cell.high * cell.wide > 1:
                    here = here.merge(grid[cell.row + cell.high - 1][cell.col + cell.wide - 1])
                here.text = cell.text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def as_html(pages: Pages) -> bytes:
    """Paragraphs and tables with spans."""
    out = ["<!doctype html><html><head><meta charset='utf-8'></head><body>"]
    for page in pages:
        for part in page:
            if isinstance(part, str):
                out.append(f"<p>{html.escape(part)}</p>")
                continue
            out.append("<table border='1'>")
            out += [f"<tr>{''.join(cells)}</tr>" for cells in _spanned(part)]
            out.append("</table>")
    out.append("</body></html>")
    return "\n".join(out).encode("utf-8")


def _spanned(sheet: Sheet) -> list[list[str]]:
    """The cells of each row as HTML; where the page has none, a blank one keeps the place."""
    at = {(cell.row, cell.col): cell for cell in sheet.cells}
    covered: set[tuple[int, int]] = set()
    rows: list[list[str]] = []
    for row in range(sheet.rows):
        rows.append([])
        for col in range(sheet.cols):
            cell = at.get((row, col))
            if cell is not None:
                covered |= {(r, c) for r in range(row, row + cell.high) for c in range(col, col + cell.wide)}
                text = html.escape(cell.text).replace("\n", "<br>")
                rows[-1].append(f"<td rowspan='{cell.high}' colspan='{cell.wide}'>{text}</td>")
            elif (row, col) not in covered:
                rows[-1].append("<td></td>")
    return rows
