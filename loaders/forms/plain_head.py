"""The head of a form: labels with their values, broken over lines or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from loaders.forms.labelled import GOALS, is_unit_note, may_be_label, take, year_alone
from loaders.forms.pieces import Piece, join, place_of, rest_of_line, runs
from loaders.forms.plain_header import is_end
from loaders.forms.raw import RawForm
from loaders.forms.vocabulary import FormLabel, clipped_person, column, form_label

_KINDS = ("head", "department", "field")
_MOST_PIECES = 3
_SEAL = ("(盖章)", "(公章)", "(签章)", "(签字)")

Meaning = TypeVar("Meaning")
LabelAt = Callable[[Sequence[Piece], int], tuple[int, Meaning | None]]  # where a label ends that begins at a piece

@dataclass(slots=True)
class Entry(Generic[Meaning]):
    """A label, as printed and what it means (None where it isn't known), and the pieces of its value."""

    name: str
    label: Meaning
    own: list[Piece]
    value: list[Piece] = field(default_factory=list)


def entries(pieces: Sequence[Piece], label_at: LabelAt[Meaning]) -> list[Entry[Meaning]]:
    """The labels that ``label_at`` finds, each with all that stands between it and the next one."""
    found: list[Entry[Meaning]] = []
    index = 0
    while index < len(pieces):
        stop, label = label_at(pieces, index)
        if label is not None:
            own = list(pieces[index:stop])
            found.append(Entry(join(own), label, own))
        elif found:
            found[-1].value.append(pieces[index])
        index = max(stop, index + 1)
    return found


def head_entries(
    pieces: Sequence[Piece], *, tabbed: bool, kinds: Sequence[str] = _KINDS
) -> list[Entry[FormLabel | None]]:
    """Labels of a form's head with their values; a value wraps into lines that hold no label.

    ``tabbed``: a piece is a whole cell, and what opens a line of several is a label, known or not. ``kinds`` are those
    of labels that are looked for.
    """
    found: list[Entry[FormLabel | None]] = []
    on_line: list[Entry[FormLabel | None]] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        stop, label, rest = _label(pieces, index, kinds)
        run = rest_of_line(pieces, index) if piece.first else []
        if label is not None:
            own = list(pieces[index:stop])
            found.append(Entry(join(own).removesuffix(rest), label, own, [replace(piece, text=rest, first=False, words=(rest,))] if rest else []))
            on_line = [*([] if piece.first else on_line), found[-1]]
            index = stop
        elif piece.folded in _SEAL or is_unit_note(piece.text) or (found and found[-1].value and year_alone(piece.text)):
            index += 1
        elif (tabbed and len(run) > 1) or (
            found and may_be_label(piece.text) and _is_cell(pieces, index, on_line, tabbed, kinds)
        ):
            found.append(Entry(piece.text, None, [piece]))
            on_line = [*([] if piece.first else on_line), found[-1]]
            index += 1
        elif found and run and (other := _other_part(run)):  # the value above has ended
            found.append(Entry(piece.text, other, [piece]))
            on_line = []
            index += 1
        elif run and found and _is_wrap(pieces, index, kinds):
            targets = on_line if len(run) == len(on_line) else [found[-1]] * len(run)
            for target, part in zip(targets, run, strict=True):
                target.value.append(part)
            index += len(run)
        else:
            for entry in found[-1:]:
                entry.value.append(piece)
            index += 1
    return found


def _is_cell(
    pieces: Sequence[Piece], index: int, on_line: Sequence[Entry[FormLabel | None]], tabbed: bool, kinds: Sequence[str]
) -> bool:
    """Whether words are seen to be no part of the value before them: what follows on their line is no label, and they open
    a line of more than the labels above have values, or are a whole cell behind a value."""
    behind = len(rest_of_line(pieces, index))
    if behind < 2 or _label(pieces, index + 1, kinds)[1] is not None:
        return False
    if pieces[index].first:
        return behind > len(on_line)
    return tabbed and bool(on_line) and bool(on_line[-1].value)


def _label(pieces: Sequence[Piece], start: int, kinds: Sequence[str]) -> tuple[int, FormLabel | None, str]:
    """A label in one piece or broken over lines, where none of its pieces is a label alone; or one before a colon."""
    own = form_label(pieces[start].text, *kinds)
    if own is not None:
        return start + 1, own, ""
    for stop, name in runs(pieces, start, _MOST_PIECES):
        label = form_label(name, *kinds)
        if label is not None:
            return stop, label, ""
    clipped = clipped_person(pieces[start].text)
    if clipped is not None:
        return start + 1, clipped, ""
    name, mark, rest = pieces[start].text.replace("：", ":", 1).partition(":")
    label = form_label(name, *kinds) if mark and rest else None
    return (start + 1, label, rest) if label is not None else (start, None, "")


def _other_part(line: Sequence[Piece]) -> FormLabel | None:
    """The label of another part of the form that opens a line, or heads of columns that narrow cells have broken."""
    ends = len(line) > 1 and all(column(piece.text) or is_end(piece.text) for piece in line)
    return form_label(line[0].text) or (FormLabel("", "column", "") if ends else None)


def _is_wrap(pieces: Sequence[Piece], start: int, kinds: Sequence[str]) -> bool:
    return all(_label(pieces, start + i, kinds)[1] is None for i in range(len(rest_of_line(pieces, start))))


def fill(raw: RawForm, pieces: Sequence[Piece], *, tabbed: bool = False, texts: bool = False) -> None:
    """Put what the labels among ``pieces`` say where it belongs (``tabbed`` as for ``head_entries``); with ``texts`` also what
    was written under labels like 评价结论."""
    for entry in head_entries(pieces, tabbed=tabbed, kinds=(*_KINDS, "narrative") if texts else _KINDS):
        value = join(entry.value)
        if entry.label and entry.label.kind == "person":
            entry.name = entry.label.label  # that it is one is known by its label
        if value and (entry.label is None or entry.label.kind in (*_KINDS, "person", "narrative", *GOALS)):
            place = place_of([*entry.own, *entry.value], f"{entry.name} {value}")
            take(raw, entry.name.strip(":："), entry.label, value, place)
