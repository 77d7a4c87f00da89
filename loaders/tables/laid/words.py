"""Words of a header in lines of text: which stand one below the other, and are one head that its cell has broken or a head below its group."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from loaders.readers.pdf.fields import FieldLine
from loaders.tables.header_line import NO_AMOUNTS
from loaders.tables.measures import is_known, known_word

_MOST_LINES = 6
_NARROWER = 12.0  # points
_LINES_APART = 2  # from one line of a head to the next, where others are printed between
_PARTS = ("类", "款", "项")
_MONEY = ("part", "group")  # kinds of words that name money whole
_OVER = ("side", "repeat", "span")  # kinds of words that stand over others


@dataclass(slots=True)
class Word:
    """A word of the header: its text, where it stands, the lines on which it does (0-based)."""

    text: str
    x0: float
    x1: float
    lines: tuple[int, ...]

    @property
    def middle(self) -> float:
        """Where it stands across."""
        return (self.x0 + self.x1) / 2

    @property
    def level(self) -> float:
        """The line in whose middle it stands."""
        return (self.lines[0] + self.lines[-1]) / 2


@dataclass(slots=True)
class Leaf:
    """The head of one column, with the groups over it from the top."""

    word: Word
    groups: list[Word] = field(default_factory=list)

    @property
    def is_label(self) -> bool:
        """Whether it heads names or codes."""
        word = known_word(self.word.text)
        return (word is not None and word.kind in NO_AMOUNTS) or self.word.text in _PARTS

    @property
    def is_code(self) -> bool:
        """Whether it heads codes or a part of them."""
        word = known_word(self.word.text)
        return self.word.text in _PARTS or (word is not None and word.kind.endswith("code"))

    @property
    def is_column(self) -> bool:
        """Whether it heads a column though the rows at hand leave it blank: one of amounts, or of a part of the codes."""
        return not self.is_label or self.word.text in _PARTS


def is_total(leaf: Leaf) -> bool:
    """Whether a head names a total."""
    word = known_word(leaf.word.text)
    return word is not None and word.kind == "total"


def words_of(line: FieldLine, at: int) -> Iterator[Word]:
    """The words of a line; a number goes with what follows it at one blank (``2026 年预算数``)."""
    for f in line.fields:
        runs = list(f.parts)
        while runs:
            own = [runs.pop(0)]
            while runs and own[-1].text[-1].isdigit():
                own.append(runs.pop(0))
            yield Word("".join(run.text for run in own), own[0].x0, own[-1].x1, (at,))


def leaves_of(rows: Sequence[Sequence[Word]]) -> tuple[list[Leaf], list[Word]]:
    """The heads of single columns from left to right, and the words that stand over several."""
    stacks, groups = _stacks(rows)
    leaves = []
    for stack in stacks:
        *above, word = _worded(stack)
        groups += above
        leaves.append(Leaf(word))
    leaves.sort(key=lambda leaf: leaf.word.middle)
    tops = {min((word.lines[0] for row in rows for word in row), default=0), *(word.lines[0] for word in groups)}
    kept: list[Leaf] = []
    for n, leaf in enumerate(leaves):
        if _stands_over(leaf, [*leaves[max(n - 1, 0) : n], *leaves[n + 1 : n + 2]], tops):
            groups.append(leaf.word)
        else:
            kept.append(leaf)
    return kept, groups


def _stacks(rows: Sequence[Sequence[Word]]) -> tuple[list[list[Word]], list[Word]]:
    """Words one below the other of which none stands over two, from the lowest up; and those that stand over several."""
    left = {id(word): word for row in rows for word in row}
    stacks: list[list[Word]] = []
    for at in range(len(rows) - 1, -1, -1):
        for word in rows[at]:
            if id(word) not in left or any(_meet(word, other) for row in rows[at + 1 :] for other in row):
                continue
            stack = [left.pop(id(word))]
            for upper in range(at - 1, -1, -1):
                over = [one for one in rows[upper] if any(_meet(one, own) for own in stack)]
                if len(over) != 1 or id(over[0]) not in left:
                    continue
                under = [other for row in rows[upper + 1 :] for other in row if _meet(over[0], other)]
                if any(all(other is not own for own in stack) for other in under):
                    break
                stack.insert(0, left.pop(id(over[0])))
            stacks.append(stack)
    return stacks, list(left.values())


def _stands_over(leaf: Leaf, beside: Sequence[Leaf], tops: Collection[int]) -> bool:
    """Whether a word stands in a gap between heads that are printed lower: one that heads groups, or any beside such or in the first line."""
    if len(leaf.word.lines) > 1 or leaf.is_label or is_total(leaf):
        return False
    if not all(other.word.lines[0] > leaf.word.lines[0] for other in beside):
        return False
    word = known_word(leaf.word.text)
    return (len(beside) > 1 and leaf.word.lines[0] in tops) or (word is not None and word.kind in _OVER)


def _worded(stack: Sequence[Word]) -> list[Word]:
    """Words one below the other as what they are: a head that its cell has broken, below groups of one column."""
    begun = next((n for n in range(1, len(stack)) if _begins(stack, n)), 0)
    if begun and not is_known(_joined(stack).text):
        return [*_worded(stack[:begun]), *_worded(stack[begun:])]
    best = [_joined(stack)]
    if is_known(best[0].text) or len(stack) > _MOST_LINES:
        return best
    for size in range(1, len(stack)):
        for cuts in combinations(range(1, len(stack)), size):
            edges = (0, *cuts, len(stack))
            words = [_joined(stack[a:b]) for a, b in pairwise(edges)]
            if all(is_known(word.text) for word in words):
                return words
    end = _joined(stack[-1:])
    known = known_word(end.text)
    if len(stack) > 1 and known is not None and known.kind in _MONEY:
        return [*_worded(stack[:-1]), end]  # a group of a name of its own (本年拨款) over one of its heads
    return best


def _begins(stack: Sequence[Word], at: int) -> bool:
    """Whether a line is a head of its own and no part of the one above: it is far below, or full where that is wider."""
    above, word = stack[at - 1], stack[at]
    narrower = at == 1 < len(stack) - 1 and above.x1 - above.x0 - (word.x1 - word.x0) >= _NARROWER
    return word.text.startswith("其中") or narrower or word.lines[0] - above.lines[0] > _LINES_APART


def _joined(words: Sequence[Word]) -> Word:
    return Word(
        "".join(word.text for word in words),
        min(word.x0 for word in words),
        max(word.x1 for word in words),
        tuple(line for word in words for line in word.lines),
    )


def _meet(one: Word, two: Word) -> bool:
    return min(one.x1, two.x1) > max(one.x0, two.x0)
