"""Whose an error is: by the figures of one statement, by the other columns of its row, by what caused it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Bench
from tests.checks.rows import document

Row = dict[str, Any]


def _result(check: str, rule: str, *evidence: str, **other: Any) -> Row:
    return {"check_id": check, "rule_id": rule, "document_id": "d", "status": "fail", "severity": "error", "evidence": list(evidence), **other}


def _found(bench: Bench, results: list[Row], **given: list[Row]) -> dict[str, tuple[str, str]]:
    facts = [
        {"check_id": row["check_id"], "document_id": "d", "fact_id": fact, "failed_count": 1, "held_count": 0, "is_repaired": False,
         "is_misplaced": False, "is_unseen": fact == "unseen"}
        for row in results for fact in row["evidence"]
    ]  # fmt: skip
    rows = bench.rows("finding_attribution", int_document=[document()], check_result=results, finding_fact=facts, **given)
    return {row["check_id"]: (row["attribution"], row["attribution_ground"]) for row in rows}


def test_figures_of_one_statement_contradict_each_other(bench: Bench) -> None:
    results = [_result("one", "NT-05", "s1"), _result("two", "NT-05-2", "s1", "s2"), _result("put", "NT-05", "unseen")]

    assert _found(bench, results) == {
        "one": ("publisher", "one_sentence"), "two": ("undecided", "pairing_unconfirmed"), "put": ("extraction", "figure_not_in_row"),
    }  # fmt: skip


def test_a_total_and_the_parts_below_a_source_agree_against_it(bench: Bench) -> None:
    results = [_result("told", "PF-04", "t", "f", candidate_value=9), _result("alone", "PF-04", "t", "f")]

    assert _found(bench, results) == {"told": ("publisher", "same_correction"), "alone": ("undecided", "nothing_else_reaches")}


@pytest.mark.parametrize(
    ("parts", "stated", "said"),
    [(2, 9, "relation_holds_elsewhere"), (1, 9, "nothing_else_reaches"), (2, 0, "nothing_else_reaches")],  # one part, or nothing, tells nothing
)
def test_the_same_rows_make_up_another_column(bench: Bench, parts: int, stated: int, said: str) -> None:
    place = {"rule_id": "hierarchy", "document_id": "d", "table_seq": 1, "lane": "", "row_seq": 5}
    verdicts = [
        place | {"check_id": "c", "column_seq": 1, "status": "fail"},
        place | {"check_id": "b", "column_seq": 2, "status": "pass", "right_count": parts, "stated": stated},
    ]

    assert _found(bench, [_result("c", "hierarchy", "x", "y")], identity_verdict=verdicts)["c"][1] == said


def test_what_follows_from_a_cause_is_its_publisher_s(bench: Bench) -> None:
    results = [_result("cause", "NT-05", "s1"), _result("effect", "PF-04", "t", "f"), _result("read", "PF-04", "t", "unseen")]
    roots = [{"check_id": row["check_id"], "root_id": "cause", "is_root": row["check_id"] == "cause"} for row in results]

    assert _found(bench, results, finding_root=roots) == {
        "cause": ("publisher", "one_sentence"), "effect": ("publisher", "cause_confirmed"), "read": ("extraction", "figure_not_in_row"),
    }  # fmt: skip
