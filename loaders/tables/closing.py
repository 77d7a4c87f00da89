"""Narrow the placements of rows by sums over rows: in each column a parent is the sum of its children."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from loaders.tables.equations import Placement, step
from loaders.tables.families import Family
from loaders.tables.model import Row

MOST_STATES = 5000
_Kept = dict[int, list[Placement]]
_Choice = tuple[Placement, list[int]]


@dataclass(frozen=True, slots=True)
class _Packing:
    """The cells of a row as one whole number, ``width`` bits a column, so that rows are added by one addition.

    ``width`` leaves room for the sum of all amounts of a family, with a sign.
    """

    width: int
    size: int

    def pack(self, cells: Sequence[int]) -> int:
        """``cells`` (one a column) as one number; packing a sum is the sum of what is packed."""
        return sum(cell << self.width * column for column, cell in enumerate(cells))

    @property
    def signs(self) -> int:
        """The highest bit of every column."""
        return self.pack([1 << self.width - 1] * self.size)


@dataclass(slots=True)
class Grid:
    """The open placements of one side of a table. ``options[n]`` are those of row ``n``; ``[]`` is unplaceable.

    ``rates`` are columns of percentages: a parent's rate is no sum.
    """

    rows: Sequence[Row]
    size: int
    options: list[list[Placement]]
    families: Sequence[Family]
    rates: frozenset[int] = frozenset()
    most_states: int = MOST_STATES  # sums that are tried for one family
    exact: bool = False  # sums hold without rounding
    _known: dict[tuple[object, ...], _Kept | None] = field(default_factory=dict)

    def choices(self, row: int, unit: Decimal) -> list[_Choice]:
        """The placements of a row with the row so placed, in whole multiples of ``unit``."""
        amounts = [int(Decimal(amount.text) / unit) for amount in self.rows[row].amounts]
        found = []
        for placement in self.options[row]:
            cells = [0] * self.size
            for column, amount in zip(placement, amounts, strict=True):
                cells[column] += 0 if column in self.rates else amount
            found.append((placement, cells))
        return found

    def try_more(self, most_states: int, *, exact: bool) -> None:
        """Try more sums for a family from now on, or only those that hold without rounding."""
        self.most_states, self.exact = most_states, exact
        self._known.clear()

    def possible(self, parent: int, children: tuple[int, ...]) -> _Kept | None:
        """``possible`` for the placements that are open now; what was found for the same ones is kept."""
        members = (parent, *children)
        key = (*members, *(tuple(self.options[n]) for n in members))
        if key not in self._known:
            self._known[key] = possible(self, parent, children)
        return self._known[key]


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
            kept = grid.possible(parent, children)
            if kept is None:
                continue
            for row, options in kept.items():
                if len(options) < len(grid.options[row]):
                    grid.options[row] = options
                    changed.add(row)
                    again = True
    return changed


def possible(grid: Grid, parent: int, children: Sequence[int]) -> _Kept | None:
    """Placements of a parent and its children under which the sums hold; ``None`` if there are none or too many."""
    members = (parent, *children)
    if any(grid.rows[n].amounts and not grid.options[n] for n in members) or not grid.rows[parent].amounts:
        return None
    unit = min(step(grid.rows[n]) for n in members)
    # The largest amounts first: a sum that can't be right is dropped before it has been added to in many ways.
    counted = sorted((n for n in children if grid.rows[n].amounts), key=lambda n: -_largest(grid.rows[n]))
    slack = 0 if grid.exact else (len(counted) + 1) // 2
    amounts = [Decimal(a.text) for n in (parent, *counted) for a in grid.rows[n].amounts]
    most = slack + sum(int(abs(amount) / unit) for amount in amounts)
    packing = _Packing(most.bit_length() + 1, grid.size)
    choices = {n: grid.choices(n, unit) for n in (parent, *counted)}
    kept: dict[int, set[Placement]] = {n: set() for n in choices}
    sums = _Sums(packing, [choices[n] for n in counted], slack, grid.most_states)
    for option, goal in choices[parent]:
        found = sums.reaching(packing.pack(goal))
        if found is None:
            return None
        if all(found) and (counted or not any(goal)):
            kept[parent].add(option)
            for row, options in zip(counted, found, strict=True):
                kept[row].update(options)
    if not kept[parent]:
        return None
    return {n: [p for p in grid.options[n] if p in kept[n]] for n in kept}


def _largest(row: Row) -> Decimal:
    return max(abs(Decimal(amount.text)) for amount in row.amounts)


def differences(grid: Grid, parent: int, children: Sequence[int]) -> list[int] | None:
    """By column, the steps by which a parent differs from the sum of its children; ``None`` where one isn't placed."""
    members = [n for n in (parent, *children) if grid.rows[n].amounts]
    if len(members) < 3 or parent not in members or any(len(grid.options[n]) != 1 for n in members):
        return None
    unit = min(step(grid.rows[n]) for n in members)
    found = [0] * grid.size
    for n in members:
        for column, amount in zip(grid.options[n][0], grid.rows[n].amounts, strict=True):
            if column not in grid.rates:
                found[column] += int(Decimal(amount.text) / unit) * (-1 if n == parent else 1)
    return found


class _Sums:
    """The sums of ``rows`` that come within ``slack`` of a goal in every column, at most ``most`` of them at a time.

    A sum is kept as one number: by column how far it may rise yet, and behind these how far it may fall, each with the highest
    bit set as long as it may. So a row is added and held against the goal by one addition.
    """

    def __init__(self, packing: _Packing, rows: Sequence[Sequence[_Choice]], slack: int, most: int) -> None:
        self._most, self._size = most, packing.width * packing.size
        self._signs = self._both(packing.signs, packing.signs)
        self._slack = packing.pack([slack] * packing.size)
        self._rows: list[list[tuple[Placement, int]]] = []  # what each placement does to a sum
        self._low = self._high = 0  # what all rows add at least and at most
        for choices in rows:
            columns = list(zip(*(cells for _, cells in choices), strict=True))
            low, high = packing.pack([*map(min, columns)]), packing.pack([*map(max, columns)])
            vectors = ((option, packing.pack(cells)) for option, cells in choices)
            self._rows.append([(option, self._both(low - vector, vector - high)) for option, vector in vectors])
            self._low, self._high = self._low + low, self._high + high

    def _both(self, rise: int, fall: int) -> int:
        return rise + (fall << self._size)

    def reaching(self, goal: int) -> list[set[Placement]] | None:
        """By row, the placements that reach the goal; ``None`` if there are too many sums to try.

        A sum from which the rows behind can't reach the goal is dropped.
        """
        signs = self._signs
        reached = [{signs + self._both(goal + self._slack - self._low, self._slack - goal + self._high)}]
        for choices in self._rows:
            moves = {move for _, move in choices}
            states = {total for state in reached[-1] for move in moves if (total := state + move) & signs == signs}
            if len(states) > self._most:
                return None
            reached.append(states)
        alive = reached[-1]
        found: list[set[Placement]] = [set() for _ in self._rows]
        for place in range(len(self._rows) - 1, -1, -1):
            before: set[int] = set()
            for option, move in self._rows[place]:
                ways = {total - move for total in alive} & reached[place]
                if ways:
                    found[place].add(option)
                    before |= ways
            alive = before
        return found
