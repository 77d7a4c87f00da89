"""The nesting in which every row is what the rows below it make up, and those of the top make up the total, exactly.

A list of projects prints an office, its groups and their projects without codes, marks or indents; where a group has one
project, both print the same amount, and no row by itself tells whether the next is its part or its neighbour. The whole list
does: all its rows have to close up to the total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from loaders.tables.row_sums import Amounts, Sums

_MOST_RUNS = 12  # with different sums that go on from one row: the least, as a group beside its own parts is counted twice
_MOST_STEPS = 50_000  # one tree put behind one run; a list that needs more is left open


@dataclass(frozen=True, slots=True)
class _Run:
    """Trees side by side: how many of their rows are made up by two or more, less is better by how many by one."""

    made_up: int = 0
    repeated: int = 0
    trees: tuple[_Tree, ...] = ()

    def before(self, tree: _Tree) -> _Run:
        """This run with one tree more at its end."""
        below = tree.below
        several = len(below.trees) > 1
        return _Run(
            self.made_up + below.made_up + several,
            self.repeated + below.repeated + (len(below.trees) == 1),
            (*self.trees, tree),
        )

    @property
    def rank(self) -> tuple[int, int]:
        """Greater is better."""
        return self.made_up, -self.repeated


@dataclass(frozen=True, slots=True)
class _Tree:
    """A row and what stands below it."""

    place: int
    end: int
    below: _Run


def by_forest(
    items: Sequence[int], sums: Sums, total: int, *, chains: bool = False, beside: Sequence[int] = ()
) -> list[int] | None:
    """Depths of the rows ``items``, 1 the highest, where they and the rows ``beside`` close up to the row ``total``; None
    where they don't.

    Also None where nothing stands below anything, or no row below two others but with ``chains``, and where too many ways
    would have to be tried.
    """
    amounts = [sums.amounts(n) for n in items]
    columns = zip(sums.amounts(total), *(sums.amounts(n) for n in beside), strict=True)
    rest = tuple(whole - sum(parts) for whole, *parts in columns)
    if any(value < 0 for row in (*amounts, rest) for value in row):
        return None
    whole = _Search(amounts).whole(rest)
    if whole is None or not (whole.made_up or (chains and whole.repeated)):
        return None
    depths = [0] * len(items)
    _write(depths, whole, 1)
    return depths


class _Search:
    """All trees of a list, from its last row to its first, each made of those behind it."""

    def __init__(self, amounts: Sequence[Amounts]) -> None:
        self._amounts = amounts
        self._trees: list[list[_Tree]] = [[_Tree(n, n + 1, _Run())] for n in range(len(amounts))]
        self._steps = 0

    def whole(self, total: Amounts) -> _Run | None:
        """The best run over all rows that makes up ``total``."""
        for place in reversed(range(len(self._amounts))):
            if any(self._amounts[place]):
                below = self._runs(place + 1, self._amounts[place])
                self._trees[place] += [_Tree(place, end, run) for end, run in below.items()]
        found = self._runs(0, total).get(len(self._amounts))
        return found if self._steps < _MOST_STEPS else None

    def _runs(self, start: int, whole: Amounts) -> dict[int, _Run]:
        """Where runs of trees that begin at ``start`` and make up ``whole`` may end, with the best run to each end."""
        open_runs: dict[int, dict[Amounts, _Run]] = {start: {tuple(0 * value for value in whole): _Run()}}
        closed: dict[int, _Run] = {}
        for place in range(start, len(self._amounts)):
            for before, run in sorted(open_runs.pop(place, {}).items(), key=itemgetter(0))[:_MOST_RUNS]:
                summed = tuple(a + b for a, b in zip(before, self._amounts[place], strict=True))
                if self._steps >= _MOST_STEPS or any(a > b for a, b in zip(summed, whole, strict=True)):
                    continue
                self._steps += len(self._trees[place])
                for tree in self._trees[place]:
                    longer = run.before(tree)
                    reached = open_runs.setdefault(tree.end, {})
                    if summed not in reached or reached[summed].rank < longer.rank:
                        reached[summed] = longer
                    if summed == whole and (tree.end not in closed or closed[tree.end].rank < longer.rank):
                        closed[tree.end] = longer
        return closed


def _write(depths: list[int], run: _Run, depth: int) -> None:
    for tree in run.trees:
        depths[tree.place] = depth
        _write(depths, tree.below, depth + 1)
