"""What can be broken: Python by the operators of Cosmic Ray, SQL by its comparisons, rules by another word of their kind."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PYTHON = {
    "grammar": ["loaders/grammar"],
    "tables": ["loaders/tables"],
    "forms": ["loaders/forms"],
    "accounting": ["loaders/document/accounting.py"],
    "confirmation": ["loaders/document/confirmation.py"],
    "prose": ["loaders/prose"],
    "document": ["loaders/document"],
    "readers": ["loaders/readers"],
}
PARTS = [*PYTHON, "models/checks", "seeds/rules"]
# Swaps in SQL: what a slip of the hand makes of a comparison, a sign or a connective.
_SQL = [
    (r" <= ", " < "), (r" >= ", " > "), (r" < ", " <= "), (r" > ", " >= "), (r" = ", " <> "), (r" <> ", " = "),
    (r" \+ ", " - "), (r" - ", " + "), (r" and ", " or "), (r" or ", " and "), (r"\bmin\(", "max("), (r"\bmax\(", "min("),
    (r"\bleft join ", "inner join "), (r"\bis null\b", "is not null"), (r"\bis not null\b", "is null"), (r" \* ", " / "),
]  # fmt: skip
_SELECTORS = ("side", "factor", "table_type", "table_side", "row_selector", "measure", "when_absent")
_RULE = ("relation", "grouping", "severity", "applies_to")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One file with one thing changed. ``line`` is where, ``what`` says it in words."""

    part: str
    path: str
    line: int
    what: str
    text: str


def _files(root: Path, places: list[str], suffix: str) -> list[Path]:
    found: list[Path] = []
    for place in places:
        path = root / place
        found += [path] if path.is_file() else sorted(path.rglob(f"*{suffix}"))
    return found


def mutants(root: Path, part: str, count: int, chance: random.Random) -> Iterator[Mutant]:
    """``count`` mutants of a part; the same ones for the same files and the same ``chance``."""
    if part in PYTHON:
        return python(root, part, count, chance)
    return {"models/checks": sql, "seeds/rules": rules}[part](root, count, chance)


def python(root: Path, part: str, count: int, chance: random.Random) -> Iterator[Mutant]:
    """``count`` mutants of the modules of a part; annotations, which nothing reads, are left alone."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.operators.provider import OperatorProvider

    provider = OperatorProvider()
    names = [
        name for name in provider if not name.startswith(("Variable", "NoOp", "ReplaceBinaryOperator_BitOr"))
    ]
    places = []
    for path in _files(root, PYTHON[part], ".py"):
        code = path.read_text(encoding="utf-8")
        nodes = list(ast_nodes(get_ast(code)))
        for name in names:
            operator = provider[name]()
            positions = [place for node in nodes for place in operator.mutation_positions(node)]
            places += [(path, name, n, place[0][0]) for n, place in enumerate(positions)]
    chance.shuffle(places)
    for path, name, occurrence, line in places[:count]:
        text = mutate_code(path.read_text(encoding="utf-8"), provider[name](), occurrence)
        if text is not None:
            yield Mutant(part, str(path.relative_to(root)), line, name, text)


def sql(root: Path, count: int, chance: random.Random) -> Iterator[Mutant]:
    """``count`` mutants of the models of checks, outside their comments."""
    places = []
    for path in _files(root, ["models/checks"], ".sql"):
        text = path.read_text(encoding="utf-8")
        for old, new in _SQL:
            for match in re.finditer(old, text):
                line = text.count("\n", 0, match.start()) + 1
                if not text.splitlines()[line - 1].lstrip().startswith("--"):
                    places.append((path, line, match.span(), match[0], new))
    chance.shuffle(places)
    for path, line, (start, end), old, new in places[:count]:
        text = path.read_text(encoding="utf-8")
        yield Mutant(
            "models/checks",
            str(path.relative_to(root)),
            line,
            f"{old.strip()} → {new.strip()}",
            text[:start] + new + text[end:],
        )


def rules(root: Path, count: int, chance: random.Random) -> Iterator[Mutant]:
    """``count`` cells of the registry, each with another word that stands in its column: spelt right and meant wrong."""
    places = []
    registered: set[str] = set()
    for name, columns in (("rule_operand", _SELECTORS), ("rule", _RULE)):
        path = root / "seeds" / "rules" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        registered = registered or {row["rule_id"] for row in rows}
        for number, row in enumerate(rows):
            if row["rule_id"] in registered:
                for column in columns:
                    others = sorted({other[column] for other in rows} - {row[column]})
                    places += [(path, rows, number, column, chance.choice(others))]
    chance.shuffle(places)
    for path, rows, number, column, word in places[:count]:
        changed = [row | {column: word} if n == number else row for n, row in enumerate(rows)]
        written = io.StringIO()
        writer = csv.DictWriter(written, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(changed)
        what = f"{rows[number]['rule_id']} {column}: {rows[number][column]} → {word}"
        yield Mutant("seeds/rules", str(path.relative_to(root)), number + 2, what, written.getvalue())
