"""Codes of the classification within the names of a text: ``公共安全支出（204类）司法（06款）行政运行（01项）``."""

from __future__ import annotations

import re

_MARKED = re.compile(r"[(（](?P<digits>\d{2,7})(?P<level>[类款项])[)）]")
_CLASS_AHEAD = re.compile(r"[(（](?:\d{3}类|\d{2,5}款)[)）]")
_WHOLE = re.compile(r"^[\[（(]?(\d{3}(?:\d{2}){0,2})[\]）)]?[-—]?(?=[一-鿿])|[（(](\d{3}(?:\d{2}){0,2})[)）]")
_LENGTH = {"类": 3, "款": 5, "项": 7}
_PART = 2  # digits of a 款 or 项 alone


def is_code(sentence: str, start: int, stop: int, level: str) -> bool:
    """Whether the number from ``start`` to ``stop`` is a code marked as 类, 款 or 项, not a count (``3项``).

    Two digits are the code of a 款 or 项 where they begin with 0 or a class is marked in the sentence.
    """
    digits = sentence[start:stop]
    marked = _MARKED.match(sentence, max(0, start - 1))
    if marked is None or marked["digits"] != digits or level not in _LENGTH:
        return False
    if len(digits) == _LENGTH[level]:
        return True
    return (
        len(digits) == _PART
        and level != "类"
        and (digits[0] == "0" or _CLASS_AHEAD.search(sentence) is not None)
    )


def code_of(name: str, above: str = "") -> str:
    """The whole code of the last subject in ``name``; ``""`` where it prints none.

    ``above`` is the code read before, whose 类 and 款 hold on where a name prints the parts below alone.
    """
    code, found = above, False
    for match in _MARKED.finditer(name):
        digits, whole = match["digits"], _LENGTH[match["level"]]
        if len(digits) == whole:
            code, found = digits, True
        elif len(digits) == _PART and len(code) >= whole - _PART:
            code, found = code[: whole - _PART] + digits, True
        else:
            return ""
    if found:
        return code
    printed = _WHOLE.search(name)
    return (printed[1] or printed[2]) if printed else ""
