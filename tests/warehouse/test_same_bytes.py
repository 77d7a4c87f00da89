"""The same bytes found twice, under two names or in a ZIP: two documents, the facts once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from gongkai.warehouse.plan import Plan
from loaders.document.accounting import Account
from loaders.document.identity import Identity
from loaders.intake import staging
from loaders.model import Document
from loaders.pipeline import Staged
from tests.warehouse import samples

FACTS = ("fct_budget_line", "fct_stated_amount", "fct_reject")
NAMES = ("a-budget", "z-budget.zip/budget", "m-copy")


def stage_copies(folder: Path) -> Path:
    """One budget three times: in a ZIP, beside it, and under another name; and one of other bytes."""
    identity = Identity(
        "2025 年", "unit_budget", "2025", "青浦区残疾人就业服务所", samples.REGION, "county", ""
    )
    document = Document("", "c" * 64, "text/plain", "text", ())
    for number, name in enumerate(NAMES):
        copy = replace(document, file_name=f"{name}.txt")
        staged = Staged(copy, identity, samples.budget(), Account(total=100, used=100))
        staging.write(staged, folder / f"copy-{number}", f"copy-{number}", "test")
    samples.stage(folder, "evaluation", samples.self_evaluation(), "performance_self_evaluation")
    return folder


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": 1})
    Plan(connection, stage_copies(tmp_path_factory.mktemp("copies"))).build(*FACTS, "dim_document")
    return connection


def test_facts_are_those_of_the_first(warehouse: duckdb.DuckDBPyConnection) -> None:
    owners = {
        row[0]
        for table in FACTS
        for row in warehouse.sql(f"select distinct document_id from {table}").fetchall()
    }

    assert owners == {"copy-0"}


def test_every_copy_is_a_document_and_says_whose_it_is(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.sql(
        "select document_id, quality, table_count, numbers_total, status_reason from dim_document "
        "where sha256 = repeat('c', 64)"
    ).fetchall()

    assert [row[:4] for row in rows] == [
        ("copy-0", rows[0][1], 1, 100),
        ("copy-1", rows[0][1], 0, 0),
        ("copy-2", rows[0][1], 0, 0),
    ]
    assert rows[0][4] is None
    assert all("a-budget.txt" in row[4] for row in rows[1:])


def test_they_are_one_disclosure(warehouse: duckdb.DuckDBPyConnection) -> None:
    keys = warehouse.sql("select distinct disclosure_id from dim_document where document_id like 'copy%'")

    assert len(keys.fetchall()) == 1
