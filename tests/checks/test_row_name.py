"""CP-12: a row with an amount has a name, where the other rows of its list have theirs."""

from __future__ import annotations

import pytest

from tests.checks.conftest import Bench
from tests.checks.rows import line


def _rows(bench: Bench, *names: str, amount: str = "14.83") -> list[dict[str, object]]:
    lines = [
        line(f"l{n}", "5.00" if name else amount, row_seq=n, column_seq=1, subject_name=name or None, table_title="三公表", source_line=n)
        for n, name in enumerate(names, 1)
    ]
    return bench.rows("check_row_name", int_budget_line=lines)


def test_a_row_that_has_lost_its_name_is_said(bench: Bench) -> None:
    (row,) = _rows(bench, "出国费", "", "用车费", "会议费", "")

    assert (row["status"], row["severity"], row["evidence"], row["source_line"]) == ("fail", "notice", ["l2", "l5"], 2)
    assert row["explanation"] == "《三公表》：有 2 行印有金额（如 14.83），没有印出名称。"


def test_a_code_whose_name_is_lost_behind_its_dash_is_no_name(bench: Bench) -> None:
    (row,) = _rows(bench, "2050803-培训支出", "2050803-", "2050803", "2080201-行政运行", "会议费", "2021—")

    assert (row["status"], row["evidence"]) == ("fail", ["l2", "l6"])


@pytest.mark.parametrize(
    ("names", "amount", "said"),
    [
        (("出国费", "用车费", "会议费"), "1", ["pass"]),
        (("出国费", "用车费", "会议费", ""), "0.00", ["pass"]),  # nothing is the amount of nothing
        (("出国费", "用车费", ""), "14.83", []),  # columns have the names here
    ],
)
def test_other_rows_are_none(bench: Bench, names: tuple[str, ...], amount: str, said: list[str]) -> None:
    assert [row["status"] for row in _rows(bench, *names, amount=amount)] == said


def test_a_code_is_a_name(bench: Bench) -> None:
    lines = [line(f"l{n}", "5", row_seq=n, column_seq=1, subject_code=f"3010{n}") for n in range(1, 5)]

    assert [row["status"] for row in bench.rows("check_row_name", int_budget_line=lines)] == ["pass"]


@pytest.mark.parametrize(("named", "status"), [(3, "fail"), (2, "pass")])
def test_a_code_without_a_name_is_none_where_others_have_both(bench: Bench, named: int, status: str) -> None:
    lines = [
        line(f"l{n}", "5", row_seq=n, column_seq=1, subject_code=f"3010{n}", subject_name=f"科目{n}" if n <= named else None)
        for n in range(1, 5)
    ]
    (row,) = bench.rows("check_row_name", int_budget_line=lines)

    assert (row["status"], row["evidence"]) == (status, ["l4"] if status == "fail" else [])
