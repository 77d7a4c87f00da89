"""What a column of amounts measures, from its printed header and from the columns beside it.

A header word of no known meaning still names its column: ``labelled`` (told by its label alone), ``of_which`` below
其中, ``quantity`` and ``rate`` for what is no money. Columns of another period than the table's (an earlier year,
上年, 增减) carry it as a suffix: ``conference_last_year``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from loaders.grammar.enumeration import MARK
from loaders.grammar.normal import fold
from loaders.tables.grid_words import header_kind
from loaders.tables.model import QUANTITY, Column
from loaders.tables.vocabulary import Word, group_members, header_key, header_words, known_year_header
from loaders.vocabulary import seed_rows

_OF_WHICH = re.compile(r"^其中[:：]?(?=.)")
_PARTS = re.compile(r"^其中[:：]?$")  # over the columns that it divides
_REMAINDER = re.compile(r"^(?:扣除|剔除|不含|不包括)")  # 扣除基建项目后预算数: a part of what it stands beside
_REMARK = re.compile(r"(?:[(（][^()（）]*[)）])+$")
_NUMBERED = re.compile(rf"^{MARK}")
_TOTALLED = re.compile(r"[-—－]*(?:合计|小计)$")
_YEAR = re.compile(r"^((?:19|20)\d{2})年")
_LEADING_YEAR = re.compile(r"^(?:(?:19|20)\d{2}年度?)?末?")
_PLAIN_AMOUNT = re.compile(r"(?:金额|数额|预算数|决算数)$")
_NAME = re.compile(r"[\u4e00-\u9fff]")
_CURRENT_YEAR = re.compile(r"^[省市县区]?级?[本当]年")
_QUALIFIED = ("预算数", "决算数")
_CURRENT = "current"
CHANGE = "change"
_SHARES = ("rate", "pct")
_KINDS = {"count": "quantity", "percent": "rate"}


@lru_cache(maxsize=16384)
def known_word(text: str) -> Word | None:
    """The header word that ``text`` is; remarks in brackets, numbering, 其中 and a closing —合计 left out."""
    words = header_words()
    bare = fold(text)
    for cut in (None, _TOTALLED, _OF_WHICH, _NUMBERED, _REMARK):
        bare = bare if cut is None else cut.sub("", bare)
        for key in (header_key(bare), _LEADING_YEAR.sub("", bare)):
            if (word := words.get(key)) is not None:
                return word
    return None


def is_known(text: str) -> bool:
    """Whether a header is a word of known meaning, a period, the amount of what stands above it, or a part of its neighbour."""
    bare = fold(text)
    told = (_OF_WHICH.match(bare), _REMAINDER.match(bare), _PLAIN_AMOUNT.search(_REMARK.sub("", bare)))
    return known_word(text) is not None or known_year_header(text) or bare in _periods() or any(told)


@cache
def measure_of(path: tuple[str, ...]) -> str:
    """The canonical measure of a column from its header path; ``""`` where no word of it is known.

    A total under a group is the group's measure; 预算数 and 决算数 under another header qualify its measure.
    """
    measure, suffix = "", ""
    for text in path:
        word = known_word(text)
        if word is None:
            if known_year_header(text):
                measure = measure or "total"
            elif measure and (_OF_WHICH.match(fold(text)) or _REMAINDER.match(fold(text))):
                measure = "of_which"
            continue
        if word.kind == "repeat" and word.measure != "total":
            suffix = "_" + word.measure
        elif word.kind == "repeat" and fold(text).endswith(_QUALIFIED) and measure not in ("", "total"):
            suffix = "_final" if "决算" in text else "_budget"
        elif word.kind not in ("total", "repeat") and word.measure:
            measure = word.measure
    if measure in ("", "total") and suffix:
        return suffix[1:]
    if not measure and path and (word := known_word(path[-1])) is not None:
        measure = word.measure or ("total" if word.kind == "span" else "")
    if measure == "total" and any(_PARTS.match(fold(text)) for text in path):
        measure = "of_which"
    return measure if suffix and measure.endswith(suffix) else _joined(measure, suffix)


def _joined(measure: str, suffix: str) -> str:
    """Both, what they have in common once: 一般债务 below 债务限额 is ``general_debt_limit``."""
    words = suffix.split("_")[1:]
    common = next((n for n in range(len(words), 0, -1) if measure.split("_")[-n:] == words[:n]), 0)
    return "_".join([measure, *words[common:]])


def is_total_header(path: tuple[str, ...]) -> bool:
    """Whether the column holds the total of its group: the last known header word is 合计, 小计 …"""
    words = [w for text in path if (w := known_word(text)) is not None and w.kind != "repeat"]
    return bool(words) and words[-1].kind == "total"


def column_measures(columns: Sequence[Column]) -> list[str]:
    """The measure of each column of a table; ``""`` only where a column has no header of words at all."""
    years = [_year(column.path) for column in columns]
    latest = max((year for year in years if year), default=0)
    found = []
    for place, (column, year) in enumerate(zip(columns, years, strict=True)):
        listed = measure_of(_below_side(column))
        measure = listed or _unlisted(column)
        if measure and column.unit == "%" and not measure.endswith(_SHARES):
            measure = "rate"  # also below a word for money: 执行数/占预算%
        elif measure == "total" and _is_of_this_year(column, columns):
            measure = "current_year"
        elif measure == "total" and (
            _totals_a_part(column, columns) or (not listed and _stands_beside_total(column, columns[:place]))
        ):
            measure = "labelled"
        if (
            measure in group_members()["fiscal_appropriation"]
            and (thing := measure_of(column.path[:-1])) in _public_things()
        ):
            measure = f"{thing}_{measure}"  # of 因公出国费 the part from 一般公共预算
        elif measure in _natures() and (source := _source(column)) and _has_other_source(column, columns, source):
            measure = f"{measure}_{source}"  # of 项目支出 the part from 一般公共预算
        period = _period(column.path)
        if period is None and year and year < latest:
            period = "last_year" if year == latest - 1 else "earlier_year"
        found.append(_with_period(measure, period))
    return found


def _below_side(column: Column) -> tuple[str, ...]:
    """The header of a column without the word for its side (支出（按功能分类）/预算数), which its rows tell already."""
    word = known_word(column.path[0]) if column.side and len(column.path) > 1 else None
    return column.path[1:] if word is not None and word.kind == "side" else column.path


def _is_of_this_year(column: Column, columns: Sequence[Column]) -> bool:
    """Whether an amount under a header that spans others elsewhere (当年财政拨款安排) stands as a part beside their total."""
    word = known_word(column.path[-1])
    return (
        word is not None
        and word.kind == "span"
        and _CURRENT_YEAR.match(fold(column.path[-1])) is not None
        and any(c.side == column.side and c.path[:-1] == column.path[:-1] and is_total_header(c.path) for c in columns)
    )


def _stands_beside_total(column: Column, before: Sequence[Column]) -> bool:
    """Whether an amount called by words of no known meaning (面向中小企业预留金额) stands behind the total of its rows."""
    return any(
        c.side == column.side and c.path[:-1] == column.path[:-1] and measure_of(_below_side(c)) == "total" for c in before
    )


def _totals_a_part(column: Column, columns: Sequence[Column]) -> bool:
    """Whether an amount called total is one of a part only: headers of no known meaning stand over it, fewer over the total
    beside it; or others over the like amount beside it (中央对省/决算数, 省对市县/决算数)."""
    unknown = _unknown(column)
    others = [
        (other, _unknown(other)) for other in columns if other.side == column.side and other is not column
    ]
    return bool(unknown) and any(
        (set(words) < set(unknown) and is_total_header(other.path))
        or (words and words != unknown and other.path[-1] == column.path[-1])
        for other, words in others
    )


def _unknown(column: Column) -> list[str]:
    return [
        text
        for text in column.path[:-1]
        if known_word(text) is None and period_word(text) is None and not known_year_header(text)
    ]


@cache
def _public_things() -> frozenset[str]:
    """What the three publics (三公) are spent on, as far down as tables divide it."""
    members = group_members()
    return frozenset(thing for group in members["three_public"] for thing in (group, *members.get(group, ())))


@cache
def _natures() -> frozenset[str]:
    """What spending is divided into whatever pays for it: 基本支出 (人员, 公用) and 项目支出."""
    members = group_members()
    return members["expenditure_current_year"] | members["basic"]


def _source(column: Column) -> str:
    """The source of money over a column, the nearest one; ``""`` where none is printed."""
    found = (measure_of((text,)) for text in reversed(column.path[:-1]))
    return next((source for source in found if source in group_members()["revenue_current_year"]), "")


def _has_other_source(column: Column, columns: Sequence[Column], source: str) -> bool:
    """Whether columns beside it hold the money of another source, so that it is not all that is spent."""
    members = group_members()
    others = members["revenue_current_year"] - {source} - members.get(source, frozenset())
    return any(
        other.side == column.side and any(measure_of((text,)) in others for text in other.path)
        for other in columns
        if source not in {measure_of((text,)) for text in other.path}
    )


def _unlisted(column: Column) -> str:
    leaf = next((word for word in reversed(column.path) if _NAME.search(word)), "")
    if not leaf:
        return ""
    if _OF_WHICH.match(fold(leaf)) or _REMAINDER.match(fold(leaf)):
        return "of_which"
    if column.unit not in ("%", QUANTITY) and _PLAIN_AMOUNT.search(_REMARK.sub("", fold(leaf))):
        return "total"
    kind = "percent" if column.unit == "%" else header_kind(leaf)
    return _KINDS.get(kind, "labelled")


def _year(path: Sequence[str]) -> int:
    """The year that a header names first."""
    return next((int(match[1]) for word in path if (match := _YEAR.match(fold(word)))), 0)


@cache
def _periods() -> dict[str, str]:
    return {fold(row["word"]): row["period"] for row in seed_rows("period_word")}


def period_word(text: str) -> str | None:
    """The period that a label names alone: ``current``, ``last_year``, ``change``, ``change_pct``; None for any other."""
    return _periods().get(fold(text))


def _period(path: Sequence[str]) -> str | None:
    """The period that a header of its own over the column names; None where none does."""
    return next((period for word in path if (period := period_word(word))), None)


def _with_period(measure: str, period: str | None) -> str:
    # A column that is itself a change (增减情况/增减幅度) is of no other period.
    if (
        not period
        or period == _CURRENT
        or not measure
        or measure.startswith(CHANGE)
        or measure.endswith(("_" + period, period))
    ):
        return measure
    return period if measure in ("total", "labelled") else f"{measure}_{period}"
