"""Printed numbers: one grammar for tables, forms, prose and the account of what was used.

A thousands separator stands before three digits, also a single one (``125360,898``); ``,`` and ``，``, apostrophes and
thin, no-break and plain spaces separate. A number in brackets or behind −, －, –, △, ▲, ▼ is negative. What is not one
whole number (``12,34``, ``12 34``) is none: nothing is glued together or guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

GROUP = r"(?:,\d{3})"  # thousands behind a separator
_GROUP = rf"(?:[1-9]\d*{GROUP}|[1-9]\d{{0,2}}{GROUP}{{1,6}})"
LOOSE = r"\d[\d,]*(?:\.\d+)?"  # digits, their separators wherever they stand
_LOOSE_DECIMAL = r"[-−]?\d[\d,]*\.\d+"
AMOUNTS_BESIDE = rf"{_LOOSE_DECIMAL}(?:\s+{_LOOSE_DECIMAL}%?)+(?=\s|$)"  # a row of a table without its cells
LOOSE_START = r"\d[\d,.]*"
LOOSE_GROUPED = rf"\d[\d,]*{GROUP}(?:\.\d+)?"
LOOSE_SIGNED = r"[-－−]?\d[\d,，]*(?:\.\d+)?"  # also with full-width signs
MONEY_LIKE = rf"(?<![\d.])\d[\d,]*\.\d{{1,2}}(?!\d)|(?<!\d)\d{{1,3}}{GROUP}+(?!\d)"
NUMBER = rf"(?:{_GROUP}(?!\d)|\d+)(?:\.\d+)?"  # of text with half-width digits and commas
# A number within a text; not a part of a longer one.
AMOUNT = re.compile(rf"(?<![\d.,])[-−－]?{NUMBER}(?![\d,]|\.\d)")
_SPACES = "\u0020\u00a0\u2000-\u200a\u202f\u205f\u3000"
_SEPARATOR = re.compile(rf"(?<=\d)[{_SPACES}'’‘`´′＇](?=\d{{3}}(?!\d))")
_AROUND = re.compile(rf"[{_SPACES}\t]+(?=[,.)%])|(?<=[,.(\-¥])[{_SPACES}\t]+|^\s+|\s+$")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，−–－﹣", "0123456789.,----")
_BREAK = re.compile(r"[\r\n\u200b-\u200f\u2060\ufeff]+")
_FORM = re.compile(
    rf"(?P<open>\()?(?P<sign>[-+△▲▼])?(?P<currency>¥)?(?P<second>[-+△▲▼])?(?P<number>{NUMBER})(?P<percent>[%‰])?(?P<close>\))?"
)
_DECIMAL_COMMA = re.compile(
    r"-?(?:\d{1,3}(?:\.\d{3})+|\d+),(?:\d{1,2}|\d{4,})|-?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?"
)
_DECIMAL_POINT = re.compile(r"-?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|-?[\d,]*\.(?:\d{1,2}|\d{4,})")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")  # none is part of a number, in whatever width
_TYPED = re.compile(r"[!-&(-_a-~]*")  # ASCII without spaces, apostrophes and line breaks: plain as it stands
_SHORT = 4  # digits of a number in brackets that is no number of a list


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: ``digits`` without separators, with an ASCII sign (``-1234.50``); ``mark`` % or ‰."""

    digits: str
    mark: str = ""


@lru_cache(maxsize=65536)
def read_number(text: str, *, decimal_comma: bool = False) -> Number | None:
    """The number that a text is and nothing else (``￥1，234.50``, ``（1 234.50）``, ``△5%``), or ``None``.

    ``decimal_comma``: the column writes ``1.234,50`` (see ``has_decimal_comma``). A short number in brackets is the
    mark of a list, no negative number.
    """
    if _IDEOGRAPH.search(text):
        return None
    plain = _plain(text)
    if decimal_comma:
        plain = plain.translate(str.maketrans(",.", ".,"))
    match = _FORM.fullmatch(plain)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    signs = (match["sign"] or "") + (match["second"] or "")
    if len(signs) > 1 or (match["open"] and signs):
        return None
    number = match["number"].replace(",", "")
    if (
        match["open"]
        and "." not in number
        and "," not in match["number"]
        and len(number) < _SHORT
        and not match["percent"]
    ):
        return None
    negative = match["open"] or (signs and signs != "+")
    return Number(("-" if negative else "") + number, match["percent"] or "")


def has_decimal_comma(column: Iterable[str]) -> bool:
    """Whether the numbers of a column can only be meant with ``,`` as the decimal mark (``12,5`` beside ``125360,898``)."""
    found = False
    for text in map(_plain, column):
        if _DECIMAL_POINT.fullmatch(text):
            return False
        found = found or _DECIMAL_COMMA.fullmatch(text) is not None
    return found


@lru_cache(maxsize=65536)
def plain_number(text: str) -> str:
    """A printed number without thousands separators, with an ASCII sign: ``"－1,234.50"`` → ``"-1234.50"``.

    Other texts lose their commas all the same: call it with what is known to be a number.
    """
    found = read_number(text)
    if found is not None:
        return found.digits + found.mark
    return re.sub(r"[,，]", "", unicodedata.normalize("NFKC", text)).replace("−", "-")


def _plain(text: str) -> str:
    """Half-width, one form for each mark, thousands by ``,``; white space stays where it separates numbers."""
    if _TYPED.fullmatch(text):
        return text
    text = _BREAK.sub("", text).translate(_HALF_WIDTH)
    return _AROUND.sub("", unicodedata.normalize("NFKC", _SEPARATOR.sub(",", text)))
