"""Every rule of the registry on documents made from its operands: it holds, it is broken, and it asks for what it needs."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from tests.checks import registry
from tests.checks.conftest import Bench
from tests.checks.registry import GAP, Reading
from tests.checks.rows import Row

READINGS = list(registry.readings())
# Above and below: a relation between two figures is broken on one side, an equation on both.
BROKEN = {"=": (GAP, -GAP), "<=": (GAP,), ">=": (-GAP,)}
NEAR = 100  # times as far off, where two in a hundred are near enough
HOLDS = {"=": (0,), "<=": (0, -GAP), ">=": (0, GAP)}

Verdicts = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def verdicts(bench: Bench) -> Verdicts:
    """All documents of all readings, judged at once."""
    given = registry.Given()
    for reading in READINGS:
        relation = reading.rule["relation"]
        for gap in HOLDS[relation]:
            registry.write(reading, f"holds{gap}", given, gaps=(gap, gap))
        for gap in _broken(reading):
            registry.write(reading, f"broken{gap}", given, gaps=(0, gap))
        for operand in reading.operands:
            registry.write(reading, f"without{operand['position']}", given, gaps=(0, 0), without=operand["position"])
    found = defaultdict(list)
    for row in bench.chain(registry.ENGINE, **vars(given)):
        if row["rule_id"] == row["scope_id"].split("/")[0]:
            found[row["scope_id"]].append(row)
    return found


def _broken(reading: Reading) -> list[int]:
    times = NEAR if reading.rule["tolerance_class"] == "near" else 1
    return [times * gap for gap in BROKEN[reading.rule["relation"]]]


def _names(reading: Reading) -> str:
    return reading.name("")[:-1]


@pytest.mark.parametrize("reading", READINGS, ids=_names)
def test_a_rule_holds_and_is_broken(verdicts: Verdicts, reading: Reading) -> None:
    relation = reading.rule["relation"]
    for gap in HOLDS[relation]:
        rows = verdicts[reading.name(f"holds{gap}")]
        assert [row["status"] for row in rows] == ["pass"] * len(rows)
        assert rows
    for gap in _broken(reading):
        rows = verdicts[reading.name(f"broken{gap}")]
        assert [row["gap"] for row in rows if row["status"] == "fail"] == [gap]
        assert {row["status"] for row in rows} <= {"pass", "fail"}


@pytest.mark.parametrize("reading", READINGS, ids=_names)
def test_without_a_table_a_rule_says_nothing_unless_it_may_lack_it(verdicts: Verdicts, reading: Reading) -> None:
    for operand in filter(lambda operand: registry.lacks_table(reading, operand), reading.operands):
        judged = {row["reading"] for row in verdicts[reading.name(f"without{operand['position']}")]}
        is_needed = operand["when_absent"] != "table"
        assert (int(reading.number) in judged) <= (not is_needed)
        assert is_needed or judged


def test_a_class_of_one_table_is_nothing_in_the_other_where_that_lists_classes(bench: Bench) -> None:
    def found(*other: str) -> dict[str, str]:
        given = registry.Given()
        draft = registry.Draft("x", given, is_final=False)
        for code in ("205", "208", "210"):
            place = {"class_code": code, "subject_code": code}
            draft.cell("revenue_expenditure_summary", "", "expenditure", place, "total", 100)
            if code in other:
                draft.cell("expenditure_summary", "", "", place, "total", 100)
        rows = bench.chain(registry.ENGINE, **vars(given))
        return {row["check_id"]: row["status"] for row in rows if row["rule_id"] == "BX-03"}

    assert found("205", "208") == {"BX-03:x:205": "pass", "BX-03:x:208": "pass", "BX-03:x:210": "fail"}
    assert found() == {}


def test_a_table_of_a_budget_that_another_prints_money_of_is_missing_and_not_nothing(bench: Bench) -> None:
    def found(fund: int, *, is_printed: bool) -> list[str]:
        given = registry.Given()
        draft = registry.Draft("x", given, is_final=False)
        total, whole = {"is_current_total": True, "row_kind": "subtotal"}, {"is_grand_total": True, "row_kind": "total"}
        draft.cell("fiscal_appropriation_summary", "", "expenditure", total, "total", 300)
        draft.cell("fiscal_appropriation_summary", "", "expenditure", total, "government_fund", fund)
        draft.cell("general_budget_expenditure", "", "", whole, "total", 200)
        if is_printed:
            draft.cell("government_fund_expenditure", "", "", whole, "total", 40)
        rows = bench.chain(registry.ENGINE, **vars(given))
        return [row["status"] for row in rows if row["rule_id"] == "BX-05c"]

    assert found(0, is_printed=False) == ["fail"]
    assert found(100, is_printed=False) == []
    assert found(100, is_printed=True) == ["fail"]


@pytest.mark.parametrize(("total", "expected"), [(100, ["fail"]), (113, [])])
def test_a_part_is_nil_where_the_others_make_up_the_sum(bench: Bench, total: int, expected: list[str]) -> None:
    given = registry.Given()
    draft = registry.Draft("x", given, is_final=True)
    draft.cell("general_basic_expenditure", "", "", {"subject_code": "30212"}, "total", 13)
    for measure, amount in [("total", total), ("official_vehicle_final", 60), ("official_reception_final", 40)]:
        draft.cell("three_public", "", "", {"is_grand_total": True, "row_kind": "total"}, measure, amount)
    rows = bench.chain(registry.ENGINE, **vars(given))
    assert [row["status"] for row in rows if row["rule_id"] == "BX-11a"] == expected


@pytest.mark.parametrize(
    ("fund", "expected"),
    [([("total", {"is_grand_total": True, "row_kind": "total"})], ["fail"]), ([("total", {})], []), ([("basic", {})], ["fail"]), ([], ["fail"])],
    ids=["a total", "rows without one", "rows of another column", "no rows"],
)
def test_a_list_whose_total_is_missing_is_not_nothing(bench: Bench, fund: list[tuple[str, Row]], expected: list[str]) -> None:
    given = registry.Given()
    draft = registry.Draft("x", given, is_final=False)
    total, whole = {"is_current_total": True, "row_kind": "subtotal"}, {"is_grand_total": True, "row_kind": "total"}
    draft.cell("fiscal_appropriation_summary", "", "expenditure", total, "total", 300)
    draft.cell("general_budget_expenditure", "", "", whole, "total", 200)
    draft.table("government_fund_expenditure")
    for measure, place in fund:
        draft.cell("government_fund_expenditure", "", "", place, measure, 40)
    rows = bench.chain(registry.ENGINE, **vars(given))
    assert [row["status"] for row in rows if row["rule_id"] == "BX-05c"] == expected


def test_item_by_item_a_total_that_a_list_lacks_is_not_nothing(bench: Bench) -> None:
    def found(*listed: str) -> dict[str, str]:
        given = registry.Given()
        draft = registry.Draft("x", given, is_final=False)
        for code in ("2080101", "2080102", "合计"):
            place = {"subject_code": None, "is_grand_total": True, "row_kind": "total"} if code == "合计" else {"subject_code": code}
            draft.cell("general_budget_expenditure", "", "", place, "total", 100)
            if code in listed:
                draft.cell("expenditure_summary", "", "", place, "total", 100)
        rows = bench.chain(registry.ENGINE, **vars(given))
        return {row["group_key"]: row["status"] for row in rows if row["rule_id"] == "BX-09d"}

    assert found("2080101", "合计") == {"2080101:total": "pass", "2080102:total": "fail", "合计:total": "pass"}
    assert found("2080101", "2080102") == {"2080101:total": "pass", "2080102:total": "pass"}


@pytest.mark.parametrize(
    ("place", "measure", "expected"),
    [({"is_grand_total": True, "row_kind": "total"}, "total", 2), ({}, "total", 1), ({"is_grand_total": True, "row_kind": "total"}, "", 1)],
    ids=["both", "its total is missing", "its column isn't decided"],
)
def test_each_table_is_balanced_by_what_itself_prints(bench: Bench, place: Row, measure: str, expected: int) -> None:
    given = registry.Given()
    draft = registry.Draft("x", given, is_final=False)
    whole = {"is_grand_total": True, "row_kind": "total"}
    for kind in ("revenue_expenditure_summary", "fiscal_appropriation_summary"):
        draft.cell(kind, "", "expenditure", whole, "total", 300)
    draft.cell("fiscal_appropriation_summary", "", "revenue", whole, "total", 300)
    draft.cell("revenue_expenditure_summary", "", "revenue", place, measure, 300)
    rows = bench.chain(registry.ENGINE, **vars(given))
    assert [row["status"] for row in rows if row["rule_id"] == "BI-01"] == ["pass"] * expected


@pytest.mark.parametrize(
    ("amount", "is_undecided", "expected"), [(40, True, ["not_applicable"]), (40, False, ["fail"]), (0, True, ["fail"])],
    ids=["undecided", "another column", "undecided and zero"],
)  # fmt: skip
def test_what_an_undecided_column_may_hold_is_not_nothing(bench: Bench, amount: int, is_undecided: bool, expected: list[str]) -> None:
    given = registry.Given()
    draft = registry.Draft("x", given, is_final=False)
    whole = {"is_grand_total": True, "row_kind": "total"}
    draft.cell("expenditure_summary", "", "", whole, "total", 240)
    draft.cell("expenditure_summary", "", "", whole, "project", 140)
    for measure, of_general in (("total", 200), ("project", 100)):
        draft.cell("general_budget_expenditure", "", "", whole, measure, of_general)
    draft.cell("government_fund_expenditure", "", "", whole, "total", 40)
    draft.cell("government_fund_expenditure", "", "", whole | {"is_undecided": is_undecided}, "", amount)
    given.document_condition.append({"scope_id": "x", "condition": "all_spending_is_fiscal", "is_met": True})
    rows = bench.chain(registry.ENGINE[1:], **vars(given))
    assert [row["status"] for row in rows if row["check_id"] == "BX-09c:x:合计:project"] == expected


@pytest.mark.parametrize(("undecided", "expected"), [(30, ["not_applicable"]), (None, ["fail"])])
def test_a_reading_that_is_open_is_not_contradicted_by_another(bench: Bench, undecided: int | None, expected: list[str]) -> None:
    given = registry.Given()
    draft = registry.Draft("x", given, is_final=False)
    whole, current = {"is_grand_total": True, "row_kind": "total"}, {"is_current_total": True, "row_kind": "subtotal"}
    draft.cell("revenue_expenditure_summary", "", "revenue", whole, "total", 130)
    draft.cell("revenue_expenditure_summary", "", "revenue", current, "total", 100)
    draft.cell("revenue_summary", "", "", whole, "total", 90)
    if undecided is not None:
        draft.cell("revenue_summary", "", "", whole | {"is_undecided": True}, "", undecided)
    rows = bench.chain(registry.ENGINE, **vars(given))
    assert [row["status"] for row in rows if row["rule_id"] == "BX-01"] == expected
