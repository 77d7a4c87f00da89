"""Cut an indicator block (two phases side by side, or one) into cells, by the cheapest path through its grammar.

The block is a stream (see ``two_phase_stream``) in row order: ``[level1] level2 name value level2 name value``
and, under a merged second-level label, further rows ``name value name value``. Where a cell ends is decided
over the whole block at once: gaps, labels, what looks like a value, and names and values that the form prints
elsewhere (the other phase) all count.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.forms.two_phase_options import NOTHING_KNOWN, SPACE_INSIDE, Known, Options, Stops
from loaders.forms.two_phase_stream import NONE, Stream
from loaders.forms.two_phase_words import LabelCell

_GLUED, _GLUED_NAME = 0.7, 1.3
_WRAP_LABEL = 0.2
_ODD_ORDER = 2.0
_OTHER_LABEL = 1.5
_SKIP = 8.0
_BEAM = 6.0


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


@dataclass(slots=True)
class _Search:
    """``reached[p]`` are the states at place ``p``, ``lowest[p]`` the cost of the cheapest of them."""

    options: Options
    known: Known
    first: str
    reached: list[dict[_State, _Step]] = field(init=False)
    lowest: list[float] = field(init=False)
    _stops: dict[tuple[str, int], Stops] = field(default_factory=dict)

    def __post_init__(self) -> None:
        size = len(self.options.stream) + 1
        self.reached = [{} for _ in range(size)]
        self.lowest = [float("inf")] * size
        self.offer(0, _START, _Step(0.0, 0, _START))

    def offer(self, stop: int, state: _State, step: _Step) -> None:
        """Keep ``step`` as the way into ``state`` unless there is one as cheap, or it is too far behind."""
        if step.cost > self.lowest[stop] + _BEAM:
            return
        reached = self.reached[stop]
        if state not in reached or step.cost < reached[state].cost:
            reached[state] = step
            self.lowest[stop] = min(self.lowest[stop], step.cost)

    def stops(self, kind: str, position: int) -> Stops:
        """Where a name or a value that begins at ``position`` can end, and its cost."""
        found = self._stops.get((kind, position))
        if found is None:
            options = self.options.names if kind == "name" else self.options.values
            found = self._stops[kind, position] = options(position, self.known)
        return found


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
_ENDS_GROUP = {
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
    first = "one-name" if phases == 2 else "sole-name"
    known = _known(stream, _read(_Search(options, NOTHING_KNOWN, first)))
    return _read(_Search(options, known, first))


def _read(search: _Search) -> list[BlockCell]:
    for position in range(len(search.options.stream)):
        limit = search.lowest[position] + _BEAM
        states = [(s, step.cost) for s, step in search.reached[position].items() if step.cost <= limit]
        for state, cost in states:
            _labels_from(search, position, state, cost)
            _cells_from(search, position, state, cost)
    return _path(search)


def _path(search: _Search) -> list[BlockCell]:
    ends = search.reached[-1]
    state = min(ends, key=lambda s: ends[s].cost + _ENDS_GROUP.get(s.node, 3.0))
    found: list[BlockCell] = []
    stop = len(search.options.stream)
    while stop > 0:
        step = search.reached[stop][state]
        label = step.label
        named = (label.label, label.parent, label.damaged) if label else ("", "", False)
        found.append(BlockCell(step.kind, step.phase, step.start, stop, *named))
        stop, state = step.start, step.before
    return found[::-1]


def _cells_from(search: _Search, position: int, state: _State, reached: float) -> None:
    """Offer the names or values that can follow ``state``, and the next stretch as unread."""
    options = search.options
    glued = _GLUED if options.stream.gaps[position] == NONE else 0.0
    for kind, (phase, node, extra) in _GRAMMAR[state.node].items():
        if glued and kind == "name" and state.node.endswith("done"):
            extra += _GLUED_NAME - _GLUED
        following = _State(node, state.level1, state.level2)
        for stop, cost in search.stops(kind, position):
            total = reached + (glued + extra + cost)
            if total <= search.lowest[stop] + _BEAM:
                search.offer(stop, following, _Step(total, position, state, kind, phase))
    search.offer(options.next_gap[position], state, _Step(reached + _SKIP, position, state, "unread"))


def _labels_from(search: _Search, position: int, state: _State, reached: float) -> None:
    """Offer the level labels that can follow ``state``: the second phase's own, or the first of a group."""
    if state.node not in _ENDS_GROUP and state.node not in _TAKES_SECOND_LABEL:
        return
    options = search.options
    glued = _GLUED if options.stream.gaps[position] == NONE else 0.0
    for label in options.labels(position):
        spaces, breaks = options.inner_gaps(position, label.stop)
        cost = glued + label.cost + spaces * SPACE_INSIDE + breaks * _WRAP_LABEL
        for following, extra in _after_label(state, label, search.first):
            step = _Step(reached + (cost + extra), position, state, f"level{label.level}", 0, label)
            search.offer(label.stop, following, step)


def _after_label(state: _State, label: LabelCell, first: str) -> list[tuple[_State, float]]:
    """The states that ``label`` leads to from ``state``, with what speaks against each."""
    takes_second = state.node in _TAKES_SECOND_LABEL
    if label.level == 1:
        node, extra = (state.node, 0.0) if takes_second else ("start", _ENDS_GROUP[state.node])
        return [(_State(node, label.label, state.level2), extra)]
    found: list[tuple[_State, float]] = []
    if takes_second:
        other = 0.0 if label.label == state.level2 else _OTHER_LABEL
        found.append((_State("two-name", state.level1, state.level2), other))
    if state.node in _ENDS_GROUP:
        stray = 1.0 if state.level1 and label.parent and label.parent != state.level1 else 0.0
        found.append((_State(first, state.level1, label.label), stray + _ENDS_GROUP[state.node]))
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
    return Known.of(names, values)
