"""Tables without rules, or with horizontal rules only: columns from alignment, rows from lines.

Ruled tables are found first (``loaders.readers.pdf.lattice``); this looks at what is left of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from loaders.grammar.notes import is_remark
from loaders.grammar.owners import is_owner_line
from loaders.grammar.units import printed_unit
from loaders.readers.pdf.columns import column_at, columns_of, with_header_columns
from loaders.readers.pdf.entries import AlignedCell, entries_of
from loaders.readers.pdf.fields import FieldLine
from loaders.readers.pdf.rules import Piece

_FARTHEST = 3.2  # distance of two rows' tops, in heights of the text
_FEWEST_ROWS = 3
_HEADER_LINES = 6
_NUMERIC_SHARE = 0.6


@dataclass(slots=True)
class AlignedTable:
    """A table found by alignment, and the indices of the lines it takes from the page."""

    top: float
    left: float
    rows: int
    cols: int
    cells: list[AlignedCell]
    taken: range


def aligned_tables(
    lines: Sequence[FieldLine], rules: Sequence[Piece], barriers: Sequence[float]
) -> list[AlignedTable]:
    """All tables among ``lines`` (top to bottom). ``barriers`` are tops of other blocks that no table spans."""
    tables: list[AlignedTable] = []
    start = 0
    while start < len(lines):
        stop = _stretch(lines, start, barriers)
        if stop > start:
            table = _table(lines, start, stop, rules, tables[-1].taken.stop if tables else 0, barriers)
            if table is not None:
                tables.append(table)
                stop = max(stop, table.taken.stop)
        start = max(stop, start + 1)
    return tables


def _near(one: FieldLine, two: FieldLine, barriers: Sequence[float]) -> bool:
    if any(one.top < barrier < two.top for barrier in barriers):
        return False
    return two.top - one.top <= _FARTHEST * max(one.height, two.height)


def _stretch(lines: Sequence[FieldLine], start: int, barriers: Sequence[float]) -> int:
    """End of the rows that begin at ``start``: data lines, with lines of labels only between them."""
    if not lines[start].is_data:
        return start
    stop, at = start + 1, start + 1
    while at < len(lines) and at - stop < 4 and _near(lines[at - 1], lines[at], barriers):
        if lines[at].is_prose or _is_caption(lines[at]):
            break
        if lines[at].is_data:
            stop = at + 1
        at += 1
    return stop


def _is_caption(line: FieldLine) -> bool:
    text = "".join(f.run.text for f in line.fields)
    return printed_unit(text) is not None or is_owner_line(text) or is_remark(text)


def _table(
    lines: Sequence[FieldLine],
    start: int,
    stop: int,
    rules: Sequence[Piece],
    floor: int,
    barriers: Sequence[float],
) -> AlignedTable | None:
    body = lines[start:stop]
    data = [line for line in body if line.is_data]
    left = min(f.run.x0 for line in data for f in line.fields)
    right = max(f.run.x1 for line in data for f in line.fields)
    beside = sorted(rule[0] for rule in rules if rule[1] < left + 20 and rule[2] > right - 20)
    columns = columns_of(data)
    if not _convinces(data, columns, _rules_around(lines, start, stop, beside)):
        return None
    first = _header_start(lines, start, floor, columns, beside, barriers)
    last = _label_tail(lines, stop, columns, barriers)
    columns = with_header_columns(columns, lines[first:start])
    rows = _rows(lines, first, start, last, beside)
    cells = entries_of(lines, rows, columns, start)
    return AlignedTable(lines[first].top, left, len(rows), len(columns), cells, range(first, last))


def _rules_around(lines: Sequence[FieldLine], start: int, stop: int, beside: list[float]) -> int:
    low = lines[max(0, start - _HEADER_LINES)].top - 10
    high = lines[stop - 1].bottom + 15
    return sum(low <= y <= high for y in beside)


def _convinces(data: Sequence[FieldLine], columns: list[tuple[float, float]], rules: int) -> bool:
    if len(columns) < 2 or len(data) < (1 if rules >= 3 else 2 if rules >= 2 else _FEWEST_ROWS):
        return False
    share = max(
        sum(any(f.numeric and column_at(f.run, columns)[0] == i for f in line.fields) for line in data)
        for i in range(len(columns))
    )
    return share >= _NUMERIC_SHARE * len(data) and not _is_contents(data)


def _is_contents(data: Sequence[FieldLine]) -> bool:
    """A list of contents: one small whole number at the end of each line, never falling."""
    numbers = [[f.run.text for f in line.fields if f.numeric] for line in data]
    if any(len(line) != 1 or not line[0].isdigit() or len(line[0]) > 3 for line in numbers):
        return False
    if any(not line.fields[-1].numeric for line in data):
        return False
    values = [int(line[0]) for line in numbers]
    return all(a <= b for a, b in pairwise(values))


def _header_start(
    lines: Sequence[FieldLine],
    start: int,
    floor: int,
    columns: Sequence[tuple[float, float]],
    beside: list[float],
    barriers: Sequence[float],
) -> int:
    """Header lines directly above the rows: several entries side by side, or under the table's top rule."""
    first = start
    top_rule = min(
        (y for y in beside if y < lines[start].top and y > lines[max(floor, start - _HEADER_LINES)].top - 10),
        default=None,
    )
    for at in range(start - 1, max(floor, start - _HEADER_LINES) - 1, -1):
        line = lines[at]
        if not _near(line, lines[at + 1], barriers) or line.is_prose or _is_caption(line):
            break
        under_rule = top_rule is not None and line.top > top_rule - 2
        if top_rule is not None and not under_rule:
            break
        inside = all(columns[0][0] - 30 < f.run.x1 and f.run.x0 < columns[-1][1] + 30 for f in line.fields)
        if not under_rule and not inside:
            break
        beside_next = line.bottom > lines[at + 1].top
        if len(line.fields) > 1 or under_rule or (beside_next and first == at + 1):
            first = at
    return first


def _label_tail(
    lines: Sequence[FieldLine], stop: int, columns: Sequence[tuple[float, float]], barriers: Sequence[float]
) -> int:
    """Rows of a label alone that follow the last row with a number."""
    last = stop
    while last < len(lines) and _near(lines[last - 1], lines[last], barriers):
        line = lines[last]
        if line.is_prose or _is_caption(line):
            break
        in_label_column = all(
            f.run.x0 > columns[0][0] - 3 and f.run.x1 < columns[0][1] + 3 for f in line.fields
        )
        if not in_label_column or len(line.fields) != 1 or line.fields[0].numeric:
            break
        last += 1
    return last


def grouped_rows(lines: Sequence[FieldLine]) -> list[list[int]]:
    """Lines of an unruled stretch grouped to rows: what overlaps is one row, and labels that stand closer."""
    return _rows(lines, 0, 0, len(lines), [])


def _rows(
    lines: Sequence[FieldLine], first: int, start: int, last: int, beside: list[float]
) -> list[list[int]]:
    """Lines grouped to rows: by rules where every row has one, else what overlaps or stands closer is one row."""
    between = [y for y in beside if lines[first].top < y < lines[last - 1].bottom]
    body = [y for y in between if y > lines[start].top]
    ruled = len(body) >= 2 and len(body) >= 0.5 * (last - start - 1)
    pitch = median([lines[i + 1].top - lines[i].top for i in range(start, last - 1)] or [0.0])
    rows: list[list[int]] = [[first]]
    for at in range(first + 1, last):
        one, two = lines[at - 1], lines[at]
        overlap = one.bottom - two.top > 0.1 * min(one.height, two.height)
        if at < start or rows[-1][-1] < start:
            joined = False
        elif ruled:
            joined = not any(
                one.top < y - 1 and y + 1 < two.bottom and one.bottom - 2 < y < two.top + 2 for y in body
            )
        else:
            lone = not one.is_data or not two.is_data
            joined = overlap or (lone and two.top - one.top < 0.8 * pitch)
        if joined:
            rows[-1].append(at)
        else:
            rows.append([at])
    return rows
