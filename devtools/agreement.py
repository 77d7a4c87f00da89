"""Whether all clients of one published file give the same money: SQL, metrics, the dashboard, the site, exports and frames."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import yaml  # type: ignore[import-untyped]

import gongkai
from gongkai.settings import PROJECT
from gongkai.site import money as site_money
from gongkai.site.warehouse import Warehouse as SiteWarehouse

Sums = dict[object, Decimal]
_DASHBOARD = PROJECT / "bi" / "superset" / "dashboard.yaml"


@dataclass(frozen=True, slots=True)
class Money:
    """One kind of money, in the words of the tables in English and in Chinese; of the dashboard where it shows it."""

    stage: str
    side: str
    阶段: str
    收支: str
    metric: str  # of the dashboard's 收支金额
    headline: str = ""  # of its 核心指标


KINDS = (
    Money("budget", "expenditure", "预算", "支出", "支出_元", "预算支出_元"),
    Money("budget", "revenue", "预算", "收入", "收入_元"),
    Money("final_account", "expenditure", "决算", "支出", "决算支出合计_元"),
    Money("final_account", "revenue", "决算", "收入", ""),
)


def by_document(path: Path, kind: Money) -> dict[str, Sums]:
    """Money of a kind by document (in 元), from each client that knows documents."""
    counted = f"from marts.fct_money where is_counted and side = '{kind.side}' and stage = '{kind.stage}'"
    in_lines = ("" if kind.stage == "budget" else "决算") + "总" + kind.收支
    queries = {
        "fct_money": f"select document_id, sum(amount_yuan) {counted} group by 1",
        "zh.收支金额": f"select 文件编号, sum({kind.阶段}{kind.收支}_元) from zh.收支金额 group by 1",
        "zh.预算明细": f"select 文件编号, sum({in_lines}_元) from zh.预算明细 group by 1",
        "zh.核心指标": f"select 文件编号, 数值 from zh.核心指标 where 指标 = '{kind.阶段}{kind.收支}'",
        "money_proof": f"select document_id, printed_total_yuan from quality.money_proof where side = '{kind.side}'"
        f" and budget is null and document_id in (select document_id {counted})",
    }
    for dataset, metric in (("收支金额", kind.metric), ("核心指标", kind.headline)):
        if metric:
            expression = _metric(dataset, metric)
            queries[f"dashboard, {dataset}"] = f"select 文件编号, {expression} from zh.{dataset} group by 1"
    found = _asked(path, queries)
    with gongkai.open(path) as opened:
        frame = opened.money().filter(pl.col("side") == kind.side, pl.col("stage") == kind.stage)
        found["polars"] = dict(frame.group_by("document_id").agg(pl.col("amount_yuan").sum()).iter_rows())
    return found


def by_agency(path: Path, kind: Money) -> dict[str, Sums]:
    """The same by agency, where it is known and the year too."""
    column = f"{kind.side}_yuan"
    found = _asked(
        path,
        {
            "fct_money": "select agency_id, sum(amount_yuan) from marts.fct_money where is_counted and agency_id is not null"
            f" and side = '{kind.side}' and stage = '{kind.stage}' and fiscal_year is not null group by 1",
            "agency_year": f"select agency_id, sum({column}) from marts.agency_year where stage = '{kind.stage}' group by 1",
            "zh.单位年度": f"select 单位编号, sum({kind.收支}_元) from zh.单位年度 where 阶段 = '{kind.阶段}' group by 1",
        },
    )
    with gongkai.open(path) as opened:
        # polars adds nothing up to 0.
        frame = opened.panel().filter(pl.col("stage") == kind.stage, pl.col(column).is_not_null())
        found["polars"] = dict(frame.group_by("agency_id").agg(pl.col(column).sum()).iter_rows())
    return found


def whole(path: Path) -> dict[str, Sums]:
    """All that counts, budgets and final accounts, by side: the site's money page beside the table."""
    systems = {"function": "expenditure", "source": "revenue"}
    query = "select side, sum(amount_yuan) from marts.fct_money where is_counted group by 1"
    found = _asked(path, {"fct_money": query})
    sums: Sums = {}
    with SiteWarehouse(path) as opened:
        rows = opened.rows("select document_id from marts.dim_document")
        for key, listed in site_money.shards(opened, {row["document_id"]: n for n, row in enumerate(rows)}):
            if (side := systems.get(key[0])) is not None:
                sums[side] = sums.get(side, Decimal(0)) + Decimal(sum(row[3] for row in listed)) / 100
    return {**found, "site": sums}


def disagreements(path: Path) -> list[str]:
    """What differs from ``marts.fct_money``, one line a client; empty where all agree."""
    views = {
        f"{view.__name__}, {kind.stage} {kind.side}": view(path, kind)
        for kind in KINDS
        for view in (by_document, by_agency)
    }
    return [
        f"{view}, {client}: {sorted(set(sums.items()) ^ set(found['fct_money'].items()), key=str)[:4]}"
        for view, found in {**views, "whole": whole(path)}.items()
        for client, sums in found.items()
        if sums != found["fct_money"]
    ]


def _asked(path: Path, queries: dict[str, str]) -> dict[str, Sums]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return {
            name: {key: amount for key, amount in connection.execute(query).fetchall() if amount is not None}
            for name, query in queries.items()
        }


def _metric(dataset: str, name: str) -> str:
    given = yaml.safe_load(_DASHBOARD.read_text(encoding="utf-8"))["datasets"][dataset]
    return str(next(metric["expression"] for metric in given if metric["name"] == name))
