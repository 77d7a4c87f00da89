"""Titles of tables broken over two lines."""

from __future__ import annotations

import pytest

from loaders.document.broken_title import joined_titles
from loaders.document.title import is_table_title
from loaders.model import Line


def _joined(*texts: str) -> list[str]:
    blocks = [Line(n, text) for n, text in enumerate((*texts, "单位：万元"), 1)]
    return [block.text for block in joined_titles(blocks, is_table_title) if isinstance(block, Line)]


def test_a_title_broken_in_the_middle_is_joined() -> None:
    assert _joined("2024年省本级一般公共预算支出决算", "      明细表（7）") == [
        "2024年省本级一般公共预算支出决算明细表（7）",
        "",
        "单位：万元",
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("2025年某某局部门预算", "收支预算总表"),
        ("2024年某省级政府性基金收入决算表", "收入决算表"),
        ("2025年一般公共预算支出为3万元", "公开02表"),
    ],
)
def test_what_is_whole_stays_apart(texts: tuple[str, str]) -> None:
    assert _joined(*texts) == [*texts, "单位：万元"]
