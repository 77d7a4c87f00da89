"""The funding block of a form, in a grid or under the heads of a text: amounts under budget columns, or labels each followed by its amount."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loaders.forms import vocabulary
from loaders.forms.form_rows import FormRow
from loaders.forms.header import (
    AMOUNTS,
    MONEY_COLUMNS,
    HeaderColumn,
    HeaderRow,
    column_name,
    several_under,
    text_under,
)
from loaders.forms.money_heads import (
    HeadedNumber,
    MoneyHeads,
    amount_in,
    bare_label,
    has_unit,
    is_money,
    is_rate,
    phase_label,
    source_path,
)
from loaders.forms.raw import money, rate
from loaders.grammar.enumeration import MARK
from loaders.grammar.normal import fold, squash
from loaders.grammar.numbers import NUMBER
from loaders.grammar.units import MONEY_WORD, stated_unit
from loaders.grammar.values import number, percentage
from loaders.model import Cell
from loaders.records import Funding

_INLINE = re.compile(rf"^(.*?[^\d\s.,:：])[:：]?\s*(-?{NUMBER})\s*({MONEY_WORD})?$")
_CLAUSE = re.compile(rf"[，；;。]|,(?!\d)|\n|[（(](?=其中)|(?<=元[)）])|(?<=元)(?={MARK})")
# 预算数：200，执行数：186，执行率：93%: what a column says, behind its head each
_STAGED = re.compile(rf"(?P<name>[^\d:：，,；;。()（）%]{{2,8}})[:：]?(?P<value>-?(?:{NUMBER})%?)(?P<unit>{MONEY_WORD})?[:：，,；;。]?")
_PLAIN = re.compile(r"(?:预算|资金)?(?:金额|数额)")
_CUT = re.compile(r"[（(][^）)]*$")
_RATED = re.compile(rf"(?:预算|资金)?执行率(?:分值|权重)?\(({NUMBER})分\)")


@dataclass(slots=True)
class FundingRows:
    """Collects the funding rows of one form. ``unit`` is the unit printed last."""

    unit: str = ""
    header: HeaderRow | None = None
    found: list[Funding] = field(default_factory=list)
    phase_columns: dict[int, str] = field(default_factory=dict)
    phase_labels: dict[str, str] = field(default_factory=dict)  # by phase, the label of its total
    heads: MoneyHeads = field(default_factory=MoneyHeads)
    executed: dict[int, Funding] = field(default_factory=dict)  # by column, under heads
    beside: list[Cell] = field(default_factory=list)  # left of the header, a source of its own
    cut: str = ""  # the block's label, where a page break has cut its unit: 项目资金（万
    last_lines: tuple[int, ...] = ()
    rated: Cell | None = None
    is_open: bool = False  # below a row that is the block's label
    unread: list[tuple[FormRow, Cell]] = field(default_factory=list)

    def funding(self) -> list[Funding]:
        """What was found; the first amount has the weight that a cell of its own gives the execution."""
        match = _RATED.fullmatch(fold(self.rated.text)) if self.rated else None
        if self.rated and match and self.found and not any(one.weight for one in self.found):
            first = self.found[0]
            first.weight, first.lines = match[1], tuple(sorted({*first.lines, *self.rated.lines}))
        return self.found

    def open(self, header: HeaderRow, row: FormRow) -> None:
        """Begin a block under a header of budget columns, printed in ``row``."""
        self.header = header
        first = min(column.start for column in header.columns)
        self.beside = [c for c in row.cells if c.col < first and (c.row_span > 1 or vocabulary.funding_source(c.text))]
        self.cut = next((text for c in row.own if c.col < first and _CUT.search(text := squash(c.text))), "")
        self.add_heads(row)  # for amounts under heads below these

    def add_columns(self, row: FormRow, cells: dict[HeaderColumn, list[Cell]]) -> bool:
        """Take in a row under budget columns; False where it has no source label of its own."""
        if self.header is None:
            return False
        first = min(column.start for column in self.header.columns)
        left = [cell for cell in row.own if cell.col < first]
        if self.cut and left:
            self.unit, self.cut = stated_unit(self.cut + squash(left[0].text)) or self.unit, ""
        labels = self.heads.named([cell for cell in left if not vocabulary.block_of(cell.text)])
        if not labels:  # the block's label is all there is
            labels = [cell for cell in left if vocabulary.funding_source(cell.text)] if left else self.beside
        source = vocabulary.funding_source(labels[-1].text) if labels else None
        texts = {column: text_under(found) for column, found in cells.items()}
        amounts = {column: amount_in(text) for column, text in texts.items() if column.name in AMOUNTS}
        if not labels or (
            not any(amount for amount, _ in amounts.values())
            and (source is None or any(re.search(r"[\u4e00-\u9fff]", text) for text in texts.values()))
        ):
            return False
        self.unread += [(row, cell) for found in cells.values() if several_under(found) for cell in found]
        rest = {column.name: text for column, text in texts.items() if column.name not in AMOUNTS}
        for column, (amount, unit) in amounts.items():
            if not amount:
                continue
            phase = column.label if column.name == "amount" else column.name.removeprefix("forecast")
            record = self._record(row, squash(labels[-1].text), amount, phase, column.label)
            record.source = "total" if labels == self.beside and source is None else ""  # of the whole block
            record.unit = unit or record.unit
            if column.name == "executed":
                rate(record, rest)
            self.found.append(record)
        return True

    def add_heads(self, row: FormRow) -> bool:
        """Take in a row of column heads; whether it is one."""
        self._note_year(row)
        return self.heads.add(row)

    def add_headed(self, row: FormRow) -> bool:
        """Take in a row of numbers under column heads; whether it has any."""
        numbers = self.heads.numbers(row)
        amounts = [one for one in numbers if one.kind == "amount"]
        rest = self.heads.goes_on(row)
        for record in self.found[::-1] if rest else ():
            if not set(record.lines) <= {n for cell in row.cells for n in cell.lines} | set(self.last_lines):
                break
            record.source_label += rest
        if not amounts:
            return self._rates(numbers, row) or bool(rest)
        first = len(self.found)
        for one in amounts:
            label, phase = _label_and_phase(one)
            above = one.heads[::-1] if vocabulary.funding_source(phase) else ()  # 财政拨款 under 执行数
            canonical = _stage((phase, *above)) or phase or self._phase(vocabulary.funding_source(label), one.cell.col, label)
            self.found.append(self._record(row, label, amount_in(one.cell.text)[0], canonical, phase))
            self.executed |= {one.cell.col: self.found[-1]} if canonical == "executed" else {}
            self.found[-1].unit = amount_in(one.cell.text)[1] or next(filter(None, map(stated_unit, one.heads[::-1])), "") or self.found[-1].unit
        said = {one.kind: one.cell.text for one in reversed(numbers) if one.kind != "amount"}
        rate(next((one for one in self.found[first:] if one.phase == "executed"), self.found[first]), said)
        self.last_lines = row.lines
        return True

    def _rates(self, numbers: Sequence[HeadedNumber], row: FormRow) -> bool:
        """Rates in a row of their own below what was executed; whether there are any."""
        rates = [one for one in numbers if one.kind == "execution_rate" and one.cell.col in self.executed]
        for one in rates:
            record = self.executed[one.cell.col]
            record.execution_rate = record.execution_rate or percentage(one.cell.text)
            record.lines = tuple(sorted({*record.lines, *row.lines}))
        return bool(rates)

    def add_pairs(self, row: FormRow) -> set[Cell]:
        """Take in labels followed by amounts (``年度资金总额 | 100``, ``其他资金：5``); the cells that were used."""
        used: set[Cell] = set()
        inside = self._is_inside(row)
        if self._add_staged(row):
            return {*row.own}
        for index, cell in enumerate(row.own):
            if _RATED.fullmatch(fold(cell.text)):
                self.rated = cell
                used.add(cell)
                continue
            inline = self._inline(row, cell, inside=inside)
            if inline:
                self.found += inline
                used.add(cell)
                continue
            source = vocabulary.funding_source(cell.text)
            after = row.own[index + 1] if index + 1 < len(row.own) else None
            amount, unit = amount_in(after.text) if after else ("", "")
            known = source is not None or (amount and _names_money(cell, inside=inside))
            if not known or cell in used or (vocabulary.block_of(cell.text) and not amount):
                continue
            phase = self._phase(source, cell.col, cell.text)
            used.add(cell)
            if after is not None and amount:
                used.add(after)
                label = bare_label(cell.text) if source is None else squash(cell.text)
                record = self._record(row, label, amount, phase, self.phase_labels.get(phase, ""))
                record.unit = unit or stated_unit(cell.text) or record.unit
                self.found.append(record)
        return used

    def _add_staged(self, row: FormRow) -> bool:
        """Take in a row that prints the head of each column before its number; whether it is one."""
        staged = staged_in("：".join(cell.text for cell in row.own))
        if staged is None:
            return False
        label, columns = staged
        above = (bare_label(cell.text) for cell in row.cells if vocabulary.block_of(cell.text) == "funding")
        texts = {name: match["value"] for name, match in columns.items()}
        for name, match in columns.items():
            if name in AMOUNTS:
                self.found.append(self._record(row, label or next(above, match["name"]), number(match["value"]), name, match["name"]))
                self.found[-1].unit = match["unit"] or self.found[-1].unit
                if name == "executed":
                    rate(self.found[-1], texts)
        return True

    def _is_inside(self, row: FormRow) -> bool:
        """Whether a row lies in the funding block: beside its label, below a row that is its label, or with a source."""
        blocks = [block for cell in row.cells if (block := vocabulary.block_of(cell.text))]
        if len(row.own) == 1 and vocabulary.form_label(row.own[0].text):
            self.is_open = blocks[-1:] == ["funding"]
        sources = any(vocabulary.funding_source(cell.text) for cell in row.cells)
        return self.is_open or sources or "funding" in blocks

    def _inline(self, row: FormRow, cell: Cell, *, inside: bool) -> list[Funding]:
        """The amounts that one cell calls, as records."""
        found = []
        for name, source, amount, unit in amounts_in(cell.text, inside=inside):
            phase, label = self._phase(source, cell.col, name), squash(name)
            record = self._record(row, label, amount, phase, self.phase_labels.get(phase, ""))
            record.unit = unit or record.unit
            found.append(record)
        return found

    def _note_year(self, row: FormRow) -> None:
        for cell in row.cells:
            if vocabulary.is_yearly_block(cell.text):
                self.phase_columns.setdefault(cell.col, "annual")

    def _phase(self, source: vocabulary.Source | None, column: int, label: str) -> str:
        """The phase that a source's label says, for what stands below it too; else that of its column."""
        if source is None or not source.phase:
            return self._phase_at(column)
        self.phase_columns[column] = source.phase
        self.phase_labels[source.phase] = bare_label(label)
        return source.phase

    def _phase_at(self, column: int) -> str:
        """The phase of the total that stands above this column: the nearest one not right of it."""
        left = [start for start in self.phase_columns if start <= column]
        return self.phase_columns[max(left)] if left else ""

    def _record(self, row: FormRow, label: str, amount: str, phase: str, phase_label: str) -> Funding:
        unit = stated_unit(label) or self.unit
        return money(row, label, amount, phase=phase, phase_label=phase_label, unit=unit)


def staged_in(text: str) -> tuple[str, dict[str, re.Match[str]]] | None:
    """The label of a source and what each column says of it, where heads and numbers stand by turns:
    ``年度资金总额：预算数：200 执行数：186 执行率：93%``; None where they don't."""
    printed = squash(text)
    found = list(_STAGED.finditer(printed))
    columns = {column_name(match["name"]): match for match in found}
    ends = [found[0].start() if found else -1, *(match.end() for match in found)]
    is_whole = [match.start() for match in found] == ends[:-1] and ends[-1] == len(printed)
    is_known = len(columns) == len(found) and columns.keys() <= MONEY_COLUMNS and "executed" in columns
    if len(found) < 2 or not is_whole or not is_known or len(columns.keys() & set(AMOUNTS)) < 2:
        return None
    return printed[: ends[0]].rstrip(":："), columns


def amounts_in(text: str, *, inside: bool = False) -> list[tuple[str, vocabulary.Source | None, str, str]]:
    """Labels with their amounts and units in one text, one or several: ``资金总额9万元，其中：财政拨款9万元``; none where
    a part of it says something else.

    Words that are no known source call an amount in a funding block (``inside``), where they are about money.
    """
    found = []
    for clause in filter(None, map(str.strip, _CLAUSE.split(text))):
        clause = clause if "（" in clause or "(" in clause else clause.rstrip("）)")
        match = _INLINE.match(clause)
        source = vocabulary.funding_source(match[1]) if match else None
        if match is None or (source is None and not (inside and is_money(match[1]))):
            return []
        found.append((match[1], source, number(match[2]), match[3] or ""))
    return found


def _label_and_phase(one: HeadedNumber) -> tuple[str, str]:
    """What calls an amount and its phase: its row, or its column where the row says the phase (全年执行数) or no more than 金额."""
    if not one.label or column_name(one.label) in vocabulary.BUDGETS:
        return source_path(one.heads), one.label
    if _PLAIN.fullmatch(fold(one.label)) and (vocabulary.funding_source(one.heads[-1]) or one.heads[-1].startswith("其中")):
        return source_path(one.heads), ""
    return one.label, phase_label(one.heads)


def _stage(labels: Iterable[str]) -> str:
    """The stage of the budget that one of the labels names (执行数), the first one counting."""
    return next((name for one in labels if (name := column_name(bare_label(one))) in vocabulary.BUDGETS), "")


def _names_money(cell: Cell, *, inside: bool) -> bool:
    """Whether a label that is no known source calls an amount: it says a unit, or stands in the funding block."""
    kinds = {label.kind for label in vocabulary.form_labels(cell.text)}
    if kinds - {"column", "narrative", "block"} or number(cell.text) or is_rate(cell.text):
        return False
    return has_unit(cell.text) or inside
