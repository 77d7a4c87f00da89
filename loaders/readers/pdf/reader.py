"""Open a PDF and read it page by page; at no time is more than one page in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pypdf  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from loaders.errors import EncryptedDocument, LoaderError, UnreadableDocument
from loaders.grammar.normal import clean
from loaders.model import Block, Cell, Document, Grid, Line
from loaders.notes import Note, note
from loaders.readers import ocr
from loaders.readers.common import sha256
from loaders.readers.pdf.page import GridBlock, PageBlocks, page_blocks
from loaders.readers.pdf.pdfium import RawPage, read_page

_MAX_NOTICES = 200


def read_pdf(data: bytes | Path, file_name: str) -> Document:
    """Read a PDF: lines of text and grids, in reading order, with page numbers from 1.

    Raises ``EncryptedDocument`` for a file with a password, ``UnreadableDocument`` for one that PDFium can't open
    or that has no page.
    """
    content = data.read_bytes() if isinstance(data, Path) else data
    document = _open(content)
    try:
        count = len(document)
        if count == 0:
            raise UnreadableDocument("PDF 没有页面", "the PDF has no pages")
        blocks: list[Block] = []
        notices: list[Note] = []
        last = scanned = 0
        for number, page in enumerate(_pages(document, count), start=1):
            notices += [replace(notice, page=number) for notice in page.notices]
            if not page.has_text:
                notices.append(note("page_by_ocr" if ocr.available() else "page_without_text", number, page=number))
                scanned += 1
            for block in numbered(page, number, last):
                last = max(last, block.number if isinstance(block, Line) else max(block.lines, default=last))
                blocks.append(block)
    finally:
        document.close()
    if len(notices) > _MAX_NOTICES:
        notices[_MAX_NOTICES:] = [note("notices_cut", count=len(notices) - _MAX_NOTICES)]
    if not blocks and scanned:
        ocr.require()
        raise UnreadableDocument("PDF 的页面上没有识别出文字", "no text was found on the pages of the PDF")
    reader = "ocr" if scanned and ocr.available() else "pdf"
    return Document(
        file_name, sha256(content), "application/pdf", reader, tuple(blocks), count, tuple(notices)
    )


def _open(content: bytes) -> pypdf.PdfDocument:
    try:
        return pypdf.PdfDocument(content)
    except pypdf.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedDocument from error
        raise UnreadableDocument("PDF 已损坏或不是 PDF 文件", f"damaged, or not a PDF ({error})") from error


def _pages(document: pypdf.PdfDocument, count: int) -> Iterator[PageBlocks]:
    for index in range(count):
        page = pdfium.FPDF_LoadPage(document.raw, index)
        if not page:
            yield PageBlocks(notices=[note("page_not_loaded")], has_text=False)
            continue
        try:
            raw = read_page(page)
        finally:
            pdfium.FPDF_ClosePage(page)
        yield _blocks(document, index, raw)


def _blocks(document: pypdf.PdfDocument, index: int, raw: RawPage) -> PageBlocks:
    """What stands on a page; one that can't be taken apart costs itself, and a notice says so."""
    try:
        blocks = page_blocks(raw)
        return blocks if blocks.has_text else _scanned(document[index], blocks)
    except (LoaderError, MemoryError):
        raise
    except Exception as error:
        return PageBlocks(notices=[note("page_failed", error=f"{type(error).__name__}: {error}")])


def _scanned(page: pypdf.PdfPage, blocks: PageBlocks) -> PageBlocks:
    """A page without usable text: nothing to read where it is blank, else OCR where that is installed."""
    try:
        if not blocks.blocks and ocr.is_blank(page):
            return PageBlocks(notices=blocks.notices)
        if not ocr.available():
            return blocks
        scanned = page_blocks(*ocr.scan(page))
        notices = [*blocks.notices, *scanned.notices]
        return PageBlocks(scanned.blocks or blocks.blocks, notices, has_text=False)
    finally:
        page.close()


def numbered(page: PageBlocks, number: int, last: int) -> Iterator[Block]:
    """Blocks with document-wide line numbers, which follow ``last``."""
    for block in page.blocks:
        if isinstance(block, GridBlock):
            base = last + 1
            cells = tuple(
                Cell(c.row, c.col, clean(c.text), tuple([base + n for n in c.lines]), c.row_span, c.col_span, box=c.box)
                for c in block.cells
            )
            last += block.line_count
            yield Grid(block.rows, block.cols, cells, number, block.is_aligned)
        else:
            last += 1
            yield Line(last, clean(block.text), number, block.box)
