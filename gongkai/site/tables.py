"""A budget table as it was printed, from its amounts, its row labels and its header paths."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from gongkai.site.warehouse import Row

Side = str | None
SIDES: tuple[Side, ...] = ("revenue", "expenditure", None)


@dataclass(frozen=True, slots=True)
class Head:
    """One header cell."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(slots=True)
class Part:
    """One side of a table: the columns and rows it prints. A table with one side has one part."""

    side: Side
    columns: list[tuple[int, str]] = field(default_factory=list)  # (column_seq, header path)
    rows: dict[int, Row] = field(default_factory=dict)  # row_seq → label
    amounts: dict[tuple[int, int], list[Row]] = field(default_factory=lambda: defaultdict(list))
    has_codes: bool = False
    has_second: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A rebuilt table: header rows and body rows, ready for a template."""

    head: list[list[Head]]
    body: list[list[dict[str, Any]]]


def rebuild(table: Row, amounts: list[Row], labels: list[Row]) -> Grid:
    """The printed grid of one table; every amount given is in it exactly once."""
    parts = [_part(side, amounts, labels) for side in SIDES]
    parts = [part for part in parts if part.rows]
    _complete_columns(parts, [path for path in (table["header_paths"] or "").split(" | ") if path])
    return Grid(_head(parts), _body(parts))


def _part(side: Side, amounts: list[Row], labels: list[Row]) -> Part:
    part = Part(side)
    for label in labels:
        if label["side"] == side:
            part.rows[label["row_seq"]] = label
    for line in amounts:
        if line["side"] == side:
            part.rows.setdefault(line["row_seq"], line)
            part.amounts[line["row_seq"], line["column_seq"]].append(line)
            part.has_second = part.has_second or bool(line["second_subject_name"])
    part.has_codes = any(row["subject_code"] for row in part.rows.values())
    seen = {line["column_seq"]: line["measure_label"] or "" for line in amounts if line["side"] == side}
    part.columns = sorted(seen.items())
    return part


def _complete_columns(parts: list[Part], paths: list[str]) -> None:
    """Give each part the printed columns without amounts too, where the header paths fit its amounts."""
    if len(parts) == 1 and _fits(parts[0], paths):
        parts[0].columns = list(enumerate(paths, 1))
    if len(parts) == 2:
        first = max((seq for seq, _ in parts[0].columns), default=1)
        for cut in range(first, len(paths)):
            if _fits(parts[0], paths[:cut]) and _fits(parts[1], paths[cut:]):
                parts[0].columns = list(enumerate(paths[:cut], 1))
                parts[1].columns = list(enumerate(paths[cut:], 1))
                return


def _fits(part: Part, paths: list[str]) -> bool:
    return bool(paths) and all(
        0 < seq <= len(paths) and paths[seq - 1].endswith(label) for seq, label in part.columns
    )


def _head(parts: list[Part]) -> list[list[Head]]:
    columns = [_steps(part) for part in parts]
    depth = max((len(path) for paths in columns for path in paths), default=1)
    rows: list[list[Head]] = [[] for _ in range(depth)]
    for part, paths in zip(parts, columns, strict=True):
        for name in _label_columns(part):
            rows[0].append(Head(name, rowspan=depth))
        _add_levels(rows, paths, 0, depth)
    return rows


def _steps(part: Part) -> list[list[str]]:
    return [(path or "—").split("/") for _, path in part.columns]


def _add_levels(rows: list[list[Head]], paths: list[list[str]], level: int, depth: int) -> None:
    for text, members in groupby(paths, key=lambda path: path[level]):
        group = list(members)
        ends = [path for path in group if len(path) == level + 1]
        if len(ends) == len(group):
            rows[level].extend(Head(text, rowspan=depth - level) for _ in group)
        elif ends:
            for path in group:
                rows[level].append(Head("/".join(path[level:]), rowspan=depth - level))
        else:
            rows[level].append(Head(text, colspan=len(group)))
            _add_levels(rows, group, level + 1, depth)


def _label_columns(part: Part) -> list[str]:
    names = ["column.code"] if part.has_codes else []
    names.append(f"column.row.{part.side}" if part.side else "column.row")
    return [*names, "column.second"] if part.has_second else names


def _body(parts: list[Part]) -> list[list[dict[str, Any]]]:
    sequences = sorted({seq for part in parts for seq in part.rows})
    return [[cell for part in parts for cell in _cells(part, seq)] for seq in sequences]


def _cells(part: Part, seq: int) -> list[dict[str, Any]]:
    row = part.rows.get(seq, {})
    found = [part.amounts.get((seq, column), []) for column, _ in part.columns]
    second = next((line["second_subject_name"] for lines in found for line in lines), "")
    cells: list[dict[str, Any]] = []
    if part.has_codes:
        cells.append({"kind": "code", "text": row.get("subject_code") or ""})
    level = row.get("subject_level")
    cells.append({"kind": "label", "text": row.get("subject_name") or "", "level": level})
    if part.has_second:
        cells.append({"kind": "second", "text": second or ""})
    cells.extend({"kind": "amount", "facts": lines} for lines in found)
    return cells
