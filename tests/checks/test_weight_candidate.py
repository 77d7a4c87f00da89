"""weight_candidate: which weight is wrong where those of a form don't come to the whole."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.checks.conftest import Bench


def _found(bench: Bench, weights: list[str], *, execution: str = "", others: tuple[str, ...] = ()) -> list[str]:
    """What is named of a form of these weights and of the execution's, beside forms whose execution weighs as in ``others``."""
    indicators = [
        {"document_id": "d", "indicator_id": f"i{n}", "weight": Decimal(weight)} for n, weight in enumerate(weights, 1)
    ]
    funding: list[dict[str, Any]] = [
        {"document_id": "d", "funding_id": f"f{n}", "weight": Decimal(weight)}
        for n, weight in enumerate([*([execution] if execution else []), *others])
    ]
    difference = 100 - sum(map(Decimal, [*weights, *([execution] if execution else [])]))
    failed = {
        "check_id": "c", "rule_id": "PF-01", "document_id": "d", "status": "fail" if difference else "pass", "difference": difference,
        "evidence": ["e", *(row["indicator_id"] for row in indicators), *(["f0"] if execution else [])],
    }  # fmt: skip
    found = bench.rows("weight_candidate", check_score=[failed], stg_indicators=indicators, stg_funding=funding)
    return [row["fact_id"] for row in found]


@pytest.mark.parametrize(
    ("weights", "found"),
    [
        (["10", "20", "20", "20", "30"], []),  # they come to it
        (["10", "50", "20", "20", "30"], ["i2"]),  # 30 too much: no other is as large
        (["40", "50", "30", "10"], []),  # two are
        (["10", "0", "20", "20", "30"], ["i2"]),
        (["0", "0", "20", "30", "10"], []),
        (["16", "20", "20", "20", "30"], ["i1"]),  # all others are tens
        (["16", "20", "20", "20", "34"], []),  # two are none
        (["14", "20", "20", "20", "20"], ["i1"]),
        (["16", "20", "20", "20", "30", "4"], []),  # 6 is no ten
        (["16", "60", "30"], []),  # of two others anything is a multiple
    ],
)
def test_the_weight_that_its_sum_tells(bench: Bench, weights: list[str], found: list[str]) -> None:
    assert _found(bench, weights) == found


def test_the_execution_weighs_as_in_the_other_forms(bench: Bench) -> None:
    weights = ["21", "29", "23", "17"]
    assert _found(bench, weights, execution="20", others=("10", "10", "10")) == ["f0"]
    assert _found(bench, weights, execution="20", others=("10", "10")) == []
