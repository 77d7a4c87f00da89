"""The budgets of a whole government: each sum is its printed total, and none is added to a department's or to another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from gongkai.warehouse.plan import Plan
from loaders import records
from tests.warehouse import samples
from tests.warehouse.distinct_samples import TOTAL, Draft, Row

EXECUTED = (("total", "预算数"), ("executed", "完成数"))


def rows(*names: str) -> list[Row]:
    """``name amount …``; a name of two levels begins with ``-``."""
    made = []
    for text in names:
        name, *amounts = text.split()
        level = "0" if name.endswith("合计") or name.endswith("总计") else "2" if name[0] == "-" else "1"
        made.append(("", name.lstrip("-"), level, tuple("" if a == "-" else a for a in amounts)))
    return made


def government() -> records.Parsed:
    """Two scopes of the general budget, a fund whose total has transfers in it, one that doesn't add up."""
    draft = Draft("万元")
    draft.table("general_budget_revenue", "全市一般公共预算收入完成情况表", EXECUTED, rows(
        "收入合计 90 100", "一、税收收入 60 70", "-增值税 40 45", "-契税 20 25", "二、非税收入 30 30", "-国有资本经营收入 30 30",
    ))  # fmt: skip
    draft.table("general_budget_expenditure", "市本级一般公共预算支出完成情况表", EXECUTED, rows(
        "一、一般公共服务支出 10 12", "二、教育支出 20 18", "支出合计 30 30", "补助下级支出 5 5", "支出总计 35 35",
    ))  # fmt: skip
    draft.table("government_fund_revenue", "市本级政府性基金收入完成情况表", EXECUTED, rows(
        "一、国有土地使用权出让收入 50 40", "二、转移性收入 20 30", "-上级补助收入 15 20", "-上年结余 5 10", "收入总计 70 70",
    ))  # fmt: skip
    draft.table("government_fund_expenditure", "市本级政府性基金支出完成情况表", EXECUTED, rows(
        "一、城乡社区支出 50 40", "二、农林水支出 20 30", "支出合计 70 75",
    ))  # fmt: skip
    return draft.parsed


def both_stages() -> records.Parsed:
    """This year's execution and next year's budget in one file; the last table says of neither."""
    draft = Draft("亿元")
    executed, planned = (("executed", "2025年执行数"),), (("total", "2026年预算数"),)
    draft.table(
        "general_budget_revenue",
        "全县一般公共预算收入表",
        executed,
        rows("税收收入 1.25", "非税收入 0.75", "收入合计 2.00"),
    )
    draft.table(
        "general_budget_expenditure",
        "全县一般公共预算支出表",
        planned,
        rows("教育支出 1.5", "农林水支出 1.1", "支出合计 2.6"),
    )
    draft.table(
        "state_capital_revenue",
        "县级国有资本经营收入表",
        (("total", "预算数"),),
        rows("利润收入 0.2", "收入合计 0.2"),
    )
    draft.table(
        "social_insurance_revenue",
        "社会保险基金收入表",
        TOTAL,
        rows("保费收入 0.2", "利息 0.1", "收入合计 0.3"),
    )
    return draft.parsed


def by_source() -> records.Parsed:
    """What a county spends, and beside it how much of that its own revenue pays."""
    draft = Draft("万元")
    columns = (("total", "预算数/合计"), ("labelled", "预算数/本级财力安排"), ("labelled", "预算数/上级转移支付安排"))
    draft.table("general_budget_expenditure", "某县一般公共预算支出表", columns, rows("教育支出 30 20 10", "农林水支出 26 10 16", "支出合计 56 30 26"))
    return draft.parsed


def stage_all(folder: Path) -> Path:
    samples.stage(folder, "government", government(), "government_report", agency="甲市人民政府")
    samples.stage(folder, "sources", by_source(), "government_budget", agency="丙县人民政府")
    samples.stage(folder, "both", both_stages(), "government_report", agency="乙县人民政府")
    return folder


@pytest.fixture(scope="module")
def governments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(":memory:")
    Plan(connection, stage_all(tmp_path_factory.mktemp("governments"))).build(
        "government_year", "money_proof", "agency_year"
    )
    yield connection
    connection.close()


def test_each_budget_is_its_printed_total(governments: duckdb.DuckDBPyConnection) -> None:
    found = governments.execute(
        "select budget, coverage, side, sum(amount_yuan) from fct_money where document_id = 'government' group by all order by 4"
    ).fetchall()
    assert found == [
        ("general_budget", "own_level", "expenditure", Decimal(300000)),
        ("government_fund", "own_level", "revenue", Decimal(700000)),
        ("general_budget", "whole_area", "revenue", Decimal(1000000)),
    ]
    wrong = "from money_proof where money_status = 'proved' and sum_yuan is distinct from printed_total_yuan"
    assert governments.execute(wrong).fetchall() == []


def test_the_year_is_without_what_moves_between_budgets(governments: duckdb.DuckDBPyConnection) -> None:
    found = governments.execute(
        """select coverage, general_budget_revenue_yuan, general_budget_expenditure_yuan, government_fund_revenue_yuan,
            government_fund_expenditure_yuan from government_year where agency_name = '甲市人民政府' order by 1"""
    ).fetchall()
    assert found == [
        ("own_level", None, Decimal(300000), Decimal(400000), None),
        ("whole_area", Decimal(1000000), None, None, None),
    ]


def test_what_does_not_add_up_says_so(governments: duckdb.DuckDBPyConnection) -> None:
    query = "select budget, side, money_status from money_proof where money_status <> 'proved' order by all"
    assert governments.execute(query).fetchall() == [
        ("government_fund", "expenditure", "parts_disagree"),
        ("social_insurance", "revenue", "stage_undecided"),
    ]


def test_year_and_stage_are_those_of_the_column(governments: duckdb.DuckDBPyConnection) -> None:
    query = """select fiscal_year, stage, budget, side, sum(amount_yuan) from fct_money
        where document_id = 'both' group by all order by all"""
    assert governments.execute(query).fetchall() == [
        (2025, "execution", "general_budget", "revenue", Decimal(200000000)),
        (2026, "budget", "general_budget", "expenditure", Decimal(260000000)),
        (2026, "budget", "state_capital", "revenue", Decimal(20000000)),
    ]


def test_what_its_own_money_pays_is_not_what_a_level_spends(governments: duckdb.DuckDBPyConnection) -> None:
    query = "select coverage, sum(amount_yuan) from fct_money where document_id = 'sources' group by all"
    assert governments.execute(query).fetchall() == [(None, Decimal(560000))]


def test_nothing_of_a_government_is_added_to_its_departments(governments: duckdb.DuckDBPyConnection) -> None:
    assert governments.execute("from fct_money where is_counted").fetchall() == []
    query = "from agency_year where expenditure_yuan is not null or revenue_yuan is not null"
    assert governments.execute(query).fetchall() == []


def test_classes_are_known_by_name(governments: duckdb.DuckDBPyConnection) -> None:
    query = "select class_code, subject_name from fct_money where side = 'expenditure' and document_id = 'government' order by 1"
    assert governments.execute(query).fetchall() == [("201", "一、一般公共服务支出"), ("205", "二、教育支出")]
