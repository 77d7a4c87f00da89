"""Run all suites against a built file, in a process of its own.

``python -m expectations.run`` imports Great Expectations (seconds) while dbt is still building, and answers every line on
standard input, the path of a file and the names of expectations that are known to hold for it as JSON, with a line: a list
of results.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
import warnings
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from expectations.catalogue import CATALOGUE, Expectation

if TYPE_CHECKING:
    from expectations.engine import DuckDBDatasource, HeldConnectionEngine

SAMPLE_SIZE = 5


@dataclass(frozen=True, slots=True)
class Result:
    """One row of ``quality.expectation_result``. Nothing examined is not a success: ``success`` is null then."""

    suite: str
    expectation: str
    severity: str
    success: bool | None
    examined_count: int
    unexpected_count: int
    sample: str
    title: str
    documents: tuple[str, ...] = ()  # of a critical one that doesn't hold: whose rows break it, all of them


def validate(path: Path, held: Collection[str] = ()) -> list[Result]:
    """Run every suite on the DuckDB file at ``path``, which is opened read-only and closed again.

    Of the expectations in ``held``, known to hold for all its rows, only what they examine is counted.
    """
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx

    from expectations.engine import DuckDBDatasource, HeldConnectionEngine, connection_string

    context: Any = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    source = DuckDBDatasource(name="warehouse", connection_string=connection_string(path))
    context.add_datasource(datasource=source)
    engine = source.get_execution_engine()
    if not isinstance(engine, HeldConnectionEngine):
        raise TypeError("the datasource did not use the engine that holds its connection")
    try:
        return _run_suites(source, engine, CATALOGUE, held)
    finally:
        engine.release()
        source.get_engine().dispose()  # with which it looked for the tables: another file may stand at the path next


def _run_suites(
    source: DuckDBDatasource,
    engine: HeldConnectionEngine,
    expectations: list[Expectation],
    held: Collection[str] = (),
) -> list[Result]:
    results = []
    groups: dict[tuple[str, str], list[Expectation]] = {}
    for item in expectations:
        groups.setdefault((item.schema, item.table), []).append(item)
    for (schema, table), members in groups.items():
        asked = [item for item in members if item.name not in held]
        found = _run_group(source, f"{schema}.{table}", schema, table, asked) if asked else {}
        counts = ", ".join(
            f"coalesce(sum({item.weight}) filter (where {item.examined}), 0)" for item in members
        )
        [examined] = _query(engine, f"select {counts} from {schema}.{table}")
        for item, count in zip(members, examined, strict=True):
            result = _result(item, int(count), found.get(item.name))
            if result.severity == "critical" and result.unexpected_count:
                result = replace(result, documents=_documents(engine, item))
            results.append(result)
    return results


def _documents(engine: HeldConnectionEngine, item: Expectation) -> tuple[str, ...]:
    """Documents whose rows break an expectation. Great Expectations hands out the first rows only."""
    rows = item.unexpected.format(batch=f"{item.schema}.{item.table}")
    named = _query(
        engine, f"select distinct document_id from ({rows}) where document_id is not null order by 1"
    )
    return tuple(str(row[0]) for row in named)


def _run_group(
    source: DuckDBDatasource, name: str, schema: str, table: str, members: list[Expectation]
) -> dict[str, Any]:
    import great_expectations as gx
    from great_expectations.expectations.core.unexpected_rows_expectation import UnexpectedRowsExpectation
    from great_expectations.expectations.metadata_types import FailureSeverity

    asset = source.add_table_asset(name, table_name=table, schema_name=schema)
    suite = gx.ExpectationSuite(
        name,
        expectations=[
            UnexpectedRowsExpectation(
                unexpected_rows_query=f"select * from ({item.unexpected}) order by all",  # the same examples in every build
                description=item.title,
                severity=FailureSeverity(item.severity),
                meta={"name": item.name},
            )
            for item in members
        ],
    )
    batch = asset.add_batch_definition_whole_table("all").get_batch()
    outcome: Any = batch.validate(suite, result_format="COMPLETE")
    return {r.expectation_config.meta["name"]: r for r in outcome.results}


def _result(item: Expectation, examined: int, found: Any) -> Result:
    """The result of an expectation; ``found`` is ``None`` for one that is known to hold."""
    if found is None:
        success = True if examined else None
        return Result(item.suite, item.name, item.severity, success, examined, 0, "", item.title)
    raised = found.exception_info.get("raised_exception")
    if raised:
        message = str(found.exception_info.get("exception_message"))
        return Result(item.suite, item.name, item.severity, False, examined, 0, message, item.title)
    unexpected = int(found.result.get("observed_value") or 0)
    rows = found.result.get("details", {}).get("unexpected_rows", [])[:SAMPLE_SIZE]
    sample = json.dumps(rows, ensure_ascii=False, default=str) if rows else ""
    success = None if examined == 0 and unexpected == 0 else bool(found.success)
    return Result(item.suite, item.name, item.severity, success, examined, unexpected, sample, item.title)


def _query(engine: HeldConnectionEngine, sql: str) -> list[Any]:
    import sqlalchemy

    return list(engine.execute_query(sqlalchemy.text(sql)).fetchall())


def import_sparing(package: str, *names: str) -> None:
    """Import ``package`` with empty modules for ``names``, which it names and doesn't use; with the real ones where it does."""
    spared = {name: ModuleType(name) for name in names if name not in sys.modules}
    for name, module in spared.items():
        sys.modules[name] = module
        parent, _, own = name.rpartition(".")
        if parent in spared:
            setattr(spared[parent], own, module)
    try:
        importlib.import_module(package)
    except Exception:  # whatever an empty module makes of it
        for name in [name for name in sys.modules if name.partition(".")[0] == package]:
            del sys.modules[name]
    for name in spared:
        del sys.modules[name]
    importlib.import_module(package)


def main() -> int:
    """Import, wait for questions, answer them."""
    warnings.filterwarnings("ignore")
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    gc.disable()  # a short life: looking for what can be thrown away takes a fifth of it
    # The slow part, done while waiting; what it needs for one expectation and for pictures is a third of it.
    import_sparing("great_expectations", "scipy", "scipy.stats", "altair")
    for line in sys.stdin:
        path, held = json.loads(line)
        results = [asdict(result) for result in validate(Path(path), held)]
        print(json.dumps(results), flush=True)
    gc.freeze()
    return 0


if __name__ == "__main__":
    sys.exit(main())
