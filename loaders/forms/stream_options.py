"""Which cells can begin at a place of an indicator block's stream, and how likely each is.

Worked out once per stream and place, for all readings of the stream: names and values that the form prints
elsewhere only lower the cost of a cell that is here already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loaders.forms import stream_words as words
from loaders.forms.stream import BREAK, NONE, SPACE, Stream

SPACE_INSIDE = 2.5
UNLIKELY = 5.0
_WRAP_NAME, _WRAP_VALUE = 0.25, 1.0
_NAME_MAX, _VALUE_MAX = 60, 24
_KNOWN_NAME, _KNOWN_NAME_START, _KNOWN_VALUE = -0.8, -0.5, -0.4
_KNOWN_START = 4

Stops = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Known:
    """Names and values that a first reading of the form found between gaps."""

    names: frozenset[str]
    values: frozenset[str]

    def starts(self) -> frozenset[str]:
        """All beginnings of the names that are long enough to tell."""
        return frozenset(name[:size] for name in self.names for size in range(_KNOWN_START, len(name) + 1))


NOTHING_KNOWN = Known(frozenset(), frozenset())


class Options:
    """Names, values and labels of one stream by the place where they begin."""

    def __init__(self, stream: Stream) -> None:
        places = range(len(stream))
        self.stream = stream
        self.next_gap = _following(stop for stop, gap in enumerate(stream.gaps) if gap != NONE)
        self.labels = [words.labels_at(stream.folded, place, stream.gaps) for place in places]
        self._ends = [False, *(_can_end(stream, stop) for stop in range(1, len(stream) + 1))]
        self._operator = _next_end(words.OPERATOR, stream.folded)
        self._label_end = _next_end(words.whole_label(), stream.folded)
        begins = [place == 0 or self._ends[place] for place in places]  # a cell begins where one can end
        self._names = [self._all_names(place) if begins[place] else [] for place in places]
        self._values = [self._all_values(place) if begins[place] else [] for place in places]

    def names(self, known: Known) -> list[Stops]:
        """For each place, where a name that begins there can end, and its cost."""
        starts = known.starts()
        gains = {**dict.fromkeys(starts, _KNOWN_NAME_START), **dict.fromkeys(known.names, _KNOWN_NAME)}
        return self._with_gains(self._names, gains)

    def values(self, known: Known) -> list[Stops]:
        """For each place, where a value that begins there can end, and its cost."""
        return self._with_gains(self._values, dict.fromkeys(known.values, _KNOWN_VALUE))

    def _with_gains(self, all_stops: Sequence[Stops], gains: Mapping[str, float]) -> list[Stops]:
        """The stops that are likely enough, those of a text in ``gains`` cheaper by what it gains."""
        folded = self.stream.folded
        found: list[Stops] = []
        begins = {text[:2] for text in gains}
        for place, stops in enumerate(all_stops):
            if folded[place : place + 2] in begins or folded[place] in begins:
                stops = [(stop, cost + gains.get(folded[place:stop], 0.0)) for stop, cost in stops]
            found.append([item for item in stops if item[1] <= UNLIKELY])
        return found

    def _all_names(self, place: int) -> Stops:
        """Names that are likely enough once they are known; a name that only gets worse isn't made longer."""
        gaps, folded, ends = self.stream.gaps, self.stream.folded, self._ends
        operator, label = self._operator[place], self._label_end[place]
        limit = UNLIKELY - _KNOWN_NAME
        found: Stops = []
        spaces = breaks = 0
        for stop in range(place + 1, min(len(folded), place + _NAME_MAX) + 1):
            wrapped = spaces * SPACE_INSIDE + breaks * _WRAP_NAME
            worse = wrapped + (words.OPERATOR_IN_NAME if stop >= operator else 0.0)
            if worse + (words.LABEL_IN_NAME if wrapped and stop >= label else 0.0) > limit:
                break
            if ends[stop]:
                alone = not wrapped and gaps[place] != NONE and gaps[stop] != NONE
                cost = words.name_cost(folded[place:stop], alone)
                cost = cost + spaces * SPACE_INSIDE + breaks * _WRAP_NAME
                if cost <= limit:
                    found.append((stop, cost))
            spaces += gaps[stop] == SPACE
            breaks += gaps[stop] == BREAK
        return found

    def _all_values(self, place: int) -> Stops:
        gaps, folded, ends = self.stream.gaps, self.stream.folded, self._ends
        limit = UNLIKELY - _KNOWN_VALUE
        found: Stops = []
        spaces = breaks = 0
        for stop in range(place + 1, min(len(folded), place + _VALUE_MAX) + 1):
            if spaces * SPACE_INSIDE + breaks * _WRAP_VALUE > limit:
                break
            if ends[stop]:
                cost = words.value_cost(folded[place:stop])
                cost = cost + spaces * SPACE_INSIDE + breaks * _WRAP_VALUE
                if cost <= limit:
                    found.append((stop, cost))
            spaces += gaps[stop] == SPACE
            breaks += gaps[stop] == BREAK
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
