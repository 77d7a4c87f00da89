"""Which printed number is to blame: one that makes several findings hold at once and breaks nothing.

Only findings of the form "stated = sum of the others" take part, and of those only where the printed operands
really give both sides. For the stated number the value that repairs a finding is the sum; for an operand it is
its own value plus the difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from gongkai.places import Place

_MIN_FINDINGS = 2


@dataclass(frozen=True, slots=True)
class Equation:
    """A failing check: ``stated`` of the first operand, ``expected`` of all others."""

    check_id: str
    stated: Decimal
    expected: Decimal
    operands: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A printed number that alone explains several findings: with ``proposed`` in its place they all hold."""

    place: Place
    proposed: str
    check_ids: list[str]


def suspects(equations: Iterable[Equation], vouched: frozenset[str]) -> list[Suspect]:
    """The numbers to look at first, most findings first; each finding is explained once.

    ``vouched`` are the ids of facts that stand in equations which hold.
    """
    places: dict[str, Place] = {}
    proposals: dict[tuple[str, Decimal], list[str]] = {}
    for equation in equations:
        for place, proposed in _proposals(equation):
            if place.fact_id not in vouched:
                places[place.fact_id] = place
                proposals.setdefault((place.fact_id, proposed), []).append(equation.check_id)
    found: list[Suspect] = []
    explained: set[str] = set()
    for (fact_id, proposed), check_ids in sorted(proposals.items(), key=lambda item: -len(item[1])):
        if len(check_ids) >= _MIN_FINDINGS and not explained & set(check_ids):
            explained |= set(check_ids)
            found.append(Suspect(places[fact_id], f"{proposed.normalize():f}", check_ids))
    return found


def _proposals(equation: Equation) -> Iterator[tuple[Place, Decimal]]:
    values = [_number(place.value) for place in equation.operands]
    numbers = [v for v in values if v is not None]
    if len(numbers) < max(2, len(values)) or len({p.unit for p in equation.operands}) != 1:
        return
    if numbers[0] != equation.stated or sum(numbers[1:], Decimal(0)) != equation.expected:
        return
    yield equation.operands[0], equation.expected
    for place, number in zip(equation.operands[1:], numbers[1:], strict=True):
        yield place, number + equation.stated - equation.expected


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
