"""Money under column heads: amounts whose meaning stands above them, and whose row may be called by a task.

Heads are rows of words over one or more levels (财政拨款 over 合计, 基本支出). An amount is called by its row where the row has
a label, and its column is then the phase; else its column alone names it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.forms import vocabulary
from loaders.forms.form_rows import FormRow, overlap
from loaders.forms.header import column_name
from loaders.grammar.enumeration import CIRCLED
from loaders.grammar.normal import fold, squash
from loaders.grammar.numbers import NUMBER
from loaders.grammar.units import MONEY_WORD
from loaders.grammar.values import is_number, number
from loaders.model import Cell

_MONEY = re.compile(
    r"金额|资金|拨款|总额|总计|合计|小计|预算数?$|预算安排|支出$|经费$|专户|收入$|结余$|结转$|投资$"
)
_RATE = re.compile(r"率|比例|占比|%")
_CIRCLED = re.compile(rf"(?<=.)[{CIRCLED}].*$")
_UNIT_TAIL = re.compile(rf"[(（](?:单位[:：]?)?{MONEY_WORD}[)）]$")
_PLAIN_HEAD = re.compile(r"^(?:预算|年度)?(?:金额|预算金额|预算数|资金总额)$")
_YEAR = re.compile(r"20\d{2}年?度?")  # beside 总额, which opens the heads
_NAME_HEAD = re.compile(r"名称$")
_HOLDS_AMOUNT = re.compile(rf"(?:^|:)-?(?:{NUMBER})(?:{MONEY_WORD})?$")
_LONGEST_HEAD = 24
_NO_HEADS = ("head", "department", "field", "rating")
_AMOUNT = re.compile(rf"^(-?(?:{NUMBER}))({MONEY_WORD}|万)?(?:\1\2)?(?:[(（][^()（）]*[)）])?$")


@dataclass(frozen=True, slots=True)
class HeadedNumber:
    """A number under heads. ``kind``: amount, execution_rate, weight or score; ``heads`` from the top; ``label`` its row's."""

    cell: Cell
    kind: str
    heads: tuple[str, ...]
    label: str


@dataclass(slots=True)
class MoneyHeads:
    """The column heads in force, in the grid ``part``, from the top."""

    part: int = -1
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    is_used: bool = False

    def add(self, row: FormRow) -> bool:
        """Take in a row of heads; whether it is one: words only, one of them about money."""
        cells = [cell for cell in row.own if not _is_block(cell.text)]
        if not _are_heads(cells) or (self.is_used and not any(has_unit(cell.text) for cell in cells)):
            return False
        if self.part != row.part or not self.rows or self.is_used or not self._beside(cells):
            self.rows, self.part, self.is_used = [], row.part, False
        self.rows.append(tuple(cells))
        return True

    def _beside(self, cells: Sequence[Cell]) -> bool:
        """Whether the heads above belong to ``cells`` too: they reach down to or over them."""
        above = self.rows[-1]
        return any(
            head.row + head.row_span >= cells[0].row and head.col_span > 1 and head.row < cells[0].row
            for head in above
        )

    def numbers(self, row: FormRow) -> list[HeadedNumber]:
        """The numbers of a row that stand under a head about money or what is said of it."""
        if self.part != row.part or not self.rows:
            return []
        found = []
        for cell in row.own:
            if not _is_amount(cell.text):
                continue
            heads = tuple(squash(head.text) for level in self.rows for head in level if _covers(head, cell))
            label, kind = self._label(row, cell), _kind(heads)
            if kind and sum(_covers(head, cell) for head in self.rows[-1]) < 2:  # under several it is of none
                found.append(HeadedNumber(cell, "execution_rate" if is_rate(label) else kind, heads, label))
        self.is_used = self.is_used or bool(found)
        return found

    def _label(self, row: FormRow, cell: Cell) -> str:
        """The words that name an amount's row: under a head 名称, else the nearest words on its left."""
        left = [one for one in row.own if one.col < cell.col and not _is_amount(one.text)]
        left = [one for one in left if not _is_block(one.text)]
        return squash(self.named(left)[-1].text) if left else ""

    def named(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """Those of ``cells`` that stand under a head 名称, all where none does."""
        heads = [head for head in (self.rows[0] if self.rows else ()) if _NAME_HEAD.search(fold(head.text))]
        return [one for one in cells if any(_covers(head, one) for head in heads)] or cells

    def goes_on(self, row: FormRow) -> str:
        """The rest of a row's name where that is all a row has, its amounts being merged from above."""
        alone = len(row.own) == 1 and self.part == row.part and not is_number(row.own[0].text)
        merged = any(is_number(cell.text) and cell not in row.own for cell in row.cells)
        named = alone and any(
            _covers(head, row.own[0]) and _NAME_HEAD.search(fold(head.text))
            for level in self.rows
            for head in level
        )
        return squash(row.own[0].text) if named and merged else ""


def phase_label(heads: Sequence[str]) -> str:
    """A column's name as a phase: its lowest head without formula and unit; empty where it only says amount."""
    label = _UNIT_TAIL.sub("", _CIRCLED.sub("", heads[-1]))
    return "" if _PLAIN_HEAD.match(fold(label)) else label


def source_path(heads: Sequence[str]) -> str:
    """A column's name where its row has none: 财政拨款/合计."""
    return "/".join(_UNIT_TAIL.sub("", head) for head in heads)


def bare_label(text: str) -> str:
    """A label without its unit: 计划安排资金（万元） → 计划安排资金."""
    return _UNIT_TAIL.sub("", squash(text)).rstrip(":：")


def has_unit(text: str) -> bool:
    """Whether a label ends with a money unit in brackets."""
    return _UNIT_TAIL.search(squash(text)) is not None


def amount_in(text: str) -> tuple[str, str]:
    """An amount and its unit where one is printed behind it: ``854万(甲400万元，乙454万元)`` → 854, 万元."""
    match = _AMOUNT.match(squash(text))
    if match is None:
        return "", ""
    unit = match[2] or ""
    return number(match[1]), "万元" if unit == "万" else unit


def _covers(head: Cell, cell: Cell) -> bool:
    return bool(overlap(head.col, head.col + head.col_span, cell.col, cell.col + cell.col_span))


def _is_amount(text: str) -> bool:
    return is_number(fold(text).removesuffix("%")) or bool(amount_in(text)[0])


def _kind(heads: Sequence[str]) -> str:
    if not heads:
        return ""
    leaf = _CIRCLED.sub("", heads[-1])
    if (points := column_name(leaf)) in ("weight", "score"):
        return points
    if is_rate(leaf):
        return "execution_rate"
    return "amount" if any(is_money(head) or fold(head).startswith("其中") or _YEAR.fullmatch(fold(head)) for head in heads) else ""


def is_rate(text: str) -> bool:
    """Whether a label calls a rate and no amount."""
    return _RATE.search(fold(text)) is not None


def is_money(text: str) -> bool:
    """Whether a label is about money."""
    return (
        vocabulary.funding_source(text) is not None
        or _MONEY.search(fold(bare_label(_CIRCLED.sub("", text)))) is not None
    )


def _is_block(text: str) -> bool:
    return vocabulary.block_of(text) not in ("", "task")


def _are_heads(cells: Sequence[Cell]) -> bool:
    words = [cell.text for cell in cells]
    years = any(_YEAR.fullmatch(fold(word)) for word in words)  # 年度 beside them is no label
    if not years and any(vocabulary.form_label(word, *_NO_HEADS) for word in words):
        return False
    short = all(len(fold(word)) <= _LONGEST_HEAD and not _HOLDS_AMOUNT.search(fold(word)) for word in words)
    return short and len(words) >= 2 and any(is_money(word) for word in words)
