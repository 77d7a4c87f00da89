"""A warehouse with many documents, made by copying the documents of another one under new ids."""

from __future__ import annotations

from pathlib import Path

import duckdb

_IDS = (
    "document_id", "table_id", "row_label_id", "budget_line_id", "evaluation_id", "form_field_id", "funding_id",
    "indicator_id", "stated_amount_id", "reject_id", "check_id", "disclosure_id", "money_id",
    "文件编号", "预算数据编号", "收支金额编号", "绩效表编号", "资金数据编号", "指标编号", "核对编号", "文字金额编号", "未理解编号",
)  # fmt: skip


def multiply(source: Path, target: Path, copies: int) -> None:
    """Write ``target`` with every document of ``source`` ``copies`` times; agencies and rules once."""
    target.unlink(missing_ok=True)
    with duckdb.connect(str(target)) as connection:
        connection.execute(f"attach '{source}' as source (read_only)")
        for schema in ("marts", "quality", "reference", "zh"):
            connection.execute(f"create schema {schema}")
        found = connection.execute(
            "select schema_name, table_name from duckdb_tables() "
            "where database_name = 'source' and schema_name in ('marts', 'quality', 'reference', 'zh')"
        ).fetchall()
        for schema, table in found:
            connection.execute(
                f"create table {schema}.{table} as {_copied(connection, schema, table, copies)}"
            )


def _copied(connection: duckdb.DuckDBPyConnection, schema: str, table: str, copies: int) -> str:
    columns = [
        row[0]
        for row in connection.execute(
            "select column_name from duckdb_columns() "
            "where database_name = 'source' and schema_name = ? and table_name = ?",
            [schema, table],
        ).fetchall()
    ]
    origin = f"source.{schema}.{table}"
    own = [name for name in columns if name in _IDS]
    if not own or table in ("dim_rule", "dim_agency", "dim_subject"):
        return f"select * from {origin}"
    replaced = [f"printf('n%04d-', copy) || {name} as {name}" for name in own]
    if "evidence" in columns:
        replaced.append("list_transform(evidence, lambda id: printf('n%04d-', copy) || id) as evidence")
    return f"select * replace ({', '.join(replaced)}) from {origin}, range({copies}) as copies(copy)"
