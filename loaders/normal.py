"""Text normalisation shared by all forms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"[\s\u00a0\u200b-\u200f\u2028-\u202e\u2060\ufeff\u3000]+")
AMOUNT = re.compile(r"(?<![\d.,])[-−－]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d,]|\.\d)")
CHINESE_NUMERAL = "一二三四五六七八九十百"


def squash(text: str) -> str:
    """Remove all white space and invisible marks; keep every printed character."""
    return _SPACE.sub("", text)


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """``squash``, then full-width to half-width (NFKC): the form in which labels are compared."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def plain_number(text: str) -> str:
    """A printed number without thousands separators, with an ASCII sign: ``"－1,234.50"`` → ``"-1234.50"``."""
    return unicodedata.normalize("NFKC", text).replace(",", "").replace("−", "-")
