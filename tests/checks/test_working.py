"""What checks are built on: documents evaluated together, habits of rounding, suspects, rules without a row, leaves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.checks.conftest import Bench
from tests.checks.rows import document, form, funding, line


def test_files_with_different_tables_are_one_scope(bench: Bench) -> None:
    documents = [document(name, disclosure_id=name[0]) for name in ("a1", "a2", "b1", "b2")]
    kinds = {"a1": "three_public", "a2": "revenue_summary", "b1": "three_public", "b2": "three_public"}
    tables = [{"document_id": name, "table_id": name, "table_seq": 1, "table_type": kind} for name, kind in kinds.items()]
    found = bench.rows("document_scope", int_document=documents, stg_tables=tables)
    assert {row["document_id"]: row["scope_id"] for row in found} == {"a1": "a", "a2": "a", "b1": "b1", "b2": "b2"}


def test_a_document_that_cuts_off_is_known_by_its_sums(bench: Bench) -> None:
    def sums(name: str, *gaps: str) -> list[dict[str, Any]]:
        return [
            {"check_id": f"{name}{n}", "document_id": name, "grouping": "place", "left_count": 1, "right_count": 3,
             "unit": "万元", "step": Decimal("0.01"), "gap": Decimal(gap), "is_converted": False}
            for n, gap in enumerate(gaps)
        ]  # fmt: skip

    cut = sums("cut", "0.01", "0.02", "0.01", "0.00", "0.03", "0.01")
    both = sums("both", "0.01", "-0.01", "0.01", "0.01", "0.01", "0.01")
    exact = sums("exact", "0.00", "5.00")
    found = bench.rows("document_rounding", identity_sum=[*cut, *both, *exact])
    assert {row["document_id"]: row["habit"] for row in found} == {"cut": "cut", "both": "rounded", "exact": "exact"}


def _result(check: str, rule: str, status: str, *evidence: str, difference: int = 0) -> dict[str, Any]:
    return {
        "check_id": check, "rule_id": rule, "document_id": "d", "status": status, "severity": "error",
        "difference": difference, "evidence": list(evidence),
    }  # fmt: skip


def test_the_figure_that_failed_checks_share_is_suspected(bench: Bench) -> None:
    results = [
        _result("c1", "PF-04", "fail", "total", "wrong"),
        _result("c2", "PF-05", "fail", "rate", "wrong"),
        _result("c3", "PF-04", "pass", "total", "other"),
        # Two figures, neither confirmed nor failed elsewhere: nobody is suspected.
        _result("c4", "PF-02", "fail", "x", "y"),
        _result("c5", "PF-02", "not_applicable", "z"),
    ]
    found = bench.rows("check_candidate", check_result=results)
    assert {row["check_id"]: row["candidate_fact_id"] for row in found} == {"c1": "wrong", "c2": "wrong"}


def test_the_part_that_is_the_difference_is_suspected(bench: Bench) -> None:
    parts = [funding("a", "other", "annual", "4.00"), funding("b", "fiscal", "annual", "6.00")]
    results = [_result("c", "PF-04", "fail", "t", "a", "b", difference=-4)]
    found = bench.rows("check_candidate", check_result=results, int_funding=parts)
    assert [(row["check_id"], row["candidate_fact_id"]) for row in found] == [("c", "a")]


def test_a_rule_without_a_row_says_so_once_per_document(bench: Bench) -> None:
    documents = [document("d", status="read"), document("u", status="unread")]
    forms = [form(1, "project_target")]
    results = [_result("c", "PF-10", "pass", "a")]
    found = bench.rows("check_uncovered", int_document=documents, stg_evaluations=forms, check_result=results)
    rules = [row["rule_id"] for row in found]
    assert len(rules) == len(set(rules))
    assert {"PF-10-2", "PF-11"} <= set(rules)
    # Evaluated; of another kind of form; of tables, which are not there.
    assert not {"PF-10", "PF-05", "BX-01"} & set(rules)
    assert {(row["document_id"], row["status"]) for row in found} == {("d", "not_applicable")}


def _leaves(bench: Bench, cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    phases = bench.rows("int_amount_phase", int_document=[document()], int_budget_line=cells)
    return bench.rows("int_amount_leaf", int_amount_phase=phases, int_budget_line=cells)


def test_leaves_of_a_table_add_up_to_its_total(bench: Bench) -> None:
    def cell(seq: int, code: str | None, level: int, amount: str, role: str = "item", name: str = "支出") -> dict[str, Any]:
        return line(
            f"c{seq}", amount, row_seq=seq, column_seq=1, subject_code=code, subject_level=level, row_role=role,
            subject_name=name, measure="total", measure_label="预算数",
        )  # fmt: skip

    cells = [
        cell(1, None, 0, "100", "total", "合计"),
        cell(2, "201", 1, "70"),
        cell(3, "20103", 2, "70"),
        cell(4, "2010301", 3, "40"),
        cell(5, "2010302", 3, "30"),
        cell(6, "221", 1, "30"),
        cell(7, None, 1, "10", name="其中：公积金"),
    ]
    found = _leaves(bench, cells)
    assert {row["budget_line_id"] for row in found if row["is_addable"]} == {"c4", "c5", "c6"}
    assert {row["column_phase"] for row in found} == {"budget"}
    # Where they don't add up, none of them is for adding.
    found = _leaves(bench, [*cells[:-2], cell(6, "221", 1, "20")])
    assert {row["budget_line_id"] for row in found if row["is_addable"]} == set()


def test_parts_that_leave_nothing_out_are_leaves_and_a_balance_behind_the_total_is_none(bench: Bench) -> None:
    def cell(seq: int, level: int, amount: str, role: str, name: str) -> dict[str, Any]:
        return line(
            f"c{seq}", amount, row_seq=seq, column_seq=1, subject_level=level, row_role=role, subject_name=name,
            measure="total", measure_label="决算数",
        )  # fmt: skip

    cells = [
        cell(1, 1, "60", "item", "郑州市"),
        cell(2, 2, "40", "item", "其中：市本级"),
        cell(3, 2, "20", "item", "巩义市"),
        cell(4, 1, "9", "item", "其中：预留"),
        cell(5, 2, "50", "of_which", "省级部分"),
        cell(6, 0, "60", "total", "支出总计"),
    ]
    balance = cell(7, 1, "5", "carryover", "年终结余")
    for printed in (cells, [*cells, balance]):
        found = _leaves(bench, printed)
        assert {row["budget_line_id"] for row in found if row["is_addable"]} == {"c2", "c3"}
    found = _leaves(bench, [cell(0, 0, "65", "total", "支出总计"), *cells[:3], balance])
    assert {row["budget_line_id"] for row in found if row["is_addable"]} == {"c2", "c3", "c7"}


def test_leaves_of_a_form_are_counted_once(bench: Bench) -> None:
    rows = [
        funding("t", "total", "annual", "10"),
        funding("f", "fiscal", "annual", "8"),
        funding("c", "central", "annual", "8"),
        funding("o", "other", "annual", "2"),
        funding("b", "basic", "annual", "10"),
        # Nothing but a total.
        funding("x", "total", "term", "30"),
    ]
    found = bench.rows("int_funding_leaf", int_funding=rows)
    assert {row["funding_id"] for row in found if row["is_leaf"]} == {"f", "o", "x"}


def test_of_several_stages_the_last_is_added_up(bench: Bench) -> None:
    labels = ("预算数", "决算数", "比上年增减额", "其中：财政拨款决算数", "上年决算数")
    cells = [
        line(f"c{seq}", "9", row_seq=1, column_seq=seq, subject_name="教育支出", row_role="item", measure="total", measure_label=label)
        for seq, label in enumerate(labels, 1)
    ]  # fmt: skip
    found = _leaves(bench, cells)
    assert {row["budget_line_id"] for row in found if row["is_leaf"]} == {"c2"}
    assert [row["column_phase"] for row in sorted(found, key=lambda row: row["budget_line_id"])] == [
        "budget", "final", "change", "final", "last_year",
    ]  # fmt: skip
