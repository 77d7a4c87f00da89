"""The variants by name: from the bytes of a PDF to those of another file, and its suffix."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from benchmarks.formats import copied, grids, portable, text, web
from benchmarks.formats.scans import scan

Maker = Callable[[bytes], bytes]


@lru_cache(maxsize=1)
def _pages(data: bytes) -> list[list[str | grids.Sheet]]:
    return grids.pages(data)


def _of_grid(write: Callable[..., bytes], **settings: bool) -> Maker:
    return lambda data: write(_pages(data), **settings)


VARIANTS: dict[str, tuple[str, Maker]] = {
    "saved again": ("pdf", portable.saved_again),
    "qpdf": ("pdf", portable.rewritten),
    "ghostscript": ("pdf", portable.distilled),
    "pdftocairo": ("pdf", portable.drawn),
    "two on a sheet": ("pdf", portable.two_up),
    "xlsx": ("xlsx", _of_grid(copied.as_xlsx)),
    "xlsx one sheet": ("xlsx", _of_grid(copied.as_xlsx, one_sheet=True)),
    "xlsx unmerged": ("xlsx", _of_grid(copied.as_xlsx, merged=False)),
    "docx": ("docx", _of_grid(copied.as_docx)),
    "html": ("html", _of_grid(copied.as_html)),
    "csv": ("csv", _of_grid(copied.as_csv)),
    "pdftohtml -c": ("html", web.placed),
    "pdftohtml -xml": ("html", web.coordinates),
    "pdftohtml": ("html", web.flowing),
    "text -layout": ("txt", text.layout),
    "text plain": ("txt", text.plain),
    "text -raw": ("txt", text.raw),
    "text one cell": ("txt", text.one_cell_a_line),
}

SCANS: dict[str, tuple[str, Maker]] = {
    "scan 100": ("png", partial(scan, dpi=100)),
    "scan 150": ("jpg", partial(scan, kind="jpg")),
    "scan 300": ("tif", partial(scan, dpi=300, kind="tif")),
    "scan skewed 1": ("pdf", partial(scan, turn=1, kind="pdf")),
    "scan skewed -2": ("png", partial(scan, turn=-2)),
    "scan sideways 90": ("png", partial(scan, turn=90)),
    "scan sideways 270": ("png", partial(scan, turn=270)),
    "scan upside down": ("png", partial(scan, turn=180)),
}
