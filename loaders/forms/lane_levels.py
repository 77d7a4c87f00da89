"""Labels of levels beside rows of text in lanes: which lines are one label, and which rows it stands beside.

A label is centred beside its rows (or stands at their first or last line). Of all ways to give rows to labels in their order the one
that fits best is taken; rows that another way, nearly as good, gives to another label are unsure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from loaders.forms.cuts import NEVER, chains, stretches
from loaders.forms.lanes import LaneLine
from loaders.forms.misread import unconfused
from loaders.forms.pieces import Piece, join
from loaders.forms.vocabulary import Level, complete_level, level_of

_LABEL_LINES = 8
_STRANGE, _LINE = 6.0, 2.0  # what a label costs that no word is known for, and each further line of it
_GAP = 0.5  # what a line between two of a label costs
_ELSEWHERE = 5.0  # a second level under another first one, a number of a name that doesn't fit
_FAR = 30.0  # lines by which no label misses the middle of its rows
_BADLY = 3.0  # what a label that is sure can cost at most
_CUT = 1.5  # rows whose label stands on another page
_LOST = 30.0  # labels that are beside no rows
_SURE = 1.0  # by which the best way must be better

Place = Callable[[float, float], float]


@dataclass(frozen=True, slots=True)
class Part:
    """Whether the rows of a page go on from the one before, with the labels ``before``, and whether they do on the next."""

    goes_on: bool
    is_cut: bool
    before: Mapping[str, str]


@dataclass(slots=True)
class LaidRow:
    """A row: its lines, the number of a numbered name (指标2), its labels; ``unsure`` where another way to read it is as good."""

    lines: Sequence[LaneLine]
    unsure: bool
    ordinal: int
    labels: dict[str, Sequence[Piece]] = field(default_factory=dict)
    is_carried: bool = False  # its second level is that of the page before

    def text(self, name: str) -> str:
        """Its label of a level."""
        return join(self.labels.get(name, ()))


def labels_of(lines: Sequence[LaneLine], lane: int, name: str) -> list[list[Piece]]:
    """The labels of a level: lines below each other that make known ones."""

    def cost(start: int, stop: int) -> float:
        own = lines[start:stop]
        strange = _known("".join(line.texts[lane] for line in own), name) is None
        between = sum(two.at - one.at - 1 for one, two in pairwise(own))
        return 1.0 + strange * (_STRANGE + _LINE * (stop - start - 1)) + _GAP * between

    return [[line.piece(lane) for line in lines[a:b]] for a, b, _ in stretches(len(lines), _LABEL_LINES, cost)]


def put_beside(rows: Sequence[LaidRow], name: str, labels: Sequence[Sequence[Piece]], place: Place, part: Part) -> float:
    """Put each label beside its rows, the first rows of a page that goes on and the last of one that is cut beside none; what it costs."""
    most = len(labels)
    costs = _costs(rows, name, labels, place, part)
    least, through = chains(costs, ((-1, 0), (0, 0)), ((most, len(rows)), (most + 1, len(rows))))
    ways: list[dict[int, tuple[float, float]]] = [{} for _ in rows]
    for way, whole in through.items():
        if whole < least + _SURE:
            (n, start), (_, stop) = way
            for found in ways[start:stop]:
                found[n] = min(found.get(n, (NEVER, 0.0)), (whole, costs[way]))
    last = -1
    for row, found in zip(rows, ways, strict=True):
        own = min(found, key=lambda n: found[n], default=most)
        row.unsure |= len(found) != 1 or own == most or found[own][1] > _BADLY
        if own == -1:
            row.is_carried = True
            if part.before.get(name):
                row.labels[name] = [replace(row.lines[0].piece(next(iter(row.lines[0].texts))), text=part.before[name])]
        elif own < most:
            text = join(labels[own])
            row.unsure |= _known(text, name) is None or (name == "level1" and _is_elsewhere(_known(text, name), row))
            row.labels[name] = labels[own] if own != last else [replace(labels[own][0], text=text, lines=(row.lines[0].at,))]
        last = own
    return min(least, _LOST)


def _costs(
    rows: Sequence[LaidRow], name: str, labels: Sequence[Sequence[Piece]], place: Place, part: Part
) -> dict[tuple[tuple[int, int], tuple[int, int]], float]:
    """What it costs to put a label (-1 that of the page before, behind the last that of the next) beside rows from one to another:
    by label and first row, with the label and the row that come next."""
    count, most = len(rows), len(labels)
    tops, bottoms = [row.lines[0].at for row in rows], [row.lines[-1].at for row in rows]
    ordinals = [row.ordinal if name == "level2" else 0 for row in rows]
    found: dict[tuple[tuple[int, int], tuple[int, int]], float] = {}
    if part.goes_on:
        cost, before = _CUT + _ELSEWHERE * (ordinals[0] == 1), _known(part.before.get(name, ""), name)
        for at, row in enumerate(rows):
            cost += _ELSEWHERE * (name == "level1" and not row.is_carried and _is_elsewhere(before, row))
            found[(-1, 0), (0, at + 1)] = cost
    if part.is_cut:
        found |= {((most, start), (most + 1, count)): _CUT for start in range(count)}
    places = [[place(top, bottom) for bottom in bottoms[start:]] for start, top in enumerate(tops)]
    for n, label in enumerate(labels):
        spot, known = place(label[0].lines[0], label[-1].lines[0]), _known(join(label), name)
        elsewhere = [_ELSEWHERE * (name == "level1" and _is_elsewhere(known, row)) for row in rows]
        behind = [own + _ELSEWHERE * (ordinal == 1) for own, ordinal in zip(elsewhere, ordinals, strict=True)]
        ends_cut = count if part.is_cut and n == most - 1 else 0
        for start in range(count):
            is_first, cost = part.goes_on and n == start == 0, _ELSEWHERE * ((ordinals[start] > 1) - (ordinals[start] == 1))
            for stop, (middle, further) in enumerate(zip(places[start], behind[start:], strict=True), start + 1):
                off = spot - middle
                if off < -_FAR and not is_first:
                    break
                cost += further
                if (off > 0 and stop == ends_cut) or (off < 0 and is_first):
                    off = 0.0  # beside the middle of rows of which some stand on another page
                if off <= _FAR:
                    found[(n, start), (n + 1, stop)] = abs(off) + cost
    return found


def _known(text: str, name: str) -> Level | None:
    """The label of a level that a text is, also clipped or misread."""
    level, printed = int(name[-1]), unconfused(text)
    return level_of(printed, level) or level_of(complete_level(printed, level), level)


def _is_elsewhere(first: Level | None, row: LaidRow) -> bool:
    """Whether a row's second level is one of another first level, or goes on from the page before."""
    second = _known(row.text("level2"), "level2")
    return row.is_carried or (first is not None and second is not None and second.parent != first.canonical)
