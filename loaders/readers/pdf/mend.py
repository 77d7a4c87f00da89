"""Ruled tables whose rules are incomplete: rows without rules between them, and rows outside the outermost rule."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from loaders.readers.pdf.arrays import Ints
from loaders.readers.pdf.cells import Placed
from loaders.readers.pdf.columns import Stretch, parted_by
from loaders.readers.pdf.fields import NUMBER, FieldLine, field_line
from loaders.readers.pdf.lattice import Frame, spans_of
from loaders.readers.pdf.rowing import grouped_rows, label_columns
from loaders.readers.pdf.runs import Run
from loaders.readers.pdf.text import visual_lines
from loaders.readers.pdf.wrapping import wrapped_rows

# The cell is too narrow: 376,936.6 and 0 below it, 280.0000 and 00, 102.1 and 1%, 45,000,0 and 00.00.
_WRAPPED = re.compile(
    r"\.(?:\d\d)*\d\n\d(?:\n|$)|\.\d+\n(?:0\d+|\d+%)(?:\n|$)|,(?:\d\n\d\d|\d\d\n\d)(?:[,.\n]|$)"
)
_NEAR = 2.4  # how far a row may stand outside the table, in heights of its text
_SLACK = 3.0


def split_rows(frame: Frame, placed: list[Placed]) -> tuple[Frame, list[Placed]]:
    """Cut rows that hold several printed rows because no rule is drawn between them."""
    inside = _by_row(frame, placed)
    for row in range(len(frame.ys) - 2, -1, -1):
        cuts = _cuts(inside[row], list(pairwise(frame.xs)))
        if cuts:
            frame, placed = _with_cuts(frame, placed, row, cuts)
            inside = _by_row(frame, placed)
    return frame, placed


def _by_row(frame: Frame, placed: Sequence[Placed]) -> dict[int, list[Placed]]:
    """What stands in each row, but in cells that go over several."""
    rows: dict[int, list[Placed]] = defaultdict(list)
    for p in placed:
        span = frame.spans[p.span]
        if span.row_span == 1:
            rows[span.row].append(p)
    return rows


def _cuts(placed: list[Placed], columns: Sequence[Stretch]) -> list[float]:
    """Where to cut a row: between printed rows, if at least two cells hold several lines and one several numbers."""
    by_span: dict[int, list[Run]] = {}
    for p in placed:
        by_span.setdefault(p.span, []).append(p.run)
    if len(by_span) < 2 or sum(len(runs) > 1 for runs in by_span.values()) < 2:
        return []
    stacked = {span: visual_lines(runs) for span, runs in by_span.items() if len(runs) > 1}
    several = [lines for lines in stacked.values() if len(lines) > 1]
    numbers = [lines for lines in several if _all_numbers(lines)]
    if len(several) < 2 or not numbers:
        return []
    lines = [parted_by(field_line(line), columns) for line in visual_lines(p.run for p in placed)]
    rows = wrapped_rows(lines, columns, label_columns(lines, columns)) or grouped_rows(lines)
    held = [max(lines[i].bottom for i in row) for row in rows]
    begun = [min(lines[i].top for i in row) for row in rows]
    if sum(_has_number(lines, row) for row in rows) < 2:
        return []
    return [(held[i] + begun[i + 1]) / 2 for i in range(len(rows) - 1)]


def _has_number(lines: Sequence[FieldLine], row: Sequence[int]) -> bool:
    return any(f.numeric for i in row for f in lines[i].fields)


def _all_numbers(lines: Sequence[Sequence[Run]]) -> bool:
    """Each line a number of its own, none wrapped after a separator."""
    texts = ["".join(run.text for run in line) for line in lines]
    whole = all(NUMBER.fullmatch(text) for text in texts)
    return whole and not any(text[-1] in ",，.．" for text in texts) and _WRAPPED.search("\n".join(texts)) is None


def _with_cuts(frame: Frame, placed: list[Placed], row: int, cuts: list[float]) -> tuple[Frame, list[Placed]]:
    ys = [*frame.ys[: row + 1], *cuts, *frame.ys[row + 1 :]]
    times = np.ones(len(frame.ys) - 1, np.int64)
    times[row] = len(cuts) + 1
    owner = np.repeat(frame.owner, times, axis=0)
    fresh = len(frame.spans)
    for part in range(row, row + len(cuts) + 1):
        for col in range(owner.shape[1]):
            if frame.spans[frame.owner[row, col]].row_span == 1:
                owner[part, col] = fresh + part * owner.shape[1] + frame.spans[frame.owner[row, col]].col
    return _replaced(frame, placed, ys, owner)


def _replaced(frame: Frame, placed: list[Placed], ys: list[float], owner: Ints) -> tuple[Frame, list[Placed]]:
    """A frame with new rows, and every run in its new cell (same column)."""
    owner, spans = spans_of(owner)
    grown = Frame(frame.xs, ys, owner, spans)
    moved = []
    for p in placed:
        row = int(np.clip(np.searchsorted(ys, p.run.middle) - 1, 0, len(ys) - 2))
        moved.append(replace(p, span=int(owner[row, frame.spans[p.span].col])))
    return grown, moved


def with_rows_beside(
    frame: Frame, placed: list[Placed], outside: list[Run], index: int
) -> tuple[Frame, list[Placed], list[Run]]:
    """Take in rows that stand directly above or below the table, in its columns, without a rule around them.

    Only where the table's own row there holds numbers: a header has nothing of the kind above it. Returns the table and
    the runs left over.
    """
    for above in (True, False):
        while True:
            edge_row = 0 if above else len(frame.ys) - 2
            own = [p.run for p in placed if frame.spans[p.span].row == edge_row]
            if not any(NUMBER.fullmatch(run.text) for run in own):
                break
            line = _line_beside(frame, outside, above)
            if line is None:
                break
            frame, placed = _with_row(frame, placed, line, index, above)
            gone = {id(run) for run in line}
            outside = [run for run in outside if id(run) not in gone]
    return frame, placed, outside


def _line_beside(frame: Frame, outside: list[Run], above: bool) -> list[Run] | None:
    x0, top, x1, bottom = frame.box
    if above:
        close = [r for r in outside if r.bottom <= top + _SLACK and top - r.bottom < _NEAR * r.height]
    else:
        close = [r for r in outside if r.top >= bottom - _SLACK and r.top - bottom < _NEAR * r.height]
    lines = visual_lines(close)
    if not lines:
        return None
    line = lines[-1] if above else lines[0]
    fields = field_line(line)
    if len(fields.fields) < 2 or not fields.is_data:
        return None
    columns = [_column(frame, f.run.x0, f.run.x1) for f in fields.fields]
    if (
        None in columns
        or len(set(columns)) < len(columns)
        or line[0].x0 < x0 - _SLACK
        or line[-1].x1 > x1 + _SLACK
    ):
        return None
    return line


def _column(frame: Frame, x0: float, x1: float) -> int | None:
    for col in range(len(frame.xs) - 1):
        if frame.xs[col] - _SLACK <= x0 and x1 <= frame.xs[col + 1] + _SLACK:
            return col
    return None


def _with_row(
    frame: Frame, placed: list[Placed], line: list[Run], index: int, above: bool
) -> tuple[Frame, list[Placed]]:
    cols = len(frame.xs) - 1
    fresh = np.arange(cols, dtype=np.int64).reshape(1, cols) + len(frame.spans)
    if above:
        owner = np.concatenate((fresh, frame.owner))
        ys = [min(run.top for run in line) - 1.0, *frame.ys]
    else:
        owner = np.concatenate((frame.owner, fresh))
        ys = [*frame.ys, max(run.bottom for run in line) + 1.0]
    grown, moved = _replaced(frame, placed, ys, owner)
    row = 0 if above else len(ys) - 2
    for run in line:
        col = int(np.clip(np.searchsorted(frame.xs, (run.x0 + run.x1) / 2) - 1, 0, cols - 1))
        moved.append(Placed(run, index, int(grown.owner[row, col])))
    return grown, moved
