"""What an indicator's target or actual value says: operator, number, unit; dates; printed numbers.

A value is quantitative only where it states one number that the indicator can be compared with; a text with
digits that are not such a number (``及时(10月)``, ``2024年12月31日前``) stays qualitative. Nothing is converted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from loaders.grammar.normal import fold
from loaders.grammar.numbers import NUMBER, read_number
from loaders.vocabulary import seed_rows

_OPERATORS = {
    ">=": ">=", "≥": ">=", "≧": ">=", "⩾": ">=", "=>": ">=", "<=": "<=", "≤": "<=", "≦": "<=", "⩽": "<=",
    "=<": "<=", "=": "=", ">": ">", "<": "<", "不低于": ">=", "不少于": ">=", "不小于": ">=", "大于等于": ">=",
    "大于或等于": ">=", "至少": ">=", "达到": ">=", "不超过": "<=", "不高于": "<=", "不多于": "<=",
    "不大于": "<=", "小于等于": "<=", "小于或等于": "<=", "控制在": "<=", "低于": "<", "少于": "<", "小于": "<",
    "高于": ">", "大于": ">", "超过": ">", "等于": "=",
}  # fmt: skip
_AFTER = {"以上": ">=", "及以上": ">=", "以下": "<=", "及以下": "<=", "以内": "<=", "之内": "<=", "内": "<="}
_OPERATOR = re.compile("|".join(re.escape(o) for o in sorted(_OPERATORS, key=len, reverse=True)))
_VALUE = re.compile(
    rf"^(?P<before>平均每[^\d]{{1,3}}|每[^\d]{{1,3}}|平均|约|人均|户均)?(?P<sign>-)?(?P<number>{NUMBER})(?P<rest>.*)$"
)
_BRACKETED = re.compile(r"^[(]([^()]{1,12})[)]$")
_AFTER_WORD = re.compile(r"^(.*?)(及以上|以上|及以下|以下|以内|之内|(?<=[天日时月周年分钟])内)(.*)$")
_DATE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\d{1,2}:\d{2}(?::\d{2})?)?$")
_PERCENT = "百分比"  # where the unit is chosen from a list of words: the same as %
_SIGN = "[≥≤=<>]"
_WORD = r"[\u4e00-\u9fff]"
_SIGNED_NAME = re.compile(rf"^{_SIGN}|{_SIGN}$|^\d[\d,]*\.\d+$")
_GLUED = re.compile(
    rf"{_SIGN}(?:{_WORD}[^\d]*\d|\d[\d.]*(?:%(?!以上|以下|以内|以外|左右|及以上|及以下){_WORD}|(?P<unit>{_WORD})(?P=unit)|{_WORD}{{1,2}}\d+$))"
)
_COMPACT_DATE = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")


@dataclass(frozen=True, slots=True)
class Value:
    """A target or actual value: ``operator`` (``>=`` …), ``value`` (digits), ``unit``, ``kind``."""

    operator: str = ""
    value: str = ""
    unit: str = ""
    kind: str = ""


@lru_cache(maxsize=1)
def units() -> dict[str, str]:
    """Units of indicators: word → kind (``money``, ``ratio``, ``time``, ``count``, ``measure``)."""
    return {fold(row["unit"]): row["kind"] for row in seed_rows("unit_word")}


def parse_value(text: str) -> Value:
    """Read a target or actual value: ``≥200.00(人)`` → ``>=``, ``200.00``, 人, quantitative; 及时 → qualitative."""
    folded = fold(text).strip("。;")
    if not folded:
        return Value()
    operator = ""
    match = _OPERATOR.match(folded)
    if match:
        operator, folded = _OPERATORS[match[0]], folded[match.end() :]
    number = _VALUE.match(folded)
    if number is None or _calendar(folded):
        return Value(operator=operator if match and not match[0][0].isalpha() else "", kind="qualitative")
    unit, after = _unit(number["rest"])
    if unit is None:
        return Value(operator=operator, kind="qualitative")
    unit = "%" if unit == _PERCENT else unit
    if number["before"] and "每" in number["before"]:
        unit = f"{unit}/{number['before'].split('每')[1]}" if unit else unit
    value = ("-" if number["sign"] else "") + number["number"].replace(",", "")
    return Value(operator or after, value, unit, "quantitative")


def _calendar(text: str) -> bool:
    """Whether the text begins with a date or a month rather than with a quantity."""
    if re.match(r"^\d{4}年", text) or re.match(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}", text):
        return True
    if re.match(r"^\d{1,2}(?:至|-|~|—|、|到)\d{1,2}月", text):
        return True
    return re.match(r"^\d{1,2}月(?:\d{1,2}日|份|底|末|初|前|之前|以前|内|$)", text) is not None


def _unit(rest: str) -> tuple[str | None, str]:
    """The unit that follows a number and an operator said after it; ``None`` where the text is no quantity."""
    if not rest:
        return "", ""
    bracketed = _BRACKETED.match(rest)
    if bracketed:
        return bracketed[1], ""
    after = _AFTER_WORD.match(rest)
    if after and (after[1] == "" or after[1] in units()):
        return after[1], _AFTER[after[2]]
    if rest in units():
        return rest, ""
    return _leading_unit(rest)


def _leading_unit(rest: str) -> tuple[str | None, str]:
    for length in range(min(len(rest), 8), 0, -1):
        unit, tail = rest[:length], rest[length:]
        if unit in units() and (tail[0] in "(,、,;至-~" or unit in ("%", "‰")):
            after = _AFTER_WORD.match(tail)
            return unit, _AFTER[after[2]] if after and after[1] == "" else ""
    if re.match(r"^(?:/[^\d/]{1,4})+$", rest):
        return rest, ""
    if re.match(r"^[^\d,、。;:]{1,6}$", rest) and not re.search(r"前|后|年|月|日|号|至", rest):
        return rest, ""
    return None, ""


def whole_target(nature: str, target: str, unit: str) -> str:
    """A target whose operator and unit stand in columns of their own: ``≥``, ``98``, ``%`` → ``≥98%``.

    Words (定性, 正向) are no operator, and a text without a number has no unit (``=``, 及时, ``/`` → ``=及时``).
    """
    if not is_number(_OPERATOR.sub("", fold(target), count=1)):
        return (
            f"{nature}{target}"
            if target and is_operator(nature) and not _OPERATOR.match(fold(target))
            else target
        )
    printed = _OPERATOR.match(fold(target)) or not is_operator(nature)
    return f"{'' if printed else nature}{target}{unit if unit not in ('-', '—', '/', '无') else ''}"


def is_operator(text: str) -> bool:
    """Whether the whole text is an operator: ≥, 不低于."""
    return _OPERATOR.fullmatch(fold(text)) is not None


def has_lost_number(text: str) -> bool:
    """Whether a value is an operator with its unit and no number between them (``≥(人次)``): the number is lost."""
    match = _OPERATOR.match(fold(text))
    rest = fold(text)[match.end() :].strip("()") if match else ""
    return match is not None and not match[0].isalpha() and (not rest or rest in units())


def is_glued(name: str, target: str) -> bool:
    """Whether an indicator's name and target hold pieces of each other or of the next cell: a cell's edge was lost between them.

    A name that begins or ends with an operator or is a number with decimals; a target whose operator stands before words that hold
    a number (``≥及时率96%``), or whose number goes on after its unit (``≥98%率``, ``≥1个个数``, ``≥150次21``).
    """
    name, target = fold(name), fold(target)
    return _SIGNED_NAME.search(name) is not None or _GLUED.match(target) is not None


def looks_quantitative(text: str) -> bool:
    """Whether a text reads like a number with an operator or unit, as a target or actual value prints it."""
    return parse_value(text).kind == "quantitative"


def iso_date(text: str) -> str:
    """``2025/1/1``, ``2025-01-01``, ``2025年1月1日`` or ``20250101`` as ISO; an empty text where it is no date."""
    folded = fold(text)
    match = _DATE.match(folded) or _COMPACT_DATE.match(folded)
    if match is None:
        return ""
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return ""


def is_number(text: str) -> bool:
    """Whether the whole text is one printed number (thousands separators allowed)."""
    found = read_number(text)
    return found is not None and not found.mark


def number(text: str) -> str:
    """A printed number without separators; an empty text for blanks, dashes and anything else."""
    found = read_number(text)
    return found.digits if found is not None and not found.mark else ""


def percentage(text: str) -> str:
    """A printed rate without its percent sign: ``99.87%`` → ``99.87``."""
    found = read_number(text)
    return found.digits if found is not None and found.mark != "‰" else ""


def total(values: list[str]) -> str:
    """The exact sum of printed numbers; an empty list sums to ``0``."""
    return str(sum((Decimal(v) for v in values if v), Decimal(0)))
