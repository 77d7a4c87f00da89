"""Header lines that print their levels one below the other: a line that opens with a total stands under one cell.

``总计 当年安排`` / ``合计 一般公共预算拨款`` / ``小计 基本支出 项目支出``: each lower line divides one cell of the line above,
whatever that cell is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.grammar.normal import fold, squash
from loaders.tables.header_line import NO_AMOUNTS, is_number_row, known_node
from loaders.tables.vocabulary import group_members, rejoin

_HEADS = (*NO_AMOUNTS, "side")
_FEWEST_LEVELS = 3
_SHORTEST_NAME = 4  # an unknown text that can head a group

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    text: str
    kind: str  # of a known word; "" for an unknown text
    measure: str


def nested_paths(lines: Sequence[str]) -> list[Path]:
    """The header paths of the amount columns; ``[]`` where the lines don't print three levels one below the other."""
    levels: list[list[_Item]] = []
    for line in lines:
        items = _items(line)
        if items is None:
            return []
        if items and levels and items[0].kind != "total":
            levels[-1].extend(items)  # a cell printed higher or lower than its neighbours
        elif items:
            levels.append(items)
    if len(levels) < _FEWEST_LEVELS:
        return []
    below: list[Path] = []
    members: list[_Item] = []
    for number in range(len(levels) - 1, -1, -1):
        items = levels[number]
        if number and sum(i.kind == "total" for i in items) > 1:
            return []
        parent = _parent(items, members) if below else -1
        if below and parent < 0:
            return []
        below = [
            path
            for index, item in enumerate(items)
            for path in ([(item.text, *rest) for rest in below] if index == parent else [(item.text,)])
        ]
        members = items
    return [path[1:] for path in below] if len(levels[0]) == 1 else below


def _items(line: str) -> list[_Item] | None:
    """The cells of one header line without those of labels and codes; ``None`` where a piece can't be a cell."""
    if not line.strip() or is_number_row(line):
        return []
    found = []
    for piece in rejoin(line.split()):
        node = known_node(piece)
        if node.word.kind == "repeat" if node is not None else len(fold(piece)) < _SHORTEST_NAME:
            return None
        if node is None:
            found.append(_Item(squash(piece), "", ""))
        elif node.word.kind not in _HEADS:
            found.append(_Item(node.text, node.word.kind, node.word.measure))
    return found


def _parent(items: Sequence[_Item], members: Sequence[_Item]) -> int:
    """The one cell that ``members`` divide: the group that they belong to, else the only cell that is no total."""
    measures = {item.measure for item in members if item.kind != "total"}
    held = group_members()
    known = [n for n, item in enumerate(items) if measures & held.get(item.measure, frozenset())]
    if len(known) == 1:
        return known[0]
    open_ = [n for n, item in enumerate(items) if item.kind != "total"]
    unknown = [n for n in open_ if not items[n].kind]
    if len(unknown) == 1:
        return unknown[0]
    return open_[0] if len(open_) == 1 else -1
