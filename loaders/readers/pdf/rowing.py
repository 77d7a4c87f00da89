"""Lines of a table without rules grouped to rows: by rules where every row has one, else by distance and by what they hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from loaders.grammar.enumeration import mark
from loaders.readers.pdf.columns import Stretch, column_at
from loaders.readers.pdf.fields import FieldLine
from loaders.readers.pdf.runs import Run
from loaders.readers.pdf.wrapping import wrapped_rows

_CODED = 0.6  # share of the rows with a code in the first column, where a label alone is no row
_WIDER = 1.0  # points
_ONE_LINE = 0.5  # overlap of two lines that are one row's, in heights


def grouped_rows(lines: Sequence[FieldLine]) -> list[list[int]]:
    """Lines of an unruled stretch grouped to rows: what overlaps is one row, and labels that stand closer."""
    return rows_of(lines, 0, 0, len(lines), [], [])


def rows_of(
    lines: Sequence[FieldLine],
    first: int,
    start: int,
    last: int,
    beside: Sequence[float],
    columns: Sequence[Stretch],
) -> list[list[int]]:
    """The rows of a table from line ``first`` to before ``last``, its header before ``start``; ``beside`` are its rules.

    A label printed around its amounts, over several lines, is one row with them.
    """
    between = [y for y in beside if lines[first].top < y < lines[last - 1].bottom]
    body = [y for y in between if y > lines[start].top]
    ruled = len(body) >= 2 and len(body) >= 0.5 * (last - start - 1)
    pitch = median([lines[i + 1].top - lines[i].top for i in range(start, last - 1)] or [0.0])
    rows: list[list[int]] = [[first]]
    for at in range(first + 1, last):
        one, two = lines[at - 1], lines[at]
        if at < start or rows[-1][-1] < start:
            joined = False
        elif ruled:
            joined = not any(
                one.top < y - 1 and y + 1 < two.bottom and one.bottom - 2 < y < two.top + 2 for y in body
            )
        else:
            lone = (not one.is_data or not two.is_data) and not _begins_item(two)
            joined = _overlap(one, two) > 0.1 or (lone and two.top - one.top < 0.8 * pitch)
        if joined:
            rows[-1].append(at)
        else:
            rows.append([at])
    if ruled:
        return rows
    if columns and (found := wrapped_rows(lines[start:last], columns, label_columns(lines[start:last], columns))):
        return [row for row in rows if row[0] < start] + [[start + at for at in row] for row in found]
    parted = [part for row in rows for part in _parted(lines, row)]
    return _around_amounts(parted, lines, start, columns) if columns else parted


def _overlap(one: FieldLine, two: FieldLine) -> float:
    return (one.bottom - two.top) / max(min(one.height, two.height), 1.0)


def _parted(lines: Sequence[FieldLine], row: list[int]) -> list[list[int]]:
    """A group of lines with the amounts of several rows, parted: what else it holds belongs to the nearest amounts."""
    anchors = [
        at
        for n, at in enumerate(row)
        if (lines[at].is_data or lines[at].numbers_columns) and not (n and _is_one(lines, row[n - 1], at))
    ]
    if len(anchors) < 2:
        return [row]
    parts: dict[int, list[int]] = {at: [] for at in anchors}
    for at in row:
        parts[
            min(anchors, key=lambda anchor: (abs(_middle(lines[anchor]) - _middle(lines[at])), anchor))
        ].append(at)
    return list(parts.values())


def _is_one(lines: Sequence[FieldLine], above: int, at: int) -> bool:
    return lines[above].is_data and _overlap(lines[above], lines[at]) > _ONE_LINE


def _middle(line: FieldLine) -> float:
    return (line.top + line.bottom) / 2


def _begins_item(line: FieldLine) -> bool:
    """Whether a label with the mark of a list begins in a line."""
    return any(mark(f.run.text) for f in line.fields if not f.numeric)


def _around_amounts(
    rows: list[list[int]], lines: Sequence[FieldLine], start: int, columns: Sequence[Stretch]
) -> list[list[int]]:
    """Rows of amounts with the lines of their labels that stand above and below them.

    A row without a label on its own line has one above and one below. Where each row has a code, a label alone is no
    row: as many lines follow an amount as go before it, and all do where none does.
    """
    data = [lines[at] for row in rows for at in row if at >= start and lines[at].is_data]
    labels = label_columns(data, columns)
    if not labels:
        return rows
    coded = sum(
        line.fields[0].numeric and column_at(line.fields[0].run, columns)[0] == 0 for line in data
    ) >= _CODED * len(data)
    merged: list[list[int]] = []
    loose: list[list[int]] = []  # rows of labels alone since the last amounts
    above = 0  # of them, those that go before these
    for row in rows:
        fields = [f for at in row for f in lines[at].fields]
        if (
            row[0] >= start
            and not any(f.numeric for f in fields)
            and not any(_begins_item(lines[at]) for at in row)
        ):
            loose.append(row)
            continue
        missing = _without_label(lines, row, columns, labels) if row[0] >= start else set()
        before = bool(merged) and merged[-1][0] >= start
        if coded and row[0] >= start:
            below = _widest(lines, [merged[-1], *loose, row]) if before else 0
            if below < 0:
                below = min(len(loose), above) if above or missing else len(loose)
        else:
            below = (
                len(loose)
                if not missing or not loose or not _only_labels(lines, loose[-1], columns, missing)
                else len(loose) - 1
            )
        own = loose[below:]
        if coded and before:
            merged[-1] += [at for part in loose[:below] for at in part]
        else:
            merged += _closed(merged, loose[:below], lines, columns, labels, start)
        merged.append([*(at for part in own for at in part), *row])
        above, loose = len(own), []
    if coded and merged and merged[-1][0] >= start:
        merged[-1] += [at for part in loose[:above] for at in part]
        return merged + loose[above:]
    return merged + _closed(merged, loose, lines, columns, labels, start)


def _widest(lines: Sequence[FieldLine], rows: Sequence[Sequence[int]]) -> int:
    """Behind which of ``rows`` the widest gap is; -1 where several are as wide."""
    gaps = [
        min(lines[at].top for at in two) - max(lines[at].bottom for at in one) for one, two in pairwise(rows)
    ]
    last, widest = sorted(gaps)[-2:] if len(gaps) > 1 else (0.0, 0.0)
    return gaps.index(widest) if widest - last > _WIDER else -1


def _closed(
    merged: list[list[int]],
    loose: list[list[int]],
    lines: Sequence[FieldLine],
    columns: Sequence[Stretch],
    labels: set[int],
    start: int,
) -> list[list[int]]:
    """Rows of labels alone, the first taken into the row before it where that has a label above its amounts and none beside them."""
    if not loose or not merged or merged[-1][0] < start:
        return loose
    anchors = [at for at in merged[-1] if any(f.numeric for f in lines[at].fields)]
    missing = _without_label(lines, anchors, columns, labels)
    if missing and len(anchors) < len(merged[-1]) and _only_labels(lines, loose[0], columns, missing):
        merged[-1] += loose[0]
        return loose[1:]
    return loose


def label_columns(data: Sequence[FieldLine], columns: Sequence[Stretch]) -> set[int]:
    """Columns in which the rows print words."""
    words = [0] * len(columns)
    numbers = [0] * len(columns)
    for line in data:
        for f in line.fields:
            (numbers if f.numeric else words)[column_at(f.run, columns)[0]] += 1
    return {col for col, count in enumerate(words) if count > numbers[col]}


def coded_columns(data: Sequence[FieldLine], columns: Sequence[Stretch]) -> set[int]:
    """Columns of codes: whole numbers that all begin at one place."""
    found: dict[int, list[Run]] = defaultdict(list)
    for line in data:
        for f in line.fields:
            found[column_at(f.run, columns)[0]].append(f.run)
    return {
        col
        for col, runs in found.items()
        if all(run.text.isdigit() for run in runs) and max(r.x0 for r in runs) - min(r.x0 for r in runs) < _WIDER
    }


def _without_label(
    lines: Sequence[FieldLine], row: Sequence[int], columns: Sequence[Stretch], labels: set[int]
) -> set[int]:
    """The label columns that are blank in a row though amounts stand to the right of them."""
    filled = {column_at(f.run, columns)[0]: f for at in row for f in lines[at].fields}
    nearest = {
        max((label for label in labels if label < col), default=-1) for col, f in filled.items() if f.numeric
    }
    return {label for label in nearest if label >= 0 and label not in filled}


def _only_labels(
    lines: Sequence[FieldLine], row: Sequence[int], columns: Sequence[Stretch], labels: set[int]
) -> bool:
    """Whether a row holds words only, some of them in the columns ``labels``."""
    fields = [f for at in row for f in lines[at].fields]
    return not any(f.numeric for f in fields) and any(column_at(f.run, columns)[0] in labels for f in fields)
