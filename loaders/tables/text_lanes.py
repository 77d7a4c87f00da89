"""Lists of codes side by side in lines of text: which of them each row is of, so that a total closes its own list alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from loaders.tables.model import Row

_CLASS = 3  # digits


def by_lanes(rows: Sequence[Row], lanes: int) -> list[Row]:
    """The rows list by list, ``lane`` set; as printed where a line doesn't tell the lists of its rows.

    A line with a row for each list tells them; a row beside blanks goes on with the list that has its class, or with the one whose
    last class comes next before it.
    """
    found: list[tuple[int, Row]] = []
    last = [""] * lanes  # the class printed last in each list
    for _, line in groupby(rows, key=lambda row: row.lines[:1]):
        beside = list(line)
        places = list(range(lanes)) if len(beside) == lanes else [_lane(row.code[:_CLASS], last) for row in beside]
        if places != sorted(set(places)) or -1 in places:
            return list(rows)
        for lane, row in zip(places, beside, strict=True):
            last[lane] = row.code[:_CLASS] or last[lane]
            found.append((lane, row))
    for lane, row in found:
        row.lane = lane
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def _lane(code: str, last: Sequence[str]) -> int:
    """The list whose last class is ``code`` or the highest below it; -1 where several or none are."""
    below = [one for one in last if one and one <= code]
    return last.index(max(below)) if code and below and last.count(max(below)) == 1 else -1
