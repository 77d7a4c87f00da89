"""Run the warehouse's rules on planted errors: every case is a document of its own, hundreds of them at once."""

from __future__ import annotations

import csv
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.planted_staged import KEYS, Case, Staged, place
from gongkai.warehouse.plan import Plan

_YUAN = {"元": Decimal(1), "万元": Decimal(10**4), "亿元": Decimal(10**8)}
_ROWS_AT_ONCE = 60_000
_ALIAS = re.compile(r"~\d+~")
_ENUMERATION = re.compile(r"^(其中[:：])?([一二三四五六七八九十]+、)?|\s")
_SEVERITIES = ("error", "notice")
_AMOUNTS = {"amount_printed", "change_printed", "measure"}
_CHECKS = """
    select document_id, check_id, rule_id, relation, status, fct_check.severity, difference, tolerance, unit,
        is_reviewed, candidate_kind, candidate_fact_id, coalesce(evidence, []) as evidence, explanation
    from fct_check inner join rule using (rule_id)
    where status <> 'not_applicable'
    order by check_id
"""


@dataclass(frozen=True, slots=True)
class Check:
    """A row of fct_check that was evaluated; ids are those of the unchanged document."""

    check_id: str
    rule_id: str
    relation: str | None
    status: str
    severity: str
    difference: Decimal | None
    tolerance: Decimal | None
    unit: str | None
    is_reviewed: bool
    candidate_kind: str | None
    candidate: str | None
    evidence: tuple[str, ...]
    explanation: str

    @property
    def is_finding(self) -> bool:
        """Whether it is put before a person: a failure that rounding doesn't explain."""
        return self.status == "fail" and self.severity in _SEVERITIES

    @property
    def is_alarm(self) -> bool:
        """Whether an official would have to correct it."""
        return self.status == "fail" and self.severity == "error"

    @property
    def tolerance_in_yuan(self) -> Decimal:
        """The tolerance in 元, of a rate or a score as it is."""
        return (self.tolerance or Decimal()) * _YUAN.get(self.unit or "", Decimal(1))


@dataclass(slots=True)
class Outcome:
    """What the rules said about a case that they don't say about the unchanged document."""

    case: Case
    is_above_rounding: bool
    is_reached: bool
    findings: list[Check]
    first_candidate: tuple[str, ...] | None
    is_right_row: bool


@dataclass(slots=True)
class Places:
    """Where every staged row of a document is printed, and in which unit."""

    of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, staged: Staged) -> Places:
        """Index the rows of a document."""
        self = cls()
        for kind, key in KEYS.items():
            for row in staged.rows[kind]:
                self.of[row[key]] = place(kind, row)
                self.names[row[key]] = row.get("subject_name") or row.get("source_label", "")
                self.units[row[key]] = row.get("unit", "")
        return self


def checks_of(staging: Path) -> dict[str, list[Check]]:
    """Evaluated checks by document of a staging folder."""
    with duckdb.connect(":memory:", config={"threads": 2}) as connection:
        plan = Plan(connection, staging)
        plan.build("fct_check", "rule")
        found: dict[str, list[Check]] = {}
        for row in connection.execute(_CHECKS).fetchall():
            values: list[Any] = [tuple(v) if isinstance(v, list) else v for v in row]
            found.setdefault(values[0], []).append(Check(*values[1:]))
    return found


def evaluate(documents: Sequence[Staged], cases: Sequence[Case]) -> Iterator[Outcome]:
    """Evaluate every case beside the same part of its document unchanged."""
    by_id = {d.document_id: d for d in documents}
    places = {d.document_id: Places.read(d) for d in documents}
    names = sorted({(case.document_id, case.part) for case in cases})
    parts = {name: by_id[name[0]].part(name[1]) for name in names}
    before = {}
    whole = [Case("", "", document, part, "", Decimal()) for document, part in names]
    for case, checks in checked(parts, whole):
        before[case.document_id, case.part] = {c.check_id: c for c in checks}
    for case, checks in checked(parts, cases):
        yield judge(case, before[case.document_id, case.part], checks, places[case.document_id])


def checked(
    parts: dict[tuple[str, str], Staged], cases: Sequence[Case]
) -> Iterator[tuple[Case, list[Check]]]:
    """Every case with what is checked of it; ``parts`` by document and part of the case."""
    batch: list[Case] = []
    size = 0
    for case in cases:
        batch.append(case)
        size += sum(map(len, parts[case.document_id, case.part].rows.values()))
        if size > _ROWS_AT_ONCE:
            yield from _run(parts, batch)
            batch, size = [], 0
    if batch:
        yield from _run(parts, batch)


def _run(parts: dict[tuple[str, str], Staged], cases: Sequence[Case]) -> Iterator[tuple[Case, list[Check]]]:
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        folder = Path(name, "cases")
        folder.mkdir()
        _write(folder, parts, cases)
        found = checks_of(Path(name))
    for number, case in enumerate(cases):
        yield case, [_original(check) for check in found.get(_alias(case.document_id, number), [])]


def _alias(document_id: str, number: int) -> str:
    return f"{document_id}~{number}~"


def _original(check: Check) -> Check:
    return replace(
        check,
        check_id=_ALIAS.sub("", check.check_id),
        candidate=_ALIAS.sub("", check.candidate) if check.candidate else None,
        evidence=tuple(_ALIAS.sub("", fact) for fact in check.evidence),
    )


def _write(folder: Path, parts: dict[tuple[str, str], Staged], cases: Sequence[Case]) -> None:
    """Staging CSVs in which every case is a document."""
    kinds = {kind for case in cases for kind in parts[case.document_id, case.part].rows}
    for kind in sorted(kinds):
        rows = (
            row
            for number, case in enumerate(cases)
            for row in _case_rows(kind, parts[case.document_id, case.part], case, number)
        )
        first = next(rows, None)
        if first is not None:
            with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, first)
                writer.writeheader()
                writer.writerow(first)
                writer.writerows(rows)


def _case_rows(kind: str, part: Staged, case: Case, number: int) -> Iterator[dict[str, str]]:
    alias, length = _alias(case.document_id, number), len(case.document_id)
    key = KEYS.get(kind, f"{kind[:-1]}_id")
    for row in part.rows[kind]:
        if row[key] in case.removed:
            continue
        copy = row | case.changes.get(row[key], {})
        for column in {"document_id", key}:
            copy[column] = alias + copy[column][length:]
        if kind == "documents":
            # Cases are neither repetitions nor other years of one another.
            copy |= {c: f"{row[c]}~{number}~" for c in ("sha256", "agency_key", "disclosure_key")}
        yield copy


def judge(case: Case, before: dict[str, Check], after: Iterable[Check], places: Places) -> Outcome:
    """What the checks say of a case that they didn't say before, and whether they put it on its row."""
    findings = [c for c in after if c.is_finding and not _is_known(c, before.get(c.check_id))]
    first = _first_candidate(findings, places)
    right = {places.of[fact] for fact in (case.fact_id, *case.changes) if fact in places.of}
    if case.kind == "row deleted":
        named = next((c.candidate for c in findings if c.candidate_kind == "missing_row"), None)
        is_right = named is not None and _name(places.names[named]) == _name(places.names[case.fact_id])
        if not _is_named_elsewhere(case, places):
            is_right = is_right or first in _lacking(case, before.values(), places)
    else:
        is_right = first in right
    above = _is_above_rounding(case, before.values(), places)
    return Outcome(case, above, is_reached(case, before.values(), places), findings, first, is_right)


def is_reached(case: Case, checks: Iterable[Check], places: Places) -> bool:
    """Whether an equality that holds is about what is changed, or the print tells the label: what none reaches the warehouse itself calls unconfirmed.

    A sum says nothing of a label, a sum or rate within a table nothing of its unit, one that two swapped amounts are parts of
    nothing of where each belongs, and what is deleted with all that it was held against nothing.
    """
    held = (c for c in checks if c.relation == "=" and c.status == "pass")
    match case.kind:
        case "label changed":
            return case.is_told
        case "unit":
            table = places.of[case.fact_id][:2]
            return any(
                not case.changes.keys().isdisjoint(c.evidence)
                and any(places.of[fact][:2] != table for fact in c.evidence if fact in places.of)
                for c in held
            )
        case "rows swapped":
            return any(
                len(case.changes.keys() & c.evidence) == 1
                or (c.evidence[:1] and c.evidence[0] in case.changes)
                for c in held
            )
        case "row deleted":
            return any(case.removed & {*c.evidence} and not case.removed.issuperset(c.evidence) for c in held)
        case _:
            return case.is_told or any(case.fact_id in c.evidence for c in held)


def _is_named_elsewhere(case: Case, places: Places) -> bool:
    """Whether another table, form or sentence has the name of a deleted row: only then does something name it.

    Rows of its own list say nothing of which of their names it bore.
    """
    name, own = _name(places.names[case.fact_id]), places.of[case.fact_id][:2]
    return bool(name) and any(
        places.of[fact][:2] != own and _name(printed) == name for fact, printed in places.names.items()
    )


def _lacking(case: Case, checks: Iterable[Check], places: Places) -> set[tuple[str, ...]]:
    """The rows of the sums that a deleted row was a part of."""
    return {
        places.of[c.evidence[0]]
        for c in checks
        if c.relation == "=" and case.removed & {*c.evidence} and c.evidence[0] in places.of
    }


def _name(printed: str) -> str:
    return _ENUMERATION.sub("", printed)


def _is_known(check: Check, before: Check | None) -> bool:
    return before is not None and before.is_finding and before.difference == check.difference


def _is_above_rounding(case: Case, checks: Iterable[Check], places: Places) -> bool:
    """Whether the change is larger than what the tightest identity over the cell must accept."""
    allowed = [c.tolerance_in_yuan for c in checks if c.relation == "=" and case.fact_id in c.evidence]
    is_rate = not _AMOUNTS & case.changes.get(case.fact_id, {}).keys() and case.changes.keys() == {
        case.fact_id
    }
    size = case.size * (1 if is_rate else _YUAN.get(places.units[case.fact_id], Decimal(1)))
    return not allowed or case.size == 0 or size > min(allowed)


def _first_candidate(findings: Iterable[Check], places: Places) -> tuple[str, ...] | None:
    """The row that most findings name as candidate; where none names one, what most are about (their first figure)."""
    ordered = sorted(findings, key=lambda c: (_SEVERITIES.index(c.severity), c.check_id))
    named = [c.candidate for c in ordered if c.candidate]
    facts = named or [c.evidence[0] for c in ordered if c.evidence]
    votes = Counter(places.of[fact] for fact in facts if fact in places.of)
    return votes.most_common(1)[0][0] if votes else None
