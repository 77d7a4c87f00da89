"""Headers of columns that nothing but white space parts: words that the end of a line has cut, or that two cells share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from loaders.grammar.normal import fold
from loaders.tables.measures import is_known, known_word
from loaders.tables.model import Column
from loaders.tables.vocabulary import header_words

_CUT = re.compile(r"^[、，()]|[、，(]$")
_WORD = 3  # letters of a word that no other begins with by chance


def unwrapped(columns: Sequence[Column]) -> list[Column]:
    """Columns with what is one known word over two headers of a path, and unknown alone, as one: 财政专户 / 管理资金."""
    return [replace(column, path=_joined(column.path)) for column in columns]


def _joined(path: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for text in path:
        if found and not is_known(text) and known_word(found[-1] + text) is not None:
            found[-1] += text
        else:
            found.append(text)
    return tuple(found)


@cache
def is_torn(path: tuple[str, ...]) -> bool:
    """Whether the lowest header of a column is one letter, holds two words, is unknown below its total or a piece of another
    header, or one of the words that many end in (收入) below something unknown.

    What a total adds up has its meaning from the header above.
    """
    *above, leaf = path or ("",)
    word = known_word(leaf)
    if word is not None and word.kind != "total":
        return len(fold(leaf)) < _WORD and bool(above) and not is_known(above[-1])
    if any(not is_known(text) and (_is_piece(fold(text)) or _is_glued(fold(text))) for text in above):
        return True
    if is_known(leaf):
        return False
    if _words_within(fold(leaf)) > 1:
        return True
    return len(fold(leaf)) == 1 or any(
        (one := known_word(text)) is not None and one.kind == "total" for text in above
    )


def _words_within(text: str) -> int:
    """How many words for amounts of four letters or more stand in a text one behind the other."""
    count, at = 0, 0
    while at < len(text):
        size = max(
            (len(word) for word in _amount_words() if len(word) > _WORD and text.startswith(word, at)),
            default=0,
        )
        count, at = count + bool(size), at + (size or 1)
    return count


def _is_piece(text: str) -> bool:
    """Whether a text is the beginning or the end of a word for amounts, or begins or ends as no header does."""
    if _CUT.search(text):
        return True
    return any(word.startswith(text) or word.endswith(text) for word in _amount_words() if word != text)


def _is_glued(text: str) -> bool:
    """Whether a text is a word for amounts and the beginning of another."""
    cuts = [at for at in range(_WORD, len(text)) if text[:at] in _amount_words()]
    return any(word.startswith(text[at:]) for at in cuts for word in _amount_words())


@cache
def _amount_words() -> frozenset[str]:
    return frozenset(key for key, word in header_words().items() if word.measure and len(key) >= _WORD)
