"""The words of budget narratives, read from the reference data in ``seeds/``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from loaders.vocabulary import seed_rows


@cache
def pairs(name: str) -> dict[str, str]:
    """First column → second column of the seed ``name``, in file order."""
    return {key: value for key, value, *_ in (row.values() for row in seed_rows(name))}


def alternatives(words: Iterable[str]) -> str:
    """A regular expression group that prefers the longest word."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"


DIRECTION = alternatives(pairs("direction_word"))
FLAT = alternatives(pairs("flat_word"))
BASE = rf"(?:(?:19|20)\d\d年?(?:度)?|{alternatives(pairs('comparison_base'))})"
COUNTED = alternatives(pairs("counted_unit"))
VALUE_WORD = alternatives(pairs("stated_value_word"))
ORGANISATION = alternatives(pairs("organisation_suffix"))
SUBJECT_START = alternatives(pairs("subject_start"))
AGAINST = r"(?:比|较|与|同(?!口径|比)|和)"  # what a figure is held against follows
ADDED = r"加(?![强快大密固班])(?:上(?![级解]))?"  # what is added to a budget's own: 加上级补助收入, 加上上解上级支出


def sign(direction: str) -> str:
    """``"-"`` for a word of decrease, ``""`` for one of increase."""
    return "-" if pairs("direction_word")[direction] == "-1" else ""


def role_of(value_word: str) -> str:
    """The role that a value word such as ``支出决算`` gives to its amount; ``""`` if it is none."""
    return pairs("stated_value_word").get(value_word, "")
