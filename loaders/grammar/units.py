"""Units of money as they are printed: in captions (``金额单位：人民币万元``), headers (``预算数（万元）``) and cells.

A unit word is one of three things: money in yuan (``MONEY``), a unit of things that tables count (个, %), or printed
and not understood (万美元). The last stays as printed and has no yuan: nothing is borrowed where a unit is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from loaders.grammar.normal import fold

# 元 per unit; ``macros/money.sql`` has the same for the warehouse.
MONEY = {
    "元": Decimal(1), "百元": Decimal(100), "千元": Decimal(1_000), "万元": Decimal(10_000),
    "十万元": Decimal(100_000), "百万元": Decimal(1_000_000), "千万元": Decimal(10_000_000), "亿元": Decimal(100_000_000),
}  # fmt: skip
MONEY_PREFIX = r"(?:[十百千]?[万亿]|[百千])"
MONEY_WORD = rf"{MONEY_PREFIX}?元"  # of a text that ``fold`` and ``_plain`` have made plain
THING = r"(?:%|‰|万?(?:个|人次|人|批次|批|辆|台[/、(]套\)?|台|套|次|家|户|件|平方米|㎡|m2|公里|亩))"
UNIT_STARTS = "元万亿个人名家辆台次场%％"  # with which the unit of a number begins on the next line
_CURRENCY_WORD = re.compile(r"[元币$€£¥]|^[十百千万亿]+$")
_IS_THING = re.compile(THING)
_COUNTED = re.compile(rf"([\d,.]+){THING}")
_SAME = str.maketrans({"圆": "元", "仟": "千", "佰": "百", "拾": "十"})
_CURRENCY = r"(?:人民币|RMB|CNY|rmb)"
_OPEN, _CLOSE = r"[(\[{【〔〈《「]", r"[)\]}】〕〉》」]"
_CAPTION = rf"(?:(?:金额|货币|计量|计价|数额|{_CURRENCY})?(?:计量)?单位|货币名称|币种|金额(?=:))"
_EXPLICIT = re.compile(rf"(?:金额|货币|计量|计价|数额|{_CURRENCY})单位|货币名称|币种")
# What may stand behind a unit; a name that begins like one (单位:元阳县财政局) goes on otherwise.
_AFTER = (
    r"(?=$|[^\u4e00-\u9fff]|人民币|部门|单位|预算|决算|编制|填报|填制|填表|公开|主管|年|金额|日期|项目|收入|支出|制表|审核|负责|科目|功能|"
    r"合计|本表|备注|注|保留|列至|列示|公开|表|行次|栏次|类|款|项|第|上年|本年|当年|其中)"
)
_CAPTIONED = re.compile(
    rf"{_CAPTION}(?P<colon>:?)(?:{_CURRENCY})?(?:{_OPEN}|[,，、/])?(?:{_CURRENCY})?(?P<unit>{MONEY_WORD})(?:{_CURRENCY})?{_AFTER}"
)
_UNKNOWN = re.compile(
    rf"{_CAPTION}:{_OPEN}?(?P<word>[^\d:,，。;；()\[\]{{}}【】〔〕《》「」]{{1,10}}?)(?={_CLOSE}|$|[\s,，。;；(])"
)
_MONEYLIKE = re.compile(
    r"^[十百千万亿]{1,3}$|^[角分]$|[$€£¥]|USD|HKD|EUR|JPY"
    r"|(?:^|[十百千万亿折合])(?:(?:美|欧|日|港|加|澳|韩|台|新台|新加坡)元|(?:外|港|台|葡|新台|人民)币|英镑|卢布|法郎|马克|[十百千万亿]元)$"
)
_BRACKETED = re.compile(
    rf"{_OPEN}(?:(?:金额|计量)?单位|金额)?:?{_CURRENCY}?(?P<unit>[^()\[\]{{}}【】〔〕:]{{1,6}}?){_CURRENCY}?{_CLOSE}$"
)
_STATED = re.compile(
    rf"{_OPEN}(?:(?:金额|计量)?单位:?|金额:?)?{_CURRENCY}?({MONEY_WORD}){_CLOSE}|单位:?{_OPEN}?{_CURRENCY}?({MONEY_WORD})"
)
_SLASHED = re.compile(rf"[/／](?P<unit>{MONEY_WORD})$")
_ALONE = re.compile(rf"^{_OPEN}?{_CURRENCY}?(?P<unit>{MONEY_WORD}){_CURRENCY}?{_CLOSE}?$")


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """A unit that a caption prints: ``unit`` in its usual spelling (千元), as printed where it isn't understood.

    ``start`` and ``end`` are those of the caption in the folded text.
    """

    unit: str
    start: int
    end: int

    @property
    def is_understood(self) -> bool:
        """Whether it is money in yuan, or a unit of something else than money."""
        return is_unit(self.unit)


def yuan_factor(unit: str) -> Decimal | None:
    """元 per ``unit``; ``None`` for everything that is no money in yuan."""
    return MONEY.get(unit)


def is_unit(word: str) -> bool:
    """Whether a word is a unit that is understood: money in yuan, or a unit of things that tables count."""
    return word in MONEY or _IS_THING.fullmatch(word) is not None


def names_currency(word: str) -> bool:
    """Whether a word is a unit of some money, understood or not (万美元, 万)."""
    return _CURRENCY_WORD.search(word) is not None


@lru_cache(maxsize=4096)
def money_unit(word: str) -> str:
    """The usual spelling of a word that is a unit of money and nothing else (``人民币萬圓`` → 万元), or ``""``."""
    match = _ALONE.match(_plain(word))
    return match["unit"] if match and match["unit"] in MONEY else ""


@lru_cache(maxsize=4096)
def printed_unit(text: str) -> PrintedUnit | None:
    """The unit that a line or cell announces (``单位：（千元）``, ``编制单位：某局 单位：元``), or ``None``.

    A caption with a unit of money that isn't understood counts (``单位：万美元``); one with a name doesn't.
    """
    plain = _plain(text)
    match = _CAPTIONED.search(plain)
    if match and (match["colon"] or _stands_out(plain, match)):
        return PrintedUnit(match["unit"], match.start(), match.end())
    for match in _UNKNOWN.finditer(plain):
        word = match["word"]
        if any(_MONEYLIKE.search(part) for part in re.split("[/、]", word)) or is_unit(word) or _EXPLICIT.match(match[0]):
            return PrintedUnit(word, match.start(), match.end())
    alone = _ALONE.match(plain)
    return PrintedUnit(alone["unit"], 0, len(plain)) if alone and len(plain) > len(alone["unit"]) else None


def broken_unit(before: str, text: str) -> PrintedUnit | None:
    """The unit of a caption that a narrow cell has broken over two lines (``单位：万`` / ``元``), or ``None``."""
    if len(fold(text)) > len("元)") or printed_unit(before) is None:
        return None
    found = printed_unit(before + text)
    return found if found is not None and found.unit in MONEY and found.end > len(fold(before)) else None


def _stands_out(plain: str, match: re.Match[str]) -> bool:
    """Whether a caption without a colon (``单位万元``) is no part of a sentence."""
    before = plain[: match.start()]
    after = plain[match.end() :].strip(")]}】〕")
    return not before.rstrip("([{【〔") and (not after or after[0] in "0123456789")


@lru_cache(maxsize=4096)
def header_unit(text: str) -> str:
    """The unit that a header names for its own column (``预算数（万元）``, ``人数(人)``, ``金额/千元``), or ``""``.

    A unit of money that isn't understood comes as printed.
    """
    plain = _plain(text)
    match = _BRACKETED.search(plain) or _SLASHED.search(plain)
    if match is None:
        return ""
    unit = match["unit"]
    return unit if is_unit(unit) or _MONEYLIKE.search(unit) else ""


def without_thing(text: str) -> str:
    """What stands before a unit of things that a number carries (``80人`` → ``80``, ``10 人次`` → ``10``), else the text."""
    match = _COUNTED.fullmatch(fold(text))
    return match[1] if match else text


@lru_cache(maxsize=4096)
def stated_unit(text: str) -> str:
    """The unit of money that a label names in brackets or behind 单位, wherever it does (``项目资金（万元）构成``), or ``""``."""
    match = _STATED.search(_plain(text))
    if match:
        return match[1] or match[2]
    found = printed_unit(text)
    return found.unit if found is not None and not found.is_understood else ""


def is_unit_caption(text: str) -> bool:
    """Whether a text is the caption of a unit and nothing else (``（单位：万元）``)."""
    found = printed_unit(text)
    return found is not None and found.start <= 1 and len(fold(text)) - found.end <= 2


def _plain(text: str) -> str:
    return fold(text).translate(_SAME)
