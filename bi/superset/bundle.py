"""``python -m bi.superset.bundle [FILE.zip]``: the dashboard as a file that Superset imports in one step.

Charts and metrics stand in ``dashboard.yaml``; columns, types and descriptions come from the published file.
Identifiers are derived from names, so that a later bundle finds what an earlier one brought.
"""

from __future__ import annotations

import itertools
import sys
import uuid
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import yaml  # type: ignore[import-untyped]

from gongkai.settings import PROJECT, from_environment

DASHBOARD = "gongkai"
_CONTENT = Path(__file__).with_name("dashboard.yaml")
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://gongkai/superset")
_DATABASE = "gongkai"
# Superset's grid is twelve columns wide.
_GRID = 12
_BYPASS_CACHE = -1


def identifier(*names: str) -> str:
    """The same identifier for the same names, whoever makes the bundle."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(names)))


def bundle(warehouse: Path, target: Path) -> Path:
    """Write the bundle for the published file ``warehouse`` into ``target``, in Superset's import format 1.0.0."""
    content = yaml.safe_load(_CONTENT.read_text(encoding="utf-8"))
    charts = [chart for row in content["rows"] for chart in row["charts"]]
    files: dict[str, dict[str, Any]] = {
        "metadata.yaml": {"version": "1.0.0", "type": "Dashboard", "timestamp": "2000-01-01T00:00:00+00:00"},
        f"databases/{_DATABASE}.yaml": _database(warehouse),
        f"dashboards/{DASHBOARD}.yaml": _dashboard(content),
    }
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for name, metrics in content["datasets"].items():
            files[f"datasets/{_DATABASE}/{name}.yaml"] = _dataset(connection, name, metrics)
    for number, chart in enumerate(charts, 1):
        files[f"charts/{number}.yaml"] = _chart(chart)
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, described in files.items():
            text = yaml.safe_dump(described, allow_unicode=True, sort_keys=False)
            archive.writestr(f"{DASHBOARD}/{path}", text)
    return target


def _database(warehouse: Path) -> dict[str, Any]:
    """Read-only, and no result cache: DuckDB answers at once, and a cache would show what an earlier build published."""
    return {
        "database_name": _DATABASE, "sqlalchemy_uri": f"duckdb:///{warehouse.absolute()}",
        "cache_timeout": _BYPASS_CACHE, "expose_in_sqllab": True, "allow_run_async": False, "allow_ctas": False,
        "allow_cvas": False, "allow_dml": False, "allow_csv_upload": False,
        "extra": {"engine_params": {"connect_args": {"read_only": True}}},
        "uuid": identifier("database"), "version": "1.0.0",
    }  # fmt: skip


def _dataset(
    connection: duckdb.DuckDBPyConnection, name: str, metrics: list[dict[str, str]]
) -> dict[str, Any]:
    comment = connection.execute(
        "select comment from duckdb_tables() where schema_name = 'zh' and table_name = ?", [name]
    ).fetchone()
    columns = connection.execute(
        "select column_name, data_type, comment from duckdb_columns() where schema_name = 'zh' and table_name = ? "
        "order by column_index",
        [name],
    ).fetchall()
    return {
        "table_name": name, "schema": "zh", "description": comment[0] if comment else None,
        "uuid": identifier("dataset", name), "database_uuid": identifier("database"), "version": "1.0.0",
        "columns": [
            {
                "column_name": column, "type": kind, "description": meaning, "is_active": True, "groupby": True,
                "filterable": True, "is_dttm": kind == "DATE",
            }
            for column, kind, meaning in columns
        ],
        "metrics": [
            {"metric_name": m["name"], "expression": m["expression"], "d3format": m["format"]} for m in metrics
        ],
    }  # fmt: skip


def _chart(chart: dict[str, Any]) -> dict[str, Any]:
    params = {"viz_type": chart["type"], "row_limit": 10_000, **chart["params"]}
    params["adhoc_filters"] = [
        {"clause": "WHERE", "expressionType": "SIMPLE", **chosen}
        for chosen in params.get("adhoc_filters", [])
    ]
    if "all_columns" in params:
        params["query_mode"] = "raw"
    return {
        "slice_name": chart["name"], "viz_type": chart["type"], "params": params,
        "uuid": identifier("chart", chart["name"]), "dataset_uuid": identifier("dataset", chart["dataset"]),
        "version": "1.0.0",
    }  # fmt: skip


def _dashboard(content: dict[str, Any]) -> dict[str, Any]:
    position: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"id": "ROOT_ID", "type": "ROOT", "children": ["GRID_ID"]},
        "GRID_ID": {"id": "GRID_ID", "type": "GRID", "parents": ["ROOT_ID"], "children": []},
        "HEADER_ID": {"id": "HEADER_ID", "type": "HEADER", "meta": {"text": content["title"]}},
    }
    numbers = itertools.count(1)
    for number, row in enumerate(content["rows"]):
        row_id = f"ROW-{number}"
        position["GRID_ID"]["children"].append(row_id)
        members = {f"CHART-{identifier('chart', c['name'])}": c for c in row["charts"]}
        position[row_id] = {
            "id": row_id, "type": "ROW", "parents": ["ROOT_ID", "GRID_ID"], "children": list(members),
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }  # fmt: skip
        for chart_id, chart in members.items():
            position[chart_id] = {
                "id": chart_id, "type": "CHART", "parents": ["ROOT_ID", "GRID_ID", row_id], "children": [],
                "meta": {
                    "uuid": identifier("chart", chart["name"]), "sliceName": chart["name"],
                    # Superset numbers the charts anew, and insists on a number to replace.
                    "chartId": next(numbers), "width": _GRID // len(members), "height": row["height"],
                },
            }  # fmt: skip
    return {
        "dashboard_title": content["title"], "slug": DASHBOARD, "published": True, "position": position,
        "metadata": {
            "native_filter_configuration": [_filter(chosen) for chosen in content["filters"]],
            "color_scheme": "supersetColors",
        },
        "uuid": identifier("dashboard"), "version": "1.0.0",
    }  # fmt: skip


def _filter(chosen: dict[str, str]) -> dict[str, Any]:
    return {
        "id": f"NATIVE_FILTER-{identifier('filter', chosen['name'])}", "name": chosen["name"],
        "type": "NATIVE_FILTER", "filterType": "filter_select", "cascadeParentIds": [],
        "targets": [
            {"datasetUuid": identifier("dataset", chosen["dataset"]), "column": {"name": chosen["column"]}}
        ],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": []},
        "controlValues": {"multiSelect": True, "enableEmptyFilter": False},
        "defaultDataMask": {"extraFormData": {}, "filterState": {}},
    }  # fmt: skip


def main() -> int:
    """Write ``build/superset.zip``, or the file named, for the published file of the settings."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "build" / "superset.zip"
    warehouse = from_environment().warehouse
    if not warehouse.exists():
        print(f"没有 {warehouse}，先运行 make build / build it first", file=sys.stderr)
        return 1
    print(bundle(warehouse, target))
    return 0


if __name__ == "__main__":
    sys.exit(main())
