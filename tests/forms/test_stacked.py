"""Several indicators in one row of a grid, line by line: told apart only where each line is a whole value."""

from __future__ import annotations

import pytest

from loaders.forms.header import HeaderColumn
from loaders.forms.stacked import several_numbers, unstacked
from loaders.model import Cell

NAMES = ("level1", "level2", "level3", "target", "weight", "deviation")


def _apart(*texts: str) -> list[dict[str, str]]:
    columns = [HeaderColumn(name, name, place, place + 1) for place, name in enumerate(NAMES)]
    cells = {
        column: [Cell(0, column.start, text, (1,))] for column, text in zip(columns, texts, strict=True) if text
    }
    return [{column.name: found[0].text for column, found in one.items()} for one in unstacked(cells)]


def test_lines_are_indicators_of_their_own_and_levels_are_shared() -> None:
    assert _apart("产出指标", "数量指标", "里程\n桥梁", "≥3公里\n2座", "10\n5分", "受天气\n影响") == [
        {"level1": "产出指标", "level2": "数量指标", "level3": "里程", "target": "≥3公里", "weight": "10",
         "deviation": "受天气\n影响"},
        {"level1": "产出指标", "level2": "数量指标", "level3": "桥梁", "target": "2座", "weight": "5分"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "target", "weight", "count"),
    [
        ("里程\n桥梁", "≥3公里\n及时", "", 2),
        ("里程\n桥梁", "≥3公里\n2024年12月底前完成", "", 2),
        ("里程\n桥梁", "≥3公里\n\n≥2座", "10\n5", 2),
        ("里程\n桥梁", "≥3公里\n较为完善的样子", "", 1),
        ("里程\n桥梁", "≥3公里", "10\n5", 1),
        ("里程\n桥梁", "≥3公里\n≥2座", "10\n五", 1),
        ("里程\n桥梁", "≥3公里\n≥2座\n≥1个", "", 1),
        ("里程", "≥3公里", "10", 1),
        ("", "≥3公里\n≥2座", "10\n5", 1),
        ("里程\n桥梁", "", "", 1),
    ],
)
def test_only_whole_values_in_all_cells_are_told_apart(name: str, target: str, weight: str, count: int) -> None:
    assert len(_apart("产出指标", "", name, target, weight, "")) == count


@pytest.mark.parametrize(
    ("column", "text", "several"),
    [
        ("weight", "10\n5", True),
        ("score", "10\n \n5", True),
        ("weight", "10\n0", False),
        ("weight", "10", False),
        ("weight", "10\n五", False),
        ("target", "10\n5", False),
    ],
)
def test_a_cell_with_numbers_of_several(column: str, text: str, several: bool) -> None:
    assert several_numbers(column, text) is several
