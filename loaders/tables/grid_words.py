"""What a cell or a header of a grid says: amounts, blanks, codes, totals and the kinds of columns."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from loaders.grammar import enumeration
from loaders.grammar.normal import fold
from loaders.grammar.numbers import read_number
from loaders.grammar.units import is_unit, without_thing
from loaders.vocabulary import seed_rows

LABEL_KINDS = frozenset({"code", "unit_code", "sequence", "name", "second_name", "unit", "other"})
BLANK = frozenset(
    {"", "-", "--", "—", "——", "–", "―", "/", "\\", "无", "…", "……", "*", "**", "***", "#", "\u2212"}
)
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_CODE_PART = re.compile(r"\d{2,3}|\d{5}|\d{7}")
_CODE_MARKS = re.compile(r"[\[\]【】()'\-.·]")
_TOTAL = re.compile(
    r"(?:收入|支出|本年|当年|本年收入|本年支出|当年收入|当年支出|部门|单位|人员经费|公用经费)?(?:合计|总计|总额|共计)(?:数)?"
)
_BRACKETS = re.compile(r"(?:[(（][^()（）]*[)）])+$")


@lru_cache(maxsize=65536)
def amount(text: str) -> str | None:
    """The digits of a cell that is nothing but one printed number (a per cent sign is dropped), or None."""
    found = read_number(text)
    return None if found is None else found.digits


def count(text: str) -> str | None:
    """The digits of a cell in a column of counts, which may print its unit (``80人``), or None."""
    return amount(without_thing(text))


@lru_cache(maxsize=65536)
def is_blank(text: str) -> bool:
    """Whether a cell says "nothing here": empty, a dash, 无, or the stars of a template."""
    return fold(text) in BLANK


def is_code(text: str) -> bool:
    """Whether a cell is a whole classification code (类 3, 款 5, 项 7 digits)."""
    return _CODE.fullmatch(fold(text)) is not None


def is_code_part(text: str) -> bool:
    """Whether a cell can be a code or one of the cells 类, 款, 项 of a code."""
    return _CODE_PART.fullmatch(fold(text)) is not None


def code_digits(text: str) -> str:
    """The digits of a cell in a code column (``[201]``, ``201-03``), also of a wrong code; ``""`` if it holds words."""
    digits = _CODE_MARKS.sub("", fold(text))
    return digits if digits.isdigit() else ""


@lru_cache(maxsize=65536)
def is_total(text: str) -> bool:
    """Whether a label is the total of a table or of one of its sides."""
    return _TOTAL.fullmatch(fold(text)) is not None


def is_enumerated(text: str) -> bool:
    """Whether a label starts like an item of a list (一、 （二） 3. 其中：)."""
    return bool(enumeration.mark(folded := fold(text))) or folded.startswith("其中")


def header_kind(text: str) -> str:
    """The kind of column that a header names (seeds/vocabulary/grid_header_word.csv), ``""`` if the word is unknown.

    The longest word of the list decides; a remark in brackets at the end counts only where it leaves nothing, or where it
    says that a column of agencies holds codes of the classification, too (单位代码（科目编码）).
    """
    folded = fold(text)
    bare = _BRACKETS.sub("", folded)
    kind = _kind(bare or folded)
    return "code" if kind == "unit_code" and _kind(folded[len(bare) + 1 : -1]) == "code" else kind


def is_unit_word(text: str) -> bool:
    """Whether a cell names a unit and nothing else (万元, 个, 辆)."""
    return is_unit(fold(text))


@cache
def _kind(word: str) -> str:
    best, kind = 0, ""
    for known, match, found in _vocabulary():
        hit = (
            word == known
            if match == "exact"
            else word.endswith(known)
            if match == "suffix"
            else word.startswith(known)
        )
        # An exact word beats a suffix of the same length.
        weight = 2 * len(known) + (match == "exact")
        if hit and weight > best:
            best, kind = weight, found
    return kind


@cache
def _vocabulary() -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (fold(row["header_word"]), row["match"], row["header_kind"]) for row in seed_rows("grid_header_word")
    )
