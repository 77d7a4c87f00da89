"""Narrow the placements of rows by sums over rows: in each column a parent is the sum of its children."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from loaders.tables.equations import Placement, step
from loaders.tables.families import Family
from loaders.tables.model import Row

_MOST_STATES = 2000
_Vector = tuple[int, ...]


@dataclass(slots=True)
class Grid:
    """The open placements of one side of a table. ``options[n]`` are those of row ``n``; ``[]`` is unplaceable."""

    rows: Sequence[Row]
    size: int
    options: list[list[Placement]]
    families: Sequence[Family]

    def vector(self, row: int, placement: Placement, unit: Decimal) -> _Vector:
        """A placed row as whole multiples of ``unit``."""
        cells = [0] * self.size
        for column, amount in zip(placement, self.rows[row].amounts, strict=True):
            cells[column] += int(Decimal(amount.text) / unit)
        return tuple(cells)


def narrow(grid: Grid) -> set[int]:
    """Drop placements under which a sum can't hold, until nothing changes; the rows that lost some.

    A family whose sums hold under no placement at all is left alone: the document contradicts itself there,
    or rows are missing.
    """
    changed: set[int] = set()
    again = True
    while again:
        again = False
        for parent, children in grid.families:
            kept = possible(grid, parent, children)
            if kept is None:
                continue
            for row, options in kept.items():
                if len(options) < len(grid.options[row]):
                    grid.options[row] = options
                    changed.add(row)
                    again = True
    return changed


def possible(grid: Grid, parent: int, children: Sequence[int]) -> dict[int, list[Placement]] | None:
    """Placements of a parent and its children under which the sums hold; ``None`` if there are none or too many."""
    members = (parent, *children)
    if any(grid.rows[n].amounts and not grid.options[n] for n in members) or not grid.rows[parent].amounts:
        return None
    unit = min(step(grid.rows[n]) for n in members)
    counted = [n for n in children if grid.rows[n].amounts]
    slack = (len(counted) + 1) // 2
    choices = {n: [(p, grid.vector(n, p, unit)) for p in grid.options[n]] for n in (parent, *counted)}
    signed = any(v < 0 for n in counted for _, vector in choices[n] for v in vector)
    kept: dict[int, set[Placement]] = {n: set() for n in choices}
    for option, goal in choices[parent]:
        found = _children(counted, choices, goal, slack, signed)
        if found is None:
            return None
        if found or (not counted and not any(goal)):
            kept[parent].add(option)
            for row, options in found.items():
                kept[row].update(options)
    if not kept[parent]:
        return None
    return {n: [p for p in grid.options[n] if p in kept[n]] for n in kept}


def _children(
    counted: Sequence[int],
    choices: dict[int, list[tuple[Placement, _Vector]]],
    goal: _Vector,
    slack: int,
    signed: bool,
) -> dict[int, set[Placement]] | None:
    """Placements of the children that reach ``goal`` within ``slack``; ``None`` if there are too many sums to try."""
    reached: list[set[_Vector]] = [{tuple(0 for _ in goal)}]
    for row in counted:
        totals = (_add(state, vector) for state in reached[-1] for _, vector in choices[row])
        states = {total for total in totals if signed or _below(total, goal, slack)}
        if len(states) > _MOST_STATES:
            return None
        reached.append(states)
    alive = {s for s in reached[-1] if all(abs(a - b) <= slack for a, b in zip(s, goal, strict=True))}
    found: dict[int, set[Placement]] = {n: set() for n in counted}
    for position in range(len(counted) - 1, -1, -1):
        row = counted[position]
        before: set[_Vector] = set()
        for state in reached[position]:
            for option, vector in choices[row]:
                if _add(state, vector) in alive:
                    before.add(state)
                    found[row].add(option)
        alive = before
    return found if all(found.values()) and counted else {}


def _add(state: _Vector, vector: _Vector) -> _Vector:
    return tuple(a + b for a, b in zip(state, vector, strict=True))


def _below(total: _Vector, goal: _Vector, slack: int) -> bool:
    return all(a <= b + slack for a, b in zip(total, goal, strict=True))
