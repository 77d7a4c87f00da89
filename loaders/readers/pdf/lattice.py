"""From a lattice of rules to a frame: boundaries and merged cells of one ruled table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.readers.pdf.arrays import Flags, Floats, Ints
from loaders.readers.pdf.rules import Lattice, covered, edges


@dataclass(slots=True)
class Span:
    """A cell's place in a frame: first row and column, and how many of each it covers."""

    row: int
    col: int
    row_span: int
    col_span: int


@dataclass(slots=True)
class Frame:
    """A table's geometry. ``owner[row, col]`` is the index in ``spans`` of the cell that covers the place."""

    xs: list[float]
    ys: list[float]
    owner: Ints
    spans: list[Span]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def frame_of(lattice: Lattice, boxes: Floats) -> Frame | None:
    """The frame that the rules draw, or None where they bound no cell. ``boxes`` are the page's characters."""
    x0, x1 = min(p[1] for p in lattice.horizontal), max(p[2] for p in lattice.horizontal)
    y0, y1 = min(p[1] for p in lattice.vertical), max(p[2] for p in lattice.vertical)
    x0, x1 = min(x0, min(p[0] for p in lattice.vertical)), max(x1, max(p[0] for p in lattice.vertical))
    y0, y1 = min(y0, min(p[0] for p in lattice.horizontal)), max(y1, max(p[0] for p in lattice.horizontal))
    middle_x, middle_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside = (middle_x > x0) & (middle_x < x1) & (middle_y > y0) & (middle_y < y1)
    xs = edges(lattice.vertical, lattice.horizontal, middle_x[inside])
    ys = edges(lattice.horizontal, lattice.vertical, middle_y[inside])
    if len(xs) < 2 or len(ys) < 2:
        return None
    upright = covered(lattice.vertical, xs, ys)
    flat = covered(lattice.horizontal, ys, xs)
    owner, spans = merge_cells(upright, flat)
    return Frame(xs, ys, owner, spans)


def merge_cells(upright: Flags, flat: Flags) -> tuple[Ints, list[Span]]:
    """Neighbouring places without a rule between them are one cell.

    ``upright[i, row]`` tells whether vertical boundary ``i`` is drawn beside ``row``; ``flat[i, col]`` likewise.
    """
    rows, cols = len(flat) - 1, len(upright) - 1
    group = list(range(rows * cols))

    def root(place: int) -> int:
        while group[place] != place:
            group[place] = group[group[place]]
            place = group[place]
        return place

    for i, row in np.argwhere(~upright[1:-1]).tolist():
        group[root(row * cols + i + 1)] = root(row * cols + i)
    for i, col in np.argwhere(~flat[1:-1]).tolist():
        group[root((i + 1) * cols + col)] = root(i * cols + col)
    roots = np.array([root(place) for place in range(rows * cols)]).reshape(rows, cols)
    return spans_of(roots)


def spans_of(groups: Ints) -> tuple[Ints, list[Span]]:
    """Places marked alike are one cell; a group that is no rectangle is cut into rectangles, row by row."""
    rows, cols = groups.shape
    left: list[list[int]] = groups.tolist()  # of each place its mark, then what covers it: -1 - index of the cell
    spans: list[Span] = []
    for row in range(rows):
        for col in range(cols):
            if left[row][col] >= 0:
                spans.append(_rectangle(left, row, col, -1 - len(spans)))
    return -1 - np.array(left, np.int64).reshape(rows, cols), spans


def _rectangle(left: list[list[int]], row: int, col: int, cover: int) -> Span:
    """The largest rectangle of one mark from a place on, first to the right, then down; it is covered then."""
    mine, right = left[row][col], col + 1
    while right < len(left[row]) and left[row][right] == mine:
        right += 1
    like, covered = [mine] * (right - col), [cover] * (right - col)
    low = row
    while low < len(left) and left[low][col:right] == like:
        left[low][col:right] = covered
        low += 1
    return Span(row, col, low - row, right - col)
