"""Which tests run which function, model and seed: known from one run of the tests, kept as long as nothing changes."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from benchmarks.mutants.kinds import PYTHON, Mutant

# What tests in this process; builds by dbt, browsers and servers take minutes and say little about one line.
_READING = [
    "tests/grammar", "tests/tables", "tests/forms", "tests/document", "tests/prose", "tests/readers", "tests/staged", "tests/formats",
    "tests/test_confirmation.py", "tests/test_glued.py", "tests/test_parts.py", "tests/test_run_on.py",
    "tests/test_values.py", "tests/test_traditional.py",
]  # fmt: skip
_CHECKING = [
    "tests/checks",
    *(
        f"tests/warehouse/test_{name}.py"
        for name in (
            "form_checks", "form_fact_checks", "content_checks", "pair_checks", "prose_checks", "table_rows", "owed_states",
            "distinct_quantities", "sureness",
        )
    ),
]  # fmt: skip
# What the tests run: where it changes, all is recorded anew.
_READ = ("loaders/", "seeds/")
_RUN = (*_READ, "gongkai/", "models/", "macros/")
# Processor time of the tests that one mutant may take, as the recording counted it.
_MOST_SECONDS = 60


class Cover:
    """Tests by what they run; ``imports`` is what they import of other people's."""

    def __init__(self, root: Path, tests: dict[str, dict[str, Any]], imports: list[str]) -> None:
        self.root, self.tests, self.imports = root, tests, imports

    def of(self, mutant: Mutant) -> list[str]:
        """The quickest tests that run the function at the mutant's line; of other lines, those that run the file."""
        wanted = self._wanted(mutant)
        found = sorted(
            (test["seconds"] + sum(test["fixtures"].values()), name)
            for name, test in self.tests.items()
            if any(
                seen == wanted or (wanted.endswith(":") and seen.startswith(wanted)) for seen in test["runs"]
            )
        )
        chosen: list[str] = []
        spent: dict[str, float] = {}
        for _, name in found:
            # A fixture is made once for all that ask for it.
            spent |= {name: self.tests[name]["seconds"], **self.tests[name]["fixtures"]}
            if sum(spent.values()) > _MOST_SECONDS and chosen:
                break
            chosen.append(name)
        return chosen

    def _wanted(self, mutant: Mutant) -> str:
        if not mutant.path.endswith(".py"):
            return mutant.path
        tree = ast.parse((self.root / mutant.path).read_text(encoding="utf-8"))
        around = [
            min([node.lineno, *(line.lineno for line in node.decorator_list)])
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and node.lineno <= mutant.line <= (node.end_lineno or 0)
        ]
        return f"{mutant.path}:{max(around)}" if around else f"{mutant.path}:"


def recorded(root: Path, parts: Collection[str], digests: dict[str, str]) -> Cover:
    """Run the tests once at ``root`` and listen, folder by folder, but where that was done for the same files already.

    Raises SystemExit where they fail on the code as it is.
    """
    folder = root.parent / "cover"
    folder.mkdir(exist_ok=True)
    tests: dict[str, Any] = {}
    imports: set[str] = set()
    wanted = _READING * any(part in PYTHON for part in parts) + _CHECKING * any(
        part not in PYTHON for part in parts
    )
    for name in filter(lambda name: (root / name).exists(), wanted):
        # Helpers beside other tests may change without a new record: it only chooses tests.
        files = [
            f"{path}{digest}" for path, digest in sorted(digests.items()) if path.startswith((*_RUN, name))
        ]
        record = folder / f"{Path(name).stem}-{hashlib.sha256(''.join(files).encode()).hexdigest()[:16]}.json"
        if not record.exists():
            _record(root, name, record)
        found = json.loads(record.read_text(encoding="utf-8"))
        tests |= found["tests"]
        imports |= set(found["imports"])
    return Cover(root, tests, sorted(imports))


def _record(root: Path, name: str, record: Path) -> None:
    print(f"recording {name}", file=sys.stderr, flush=True)
    new = record.with_suffix(".new")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "benchmarks.mutants.recorder",
        name,
    ]
    environment = os.environ | {"PYTHONPATH": str(root), "GONGKAI_COVER": str(new)}
    if subprocess.run(command, cwd=root, env=environment, check=False, stdout=sys.stderr).returncode:
        raise SystemExit(f"{name} fails on the code as it is")
    for old in record.parent.glob(f"{Path(name).stem}-*.json"):
        old.unlink()
    new.rename(record)
