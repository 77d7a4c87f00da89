"""Grids written as rows of cells: ``"甲"``, ``("甲", row_span, col_span)``; ``None`` is covered by a span."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.model import Cell, Grid, Line, Segment

Written = str | tuple[str, int, int] | None


def grid(rows: Sequence[Sequence[Written]], first_line: int = 2, page: int | None = 1) -> Grid:
    """A grid whose row ``i`` is printed on line ``first_line + i``."""
    cells = []
    for r, row in enumerate(rows):
        for c, written in enumerate(row):
            if not written:
                continue
            text, down, right = written if isinstance(written, tuple) else (written, 1, 1)
            cells.append(Cell(r, c, text, (first_line + r,), down, right))
    return Grid(len(rows), max(len(row) for row in rows), tuple(cells), page)


def form(title: str, *blocks: Grid | Line) -> Segment:
    """A form segment with its title on line 1."""
    return Segment("form", title, (Line(1, title, 1), *blocks))
