"""Header cells of a form's tables, broken or clipped: which column each one names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.forms import vocabulary
from loaders.forms.form_rows import FormRow
from loaders.forms.grid_list_columns import names_project
from loaders.forms.header import (
    MONEY_COLUMNS,
    HeaderRow,
    column_name,
    funding_header,
    indicator_header,
    is_amount_head,
)
from loaders.forms.pieces import Piece, join, rest_of_line, row_of
from loaders.forms.vocabulary import INDICATOR_COLUMNS, block_of, form_label, funding_source, is_level
from loaders.grammar.normal import fold

_MOST_PIECES = 8
_FEWEST_COLUMNS = 3
_SEVERAL = ("note", "amount", "weight")  # that more than two columns can be; others come once in each phase
_WIDEST_LABEL = 24
_AMONG = ("其中", "其中:")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header: pieces ``start`` to ``stop``, and the row that they are."""

    start: int
    stop: int
    row: HeaderRow

    @property
    def columns(self) -> tuple[str, ...]:
        """What tells the columns apart, in printed order."""
        return self.row.keys()


def indicator_headers(pieces: Sequence[Piece]) -> list[Header]:
    """Every header of an indicator table (repeated after a page break, too)."""
    found = []
    index = 0
    while index < len(pieces):
        opens = pieces[index].folded[:2] in ("一级", "二级")
        stop, cells = _cells(pieces, index, frozenset(INDICATOR_COLUMNS)) if opens else (index, [])
        header = indicator_header(_row(cells)) if len(cells) >= _FEWEST_COLUMNS else None
        if header and "level3" in header.names():
            found.append(_with_above(pieces, Header(index, stop, header), cells))
            index = stop
        else:
            index += 1
    return found


def _with_above(pieces: Sequence[Piece], header: Header, cells: Sequence[Sequence[Piece]]) -> Header:
    """A header with the heads of the line above it that stand beside those it parts: 年度指标值 over 指标值 and 度量单位, 分值 beside."""
    start = next((i for i in range(header.start - 1, -1, -1) if pieces[i].first), header.start)
    above = [(piece, column_name(piece.text)) for piece in pieces[start : header.start]]
    beside = [[piece] for piece, name in above if name in INDICATOR_COLUMNS and name not in header.row.names()]
    is_known = all(name in INDICATOR_COLUMNS or block_of(piece.text) for piece, name in above)
    whole = indicator_header(_row([*cells, *beside])) if is_known and len(beside) > 1 else None
    return Header(start, header.stop, whole) if whole else header


def unknown_heads(pieces: Sequence[Piece], header: Header) -> list[str]:
    """What stands on a header's line and no word is known for: a cell below it can be of one column or of another."""
    line = pieces[header.start].lines
    beside = [*pieces[max(0, header.start - _MOST_PIECES) : header.start], *pieces[header.stop :]]
    found = [piece.text for piece in beside if piece.lines == line and not block_of(piece.text)]
    found = [text for text in found if len(text) <= 2 or not is_end(text)]
    labels = (column.label for column in header.row.columns)
    return [*found, *(label for label in labels if not (column_name(label) or form_label(label, "narrative")))]  # 备注


def is_of_list(pieces: Sequence[Piece], header: Header) -> bool:
    """Whether heads alone, one of them that of the projects' names, stand before a header or on its line: a list."""
    for piece in reversed(pieces[max(0, header.start - _MOST_PIECES) : header.start]):
        if any(map(names_project, (piece.text, *piece.words))):
            return True
        if not (form_label(piece.text) or funding_source(piece.text) or piece.folded in _AMONG):
            break
    return any(map(names_project, unknown_heads(pieces, header)))


def is_end(text: str) -> bool:
    """Whether a head has lost its beginning: 级指标."""
    return not column_name(text) and any(label.endswith(fold(text)) for label in vocabulary.labels_of("column"))


def money_header(pieces: Sequence[Piece]) -> Header | None:
    """The header of a self-evaluation's funding block: 年初预算数, 全年预算数, 全年执行数, 分值, 执行率, 得分."""
    for index in range(len(pieces)):
        stop, cells = _cells(pieces, index, MONEY_COLUMNS)
        header = funding_header(_row(cells)) if len(cells) > 1 else None
        if header and "executed" in header.names():
            return Header(index, stop, header)
    return None


def _cells(pieces: Sequence[Piece], start: int, allowed: frozenset[str]) -> tuple[int, list[list[Piece]]]:
    """The heads that stand one behind the other from ``start``, and where they end."""
    found: list[list[Piece]] = []
    names: list[str] = []
    index = start
    while index < len(pieces):
        stop, name = _cell(pieces, index, allowed)
        if not name and "level3" in names and _is_unknown_label(pieces, index):
            stop, name = index + 1, "note"
        beside = not pieces[index].first and not MONEY_COLUMNS.isdisjoint(names)
        if not name and beside and is_amount_head(pieces[index].text):
            stop, name = index + 1, "amount"
        if not name or (names.count(name) > 1 and name not in _SEVERAL):
            break
        found.append(list(pieces[index:stop]))
        names.append(name)
        index = stop
    return index, found


def _row(cells: Sequence[Sequence[Piece]]) -> FormRow:
    return row_of(dict(enumerate(map(join, cells))), [piece for cell in cells for piece in cell])


def _is_unknown_label(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a piece ends the line of a header, all that stands there being short words: a column not in the vocabulary."""
    line = [] if pieces[index].first else rest_of_line(pieces, index)
    return bool(line) and all(
        piece.width <= _WIDEST_LABEL and not _DIGIT.search(piece.text) and not is_level(piece.text)
        for piece in line
    )


def _cell(pieces: Sequence[Piece], start: int, allowed: frozenset[str]) -> tuple[int, str]:
    """The longest run of pieces that is a label whole, else the first piece as a clipped label."""
    for stop in range(min(len(pieces), start + _MOST_PIECES), start, -1):
        label = form_label(join(pieces[start:stop]), "column")
        if label is not None and label.field in allowed:
            return stop, label.field
    name = column_name(pieces[start].text)
    return (start + 1, name) if name in allowed else (start, "")
