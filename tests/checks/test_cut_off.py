"""A form within which its document ends is not held for what may stand behind: no total, no satisfaction, nothing after it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.checks.conftest import Bench
from tests.checks.rows import form, indicator

LAST = "满意度指标"


@pytest.mark.parametrize(
    ("printed", "level", "later", "weight", "said"),
    [
        ({}, "效益指标", False, 30, "not_applicable"),
        ({}, LAST, False, 30, "fail"),
        ({"total_weight": 100}, "效益指标", False, 30, "fail"),
        ({"total_score": Decimal(80)}, "效益指标", False, 30, "fail"),
        ({}, "效益指标", True, 30, "fail"),
        ({}, "效益指标", False, 60, "fail"),
        ({}, "效益指标", False, 40, "pass"),
    ],
)
def test_weights_of_a_form_that_may_go_on(bench: Bench, printed: dict[str, Any], level: str, later: bool, weight: int, said: str) -> None:
    forms = [form(**{"total_weight": None, "total_score": None} | printed)]
    forms += [form(2, total_weight=100, total_score=Decimal(100))] if later else []
    rows = [indicator(1, level1="产出指标", weight=50), indicator(2, level1=level, weight=weight)]
    rows += [indicator(3, level1=LAST, weight=100) | {"form_seq": 2}] if later else []

    assert bench.found("check_score", int_evaluation=forms, stg_indicators=rows)["PF-01:e1"][0] == said


@pytest.mark.parametrize(
    ("printed", "level", "later", "said"),
    [
        ({}, "效益指标", False, "not_applicable"),
        ({}, LAST, False, "fail"),
        ({"total_weight": 100}, "效益指标", False, "fail"),
        ({}, "效益指标", True, "fail"),
    ],
)
def test_the_last_level_of_a_form_that_may_go_on(bench: Bench, printed: dict[str, Any], level: str, later: bool, said: str) -> None:
    forms = [form(**{"total_weight": None, "total_score": None} | printed), *([form(2)] if later else [])]
    rows = [
        indicator(1, level1="产出指标", level1_weight=50, level2_weight=None, weight=40),
        indicator(2, level1=level, level1_weight=30, level2_weight=None, weight=20),
    ]
    found = bench.found("check_level_weight", int_evaluation=forms, stg_indicators=rows)

    assert found["PF-01-2:i1"][0] == "fail"  # behind it the form goes on
    assert found["PF-01-2:i2"][0] == said
