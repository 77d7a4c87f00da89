"""row_slip: amounts of a list that stand beside other subjects than in the document's other tables."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Bench

Row = dict[str, Any]
CODES = [
    "201", "20101", "2010101", "2010102", "2010103", "2010150", "2010199", "205", "20502", "2050201", "2050202", "2050299",
]  # fmt: skip
AMOUNTS = [1110, 1120, 1130, 2210, 2220, 2230, 3310, 3320, 3330, 4410, 4420, 4430]


def _list(seq: int, amounts: list[int], codes: list[str] | None = None) -> list[Row]:
    return [
        {
            "document_id": "d", "table_seq": seq, "lane": "", "row_seq": n, "cell_id": f"t{seq}r{n}", "subject_code": code,
            "subject_name": f"科目{code}", "table_title": f"表{seq}", "measure": "total", "is_other_phase": False, "amount_in_yuan": amount,
        }
        for n, (code, amount) in enumerate(zip(codes or CODES, amounts, strict=True), 1)
    ]  # fmt: skip


def _found(bench: Bench, *tables: list[Row], failed: tuple[int, ...] = (1, 2, 3)) -> list[tuple[int, int, int | None, int]]:
    operands = [
        {"check_id": f"c{seq}", "document_id": "d", "cell_table_seq": seq, "grouping": grouping}
        for seq in failed
        for grouping in ["subject"] + ["place"] * (seq == failed[0])
    ]  # fmt: skip
    rows = bench.rows(
        "row_slip",
        int_amount_cell=[row for table in tables for row in table],
        identity_operand=operands,
        identity_verdict=[{"check_id": f"c{seq}", "document_id": "d", "status": "fail"} for seq in failed],
    )
    return sorted((row["table_seq"], row["first_row_seq"], row["in_place_row_seq"], row["row_count"]) for row in rows)


def _slipped(first: int, last: int) -> list[int]:
    """The amount of row ``first`` taken out, those up to ``last`` one row up, and one repeated there."""
    return [*AMOUNTS[: first - 1], *AMOUNTS[first:last], 7777, *AMOUNTS[last:]]


def test_amounts_that_other_tables_print_for_other_subjects_have_slipped(bench: Bench) -> None:
    others = [_list(2, AMOUNTS), _list(3, AMOUNTS)]
    assert _found(bench, _list(1, AMOUNTS), *others) == []
    assert _found(bench, _list(1, _slipped(3, 12)), *others) == [(1, 3, None, 7)]
    assert _found(bench, _list(1, _slipped(3, 12)), *others, failed=()) == []


def test_the_stretch_ends_where_amounts_stand_in_place_again(bench: Bench) -> None:
    assert _found(bench, _list(1, _slipped(3, 7)), _list(2, AMOUNTS), _list(3, AMOUNTS)) == [(1, 3, 8, 4)]


@pytest.mark.parametrize(("last", "found"), [(5, []), (6, [(1, 3, 7, 3)])])
def test_two_rows_may_be_a_mistake_of_their_own(bench: Bench, last: int, found: list[tuple[int, ...]]) -> None:
    assert _found(bench, _list(1, _slipped(3, last)), _list(2, AMOUNTS), _list(3, AMOUNTS)) == found


def test_of_two_tables_it_is_the_one_whose_own_sums_fail(bench: Bench) -> None:
    assert _found(bench, _list(1, _slipped(3, 12)), _list(2, AMOUNTS), failed=(1, 2)) == [(1, 3, None, 7)]
    assert _found(bench, _list(1, AMOUNTS), _list(2, _slipped(3, 12)), failed=(2, 1)) == [(2, 3, None, 7)]


def test_of_several_it_is_the_one_that_most_contradict(bench: Bench) -> None:
    assert _found(bench, _list(2, AMOUNTS), _list(3, AMOUNTS), _list(1, _slipped(3, 12)), failed=(2, 1, 3)) == [(1, 3, None, 7)]


@pytest.mark.parametrize(("in_place", "found"), [(1, [(1, 3, 12, 3)]), (2, [])])
def test_rows_in_place_between_them_speak_against_it(bench: Bench, in_place: int, found: list[tuple[int, ...]]) -> None:
    printed = [1110, 1120, 2210, 5001, 5002, 1130, 5003, 5004, 5005, 5006, 2220, 4430]
    for n in range(4, 4 + in_place):
        printed[n - 1] = AMOUNTS[n - 1]
    printed[2], printed[5] = 3310, 3320
    assert _found(bench, _list(1, printed), _list(2, AMOUNTS), _list(3, AMOUNTS)) == found


def test_the_amount_of_an_only_part_and_few_digits_prove_nothing(bench: Bench) -> None:
    parts = [AMOUNTS[n + 1] if len(code) < 7 else 5000 + n for n, code in enumerate(CODES)]
    assert _found(bench, _list(1, parts), _list(2, AMOUNTS), _list(3, AMOUNTS)) == []
    short = [n * 100 for n in range(1, 13)]
    assert _found(bench, _list(1, [*short[1:], 5555]), _list(2, short), _list(3, short)) == []


def test_a_subject_that_the_other_table_lacks_proves_nothing(bench: Bench) -> None:
    other = [f"23{code[2:]}" for code in CODES]
    assert _found(bench, _list(1, _slipped(3, 12)), _list(2, AMOUNTS, other), failed=(1,)) == []
