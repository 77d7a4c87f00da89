"""Rows of a form's indicators in lanes of text: which lines are one row.

Rows don't overlap: each is a stretch of lines in which the cells are centred (or begin, or end) together. Of all ways to cut lines the
one that fits best is taken; rows that another way, nearly as good, reads otherwise are unsure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders.forms.aligned_rows import Cell, Row
from loaders.forms.cuts import NEVER, stretches
from loaders.forms.header import HeaderRow
from loaders.forms.lane_levels import LaidRow, Part, Place, labels_of, put_beside
from loaders.forms.lanes import LEVELS, LaneLine
from loaders.forms.likelihood import cell_score
from loaders.forms.pieces import width, would_fit
from loaders.grammar.values import is_number

_ORDINAL = re.compile(r"^指标(\d+)")
_NUMBERS = ("weight", "score")
_SAID = ("target", *_NUMBERS)
_WORDED = ("level3", "target", "actual")
_MOST_LINES = 12  # of a row
_BLANK = 1.0  # what a blank line inside a row costs
_BLUR = 2  # by which a line can seem wider than it is
_FITS = 3.0  # a break of a line that had room
_WORDS = 0.4  # of what a text's words say for its column or against it
_AIMLESS, _NAMELESS = 8.0, 30.0
_FEWEST_NUMBERED = 3
_NUMBERED, _UNNUMBERED = 8.0, 3.0  # a number inside a name, a name without one among such that have some
_HOPELESS = 60.0  # no stretch of several lines that costs more is a row
_SURE = 1.0  # by which the best way must be better
_RARE = 2.0  # what is said against cells that don't stand in the middle
_PLACES: tuple[Place, ...] = (
    lambda top, bottom: (top + bottom) / 2,
    lambda top, bottom: top,
    lambda top, bottom: bottom,
)


def rows_of(lines: Sequence[LaneLine], header: HeaderRow, part: Part) -> list[tuple[Row, bool]]:
    """The rows that the lines of a page print, and whether each is unsure."""
    levels = {column.name: lane for lane, column in enumerate(header.columns) if column.name in LEVELS}
    body = [line for line in lines if any(lane >= 0 and lane not in levels.values() for lane in line.texts)]
    labels = {name: labels_of([line for line in lines if lane in line.texts], lane, name) for name, lane in levels.items()}
    best: tuple[float, list[LaidRow]] | None = None
    for place in _PLACES:
        cost, rows = _cut(body, header, place)
        off = _RARE * (place is not _PLACES[0])
        for name in sorted(labels, reverse=True):
            off += put_beside(rows, name, labels[name], place, part)
        if rows and (best is None or cost + off < best[0]):
            best = cost + off, rows
        if off < _RARE:
            break
    return [(_row(row, header), row.unsure) for row in best[1]] if best else []


def _row(row: LaidRow, header: HeaderRow) -> Row:
    made = Row({name: Cell(name, list(pieces)) for name, pieces in row.labels.items()})
    for lane, (key, column) in enumerate(zip(header.keys(), header.columns, strict=True)):
        if column.name not in LEVELS and (own := [line.piece(lane) for line in row.lines if lane in line.texts]):
            made.cells[key] = Cell(key, own)
    return made


def _cut(body: Sequence[LaneLine], header: HeaderRow, place: Place) -> tuple[float, list[LaidRow]]:
    """The rows of ``body``, and what they cost."""
    columns = [(lane, column.name) for lane, column in enumerate(header.columns) if column.name not in LEVELS]
    limits = {lane: max((width(line.texts[lane]) for line in body if lane in line.texts), default=0) for lane, _ in columns}
    aimed = any(name == "target" for _, name in columns)
    third = next(lane for lane, name in columns if name == "level3")
    numbers = [_ORDINAL.match(line.texts.get(third, "")) for line in body]
    numbered = sum(one is not None for one in numbers) >= _FEWEST_NUMBERED

    def cost(start: int, stop: int) -> float:
        own = body[start:stop]
        top, bottom = own[0].at, own[-1].at
        total, said = _BLANK * (bottom - top + 1 - len(own)), set()
        for lane, name in columns:
            texts = [(line.at, line.texts[lane]) for line in own if lane in line.texts]
            if not texts:
                continue
            said.add(name)
            if name in _NUMBERS and sum(is_number(text) for _, text in texts) > 1:
                return NEVER
            total += abs(place(texts[0][0], texts[-1][0]) - place(top, bottom))
            total += sum(_FITS for one, two in pairwise(texts) if would_fit(one[1], two[1], limits[lane] - _BLUR))
            if name in _WORDED:
                total -= _WORDS * cell_score(name, "".join(text for _, text in texts), (), False)
        total += _NAMELESS * ("level3" not in said) + _AIMLESS * (aimed and "target" not in said)
        if numbered:
            named = [n for n in range(start, stop) if third in body[n].texts]
            total += _NUMBERED * sum(numbers[n] is not None for n in named[1:])
            total += _UNNUMBERED * any(numbers[n] is None for n in named[:1])
        return total if total < _HOPELESS or len(own) == 1 else NEVER

    rows = []
    found = stretches(len(body), _MOST_LINES, cost)
    filled = [{lane for line in body[start:stop] for lane in line.texts} for start, stop, _ in found]
    usual = {lane for lane, name in columns if name in _SAID and sum(lane in own for own in filled) * 2 > len(filled)}
    for (start, stop, margin), own in zip(found, filled, strict=True):
        number = next((int(one[1]) for one in numbers[start:stop] if one), 0)
        unsure = margin < _SURE or any(line.unsure for line in body[start:stop]) or not usual <= own
        rows.append(LaidRow(body[start:stop], unsure, number))
    return sum(cost(start, stop) for start, stop, _ in found), rows
