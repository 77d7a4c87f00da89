"""CP-11: a total that no reading of its rows gives is said once for its list; so is a total without rows."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Bench

Row = dict[str, Any]


def _verdict(check: str, stated: int, expected: int, reason: str | None, rule: str = "column_total") -> Row:
    return {
        "check_id": check, "rule_id": rule, "document_id": "d", "table_seq": 1, "lane": "", "left_count": 1, "unit": "万元",
        "stated": stated, "expected": expected, "reason_code": reason, "evidence": [check, "other"],
    }  # fmt: skip


def _rows(bench: Bench, verdicts: list[Row], kinds: tuple[str, ...] = ("total", "item"), table_type: str = "expenditure_summary") -> list[Row]:
    cells = [
        {
            "cell_id": f"r{n}", "document_id": "d", "table_seq": 1, "lane": "", "row_kind": kind, "amount": 7 * n, "unit": "万元",
            "is_rate": False, "table_type": table_type,
        }
        for n, kind in enumerate(kinds, 1)
    ]  # fmt: skip
    lines = [{"document_id": "d", "budget_line_id": key, "source_line": 3, "subject_name": "小类"} for key in ("a", "b", "r1", "r2")]
    tables = [{"document_id": "d", "table_seq": 1, "table_title": "支出表"}]
    return bench.rows(
        "check_unproved_total", identity_verdict=verdicts, int_amount_cell=cells, int_budget_line=lines, stg_tables=tables
    )


def test_the_total_that_lacks_most_is_named_once(bench: Bench) -> None:
    verdicts = [_verdict("a", 50, 49, "relation_not_adopted"), _verdict("b", 90, 60, "relation_not_adopted")]
    (row,) = _rows(bench, verdicts)

    assert (row["status"], row["severity"], row["evidence"], row["difference"]) == ("fail", "notice", ["b"], 30)
    assert row["explanation"] == "《支出表》：印出的合计 90 万元没有得到证实：按所列各行相加为 60 万元。"


@pytest.mark.parametrize("reason", ["unread_cells", "parts_blank"])
def test_what_could_not_be_judged_is_no_proof(bench: Bench, reason: str) -> None:
    (row,) = _rows(bench, [_verdict("a", 50, 50, reason)])
    assert (row["status"], row["reason_code"], row["difference"]) == ("not_applicable", reason, None)

    (row,) = _rows(bench, [_verdict("a", 50, 50, reason), _verdict("b", 90, 90, None)])
    assert (row["status"], row["reason_code"]) == ("pass", None)


def test_other_relations_say_nothing_of_totals(bench: Bench) -> None:
    assert _rows(bench, [_verdict("a", 50, 49, "relation_not_adopted", "row_sum")]) == []


def test_a_parent_that_its_rows_do_not_give_is_said_where_the_total_holds(bench: Bench) -> None:
    verdicts = [_verdict("a", 50, 50, None), _verdict("b", 90, 60, "relation_not_adopted", "hierarchy")]
    (row,) = _rows(bench, verdicts)

    assert row["explanation"] == "《支出表》：“小类” 90 万元没有得到证实：按所列各行相加为 60 万元。"
    assert [r["status"] for r in _rows(bench, [_verdict("a", 9, 9, None), _verdict("b", 9, 9, None, "hierarchy")])] == ["pass"]


def test_a_total_without_rows(bench: Bench) -> None:
    (row,) = _rows(bench, [], kinds=("subtotal", "total"))

    assert row["explanation"] == "《支出表》：印出的合计 14 万元没有得到证实：没有列出各行金额。"
    assert row["evidence"] == ["r2"]
    assert _rows(bench, [], kinds=("total",), table_type="three_public") == []  # divided by columns
