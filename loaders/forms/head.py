"""The head of a form: labels with their values, broken over lines or not."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.forms.pieces import Piece, join, lines_of
from loaders.forms.vocabulary import FormLabel, form_label
from loaders.grammar.normal import fold
from loaders.grammar.values import iso_date
from loaders.model import Block, Line
from loaders.records import Evaluation, FormField

_KINDS = ("head", "department", "field")
_SPAN = re.compile(r"(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)[-—~至到]+(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)")
_YEAR = re.compile(r"[(]?(20\d{2})年?度?[)]?(?:年度)?$")

_TITLE_YEAR = re.compile(r"^[《]?(20\d{2})年|[(](20\d{2})年度?[)][》]?$")
_SEAL = ("(盖章)", "(公章)", "(签章)", "(签字)")


@dataclass(slots=True)
class Entry:
    """A label and the pieces of its value."""

    label: str
    kind: str
    field: str
    value: list[Piece] = dataclasses.field(default_factory=list)
    own: list[Piece] = dataclasses.field(default_factory=list)

    @property
    def text(self) -> str:
        """The value's text."""
        return join(self.value)

    @property
    def lines(self) -> tuple[int, ...]:
        """Lines of label and value."""
        return lines_of([*self.own, *self.value])


def entries(pieces: Sequence[Piece]) -> list[Entry]:
    """Labels of a form's head with their values; a value wraps into lines that hold no label."""
    found: list[Entry] = []
    on_line: list[Entry] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        stop, label, rest = _label(pieces, index)
        if label is not None:
            if piece.first:
                on_line = []
            entry = Entry(join(pieces[index:stop]) if not rest else label.label, label.kind, label.field)
            entry.own = list(pieces[index:stop])
            if rest:
                entry.value.append(_tail(piece, rest))
            found.append(entry)
            on_line.append(entry)
            index = stop
            continue
        if piece.first and found and _is_wrap(pieces, index):
            run = _line(pieces, index)
            if [p.folded for p in run] in [[mark] for mark in _SEAL]:
                index += 1
                continue
            targets = on_line if len(run) == len(on_line) else [found[-1]] * len(run)
            for target, part in zip(targets, run, strict=True):
                target.value.append(part)
            index += len(run)
            continue
        if found and not (piece.folded in _SEAL and not found[-1].value):
            found[-1].value.append(piece)
        index += 1
    return found


def _label(pieces: Sequence[Piece], start: int) -> tuple[int, FormLabel | None, str]:
    for stop in range(min(len(pieces), start + 3), start, -1):
        label = form_label(join(pieces[start:stop]), *_KINDS)
        if label is not None and (stop == start + 1 or _together(pieces[start:stop])):
            return stop, label, ""
    name, mark, rest = fold(pieces[start].text).partition(":")
    label = form_label(name, *_KINDS) if mark and rest else None
    return (start + 1, label, rest) if label is not None else (start, None, "")


def _together(pieces: Sequence[Piece]) -> bool:
    """Whether fragments can be one label: each later one begins a line, and none is a label alone."""
    return all(p.first for p in pieces[1:]) and form_label(pieces[0].text, *_KINDS) is None


def _tail(piece: Piece, rest: str) -> Piece:
    return Piece(rest, piece.lines, piece.col, False, page=piece.page, words=(rest,))


def _line(pieces: Sequence[Piece], start: int) -> list[Piece]:
    stop = start + 1
    while stop < len(pieces) and not pieces[stop].first:
        stop += 1
    return list(pieces[start:stop])


def _is_wrap(pieces: Sequence[Piece], start: int) -> bool:
    return all(_label(pieces, start + i)[1] is None for i in range(len(_line(pieces, start))))


def fill(evaluation: Evaluation, found: Sequence[Entry]) -> list[FormField]:
    """Put the entries into the evaluation's fields; what has no field of its own is returned."""
    others: list[FormField] = []
    for entry in found:
        value = entry.text
        if entry.field in ("start_date", "end_date"):
            value = iso_date(value) or value
        if entry.field == "project_term" and (span := _SPAN.search(fold(value))):
            evaluation.start_date = evaluation.start_date or iso_date(span[1])
            evaluation.end_date = evaluation.end_date or iso_date(span[2])
        if entry.field and value and not getattr(evaluation, entry.field):
            setattr(evaluation, entry.field, value)
        elif not entry.field and value:
            page = entry.own[0].page if entry.own else None
            text = f"{entry.label} {value}"
            others.append(
                FormField(
                    form_seq=evaluation.form_seq,
                    label=entry.label.strip(":："),
                    value=value,
                    lines=entry.lines,
                    page=page,
                    source_text=text,
                )
            )
            if re.search(r"填[报表](?:日期|时间)", entry.label) and not evaluation.filled_at:
                evaluation.filled_at = value
    return others


def printed_year(pieces: Sequence[Piece]) -> str:
    """The year printed under the title: ``（2023年度）``; empty where none is."""
    for piece in pieces:
        match = _YEAR.fullmatch(piece.folded)
        if match:
            return match[1]
    return ""


def title_year(blocks: Sequence[Block]) -> str:
    """The year that the form's title begins or ends with (``2024年项目支出绩效目标表``, ``…表（2023年度）``); empty where it names none."""
    first = next((block for block in blocks if isinstance(block, Line) and fold(block.text)), None)
    match = _TITLE_YEAR.search(fold(first.text)) if first is not None else None
    return (match[1] or match[2]) if match else ""
