"""One published file for the tests of commands that read it: built from drafts, and originals where they are; and what is
read for a check, so that commands which are given the same files again don't read and compute them again."""

from __future__ import annotations

import os
import shutil
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gongkai import build
from gongkai.check import run as check_run
from gongkai.settings import Settings, reviews_if_any
from loaders.intake import runner
from loaders.intake.isolation import Done
from loaders.intake.worker import process
from tests.cli import drafts
from tests.originals import SHARED

_ORIGINALS = (
    "disclosures/qingpu-2025-unit-budget.txt", "disclosures/shdpf-2023-project-self-evaluation.txt",
    "pdf/sh-putuo-planning-2024-final.pdf",
)  # fmt: skip

_HELD = 10  # examinations of 100 MB
_INDIFFERENT = ("GONGKAI_LANG", "GONGKAI_REVIEWS", "GONGKAI_STAGING", "GONGKAI_WAREHOUSE")  # of the reviews it is what they say


def surroundings(paths: Sequence[Path], options: dict[str, Any]) -> tuple[object, ...] | None:
    """All that an examination depends on; ``None`` where there is no file, or where further files of the user's matter."""
    variables = {name: value for name, value in os.environ.items() if name.startswith("GONGKAI_") and name not in _INDIFFERENT}
    if variables.keys() & {"GONGKAI_AGENCIES", "GONGKAI_ROSTER"} or not all(path.is_file() for path in paths):
        return None
    reviews, known = reviews_if_any(), options.get("known")
    files = [*paths, *([Path(reviews)] if reviews else []), *(sorted(known.glob("*/*.csv")) if known else [])]
    return tuple((path.name, path.read_bytes()) for path in files), str(options), str(variables), runner.run


class Here:
    """Reads in this process, without starting one for every draft: what isolates the readers has tests of its own."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[str, Any]] = deque()

    def submit(self, key: str, task: object) -> None:
        self._waiting.append((key, task))

    def messages(self) -> Iterator[tuple[str, Any]]:
        while self._waiting:
            key, task = self._waiting.popleft()
            yield from ((key, message) for message in process(task))
            yield key, Done()


@pytest.fixture(scope="session", autouse=True)
def _read_here() -> Iterator[None]:
    """Drafts are read in this process, but PDFs, whose engine is for one thread, and where a test has a handler of its own."""
    read = runner.run

    def run(inbox: Path, staging: Path, *, handler: str = runner.HANDLER, **options: Any) -> runner.RunSummary:
        is_here = handler == runner.HANDLER and not any(inbox.rglob("*.pdf"))
        return read(inbox, staging, handler=handler, **{"pool": (lambda _: Here()) if is_here else None, **options})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runner, "run", run)
        yield


@pytest.fixture(scope="session", autouse=True)
def _examined_once(_read_here: None) -> Iterator[None]:
    """The same files, read and computed once for the commands that check them, show them or explain what was found in them."""
    held: dict[object, tuple[ExitStack, check_run.Examined]] = {}
    examine = check_run.examined

    @contextmanager
    def once(paths: Sequence[Path], **options: Any) -> Iterator[check_run.Examined]:
        is_shown = options.pop("progress", False)
        key = surroundings(paths, options)
        if key is None:
            with examine(paths, progress=is_shown, **options) as found:
                yield found
            return
        if key not in held:
            while len(held) >= _HELD:
                held.pop(next(iter(held)))[0].close()
            stack = ExitStack()
            held[key] = stack, stack.enter_context(examine(paths, progress=is_shown, **options))
        found = held[key][1]
        yield replace(found, drafts=[replace(draft, path=path) for draft, path in zip(found.drafts, paths, strict=True)])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_run, "examined", once)
        yield
    for stack, _ in held.values():
        stack.close()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A warehouse built from files."""
    folder = tmp_path_factory.mktemp("published")
    inbox = folder / "in"
    drafts.write(inbox, "clean.txt", drafts.CLEAN.replace("测试", "另一测试"))
    drafts.write(inbox, "planted.txt", drafts.PLANTED)
    for name in _ORIGINALS:
        if (SHARED / name).exists():
            shutil.copy(SHARED / name, inbox)
    settings = Settings(inbox, folder / "staging", folder / "build", folder / "out" / "gongkai.duckdb")
    assert build.build(settings)
    return settings


@pytest.fixture
def warehouse(published: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The commands read the published file of these tests."""
    monkeypatch.setenv("GONGKAI_WAREHOUSE", str(published.warehouse))
    monkeypatch.setenv("GONGKAI_STAGING", str(published.staging))
    return published
