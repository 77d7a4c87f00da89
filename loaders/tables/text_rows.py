"""Rows from lines of text: a stream of codes, labels and amounts, cut into rows.

Line ends mean little: labels wrap, amounts come on any of the wrapped lines, both sides of a table share a
line, and some extractors put a whole page on one line. What starts a row is a code, an enumeration, a total
word, an indentation, or a label after amounts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.grammar.enumeration import MARK
from loaders.grammar.normal import fold, squash
from loaders.grammar.numbers import plain_number
from loaders.model import Line
from loaders.notes import note
from loaders.tables.header import Header
from loaders.tables.measures import measure_of
from loaders.tables.model import Amount, Row
from loaders.tables.text_sides import sides
from loaders.tables.text_tokens import (
    Token,
    is_cellwise,
    tokens,
    with_rates,
    without_ordinals,
    without_other_codes,
    without_rates,
    without_row_numbers,
)
from loaders.tables.text_wraps import unwrapped
from loaders.tables.vocabulary import class_names, label_measure, row_role, subjects

_START = re.compile(rf"^(?:其中[:：]|{MARK})")
_CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
_BRACKETED = re.compile(r"^[\[【［](\d{3}(?:\d{2}){0,2})[\]】］](?=.)")
_PART = re.compile(r"^\d{1,2}$")
_ORGANISED = re.compile(r"^(?:分散|集中|部门集中|政府集中|自行)(?:自行)?(?:组织|采购)")
_TABBED = re.compile(r"\t")
_PADDED = re.compile(r"\t | \t")
_SIDES = 2
_DASH = re.compile(r"^[-—－–]+$")


@dataclass(slots=True)
class _Item:
    """A row being read."""

    code: str = ""
    labels: list[tuple[str, int]] = field(default_factory=list)  # text, line number
    amounts: list[Amount] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    indent: int = 0
    place: int = 0  # label's ordinal in its line
    before: int = 0  # blank cells between the label and the first amount, where tabs tell
    after: int | None = None
    closed: bool = False

    @property
    def name(self) -> str:
        return squash("".join(text for text, _ in self.labels))


def read_rows(lines: Sequence[Line], header: Header) -> list[Row]:
    """The rows of the data ``lines``, in printed order; two-sided tables have each row's side set."""
    stream = tokens(lines)
    if header.numbered:
        stream = without_row_numbers(stream)
    if header.ordinals:
        stream = without_ordinals(stream)
    if header.has_other_codes:
        stream = without_other_codes(stream, class_names())
    if any(measure_of(c.path).endswith("pct") or "%" in fold(c.label) for c in header.columns):
        stream = with_rates(stream)
    else:
        stream = without_rates(stream)
    cellwise = is_cellwise(stream)
    if not (cellwise or header.has_code):
        stream = unwrapped(stream)
    items = _coded(stream, cellwise=cellwise) if header.has_code else _listed(stream, header)
    if header.blocks < 2:
        rows = [_row(item, header, "") for item in items]
        labels = 1 if header.has_code else len(header.labels)
        for index in _mixed_up(items, labels, cellwise=cellwise):
            rows[index].repair = note("subject_undecided")
        return rows
    found = list(sides([(item.name, item.place) for item in items]))
    rows = [_row(item, header, side) for item, side in zip(items, found, strict=True)]
    if header.blocks > _SIDES:  # classifications beside each other repeat their names, and places tell which one it is
        for row, item in zip(rows, items, strict=True):
            if cellwise or (row.side == "revenue") != (item.place == 0):
                row.repair = note("subject_undecided")
    return rows


def _mixed_up(items: Sequence[_Item], labels: int, *, cellwise: bool) -> set[int]:
    """Rows of a table with several columns of labels of which the cells can't be told: some are blank, or wrapped."""
    found: set[int] = set()
    for index, item in enumerate(items):
        if labels < 2 or row_role(item.name)[0] != "item":
            continue
        if (cellwise and len(item.labels) != labels) or _ORGANISED.match(item.name):
            found.add(index)
        elif not cellwise and len({line for _, line in item.labels}) > 1:
            found |= {index, max(index - 1, 0)}
    named = {n for n, item in enumerate(items) if row_role(item.name)[0] == "item"}
    return named if len(found) > len(named) / 2 else found


def _coded(stream: list[Token], *, cellwise: bool) -> list[_Item]:
    items: list[_Item] = []
    waiting: list[Token] = []
    index = 0
    while index < len(stream):
        token = stream[index]
        size = _code_size(stream, index, items, cellwise=cellwise)
        if size:
            code = _joined([t.text for t in stream[index : index + size]])
            item = _Item(code=code, lines=[token.line])
            items.append(item)
            index += size
            if waiting and not _label_follows(stream, index):
                for held in waiting:
                    _add_label(item, held)
                item.lines.sort(key=lambda line: line.number)
            else:
                _append_to_previous(items[:-1], waiting)
            waiting = []
            continue
        if token.starts or (items and items[-1].amounts and _uncoded_row(stream, index)):
            _append_to_previous(items, waiting)
            waiting = []
            items.append(_Item())
            _add_label(items[-1], token)
        elif token.amount:
            if not items:
                items.append(_Item())
            _add_amount(items[-1], token)
        elif not _DASH.match(token.text):
            if row_role(token.text)[0] in ("total", "subtotal"):
                _append_to_previous(items, waiting)
                waiting = []
                items.append(_Item())
                _add_label(items[-1], token)
            elif waiting or (items and items[-1].amounts and token.first):
                waiting.append(token)
            else:
                if not items:
                    items.append(_Item())
                _add_label(items[-1], token)
        index += 1
    _append_to_previous(items, waiting)
    return items


def _uncoded_row(stream: list[Token], index: int) -> bool:
    """Whether a row without a code (a unit, a fund) begins: a label that opens its line, next to an amount."""
    if stream[index].amount or not _amount_follows(stream, index):
        return False
    following = stream[index + 1].text
    return "," in following or "." in following


def _append_to_previous(items: list[_Item], waiting: list[Token]) -> None:
    for held in waiting:
        if items:
            _add_label(items[-1], held)


def _label_follows(stream: list[Token], index: int) -> bool:
    return index < len(stream) and not stream[index].amount


def _joined(parts: list[str]) -> str:
    return "".join([parts[0], *(p.zfill(2) for p in parts[1:])])


def _code_size(stream: list[Token], index: int, items: list[_Item], *, cellwise: bool) -> int:
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


def _damaged_size(stream: list[Token], index: int, items: list[_Item]) -> int:
    """How many tokens are a code in parts whose class is misprinted (``7 11 02 事业单位医疗 …`` below ``210 11 …``)."""
    size = 0
    while size < 3 and index + size < len(stream) and _PART.match(stream[index + size].text):
        size += 1
    end = index + size + 1
    if size < 2 or not items or len(items[-1].code) < 5 or end >= len(stream):
        return 0
    told = all(t.line is stream[index].line for t in stream[index : end + 1])
    return size if told and not stream[end - 1].amount and stream[end].amount else 0


def _in_lane(stream: list[Token], index: int, size: int, items: list[_Item]) -> bool:
    """Whether an official code in parts stands in the second list of a line, its label wrapped above and below."""
    following = stream[index + size] if index + size < len(stream) else None
    code = _joined([t.text for t in stream[index : index + size]])
    amount = following is not None and following.amount and following.line is stream[index].line
    return bool(items) and bool(items[-1].amounts) and amount and code in subjects()


def _listed(stream: list[Token], header: Header) -> list[_Item]:
    indented = any(t.indent for t in stream)
    enumerated = sum(_START.match(t.text) is not None for t in stream) > 2
    spaced = bool(stream) and not any(t.adjacent and t.first and not t.amount for t in stream[1:6])
    items: list[_Item] = []
    place = 0
    width = _block_width(header)
    for index, token in enumerate(stream):
        if token.first:
            place = 0
        if token.amount:
            if not items or items[-1].closed:
                items.append(_Item(place=place))
            _add_amount(items[-1], token)
            continue
        if _DASH.match(token.text):
            continue
        current = items[-1] if items else None
        full = current is not None and len(current.amounts) >= width and _amount_follows(stream, index)
        if current is None or full or _starts(token, current, header, indented, enumerated, spaced):
            items.append(_Item(indent=token.indent, place=place))
            place += 1
        _add_label(items[-1], token)
    return items


def _block_width(header: Header) -> int:
    """Amount columns of the narrowest block of a table whose label columns stand beside each other."""
    if header.blocks < 2:
        return len(header.columns) + 1
    return min(Counter(c.side for c in header.columns).values(), default=1)


def _amount_follows(stream: list[Token], index: int) -> bool:
    """Whether a label piece opens its line and an amount is next to it."""
    token = stream[index]
    following = stream[index + 1] if index + 1 < len(stream) else None
    return token.first and following is not None and following.amount and following.line is token.line


def _starts(
    token: Token, current: _Item, header: Header, indented: bool, enumerated: bool, spaced: bool
) -> bool:
    """Whether a label piece begins a new row rather than going on with the current one."""
    if header.has_second_name and _is_second(current, token):
        return False
    if header.ordinals and not token.starts and row_role(token.text)[0] == "item":
        return False
    if token.indent or _START.match(token.text):
        return not (token.indent and not current.labels)
    role, _ = row_role(token.text)
    if role in ("total", "subtotal", "carryover"):
        return True
    if current.amounts and not (token.first and (indented or enumerated) and header.blocks > 1):
        return not (token.first and token.adjacent and spaced and _unfinished(current))
    if not token.first:
        return False
    if indented or (enumerated and header.blocks > 1):
        return False
    if current.after is not None and current.after >= 3 and not current.amounts:
        return True
    if _known(current.name):
        return not _known(current.name + token.text)
    if spaced:
        return not token.adjacent
    return not (len(current.name) >= 10 and len(token.text) <= 6)


def _is_second(item: _Item, token: Token) -> bool:
    """Whether a bracketed name (``[50101]…``) stands beside the bracketed name of a row that has no amount yet."""
    names = [_BRACKETED.match(text) for text, _ in item.labels]
    return (
        len(names) == 1
        and names[0] is not None
        and not item.amounts
        and _BRACKETED.match(token.text) is not None
    )


def _unfinished(item: _Item) -> bool:
    return _open(item.name)


def _open(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _known(name: str) -> bool:
    return bool(label_measure(name)) or row_role(name)[0] != "item"


def _add_label(item: _Item, token: Token) -> None:
    item.labels.append((token.text, token.line.number))
    item.after = token.after
    for line in (token.line, *token.also):
        _add_line(item, line)


def _add_amount(item: _Item, token: Token) -> None:
    beside = item.amounts and item.amounts[-1].line == token.line.number
    if not item.amounts and not token.first:
        item.before = max(token.gap - 1, 0)
    hint = max(token.gap - 1, 0) if beside else None
    item.amounts.append(Amount(plain_number(token.text), hint=hint, line=token.line.number))
    item.after = token.after
    _add_line(item, token.line)


def _add_line(item: _Item, line: Line) -> None:
    if all(line.number != known.number for known in item.lines):
        item.lines.append(line)


def _row(item: _Item, header: Header, side: str) -> Row:
    name, second = item.name, ""
    beside = len(item.labels) > 1 and item.labels[0][1] == item.labels[-1][1]
    beside = beside or (len(item.labels) == 2 and all(_BRACKETED.match(text) for text, _ in item.labels))
    if header.has_second_name and beside:
        name, second = squash(item.labels[0][0]), squash("".join(t for t, _ in item.labels[1:]))
    elif header.blocks == 1 and not header.has_code and len(header.labels) > 1:
        name, second = _names(item, header.labels)
    code = item.code
    bracketed = None if code else _BRACKETED.match(name)
    if bracketed:
        code, name = bracketed[1], name[bracketed.end() :]
    tabbed = bool(item.lines) and all(
        _TABBED.search(line.text) and not _PADDED.search(line.text) for line in item.lines
    )
    after = (
        None
        if item.after is None or not item.amounts
        else max(item.after - (header.remarks if tabbed else 1), 0)
    )
    return Row(
        side=side,
        code=code,
        name=name,
        second_name=second,
        amounts=item.amounts,
        lines=tuple(sorted(line.number for line in item.lines)),
        page=item.lines[0].page if item.lines else None,
        text=" ".join(" ".join(line.text.split()) for line in item.lines),
        blanks_after=after,
        cells_known=tabbed,
        blanks_before=item.before if tabbed else 0,
        indent=item.indent,
    )


def _names(item: _Item, labels: tuple[str, ...]) -> tuple[str, str]:
    """Name and second name where several label columns stand beside each other.

    Purchase lists print the project or article first, then its economic item, then how it is organised; project
    lists print a unit before the project.
    """
    pieces: list[tuple[str, int]] = []
    for text, line in item.labels:
        if pieces and _open(pieces[-1][0]):
            pieces[-1] = (pieces[-1][0] + text, line)
        elif not _ORGANISED.search(text):
            pieces.append((text, line))
    if not pieces or _START.match(pieces[0][0]) or row_role(item.name)[0] in ("total", "subtotal"):
        return item.name, ""
    if any("采购" in label for label in labels):
        wrapped = [text for text, line in pieces if line != pieces[-1][1]]
        first = len(wrapped) or 1
        texts = [text for text, _ in pieces]
        return squash("".join(texts[:first])), squash("".join(texts[first:]))
    if len(pieces) == len(labels) and "项目名称" in labels and len({line for _, line in pieces}) == 1:
        return squash(pieces[labels.index("项目名称")][0]), ""
    return item.name, ""
