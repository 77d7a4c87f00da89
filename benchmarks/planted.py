"""Errors planted into staged rows, one at a time: what a publisher gets wrong when a form is typed or copied."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from benchmarks.planted_rows import changed_labels, deleted_rows, other_units, shifted_cells, swapped_rows
from benchmarks.planted_staged import KEYS, Case, Row, Staged, number, part_of

MONEY = ("元", "万元", "亿元")
_RATINGS = ("优", "良", "中", "差")
Draw = Callable[[Staged, random.Random], Iterator[Case]]


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
        yield Case(*named, staged.document_id, part_of(kind, row), key, size, changes)


def amounts(name: str, alter: Callable[[str, random.Random], str | None]) -> Draw:
    """An altered amount in every cell of tables and funding blocks."""

    def draw(staged: Staged, rng: random.Random) -> Iterator[Case]:
        for kind, where in (("budget_lines", "table"), ("funding", "funding")):
            for row in staged.rows[kind]:
                new = alter(row["amount_printed"], rng)
                yield from _changed(staged, kind, row, "amount_printed", new, (name, where))

    return draw


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
    swapped_rows,
    changed_labels,
    other_units,
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
