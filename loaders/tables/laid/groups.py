"""The groups of a header in lines of text: which heads each stands over, by its middle and by how low they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby

from loaders.tables.header_line import NO_AMOUNTS
from loaders.tables.laid.words import Leaf, Word, is_total
from loaders.tables.measures import known_word

_TOTAL_LAST = 120.0  # points by which a group may rather miss the middle of its heads than end with a total
_NEARER, _CLEAR = 2.0, 12.0  # times, and points, nearer to its middle that a group must be over all heads than over the lower ones
_MISSED, _ASIDE = 60.0, 0.2  # points, and share of their width, by which a group of a line can miss the middle of its heads
_NEVER = 1e9
_LEVEL = 0.6  # lines by which heads of one level may stand apart


def spread(groups: Sequence[Word], leaves: Sequence[Leaf], *, is_level: bool = True) -> bool:
    """Put each group over heads below it: those lower than what reaches over the whole header, the groups of a line side by side.

    ``is_level`` where heads of one level stand on one. Returns whether each stands in the middle of its heads, as groups do.
    """
    spans: list[tuple[Word, range]] = []
    lost = False
    for line, together in groupby(sorted(groups, key=lambda word: (word.lines[0], word.middle)), lambda word: word.lines[0]):
        row = [word for word in together if not _names_labels(word)]
        above = [next((span for over, span in reversed(spans) if _is_over(span, word, leaves)), range(len(leaves))) for word in row]
        for span, members in groupby(zip(above, row, strict=True), lambda pair: pair[0]):
            own = [word for _, word in members]
            free = [n for n in span if leaves[n].word.lines[0] > line]
            top = min((leaves[n].word.level for n in span), default=0.0)
            lower = [n for n in free if is_level and leaves[n].word.level > top + _LEVEL]
            amounts = [n for n in span if not leaves[n].is_label]
            if len(own) == 1 and amounts and is_total(leaves[amounts[0]]):
                free = [n for n in free if n != amounts[0]]  # the total of all stands before its group
            ways = [_divided(own, heads, leaves) for heads in (lower, free)]
            sided = not lower or any(is_side(word) for word in own)
            miss, found = ways[1] if sided or ways[1][0] + _CLEAR * len(own) < ways[0][0] / _NEARER else ways[0]
            wide = sum(leaves[span.stop - 1].word.x1 - leaves[span.start].word.x0 for span in found if span)
            whole = len(own) == 1 and all(n in found[0] for n, leaf in enumerate(leaves) if not leaf.is_label)
            lost |= not (sided or whole) and miss > max(_MISSED * len(own), _ASIDE * wide)
            spans += [(word, span) for word, span in zip(own, found, strict=True) if span]
    parts = [n for n, leaf in enumerate(leaves) if leaf.is_label and leaf.is_column]
    for word in filter(_names_labels, groups):  # 科目编码 over 类, 款 and 项
        for n in _around(word, parts, leaves):
            leaves[n].groups.append(word)
    for group, span in spans:
        for n in span:
            if not leaves[n].is_label or is_side(group):
                leaves[n].groups.append(group)
    return not lost


def _names_labels(word: Word) -> bool:
    known = known_word(word.text)
    return known is not None and known.kind in NO_AMOUNTS


def is_side(word: Word) -> bool:
    """Whether a word names a side of the table: 收入, 支出."""
    known = known_word(word.text)
    return known is not None and known.kind == "side"


def _begins_side(leaves: Sequence[Leaf], at: int) -> bool:
    """Whether names begin at a head, as they do on each side of a table with two."""
    return leaves[at].is_label and (at == 0 or not leaves[at - 1].is_label)


def _is_over(span: range, word: Word, leaves: Sequence[Leaf]) -> bool:
    return leaves[span.start].word.x0 <= word.middle <= leaves[span.stop - 1].word.x1


def _divided(groups: Sequence[Word], free: Sequence[int], leaves: Sequence[Leaf]) -> tuple[float, tuple[range, ...]]:
    """The heads of ``free`` for each of the groups side by side, so that each stands in the middle of its own; and by how much they miss it."""

    sides = {n for n, head in enumerate(free) if _begins_side(leaves, head)} if all(map(is_side, groups)) else set()
    cuts = sides if len(sides) >= len(groups) else set(range(len(free) + 1))

    @cache
    def best(at: int, start: int) -> tuple[float, tuple[range, ...]]:
        if at == len(groups):
            return 0.0, ()
        ways = [(_NEVER, (range(0),) * (len(groups) - at))]
        for stop in sorted(cuts - set(range(start))) if at + 1 < len(groups) else [len(free)]:
            span = _around(groups[at], free[start:stop], leaves)
            middle = (leaves[span.start].word.x0 + leaves[span.stop - 1].word.x1) / 2 if span else float("inf")
            cost, rest = best(at + 1, stop)
            begun = len(span) > 1 and is_total(leaves[span.stop - 1])
            ways.append((abs(middle - groups[at].middle) + _TOTAL_LAST * begun + cost, (span, *rest)))
        return min(ways, key=lambda way: way[0])

    return best(0, 0)


def _nearest(group: Word, free: Sequence[int], leaves: Sequence[Leaf]) -> int:
    return min(free, key=lambda n: max(leaves[n].word.x0 - group.middle, group.middle - leaves[n].word.x1))


def _around(group: Word, free: Sequence[int], leaves: Sequence[Leaf]) -> range:
    """Of the heads that a group can stand over those side by side that are nearest to its middle."""
    if not free:
        return range(0)
    first = last = _nearest(group, free, leaves)
    while first - 1 in free:
        first -= 1
    while last + 1 in free:
        last += 1
    return range(first, last + 1)
