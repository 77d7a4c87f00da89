"""Where the fault lies: a row left out or printed twice by all its columns, a figure by what is printed elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pytest

from gongkai.warehouse.plan import Plan
from loaders.records import Parsed
from tests.warehouse.pair_samples import stage, table

Rows = Sequence[tuple[str, ...]]
MEASURES = ("revenue_current_year", "general_budget", "special_account")
UNRELATED = ("approved", "final")
CODES = {"合计": "", "甲": "201", "乙": "204", "丙": "205", "丁": "208", "一": "201", "教": "205", "戊": "229"}
LISTED: Rows = [
    ("合计", "9731.50", "6181.20", "3550.30"),
    ("甲类支出", "2411.10", "1800.00", "611.10"),
    ("乙类支出", "3120.40", "2181.20", "939.20"),
    ("丙类支出", "2900.00", "1500.00", "1400.00"),
    ("丁类支出", "1300.00", "700.00", "600.00"),
]
CLASSES: Rows = [("合计", "15409.31"), ("一般公共服务支出", "15291.30"), ("教育支出", "118.01")]


def _list(rows: Rows, seq: int = 1, title: str = "收入总表", measures: tuple[str, ...] = MEASURES) -> Parsed:
    cells = [
        (CODES[name[:2] if name == "合计" else name[0]], name, "total" if name == "合计" else "item", measure, amount)
        for name, *amounts in rows
        for measure, amount in zip(measures, amounts, strict=False)
    ]
    return table("revenue_summary", title, cells, seq=seq)


def _changed(rows: Rows, *changes: tuple[str, ...]) -> Rows:
    new = {name: (name, *amounts) for name, *amounts in changes}
    return [new.get(row[0], row) for row in rows]


def _both(first: Rows, second: Rows) -> Parsed:
    whole = _list(first)
    whole.extend(_list(second, 2, "收入预算总表"))
    return whole


YEARS: Rows = [("合计", "97.00", "61.00"), ("甲类支出", "25.00", "18.00"), ("乙类支出", "43.00", "28.00"), ("丙类支出", "29.00", "15.00")]

DOCUMENTS = {
    "years": _list(YEARS[:-1], measures=UNRELATED),
    "year": _list([*YEARS[:-1], ("丙类支出", "19.00", "15.00")], measures=UNRELATED),
    "years-more": _list([*YEARS, ("丁类支出", "8.00", "6.00")], measures=UNRELATED),
    "one-part": _list(YEARS[:2], measures=UNRELATED),
    "out": _list([row for row in LISTED if row[0] != "丙类支出"]),
    "more": _list([*LISTED, ("戊类支出", "388.25", "188.00", "200.25")]),
    "alike": _list([*LISTED, ("戊类支出", *LISTED[3][1:])]),
    "cell": _list(_changed(LISTED, ("丙类支出", "2900.00", "1300.00", "1400.00"))),
    "elsewhere": _both(_changed(CLASSES, ("教育支出", "116.01")), CLASSES),
    "nowhere": _list(_changed(CLASSES, ("教育支出", "116.01"))),
}


@pytest.fixture(scope="module")
def checks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("lines")
    for name, parsed in DOCUMENTS.items():
        stage(folder, name, parsed, "unit_budget", "2024", f"某县{name}局")
    connection = duckdb.connect(":memory:", config={"threads": 1})
    Plan(connection, Path(folder)).build("fct_check")
    yield connection
    connection.close()


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


def test_a_row_left_out_lacks_in_all_columns(checks: duckdb.DuckDBPyConnection) -> None:
    found = _sums(checks, "years")

    assert [row[:3] for row in found] == [("column_total", "missing_row", None)] * 2
    assert all("（各栏都少，疑缺一行，或有一行少列）" in row[3] for row in found)


@pytest.mark.parametrize("document", ["year", "years-more"])
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
