"""Errors planted into whole rows: a row left out, cells or rows swapped, another name, another unit."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from decimal import Decimal

from benchmarks.planted_staged import KEYS, Case, Row, Staged, number, part_of, place
from loaders.tables.vocabulary import subjects


def deleted_rows(staged: Staged, rng: random.Random) -> Iterator[Case]:
    """Every row of tables, and every source of money of forms, that prints an amount other than zero."""
    for kind, where in (("budget_lines", "table"), ("funding", "funding")):
        rows: dict[tuple[str, ...], list[Row]] = {}
        for row in staged.rows[kind]:
            rows.setdefault(place(kind, row), []).append(row)
        for cells in rows.values():
            largest = max(abs(number(r["amount_printed"]) or Decimal()) for r in cells)
            if largest:
                ids = [r[KEYS[kind]] for r in cells]
                gone = (
                    frozenset(ids) | _labels(staged, cells[0]) if kind == "budget_lines" else frozenset(ids)
                )
                part = part_of(kind, cells[0])
                yield Case("row deleted", where, staged.document_id, part, ids[0], largest, removed=gone)


def _labels(staged: Staged, row: Row) -> frozenset[str]:
    at = [row[c] for c in ("table_seq", "side", "row_seq")]
    return frozenset(
        r["row_label_id"]
        for r in staged.rows["row_labels"]
        if [r[c] for c in ("table_seq", "side", "row_seq")] == at
    )


def shifted_cells(staged: Staged, rng: random.Random) -> Iterator[Case]:
    """A cell in a neighbouring column of its row; where that one has an amount, the two change places."""
    columns: dict[tuple[str, ...], dict[int, Row]] = {}
    cells: dict[tuple[str, ...], dict[int, Row]] = {}
    for row in staged.rows["budget_lines"]:
        at = int(row["column_seq"])
        columns.setdefault((row["table_seq"], row["side"]), {}).setdefault(at, row)
        cells.setdefault(place("budget_lines", row), {})[at] = row
    for key, printed in cells.items():
        heads = columns[key[1:3]]
        for at, row in printed.items():
            beside = [c for c in (at - 1, at + 1) if c in heads]
            value = number(row["amount_printed"])
            if not beside or not value:
                continue
            to = rng.choice(beside)
            other = printed.get(to)
            head = {c: heads[to][c] for c in ("column_seq", "measure", "measure_label")}
            changes: dict[str, Row] = {row["budget_line_id"]: head}
            size = abs(value)
            if other is not None:
                head = {c: row[c] for c in ("column_seq", "measure", "measure_label")}
                changes[other["budget_line_id"]] = head
                size = abs(value - (number(other["amount_printed"]) or Decimal()))
            if size:
                key_id = row["budget_line_id"]
                yield Case("cell shifted", "table", staged.document_id, "tables", key_id, size, changes)


def swapped_rows(staged: Staged, rng: random.Random) -> Iterator[Case]:
    """An amount in the next row of its column, and that one's in its own."""
    columns: dict[tuple[str, ...], list[Row]] = {}
    for row in staged.rows["budget_lines"]:
        columns.setdefault((row["table_seq"], row["side"], row["column_seq"]), []).append(row)
    for cells in columns.values():
        cells.sort(key=lambda row: int(row["row_seq"]))
        for row, below in itertools.pairwise(cells):
            size = abs((number(row["amount_printed"]) or Decimal()) - (number(below["amount_printed"]) or Decimal()))
            if size:
                changes = {
                    one["budget_line_id"]: {"amount_printed": other["amount_printed"]}
                    for one, other in ((row, below), (below, row))
                }
                key = row["budget_line_id"]
                yield Case("rows swapped", "table", staged.document_id, "tables", key, size, changes)


def changed_labels(staged: Staged, rng: random.Random) -> Iterator[Case]:
    """One other character in the name of a row of a table; told where the official list or another table names it, too."""
    rows: dict[tuple[str, ...], list[Row]] = {}
    for row in staged.rows["budget_lines"]:
        rows.setdefault(place("budget_lines", row), []).append(row)
    tables: dict[str, set[str]] = {}
    for row in staged.rows["budget_lines"]:
        tables.setdefault(row["subject_name"], set()).add(row["table_seq"])
    for cells in rows.values():
        name = cells[0]["subject_name"]
        places = [n for n, letter in enumerate(name) if "\u4e00" <= letter <= "\u9fff"]
        if len(name) < 2 or not places:
            continue
        at = rng.choice(places)
        new = f"{name[:at]}{'某' if name[at] != '某' else '乙'}{name[at + 1 :]}"
        ids = [r[KEYS["budget_lines"]] for r in cells] + sorted(_labels(staged, cells[0]))
        changes = {key: {"subject_name": new} for key in ids}
        is_told = cells[0]["subject_code"] in subjects() or len(tables[name]) > 1
        about = (staged.document_id, "tables", ids[0], Decimal())
        yield Case("label changed", "table", *about, changes, is_told=is_told)


def other_units(staged: Staged, rng: random.Random) -> Iterator[Case]:
    """The amounts of a whole table 10,000 times as large or as small, by the unit above it."""
    tables: dict[str, list[Row]] = {}
    for row in staged.rows["budget_lines"]:
        tables.setdefault(row["table_seq"], []).append(row)
    for cells in tables.values():
        old = cells[0]["unit"]
        new = {"元": "万元", "万元": "元"}.get(old)
        largest = max(abs(number(r["amount_printed"]) or Decimal()) for r in cells)
        if new and largest:
            changes = {r["budget_line_id"]: {"unit": new} for r in cells if r["unit"] == old}
            key = cells[0]["budget_line_id"]
            yield Case("unit", "table", staged.document_id, "tables", key, largest, changes)
