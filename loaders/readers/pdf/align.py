"""Tables without rules, or with horizontal rules only: columns from alignment, rows from lines.

Ruled tables are found first (``loaders.readers.pdf.lattice``); this looks at what is left of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from loaders.readers.pdf.fields import FieldLine
from loaders.readers.pdf.rules import Piece
from loaders.readers.pdf.text import Run

_CAPTION = re.compile(r"单位\s*[:：]|^[(（]?\s*(?:注|说明|备注)\s*[:：]")
_FARTHEST = 3.2  # distance of two rows' tops, in heights of the text
_FEWEST_ROWS = 3
_HEADER_LINES = 6
_NUMERIC_SHARE = 0.6
_RARE = 0.04  # share of rows that may reach into a gap between columns
_OVERLAP = 0.1


@dataclass(slots=True)
class AlignedCell:
    """An entry of an aligned table in its place."""

    row: int
    col: int
    col_span: int
    runs: list[Run]


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
    return _CAPTION.search("".join(f.run.text for f in line.fields)) is not None


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
    columns = _columns(data)
    if not _convinces(data, columns, _rules_around(lines, start, stop, beside)):
        return None
    first = _header_start(lines, start, floor, columns, beside, barriers)
    last = _label_tail(lines, stop, columns, barriers)
    columns = _with_header_columns(columns, lines[first:start])
    rows = _rows(lines, first, start, last, beside)
    cells = _cells(lines, rows, columns, start)
    return AlignedTable(lines[first].top, left, len(rows), len(columns), cells, range(first, last))


def _rules_around(lines: Sequence[FieldLine], start: int, stop: int, beside: list[float]) -> int:
    low = lines[max(0, start - _HEADER_LINES)].top - 10
    high = lines[stop - 1].bottom + 15
    return sum(low <= y <= high for y in beside)


def _convinces(data: Sequence[FieldLine], columns: list[tuple[float, float]], rules: int) -> bool:
    if len(columns) < 2 or len(data) < (1 if rules >= 3 else 2 if rules >= 2 else _FEWEST_ROWS):
        return False
    share = max(
        sum(any(f.numeric and _column_of(f.run, columns)[0] == i for f in line.fields) for line in data)
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


def _columns(data: Sequence[FieldLine]) -> list[tuple[float, float]]:
    """Stretches of x that entries cover, between gaps that (nearly) no row reaches into."""
    edges: list[tuple[float, int]] = []
    for line in data:
        for f in line.fields:
            shrink = min(0.5, (f.run.x1 - f.run.x0) / 4)
            edges += [(f.run.x0 + shrink, 1), (f.run.x1 - shrink, -1)]
    edges.sort()
    allowed = int(_RARE * len(data))
    columns: list[tuple[float, float]] = []
    depth, begin = 0, 0.0
    for x, step in edges:
        before, depth = depth, depth + step
        if before <= allowed < depth:
            begin = x
        elif depth <= allowed < before:
            columns.append((begin, x))
    return columns


def _column_of(run: Run, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """First and last column that ``run`` reaches into, or the nearest one twice."""
    hit = [
        i
        for i, (x0, x1) in enumerate(columns)
        if min(run.x1, x1) - max(run.x0, x0) > _OVERLAP * min(x1 - x0, run.x1 - run.x0)
    ]
    if hit:
        return hit[0], hit[-1]
    middle = (run.x0 + run.x1) / 2
    nearest = min(range(len(columns)), key=lambda i: max(columns[i][0] - middle, middle - columns[i][1]))
    return nearest, nearest


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
        if len(line.fields) > 1 or under_rule:
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


def _with_header_columns(
    columns: list[tuple[float, float]], header: Sequence[FieldLine]
) -> list[tuple[float, float]]:
    """Columns as wide as their headers, and those that only the header shows, being blank in every row.

    A header that stands over no column is that of the column beside it, unless that has one of its own.
    """
    if not header:
        return columns
    spots = [(f.run.x0, f.run.x1) for line in reversed(header) for f in line.fields]
    headed = {i for spot in spots for i, column in enumerate(columns) if _meet(spot, column)}
    wide = dict(enumerate(columns))
    extra: list[tuple[float, float]] = []
    for spot in spots:
        if any(_meet(spot, column) for column in (*columns, *extra)):
            continue
        beside = [i for i in _neighbours(spot, columns) if i not in headed]
        if beside:
            nearest = min(beside, key=lambda i: abs(sum(columns[i]) - sum(spot)))
            headed.add(nearest)
            wide[nearest] = (min(wide[nearest][0], spot[0]), max(wide[nearest][1], spot[1]))
        else:
            extra.append(spot)
    return sorted([*wide.values(), *extra])


def _meet(one: tuple[float, float], two: tuple[float, float]) -> bool:
    return one[1] > two[0] and two[1] > one[0]


def _neighbours(spot: tuple[float, float], columns: Sequence[tuple[float, float]]) -> list[int]:
    before = [i for i, column in enumerate(columns) if column[1] <= spot[0]]
    return [i for i in (len(before) - 1, len(before)) if 0 <= i < len(columns)]


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
            joined = overlap and at != start
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


def _cells(
    lines: Sequence[FieldLine], rows: list[list[int]], columns: list[tuple[float, float]], start: int
) -> list[AlignedCell]:
    cells: dict[tuple[int, int], AlignedCell] = {}
    for row, members in enumerate(rows):
        for at in members:
            for f in lines[at].fields:
                low, high = _column_of(f.run, columns)
                if at >= start and f.numeric:
                    low = high = _nearest_edge(f.run, columns, low, high)
                cell = cells.setdefault((row, low), AlignedCell(row, low, 1, []))
                cell.col_span = max(cell.col_span, high - low + 1)
                cell.runs.append(f.run)
    header_rows = [row for row, members in enumerate(rows) if members[0] < start]
    _widen_groups(cells, header_rows, columns)
    return [cells[key] for key in sorted(cells)]


def _nearest_edge(run: Run, columns: Sequence[tuple[float, float]], low: int, high: int) -> int:
    return max(range(low, high + 1), key=lambda i: min(run.x1, columns[i][1]) - max(run.x0, columns[i][0]))


def _widen_groups(
    cells: dict[tuple[int, int], AlignedCell], header_rows: list[int], columns: Sequence[tuple[float, float]]
) -> None:
    """A group header stands in the middle of its columns: it spans the neighbours that have a header below it only."""
    for row in header_rows[:-1]:
        here = [cell for (r, _), cell in cells.items() if r == row]
        below = {
            c
            for (r, k), cell in cells.items()
            if r in header_rows and r > row
            for c in range(k, k + cell.col_span)
        }
        groups = [c for c in here if any(k in below for k in range(c.col, c.col + c.col_span))]
        covered = {k for c in here for k in range(c.col, c.col + c.col_span)}
        if not groups:
            continue
        for col in sorted(below - covered):
            middle = (columns[col][0] + columns[col][1]) / 2
            nearest = min(
                groups, key=lambda g: abs(sum((r.x0 + r.x1) / 2 for r in g.runs) / len(g.runs) - middle)
            )
            _stretch_to(cells, nearest, col)


def _stretch_to(cells: dict[tuple[int, int], AlignedCell], cell: AlignedCell, col: int) -> None:
    low, high = min(cell.col, col), max(cell.col + cell.col_span, col + 1)
    taken = {k for (r, k), other in cells.items() if r == cell.row and other is not cell}
    if any(k in taken for k in range(low, high)):
        return
    del cells[cell.row, cell.col]
    cell.col, cell.col_span = low, high - low
    cells[cell.row, low] = cell
