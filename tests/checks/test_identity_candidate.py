"""identity_candidate: rates and differences of the same rows tell which figure of a failed sum is wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.checks.conftest import Bench

AMOUNTS = {"whole": "1904", "part": "115", "rest": "1289"}  # 500 too little
SUM = {"check_id": "sum", "reading": 1, "scope_id": "d", "status": "fail", "relation": "=", "gap_in_yuan": Decimal(500)}
OPERAND = {"check_id": "sum", "reading": 1, "document_id": "d", "cell_table_seq": 1, "factor": 1, "step_in_yuan": 1, "unit": "元"}


def _relation(key: str, cell: str, status: str, stated: str, *, upper: str = "", lower: str = "840") -> dict[str, Any]:
    """A rate or difference whose evidence is itself, ``upper`` (else ``cell``) and a cell of ``lower``."""
    rule = "row_rate" if key.startswith("rate") else "row_difference"
    return {
        "check_id": key, "rule_id": rule, "status": status, "stated": Decimal(stated), "tolerance": Decimal("0.1"),
        "evidence": [f"{key}-result", upper or cell, f"{key}-lower"], "lower": lower,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("relations", "named"),
    [
        ([], ("whole", False)),  # either may be a digit off
        ([_relation("rate", "part", "fail", "73.2")], ("part", True)),  # 615 / 840
        ([_relation("rate", "part", "fail", "-26.8")], ("part", True)),  # 615 less 840
        ([_relation("difference", "part", "fail", "-225")], ("part", True)),
        ([_relation("rate", "part", "fail", "50")], ("whole", False)),  # it would not be that either
        ([_relation("rate", "whole", "pass", "226.7")], ("part", False)),  # the whole is right
        ([_relation("rate", "part", "pass", "13.7"), _relation("rate2", "rest", "pass", "153.5")], ("whole", True)),
        (
            [_relation(f"rate{cell}", cell, "pass", "1") for cell in AMOUNTS],
            ("whole", False),
        ),  # a rate of few digits holds of each of them: that says nothing
    ],
)
def test_a_relation_of_its_row_tells_the_wrong_figure(
    bench: Bench, relations: list[dict[str, Any]], named: tuple[str, bool]
) -> None:
    operands = [
        OPERAND
        | {
            "cell_id": cell, "operand_side": "left" if cell == "whole" else "right", "amount": Decimal(amount), "amount_in_yuan": Decimal(amount),
        }
        for cell, amount in AMOUNTS.items()
    ]  # fmt: skip
    cells = [{"cell_id": cell, "amount": Decimal(amount)} for cell, amount in AMOUNTS.items()]
    cells += [{"cell_id": r["evidence"][2], "amount": Decimal(r["lower"])} for r in relations]
    given = [{name: value for name, value in r.items() if name != "lower"} for r in relations]
    (row,) = bench.rows(
        "identity_candidate", identity_verdict=[SUM], identity_operand=operands, check_column_relation=given, int_amount_cell=cells
    )

    assert (row["candidate_fact_id"], row["is_convincing"]) == named
