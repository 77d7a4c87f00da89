"""Changes that leave a document as right as it was: an error that they bring is a false alarm.

Usage: ``python -m benchmarks.harmless [--cases N] [--seed S] [--documents N] [--most-rows N] [DISCLOSURES ...]``. Documents
without errors are taken from folders of disclosures or of staged documents; N changes of each kind are made in each. Prints,
by kind, the changes, those that brought errors, and by which rules; asserts nothing.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from benchmarks.planted_run import Check, checked, checks_of
from benchmarks.planted_staged import Case, Row, Staged, number
from benchmarks.rules import staged_documents
from gongkai.settings import PROJECT

_LARGER = {"元": ("万元", 4, 2), "万元": ("亿元", 4, 4)}  # the unit, how many digits larger, and how many digits are printed
_MONEY = ("元", "万元", "亿元")

Change = tuple[dict[str, Row], frozenset[str]]  # new values by row id, and the ids of rows that are taken out


def changes(document: Staged, source: random.Random) -> Iterator[tuple[str, Change]]:
    """One change of each kind that the document has a place for."""
    for name, made in _IN_A_TABLE.items():
        tables = [t for t in document.rows["tables"] if any(_lines(document, t))]
        if tables:
            yield name, made(document, source.choice(tables))
    for name, make in _IN_ALL.items():
        yield name, make(document)


def _lines(document: Staged, table: Row) -> Iterator[Row]:
    return (row for row in document.rows["budget_lines"] if row["table_seq"] == table["table_seq"])


def _printed(text: str, moved: int, places: int) -> str:
    """A figure with the point ``moved`` to the left, rounded to ``places`` digits; ``""`` where it is none."""
    value = number(text)
    return "" if value is None else str(value.scaleb(-moved).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _places(text: str) -> int:
    return len(text.partition(".")[2])


def _in_larger_unit(document: Staged, table: Row) -> Change:
    """元 printed as 万元 with two digits, 万元 as 亿元 with four."""
    if table["unit"] not in _LARGER:
        return {}, frozenset()
    unit, moved, places = _LARGER[table["unit"]]
    found = {
        row["budget_line_id"]: {"amount_printed": text, "unit": unit}
        for row in _lines(document, table)
        if row["unit"] == table["unit"] and (text := _printed(row["amount_printed"], moved, places))
    }
    return found | {table["table_id"]: {"unit": unit}}, frozenset()


def _with_fewer_digits(document: Staged, table: Row) -> Change:
    """A table of one digit fewer than it prints."""
    rows = [row for row in _lines(document, table) if row["unit"] in _MONEY]
    places = max((_places(row["amount_printed"]) for row in rows), default=0) - 1
    if places < 0:
        return {}, frozenset()
    longer = [row for row in rows if _places(row["amount_printed"]) > places]
    return {r["budget_line_id"]: {"amount_printed": _printed(r["amount_printed"], 0, places)} for r in longer}, frozenset()


def _without_table(document: Staged, table: Row) -> Change:
    """A table that wasn't published, or not found."""
    return {}, frozenset({table["table_id"]}) | _ids(document, lambda row: row["table_seq"] == table["table_seq"])


def _without_total(document: Staged, table: Row) -> Change:
    """A list without its total: what is left is nobody's contradiction."""
    totals = {(row["side"], row["row_seq"]) for row in _lines(document, table) if row["row_role"] == "total"}
    return {}, _ids(document, lambda row: row["table_seq"] == table["table_seq"] and (row["side"], row["row_seq"]) in totals)


def _with_undecided_column(document: Staged, table: Row) -> Change:
    """The last column isn't understood."""
    last = max((row["column_seq"] for row in _lines(document, table)), key=lambda text: int(text or 0))
    undecided = {"measure": "", "repair_code": "column_undecided"}
    return {row["budget_line_id"]: undecided for row in _lines(document, table) if row["column_seq"] == last}, frozenset()


def _ids(document: Staged, is_meant: Callable[[Row], bool]) -> frozenset[str]:
    kinds = {"budget_lines": "budget_line_id", "row_labels": "row_label_id"}
    return frozenset(row[key] for kind, key in kinds.items() for row in document.rows.get(kind, []) if is_meant(row))


def _without_text(document: Staged) -> Change:
    return {}, frozenset(row["stated_amount_id"] for row in document.rows["stated_amounts"] if not row["form_seq"])


def _with_rounded_text(document: Staged) -> Change:
    """Amounts of the text with one digit fewer than two."""
    told = [row for row in document.rows["stated_amounts"] if not row["form_seq"] and row["unit"] in _MONEY]
    two = [row for row in told if _places(row["amount_printed"]) == 2]
    return {r["stated_amount_id"]: {"amount_printed": _printed(r["amount_printed"], 0, 1)} for r in two}, frozenset()


def _without_zeros(document: Staged) -> Change:
    """Cells of 0 left blank."""
    return {}, frozenset(r["budget_line_id"] for r in document.rows["budget_lines"] if number(r["amount_printed"]) == 0)


_IN_A_TABLE: dict[str, Callable[[Staged, Row], Change]] = {
    "a table in a larger unit": _in_larger_unit, "a table of fewer digits": _with_fewer_digits, "without a table": _without_table,
    "without a total": _without_total, "a column not understood": _with_undecided_column,
}  # fmt: skip
_IN_ALL: dict[str, Callable[[Staged], Change]] = {
    "without the text": _without_text, "text of fewer digits": _with_rounded_text, "zeros left blank": _without_zeros,
}  # fmt: skip


def alarms(documents: Sequence[Staged], seed: int, cases: int) -> Iterator[tuple[str, list[Check]]]:
    """Kind of every change, and the errors that it brought."""
    source = random.Random(seed)
    made = []
    for document in documents:
        for _ in range(cases):
            for kind, (changed, removed) in changes(document, source):
                if changed or removed:
                    made.append(Case(kind, "", document.document_id, "all", "", Decimal(), changed, removed))
    parts = {(document.document_id, "all"): document for document in documents}
    whole = [Case("", "", document.document_id, "all", "", Decimal()) for document in documents]
    before = {case.document_id: {c.check_id for c in found if c.is_alarm} for case, found in checked(parts, whole)}
    for case, found in checked(parts, made):
        yield case.kind, [c for c in found if c.is_alarm and c.check_id not in before[case.document_id]]


def main(arguments: Sequence[str]) -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("disclosures", nargs="*", type=Path, default=[PROJECT / "disclosures"])
    parser.add_argument("--cases", type=int, default=2, help="changes of each kind in a document")
    parser.add_argument("--documents", type=int, default=10**9, help="take so many, drawn by the seed")
    parser.add_argument("--most-rows", type=int, default=10**9, help="leave larger documents out")
    parser.add_argument("--seed", type=int, default=20261130)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        documents = staged_documents(options.disclosures, Path(name), options.most_rows)
        wrong = {key for key, found in checks_of(Path(name)).items() if any(c.is_alarm for c in found)}
    right = [d for d in documents if d.document_id not in wrong and d.rows["budget_lines"]]
    random.Random(options.seed).shuffle(right)
    right = right[: options.documents]
    print(f"{len(right)} documents without errors; seed {options.seed}")
    count: Counter[str] = Counter()
    alarmed: Counter[str] = Counter()
    rules: dict[str, Counter[str]] = {}
    for kind, brought in alarms(right, options.seed, options.cases):
        count[kind] += 1
        alarmed[kind] += bool(brought)
        rules.setdefault(kind, Counter()).update(c.rule_id for c in brought)
        for check in brought:
            print(f"  {kind}: {check.rule_id} {check.explanation}")
    for kind in sorted(count):
        print(f"{kind:26} {alarmed[kind]:4} of {count[kind]:4} {dict(rules[kind].most_common())}")


if __name__ == "__main__":
    main(sys.argv[1:])
