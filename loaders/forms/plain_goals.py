"""The goals of a form: labels, and the text or the two texts that stand under them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from loaders.forms.labelled import GOALS, text
from loaders.forms.pieces import Piece, join, lines_of, runs, would_fit
from loaders.forms.plain_head import Entry, entries
from loaders.forms.raw import Place, RawForm
from loaders.forms.vocabulary import FormLabel, form_label
from loaders.grammar.enumeration import MARK, NUMERAL
from loaders.grammar.normal import fold

_MOST_PIECES = 5
_SIMILAR, _COMPARED = 0.6, 200
_KINDS = (*GOALS, "narrative")
_YEARS = re.compile(r"^[(]?\d{4}年?[-—~至]+\d{4}年?[)]?$")
_ENDS = re.compile(r"[。；;！!]$")
_FIRST_ITEM = re.compile(r"^(?:1[.、]|一、|[(]一[)])")
_ITEM = re.compile(rf"^(?:{MARK}|[{NUMERAL}]+[)]|第[{NUMERAL}])")

Labelled = Entry[FormLabel]


def read(raw: RawForm, pieces: Sequence[Piece], *, tabbed: bool) -> None:
    """The goals between funding block and indicator table; every text piece goes into exactly one of them."""
    for labels, texts in _groups(pieces):
        columns = [one for one in labels if one.label.kind != "block"] or labels[-1:]
        said = [one for one in columns if one.label.kind in ("expected", "achieved")]
        if said and all(one.label.kind == "achieved" for one in said):  # 总体目标完成情况 beside both of its columns
            said = [*(one for one in columns if one.label.kind == "goal"), said[-1]]
        columns = said or _beside(columns) or columns
        for column, part in zip(columns, _parts(columns, texts, tabbed), strict=False):
            if part:
                value, phase = join(part), column.label.field if column.label.kind in GOALS else ""
                place = Place(lines_of([*column.own, *part]), part[0].page, value)
                text(raw, column.name.strip(":："), value, place, phase=phase)


def _groups(pieces: Sequence[Piece]) -> Iterator[tuple[list[Labelled], list[Piece]]]:
    """Runs of labels with the text that follows them."""
    labels: list[Labelled] = []
    for one in entries(pieces, _label):
        labels.append(one)
        if texts := _without_years(one.value):
            yield labels, texts
            labels = []


def _without_years(pieces: Sequence[Piece]) -> list[Piece]:
    """A text without the lines that only give the project's years: ``(2025 年-2025 年)``."""
    lines = (list(line) for _, line in groupby(pieces, key=lambda piece: piece.lines))
    return [piece for line in lines if not _YEARS.match(fold(join(line))) for piece in line]


def _label(pieces: Sequence[Piece], start: int) -> tuple[int, FormLabel | None]:
    for stop, name in runs(pieces, start, _MOST_PIECES):
        label = form_label(name, *_KINDS) or form_label(name, "block")
        if label is not None:
            return stop, label
    return start, None


def _parts(columns: Sequence[Labelled], texts: list[Piece], tabbed: bool) -> list[list[Piece]]:
    """The text of each column."""
    if len(columns) < 2 or not texts:
        return [texts]
    if tabbed or _side_by_side(texts, len(columns)):
        return _by_position(columns, texts)
    is_phases = all(one.label.kind == "goal" for one in columns)
    cut = _repeated(texts) if is_phases else _cut(texts)
    return [[] for _ in columns[2:]] + [texts[:cut], texts[cut:]]


def _beside(columns: Sequence[Labelled]) -> list[Labelled]:
    """The goals whose labels stand on one line: heads of texts that a label on a line of its own stands left of."""
    lines = Counter(one.own[0].lines for one in columns if one.label.kind == "goal")
    return [one for one in columns if lines[one.own[0].lines] > 1]


def _repeated(texts: Sequence[Piece]) -> int:
    """Where the goal of the year begins that says again what that of the term says; 0 where nothing is said twice."""

    def likeness(cut: int) -> float:
        one, other = (join(part)[:_COMPARED] for part in (texts[:cut], texts[cut:]))
        return SequenceMatcher(None, one, other, autojunk=False).ratio() + (one[:6] == other[:6]) * 0.3

    best = max(range(1, len(texts)), key=likeness, default=0)
    return best if best and likeness(best) > _SIMILAR else 0


def _side_by_side(texts: Sequence[Piece], count: int) -> bool:
    """Whether most lines print one piece for each column."""
    sizes = Counter(piece.lines for piece in texts)
    return sum(size == count for size in sizes.values()) * 2 > len(sizes)


def _by_position(columns: Sequence[Labelled], texts: list[Piece]) -> list[list[Piece]]:
    """Cells by order where there is one for each column, else by the nearest label at or left of them."""
    rows: dict[tuple[int, ...], list[Piece]] = {}
    for piece in texts:
        rows.setdefault(piece.lines, []).append(piece)
    parts: list[list[Piece]] = [[] for _ in columns]
    # Of three labels and more the first can stand beside all texts, its cell being merged and lost in their rows.
    beside = len(columns) > 2 and all(len(r) == len(columns) - 1 and not r[0].col for r in rows.values())
    for row in rows.values():
        for order, piece in enumerate(row, start=int(beside)):
            left = [i for i, one in enumerate(columns) if one.own[0].col <= piece.col]
            index = order if beside or len(row) == len(columns) else (left[-1] if left else 0)
            parts[index].append(piece)
    return parts


def _cut(texts: list[Piece]) -> int:
    """Where the second of two texts begins that stand one after the other, each wrapped at its own width."""
    if len(texts) < 2:
        return len(texts)
    return min(
        range(1, len(texts)), key=lambda cut: _cost(texts[:cut]) + _cost(texts[cut:]) + _seam(texts, cut)
    )


def _cost(texts: Sequence[Piece]) -> float:
    """How many line breaks inside a paragraph come too early for the text's width."""
    limit = max(p.width for p in texts)
    cost = 0.0
    for before, after in pairwise(texts):
        if not after.first or not _wraps(before, after):
            continue
        cost += 1.0 if would_fit(before.text, after.text, limit - 3) else 0.0
    return cost


def _seam(texts: list[Piece], cut: int) -> float:
    """What speaks against a cut: no end of a sentence before it, the same wrapping on both sides of it."""
    cost = 0.0 if _ENDS.search(texts[cut - 1].folded) else 1.5
    first, second = texts[:cut], texts[cut:]
    if _FIRST_ITEM.match(second[0].folded) and any(_FIRST_ITEM.match(p.folded) for p in first):
        cost -= 1.0
    margins = [max((a.width for a, b in pairwise(t) if _wraps(a, b)), default=0) for t in (first, second)]
    return cost + (0.5 if all(margins) and abs(margins[0] - margins[1]) <= 2 else 0.0)


def _wraps(before: Piece, after: Piece) -> bool:
    return not _ENDS.search(before.folded) and not _ITEM.match(after.folded)
