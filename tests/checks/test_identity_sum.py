"""Both sides of an identity added up, and what rounding leaves open between them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.checks.conftest import Bench

Row = dict[str, Any]


def _operand(side: str, amount: str, scope: str = "", factor: int = 1, unit: str = "万元", asked: bool = False) -> Row:
    yuan = Decimal(amount) * (10_000 if unit == "万元" else 1)
    return {
        "check_id": "c", "reading": 1, "rule_id": "BI-01", "scope_id": "d", "document_id": "d", "operand_side": side, "unit": unit,
        "amount": Decimal(amount), "amount_in_yuan": yuan, "factor": factor, "step": Decimal("0.01"), "step_in_yuan": 100,
        "table_scope": scope, "is_scope_asked": asked, "is_leaf": True, "grouping": "scope",
    }  # fmt: skip


def test_a_side_counts_each_amount_as_often_as_the_rule_says(bench: Bench) -> None:
    operands = [_operand("left", "50.00"), _operand("right", "20.00", factor=2), _operand("right", "9.00")]
    (row,) = bench.rows("identity_sum", identity_operand=operands)

    assert (row["stated"], row["expected"], row["gap"], row["gap_in_yuan"]) == (50, 49, 1, 10_000)


def test_amounts_of_two_units_are_held_against_each_other_in_yuan(bench: Bench) -> None:
    operands = [_operand("left", "50.00"), _operand("right", "490000.00", unit="元")]
    (row,) = bench.rows("identity_sum", identity_operand=operands)

    assert (row["unit"], row["stated"], row["expected"], row["gap"]) == ("元", 500_000, 490_000, 10_000)


@pytest.mark.parametrize(
    ("scopes", "asked", "mixed"),
    [(("本年", "本年"), False, False), (("本年", ""), False, True), (("本年", ""), True, False), (("", ""), False, False)],
)
def test_tables_of_different_scope_are_mixed_unless_the_rule_asks_for_them(
    bench: Bench, scopes: tuple[str, str], asked: bool, mixed: bool
) -> None:
    operands = [_operand(side, "50.00", scope, asked=asked) for side, scope in zip(("left", "right"), scopes, strict=True)]
    (row,) = bench.rows("identity_sum", identity_operand=operands)

    assert row["has_mixed_scope"] is mixed


@pytest.mark.parametrize(
    ("figures", "step", "half_steps"),
    [(5, "0.1", "0.055"), (4, "0.1", None), (5, "0.01", None)],
    ids=["a table that was rounded", "too few figures to say so", "as many digits"],
)
def test_a_table_of_fewer_digits_is_met_within_half_of_its_last(
    bench: Bench, figures: int, step: str, half_steps: str | None
) -> None:
    operands = [
        _operand("left", "512434.3") | {"cell_table_seq": 1, "step": Decimal(step)},
        _operand("right", "512434.34") | {"cell_table_seq": 2},
    ]
    printed = {"document_id": "d", "unit": "万元"}
    cells = [printed | {"table_seq": 1, "step": Decimal(step), "amount": Decimal(n)} for n in range(figures + 1)]  # 0 says nothing
    cells += [printed | {"table_seq": 2, "step": Decimal("0.01"), "amount": Decimal(n) / 100} for n in range(9)]
    (row,) = bench.rows("identity_sum", identity_operand=operands, int_amount_cell=cells)

    assert row["is_rounded_apart"] is (half_steps is not None)
    assert half_steps is None or row["half_steps"] == Decimal(half_steps)


def _tolerance(bench: Bench, parts: int, gap: str, habit: str) -> Row:
    found = {
        "check_id": "c", "reading": 1, "rule_id": "column_total", "document_id": "d", "left_count": 1, "right_count": parts,
        "unit": "万元", "step": Decimal("0.01"), "gap": Decimal(gap), "is_converted": False, "is_leaf": False,
    }  # fmt: skip
    habits = [{"document_id": "d", "habit": habit}]
    (row,) = bench.rows("identity_tolerance", identity_sum=[found], document_rounding=habits)
    return row


@pytest.mark.parametrize(
    ("parts", "gap", "habit", "steps"),
    [
        (1, "0.01", "rounded", 0),
        (2, "0.01", "rounded", 1),
        (3, "0.01", "rounded", 2),  # 3.5 · √(4/12) = 2.02
        (9, "0.01", "rounded", 3),  # 3.5 · √(10/12) = 3.19
        (9, "0.01", "cut", 8),
        (9, "-0.01", "cut", 3),  # what is cut off only makes parts smaller
    ],
)
def test_steps_by_which_a_total_may_differ(bench: Bench, parts: int, gap: str, habit: str, steps: int) -> None:
    row = _tolerance(bench, parts, gap, habit)

    assert row["tolerance"] == pytest.approx(steps * 0.01)
    assert row["rounding_limit"] == pytest.approx((parts + 1) * 0.005)


def test_figures_of_tables_with_other_digits_may_differ_by_half_of_each(bench: Bench) -> None:
    found = {
        "check_id": "c", "reading": 1, "rule_id": "BX-02", "document_id": "d", "left_count": 1, "right_count": 1, "unit": "元",
        "step": Decimal("0.01"), "gap": Decimal("0.04"), "half_steps": Decimal("0.055"), "is_rounded_apart": True, "is_leaf": False,
    }  # fmt: skip
    (row,) = bench.rows("identity_tolerance", identity_sum=[found])

    assert row["tolerance"] == pytest.approx(0.055)
    assert row["tolerance_reason"] == "两表所印位数不同：各数末位的一半"


def test_what_cutting_off_leaves_open_is_said_in_steps(bench: Bench) -> None:
    assert _tolerance(bench, 4, "0.01", "cut")["tolerance_reason"] == "本文件按截尾取数：4 项最多少 3 个末位"


@pytest.mark.parametrize(("expected", "tolerance"), [("1000.00", 20), ("0.50", 0.03)])
def test_what_follows_from_one_base_is_near(bench: Bench, expected: str, tolerance: float) -> None:
    """Within two in a hundred, or a step of each figure and one."""
    found = {
        "check_id": "c", "reading": 1, "rule_id": "SC-05", "document_id": "d", "left_count": 1, "right_count": 1, "unit": "万元",
        "step": Decimal("0.01"), "gap": Decimal("0.01"), "expected": Decimal(expected), "is_converted": False, "is_leaf": False,
    }  # fmt: skip
    (row,) = bench.rows("identity_tolerance", identity_sum=[found])

    assert row["tolerance"] == pytest.approx(tolerance)
