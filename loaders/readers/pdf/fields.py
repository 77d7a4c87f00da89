"""Fields: what a reader's eye takes as one entry of a line without rules, and which lines look like table rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from loaders.grammar import numbers
from loaders.grammar.enumeration import mark
from loaders.grammar.units import MONEY_WORD
from loaders.readers.pdf.runs import Run, joined

NUMBER = re.compile(r"[-－−(（]?[\d０-９][\d０-９,，.．]*[%％)）]?|[-－—–]{1,2}")
_LONG_NUMBER = re.compile(rf"[-－−]?(?=\d{{3}}|\d+[,.]\d){numbers.NUMBER}%?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}$")
_LEADER = re.compile(r"…{2,}|\.{4,}|·{4,}|⋯{2,}|-{6,}|_{6,}")
_SENTENCE = re.compile(r"。|[；，！？]$|.{6}、$|^、$")
_CLAUSE = re.compile(r"[，；！？]")
_COUNTED = re.compile(rf"(?:{MONEY_WORD}|年|月|日|个|家|人|辆|台|项|次|％|%)")
_COLUMN = re.compile(r"[(（]?(?P<number>\d{1,2}|[A-Z])[)）]?(?:=[\dA-Z+\-]+)?|栏次|行次|[类款项]|\*+")
_SEPARATED = re.compile(r"\d[,.]\d")
_FIELD_GAP = 0.9  # gaps up to this many heights are spaces within an entry
_LONGEST_LABEL = 45
_LONGEST_WORD = 15  # of the headers of close columns, which may seem one text
TIGHT = 1.35  # distance of two lines of one text, in heights
WRAPPED = 1.75  # the same where another text stands in the middle between them
APART = 2.0  # points
_BESIDE = 4.0  # distance of the texts under one group, in heights


@dataclass(slots=True)
class Field:
    """One entry: its runs as one, whether it is a number, and the runs."""

    run: Run
    numeric: bool
    parts: tuple[Run, ...] = ()


@dataclass(slots=True)
class FieldLine:
    """One visual line as entries from left to right."""

    fields: list[Field]
    top: float
    bottom: float

    @property
    def is_data(self) -> bool:
        """Whether the line looks like a row: entries side by side, at least one of them a number."""
        if len(self.fields) < 2 or not any(f.numeric for f in self.fields) or self.numbers_columns:
            return False
        text = "".join(f.run.text for f in self.fields)
        return _LEADER.search(text) is None and not self.is_prose and not self._has_number_in_sentence

    @property
    def is_prose(self) -> bool:
        """Whether the line reads like part of a sentence."""
        texts = [f.run.text for f in self.fields]
        return _SENTENCE.search(texts[-1]) is not None or any(
            (len(text) > _LONGEST_LABEL and max(map(len, text.split())) > _LONGEST_WORD)
            or "。" in text
            or (len(text) > 20 and _CLAUSE.search(text))
            for text in texts
        )

    @property
    def numbers_columns(self) -> bool:
        """Whether the line only numbers the columns, from 1 and one after the other, or where it says so: A=B+C B C, 栏次 9 10."""
        marks = [match for f in self.fields if (match := _COLUMN.fullmatch(f.run.text))]
        numbers = [ord(n) - ord("A") + 1 if n.isalpha() else int(n) for match in marks if (n := match["number"])]
        says = len(marks) > len(numbers)
        counts = all(two in (one + 1, 1) for one, two in pairwise(numbers if says else [0, *numbers]))
        return len(marks) == len(self.fields) and bool(numbers) and counts and len(marks) > 1

    @property
    def _has_number_in_sentence(self) -> bool:
        """Whether a number is followed by its unit, or closely by other words, as numbers in sentences are."""
        for index, (one, two) in enumerate(pairwise(self.fields)):
            if not one.numeric or two.numeric or not self._close(one, two):
                continue
            before = self.fields[index - 1]
            within = index > 0 and not before.numeric and not mark(two.run.text) and self._close(before, one)
            if within or _COUNTED.match(two.run.text):
                return True
        return False

    def _close(self, one: Field, two: Field) -> bool:
        return two.run.x0 - one.run.x1 < _FIELD_GAP * self.height

    @property
    def height(self) -> float:
        """Height of the lowest entry's text."""
        return min(f.run.height for f in self.fields)


def is_amount(text: str) -> bool:
    """Whether a text is a number with a separator; a year or a column's number has none."""
    return NUMBER.fullmatch(text) is not None and _SEPARATED.search(text) is not None


def field_line(line: Sequence[Run]) -> FieldLine:
    """Runs of one visual line joined to entries."""
    groups: list[list[Run]] = [[line[0]]]
    for run in line[1:]:
        if _same_entry(groups[-1][-1], run):
            groups[-1].append(run)
        else:
            groups.append([run])
    fields = [_field(group) for group in groups]
    return FieldLine(fields, min(r.top for r in line), max(r.bottom for r in line))


def _same_entry(one: Run, two: Run) -> bool:
    gap = two.x0 - one.x1
    height = max(min(one.height, two.height), 1.0)
    if gap >= _FIELD_GAP * height:
        return False
    if _is_year(one, two):
        return True
    number_beside = (
        _LONG_NUMBER.fullmatch(one.text) is not None or _LONG_NUMBER.fullmatch(two.text) is not None
    )
    return not number_beside


def _is_year(one: Run, two: Run) -> bool:
    return two.text.startswith("年") and _YEAR.search(one.text) is not None


def _field(group: list[Run]) -> Field:
    text = joined(group, wide=False)
    run = replace(
        group[0],
        text=text,
        x0=min(r.x0 for r in group),
        x1=max(r.x1 for r in group),
        top=min(r.top for r in group),
        bottom=max(r.bottom for r in group),
    )
    return Field(run, NUMBER.fullmatch(text.replace(" ", "")) is not None, tuple(group))


def parted(
    line: FieldLine, apart: Callable[[Run, Run], bool], header: Sequence[FieldLine] = ()
) -> FieldLine:
    """A line whose entries are cut between runs that ``apart`` tells to stand in different columns.

    ``header`` are the lines of its header: a letter that ends a text above is no half of a word printed wide apart.
    """
    groups: list[list[Run]] = []
    for f in line.fields:
        groups.append([f.parts[0]])
        for one, two in pairwise(f.parts):
            if apart(one, two) and not (len(one.text) == 1 and len(two.text) == 1) and not _is_year(one, two):
                groups.append([])
            groups[-1].append(two)
    return FieldLine([_field(group) for group in _paired(groups, header)], line.top, line.bottom)


def _paired(groups: Sequence[list[Run]], header: Sequence[FieldLine]) -> list[list[Run]]:
    """Letters printed wide apart, two by two: ``收    入``, ``支    出``."""
    found: list[list[Run]] = []
    for letters, together in groupby(groups, lambda group: _is_letter(group) and not ends_text(group[0], header)):
        own = list(together)
        found += (
            [[*one, *two] for one, two in zip(own[::2], own[1::2], strict=True)]
            if letters and len(own) % 2 == 0
            else own
        )
    return found


def _is_letter(group: Sequence[Run]) -> bool:
    return len(group) == 1 and len(group[0].text) == 1 and not group[0].text.isascii()


def ends_text(run: Run, header: Sequence[FieldLine]) -> bool:
    """Whether a text of a header is the next line of one above it in the same cell, and not one of those under a group.

    Those beside it on its line end others, too; under a group they stand there for themselves.
    """
    if not _goes_on(run, header):
        return False
    near = _BESIDE * run.height
    beside = (f.run for line in header for f in line.fields if abs(f.run.middle - run.middle) < APART)
    return all(
        _goes_on(other, header)
        for other in beside
        if other.x0 != run.x0 and other.x0 < run.x1 + near and run.x0 - near < other.x1
    )


def _goes_on(below: Run, header: Sequence[FieldLine]) -> bool:
    """Whether a text stands close below a longer one, at its beginning or in its middle.

    It may stand a little farther below where another text of the header stands in the middle between them.
    """
    texts = [f.run for line in header for f in line.fields]
    for text in texts:
        same = abs(below.x0 - text.x0) < 1 or abs(below.x0 + below.x1 - text.x0 - text.x1) < text.height / 2
        if not same or below.x1 - below.x0 > text.x1 - text.x0 or len(text.text) < 2:
            continue
        apart = any(text.middle + APART < other.middle < below.middle - APART for other in texts)
        if text.height / 2 < below.top - text.top < (WRAPPED if apart else TIGHT) * text.height:
            return True
    return False
