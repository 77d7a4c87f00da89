"""``make bench-mutants``: how many mutants the suite kills, part by part; survivors go to build/mutants.txt.

Each mutant is written into a copy of the project, and the tests that run the changed function (of SQL and rules: the
tests of the checks) are run there until one fails. A mutant that makes them last too long is killed, too.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.mutants import kinds
from gongkai.settings import PROJECT

_COPIED = (
    "loaders", "gongkai", "expectations", "devtools", "benchmarks", "seeds", "models", "macros", "tests", "metrics", "docs", "bi",
    "disclosures", "pyproject.toml", "dbt_project.yml", "profiles.yml",
)  # fmt: skip
_PYTHON_TESTS = ("tests/grammar", "tests/tables", "tests/forms", "tests/document", "tests/prose", "tests/test_confirmation.py")
_CHECK_TESTS = ("tests/checks",)
_MOST_TESTS = 60
_SECONDS = 120


def _copy(folder: Path) -> Path:
    for name in _COPIED:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif (PROJECT / name).exists():
            shutil.copy(PROJECT / name, folder / name)
    return folder


def _pytest(root: Path, *arguments: str, **environment: str) -> bool:
    """Whether the tests pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *arguments]
    given = os.environ | {"PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])} | environment
    given |= {"PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ended = subprocess.run(command, cwd=root, env=given, capture_output=True, timeout=_SECONDS * 10 if environment else _SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0


class Cover:
    """Which tests run which function."""

    def __init__(self, root: Path) -> None:
        record = root / "cover.json"
        tests = [name for name in _PYTHON_TESTS if (root / name).exists()]
        if not _pytest(root, "-p", "benchmarks.mutants.recorder", *tests, GONGKAI_COVER=str(record)):
            raise SystemExit("the tests fail on the code as it is")
        self.tests = json.loads(record.read_text(encoding="utf-8"))
        self.root = root

    def of(self, mutant: kinds.Mutant) -> list[str]:
        """The quickest tests that run the function at the mutant's line; of other lines, those that run the module."""
        tree = ast.parse((self.root / mutant.path).read_text(encoding="utf-8"))
        around = [
            min([node.lineno, *(line.lineno for line in node.decorator_list)])
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and node.lineno <= mutant.line <= (node.end_lineno or 0)
        ]
        wanted = f"{mutant.path}:{max(around)}" if around else f"{mutant.path}:"
        found = [
            (test["seconds"], name)
            for name, test in self.tests.items()
            if any(seen == wanted or (not around and seen.startswith(wanted)) for seen in test["functions"])
        ]
        return [name for _, name in sorted(found)[:_MOST_TESTS]]


def _is_killed(root: Path, mutant: kinds.Mutant, tests: list[str]) -> bool:
    path = root / mutant.path
    before = path.read_text(encoding="utf-8")
    path.write_text(mutant.text, encoding="utf-8")
    try:
        return bool(tests) and not _pytest(root, *tests)
    finally:
        path.write_text(before, encoding="utf-8")


def main() -> int:
    """Run the parts asked for and print the share of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", default=",".join([*kinds.PYTHON, "models/checks", "seeds/rules"]))
    parser.add_argument("--count", type=int, default=30, help="mutants of each part")
    parser.add_argument("--seed", type=int, default=20261129)
    options = parser.parse_args()
    parts = options.parts.split(",")
    killed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    report = PROJECT / "build" / "mutants.txt"
    report.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gongkai-mutants-") as folder, report.open("w", encoding="utf-8") as survivors:
        root = _copy(Path(folder))
        cover = Cover(root) if set(parts) & set(kinds.PYTHON) else None
        for part in parts:
            chance = random.Random(f"{options.seed}/{part}")
            made = {"models/checks": kinds.sql, "seeds/rules": kinds.rules}.get(part)
            mutants = made(root, options.count, chance) if made else kinds.python(root, part, options.count, chance)
            for mutant in list(mutants):
                tests = cover.of(mutant) if cover and not made else [name for name in _CHECK_TESTS if (root / name).exists()]
                tried[part] += 1
                if _is_killed(root, mutant, tests):
                    killed[part] += 1
                else:
                    untested = "" if tests else " (no test runs it)"
                    print(f"{mutant.path}:{mutant.line} {mutant.what}{untested}", file=survivors, flush=True)
            print(f"{part:15} {killed[part]:4} of {tried[part]:4} killed, {killed[part] / max(tried[part], 1):.0%}", flush=True)
    print(f"survivors: {report.relative_to(PROJECT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
