"""Open data: Parquet and CSV of every published table, described by a Tabular Data Package.

Column types of the Fiscal Data Package (``columnType``) are given where they fit: in ``fiscal_budget``, a flat table
of the amounts that can be added up, and in the facts.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from gongkai.export.cells import neutral_sql

BOM = "\ufeff"
_TYPES = (
    (r"BOOLEAN", "boolean"), (r".*INT(EGER)?", "integer"), (r"DECIMAL.*", "number"), (r"DATE", "date"),
    (r"TIMESTAMP.*", "datetime"),
)  # fmt: skip
KEYS = {
    "dim_document": ["document_id"], "dim_agency": ["agency_id"], "dim_project": ["project_id"],
    "dim_rule": ["rule_id"], "dim_subject": ["subject_system", "subject_code"], "dim_table": ["table_id"],
    "fct_budget_line": ["budget_line_id"], "fct_evaluation": ["evaluation_id"], "fct_funding": ["funding_id"],
    "fct_indicator": ["indicator_id"], "fct_stated_amount": ["stated_amount_id"], "fct_check": ["check_id"],
    "fct_form_field": ["form_field_id"], "fct_reject": ["reject_id"], "fiscal_budget": ["money_id"],
    "fct_money": ["money_id"],
}  # fmt: skip
_FISCAL_TYPES = {
    ("fct_budget_line", "budget_line_id"): "budget-line-id",
    ("fct_budget_line", "side"): "direction",
    ("fct_budget_line", "measure"): "value-kind:code",
    ("fct_budget_line", "measure_label"): "value-kind:label",
    ("fct_evaluation", "start_date"): "date:fiscal:activity-start",
    ("fct_evaluation", "end_date"): "date:fiscal:activity-end",
    ("fct_funding", "source"): "fin-source:generic:code",
    ("fct_funding", "source_label"): "fin-source:generic:label",
    ("fct_funding", "phase"): "phase:id",
    ("fct_funding", "phase_label"): "phase:label",
    ("dim_project", "project_name"): "activity:generic:project:label",
    ("dim_agency", "agency_name"): "administrative-classification:generic:label",
    ("fct_money", "money_id"): "budget-line-id",
    ("fct_money", "side"): "direction",
    ("fct_money", "source"): "fin-source:generic:code",
    ("fiscal_budget", "money_id"): "budget-line-id",
    ("fiscal_budget", "source_code"): "fin-source:generic:code",
    ("fiscal_budget", "direction"): "direction",
    ("fiscal_budget", "phase"): "phase:id",
    ("fiscal_budget", "measure"): "value-kind:code",
    ("fiscal_budget", "measure_label"): "value-kind:label",
    ("fiscal_budget", "currency"): "value-currency:code",
    ("fiscal_budget", "agency_name"): "administrative-classification:generic:label",
    ("fiscal_budget", "functional_code"): "functional-classification:generic:code",
    ("fiscal_budget", "functional_label"): "functional-classification:generic:label",
    ("fiscal_budget", "economic_code"): "economic-classification:generic:code",
    ("fiscal_budget", "economic_label"): "economic-classification:generic:label",
}
_FISCAL_NAMES = {
    "fiscal_year": "date:fiscal-year", "amount_yuan": "value", "agency_id": "administrative-classification:generic:code",
    "region_code": "geo:target:code", "project_id": "activity:generic:project:code",
}  # fmt: skip
_FISCAL_BUDGET = """
select
    money.money_id, money.document_id, money.fiscal_year, money.agency_id, agencies.agency_name,
    agencies.region_code, money.side as direction,
    case money.stage when 'final_account' then 'executed' else 'approved' end as phase,
    money.is_counted, money.breakdown, money.kind,
    case when money.subject_system = 'function' then money.subject_code end as functional_code,
    case when money.subject_system = 'function' then money.subject_name end as functional_label,
    case when money.subject_system like '%economic' then money.subject_code end as economic_code,
    case when money.subject_system like '%economic' then money.subject_name end as economic_label,
    money.source as source_code, money.measure, money.measure_label, money.amount_yuan, 'CNY' as currency,
    money.source_page, money.source_line
from marts.fct_money as money
left join marts.dim_agency as agencies on money.agency_id = agencies.agency_id
order by money.document_id, money.money_id
"""
_FISCAL_COMMENTS = {
    "direction": "收入或支出。revenue or expenditure.",
    "phase": "阶段：approved 预算，executed 决算（执行）。approved or executed.",
    "source_code": "资金来源的代码；没有印出的为空。Source of the money, null where not printed.",
    "functional_code": "支出功能分类科目编码。Functional classification code.",
    "functional_label": "支出功能分类科目名称。Functional classification name.",
    "economic_code": "支出经济分类科目编码。Economic classification code.",
    "economic_label": "支出经济分类科目名称。Economic classification name.",
    "currency": "币种。Currency.",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table to export: its query, description and column comments."""

    name: str
    query: str
    comment: str
    comments: dict[str, str] = field(default_factory=dict)


def tables_of(connection: duckdb.DuckDBPyConnection) -> list[Table]:
    """The tables of ``marts`` by name, and the flat fiscal table."""
    found = connection.execute(
        "select table_name, comment from duckdb_tables() where schema_name = 'marts' order by 1"
    ).fetchall()
    comments: dict[str, dict[str, str]] = {}
    for table, column, comment in connection.execute(
        "select table_name, column_name, comment from duckdb_columns() where schema_name = 'marts'"
    ).fetchall():
        comments.setdefault(table, {})[column] = comment or ""
    tables = [Table(name, f"from marts.{name}", comment or name, comments[name]) for name, comment in found]
    about = "一行一个可以相加的预算（决算）金额，列名按财政数据包。One row per amount that may be added up, in the terms of the Fiscal Data Package."
    known = {**comments["dim_agency"], **comments["fct_money"], **_FISCAL_COMMENTS}
    return [*tables, Table("fiscal_budget", _FISCAL_BUDGET, about, known)]


def is_complete(folder: Path, of: str) -> bool:
    """Whether the folder holds a package written ``of`` the same, with all its files as they were written."""
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        return package.get("gongkai:of") == of and all(
            (folder / resource["path"]).stat().st_size == resource["bytes"]
            and (folder / "parquet" / f"{resource['name']}.parquet").is_file()
            for resource in package["resources"]
        )
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return False


def write(
    folder: Path, connection: duckdb.DuckDBPyConnection, version: str, created: str, of: str = ""
) -> None:
    """Write ``csv/``, ``parquet/`` and ``datapackage.json``, which says ``of`` what, into an existing folder."""
    (folder / "csv").mkdir()
    (folder / "parquet").mkdir()
    resources = []
    tables = tables_of(connection)
    names = {table.name for table in tables}
    for table in tables:
        columns = connection.execute(f"describe {table.query}").fetchall()
        path = folder / "csv" / f"{table.name}.csv"
        chosen = ", ".join(_as_text(name, kind, index) for index, (name, kind, *_) in enumerate(columns))
        connection.execute(
            f"copy (select {chosen} from ({table.query})) to {_literal(path)} (format csv, header)"
        )
        parquet = folder / "parquet" / f"{table.name}.parquet"
        connection.execute(f"copy ({table.query}) to {_literal(parquet)} (format parquet, compression zstd)")
        resources.append(_resource(table, path, [(name, kind) for name, kind, *_ in columns], names))
    package = {
        "profile": "tabular-data-package",
        "name": "gongkai",
        "title": "预决算与绩效公开数据 / Chinese budget, final-account and performance disclosures",
        "description": "CSV 为带 BOM 的 UTF-8；以 = + - @ 等开头的文字前加了 '。"
        "CSV in UTF-8 with a byte order mark; text that a spreadsheet would run is preceded by an apostrophe.",
        "version": version,
        "created": created,
        "gongkai:of": of,
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def _as_text(name: str, kind: str, index: int) -> str:
    """A column as CSV has it. The first header starts with the byte order mark, without which Excel garbles Chinese."""
    column, header = f'"{name}"', f'"{BOM}{name}"' if index == 0 else f'"{name}"'
    if kind.endswith("[]"):
        return f"array_to_string({column}, ' ') as {header}"
    return f"{neutral_sql(column)} as {header}" if kind == "VARCHAR" else f"{column} as {header}"


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _resource(table: Table, path: Path, columns: list[tuple[str, str]], names: set[str]) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(table, name, kind) for name, kind in columns],
        "missingValues": [""],
    }
    if table.name in KEYS:
        schema["primaryKey"] = KEYS[table.name]
    foreign = [
        {"fields": [name], "reference": {"resource": target, "fields": [name]}}
        for name, _ in columns
        for target, key in KEYS.items()
        if key == [name] and target != table.name and target.startswith("dim_") and target in names
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "profile": "tabular-data-resource", "name": table.name, "path": f"csv/{path.name}",
        "title": table.comment.split("。", 1)[0], "description": table.comment, "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", "bytes": path.stat().st_size, "hash": f"sha256:{digest}",
        "schema": schema,
    }  # fmt: skip


def _field(table: Table, name: str, kind: str) -> dict[str, object]:
    described: dict[str, object] = {"name": name, "type": _type(kind)}
    comment = table.comments.get(name)
    if comment:
        described["title"], described["description"] = comment.split("。", 1)[0], comment
    fiscal = _FISCAL_TYPES.get((table.name, name)) or _FISCAL_NAMES.get(name)
    if fiscal:
        described["columnType"] = fiscal
    if name in KEYS.get(table.name, []):
        described["constraints"] = {"required": True}
    return described


def _type(kind: str) -> str:
    for pattern, name in _TYPES:
        if re.fullmatch(pattern, kind):
            return name
    return "string"
