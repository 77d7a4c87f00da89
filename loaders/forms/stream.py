"""A stretch of lines as one run of characters that remembers where white space was printed.

Text extracted from a page whose cells are narrow keeps the order of the cells and loses their borders: a
gap (space or line break) is the border of a cell or a wrap inside one, and two cells can touch without a gap.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.forms.raw import Place
from loaders.grammar.normal import fold, squash
from loaders.grammar.page_numbers import is_page_number
from loaders.model import Line

NONE, SPACE, BREAK = 0, 1, 2
_RUNNING_TITLE = re.compile(
    r"^.{2,30}\d{4}年度?.{0,8}(?:预算|决算).{0,6}(?:公开|报告|说明)(?:报告|说明|文本)?$"
)


@dataclass(frozen=True, slots=True)
class Stream:
    """``text`` without white space, ``folded`` of the same length; per character its line number.

    ``gaps[i]`` is the white space before character ``i`` (``NONE``, ``SPACE``, ``BREAK``); it has one element
    more than ``text`` for the end.
    """

    text: str
    folded: str
    gaps: tuple[int, ...]
    lines: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.text)

    def part(self, start: int, stop: int) -> Stream:
        """Characters ``start`` to ``stop`` (exclusive) as a stream of their own."""
        gaps = (BREAK, *self.gaps[start + 1 : stop], BREAK) if stop > start else (BREAK,)
        return Stream(self.text[start:stop], self.folded[start:stop], gaps, self.lines[start:stop])

    def numbers(self, start: int, stop: int) -> tuple[int, ...]:
        """Line numbers of characters ``start`` to ``stop``, ascending and unique."""
        return tuple(sorted(set(self.lines[start:stop])))

    def place(self) -> Place:
        """Where the stream is printed; its lines say on which page."""
        return Place(self.numbers(0, len(self)), None, self.text)

    def inner_gaps(self, start: int, stop: int) -> tuple[int, int]:
        """How many spaces and line breaks lie inside ``start`` to ``stop``."""
        inner = self.gaps[start + 1 : stop]
        return inner.count(SPACE), inner.count(BREAK)


def stream_of(lines: Sequence[Line]) -> Stream:
    """Join ``lines`` into a stream; blank lines vanish."""
    characters: list[str] = []
    gaps: list[int] = []
    numbers: list[int] = []
    for line in lines:
        gap = BREAK
        for character in line.text:
            if not squash(character):
                gap = max(gap, SPACE)
                continue
            characters.append(character)
            gaps.append(gap)
            numbers.append(line.number)
            gap = NONE
    folded = (unicodedata.normalize("NFKC", character) for character in characters)
    return Stream(
        "".join(characters),
        "".join(f if len(f) == 1 else c for f, c in zip(folded, characters, strict=True)),
        (*gaps, BREAK),
        tuple(numbers),
    )


def is_furniture(text: str) -> bool:
    """Whether a line is a page number or the document's running title: ``-28-``, ``…2024年部门预算公开报告``."""
    folded = fold(text)
    return is_page_number(folded) or _RUNNING_TITLE.match(folded) is not None
