"""One fact of a form told in several places: the same everywhere, and each rule on a form where one place differs."""

from __future__ import annotations

import duckdb
import pytest

RULES = ("PF-18", "PF-18-2", "PF-18-3", "PF-18-4", "PF-18-5")


def verdicts(checks: duckdb.DuckDBPyConnection, document: str, status: str) -> list[tuple[str, str]]:
    """Rule and sentence of the verdicts of one kind on a document."""
    return checks.execute(
        """select rule_id, explanation from fct_check
        where document_id = ? and status = ? and rule_id in (select unnest(?)) order by 1""",
        [document, status, list(RULES)],
    ).fetchall()


def test_what_is_told_alike_holds(checks: duckdb.DuckDBPyConnection) -> None:
    assert [rule for rule, _ in verdicts(checks, "told-alike", "pass")] == list(RULES)
    assert verdicts(checks, "told-alike", "fail") == []


@pytest.mark.parametrize(
    ("document", "rule", "told"),
    [
        ("months", "PF-18", "指标值为 3–11月，整体绩效表为3–11月、项目实施计划为4–11月"),
        ("ages", "PF-18-2", "先后印为 6-12岁（项目实施计划）、6-15岁（总体目标）"),
        ("central", "PF-18-3", "写有“中央财政卫生补助资金”，资金来源的中央资金为 0，金额列在省级资金"),
        ("offices", "PF-18-4", "印为 0 个，第6行文字写 3 个"),
        ("public", "PF-18-5", "指标值为 ≤2000元，预算没有“三公”经费"),
    ],
)
def test_one_place_that_differs_fails_its_rule(
    checks: duckdb.DuckDBPyConnection, document: str, rule: str, told: str
) -> None:
    (found,) = verdicts(checks, document, "fail")
    assert found[0] == rule
    assert told in found[1]
