"""Header cells of a form's tables, broken or clipped: which column each one names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.forms.grid_form_header import column_name, is_term
from loaders.forms.pieces import Piece, join, rest_of_line
from loaders.forms.vocabulary import (
    BUDGETS,
    INDICATOR_COLUMNS,
    SECOND,
    form_label,
    funding_source,
    labels_of,
    level_of,
    names_subject,
)
from loaders.grammar.normal import fold

_MOST_PIECES = 8
_NAMES = ("level2", "level3")
_WIDEST_LABEL = 24
_AMONG = ("其中", "其中:")
_DIGIT = re.compile(r"\d")
_MONEY = frozenset((*BUDGETS, "weight", "execution_rate", "score"))


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header: pieces ``start`` to ``stop``, columns in printed order and their printed labels."""

    start: int
    stop: int
    columns: tuple[str, ...]
    labels: tuple[str, ...]


def indicator_headers(pieces: Sequence[Piece]) -> list[Header]:
    """Every header of an indicator table (repeated after a page break, too)."""
    found = []
    index = 0
    while index < len(pieces):
        header = (
            _header(pieces, index, frozenset(INDICATOR_COLUMNS))
            if fold(pieces[index].text)[:2] in ("一级", "二级")
            else None
        )
        if header and "level3" in header.columns and len(header.columns) >= 3:
            found.append(header)
            index = header.stop
        else:
            index += 1
    return found


def unknown_heads(pieces: Sequence[Piece], header: Header) -> list[str]:
    """What stands on a header's line and no word is known for: a cell below it can be of one column or of another."""
    line = pieces[header.start].lines
    beside = [*pieces[max(0, header.start - _MOST_PIECES) : header.start], *pieces[header.stop :]]
    found = [piece.text for piece in beside if piece.lines == line and not form_label(piece.text, "block")]
    found = [text for text in found if not _is_end(text)]
    return [*found, *(label for label in header.labels if not column_name(label))]


def is_of_list(pieces: Sequence[Piece], header: Header) -> bool:
    """Whether heads alone, one of them that of the projects' names, stand before a header or on its line: a list."""
    for piece in reversed(pieces[max(0, header.start - _MOST_PIECES) : header.start]):
        if names_subject(piece.text):
            return True
        if not (form_label(piece.text) or funding_source(piece.text) or piece.folded in _AMONG):
            break
    return any(map(names_subject, unknown_heads(pieces, header)))


def _is_end(text: str) -> bool:
    """Whether a head has lost its beginning: 级指标."""
    return (
        len(text) > 2
        and not column_name(text)
        and any(label.endswith(fold(text)) for label in labels_of("column"))
    )


def funding_header(pieces: Sequence[Piece]) -> Header | None:
    """The header of a self-evaluation's funding block: 年初预算数, 全年预算数, 全年执行数, 分值, 执行率, 得分."""
    for index in range(len(pieces)):
        header = _header(pieces, index, _MONEY)
        if header and len(header.columns) >= 2 and "executed" in header.columns:
            return header
    return None


def _header(pieces: Sequence[Piece], start: int, allowed: frozenset[str]) -> Header | None:
    columns: list[str] = []
    labels: list[str] = []
    index = start
    while index < len(pieces):
        stop, name = _cell(pieces, index, allowed)
        if not name and "level3" in columns and _is_unknown_label(pieces, index):
            stop, name = index + 1, "note"
        if not name:
            break
        if name == "weight" and columns and columns[-1] in ("level1", "level2"):
            name = f"{columns[-1]}_weight"  # 权重 beside a level's name is that level's
        if _is_second(name, columns, labels):
            name += SECOND
        if name in columns and name != "note":
            break
        columns.append(name)
        labels.append(join(pieces[index:stop]))
        index = stop
    return Header(start, index, tuple(columns), tuple(labels)) if columns else None


def _is_second(name: str, columns: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether a column that has been printed begins the second phase or belongs to it: names again, or 年度 beside 实施期."""
    if name not in columns or name + SECOND in columns or "target" not in columns or name == "level1":
        return False
    is_year = name == "target" and is_term(labels[columns.index("target")])
    return name in _NAMES or columns[-1].endswith(SECOND) or is_year


def _is_unknown_label(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a piece ends the line of a header, all that stands there being short words: a column not in the vocabulary."""
    line = [] if pieces[index].first else rest_of_line(pieces, index)
    return bool(line) and all(
        piece.width <= _WIDEST_LABEL and not _DIGIT.search(piece.text) and not _is_level(piece.text)
        for piece in line
    )


def _is_level(text: str) -> bool:
    return level_of(text, 1) is not None or level_of(text, 2) is not None


def _cell(pieces: Sequence[Piece], start: int, allowed: frozenset[str]) -> tuple[int, str]:
    """The longest run of pieces that is a label whole, else the first piece as a clipped label."""
    for stop in range(min(len(pieces), start + _MOST_PIECES), start, -1):
        label = form_label(join(pieces[start:stop]), "column")
        if label is not None and label.field in allowed:
            return stop, label.field
    name = column_name(pieces[start].text)
    return (start + 1, name) if name in allowed else (start, "")
