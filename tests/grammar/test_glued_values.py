"""Targets and names that hold pieces of the cell beside them, and those that only look so."""

from __future__ import annotations

import pytest

from loaders.grammar.values import is_glued


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("监测结果合格", "≥95%率"),
        ("监测次数", "≥150次21"),
        ("审计（专项审计调查）单位", "≥1个个数"),
        ("保障气象观测数", "≥据传输及时率96%"),
        ("≥护费", "33.39万元"),
        ("区域自动站检定≥", "20个/套"),
        ("76.000000", "达到目标"),
    ],
)
def test_pieces_of_neighbouring_cells_are_noticed(name: str, target: str) -> None:
    assert is_glued(name, target)


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("人员成本标准", "≤560元/人/天"),
        ("满意度", "≥95%以上"),
        ("发放准确性", "100%准确（128家）"),
        ("结余率=结余数/预算数", "≤10%"),
        ("短期休养周期", "=一个月"),
        ("容错率", "≤万分之三"),
        ("完成时限", "2026年年底完成"),
        ("1200", "≥98%"),
    ],
)
def test_whole_cells_are_not(name: str, target: str) -> None:
    assert not is_glued(name, target)
