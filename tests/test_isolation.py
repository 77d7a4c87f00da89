"""How many processes read, and what they load: one as long as it may be done soon, then as many as there may be."""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.intake import isolation
from loaders.intake.isolation import Done, Limits, run_isolated

HANDLER = "tests.test_isolation:{}"


def who(_: object) -> Iterator[tuple[int, bool]]:
    """A handler that says which process it runs in, and whether what parses text has loaded what draws and measures pages."""
    from loaders import pipeline

    assert pipeline.load
    yield os.getpid(), "numpy" in sys.modules


def meet(paths: tuple[Path, Path]) -> Iterator[str]:
    """A handler that is done when another one has come, too."""
    mine, other = paths
    mine.touch()
    while not other.exists():
        time.sleep(0.01)
    yield "met"


def test_few_tasks_that_are_soon_done_are_done_by_one_light_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_ALONE_SECONDS", math.inf)

    found = list(run_isolated(HANDLER.format("who"), [(name, None) for name in "abcd"], 4, Limits()))

    assert [key for key, message in found if isinstance(message, Done)] == [*"abcd"]
    [(_, is_heavy)] = {message for _, message in found if isinstance(message, tuple)}
    assert not is_heavy


def test_what_takes_longer_is_done_side_by_side(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(isolation, "_ALONE_SECONDS", 0.0)
    one, other = tmp_path / "one", tmp_path / "other"

    found = list(run_isolated(HANDLER.format("meet"), [("a", (one, other)), ("b", (other, one))], 2, Limits(wall=60)))

    assert sorted(key for key, message in found if message == "met") == ["a", "b"]
