"""Columns of a table without vertical rules: where entries line up."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from loaders.readers.pdf.fields import FieldLine, ends_text, parted
from loaders.readers.pdf.runs import Run

Stretch = tuple[float, float]  # from x0 to x1

_RARE = 0.04  # share of rows that may reach into a gap between columns
_OVERLAP = 0.1
_FEWEST_NAMED = 3
_TOTAL = re.compile(r".{0,4}[合总小]\s*计")
_BLUR = 0.25  # by which a text may seem wider than it is, on each side, in heights
_NEAR = 2.5  # distance of a short amount from the header of its cell, in heights


def columns_of(data: Sequence[FieldLine]) -> list[Stretch]:
    """Stretches of x that entries cover, between gaps that (nearly) no row reaches into."""
    edges: list[tuple[float, int]] = []
    totals = {id(f) for line in data for f in line.fields if _TOTAL.fullmatch(f.run.text)}
    if sum(id(line.fields[0]) not in totals for line in data) < _FEWEST_NAMED:
        totals = set()  # else the word for a total may stand in the middle of a cell whose other texts don't
    for line in data:
        for f in line.fields:
            if id(f) in totals:
                continue
            shrink = min(_BLUR * f.run.height, (f.run.x1 - f.run.x0) / 4)
            edges += [(f.run.x0 + shrink, 1), (f.run.x1 - shrink, -1)]
    edges.sort()
    allowed = int(_RARE * len(data))
    columns: list[Stretch] = []
    depth, begin = 0, 0.0
    for x, step in edges:
        before, depth = depth, depth + step
        if before <= allowed < depth:
            begin = x
        elif depth <= allowed < before:
            columns.append((begin, x))
    return columns


def column_at(run: Run, columns: Sequence[Stretch]) -> tuple[int, int]:
    """First and last column that ``run`` reaches into, or the nearest one twice."""
    begin, end = run.x0, run.x1
    hit = [
        i
        for i, (x0, x1) in enumerate(columns)
        if x0 < end and begin < x1 and min(end, x1) - max(begin, x0) > _OVERLAP * min(x1 - x0, end - begin)
    ]
    if hit:
        return hit[0], hit[-1]
    middle = (run.x0 + run.x1) / 2
    nearest = min(range(len(columns)), key=lambda i: max(columns[i][0] - middle, middle - columns[i][1]))
    return nearest, nearest


def parted_by(line: FieldLine, columns: Sequence[Stretch]) -> FieldLine:
    """A line whose entries are cut where two of their runs stand in different columns."""
    return parted(line, lambda one, two: column_at(one, columns)[1] < column_at(two, columns)[0])


def label_at(run: Run, columns: Sequence[Stretch], labels: Collection[int]) -> tuple[int, int]:
    """As ``column_at``, but a text that stands between columns belongs to the nearest one of labels."""
    low, high = column_at(run, columns)
    if not labels or (run.x1 > columns[low][0] and run.x0 < columns[high][1]):
        return low, high
    middle = (run.x0 + run.x1) / 2
    nearest = min(labels, key=lambda i: max(columns[i][0] - middle, middle - columns[i][1]))
    return nearest, nearest


def with_header_columns(
    columns: list[Stretch], header: Sequence[FieldLine], labels: Collection[int] = ()
) -> list[Stretch]:
    """Columns as wide as their headers, and those that only the header shows, being blank in every row.

    A header that stands over no column is that of the column beside it, unless that has one of its own.
    """
    if not header:
        return columns
    wide = dict(enumerate(columns))
    headed: dict[int, float] = {}  # column to the top of the lowest header over it
    spots = [
        (line, (f.run.x0, f.run.x1))
        for line in reversed(header)
        for f in line.fields
        if not ends_text(f.run, header)  # what ends a text stands where that begins
    ]
    for line, spot in spots:
        for i, column in enumerate(columns):
            if _meet(spot, column):
                headed.setdefault(i, line.top)
    extra: list[Stretch] = []
    for line, spot in spots:
        if any(_meet(spot, column) for column in (*columns, *extra)):
            continue
        around = _neighbours(spot, columns)
        beside = [i for i in around if i not in headed] + _under_group(spot, line, columns, headed, labels)
        if beside:
            nearest = min(beside, key=lambda i: abs(sum(columns[i]) - sum(spot)))
            headed[nearest] = line.top
            wide[nearest] = (min(wide[nearest][0], spot[0]), max(wide[nearest][1], spot[1]))
        elif len(around) < 2 or any(headed[i] < line.bottom - 1 for i in around):
            extra.append(spot)  # else it is a group: the columns on both sides have headers below it
    return sorted([*wide.values(), *extra])


def _under_group(
    spot: Stretch,
    line: FieldLine,
    columns: Sequence[Stretch],
    headed: dict[int, float],
    labels: Collection[int],
) -> list[int]:
    """The column beside a header, where only a group above is over it.

    Short amounts stand at the right of their cell, short labels and codes at the left of theirs.
    """
    following = [i for i, column in enumerate(columns) if column[0] >= spot[1]][:1]
    before = [i for i, column in enumerate(columns) if column[1] <= spot[0]][-1:]
    near = _NEAR * line.height
    return [
        i
        for i in (*following, *(i for i in before if i in labels))
        if headed.get(i, line.top) < line.top and max(columns[i][0] - spot[1], spot[0] - columns[i][1]) < near
    ]


def _meet(one: Stretch, two: Stretch) -> bool:
    return one[1] > two[0] and two[1] > one[0]


def _neighbours(spot: Stretch, columns: Sequence[Stretch]) -> list[int]:
    before = [i for i, column in enumerate(columns) if column[1] <= spot[0]]
    return [i for i in (len(before) - 1, len(before)) if 0 <= i < len(columns)]
