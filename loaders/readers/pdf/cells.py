"""Which cell a run of text stands in, and grids made of frames and runs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from loaders.readers.pdf.arrays import Floats, Ints
from loaders.readers.pdf.lattice import Frame
from loaders.readers.pdf.text import Run

_NUMBER = re.compile(r"[-－−]?[\d,，.]+%?")
_NUMBER_CHARACTER = frozenset("0123456789,.%-０１２３４５６７８９")
_SPLIT_GAP = 0.12  # a gap at a rule, in heights: two cells' texts, not one that overflows
_AMOUNT = re.compile(r"[-－−]?\d[\d,，]*(?:\.\d+)?$")


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
    mixed = (low != high).tolist()
    placed: list[Placed] = []
    for run, is_mixed in zip(runs, mixed, strict=True):
        for part in _cut(run, key, boxes) if is_mixed else (run,):
            at = _majority(key[part.first : part.stop]) if is_mixed else part.first
            index = part.first + at if is_mixed else at
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
        if key[index] != key[index - 1] and _ends_here(run, index, boxes):
            parts.append(_part(run, start, index, boxes))
            start = index
    parts.append(_part(run, start, run.stop, boxes))
    return parts


def _ends_here(run: Run, index: int, boxes: Floats) -> bool:
    if float(boxes[index, 0] - boxes[index - 1, 2]) > _SPLIT_GAP * run.height:
        return True
    before, after = run.text[: index - run.first], run.text[index - run.first :]
    if (before[-1] in _NUMBER_CHARACTER) == (after[0] in _NUMBER_CHARACTER):
        return False
    number = re.search(_NUMBER.pattern + "$", before) or _NUMBER.match(after)
    return (
        number is not None
        and _AMOUNT.match(number.group().rstrip("%")) is not None
        and len(number.group()) > 3
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
