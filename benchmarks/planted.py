"""Errors planted into staged rows, one at a time: what a publisher gets wrong when a form is typed or copied."""

from __future__ import annotations

import csv
import itertools
import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

Row = dict[str, str]
KEYS = {
    "budget_lines": "budget_line_id",
    "funding": "funding_id",
    "indicators": "indicator_id",
    "evaluations": "evaluation_id",
    "stated_amounts": "stated_amount_id",
    "form_fields": "form_field_id",
}
MONEY = ("元", "万元", "亿元")
_RATINGS = ("优", "良", "中", "差")


@dataclass(slots=True)
class Staged:
    """The staged rows of one document by kind, and its id."""

    document_id: str
    rows: dict[str, list[Row]]

    @classmethod
    def load(cls, folder: Path) -> Staged:
        """Read a staging folder."""
        rows = {}
        for path in sorted(folder.glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                rows[path.stem] = list(csv.DictReader(file))
        return cls(rows["documents"][0]["document_id"], rows)

    def families(self) -> dict[str, str]:
        """Type of the table or form by row id; of a sentence outside forms ``prose``."""
        tables = {t["table_seq"]: t["table_type"] or "generic" for t in self.rows["tables"]}
        forms = {e["form_seq"]: e["form_type"] for e in self.rows["evaluations"]} | {"": "prose"}
        return {
            row[key]: tables[row["table_seq"]]
            if kind == "budget_lines"
            else forms.get(row["form_seq"], "prose")
            for kind, key in KEYS.items()
            for row in self.rows[kind]
        }

    def part(self, name: str) -> Staged:
        """What an error is evaluated in: ``tables`` (with the prose), one form, ``form:SEQ``, or ``document``, everything.

        Names and money of all forms are always kept. With a form go the prose, the forms of the whole department and the
        project tables, all tables with a form of the whole department: what a form is held against.
        """
        _, _, form = name.partition(":")
        if name == "document":
            return self
        department = {e["form_seq"] for e in self.rows["evaluations"] if "department" in e["form_type"]}
        projects = {t["table_seq"] for t in self.rows["tables"] if t["table_type"] == "project_expenditure"}
        kept = {}
        for kind, rows in self.rows.items():
            if kind in ("indicators", "form_fields"):
                kept[kind] = [r for r in rows if form and r["form_seq"] in department | {form}]
            elif kind == "stated_amounts":
                kept[kind] = [r for r in rows if r["form_seq"] in ("", form)]
            elif kind in ("tables", "budget_lines", "row_labels") and form and form not in department:
                kept[kind] = [r for r in rows if r["table_seq"] in projects]
            else:
                kept[kind] = rows
        return Staged(self.document_id, kept)


@dataclass(slots=True)
class Case:
    """One planted error. ``changes`` gives new values by row id, ``removed`` the ids of rows taken out.

    ``family`` is the kind of table or form, or ``prose``.
    """

    kind: str
    where: str
    document_id: str
    part: str
    fact_id: str
    size: Decimal
    changes: dict[str, Row] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    family: str = ""


Draw = Callable[[Staged, random.Random], Iterator[Case]]


def place(kind: str, row: Row) -> tuple[str, ...]:
    """The printed row that a staged row belongs to."""
    match kind:
        case "budget_lines":
            return ("table", row["table_seq"], row["side"], row["row_seq"])
        case "funding":
            return ("funding", row["form_seq"], row["source_label"])
        case "indicators":
            return ("indicator", row["form_seq"], row["level3"])
        case "evaluations":
            return ("form", row["form_seq"])
        case "form_fields":
            return ("field", row["form_seq"], row["label"])
        case _:
            return ("sentence", row["source_line"], row["sentence_seq"])


def number(text: str) -> Decimal | None:
    """The value of a printed figure, None where it is no figure."""
    plain = text.replace(",", "").removesuffix("%")
    return Decimal(plain) if plain and plain.lstrip("-").replace(".", "", 1).isdigit() else None


def other_digit(text: str, rng: random.Random) -> str | None:
    """``text`` with one digit replaced by another."""
    places = [i for i, c in enumerate(text) if c.isdigit()]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + rng.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]


def swapped_digits(text: str, rng: random.Random) -> str | None:
    """``text`` with two neighbouring digits swapped, None where none differ."""
    digits = [i for i, c in enumerate(text) if c.isdigit()]
    pairs = [(a, b) for a, b in itertools.pairwise(digits) if text[a] != text[b]]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return text[:a] + text[b] + text[a + 1 : b] + text[a] + text[b + 1 :]


def ten_thousand(text: str, rng: random.Random) -> str | None:
    """``text`` 10,000 times as large or as small."""
    value = number(text)
    if not value:
        return None
    return f"{value * 10000 if rng.random() < 0.5 else value / 10000:f}"


def other_sign(text: str, rng: random.Random) -> str | None:
    """``text`` with the other sign."""
    return None if not number(text) else text[1:] if text.startswith("-") else f"-{text}"


def _printed(row: Row, old: str, new: str) -> Row:
    """The texts of a row as a publisher would have printed them with the wrong figure."""
    whole = re.compile(rf"(?<![\d.]){re.escape(old)}(?!\d|\.\d)")
    return {c: whole.sub(new, row[c], count=1) for c in ("source_text", "quote") if c in row}


def _size(old: str, new: str) -> Decimal:
    before, after = number(old), number(new)
    return abs((after or Decimal()) - (before or Decimal()))


def _part(kind: str, row: Row) -> str:
    # A total score is judged by the habit of the document's other forms.
    if kind == "evaluations":
        return "document"
    form = "" if kind == "budget_lines" else row["form_seq"]
    return f"form:{form}" if form else "tables"


def _changed(
    staged: Staged, kind: str, row: Row, column: str, new: str | None, named: tuple[str, str]
) -> Iterator[Case]:
    old = row[column]
    if new is None or not old or new == old:
        return
    size = _size(old, new)
    if size or number(old) is None:
        key = row[KEYS[kind]]
        changes = {key: {column: new} | _printed(row, old, new)}
        yield Case(*named, staged.document_id, _part(kind, row), key, size, changes)


def amounts(name: str, alter: Callable[[str, random.Random], str | None]) -> Draw:
    """An altered amount in every cell of tables and funding blocks."""

    def draw(staged: Staged, rng: random.Random) -> Iterator[Case]:
        for kind, where in (("budget_lines", "table"), ("funding", "funding")):
            for row in staged.rows[kind]:
                new = alter(row["amount_printed"], rng)
                yield from _changed(staged, kind, row, "amount_printed", new, (name, where))

    return draw


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
                part = _part(kind, cells[0])
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


def wrong_ratings(staged: Staged, rng: random.Random) -> Iterator[Case]:
    """Every other rating."""
    for row in staged.rows["evaluations"]:
        for rating in _RATINGS:
            if row["rating"] and rating != row["rating"]:
                yield from _changed(staged, "evaluations", row, "rating", rating, ("rating", "form"))


def figures(name: str, where: str, kind: str, column: str) -> Draw:
    """One wrong digit in a column of forms."""

    def draw(staged: Staged, rng: random.Random) -> Iterator[Case]:
        for row in staged.rows[kind]:
            if row[column]:
                yield from _changed(staged, kind, row, column, other_digit(row[column], rng), (name, where))

    return draw


def statements(name: str, column: str) -> Draw:
    """One wrong digit in a sentence, in all that was read from it."""

    def draw(staged: Staged, rng: random.Random) -> Iterator[Case]:
        for row in staged.rows["stated_amounts"]:
            unit = row["change_unit"] or row["unit"] if column == "change_printed" else row["unit"]
            if not row[column] or (unit not in MONEY and not column.endswith("pct")):
                continue
            where = "form text" if row["form_seq"] else "prose"
            new = other_digit(row[column], rng)
            for case in _changed(staged, "stated_amounts", row, column, new, (name, where)):
                for other in staged.rows["stated_amounts"]:
                    if other is not row and other["quote"] == row["quote"]:
                        case.changes[other["stated_amount_id"]] = _printed(other, row[column], str(new))
                yield case

    return draw


DRAWS: tuple[Draw, ...] = (
    amounts("digit", other_digit),
    amounts("digits swapped", swapped_digits),
    amounts("factor 10,000", ten_thousand),
    amounts("sign", other_sign),
    deleted_rows,
    shifted_cells,
    wrong_ratings,
    figures("execution rate", "funding", "funding", "execution_rate"),
    figures("score", "indicator", "indicators", "score"),
    figures("score", "funding", "funding", "score"),
    figures("weight", "indicator", "indicators", "weight"),
    figures("weight", "funding", "funding", "weight"),
    figures("total score", "form", "evaluations", "total_score"),
    statements("amount", "amount_printed"),
    statements("change", "change_printed"),
    statements("change %", "change_pct"),
    statements("share %", "share_pct"),
)


def plant(documents: Iterable[Staged], seed: int, limit: int) -> list[Case]:
    """At most ``limit`` errors of every kind and family, drawn evenly over all documents."""
    rng = random.Random(seed)
    drawn: dict[tuple[str, str, str], list[Case]] = {}
    for draw in DRAWS:
        for document in documents:
            families = document.families()
            for case in draw(document, rng):
                case.family = families[case.fact_id]
                drawn.setdefault((case.kind, case.where, case.family), []).append(case)
    cases: list[Case] = []
    for many in drawn.values():
        cases += many if len(many) <= limit else rng.sample(many, limit)
    return cases
