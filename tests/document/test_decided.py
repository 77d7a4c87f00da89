"""Rows that say nothing of what they are."""

from __future__ import annotations

import pytest

from loaders.document.decided import mark_undecided
from loaders.records import BudgetLine, Parsed

NAMES = [f"{letter}税" for letter in "甲乙丙丁戊己庚辛壬癸"]


def _row(seq: int, name: str, text: str, *amounts: str, code: str = "") -> list[BudgetLine]:
    return [
        BudgetLine(
            table_seq=1, row_seq=seq, subject_code=code, subject_name=name, column_seq=n, amount_printed=amount, unit="万元",
            lines=(seq,), source_text=text,
        )
        for n, amount in enumerate(amounts, 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "undecided"),
    [
        ([_row(99, "上年基数较低", "4,920 6,005 上年基数较低", "4920", "6005")], {99}),
        ([_row(99, "印花税", "印花税 4,920 6,005 上年基数较低", "4920", "6005")], set()),
        ([_row(99, "培训会", "2 培训会 3月 2 0.50", "2", "0.50")], set()),  # a running number
        ([_row(99, "培训支出", "4,920 2050803 培训支出", "4920", code="2050803")], set()),
        # A list that prints its amounts first.
        ([_row(99 + n, "桥梁", "1.30 2018-08 桥梁", "1.30") for n in range(3)], set()),
    ],
)
def test_a_remark_behind_the_amounts_is_no_name(rows: list[list[BudgetLine]], undecided: set[int]) -> None:
    named = [_row(n, name, f"{name} 1,00{n} 2,00{n} 照旧", f"100{n}", f"200{n}") for n, name in enumerate(NAMES)]
    parsed = Parsed(budget_lines=[line for row in [*named, *rows] for line in row])
    mark_undecided(parsed)
    assert {line.row_seq for line in parsed.budget_lines if line.repair_code} == undecided
