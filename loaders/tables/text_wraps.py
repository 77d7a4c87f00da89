"""Labels that their cells have broken in a text laid out with blanks: the piece below belongs to the piece above it.

A cell breaks a label where it is full: the upper piece is as wide as the widest labels of its column, the lower one begins
where it begins, in a line without amounts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from loaders.grammar.enumeration import MARK
from loaders.tables.text_tokens import Token
from loaders.tables.vocabulary import row_role

_APART = 2  # blanks between cells
_LAID_OUT = 0.5  # of the lines with amounts print one apart
_FEWEST_FULL = 2  # labels as wide as their cell
_STARTS = re.compile(rf"^(?:其中[:：]?|{MARK}|\d)")


@dataclass(slots=True)
class _Piece:
    """The part of a label that one line prints: its tokens, the place in its line where it begins, its width in columns."""

    tokens: list[Token]
    start: int
    width: int

    @property
    def line(self) -> int:
        return self.tokens[0].line.number


def unwrapped(stream: Sequence[Token]) -> list[Token]:
    """The pieces of a text with those that go on with a label above joined to it; ``also`` of the label's token says on which lines they stand."""
    lines = [list(line) for _, line in groupby(stream, key=lambda token: id(token.line))]
    cells = [_cells(line) for line in lines]
    rows = [line for line in lines if any(token.amount for token in line)]
    if sum(any(token.gap >= _APART for token in row if token.amount) for row in rows) < _LAID_OUT * len(rows):
        return list(stream)
    widest = _widest(piece for line in cells for piece in line)
    joined: dict[int, Token] = {}  # of a token, by identity: what it is with the pieces below
    gone: set[int] = set()
    above: dict[int, tuple[Token, _Piece]] = {}  # of each column: the last token of its label, and the label's last piece
    for line, pieces, below in zip(lines, cells, [*cells[1:], []], strict=True):
        amounts = any(token.amount for token in line)
        for piece in pieces:
            if piece.tokens[0].amount:
                continue
            column = next((start for start in above if abs(start - piece.start) <= 1), piece.start)
            last, upper = above.get(column, (piece.tokens[-1], None))
            heads = _is_headed(piece, below)
            if not (amounts or heads) and upper is not None and _goes_on(piece, upper, widest.get(upper.start, 0)):
                whole = joined.get(id(last), last)
                text = "".join(token.text for token in piece.tokens)
                joined[id(last)] = replace(whole, text=whole.text + text, also=(*whole.also, piece.tokens[0].line))
                gone |= {id(token) for token in piece.tokens}
                above[column] = last, replace(piece, start=upper.start)
            else:
                above[column] = piece.tokens[-1], piece
    return [joined.get(id(token), token) for token in stream if id(token) not in gone]


def _is_headed(piece: _Piece, below: Sequence[_Piece]) -> bool:
    """Whether the line below prints amounts without a label: then it is their label that begins with the piece."""
    named = any(not one.tokens[0].amount and abs(one.start - piece.start) <= 1 for one in below)
    return bool(below) and not named and any(one.tokens[0].amount for one in below)


def _goes_on(piece: _Piece, upper: _Piece, widest: int) -> bool:
    text = piece.tokens[0].text
    near = piece.line - upper.line <= _APART and upper.width >= widest - 1 > 0
    return near and not _STARTS.match(text) and row_role(text)[0] == "item"


def _cells(line: Sequence[Token]) -> list[_Piece]:
    """What a line prints apart from each other."""
    found: list[_Piece] = []
    at = 0
    for token in line:
        start = token.line.text.index(token.text[0], at)
        at = start + len(token.text)
        label = found and not token.amount and not found[-1].tokens[-1].amount
        if label and token.gap < _APART:
            found[-1].tokens.append(token)
            found[-1].width += token.gap + _width(token.text)
        else:
            found.append(_Piece([token], start, _width(token.text)))
    return found


def _widest(pieces: Iterable[_Piece]) -> dict[int, int]:
    """Of each column of labels its width, where several labels fill it; else 0."""
    widths: dict[int, list[int]] = {}
    for piece in pieces:
        if not piece.tokens[0].amount:
            widths.setdefault(piece.start, []).append(piece.width)
    return {
        start: max(found) if sum(width >= max(found) - 1 for width in found) >= _FEWEST_FULL else 0
        for start, found in widths.items()
    }


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
