"""Rules between documents: each holds on a generated pair and fails on its twin by the difference put in."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pytest

Verdict = list[tuple[str, Decimal | None]]


def verdicts(checks: duckdb.DuckDBPyConnection, rule: str, document: str) -> Verdict:
    """Status and difference of every verdict of a rule on a document, without those that say why there is none."""
    rows = checks.execute(
        """select status, case when status = 'fail' then difference end as difference from fct_check
        where rule_id = ? and document_id = ? and check_id not like '%:none' order by all""",
        [rule, document],
    ).fetchall()
    return [(status, None if gap is None else gap.normalize()) for status, gap in rows]


@pytest.mark.parametrize(
    ("rule", "document", "difference"),
    [
        ("XY-01", "closing-2023", "-0.1"),
        ("XY-02", "public-final", "0.1"),
        ("XY-03", "change-2024", "0.5"),
        ("XY-06-2", "scores-text", "0.5"),
        ("FA-12-2", "operating", "0.2"),
        ("PF-12-2", "rated", "-137400"),
        ("PF-14", "carried-form", "500"),
        ("NT-05-5", "shares", "-1"),
    ],
)
def test_a_pair_holds_and_its_twin_fails_by_the_difference(
    checks: duckdb.DuckDBPyConnection, rule: str, document: str, difference: str
) -> None:
    assert verdicts(checks, rule, document) == [("pass", None)]
    assert verdicts(checks, rule, f"{document}-bad") == [("fail", Decimal(difference).normalize())]


def test_two_documents_state_the_vehicles_of_one_day(checks: duckdb.DuckDBPyConnection) -> None:
    assert verdicts(checks, "XY-08-2", "cars-final") == [("pass", None)]
    assert verdicts(checks, "XY-08-2", "cars-final-bad") == [("fail", Decimal(1))]


def test_a_changed_target_fails_alone(checks: duckdb.DuckDBPyConnection) -> None:
    assert verdicts(checks, "PF-12", "rated") == [("pass", None)] * 6
    assert verdicts(checks, "PF-12", "rated-bad") == [("fail", Decimal(-5)), *[("pass", None)] * 5]


def test_operating_cost_is_no_more_than_running_costs(checks: duckdb.DuckDBPyConnection) -> None:
    assert verdicts(checks, "FA-12", "operating") == [("pass", None)]
    assert verdicts(checks, "FA-12", "operating-bad") == [("fail", Decimal("0.2"))]
    # An institution's running costs are not agency operating costs: less is no contradiction.
    assert verdicts(checks, "FA-12-2", "operating-mixed") == [("not_applicable", None)]


@pytest.mark.parametrize(("rule", "department"), [("BX-12", "department"), ("FA-13", "final-department")])
def test_a_department_is_the_sum_of_its_units(checks: duckdb.DuckDBPyConnection, rule: str, department: str) -> None:
    assert verdicts(checks, rule, department) == [("pass", None)] * 3
    assert verdicts(checks, rule, f"{department}-bad") == [("fail", Decimal(2000)), *[("pass", None)] * 2]


def test_a_department_without_all_its_units_is_not_judged(checks: duckdb.DuckDBPyConnection) -> None:
    rows = checks.execute(
        "select status, explanation from fct_check where rule_id = 'BX-12' and document_id = 'department-part'"
    ).fetchall()
    assert rows == [
        ("not_applicable", "《支出总表》“合计”：未核对，所属预算单位的文件不全（1/2）。"),
    ]


def test_a_department_and_its_office_are_no_versions_of_each_other(checks: duckdb.DuckDBPyConnection) -> None:
    assert verdicts(checks, "XY-07", "department") == []
    assert verdicts(checks, "XY-07", "office") == []
