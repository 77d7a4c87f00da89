"""Rules of money in forms and of what the text says of it: good rows hold, a bad one fails by its difference."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pytest

# The short forms print no weights, no satisfaction indicators and few of the tables.
ASIDE = ("CP-01", "CP-03", "CP-04", "PF-01", "PF-13-5", "PF-03", "PF-09", "NT-01", "BX-14", "BX-14-2")


def found(checks: duckdb.DuckDBPyConnection, document: str, status: str) -> set[tuple[str, Decimal | None]]:
    """Rule and difference of every check of one document with ``status``."""
    rows = checks.execute(
        "select rule_id, difference from fct_check where document_id = ? and status = ?", [document, status]
    ).fetchall()
    return {(rule, None if gap is None else gap.normalize()) for rule, gap in rows if rule not in ASIDE}


@pytest.mark.parametrize(
    ("document", "rules"),
    [
        ("forms", {"PF-04", "PF-17", "PF-10-2"}),
        ("told", {"PF-11-5", "PF-11-7", "PF-11-8", "PF-11-9"}),
        ("spent", {"PF-05", "PF-05-3", "PF-05-4", "PF-05-5"}),
        ("scored", {"PF-02"}),
        ("bureau", {"PF-04-3", "PF-16-2", "PF-17-2"}),
        ("listed", {"BX-15", "BX-15-3"}),
        ("changed", {"BX-15-2", "NT-05-4", "NT-07", "NT-07-2", "NT-07-3"}),
    ],
)
def test_rules_hold_on_good_rows(checks: duckdb.DuckDBPyConnection, document: str, rules: set[str]) -> None:
    assert rules <= {rule for rule, _ in found(checks, document, "pass")}
    assert found(checks, document, "fail") == set()


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("forms-total", {("PF-17", None)}),
        ("forms-source", {("PF-04", "200")}),
        ("told-standard", {("PF-11-7", "60"), ("PF-11-8", "60")}),
        ("told-alone", {("PF-11-8", "80")}),
        ("told-applied", {("PF-11-5", "300"), ("PF-11-9", "300")}),
        ("told-part", {("PF-11-9", "-900")}),
        ("spent-whole", {("PF-05-3", "0.01")}),
        ("spent-rate", {("PF-05-3", "0.24")}),
        ("spent-part", {("PF-05-4", "0.2")}),
        ("spent-quotient", {("PF-05-5", "5")}),
        ("spent-printed", {("PF-05", "0.01")}),
        ("scored-total", {("PF-02", "0.01")}),
        ("bureau-total", {("PF-04-3", "9"), ("PF-16-2", "9")}),
        ("bureau-basic", {("PF-04-2", "-90"), ("PF-16-2", "90")}),
        ("bureau-half", {("PF-04-2", "1000"), ("PF-17-2", None)}),
        ("listed-one", {("BX-15-3", None)}),
        ("changed-revenue", {("NT-05-4", "-5")}),
        ("changed-fund", {("NT-07-3", "3")}),
        ("changed-arranged", {("BX-15-2", "40"), ("NT-07-2", "40")}),
        ("changed-item", {("NT-07-2", "-60")}),
    ],
)
def test_an_error_fails_its_rules_by_the_difference(
    checks: duckdb.DuckDBPyConnection, document: str, expected: set[tuple[str, str | None]]
) -> None:
    wanted = {(rule, None if gap is None else Decimal(gap).normalize()) for rule, gap in expected}
    assert found(checks, document, "fail") == wanted


@pytest.mark.parametrize(
    ("document", "rule", "named"),
    [("forms-total", "PF-17", "资金总额"), ("forms-source", "PF-04", "省级财政资金")],
)
def test_a_source_that_the_other_forms_print_is_named_as_missing(
    checks: duckdb.DuckDBPyConnection, document: str, rule: str, named: str
) -> None:
    rows = checks.execute(
        """select distinct candidate_kind, source_label from fct_check as checks
        inner join int_funding on candidate_fact_id = funding_id
        where checks.document_id = ? and rule_id = ? and status = 'fail'""",
        [document, rule],
    ).fetchall()
    assert rows == [("missing_row", named)]


def test_the_sentence_names_the_missing_source(checks: duckdb.DuckDBPyConnection) -> None:
    rows = checks.execute(
        "select explanation from fct_check where document_id = 'forms-source' and status = 'fail'"
    ).fetchall()
    assert rows == [
        (
            "绩效表1《项目1》：资金总额 300 元 ≠ 县级财政资金 100 元（疑缺“省级财政资金”，其他绩效表印有此行），相差 200 元。",
        )
    ]
