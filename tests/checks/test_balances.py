"""Balances behind totals, among parts and above their details, from the page to the rule that holds them."""

from __future__ import annotations

import duckdb
import pytest


def _said(checks: duckdb.DuckDBPyConnection, document: str, *rules: str) -> dict[str, set[str]]:
    said: dict[str, set[str]] = {rule: set() for rule in rules}
    for rule, status in checks.execute("select rule_id, status from fct_check where document_id = ?", [document]).fetchall():
        if rule in said:
            said[rule].add(status)
    return said


@pytest.mark.parametrize(("document", "status"), [("behind", "pass"), ("behind-wrong", "fail")])
def test_what_stands_behind_the_total_closes_the_balance(checks: duckdb.DuckDBPyConnection, document: str, status: str) -> None:
    assert _said(checks, document, "BI-01", "column_total") == {"BI-01": {status}, "column_total": {"pass"}}


@pytest.mark.parametrize(("document", "status"), [("fiscal", "pass"), ("fiscal-wrong", "fail")])
def test_this_year_s_money_is_what_the_summary_states(checks: duckdb.DuckDBPyConnection, document: str, status: str) -> None:
    assert _said(checks, document, "BX-04") == {"BX-04": {status}}


def test_a_table_of_items_alone_lacks_no_classes_and_balances_of_debt_no_total(checks: duckdb.DuckDBPyConnection) -> None:
    assert _said(checks, "lists", "CP-04", "CP-05") == {"CP-04": {"pass"}, "CP-05": {"pass"}}
