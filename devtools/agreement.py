"""Whether all clients of one published file give the same money: SQL, metrics, the dashboard, the site, exports and frames."""

from __future__ import annotations

from collections.abc import Callable
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
# Expenditure by budgets of each document: what every client has to give.
_SQL = {
    "fct_money": "select document_id, sum(amount_yuan) from marts.fct_money"
    " where is_counted and side = 'expenditure' and stage = 'budget' group by 1",
    "zh.收支金额": "select 文件编号, sum(预算支出_元) from zh.收支金额 group by 1",
    "zh.预算明细": "select 文件编号, sum(总支出_元) from zh.预算明细 group by 1",
    "zh.核心指标": "select 文件编号, 数值 from zh.核心指标 where 指标 = '预算支出'",
    "money_proof": "select proofs.document_id, printed_total_yuan from quality.money_proof as proofs"
    " where side = 'expenditure' and document_id in (select document_id from marts.fct_money"
    " where is_counted and side = 'expenditure' and stage = 'budget')",
}
_BY_AGENCY = {
    "agency_year": "select agency_id, sum(expenditure_yuan) from marts.agency_year where stage = 'budget' group by 1",
    "zh.单位年度": "select 单位编号, sum(支出_元) from zh.单位年度 where 阶段 = '预算' group by 1",
}
_DASHBOARD = PROJECT / "bi" / "superset" / "dashboard.yaml"


def by_document(path: Path) -> dict[str, Sums]:
    """Expenditure of budgets by document (in 元), from each client that knows documents."""
    found: dict[str, Sums] = {}
    with duckdb.connect(str(path), read_only=True) as connection:
        for name, query in _SQL.items():
            found[name] = _present(connection.execute(query).fetchall())
        expression = _metric("收支金额", "支出_元")
        found["dashboard"] = _present(
            connection.execute(f"select 文件编号, {expression} from zh.收支金额 group by 1").fetchall()
        )
        expression = _metric("核心指标", "预算支出_元")
        found["dashboard, headline"] = _present(
            connection.execute(f"select 文件编号, {expression} from zh.核心指标 group by 1").fetchall()
        )
    with gongkai.open(path) as opened:
        frame = opened.money().filter((pl.col("side") == "expenditure") & (pl.col("stage") == "budget"))
        found["polars"] = dict(frame.group_by("document_id").agg(pl.col("amount_yuan").sum()).iter_rows())
    return found


def by_agency(path: Path) -> dict[str, Sums]:
    """Expenditure of budgets by agency, where it is known and the year too."""
    with duckdb.connect(str(path), read_only=True) as connection:
        found = {name: _present(connection.execute(query).fetchall()) for name, query in _BY_AGENCY.items()}
        found["fct_money"] = _present(
            connection.execute(
                "select agency_id, sum(amount_yuan) from marts.fct_money where is_counted and side = 'expenditure'"
                " and stage = 'budget' and agency_id is not null and fiscal_year is not null group by 1"
            ).fetchall()
        )
    with gongkai.open(path) as opened:
        # polars adds nothing up to 0.
        frame = opened.panel().filter(pl.col("stage") == "budget", pl.col("expenditure_yuan").is_not_null())
        sums = frame.group_by("agency_id").agg(pl.col("expenditure_yuan").sum())
        found["polars"] = dict(sums.iter_rows())
    return found


def whole(path: Path) -> dict[str, Decimal]:
    """All expenditure that counts, budgets and final accounts: the site's money page beside the table."""
    with duckdb.connect(str(path), read_only=True) as connection:
        (amount,) = connection.execute(
            "select coalesce(sum(amount_yuan), 0) from marts.fct_money where is_counted and side = 'expenditure'"
        ).fetchall()[0]
    with SiteWarehouse(path) as opened:
        rows = opened.rows("select document_id from marts.dim_document")
        found = site_money.shards(opened, {row["document_id"]: n for n, row in enumerate(rows)})
        cents = sum(row[3] for key, listed in found if key[0] == "function" for row in listed)
    return {"fct_money": amount, "site": Decimal(cents) / 100}


def disagreements(path: Path) -> list[str]:
    """What differs from ``marts.fct_money``, one line a client; empty where all agree."""
    views: list[Callable[[Path], dict[str, Sums]]] = [by_document, by_agency]
    different = [
        f"{view.__name__}, {client}: {sorted(set(sums.items()) ^ set(found['fct_money'].items()), key=str)[:4]}"
        for view in views
        for found in [view(path)]
        for client, sums in found.items()
        if sums != found["fct_money"]
    ]
    totals = whole(path)
    if len(set(totals.values())) > 1:
        different.append(f"whole: {totals}")
    return different


def _present(rows: list[tuple[object, Decimal | None]]) -> Sums:
    return {key: amount for key, amount in rows if amount is not None}


def _metric(dataset: str, name: str) -> str:
    given = yaml.safe_load(_DASHBOARD.read_text(encoding="utf-8"))["datasets"][dataset]
    return str(next(metric["expression"] for metric in given if metric["name"] == name))
