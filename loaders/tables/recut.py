"""Names that text without cells has cut at the wrong places: ``休事业单位离退休机关事业单位``, ``基本养老保险缴费支出``.

Codes tell which names follow one another (the official list, and what other tables of the document print for the code).
Where the names of several rows, put together, are exactly these, they are cut where one ends; else what is a piece of a
neighbour's name is undecided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from loaders.grammar.normal import fold
from loaders.notes import note
from loaders.tables.model import RawTable, Row
from loaders.tables.vocabulary import subjects

_LONGEST = 12  # rows put together
_FRAGMENT = 3  # letters of the name below
_FEWEST = 2  # tables that print one name for a code

Names = Mapping[str, frozenset[str]]


def recut_names(tables: Sequence[RawTable]) -> None:
    """Cut the names of the rows of ``tables`` anew where the codes decide how."""
    known = _known(tables)
    for table in tables:
        rows = [row for row in table.rows if row.code]
        place = 0
        while place < len(rows):
            found = None if _is_known(rows[place], known) else _parted(rows[place:], known)
            for row, name in zip(rows[place:], found or (), strict=False):
                if fold(row.name) != name and row.repair is None:
                    row.repair = note("label_recut", printed=row.name, name=name)
                    row.name = name
            place += len(found or ()) or 1
        if table.is_text:
            _mark_fragments(rows, known)


def _mark_fragments(rows: Sequence[Row], known: Names) -> None:
    """Note on the rows whose name begins with the end of the name above or ends with the beginning of the one below."""
    for above, row, below in zip([Row(), *rows], rows, [*rows[1:], Row()], strict=False):
        if row.repair is not None or _is_known(row, known):
            continue
        name = fold(row.name)
        ends = {whole[at:] for whole in known.get(above.code, ()) for at in range(len(whole) - 1)}
        begins = {whole[:at] for whole in known.get(below.code, ()) for at in range(_FRAGMENT, len(whole))}
        if any(name.startswith(end) for end in ends) or any(name.endswith(begin) for begin in begins):
            row.repair = note("subject_undecided")


def _known(tables: Sequence[RawTable]) -> Names:
    printed = Counter(
        {(row.code, fold(row.name)): 0 for table in tables for row in table.rows if row.code and row.name}
    )
    for table in tables:
        printed.update({(row.code, fold(row.name)) for row in table.rows if row.code and row.name})
    found: dict[str, set[str]] = {code: {fold(s.name) for s in own} for code, own in subjects().items()}
    for (code, name), count in printed.items():
        if count >= _FEWEST and code not in subjects():
            found.setdefault(code, set()).add(name)
    return {code: frozenset(names) for code, names in found.items()}


def _is_known(row: Row, known: Names) -> bool:
    return row.code not in known or fold(row.name) in known[row.code]


def _parted(rows: Sequence[Row], known: Names) -> list[str] | None:
    """The names of the first rows, two at least, that together are their names as known; the first may have lost its beginning."""
    text = fold(rows[0].name)
    for count in range(2, min(len(rows), _LONGEST) + 1):
        text += fold(rows[count - 1].name)
        codes = [row.code for row in rows[:count]]
        for first in known.get(codes[0], ()):
            for lost in range(len(first) - 1):
                rest = (
                    _names(codes[1:], text[len(first) - lost :], known)
                    if text.startswith(first[lost:])
                    else None
                )
                if rest is not None:
                    return [first, *rest]
    return None


def _names(codes: Sequence[str], text: str, known: Names) -> list[str] | None:
    """The known names of ``codes`` of which a text is made; None where it isn't."""
    if not codes:
        return None if text else []
    for name in known.get(codes[0], ()):
        rest = _names(codes[1:], text[len(name) :], known) if text.startswith(name) else None
        if rest is not None:
            return [name, *rest]
    return None
