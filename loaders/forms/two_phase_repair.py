"""Complete the damaged names of one phase from the other phase of the same form.

Both phases of a form print the same indicators in cells of different width, so one half often has what the
other has lost: cut-off ends, characters misread on a scanned page. A name is completed only where exactly one
name of the other phase under the same second-level label continues it and its value is the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.forms import two_phase_words as words
from loaders.grammar.normal import fold
from loaders.notes import Note, note

_STRANGE = re.compile(r"[^\u3400-\u9fff0-9A-Za-z\u3000-\u303f\uff00-\uffef\-+~/.,:;()%·、“”‘’《》]")
_MIN_SHARED = 3
_MIN_GARBLED_SHARED = 2


@dataclass(slots=True)
class NamedRow:
    """One indicator row of one phase on its way to a record; ``notes`` say what was inferred and why."""

    phase: int
    level1: str
    level2: str
    name: str
    value: str
    lines: tuple[int, ...]
    notes: list[Note]


def repair(rows: Sequence[NamedRow], *, scanned: bool) -> None:
    """Repair the names of ``rows`` in place. ``scanned``: the form shows misread characters elsewhere."""
    for row in rows:
        partners = [r for r in rows if r.phase != row.phase and r.level2 == row.level2]
        if any(fold(p.name) == fold(row.name) and _healthy(p.name, scanned) for p in partners):
            continue
        same_value = [p for p in partners if fold(p.value) == fold(row.value)]
        fuller = {p.name for p in same_value if _continues(p.name, row.name)}
        if len(fuller) == 1:
            _replace(row, fuller.pop(), "level3_completed")
    if scanned:
        _read_again(rows)


def _healthy(name: str, scanned: bool) -> bool:
    return not scanned or words.unconfused(name) == name


def _replace(row: NamedRow, name: str, code: str) -> None:
    row.notes.append(note(code, printed=row.name))
    row.name = name


def _continues(longer: str, shorter: str) -> bool:
    """Whether ``shorter`` is ``longer`` with its end cut off, allowing for known misreadings."""
    one, other = fold(longer), fold(shorter)
    if len(other) < _MIN_SHARED or len(one) <= len(other):
        return False
    return all(a == b or (b, a) in words.confused_characters() for a, b in zip(one, other, strict=False))


def _read_again(rows: Sequence[NamedRow]) -> None:
    """Misread words of a scanned form, and names misread beyond the vocabulary, by their twin."""
    for row in rows:
        right = words.unconfused(row.name)
        if right != row.name:
            _replace(row, right, "level3_misread")
    for row in rows:
        own = [r for r in rows if r.phase == row.phase and r.level2 == row.level2]
        twins = [r for r in rows if r.phase != row.phase and r.level2 == row.level2]
        if len(own) == len(twins) == 1 and _garbled(row, twins[0]):
            _replace(row, twins[0].name, "level3_from_twin")


def _garbled(row: NamedRow, twin: NamedRow) -> bool:
    same = fold(row.value) == fold(twin.value) and _STRANGE.search(twin.name) is None
    shared = len(set(row.name) & set(twin.name))
    return same and _STRANGE.search(row.name) is not None and shared >= _MIN_GARBLED_SHARED
