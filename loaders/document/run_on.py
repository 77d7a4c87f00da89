"""What is run together in one line of text whose pieces still stand apart: headings, a form, a table whose rows are all alike.

``… 收入执行情况表 单位:万元 2020年 2021年 完成数 预算数 增值税 13,950 18,835 房产税 2,782 2,800``: each label is followed by the same count of
numbers, and the words of the header are a multiple of it. All other run-on lines stay as they are, to be reported whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from loaders.document.title import is_form_title, is_table_title
from loaders.grammar.enumeration import NUMERAL
from loaders.grammar.numbers import read_number
from loaders.grammar.units import printed_unit
from loaders.model import Block, Cell, Document, Grid, Line

_LONG, _FEWEST_HEADINGS = 200, 2
_RUN_ON_HEADING = re.compile(
    rf"(?:(?<=\s)|^)(?:[{NUMERAL}]{{1,3}}、|[(（][{NUMERAL}]{{1,3}}[)）])\s?[^\s，。；：,;:]{{2,40}}"
    r"(?:情况|说明|概况|概述|职责|职能|设置|构成)(?=\s)"
)
# Behind a full stop: a numbered heading that white space ends, or the number of an item; behind a heading its first sub-heading.
_NEXT_HEADING = re.compile(
    rf"(?<=[。；])\s+(?:[{NUMERAL}]{{1,3}}、|[(（][{NUMERAL}]{{1,3}}[)）])\s?[^\s，。；：,;:\d]{{2,40}}(?=\s)"
)
_NEXT_ITEM = re.compile(rf"(?<=[。；])\s+(?=(?:[{NUMERAL}]{{1,3}}、|[(（][{NUMERAL}]{{1,3}}[)）]))")
_SUB_HEADING = re.compile(rf"\s*[(（][{NUMERAL}]{{1,3}}[)）]\s?[^\s，。；：,;:\d]{{2,24}}(?=\s)")
_FEWEST_CELLS = 30
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 2

Row = tuple[str, list[str]]


def with_tables(document: Document) -> Document:
    """``document`` with each run-on table as its title, its unit and a grid of its money."""
    blocks = tuple(part for block in document.blocks for part in _parts(block))
    return document if len(blocks) == len(document.blocks) else replace(document, blocks=blocks)


def _parts(block: Block) -> Iterator[Block]:
    if isinstance(block, Grid):
        yield block
        return
    found = _form(block) or _table(block)
    yield from found if found is not None else _paragraphs(block)


def _form(line: Line) -> list[Block] | None:
    """A whole performance form in one line with white space between its cells, as one line a cell."""
    pieces = line.text.split()
    if len(pieces) < _FEWEST_CELLS or not {"一级指标", "二级指标", "三级指标"} <= set(pieces):
        return None
    return [replace(line, text=piece) for piece in pieces] if any(map(is_form_title, pieces)) else None


def _paragraphs(line: Line) -> Iterator[Line]:
    """A long line with its headings (``… 元。 （二）收入决算情况说明 本年收入…``) and numbered items as lines of their own."""
    text = line.text
    marks = [*_RUN_ON_HEADING.finditer(text), *_NEXT_HEADING.finditer(text)] if len(text) > _LONG else []
    if len(marks) < _FEWEST_HEADINGS:
        yield line
        return
    subs = [sub for mark in marks if (sub := _SUB_HEADING.match(text, mark.end()))]
    cuts = {
        0,
        len(text),
        *(edge for mark in (*marks, *subs) for edge in mark.span()),
        *(mark.end() for mark in _NEXT_ITEM.finditer(text)),
    }
    for start, stop in pairwise(sorted(cuts)):
        if part := text[start:stop].strip():
            yield replace(line, text=part)


def _table(line: Line) -> list[Block] | None:
    pieces = line.text.split()
    title = next((n for n, piece in enumerate(pieces) if is_table_title(piece)), None)
    if title is None:
        return None
    unit = next((n for n in range(title + 1, len(pieces)) if printed_unit(pieces[n])), None)
    first = next((n for n in range(title + 1, len(pieces)) if read_number(pieces[n])), None)
    if unit is None or first is None or unit > first:
        return None
    head = pieces[unit + 1 : first]
    rows = _rows(pieces[first:])
    columns = len(rows[0][1]) if rows else 0
    alike = len({len(amounts) for _, amounts in rows}) == 1
    if len(rows) < _FEWEST_ROWS or columns < _FEWEST_COLUMNS or not alike or not head or len(head) % columns:
        return None
    names = ["".join(head[n::columns]) for n in range(columns)]
    printed = [["", *names], *([label, *amounts] for label, amounts in rows)]
    cells = tuple(Cell(r, c, text, (line.number,)) for r, row in enumerate(printed) for c, text in enumerate(row) if text)
    before = " ".join(pieces[:title])
    return [
        *([replace(line, text=before)] if before else []),
        replace(line, text=pieces[title]),
        replace(line, text=" ".join(pieces[title + 1 : unit + 1])),
        Grid(len(printed), columns + 1, cells, line.page),
    ]


def _rows(pieces: Sequence[str]) -> list[Row]:
    """Labels with the money that follows them; shares and rates, which no header word names, are left out."""
    rows: list[Row] = []
    label: list[str] = []
    for piece in pieces:
        number = read_number(piece)
        if number is None:
            label.append(piece)
            continue
        if label or not rows:
            rows.append(("".join(label), []))
            label = []
        if not number.mark:
            rows[-1][1].append(piece)
    return rows if not label else []
