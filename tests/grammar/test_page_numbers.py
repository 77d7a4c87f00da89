"""Page numbers at the foot of a page."""

from __future__ import annotations

import pytest

from loaders.grammar.normal import fold
from loaders.grammar.page_numbers import is_page_number, may_be_page_number


@pytest.mark.parametrize("text", ["- 12 -", "—12—", "－ 3 －", "第3页", "第 3 页，共 20 页", "第3页/共20页"])
def test_marked_page_numbers(text: str) -> None:
    assert is_page_number(fold(text))
    assert may_be_page_number(text)


@pytest.mark.parametrize("text", ["12", "2026"])
def test_a_bare_number_only_may_be_one(text: str) -> None:
    assert not is_page_number(text)
    assert may_be_page_number(text)


@pytest.mark.parametrize("text", ["12.50", "12345", "第3页脚注", "-12", "共20页", "78 16", "7 8", ""])
def test_other_text_is_none(text: str) -> None:
    assert not may_be_page_number(text)
