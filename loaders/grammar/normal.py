"""Text normalisation shared by all forms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from loaders.grammar.script import simplified

_SPACE = re.compile(r"[\s\u00a0\u200b-\u200f\u2028-\u202e\u2060\ufeff\u3000]+")
CHINESE_NUMERAL = "一二三四五六七八九十百"
# Control characters but tab and line feed; Unicode's Default_Ignorable_Code_Point (marks of direction, zero-width
# characters, variation selectors, tags); interlinear marks; surrogates and noncharacters, which have no UTF-8.
_UNPRINTED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    r"\ufdd0-\ufdef\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_LINE_SEPARATOR = re.compile(r"[\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Drop what is not printed (control, direction and zero-width characters); keep tabs and line breaks."""
    return _LINE_SEPARATOR.sub(" ", _UNPRINTED.sub("", text))


@lru_cache(maxsize=16384)
def squash(text: str) -> str:
    """Remove all white space and invisible marks; keep every printed character."""
    return _SPACE.sub("", text)


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """``squash``, full-width to half-width (NFKC), traditional to simplified: the form in which labels are compared."""
    return simplified(_SPACE.sub("", unicodedata.normalize("NFKC", text)))
