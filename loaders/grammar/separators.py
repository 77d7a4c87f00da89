"""Thousands separators that only a document as a whole shows: one spelling for all numbers before anything is read.

Full-width numbers become half-width, signs of currency before a number go.

``，`` between digits separates thousands twice in one number, in an amount of money with its unit, or where the document
never uses ``,`` for it (else it parts a list in a sentence);
a plain space does where sentences write their amounts so. In a line the spaces between numbers are spaces too: a run of
groups is cut where its numbers are equal or the first is the sum of the others, else it is one number if that is no
larger than any that is certain. A column of a grid tells the decimal comma. What was printed comes back with ``as_printed``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from loaders.grammar.numbers import has_decimal_comma, read_number
from loaders.model import Block, Cell, Document, Grid, Line
from loaders.records import Record

_COMMA = re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3}){1,6}(?![\d,])")
_THIN = re.compile(r"(?<![\d.])\d{1,3}(?:[\u2007-\u200a\u202f'’‘´`′＇]\d{3}){1,6}(?!\d)")
_WIDE = re.compile(r"(?<![\d，.．])\d{1,3}(?:，\d{3}){1,6}(?![\d，])")
_WIDE_SURE = re.compile(r"(?<![\d，.．])\d{1,3}(?:，\d{3}){2,6}(?![\d，])")  # no list has such members only
# A word before it, its unit behind it: a member of a list would have a unit of its own.
_WIDE_STATED = re.compile(r"(?<=[\u4e00-\u9fff）)”：:])\d{1,3}，\d{3}(?=(?:\.\d+)?\s?[百千万亿]?元)")
_LISTED = re.compile(r"分别|依次|各[为是]")
# Full-width numbers with a separator or decimals, and a sign of currency before a number.
_FULL_WIDTH = re.compile(
    r"[０-９]{1,15}(?:[，,][０-９]{3}){1,6}(?:[．.][０-９]{1,8})?|[０-９]{1,15}[．.][０-９]{1,8}"
)
_CURRENCY = re.compile(r"[¥￥]\s?(\d{1,15}(?:,\d{3}){0,6}(?:\.\d{1,8})?)(?![\d,])")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0]\d{3}){1,6}(?:\.\d+)?(?=\s?[百千万亿]?元)")
_RUN = re.compile(
    r"(?<![\d.,][ \u00a0])(?<![\d.,\-])\d{1,3}(?:\.\d+)?(?:[ \u00a0]\d{1,3}(?:\.\d+)?){1,40}(?![\d.,]|[ \u00a0]\d)"
)
_DIGIT = re.compile(r"\d")
_WIDE_DIGIT = re.compile(r"[０-９]")
_MARKED = re.compile(r"\d[.,]\d")
_SPACE = re.compile(r"[ \u00a0]")
_MOST_GROUPS = 16


@dataclass(slots=True)
class Respelled:
    """A document whose thousands are separated by ``,``; ``changed`` has (spelling now, as printed) by line number."""

    document: Document
    changed: dict[int, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))


def with_commas(document: Document) -> Respelled:
    """``document`` with one spelling of thousands in lines and cells; itself where nothing is to be changed."""
    found = Respelled(document)
    texts = list(_texts(document))
    comma = any(_COMMA.search(text) for text in texts)
    wide = not comma and any(_WIDE.search(text) for text in texts)
    spaced = not comma and not wide and any(_SPACED.search(text) for text in texts)
    spelling = _Spelling(wide, spaced, _largest(texts) if spaced else Decimal(0), found)
    blocks = tuple(spelling.block(block) for block in document.blocks)
    if found.changed or blocks != document.blocks:
        found.document = replace(document, blocks=blocks)
    return found


def as_printed(record: Record, changed: Mapping[int, set[tuple[str, str]]]) -> None:
    """Give the quoted text of a record its numbers back as they were printed."""
    for number in record.lines:
        for now, printed in sorted(changed.get(number, ()), key=lambda pair: (-len(pair[0]), pair)):
            record.source_text = record.source_text.replace(now, printed)
            if hasattr(record, "quote"):
                record.quote = record.quote.replace(now, printed)


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from (cell.text for cell in block.cells)
        else:
            yield block.text


@dataclass(slots=True)
class _Spelling:
    wide: bool
    spaced: bool
    largest: Decimal
    found: Respelled

    def block(self, block: Block) -> Block:
        if isinstance(block, Line):
            text = self._text(block.text, (block.number,))
            return block if text == block.text else replace(block, text=text)
        foreign = _foreign_columns(block)
        cells = tuple(self._cell(cell, cell.col in foreign) for cell in block.cells)
        return block if cells == block.cells else replace(block, cells=cells)

    def _cell(self, cell: Cell, foreign: bool) -> Cell:
        number = read_number(cell.text, decimal_comma=True) if foreign else read_number(cell.text)
        if foreign and number is not None:
            text = self._changed(number.digits + number.mark, cell.text, cell.lines)
        elif number is not None and _WIDE_DIGIT.search(cell.text):
            text = self._changed(unicodedata.normalize("NFKC", cell.text), cell.text, cell.lines)
        else:
            text = cell.text if number is not None else self._text(cell.text, cell.lines)
        return cell if text == cell.text else replace(cell, text=text)

    def _text(self, text: str, lines: tuple[int, ...]) -> str:
        if _DIGIT.search(text) is None:
            return text
        text = _THIN.sub(lambda m: self._changed(re.sub(r"[^\d.]", ",", m[0]), m[0], lines), text)
        text = _FULL_WIDTH.sub(
            lambda m: self._changed(unicodedata.normalize("NFKC", m[0]), m[0], lines), text
        )
        text = _CURRENCY.sub(lambda m: self._changed(m[1], m[0], lines), text)
        if "，" in text:
            sure = (_WIDE_SURE,) if _LISTED.search(text) else (_WIDE_SURE, _WIDE_STATED)
            for wide in (_WIDE,) if self.wide else sure:
                text = wide.sub(lambda m: self._changed(m[0].replace("，", ","), m[0], lines), text)
        if self.spaced:
            text = _RUN.sub(lambda m: self._changed(self._run(m[0]), m[0], lines), text)
        return text

    def _changed(self, now: str, printed: str, lines: tuple[int, ...]) -> str:
        if now != printed:
            for number in lines:
                self.found.changed[number].add((now, printed))
        return now

    def _run(self, text: str) -> str:
        cuts = _cuts(_SPACE.split(text))
        if not cuts:
            return text
        proved = [cut for cut in cuts if _adds_up(cut)]
        if len(proved) == 1:
            return " ".join(proved[0])
        fewest = min(cuts, key=len)
        certain = len(cuts) == 1 or all(_value(number) <= self.largest for number in fewest)
        return " ".join(fewest) if certain and not proved else text


def _foreign_columns(grid: Grid) -> set[int]:
    columns: dict[int, list[str]] = defaultdict(list)
    for cell in grid.cells:
        if cell.col_span == 1 and _MARKED.search(cell.text):
            columns[cell.col].append(cell.text)
    return {col for col, texts in columns.items() if len(texts) > 1 and has_decimal_comma(texts)}


def _largest(texts: list[str]) -> Decimal:
    """The largest number whose groups can be read in one way only."""
    sole = (
        cuts[0] for text in texts for m in _RUN.finditer(text) if len(cuts := _cuts(_SPACE.split(m[0]))) == 1
    )
    stated = (m[0] for text in texts for m in _SPACED.finditer(text) if "." not in m[0])
    values = [_value(number) for cut in sole for number in cut] + [
        _value(_SPACE.sub(",", text)) for text in stated
    ]
    proved = (
        max(map(_value, cut))
        for text in texts
        for m in _RUN.finditer(text)
        for cut in _cuts(_SPACE.split(m[0]))
        if _adds_up(cut)
    )
    return max([*values, *proved], default=Decimal(0))


def _cuts(groups: list[str]) -> list[list[str]]:
    """All ways to read groups of digits as numbers with ``,``: a group after the first of a number has three digits."""
    if len(groups) > _MOST_GROUPS:
        return []
    found: list[list[str]] = [[]]
    for group in groups:
        whole = group.split(".")[0]
        starts = whole == "0" or not whole.startswith("0")
        following = []
        for cut in found:
            if starts:
                following.append([*cut, group])
            if cut and len(whole) == 3 and "." not in cut[-1] and cut[-1] != "0":
                following.append([*cut[:-1], f"{cut[-1]},{group}"])
        found = following
    return found


def _adds_up(cut: list[str]) -> bool:
    values = [_value(number) for number in cut]
    return len(values) > 1 and (len(set(values)) == 1 or (len(values) > 2 and values[0] == sum(values[1:])))


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))
