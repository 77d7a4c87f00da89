"""``python -m benchmarks.growth [SIZES …] [--keep FOLDER]``: whole builds by default settings, each in a process of its own.

For every size: from nothing, then the largest again with a hundred documents added and with one changed. Prints the machine,
processor seconds (of all processes), wall, the peak memory of any one process, and the exponent between sizes; asserts
nothing. Documents are generated (benchmarks/growth/documents.py).
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.growth import documents
from gongkai.settings import PROJECT
from loaders.intake import machine

_SIZES = (100, 300, 1000)
_ADDED = 100


@dataclass(frozen=True, slots=True)
class Cost:
    """One build: seconds of all its processes, seconds on the clock, MB of the largest process, MB published."""

    cpu: float
    wall: float
    memory: int
    file: int


def build(folder: Path) -> Cost:
    """``python -m gongkai.build`` over ``folder``/in, everything it writes beside it."""
    names = {"GONGKAI_DISCLOSURES": "in", "GONGKAI_STAGING": "staging", "GONGKAI_BUILD_DIR": "build", "GONGKAI_WAREHOUSE": "gongkai.duckdb"}  # fmt: skip
    environment = os.environ | {name: str(folder / path) for name, path in names.items()}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with (folder / "log").open("a") as log:
        subprocess.run(
            [sys.executable, "-m", "gongkai.build"], cwd=PROJECT, env=environment, stdout=log, check=True
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = (folder / "gongkai.duckdb").stat().st_size
    return Cost(cpu, time.perf_counter() - start, after.ru_maxrss // 1024, size // machine.MB)


def show(name: str, count: int, cost: Cost, note: str = "") -> None:
    """One line of the table."""
    print(
        f"{name} | {count} | {cost.cpu:.1f} | {cost.wall:.1f} | {cost.cpu / count:.3f} | {cost.memory} | {cost.file} | {note}",
        flush=True,
    )


def run(sizes: list[int], keep: Path) -> None:
    """Measure every size, then what a change costs at the largest."""
    print(
        f"{platform.machine()}, {machine.cores()} cores, {machine.memory() // machine.MB} MB, "
        f"Python {platform.python_version()}, DuckDB {version('duckdb')}, load {os.getloadavg()[0]:.1f}"
    )
    print("build | documents | CPU s | wall s | CPU s a document | MB of a process | MB published | exponent")
    before: tuple[int, Cost] | None = None
    folder = keep
    for size in sizes:
        folder = keep / str(size)
        documents.write(folder / "in", range(size))
        cost = build(folder)
        note = f"{math.log(cost.cpu / before[1].cpu) / math.log(size / before[0]):.2f}" if before else ""
        show("from nothing", size, cost, note)
        before = size, cost
    show("nothing changed", sizes[-1], build(folder))
    documents.write(folder / "in", range(sizes[-1], sizes[-1] + _ADDED))
    show(f"{_ADDED} added", sizes[-1] + _ADDED, build(folder))
    documents.change(folder / "in", 0)
    show("one changed", sizes[-1] + _ADDED, build(folder))


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=_SIZES)
    parser.add_argument("--keep", type=Path, help="folder to work in, kept afterwards")
    options = parser.parse_args()
    if options.keep is not None:
        run(list(options.sizes), options.keep)
    else:
        with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
            run(list(options.sizes), Path(name))


if __name__ == "__main__":
    main()
