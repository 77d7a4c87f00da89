"""Numbers with units in a sentence, without the numbers that are no quantities.

Document numbers, dates, ordinals, list numbers, ages, ranges, multiples and thresholds (``单价100万元（含）以上``)
are passed over. A statement that a figure equals its base (``与上年预算持平``) is a mark of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from loaders.grammar.numbers import NUMBER, plain_number
from loaders.grammar.units import MONEY, MONEY_PREFIX
from loaders.prose import vocabulary as words
from loaders.prose.codes import is_code

MONEY_UNITS = tuple(MONEY)
_CONTEXT = 40
_DIRECTED = rf"{words.DIRECTION}(?:[(（]{words.DIRECTION}[)）])?(?:了|额|数|金额|幅度|比例)?(?:为|约|达|：)?"
_QUANTITY = re.compile(
    rf"(?<![A-Za-z\d.\-－—~～〔【\[第/≤≥=＝<>＜＞])(?<!\d:)(?P<number>[-−－]?{NUMBER})(?:多|余)?"
    rf"(?:(?P<unit>(?:{MONEY_PREFIX}余?)?元)|(?P<wan>[万亿])余?(?=[，。；、,;）)（(\n比较]|{words.DIRECTION}|$)|(?P<pct>[%％])|(?P<count>万?)(?:余)?(?P<counted>{words.COUNTED}))"
)
_LISTED = re.compile(rf"(?<![\d.,])(?P<number>{NUMBER})(?<=\.\d\d)[，、,和及与]$")
_LOST_PERCENT = re.compile(rf"(?:{_DIRECTED}|占)(?P<number>\d+\.\d+)(?=[，。；\n]|$)")
_WHOLE = 100
_DOWN = re.compile(rf"(?:{'|'.join(word for word in words.pairs('direction_word') if words.sign(word))})[^，。；\d]{{0,4}}$")
_NOT_COUNTED = re.compile(r"工作日|月|小时|季度|方面|部分|年|星期|周|以内|百分点|本[^，。；]{0,2}级")
_BEFORE_IDLE = re.compile(r"(?:每(?:安排|招用|录用|聘用|新增|增加)?|分|第|前|\d(?:至|到)|(?:浏览|阅读|点击)(?:量|数|次数)?[：:])$")
_BEFORE_THRESHOLD = re.compile(
    r"(?<!账面)(?:单价|单位价值|单台价值|使用价值|原值|价值)(?:在|为|超过|达到?)?(?:人民币)?$"
)
_AFTER_THRESHOLD = re.compile(r"^(?:[(（](?:含|不含|原值)[^()（）]{0,6}[)）])?(?:以上|以下)")
_FLAT = re.compile(
    rf"{words.AGAINST}(?P<base>[^，。；：《》\d]{{0,4}}{words.BASE}[^，。；：《》]{{0,6}}?)(?:相比)?(?P<flat>{words.FLAT})"
    rf"|(?P<year_on_year>[同环]比)(?P<alike>{words.FLAT})"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, or (kind ``flat``) a statement of no change, at ``start`` to ``stop``."""

    kind: str  # money, counted, percent, flat
    start: int
    stop: int
    number: str = ""
    unit: str = ""
    word: str = ""  # of a flat statement: the word, and its base in ``base``
    base: str = ""


def quantities(sentence: str) -> list[Quantity]:
    """The quantities of a sentence in reading order."""
    found = [*_numbers(sentence), *_unsigned_percentages(sentence), *_flat(sentence)]
    return sorted(found, key=lambda q: q.start)


def _numbers(sentence: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(sentence):
        number = plain_number(match["number"])
        before = sentence[max(0, match.start() - _CONTEXT) : match.start()]
        after = sentence[match.end() : match.end() + _CONTEXT]
        if _BEFORE_THRESHOLD.search(before) or _AFTER_THRESHOLD.match(after):
            continue
        if match["unit"] or match["wan"]:
            unit = (match["unit"] or match["wan"] + "元").replace("余", "")
            yield from _before(sentence, match.start(), unit)
            yield Quantity("money", match.start(), match.end(), number, unit)
        elif match["pct"]:
            yield Quantity("percent", match.start(), match.end(), number, "%")
        elif is_code(sentence, match.start("number"), match.end("number"), match["counted"]):
            continue
        elif _BEFORE_IDLE.search(before) is None and _NOT_COUNTED.match(after) is None:
            yield Quantity("counted", match.start(), match.end(), number, match["count"] + match["counted"])


def _before(sentence: str, stop: int, unit: str) -> Iterator[Quantity]:
    """The amounts listed before one that prints the unit for all of them (``各是4125.49，4143.91万元``)."""
    while (match := _LISTED.search(sentence, max(0, stop - _CONTEXT), stop)) is not None:
        stop = match.start("number")
        yield Quantity("money", stop, match.end("number"), plain_number(match["number"]), unit)


def _unsigned_percentages(sentence: str) -> Iterator[Quantity]:
    """``增长13.95。``: a rate whose sign was forgotten; the number stays as printed."""
    for match in _LOST_PERCENT.finditer(sentence):
        if Decimal(match["number"]) > _WHOLE and _DOWN.search(sentence, 0, match.start("number")):
            continue  # nothing goes down by more than all of it: an amount whose unit is lost
        yield Quantity("percent", match.start("number"), match.end("number"), match["number"], "")


def _flat(sentence: str) -> Iterator[Quantity]:
    for match in _FLAT.finditer(sentence):
        yield Quantity(
            "flat",
            match.start(),
            match.end(),
            "0",
            word=match["flat"] or match["alike"],
            base=match["base"] or match["year_on_year"],
        )
