"""One thing wrong in lists without codes: the sums that held before still hold it against the document."""

from __future__ import annotations

import duckdb
import pytest

from tests.checks.damage_samples import DOCUMENTS


def _totals(checks: duckdb.DuckDBPyConnection, document: str, rule: str = "column_total") -> list[str]:
    rows = checks.execute(
        "select coalesce(reason_code, status) from fct_check where document_id = ? and rule_id = ? order by 1", [document, rule]
    ).fetchall()
    return [said for (said,) in rows]


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("digit", ["fail", "pass"]),  # the same rows make up the other column
        ("both-columns", ["relation_not_adopted"]),
        ("doubled", ["fail"] * 2),
        ("row-gone", ["fail"] * 2 + ["pass"] * 6),  # every other list of the document adds up
        ("row-gone-alone", ["relation_not_adopted"]),
        ("two-gone", ["pass"] * 6 + ["relation_not_adopted"] * 2),
        ("more-than-listed", ["pass"] * 6 + ["relation_not_adopted"]),  # more is missing than is there
    ],
)
def test_a_sum_is_held_against_one_damage(checks: duckdb.DuckDBPyConnection, document: str, said: list[str]) -> None:
    assert _totals(checks, document) == said


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("rows-crossed", ["fail"] * 2 + ["pass"] * 2),  # what one row's total lacks the other's has
        ("stray-cell", ["fail"] + ["pass"] * 3),  # one row leaves no column out
        ("stray-column", ["pass"] * 4),  # two do
    ],
)
def test_rows_are_held_against_one_damage(checks: duckdb.DuckDBPyConnection, document: str, said: list[str]) -> None:
    assert _totals(checks, document, "row_sum") == said


def _failing(checks: duckdb.DuckDBPyConnection, rule: str) -> list[str]:
    """The documents of the samples in which a rule fails."""
    rows = checks.execute(
        "select document_id from fct_check where rule_id = ? and status = 'fail' and document_id in ? order by 1", [rule, list(DOCUMENTS)]
    ).fetchall()
    return [name for (name,) in rows]


def test_a_sum_that_nothing_decides_is_said_of_its_total(checks: duckdb.DuckDBPyConnection) -> None:
    assert _failing(checks, "CP-11") == ["both-columns", "more-than-listed", "row-gone-alone", "two-gone", "two-gone"]


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("publics", "pass"),
        ("publics-blank", "fail"),  # purchase and operation are all that vehicles cost
        ("publics-one", "of_which_only"),
    ],
)
def test_vehicles_are_bought_and_run(checks: duckdb.DuckDBPyConnection, document: str, said: str) -> None:
    assert _totals(checks, document, "hierarchy") == [said]


def test_the_three_publics_have_a_total(checks: duckdb.DuckDBPyConnection) -> None:
    assert _failing(checks, "CP-04") == ["publics-no-total"]


@pytest.mark.parametrize(
    ("document", "rule", "said"),
    [
        ("column-whole", "column_total", ["pass"] * 5),
        ("column-blank", "column_total", ["fail"] + ["pass"] * 4),
        ("column-blank-narrow", "column_total", ["parts_blank"] + ["pass"] * 2),  # two columns tell too little
        ("columns-blank", "column_total", ["parts_blank"] * 2 + ["pass"] * 3),  # what is not broken down is no slip
        ("total-blank", "column_total", ["fail"] + ["pass"] * 4),
        ("totals-blank", "column_total", ["pass"] * 3 + ["total_blank"] * 2),
        ("branch", "hierarchy", ["pass"] * 5),
        ("branch-blank", "hierarchy", ["fail"] + ["pass"] * 3 + ["total_blank"]),
        ("branch-ends", "hierarchy", ["parts_blank"] + ["pass"] * 3),  # nothing below it prints the amount
    ],
)
def test_a_blank_is_held_against_what_stands_around_it(checks: duckdb.DuckDBPyConnection, document: str, rule: str, said: list[str]) -> None:
    assert _totals(checks, document, rule) == said
