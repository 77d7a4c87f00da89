"""Sums as an analyst drags them: over every document, without a filter."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from devtools.agreement import disagreements
from tests.bi.conftest import stage_first
from tests.warehouse import parts


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published tables of the first documents."""
    folder = tmp_path_factory.mktemp("counted")
    parts.publish(stage_first(folder / "staging"), folder / "gongkai.duckdb")
    return folder / "gongkai.duckdb"


def one(published: Path, query: str) -> tuple[object, ...]:
    with duckdb.connect(str(published), read_only=True) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row


def test_a_budget_and_a_final_account_of_one_year_are_not_added_together(published: Path) -> None:
    found = one(
        published,
        "select sum(总收入_元), sum(总支出_元), sum(决算总收入_元), sum(决算总支出_元) from zh.预算明细 where 单位 like '青浦%'",
    )
    # Expenditure by subject of the final account is 1,010 万元; what is carried over is no expenditure.
    assert found == (Decimal("10000000"), Decimal("10000000"), Decimal("10000000"), Decimal("10100000"))


def test_budget_columns_and_of_which_rows_of_a_final_account_are_not_added(published: Path) -> None:
    found = one(
        published,
        "select sum(可加金额_元), sum(总支出_元), sum(决算总支出_元) from zh.预算明细 where 单位 like '静安%'",
    )
    assert found == (1000, None, 1000)


def test_a_whole_department_is_not_added_to_its_projects(published: Path) -> None:
    found = one(
        published,
        "select sum(全年预算_元), sum(全年执行_元), sum(整体全年预算_元), sum(整体全年执行_元) from zh.项目资金",
    )
    assert found == (800, 650, 1000, 900)


def test_the_execution_rate_is_that_of_the_whole_department(published: Path) -> None:
    found = one(published, "select sum(分子), sum(分母) from zh.核心指标 where 指标 = '预算执行率'")
    assert found == (900, 1000)


def test_metrics_say_whether_money_is_budgeted_or_final(published: Path) -> None:
    with duckdb.connect(str(published), read_only=True) as connection:
        found = dict(
            connection.execute(
                "select 指标, 分子 from zh.核心指标 where 计量单位 = '元' and 单位 like '青浦%'"
            ).fetchall()
        )
    assert found == {
        "预算收入": 10000000, "预算支出": 10000000, "决算收入": 10000000, "决算支出": 10100000, "“三公”经费": 200000,
    }  # fmt: skip


def test_all_clients_give_the_same_money(published: Path) -> None:
    assert disagreements(published) == []
