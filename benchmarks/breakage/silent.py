"""Silent damage: documents that were reconciled, have lost or changed something, and are reconciled still."""

from __future__ import annotations

import csv
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import duckdb

from benchmarks.breakage.damage import KINDS, Damage, damaged, facts, figure, label
from benchmarks.breakage.tell import YUAN, Before, Held, could_tell
from gongkai.warehouse.plan import Plan
from loaders import pipeline
from loaders.intake import staging
from loaders.model import Document
from loaders.pipeline import Staged
from loaders.records import BudgetLine, Funding, Indicator, Record

NOWHERE = "nowhere"
_FACTS_AT_ONCE = 25_000
# What documents say of one another is left out: mutants of one document are no other years or copies of it.
_SAID = """
    select document_id, 'quality ' || coalesce(quality_reason, quality) as said from int_document_quality where quality <> 'reconciled'
    union all
    select document_id, 'finding ' || rule_id from fct_check inner join dim_rule using (rule_id)
    where status = 'fail' and fct_check.severity in ('error', 'notice') and family <> 'cross_document'
    union all
    select document_id, 'reject ' || code from fct_reject
    union all
    select document_id, 'repair ' || repair_code from fct_budget_line where repair_code is not null
    union all
    select document_id, 'repair ' || repair_code from fct_indicator where repair_code is not null
    union all
    select document_id, 'repair ' || repair_code from fct_funding where repair_code is not null
"""
_HELD = """
    select document_id, rule_id, tolerance, unit, evidence from fct_check
    where status = 'pass' and severity = 'error' and stated is not null and expected is not null and tolerance is not null
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one damaged document. ``told`` is what could tell, ``said`` what the warehouse says besides before.

    ``is_harmless``: the same facts are read in spite of the damage. ``where`` is ``NOWHERE`` for a number that damaged nothing.
    """

    number: int
    kind: str
    where: str
    document: str
    line: int
    before: str
    after: str
    told: str
    said: str
    is_harmless: bool

    @property
    def is_silent(self) -> bool:
        """Whether something is lost or changed that the document could tell and the warehouse doesn't."""
        return bool(self.told) and not self.said and not self.is_harmless


@dataclass(slots=True)
class _Evaluated:
    """What the warehouse says of staged documents, by the number that they were staged under."""

    said: dict[int, Counter[str]] = field(default_factory=dict)
    held: dict[int, list[Held]] = field(default_factory=dict)


def reconciled(documents: Sequence[Document]) -> dict[int, Before]:
    """The documents of which nothing is wrong, by their place among ``documents``, with what holds in them."""
    staged = [pipeline.load(document) for document in documents]
    found: dict[int, Before] = {}
    for numbers in _batches(staged):
        evaluated = _evaluate([staged[n] for n in numbers])
        for at, number in enumerate(numbers):
            said = evaluated.said.get(at, Counter())
            if not any(code.startswith("quality") for code in said) and facts(staged[number]):
                before = Before(staged[number])
                for held in evaluated.held.get(at, []):
                    before.add(held)
                found[number] = before
    return found


def verdicts(
    befores: Mapping[int, Before], drawn: Sequence[int], numbers: Sequence[int], seed: int
) -> Iterator[Verdict]:
    """Damage done to one of the documents ``drawn`` a number; the same for the same seed and number, whatever else is tried."""
    tried: list[tuple[int, Before, Damage, Staged]] = []
    size = 0
    for number in numbers:
        chance = random.Random(f"{seed}/{number}")
        kind, before = KINDS[number % len(KINDS)], befores.get(chance.choice(drawn))
        damage = before and damaged(before.staged, kind, chance)
        if before is None or damage is None or damage.document is None:
            name = before.staged.document.file_name if before else ""
            yield Verdict(number, kind, NOWHERE, name, 0, "", "", "", "", is_harmless=True)
            continue
        staged = pipeline.load(damage.document)
        tried.append((number, before, replace(damage, document=None), staged))
        size += len(facts(staged)) + len(facts(before.staged))
        if size > _FACTS_AT_ONCE:
            yield from _judged(tried)
            tried, size = [], 0
    yield from _judged(tried)


def _judged(tried: Sequence[tuple[int, Before, Damage, Staged]]) -> Iterator[Verdict]:
    originals: dict[int, int] = {}
    everyone: list[Staged] = []
    for _, before, _, _ in tried:
        if id(before) not in originals:
            originals[id(before)] = len(everyone)
            everyone.append(before.staged)
    evaluated = _evaluate([*everyone, *(staged for _, _, _, staged in tried)])
    for at, (number, before, damage, staged) in enumerate(tried, len(everyone)):
        more = evaluated.said.get(at, Counter()) - evaluated.said.get(originals[id(before)], Counter())
        yield Verdict(
            number, damage.kind, damage.where, before.staged.document.file_name, damage.lines[0] if damage.lines else 0,
            damage.before, damage.after, could_tell(before, damage), "; ".join(sorted(more)),
            _is_same(before.staged, staged),
        )  # fmt: skip


def _batches(staged: Sequence[Staged]) -> Iterator[list[int]]:
    batch: list[int] = []
    size = 0
    for number, one in enumerate(staged):
        batch.append(number)
        size += len(facts(one))
        if size > _FACTS_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _evaluate(staged: Sequence[Staged]) -> _Evaluated:
    found = _Evaluated()
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        for number, one in enumerate(staged):
            _write(one, Path(folder), number)
        with duckdb.connect(":memory:", config={"threads": 2}) as connection:
            plan = Plan(connection, Path(folder))
            plan.build(
                "fct_check",
                "dim_rule",
                "int_document_quality",
                "fct_reject",
                "fct_budget_line",
                "fct_indicator",
                "fct_funding",
            )
            for document, said in connection.execute(_SAID).fetchall():
                found.said.setdefault(_number(document), Counter())[said] += 1
            for document, rule, tolerance, unit, evidence in connection.execute(_HELD).fetchall():
                held = Held(
                    rule,
                    Decimal(tolerance) * YUAN.get(unit, Decimal(1)),
                    tuple(e.split(":", 1)[1] for e in evidence or []),
                )
                found.held.setdefault(_number(document), []).append(held)
    return found


def _number(document_id: str) -> int:
    return int(document_id[1:6])


def _write(staged: Staged, folder: Path, number: int) -> None:
    """Stage a document under a number of its own, as neither a copy nor another year of any other."""
    key = f"m{number:05}-00000000"
    staging.write(staged, folder / key, key, "bench")
    path = folder / key / "documents.csv"
    with path.open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    row |= {name: f"{row[name]}~{number}~" for name in ("sha256", "agency_key", "disclosure_key")}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerow(row)


def _is_same(one: Staged, other: Staged) -> bool:
    return Counter(map(_meaning, _all(one))) == Counter(map(_meaning, _all(other)))


def _all(staged: Staged) -> list[Record]:
    return [*facts(staged), *(s for s in staged.parsed.stated_amounts if s.unit.endswith("元"))]


def _meaning(record: Record) -> tuple[object, ...]:
    match record:
        case BudgetLine():
            return (
                record.table_seq,
                record.side,
                record.subject_code,
                record.subject_name,
                record.measure_label,
                record.amount_printed,
                record.unit,
            )
        case Funding():
            return (record.form_seq, record.source_label, record.phase, record.amount_printed, record.unit)
        case Indicator():
            return (
                record.form_seq,
                record.phase,
                record.level1,
                record.level2,
                record.level3,
                record.target_printed,
                record.actual_printed,
                record.weight,
                record.score,
            )
        case _:
            return (label(record), figure(record), record.source_text)
