"""Great Expectations on DuckDB: an execution engine that keeps its one connection open.

The stock engine opens a connection for each query and closes it before the rows are fetched; DuckDB's rows go
with the connection, and every expectation fails with "list index out of range". Holding the connection (as
the stock engine does for SQLite) is all that is needed; ``tests/warehouse`` keeps a canary.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Type  # noqa: UP035
from urllib.parse import urlencode

import sqlalchemy
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine


class HeldConnectionEngine(SqlAlchemyExecutionEngine):
    """Runs every query of its life on one connection."""

    _held: sqlalchemy.Connection | None = None

    @contextmanager
    def get_connection(self) -> Iterator[Any]:
        """Yield the connection; it stays open until the process ends or ``release`` is called."""
        if self._held is None or self._held.closed:
            self._held = self.engine.connect()
        yield self._held

    def release(self) -> None:
        """Close the connection, so that the file can be written again."""
        if self._held is not None:
            self._held.close()
            self._held = None
        self.engine.dispose()


class DuckDBDatasource(SQLDatasource):
    """A DuckDB file, read-only."""

    type: Literal["gongkai_duckdb"] = "gongkai_duckdb"  # type: ignore[assignment]

    @property
    def execution_engine_type(self) -> Type[SqlAlchemyExecutionEngine]:  # noqa: UP006  (`type` is a field here)
        """The engine that holds its connection."""
        return HeldConnectionEngine


def connection_string(path: Path) -> str:
    """The SQLAlchemy URL of a DuckDB file opened for reading only, in the memory that a build has."""
    given = {"access_mode": "read_only", "memory_limit": os.environ.get("GONGKAI_DUCKDB_MEMORY", "1GB")}
    return f"duckdb:///{path}?{urlencode(given)}"
