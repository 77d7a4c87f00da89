"""Facts say how sure they are, and a document with a doubt is not called reconciled."""

from __future__ import annotations

import duckdb
import pytest


@pytest.mark.parametrize(
    ("document", "quality", "reason"),
    [
        ("holds", "reconciled", None),
        ("contradicts", "discrepant", "finding"),
        ("no-column", "incomplete", "undecided"),
        ("inferred", "reconciled", None),
        ("borrowed", "incomplete", "unit_borrowed"),
        ("borrowed-and-said", "reconciled", None),  # by 支出预算0.13万元 of the text
        ("borrowed-and-confirmed", "discrepant", "finding"),  # of other rules: the size of the unit is in no doubt
        ("ocr", "incomplete", "misread"),
        ("printed-twice", "discrepant", "row_printed_twice"),
        ("broken-text", "incomplete", "text_broken"),
        ("cut-off", "incomplete", "contents_not_there"),
        ("remark", "reconciled", None),
    ],
)
def test_a_doubt_is_named(
    checks: duckdb.DuckDBPyConnection, document: str, quality: str, reason: str | None
) -> None:
    found = checks.execute(
        "select quality, quality_reason from dim_document where document_id = ?", [document]
    ).fetchone()
    assert found == (quality, reason)


@pytest.mark.parametrize(
    ("document", "code", "measure", "expected"),
    [
        ("holds", "2081105", "project", "confirmed"),
        ("contradicts", "2081105", "project", "contradicted"),
        ("contradicts", "2210201", "basic", "confirmed"),
        ("no-column", None, "total", "undecided"),
    ],
)
def test_a_fact_says_how_sure_it_is(
    checks: duckdb.DuckDBPyConnection, document: str, code: str | None, measure: str, expected: str
) -> None:
    found = checks.execute(
        """select confirmation from fct_budget_line
        where document_id = ? and subject_code is not distinct from ? and measure = ?""",
        [document, code, measure],
    ).fetchone()
    assert found == (expected,)


def test_documents_count_what_is_sure(checks: duckdb.DuckDBPyConnection) -> None:
    found = checks.execute(
        """select document_id, undecided_count, confirmed_pct from dim_document
        where document_id in ('holds', 'no-column') order by 1"""
    ).fetchall()
    (_, none_undecided, all_confirmed), (_, one_undecided, fewer) = found
    assert (none_undecided, one_undecided) == (0, 1)
    assert fewer < all_confirmed == 100
