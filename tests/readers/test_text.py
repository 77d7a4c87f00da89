"""Plain text: tables drawn with bars."""

from __future__ import annotations

from loaders.model import Grid, Line
from loaders.readers.text import read_text


def _texts(text: str) -> list[str]:
    return [b.text for b in read_text(text.encode(), "a.txt").blocks if isinstance(b, Line)]


def test_bars_between_cells_become_tabs() -> None:
    """Text from web pages and Markdown: blank cells stay blank, ruling lines go, an operator alone stays."""
    written = "| 项目 | 金额 |\n|---|---:|\n甲 | | 5 |\n= |\n|\n正文没有竖线"
    assert _texts(written) == ["项目\t金额", "", "甲\t\t5", "=", "", "正文没有竖线"]


def test_a_bar_in_prose_is_a_character() -> None:
    assert _texts("首页 | 信息公开\n正文") == ["首页 | 信息公开", "正文"]


def test_bars_delimit_cells_and_blank_cells_are_blank() -> None:
    """pipes-blank: as many cells in each line; ragged lines stay lines, with tabs."""
    text = "某局预算表 | ||\n项 目 | 上年 | 本年 |\n---|---|---|\n合 计 | 34.35 | 3.70 |\n接待费 | | 2 |\n\n甲 | 1 |\n乙 |\n丙 | 2 | 3 |\n"
    document = read_text(text.encode(), "a.txt")

    grid, *rest = document.blocks
    assert isinstance(grid, Grid)
    assert [(c.row, c.col, c.text, c.lines) for c in grid.cells] == [
        (0, 0, "某局预算表", (1,)),
        (1, 0, "项 目", (2,)),
        (1, 1, "上年", (2,)),
        (1, 2, "本年", (2,)),
        (2, 0, "合 计", (4,)),
        (2, 1, "34.35", (4,)),
        (2, 2, "3.70", (4,)),
        (3, 0, "接待费", (5,)),
        (3, 2, "2", (5,)),
    ]
    assert rest == [Line(6, ""), Line(7, "甲\t1"), Line(8, "乙"), Line(9, "丙\t2\t3")]
