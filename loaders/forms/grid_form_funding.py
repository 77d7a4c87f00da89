"""The funding block of a grid form: amounts under budget columns, or labels each followed by its amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.forms import vocabulary
from loaders.forms.grid_form_header import BUDGETS, HeaderColumn, HeaderRow
from loaders.forms.grid_form_matrix import FormRow
from loaders.grammar.normal import fold, squash
from loaders.grammar.values import number, percentage
from loaders.model import Cell
from loaders.records import Funding

_INLINE = re.compile(r"^(.*?[^\d\s.,:：])[:：]?\s*(-?\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|元)?$")
_UNIT = re.compile(r"[(](?:单位:?|金额:?)?(亿元|万元|元)[)]|单位:(亿元|万元|元)")
_PHASE_LABELS = {"term": "实施期", "annual": "年度"}


def printed_unit(text: str) -> str:
    """The money unit that a label or line states: ``项目资金（万元）`` → 万元; an empty text where none."""
    match = _UNIT.search(fold(text))
    return (match[1] or match[2]) if match else ""


@dataclass(slots=True)
class FundingRows:
    """Collects the funding rows of one form. ``unit`` is the unit printed last."""

    unit: str = ""
    header: HeaderRow | None = None
    found: list[Funding] = field(default_factory=list)
    phase_columns: dict[int, str] = field(default_factory=dict)

    def add_columns(self, row: FormRow, cells: dict[HeaderColumn, list[Cell]]) -> bool:
        """Take in a row under budget columns; False where it has no source label of its own."""
        if self.header is None:
            return False
        first = min(column.start for column in self.header.columns)
        labels = [cell for cell in row.own if cell.col < first and not _is_block(cell.text)]
        source = vocabulary.funding_source(labels[-1].text) if labels else None
        texts = {column: squash("".join(c.text for c in under)) for column, under in cells.items()}
        amounts = {column: number(text) for column, text in texts.items() if column.name in BUDGETS}
        if not labels or (source is None and not any(amounts.values())):
            return False
        rest = {column.name: text for column, text in texts.items() if column.name not in BUDGETS}
        for column, amount in amounts.items():
            if not amount:
                continue
            record = self._record(row, squash(labels[-1].text), amount, column.name, column.label)
            if column.name == "executed":
                record.weight = number(rest.get("weight", ""))
                record.execution_rate = percentage(rest.get("execution_rate", ""))
                record.score = number(rest.get("score", ""))
            self.found.append(record)
        return True

    def add_pairs(self, row: FormRow) -> set[Cell]:
        """Take in labels followed by amounts (``年度资金总额 | 100``, ``其他资金：5``); the cells that were used."""
        used: set[Cell] = set()
        for index, cell in enumerate(row.own):
            inline = list(self._inline(row, cell))
            if inline:
                self.found += inline
                used.add(cell)
                continue
            source = vocabulary.funding_source(cell.text)
            after = row.own[index + 1] if index + 1 < len(row.own) else None
            amount = number(after.text) if after else ""
            if source is None or cell in used or (_is_block(cell.text) and not amount):
                continue
            phase = source.phase or self._phase_at(cell.col)
            if source.phase:
                self.phase_columns[cell.col] = source.phase
            used.add(cell)
            if after is not None and amount:
                used.add(after)
                self.found.append(
                    self._record(row, squash(cell.text), amount, phase, _PHASE_LABELS.get(phase, ""))
                )
        return used

    def _inline(self, row: FormRow, cell: Cell) -> Iterator[Funding]:
        for line in cell.text.split("\n"):
            match = _INLINE.match(line.strip())
            source = vocabulary.funding_source(match[1]) if match else None
            if match is None or source is None:
                continue
            phase = source.phase or self._phase_at(cell.col)
            if source.phase:
                self.phase_columns[cell.col] = source.phase
            record = self._record(
                row, squash(match[1]), number(match[2]), phase, _PHASE_LABELS.get(phase, "")
            )
            record.unit = match[3] or record.unit
            yield record

    def _phase_at(self, column: int) -> str:
        """The phase of the total that stands above this column: the nearest one not right of it."""
        left = [start for start in self.phase_columns if start <= column]
        return self.phase_columns[max(left)] if left else "annual"

    def _record(self, row: FormRow, label: str, amount: str, phase: str, phase_label: str) -> Funding:
        source = vocabulary.funding_source(label)
        return Funding(
            form_seq=1,
            source_label=label,
            source=source.source if source else "",
            phase=phase,
            phase_label=phase_label,
            amount_printed=amount,
            unit=printed_unit(label) or self.unit,
            lines=row.lines,
            page=row.page,
            source_text=row.text,
        )


def _is_block(text: str) -> bool:
    return vocabulary.form_label(text, "block") is not None
