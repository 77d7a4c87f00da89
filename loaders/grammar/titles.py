"""Titles: the number of a table (``公开02表``), the year, the code and the name of the agency before what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.grammar import enumeration
from loaders.grammar.normal import fold, squash
from loaders.grammar.units import MONEY_WORD
from loaders.grammar.years import LEADING, plain_years, without_year

_DASH = r"[-－—–]"
_ORDINAL = r"(?:\d{1,2}(?:(?!\d)|(?=(?:19|20)\d\d年))|[一二三四五六七八九十]{1,3})"  # 表22023年: the second of 2023
_NUMBER = (
    rf"(?:(?:预算|决算|部门|单位)*公开\s*(?:第)?\d*\s*表\s*{_ORDINAL}?(?:{_DASH}\d+)?"
    rf"|(?:财?决算?|财?预算?|批复|公开)(?:公开|批复)?\s*\d{{1,2}}(?:{_DASH}\d+)?\s*表"
    # As systems number their forms: 国卫财01-1表, 社预执行07表, with nothing behind.
    rf"|[\u4e00-\u9fff]{{2,6}}\s*0\d(?:{_DASH}\d{{1,2}})?\s*表(?=$|[:：])"
    rf"|(?:附?表格?|附件)\s*{_ORDINAL}(?:{_DASH}\d+)?|附?表[(（]{_ORDINAL}[)）])"
)
TABLE_NUMBER = re.compile(rf"^(?:{_NUMBER}|【{_NUMBER}】|\[{_NUMBER}\]|[(（]{_NUMBER}[)）])[:：、.]?")
_MARK = re.compile(rf"^(?:[{enumeration.NUMERAL}]+、|[(（][{enumeration.NUMERAL}\d]+[)）]|\d{{1,2}}[.、])")
_CONTINUED = re.compile(r"[(（]续表?[一二三四五六七八九十\d]*[)）]$")
_QUOTED = re.compile(r"^【[^【】]+】$")
_UNIT_BEHIND = re.compile(rf"(?<=表)(?:金额)?单位[:：]{MONEY_WORD}$")
_CODE_AHEAD = re.compile(r"^[(（\[【]?(\d{4,9})[)）\]】]?[-—_－]?(?=[\u4e00-\u9fff])(?!年)")
_CODE_BEHIND = re.compile(r"^([\u4e00-\u9fff·]{4,40}?)[(（\[【](\d{3,9})[)）\]】]")
_AGENCY_YEAR = re.compile(
    r"^(?P<agency>[\u4e00-\u9fff()（）·]{0,40}?)[(（]?(?P<year>(?:19|20)\d\d)[)）]?年?度?"
)


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says: ``year`` and ``code`` as digits, ``agency`` and ``about`` as printed; ``""`` where it says nothing."""

    about: str
    year: str = ""
    code: str = ""
    agency: str = ""


def is_table_number(text: str) -> bool:
    """Whether a text is the number of a table and nothing else (``公开02表``)."""
    match = TABLE_NUMBER.match(fold(text))
    return match is not None and match.end() == len(fold(text))


def without_mark(text: str) -> str:
    """A folded title without the table's number and marks of lists."""
    return _MARK.sub("", TABLE_NUMBER.sub("", text))


def unquoted(text: str) -> str:
    """A title without the brackets that stand around the whole of it (``《收支总表》``, ``【收支总表】``)."""
    bare = text.strip("《》")
    return bare[1:-1] if _QUOTED.match(bare) else bare


def without_unit(text: str) -> str:
    """A title without the unit that is printed behind it: ``收支总表单位：万元`` → ``收支总表``; one in brackets stays."""
    return _UNIT_BEHIND.sub("", text)


def clean_title(text: str) -> str:
    """The printed title without spaces, leading year or code, table number and （续）: ``2024年预算收支总表`` → ``预算收支总表``."""
    printed = unquoted(without_unit(squash(text)))
    rest = without_mark(plain_years(printed))
    title = without_year(_CONTINUED.sub("", printed[len(printed) - len(rest) :]))
    return _CODE_AHEAD.sub("", unquoted(title))


def read_title(text: str) -> Title:
    """Year, code and name of the agency in a title: ``207001某某局2025年收支总表``, ``2025年某某局（207001）收支总表``."""
    bare = without_mark(plain_years(unquoted(squash(text))))
    found = LEADING.match(bare)
    year, rest = (found[1], bare[found.end() :]) if found else ("", bare)
    digits = agency = ""
    if ahead := _CODE_AHEAD.match(rest):
        digits, rest = ahead[1], rest[ahead.end() :]
    elif behind := _CODE_BEHIND.match(rest):
        agency, digits, rest = behind[1], behind[2], rest[behind.end() :]
    if not year and (named := _AGENCY_YEAR.match(rest)):
        agency, year, rest = agency or named["agency"], named["year"], rest[named.end() :]
    return Title(rest, year, digits, agency)
