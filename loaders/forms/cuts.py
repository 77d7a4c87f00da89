"""The cheapest chain of ways, and how much dearer each way's best alternative is: for cuts of a sequence into stretches, too."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

NEVER = float("inf")

Cost = Callable[[int, int], float]
Stretch = tuple[int, int, float]  # from, to (exclusive), by how much the best way without it is dearer
Place = TypeVar("Place", int, tuple[int, int])


def chains(
    ways: Mapping[tuple[Place, Place], float], firsts: Collection[Place], lasts: Collection[Place]
) -> tuple[float, dict[tuple[Place, Place], float]]:
    """What the cheapest chain of ``ways`` from one of ``firsts`` to one of ``lasts`` costs, and by way the cheapest with it.

    A way leads from a place to a higher one.
    """
    fore, back = dict.fromkeys(firsts, 0.0), dict.fromkeys(lasts, 0.0)
    ordered = sorted(ways)
    for way in ordered:
        a, b = way
        if (whole := fore.get(a, NEVER) + ways[way]) < fore.get(b, NEVER):
            fore[b] = whole
    for way in reversed(ordered):
        a, b = way
        if (whole := back.get(b, NEVER) + ways[way]) < back.get(a, NEVER):
            back[a] = whole
    through = {(a, b): fore.get(a, NEVER) + cost + back.get(b, NEVER) for (a, b), cost in ways.items()}
    return min(back.get(first, NEVER) for first in firsts), through


def stretches(count: int, most: int, cost: Cost) -> list[Stretch]:
    """The cheapest cut of ``count`` things into stretches of up to ``most``; none where there is no way.

    ``cost(start, stop)`` is that of a stretch, infinite for one that can't be, nor any longer one.
    """
    ways: dict[tuple[int, int], float] = {}
    for a in range(count):
        for b in range(a + 1, min(count, a + most) + 1):
            if (one := cost(a, b)) == NEVER:
                break
            ways[a, b] = one
    least, through = chains(ways, (0,), (count,))
    found: list[Stretch] = []
    at = 0 if least < NEVER else count
    while at < count:
        best = min((span for span in ways if span[0] == at), key=lambda span: through[span])
        others = (value for span, value in through.items() if span != best and span[0] <= at < span[1])
        found.append((*best, min(others, default=NEVER) - through[best]))
        at = best[1]
    return found
