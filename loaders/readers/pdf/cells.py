"""Which cell a run of text stands in, and grids made of frames and runs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from loaders.grammar.numbers import LOOSE_SIGNED
from loaders.readers.pdf.arrays import Floats, Ints
from loaders.readers.pdf.lattice import Frame
from loaders.readers.pdf.runs import Run

_NUMBER = re.compile(r"[-－−]?[\d,，.]+%?")
_NUMBER_AT_END = re.compile(_NUMBER.pattern + "$")
_NUMBER_CHARACTER = frozenset("0123456789,.%-０１２３４５６７８９")
_REACH = 2  # characters by which the change of text may miss the rule
_SPLIT_GAP = 0.12  # a gap at a rule, in heights: two cells' texts, not one that overflows
_AMOUNT = re.compile(rf"{LOOSE_SIGNED}$")


@dataclass(slots=True)
class Placed:
    """A run in the cell ``span`` of frame ``frame`` (indices); ``frame`` is -1 for text outside all tables."""

    run: Run
    frame: int
    span: int


def place_characters(frames: list[Frame], boxes: Floats) -> tuple[Ints, Ints]:
    """Frame and span of every character by its middle; smaller frames win where frames are nested."""
    middle_x, middle_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    frame_at = np.full(len(boxes), -1, np.int64)
    span_at = np.full(len(boxes), -1, np.int64)
    for index in sorted(range(len(frames)), key=lambda i: -_area(frames[i])):
        frame = frames[index]
        col = np.searchsorted(frame.xs, middle_x) - 1
        row = np.searchsorted(frame.ys, middle_y) - 1
        inside = (col >= 0) & (col < len(frame.xs) - 1) & (row >= 0) & (row < len(frame.ys) - 1)
        frame_at[inside] = index
        span_at[inside] = frame.owner[row[inside], col[inside]]
    return frame_at, span_at


def _area(frame: Frame) -> float:
    x0, top, x1, bottom = frame.box
    return (x1 - x0) * (bottom - top)


def place_runs(runs: list[Run], frames: list[Frame], boxes: Floats) -> list[Placed]:
    """Every run in its cell; a run that goes on across a rule is cut there if it holds two cells' texts."""
    if not frames:
        return [Placed(run, -1, -1) for run in runs]
    frame_at, span_at = place_characters(frames, boxes)
    key = frame_at * 1_000_000 + span_at
    first = np.array([run.first for run in runs], np.int64)
    low, high = np.minimum.reduceat(key, first), np.maximum.reduceat(key, first)
    placed: list[Placed] = []
    for run, is_mixed, frame, span in zip(
        runs, (low != high).tolist(), frame_at[first].tolist(), span_at[first].tolist(), strict=True
    ):
        if not is_mixed:
            placed.append(Placed(run, frame, span))
            continue
        for part in _cut(run, key, boxes):
            index = part.first + _majority(key[part.first : part.stop])
            placed.append(Placed(part, int(frame_at[index]), int(span_at[index])))
    return placed


def _majority(keys: Ints) -> int:
    """Index of the first character that stands in the cell most of the characters stand in."""
    values, where, counts = np.unique(keys, return_index=True, return_counts=True)
    best = counts == counts.max()
    return int(where[best].min()) if len(values) else 0


def _cut(run: Run, key: Ints, boxes: Floats) -> list[Run]:
    parts = []
    start = run.first
    for index in range(run.first + 1, run.stop):
        if key[index] == key[index - 1]:
            continue
        cut = _cut_near(run, index, boxes)
        if cut is not None and cut > start:
            parts.append(_part(run, start, cut, boxes))
            start = cut
    parts.append(_part(run, start, run.stop, boxes))
    return parts


def _cut_near(run: Run, index: int, boxes: Floats) -> int | None:
    """Where the text changes cells near ``index``: at a gap, or where an amount meets a label; else it overflows."""
    if float(boxes[index, 0] - boxes[index - 1, 2]) > _SPLIT_GAP * run.height:
        return index
    places = range(max(run.first + 1, index - _REACH), min(run.stop, index + _REACH + 1))
    meeting = [place for place in places if _amount_meets_label(run.text, place - run.first)]
    return min(meeting, key=lambda place: abs(place - index), default=None)


def _amount_meets_label(text: str, at: int) -> bool:
    before, after = text[:at], text[at:]
    if (before[-1] in _NUMBER_CHARACTER) == (after[0] in _NUMBER_CHARACTER):
        return False
    number = _NUMBER_AT_END.search(before) or _NUMBER.match(after)
    return (
        number is not None
        and len(number.group()) > 3
        and _AMOUNT.match(number.group().rstrip("%")) is not None
    )


def _part(run: Run, first: int, stop: int, boxes: Floats) -> Run:
    part = boxes[first:stop]
    return replace(
        run,
        text=run.text[first - run.first : stop - run.first],
        x0=float(part[:, 0].min()),
        x1=float(part[:, 2].max()),
        first=first,
        stop=stop,
    )
