"""Pieces of narrow cells that touch: the places inside a piece where one cell can end and the next begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from loaders.forms.likelihood import HINT, cell_score
from loaders.forms.misread import unconfused
from loaders.forms.pieces import Piece
from loaders.forms.vocabulary import level_words, target_words
from loaders.grammar.normal import fold

_OPERATORS = "≥≤≧≦⩾⩽=<>"
_WEIGHT = re.compile(r"[(]\d+(?:\.\d+)?[分%]?[)]")
_LIKELY, _LONGEST_VALUE = 3.0, 40  # of a target's score, of its text
_FIGURE = re.compile(rf"[\d{_OPERATORS}平每约不大小高低超至控人户]")  # what a value of figures begins with
_INSIDE = re.compile(r"[年月]\d|[\d.,\-~][\d.,%\-~]|[≥≤<>=、（(].|.[、）)，。]")


def unglued(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, cut where the label of a level or a value may touch another cell."""
    return [part for piece in pieces for part in _parts(piece)]


def touches(pieces: Sequence[Piece]) -> bool:
    """Whether cells are seen to touch: a level's label, or a value with its operator, stands in a piece behind other text.

    A weight in brackets belongs to its label. Words that may be values on their own (完成) are no sign of it.
    """
    return any(
        (level_words().search(rest) and level_words().sub("", rest))
        or any(rest[cut] in _OPERATORS for cut in _cuts(rest))
        for rest in (_WEIGHT.sub("", piece.folded) for piece in pieces)
    )


def _parts(piece: Piece) -> Iterator[Piece]:
    for start, stop in pairwise((0, *_cuts(piece.text), len(piece.text))):
        text, begins = piece.text[start:stop], start == 0
        whole = begins and stop == len(piece.text)
        yield piece if whole else replace(
            piece, text=text, words=(text,), before=piece.text[:start], first=piece.first and begins, gap=piece.gap and begins
        )  # fmt: skip


@lru_cache(maxsize=16384)
def _cuts(text: str) -> tuple[int, ...]:
    """Before and after the labels of levels in a text, and before what may be a value at the end of the rest."""
    folded = unconfused(fold(text))
    if len(folded) != len(text):
        return ()
    labels = {0, len(text), *(place for match in level_words().finditer(folded) for place in match.span())}
    values = {
        place
        for start, stop in pairwise(sorted(labels))
        for place in range(max(start + 1, stop - _LONGEST_VALUE), stop)
        if _may_begin(folded, place, stop)
    }
    return tuple(sorted((labels | values) - {0, len(text)}))


def _may_begin(text: str, place: int, stop: int) -> bool:
    """Whether a value from ``place`` to ``stop`` can touch what stands before it: figures, or a word that is known."""
    value = text[place:stop]
    if value in target_words("target"):
        return True
    apart = _FIGURE.match(value) and not HINT.match(value) and not _INSIDE.fullmatch(text[place - 1 : place + 1])
    return bool(apart) and cell_score("target", value, (), False) >= _LIKELY
