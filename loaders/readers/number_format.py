"""What a spreadsheet shows for a stored value, given its number format (ECMA-376 part 1, 18.8.31).

Amounts are never floats here: a stored number is its shortest decimal text, cut to the 15 digits that Excel
keeps. Two departures from the screen: a negative shown in brackets or in red only gets a minus sign, because
the sign would be lost with the colour; and ``General`` assumes a column that is wide enough.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache

from loaders.grammar.enumeration import NUMERALS

_KEPT_DIGITS = 15
_GENERAL_WIDTH = 10
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]')
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.[0#?]*,*)?|\.[0#?]+")
_DATE_MARK = re.compile(r"(?i)[ymdhs]|年|月|日|am/pm")
_DATE_PART = re.compile(r"(?i)y+|m+|d+|h+|s+|am/pm|a/p")


# Formats that a file names by number only (ECMA-376 part 1, 18.8.30, the Chinese list); Excel shows these.
_CHINESE_DATES = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((31,), 'yyyy"年"m"月"d"日"'),
    **dict.fromkeys((32, 33), 'h"时"mm"分"'),
    **dict.fromkeys((34, 35, 55, 56), 'h"时"mm"分"'),
    30: "m-d-yy",
}
_REPEATED = {
    59: "0", 60: "0.00", 61: "#,##0", 62: "#,##0.00", 67: "0%", 68: "0.00%", 69: "# ?/?", 70: "# ??/??",
    71: "m/d/yyyy", 72: "m/d/yyyy", 73: "d-mmm-yy", 74: "d-mmm", 75: "mmm-yy", 76: "h:mm", 77: "h:mm:ss",
    78: "m/d/yyyy h:mm", 79: "mm:ss", 80: "[h]:mm:ss", 81: "mm:ss.0",
}  # fmt: skip


def built_in(index: int) -> str:
    """The format that a file names by number only (27–36, 50–62, 67–81); ``General`` for any other number."""
    return _CHINESE_DATES.get(index) or _REPEATED.get(index) or "General"


def shown(value: object, code: str) -> str:
    """Text of a stored value (number, text, date, bool or ``None``) under number format ``code``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time):
        return _date(value, code)
    if isinstance(value, int | float | Decimal):
        number = _exact(value)
        return str(value) if number is None else _number(number, code)
    return str(value)


def is_date_format(code: str) -> bool:
    """Whether numbers under ``code`` are points in time."""
    return _DATE_MARK.search(_LITERAL.sub("", code.split(";")[0])) is not None and "General" not in code


def _exact(value: int | float | Decimal) -> Decimal | None:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return None
    if isinstance(value, int):
        return number
    return Context(prec=_KEPT_DIGITS, rounding=ROUND_HALF_UP).create_decimal(number)


def _number(number: Decimal, code: str) -> str:
    sections = _sections(code)
    section = _section_for(number, sections)
    if section.strip().lower() in ("", "general", "@") and (section.strip() or len(sections) == 1):
        return _general(number)
    body, prefix, suffix, pattern = _parts(section)
    if pattern is None:
        return body if number >= 0 or len(sections) > 1 else "-" + body
    if "E+" in section.upper() or "E-" in section.upper() or "/" in suffix:
        return _general(number)
    text = _digits(number, pattern, percent="%" in prefix + suffix)
    if number < 0 and re.search(r"[1-9]", text):
        prefix, suffix = prefix.replace("(", "").replace("（", ""), suffix.replace(")", "").replace("）", "")
        return "-" + (prefix.replace("-", "") + text + suffix).strip()
    return (prefix + text + suffix).strip()


def _section_for(number: Decimal, sections: list[str]) -> str:
    if number > 0 or len(sections) == 1:
        return sections[0]
    if number < 0:
        return sections[1]
    return sections[2] if len(sections) > 2 else sections[0]


@lru_cache(maxsize=512)
def _sections(code: str) -> list[str]:
    found = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])*;?', code)
    return [s.removesuffix(";") for s in found if s][:4] + ([""] if code.endswith(";") else [])


@lru_cache(maxsize=512)
def _parts(section: str) -> tuple[str, str, str, str | None]:
    """Literal text, text before the digits, after them, and the digit pattern (``None`` where there is none)."""
    plain = _LITERAL.sub(lambda m: _hide(m[1] or m[2] or m[3] or ""), section)
    match = _DIGITS.search(plain)
    if match is None:
        return _show(plain).strip(), "", "", None
    pattern = match[0]
    rest = plain[match.end() :]
    return "", _show(plain[: match.start()]), _show(re.sub(r"[#?]", "", rest)), pattern


def _hide(text: str) -> str:
    """Literal characters moved out of the way of the digit placeholders."""
    return "".join(chr(0xF0000 + ord(c)) if ord(c) < 128 else c for c in text)


def _show(text: str) -> str:
    return "".join(chr(ord(c) - 0xF0000) if 0xF0000 <= ord(c) < 0xF0080 else c for c in text)


def _digits(number: Decimal, pattern: str, *, percent: bool) -> str:
    whole, _, decimals = pattern.partition(".")
    scale = len(pattern) - len(pattern.rstrip(","))
    whole, decimals = whole.rstrip(","), decimals.rstrip(",")
    places = len(decimals)
    with localcontext(prec=400):
        value = abs(number).scaleb((2 if percent else 0) - 3 * scale)
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        text = f"{value:,f}" if "," in whole else f"{value:f}"
    integer, _, fraction = text.partition(".")
    for mark in reversed(decimals):
        if mark == "0" or not fraction.endswith("0"):
            break
        fraction = fraction[:-1]
    least = whole.count("0")
    if integer == "0" and least == 0:
        integer = ""
    integer = integer.rjust(least, "0") if "," not in integer else integer
    point = "." if decimals and (fraction or "0" in decimals) else ""
    return integer + point + fraction


def _general(number: Decimal) -> str:
    whole = len(str(int(abs(number))))
    places = max(0, _GENERAL_WIDTH - whole)
    with localcontext(prec=400):
        rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        text = f"{rounded:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _date(value: date | time, code: str) -> str:
    plain = _LITERAL.sub(lambda m: m[1] or m[2] or "", code.split(";")[0])
    if not _DATE_MARK.search(plain) or "General" in plain:
        return value.isoformat().replace("T00:00:00", "")
    if re.fullmatch(r"(?i)m+/d+/y+(?: h+:mm)?|m+-d+-y+", plain) and not isinstance(value, time):
        # the built-in short date (14) and date with time (22) follow the system: in China 2024/3/5
        return f"{value.year}/{value.month}/{value.day}"
    clock = [m.start() for m in re.finditer(r"(?i)[hs]", plain)]
    twelve = "am/pm" in plain.lower()

    def part(match: re.Match[str]) -> str:
        near = any(0 <= match.start() - i <= 3 or 0 <= i - match.end() <= 1 for i in clock)
        return _date_part(value, match[0].lower(), minute=near, twelve=twelve)

    return _DATE_PART.sub(part, plain).strip()


def _date_part(value: date | time, mark: str, *, minute: bool, twelve: bool) -> str:
    kind = mark[0]
    if kind == "a":
        return "PM" if getattr(value, "hour", 0) >= 12 else "AM"
    name = {"y": "year", "d": "day", "h": "hour", "s": "second", "m": "minute" if minute else "month"}[kind]
    number = int(getattr(value, name, 0))
    if kind == "y":
        return f"{number:04d}" if len(mark) > 2 else f"{number % 100:02d}"
    if kind == "h" and twelve:
        number = number % 12 or 12
    if kind == "d" and len(mark) > 2 and isinstance(value, date):
        return "星期" + f"{NUMERALS[1:7]}日"[value.weekday()]
    return f"{number:02d}" if len(mark) > 1 else str(number)
