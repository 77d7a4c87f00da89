"""The nesting in which every row is what the rows below it make up, and those of the top make up the total, exactly.

A list of projects prints an office, its groups and their projects without codes, marks or indents; where a group has one
project, both print the same amount, and no row by itself tells whether the next is its part or its neighbour. The whole list
does: all its rows have to close up to the total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.tables.row_sums import Amounts, Sums

_MOST_ROWS = 400
_MOST_STATES = 3000  # of what may stand below one row; more leave it open


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


def by_forest(items: Sequence[int], sums: Sums, total: int) -> list[int] | None:
    """Depths of the rows ``items``, 1 the highest, where they close up to the row ``total``; None where they don't.

    Also None where nothing stands below anything, and where too many ways would have to be tried.
    """
    amounts = [sums.amounts(n) for n in items]
    if len(items) > _MOST_ROWS or any(value < 0 for row in amounts for value in row):
        return None
    trees: list[list[_Tree]] = [[] for _ in items]
    for place in reversed(range(len(items))):
        trees[place] = [_Tree(place, place + 1, _Run())]
        if any(amounts[place]):
            for end, below in _runs(trees, amounts, place + 1, amounts[place]).items():
                trees[place].append(_Tree(place, end, below))
    whole = _runs(trees, amounts, 0, sums.amounts(total)).get(len(items))
    if whole is None or not whole.made_up:
        return None
    depths = [0] * len(items)
    _write(depths, whole, 1)
    return depths


def _runs(trees: Sequence[Sequence[_Tree]], amounts: Sequence[Amounts], start: int, whole: Amounts) -> dict[int, _Run]:
    """Where runs of trees that begin at ``start`` and make up ``whole`` may end, with the best run to each end."""
    nothing = tuple(0 * value for value in whole)
    open_runs: dict[int, dict[Amounts, _Run]] = {start: {nothing: _Run()}}
    closed: dict[int, _Run] = {}
    states = 0
    for place in range(start, len(amounts)):
        for sum_before, run in open_runs.pop(place, {}).items():
            states += 1
            if states > _MOST_STATES:
                return {}
            for tree in trees[place]:
                summed = tuple(a + b for a, b in zip(sum_before, amounts[place], strict=True))
                if any(a > b for a, b in zip(summed, whole, strict=True)):
                    break
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
