"""Header words in printed lines: known words whole, also where a narrow cell has broken them over lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from loaders.grammar.normal import fold, squash
from loaders.tables.vocabulary import Word, header_key, header_words, known_year_header, rejoin

LABELS = ("label", "name")
NO_AMOUNTS = (*LABELS, "second_name", "code", "second_code", "unit_code", "ignore")  # kinds of words that head no amounts
THIS_YEAR = re.compile(r"^(?:本年度?|当年)")
_FACING = ("收入", "支出")  # that stand above the labels of a two-sided table
_LINES_BETWEEN = 3
_APART = 4  # pieces between the halves of a broken word
_MONEY = re.compile(
    r"^[^:：]{2,24}(?:收入|支出|经费|资金|预算|预算数|决算数|拨款|结余|结转|费用?|金额|债券|借款|补助)$"
)
_REMARK = re.compile(r"(?<=.)\([^()]*\)$")
_OF_WHICH = re.compile(r"^其中[:：]?(?=.)")
_NUMBER_ROW = re.compile(r"^\d{1,2}(?:\s+\d{1,2})+$")


@dataclass(slots=True)
class Node:
    """A header word as printed, with the words that stand under it."""

    text: str
    word: Word
    children: list[Node] = field(default_factory=list)
    floating: bool = False  # broken over lines with others between: where it stands among them is lost


def is_number_row(text: str) -> bool:
    """Whether a line numbers the columns: ``1 2 3 4 5``, ``** ** 1 2 3``."""
    stripped = re.sub(r"栏次|行次|\*+", "", text).strip()
    if not _NUMBER_ROW.match(stripped):
        return False
    numbers = [int(n) for n in stripped.split()]
    return all(b == a + 1 for a, b in pairwise(numbers))


def words_in(lines: Sequence[str], columns: Collection[str] = ()) -> tuple[list[Node], list[str]]:
    """Header words of several lines in printed order, and the pieces that belong to no known word.

    Words that a narrow cell has broken are joined, also where another cell's words stand between the halves. ``columns``
    are texts of no known meaning that are known to head columns.
    """
    rows = [rejoin(line.split()) for line in lines if line.strip() and not is_number_row(line)]
    floats = _join_lines(rows)
    pieces = [(p, n, len(row)) for row in rows for n, p in enumerate(row)]
    facing = _FACING if all(any(piece == side for piece, _, _ in pieces) for side in _FACING) else ()
    slots: list[tuple[int, Node]] = []
    rest: list[tuple[int, str]] = []
    index = 0
    while index < len(pieces):
        size, node = _longest(pieces, index, facing)
        if node is None:
            rest.append((index, pieces[index][0]))
        else:
            slots.append((index, node))
        index += size
    rest = _join_apart(_join_adjacent(rest, slots), slots)
    sides = [(at, node.text) for at, node in slots if node.word.kind == "side"]
    alone = _join_tails(sides, slots)
    slots = [slot for slot in slots if slot[1].word.kind != "side" or (slot[0], slot[1].text) in alone]
    leftovers = _as_columns(_join_tails(rest, slots), slots, columns)
    slots.sort(key=lambda s: s[0])
    return [*floats, *(node for _, node in slots)], leftovers


def _join_lines(rows: list[list[str]]) -> list[Node]:
    """Words broken over two lines with the line of the other words between them, taken out of ``rows``.

    ``一般公共预算财 政府性基金预算`` / ``项目 合计`` / ``政拨款 财政拨款``: the two lines are joined piece by piece where every
    join is a known word and not all of the pieces are.
    """
    found: list[Node] = []
    for first in range(len(rows)):
        for second in range(first + 2, min(len(rows), first + 2 + _LINES_BETWEEN)):
            upper, lower = _open_pieces(rows[first]), _open_pieces(rows[second])
            if not upper or len(upper) != len(lower) or _goes_on(rows, first) or _goes_on(rows, second - 1):
                continue
            nodes = [_node(a + b) for a, b in zip(upper, lower, strict=True)]
            halves = [_node(piece) for piece in (*upper, *lower)]
            broken = any(h is None or h.word.kind == "side" for h in halves)
            if broken and all(
                n is not None and n.word.kind not in (*LABELS, "code", "ignore") for n in nodes
            ):
                found += [replace(n, floating=True) for n in nodes if n is not None]
                rows[first] = [piece for piece in rows[first] if piece not in upper]
                rows[second] = [piece for piece in rows[second] if piece not in lower]
                break
    return found


def _goes_on(rows: Sequence[Sequence[str]], number: int) -> bool:
    """Whether the last word of a line goes on in the next one: then the cells stand one after the other."""
    line, following = rows[number], rows[number + 1]
    return bool(line and following) and _node(line[-1] + following[0]) is not None


def _open_pieces(row: Sequence[str]) -> list[str]:
    """The pieces of a line that can be halves of column words: no words of labels and codes."""
    nodes = [(piece, _node(piece)) for piece in row]
    return [
        piece
        for piece, node in nodes
        if node is None or node.word.kind not in (*LABELS, "code", "ignore", "total")
    ]


def _longest(
    pieces: list[tuple[str, int, int]], start: int, facing: Collection[str]
) -> tuple[int, Node | None]:
    """The longest word that begins at ``start`` and runs over line ends only; ``facing`` are sides, which no label goes on with."""
    best: tuple[int, Node | None] = (1, _node(pieces[start][0]))
    text = pieces[start][0]
    for end in range(start + 1, min(len(pieces), start + 7)):
        _, place, length = pieces[end - 1]
        if place != length - 1:
            break
        alone = _node(pieces[end][0])
        if best[1] is not None and alone is not None and alone.word.kind in (*LABELS, "total"):
            break
        if best[1] is not None and best[1].word.kind in LABELS and pieces[end][0] in facing:
            break
        text += pieces[end][0]
        node = _node(text)
        if node is not None:
            best = (end + 1 - start, node)
    return best


def _node(text: str) -> Node | None:
    if known_year_header(text):
        return Node(squash(text), Word("年", "total", "repeat"))
    key = header_key(text)
    word = header_words().get(key) or header_words().get(_REMARK.sub("", _OF_WHICH.sub("", key)))
    if word is None:
        spanning = header_words().get(THIS_YEAR.sub("", key))
        word = spanning if spanning is not None and spanning.kind == "span" else None
    return None if word is None else Node(squash(text), word)


def known_node(text: str) -> Node | None:
    """The header word that ``text`` is, alone."""
    return _node(text)


def _as_columns(
    rest: list[tuple[int, str]], slots: list[tuple[int, Node]], columns: Collection[str]
) -> list[str]:
    """A text of no known meaning that names money is a column all the same: without it others would shift."""
    unknown = []
    divided = any(node.word.kind in ("total", "part", "group", "carryover") for _, node in slots)
    kind = "part" if divided or not any(node.word.kind == "repeat" for _, node in slots) else "repeat"
    for index, text in rest:
        if text in columns or _MONEY.search(fold(text)):
            slots.append((index, Node(squash(text), Word(header_key(text), "", kind))))
        else:
            unknown.append(text)
    return unknown


def _join_adjacent(rest: list[tuple[int, str]], slots: list[tuple[int, Node]]) -> list[tuple[int, str]]:
    """Join leftover pieces into words: neighbours first, then pieces with others between them."""
    position = 0
    leftovers: list[tuple[int, str]] = []
    while position < len(rest):
        taken = 0
        for end in range(min(len(rest), position + 7), position + 1, -1):
            node = _node("".join(piece for _, piece in rest[position:end]))
            if node is not None:
                gap = rest[end - 1][0] - rest[position][0] - (end - 1 - position)
                slots.append((rest[position][0], replace(node, floating=gap > 0)))
                taken = end - position
                break
        if not taken:
            split = _split(rest[position][1])
            if split:
                slots.extend((rest[position][0], node) for node in split)
            else:
                leftovers.append(rest[position])
        position += taken or 1
    return leftovers


def _join_apart(rest: list[tuple[int, str]], slots: list[tuple[int, Node]]) -> list[tuple[int, str]]:
    """Join the two halves of a word between which halves of other words stand."""
    left = list(rest)
    for start in rest:
        if start not in left:
            continue
        place = left.index(start)
        for end in left[place + 1 : place + 1 + _APART]:
            node = _node(start[1] + end[1])
            if node is not None:
                slots.append((start[0], replace(node, floating=True)))
                left.remove(start)
                left.remove(end)
                break
    return left


def _join_tails(rest: list[tuple[int, str]], slots: list[tuple[int, Node]]) -> list[tuple[int, str]]:
    """Join pieces to the first known word before them that goes on with them, others between: 事业单位经营 … 支出."""
    left = []
    for index, text in rest:
        heads = [
            (n, _node(node.text + text))
            for n, (at, node) in enumerate(slots)
            if at < index and not node.floating and node.word.kind in ("part", "group")
        ]
        found = min(((slots[n][0], n, node) for n, node in heads if node is not None), default=None, key=lambda f: f[0])
        if found is None:
            left.append((index, text))
        else:
            at, place, node = found
            slots[place] = (at, replace(node, floating=True))
    return left


def _split(text: str) -> list[Node]:
    """Two or three known words printed without a blank between them; ``[]`` if the text isn't that."""
    if not text:
        return []
    for end in range(len(text) - 1, 1, -1):
        head = _node(text[:end])
        if head is not None:
            tail = _node(text[end:])
            found = [tail] if tail is not None else _split(text[end:])
            if found:
                return [head, *found]
    return []


def is_header_line(text: str) -> bool:
    """Whether a line holds nothing but known header words."""
    nodes, leftovers = words_in([text])
    return (
        bool(nodes)
        and not leftovers
        and all(n.word.text in header_words() or n.word.text == "年" for n in nodes)
    )
