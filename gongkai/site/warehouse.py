"""Reading the published warehouse for the site: rows as dicts, and feeds that hand out a document at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

Row = dict[str, Any]
BATCH = 5_000


class SiteError(Exception):
    """The site cannot be made."""


class Warehouse:
    """A published file, opened read-only.

    Raises SiteError where the file is absent or was built before the models that the site needs.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise SiteError(f"没有找到 {path}：请先运行 make build / run make build first")
        self.connection = duckdb.connect(str(path), read_only=True)
        if not self.columns("fct_row_label"):
            raise SiteError(
                f"{path} 由旧版本生成，请重新运行 make build / built by an older version, build again"
            )

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def rows(self, sql: str) -> list[Row]:
        """All rows of a query."""
        return list(_stream(self.connection.execute(sql)))

    def columns(self, table: str) -> dict[str, str]:
        """The columns of a table of marts with their comments; empty where there is no such table."""
        found = self.connection.execute(
            "select column_name, coalesce(comment, '') from duckdb_columns() "
            "where schema_name = 'marts' and table_name = ? order by column_index",
            [table],
        ).fetchall()
        return dict(found)

    def feed(self, sql: str) -> Feed:
        """A feed over a query that is ordered by ``document_id``."""
        return Feed(_stream(self.connection.cursor().execute(sql)))


class Feed:
    """Rows of one query, handed out document by document in the order of ``document_id``."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._groups = groupby(rows, key=lambda row: str(row["document_id"]))
        self._next: tuple[str, list[Row]] | None = None

    def take(self, document_id: str) -> list[Row]:
        """The rows of a document; documents that sort before it are passed over."""
        while self._next is None or self._next[0] < document_id:
            group = next(self._groups, None)
            if group is None:
                return []
            self._next = (group[0], list(group[1]))
        return self._next[1] if self._next[0] == document_id else []


def _stream(result: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    names = [column[0] for column in result.description]
    while batch := result.fetchmany(BATCH):
        for values in batch:
            yield dict(zip(names, values, strict=True))
