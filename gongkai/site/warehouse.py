"""Reading the published warehouse for the site: rows as dicts, a few at a time, in memory that doesn't grow."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

Row = dict[str, Any]
BATCH = 2_000
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "160MB",
}  # what exceeds it goes to disk

# Checks whose evidence stands in another document, and what they name there: few, and asked for by every page.
_PREPARED = """
create schema memory.scratch;
create table memory.scratch.foreign_evidence as
with pairs as (
    select check_id, document_id as home_id, unnest(evidence) as fact_id from marts.fct_check
)
select distinct check_id, home_id, fact_id, regexp_replace(fact_id, ':[^:]*:[^:]*$', '') as document_id
from pairs
where fact_id is not null and fact_id <> home_id and not starts_with(fact_id, home_id || ':');

create table memory.scratch.foreign_fact as
with wanted as (
    select distinct fact_id from memory.scratch.foreign_evidence
), facts as (
    select document_id as fact_id, document_id, file_name as label, null as printed, null as unit
    from marts.dim_document
    union all
    select budget_line_id, document_id,
        concat_ws(' · ', table_title, subject_name, measure_label), amount_printed, unit
    from marts.fct_budget_line
    union all
    select funding_id, document_id, concat_ws(' · ', source_label, phase_label), amount_printed, unit
    from marts.fct_funding
    union all
    select stated_amount_id, document_id, concat_ws(' · ', section, subject_name), amount_printed, unit
    from marts.fct_stated_amount
    union all
    select indicator_id, document_id, level3, coalesce(actual_printed, target_printed), null
    from marts.fct_indicator
    union all
    select evaluation_id, document_id, coalesce(subject_name, form_title), cast(total_score as varchar), null
    from marts.fct_evaluation
)
select facts.*, documents.title
from wanted
inner join facts using (fact_id)
inner join marts.dim_document as documents using (document_id);
"""


# Of what the pages show, what published files have had last: a file without is older.
_NEEDED = (("agency_year", "agency_id"), ("dim_document", "finding_count"), ("government_year", "agency_id"))


class SiteError(Exception):
    """The site cannot be made."""


class Warehouse:
    """A published file, opened read-only.

    Raises SiteError where the file is absent or was built before the models that the site needs.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise SiteError(f"没有找到 {path}：请先运行 gongkai build / run gongkai build first")
        self._spill = tempfile.TemporaryDirectory(prefix="gongkai-site-")
        # Tables of the site's own stand beside the file. Its views know it by the name of the file.
        self._name = '"' + path.stem.replace('"', '""') + '"'
        self.connection = duckdb.connect(":memory:", config=_CONFIG)
        self.connection.execute("set temp_directory = ?", [self._spill.name])
        quoted = str(path).replace("'", "''")
        self.connection.execute(f"attach '{quoted}' as {self._name} (read_only)")
        if not all(column in self.columns(table) for table, column in _NEEDED):
            self.close()
            raise SiteError(
                f"{path} 由旧版本生成，请重新运行 gongkai build / built by an older version, build again"
            )
        self.run(_PREPARED)

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and remove what was put on disk meanwhile."""
        self.connection.close()
        self._spill.cleanup()

    def run(self, sql: str) -> None:
        """Make a table of the site's own, ``memory.scratch.<name>``."""
        self._cursor().execute(sql)

    def rows(self, sql: str, *values: object) -> list[Row]:
        """All rows of a query."""
        return list(self.stream(sql, *values))

    def stream(self, sql: str, *values: object) -> Iterator[Row]:
        """The rows of a query as they come."""
        result = self._cursor().execute(sql, values)
        names = [column[0] for column in result.description]
        while batch := result.fetchmany(BATCH):
            for row in batch:
                yield dict(zip(names, row, strict=True))

    def grouped(self, sql: str, key: str, *values: object) -> dict[str, list[Row]]:
        """The rows of a query by the value of ``key``, in the order of the query."""
        rows = sorted(self.rows(sql, *values), key=lambda row: str(row[key]))
        return {name: list(group) for name, group in groupby(rows, key=lambda row: str(row[key]))}

    def columns(self, table: str) -> dict[str, str]:
        """The columns of a table of marts with their comments; empty where there is no such table."""
        found = self.connection.execute(
            "select column_name, coalesce(comment, '') from duckdb_columns() "
            "where schema_name = 'marts' and table_name = ? order by column_index",
            [table],
        ).fetchall()
        return dict(found)

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = self.connection.cursor()
        cursor.execute(f"use {self._name}.marts")
        cursor.execute("set enable_progress_bar = false")
        return cursor
