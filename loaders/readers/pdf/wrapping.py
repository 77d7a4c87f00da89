"""Rows of texts that wrap around their amounts: which lines of words belong to which amounts.

A cell's text stands in the middle of its row, or begins on the first line of it; all its lines but the last fill the column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.readers.pdf.columns import Stretch, column_at
from loaders.readers.pdf.fields import WRAPPED, FieldLine
from loaders.readers.pdf.runs import Run

_WORD = re.compile(r"[0-9A-Za-z.,%-]+")
_RARE = 0.5  # share of the fullest column's numbers below which those of a column make no row
_MISSED = 0.6  # by which a text may miss its amounts, in heights
_SLACK = (
    1.0  # by which a line may end before the column's longest, in heights, besides the first word of the next
)
_CLOSER = (
    0.9  # distance of two lines of a text, at most, in the least distance of two rows without lines between
)
_MOST = 24  # lines between two amounts
_FAR = float("inf")
_NEVER: tuple[float, list[list[int]]] = (_FAR, [])


@dataclass(frozen=True, slots=True)
class _Text:
    """One line of a cell: its column, its place, how much of the column is left behind it and how much its first word takes."""

    col: int
    top: float
    bottom: float
    left: float
    first: float


def wrapped_rows(
    lines: Sequence[FieldLine], columns: Sequence[Stretch], labels: set[int]
) -> list[list[int]] | None:
    """The rows as lists of indices of ``lines``; None where no text wraps, or where not all lines are of some amounts."""
    numbers = [{column_at(f.run, columns)[0] for f in line.fields if f.numeric} - labels for line in lines]
    counts = Counter(col for line in numbers for col in line)
    rare = {col for col, count in counts.items() if count < _RARE * max(counts.values())}
    anchors = [at for at, line in enumerate(numbers) if line - rare]
    if len(anchors) < 2 or len(anchors) == len(lines):
        return None
    edges = [-1, *anchors, len(lines)]
    gaps = [list(range(one + 1, two)) for one, two in pairwise(edges)]
    if max(map(len, gaps)) > _MOST:
        return None
    texts = _texts(lines, columns, labels)
    pitch = min(
        [lines[two].top - lines[one].top for one, two in pairwise(anchors) if two == one + 1], default=_FAR
    )
    return (
        min(_fitted(lines, anchors, gaps, texts, _CLOSER * pitch, centred) for centred in (True, False))[1]
        or None
    )


def _texts(lines: Sequence[FieldLine], columns: Sequence[Stretch], labels: set[int]) -> list[list[_Text]]:
    """The words of each line by column."""
    spots = [[(column_at(f.run, columns)[0], f.run) for f in line.fields] for line in lines]
    farthest: dict[int, float] = {}
    for col, run in (spot for line in spots for spot in line):
        farthest[col] = max(farthest.get(col, 0.0), run.x1)
    return [
        [
            _Text(col, run.top, run.bottom, farthest[col] - run.x1, _first_word(run))
            for col, run in line
            if col in labels
        ]
        for line in spots
    ]


def _first_word(run: Run) -> float:
    """How wide the first word of a text is, which no line breaks: letters and digits, else one character, in points."""
    word = _WORD.match(run.text)
    return run.height * (len(word[0]) / 2 if word else 1.0)


def _fitted(
    lines: Sequence[FieldLine],
    anchors: Sequence[int],
    gaps: Sequence[Sequence[int]],
    texts: Sequence[Sequence[_Text]],
    closest: float,
    centred: bool,
) -> tuple[float, list[list[int]]]:
    """The rows that miss their amounts least, and by how much."""

    # by the number of lines above that are the next amounts': what has been missed and the rows so far
    reached: dict[int, tuple[float, list[list[int]]]] = {len(gaps[0]): (0.0, [])}
    for number, at in enumerate(anchors):
        before, behind = gaps[number], gaps[number + 1]
        following: dict[int, tuple[float, list[list[int]]]] = {}
        for above, (cost, rows) in reached.items():
            for below in range(len(behind) + 1):
                row = [*before[len(before) - above :], at, *behind[:below]]
                off = cost + (_missed(lines, at, row, texts, closest, centred) if len(row) > 1 else 0.0)
                if off < following.get(len(behind) - below, _NEVER)[0]:
                    following[len(behind) - below] = (off, [*rows, row])
        reached = following
    return reached.get(0, _NEVER)


def _missed(
    lines: Sequence[FieldLine],
    at: int,
    row: Sequence[int],
    texts: Sequence[Sequence[_Text]],
    closest: float,
    centred: bool,
) -> float:
    """By how much the texts of a row miss the amounts on line ``at``, in points; infinite where they aren't of one row."""
    anchor = lines[at]
    total = sum(abs(lines[line].top - anchor.top) for line in row if not texts[line])
    by_column: dict[int, list[_Text]] = {}
    for text in (text for line in row for text in texts[line]):
        by_column.setdefault(text.col, []).append(text)
    for own in by_column.values():
        for one, two in pairwise(own):
            apart = two.top - one.top > min(WRAPPED * anchor.height, closest)
            if apart or one.left > two.first + _SLACK * anchor.height:
                return _FAR
        top, bottom = own[0].top, own[-1].bottom
        off = abs(top + bottom - anchor.top - anchor.bottom) / 2 if centred else abs(top - anchor.top)
        if off > _MISSED * anchor.height:
            return _FAR
        total += off
    return total
