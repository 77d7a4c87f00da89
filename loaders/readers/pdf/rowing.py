"""Lines of a table without rules grouped to rows: by rules where every row has one, else by distance and by what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from loaders.readers.pdf.columns import Stretch, column_at
from loaders.readers.pdf.fields import FieldLine

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
            lone = not one.is_data or not two.is_data
            joined = _overlap(one, two) > 0.1 or (lone and two.top - one.top < 0.8 * pitch)
        if joined:
            rows[-1].append(at)
        else:
            rows.append([at])
    if ruled:
        return rows
    parted = [part for row in rows for part in _parted(lines, row)]
    return _around_amounts(parted, lines, start, columns) if columns else parted


def _overlap(one: FieldLine, two: FieldLine) -> float:
    return (one.bottom - two.top) / max(min(one.height, two.height), 1.0)


def _parted(lines: Sequence[FieldLine], row: list[int]) -> list[list[int]]:
    """A group of lines with the amounts of several rows, parted: what else it holds belongs to the nearest amounts."""
    anchors = [
        at for n, at in enumerate(row) if lines[at].is_data and not (n and _is_one(lines, row[n - 1], at))
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


def _around_amounts(
    rows: list[list[int]], lines: Sequence[FieldLine], start: int, columns: Sequence[Stretch]
) -> list[list[int]]:
    """Rows of amounts that have no label on their own line, with the lines of labels around them."""
    labels = label_columns(
        [lines[at] for row in rows for at in row if at >= start and lines[at].is_data], columns
    )
    if not labels:
        return rows
    merged: list[list[int]] = []
    place = 0
    while place < len(rows):
        row = rows[place]
        missing = _without_label(lines, row, columns, labels) if row[0] >= start else set()
        above = merged[-1] if merged and merged[-1][0] >= start else None
        below = rows[place + 1] if place + 1 < len(rows) else None
        if (
            missing
            and above is not None
            and below is not None
            and _only_labels(lines, above, columns, missing)
            and _only_labels(lines, below, columns, missing)
        ):
            merged[-1] = [*above, *row, *below]
            place += 2
            continue
        merged.append(row)
        place += 1
    return merged


def label_columns(data: Sequence[FieldLine], columns: Sequence[Stretch]) -> set[int]:
    """Columns in which the rows print words."""
    words = [0] * len(columns)
    numbers = [0] * len(columns)
    for line in data:
        for f in line.fields:
            (numbers if f.numeric else words)[column_at(f.run, columns)[0]] += 1
    return {col for col, count in enumerate(words) if count > numbers[col]}


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
