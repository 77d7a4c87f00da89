"""What breaks a build, and what is damaged without a word. Usage: ``python -m benchmarks.breakage [options] FOLDER …``.

Seeded, bounded and resumable: results go to ``build/breakage/mutants-<seed>.csv`` and ``damage-<seed>.jsonl``, a number that
stands there isn't tried again.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.breakage import builds, huge, injection, reading, samples, silent
from benchmarks.breakage.ledger import Ledger
from gongkai.settings import PROJECT

_AT_ONCE = 20
_FILES_AT_ONCE = 250
_GENERATED = 60
_USUAL = ("whole", "published", "late")


def main(arguments: Sequence[str]) -> int:
    """Run the parts asked for and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[PROJECT / "disclosures"])
    parser.add_argument(
        "--mutants",
        type=int,
        default=400,
        help="files with their bytes, members, objects, lines or cells damaged",
    )
    parser.add_argument(
        "--damage", type=int, default=400, help="documents with one number, label, row, title or end changed"
    )
    parser.add_argument("--silent-again", action="store_true", help="try again what was silent")
    parser.add_argument("--kills", type=int, default=0, help="builds that are killed")
    parser.add_argument("--readers", type=int, default=0, help="publications while two readers query")
    parser.add_argument("--disks", action="store_true", help="full disks, and two builds at once")
    parser.add_argument(
        "--most-kb", type=int, default=2048, help="the largest file that is damaged as a file"
    )
    parser.add_argument("--huge", action="store_true", help="inputs made to exhaust the machine")
    parser.add_argument("--injection", action="store_true", help="text made to be run, in every place")
    parser.add_argument("--documents", type=int, default=40, help="the most documents that are damaged")
    parser.add_argument("--seconds", type=float, default=900, help="no further batch is begun after these")
    parser.add_argument("--seed", type=int, default=20261129)
    parser.add_argument("--results", type=Path, default=PROJECT / "build" / "breakage")
    options = parser.parse_args(arguments)
    options.results.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + options.seconds
    if options.mutants:
        _mutants(options, until)
    if options.damage:
        _damage(options, until)
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        root = Path(name)
        if options.kills:
            print_builds("kills", builds.kills(root, options.kills, options.seed, until))
        if options.readers:
            print_builds("readers", builds.readers(root, options.readers, options.seed, until))
        if options.disks:
            print_builds("two builds", builds.together(root, options.seed))
            print_builds("disks", builds.disks(root, options.seed))
        if options.huge:
            print_builds("huge", huge.huge(root), is_all=True)
        if options.injection:
            print_builds("injection", injection.injection(root, options.seed), is_all=True)
    return 0


def print_builds(part: str, outcomes: Iterable[tuple[str, str]], *, is_all: bool = False) -> None:
    """Each outcome as it comes, where it is more than a kill that changed nothing (or all), and how often each was."""
    counts: Counter[str] = Counter()
    for outcome, what in outcomes:
        counts[outcome] += 1
        if is_all or outcome not in _USUAL:
            print(f"{part}: {outcome}: {what}", flush=True)
    print(
        f"{part}: " + ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())), flush=True
    )


def _mutants(options: argparse.Namespace, until: float) -> None:
    path = options.results / f"mutants-{options.seed}.csv"
    rows = _known(path)
    tried = {int(row["number"]) for row in rows}
    numbers = [n for n in range(options.mutants) if n not in tried]
    folders = [*options.folders, samples.generated(options.results / "generated", _GENERATED)]
    found = (
        [file for file, _ in samples.files(folders, options.seed, options.most_kb * 1024)] if numbers else []
    )
    for start in range(0, len(numbers), _FILES_AT_ONCE):
        if time.monotonic() > until:
            break
        batch = numbers[start : start + _FILES_AT_ONCE]
        for fate in reading.fates(found, batch, options.seed, options.results / "kept"):
            rows.append({name: str(value) for name, value in asdict(fate).items()})
        _store(path, rows)
    print_mutants(rows)
    print(f"each of them: {path}")


def print_mutants(rows: Sequence[dict[str, str]]) -> None:
    """Outcomes by format and kind of damage."""
    outcomes = sorted({row["outcome"] for row in rows})
    print(f"{'damaged':32}" + "".join(f"{name:>12}" for name in ("files", *outcomes)))
    counts = Counter((f"{Path(row['sample']).suffix.lower()} {row['kind']}", row["outcome"]) for row in rows)
    counts += Counter(("all", row["outcome"]) for row in rows)
    for name in sorted({name for name, _ in counts}):
        figures = [counts[name, outcome] for outcome in outcomes]
        print(f"{name:32}" + "".join(f"{n:12}" for n in (sum(figures), *figures)))


def _damage(options: argparse.Namespace, until: float) -> None:
    ledger = Ledger(options.results / f"damage-{options.seed}.jsonl")
    numbers = [
        n
        for n in range(options.damage)
        if n not in ledger.rows or (options.silent_again and ledger.rows[n]["is_silent"])
    ]
    if numbers:
        documents = samples.documents(options.folders, options.documents, options.seed)
        befores = silent.reconciled(documents)
        ledger.begin([document.file_name for document in documents], list(befores))
        print(f"{len(befores)} documents are reconciled and are damaged", flush=True)
        for start in range(0, len(numbers), _AT_ONCE):
            if time.monotonic() > until or not befores:
                break
            batch = numbers[start : start + _AT_ONCE]
            for verdict in silent.verdicts(befores, ledger.drawn, batch, options.seed):
                ledger.add(asdict(verdict) | {"is_silent": verdict.is_silent})
    print_damage(ledger.rows.values())
    print(f"each of them: {ledger.path}")


def print_damage(rows: Iterable[dict[str, Any]]) -> None:
    """Silent damage by kind, of what the document could tell."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for kind in (row["kind"], "all") if row["where"] != silent.NOWHERE else ():
            counts[kind, "tried"] += 1
            counts[kind, "harmless"] += row["is_harmless"]
            counts[kind, "could tell"] += bool(row["told"]) and not row["is_harmless"]
            counts[kind, "silent"] += row["is_silent"]
            counts[kind, "said"] += bool(row["said"])
    columns = ("tried", "said", "harmless", "could tell", "silent")
    print(f"{'damage':16}" + "".join(f"{name:>12}" for name in columns) + f"{'silent %':>12}")
    for kind in dict.fromkeys(kind for kind, _ in counts):
        share = 100 * counts[kind, "silent"] / max(counts[kind, "could tell"], 1)
        print(f"{kind:16}" + "".join(f"{counts[kind, name]:12}" for name in columns) + f"{share:12.1f}")


def _known(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _store(path: Path, rows: Sequence[dict[str, str]]) -> None:
    if rows:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
