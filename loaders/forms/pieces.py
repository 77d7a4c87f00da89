"""A form's lines as pieces: tab cells where lines have tabs, runs between spaces elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from loaders.forms.form_rows import FormRow
from loaders.forms.raw import Place
from loaders.forms.vocabulary import (
    clipped_person,
    column,
    form_label,
    funding_source,
    is_level,
    names_subject,
)
from loaders.grammar.normal import fold, squash
from loaders.grammar.numbers import GROUP
from loaders.grammar.page_numbers import is_page_number
from loaders.grammar.values import is_number
from loaders.model import Block, Cell, Line

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_RULING = re.compile(r"^(?:[-—–=_]{2,}|(?:[-—–]{2,}\|?)+)$")
_RUNNING_TITLE = re.compile(
    r"^.{2,30}\d{4}年度?.{0,8}(?:预算|决算).{0,6}(?:公开|报告|说明)(?:报告|说明|文本)?$"
)
_UNFILLED = re.compile(r"^(?:…+|\.{3,}|。{3,})$")
_NUMBERED = re.compile(r"^指标\d{1,2}[:.、]?$")
_SPACED = re.compile(r"(?<!\S)[\u4e00-\u9fff](?: +[\u4e00-\u9fff])+(?!\S)")
_IN_BRACKETS = re.compile(r"(?<=[(（]) +| +(?=[)）])")  # spaces that part no cells: 开发数量( ≥4个 )
_OPERATOR = re.compile(r"^(?:[≥≤≧≦=<>]|>=|<=)$")
_OPEN_GROUP = re.compile(rf"^-?\d{{1,3}}{GROUP}*,(\d{{1,2}})$")
_ONE_DECIMAL = re.compile(r"^\d{1,3}\.\d$")
_TWO_DECIMALS = re.compile(r"^[\d,]+\.\d\d$")
_THOUSANDS = 3
_WIDE = re.compile(r"\s{2,}")
_DASHES = ("-", "—", "－", "/")
_CLOSING = ",.;:!?、。)]%}》”’"


@dataclass(frozen=True, slots=True)
class Piece:
    """One printed run. ``text`` without spaces; ``col`` its tab column (its order where there are no tabs).

    ``first``: it begins a line; ``gap``: a blank line stands before it; ``words`` are its space-separated parts;
    ``before`` is what touches it on its left, where cells may have lost their border (``borders``).
    """

    text: str
    lines: tuple[int, ...]
    col: int
    first: bool
    gap: bool = False
    page: int | None = None
    words: tuple[str, ...] = ()
    before: str = ""

    @property
    def run(self) -> str:
        """The text from where white space was printed to the end of the piece."""
        return self.before + self.text

    @property
    def folded(self) -> str:
        """The text as it is compared."""
        return fold(self.text)

    @property
    def width(self) -> int:
        """Printed width in half-width units, from the last white space."""
        return width(self.run)


@lru_cache(maxsize=16384)
def width(text: str) -> int:
    """The printed width of a text: a full-width character counts two, others one."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def is_furniture(text: str) -> bool:
    """Whether a line is ruled, a page number or the document's running title: ``---``, ``-28-``, ``…2024年部门预算公开报告``."""
    folded = fold(text)
    is_ruling = _RULING.match(folded) or _RUNNING_TITLE.match(folded)
    return is_ruling is not None or is_page_number(folded)


def is_tabbed(lines: Iterable[Line]) -> bool:
    """Whether the lines are rows of tab-separated cells."""
    written = [line for line in lines if squash(line.text)]
    return sum("\t" in line.text for line in written) * 2 > len(written)


def pieces_of(lines: Sequence[Line]) -> list[Piece]:
    """All pieces in reading order, without tags, ruling lines and page numbers; a lone operator joins its value."""
    found: list[Piece] = []
    gap, wide = False, is_kept(lines)
    for line in lines:
        pieces = _line_pieces(line, wide)
        if pieces is None:
            gap = True
        elif pieces:
            found += (replace(pieces[0], gap=True), *pieces[1:]) if gap else pieces
            gap = False
    return _joined(_filled(found))


def opens_form(block: Block) -> bool:
    """Whether a line begins with the label of a project's or a department's name, as a word, as a cell or up to a colon."""
    pieces = _line_pieces(block, False) if isinstance(block, Line) else None
    return names_subject(pieces[0].folded.split(":")[0]) if pieces else False


def is_kept(lines: Iterable[Line]) -> bool:
    """Whether the page's layout is kept: most lines with gaps have wide ones, so that narrow ones are within cells."""
    gaps = [text for line in lines if "\t" not in line.text and " " in (text := line.text.strip())]
    return sum(_WIDE.search(text) is not None for text in gaps) * 2 > len(gaps)


@lru_cache(maxsize=8192)
def _line_pieces(line: Line, wide: bool) -> tuple[Piece, ...] | None:
    """The pieces of one line, ``wide`` gaps between them or any; ``None`` where it is blank."""
    text = _TAG.sub(" ", line.text)
    if not squash(text):
        return None
    if is_furniture(text):
        return ()
    spaced = _IN_BRACKETS.sub("", _SPACED.sub(_unspaced, text)).strip()
    cells = text.split("\t") if "\t" in text else _tight(_WIDE.split(spaced)) if wide else spaced.split()
    found: list[Piece] = []
    for col, cell in enumerate(cells):
        squashed = squash(cell)
        if squashed:
            words = tuple(squash(word) for word in cell.split())
            found.append(Piece(squashed, (line.number,), col, not found, page=line.page, words=words))
    return tuple(found)


def _tight(cells: Iterable[str]) -> Iterator[str]:
    """Cells between wide gaps; those that one space parts where the columns are tight are seen to be several: numbers
    and nothing else (``10 9.58``), heads of columns (``年度指标值 实际完成值``), a label before what it is the label of."""
    for cell in cells:
        words = cell.split()
        several = all(is_number(word.rstrip("%")) or word in _DASHES for word in words) or all(map(column, words))
        labels = len(words) if several else sum(1 for _ in takewhile(is_level, words))
        labels = labels or any(known(words[0]) and not known(cell) for known in (form_label, funding_source, clipped_person))
        yield from words[:labels]
        yield from filter(None, [" ".join(words[labels:])])


def _unspaced(match: re.Match[str]) -> str:
    """A label spaced out (合 计), or a line that is nothing else (绩 效 指 标), as one word."""
    text = squash(match[0])
    is_word = text == squash(match.string) or form_label(text) or funding_source(text)
    return text if is_word else match[0]


def _filled(pieces: list[Piece]) -> list[Piece]:
    """Without what a template leaves where nothing was filled in: ``指标2：`` that no name follows, ``……``."""
    kept: list[Piece] = []
    blank = False
    for index in range(len(pieces) - 1, -1, -1):
        piece = pieces[index]
        numbered = _NUMBERED.match(piece.folded) is not None and piece.first
        if _UNFILLED.match(piece.folded) or (numbered and (blank or _opens_level(kept))):
            blank = not numbered
            continue
        blank = False
        kept.append(piece)
    return kept[::-1]


def _opens_level(following: Sequence[Piece]) -> bool:
    """Whether the pieces (the next one last) begin with a level's label, the next numbered label or the total."""
    if not following or _NUMBERED.match(following[-1].folded) or following[-1].folded in ("总分", "合计"):
        return True
    runs = (fold("".join(p.text for p in following[: -size - 1 : -1])) for size in range(1, 5))
    return any(map(is_level, runs))


def is_unfilled(text: str) -> bool:
    """Whether a line is what a template leaves where nothing was filled in: ``指标2：``, ``……``."""
    return _UNFILLED.match(fold(text)) is not None or _NUMBERED.match(fold(text)) is not None


def _joined(pieces: list[Piece]) -> list[Piece]:
    """A lone operator with its value, and numbers that a narrow cell has broken over two lines: ``5,756,69`` / ``2``.

    A group of thousands shows that it isn't whole. One decimal does only where the form prints two decimals
    and every number with one decimal is followed by a line that begins with a lone digit (``100.0`` / ``0``).
    """
    short = [i for i, piece in enumerate(pieces) if _ONE_DECIMAL.match(piece.text)]
    cut = all(_lone_digit(pieces, i + 1) for i in short) and any(_TWO_DECIMALS.match(p.text) for p in pieces)
    joined: list[Piece] = []
    for before, piece in zip([None, *pieces], pieces, strict=False):
        rest = before is not None and piece.first and _is_rest(before.text, piece.text, cut)
        if joined and (rest or _OPERATOR.match(joined[-1].folded)):
            last = joined[-1]
            joined[-1] = replace(last, text=last.text + piece.text, lines=last.lines + piece.lines)
        else:
            joined.append(piece)
    return joined


def _lone_digit(pieces: Sequence[Piece], index: int) -> bool:
    return index < len(pieces) and pieces[index].first and re.match(r"^\d$", pieces[index].text) is not None


def _is_rest(before: str, after: str, cut_decimals: bool) -> bool:
    group = _OPEN_GROUP.match(before)
    if group is not None:
        whole = re.fullmatch(rf"\d{{1,2}}{GROUP}*(?:\.\d+)?", after) is not None
        return whole and len(group[1]) + len(re.split(r"[,.]", after)[0]) == _THOUSANDS
    return cut_decimals and _ONE_DECIMAL.match(before) is not None and re.match(r"^\d$", after) is not None


def join(pieces: Sequence[Piece]) -> str:
    """The text of a cell broken over pieces."""
    return "".join([piece.text for piece in pieces])


def runs(pieces: Sequence[Piece], start: int, most: int) -> list[tuple[int, str]]:
    """Where a cell of up to ``most`` pieces that begins at ``start`` can end, and its text, the longest first.

    What stands behind another piece on a line is a cell of its own.
    """
    stop = start + 1
    while stop < min(len(pieces), start + most) and pieces[stop].first:
        stop += 1
    return [(end, join(pieces[start:end])) for end in range(stop, start, -1)]


def rest_of_line(pieces: Sequence[Piece], start: int) -> list[Piece]:
    """The piece at ``start`` and those behind it on its line."""
    behind = (pieces[index] for index in range(start + 1, len(pieces)))
    return [pieces[start], *takewhile(lambda piece: not piece.first, behind)]


def lines_of(pieces: Iterable[Piece]) -> tuple[int, ...]:
    """The line numbers of pieces, ascending, each once."""
    return tuple(sorted({number for piece in pieces for number in piece.lines}))


def place_of(pieces: Sequence[Piece], text: str = "") -> Place:
    """Where pieces are printed, with their printed row or another ``text`` for it."""
    return Place(lines_of(pieces), pieces[0].page if pieces else None, text or source_text(pieces))


def source_text(pieces: Iterable[Piece]) -> str:
    """The printed row that pieces came from."""
    return "".join(piece.text if piece.before else f" {piece.text}" for piece in pieces).strip()


def starts_inside(text: str) -> bool:
    """Whether a text begins with a mark that can't begin a cell: a closing bracket, a comma …"""
    return fold(text)[:1] in _CLOSING


def would_fit(before: str, after: str, limit: int) -> bool:
    """Whether the beginning of ``after`` had room on the line of ``before``: then the break isn't a wrap."""
    lead = re.match(r"[A-Za-z0-9.,]+|.", after)
    needed = width(lead[0]) if lead else 0
    return not starts_inside(after) and width(before) + needed <= limit


def row_of(texts: Mapping[int, str], pieces: Sequence[Piece]) -> FormRow:
    """A row of a form that says ``texts``, by the columns they stand in, and is printed as ``pieces``."""
    lines = lines_of(pieces)
    cells = tuple(Cell(0, col, text, lines) for col, text in sorted(texts.items()))
    return FormRow(0, cells, cells, pieces[0].page, printed=source_text(pieces))
