"""dbt in this process, in one invocation: models into a fresh file with the seeds.

Great Expectations gates what is published; dbt's own data tests run in ``make test`` and CI (docs/decisions/0005).
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from gongkai.errors import ModelsFailedError
from gongkai.settings import PROJECT, Settings, reviews_if_any
from gongkai.warehouse import kept, resources, spared
from loaders.intake import machine

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest
    from dbt_common.events.base_types import EventMsg

_SHOWN = 10
_PATIENCE = 0.3
_TELL_SECONDS = 15.0
# DuckDB's classes of errors that a value causes; all others are the models' or the machine's.
_OF_A_VALUE = re.compile(r"\b(?:Conversion|Out of Range|Invalid Input) Error:")


@dataclass(frozen=True, slots=True)
class ModelSummary:
    """What dbt did, and the seconds that every model took."""

    models: int
    tests: int
    warnings: int
    seconds: dict[str, float]


def environment(settings: Settings, documents: int = 0) -> dict[str, str]:
    """The environment variables that dbt_project.yml and profiles.yml read, for models over so many documents.

    Raises SettingError for figures that are none.
    """
    return {
        "GONGKAI_STAGING": str(settings.staging),
        "GONGKAI_BUILD_DIR": str(settings.build),
        "GONGKAI_BUILD_FILE": str(settings.fresh),
        "GONGKAI_QUARANTINE": str(settings.quarantine),
        "GONGKAI_WORK_FILE": resources.work_file(settings.work, documents),
        "GONGKAI_SHARD": str(settings.shard),
        "GONGKAI_DOCUMENTS": str(settings.documents) if settings.documents.is_file() else "",
        "GONGKAI_REVIEWS": reviews_if_any(),
        "GONGKAI_DUCKDB_MEMORY": resources.memory(),
        "GONGKAI_DUCKDB_THREADS": str(resources.threads()),
        "GONGKAI_DUCKDB_QUERY_THREADS": str(resources.query_threads(documents)),
        "DO_NOT_TRACK": "1",
    }


def arguments(command: str, settings: Settings) -> list[str]:
    """The dbt command line, with all paths absolute."""
    return [
        command, "--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT),
        "--target-path", str(settings.build / "dbt"), "--log-path", str(settings.build / "logs"),
        "--log-level", "none", "--log-level-file", "none", "--no-write-json", "--no-version-check",
        "--no-partial-parse", "--no-populate-cache",
    ]  # fmt: skip


class Early:
    """dbt is imported while the loaders work; where they are done at once it isn't started at all.

    Use as a context around the loading, and ``join`` before the models run.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._timer = threading.Timer(_PATIENCE, lambda: project(settings))
        self._timer.daemon = True

    def __enter__(self) -> Early:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def join(self) -> None:
        """Wait for what has begun."""
        self._timer.join()


def project(settings: Settings) -> Manifest | None:
    """The dbt project as this version was parsed before, else parsed now and kept; ``None`` where dbt can't parse it."""
    os.environ.update(environment(settings))
    place = kept.folder(settings)
    with machine.uncollected():
        from mashumaro.config import BaseConfig

        BaseConfig.lazy_compilation = True  # dbt imports hundreds of classes and writes few of them
        from dbt.cli.main import dbtRunner

        spared.spare()
        if known := kept.manifest(place):
            return known
        outcome = dbtRunner().invoke(arguments("parse", settings))
    if not outcome.success:
        return None
    kept.keep_manifest(place, cast("Manifest", outcome.result))
    return kept.manifest(place)


def _build(settings: Settings) -> list[str]:
    """Models alone, or with dbt's data tests where ``GONGKAI_DBT_TESTS`` is set; seeds are there."""
    if not os.environ.get("GONGKAI_DBT_TESTS"):
        return arguments("run", settings)
    return [*arguments("build", settings), "--resource-type", "model", "--resource-type", "test"]


class _Ticker:
    """Tells now and then how many models are done."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self._tell = tell
        self._done = 0
        self._told = time.monotonic()

    def __call__(self, event: EventMsg) -> None:
        if event.info.name != spared.HEARD:
            return
        self._done += 1
        if time.monotonic() - self._told > _TELL_SECONDS:
            self._told = time.monotonic()
            self._tell(self._done)


def run(
    settings: Settings, documents: int, tell: Callable[[int], None] = lambda _: None, only: Sequence[str] = ()
) -> ModelSummary:
    """Build ``settings.fresh`` from the staged rows of so many ``documents``.

    ``tell`` hears now and then how many models are done. ``only``: these models and what they are made of.
    Raises ModelsFailedError with the first failures. All database files are closed afterwards.
    """
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    place = kept.folder(settings)
    parsed = project(settings)
    is_new = parsed is not None and not kept.has_compiled(parsed)  # running marks all models
    if parsed is not None:
        kept.take_seeds(place, settings.fresh, parsed)
    try:
        chosen = ["--select", *(f"+{name}" for name in only)] if only else []
        runner = dbtRunner(manifest=parsed, callbacks=[_Ticker(tell)])
        os.environ.update(environment(settings, documents))
        with machine.uncollected(), nullcontext() if parsed is None else spared.unvalidated():
            outcome = runner.invoke([*_build(settings), *chosen])
    finally:
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    if outcome.exception is not None:
        raise ModelsFailedError(f"dbt: {outcome.exception}") from outcome.exception
    if parsed is not None and is_new and outcome.success and not only:
        kept.keep_compiled(place, parsed)
    results = list(getattr(outcome.result, "results", []))
    if not outcome.success:
        failed = {r.node.name: str(r.message) for r in results if str(r.status) in ("error", "fail")}
        shown = [f"{name}: {message}" for name, message in failed.items()][:_SHOWN]
        by_rows = tuple(name for name, message in failed.items() if _OF_A_VALUE.search(message))
        raise ModelsFailedError(
            "\n".join(["模型或测试未通过 / models or tests failed:", *shown]), by_rows if len(by_rows) == len(failed) else ()
        )
    kinds = [str(r.node.resource_type) for r in results]
    warned = sum(str(r.status) == "warn" for r in results)
    seconds = {r.node.name: r.execution_time for r in results if r.node.resource_type == "model"}
    return ModelSummary(kinds.count("model"), kinds.count("test"), warned, seconds)
