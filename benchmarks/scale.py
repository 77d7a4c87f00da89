"""Seeds, models and rules on many documents: CPU, memory and rows by the number of copies of the samples.

Usage: ``python -m benchmarks.scale [--few] [--disclosures FOLDER] [COPIES …]``. The documents are staged once and that is copied
under ids, hashes and disclosures of its own: every copy of agencies of its own, with ``--few`` of ten agencies over as
many years as it takes. Each number of copies is built by dbt as ``make build`` does it, in a process of its own.
Prints the machine, versions and what was measured; asserts nothing.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import duckdb

from benchmarks.planted_staged import Row, Staged
from gongkai.settings import PROJECT, Settings
from gongkai.warehouse import models
from loaders.intake import runner

_COPIES = (1, 10, 40, 100)
_FEW = 10
_SLOWEST = 12
_ROWS = """
    select (select count(*) from marts.dim_document), (select count(*) from marts.fct_budget_line),
        (select count(*) from marts.fct_check)
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One build: what it cost, how many rows it gave, and seconds by model."""

    cpu: float
    wall: float
    megabytes: int
    documents: int
    amounts: int
    checks: int
    seconds: dict[str, float]


def copied(row: Row, document_id: str, number: int, is_few: bool) -> Row:
    """A staged row of copy ``number`` of a document."""
    copy = {
        name: f"{document_id}-{number}{value[len(document_id) :]}"
        if name.endswith("_id") and value.startswith(document_id)
        else value
        for name, value in row.items()
    }
    if "sha256" in row:
        copy |= {name: f"{row[name]}{number}" for name in ("sha256", "file_name", "disclosure_key")}
        agency = number % _FEW if is_few else number
        copy |= {name: f"{row[name]}{agency}" for name in ("agency_name", "agency_key")}
    if is_few and row.get("fiscal_year"):
        copy["fiscal_year"] = str(int(row["fiscal_year"]) - number // _FEW)
    return copy


def multiply(documents: Sequence[Staged], copies: int, is_few: bool, target: Path) -> None:
    """Staging folders of ``copies`` copies of every document."""
    for document in documents:
        for number in range(copies):
            folder = target / f"{document.document_id}-{number}"
            folder.mkdir(parents=True)
            for kind, rows in document.rows.items():
                if rows:
                    with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
                        writer = csv.DictWriter(file, rows[0])
                        writer.writeheader()
                        writer.writerows(copied(row, document.document_id, number, is_few) for row in rows)


def build(folder: Path) -> Measured:
    """dbt on ``folder``/staging, in this process."""
    (folder / "build").mkdir()
    settings = Settings(folder, folder / "staging", folder / "build", folder / "gongkai.duckdb")
    start = time.perf_counter()
    documents = sum(1 for _ in settings.staging.iterdir())
    done = models.run(settings, documents)
    wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    with duckdb.connect(str(settings.fresh), read_only=True) as connection:
        documents, amounts, checks = connection.execute(_ROWS).fetchall()[0]
    return Measured(
        used.ru_utime + used.ru_stime, wall, used.ru_maxrss // 1024, documents, amounts, checks, done.seconds
    )


def _in_process_of_its_own(folder: Path) -> Measured:
    program = f"import pathlib, benchmarks.scale as s; s.print_json(s.build(pathlib.Path({str(folder)!r})))"
    answer = subprocess.check_output([sys.executable, "-c", program], cwd=PROJECT, text=True)
    return Measured(**json.loads(answer.splitlines()[-1]))


def print_json(measured: Measured) -> None:
    """One line that the starting process reads."""
    print(json.dumps(asdict(measured)))


def run(disclosures: Path, copies: Sequence[int], is_few: bool) -> None:
    """Measure every number of copies and print a table, then the slowest models of the last beside the first."""
    print(
        f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}, DuckDB {version('duckdb')}"
    )
    print("times | documents | amounts | checks | CPU s | wall s | MB | CPU s per further copy")
    found: list[Measured] = []
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        samples = Path(name, "samples")
        runner.run(disclosures, samples)
        documents = [Staged.load(path.parent) for path in sorted(samples.glob("[!.]*/documents.csv"))]
        for number, times in enumerate(copies):
            folder = Path(name, str(times))
            multiply(documents, times, is_few, folder / "staging")
            found.append(one := _in_process_of_its_own(folder))
            further = times - copies[number - 1] if number else 0
            each = f"{(one.cpu - found[number - 1].cpu) / further:.2f}" if further else ""
            print(
                f"{times} | {one.documents} | {one.amounts:,} | {one.checks:,} | {one.cpu:.1f} | {one.wall:.1f} "
                f"| {one.megabytes} | {each}",
                flush=True,
            )
    print(f"\nslowest models, seconds at {', '.join(map(str, copies))} times")
    for model in sorted(found[-1].seconds, key=lambda m: -found[-1].seconds[m])[:_SLOWEST]:
        print(f"{model:28} {' '.join(f'{one.seconds[model]:7.2f}' for one in found)}")


def main(arguments: Sequence[str]) -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("copies", nargs="*", type=int, default=_COPIES)
    parser.add_argument("--disclosures", type=Path, default=PROJECT / "disclosures")
    parser.add_argument("--few", action="store_true", help="of ten agencies, over many years")
    options = parser.parse_args(arguments)
    run(options.disclosures, options.copies, options.few)


if __name__ == "__main__":
    main(sys.argv[1:])
