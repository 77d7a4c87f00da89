"""The order of columns whose header words were broken over lines or stand on lines of their own.

Text prints the lines of a header from top to bottom: a word in a higher or a broken cell comes before its left
neighbours. A word whose place is lost stands where the official tables have it (``seeds/vocabulary/column_sequence.csv``);
where the rows then contradict their own sums, the order under which they hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from loaders.tables.equations import core_path, equations, holds
from loaders.tables.measures import measure_of
from loaders.tables.model import Column, Row
from loaders.vocabulary import seed_rows

_Block = tuple[Column, ...]
_MOST_HOLD = 0.8  # share of the full rows that must hold under an order
_DEEP = 2


def settled(
    columns: Sequence[Column], floating: frozenset[str], rows: Sequence[Row], *, in_line: bool = False
) -> list[Column]:
    """The columns of one side in the order of the amounts; none where several orders are as likely.

    ``floating`` are header words whose place is lost; ``in_line``: one line prints them all, in their order.
    """
    blocks = _blocks(columns)
    lost = [block for block in blocks if floating & set(block[0].path)]
    kept = [block for block in blocks if block not in lost]
    for block in lost:
        place = _official_place(block, kept)
        if place is None:
            return []
        kept.insert(place, block)
    order = _joined(kept)
    full = [row for row in rows if len(row.amounts) == len(columns)]
    if not full or len(blocks) < 3:
        return order
    if (held := _held(order, full)) * 2 >= len(full):
        first = _total_first(kept)
        return order if in_line or first == kept or _held(_joined(first), full) < held else []
    moved = {tuple(c.path for c in one): one for one in map(_joined, _moved(kept))}
    counts = {path: _held(one, full) for path, one in moved.items()}
    most = max(counts.values(), default=0)
    if most < _MOST_HOLD * len(full):
        return order
    best = [path for path, count in counts.items() if count == most]
    return moved[best[0]] if len(best) == 1 else []


def _blocks(columns: Sequence[Column]) -> list[_Block]:
    """Neighbouring columns that stand under one header cell, as deep as the header divides more than once."""
    cores = [core_path(column)[0] for column in columns]
    deep = len({core[:1] for core in cores}) <= _DEEP and any(len(core) > _DEEP for core in cores)
    found: list[list[Column]] = []
    before: tuple[str, ...] | None = None
    for column, core in zip(columns, cores, strict=True):
        key = core[: _DEEP if deep else 1]
        if key != before:
            found.append([])
        found[-1].append(column)
        before = key
    return [tuple(block) for block in found]


def _joined(blocks: Sequence[_Block]) -> list[Column]:
    return [column for block in blocks for column in block]


def _measure(block: _Block) -> str:
    core = core_path(block[0])[0]
    return measure_of(core if len(block) == 1 or len(core) == 1 else core[:-1])


@cache
def _sequences() -> tuple[tuple[str, ...], ...]:
    found: dict[str, list[tuple[int, str]]] = {}
    for row in seed_rows("column_sequence"):
        found.setdefault(row["sequence"], []).append((int(row["position"]), row["measure"]))
    return tuple(tuple(measure for _, measure in sorted(places)) for places in found.values())


def _official_place(block: _Block, others: Sequence[_Block]) -> int | None:
    """Where an official table has the column among ``others``; first where it is the total.

    None where no table has them all, or what stands before the total shows that another word's place is lost, too.
    """
    measures = [_measure(other) for other in others]
    own = _measure(block)
    sequence = next((s for s in _sequences() if own in s and set(measures) <= set(s)), None)
    if sequence is None:
        return 0 if own == "total" or not others else None
    if "total" in measures[1:] and "total" not in measures[:1]:
        return None
    return max((n + 1 for n, m in enumerate(measures) if sequence.index(m) < sequence.index(own)), default=0)


def _total_first(blocks: Sequence[_Block]) -> list[_Block]:
    """The blocks with the total before the others, as nearly all tables have it."""
    return sorted(blocks, key=lambda block: _measure(block) != "total")


def _moved(blocks: Sequence[_Block]) -> Iterator[list[_Block]]:
    """All orders in which one block stands elsewhere."""
    for index, block in enumerate(blocks):
        rest = [*blocks[:index], *blocks[index + 1 :]]
        for place in range(len(blocks)):
            if place != index:
                yield [*rest[:place], block, *rest[place:]]


def _held(columns: Sequence[Column], rows: Sequence[Row]) -> int:
    """How many of the rows satisfy the sums that the header states under this order."""
    sums = equations([replace(column, side="") for column in columns])
    return sum(holds(row, sums) for row in rows) if sums else len(rows)
