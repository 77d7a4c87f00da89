"""Columns from header words whose layout is lost: words by vocabulary, nesting by meaning.

``预算数 合计 基本支出 项目支出 人员经费 公用经费`` → 合计, 基本支出/人员经费, 基本支出/公用经费, 项目支出. The order of the
columns is the order of the words, a group's members standing where the group stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.normal import fold, squash
from loaders.tables.model import Column
from loaders.tables.vocabulary import Word, group_members, header_key, header_words, known_year_header, rejoin

_LABELS = ("label", "name")
_APART = 4  # pieces between the halves of a broken word
_CODES = ("code", "second_code", "unit_code")
_HEADS = ("label", "name", "second_name", *_CODES, "ignore", "span")
_MONEY = re.compile(r"^[^:：]{2,24}(?:收入|支出|经费|资金|预算|预算数|决算数|拨款|结余|结转|费用?|金额|债券|借款|补助)$")
_THIS_YEAR = re.compile(r"^(?:本年度?|当年)")
_REMARK = re.compile(r"(?<=.)\([^()]*\)$")
_NUMBER_ROW = re.compile(r"^\d{1,2}(?:\s+\d{1,2})+$")


@dataclass(slots=True)
class Node:
    """A header word as printed, with the words that stand under it."""

    text: str
    word: Word
    children: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Header:
    """What a header says: ``columns``, and how the rows are labelled.

    ``blocks`` is the number of label columns that stand beside each other with amounts of their own (2 for a
    two-sided table, 3 with a spending block of its own); ``unknown`` are header texts of no known meaning.
    """

    columns: list[Column] = field(default_factory=list)
    blocks: int = 1
    has_code: bool = False
    has_other_codes: bool = False  # codes of units, projects or a second classification stand before a label
    has_second_name: bool = False
    lanes: int = 1
    labels: tuple[str, ...] = ()  # label columns, where a table has several beside each other
    unknown: list[str] = field(default_factory=list)
    numbered: bool = False  # the rows are numbered (行次)


def is_number_row(text: str) -> bool:
    """Whether a line numbers the columns: ``1 2 3 4 5``."""
    stripped = re.sub(r"栏次|行次", "", text).strip()
    if not _NUMBER_ROW.match(stripped):
        return False
    numbers = [int(n) for n in stripped.split()]
    return all(b == a + 1 for a, b in pairwise(numbers))


def words_in(lines: Sequence[str]) -> tuple[list[Node], list[str]]:
    """Header words of several lines in printed order, and the pieces that belong to no known word.

    Words that a narrow cell has broken are joined, also where another cell's words stand between the halves.
    """
    rows = [rejoin(line.split()) for line in lines if line.strip() and not is_number_row(line)]
    pieces = [(p, n, len(row)) for row in rows for n, p in enumerate(row)]
    slots: list[tuple[int, Node]] = []
    rest: list[tuple[int, str]] = []
    index = 0
    while index < len(pieces):
        size, node = _longest(pieces, index)
        if node is None:
            rest.append((index, pieces[index][0]))
        else:
            slots.append((index, node))
        index += size
    leftovers = _as_columns(_join_apart(_join_adjacent(rest, slots), slots), slots)
    slots.sort(key=lambda s: s[0])
    return [node for _, node in slots], leftovers


def _longest(pieces: list[tuple[str, int, int]], start: int) -> tuple[int, Node | None]:
    """The longest word that begins at ``start`` and runs over line ends only."""
    best: tuple[int, Node | None] = (1, _node(pieces[start][0]))
    text = pieces[start][0]
    for end in range(start + 1, min(len(pieces), start + 7)):
        _, place, length = pieces[end - 1]
        if place != length - 1:
            break
        alone = _node(pieces[end][0])
        if best[1] is not None and alone is not None and alone.word.kind in (*_LABELS, "total"):
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
    word = header_words().get(key) or header_words().get(_REMARK.sub("", key))
    if word is None:
        spanning = header_words().get(_THIS_YEAR.sub("", key))
        word = spanning if spanning is not None and spanning.kind == "span" else None
    return None if word is None else Node(squash(text), word)


def _as_columns(rest: list[tuple[int, str]], slots: list[tuple[int, Node]]) -> list[str]:
    """A text of no known meaning that names money is a column all the same: without it others would shift."""
    unknown = []
    for index, text in rest:
        if _MONEY.search(fold(text)):
            slots.append((index, Node(squash(text), Word(header_key(text), "", "part"))))
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
                slots.append((rest[position][0], node))
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
                slots.append((start[0], node))
                left.remove(start)
                left.remove(end)
                break
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
    return bool(nodes) and not leftovers and all(n.word.text in header_words() or n.word.text == "年" for n in nodes)


def read_header(lines: Sequence[str], two_sided: bool, title: str = "") -> Header:
    """The columns of a header given as text lines. ``two_sided``: the title says that revenue faces expenditure.

    A header of no known meaning that repeats words of the ``title`` spans the table.
    """
    nodes, leftovers = words_in(lines)
    for node in nodes:
        if not node.word.measure and node.word.kind == "part" and _THIS_YEAR.sub("", node.word.text) in fold(title):
            node.word = Word(node.word.text, "", "span")
    header = Header(unknown=leftovers)
    kinds = [n.word.kind for n in nodes]
    header.has_code = "code" in kinds or "unit_code" in kinds
    header.has_other_codes = "second_code" in kinds or "unit_code" in kinds
    header.numbered = any(n.word.text == "行次" for n in nodes)
    header.labels = tuple(n.word.text for n in nodes if n.word.kind in _LABELS)
    header.has_second_name = "second_name" in kinds
    labels = sum(kind in _LABELS for kind in kinds)
    codes = kinds.count("code")
    balance = any(n.word.measure in ("opening_balance", "closing_balance") for n in nodes)
    if not two_sided or balance:
        header.lanes = codes if codes > 1 and kinds.count("name") == codes and not _sides(nodes) else 1
        header.columns = _columns(_unlaned(nodes, header.lanes), "")
        return header
    parts = _blocks(nodes)
    if labels < 2 or len(parts) < 2:
        header.columns = _columns(nodes, "")
        return header
    header.blocks = len(parts)
    for index, part in enumerate(parts):
        side = "revenue" if index == 0 else "expenditure"
        columns = _columns(part, side)
        if index < 2 or columns != [c for c in header.columns if c.side == side]:
            header.columns.extend(columns)
    return header


def _sides(nodes: list[Node]) -> bool:
    return any(n.word.kind == "side" for n in nodes)


def _unlaned(nodes: list[Node], lanes: int) -> list[Node]:
    """Lists side by side repeat their header: keep one. What is printed above the lists names no column."""
    counts = Counter(n.word.text for n in nodes)
    repeated = lanes > 1 and any(counts[n.word.text] == lanes for n in nodes if n.word.kind not in _HEADS)
    seen: set[str] = set()
    kept = []
    for node in nodes:
        if lanes > 1 and (node.word.text in seen or (repeated and counts[node.word.text] < lanes)):
            continue
        seen.add(node.word.text)
        kept.append(node)
    return kept


def _blocks(nodes: list[Node]) -> list[list[Node]]:
    """Cut at each label column; what stands above the first label belongs to no block."""
    parts: list[list[Node]] = []
    for node in nodes:
        if node.word.kind in _LABELS:
            if not (parts and not parts[-1]):
                parts.append([])
        elif parts:
            parts[-1].append(node)
    return [p for p in parts if any(n.word.kind not in ("side", *_CODES, "ignore", "span") for n in p)]


def _columns(nodes: list[Node], side: str) -> list[Column]:
    amounts = [n for n in nodes if n.word.kind not in ("label", "name", "second_name", *_CODES, "ignore")]
    proper = [n for n in amounts if n.word.kind in ("total", "part", "group", "carryover")]
    repeats = [n for n in amounts if n.word.kind == "repeat"]
    spans = [n for n in amounts if n.word.kind == "span"]
    if not proper:
        chosen = repeats or spans[-1:]
        return [Column((n.text,), side) for n in chosen]
    phases = _phases(repeats, proper)
    if phases:
        single = _once(proper, len(phases))
        inner = _leaves(_tree(single), ())
        return [Column((phase.text, *path), side) for phase in phases for path in inner]
    leaves = _leaves(_tree(proper), ())
    distinct = {n.word.text for n in repeats}
    if len(distinct) > 1 and len(repeats) == len(leaves) * len(distinct):
        order = repeats[: len(distinct)]
        leaves = [(*path, node.text) for path in leaves for node in order]
    elif len(distinct) > 1:
        leaves = _beside(repeats, leaves)
    return [Column(path, side) for path in leaves]


def _beside(repeats: list[Node], leaves: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """``执行数 预算数(小计 基本支出 项目支出) 增减额``: this year's figures are divided, the others are single columns."""
    divided = [n for n in repeats if n.word.measure == "total"]
    if len(divided) != 1:
        return leaves
    return [
        path
        for node in repeats
        for path in ([(node.text, *leaf) for leaf in leaves] if node is divided[0] else [(node.text,)])
    ]


def _phases(repeats: list[Node], proper: list[Node]) -> list[Node]:
    """Headers such as 上年预算数 and 本年预算数, each printed once above a full set of the same columns."""
    texts = [n.word.text for n in repeats]
    counts = Counter(n.word.text for n in proper)
    if len(repeats) < 2 or len({n.text for n in repeats}) != len(repeats):
        return []
    return repeats if all(c % len(texts) == 0 for c in counts.values()) else []


def _once(nodes: list[Node], times: int) -> list[Node]:
    """The words of one set of columns that is printed ``times`` times."""
    counts = Counter(n.word.text for n in nodes)
    taken: Counter[str] = Counter()
    kept = []
    for node in nodes:
        taken[node.word.text] += 1
        if taken[node.word.text] <= counts[node.word.text] // times:
            kept.append(node)
    return kept


def _tree(nodes: list[Node]) -> list[Node]:
    """Nest the words: a measure stands under the group that can hold it, a total under the group it opens."""
    groups = {n.word.measure: n for n in nodes if n.word.kind == "group"}
    members = group_members()
    owner: dict[int, Node] = {}
    for node in nodes:
        if node.word.kind == "total":
            continue
        holders = [g for g in groups if node.word.measure in members.get(g, ()) and groups[g] is not node]
        if holders:
            owner[id(node)] = groups[max(holders, key=lambda g: _depth(g))]
    filled: set[int] = set()
    top: list[Node] = []
    has_top_total = False
    for index, node in enumerate(nodes):
        if node.word.kind == "total":
            following = next((n for n in nodes[index + 1 :] if n.word.kind != "total"), None)
            parent = owner.get(id(following)) if following is not None else None
            if parent is not None and id(parent) not in filled:
                filled.add(id(parent))
                owner[id(node)] = parent
            elif has_top_total or parent is not None:
                continue
            else:
                has_top_total = True
        holder = owner.get(id(node))
        (top if holder is None else holder.children).append(node)
    while len(top) == 1 and top[0].children:
        top = top[0].children
    return top


def _depth(measure: str) -> int:
    return sum(measure in held for held in group_members().values())


def _leaves(nodes: list[Node], path: tuple[str, ...]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for node in nodes:
        here = (*path, node.text)
        found.extend(_leaves(node.children, here) if node.children else [here])
    return found


def folded_lines(lines: Sequence[str]) -> frozenset[str]:
    """Header lines in the form in which a repeated header is recognised."""
    return frozenset(key for line in lines if (key := fold(line)))
