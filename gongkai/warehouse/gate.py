"""Great Expectations in a process of its own, importing while dbt is still building."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from expectations.run import Result
from gongkai.errors import ExpectationsFailedError
from gongkai.settings import PROJECT, Settings


class Gate:
    """A waiting validator. Use as a context manager: leaving it without a question ends the process."""

    def __init__(self, settings: Settings) -> None:
        self._log = (settings.build / "expectations.log").open("w+")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "expectations.run"],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )

    def __enter__(self) -> Gate:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def ask(self, path: Path) -> list[Result]:
        """Results of all suites on the file at ``path``.

        Raises ExpectationsFailedError where they could not be evaluated.
        """
        answer, _ = self._process.communicate(f"{path}\n")
        if self._process.returncode != 0:
            self._log.seek(0)
            last = self._log.read().strip().splitlines()[-1:]
            raise ExpectationsFailedError(
                f"质量预期无法检验 / expectations could not be evaluated: {' '.join(last)}"
            )
        rows = json.loads(answer.splitlines()[-1])
        return [Result(**row | {"documents": tuple(row["documents"])}) for row in rows]


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
