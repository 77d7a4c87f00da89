"""Groups of a header that the words themselves tell: what stands for several measures that have heads of their own (公务用车购置及运行费).

A line of text can print such a group beside its heads or below them: cells of several lines are pushed apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from loaders.tables.laid.words import Leaf, Word, is_total
from loaders.tables.measures import known_word
from loaders.tables.vocabulary import group_members

_FEWEST = 2  # members of a group


def told_groups(rows: Sequence[Sequence[Word]]) -> list[Word]:
    """The words of a header that are groups, each with a total of its own, so that none of them heads a column.

    Empty where the totals are too few: one may then be a column beside its parts.
    """
    words = [word for row in rows for word in row]
    measures = Counter(_measure(word) for word in words)
    found = [
        word
        for word in words
        if sum(measures[member] >= measures[_measure(word)] for member in group_members().get(_measure(word), ())) >= _FEWEST
    ]
    kinds = Counter(known.kind for word in words if (known := known_word(word.text)) is not None)
    return found if found and kinds["total"] - max(kinds["repeat"], 1) >= len(found) else []


def without(rows: Sequence[Sequence[Word]], told: Sequence[Word]) -> list[list[Word]]:
    """The words of a header but for those ``told``."""
    return [[word for word in row if all(word is not one for one in told)] for row in rows]


def put_over(told: Sequence[Word], leaves: Sequence[Leaf]) -> bool:
    """Put each group over the heads of its members and the total before them, from left to right; False where they are not as many."""
    for measure, together in groupby(sorted(told, key=_measure), _measure):
        words = sorted(together, key=lambda word: word.middle)
        members = group_members()[measure]
        runs = _runs([_measure(leaf.word) in members for leaf in leaves])
        if len(runs) != len(words) or any(not run.start or not is_total(leaves[run.start - 1]) for run in runs):
            return False
        for word, run in zip(words, runs, strict=True):
            for leaf in leaves[run.start - 1 : run.stop]:
                leaf.groups.append(word)
    return True


def _runs(flags: Sequence[bool]) -> list[range]:
    """Where ``flags`` are true, as stretches."""
    return [
        range(own[0], own[-1] + 1)
        for is_true, together in groupby(range(len(flags)), lambda at: flags[at])
        if is_true and (own := list(together))
    ]


def _measure(word: Word) -> str:
    known = known_word(word.text)
    return known.measure if known is not None and known.kind not in ("total", "repeat") else ""
