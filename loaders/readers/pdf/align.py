"""Tables without rules, or with horizontal rules only: columns from alignment, rows from lines.

Ruled tables are found first (``loaders.readers.pdf.lattice``); this looks at what is left of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from loaders.grammar.enumeration import mark
from loaders.grammar.notes import is_remark, is_running_title
from loaders.grammar.owners import is_owner_line
from loaders.grammar.page_numbers import may_be_page_number
from loaders.grammar.titles import is_table_number
from loaders.grammar.units import printed_unit
from loaders.readers.pdf.columns import Stretch, column_at, columns_of, with_header_columns
from loaders.readers.pdf.entries import AlignedCell, entries_of
from loaders.readers.pdf.fields import Field, FieldLine, parted
from loaders.readers.pdf.rowing import coded_columns, label_columns, rows_of
from loaders.readers.pdf.runs import Run

if TYPE_CHECKING:
    from loaders.readers.pdf.rules import Piece

_FARTHEST = 3.2  # distance of two lines' tops, in heights of the text
_FARTHEST_ROWS = 5.0  # of two rows with amounts
_SLACK = 1.3  # distance of a line from the next, in usual distances of the table's lines
_EDGE = 2.0  # points
_MARGIN = 1.0
_FEWEST_ROWS = 3
_HEADER_LINES = 6
_CAPTIONED_LINES = 12  # of a header right below the table's unit
_BLANK_ROWS = 40  # rows without an amount between two that have some
_NUMERIC_SHARE = 0.6
_TITLE = re.compile(r"表(?:[(（][^()（）]*[)）])?$")


@dataclass(slots=True)
class AlignedTable:
    """A table found by alignment, and the indices of the lines it takes from the page."""

    top: float
    left: float
    rows: int
    cols: int
    cells: list[AlignedCell]
    taken: range
    start: int  # the first line below the header


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


def rows_below(lines: Sequence[FieldLine], top: float, within: Callable[[FieldLine], bool]) -> int:
    """How many of ``lines`` are the rows of a table whose header ends at ``top``; 0 where none begins close below it.

    ``within`` tells of a line that reads like a sentence whether it stands in a column of the table.
    """
    stop, above = 0, top
    edges: set[int] = set()
    for at, line in enumerate(lines):
        beside = line.is_data and bool(own := _edges(line)) and own <= edges
        near = line.top - above <= _FARTHEST * line.height if not at else _near(lines[at - 1], line, (), _pitch(lines[:at]))
        ends = {step + off for step in edges for off in (-1, 0, 1)}  # where amounts end, as exact as they are drawn
        is_page_number = _is_page_number(line) and not _edges(line) <= ends
        if not (near or beside) or _is_caption(line) or is_page_number or (line.is_prose and not within(line)):
            break
        if line.is_data:
            edges |= _edges(line)
        if edges and not (len(line.fields) == 1 and line.fields[0].numeric):
            stop = at + 1
    return stop


def _is_page_number(line: FieldLine) -> bool:
    return may_be_page_number(" ".join(f.run.text for f in line.fields))


def _near(one: FieldLine, two: FieldLine, barriers: Sequence[float], pitch: float = 0.0) -> bool:
    """Whether two lines can stand in one table whose rows are ``pitch`` points from each other."""
    if any(one.top < barrier < two.top for barrier in barriers):
        return False
    most = _FARTHEST_ROWS if one.is_data and two.is_data else _FARTHEST
    return two.top - one.top <= max(most * max(one.height, two.height), _SLACK * pitch)


def _stretch(lines: Sequence[FieldLine], start: int, barriers: Sequence[float]) -> int:
    """End of the rows that begin at ``start``: data lines, with lines of labels only between them.

    However far below a line stands, it is one of the rows where its amounts end where theirs do.
    """
    if not lines[start].is_data:
        return start
    stop, at = start + 1, start + 1
    edges = _edges(lines[start])
    while at < len(lines) and at - stop < _BLANK_ROWS:
        line = lines[at]
        if line.is_prose or _is_caption(line):
            break
        beside = bool(own := _edges(line)) and line.is_data and own <= edges
        cut_off = any(lines[at - 1].top < barrier < line.top for barrier in barriers)
        if cut_off or not (beside or _near(lines[at - 1], line, barriers, _pitch(lines[start:at]))):
            break
        if line.is_data:
            stop = at + 1
            edges |= own
        at += 1
    return stop


def _edges(line: FieldLine) -> set[int]:
    """Where the amounts of a line end, in steps of points."""
    return {round(f.run.x1 / _EDGE) for f in line.fields if f.numeric}


def _pitch(lines: Sequence[FieldLine]) -> float:
    """The usual distance of neighbouring lines of a table; 0 for one line."""
    return median([two.top - one.top for one, two in pairwise(lines)] or [0.0])


def _is_caption(line: FieldLine) -> bool:
    text = "".join(f.run.text for f in line.fields)
    titled = len(line.fields) == 1 and _TITLE.search(text) is not None
    return (
        titled
        or printed_unit(text) is not None
        or is_owner_line(text)
        or is_remark(text)
        or is_running_title(text)
        or is_table_number(text)
    )


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
    captioned = _caption_above(lines, start, floor, barriers, _pitch(body))
    if not _convinces(data, columns, _rules_around(lines, start, stop, beside), captioned):
        return None
    first = captioned or _header_start(lines, start, floor, columns, beside, barriers)
    last = _label_tail(lines, start, stop, columns, barriers)
    columns = _headed(columns, data, lines[first:start])
    apart = _apart_in(columns)
    header = lines[first:start]
    lines = [
        *lines[:first],
        *(parted(line, apart, header) for line in header),
        *(parted(line, apart) for line in lines[start:last]),
        *lines[last:],
    ]
    data = [line for line in lines[start:stop] if line.is_data]
    labels = label_columns(data, columns)
    columns = with_header_columns(columns, lines[first:start], labels | coded_columns(data, columns))
    apart = _apart_in(columns)
    lines[first:start] = [parted(line, apart, header) for line in lines[first:start]]
    while start - 1 > first and all(mark(f.run.text) for f in lines[start - 1].fields):
        start -= 1  # rows without amounts above the first that has some
    is_item = start - 1 == first and all(mark(f.run.text) for f in lines[first].fields)  # a row, though nothing stands above it
    if (start - 1 > first or is_item) and _begins_label(lines[start - 1], lines[start], columns):
        start -= 1
        if last == start + 2 and last < len(lines) and _ends_label(lines[start], lines[start + 1], lines[last]):
            last += 1
    rows = rows_of(lines, first, start, last, beside, columns)
    labels = label_columns(lines[start:last], columns)
    cells = entries_of(lines, rows, columns, start, labels)
    return AlignedTable(lines[first].top, left, len(rows), len(columns), cells, range(first, last), start)


def _headed(columns: list[Stretch], data: Sequence[FieldLine], header: Sequence[FieldLine]) -> list[Stretch]:
    """Columns cut further where rows leave a narrow gap between two texts of the header, none of which goes over both."""
    fine = columns_of(
        [replace(line, fields=[Field(run, True) for f in line.fields for run in f.parts]) for line in data]
    )
    if len(fine) <= len(columns):
        return columns
    reached = [column_at(run, fine) for line in header for f in line.fields for run in f.parts]
    found = fine[:1]
    for col in range(1, len(fine)):
        within = any(x0 < fine[col][0] - _MARGIN and fine[col][0] < x1 for x0, x1 in columns)
        over = any(low < col <= high for low, high in reached)
        named = any(low == col for low, _ in reached) and any(high == col - 1 for _, high in reached)
        if not within or (named and not over):
            found.append(fine[col])
        else:
            found[-1] = (found[-1][0], fine[col][1])
    return found


def _apart_in(columns: Sequence[Stretch]) -> Callable[[Run, Run], bool]:
    """Tells whether two neighbouring runs reach into columns of which none is the same, or one of them into none."""

    def reached(run: Run) -> tuple[int, int]:
        low, high = column_at(run, columns)
        beside = run.x1 < columns[low][0] or run.x0 > columns[high][1]
        return (len(columns), len(columns)) if beside else (low, high)

    def apart(one: Run, two: Run) -> bool:
        (low, high), (begin, end) = reached(one), reached(two)
        return high < begin or end < low

    return apart


def _rules_around(lines: Sequence[FieldLine], start: int, stop: int, beside: list[float]) -> int:
    low = lines[max(0, start - _HEADER_LINES)].top - 10
    high = lines[stop - 1].bottom + 15
    return sum(low <= y <= high for y in beside)


def _convinces(data: Sequence[FieldLine], columns: list[Stretch], rules: int, captioned: int) -> bool:
    if len(columns) < 2 or len(data) < (1 if rules >= 3 or captioned else 2 if rules >= 2 else _FEWEST_ROWS):
        return False
    filled = Counter(col for line in data for col in {column_at(f.run, columns)[0] for f in line.fields if f.numeric})
    return max(filled.values(), default=0) >= _NUMERIC_SHARE * len(data) and not _is_contents(data)


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
    columns: Sequence[Stretch],
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
        inside = [columns[0][0] - 30 < f.run.x1 and f.run.x0 < columns[-1][1] + 30 for f in line.fields]
        beside_next = line.bottom > lines[at + 1].top
        if not under_rule and not all(inside) and sum(inside) < 2 and not (beside_next and first == at + 1):
            break
        if len(line.fields) > 1 or under_rule or (beside_next and first == at + 1):
            first = at
    return first


def _caption_above(
    lines: Sequence[FieldLine], start: int, floor: int, barriers: Sequence[float], pitch: float
) -> int:
    """The first line of a header right below that of a unit or an owner: all down to ``start`` is the header; else 0."""
    for at in range(start - 1, max(floor, start - _CAPTIONED_LINES - 1) - 1, -1):
        if not _near(lines[at], lines[at + 1], barriers, pitch) or lines[at].is_prose:
            return 0
        if _is_caption(lines[at]):
            return at + 1 if at + 1 < start else 0
    return 0


def _label_tail(
    lines: Sequence[FieldLine],
    start: int,
    stop: int,
    columns: Sequence[Stretch],
    barriers: Sequence[float],
) -> int:
    """Rows of labels alone that follow the last row with a number, and those whose amount stands too close to a text to be seen as one
    without the columns."""
    data = [line for line in lines[start:stop] if line.is_data]
    labels = label_columns(data, columns)
    edges = {edge for line in data for edge in _edges(line)}
    apart = _apart_in(columns)
    last = stop
    pitch = _pitch(lines[start:stop])
    while last < len(lines) and _near(lines[last - 1], lines[last], barriers, pitch):
        line = parted(lines[last], apart)
        if line.is_prose or _is_caption(line):
            break
        is_row = line.is_data and _edges(line) <= edges
        if not is_row and any(f.numeric or not _fits_label(f.run, columns, labels) for f in line.fields):
            break
        last += 1
    return last


def _ends_label(above: FieldLine, row: FieldLine, below: FieldLine) -> bool:
    """Whether a line is the lower part of the label that ``above`` begins: it begins below it, close to the amounts between."""
    if len(below.fields) > 1 or below.fields[0].numeric or _is_caption(below) or below.is_prose:
        return False
    beneath = abs(below.fields[0].run.x0 - above.fields[0].run.x0) < _EDGE and below.fields[0].run.x1 <= above.fields[0].run.x1
    return beneath and below.top - row.top < row.height


def _begins_label(above: FieldLine, row: FieldLine, columns: Sequence[Stretch]) -> bool:
    """Whether a line is the upper part of the first row's label: one text beside amounts that stand a little lower.

    Where it stands apart from them, the row has no other text in the column.
    """
    if len(above.fields) > 1 or above.fields[0].numeric:
        return False
    col = column_at(above.fields[0].run, columns)
    goes_on = any(column_at(f.run, columns) == col and not f.numeric for f in row.fields)
    if above.bottom - row.top >= 0.1 * row.height:
        return goes_on or not any(column_at(f.run, columns) == col for f in row.fields)
    codes = [f for f in row.fields if column_at(f.run, columns)[1] < col[0]]
    return col[0] == col[1] == 1 and not goes_on and len(codes) == 1 and codes[0].numeric


def _fits_label(run: Run, columns: Sequence[Stretch], labels: set[int]) -> bool:
    """Whether a text stands in a column of labels, between the columns beside it."""
    ends = [column[0] for column in columns[1:]] + [float("inf")]
    begins = [float("-inf")] + [column[1] for column in columns]
    return any(begins[col] < run.x0 <= columns[col][1] and run.x1 < ends[col] for col in labels)
