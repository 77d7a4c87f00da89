"""The canary: Great Expectations fetches rows from DuckDB only through the engine that holds its connection."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from expectations.catalogue import Expectation
from expectations.engine import DuckDBDatasource, HeldConnectionEngine, connection_string
from expectations.run import Result, _run_suites


def run(path: Path, create: str, unexpected: str, examined: str = "true") -> Result:
    """The result of one expectation on a table ``s.t`` of its own."""
    import great_expectations as gx

    with duckdb.connect(str(path)) as connection:
        connection.execute(f"create schema s; create table s.t {create}")
    context = gx.get_context(mode="ephemeral")
    source = DuckDBDatasource(name="canary", connection_string=connection_string(path))
    context.add_datasource(datasource=source)
    engine = source.get_execution_engine()
    assert isinstance(engine, HeldConnectionEngine)
    expectation = Expectation("small", "canary", "critical", "s", "t", "都不大", unexpected, examined)
    (result,) = _run_suites(source, engine, [expectation])
    engine.release()
    return result


@pytest.mark.parametrize(("limit", "success", "unexpected"), [(3, False, 2), (9, True, 0)])
def test_rows_are_counted_and_sampled(tmp_path: Path, limit: int, success: bool, unexpected: int) -> None:
    query = f"select n, 'd' as document_id from {{batch}} where n > {limit}"
    result = run(tmp_path / "canary.duckdb", "as select range as n from range(1, 6)", query, "n > 1")
    assert (result.success, result.examined_count, result.unexpected_count) == (success, 4, unexpected)
    assert (result.sample == "") is success
    assert result.documents == (() if success else ("d",))


def test_nothing_examined_is_no_success(tmp_path: Path) -> None:
    result = run(tmp_path / "canary.duckdb", "(n integer)", "select n from {batch} where n > 3")
    assert result.success is None
