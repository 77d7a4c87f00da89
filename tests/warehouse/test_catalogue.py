"""Every expectation holds on documents that are right, and fails on one row that is not: the planted one."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from expectations.catalogue import CATALOGUE, Expectation
from tests.warehouse.conftest import Bench

BUDGET, FORM = "document_id = 'budget'", "document_id = 'evaluation'"


def _copy(table: str, of: str = BUDGET) -> str:
    return f"insert into marts.{table} select * from marts.{table} where {of} limit 1"


def _set(table: str, change: str, of: str = BUDGET) -> str:
    return f"update {table} set {change} where rowid = (select min(rowid) from {table} where {of})"


def _proof(status: str, total: str) -> str:
    return (
        "insert into quality.money_proof (document_id, side, money_status, printed_total_yuan, sum_yuan)"
        f" values ('budget', 'revenue', '{status}', 1, {total})"
    )


# What is done to the samples so that one expectation fails.
PLANTED = {
    "fct_budget_line_amounts_equal_print": _set("marts.fct_budget_line", "amount_yuan = amount_yuan + 1"),
    "fct_budget_line_money_has_an_amount": _set("marts.fct_budget_line", "amount_yuan = null"),
    "fct_budget_line_is_counted_once": _copy("fct_budget_line"),
    "fct_budget_line_leads_to_its_source": _set("marts.fct_budget_line", "source_line = null, source_page = null"),
    "fct_funding_amounts_equal_print": _set("marts.fct_funding", "unit = '元'", FORM),
    "fct_funding_money_has_an_amount": _set("marts.fct_funding", "amount_yuan = null", FORM),
    "fct_funding_is_counted_once": _copy("fct_funding", FORM),
    "fct_funding_leads_to_its_source": _set("marts.fct_funding", "source_line = null", FORM),
    "fct_indicator_is_counted_once": _copy("fct_indicator", FORM),
    "fct_indicator_leads_to_its_source": _set("marts.fct_indicator", "source_line = null", FORM),
    "fct_evaluation_is_counted_once": _copy("fct_evaluation", FORM),
    "fct_evaluation_leads_to_its_source": _set("marts.fct_evaluation", "source_line = null", FORM),
    "fct_stated_amount_amounts_equal_print": _set("marts.fct_stated_amount", "amount_printed = '1.3'"),
    "fct_stated_amount_money_has_an_amount": _set("marts.fct_stated_amount", "amount_yuan = null"),
    "fct_stated_amount_is_counted_once": _copy("fct_stated_amount"),
    "fct_stated_amount_leads_to_its_source": _set("marts.fct_stated_amount", "source_line = null"),
    "confirmed_classes_add_up": _set(
        "marts.fct_budget_line", "amount_yuan = amount_yuan + 2", f"{BUDGET} and subject_code = '221' and confirmation = 'confirmed'"
    ),
    "tables_are_known": _set("marts.fct_budget_line", "table_type = 'revenue_sumary'"),
    "funding_belongs_to_a_form": _set("marts.fct_funding", "evaluation_id = 'another'", FORM),
    "sources_are_known": _set("marts.fct_funding", "source = 'totals'", FORM),
    "indicators_belong_to_a_form": _set("marts.fct_indicator", "evaluation_id = 'another'", FORM),
    "forms_are_known": _set("marts.fct_evaluation", "form_type = 'project'", FORM),
    "terms_end_after_they_begin": _set("marts.fct_evaluation", "start_date = date '2024-02-01', end_date = date '2024-01-31'", FORM),
    "kinds_are_known": _set("marts.dim_document", "disclosure_type = 'budget'"),
    "years_are_possible": _set("marts.dim_document", "fiscal_year = 1999"),
    "shares_are_shares": _set("marts.dim_document", "confirmed_pct = 100.01"),
    "numbers_are_accounted_for": _set("marts.dim_document", "numbers_used = numbers_total + 1"),
    "unread_files_say_why": _set("marts.dim_document", "status_reason = null", "quality = 'unread'"),
    "unread_files_have_no_facts": _set("marts.dim_document", "quality = 'unread', status_reason = '文件已加密'"),
    "numbers_are_used": _set("marts.dim_document", "numbers_used_pct = 98.99"),
    "results_are_three_valued": _set("marts.fct_check", "explanation = null"),
    "differences_are_differences": _set("marts.fct_check", "difference = difference + 1", f"{BUDGET} and difference is not null"),
    "failures_are_attributed": _set("marts.fct_check", "status = 'fail', attribution = null"),
    "no_failure_of_our_own": _set("marts.fct_check", "status = 'fail', attribution = 'extraction', attribution_ground = 'review'"),
    "figures_stand_in_their_row": _set("marts.fct_check", "status = 'fail', attribution = 'extraction', is_reviewed = false"),
    "money_adds_up": _proof("proved", "2"),
    "money_rows_are_their_proof": "insert into marts.fct_money (document_id, side, amount_yuan) values ('budget', 'revenue', -1)",
    "money_of_a_year_has_one_file": (
        "insert into marts.fct_money (document_id, agency_id, fiscal_year, stage, side, is_counted, amount_yuan)"
        " values ('budget', 'a', 2025, 'budget', 'revenue', true, 1), ('evaluation', 'a', 2025, 'budget', 'revenue', true, 1)"
    ),
    "classes_fit_the_year": (
        "insert into marts.agency_year (agency_id, fiscal_year, stage, expenditure_yuan) values ('a', 2025, 'budget', 2);"
        "insert into marts.agency_subject_year (agency_id, fiscal_year, stage, subject_system, amount_yuan)"
        " values ('a', 2025, 'budget', 'function', 1003)"
    ),
    "every_staged_row_arrives": _set("quality.row_ledger", "lost_count = 1"),
    "the_ledger_balances": _set("quality.row_ledger", "published_count = published_count + 1"),
    "owed_content_is_there": _set("quality.owed_content", "is_present = false", "is_present"),
    "basic_and_project_fit_the_year": (
        "insert into marts.agency_year (agency_id, expenditure_yuan, basic_yuan, project_yuan) values ('a', 2, 2, 2)"
    ),
}  # fmt: skip
# What is said of a disclosure or an agency, not of a document.
NO_DOCUMENT = {"owed_content_is_there", "basic_and_project_fit_the_year", "classes_fit_the_year"}


@pytest.fixture(scope="module")
def published(built: Bench) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of the samples' published file, to be changed."""
    connection = duckdb.connect(":memory:")
    connection.execute(f"attach '{built.settings.warehouse}' as file (read_only)")
    for schema, table in sorted(
        {(item.schema, item.table) for item in CATALOGUE} | {("reference", "code_label")}
    ):
        connection.execute(f"create schema if not exists {schema}")
        connection.execute(f"create table {schema}.{table} as from file.{schema}.{table}")
    yield connection
    connection.close()


def _unexpected(connection: duckdb.DuckDBPyConnection, item: Expectation) -> set[tuple[object, ...]]:
    query = item.unexpected.format(batch=f"{item.schema}.{item.table}")
    return set(connection.execute(query).fetchall())


def test_every_expectation_has_a_planted_row() -> None:
    names = [item.name for item in CATALOGUE]
    assert sorted(names) == sorted(PLANTED)


@pytest.mark.parametrize("item", CATALOGUE, ids=lambda item: item.name)
def test_one_planted_row_is_found(published: duckdb.DuckDBPyConnection, item: Expectation) -> None:
    before = _unexpected(published, item)
    examined = f"select count(*) from {item.schema}.{item.table} where {item.examined}"
    assert item.severity == "warning" or not before
    published.begin()
    published.execute(PLANTED[item.name])
    found = _unexpected(published, item) - before
    seen = published.execute(examined).fetchall()
    published.rollback()
    assert len(found) == 1
    assert seen[0][0] > 0
    assert item.name in NO_DOCUMENT or {"budget", "evaluation", "broken"} & set(next(iter(found)))


def test_a_sum_that_was_not_proved_is_no_fault(published: duckdb.DuckDBPyConnection) -> None:
    [item] = [item for item in CATALOGUE if item.name == "money_adds_up"]
    published.begin()
    published.execute(_proof("parts_disagree", "null"))
    found = _unexpected(published, item)
    published.rollback()
    assert found == set()
