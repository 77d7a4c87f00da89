"""A relation within a table is a hypothesis: adopted where the table supports it, said once where it doesn't."""

from __future__ import annotations

import duckdb
import pytest


def _within(checks: duckdb.DuckDBPyConnection, document: str) -> list[tuple[str, str, int]]:
    return checks.execute(
        """select rule_id, coalesce(reason_code, status), count(*) from fct_check
        where document_id = ? and reason_code is distinct from 'nothing_to_check' and rule_id in ('row_sum', 'column_total', 'hierarchy') group by all order by all""",
        [document],
    ).fetchall()


def test_agencies_above_their_items_make_up_the_total(checks: duckdb.DuckDBPyConnection) -> None:
    assert _within(checks, "agencies") == [("column_total", "pass", 3), ("row_sum", "pass", 6)]


def test_a_part_column_is_told_by_the_rows_in_which_it_is_printed(checks: duckdb.DuckDBPyConnection) -> None:
    assert ("row_sum", "pass", 4) in _within(checks, "of-which")


def test_a_relation_that_fails_throughout_is_said_once(checks: duckdb.DuckDBPyConnection) -> None:
    found = _within(checks, "unrelated")
    assert {row[:2] for row in found} <= {("column_total", "relation_not_adopted"), ("row_sum", "relation_not_adopted")}
    assert [count for _, _, count in found] == [1, 1]


def test_a_sum_by_chance_gives_way_to_the_wider_one(checks: duckdb.DuckDBPyConnection) -> None:
    found = _within(checks, "chance")
    assert ("column_total", "pass", 2) in found
    assert [row for row in found if row[1] == "fail"] == []


@pytest.mark.parametrize("document", ["closed", "balances"])
def test_a_sum_a_balance_and_a_blank_head_are_no_parts(checks: duckdb.DuckDBPyConnection, document: str) -> None:
    assert [row for row in _within(checks, document) if row[1] == "fail"] == []


@pytest.mark.parametrize(("document", "failures"), [("between", 1), ("shifted", 2), ("without-row", 2)])
def test_a_failure_that_a_slip_explains_speaks_against_no_relation(
    checks: duckdb.DuckDBPyConnection, document: str, failures: int
) -> None:
    assert ("column_total", "fail", failures) in _within(checks, document)
    roots = checks.execute(
        "select count(distinct root_id) from fct_check where document_id = ? and rule_id = 'column_total'", [document]
    ).fetchone()
    assert roots == (1,)


@pytest.mark.parametrize(
    ("document", "attribution"), [("printed-aside", "publisher"), ("put-aside", "extraction")]
)
def test_a_figure_below_another_column_was_put_there_by_the_reading(
    checks: duckdb.DuckDBPyConnection, document: str, attribution: str
) -> None:
    found = checks.execute(
        "select attribution, attribution_ground from fct_check where document_id = ? and rule_id = 'column_total' and status = 'fail'",
        [document],
    ).fetchall()
    assert {row[0] for row in found} == {attribution}
    assert (attribution == "extraction") == (found[0][1] == "figure_under_other_column")


def test_a_missing_row_is_named_by_what_another_table_prints(checks: duckdb.DuckDBPyConnection) -> None:
    named = checks.execute(
        """select distinct candidate_kind, candidate_fact_id, explanation like '%疑缺一行“值班业务”%' from fct_check
        where document_id = 'without-row' and status = 'fail' and rule_id = 'column_total'"""
    ).fetchall()
    assert named == [("missing_row", "without-row:budget_line:7", True)]


def test_what_the_print_numbers_below_a_row_belongs_to_it(checks: duckdb.DuckDBPyConnection) -> None:
    assert ("hierarchy", "fail", 1) in _within(checks, "marked")


def test_parts_behind_of_which_are_all_where_they_add_up_in_other_columns(checks: duckdb.DuckDBPyConnection) -> None:
    found = [row for row in _within(checks, "all-parts") if row[0] == "hierarchy"]
    assert found == [("hierarchy", "fail", 1), ("hierarchy", "pass", 5)]


def test_two_neighbours_of_one_amount_are_no_sum(checks: duckdb.DuckDBPyConnection) -> None:
    assert [row for row in _within(checks, "neighbours") if row[1] == "fail"] == []


def test_rates_add_up_to_nothing(checks: duckdb.DuckDBPyConnection) -> None:
    assert _within(checks, "rates") == [("column_total", "pass", 1)]


def test_a_code_is_missed_only_among_codes_of_its_classification(checks: duckdb.DuckDBPyConnection) -> None:
    failed = checks.execute(
        "select rule_id from fct_check where document_id = 'classifications' and status = 'fail' and severity = 'error'"
    ).fetchall()
    assert [rule for (rule,) in failed if rule.startswith("BX-09")] == []


@pytest.mark.parametrize("document", ["damaged", "doubted"])
def test_a_single_wrong_cell_still_fails_its_row_and_column_with_one_root(
    checks: duckdb.DuckDBPyConnection, document: str
) -> None:
    found = checks.execute(
        """select rule_id, attribution, attribution_ground, root_id, is_root from fct_check
        where document_id = ? and status = 'fail' and rule_id in ('row_sum', 'hierarchy') order by 1""",
        [document],
    ).fetchall()
    assert [row[:3] for row in found] == [
        ("hierarchy", "publisher", "same_correction"), ("row_sum", "publisher", "same_correction"),
    ]  # fmt: skip
    assert found[0][3] == found[1][3]
    assert sorted(row[4] for row in found) == [False, True]


def test_a_row_printed_twice_is_no_part_of_itself(checks: duckdb.DuckDBPyConnection) -> None:
    assert ("hierarchy", "fail", 2) in _within(checks, "repeated")


def test_every_failure_has_one_root_in_its_document(checks: duckdb.DuckDBPyConnection) -> None:
    rootless = checks.execute(
        """select f.check_id from fct_check as f left join fct_check as r
        on f.root_id = r.check_id and f.document_id = r.document_id and r.is_root
        where f.status = 'fail' and f.severity <> 'rounding' and r.check_id is null"""
    ).fetchall()
    assert rootless == []
