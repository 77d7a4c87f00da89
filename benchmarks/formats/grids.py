"""What stands on the pages as text lines and tables with merged cells, by pdfplumber: a second pair of eyes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pdfplumber


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a table: 0-based place, spans, text."""

    row: int
    col: int
    high: int
    wide: int
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of ``rows`` and ``cols`` with its cells in reading order."""

    rows: int
    cols: int
    cells: tuple[Box, ...]

    def filled(self) -> list[list[str]]:
        """All cells as rows of strings, blank where a merged cell goes on."""
        rows = [[""] * self.cols for _ in range(self.rows)]
        for cell in self.cells:
            rows[cell.row][cell.col] = cell.text
        return rows


def pages(data: bytes) -> list[list[str | Sheet]]:
    """Each page's lines and ruled tables from top to bottom."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [list(_parts(page)) for page in pdf.pages]


def _parts(page: pdfplumber.page.Page) -> Iterator[str | Sheet]:
    tables = page.find_tables()
    boxes = [table.bbox for table in tables]

    def outside(thing: dict[str, float]) -> bool:
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        return not any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)

    found: list[tuple[float, str | Sheet]] = [(table.bbox[1], _sheet(table)) for table in tables]
    words = page.filter(outside)
    found += [(line["top"], line["text"]) for line in words.extract_text_lines(return_chars=False)]
    for _, part in sorted(found, key=lambda pair: pair[0]):
        yield part


def _sheet(table: pdfplumber.table.Table) -> Sheet:
    xs = _edges([edge for cell in table.cells for edge in (cell[0], cell[2])])
    ys = _edges([edge for cell in table.cells for edge in (cell[1], cell[3])])
    cells = []
    for row, texts in zip(table.rows, table.extract(), strict=True):
        for box, text in zip(row.cells, texts, strict=True):
            if box is None:
                continue
            left, top, right, bottom = (_near(xs, box[0]), _near(ys, box[1]), _near(xs, box[2]), _near(ys, box[3]))  # fmt: skip
            cells.append(Box(top, left, bottom - top, right - left, text or ""))
    return Sheet(len(ys) - 1, len(xs) - 1, tuple(cells))


def _edges(values: Sequence[float]) -> list[float]:
    """Distinct edges, those within a point of each other once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 1:
            found.append(value)
    return found


def _near(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))
