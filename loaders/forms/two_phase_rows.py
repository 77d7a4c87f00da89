"""Cut an indicator block (two phases side by side, or one) into cells, by the cheapest path through its grammar.

The block is a stream (see ``two_phase_stream``) in row order: ``[level1] level2 name value level2 name value``
and, under a merged second-level label, further rows ``name value name value``. Where a cell ends is decided
over the whole block at once: gaps, labels, what looks like a value, and names and values that the form prints
elsewhere (the other phase) all count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.forms import two_phase_words as words
from loaders.forms.two_phase_stream import NONE, Stream

_GLUED, _GLUED_NAME = 0.7, 1.3
_WRAP_NAME, _WRAP_VALUE, _WRAP_LABEL = 0.25, 1.0, 0.2
_SPACE_INSIDE = 2.5
_ODD_ORDER = 2.0
_OTHER_LABEL = 1.5
_SKIP = 8.0
_BEAM, _UNLIKELY = 6.0, 5.0
_NAME_MAX, _VALUE_MAX = 60, 24
_KNOWN_NAME, _KNOWN_PREFIX, _KNOWN_VALUE = -0.8, -0.5, -0.4


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


@dataclass(frozen=True, slots=True)
class Known:
    """Names and values that a first reading of the form found between gaps."""

    names: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()


class _State(NamedTuple):
    """Where the grammar stands: a node of ``_GRAMMAR`` and the level labels in force."""

    node: str
    level1: str = ""
    level2: str = ""


@dataclass(slots=True)
class _Best:
    cost: float
    previous: tuple[int, _State] | None
    cell: BlockCell | None = None


@dataclass(slots=True)
class _Search:
    stream: Stream
    known: Known
    first: str
    frontier: list[dict[_State, _Best]] = field(default_factory=list)
    names: dict[int, list[tuple[int, float]]] = field(default_factory=dict)
    values: dict[int, list[tuple[int, float]]] = field(default_factory=dict)
    labels: dict[int, list[words.LabelCell]] = field(default_factory=dict)


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


def cells(stream: Stream, known: Known | None = None, *, phases: int = 2) -> list[BlockCell]:
    """The cells of ``stream`` in printed order; what fits nowhere comes as kind ``unread``.

    ``phases`` is 2 for two phases side by side, 1 for a block that prints every indicator once.
    """
    if not len(stream):
        return []
    search = _Search(stream, known or Known(), "one-name" if phases == 2 else "sole-name")
    search.frontier = [{} for _ in range(len(stream) + 1)]
    search.frontier[0][_State("start")] = _Best(0.0, None)
    for position in range(len(stream)):
        reached = search.frontier[position]
        limit = min((best.cost for best in reached.values()), default=0.0) + _BEAM
        for state, best in [item for item in reached.items() if item[1].cost <= limit]:
            for cell, following, cost in _steps(search, position, state):
                _offer(search, position, state, best.cost + cost, cell, following)
    return _path(search)


def _offer(
    search: _Search, position: int, state: _State, cost: float, cell: BlockCell, following: _State
) -> None:
    reached = search.frontier[cell.stop].get(following)
    if reached is None or cost < reached.cost:
        search.frontier[cell.stop][following] = _Best(cost, (position, state), cell)


def _path(search: _Search) -> list[BlockCell]:
    ends = search.frontier[-1]
    state = min(ends, key=lambda s: ends[s].cost + _ENDS_GROUP.get(s.node, 3.0))
    found: list[BlockCell] = []
    best = ends[state]
    while best.previous is not None and best.cell is not None:
        found.append(best.cell)
        position, state = best.previous
        best = search.frontier[position][state]
    return found[::-1]


def _steps(search: _Search, position: int, state: _State) -> Iterator[tuple[BlockCell, _State, float]]:
    glued = _GLUED if search.stream.gaps[position] == NONE else 0.0
    yield from _label_steps(search, position, state, glued)
    for kind, (phase, node, extra) in _GRAMMAR[state.node].items():
        options = _names(search, position) if kind == "name" else _values(search, position)
        if glued and kind == "name" and state.node.endswith("done"):
            extra += _GLUED_NAME - _GLUED
        for stop, cost in options:
            following = _State(node, state.level1, state.level2)
            yield BlockCell(kind, phase, position, stop), following, glued + extra + cost
    stop = next(i for i in range(position + 1, len(search.stream) + 1) if search.stream.gaps[i] != NONE)
    yield BlockCell("unread", 0, position, stop), state, _SKIP


def _label_steps(
    search: _Search, position: int, state: _State, glued: float
) -> Iterator[tuple[BlockCell, _State, float]]:
    if state.node not in _ENDS_GROUP and state.node not in _TAKES_SECOND_LABEL:
        return
    for label in _labels(search, position):
        spaces, breaks = search.stream.inner_gaps(position, label.stop)
        cost = glued + label.cost + spaces * _SPACE_INSIDE + breaks * _WRAP_LABEL
        cell = BlockCell(
            f"level{label.level}", 0, position, label.stop, label.label, label.parent, label.damaged
        )
        if label.level == 1:
            node = state.node if state.node in _TAKES_SECOND_LABEL else "start"
            extra = 0.0 if node == state.node else _ENDS_GROUP[state.node]
            yield cell, _State(node, label.label, state.level2), cost + extra
            continue
        if state.node in _TAKES_SECOND_LABEL:
            other = 0.0 if label.label == state.level2 else _OTHER_LABEL
            yield cell, _State("two-name", state.level1, state.level2), cost + other
        if state.node in _ENDS_GROUP:
            stray = 1.0 if state.level1 and label.parent and label.parent != state.level1 else 0.0
            following = _State(search.first, state.level1, label.label)
            yield cell, following, cost + stray + _ENDS_GROUP[state.node]


def _labels(search: _Search, position: int) -> list[words.LabelCell]:
    if position not in search.labels:
        search.labels[position] = words.labels_at(search.stream.folded, position, search.stream.gaps)
    return search.labels[position]


def _end_cost(stream: Stream, stop: int) -> float | None:
    """0; None where a cell can't end (inside a number, after an operator)."""
    if stream.gaps[stop] != NONE or stop == len(stream):
        return 0.0
    before, after = stream.folded[stop - 1], stream.folded[stop]
    inside = (before.isdigit() or before in ".,-~") and (after.isdigit() or after in ".,%-~")
    return None if inside or before in "≥≤<>=、（(" or after in "、）)，。" else 0.0


def _names(search: _Search, position: int) -> list[tuple[int, float]]:
    if position in search.names:
        return search.names[position]
    stream, found = search.stream, []
    for stop in range(position + 1, min(len(stream), position + _NAME_MAX) + 1):
        if _end_cost(stream, stop) is None:
            continue
        spaces, breaks = stream.inner_gaps(position, stop)
        text = stream.folded[position:stop]
        alone = not spaces + breaks and stream.gaps[position] != NONE and stream.gaps[stop] != NONE
        cost = words.name_cost(text, alone) + spaces * _SPACE_INSIDE + breaks * _WRAP_NAME
        if text in search.known.names:
            cost += _KNOWN_NAME
        elif len(text) >= 4 and any(name.startswith(text) for name in search.known.names):
            cost += _KNOWN_PREFIX
        if cost <= _UNLIKELY:
            found.append((stop, cost))
    search.names[position] = found
    return found


def _values(search: _Search, position: int) -> list[tuple[int, float]]:
    if position in search.values:
        return search.values[position]
    stream, found = search.stream, []
    for stop in range(position + 1, min(len(stream), position + _VALUE_MAX) + 1):
        if _end_cost(stream, stop) is None:
            continue
        spaces, breaks = stream.inner_gaps(position, stop)
        text = stream.folded[position:stop]
        cost = words.value_cost(text) + spaces * _SPACE_INSIDE + breaks * _WRAP_VALUE
        if text in search.known.values:
            cost += _KNOWN_VALUE
        if cost <= _UNLIKELY:
            found.append((stop, cost))
    search.values[position] = found
    return found


def known_cells(stream: Stream, found: list[BlockCell]) -> Known:
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
