"""The rows of a table in a text laid out with blanks: the columns that they show, and which lines are one row.

Characters differ in width on paper and not in the text: labels and codes drift from row to row where amounts, which end below
each other, don't. A cell breaks a label where it is full.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise, takewhile

from loaders.grammar.enumeration import MARK
from loaders.grammar.normal import fold
from loaders.readers.pdf.columns import Stretch, column_at, columns_of
from loaders.readers.pdf.fields import Field, FieldLine
from loaders.readers.pdf.rowing import label_columns, rows_of
from loaders.tables.laid.words import leaves_of, words_of
from loaders.tables.vocabulary import label_measure, row_role, subjects

ROW_NUMBER = "行次"
CODE = re.compile(r"\d{2,7}")
_BEGINS = re.compile(rf"^(?:其中[:：]?|{MARK}|\d)")
_ROOM = 120.0  # points made between amounts and labels that reach into each other
_FEWEST_NAMES = 2  # columns of names and codes
_FILLED = 0.8  # share of a column that a name put into it takes
_FEWEST_MIXED = 2  # rows that have both in one column
_MOST_SIDES = 4
_TOUCHES = 6.0  # points between amounts of one column that end in different places
_FEWEST_FULL = 2  # labels as wide as their cell
_MOST_PIECES = 2  # of a label above its amounts, and below
_BLUR = 6.0  # points by which one may be narrower


def columns_and_codes(data: Sequence[FieldLine]) -> tuple[list[Stretch], set[int]]:
    """The columns of the rows, and which of them hold codes; codes that drift apart between labels are one column."""
    columns = columns_of(data)
    held = [{column_at(f.run, columns)[0]: f for f in line.fields} for line in data]
    found: list[Stretch] = []
    codes: set[int] = set()
    is_code, last = False, -1
    for col, column in enumerate(columns):
        is_before, is_code = is_code, all(_is_code(own[col]) for own in held if col in own)
        drifts = (is_before and is_code) or (col and column[0] - found[-1][1] < _TOUCHES and _are_amounts(held, last, col))
        if drifts and not any(last in own and col in own for own in held):
            found[-1] = (found[-1][0], column[1])
        else:
            found.append(column)
        codes |= {len(found) - 1} if is_code else set()
        last = col
    return found, codes


def named_apart(head: Sequence[FieldLine], body: Sequence[FieldLine]) -> list[FieldLine]:
    """The rows with their names parted at blanks, where the header names more columns left of the amounts than the rows show, and
    parted rows show as many."""
    leaves = leaves_of([list(words_of(line, at)) for at, line in enumerate(head)])[0]
    named, count = _named(body)
    known = len(list(takewhile(lambda leaf: leaf.is_label and leaf.word.text != ROW_NUMBER, leaves)))
    wanted = max(known, len(leaves) - (count - named))  # all but those of the other columns
    if wanted < _FEWEST_NAMES or named >= wanted:
        return list(body)
    parted = [replace(line, fields=[part for one in line.fields for part in _parts(one)]) for line in body]
    return parted if _named(parted)[0] == wanted else _in_order(parted, wanted) or list(body)


def _in_order(body: Sequence[FieldLine], wanted: int) -> list[FieldLine] | None:
    """Rows whose names drift into each other, put into ``wanted`` columns: in their order where a row has them all, and where others have
    theirs; None where few have, or one has more."""
    leading = [_leading(line) for line in body]
    full = [own for own, line in zip(leading, body, strict=True) if len(own) == wanted and line.is_data]
    if len(full) < _FEWEST_FULL or any(len(own) > wanted for own in leading):
        return None
    left = min(one.run.x0 for own in leading for one in own)
    right = min((f.run.x0 for line in body for f in line.fields if f.numeric and not _is_code(f) and f is not line.fields[0]), default=0.0)
    wide = (right - left) / wanted
    spans = [(min(own[n].run.x0 for own in full), max(own[n].run.x1 for own in full)) for n in range(wanted)]
    found = []
    for line, own in zip(body, leading, strict=True):
        places: list[int] = []
        for n, one in enumerate(own):
            free = range(places[-1] + 1 if places else 0, wanted - len(own) + n + 1)
            places.append(max(free, key=lambda col: min(one.run.x1, spans[col][1]) - max(one.run.x0, spans[col][0])))
        moved = [_moved(one, left + place * wide, left + (place + _FILLED) * wide) for one, place in zip(own, places, strict=True)]
        found.append(replace(line, fields=[*moved, *line.fields[len(own) :]]))
    return found if wide > 0 else None


def _leading(line: FieldLine) -> list[Field]:
    """What stands before a line's amounts: names, codes, the number of the row."""
    return [*line.fields[:1], *takewhile(lambda one: not one.numeric or _is_code(one), line.fields[1:])]


def _moved(one: Field, x0: float, x1: float) -> Field:
    run = replace(one.run, x0=x0, x1=x1)
    return replace(one, run=run, parts=(run,))


def _named(body: Sequence[FieldLine]) -> tuple[int, int]:
    """How many columns stand left of the amounts, and how many there are."""
    data = [line for line in body if line.is_data]
    columns, codes = columns_and_codes(data)
    labels = {*label_columns(body, columns), *codes}
    return len(list(takewhile(lambda col: col in labels, range(len(columns))))), len(columns)


def _parts(one: Field) -> list[Field]:
    return [one] if one.numeric or len(one.parts) < 2 else [Field(run, False, (run,)) for run in one.parts]


def _are_amounts(held: Sequence[Mapping[int, Field]], *columns: int) -> bool:
    return all(own[col].numeric for own in held for col in columns if col in own)


def _is_code(one: Field) -> bool:
    return one.numeric and len(one.run.text) > 2 and CODE.fullmatch(one.run.text) is not None


def snapped(line: FieldLine, columns: Sequence[Stretch], codes: Collection[int]) -> FieldLine:
    """A line with its codes in the column of codes that they reach into, though more of them stands in the next."""
    fields = []
    for one in line.fields:
        low, high = column_at(one.run, columns)
        col = next((col for col in range(low, high + 1) if col in codes), None) if _is_code(one) else None
        if col is not None:
            x0, x1 = columns[col]
            one = replace(one, run=replace(one.run, x0=x0, x1=x1), parts=(replace(one.parts[0], x0=x0, x1=x1),))
        fields.append(one)
    return replace(line, fields=fields)


def unmixed(lines: Sequence[FieldLine], start: int) -> list[FieldLine]:
    """The lines of a table with room made where amounts and the labels behind them, which drift, reach into each other.

    In a text two cells beside each other have one blank between, and rows with a blank cell have their labels where others
    have the end of their amounts.
    """
    found = list(lines)
    for _ in range(_MOST_SIDES):
        data = [line for line in found[start:] if line.is_data]
        columns = columns_of(data)
        placed = [[(column_at(f.run, columns)[0], f) for f in line.fields] for line in data]
        edges = (_edge([[f for at, f in row if at == col] for row in placed]) for col in range(len(columns)))
        edge = next((one for one in edges if one is not None), None)
        if edge is None:
            break
        found = [_widened(line, *edge) for line in found]
    return found


def _edge(rows: Sequence[Sequence[Field]]) -> tuple[float, float] | None:
    """Where the amounts of a column end and its labels begin, if its ``rows`` have both; None for a column of one kind."""
    both = [row for row in rows if len(row) == 2 and row[0].numeric and not row[1].numeric]
    if len(both) < _FEWEST_MIXED or any(two.numeric and not one.numeric for row in rows for one, two in pairwise(row)):
        return None
    amounts = [f.run for row in rows for f in row if f.numeric]
    labels = [f.run for row in rows for f in row if not f.numeric]
    return max(run.x1 for run in amounts), min(run.x0 for run in labels)


def _widened(line: FieldLine, amounts: float, labels: float) -> FieldLine:
    """A line with what stands behind the amounts that end at ``amounts`` moved to the right: all from ``labels`` on that is none of them."""

    def moved(one: Field) -> Field:
        behind = one.run.x1 > amounts if one.numeric else one.run.x0 >= labels
        by = _ROOM if behind else 0.0
        parts = tuple(replace(run, x0=run.x0 + by, x1=run.x1 + by) for run in one.parts)
        return replace(one, run=replace(one.run, x0=one.run.x0 + by, x1=one.run.x1 + by), parts=parts)

    return replace(line, fields=[moved(one) for one in line.fields])


def row_lines(body: Sequence[FieldLine], columns: Sequence[Stretch], labels: Collection[int], codes: Collection[int]) -> list[list[int]]:
    """The lines of each row: those whose labels make an official name; in a table of one column of names those that a full cell has broken."""
    names = [col for col in labels if col not in codes]
    if codes or len(names) != 1:
        return _by_names(rows_of(body, 0, 0, len(body), [], columns), body)
    pieces = [[f for f in line.fields if not f.numeric and column_at(f.run, columns)[0] in names] for line in body]
    texts = ["".join(f.run.text for f in piece) for piece in pieces]
    widths = [max((f.run.x1 for f in piece), default=0.0) - min((f.run.x0 for f in piece), default=0.0) for piece in pieces]
    widest = max(widths)
    full = widest - _BLUR if sum(width >= widest - _BLUR for width in widths) >= _FEWEST_FULL else widest + 1
    amounts = [any(f.numeric for f in line.fields) for line in body]
    rows: list[list[int]] = []
    for at, text in enumerate(texts):
        last = next((n for n in reversed(rows[-1]) if texts[n]), -1) if rows else -1
        has_amounts = bool(rows) and any(amounts[n] for n in rows[-1])
        if last >= 0 and widths[last] >= full and not (has_amounts and amounts[at]) and not _is_label(text):
            rows[-1].append(at)
        else:
            rows.append([at])
    return rows


def _by_names(rows: Sequence[list[int]], body: Sequence[FieldLine]) -> list[list[int]]:
    """Rows with those of a label alone above and below them that make an official name with theirs."""
    names = ["".join(f.run.text for at in row for f in body[at].fields if not f.numeric) for row in rows]
    alone = [not any(f.numeric for at in row for f in body[at].fields) for row in rows]
    own = list(range(len(rows)))  # by row, the row that it goes to
    for at, is_label in enumerate(alone):
        if is_label:
            continue
        above = next((n for n in range(_MOST_PIECES) if at - n - 1 < 0 or not alone[at - n - 1] or own[at - n - 1] != at - n - 1), _MOST_PIECES)
        below = next((n for n in range(_MOST_PIECES) if at + n + 1 >= len(rows) or not alone[at + n + 1]), _MOST_PIECES)
        ways = sorted(((i, j) for i in range(above + 1) for j in range(below + 1)), key=sum, reverse=True)
        best = next((way for way in ways if fold("".join(names[at - way[0] : at + way[1] + 1])) in _official()), (0, 0))
        for n in range(at - best[0], at + best[1] + 1):
            own[n] = at
    return [[at for n in range(len(rows)) if own[n] == row for at in rows[n]] for row in range(len(rows)) if own[row] == row]


def _is_label(text: str) -> bool:
    """Whether a piece of a label begins one, or is one."""
    name = fold(text)
    return _BEGINS.match(name) is not None or row_role(name)[0] != "item" or bool(label_measure(name)) or name in _official()


@cache
def _official() -> frozenset[str]:
    return frozenset(fold(one.name) for known in subjects().values() for one in known)
