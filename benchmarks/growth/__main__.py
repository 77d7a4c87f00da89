"""``python -m benchmarks.growth [SIZES …] [--keep FOLDER] [--results FILE]``: whole builds by default settings.

The samples from nothing, with nothing kept and with the project parsed before; every size from nothing; then, at the largest,
nothing changed, a hundred documents added, one changed, one removed, and the site and the export of it. Each is measured in
processes of its own (benchmarks/growth/measure.py) and
written to ``--results`` at once: with ``--keep``, a run that was stopped goes on after what it has measured. Asserts nothing.
Documents are generated (benchmarks/growth/documents.py).
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from benchmarks.growth import documents, measure
from benchmarks.growth.measure import Cost
from gongkai.settings import PROJECT
from loaders.intake import machine

_SIZES = (100, 300, 1000)
_ADDED = 100
_PLACES = {
    "DISCLOSURES": "in", "STAGING": "staging", "BUILD_DIR": "build", "WAREHOUSE": "gongkai.duckdb", "SITE": "site", "EXPORT": "export", "CACHE": "../cache",
}  # fmt: skip
_HEADER = (
    "what", "documents", "CPU s", "reading", "expectations", "wall s", "CPU s a document", "MB of all", "MB of the largest",
    "MB published", "load",
)  # fmt: skip


class Run:
    """The steps of a run; those in ``results`` are not taken again."""

    def __init__(self, keep: Path, results: Path) -> None:
        self.keep, self.results = keep, results
        self.done: dict[str, dict[str, float]] = json.loads(results.read_text()) if results.exists() else {}

    def step(
        self, name: str, size: int, folder: Path, prepare: Callable[[], None], module: str = "gongkai.build"
    ) -> None:
        """Measure ``python -m module`` over ``folder``/in once it is prepared, and keep what it took."""
        key = f"{name} {size}"
        if key not in self.done:
            prepare()
            cost = self._run(module, folder)
            published = (folder / "gongkai.duckdb").stat().st_size / machine.MB
            self.done[key] = {"documents": size, **asdict(cost), "published_mb": round(published, 1)}
            self.results.parent.mkdir(parents=True, exist_ok=True)
            self.results.write_text(json.dumps(self.done, indent=1), encoding="utf-8")
        self._show(name, self.done[key])

    def _run(self, module: str, folder: Path) -> Cost:
        environment = {f"GONGKAI_{name}": str(folder / path) for name, path in _PLACES.items()}
        return measure.run(module, environment, folder / "log")

    def _show(self, name: str, found: dict[str, float]) -> None:
        size = int(found["documents"])
        print(
            f"{name} | {size} | {found['cpu']:.1f} | {found['reading']:.1f} | {found['expectations']:.1f} | {found['wall']:.1f} | "
            f"{found['cpu'] / size:.3f} | {found['tree_mb']} | {found['process_mb']} | {found['published_mb']:.0f} | {found['load']}",
            flush=True,
        )

    def exponents(self, sizes: list[int]) -> None:
        """How the cost grows between two sizes, and what a further document costs there: the fixed part lowers the exponent only."""
        costs = [(size, self.done[f"from nothing {size}"]["cpu"]) for size in sizes]
        for (few, low), (many, high) in pairwise(costs):
            exponent = math.log(high / low) / math.log(many / few)
            further = (high - low) / (many - few)
            print(
                f"{few} to {many} documents: exponent {exponent:.2f}, CPU s a further document {further:.3f}"
            )


def _emptied(folder: Path, fill: Callable[[Path], None]) -> Callable[[], None]:
    def prepare() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "in").mkdir(parents=True)
        fill(folder / "in")

    return prepare


def run(sizes: list[int], keep: Path, results: Path) -> None:
    """Measure every size, then what a change costs at the largest."""
    print(
        f"{platform.machine()}, {machine.cores()} cores, {machine.memory() // machine.MB} MB, "
        f"Python {platform.python_version()}, DuckDB {version('duckdb')}"
    )
    print(" | ".join(_HEADER))
    run = Run(keep, results)
    samples = keep / "samples"
    # First with nothing at all, then as every build but the first on a machine: the project has been parsed.
    for name in ("first samples", "samples from nothing"):
        run.step(
            name, 5, samples,
            _emptied(samples, lambda into: shutil.copytree(PROJECT / "disclosures", into, dirs_exist_ok=True)),
        )  # fmt: skip
    folder = keep
    for size in sizes:
        folder, numbers = keep / str(size), range(size)
        run.step(
            "from nothing", size, folder, _emptied(folder, lambda into, n=numbers: documents.write(into, n))
        )
    most = sizes[-1]
    run.step("nothing changed", most, folder, lambda: None)
    run.step("site", most, folder, lambda: None, "gongkai.site")
    run.step("export", most, folder, lambda: None, "gongkai.export")
    run.step(
        f"{_ADDED} added", most + _ADDED, folder,
        lambda: documents.write(folder / "in", range(most, most + _ADDED)),
    )  # fmt: skip
    run.step("one changed", most + _ADDED, folder, lambda: documents.change(folder / "in", 0))
    run.step("one removed", most + _ADDED - 1, folder, lambda: documents.remove(folder / "in", 1))
    run.exponents(sizes)


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=_SIZES)
    parser.add_argument("--keep", type=Path, help="folder to work in, kept afterwards; a run goes on there")
    parser.add_argument(
        "--results", type=Path, help="JSON of what was measured (default: growth.json in the folder)"
    )
    options = parser.parse_args()
    if options.keep is not None:
        keep = options.keep.absolute()
        run(list(options.sizes), keep, options.results or keep / "growth.json")
    else:
        with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
            results = options.results or PROJECT / "build" / "growth.json"
            results.unlink(missing_ok=True)
            run(list(options.sizes), Path(name), results)


if __name__ == "__main__":
    main()
