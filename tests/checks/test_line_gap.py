"""Where the fault lies: a row left out or printed twice by all its columns, a figure by what is printed elsewhere."""

from __future__ import annotations

import duckdb
import pytest


def _sums(checks: duckdb.DuckDBPyConnection, document: str) -> list[tuple[str, str | None, str | None, str]]:
    return checks.execute(
        """
        select rule_id, candidate_kind, lines.subject_name, explanation
        from fct_check
        left join int_budget_line as lines on candidate_fact_id = lines.budget_line_id
        where fct_check.document_id = ? and fct_check.status = 'fail' and rule_id in ('column_total', 'row_sum')
        order by fct_check.check_id
        """,
        [document],
    ).fetchall()


def test_a_row_left_out_is_known_by_its_columns(checks: duckdb.DuckDBPyConnection) -> None:
    found = _sums(checks, "out")

    assert [row[:3] for row in found] == [("column_total", "missing_row", None)] * 3
    assert all("（各栏所差相互平衡，疑缺一行，或有一行少列）" in row[3] for row in found)


@pytest.mark.parametrize("document", ["years", "negative"])
def test_a_row_left_out_lacks_in_all_columns(checks: duckdb.DuckDBPyConnection, document: str) -> None:
    found = _sums(checks, document)

    assert [row[:3] for row in found] == [("column_total", "missing_row", None)] * 2
    assert all("（各栏都少，疑缺一行，或有一行少列）" in row[3] for row in found)


@pytest.mark.parametrize("document", ["one-year", "years-more", "negative-more"])
def test_one_column_that_lacks_or_all_that_exceed_are_no_row_left_out(checks: duckdb.DuckDBPyConnection, document: str) -> None:
    found = _sums(checks, document)

    assert found
    assert "missing_row" not in {row[1] for row in found}


def test_the_part_that_is_left_is_not_the_one_that_lacks(checks: duckdb.DuckDBPyConnection) -> None:
    assert [row[:3] for row in _sums(checks, "one-part")] == [("column_total", "missing_row", None)] * 2


def test_a_row_too_many_is_named(checks: duckdb.DuckDBPyConnection) -> None:
    found = _sums(checks, "more")

    assert [row[:3] for row in found] == [("column_total", "extra_row", "戊类支出")] * 3
    assert all("（疑“戊类支出”一行多列：各栏多出的正是此行）" in row[3] for row in found)


def test_of_two_rows_alike_none_is_named(checks: duckdb.DuckDBPyConnection) -> None:
    assert [row[:2] for row in _sums(checks, "alike")] == [("column_total", None)] * 3


def test_one_wrong_cell_is_no_row(checks: duckdb.DuckDBPyConnection) -> None:
    found = _sums(checks, "cell")

    assert [row[0] for row in found] == ["column_total", "row_sum"]
    assert {row[2] for row in found} == {"丙类支出"}


@pytest.mark.parametrize(
    ("document", "kind", "name", "words"),
    [
        ("elsewhere", "digit", "教育支出", "（疑为一位数字有误，应为 118.01）"),
        ("nowhere", "digit", None, ""),  # one digit of each would do
    ],
)
def test_a_figure_that_is_printed_elsewhere_is_right(
    checks: duckdb.DuckDBPyConnection, document: str, kind: str, name: str | None, words: str
) -> None:
    [found] = _sums(checks, document)

    assert found[1] == kind
    assert name in (None, found[2])
    assert ("疑为" in found[3]) == bool(words)
    assert words in found[3]
