"""What a run shows: a progress bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

_LINE_SECONDS = 15.0


class Progress:
    """Progress over files; nothing where ``show`` is false. Rich is imported only to show a bar on a terminal."""

    def __init__(self, total: int, *, show: bool) -> None:
        self.total, self.show = total, show
        self._done, self._said = 0, time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Progress:
        if self.show and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                SpinnerColumn,
                TextColumn,
                TimeElapsedColumn,
            )
            from rich.progress import Progress as Bar

            # The time that one document takes can't be foretold: what turns shows that something goes on.
            counted = [BarColumn(), MofNCompleteColumn()] if self.total > 1 else []
            columns = [
                SpinnerColumn(),
                TextColumn("{task.description}", markup=False),
                *counted,
                TimeElapsedColumn(),
            ]
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task("读取文件 Reading", total=self.total)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, name: str) -> None:
        """One more file is finished."""
        self._done += 1
        if self.show and self._bar is None and time.monotonic() - self._said > _LINE_SECONDS:
            self._said = time.monotonic()
            print(f"读取文件 Reading {self._done}/{self.total} {name}", file=sys.stderr, flush=True)
        if self._bar is not None:
            self._bar.update(self._task, advance=1, description=f"读取文件 Reading {name[-40:]}")
