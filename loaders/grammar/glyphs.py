"""Characters that look right and are wrong: radicals printed for ideographs, private-use code points."""

from __future__ import annotations

from functools import cache

from loaders.vocabulary import seed_rows


@cache
def radicals() -> dict[int, str]:
    """Code point of a radical → the ideograph that looks the same (Unicode's EquivalentUnifiedIdeograph)."""
    return {ord(row["radical"]): row["ideograph"] for row in seed_rows("cjk_radical")}


def plain_ideographs(text: str) -> str:
    """``text`` with every radical code point replaced by its ideograph: ``⻔`` → ``门``, ``⼀`` → ``一``."""
    return text.translate(radicals())


def is_unreadable(code: int) -> bool:
    """Whether a code point says nothing about what is printed: private use, replacement mark, unassigned control."""
    return (
        0xE000 <= code <= 0xF8FF
        or code >= 0xF0000
        or code in (0, 0xFFFD, 0xFFFE, 0xFFFF)
        or 0xD800 <= code <= 0xDFFF
        or code < 0x20
    )
