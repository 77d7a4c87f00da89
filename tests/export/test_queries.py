"""Ten queries of someone who hasn't read the documentation, on the sample disclosures: right or empty, in every client.

What is expected stands in the documents' own total rows, which the queries don't read.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

import gongkai
from devtools.agreement import disagreements
from gongkai.check.result import results
from gongkai.check.run import Draft, Examined
from gongkai.frames import FloatMoneyWarning, Warehouse, to_pandas

ZEZHOU, QINGPU = "泽州县残疾人联合会", "上海市青浦区残疾人劳动服务所"
# 支出总计 and 收入总计 as printed: 1806.23 万元, 43361088 元.
TOTALS = {ZEZHOU: Decimal("18062300"), QINGPU: Decimal("43361088")}


@pytest.fixture(scope="module")
def w(published: Path) -> Iterator[Warehouse]:
    with gongkai.open(published) as opened:
        yield opened


def ask(warehouse: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return warehouse.execute(query).fetchall()


def test_spending_by_agency_and_year(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = ask(warehouse, "select 单位, 年度, sum(预算支出_元) from zh.收支金额 group by all order by 年度")
    assert found == [(ZEZHOU, 2024, TOTALS[ZEZHOU]), (QINGPU, 2025, TOTALS[QINGPU])]


def test_spending_by_function(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = ask(
        warehouse,
        f"select 类名称, sum(预算支出_元) from zh.收支金额 where 单位 = '{QINGPU}' group by all having sum(预算支出_元) > 0",
    )
    printed = ask(
        warehouse,
        """select lines.subject_name, lines.amount_yuan from marts.fct_budget_line as lines
        inner join marts.dim_document using (document_id)
        where file_name like '%qingpu%' and table_type = 'expenditure_summary' and subject_level = 1 and measure = 'total'""",
    )
    assert dict(found) == dict(printed)
    assert sum(dict(found).values()) == TOTALS[QINGPU]


def test_revenue_by_source(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = ask(
        warehouse,
        f"select 资金来源, sum(预算收入_元) from zh.收支金额 where 单位 = '{ZEZHOU}' and 收支 = '收入' group by all order by 2",
    )
    # 一般公共预算 1799.42 + 单位资金等 1.00 + 上年结转 5.81, as 预算收支总表 prints.
    assert sum(amount for _, amount in found) == TOTALS[ZEZHOU]
    assert dict(found)["上年结转"] == Decimal("58100")


def test_the_three_publics(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = ask(warehouse, "select 单位, 三公经费_元 from zh.单位年度 where 三公经费_元 is not null")
    assert (QINGPU, Decimal("20000")) in found
    assert dict(found) == dict(ask(warehouse, "select 单位, 数值 from zh.核心指标 where 指标 = '“三公”经费'"))


def test_basic_against_project(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = ask(
        warehouse,
        "select 单位, sum(预算支出_元) filter (where 基本或项目 = '基本支出'), sum(预算支出_元) filter (where 基本或项目 = '项目支出'), "
        "sum(预算支出_元) filter (where 是否尾差) from zh.收支金额 group by all",
    )
    for agency, basic, project, rest in found:
        assert basic + project + (rest or 0) == TOTALS[agency]
    years = ask(
        warehouse, "select 单位, 基本支出_元, 项目支出_元 from zh.单位年度 where 基本支出_元 is not null"
    )
    assert {(a, b, p) for a, b, p, _ in found} == set(years)


def test_the_trend_of_one_agency(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = ask(
        warehouse,
        f"select 年度, 支出_元 from zh.单位年度 where 单位 = '{ZEZHOU}' and 阶段 = '预算' order by 年度",
    )
    assert found == [(2024, TOTALS[ZEZHOU])]


def test_the_largest_growth_is_empty_without_two_years(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert ask(warehouse, "from zh.单位年度 where 支出增减_元 is not null order by 支出增减_元 desc") == []


def test_the_execution_rate(warehouse: duckdb.DuckDBPyConnection) -> None:
    years = dict(ask(warehouse, "select 单位, 预算执行率 from zh.单位年度 where 预算执行率 is not null"))
    metrics = dict(ask(warehouse, "select 单位, 数值 from zh.核心指标 where 指标 = '预算执行率'"))
    assert years == metrics
    assert len(years) == 2


def test_failures_by_agency(warehouse: duckdb.DuckDBPyConnection, w: Warehouse) -> None:
    years = dict(ask(warehouse, "select 单位, 不通过数 from zh.单位年度 where 不通过数 > 0"))
    assert years == dict(w.findings().group_by("agency_name").len().iter_rows())
    assert years == dict(
        ask(
            warehouse,
            "select 单位, count(distinct 根源编号) from zh.勾稽检查 where 结果 = '不通过' and 严重程度 = '错误' group by 1",
        )
    )


def test_what_does_not_add_up_is_one_number_everywhere(
    published: Path, warehouse: duckdb.DuckDBPyConnection, w: Warehouse
) -> None:
    counted = {key: count for key, count in ask(warehouse, "select document_id, finding_count from marts.dim_document") if count}
    assert sum(counted.values()) < len(ask(warehouse, "from marts.fct_check where status = 'fail' and severity = 'error'"))
    assert dict(w.findings().group_by("document_id").len().iter_rows()) == counted
    with duckdb.connect() as connection:
        # A check has its tables in one schema.
        connection.execute(f"attach '{published}' as published (read_only)")
        for schema, table in connection.execute(
            "select schema_name, table_name from duckdb_tables() where schema_name in ('marts', 'quality', 'reference')"
        ).fetchall():
            connection.execute(f'create view "{table}" as from published.{schema}."{table}"')
        examined = Examined(connection, Path(), [Draft(Path(), tuple(counted))])
        assert {r.document_id: len(r.errors) for r in results(examined)} == counted


def test_the_share_of_indicators_met(warehouse: duckdb.DuckDBPyConnection, w: Warehouse) -> None:
    years = ask(warehouse, "select 单位, 满分指标数, 有得分指标数 from zh.单位年度 where 有得分指标数 > 0")
    scored = w.indicators().filter(pl.col("is_met").is_not_null())
    frames = scored.group_by("agency_name").agg(pl.col("is_met").sum(), pl.len())
    assert sorted(years) == sorted((name, met, count) for name, met, count in frames.iter_rows())


def test_all_clients_give_the_same_sums(w: Warehouse, published: Path) -> None:
    frames = dict(
        w.money()
        .filter(pl.col("side") == "expenditure")
        .group_by("agency_name")
        .agg(pl.col("amount_yuan").sum())
        .iter_rows()
    )
    assert frames == TOTALS
    assert disagreements(published) == []


def test_frames_are_typed_and_lead_to_their_source(w: Warehouse) -> None:
    money = w.money(agency=ZEZHOU, year=2024)
    assert money.schema["amount_yuan"] == pl.Decimal(20, 2)
    assert money.filter(pl.col("side") == "expenditure")["amount_yuan"].sum() == TOTALS[ZEZHOU]
    (source,) = w.source(money["money_id"][0]).to_dicts()
    assert source["file_name"].endswith("zezhou-2024-department-budget.txt")
    assert source["source_line"]
    lines = w.scan("fct_budget_line").filter(pl.col("measure") == "total").select("amount_yuan").collect()
    assert lines.height == w.sql("from fct_budget_line where measure = ?", "total").height > 0


def test_projects_have_their_target_or_their_result(w: Warehouse) -> None:
    projects = w.projects()
    assert projects.schema["executed_yuan"] == pl.Decimal(20, 2)
    evaluated = (pl.col("project_name") == "信息化建设项目") & pl.col("executed_yuan").is_not_null()
    found = projects.filter(evaluated).select(
        "fiscal_year", "adjusted_budget_yuan", "executed_yuan", "execution_rate_pct", "total_score", "rating"
    )
    assert found.rows() == [
        (2023, Decimal("4124500"), Decimal("2136400"), Decimal("51.80"), Decimal("71.67"), "中")
    ]
    assert projects.filter(pl.col("target_yuan").is_not_null()).height > 5


def test_history_is_of_the_year_before(w: Warehouse) -> None:
    history = w.history(agency=QINGPU)
    assert history["fiscal_year"].unique().to_list() == [2024]
    assert set(history["stated_in_year"]) == {2025}


def test_pandas_is_warned_of(w: Warehouse) -> None:
    with pytest.warns(FloatMoneyWarning, match="amount_yuan"):
        assert to_pandas(w.money())["amount_yuan"].dtype == float
    exact = to_pandas(w.money(), exact=True)["amount_yuan"]
    assert isinstance(exact[0], Decimal)


def test_what_is_not_there_is_said(w: Warehouse, tmp_path: Path) -> None:
    from gongkai.errors import NoWarehouseError, UnknownAgencyError, UnknownFactError

    with pytest.raises(UnknownAgencyError, match="more than one"):
        w.money(agency="残疾人")
    with pytest.raises(UnknownAgencyError, match="no such agency"):
        w.panel(agency="没有这个局")
    with pytest.raises(UnknownFactError):
        w.source("nothing:money:1")
    with pytest.raises(NoWarehouseError, match="make build"):
        gongkai.open(tmp_path / "none.duckdb")
    assert w.panel(agency="泽州", year=1999).is_empty()
