"""The parts of a form printed as text, by the labels that open them: head, texts, money, goals, indicators and end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from loaders.document.title import is_form_title
from loaders.forms import plain_funding
from loaders.forms.header import MONEY_COLUMNS, column_name
from loaders.forms.labelled import GOALS, is_unit_note
from loaders.forms.money_heads import has_unit
from loaders.forms.pieces import Piece, join, rest_of_line, runs
from loaders.forms.plain_header import Header, indicator_headers, is_end
from loaders.forms.vocabulary import (
    FormLabel,
    block_of,
    form_label,
    funding_source,
    is_level,
    is_yearly_block,
)
from loaders.grammar.normal import fold
from loaders.grammar.values import is_number

_VERTICAL = re.compile(r"^[绩效指标项目年度]{1,2}$")
_REMARK = re.compile(r"^(?:备?注|说明|填[报表]说明|附件\d*):")
# Who looked at the form and puts a stamp: 区扶贫办审核意见 (盖章).
_OPINION = re.compile(r"^[\u4e00-\u9fff]{0,14}(?:审[核批查]|初审|复[核审]|评审|审定)意见(?:[(（](?:盖章|公章|签章|签字)[)）])?[:：]?$")
_FULL = 100
_FEWEST_CALLED = 3  # heads of money beside a word that calls the labels below it
_LABEL_LINES = 5  # a label in a narrow cell, broken over lines


@dataclass(slots=True)
class Parts:
    """The pieces of a form by part."""

    head: list[Piece]
    funding: list[Piece]
    texts: list[Piece]  # above the funding
    goals: list[Piece]
    headers: list[Header]
    labels: list[Piece]
    heads: list[Piece]  # of columns that no word is known for, below the header
    rows: list[Piece]
    tail: list[Piece]


def parts_of(pieces: list[Piece]) -> Parts:
    """The parts of a form, all its pieces in one of them each."""
    headers = indicator_headers(pieces)
    start = headers[0].start if headers else len(pieces)
    top, table = pieces[:start], pieces[start:]
    skipped = {i for h in headers for i in range(h.start - start, h.stop - start)}
    skipped |= {h.start - start - 1 for h in headers[1:] if is_form_title(pieces[h.start - 1].text)}  # of the next page
    labels = [piece for i, piece in enumerate(table) if i in skipped]
    table = [piece for i, piece in enumerate(table) if i not in skipped]
    money = next((_with_heads(top, _line_start(top, i)) for i, _ in enumerate(top) if _opens_funding(top, i)), None)
    goal = next((i for i, _ in enumerate(top) if i > (money or 0) and _opens_goals(top, i)), len(top))
    first = money if money is not None else goal
    early = next((i for i in range(first) if top[i].first and _opens_text(top, i)), first)
    body = _without_vertical(table)
    kept = {id(piece) for piece in body}
    labels += [piece for piece in table if id(piece) not in kept]
    rows, tail = _without_end(body)
    above = _heads_above(rows)
    return Parts(
        head=top[:early], texts=top[early:first], funding=top[first:goal], goals=top[goal:],
        headers=headers, labels=labels, heads=rows[:above], rows=rows[above:], tail=tail
    )


def is_label(piece: Piece) -> bool:
    """Whether a piece is a label, of whatever kind."""
    return form_label(piece.text) is not None


def _labels(pieces: Sequence[Piece], index: int, *kinds: str) -> list[FormLabel]:
    """What the piece at ``index`` can be a label of, alone or with what a narrow cell has broken off below it."""
    printed = (name for _, name in reversed(runs(pieces, index, _LABEL_LINES)))
    return [label for name in printed if (label := form_label(name, *kinds)) is not None]


def _opens_text(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a block of texts (项目基本情况, goals) begins above the funding block; no label of the head follows it."""
    labels = _labels(pieces, index, "block", "goal", "expected", "narrative")
    if not labels or labels[0].field == "funding":
        return False
    following = pieces[index + 1 :]
    money = next((n for n in range(len(following)) if _opens_funding(following, n)), 0)
    return money > 0 and not any(
        form_label(p.folded.split(":")[0], "head", "department") for p in following[:money]
    )


def _opens_funding(pieces: Sequence[Piece], index: int) -> bool:
    if any(label.field == "funding" for label in _labels(pieces, index, "block")):
        return True
    if not pieces[index].first and has_unit(pieces[index].text):  # beside a label of the head: 项目金额（万元） 45.00
        return plain_funding.opens(pieces, index)
    return pieces[index].first and (
        funding_source(pieces[index].text) is not None or plain_funding.opens(pieces, index)
    )


def _line_start(pieces: Sequence[Piece], index: int) -> int:
    """Where the line of a piece begins, if no label of the head stands before it there; else the piece itself."""
    start = next(i for i in range(index, -1, -1) if pieces[i].first)
    names = (piece.folded.split(":")[0] for piece in pieces[start:index])
    return index if any(form_label(name, "head", "department", "field") for name in names) else start


def _with_heads(pieces: Sequence[Piece], start: int) -> int:
    """Where the lines of heads begin that stand above money: 年初预算数, 全年预算数, 全年执行数, what is broken off them, a word
    for the labels below it (资金类别) where they begin the line, 按资金来源 beside 金额."""
    above = next((i for i in range(start - 1, -1, -1) if pieces[i].first), start)
    line = pieces[above:start]
    heads = [column_name(piece.text) in MONEY_COLUMNS or is_end(piece.text) for piece in line]
    is_called = len(heads) > _FEWEST_CALLED and all(heads[1:]) and not is_label(pieces[above])
    is_called |= any(is_yearly_block(piece.text) for piece in line) and not any(map(str.isdigit, join(line)))
    return _with_heads(pieces, above) if above < start and (all(heads) or is_called) else start


def _opens_goals(pieces: Sequence[Piece], index: int) -> bool:
    labels = _labels(pieces, index, *GOALS, "narrative", "block") if pieces[index].first else []
    return any(label.field != "funding" for label in labels)


def _without_vertical(pieces: list[Piece]) -> list[Piece]:
    """The table without the label at its side, printed one or two characters a line (绩/效/指/标)."""
    kept: list[Piece] = []
    spelled = ""
    for index, piece in enumerate(pieces):
        if block_of(piece.text) in ("indicator", "goal"):
            continue
        if (
            not kept
            and _VERTICAL.match(piece.text)
            and len(spelled) < 8
            and len(rest_of_line(pieces, index)) == 1
        ):
            spelled += piece.text
            continue
        kept.append(piece)
    return kept


def _without_end(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Rows, and what ends the form below the first of them: total, rating, who filled it in."""
    first = _first_level(pieces)
    for index, piece in enumerate(pieces[first:], start=first):
        name = piece.folded.split(":")[0]
        opens = piece.first and form_label(name, "total", "rating", "field", "narrative") is not None
        if opens or _is_total(pieces, index) or (piece.first and ends_form(piece.text)):
            return pieces[:index], pieces[index:]
    return pieces, []


def ends_form(text: str) -> bool:
    """Whether what begins a line is a remark, a unit's note or the opinion of who looked at it, which stand below a form."""
    return any(words.match(fold(text)) for words in (_REMARK, _OPINION)) or is_unit_note(text)


def _first_level(pieces: Sequence[Piece]) -> int:
    return next((i for i, p in enumerate(pieces) if is_level(p.text)), 0)


def _heads_above(pieces: Sequence[Piece]) -> int:
    """How many words stand above the first level and its rows: heads of columns that no word is known for, each on its own
    line, or what narrow columns have broken off the heads above."""
    above = pieces[: _first_level(pieces)]
    if all(p.first for p in above) and not any(map(str.isdigit, join(above))):
        return len(above)
    return sum(1 for _ in takewhile(lambda piece: column_name(piece.text) or is_end(piece.text), above))


def _is_total(pieces: Sequence[Piece], index: int) -> bool:
    """A line of two numbers alone, the first of them 100: the form's total weight and score."""
    texts = [piece.text for piece in rest_of_line(pieces, index)] if pieces[index].first else []
    return len(texts) == 2 and all(map(is_number, texts)) and float(texts[0].replace(",", "")) == _FULL
