"""Cells that a spreadsheet shows and never runs: text from a document stays text."""

from __future__ import annotations

import re
import unicodedata

# What spreadsheets take for the start of a formula, also in the full width that some of them accept.
ACTIVE_START = "=+@\\-\\t\\r\\n＝＋－＠"
_ACTIVE = re.compile(f"^[{ACTIVE_START}]")
# Letters and Chinese stand between the active signs: one comparison tells most texts apart.
HARMLESS = "'A' and '\uff00'"
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?")
# Excel's limit is 32,767 UTF-16 units; a character may take two.
LONGEST_CELL = 16_000


def neutral(text: str) -> str:
    """``=1+1`` → ``'=1+1``; signed numbers such as ``-0.02`` stay as they are."""
    if _ACTIVE.match(text) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def fitting(text: str) -> str:
    """The text that fits one Excel cell; a cut is marked with an ellipsis."""
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def neutral_sql(column: str) -> str:
    """SQL for :func:`neutral` over a quoted text column."""
    active = f"regexp_matches({column}, '^[{ACTIVE_START}]')"
    number = f"regexp_full_match({column}, '{_PLAIN_NUMBER.pattern}')"
    return f"case when {column} between {HARMLESS} then {column} when {active} and not {number} then '''' || {column} else {column} end"


def shown_sql(column: str) -> str:
    """SQL for what :func:`neutral` and then :func:`fitting` make of a quoted text column."""
    text, most = neutral_sql(column), LONGEST_CELL
    cut = f"when length({text}) > {most} then left({text}, {most - 1}) || '…'"
    return f"case when strlen({column}) < {most} then {text} {cut} else {text} end"


def display_width(text: str, most: int = 80) -> float:
    """The width of the first ``most`` characters in those of a column; a Chinese character takes two."""
    return sum(2.0 if unicodedata.east_asian_width(c) in "WFA" else 1.0 for c in text[:most])
