"""A small seeded run of the benchmark of the rules: errors planted into staged rows are noticed where they stand."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.planted import amounts, other_digit, plant, swapped_digits, ten_thousand
from benchmarks.planted_rows import changed_labels, deleted_rows, other_units, swapped_rows
from benchmarks.planted_run import Check, Outcome, Places, checks_of, evaluate, is_reached, judge
from benchmarks.planted_staged import Case, Staged
from benchmarks.rules import REPEATED, cover, printed_once
from tests.warehouse import content_samples, form_samples
from tests.warehouse.samples import budget, stage


@pytest.fixture(scope="module")
def staging(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A budget, and two forms of which one source has money in one phase only."""
    folder = tmp_path_factory.mktemp("planted")
    stage(folder, "budget-1", budget())
    forms = form_samples.joined(form_samples.form(seq, without=("term", "local")) for seq in (1, 2))
    content_samples.stage(folder, "forms", forms, "performance_target")
    return folder


@pytest.fixture(scope="module")
def checks(staging: Path) -> dict[str, list[Check]]:
    return checks_of(staging)


@pytest.fixture(scope="module")
def document(staging: Path) -> Staged:
    return Staged.load(staging / "budget-1")


@pytest.fixture(scope="module")
def outcomes(document: Staged) -> dict[str, list[Outcome]]:
    """What the rules say of errors of three kinds, all at once, by kind."""
    plants = (amounts("digit", other_digit), deleted_rows, swapped_rows)
    found: dict[str, list[Outcome]] = {}
    for one in evaluate([document], [case for made in plants for case in made(document, random.Random(1))]):
        found.setdefault(one.case.kind, []).append(one)
    return found


def test_slips() -> None:
    rng = random.Random(7)
    assert swapped_digits("11", rng) is None
    assert sorted(swapped_digits("12.3", rng) or "") == sorted("12.3")
    changed = other_digit("1,234.50", rng) or ""
    assert sum(a != b for a, b in zip(changed, "1,234.50", strict=True)) == 1
    assert Decimal(ten_thousand("20.5", rng) or 0) in (Decimal("205000"), Decimal("0.00205"))


def test_same_seed_same_errors(document: Staged) -> None:
    assert plant([document], 5, 4) == plant([document], 5, 4)
    assert plant([document], 5, 4) != plant([document], 6, 4)


def test_every_cell_of_a_complete_table_is_covered_twice(document: Staged, checks: dict[str, list[Check]]) -> None:
    counts = cover([document], checks)
    assert min(n for many in counts.values() for n in many) >= 2


def test_a_source_printed_in_one_phase_only_is_printed_once(staging: Path, checks: dict[str, list[Check]]) -> None:
    staged = Staged.load(staging / "forms")
    once = {r["source"] for r in staged.rows["funding"] if r["funding_id"] in printed_once(staged)}
    assert once == {"local"}
    counts = cover([staged], checks)
    assert len(counts["all"]) - len(counts[REPEATED]) == 2


def test_wrong_digits_are_noticed_on_their_row(document: Staged, outcomes: dict[str, list[Outcome]]) -> None:
    found = outcomes["digit"]
    assert len(found) == len(document.rows["budget_lines"])
    # One 元 is what rounding to 元 may leave.
    assert all(o.findings for o in found if o.case.size > 2)
    assert sum(o.is_right_row for o in found) >= 0.75 * len(found)


def test_a_case_says_nothing_of_the_others(document: Staged, outcomes: dict[str, list[Outcome]]) -> None:
    cases = list(deleted_rows(document, random.Random(1)))
    together = {o.case.fact_id: [c.check_id for c in o.findings] for o in outcomes["row deleted"]}
    alone = next(evaluate([document], cases[3:4]))
    assert alone.findings
    assert together[alone.case.fact_id] == [c.check_id for c in alone.findings]


def test_errors_of_whole_rows_change_what_stands_there(document: Staged) -> None:
    rows = {row["budget_line_id"]: row for row in document.rows["budget_lines"]}
    label = next(changed_labels(document, random.Random(1)))
    names = {change["subject_name"] for change in label.changes.values()}
    old = rows[label.fact_id]["subject_name"]
    assert label.changes.keys() == {key for key, row in rows.items() if row["subject_name"] == old}
    assert [sum(a != b for a, b in zip(name, old, strict=True)) for name in names] == [1]
    (unit,) = other_units(document, random.Random(1))
    assert unit.changes.keys() == rows.keys()
    for case in swapped_rows(document, random.Random(1)):
        one, other = case.changes
        assert rows[one]["column_seq"] == rows[other]["column_seq"]
        assert case.changes[one]["amount_printed"] == rows[other]["amount_printed"]


def test_a_row_and_its_neighbour_swapped_are_noticed_in_one_of_them(outcomes: dict[str, list[Outcome]]) -> None:
    found = outcomes["rows swapped"]
    assert all(o.findings for o in found)
    assert all(o.is_right_row for o in found)


@pytest.mark.parametrize(
    ("kind", "evidence", "reached"),
    [
        ("digit", ("total", "a", "b"), True),
        ("digit", ("total", "b"), False),
        ("label changed", ("total", "a", "b"), False),  # a sum says nothing of a name
        ("unit", ("other", "a", "b"), True),
        ("unit", ("a", "b"), False),  # like against like
        ("unit", ("total", "a", "b"), False),  # so is a rate, which has another unit
        ("unit", ("other", "total"), False),
        ("rows swapped", ("total", "a", "b"), False),  # both are parts of it
        ("rows swapped", ("a", "b", "c"), True),  # the sum and a part
        ("rows swapped", ("total", "a", "c"), True),
    ],
)
def test_an_error_is_reached_by_what_it_changes(kind: str, evidence: tuple[str, ...], reached: bool) -> None:
    case = Case(kind, "table", "d", "tables", "a", Decimal(1), {"a": {}, "b": {}})
    check = Check("c", "r", "=", "pass", "error", None, None, None, False, None, None, evidence, "")
    places = Places({fact: ("table", "1", "", fact) for fact in ("total", "a", "b", "c")} | {"other": ("table", "2", "", "1")})
    assert is_reached(case, [check], places) is reached
    assert is_reached(replace(case, is_told=True), [check], places) is (reached or kind in ("digit", "label changed"))


@pytest.mark.parametrize(("evidence", "reached"), [(("total", "a"), True), (("a", "b"), False), (("total", "b"), True), (("total",), False)])
def test_what_is_deleted_with_all_that_it_was_held_against_is_not_reached(evidence: tuple[str, ...], reached: bool) -> None:
    case = Case("row deleted", "table", "d", "tables", "a", Decimal(1), removed=frozenset({"a", "b"}))
    check = Check("c", "r", "=", "pass", "error", None, None, None, False, None, None, evidence, "")
    assert is_reached(case, [check], Places()) is reached


@pytest.mark.parametrize(
    ("other_name", "other_table", "is_right"), [("丙", "2", True), ("甲", "2", False), ("甲", "1", True)]
)
def test_a_deleted_row_that_nothing_else_names_is_put_on_the_sum_that_lacked_it(
    other_name: str, other_table: str, is_right: bool
) -> None:
    places = Places(
        {fact: ("table", "1", "", fact) for fact in ("total", "a", "b")} | {"x": ("table", other_table, "", "x")},
        {"total": "合计", "a": "甲", "b": "乙", "x": other_name},
        dict.fromkeys(("total", "a", "b"), "元"),
    )
    case = Case("row deleted", "table", "d", "tables", "a", Decimal(1), removed=frozenset({"a"}))
    held = Check("c", "r", "=", "pass", "error", None, None, None, False, None, None, ("total", "a", "b"), "")
    failed = replace(held, status="fail", difference=Decimal(1), evidence=("total", "b"))

    assert judge(case, {"c": held}, [failed], places).is_right_row is is_right
    assert not judge(case, {"c": held}, [replace(failed, evidence=("b", "total"))], places).is_right_row
