"""What a row of a table must satisfy by itself: totals of columns, and the placements that satisfy them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from loaders.grammar.normal import fold
from loaders.tables.measures import is_total_header, measure_of
from loaders.tables.model import Column, Row
from loaders.tables.vocabulary import header_key, header_words

Placement = tuple[int, ...]
_MOST_PLACEMENTS = 5000
_OTHER_PERIODS = ("executed", "last_year", "last_year_budget", "last_year_executed", "last_year_final")


@dataclass(frozen=True, slots=True)
class Equation:
    """``total`` = sum of ``parts``; ``optional`` parts (carried over from last year) count in some forms only."""

    total: int
    parts: tuple[int, ...]
    optional: tuple[int, ...] = ()


def core_path(column: Column) -> tuple[tuple[str, ...], str]:
    """Header path without a closing 预算数/决算数, and that word."""
    last = header_words().get(header_key(column.path[-1])) if column.path else None
    if len(column.path) > 1 and last is not None and last.kind == "repeat":
        return column.path[:-1], fold(column.path[-1])
    return column.path, ""


def equations(columns: Sequence[Column]) -> list[Equation]:
    """The sums that the header states: 合计 is the sum of its group, a nested group counting once."""
    cores = [core_path(c) for c in columns]
    found = []
    for index, (path, variant) in enumerate(cores):
        if not is_total_header(path):
            continue
        group = path[:-1]
        parts: list[int] = []
        optional: list[int] = []
        for other, (candidate, kind) in enumerate(cores):
            if other == index or kind != variant or candidate[: len(group)] != group:
                continue
            if _counted_by_group(cores, other, group):
                continue
            (optional if measure_of(candidate) == "carryover" else parts).append(other)
        if parts:
            found.append(Equation(index, tuple(parts), tuple(optional)))
    return [*found, *_change(columns, found)]


def _change(columns: Sequence[Column], sums: Sequence[Equation]) -> list[Equation]:
    """This year's amount is the other period's plus the change, where each of the three has one column."""
    measures = [measure_of(c.path) for c in columns]
    grouped = {p for e in sums for p in (*e.parts, *e.optional)}
    changes = [n for n, m in enumerate(measures) if m == "change"]
    bases = [n for n, m in enumerate(measures) if m in _OTHER_PERIODS]
    current = [n for n, m in enumerate(measures) if m == "total" and n not in grouped]
    if len(changes) == len(bases) == len(current) == 1:
        return [Equation(current[0], (bases[0], changes[0]))]
    return []


def _counted_by_group(
    cores: Sequence[tuple[tuple[str, ...], str]], index: int, group: tuple[str, ...]
) -> bool:
    """Whether a nested group's own total already stands for this column."""
    path, variant = cores[index]
    for depth in range(len(group) + 1, len(path)):
        nested = path[:depth]
        for other, (candidate, kind) in enumerate(cores):
            if other != index and kind == variant and candidate[:-1] == nested and is_total_header(candidate):
                return True
    return False


def step(row: Row) -> Decimal:
    """The printed unit step of a row: 0.01 for two decimals, 1 for whole numbers."""
    places = max((len(a.text.partition(".")[2]) for a in row.amounts), default=0)
    return Decimal(1).scaleb(-places)


def placements(row: Row, fixed: Sequence[int | None], size: int, sums: Sequence[Equation]) -> list[Placement]:
    """All ways to put the amounts of ``row`` into ``size`` columns, in printed order, that satisfy ``sums``.

    Columns already known (``fixed``) stay. A row with an amount for every column has one placement, whether its sums
    hold or not: what is printed wrong is for the checks to report.
    """
    count = len(row.amounts)
    if count > size:
        return []
    if None not in fixed or count == size:
        return [tuple(n if c is None else c for n, c in enumerate(fixed))]
    values = [Decimal(a.text) for a in row.amounts]
    tolerance = step(row)
    found = []
    for number, chosen in enumerate(combinations(range(size), count)):
        if number > _MOST_PLACEMENTS:
            return []
        if any(f is not None and f != c for f, c in zip(fixed, chosen, strict=True)):
            continue
        cells = dict(zip(chosen, values, strict=True))
        if all(_holds(cells, e, tolerance) for e in sums):
            found.append(chosen)
    return found


def holds(row: Row, sums: Sequence[Equation]) -> bool:
    """Whether a row whose amounts are in their columns, or one for every column in order, satisfies ``sums``."""
    cells = {n if a.column is None else a.column: Decimal(a.text) for n, a in enumerate(row.amounts)}
    return all(_holds(cells, equation, step(row)) for equation in sums)


def _holds(cells: dict[int, Decimal], equation: Equation, tolerance: Decimal) -> bool:
    present = [p for p in equation.parts if p in cells]
    extra = [p for p in equation.optional if p in cells]
    if equation.total not in cells:
        return not present or sum((cells[p] for p in present), Decimal(0)) == 0
    if not present and not extra:
        return cells[equation.total] == 0
    allowed = tolerance * (len(present) + len(extra) + 1) / 2 if len(present) + len(extra) > 1 else Decimal(0)
    parts = sum((cells[p] for p in present), Decimal(0))
    everything = parts + sum((cells[p] for p in extra), Decimal(0))
    return any(abs(cells[equation.total] - s) <= allowed for s in {parts, everything})
