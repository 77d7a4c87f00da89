"""Lanes of text that keeps the page's layout (``pdftotext -layout``): which column of a form's indicators a text stands in.

Between the heads of neighbouring columns lies a gap that hardly a text of their page goes across. A character of a text is as wide
as any other, so that texts drift by a little: one that reaches into two lanes belongs to the one that has more of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from loaders.forms.header import HeaderRow, column_name, indicator_header
from loaders.forms.pieces import Piece, row_of
from loaders.forms.vocabulary import INDICATOR_COLUMNS, block_of, is_level, is_part_of_level
from loaders.grammar.normal import fold
from loaders.grammar.values import is_number
from loaders.model import Line

LEVELS = ("level1", "level2")
_WORD = re.compile(r"\S+")
_LEVEL = re.compile(r"^[一二三]级(?:指标)?$|^[一二三]级指标")
_FEWEST, _FEWEST_HEADS = 2, 3
_MOST_LINES = 3  # of a header above and below its main line
_LONGEST_HEAD = 14
_SIDE = re.compile(r"[年度绩效指标项目总体]+")
_POINTS = re.compile(r"[(]\d+分[)]")  # 绩效指标（80分）
_OVER = 0.5  # share of a word that stands over another
_DRIFT = 5  # characters by which texts may stand behind their head
_OVERHANG = 2  # characters of a text that may stand in the next lane
_ASIDE = 0.25  # share of it that may
_MOST_ACROSS = 2  # texts of a page that go across a gap
_APART = 3  # blanks between two cells
_WIDER = 2  # times that a gap is as wide as the next


@dataclass(frozen=True, slots=True)
class Word:
    """A word between blanks, and the characters of its line that it takes."""

    text: str
    start: int
    stop: int


@dataclass(slots=True)
class LaneLine:
    """The texts of one line by lane; ``unsure`` where one of them may stand in another. Lane -1 is left of all."""

    line: Line
    texts: dict[int, str] = field(default_factory=dict)
    unsure: bool = False

    @property
    def at(self) -> int:
        """Where the line stands, in lines of the text."""
        return self.line.number

    def piece(self, lane: int) -> Piece:
        """The text of a lane."""
        text = self.texts[lane]
        return Piece(text, (self.at,), lane, True, page=self.line.page, words=(text,))


@dataclass(frozen=True, slots=True)
class Heads:
    """A header in lines ``start`` to ``stop``, what its heads call, and where they stand."""

    start: int
    stop: int
    row: HeaderRow
    spots: tuple[Word, ...]


def words_of(line: Line) -> list[Word]:
    """The words of a line."""
    return [Word(match[0], *match.span()) for match in _WORD.finditer(line.text)]


def heads_at(lines: Sequence[Line], at: int) -> Heads | None:
    """The header whose main line is ``lines[at]``, with those above and below that complete the most heads."""
    heads = [fold(word.text) for word in words_of(lines[at])]
    if not any(map(_LEVEL.match, heads)) or sum(column_name(head) in INDICATOR_COLUMNS for head in heads) < _FEWEST:
        return None
    ways = sorted(product(range(_MOST_LINES + 1), repeat=2), key=sum)
    words = {n: words_of(lines[n]) for n in range(max(0, at - _MOST_LINES), min(len(lines), at + _MOST_LINES + 1))}
    made = [one for up, down in ways if at - up in words and at + down in words and (one := _heads(lines, words, at, up, down))]
    return max(made, key=_worth, default=None)


def _worth(heads: Heads) -> tuple[int, int, int, int]:
    """How many heads are known, how much of them stands there, and how far down they reach."""
    texts = [spot.text for spot in heads.spots]
    return sum(bool(column_name(text)) for text in texts), len("".join(texts)), heads.stop, heads.start


def _heads(lines: Sequence[Line], words: Mapping[int, Sequence[Word]], at: int, up: int, down: int) -> Heads | None:
    """The header of ``up`` lines above a main one and ``down`` below, if all that stands there belongs to heads that are known.

    ``words`` are those of each line.
    """
    spots = _spots([words[n] for n in range(at - up, at + down + 1)], up)
    left = next((n for n, spot in enumerate(spots) if _LEVEL.match(fold(spot.head.text))), len(spots))
    if not all(is_side(spot.head.text) for spot in spots[:left]):
        return None
    spots = spots[left:]
    whole = all(spot.is_open or column_name(spot.head.text) in INDICATOR_COLUMNS for spot in spots)
    if not whole or len(spots) < _FEWEST_HEADS or any(len(spot.head.text) > _LONGEST_HEAD for spot in spots):
        return None
    texts = {n: spot.head.text for n, spot in enumerate(spots)}
    band = lines[at - up : at + down + 1]
    numbers = tuple(line.number for line in band)
    row = indicator_header(row_of(texts, [Piece(text, numbers, n, not n, page=band[0].page) for n, text in texts.items()]))
    if row is None or len(row.columns) != len(spots) or "level3" not in row.names():
        return None
    return Heads(at - up, at + down + 1, row, tuple(spot.head for spot in spots))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Words of a header that stand one below the other; ``is_open``: they need not be known, as that of the main line alone isn't."""

    head: Word
    is_open: bool


def _spots(band: Sequence[Sequence[Word]], main: int) -> list[_Spot]:
    stretches: list[tuple[int, int, list[tuple[int, Word]]]] = []  # from the first to the last character of a spot
    for row, word in ((row, word) for row, words in enumerate(band) for word in words):
        start, stop, apart, over = word.start, word.stop, stretches[:0], list[tuple[int, Word]]()
        for first, last, spot in stretches:
            if first < word.stop and word.start < last and any(_meet(word, one) for _, one in spot):
                start, stop = min(start, first), max(stop, last)
                over += spot
            else:
                apart.append((first, last, spot))
        stretches = [*apart, (start, stop, [*over, (row, word)])]
    return [
        _Spot(
            Word("".join(word.text for _, word in sorted(spot, key=lambda pair: (pair[0], pair[1].start))), start, stop),
            any(row == main and (len(spot) == 1 or not column_name(word.text)) for row, word in spot),
        )
        for start, stop, spot in sorted(stretches, key=lambda stretch: stretch[0])
    ]  # fmt: skip


def _meet(one: Word, two: Word) -> bool:
    """Whether one word stands above the other, but for what a wide one drifts."""
    return min(one.stop, two.stop) - max(one.start, two.start) >= _OVER * min(one.stop - one.start, two.stop - two.start)


def lanes_under(spots: Sequence[Word], lines: Sequence[Sequence[Word]]) -> list[int] | None:
    """Where the lanes of heads begin: in the gap between two heads that the fewest texts go across, and so that the fewest texts that
    stand apart on a line are in one lane; None where two gaps are as good."""
    size = max((word.stop for line in (spots, *lines) for word in line), default=0) + 2
    across = [0] * size
    for place in (place for line in lines for word in line for place in range(word.start + 1, word.stop)):
        across[place] += 1
    apart = [(_middle(one), _middle(two)) for line in lines for one, two in pairwise(line) if _are_apart(one, two)]
    apart += [(_middle(one), _middle(two)) for one, two in pairwise(spots)]
    found = [_left(lines, spots[0].start)]
    for before, after, behind in zip(spots, spots[1:], [*spots[2:], Word("", size, size)], strict=False):
        costs = {}
        for place in range(max(found[-1], before.start) + 1, min(after.stop + _DRIFT, behind.start)):
            left = sum(found[-1] <= one and two < place for one, two in apart)
            right = sum(place <= one and two < (after.stop if behind.text else size) for one, two in apart)
            costs[place] = across[place] + left + right
        least = min(costs.values(), default=0)
        runs = sorted(_runs([place for place, cost in costs.items() if cost == least]), key=len, reverse=True)
        if not runs or (len(runs) > 1 and len(runs[1]) > 1 and len(runs[0]) < _WIDER * len(runs[1])):
            return None
        found.append(runs[0][len(runs[0]) // 2])
    return found


def _are_apart(one: Word, two: Word) -> bool:
    """Whether two neighbouring words are of two cells: several blanks part them, or both are numbers."""
    return two.start - one.stop >= _APART or (is_number(one.text) and is_number(two.text))


def _left(lines: Sequence[Sequence[Word]], last: int) -> int:
    """Where the lanes begin: behind the label at the side of the table (绩效指标, one or more letters a line), up to ``last``."""
    for place in range(last, 0, -1):
        beside = [word for line in lines for word in line if _middle(word) < place]
        if beside and is_side("".join(word.text for word in beside)):
            return max(word.stop for word in beside)
    return 0


def is_side(text: str) -> bool:
    """Whether a text is a label at the side of the table, or letters of it."""
    return _SIDE.fullmatch(_POINTS.sub("", fold(text))) is not None or block_of(text) != ""


def lanes_alike(lines: Sequence[Sequence[Word]], count: int) -> list[int] | None:
    """Where ``count`` lanes begin on a page without a header; None where its texts don't stand in as many."""
    words = [word for line in lines for word in line]
    size = max((word.stop for word in words), default=0)
    left = _left(lines, size)
    covered = [0] * size
    for place in (place for word in words for place in range(max(word.start, left), word.stop)):
        covered[place] += 1
    for most in range(_MOST_ACROSS + 1):
        runs = _runs([place for place in range(size) if covered[place] > most])
        if len(runs) == count:
            return [left, *(run[0] for run in runs[1:])]
    return None


def _runs(places: Sequence[int]) -> list[list[int]]:
    """Places beside each other, together."""
    found: list[list[int]] = []
    for place in places:
        if found and place == found[-1][-1] + 1:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def _middle(word: Word) -> float:
    return (word.start + word.stop) / 2


def in_lanes(line: Line, starts: Sequence[int], levels: Collection[int]) -> LaneLine:
    """The texts of a line in lanes that begin at ``starts``; of two words in a lane of ``levels`` the second is of the next lane."""
    made = LaneLine(line)
    ends = [*starts, 10**9]
    for word in words_of(line):
        own = [min(word.stop, stop) - max(word.start, start) for start, stop in zip([-1, *starts], ends, strict=True)]
        lane = max(range(len(own)), key=lambda n: own[n])
        rest = word.stop - word.start - own[lane]
        lane -= 1
        named = max(levels, default=-1) + 1
        if lane in levels and named < len(starts) and word.stop > starts[named] and not is_part_of_level(word.text):
            lane = named  # a name that drifts
        elif lane in levels and lane in made.texts and len(word.text) > 1 and not is_level(made.texts[lane] + word.text):
            lane += 1
        else:
            made.unsure |= rest > _OVERHANG and rest > _ASIDE * (word.stop - word.start)
        made.unsure |= max(made.texts, default=lane) > lane
        made.texts[lane] = made.texts.get(lane, "") + word.text
    return made
