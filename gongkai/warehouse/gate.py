"""Great Expectations in a process of its own, importing while dbt is still building."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, cast

from expectations.run import Result
from gongkai.errors import ExpectationsFailedError
from gongkai.settings import PROJECT, Settings
from gongkai.warehouse import resources


class Gate:
    """A waiting validator. Use as a context manager: leaving it ends the process."""

    def __init__(self, settings: Settings) -> None:
        self._log = (settings.build / "expectations.log").open("w+")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "expectations.run"],
            cwd=PROJECT,
            env=os.environ | {"GONGKAI_DUCKDB_MEMORY": resources.memory()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        self._asked, self._answers = cast("IO[str]", self._process.stdin), cast("IO[str]", self._process.stdout)

    def __enter__(self) -> Gate:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()
        self._log.close()

    def ask(self, path: Path, held: Collection[str] = ()) -> list[Result]:
        """Results of all suites on the file at ``path``; ``held`` are expectations that are known to hold for its rows.

        Raises ExpectationsFailedError where they could not be evaluated.
        """
        with suppress(BrokenPipeError):
            self._asked.write(json.dumps([str(path), sorted(held)]) + "\n")
            self._asked.flush()
        if not (answer := self._answers.readline()):
            self._process.wait()
            self._log.seek(0)
            last = self._log.read().strip().splitlines()[-1:]
            raise ExpectationsFailedError(
                f"质量预期无法检验 / expectations could not be evaluated: {' '.join(last)}"
            )
        return [Result(**row | {"documents": tuple(row["documents"])}) for row in json.loads(answer)]


def broken(results: Sequence[Result]) -> list[Result]:
    """The critical expectations that do not hold."""
    return [r for r in results if r.severity == "critical" and r.success is False]


def require_critical(results: Sequence[Result]) -> None:
    """Raise ExpectationsFailedError, naming them, where critical expectations do not hold."""
    if failed := broken(results):
        lines = [f"  {r.expectation}（{r.title}）：{r.unexpected_count} 处，例如 {r.sample}" for r in failed]
        raise ExpectationsFailedError(
            "\n".join(["不满足发布条件 / critical expectations do not hold:", *lines])
        )
