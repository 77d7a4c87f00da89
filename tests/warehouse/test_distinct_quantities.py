"""Quantities that are not the same thing may differ: where only they differ, nothing is reported."""

from __future__ import annotations

import duckdb
import pytest

from tests.warehouse import distinct_samples

# Tables that a complete disclosure prints as well, and weights that a short form leaves out.
INCOMPLETE = ("CP-01", "CP-02", "CP-03", "CP-06", "PF-01")


def test_nothing_fires(checks: duckdb.DuckDBPyConnection) -> None:
    found = checks.execute(
        "select document_id, explanation from fct_check where status = 'fail' and rule_id not in ? and document_id in ?",
        [list(INCOMPLETE), list(distinct_samples.DOCUMENTS)],
    ).fetchall()
    assert found == []


@pytest.mark.parametrize(
    ("document", "rules"),
    [
        # Income beside fiscal money; economic codes in one table only; operating cost of the administration alone;
        # 三公 in 万元 beside economic items in 元; targets for some of the projects.
        (
            "mixed",
            {"BI-01", "BX-01", "BX-02", "BX-04", "BX-05", "BX-05a", "BX-07", "BX-07a", "BX-10", "BX-11", "BX-11b", "BX-14-4"},
        ),
        ("final", {"BI-01", "FA-04", "FA-04a", "FA-04b"}),
        ("carried", {"BI-01", "BX-02"}),
        ("adjusted", {"PF-05", "PF-05-2"}),
    ],
)  # fmt: skip
def test_what_must_hold_was_looked_at(
    checks: duckdb.DuckDBPyConnection, document: str, rules: set[str]
) -> None:
    passed = checks.execute(
        "select distinct rule_id from fct_check where document_id = ? and status = 'pass'", [document]
    ).fetchall()
    assert rules - {row[0] for row in passed} == set()


@pytest.mark.parametrize(
    ("document", "rule", "expected"),
    [
        ("mixed", "BX-08", ["not_applicable"]),
        ("carried", "BX-05", ["not_applicable"]),
        # What was received and spent under one subject is no rule of final accounts.
        ("final", "BX-03a", []),
    ],
)
def test_identities_that_do_not_apply_say_so(
    checks: duckdb.DuckDBPyConnection, document: str, rule: str, expected: list[str]
) -> None:
    found = checks.execute(
        "select distinct status from fct_check where document_id = ? and rule_id = ?", [document, rule]
    ).fetchall()
    assert [row[0] for row in found] == expected
