"""Cut a stream of pieces into the cells of indicator rows: the likeliest reading of the whole block.

Blank lines, line breaks and tabs don't separate cells reliably, so every cut is weighed: what a cell says
(level label, value, number, free text), what its column is, whether a line break looks like a wrap at the
column's width. The best reading of all pieces together is found by dynamic programming.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from statistics import median_high

from loaders.forms.aligned_rows import Cell, Row
from loaders.forms.borders import touches, unglued
from loaders.forms.likelihood import best_score, cell_score, most_pieces
from loaders.forms.pieces import Piece, join, starts_inside, would_fit
from loaders.forms.vocabulary import SECOND, is_level
from loaders.grammar.values import is_number, number

_SKIP = {
    "level3": -9.0, "target": -7.0, "actual": -4.0, "weight": -8.0, "score": -8.0,
    "completion_rate": -1.5, "note": -1.5, "nature": -0.5, "unit": -0.5, "level1_weight": -0.5, "level2_weight": -0.5,
}  # fmt: skip
_TABBED = 0.4  # rows of cells lose cells easily, and a blank is known to be one
_LEVELS = ("level1", "level2")
_WORDS = (*_LEVELS, "level3", "deviation")  # a line that is a number alone is no part of these
_HOPELESS = 25.0  # a reading so far behind the best one up to a piece isn't followed
_NEVER = float("-inf")
_ROUNDING = 1e-6  # more than sums of costs in another order differ by
_SHORT_WRAP = -3.0
_TOO_WIDE = -4.0


def align(pieces: Sequence[Piece], columns: Sequence[str], *, tabbed: bool) -> list[Row]:
    """The rows that ``pieces`` print under ``columns`` (in header order). ``tabbed``: a piece is a whole cell.

    Pieces are cut where cells may touch: where they are seen to, else only if rows are doubtful without, and
    fewer are then.
    """
    if not pieces:
        return []
    if tabbed:
        return [row for is_whole, run in _lines(pieces, len(columns)) for row in _tabbed(run, columns, is_whole)]
    if touches(pieces):
        return _read(unglued(pieces), columns, tabbed)
    rows = _read(pieces, columns, tabbed)
    doubtful = sum(row.is_doubtful for row in rows)
    if not doubtful or len(parts := unglued(pieces)) == len(pieces):
        return rows
    cut = _read(parts, columns, tabbed)
    return cut if sum(row.is_doubtful for row in cut) < doubtful else rows


def _lines(pieces: Sequence[Piece], count: int) -> Iterator[tuple[bool, list[Piece]]]:
    """Lines of ``count`` cells one by one, and what stands between them together."""
    lines = _unbroken([list(line) for _, line in groupby(pieces, key=lambda piece: piece.lines)], count)
    for is_whole, run in groupby(lines, key=lambda line: len(line) == count):
        for part in run if is_whole else [[piece for line in run for piece in line]]:
            yield is_whole, part


def _unbroken(lines: Sequence[list[Piece]], count: int) -> Iterator[list[Piece]]:
    """Lines of cells; those that together have ``count`` cells, each beginning in the cell that the one before ends in, as one."""
    at = 0
    while at < len(lines):
        whole, stop = lines[at], at + 1
        while stop < len(lines) and _goes_on(whole, lines[stop], count):
            last, first = whole[-1], lines[stop][0]
            joined = replace(last, text=f"{last.text}\n{first.text}", lines=(*last.lines, *first.lines))
            whole, stop = [*whole[:-1], joined, *lines[stop][1:]], stop + 1
        if len(whole) != count:
            whole, stop = lines[at], at + 1
        yield whole
        at = stop


def _goes_on(whole: Sequence[Piece], line: Sequence[Piece], count: int) -> bool:
    """Whether a line begins in the last cell of a row that began with its level, and has no more cells than the row lacks."""
    is_short = is_level(whole[0].text) and len(whole) + len(line) - 1 <= count and (len(whole) < count or "\n" in join(whole))
    return is_short and not line[0].col and len(line) == line[-1].col + 1 and not is_level(line[0].text)


def _tabbed(pieces: list[Piece], columns: Sequence[str], is_whole: bool) -> list[Row]:
    """The rows of lines of cells; a line with a cell for each column has them in their order."""
    if not is_whole:
        return _read(pieces, columns, True)
    return [Row({name: Cell(name, [piece]) for name, piece in zip(columns, pieces, strict=True)})]


def _read(pieces: Sequence[Piece], columns: Sequence[str], tabbed: bool) -> list[Row]:
    cells = _best(pieces, columns, tabbed, {})
    if widths := {} if tabbed else _widths(cells):
        cells = _best(pieces, columns, tabbed, widths)
    return _rows(cells, columns)


def _has_whole_labels(pieces: Sequence[Piece]) -> bool:
    """Whether the form prints its level labels with 指标."""
    return re.search(r"(?:产出|效益|数量|质量|时效|满意度)指标", join(pieces)) is not None


def _rows(cells: list[Cell], columns: Sequence[str]) -> list[Row]:
    rows: list[Row] = []
    last = len(columns)
    for cell in cells:
        index = columns.index(cell.column)
        if index <= last:
            rows.append(Row())
        rows[-1].cells[cell.column] = cell
        last = index
    return rows


def _widths(cells: list[Cell]) -> dict[str, int]:
    """The width of each column, from the lines of its cells that are broken over lines."""
    by_column: dict[str, list[int]] = {}
    for cell in cells:
        if len({p.lines for p in cell.pieces}) > 1:
            by_column.setdefault(cell.column, []).append(max(p.width for p in cell.pieces))
    return {c: median_high(w) for c, w in by_column.items() if len(w) > 1 or c == "deviation"}


class _Column:
    """A column while a block is read, with the width ``limit`` and the ``cost`` of each break between pieces.

    ``known`` are, by piece, the best score with which its cell can begin there and the column before. No cell that begins at a
    piece or before it comes to more than ``hopes`` with ``spent`` up to its last piece and with what it says.
    """

    __slots__ = ("cost", "hopes", "is_deviation", "known", "limit", "longest", "most", "name", "of_words", "pieces", "spent", "wide")

    def __init__(self, name: str, limit: int | None, cost: list[float], pieces: Sequence[Piece]) -> None:
        self.name, self.limit, self.cost, self.pieces = name, limit, cost, pieces
        self.longest, self.most = most_pieces(name), best_score(name)
        self.of_words, self.is_deviation = name.removesuffix(SECOND) in _WORDS, name == "deviation"
        self.spent = list(accumulate(cost))
        self.wide = list(accumulate((p.width > limit + 2 for p in pieces), initial=0)) if limit else []
        self.known: list[tuple[float, int]] = []
        self.hopes: list[float] = []

    def enter(self, entry: tuple[float, int], deducted: float) -> None:
        """Take in how well a cell can begin at the next piece, where a deviation would be worth ``deducted``."""
        hope = entry[0] - self.spent[len(self.known)] + (deducted if self.is_deviation else 0.0)
        self.known.append(entry)
        self.hopes.append(max(hope, self.hopes[-1]) if self.hopes else hope)

    def shape(self, start: int, stop: int) -> float:
        """What a cell's lines say: wider than the column is wrong, a long text seldom ends just at the margin."""
        cost = _TOO_WIDE * min(3, self.wide[stop] - self.wide[start])
        last = self.pieces[stop - 1]
        if self.is_deviation and self.limit and last.width > self.limit - 2 and not last.text.endswith(("。", "；", ";")):
            cost -= 1.5
        return cost


def _best(
    pieces: Sequence[Piece], columns: Sequence[str], tabbed: bool, widths: dict[str, int]
) -> list[Cell]:
    """The likeliest cells: for each place and column the best cell that ends there, the shortest weighed first.

    A cell that couldn't be the best one, whatever its text says, isn't weighed.
    """
    count, width = len(pieces), len(columns)
    bare = not _has_whole_labels(pieces)
    figures = [is_number(piece.text) for piece in pieces]
    deducted = [_deducted(pieces, start) for start in range(count)]
    scores = [[_NEVER] * width for _ in range(count + 1)]
    origin: list[list[tuple[int, int]]] = [[(0, -1)] * width for _ in range(count + 1)]
    kinds = [(name == "deviation", widths.get(name)) for name in columns]
    costs = {kind: _breaks(pieces, *kind, tabbed=tabbed) for kind in set(kinds)}
    read = [_Column(name, kind[1], costs[kind], pieces) for name, kind in zip(columns, kinds, strict=True)]
    turns = _steps(tuple(columns), _TABBED if tabbed else 1.0)
    figure = 0  # where the last figure stands
    for stop in range(1, count + 1):
        last = stop - 1
        figure = last if figures[last] else figure
        texts = [""]
        entries = _followed(scores[last], turns, _turns(pieces[last], tabbed))
        for col, (column, entry) in enumerate(zip(read, entries, strict=True)):
            column.enter(entry, deducted[last])
            known, cost, hopes, is_deviation = column.known, column.cost, column.hopes, column.is_deviation
            most, ahead = column.most, column.most + column.spent[last] + _ROUNDING
            best, inside, found = _NEVER, 0.0, (0, -1)
            for start in range(last, max(figure - 1 if column.of_words else -1, last - column.longest), -1):
                if start < last:
                    inside += cost[start + 1]
                value, before = known[start]
                value += inside + deducted[start] if is_deviation else inside
                if value + most < best or value == _NEVER:
                    if hopes[start] + ahead < best:
                        break
                    continue
                while start + len(texts) <= stop:
                    texts.append(pieces[stop - len(texts)].text + texts[-1])
                total = value + cell_score(column.name, texts[stop - start], pieces[start].words, bare)
                if column.limit:
                    total += column.shape(start, stop)
                if total >= best:
                    best, found = total, (start, before)
            scores[stop][col], origin[stop][col] = best, found
    return _trace(pieces, columns, scores, origin)


def _followed(
    scores: Sequence[float], steps: Sequence[Sequence[float]], turns: tuple[float, float]
) -> list[tuple[float, int]]:
    """By column, the best score with which its cell can begin where others end with ``scores``, and the column of the
    cell before. ``turns`` are the costs of going on in the row and of a new one; what is so far behind the best that it
    isn't followed has none."""
    reached = sorted((n for n, score in enumerate(scores) if score != _NEVER), key=scores.__getitem__, reverse=True)
    within, beyond = turns
    found = []
    for col, into in enumerate(steps[-1]):
        best, chosen = (_NEVER, -1) if reached else (into, -1)
        for before in reached:
            if scores[before] < best:  # to go on never adds to a score
                break
            value = scores[before] + steps[before][col] - (beyond if col <= before else within)
            if value > best or (value == best and before < chosen):
                best, chosen = value, before
        found.append((best, chosen))
    floor = max(value for value, _ in found) - _HOPELESS
    return [(value if value >= floor else _NEVER, before) for value, before in found]


def _breaks(pieces: Sequence[Piece], is_deviation: bool, limit: int | None, *, tabbed: bool) -> list[float]:
    """For each piece, the cost of reading it and the one before as one cell of a column."""
    return [0.0, *(_inside(one, other, is_deviation, limit, tabbed) for one, other in pairwise(pieces))]


def _deducted(pieces: Sequence[Piece], start: int) -> float:
    """A deviation is explained where the score before it is below the weight, rarely elsewhere."""
    if start < 2:
        return 0.0
    weight, score = (number(p.text) for p in pieces[start - 2 : start])
    if not weight or not score:
        return 0.0
    return 6.0 if Decimal(score) < Decimal(weight) else -1.5


def _trace(
    pieces: Sequence[Piece],
    columns: Sequence[str],
    scores: list[list[float]],
    origin: list[list[tuple[int, int]]],
) -> list[Cell]:
    stop = len(pieces)
    col = max(range(len(columns)), key=lambda c: scores[stop][c] + _skipped(tuple(columns), c, len(columns)))
    cells: list[Cell] = []
    while stop > 0:
        start, before = origin[stop][col]
        cells.append(Cell(columns[col], list(pieces[start:stop])))
        stop, col = start, before
    return cells[::-1]


def _turns(piece: Piece, tabbed: bool) -> tuple[float, float]:
    """The cost of beginning with ``piece`` a cell of the same row, and of a new row."""
    if tabbed:
        return (15.0, 0.0) if piece.first else (0.0, 15.0)
    if piece.before:
        return 3.0, 6.0
    if starts_inside(piece.text):
        return 4.0, 4.0 if piece.first else 6.0
    if piece.first and not piece.gap:
        return 0.3, 0.3
    return 0.0, 0.0 if piece.first else 6.0


@lru_cache(maxsize=64)
def _steps(columns: tuple[str, ...], factor: float) -> list[list[float]]:
    """What it costs to go from a column (the last: from the begin of the form) to another, in the same row or the next."""
    places = range(len(columns))
    into = [_skipped(columns, -1, col) for col in places]
    return [*([factor * _transition(columns, before, col) for col in places] for before in places), into]


def _transition(columns: tuple[str, ...], before: int, col: int) -> float:
    left, right = columns[before], columns[col]
    if col > before:
        is_blank = (left, right) == ("level2", "level2" + SECOND)  # nothing under 经济效益指标 in both phases
        return 0.0 if is_blank else _skipped(columns, before, col)
    if {left.removesuffix(SECOND), right} <= {*_LEVELS}:
        return -3.0
    return _skipped(columns, before, len(columns)) + _skipped(columns, -1, col) - 1.5


@lru_cache(maxsize=4096)
def _skipped(columns: tuple[str, ...], before: int, col: int) -> float:
    """The cost of leaving blank the columns between ``before`` and ``col`` (merged levels cost nothing)."""
    cost = sum(_SKIP.get(name.removesuffix(SECOND), 0.0) for name in columns[before + 1 : col])
    if before >= 0 and columns[before] == "level1" and "level2" in columns[before + 1 : col]:
        cost -= 5.0
    return cost


def _inside(before: Piece, after: Piece, is_deviation: bool, limit: int | None, tabbed: bool) -> float:
    """The cost of reading two neighbouring pieces as one cell of a column."""
    if tabbed:
        return -9.0
    if after.before:
        return 0.0
    if not after.first:
        return -2.0 if is_deviation else -6.0
    cost = 0.8 if starts_inside(after.text) else 0.0
    if is_number(before.text) and is_number(after.text):
        cost -= 10.0
    if after.gap:
        cost -= 0.3
    if limit and would_fit(before.run, after.text, limit):
        cost += _SHORT_WRAP
    return cost
