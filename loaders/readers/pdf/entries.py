"""Entries of an aligned table put into rows and columns, and header groups widened over their columns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from loaders.readers.pdf.columns import Stretch, column_at, label_at
from loaders.readers.pdf.fields import APART, TIGHT, WRAPPED, FieldLine, is_amount
from loaders.readers.pdf.runs import Run

_BARE = (
    0.15  # what a column without a group costs, in widths by which a group misses the middle of its columns
)
_TOLERATED = 0.8  # by which a group may miss the middle of its columns, in heights
_WIDER = 1.3  # the second line of a header, at most, in widths of the first
_BEFORE = 0.6  # by which the left edge of a text may stand before that of its column, in heights
_LEVEL = 0.4  # by which the texts of one level may stand apart, in heights


@dataclass(slots=True)
class AlignedCell:
    """An entry of an aligned table in its place."""

    row: int
    col: int
    col_span: int
    runs: list[Run]
    row_span: int = 1


def entries_of(
    lines: Sequence[FieldLine],
    rows: list[list[int]],
    columns: list[Stretch],
    start: int,
    labels: Collection[int],
) -> list[AlignedCell]:
    """The cells of a table whose ``rows`` are lists of line indices; the header is what comes before ``start``."""
    cells: dict[tuple[int, int], AlignedCell] = {}
    for row, members in enumerate(rows):
        for at in members:
            for f in lines[at].fields:
                is_word = at >= start and not f.numeric
                low, high = label_at(f.run, columns, labels) if is_word else column_at(f.run, columns)
                if at >= start and f.numeric:
                    low = high = _nearest_edge(f.run, columns, low, high)
                cell = cells.setdefault((row, low), AlignedCell(row, low, 1, []))
                cell.col_span = max(cell.col_span, high - low + 1)
                cell.runs.append(f.run)
    above = [row for row, members in enumerate(rows) if members[0] < start]
    header_rows = list(takewhile(lambda row: not any(_ends_header(lines[at]) for at in rows[row]), above))
    _join_wrapped(cells, header_rows)
    _widen_groups(cells, header_rows, columns)
    _stack(cells, header_rows)
    _fill(cells, header_rows)
    return [cells[key] for key in sorted(cells)]


def _ends_header(line: FieldLine) -> bool:
    return line.numbers_columns or any(f.numeric and is_amount(f.run.text.replace(" ", "")) for f in line.fields)


def _nearest_edge(run: Run, columns: Sequence[Stretch], low: int, high: int) -> int:
    return max(range(low, high + 1), key=lambda i: min(run.x1, columns[i][1]) - max(run.x0, columns[i][0]))


def _join_wrapped(cells: dict[tuple[int, int], AlignedCell], header_rows: list[int]) -> None:
    """Headers broken over lines of which each is a row of its own become one cell."""
    for row in header_rows[-2::-1]:
        header = [cell for (r, _), cell in cells.items() if r in header_rows]
        for cell in [c for c in header if c.row == row]:
            rest = _goes_on(cell, header)
            if rest is not None:
                _swallow(cells, cell, rest)


def _goes_on(cell: AlignedCell, header: Sequence[AlignedCell]) -> AlignedCell | None:
    """The cell in which a header's text goes on: right below it, in the same column, and no wider."""
    below = [c for c in header if c.row > cell.row and set(_covered(cell)) & set(_covered(c))]
    following = [c for c in below if c.row == min(c.row for c in below)]
    if len(following) != 1:
        return None
    lowest = max(cell.runs, key=lambda run: run.bottom)
    rest = min(following[0].runs, key=lambda run: run.top)
    others = [c for c in header if c is not cell and c is not following[0]]
    apart = any(lowest.middle + APART < _height_of(c) < rest.middle - APART for c in others)
    if apart and _is_group(cell, following[0], others):
        return None
    near = rest.top - lowest.top < (WRAPPED if apart else TIGHT) * lowest.height
    near = near and rest.x1 - rest.x0 <= _WIDER * (lowest.x1 - lowest.x0)
    same = abs(rest.x0 - lowest.x0) < 1 or abs(rest.x0 + rest.x1 - lowest.x0 - lowest.x1) < lowest.height / 2
    return following[0] if near and same else None


def _is_group(cell: AlignedCell, under: AlignedCell, others: Sequence[AlignedCell]) -> bool:
    """Whether what stands below a header is one of several under it: the columns on both sides have theirs on that level.

    Where other headers stand in the middle between the two lines, a header of one column would, too.
    """
    level = _LEVEL * _high(under)
    beside = (cell.col - 1, cell.col + cell.col_span)
    return all(
        {_height_of(c) for c in others if col in _covered(c)}
        and all(abs(_height_of(c) - _height_of(under)) < level for c in others if col in _covered(c))
        for col in beside
    )


def _swallow(cells: dict[tuple[int, int], AlignedCell], cell: AlignedCell, rest: AlignedCell) -> None:
    cell.runs += rest.runs
    cell.row_span = rest.row - cell.row + rest.row_span
    del cells[rest.row, rest.col]


def _widen_groups(
    cells: dict[tuple[int, int], AlignedCell], header_rows: list[int], columns: Sequence[Stretch]
) -> None:
    """A group header spans the columns that have a header below it and none beside it.

    Groups printed at the left edge of their columns reach to the next group; others stand in the middle of theirs,
    and what stands below one is on one level.
    """
    for row in header_rows[-2::-1]:
        header = [cell for (r, _), cell in cells.items() if r in header_rows]
        here = sorted((cell for cell in header if cell.row == row), key=lambda c: c.col)
        without = set(range(len(columns))) - {col for c in header for col in _covered(c)}
        taken = {col for c in header if c.row <= row < c.row + c.row_span for col in _covered(c)}
        groups = [
            (group, below)
            for group in here
            if set(_covered(group)) & set(below := _first_below(group, header))
        ]
        if not groups:
            continue
        if len(without) > len(groups):  # one blank header a group is that of its total
            without = set()
        flush = all(_is_flush(group, list(below.values()), columns) for group, below in groups)
        free: list[list[int]] = []
        for group, below in groups:
            on_level = _on_level(group, below, header)
            free.append(sorted({*_covered(group), *(on_level - taken), *without}))
        if flush:
            ends = [*(group.col for group, _ in groups[1:]), len(columns)]
            spans = [
                (g.col, max((c for c in own if c < end), default=g.col))
                for (g, _), own, end in zip(groups, free, ends, strict=True)
            ]
        else:
            spans = _spans(groups, free, columns)
        for (group, _), (first, last) in zip(groups, spans, strict=True):
            del cells[group.row, group.col]
            group.col, group.col_span = first, last - first + 1
            cells[group.row, first] = group


def _on_level(group: AlignedCell, below: dict[int, AlignedCell], header: Sequence[AlignedCell]) -> set[int]:
    """The columns whose next header can stand below a group: on the level of those under its text, lower, or a group itself.

    A header that stands beside the group, as high as both, has its middle above theirs.
    """
    heads = {
        col for col, cell in below.items() if any(c.row > cell.row and col in _covered(c) for c in header)
    }
    own = [col for col in _covered(group) if col in below]
    leaves = [_height_of(below[col]) for col in own if col not in heads]
    if not leaves:
        near = _LEVEL * _high(group)
        low = min(_height_of(below[col]) for col in own) + near
        lower = [at for col, cell in below.items() if col not in heads and (at := _height_of(cell)) > low]
        tops, bottoms = zip(*((run.top, run.bottom) for c in header for run in c.runs), strict=True)
        middle = (min(tops) + max(bottoms)) / 2
        leaves = [at for at in lower if abs(at - middle) > near] or lower or [low]
    level = min(leaves) - _LEVEL * _high(group)
    return {col for col, cell in below.items() if col in heads or _height_of(cell) > level}


def _first_below(group: AlignedCell, header: Sequence[AlignedCell]) -> dict[int, AlignedCell]:
    """By column, the highest header cell that stands below a group's text."""
    low = max(run.bottom for run in group.runs)
    found: dict[int, AlignedCell] = {}
    for cell in sorted(header, key=lambda c: c.row):
        if cell.row > group.row and min(run.top for run in cell.runs) > low - 2:
            for col in _covered(cell):
                found.setdefault(col, cell)
    return found


def _spans(
    groups: Sequence[tuple[AlignedCell, dict[int, AlignedCell]]],
    free: Sequence[Sequence[int]],
    columns: Sequence[Stretch],
) -> list[tuple[int, int]]:
    """First and last column of each group, from left to right: each in the middle of its columns as well as can be."""
    wide = sum(x1 - x0 for x0, x1 in columns) / len(columns)

    @cache
    def best(at: int, start: int) -> tuple[float, list[tuple[int, int]]]:
        if at == len(groups):
            return _BARE * len({col for own in free for col in own if col >= start}), []
        group, below = groups[at]
        own = _covered(group)
        end = groups[at + 1][0].col if at + 1 < len(groups) else len(columns)
        tolerated = _TOLERATED * _high(group)
        found = []
        for low in (col for col in free[at] if start <= col <= own[0]):
            for high in (col for col in free[at] if own[-1] <= col < end):
                parted = any(
                    low > c.col or high < c.col + c.col_span - 1
                    for c in (below.get(low), below.get(high))
                    if c
                )
                gap = any(col not in free[at] for col in range(low, high + 1))
                miss = abs((columns[low][0] + columns[high][1]) / 2 - _middle(group)) - tolerated
                if (
                    low in below and high in below
                ):  # of cells of one width the headers themselves tell the middle
                    halfway = (_middle(below[low]) + _middle(below[high])) / 2
                    miss = 0.0 if abs(halfway - _middle(group)) < tolerated else miss
                off = max(miss, 0.0) / wide + parted + gap
                cost, rest = best(at + 1, high + 1)
                bare = sum(start <= col < low for col in free[at])
                found.append((off + cost + _BARE * bare, [(low, high), *rest]))
        return min(found, default=(float("inf"), [(own[0], own[-1]), *best(at + 1, own[-1] + 1)[1]]))

    return best(0, 0)[1]


def _height_of(cell: AlignedCell) -> float:
    """Where the middle of a cell's text stands on the page."""
    return (min(run.top for run in cell.runs) + max(run.bottom for run in cell.runs)) / 2


def _high(cell: AlignedCell) -> float:
    return cell.runs[0].height


def _covered(cell: AlignedCell) -> range:
    return range(cell.col, cell.col + cell.col_span)


def _middle(cell: AlignedCell) -> float:
    return sum(run.x0 + run.x1 for run in cell.runs) / (2 * len(cell.runs))


def _is_flush(group: AlignedCell, under: Sequence[AlignedCell], columns: Sequence[Stretch]) -> bool:
    """Whether a header stands at the left edge of its columns, and not in the middle of the first of them."""
    if abs(sum(columns[group.col]) / 2 - _middle(group)) < APART:
        return False
    left = min(run.x0 for run in group.runs)
    if left < columns[group.col][0] - _BEFORE * _high(group):
        return False
    return any(c.col == group.col and abs(min(r.x0 for r in c.runs) - left) < 3 for c in under)


def _stack(cells: dict[tuple[int, int], AlignedCell], header_rows: list[int]) -> None:
    """Header texts over one and the same columns, with nothing of those columns between them, are one wrapped header."""
    for row in header_rows[-2::-1]:
        for cell in [c for (r, _), c in cells.items() if r == row]:
            under = _next_below(cells, cell, header_rows[-1])
            if under is not None and (under.col, under.col_span) == (cell.col, cell.col_span):
                _swallow(cells, cell, under)


def _next_below(
    cells: dict[tuple[int, int], AlignedCell], cell: AlignedCell, last: int
) -> AlignedCell | None:
    """The first header cell below ``cell`` that shares a column with it."""
    own = set(_covered(cell))
    below = [c for (r, _), c in cells.items() if cell.row < r <= last and own & set(_covered(c))]
    return min(below, key=lambda c: (c.row, c.col), default=None)


def _fill(cells: dict[tuple[int, int], AlignedCell], header_rows: list[int]) -> None:
    """Let header cells reach over the rows in which their columns are blank, down to the next cell, else up to the top.

    A header covers its table as ruled ones show it; a text that stands in the middle of its cell leaves no gap.
    """
    if len(header_rows) < 2:
        return
    first, last = header_rows[0], header_rows[-1]
    heads = [c for (r, _), c in cells.items() if r <= last]
    taken = {(r, k) for c in heads for r in range(c.row, c.row + c.row_span) for k in _covered(c)}
    for cell in sorted(heads, key=lambda c: c.row):
        end = cell.row + cell.row_span
        while end <= last and not any((end, k) in taken for k in _covered(cell)):
            taken |= {(end, k) for k in _covered(cell)}
            end += 1
        cell.row_span = end - cell.row
    for cell in sorted(heads, key=lambda c: -c.row):
        top = cell.row
        while top > first and not any((top - 1, k) in taken for k in _covered(cell)):
            top -= 1
            taken |= {(top, k) for k in _covered(cell)}
        if top < cell.row:
            del cells[cell.row, cell.col]
            cell.row, cell.row_span = top, cell.row_span + cell.row - top
            cells[cell.row, cell.col] = cell
