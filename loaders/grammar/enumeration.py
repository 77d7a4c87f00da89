"""Marks of lists: 一、 （一） 1. （1） 1） ① 其中：, and how deep each stands."""

from __future__ import annotations

import re

NUMERALS = "零一二三四五六七八九"
NUMERAL = "一二三四五六七八九十百"
CIRCLED = "①-⑳⑴-⒇⒈-⒛"  # within brackets of a pattern
# Of a folded text, where ① is 1 already; in text as printed circled numbers stand.
MARK = rf"(?:第?[{NUMERAL}]{{1,4}}[、.．]|[(（](?:[{NUMERAL}]{{1,4}}|\d{{1,2}})[)）][、.．]?|\d{{1,2}}(?:[、．]|[.](?!\d)|[)）])|[①-⑳⑴-⒇⒈-⒛㈠-㈩])"
_MARK = re.compile(MARK)
_OF_WHICH = re.compile(r"(?:其中|另外|包括)[:：]?")
_LEVELS = (
    re.compile(rf"第?[{NUMERAL}]{{1,4}}[、.．]|附[:：]"),
    re.compile(rf"[(（][{NUMERAL}]{{1,4}}[)）]|[㈠-㈩]"),
    re.compile(r"\d{1,2}(?:[、．]|[.](?!\d))|[⒈-⒛]"),
    re.compile(r"[(（]?\d{1,2}[)）]|[⑴-⒇]"),
    re.compile(r"[①-⑳]"),
)


def mark(text: str) -> str:
    """The mark of a list at the start of a text without leading spaces (``（一）``), or ``""``."""
    match = _MARK.match(text)
    return match[0] if match else ""


def without_mark(text: str) -> str:
    """A label without marks of lists and without 其中： ``其中：1.办公费`` → ``办公费``."""
    while found := (_MARK.match(text) or (_OF_WHICH.match(text) if re.match(r"其中[:：]", text) else None)):
        text = text[found.end() :]
    return text


def depth(text: str) -> int:
    """How deep a mark usually stands: 一、 and 附： 1, （一） 2, 1. 3, （1） 4, ① 5; 0 without a mark."""
    return next((n for n, level in enumerate(_LEVELS, 1) if level.match(text)), 0)
