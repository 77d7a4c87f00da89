"""The published facts as Parquet in partitions by region and year, beside the published file: for engines that read in parallel."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

_TABLES = """
    select table_name from duckdb_columns()
    where schema_name = 'marts' and column_name = 'document_id' and table_name <> 'disclosure_status'
    order by table_name
"""
_ROWS = """
    select facts.*, coalesce(agencies.region_code, 'unknown') as region, coalesce(documents.fiscal_year, 0) as year
    from marts."{table}" as facts
    inner join marts.dim_document as documents on facts.document_id = documents.document_id
    left join marts.dim_agency as agencies on documents.agency_id = agencies.agency_id
"""


def folder(warehouse: Path) -> Path:
    """Where the partitions of a published file lie: ``gongkai.duckdb`` has ``gongkai.parquet/``."""
    return warehouse.with_suffix(".parquet")


def write(warehouse: Path) -> Path:
    """Write ``<table>/region=…/year=…/*.parquet`` of every table of ``marts`` with documents, in the place of what is there.

    Documents of unknown region or year stand under ``unknown`` and 0. Raises OSError where the disk refuses.
    """
    target = folder(warehouse)
    fresh = target.with_name(f".{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for (table,) in connection.execute(_TABLES).fetchall():
            place = str(fresh / table).replace("'", "''")
            connection.execute(
                f"copy ({_ROWS.format(table=table)}) to '{place}' (format parquet, partition_by (region, year))"
            )
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return target
