"""Rows of text that codes begin, whole or in parts."""

from __future__ import annotations

import re

from loaders.tables.text_item import Item
from loaders.tables.text_tokens import Token
from loaders.tables.vocabulary import row_role, subjects

DASH = re.compile(r"^[-—－–]+$")
_CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
_PART = re.compile(r"^\d{1,2}$")


def coded(stream: list[Token], *, cellwise: bool) -> list[Item]:
    """The rows of a stream in which codes begin them; what has none is a unit, a fund or a total, or goes on the label before."""
    items: list[Item] = []
    waiting: list[Token] = []
    index = 0
    while index < len(stream):
        token = stream[index]
        size = _code_size(stream, index, items, cellwise=cellwise)
        if size:
            code = _joined([t.text for t in stream[index : index + size]])
            item = Item(code=code, lines=[token.line])
            items.append(item)
            index += size
            if waiting and not _label_follows(stream, index):
                for held in waiting:
                    item.add_label(held)
                item.lines.sort(key=lambda line: line.number)
            else:
                _append_to_previous(items[:-1], waiting)
            waiting = []
            continue
        if token.starts or (items and items[-1].amounts and _uncoded_row(stream, index)):
            _append_to_previous(items, waiting)
            waiting = []
            items.append(Item())
            items[-1].add_label(token)
        elif token.amount:
            if not items:
                items.append(Item())
            items[-1].add_amount(token)
        elif not DASH.match(token.text):
            if row_role(token.text)[0] in ("total", "subtotal"):
                _append_to_previous(items, waiting)
                waiting = []
                items.append(Item())
                items[-1].add_label(token)
            elif waiting or (items and items[-1].amounts and token.first):
                waiting.append(token)
            else:
                if not items:
                    items.append(Item())
                items[-1].add_label(token)
        index += 1
    _append_to_previous(items, waiting)
    return items


def _uncoded_row(stream: list[Token], index: int) -> bool:
    """Whether a row without a code (a unit, a fund) begins: a label that opens its line, next to an amount."""
    if stream[index].amount or not amount_follows(stream, index):
        return False
    following = stream[index + 1].text
    return "," in following or "." in following


def _append_to_previous(items: list[Item], waiting: list[Token]) -> None:
    for held in waiting:
        if items:
            items[-1].add_label(held)


def _label_follows(stream: list[Token], index: int) -> bool:
    return index < len(stream) and not stream[index].amount


def _joined(parts: list[str]) -> str:
    return "".join([parts[0], *(p.zfill(2) for p in parts[1:])])


def _code_size(stream: list[Token], index: int, items: list[Item], *, cellwise: bool) -> int:
    """How many tokens from ``index`` on are the code of a new row: 0 if none."""
    token = stream[index]
    if token.first and _PART.match(token.text):
        return _damaged_size(stream, index, items)
    if not _CODE.match(token.text):
        return 0
    if not token.first and not (items and items[-1].amounts):
        return 0
    size = 1
    if len(token.text) == 3:
        while (
            size < 3
            and index + size < len(stream)
            and _PART.match(stream[index + size].text)
            and (stream[index + size].line is token.line or cellwise)
        ):
            size += 1
    following = stream[index + size] if index + size < len(stream) else None
    if not token.first and size > 1 and _in_lane(stream, index, size, items):
        return size
    if not token.first:
        if following is None or following.amount or following.line is not token.line:
            return 0
        return size if row_role(following.text)[0] == "item" else 0
    if following is not None and not following.amount:
        return size
    return size if following is None or "," in following.text or "." in following.text else 0


def _damaged_size(stream: list[Token], index: int, items: list[Item]) -> int:
    """How many tokens are a code in parts whose class is misprinted (``7 11 02 事业单位医疗 …`` below ``210 11 …``)."""
    size = 0
    while size < 3 and index + size < len(stream) and _PART.match(stream[index + size].text):
        size += 1
    end = index + size + 1
    if size < 2 or not items or len(items[-1].code) < 5 or end >= len(stream):
        return 0
    told = all(t.line is stream[index].line for t in stream[index : end + 1])
    return size if told and not stream[end - 1].amount and stream[end].amount else 0


def _in_lane(stream: list[Token], index: int, size: int, items: list[Item]) -> bool:
    """Whether an official code in parts stands in the second list of a line, its label wrapped above and below."""
    following = stream[index + size] if index + size < len(stream) else None
    code = _joined([t.text for t in stream[index : index + size]])
    amount = following is not None and following.amount and following.line is stream[index].line
    return bool(items) and bool(items[-1].amounts) and amount and code in subjects()


def amount_follows(stream: list[Token], index: int) -> bool:
    """Whether a label piece opens its line and an amount is next to it."""
    token = stream[index]
    following = stream[index + 1] if index + 1 < len(stream) else None
    return token.first and following is not None and following.amount and following.line is token.line
