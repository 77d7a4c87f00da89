"""Complete the damaged names of one phase from the other phase of the same form.

Both phases of a form print the same indicators in cells of different width, so one half often has what the
other has lost: cut-off ends, characters misread on a scanned page. A name is completed only where exactly one
name of the other phase under the same second-level label continues it and its value is the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.forms.misread import confused_characters, unconfused
from loaders.forms.raw import RawIndicator
from loaders.grammar.normal import fold
from loaders.notes import note

_STRANGE = re.compile(r"[^\u3400-\u9fff0-9A-Za-z\u3000-\u303f\uff00-\uffef\-+~/.,:;()%·、“”‘’《》]")
_MIN_SHARED = 3
_MIN_GARBLED_SHARED = 2


def repair(rows: Sequence[RawIndicator], *, scanned: bool) -> None:
    """Repair the names of ``rows`` in place. ``scanned``: the form shows misread characters elsewhere."""
    for row in filter(_name, rows):
        partners = [r for r in rows if r.phase != row.phase and r.level2 == row.level2]
        if any(fold(_name(p)) == fold(_name(row)) and not (scanned and unconfused(_name(p)) != _name(p)) for p in partners):
            continue
        same_value = [p for p in partners if _value(p) == _value(row)]
        fuller = {_name(p) for p in same_value if _continues(_name(p), _name(row))}
        if len(fuller) == 1:
            _replace(row, fuller.pop(), "level3_completed")
    if scanned:
        _read_again(rows)


def _replace(row: RawIndicator, name: str, code: str) -> None:
    row.repairs += (note(code, printed=_name(row)),)
    row.texts["level3"] = name


def _name(row: RawIndicator) -> str:
    return row.texts.get("level3", "")


def _value(row: RawIndicator) -> str:
    return fold(row.texts.get("target", ""))


def _continues(longer: str, shorter: str) -> bool:
    """Whether ``shorter`` is ``longer`` with its end cut off, allowing for known misreadings."""
    one, other = fold(longer), fold(shorter)
    if len(other) < _MIN_SHARED or len(one) <= len(other):
        return False
    return all(a == b or (b, a) in confused_characters() for a, b in zip(one, other, strict=False))


def _read_again(rows: Sequence[RawIndicator]) -> None:
    """Misread words of a scanned form, and names misread beyond the vocabulary, by their twin."""
    for row in rows:
        right = unconfused(_name(row))
        if right != _name(row):
            _replace(row, right, "level3_misread")
    for row in rows:
        own = [r for r in rows if r.phase == row.phase and r.level2 == row.level2]
        twins = [r for r in rows if r.phase != row.phase and r.level2 == row.level2]
        if len(own) == len(twins) == 1 and _garbled(row, twins[0]):
            _replace(row, _name(twins[0]), "level3_from_twin")


def _garbled(row: RawIndicator, twin: RawIndicator) -> bool:
    same = _value(row) == _value(twin) and _STRANGE.search(_name(twin)) is None
    shared = len(set(_name(row)) & set(_name(twin)))
    return same and _STRANGE.search(_name(row)) is not None and shared >= _MIN_GARBLED_SHARED
