"""Amounts of OCR'd pages: confirmed by sums of their own table, or marked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.document.confirmation import NOT_CONFIRMED, confirmed, mark_unconfirmed
from loaders.model import Document
from loaders.notes import Note, note
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


def test_a_column_that_is_called_nothing_has_no_word_to_misread() -> None:
    parsed = table([("0", "9", "6", "3"), ("1", "9", "6", "3")])
    for line, (measure, label) in zip(
        parsed.budget_lines, [("", "专其他户")] * 3 + [("basic", "")] * 3, strict=True
    ):
        line.measure, line.measure_label = measure, label

    assert marked(parsed) == []


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _confirmed_in_row(texts: list[str]) -> set[int]:
    """Places of a row that one sum confirms: a number and those right behind it, in either direction, all numbers."""
    found: set[int] = set()
    for places in (range(len(texts)), range(len(texts) - 1, -1, -1)):
        for at, place in enumerate(places):
            rest = [_number(texts[other]) for other in places[at + 1 :]]
            for length in range(1, len(rest) + 1):
                if None not in rest and sum(n or 0 for n in rest[:length]) == _number(texts[place]):
                    found |= {places[n] for n in range(at, at + length + 1)}
    return found


def _confirmed_in_column(levels: list[str], texts: list[str]) -> set[int]:
    """Places of a column that one sum confirms: a row with all of the level next below it, of a total wherever they stand."""
    found: set[int] = set()
    for place, level in enumerate(levels):
        if not level:
            continue
        if level == "0":
            below = [n for n, other in enumerate(levels) if other > "0"]
        else:
            end = next((n for n in range(place + 1, len(levels)) if levels[n] <= level), len(levels))
            below = list(range(place + 1, end))
        parts = [n for n in below if levels[n] == min(levels[m] for m in below)]
        numbers = [_number(texts[n]) for n in parts]
        if numbers and None not in numbers and sum(n or 0 for n in numbers) == _number(texts[place]):
            found |= {place, *parts}
    return found


_TEXTS = st.sampled_from(["0", "1", "2", "3", "4", "5", "六"])


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "0", "1", "2", "3"]), st.lists(_TEXTS, min_size=1, max_size=4)),
        max_size=7,
    )
)
def test_what_is_confirmed_is_what_a_sum_says(rows: list[tuple[str, list[str]]]) -> None:
    lines = {
        (row, column): BudgetLine(
            table_seq=1, row_seq=row, column_seq=column, subject_level=level, amount_printed=text
        )
        for row, (level, texts) in enumerate(rows)
        for column, text in enumerate(texts)
    }
    expected = {(row, column) for row, (_, texts) in enumerate(rows) for column in _confirmed_in_row(texts)}
    for column in range(4):
        own = [(row, level, texts[column]) for row, (level, texts) in enumerate(rows) if column < len(texts)]
        places = _confirmed_in_column([level for _, level, _ in own], [text for _, _, text in own])
        expected |= {(own[place][0], column) for place in places}

    found = confirmed(list(reversed(lines.values())))

    assert {place for place, line in lines.items() if id(line) in found} == expected


@given(st.lists(st.tuples(st.integers(1, 2), st.sampled_from(["budget", "executed"]), _TEXTS), max_size=8))
def test_funding_is_confirmed_form_by_form_and_phase_by_phase(amounts: list[tuple[int, str, str]]) -> None:
    found = [
        Funding(form_seq=form, source_label="", phase=phase, amount_printed=text, page=1)
        for form, phase, text in amounts
    ]
    mark_unconfirmed(SCAN, Parsed(funding=found))

    for one, (form, phase, _) in zip(found, amounts, strict=True):
        first, *rest = [_number(text) for other, at, text in amounts if (other, at) == (form, phase)]
        adds_up = bool(rest) and None not in (first, *rest) and first == sum(n or 0 for n in rest)
        assert (NOT_CONFIRMED.code in one.repair_code) != adds_up


def test_tables_and_sides_are_confirmed_apart() -> None:
    """The parts of one list add up to nothing of another; what is marked is only what stands on a page of OCR."""
    parsed = Parsed(
        budget_lines=[
            BudgetLine(table_seq=table, side=side, row_seq=1, column_seq=column, amount_printed=text, page=page)
            for table, side, column, text, page in (
                (1, "", 1, "10", 1), (2, "", 2, "4", 1), (2, "", 3, "6", 1), (3, "revenue", 1, "10", 1),
                (3, "expenditure", 2, "10", 1), (4, "", 1, "9", 2), (4, "", 2, "9", 1),
            )
        ]
    )  # fmt: skip
    mark_unconfirmed(SCAN, parsed)

    assert [bool(one.repair_code) for one in parsed.budget_lines] == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    ("notices", "pages", "marked_pages"),
    [
        ((), 4, []),
        ((note("page_by_ocr", 3, page=3),), 4, [3]),
        ((note("page_by_ocr", 3, page=3), note("notices_cut", count=7)), 4, [3, 4]),
        ((note("notices_cut", count=7),), 4, [1, 2, 3, 4]),
        ((note("page_by_ocr", 2, page=2), note("notices_cut", count=7)), None, [2]),
        ((note("notices_cut", count=7), note("page_by_ocr", 3, page=3)), 4, [3]),
        ((note("page_without_text", 1, page=1), note("page_by_ocr", 3, page=3)), 4, [3]),
    ],
)  # fmt: skip
def test_which_pages_are_read_by_ocr(
    notices: tuple[Note, ...], pages: int | None, marked_pages: list[int]
) -> None:
    document = replace(SCAN, notices=notices, page_count=pages)
    lines = [
        BudgetLine(table_seq=1, row_seq=page, column_seq=page, amount_printed="7", page=page)
        for page in range(1, 5)
    ]

    assert [row for row, _ in marked(Parsed(budget_lines=lines), document)] == marked_pages
