"""Rows of some documents replaced in a copy of a published file by those of a part that the models have just built.

A table is replaced by the documents of its rows (``document_id``, in Chinese ``文件编号``) or by what its rows are about
(``_KEYS``); the few that depend on all documents (``_WHOLE``) are made again from the merged file.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.errors import BuildError
from gongkai.settings import PROJECT

if TYPE_CHECKING:
    import duckdb

    from gongkai.warehouse.plan import Plan

BASE, PART = "merged", "part"
_DOCUMENT = ("document_id", "文件编号")
# Tables that are no document's: the column that tells what a row is about, and where the touched documents' values stand.
_KEYS = {
    "dim_agency": ("agency_id", "marts.dim_document", "agency_id"),
    "agency_year": ("agency_id", "marts.dim_document", "agency_id"),
    "agency_subject_year": ("agency_id", "marts.dim_document", "agency_id"),
    "project_year": ("agency_id", "marts.dim_document", "agency_id"),
    "government_year": ("agency_id", "marts.dim_document", "agency_id"),
    **dict.fromkeys(
        ("单位年度", "单位科目年度", "项目年度", "政府年度"), ("单位编号", "marts.dim_document", "agency_id")
    ),
    "dim_project": ("project_id", "marts.fct_evaluation", "project_id"),
    "owed_content": ("disclosure_id", "marts.dim_document", "disclosure_id"),
}
# Made again from all documents, in this order.
_WHOLE = ("dim_subject", "dim_subject_name", "disclosure_status", "zh_disclosure_status", "agency_candidate")
# The same in every build, or written by the build itself.
_LEFT = ("dim_rule", "expectation_result", "build_info", "document_state")
_SCHEMAS = ("marts", "zh", "quality")
_ALIAS = re.compile(r"config\(alias='(.+?)'\)")


def writer(path: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A connection that changes files that are there: in memory, or on ``path``.

    What DuckDB 1.5 reuses of a file's metadata makes files that 1.1 can't open.
    """
    import duckdb

    return duckdb.connect(str(path or ":memory:"), config={"experimental_metadata_reuse": False})


def attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str, *, read_only: bool = False) -> None:
    """Attach a file under a name."""
    quoted = str(path).replace("'", "''")
    connection.execute(f"attach '{quoted}' as {name}{' (read_only)' if read_only else ''}")


def replace(connection: duckdb.DuckDBPyConnection, documents: Collection[str], *, has_part: bool) -> None:
    """In the attached base, put the part's rows of ``documents`` in the place of those that are there.

    Without a part they are only taken out. Raises BuildError for a table that nothing says how to replace.
    """
    run = connection.execute
    files = (BASE, PART) if has_part else (BASE,)
    run("create or replace temp table touched_document (id varchar)")
    run("insert into touched_document select unnest($1)", [sorted(documents)])
    for source, column in sorted({(source, column) for _, source, column in _KEYS.values()}):
        rows = " union ".join(
            f"select {column} as id from {file}.{source} where document_id in (from touched_document)"
            for file in files
        )
        run(f"create or replace temp table touched_{column} as select id from ({rows}) where id is not null")
    run("begin")
    for schema, table, columns in _tables(connection):
        own = next((name for name in _DOCUMENT if name in columns), None)
        if table in _KEYS:
            key, _, touched = _KEYS[table]
        elif own is not None:
            key, touched = own, "document"
        else:
            raise BuildError(f"没有说明如何替换表 {table} / nothing says by what {table} is replaced")
        chosen = f'where "{key}" in (from touched_{touched})'
        run(f'delete from {BASE}.{schema}."{table}" {chosen}')
        if has_part:
            run(
                f'insert into {BASE}.{schema}."{table}" by name select * from {PART}.{schema}."{table}" {chosen}'
            )
    run("commit")


def finish(connection: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Make again, in the attached base, what depends on all documents; ``plan`` sees them all."""
    models = {path.stem: path for path in (PROJECT / "models").rglob("*.sql")}
    names = {_published(name, path): name for name, path in models.items()}
    whole = {_published(name, models[name]): name for name in _WHOLE}
    for schema, table in connection.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = $1", [BASE]
    ).fetchall():
        name = names.get(table, table)
        if name not in whole.values() and name not in plan.built:
            connection.execute(f'create view "{name}" as from {BASE}.{schema}."{table}"')
            plan.built.add(name)
    plan.build(*_WHOLE)
    connection.execute("begin")
    for table, name in whole.items():
        [schema] = connection.execute(
            "select schema_name from duckdb_tables() where database_name = $1 and table_name = $2",
            [BASE, table],
        ).fetchall()
        connection.execute(f'delete from {BASE}.{schema[0]}."{table}"')
        connection.execute(f'insert into {BASE}.{schema[0]}."{table}" by name from "{name}"')
    connection.execute("commit")


def _published(name: str, path: Path) -> str:
    """The name of a model's table."""
    found = _ALIAS.search(path.read_text(encoding="utf-8"))
    return found[1] if found else name


def _tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, list[str]]]:
    """Schema, name and columns of the base's tables that are replaced by keys."""
    whole = {
        _published(path.stem, path) for path in (PROJECT / "models").rglob("*.sql") if path.stem in _WHOLE
    }
    rows = connection.execute(
        """
        select schema_name, table_name, list(column_name)
        from duckdb_columns() inner join duckdb_tables() using (database_name, schema_name, table_name)
        where database_name = $1 group by all order by all
        """,
        [BASE],
    ).fetchall()
    return [(s, t, c) for s, t, c in rows if s in _SCHEMAS and t not in whole and t not in _LEFT]
