"""Ruled tables that lack a rule between two columns: the white gutter between their amounts shows where it would be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from loaders.readers.pdf.cells import Placed
from loaders.readers.pdf.fields import Field, field_line
from loaders.readers.pdf.lattice import Frame, spans_of
from loaders.readers.pdf.runs import Run
from loaders.readers.pdf.text import visual_lines

_AMOUNT = re.compile(r"\d\.\d|\d[,，]\d{3}")
_OF_NUMBER = re.compile(r"[-－−—–(（\d,，.．%％)）\s]+")  # what a run holds that is a number or part of one
_LEAST_ROWS = 2


def split_columns(frame: Frame, placed: list[Placed]) -> tuple[Frame, list[Placed]]:
    """Cut columns whose cells hold several numbers side by side, each at the same place on several rows.

    A cell whose text goes across the gutter (a header over both) stays one cell. Codes printed in parts
    (``201 05 01``) are no amounts and stay together unless the header names each part.
    """
    columns = _by_column(frame, placed)
    for col in range(len(frame.xs) - 2, -1, -1):
        cells = columns[col].values()
        if sum(len(runs) > 1 for runs in cells) < _LEAST_ROWS or not _holds_numbers(cells):
            continue
        cuts = _cuts(cells)
        if cuts:
            frame, placed = _with_cuts(frame, placed, col, cuts)
            columns = _by_column(frame, placed)
    return frame, placed


def _by_column(frame: Frame, placed: Sequence[Placed]) -> dict[int, dict[int, list[Run]]]:
    """The runs of each column by cell, but of cells that go over several columns."""
    columns: dict[int, dict[int, list[Run]]] = defaultdict(dict)
    for p in placed:
        span = frame.spans[p.span]
        if span.col_span == 1:
            columns[span.col].setdefault(p.span, []).append(p.run)
    return columns


def _holds_numbers(cells: Iterable[list[Run]]) -> bool:
    """Whether there are numbers enough for two side by side on several rows."""
    found = sum(_OF_NUMBER.fullmatch(run.text) is not None for runs in cells if len(runs) > 1 for run in runs)
    return found >= 2 * _LEAST_ROWS


def _cuts(cells: Iterable[list[Run]]) -> list[float]:
    """Where to cut a column: between bands of numbers, and the words of a header that names each of them."""
    lines = [field_line(line).fields for runs in cells for line in visual_lines(runs)]
    numbers = [line for line in lines if all(f.numeric for f in line)]
    if sum(len(line) > 1 for line in numbers) < _LEAST_ROWS:
        return []
    bands = _bands([f for line in numbers for f in line])
    if len(bands) < 2 or min(len(band) for band in bands) < _LEAST_ROWS:
        return []
    full = [line for line in lines if len(line) == len(bands)]
    parts = [[*band, *(line[i] for line in full)] for i, band in enumerate(bands)]
    edges = [(min(f.run.x0 for f in part), max(f.run.x1 for f in part)) for part in parts]
    if any(one[1] >= two[0] for one, two in pairwise(edges)):
        return []
    named = any(not f.numeric for line in full for f in line)
    amounts = all(any(_AMOUNT.search(f.run.text) for f in band) for band in bands)
    if not named and not amounts:
        return []
    return [(one[1] + two[0]) / 2 for one, two in pairwise(edges)]


def _bands(fields: Sequence[Field]) -> list[list[Field]]:
    """Numbers that overlap from the side, from left to right."""
    bands: list[list[Field]] = []
    reach = -np.inf
    for field in sorted(fields, key=lambda f: f.run.x0):
        if field.run.x0 > reach:
            bands.append([])
        bands[-1].append(field)
        reach = max(reach, field.run.x1)
    return bands


def _part(run: Run, cuts: Sequence[float]) -> int:
    return int(np.searchsorted(cuts, (run.x0 + run.x1) / 2))


def _with_cuts(frame: Frame, placed: list[Placed], col: int, cuts: list[float]) -> tuple[Frame, list[Placed]]:
    whole = _whole(frame, placed, col, cuts)
    times = np.ones(len(frame.xs) - 1, np.int64)
    times[col] = len(cuts) + 1
    owner = np.repeat(frame.owner, times, axis=1)
    for index, span in enumerate(frame.spans):
        if span.col == col and span.col_span == 1 and index not in whole:
            for part in range(1, len(cuts) + 1):
                rows = slice(span.row, span.row + span.row_span)
                owner[rows, col + part] = len(frame.spans) * part + index
    owner, spans = spans_of(owner)
    moved = []
    for p in placed:
        old = frame.spans[p.span]
        at = old.col if old.col < col else old.col + len(cuts)
        if old.col == col:
            at = col + (_part(p.run, cuts) if old.col_span == 1 else 0)
        moved.append(replace(p, span=int(owner[old.row, at])))
    return Frame([*frame.xs[: col + 1], *cuts, *frame.xs[col + 1 :]], frame.ys, owner, spans), moved


def _whole(frame: Frame, placed: list[Placed], col: int, cuts: list[float]) -> set[int]:
    """Cells of the column that stay one: text goes across a cut, or one entry stands over the columns as a header."""
    cells: dict[int, list[Run]] = {}
    for p in placed:
        if frame.spans[p.span].col == col:
            cells.setdefault(p.span, []).append(p.run)
    entries = {
        index: [f for line in visual_lines(runs) for f in field_line(line).fields]
        for index, runs in cells.items()
    }
    body = min(frame.spans[index].row for index, found in entries.items() if any(f.numeric for f in found))
    return {
        index
        for index, found in entries.items()
        if any(f.run.x0 < cut < f.run.x1 for f in found for cut in cuts)
        or (frame.spans[index].row < body and len({_part(f.run, cuts) for f in found}) == 1)
    }
