"""Rows that a page break has cut in two, made one: what one half lacks of what all rows have stands in the other half."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from loaders.forms import vocabulary
from loaders.forms.form_rows import FormRow
from loaders.forms.head import label_of
from loaders.forms.header import HeaderColumn, HeaderRow, indicator_header, under
from loaders.forms.pieces import width
from loaders.forms.stacked import PROMPT
from loaders.forms.vocabulary import SECOND
from loaders.grammar.enumeration import MARK
from loaders.grammar.normal import fold, squash
from loaders.grammar.values import is_number
from loaders.model import Cell

_NAMES = ("level3", "target")
_VALUES = ("target", "actual", "weight", "score")
_NEVER_CUT = ("nature", "weight", "score", "money", "sequence")
_NO_INDICATOR = ("total", "narrative", "field", "rating", "head", "goal")
_FEWEST_WHOLE = 2  # rows that show what a row has
_BEGINS = re.compile(rf"指标\d|{MARK}")
_NEVER_FIRST = "，。、；：,;)）》”]】%％"
_BRACKETS = (("(", ")"), ("《", "》"), ("“", "”"))
_SLACK = 2  # half characters that a full line may lack

_WORDS = ("unit", "nature")
_Kinship = Literal["one", "unsure", "apart"]
_Kind = frozenset[str]
_Cells = Mapping[str, Sequence[Cell]]  # by the key of the column that they stand under


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, what stands under the columns of its header and which blank cells; ``part`` is its page's grid."""

    row: FormRow
    part: int
    cells: _Cells
    blanks: _Cells
    is_head: bool = False
    is_indicator: bool = False

    def text(self, key: str) -> str:
        """The text under a column, also of a cell that reaches down from above."""
        return "".join(squash(cell.text) for cell in self.cells.get(key, ()))

    def own(self, key: str) -> str:
        """The text under a column that begins in the row and is of no other."""
        cells = (c for c in self.cells.get(key, ()) if c in self.row.own and c.row_span == 1)
        return "".join(squash(cell.text) for cell in cells)

    def kind(self) -> _Kind:
        """The columns with a text that begins in the row and is of no other."""
        return frozenset(filter(self.own, self.cells))

    def lacks(self, key: str) -> bool:
        """Whether nothing stands under a column, nor a cell that is merged with the rows below."""
        return not self.text(key) and all(cell.row_span == 1 for cell in self.blanks.get(key, ()))


def rejoined(rows: Sequence[FormRow]) -> list[FormRow]:
    """The rows of a form, the last of a page and the first of the next being one where a page break has cut it."""
    found: list[FormRow] = []
    block: list[tuple[FormRow, HeaderRow]] = []
    for row in rows:
        own = indicator_header(row)
        if own is not None and block and own.keys() != block[-1][1].keys():
            found += rejoined_below(block)
            block = []
        if own is None and not block:
            found.append(row)
        else:
            block.append((row, own or block[-1][1]))
    return [*found, *rejoined_below(block)]


def rejoined_below(block: Sequence[tuple[FormRow, HeaderRow]]) -> list[FormRow]:
    """Rows below one header, each with that of its page, those that a page break has cut being one.

    What is one has its cells where the columns of the first header are. The first row of a page is ``is_first``; where one
    may be the rest of the row before, both are ``is_unsure``.
    """
    rows = [_placed(row, header) for row, header in block]
    if len({row.part for row in rows}) < 2:
        return [row.row for row in rows]
    header_keys = block[0][1].keys()
    kinds = _kinds([row for row in rows if not row.is_head])
    widths = {key: _width_of(key, rows) for key in header_keys}
    found: list[_Row] = []
    last = 0  # in ``found``, of the rows that are no header
    for row in rows:
        if found and not row.is_head and row.part != found[last].part:
            above = found[last]
            if above.is_indicator and row.is_indicator:
                kinship = _kinship(above, row, kinds, widths)
                if kinship == "one":
                    found[last] = _together(above, row, block[0][1])
                    continue
                if kinship == "unsure":
                    found[last] = _doubted(above)
                    row = _doubted(row)
            row = replace(row, row=replace(row.row, is_first=True))
        last = last if row.is_head else len(found)
        found.append(row)
    return [row.row for row in found]


def _doubted(row: _Row) -> _Row:
    return replace(row, row=replace(row.row, is_unsure=True))


def _placed(row: FormRow, header: HeaderRow) -> _Row:
    keys = dict(zip(header.columns, header.keys(), strict=True))
    cells = {keys[column]: found for column, found in under(header, row).items()}
    blanks = {keys[column]: found for column, found in under(header, replace(row, cells=row.blanks)).items()}
    named = cells.get("level3", ())
    kinds = {(label.kind, cell in named) for cell in row.own if (label := label_of(cell.text))}
    labels = {kind for kind, is_named in kinds if not is_named or kind == "total"}
    is_head = indicator_header(row) is not None
    is_other = (
        is_head
        or labels.intersection(_NO_INDICATOR)
        or (len(row.own) == 1 and "block" in labels)
        or any(_is_wide(cell, header.columns) for cell in row.own)
    )
    return _Row(row, row.part, cells, blanks, is_head, not is_other)


def _is_wide(cell: Cell, columns: Sequence[HeaderColumn]) -> bool:
    return (
        len({one.start for one in columns if cell.col <= one.start and one.stop <= cell.col + cell.col_span})
        > 1
    )


def _kinds(rows: Sequence[_Row]) -> list[_Kind]:
    """Which columns have a text of their own, of each row that stands at no page break and isn't the empty one of a template."""
    return [
        row.kind()
        for before, row, after in zip([None, *rows], rows, [*rows[1:], None], strict=False)
        if row.is_indicator
        and {one.part for one in (before, after) if one} <= {row.part}
        and not PROMPT.match(row.text("level3"))
    ]


def _needed(kinds: Sequence[_Kind]) -> _Kind:
    """The columns filled in all rows that say something of an indicator."""
    whole = [kind for kind in kinds if kind.intersection(_VALUES)] or kinds
    return frozenset.intersection(*whole) if len(whole) >= _FEWEST_WHOLE else frozenset(_NAMES)


def _width_of(key: str, rows: Sequence[_Row]) -> int:
    """The widest line under a column."""
    texts = (cell.text for row in rows if row.is_indicator for cell in row.cells.get(key, ()))
    return max((width(squash(line)) for text in texts for line in text.split("\n")), default=0)


def _kinship(above: _Row, below: _Row, kinds: Sequence[_Kind], widths: Mapping[str, int]) -> _Kinship:
    """Whether the last row of a page and the first of the next are the halves of one, or could be.

    A half lacks what all rows have, and there is none like it elsewhere. Nothing but full lines that end in the row above says
    only that they could be.
    """
    needed = _needed(kinds)
    both = [key for key in widths if above.own(key) and below.own(key)]
    begins = any(_begins(key, above.own(key), below.own(key)) for key in both) or _begins_group(above, below)
    if begins:
        return "unsure" if any(below.lacks(key) for key in needed.intersection(_NAMES)) else "apart"
    is_full = all(_is_full(above.cells[key][-1].text, widths[key]) for key in both)
    lacking = [
        half
        for half, other in ((above, below), (below, above))
        if half.kind() not in kinds and any(half.lacks(key) and other.own(key) for key in needed)
    ]
    if not lacking:
        is_cut = any(_goes_on(above.own(key), below.own(key)) for key in both if key not in _WORDS)
        return "one" if is_cut else "unsure" if is_full and {*_NAMES} <= {*both} else "apart"
    is_rest = any(
        half.lacks(key) or sum(map(bool, map(half.own, needed))) == 1
        for half in lacking
        for key in needed.intersection(_NAMES)
    )
    return "one" if is_rest or is_full else "apart"


def _begins(key: str, above: str, below: str) -> bool:
    """Whether a text at the top of a page begins a cell of its own: numbers are never cut, a mark begins a name."""
    name = key.rstrip(SECOND)
    return (
        name in _NEVER_CUT
        or (is_number(above) and is_number(below))
        or (name == "level3" and _BEGINS.match(below) is not None)
    )


def _begins_group(above: _Row, below: _Row) -> bool:
    """Whether a row begins a project or a level other than the one above."""
    here, there = below.text("subject"), above.text("subject")
    if here and there and here != there and not (below.own("subject") and above.own("subject")):
        return True
    for level in (1, 2):
        here, there = below.text(f"level{level}"), above.text(f"level{level}")
        known = vocabulary.level_of(here, level) is not None and vocabulary.level_of(there, level) is not None
        if known and here != there and vocabulary.level_of(there + here, level) is None:
            return True
    return False


def _goes_on(above: str, below: str) -> bool:
    """Whether a text can't be whole without the one below it."""
    opened = fold(above)
    return below[0] in _NEVER_FIRST or any(opened.count(a) > opened.count(b) for a, b in _BRACKETS)


def _is_full(text: str, most: int) -> bool:
    """Whether the last line of a text fills its column."""
    return width(squash(text.split("\n")[-1])) >= most - _SLACK


def _together(above: _Row, below: _Row, header: HeaderRow) -> _Row:
    """The two halves as one row of the header's columns."""
    columns = dict(zip(header.keys(), header.columns, strict=True))
    cells: dict[str, list[Cell]] = {}
    blanks: dict[str, list[Cell]] = {}
    own: list[Cell] = []
    placed = {id(cell) for half in (above, below) for under in half.cells.values() for cell in under}
    stray = [
        replace(c, col=header.cols) for half in (above, below) for c in half.row.own if id(c) not in placed
    ]
    for key, column in columns.items():
        begun = [_under(column, cell) for cell in above.cells.get(key, ()) if cell in above.row.own]
        upper = begun or [_under(column, cell) for cell in above.cells.get(key, ())]
        lower = [_under(column, cell) for cell in below.cells.get(key, ()) if cell in below.row.own]
        if lower and begun and key.startswith("level") and begun[-1].text == lower[0].text:
            lower = []
        if lower and begun:
            both = (*begun, *lower)
            text, lines = "\n".join(cell.text for cell in both), tuple(n for cell in both for n in cell.lines)
            begun = [replace(begun[0], text=text, lines=lines, row_span=lower[-1].row_span)]
            upper = begun
        elif lower and not (upper and upper[-1].text == lower[0].text):
            begun = upper = lower
        elif not upper and (empty := above.blanks.get(key)):
            high = max(cell.row_span for cell in (*empty, *below.blanks.get(key, ())))
            blanks[key] = [replace(_under(column, empty[0]), row_span=high)]
        if upper:
            cells[key] = upper
        own += begun
    part = above.part if above.row.cols == header.cols else header.part
    is_first = any(
        key.startswith("level") and not above.text(key) and key not in above.blanks and key in cells
        for key in columns
    )
    row = FormRow(
        part, (*(c for found in cells.values() for c in found), *stray), (*own, *stray), above.row.page, header.cols,
        tuple(c for found in blanks.values() for c in found), header.starts, below.row.is_last,
        f"{above.row.text} {below.row.text}", is_first=is_first,
    )  # fmt: skip
    return _Row(row, below.part, cells, blanks, is_indicator=True)


def _under(column: HeaderColumn, cell: Cell) -> Cell:
    return replace(cell, col=column.start, col_span=column.stop - column.start)
