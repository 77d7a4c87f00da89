"""The columns of a grid: labels, amounts, and the lanes in which labels and amounts stand side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from loaders.grammar.normal import fold, squash
from loaders.grammar.units import header_unit
from loaders.model import Cell
from loaders.tables.grid_header import header_path
from loaders.tables.grid_matrix import Matrix
from loaders.tables.grid_words import (
    LABEL_KINDS,
    amount,
    code_digits,
    count,
    header_kind,
    is_blank,
    is_code_part,
    is_enumerated,
)
from loaders.tables.model import QUANTITY, Column
from loaders.tables.text_sides import side_by_words
from loaders.tables.vocabulary import subjects

_LANE_HEADS = ("code", "name", "unit", "second_name")
_NAMES = ("name", "unit", "second_name")
# Years, and numbers too long for money without separators (project codes, telephone numbers).
_NO_AMOUNT = re.compile(r"(?:19|20)\d{2}|\d{13,}")
_FEWEST_NUMBERS = 3
_ITEM_CODE = (5, 7)  # digits
_OFFICIAL = 0.8  # share of a column's texts that are official codes
_TELLING, _CLEARLY = 3, 4  # names that tell their side, and how many times those of the other
_EXPENDITURE = ("支出", "用途", "功能分类", "功能科目")


@dataclass(frozen=True, slots=True)
class Slot:
    """One compacted column: its kind and the header cells over it."""

    kind: str  # a label kind, "amount", "count" or "percent"
    path: tuple[Cell, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The header texts from top to bottom without white space."""
        return tuple(squash(cell.text) for cell in self.path)

    @property
    def leaf(self) -> str:
        """The lowest header text."""
        return self.words[-1] if self.path else ""

    @property
    def is_label(self) -> bool:
        """Whether the column holds labels, not numbers."""
        return self.kind in LABEL_KINDS


@dataclass(frozen=True, slots=True)
class Lane:
    """Label columns and the amount columns that belong to them; ``columns`` index the table's columns (None: unknown)."""

    labels: tuple[int, ...]
    amounts: tuple[int, ...]
    columns: tuple[int | None, ...]
    side: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a table are; a continuation page without header is read by its predecessor's."""

    slots: tuple[Slot, ...]
    lanes: tuple[Lane, ...]
    columns: tuple[Column, ...]
    kept: tuple[int, ...]
    width: int

    @property
    def signature(self) -> tuple[str, ...]:
        """The folded leaf headers, by which a repeated header is recognised."""
        return tuple(fold(slot.leaf) for slot in self.slots)


def layout(grid: Matrix, height: int) -> Layout:
    """Classify the columns of a grid by header words and contents, and form lanes and header paths."""
    paths = [header_path(grid, height, col) for col in range(grid.cols)]
    kinds = _kinds(grid, height, paths)
    slots = tuple(_with_lists([Slot(kind, path) for kind, path in zip(kinds, paths, strict=True)]))
    groups = _groups(slots)
    sides = _sides(slots, groups, [_side_of_rows(grid, height, labels) for labels, _ in groups])
    columns, lanes = _columns(slots, groups, sides)
    return Layout(slots, lanes, columns, grid.kept, grid.width)


def _with_lists(slots: Sequence[Slot]) -> Iterator[Slot]:
    """A column between amounts of one header (``功能科目 | 预算数 | 支出性质 | 预算数``) names the rows of a list of its own."""
    before = ""
    for slot, following in zip(slots, [*slots[1:], None], strict=False):
        leaf = following.leaf if following is not None and following.kind == "amount" else ""
        yield replace(slot, kind="name") if slot.kind == "other" and leaf and fold(leaf) == before else slot
        before = fold(slot.leaf) if slot.kind == "amount" else before


def _kinds(grid: Matrix, height: int, paths: Sequence[tuple[Cell, ...]]) -> list[str]:
    kinds: list[str] = []
    printed = any(not is_blank(grid.text(row, col)) for row in range(height, grid.rows) for col in range(grid.cols))
    for col, path in enumerate(paths):
        texts = [
            text
            for row in range(height, grid.rows)
            if (cell := grid.cover[row][col]) is not None
            and cell.row == row
            and cell.col_span == 1
            and not is_blank(text := squash(cell.text))
        ]
        read = count if path and header_kind(path[-1].text) == "count" else amount
        numbers = sum(read(text) is not None for text in texts)
        after = any(k in ("amount", "count", "percent") for k in kinds)
        kinds.append(_kind(path, texts, numbers, after))
        if printed and not texts and after and kinds[-1] in _NAMES:
            # Nothing is named there: 其中：某项目 heads amounts, all else is a remark left blank.
            kinds[-1] = "amount" if path and is_enumerated(path[-1].text) else "other"
    _find_codes(grid, height, kinds, paths)
    return kinds


def _kind(path: Sequence[Cell], texts: Sequence[str], numbers: int, after_amounts: bool) -> str:
    word = header_kind(path[-1].text) if path else ""
    if word in LABEL_KINDS:
        mostly_money = numbers * 2 > len(texts) and word in ("name", "unit", "second_name", "other")
        # 其中：某项目 beside amounts heads a part of them, whatever its last word.
        is_part = after_amounts and word in _NAMES and numbers == len(texts) > 0 and is_enumerated(path[-1].text)
        return "amount" if is_part or (mostly_money and _decimals(texts)) else word
    if texts and numbers * 2 < len(texts):
        return "name"
    if not after_amounts and not word and _counts_rows(texts):
        return "sequence"
    if texts and all(_NO_AMOUNT.fullmatch(text) for text in texts) and word != "money":
        return "other"
    if word in ("count", "percent"):
        return word
    if texts and all(text[-1] in "%％" or amount(text) is None for text in texts):
        return "percent"
    if texts or word == "money" or (path and after_amounts):
        return "amount"
    return "name"


def _counts_rows(texts: Sequence[str]) -> bool:
    """Whether a column without a known header says 1, 2, 3 … and nothing else."""
    return len(texts) >= _FEWEST_NUMBERS and list(texts) == [str(n) for n in range(1, len(texts) + 1)]


def _decimals(texts: Sequence[str]) -> bool:
    return any("." in text or "," in text for text in texts)


def _find_codes(grid: Matrix, height: int, kinds: list[str], paths: Sequence[tuple[Cell, ...]]) -> None:
    """A column of bare codes left of a name column is a code column, whatever its header says; official ones anywhere."""
    if "code" not in kinds:
        for col, kind in enumerate(kinds):
            texts = [code_digits(t) for row in range(height, grid.rows) if not is_blank(t := grid.text(row, col))]
            official = sum(len(text) in _ITEM_CODE and text[:3] in subjects() for text in texts)
            if kind == "name" and official > _OFFICIAL * len(texts):
                kinds[col] = "code"
    for col in reversed(range(len(kinds) - 1)):
        if kinds[col] not in ("amount", "name") or kinds[col + 1] not in ("name", "code"):
            continue
        if paths[col] and header_kind(paths[col][-1].text) == "money":
            continue
        texts = [t for row in range(height, grid.rows) if not is_blank(t := grid.text(row, col))]
        if texts and sum(is_code_part(text) for text in texts) * 2 > len(texts):
            kinds[col] = "code"


def _groups(slots: Sequence[Slot]) -> list[tuple[list[int], list[int]]]:
    groups: list[tuple[list[int], list[int]]] = [([], [])]
    for index, slot in enumerate(slots):
        labels, amounts = groups[-1]
        if not slot.is_label:
            amounts.append(index)
        elif not amounts:
            labels.append(index)
        elif _opens_lane(slots, index, groups):
            groups.append(([index], []))
        else:
            labels.append(index)
    return [group for group in groups if group[1]]


def _opens_lane(slots: Sequence[Slot], index: int, groups: Sequence[tuple[list[int], list[int]]]) -> bool:
    slot = slots[index]
    run = list(takewhile(lambda other: other.is_label, slots[index:]))
    if slot.kind not in _LANE_HEADS or index + len(run) == len(slots):
        return False
    if not any(other.kind in _NAMES for other in run):
        return False  # codes alone name no rows: a further classification of the row they stand in
    heads = [slots[group[0][0]] for group in groups if group[0]]
    if any(fold(head.leaf) == fold(slot.leaf) for head in heads):
        return True
    after = next(other for other in slots[index:] if not other.is_label)
    shares_header = bool(slot.path) and bool(after.path) and slot.path[0] is after.path[0]
    return shares_header or bool(_side_of(slot.words)) or slot.kind == "code" or slot.leaf == ""


def _side_of(words: Sequence[str]) -> str:
    for word in words:
        folded = fold(word)
        revenue = "收入" in folded or "来源" in folded
        expenditure = any(mark in folded for mark in _EXPENDITURE)
        if revenue != expenditure:
            return "revenue" if revenue else "expenditure"
    return ""


def _side_of_rows(grid: Matrix, height: int, labels: Sequence[int]) -> str:
    """The side that the names below a header tell, where at least three do and hardly one tells the other."""
    cells = {cell for row in range(height, grid.rows) for col in labels if (cell := grid.cover[row][col]) is not None}
    told = Counter(side_by_words(squash(cell.text)) for cell in cells)
    for side, other in (("revenue", "expenditure"), ("expenditure", "revenue")):
        if told[side] >= _TELLING and told[side] > _CLEARLY * told[other]:
            return side
    return ""


def _sides(
    slots: Sequence[Slot], groups: Sequence[tuple[list[int], list[int]]], told: Sequence[str]
) -> list[str]:
    """The side of each group as its header says, but where its rows tell the other: 收 入 may be drawn over columns of both."""
    sides = []
    for (labels, amounts), side_of_rows in zip(groups, told, strict=True):
        side = _side_of([word for index in labels for word in slots[index].words])
        side = side or _side_of([slots[amounts[0]].words[0]] if slots[amounts[0]].words else [])
        sides.append(side and (side_of_rows or side))
    if len(groups) < 2 or not {"revenue", "expenditure"} <= set(sides):
        return [""] * len(groups)
    return sides


def _columns(
    slots: Sequence[Slot], groups: Sequence[tuple[list[int], list[int]]], sides: Sequence[str]
) -> tuple[tuple[Column, ...], tuple[Lane, ...]]:
    paths = _distinct_paths(slots, groups, sides)
    columns: list[Column] = []
    heads: list[tuple[str, ...]] = []
    lanes: list[Lane] = []
    for lane, ((labels, amounts), side) in enumerate(zip(groups, sides, strict=True)):
        own: list[int] = []
        head = tuple(fold(slots[i].leaf) for i in labels)
        for index in amounts:
            column = Column(paths[index], side, _unit(slots[index]))
            # Lists of one kind side by side (code, name, amount | code, name, amount) share their column.
            twins = [
                i for i, known in enumerate(columns) if known == column and heads[i] == head and i not in own
            ]
            if not twins or not lane:
                columns.append(column)
                heads.append(head)
            shared = twins[0] if twins and lane else len(columns) - 1
            own.append(shared)
        lanes.append(Lane(tuple(labels), tuple(amounts), tuple(own), side))
    return tuple(columns), tuple(lanes)


def _unit(slot: Slot) -> str:
    if slot.kind == "percent":
        return "%"
    own = next((unit for word in reversed(slot.words) if (unit := header_unit(word))), "")
    return own or (QUANTITY if slot.kind == "count" else "")


def _distinct_paths(
    slots: Sequence[Slot], groups: Sequence[tuple[list[int], list[int]]], sides: Sequence[str]
) -> dict[int, tuple[str, ...]]:
    """Header paths without the headers that span all amount columns of a side."""
    paths: dict[int, tuple[str, ...]] = {}
    for side in dict.fromkeys(sides):
        members = [i for (_, amounts), own in zip(groups, sides, strict=True) if own == side for i in amounts]
        own_paths = {index: _without_repeats(slots[index].words) for index in members}
        while all(len(path) > 1 for path in own_paths.values()) and _common_head(own_paths.values()):
            own_paths = {index: path[1:] for index, path in own_paths.items()}
        paths |= own_paths
    return paths


def _common_head(paths: Iterable[tuple[str, ...]]) -> bool:
    return len({fold(path[0]) for path in paths}) == 1


def _without_repeats(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for i, word in enumerate(words) if i == 0 or word != words[i - 1])
