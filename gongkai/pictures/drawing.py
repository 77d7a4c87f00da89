"""Draw pages of a PDF with cells marked. Runs in a worker process: the file is not trusted.

The parent imports this module too, for the names of jobs and outcomes: the heavy imports are inside.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.intake.isolation import Started

if TYPE_CHECKING:
    import pypdfium2 as pdfium  # type: ignore[import-untyped]
    from PIL.Image import Image

Box = tuple[float, float, float, float]

_ABOVE, _BELOW = 90.0, 45.0  # points of the page around what is marked in a crop
_CROP_SCALE, _PAGE_SCALE, _PLAIN_SCALE = 1.75, 1.5, 1.4
_MAX_PIXELS = 8_000_000
_COLOURS = 24
_GREYS = 8
_INK, _WASH = (198, 40, 40), (255, 214, 0, 70)
_PADDING = 2.0


@dataclass(frozen=True, slots=True)
class View:
    """What to draw: a page (from 1) with ``boxes`` marked, whole or only the strip around them.

    Boxes are x0, y0, x1, y1 in points from the top left of the upright page. ``plain`` marks nothing and is grey: for
    whoever marks the boxes over it.
    """

    page: int
    boxes: tuple[Box, ...] = ()
    whole: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """Views of one document: ``file_name`` is that of the warehouse, relative to ``root``; ``path`` the file it is in."""

    path: str
    root: str
    file_name: str
    views: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, and where its top left corner stands on the page, in points; ``scale`` is pixels a point."""

    view: View
    png: bytes
    left: float
    top: float
    scale: float
    width: int
    height: int


def draw(job: Job) -> Iterator[Started | Picture]:
    """Handler for ``loaders.intake.isolation``: one ``Picture`` for each view that can be drawn, none for others."""
    from loaders import readers

    for source in readers.sources(Path(job.path), root=Path(job.root)):
        if source.file_name == job.file_name and source.format is not None and source.format.name == "pdf":
            yield Started(source.file_name, source.sha256)
            yield from _pictures(source.data, job.views)


def _pictures(content: bytes, views: Sequence[View]) -> Iterator[Picture]:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(content)
    try:
        for number in sorted({view.page for view in views}):
            if not 1 <= number <= len(document):
                continue
            page = document[number - 1]
            turn = _turn(document, number - 1)
            for view in views:
                if view.page == number:
                    yield _picture(page, turn, view)
            page.close()
    finally:
        document.close()


def _turn(document: pdfium.PdfDocument, index: int) -> int:
    """How far the page is to be turned beyond its own ``/Rotate`` so that its text is upright, clockwise in degrees."""
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    from loaders.readers.pdf.orient import upright_turn
    from loaders.readers.pdf.pdfium import read_page

    page = raw.FPDF_LoadPage(document.raw, index)
    if not page:
        return 0
    try:
        found = read_page(page)
        return (upright_turn(found) - 90 * found.rotation) % 360
    finally:
        raw.FPDF_ClosePage(page)


def _picture(page: pdfium.PdfPage, turn: int, view: View) -> Picture:
    width, height = page.get_size() if turn % 180 == 0 else reversed(page.get_size())
    top, bottom = 0.0, height
    if view.boxes and not view.whole:
        top = max(0.0, min(b[1] for b in view.boxes) - _ABOVE)
        bottom = min(height, max(b[3] for b in view.boxes) + _BELOW)
    scale = _PLAIN_SCALE if view.plain else _PAGE_SCALE if view.whole else _CROP_SCALE
    scale = min(scale, (_MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    drawn: Image = page.render(scale=scale, rotation=turn, may_draw_forms=False).to_pil().convert("RGB")
    if not view.plain:
        _mark(drawn, view.boxes, scale)
    strip = drawn.crop(
        (0, round(top * scale), drawn.width, max(round(top * scale) + 1, round(bottom * scale)))
    )
    png = _grey_png(strip) if view.plain else _png(strip)
    return Picture(view, png, 0.0, top, scale, strip.width, strip.height)


def _mark(image: Image, boxes: Sequence[Box], scale: float) -> None:
    from PIL import ImageDraw

    pen = ImageDraw.Draw(image, "RGBA")
    for x0, y0, x1, y1 in boxes:
        corners = [
            (x0 - _PADDING) * scale,
            (y0 - _PADDING) * scale,
            (x1 + _PADDING) * scale,
            (y1 + _PADDING) * scale,
        ]
        if corners[2] > corners[0] and corners[3] > corners[1]:
            pen.rectangle(corners, fill=_WASH, outline=(*_INK, 255), width=2)


def _png(image: Image) -> bytes:
    from PIL.Image import Quantize

    out = io.BytesIO()
    image.quantize(_COLOURS, method=Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _grey_png(image: Image) -> bytes:
    """A few greys are enough for print, and are written five times as fast as colours are found."""
    step = 255 / (_GREYS - 1)
    levels = image.convert("L").point([round(value / step) for value in range(256)])
    levels.putpalette([round(level * step) for level in range(_GREYS) for _ in range(3)])
    out = io.BytesIO()
    levels.save(out, "PNG", bits=4, compress_level=7)
    return out.getvalue()
