"""Page numbers as printed at the foot of a page: ``12``, ``- 12 -``, ``— 12 —``, ``第3页``, ``第 3 页，共 20 页``."""

from __future__ import annotations

import re

from loaders.grammar.normal import fold

_DASHED = re.compile(r"^(?:[-—–]+\d{1,4}[-—–]+|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?)$")
_OF_ALL = re.compile(r"第(\d{1,4})页[,，/]?共(\d{1,4})页")
_BARE = re.compile(r"^\d{1,4}$")


def is_page_number(folded: str) -> bool:
    """Whether folded text is marked as a page number; a bare number may be an amount, and is none."""
    return _DASHED.match(folded) is not None


def may_be_page_number(text: str) -> bool:
    """Whether a text as printed is a page number or a bare number of at most four digits; two numbers beside each other are none."""
    return is_page_number(fold(text)) or _BARE.match(text.strip()) is not None


def page_of(text: str) -> tuple[int, int] | None:
    """The number of a page and how many there are, where a text as printed says so: ``第 3 页，共 20 页``."""
    match = _OF_ALL.search(fold(text))
    return (int(match[1]), int(match[2])) if match else None
