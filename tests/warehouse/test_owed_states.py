"""What is owed is told apart: with figures, all zero, empty and said so, empty, not understood, not there."""

from __future__ import annotations

import duckdb
import pytest


@pytest.mark.parametrize(
    ("document", "title", "state", "verdict"),
    [
        ("data", "收入总表", "data", "pass"),
        ("zero", "收入总表", "zero", "pass"),
        ("noted", "收入总表", "empty_noted", "pass"),
        ("denied", "政府性基金预算支出表", "empty_noted", "pass"),
        ("empty", "收入总表", "empty", "pass"),
        ("garbled", "收入总表", "unread", "not_applicable"),
        ("partial", "收入总表", "unread", "not_applicable"),
        ("denied", "收入总表", "missing", "fail"),
        ("某镇三公经费", "收入总表", "missing", "not_applicable"),
        ("某镇三公经费", '"三公"经费支出表', "data", "pass"),
        ("某镇政府采购说明", "收入总表", "missing", "not_applicable"),
        ("部门预算和三公经费", "收入总表", "missing", "fail"),
        ("三公经费及支出", "收入总表", "missing", "fail"),
    ],
)
def test_every_state_is_one_of_its_own(
    checks: duckdb.DuckDBPyConnection, document: str, title: str, state: str, verdict: str
) -> None:
    rows = checks.execute(
        """select state, fct_check.status from owed_content
        inner join int_document using (disclosure_id)
        inner join fct_check on check_id = 'CP-01:' || disclosure_id || ':' || owed_key
        where int_document.document_id = ? and owed_content.title = ?""",
        [document, title],
    ).fetchall()
    assert rows == [(state, verdict)]
