"""Traditional characters read as simplified ones, for recognising words only: what is printed stays as printed.

Which character stands for which is OpenCC's table. A character that GB 2312 has is left alone: it is in use in
simplified text too (著, 乾 in 乾县).
"""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")


def simplified(text: str) -> str:
    """``text`` character by character in simplified script: ``單位：萬元`` → ``单位：万元``. The length stays."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        others = {ord(character): simple for character in set(_IDEOGRAPH.findall(text)) if (simple := _simple(character)) != character}
        return text.translate(others) if others else text
    return text


@cache
def _simple(character: str) -> str:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        found = str(_converter().convert(character))
        return found if len(found) == 1 else character
    return character


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
