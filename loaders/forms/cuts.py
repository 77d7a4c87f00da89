"""Cut a sequence into stretches, the cheapest way, and how much dearer each stretch's best alternative is."""

from __future__ import annotations

from collections.abc import Callable

NEVER = float("inf")

Cost = Callable[[int, int], float]
Stretch = tuple[int, int, float]  # from, to (exclusive), by how much the best way without it is dearer


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
    fore, back = [NEVER] * (count + 1), [NEVER] * (count + 1)
    fore[0] = back[count] = 0.0
    for (a, b), one in sorted(ways.items()):
        fore[b] = min(fore[b], fore[a] + one)
    for (a, b), one in sorted(ways.items(), reverse=True):
        back[a] = min(back[a], back[b] + one)
    if fore[count] == NEVER:
        return []
    through = {(a, b): fore[a] + one + back[b] for (a, b), one in ways.items()}
    found: list[Stretch] = []
    at = 0
    while at < count:
        best = min((span for span in ways if span[0] == at), key=lambda span: through[span])
        others = (value for span, value in through.items() if span != best and span[0] <= at < span[1])
        found.append((*best, min(others, default=NEVER) - through[best]))
        at = best[1]
    return found
