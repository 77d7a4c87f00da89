"""Rows from lines of text: a stream of codes, labels and amounts, cut into rows.

Line ends mean little: labels wrap, amounts come on any of the wrapped lines, both sides of a table share a
line, and some extractors put a whole page on one line. What starts a row is a code, an enumeration, a total
word, an indentation, or a label after amounts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from loaders.grammar.enumeration import MARK
from loaders.grammar.normal import fold, squash
from loaders.model import Line
from loaders.notes import note
from loaders.tables.header import Header
from loaders.tables.measures import measure_of
from loaders.tables.model import Row
from loaders.tables.text_coded import DASH, amount_follows, coded
from loaders.tables.text_item import Item
from loaders.tables.text_lanes import by_lanes
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
from loaders.tables.vocabulary import class_names, function_classes, label_measure, row_role

_START = re.compile(rf"^(?:其中[:：]|{MARK})")
_BRACKETED = re.compile(r"^[\[【［](\d{3}(?:\d{2}){0,2})[\]】］](?=.)")
_ORGANISED = re.compile(r"^(?:分散|集中|部门集中|政府集中|自行)(?:自行)?(?:组织|采购)")
_TABBED = re.compile(r"\t")
_PADDED = re.compile(r"\t | \t")
_SIDES = 2
_PROJECT = "项目名称"


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
    items = coded(stream, cellwise=cellwise) if header.has_code else _listed(stream, header)
    if header.blocks < 2:
        rows = [_row(item, header, "") for item in items]
        labels = 1 if header.has_code else len(header.labels)
        for index in _mixed_up(items, labels, cellwise=cellwise) | _half_named(items, header):
            rows[index].repair = note("subject_undecided")
        return by_lanes(rows, header.lanes) if header.lanes > 1 else rows
    found = list(sides([(item.name, item.place) for item in items]))
    rows = [_row(item, header, side) for item, side in zip(items, found, strict=True)]
    if header.blocks > _SIDES:  # classifications beside each other repeat their names, and places tell which one it is
        for row, item in zip(rows, items, strict=True):
            if cellwise or (row.side == "revenue") != (item.place == 0):
                row.repair = note("subject_undecided")
    return rows


def _mixed_up(items: Sequence[Item], labels: int, *, cellwise: bool) -> set[int]:
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


def _half_named(items: Sequence[Item], header: Header) -> set[int]:
    """Rows of a table of codes and projects that print several labels, but not one for each column: none tells the project."""
    if not header.has_code or len(header.labels) < 2 or _PROJECT not in header.labels:
        return set()
    several = [n for n, item in enumerate(items) if len(item.labels) > 1 and row_role(item.name)[0] == "item"]
    return {n for n in several if len(items[n].labels) != len(header.labels)}


def _listed(stream: list[Token], header: Header) -> list[Item]:
    indented = any(t.indent for t in stream)
    enumerated = sum(_START.match(t.text) is not None for t in stream) > 2
    spaced = bool(stream) and not any(t.adjacent and t.first and not t.amount for t in stream[1:6])
    items: list[Item] = []
    place = 0
    width = _block_width(header)
    for index, token in enumerate(stream):
        if token.first:
            place = 0
        if token.amount:
            if not items or items[-1].closed:
                items.append(Item(place=place))
            items[-1].add_amount(token)
            continue
        if DASH.match(token.text):
            continue
        current = items[-1] if items else None
        full = current is not None and len(current.amounts) >= width and amount_follows(stream, index)
        if current is None or full or _starts(token, current, header, indented, enumerated, spaced):
            items.append(Item(indent=token.indent, place=place))
            place += 1
        items[-1].add_label(token)
    return items


def _block_width(header: Header) -> int:
    """Amount columns of the narrowest block of a table whose label columns stand beside each other."""
    if header.blocks < 2:
        return len(header.columns) + 1
    return min(Counter(c.side for c in header.columns).values(), default=1)


def _starts(
    token: Token, current: Item, header: Header, indented: bool, enumerated: bool, spaced: bool
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
        # Beside a source of money without an amount a class of the expenditure.
        return header.blocks > 1 and bool(current.labels) and fold(token.text) in function_classes()
    if indented or (enumerated and header.blocks > 1):
        return False
    if current.after is not None and current.after >= 3 and not current.amounts:
        return True
    if _known(current.name):
        return not _known(current.name + token.text)
    if spaced:
        return not token.adjacent
    return not (len(current.name) >= 10 and len(token.text) <= 6)


def _is_second(item: Item, token: Token) -> bool:
    """Whether a bracketed name (``[50101]…``) stands beside the bracketed name of a row that has no amount yet."""
    names = [_BRACKETED.match(text) for text, _ in item.labels]
    return (
        len(names) == 1
        and names[0] is not None
        and not item.amounts
        and _BRACKETED.match(token.text) is not None
    )


def _unfinished(item: Item) -> bool:
    return _open(item.name)


def _open(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _known(name: str) -> bool:
    return bool(label_measure(name)) or row_role(name)[0] != "item"


def _row(item: Item, header: Header, side: str) -> Row:
    name, second = item.name, ""
    beside = len(item.labels) > 1 and item.labels[0][1] == item.labels[-1][1]
    beside = beside or (len(item.labels) == 2 and all(_BRACKETED.match(text) for text, _ in item.labels))
    if header.has_second_name and beside:
        name, second = squash(item.labels[0][0]), squash("".join(t for t, _ in item.labels[1:]))
    elif header.blocks == 1 and beside and (parts := _named_parts(item, header)):
        name, second = parts
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


def _named_parts(item: Item, header: Header) -> tuple[str, str] | None:
    """Project and subject of a row of one line that prints a text for each of its columns of labels, or the one with the other's code."""
    texts = [text for text, _ in item.labels]
    if len(texts) == 2 and [_BRACKETED.match(text) is not None for text in texts] == [False, True]:
        return squash(texts[0]), squash(texts[1])
    if not header.has_code or _PROJECT not in header.labels or len(texts) != len(header.labels):
        return None
    subject = next((n for n, label in enumerate(header.labels) if "科目" in label), None)
    return squash(texts[header.labels.index(_PROJECT)]), "" if subject is None else squash(texts[subject])


def _names(item: Item, labels: tuple[str, ...]) -> tuple[str, str]:
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
    if len(pieces) == len(labels) and _PROJECT in labels and len({line for _, line in pieces}) == 1:
        return squash(pieces[labels.index(_PROJECT)][0]), ""
    return item.name, ""
