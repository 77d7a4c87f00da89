"""Questions that the app asks the published file itself: what was read of a document, read-only SQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from gongkai.serve.facts import Reading, reading

if TYPE_CHECKING:
    import duckdb

MOST_ROWS = 500
_SECONDS = 10.0


class Warehouse:
    """The published file. Each question opens it anew, so that an answer is never of a file that was replaced."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def is_there(self) -> bool:
        """Whether there is a published file."""
        return self.path.is_file()

    def reading(self, document_id: str) -> Reading | None:
        """What was read of a document, by page."""
        with self._open() as connection:
            return reading(connection, document_id, "marts")

    def query(self, text: str) -> tuple[list[str], list[tuple[Any, ...]], bool]:
        """Columns and at most ``MOST_ROWS`` rows of a query, and whether there are more.

        It reads the published file alone: other files and the network are out of reach. Raises duckdb.Error, also where
        it takes longer than ten seconds.
        """
        with self._open() as connection:
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
            timer = Timer(_SECONDS, connection.interrupt)
            timer.start()
            try:
                cursor = connection.execute(text)
                rows = cursor.fetchmany(MOST_ROWS + 1)
            finally:
                timer.cancel()
            return [d[0] for d in cursor.description or []], rows[:MOST_ROWS], len(rows) > MOST_ROWS

    @contextmanager
    def _open(self) -> Iterator[duckdb.DuckDBPyConnection]:
        import duckdb

        config: dict[str, str | bool | int | float | list[str]] = {"threads": 2, "memory_limit": "1GB"}
        with duckdb.connect(str(self.path), read_only=True, config=config) as connection:
            connection.execute("set search_path = 'zh,marts'")
            yield connection
