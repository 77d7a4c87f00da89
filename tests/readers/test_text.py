"""Plain text: tables drawn with bars."""

from __future__ import annotations

from loaders.model import Line
from loaders.readers.text import read_text


def _texts(text: str) -> list[str]:
    return [b.text for b in read_text(text.encode(), "a.txt").blocks if isinstance(b, Line)]


def test_bars_between_cells_become_tabs() -> None:
    """Text from web pages and Markdown: blank cells stay blank, ruling lines go, an operator alone stays."""
    written = "| 项目 | 金额 |\n|---|---:|\n甲 | | 5 |\n= |\n|\n正文没有竖线"
    assert _texts(written) == ["项目\t金额", "", "甲\t\t5", "=", "", "正文没有竖线"]


def test_a_bar_in_prose_is_a_character() -> None:
    assert _texts("首页 | 信息公开\n正文") == ["首页 | 信息公开", "正文"]
