"""One disclosure, given as a list of blocks, written as text, DOCX, XLSX, HTML and PDF.

Blocks are ``Title``, ``Para`` and ``Tbl`` of ``C`` cells. A cell with a span says so once; cells that it
covers are left out. Amounts are given as printed; the workbook stores them as numbers with a format.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import docx
import xlsxwriter
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


@dataclass(frozen=True)
class Title:
    """The title of a table or form."""

    text: str


@dataclass(frozen=True)
class Para:
    """A line of prose, a unit line, a note."""

    text: str


@dataclass(frozen=True)
class C:
    """A cell with spans."""

    text: str = ""
    rows: int = 1
    cols: int = 1


@dataclass(frozen=True)
class Tbl:
    """A table: rows of cells (``C``, or a plain string for one without spans)."""

    rows: Sequence[Sequence[C | str]]


Item = Title | Para | Tbl


def place(table: Tbl) -> tuple[int, int, list[tuple[int, int, C]]]:
    """Rows, columns, and each cell with its place in the grid."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for row, cells in enumerate(table.rows):
        col = 0
        for given in cells:
            cell = given if isinstance(given, C) else C(given)
            while (row, col) in taken:
                col += 1
            taken.update((row + r, col + c) for r in range(cell.rows) for c in range(cell.cols))
            placed.append((row, col, cell))
            col += cell.cols
    return len(table.rows), 1 + max(c for _, c in taken), placed


def as_text(items: Sequence[Item]) -> bytes:
    """Plain text as extraction leaves it: one line a row, cells apart by a space, blanks lost."""
    lines: list[str] = []
    for item in items:
        if isinstance(item, Tbl):
            rows, _, placed = place(item)
            for row in range(rows):
                lines.append(" ".join(c.text for r, _, c in placed if r == row and c.text))
        else:
            lines.append(item.text)
    return "\n".join(lines).encode()


def as_tabbed_text(items: Sequence[Item]) -> bytes:
    """Plain text with a tab between cells, blank cells kept: a form copied out of a page."""
    lines: list[str] = []
    for item in items:
        if isinstance(item, Tbl):
            rows, cols, placed = place(item)
            texts = {(row, col): cell.text for row, col, cell in placed}
            lines += ["\t".join(texts.get((row, col), "") for col in range(cols)) for row in range(rows)]
        else:
            lines.append(item.text)
    return "\n".join(lines).encode()


_WIDEST_CELL, _GAP = 14, 4  # characters of a column of text that keeps its layout, and blanks between two


def as_layout_text(items: Sequence[Item]) -> bytes:
    """Text that keeps the page's layout: broken cells, each in the middle of its rows, a blank line between rows."""
    lines: list[str] = []
    for item in items:
        lines += _laid_out(item) if isinstance(item, Tbl) else [item.text]
    return "\n".join(lines).encode()


def _laid_out(table: Tbl) -> list[str]:
    rows, cols, placed = place(table)
    widths, broken = [2] * cols, {}
    for _, col, cell in placed:
        if cell.cols == 1:
            widths[col] = max(widths[col], min(_WIDEST_CELL, len(cell.text)))
    for row, col, cell in placed:
        wide = sum(widths[col : col + cell.cols]) + _GAP * (cell.cols - 1)
        parts = [part[at : at + wide] for part in cell.text.split("\n") for at in range(0, len(part), wide)]
        broken[row, col] = [part.strip() for part in parts]
    highs = [1] * rows
    for row, col, cell in sorted(placed, key=lambda one: one[2].rows):
        last = row + cell.rows - 1
        highs[last] = max(highs[last], len(broken[row, col]) - sum(highs[row:last]) - cell.rows + 1)
    tops = [sum(highs[:row]) + row for row in range(rows + 1)]
    starts = [sum(widths[:col]) + _GAP * col for col in range(cols)]
    lines = [""] * tops[rows]
    for row, col, cell in sorted(placed, key=lambda one: one[1]):
        texts = broken[row, col]
        top = tops[row] + (tops[row + cell.rows] - 1 - tops[row] - len(texts)) // 2
        for number, text in enumerate(texts, top):
            lines[number] = lines[number].ljust(starts[col]) + text
    return lines


def as_csv(items: Sequence[Item]) -> bytes:
    """One sheet saved as CSV: lines above the table in the first column, merged cells in their first cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    for item in items:
        if isinstance(item, Tbl):
            rows, cols, placed = place(item)
            texts = {(row, col): cell.text for row, col, cell in placed}
            writer.writerows([[texts.get((row, col), "") for col in range(cols)] for row in range(rows)])
        else:
            writer.writerow([item.text])
    return out.getvalue().encode("utf-8-sig")


def as_html(items: Sequence[Item], encoding: str = "utf-8") -> bytes:
    """A web page with real tables."""
    parts = [f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>x</title></head><body>']
    for item in items:
        if isinstance(item, Tbl):
            rows, _, placed = place(item)
            parts.append("<table border=1>")
            for row in range(rows):
                cells = "".join(
                    f"<td rowspan={c.rows} colspan={c.cols}>{html.escape(c.text).replace(chr(10), '<br>')}</td>"
                    for r, _, c in placed
                    if r == row
                )
                parts.append(f"<tr>{cells}</tr>")
            parts.append("</table>")
        else:
            tag = "h2" if isinstance(item, Title) else "p"
            parts.append(f"<{tag}>{html.escape(item.text)}</{tag}>")
    parts.append("</body></html>")
    return "\n".join(parts).encode(encoding)


def as_docx(items: Sequence[Item]) -> bytes:
    """A Word document with merged cells."""
    document = docx.Document()
    for item in items:
        if isinstance(item, Tbl):
            rows, cols, placed = place(item)
            table = document.add_table(rows, cols, style="Table Grid")
            grid = [list(row.cells) for row in table.rows]
            for row, col, cell in placed:
                target = grid[row][col]
                if cell.rows > 1 or cell.cols > 1:
                    target = target.merge(grid[row + cell.rows - 1][col + cell.cols - 1])
                target.text = cell.text
        else:
            document.add_paragraph(item.text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx(items: Sequence[Item]) -> bytes:
    """A workbook: every table on a sheet of its own with the lines above it, amounts as formatted numbers."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, top = book.add_worksheet(), 0
    for index, item in enumerate(items):
        if not isinstance(item, Tbl):
            sheet.write_string(top, 0, item.text)
            top += 1
            continue
        rows, _, placed = place(item)
        for row, col, cell in placed:
            _write(book, sheet, top + row, col, cell)
        top += rows
        if any(isinstance(later, Tbl) for later in items[index + 1 :]):
            sheet, top = book.add_worksheet(), 0
    book.close()
    return out.getvalue()


def _write(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, row: int, col: int, cell: C
) -> None:
    if cell.rows > 1 or cell.cols > 1:
        sheet.merge_range(row, col, row + cell.rows - 1, col + cell.cols - 1, cell.text)
    elif _AMOUNT.fullmatch(cell.text) and ("," in cell.text or "." in cell.text):
        places = len(cell.text.partition(".")[2])
        code = ("#,##0" if "," in cell.text else "0") + ("." + "0" * places if places else "")
        sheet.write_number(row, col, float(cell.text.replace(",", "")), book.add_format({"num_format": code}))
    elif cell.text:
        sheet.write_string(row, col, cell.text)


def as_pdf(items: Sequence[Item], column: float = 0, size: tuple[float, float] = landscape(A4)) -> bytes:
    """A PDF with ruled tables and a CJK font of the standard set; a table right behind another begins a page.

    ``size`` is that of its pages and ``column`` the width of a table's columns, in points; 0: the page's width in equal parts.
    """
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("zh", fontName="STSong-Light", fontSize=9, leading=13, wordWrap="CJK")
    story: list[Flowable] = []
    for before, item in zip([None, *items[:-1]], items, strict=True):
        if isinstance(before, Tbl) and isinstance(item, Tbl):
            story.append(PageBreak())
        if isinstance(item, Tbl):
            story.append(_pdf_table(item, style, column))
        else:
            story.append(Paragraph(html.escape(item.text), style))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=size, leftMargin=30, rightMargin=30).build(story)
    return out.getvalue()


def _pdf_table(item: Tbl, style: ParagraphStyle, column: float) -> Table:
    rows, cols, placed = place(item)
    grid: list[list[object]] = [["" for _ in range(cols)] for _ in range(rows)]
    spans = []
    for row, col, cell in placed:
        grid[row][col] = Paragraph(html.escape(cell.text).replace("\n", "<br/>"), style)
        if cell.rows > 1 or cell.cols > 1:
            spans.append(("SPAN", (col, row), (col + cell.cols - 1, row + cell.rows - 1)))
    width = column or 760 / cols
    return Table(
        grid,
        colWidths=[width] * cols,
        repeatRows=0,
        style=[
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("FONTNAME", (0, 0), (-1, -1), "STSong-Light"),
            *spans,
        ],
    )


WRITERS = {"txt": as_text, "html": as_html, "docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf}
