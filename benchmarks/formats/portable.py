"""Variants that stay PDF: saved again, drawn again, two pages on a sheet."""

from __future__ import annotations

import ctypes

import pypdfium2 as pypdf
import pypdfium2.raw as pdfium

from benchmarks.formats.tools import run, saved


def saved_again(data: bytes) -> bytes:
    """Through PDFium, objects renumbered."""
    with pypdf.PdfDocument(data) as document:
        return saved(document)


def rewritten(data: bytes) -> bytes:
    """Through qpdf, object streams and linearised."""
    return run(
        data, "qpdf", "--object-streams=generate", "--linearize", "{in}", "{folder}/o.pdf", result="o.pdf"
    )


def distilled(data: bytes) -> bytes:
    """Through Ghostscript, fonts subset again."""
    return run(data, "gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-o", "{folder}/o.pdf", "{in}", result="o.pdf")  # fmt: skip


def drawn(data: bytes) -> bytes:
    """Through poppler and cairo, as a printer's driver would."""
    return run(data, "pdftocairo", "-pdf", "{in}", "{folder}/o.pdf", result="o.pdf")


def two_up(data: bytes) -> bytes:
    """Two pages side by side on each sheet, at their size."""
    with pypdf.PdfDocument(data) as document:
        widths, heights = zip(*(page.get_size() for page in document), strict=True)
        sheets = pdfium.FPDF_ImportNPagesToOne(document.raw, ctypes.c_float(2 * max(widths)), ctypes.c_float(max(heights)), 2, 1)  # fmt: skip
        with pypdf.PdfDocument(sheets) as combined:
            return saved(combined)
