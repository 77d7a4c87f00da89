"""The words of budget tables as data: header words, measures, row labels, titles, official codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.grammar.enumeration import MARK
from loaders.grammar.normal import fold
from loaders.vocabulary import seed_rows

_YEAR = re.compile(r"^(?:\d{4}年度?|\d{4}(?=\D)|[××X]{2,4}年度?|(?:本|当)年度(?=.))")
_INNER_YEAR = re.compile(r"(?<=比)\d{4}年度?")
_ENUMERATION = re.compile(
    rf"^(?:其中[:：]?)?{MARK}?(?:其中[:：])?"
)
_LEFT_OUT = re.compile(r"[(（]不含[^()（）]*[)）]$")
_REMARK = re.compile(r"(?<=.)\([^()]*\)$")
_SIZE = {3: 1, 5: 2, 7: 3}
_TITLE_PREFIX = re.compile(r"^\d{4}年?(?:度)?")


@dataclass(frozen=True, slots=True)
class Word:
    """One header word: the canonical ``measure`` and the ``kind`` of its column (``seeds/vocabulary/measure.csv``)."""

    text: str
    measure: str
    kind: str


def rejoin(pieces: list[str]) -> list[str]:
    """Join characters printed apart where they make a known word: ``收 入 合 计`` → ``收入合计``."""
    joined: list[str] = []
    index = 0
    while index < len(pieces):
        run = index
        while run < len(pieces) and len(pieces[run]) == 1:
            run += 1
        last = min(run + 1, len(pieces)) if run > index + 1 else run
        end = next((e for e in range(last, index + 1, -1) if _is_word("".join(pieces[index:e]))), index + 1)
        joined.append("".join(pieces[index:end]))
        index = end
    return joined


def _is_word(text: str) -> bool:
    key = header_key(text)
    return key in header_words() or _REMARK.sub("", key) in header_words() or row_role(text)[0] != "item"


@dataclass(frozen=True, slots=True)
class Subject:
    """One code of an official classification; ``system`` is the name of the classification."""

    system: str
    code: str
    name: str
    confidence: str


def header_key(text: str) -> str:
    """The form in which header words are compared: folded, straight quotes unified, year removed."""
    key = fold(text).replace('"', "“", 1).replace('"', "”", 1)
    return _INNER_YEAR.sub("", _YEAR.sub("", key))


@cache
def header_words() -> dict[str, Word]:
    """Header words by ``header_key``."""
    words = {}
    for row in seed_rows("measure"):
        key = header_key(row["word"])
        words[key] = Word(key, row["measure"], row["kind"])
    return words


@cache
def known_year_header(text: str) -> bool:
    """Whether ``text`` is nothing but a year (``2024年``), which some tables print as a header."""
    return re.fullmatch(r"\d{4}年度?", fold(text)) is not None


@cache
def group_members() -> dict[str, frozenset[str]]:
    """For each measure that can head a group of columns, the measures that can stand under it."""
    members: dict[str, set[str]] = {}
    for row in seed_rows("measure_group"):
        members.setdefault(row["group_measure"], set()).add(row["measure"])
    return {group: frozenset(found) for group, found in members.items()}


def bare_label(text: str) -> str:
    """A row label without enumeration: ``一、财政拨款收入`` → ``财政拨款收入``; ``其中：`` goes too."""
    return _ENUMERATION.sub("", fold(text))


@cache
def label_measure(name: str) -> str:
    """The measure that a row label names, or ``""``: ``2. 政府性基金`` → ``government_fund``; without what it says to be left out
    (``事业收入（不含教育收费）``)."""
    bare = bare_label(name)
    word = header_words().get(bare) or header_words().get(_LEFT_OUT.sub("", bare))
    return word.measure if word is not None and word.kind in ("part", "group", "carryover") else ""


@cache
def measure_side(measure: str) -> str:
    """The side on which rows named after ``measure`` stand in a two-sided table."""
    return next((r["row_side"] for r in seed_rows("measure") if r["measure"] == measure), "")


@cache
def _roles() -> list[tuple[re.Pattern[str], str, str]]:
    return [(re.compile(r["label_pattern"]), r["row_role"], r["side"]) for r in seed_rows("row_role")]


@cache
def row_role(name: str) -> tuple[str, str]:
    """Role and side that a row label tells: ``("total", "revenue")`` for 收入总计; ``("item", "")`` otherwise."""
    bare = bare_label(name)
    for pattern, role, side in _roles():
        if pattern.match(bare):
            return role, side
    return "item", ""


@cache
def _types() -> list[tuple[re.Pattern[str], str, str]]:
    rows = sorted(seed_rows("table_type"), key=lambda r: int(r["priority"]))
    return [(re.compile(r["title_pattern"]), r["table_type"], r["subject_system"]) for r in rows]


def table_type(title: str) -> tuple[str, str]:
    """Type and usual subject system of a table, by what its title says; ``("generic", "")`` if unknown."""
    bare = _TITLE_PREFIX.sub("", fold(title))
    for pattern, name, system in _types():
        if pattern.search(bare):
            return name, system
    return "generic", ""


@cache
def subjects() -> dict[str, tuple[Subject, ...]]:
    """Official codes (all classifications), each with the names that it has had."""
    found: dict[str, tuple[Subject, ...]] = {}
    for system, seed in (
        ("function", "function_class"),
        ("department_economic", "department_economic"),
        ("government_economic", "government_economic"),
        ("revenue", "revenue_class"),
    ):
        for row in seed_rows(seed):
            subject = Subject(system, row["code"], row["name"], row["confidence"])
            found[subject.code] = (*found.get(subject.code, ()), subject)
    return found


def economic_level(name: str) -> int:
    """1 for the name of an economic class, 2 for an item, 0 if the name is in no economic list."""
    return _economic_sizes().get(fold(name), 0) // 2


@cache
def _economic_sizes() -> dict[str, int]:
    return {fold(s.name): len(s.code) for s in _economic()}


@cache
def function_codes() -> dict[str, tuple[str, ...]]:
    """Codes of the functional classification by each name that they have had, folded."""
    found: dict[str, tuple[str, ...]] = {}
    for code, named in subjects().items():
        for name in {fold(s.name) for s in named if s.system == "function"}:
            found[name] = (*found.get(name, ()), code)
    return found


@cache
def function_classes() -> frozenset[str]:
    """Names of the classes of the functional classification, folded."""
    return frozenset(
        fold(s.name) for found in subjects().values() for s in found if s.system == "function" and len(s.code) == 3
    )


@cache
def class_names() -> dict[str, frozenset[str]]:
    """All names that the classes of the official classifications have had, by code, folded."""
    return {
        code: frozenset(fold(s.name) for s in found) for code, found in subjects().items() if code_level(code) == 1
    }


@cache
def _economic() -> tuple[Subject, ...]:
    items = [s for found in subjects().values() for s in found if s.system == "department_economic"]
    return tuple(sorted(items, key=lambda s: -len(s.code)))


def code_level(code: str) -> int:
    """1 类, 2 款, 3 项 by the length of a code; 0 if it is not a classification code."""
    return _SIZE.get(len(code), 0)
