"""Tables whose rules part the header alone: its columns go on through the rows below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from loaders.readers.pdf.align import rows_below
from loaders.readers.pdf.columns import Stretch, column_at, parted_by
from loaders.readers.pdf.fields import FieldLine, field_line, is_amount
from loaders.readers.pdf.lattice import Frame, spans_of
from loaders.readers.pdf.rules import Piece
from loaders.readers.pdf.runs import Run
from loaders.readers.pdf.text import visual_lines

_SLACK = 3.0
_LEAST_ROWS = 2
_WIDE = 0.8  # share of the table's width that a rule between two rows goes over


def with_bodies(frames: Sequence[Frame], runs: Sequence[Run], loose: Sequence[Piece]) -> list[Frame]:
    """Frames whose headers' columns go on where rows stand below without rules between them.

    The rows stand in a cell that goes over several columns, an outer box, or below the table's last rule. ``loose`` are
    horizontal rules outside all tables.
    """
    tops = [frame.ys[0] for frame in frames]
    found = []
    for frame in frames:
        x0, top, x1, _ = frame.box
        own = [run for run in runs if run.top > top and x0 - _SLACK < run.x0 and run.x1 < x1 + _SLACK]
        barrier = min((other for other in tops if other > frame.ys[-1] - _SLACK), default=np.inf)
        opened = _opened(frame, own)
        found.append(_with_rows_below(opened, [run for run in own if run.bottom < barrier], loose))
    return found


def _opened(frame: Frame, runs: Sequence[Run]) -> Frame:
    """A frame whose cells over several columns, where they hold rows, are parted as the cells above them are."""
    owner = frame.owner.copy()
    fresh = len(frame.spans)
    for index, span in enumerate(frame.spans):
        if not span.row or span.col_span < 2:
            continue
        above = owner[span.row - 1, span.col : span.col + span.col_span]
        if above[0] == above[-1]:
            continue
        y0, y1 = frame.ys[span.row], frame.ys[span.row + span.row_span]
        columns = _columns(frame, span.col, above.tolist())
        x0, x1 = columns[0][0], columns[-1][1]
        inside = [run for run in runs if y0 < run.middle < y1 and x0 < (run.x0 + run.x1) / 2 < x1]
        if _hold_rows([field_line(line) for line in visual_lines(inside)], columns):
            owner[owner == index] = np.tile(above + fresh * (index + 1), span.row_span)
    if (owner == frame.owner).all():
        return frame
    owner, spans = spans_of(owner)
    return replace(frame, owner=owner, spans=spans)


def _columns(frame: Frame, first: int, marks: Sequence[int]) -> list[Stretch]:
    """The stretches of neighbouring places marked alike, the first of which is column ``first``."""
    starts = [0, *(n for n in range(1, len(marks)) if marks[n] != marks[n - 1]), len(marks)]
    return [(frame.xs[first + one], frame.xs[first + two]) for one, two in pairwise(starts)]


def _hold_rows(lines: Sequence[FieldLine], columns: Sequence[Stretch]) -> bool:
    """Whether lines are rows of ``columns``: entries and numbers in columns of their own, and no sentence over them."""
    lines = [parted_by(line, columns) for line in lines]
    if any(line.is_prose and not _fits(line, columns) for line in lines):
        return False
    numbers = [
        sum(f.numeric for f in line.fields) for line in lines if len(line.fields) > 1 and _fits(line, columns)
    ]
    return sum(count > 0 for count in numbers) >= _LEAST_ROWS or max(numbers, default=0) > 1


def _fits(line: FieldLine, columns: Sequence[Stretch]) -> bool:
    """Whether each entry stands in one column, and no two in the same."""
    places = [column_at(f.run, columns) for f in line.fields]
    return all(low == high for low, high in places) and len(set(places)) == len(places)


def _with_rows_below(frame: Frame, runs: Sequence[Run], loose: Sequence[Piece]) -> Frame:
    """A header with the rows that stand below it: rules between them cut, else they are one row of tall cells."""
    bottom = frame.ys[-1]
    last = frame.owner[-1]
    if last[0] == last[-1]:
        return frame
    if any(is_amount(run.text) for run in runs if run.middle < bottom):
        return frame
    below = visual_lines(run for run in runs if run.middle > bottom)
    for marks in _partings(frame):
        columns = _columns(frame, 0, marks)
        lines = [parted_by(field_line(line), columns) for line in below]
        stop = rows_below(lines, bottom, lambda line, columns=columns: _fits(line, columns))  # type: ignore[misc]
        if stop and _hold_rows(lines[:stop], columns):
            break
    else:
        return frame
    x0, _, x1, _ = frame.box
    end = max(line.bottom for line in lines[:stop]) + 1.0
    cuts = sorted(
        {
            y
            for y, start, stop in loose
            if bottom + 1 < y < end and min(stop, x1) - max(start, x0) > _WIDE * (x1 - x0)
        }
    )
    ys = [*frame.ys, *cuts, end]
    fresh = len(frame.spans)
    rows = [np.array(marks) + fresh * (n + 1) for n in range(len(cuts) + 1)]
    owner, spans = spans_of(np.concatenate([frame.owner, np.array(rows)]))
    return Frame(frame.xs, ys, owner, spans)


def _partings(frame: Frame) -> list[list[int]]:
    """How a header parts the rows below it: its last row, whose cells over several columns (栏次) the nearest row above them that
    parts them cuts first."""
    last: list[int] = frame.owner[-1].tolist()
    finest = list(last)
    fresh = len(frame.spans)
    for mark in dict.fromkeys(last):
        start, stop = last.index(mark), last.index(mark) + last.count(mark)
        above = (row[start:stop].tolist() for row in frame.owner[-2::-1])
        if parted := next((cells for cells in above if cells[0] != cells[-1]), None):
            finest[start:stop] = [fresh + cell for cell in parted]
    return [finest, last] if finest != last else [last]
