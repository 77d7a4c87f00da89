"""Amounts of OCR'd pages: confirmed by sums of their own table, or marked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.document.confirmation import NOT_CONFIRMED, mark_unconfirmed
from loaders.model import Document
from loaders.notes import note
from loaders.records import BudgetLine, Funding, Parsed

SCAN = Document("a.pdf", "", "application/pdf", "ocr", (), 2, (note("page_by_ocr", 1, page=1),))
ROWS = [
    ("0", "1300", "300", "1000"),
    ("1", "1200", "200", "1000"),
    ("3", "200", "200", ""),
    ("3", "1000", "", "1000"),
    ("1", "100", "100", ""),
]


def table(rows: list[tuple[str, str, str, str]], page: int = 1) -> Parsed:
    return Parsed(
        budget_lines=[
            BudgetLine(
                table_seq=1, row_seq=r, column_seq=c, subject_level=level, amount_printed=text, page=page
            )
            for r, (level, *texts) in enumerate(rows, start=1)
            for c, text in enumerate(texts, start=1)
            if text
        ]
    )


def marked(parsed: Parsed, document: Document = SCAN) -> list[tuple[int, int]]:
    mark_unconfirmed(document, parsed)
    return [(b.row_seq, b.column_seq) for b in parsed.budget_lines if NOT_CONFIRMED.code in b.repair_code]


def test_sums_that_hold_confirm_all_amounts() -> None:
    assert marked(table(ROWS)) == []


def test_a_misread_amount_is_marked_and_spoils_only_what_depends_on_it() -> None:
    rows = [*ROWS[:3], ("3", "1000", "", "1800"), ROWS[4]]

    assert marked(table(rows)) == [(4, 3)]


def test_an_amount_alone_is_marked() -> None:
    assert marked(table([("1", "42", "", "")])) == [(1, 1)]


def test_pages_with_text_are_left_alone() -> None:
    assert marked(table([("1", "42", "", "")], page=2)) == []
    assert marked(table([("1", "42", "", "")]), replace(SCAN, notices=())) == []
    assert marked(table([("1", "42", "", "")]), replace(SCAN, reader="pdf")) == []
    assert marked(table([("1", "42", "", "")]), replace(SCAN, reader="html")) == []


def test_a_list_of_pages_that_was_cut_means_the_rest_too() -> None:
    cut = replace(SCAN, notices=(note("page_by_ocr", 1, page=1), note("notices_cut", count=7)))

    assert marked(table([("1", "42", "", "")], page=2), cut) == [(1, 1)]


def test_notes_on_repairs_are_kept() -> None:
    parsed = table([("1", "42", "", "")])
    parsed.budget_lines[0].mend(note("column_by_sums", column="合计"))
    mark_unconfirmed(SCAN, parsed)

    assert parsed.budget_lines[0].repair_code == "column_by_sums|ocr_unconfirmed"
    assert parsed.budget_lines[0].repair.endswith(f"；{NOT_CONFIRMED.text}")


@pytest.mark.parametrize(("other", "expected"), [("3.00", 0), ("8.00", 3)])
def test_funding_adds_up_by_phase(other: str, expected: int) -> None:
    amounts = [("年度资金总额", "15.50"), ("当年财政拨款", "12.50"), ("其他资金", other)]
    parsed = Parsed(
        funding=[
            Funding(form_seq=1, source_label=label, phase="executed", amount_printed=text, page=1)
            for label, text in amounts
        ]
    )
    mark_unconfirmed(SCAN, parsed)

    assert sum(NOT_CONFIRMED.code in f.repair_code for f in parsed.funding) == expected


@given(st.lists(st.integers(10_000, 10**9), min_size=2, max_size=6), st.integers(1, 9_999), st.data())
def test_a_wrong_digit_is_never_confirmed(parts: list[int], off: int, data: st.DataObject) -> None:
    """One amount of a row of a total and its parts differs from what was printed: none is confirmed by it."""
    row = [sum(parts), *parts]
    row[data.draw(st.integers(0, len(row) - 1))] += off
    parsed = Parsed(
        budget_lines=[
            BudgetLine(table_seq=1, row_seq=1, column_seq=c, amount_printed=str(value), page=1)
            for c, value in enumerate(row)
        ]
    )
    mark_unconfirmed(SCAN, parsed)

    wrong = [b for b in parsed.budget_lines if not b.repair]
    assert len(wrong) < len(row)


@pytest.mark.parametrize(
    ("row", "unconfirmed"),
    [
        (("10", "4", "6"), []),
        (("4", "6", "10"), []),
        (("10", "4", "6", "99"), [4]),
        (("99", "10", "4", "6"), [1]),
        (("99", "98", "10", "4", "6"), [1, 2]),
        (("4", "6", "10", "99"), [4]),
        # What could not be read may be a part, too.
        (("10", "4", "六", "6"), [1, 2, 3, 4]),
    ],
)
def test_a_run_of_a_row_is_confirmed_from_either_end(row: tuple[str, ...], unconfirmed: list[int]) -> None:
    parsed = Parsed(
        budget_lines=[
            BudgetLine(table_seq=1, row_seq=1, column_seq=c, amount_printed=text, page=1)
            for c, text in enumerate(row, 1)
        ]
    )
    assert [column for _, column in marked(parsed)] == unconfirmed


@pytest.mark.parametrize(
    ("column", "unconfirmed"),
    [
        ((("0", "10"), ("1", "4"), ("1", "6")), []),
        ((("1", "4"), ("1", "6"), ("0", "10")), []),
        ((("0", "10"), ("1", "4"), ("2", "4"), ("1", "6")), []),
        ((("0", "10"), ("1", "4"), ("2", "3"), ("1", "6")), [3]),
        ((("0", "11"), ("1", "4"), ("2", "3"), ("2", "1"), ("1", "6")), [1, 5]),
    ],
)
def test_a_column_is_confirmed_level_by_level(
    column: tuple[tuple[str, str], ...], unconfirmed: list[int]
) -> None:
    assert [row for row, _ in marked(table([(level, text, "", "") for level, text in column]))] == unconfirmed


def test_an_amount_of_nothing_is_no_sum_of_nothing() -> None:
    parsed = Parsed(
        funding=[
            Funding(form_seq=1, source_label="年度资金总额", phase="executed", amount_printed="0.00", page=1)
        ]
    )
    mark_unconfirmed(SCAN, parsed)
    assert NOT_CONFIRMED.code in parsed.funding[0].repair_code


@pytest.mark.parametrize(
    ("label", "name", "count"),
    [("基本支出", "教育支出", 0), ("2026年预算数", "教育支出", 0), ("其他收入（万元）", "教育支出", 0), ("财政专其他资户拨款", "教育支出", 6), ("基本支出", "205教育支出", 6)],
)  # fmt: skip
def test_sums_say_nothing_of_words(label: str, name: str, count: int) -> None:
    parsed = table([("0", "9", "6", "3"), ("1", "9", "6", "3")])
    for line in parsed.budget_lines:
        line.measure, line.measure_label, line.subject_name = "basic", f"财政拨款/{label}", name

    assert len(marked(parsed)) == count
