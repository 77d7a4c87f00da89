"""Columns from header words whose layout is lost: words by vocabulary, nesting by meaning.

``预算数 合计 基本支出 项目支出 人员经费 公用经费`` → 合计, 基本支出/人员经费, 基本支出/公用经费, 项目支出. The order of the
columns is the order of the words, a group's members standing where the group stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from loaders.grammar.normal import fold
from loaders.tables.header_levels import nested_paths
from loaders.tables.header_line import LABELS, NO_AMOUNTS, THIS_YEAR, Node, words_in
from loaders.tables.model import Column
from loaders.tables.vocabulary import Word, group_members

_CODES = ("code", "second_code", "unit_code")
_AMOUNT_WORD = re.compile(r"(?:预算|决算)数?$")
_NAMES = re.compile(r"[\u4e00-\u9fff]{2}")
_HEADS = (*NO_AMOUNTS, "span")


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
    ordinals: bool = False  # a number opens each row (序号)
    remarks: int = 0  # columns for remarks right of the amounts
    floating: frozenset[str] = frozenset()  # words whose place among the columns is lost


def read_header(
    lines: Sequence[str], two_sided: bool, title: str = "", unnamed: Collection[str] = ()
) -> Header:
    """The columns of a header given as text lines. ``two_sided``: the title says that revenue faces expenditure.

    ``unnamed`` are texts of no known meaning that are known to head columns.

    A header of no known meaning that repeats words of the ``title`` spans the table; so does one that names the
    money of the whole table above its 合计.
    """
    nodes, leftovers = words_in(lines, unnamed)
    totalled = any(node.word.kind == "total" for node in nodes)
    for node in nodes:
        bare = _AMOUNT_WORD.sub("", THIS_YEAR.sub("", node.word.text))
        spanning = not node.word.measure or (totalled and bare.endswith(("支出", "收入")))
        if spanning and node.word.kind == "part" and _NAMES.search(bare) and bare in fold(title):
            node.word = Word(node.word.text, "", "span")
    header = Header(unknown=leftovers, floating=frozenset(n.text for n in nodes if n.floating))
    kinds = [n.word.kind for n in nodes]
    header.has_code = "code" in kinds or "unit_code" in kinds
    header.has_other_codes = "second_code" in kinds or "unit_code" in kinds
    header.numbered = any(n.word.text == "行次" for n in nodes)
    header.ordinals = bool(nodes) and nodes[0].word.text == "序号"
    header.remarks = int(bool(nodes) and nodes[-1].word.text == "备注")
    header.labels = tuple(n.word.text for n in nodes if n.word.kind in LABELS)
    header.has_second_name = "second_name" in kinds
    labels = sum(kind in LABELS for kind in kinds)
    codes = kinds.count("code")
    balance = any(n.word.measure in ("opening_balance", "closing_balance") for n in nodes)
    if not two_sided or balance:
        header.lanes = codes if codes > 1 and kinds.count("name") == codes and not _sides(nodes) else 1
        header.columns = _columns(_unlaned(nodes, header.lanes), "")
        paths = nested_paths(lines) if header.lanes == 1 else []
        if len(paths) >= len(header.columns):
            header.columns = [Column(path) for path in paths]
            header.unknown = [text for text in leftovers if not any(text in path for path in paths)]
        return header
    parts = _with_floating(_blocks([n for n in nodes if not n.floating]), nodes)
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
        if node.word.kind in LABELS:
            if not (parts and not parts[-1]):
                parts.append([])
        elif parts:
            parts[-1].append(node)
    return [p for p in parts if any(n.word.kind not in ("side", *_CODES, "ignore", "span") for n in p)]


def _with_floating(parts: list[list[Node]], nodes: list[Node]) -> list[list[Node]]:
    """Words whose place is lost belong to the last block that has a total to divide."""
    floating = [n for n in nodes if n.floating]
    divided = [part for part in parts if any(n.word.kind == "total" for n in part)]
    if floating and divided:
        divided[-1].extend(floating)
    return parts


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
