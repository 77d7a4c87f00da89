"""The part of a two-phase form above its indicators: head fields, funding, goals, from a stream.

Labels are known words; what stands between two labels is the value of the first. A label counts only where
a cell can begin (after a gap or the end of a sentence) and where it is followed by a gap or a colon.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from loaders.forms import stream_words as words
from loaders.forms import vocabulary
from loaders.forms.raw import money
from loaders.forms.stream import BREAK, NONE, SPACE, Stream
from loaders.grammar.numbers import GROUP, plain_number
from loaders.records import Funding

_KINDS = ("head", "department", "field", "narrative", "goal", "block")
_AMOUNT = re.compile(rf"-?\d{{1,3}}{GROUP}+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_OPEN_GROUP = re.compile(r"\d,(\d{1,2})$")
_DIGITS = re.compile(r"\d{1,2}")
_THOUSANDS = 3
_SENTENCE_END = "。；;！"
_AMONG = "其中"
_VERTICAL = re.compile(r"(?:年度)?(?:绩效)?(?:指标|目标)?$")
_SIMILAR = 0.6
_START, _SAME_START = 6, 0.3


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and the stretch of the stream that is its value."""

    label: vocabulary.FormLabel
    label_start: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A funding label and its amount (``""`` where blank) with the stretch of the stream they take."""

    label: str
    amount: str
    start: int
    stop: int
    repair: str = ""


def labelled(stream: Stream) -> list[Labelled]:
    """All label/value pairs of the head in printed order; a second occurrence of a label is text."""
    starts: list[tuple[int, int, vocabulary.FormLabel]] = []
    seen: set[str] = set()
    position = 0
    while position < len(stream):
        found = _label_at(stream, position)
        if found is None or found[1].label in seen:
            position += 1
            continue
        stop, label = found
        seen.add(label.label)
        starts.append((position, stop, label))
        position = stop
    ends = [*(start for start, _, _ in starts), len(stream)][1:]
    return [Labelled(label, a, b, end) for (a, b, label), end in zip(starts, ends, strict=True)]


def _label_at(stream: Stream, position: int) -> tuple[int, vocabulary.FormLabel] | None:
    if stream.gaps[position] == NONE and stream.folded[position - 1] not in _SENTENCE_END:
        return None
    among = _AMONG + ":"
    begin = position + (len(among) if stream.folded.startswith(among, position) else 0)
    for text in _label_texts().get(stream.folded[begin : begin + 1], ()):
        stop = begin + len(text)
        if stream.folded[begin:stop] != text:
            continue
        colon = stop < len(stream) and stream.folded[stop] == ":"
        if colon or stream.gaps[stop] != NONE:
            return stop + colon, next(x for x in vocabulary.form_labels(text) if x.kind in _KINDS)
    return None


@lru_cache(maxsize=1)
def _label_texts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in vocabulary.labels_of(*_KINDS):
        found.setdefault(text[0], []).append(text)
    return found


def funding_cells(stream: Stream) -> list[SourceCell]:
    """Label/amount pairs of a funding block in printed order, blank ones included."""
    found: list[SourceCell] = []
    start = 0
    for begin, stop in _amounts(stream):
        labels = list(_source_labels(stream, start, begin))
        for index, (label_start, label_stop) in enumerate(labels):
            last = index == len(labels) - 1
            found.append(_source_cell(stream, label_start, label_stop, (begin, stop) if last else None))
        start = stop
    for label_start, label_stop in _source_labels(stream, start, len(stream)):
        found.append(_source_cell(stream, label_start, label_stop, None))
    return found


def _source_cell(stream: Stream, start: int, stop: int, amount: tuple[int, int] | None) -> SourceCell:
    printed = stream.text[start:stop]
    label, note = printed, ""
    if vocabulary.funding_source(printed) is None:
        right = words.unconfused(printed)
        if vocabulary.funding_source(right) is not None:
            label, note = right, f"资金来源名称扫描件误识字更正（原印“{printed}”）"
    if amount is None:
        return SourceCell(label, "", start, stop, note)
    return SourceCell(label, plain_number(stream.text[amount[0] : amount[1]]), start, amount[1], note)


def _amounts(stream: Stream) -> Iterator[tuple[int, int]]:
    """Numbers of the block; a number ends at a gap, so two neighbours stay two.

    A number that breaks off inside a group of thousands goes on after a line break (``5,756,69`` / ``2``).
    """
    start = 0
    while start < len(stream):
        stop = _next_gap(stream, start)
        while stop < len(stream) and _breaks_off(stream, start, stop):
            stop = _next_gap(stream, stop)
        for match in _AMOUNT.finditer(stream.folded[start:stop]):
            yield start + match.start(), start + match.end()
        start = stop


def _next_gap(stream: Stream, start: int) -> int:
    return next(i for i in range(start + 1, len(stream) + 1) if stream.gaps[i] != NONE)


def _breaks_off(stream: Stream, start: int, stop: int) -> bool:
    group = _OPEN_GROUP.search(stream.folded, start, stop)
    rest = _DIGITS.match(stream.folded, stop)
    if stream.gaps[stop] != BREAK or group is None or rest is None:
        return False
    return len(group[1]) + len(rest[0]) == _THOUSANDS and stream.gaps[rest.end()] != NONE


def _source_labels(stream: Stream, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Cut the text between two amounts into labels: known ones, and what is left between them."""
    position = rest = start
    while position < stop:
        size = _known_source(stream.folded[position:stop])
        if not size:
            position += 1
            continue
        if rest < position:
            yield rest, position
        position = rest = position + size
        yield position - size, position
    if rest < stop:
        yield rest, stop


def _known_source(text: str) -> int:
    prefix = len(_AMONG) + (text[len(_AMONG) : len(_AMONG) + 1] == ":") if text.startswith(_AMONG) else 0
    for label in _sources_starting(text[prefix : prefix + 1]):
        if text.startswith(label, prefix) or words.unconfused(text[prefix : prefix + len(label)]) == label:
            size = prefix + len(label)
            return size + (text[size : size + 1] == ":")
    return 0


@lru_cache(maxsize=4096)
def _sources_starting(character: str) -> tuple[str, ...]:
    return tuple(label for label in vocabulary.source_labels() if label[0] in words.read_as(character))


def funding_records(stream: Stream, unit: str, *, phases: tuple[str, ...]) -> list[Funding]:
    """Funding rows in printed order. A label's first occurrence is of the first of ``phases``, and so on."""
    counts: dict[str, int] = {}
    found: list[Funding] = []
    for cell in funding_cells(stream):
        known = vocabulary.funding_source(cell.label)
        key = (known.source if known else "") or cell.label
        counts[key] = counts.get(key, 0) + 1
        phase = known.phase if known and known.phase else phases[min(counts[key], len(phases)) - 1]
        if not cell.amount:
            continue
        place = stream.part(cell.start, cell.stop).place()
        phase_label = "实施期" if phase == "term" else "年度"
        found.append(money(place, cell.label, cell.amount, phase=phase, phase_label=phase_label, unit=unit))
        found[-1].repair = cell.repair
    return found


def split_goals(stream: Stream) -> tuple[Stream, Stream]:
    """The two halves of the goals (term, year): the break at which they resemble each other most.

    Both cells usually say the same. Where nothing resembles, all of it is the first half.
    """
    stop = len(without_vertical(stream))
    best, ratio = stop, _SIMILAR
    for position in range(1, stop):
        if stream.gaps[position] not in (SPACE, BREAK):
            continue
        one, other = stream.folded[:position], stream.folded[position:stop]
        if min(len(one), len(other)) * 2 < max(len(one), len(other)):
            continue
        likeness = difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
        likeness += _SAME_START if one[:_START] == other[:_START] else 0.0
        if likeness > ratio:
            best, ratio = position, likeness
    return stream.part(0, best), stream.part(best, stop)


def without_vertical(stream: Stream) -> Stream:
    """``stream`` without the label 绩效指标 that runs down the left edge and is printed after the goals."""
    match = _VERTICAL.search(stream.folded)
    start = match.start() if match else len(stream)
    return stream.part(0, start) if start < len(stream) and stream.gaps[start] == BREAK else stream
