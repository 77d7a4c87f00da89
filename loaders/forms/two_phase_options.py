"""Which cells can begin at a place of an indicator block's stream, and how likely each is.

Worked out once per stream and place, for all readings of the stream: names and values that the form prints
elsewhere only lower the cost of a cell that is here already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from loaders.forms import two_phase_words as words
from loaders.forms.two_phase_stream import BREAK, NONE, SPACE, Stream

SPACE_INSIDE = 2.5
UNLIKELY = 5.0
_WRAP_NAME, _WRAP_VALUE = 0.25, 1.0
_NAME_MAX, _VALUE_MAX = 60, 24
_KNOWN_NAME, _KNOWN_PREFIX, _KNOWN_VALUE = -0.8, -0.5, -0.4
_KNOWN_START = 4

Stops = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Known:
    """Names and values that a first reading of the form found between gaps."""

    names: frozenset[str]
    values: frozenset[str]
    starts: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str], values: Iterable[str]) -> Known:
        """With all beginnings of the names that are long enough to tell."""
        whole = frozenset(names)
        starts = {name[:size] for name in whole for size in range(_KNOWN_START, len(name) + 1)}
        return cls(whole, frozenset(values), frozenset(starts))


NOTHING_KNOWN = Known.of((), ())


@dataclass(slots=True)
class Options:
    """Names, values and labels of one stream by the place where they begin, as ``(stop, cost)``."""

    stream: Stream
    next_gap: list[int] = field(init=False)
    _spaces: list[int] = field(init=False)
    _breaks: list[int] = field(init=False)
    _ends: list[bool] = field(init=False)
    _operator: list[int] = field(init=False)
    _label_end: list[int] = field(init=False)
    _names: dict[int, Stops] = field(default_factory=dict)
    _values: dict[int, Stops] = field(default_factory=dict)
    _labels: dict[int, list[words.LabelCell]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        stream = self.stream
        self._spaces = list(accumulate((gap == SPACE for gap in stream.gaps), initial=0))
        self._breaks = list(accumulate((gap == BREAK for gap in stream.gaps), initial=0))
        self._ends = [False, *(_can_end(stream, stop) for stop in range(1, len(stream) + 1))]
        self.next_gap = _following(stop for stop, gap in enumerate(stream.gaps) if gap != NONE)
        self._operator = _next_end(words.OPERATOR, stream.folded)
        self._label_end = _next_end(words.whole_label(), stream.folded)

    def inner_gaps(self, start: int, stop: int) -> tuple[int, int]:
        """How many spaces and line breaks lie inside ``start`` to ``stop``."""
        return self._spaces[stop] - self._spaces[start + 1], self._breaks[stop] - self._breaks[start + 1]

    def labels(self, position: int) -> list[words.LabelCell]:
        """Level labels that can be read at ``position``."""
        if position not in self._labels:
            self._labels[position] = words.labels_at(self.stream.folded, position, self.stream.gaps)
        return self._labels[position]

    def names(self, position: int, known: Known) -> Stops:
        """Where a name that begins at ``position`` can end, and its cost."""
        if position not in self._names:
            self._names[position] = self._all_names(position)
        found = []
        for stop, cost in self._names[position]:
            text = self.stream.folded[position:stop]
            if text in known.names:
                cost += _KNOWN_NAME
            elif text in known.starts:
                cost += _KNOWN_PREFIX
            if cost <= UNLIKELY:
                found.append((stop, cost))
        return found

    def values(self, position: int, known: Known) -> Stops:
        """Where a value that begins at ``position`` can end, and its cost."""
        if position not in self._values:
            self._values[position] = self._all_values(position)
        found = []
        for stop, cost in self._values[position]:
            if self.stream.folded[position:stop] in known.values:
                cost += _KNOWN_VALUE
            if cost <= UNLIKELY:
                found.append((stop, cost))
        return found

    def _all_names(self, position: int) -> Stops:
        """Names that are likely enough once they are known; a name that only gets worse isn't made longer."""
        stream, found = self.stream, []
        bounded = stream.gaps[position] != NONE
        limit = UNLIKELY - _KNOWN_NAME
        for stop in range(position + 1, min(len(stream), position + _NAME_MAX) + 1):
            spaces, breaks = self.inner_gaps(position, stop)
            gaps = spaces * SPACE_INSIDE + breaks * _WRAP_NAME
            worse = gaps + (words.OPERATOR_IN_NAME if stop >= self._operator[position] else 0.0)
            if gaps and stop >= self._label_end[position]:
                worse += words.LABEL_IN_NAME
            if worse > limit:
                break
            if not self._ends[stop]:
                continue
            alone = bounded and not gaps and stream.gaps[stop] != NONE
            cost = words.name_cost(stream.folded[position:stop], alone)
            cost = cost + spaces * SPACE_INSIDE + breaks * _WRAP_NAME
            if cost <= limit:
                found.append((stop, cost))
        return found

    def _all_values(self, position: int) -> Stops:
        stream, found = self.stream, []
        limit = UNLIKELY - _KNOWN_VALUE
        for stop in range(position + 1, min(len(stream), position + _VALUE_MAX) + 1):
            spaces, breaks = self.inner_gaps(position, stop)
            if spaces * SPACE_INSIDE + breaks * _WRAP_VALUE > limit:
                break
            if not self._ends[stop]:
                continue
            cost = words.value_cost(stream.folded[position:stop])
            cost = cost + spaces * SPACE_INSIDE + breaks * _WRAP_VALUE
            if cost <= limit:
                found.append((stop, cost))
        return found


def _can_end(stream: Stream, stop: int) -> bool:
    """Whether a cell can end before ``stop``: not inside a number, not after an operator."""
    if stop == len(stream) or stream.gaps[stop] != NONE:
        return True
    before, after = stream.folded[stop - 1], stream.folded[stop]
    inside = (before.isdigit() or before in ".,-~") and (after.isdigit() or after in ".,%-~")
    return not (inside or before in "≥≤<>=、（(" or after in "、）)，。")


def _following(places: Iterable[int]) -> list[int]:
    """For each place, the next of the ascending ``places`` behind it."""
    found: list[int] = []
    for place in places:
        found += [place] * (place - len(found))
    return found


def _next_end(pattern: re.Pattern[str], text: str) -> list[int]:
    """For each place of ``text``, where the first match that begins there or later ends."""
    ends = [len(text) + 1] * (len(text) + 1)
    for place in range(len(text) - 1, -1, -1):
        match = pattern.match(text, place)
        ends[place] = min(ends[place + 1], match.end() if match else ends[place + 1])
    return ends
