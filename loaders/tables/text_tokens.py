"""Pieces of the data lines of a table: labels, codes and amounts, with the white space between them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from loaders.grammar.normal import fold
from loaders.grammar.numbers import NUMBER, read_number
from loaders.model import Line
from loaders.tables.vocabulary import rejoin

# A number with a separator or decimals, glued to the label behind it.
_GLUED = re.compile(rf"^([-−－]?(?=\d+[,.]){NUMBER})(?=[^\d,.%％‰)）])")
_WIDE = re.compile(r"[\d.,．，%％]*[０-９][\d.,．，%％]*")
_OTHER_CODE = re.compile(r"^\d{3,20}$")
_CELLWISE = 0.95
_CLASS = 3  # digits of the code of a class
_LANES = 2
_SKIPPED = 3  # a running number can be left out
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(slots=True)
class Token:
    """A piece of a line: text, white space before it, whether it opens its line; ``amount`` if a number."""

    text: str
    gap: int
    first: bool
    line: Line
    adjacent: bool  # its line follows the previous printed line without a blank line between
    amount: bool
    indent: int = 0
    starts: bool = False  # a label that a code of a unit or project stood before: it begins a row
    after: int | None = None  # white space to the end of the line, on the last token of it
    also: tuple[Line, ...] = ()  # further lines on which it stands


def tokens(lines: Sequence[Line]) -> list[Token]:
    """All pieces of the data lines. ``adjacent`` needs the line numbers of the printed lines to be given."""
    found: list[Token] = []
    previous = None
    for line in lines:
        text = line.text
        adjacent = previous is not None and line.number == previous + 1
        previous = line.number
        body = text.lstrip(" \t")
        indent = len(body) - len(body.lstrip("\u3000"))
        before = len(found)
        place = 0
        for piece in rejoin(text.split()):
            start, end = _span(text, piece, place)
            gap = start - _end(text, start)
            _pieces(found, piece, gap, line, adjacent, indent, len(found) == before)
            place = end
        if len(found) > before:
            found[-1].after = len(text) - len(text.rstrip())
    return found


def with_rates(stream: Sequence[Token]) -> list[Token]:
    """The pieces with percentages (``12.5%``) as amounts, for tables that have a column of them."""
    return [
        replace(token, text=found.digits, amount=True)
        if (found := read_number(token.text)) is not None and found.mark == "%"
        else token
        for token in stream
    ]


def without_rates(stream: Sequence[Token]) -> list[Token]:
    """The pieces without percentages, for tables whose header names none: a rate is no part of the label behind it."""
    return [token for token in stream if (found := read_number(token.text)) is None or not found.mark]


def is_cellwise(stream: Sequence[Token]) -> bool:
    """Whether the text prints every cell on a line of its own."""
    return sum(token.first for token in stream) >= _CELLWISE * len(stream)


def without_other_codes(stream: Sequence[Token], classes: Mapping[str, frozenset[str]]) -> list[Token]:
    """The pieces without codes of units, projects or a second classification, which stand before a label.

    ``classes`` are the names of the official classes by code; a code that belongs to one and opens a line (or, where
    every cell has a line of its own, follows an amount) stays.
    """
    cellwise = is_cellwise(stream)
    kept: list[Token] = []
    begins = False
    for token, following in zip(stream, [*stream[1:], None], strict=False):
        previous = kept[-1] if kept and (cellwise or kept[-1].line is token.line) else None
        label = following.text if following is not None and (cellwise or following.line is token.line) else ""
        labelled = following is not None and bool(label) and not following.amount
        after_code = previous is not None and previous.text.isdigit()
        first = not after_code if cellwise else token.first
        opens = first and labelled and not _classified(token.text, label, classes)
        second = previous is not None and (after_code or not (cellwise or previous.amount)) and not first
        if labelled and _OTHER_CODE.match(token.text) and (opens or second):
            begins = opens
            continue
        if begins:
            token = replace(token, starts=True, first=True)
            begins = False
        kept.append(token)
    return kept


def _classified(code: str, label: str, classes: Mapping[str, frozenset[str]]) -> bool:
    if len(code) not in (3, 5, 7) or code[:3] not in classes:
        return False
    return len(code) > _CLASS or any(label[:2] == name[:2] for name in classes[code])


def without_row_numbers(stream: Sequence[Token]) -> list[Token]:
    """The pieces without the running numbers of the rows (行次): each side of a table counts on by one."""
    counters: list[int] = []
    kept: list[Token] = []
    for token in stream:
        number = int(token.text) if token.amount and re.fullmatch(r"\d{1,3}", token.text) else None
        place = next(
            (n for n, c in enumerate(counters) if number is not None and 0 < number - c <= _SKIPPED), None
        )
        if number is not None and place is not None:
            counters[place] = number
        elif number is not None and (len(counters) < _LANES and number not in counters):
            counters.append(number)
        else:
            kept.append(token)
    return kept


def without_ordinals(stream: Sequence[Token]) -> list[Token]:
    """The pieces without the numbers that open the rows (序号), counted from 1; the label behind one begins its row."""
    kept: list[Token] = []
    last = 0
    opens = False
    for token, following in zip(stream, [*stream[1:], None], strict=False):
        labelled = following is not None and not following.amount
        if token.first and labelled and token.text == str(last + 1):
            last, opens = last + 1, True
            continue
        kept.append(replace(token, starts=True, first=True) if opens else token)
        opens = False
    return kept


def _span(text: str, piece: str, place: int) -> tuple[int, int]:
    """Where a piece, whose characters may stand apart, is printed from ``place`` on."""
    start = text.index(piece[0], place)
    end = start
    for character in piece:
        end = text.index(character, end) + 1
    return start, end


def _end(text: str, start: int) -> int:
    return len(text[:start].rstrip())


def _pieces(
    found: list[Token], text: str, gap: int, line: Line, adjacent: bool, indent: int, first: bool
) -> None:
    if _WIDE.fullmatch(text):
        text = fold(text)
    glued = _GLUED.match(text)
    if glued and not _is_amount(text) and _HAN.match(text[glued.end() :]):
        found.append(Token(glued[1], gap, first, line, adjacent, True, indent))
        found.append(Token(text[glued.end() :], 0, False, line, adjacent, False))
        return
    found.append(
        Token(text, gap, first, line, adjacent, _is_amount(text), indent if first else 0)
    )


def _is_amount(text: str) -> bool:
    found = read_number(text)
    return found is not None and not found.mark
