"""Cut an indicator block (two phases side by side, or one) into cells, by the cheapest path through its grammar.

The block is a stream (see ``stream``) in row order: ``[level1] level2 name value level2 name value``
and, under a merged second-level label, further rows ``name value name value``. Where a cell ends is decided
over the whole block at once: gaps, labels, what looks like a value, and names and values that the form prints
elsewhere (the other phase) all count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from loaders.forms.stream import NONE, Stream
from loaders.forms.stream_options import NOTHING_KNOWN, SPACE_INSIDE, Known, Options
from loaders.forms.stream_words import LabelCell

_GLUED, _GLUED_NAME = 0.7, 1.3
_WRAP_LABEL = 0.2
_ODD_ORDER = 2.0
_OTHER_LABEL = 1.5
_SKIP = 8.0
_UNFINISHED = 3.0
_ALLOWANCE, _ROUNDING = 2.0, 1e-6


@dataclass(frozen=True, slots=True)
class BlockCell:
    """One cell: ``kind`` is ``level1``, ``level2``, ``name``, ``value`` or ``unread``; ``phase`` 0 or 1."""

    kind: str
    phase: int
    start: int
    stop: int
    label: str = ""
    parent: str = ""
    damaged: bool = False


class _State(NamedTuple):
    """Where the grammar stands: a node of ``_GRAMMAR`` and the level labels in force."""

    node: str
    level1: str = ""
    level2: str = ""


class _Step(NamedTuple):
    """The cheapest way into a state: its cost, where it came from, and the cell between."""

    cost: float
    start: int
    before: _State
    kind: str = ""
    phase: int = 0
    label: LabelCell | None = None


_START = _State("start")


class _Reading:
    """What one reading of a stream goes by: the cells that can begin at each place, and what can still be spared.

    ``ahead[kind][p]`` is the least that the way from place ``p`` to the end costs where a cell of ``kind`` comes
    next, whatever the grammar says.
    """

    def __init__(self, options: Options, known: Known, phases: int) -> None:
        places = range(len(options.stream))
        self.options = options
        self.first = "one-name" if phases == 2 else "sole-name"
        self.glued = [_GLUED if gap == NONE else 0.0 for gap in options.stream.gaps]
        self.stops = {"name": options.names(known), "value": options.values(known)}
        self.labels = [[(label, self._label_cost(p, label)) for label in options.labels[p]] for p in places]
        self.ahead = {"name": [0.0] * (len(places) + 1), "value": [_UNFINISHED] * (len(places) + 1)}
        for place in reversed(places):
            self._look_ahead(place)

    def _label_cost(self, place: int, label: LabelCell) -> float:
        spaces, breaks = self.options.stream.inner_gaps(place, label.stop)
        return self.glued[place] + label.cost + spaces * SPACE_INSIDE + breaks * _WRAP_LABEL

    def _look_ahead(self, place: int) -> None:
        names, values = self.ahead["name"], self.ahead["value"]
        skipped, glued = self.options.next_gap[place], self.glued[place]
        labels = (cost + names[label.stop] for label, cost in self.labels[place])
        rows = (glued + cost + values[stop] for stop, cost in self.stops["name"][place])
        names[place] = min((_SKIP + names[skipped], *labels, *rows))
        rows = (glued + cost + names[stop] for stop, cost in self.stops["value"][place])
        values[place] = min((_SKIP + values[skipped], *rows))


class _Search:
    """The cheapest ways into the states at each place, as far as they can lead to an end within ``bound``."""

    def __init__(self, reading: _Reading, bound: float) -> None:
        self.reading = reading
        self.bound = bound + _ROUNDING
        self.reached: list[dict[_State, _Step]] = [{} for _ in range(len(reading.options.stream) + 1)]
        self.reached[0][_START] = _Step(0.0, 0, _START)

    def offer(self, stop: int, state: _State, step: _Step) -> None:
        """Keep ``step`` as the way into ``state`` unless there is one as cheap."""
        reached = self.reached[stop]
        if state not in reached or step.cost < reached[state].cost:
            reached[state] = step


# node → kind of cell → (phase, next node, extra cost). ``one``/``two`` say whether the second phase's level-2
# label has been read; ``name``/``value`` what comes next; ``done`` follows a whole row. ``sole`` is a block
# with one phase.
_GRAMMAR: dict[str, dict[str, tuple[int, str, float]]] = {
    "start": {},
    "sole-name": {"name": (0, "sole-value", 0.0)},
    "sole-value": {"value": (0, "sole-done", 0.0)},
    "sole-done": {"name": (0, "sole-value", 0.0)},
    "one-name": {"name": (0, "one-value", 0.0)},
    "one-value": {"value": (0, "one-done", 0.0)},
    "one-done": {"name": (0, "one-value", _ODD_ORDER)},
    "two-name": {"name": (1, "two-value", 0.0)},
    "two-value": {"value": (1, "two-done", 0.0)},
    "two-done": {"name": (0, "more-value", 0.0)},
    "more-value": {"value": (0, "more-done", 0.0)},
    "more-done": {"name": (1, "two-value", 0.0)},
}
_TAKES_SECOND_LABEL = ("one-name", "one-done")
_END = {
    "start": 0.0,
    "sole-name": 0.0,
    "sole-done": 0.0,
    "two-name": 0.0,
    "two-done": 0.0,
    "more-done": _ODD_ORDER,
    "one-done": _ODD_ORDER,
    "one-name": 0.5,
}


def cells(stream: Stream, *, phases: int = 2) -> list[BlockCell]:
    """The cells of ``stream`` in printed order; what fits nowhere comes as kind ``unread``.

    ``phases`` is 2 for two phases side by side, 1 for a block that prints every indicator once. The block is
    read twice: what the first reading finds between gaps is what the second knows names and values by.
    """
    if not len(stream):
        return []
    options = Options(stream)
    known = _known(stream, _read(_Reading(options, NOTHING_KNOWN, phases)))
    return _read(_Reading(options, known, phases))


def _read(reading: _Reading) -> list[BlockCell]:
    """The cheapest path, searched within bounds ever farther above the least that any path can cost."""
    allowance = _ALLOWANCE
    while True:
        search = _Search(reading, reading.ahead["name"][0] + allowance)
        _explore(search)
        ends = {
            state: step.cost + _END.get(state.node, _UNFINISHED) for state, step in search.reached[-1].items()
        }
        last = min(ends, key=lambda state: ends[state], default=None)
        if last is not None and ends[last] <= search.bound:
            return _path(search, last)
        allowance *= 2


def _explore(search: _Search) -> None:
    for position, reached in enumerate(search.reached[:-1]):
        for state, step in list(reached.items()):
            _labels_from(search, position, state, step.cost)
            _cells_from(search, position, state, step.cost)


def _path(search: _Search, state: _State) -> list[BlockCell]:
    found: list[BlockCell] = []
    stop = len(search.reached) - 1
    while stop > 0:
        step = search.reached[stop][state]
        label = step.label
        named = (label.label, label.parent, label.damaged) if label else ("", "", False)
        found.append(BlockCell(step.kind, step.phase, step.start, stop, *named))
        stop, state = step.start, step.before
    return found[::-1]


def _cells_from(search: _Search, position: int, state: _State, reached: float) -> None:
    """Offer the names or values that can follow ``state``, and the next stretch as unread."""
    reading = search.reading
    glued = reading.glued[position]
    for kind, (phase, node, extra) in _GRAMMAR[state.node].items():
        if glued and kind == "name" and state.node.endswith("done"):
            extra += _GLUED_NAME - _GLUED
        following = _State(node, state.level1, state.level2)
        ahead = reading.ahead["value" if kind == "name" else "name"]
        for stop, cost in reading.stops[kind][position]:
            total = reached + (glued + extra + cost)
            if total + ahead[stop] <= search.bound:
                search.offer(stop, following, _Step(total, position, state, kind, phase))
    stop = reading.options.next_gap[position]
    ahead = reading.ahead["value" if state.node.endswith("value") else "name"]
    if reached + _SKIP + ahead[stop] <= search.bound:
        search.offer(stop, state, _Step(reached + _SKIP, position, state, "unread"))


def _labels_from(search: _Search, position: int, state: _State, reached: float) -> None:
    """Offer the level labels that can follow ``state``: the second phase's own, or the first of a group."""
    if state.node not in _END and state.node not in _TAKES_SECOND_LABEL:
        return
    ahead = search.reading.ahead["name"]
    for label, cost in search.reading.labels[position]:
        for following, extra in _after_label(state, label, search.reading.first):
            total = reached + (cost + extra)
            if total + ahead[label.stop] <= search.bound:
                step = _Step(total, position, state, f"level{label.level}", 0, label)
                search.offer(label.stop, following, step)


def _after_label(state: _State, label: LabelCell, first: str) -> list[tuple[_State, float]]:
    """The states that ``label`` leads to from ``state``, with what speaks against each."""
    takes_second = state.node in _TAKES_SECOND_LABEL
    if label.level == 1:
        node, extra = (state.node, 0.0) if takes_second else ("start", _END[state.node])
        return [(_State(node, label.label, state.level2), extra)]
    found: list[tuple[_State, float]] = []
    if takes_second:
        other = 0.0 if label.label == state.level2 else _OTHER_LABEL
        found.append((_State("two-name", state.level1, state.level2), other))
    if state.node in _END:
        stray = 1.0 if state.level1 and label.parent and label.parent != state.level1 else 0.0
        found.append((_State(first, state.level1, label.label), stray + _END[state.node]))
    return found


def _known(stream: Stream, found: list[BlockCell]) -> Known:
    """Names and values of a first reading that stand between gaps: what the other phase is read with."""
    names, values = set(), set()
    for cell in found:
        bounded = stream.gaps[cell.start] != NONE and stream.gaps[cell.stop] != NONE
        text = stream.folded[cell.start : cell.stop]
        if cell.kind == "name" and bounded:
            names.add(text)
        if cell.kind == "value" and bounded:
            values.add(text)
    return Known(frozenset(names), frozenset(values))
