"""Rows that a table lacks and cells in the wrong column: noticed, and named where another table or column shows them."""

from __future__ import annotations

import duckdb
import pytest


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("whole", {}),
        ("no-total", {"CP-04": "合计"}),
        ("no-class", {"CP-05": "住房保障支出"}),
        ("no-detail", {"CP-05": "住房公积金"}),
    ],
)
def test_a_row_that_is_not_printed_is_noticed_and_named(
    checks: duckdb.DuckDBPyConnection, document: str, expected: dict[str, str]
) -> None:
    rows = checks.execute(
        """select rule_id, coalesce(subject_name, '') from fct_check as checks
        left join int_budget_line on candidate_fact_id = budget_line_id and candidate_kind = 'missing_row'
        where checks.document_id = ? and status = 'fail' and rule_id in ('CP-04', 'CP-05')""",
        [document],
    ).fetchall()
    assert dict(rows) == expected


def test_rows_that_lack_one_parent_are_one_gap(checks: duckdb.DuckDBPyConnection) -> None:
    rows = checks.execute(
        "select document_id, explanation from fct_check where rule_id = 'CP-05' and status = 'fail' and document_id in ('no-classes', 'list')"
    ).fetchall()

    assert [name for name, _ in rows] == ["no-classes"]  # a list of items has no levels
    assert " 行没有印出上级科目 " in rows[0][1]
    assert rows[0][1].count("没有印出上级科目 20811") == 1


def test_both_rules_hold_on_complete_tables(checks: duckdb.DuckDBPyConnection) -> None:
    rows = checks.execute(
        """select rule_id, count(*) from fct_check where document_id = 'whole' and status = 'pass'
        and rule_id in ('CP-04', 'CP-05') group by all order by all"""
    ).fetchall()
    assert rows == [("CP-04", 2), ("CP-05", 2)]


def test_a_cell_in_the_wrong_column_is_what_the_failed_sums_name(checks: duckdb.DuckDBPyConnection) -> None:
    rows = checks.execute(
        """select distinct candidate_kind, subject_name, measure from fct_check as checks
        inner join int_budget_line on candidate_fact_id = budget_line_id
        where checks.document_id = 'moved' and status = 'fail' and rule_id = 'hierarchy'"""
    ).fetchall()
    assert rows == [("column_shift", "残疾人就业", "basic")]


def test_a_row_is_called_by_what_it_prints(checks: duckdb.DuckDBPyConnection) -> None:
    rows = checks.execute(
        "select distinct scope from fct_check where document_id = 'moved' and status = 'fail' and rule_id = 'hierarchy' order by all"
    ).fetchall()
    assert rows == [("《支出预算总表》“20811 残疾人事业”基本支出栏",)]
