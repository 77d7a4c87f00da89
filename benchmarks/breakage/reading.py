"""Damaged files read as a build reads them, in workers with limits: what becomes of each, and whether the models still run."""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.breakage.mutants import mutated
from gongkai.errors import PlanError
from gongkai.warehouse.plan import Plan
from loaders.intake import runner
from loaders.intake.isolation import Limits

LIMITS = Limits(seconds=30, memory=700 * 2**20, wall=150)
# How a worker's end is called here; what else stops one is the document's own reason.
_ENDS = {
    "died": "crash",
    "error": "crash",
    "wall": "hang",
    "time": "over time",
    "memory": "over memory",
    "tool": "tool failed",
}


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one damaged file: ``outcome`` is read, unread, part failed, crash, hang, over time, over memory, lost."""

    number: int
    sample: str
    kind: str
    outcome: str
    reason: str


def fates(samples: Sequence[Path], numbers: Sequence[int], seed: int, kept: Path) -> Iterator[Fate]:
    """Damage one sample a number, read them all at once, and tell what became of each.

    Files that crash, hang or exceed are left in ``kept``. Raises PlanError, with the files kept, where the models fail on what was read.
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        folder, staged = Path(name, "in"), Path(name, "staging")
        folder.mkdir()
        made: dict[str, tuple[int, str, str]] = {}
        for number in numbers:
            chance = random.Random(f"{seed}/{number}")
            sample = chance.choice(samples)
            kind, data = mutated(sample.read_bytes(), chance)
            file = f"m{number:05}{sample.suffix.lower()}"
            (folder / file).write_bytes(data)
            made[file] = number, sample.name, kind
        summary = runner.run(folder, staged, jobs=1, progress=False, limits=LIMITS)
        failed = _failed_parts(staged)
        for file, (number, sample_name, kind) in made.items():
            own = [o for o in summary.outcomes if o.file_name == file or o.file_name.startswith(f"{file}/")]
            ends = [_ENDS[o.cause] for o in own if o.cause in _ENDS]
            why = next((o.reason for o in own if o.cause in _ENDS), "") or next(
                (o.reason for o in own if o.reason), ""
            )
            parts = next((failed[o.document_id] for o in own if o.document_id in failed), "")
            read = "read" if any(not o.reason for o in own) else "unread" if own else "lost"
            outcome = ends[0] if ends else "part failed" if parts else read
            if outcome not in ("read", "unread"):
                kept.mkdir(parents=True, exist_ok=True)
                (kept / file).write_bytes((folder / file).read_bytes())
            yield Fate(number, sample_name, kind, outcome, parts or why)
        _require_models(staged, folder, kept)


def _failed_parts(staged: Path) -> dict[str, str]:
    found = {}
    for path in staged.glob("[!.]*/rejects.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["code"] in ("part_failed", "page_failed"):
                    found[path.parent.name] = row["reason"]
    return found


def _require_models(staged: Path, folder: Path, kept: Path) -> None:
    with duckdb.connect(":memory:", config={"threads": 2}) as connection:
        try:
            Plan(connection, staged).build("dim_document", "fct_money", "agency_year")
        except PlanError:
            kept.mkdir(parents=True, exist_ok=True)
            for path in folder.iterdir():
                (kept / path.name).write_bytes(path.read_bytes())
            raise
