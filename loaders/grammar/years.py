"""Years as they are printed: 2025, ２０２５, 二○二五, 二〇二五, 二零二五."""

from __future__ import annotations

import re

_DIGITS = {**{c: str(n) for n, c in enumerate("〇一二三四五六七八九")}, **dict.fromkeys("○零ＯOo0０◯⚪", "0")}
_ZERO = "〇○零ＯOo0０◯⚪"
_CHINESE = re.compile(rf"(?:二[{_ZERO}]|一九)[{_ZERO}一二三四五六七八九]{{2}}(?=\s*(?:年|[-—至到]))")
_FULL = re.compile(r"[０-９]{4}")
LEADING = re.compile(r"^[(（]?((?:19|20)\d\d)(?!\d)[)）]?年?度?[)）]?")
_ANOTHER = re.compile(r"\s*[和及与、至到\-—]\s*(?:19|20)\d\d")
_OF_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)[)）]?(?=年)")


def plain_years(text: str) -> str:
    """``text`` with years in half-width digits: ``二○二五年度`` → ``2025年度``. The length stays."""
    text = _CHINESE.sub(lambda match: "".join(_DIGITS[c] for c in match[0]), text)
    return _FULL.sub(lambda match: "".join(str(int(c)) for c in match[0]), text)


def years(text: str) -> list[str]:
    """The years that a text prints before 年, in printed order."""
    return _OF_YEAR.findall(plain_years(text))


def without_year(text: str) -> str:
    """A title without its leading year: ``（二〇二五年度）部门预算`` → ``部门预算``; no other character is changed.

    One of two years stays (``2017年和2018年债务余额``).
    """
    match = LEADING.match(plain_years(text))
    return text[match.end() :] if match and not _ANOTHER.match(plain_years(text), match.end()) else text
