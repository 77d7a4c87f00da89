"""On which side of a two-sided table a row stands, where both sides share the lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.grammar.enumeration import NUMERALS
from loaders.grammar.normal import fold
from loaders.tables.vocabulary import label_measure, measure_side, row_role

_DIGITS = {n: i for i, n in enumerate(NUMERALS) if i}


def sides(labels: Sequence[tuple[str, int]]) -> Iterator[str]:
    """The side of each row of a two-sided table, from its name and the place of its label in the line (0 first).

    The label's words decide; then the enumeration (三、 follows 二、 of its own side); then the place in the line.
    """
    last = {"revenue": "", "expenditure": ""}
    before = ""
    for name, place in labels:
        numeral = name.split("、")[0] if "、" in name else ""
        side = side_by_words(name)
        if not side and numeral:
            fits = [s for s in last if _follows(last[s], numeral)]
            side = fits[0] if len(fits) == 1 else ""
        twin = bool(name) and name == before and row_role(name)[0] in ("total", "subtotal")
        side = side or ("revenue" if place == 0 and not twin else "expenditure")
        before = "" if twin else name
        if numeral:
            last[side] = numeral
        yield side


def side_by_words(name: str) -> str:
    """``revenue`` or ``expenditure`` where a row's name tells it (事业收入, 教育支出, 结转下年), else empty."""
    role, side = row_role(name)
    if side or role in ("total", "subtotal"):
        return side
    measure = label_measure(name)
    if measure:
        return measure_side(measure)
    bare = fold(name)
    if bare.endswith(("支出", "支出合计")):
        return "expenditure"
    return "revenue" if bare.endswith("收入") else ""



def _value(numeral: str) -> int:
    """一 … 九十九 as a number; 0 if it is none."""
    if not re.fullmatch(rf"[{NUMERALS[1:]}]?十?[{NUMERALS[1:]}]?", numeral):
        return 0
    if "十" not in numeral:
        return _DIGITS.get(numeral, 0)
    tens, _, ones = numeral.partition("十")
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def _follows(previous: str, numeral: str) -> bool:
    return _value(numeral) == _value(previous) + 1

