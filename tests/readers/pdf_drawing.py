"""Draws PDF pages for the tests, with coordinates from the top left as a reader sees them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import pairwise

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

FONT = "STSong-Light"
SIZE = 10.0


class Drawing:
    """A PDF under construction. ``turn`` draws everything turned counter-clockwise by that many degrees."""

    def __init__(
        self, width: float = 595, height: float = 842, *, turn: int = 0, page_rotation: int = 0
    ) -> None:
        self._buffer = io.BytesIO()
        self._size = (width, height)
        self._turn = turn
        self._rotation = page_rotation
        # reportlab swaps the page's sides where it is turned
        sheet = (height, width) if (turn + page_rotation) % 180 else (width, height)
        self._canvas = canvas.Canvas(self._buffer, pagesize=sheet)
        self._begin()

    def _begin(self) -> None:
        width, height = self._size
        self._canvas.setPageRotation(self._rotation)
        if self._turn == 90:
            self._canvas.translate(height, 0)
        elif self._turn == 180:
            self._canvas.translate(width, height)
        elif self._turn == 270:
            self._canvas.translate(0, width)
        self._canvas.rotate(self._turn)
        self._canvas.setFont(FONT, SIZE)

    def page(self) -> None:
        """Go on to a new page."""
        self._canvas.showPage()
        self._begin()

    def text(self, x: float, y: float, text: str, *, size: float = SIZE, align: str = "left") -> None:
        """Print ``text`` with its baseline at ``y`` from the top."""
        self._canvas.setFont(FONT, size)
        draw = {
            "left": self._canvas.drawString,
            "right": self._canvas.drawRightString,
            "centre": self._canvas.drawCentredString,
        }[align]
        draw(x, self._size[1] - y, text)

    def line(self, x0: float, y0: float, x1: float, y1: float, *, width: float = 0.5) -> None:
        """Stroke one straight rule."""
        self._canvas.setLineWidth(width)
        self._canvas.line(x0, self._size[1] - y0, x1, self._size[1] - y1)

    def bar(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Fill a rectangle."""
        self._canvas.rect(x0, self._size[1] - y1, x1 - x0, y1 - y0, stroke=0, fill=1)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Stroke a rectangle."""
        self._canvas.rect(x0, self._size[1] - y1, x1 - x0, y1 - y0, stroke=1, fill=0)

    def lattice(self, xs: Sequence[float], ys: Sequence[float], *, style: str = "line") -> None:
        """All rules of a table; ``style`` is ``line``, ``bar`` (thin rectangles), ``double`` or ``boxes``."""
        if style == "boxes":
            for x0, x1 in pairwise(xs):
                for y0, y1 in pairwise(ys):
                    self.box(x0, y0, x1, y1)
            return
        for x in xs:
            self._rule(x, ys[0], x, ys[-1], style)
        for y in ys:
            self._rule(xs[0], y, xs[-1], y, style)

    def _rule(self, x0: float, y0: float, x1: float, y1: float, style: str) -> None:
        if style == "bar":
            self.bar(x0 - 0.3, y0 - 0.3, x1 + 0.3, y1 + 0.3)
            return
        self.line(x0, y0, x1, y1)
        if style == "double":
            shift_x, shift_y = (2.6, 0.0) if x0 == x1 else (0.0, 2.6)
            self.line(x0 + shift_x, y0 + shift_y, x1 + shift_x, y1 + shift_y)

    def rows(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
        """Print cells: numbers at the right of their column, words at the left."""
        for row, (y0, y1) in zip(rows, pairwise(ys), strict=False):
            base = (y0 + y1) / 2 + SIZE * 0.35
            for text, (x0, x1) in zip(row, pairwise(xs), strict=False):
                if text and text[0].isdigit():
                    self.text(x1 - 3, base, text, align="right")
                elif text:
                    self.text(x0 + 3, base, text)

    def turned_text(self, x: float, y: float, text: str) -> None:
        """Print ``text`` upwards from (x, y)."""
        self._canvas.saveState()
        self._canvas.translate(x, self._size[1] - y)
        self._canvas.rotate(90)
        self._canvas.drawString(0, 0, text)
        self._canvas.restoreState()

    def as_form_object(self, draw: Callable[[], object], *, shift: tuple[float, float]) -> None:
        """Draw into a form object and place that, moved by ``shift``."""
        self._canvas.beginForm("part")
        self._canvas.setFont(FONT, SIZE)
        draw()
        self._canvas.endForm()
        self._canvas.saveState()
        self._canvas.translate(*shift)
        self._canvas.doForm("part")
        self._canvas.restoreState()
        self._canvas.setFont(FONT, SIZE)

    def dashes(self) -> None:
        """Stroke all further rules dotted."""
        self._canvas.setDash(1, 2)

    def save(self) -> bytes:
        """The finished file."""
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()
