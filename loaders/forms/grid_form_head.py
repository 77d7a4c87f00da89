"""Labels and values of a grid form outside its funding and indicator blocks: cells, or lines around the grid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.forms import vocabulary
from loaders.forms.grid_form_matrix import FormRow, overlap
from loaders.forms.vocabulary import FormLabel
from loaders.grammar.normal import fold, squash
from loaders.grammar.units import MONEY_WORD
from loaders.grammar.values import is_number, iso_date, number
from loaders.model import Cell, Line
from loaders.records import Evaluation, FormField

_KINDS = (
    "head",
    "department",
    "field",
    "narrative",
    "goal",
    "expected",
    "achieved",
    "rating",
    "block",
    "total",
)
_GOALS = ("goal", "expected", "achieved")
_DATES = ("start_date", "end_date")
_YEAR = re.compile(r"[(（]?(20\d{2})[)）]?年?度?[)）]?$")
_FILLED = re.compile(r"^(?:填报|填表)(?:日期|时间)[:：]?(.*)$")
_NUMBERED_LABEL = re.compile(r"^(\D+目标)[1-9]$")
_NUMBERED_GOAL = re.compile(r"^目标\d+[:、.]")
_UNIT_ALONE = re.compile(rf"^[(]?(?:单位:)?{MONEY_WORD}[)]?$")
_SPAN = re.compile(r"(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)[-—~至到]+(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)")
_UNIT_NOTE = re.compile(rf"^(?:金额)?单位:(?:人民币)?{MONEY_WORD}$")
_LONGEST_UNKNOWN_LABEL = 14


@dataclass(slots=True)
class Head:
    """Fills ``evaluation`` and collects the other labelled fields of one form."""

    evaluation: Evaluation
    fields: list[FormField] = field(default_factory=list)
    goal_heads: list[tuple[FormLabel, Cell]] = field(default_factory=list)
    unread: list[tuple[FormRow, Cell]] = field(default_factory=list)
    department_name: str = ""
    part: int = -1
    last: str = ""  # the evaluation's field that the last row gave

    def add_row(self, row: FormRow, skip: set[Cell]) -> None:
        """Take in one row: label cells with the cell right of them, goal columns with the cells below them."""
        cells = [cell for cell in row.own if cell not in skip]
        part, self.part = self.part, row.part
        if part not in (-1, row.part) and self._goes_on(row, cells):
            return
        self.last = ""
        labels = {id(cell): label_of(cell.text) for cell in cells}
        goals = [(label, cell) for cell in cells if (label := labels[id(cell)]) and label.kind in _GOALS]
        if (len(goals) >= 2 or len(cells) == 1) and goals and all(labels[id(cell)] for cell in cells):
            self.goal_heads = [(label, cell) for label, cell in goals if cell.row_span == 1] or goals
            return
        if self.goal_heads and self._below_goals(row, cells, labels):
            return
        self._pairs(row, cells, labels)

    def _goes_on(self, row: FormRow, cells: Sequence[Cell]) -> bool:
        """At the top of a page: a text beside a blank label ends the value that the page break has cut."""
        if len(cells) != 1 or not row.blanks or not self.last or label_of(cells[0].text) is not None:
            return False
        setattr(self.evaluation, self.last, getattr(self.evaluation, self.last) + squash(cells[0].text))
        self.cite(row.lines)
        return True

    def _below_goals(self, row: FormRow, cells: Sequence[Cell], labels: dict[int, FormLabel | None]) -> bool:
        values = [cell for cell in cells if labels[id(cell)] is None]
        placed = [
            (label, cell)
            for cell in values
            for label, head in self.goal_heads
            if overlap(cell.col, cell.col + cell.col_span, head.col, head.col + head.col_span)
        ]
        if not placed or any(label and label.kind not in _GOALS for label in labels.values()):
            self.goal_heads = []
            return False
        for label, cell in placed:
            self._field(row, label.label, squash(cell.text), phase=_phase(label), lines=cell.lines)
        return True

    def _pairs(self, row: FormRow, cells: Sequence[Cell], labels: dict[int, FormLabel | None]) -> None:
        pending: tuple[str, FormLabel | None] | None = None
        for index, cell in enumerate(cells):
            label = labels[id(cell)]
            inline = _inline(cell.text) if label is None else []
            if label is not None:
                pending = (squash(cell.text).rstrip(":："), label)
            elif inline:
                for name, known, value in inline:
                    self._value(row, name, known, value)
                pending = None
            elif pending is not None:
                self._value(row, *pending, squash(cell.text))
                pending = None
            elif _may_be_label(cell.text) and index + 1 < len(cells) and labels[id(cells[index + 1])] is None:
                pending = (squash(cell.text).rstrip(":："), None)
            elif self._goal_goes_on(cell.text) or self._loose(cell.text):
                self.cite(cell.lines)
            elif beside := _beside(row, cell):
                self._field(row, squash(beside.text).rstrip(":："), squash(cell.text))
            else:
                self.unread.append((row, cell))

    def _goal_goes_on(self, text: str) -> bool:
        """A goal numbered among others (目标2：…), in a row below the first: it goes on with the goal's text."""
        goal = next((one for one in reversed(self.fields) if one.phase), None)
        if goal is None or not _NUMBERED_GOAL.match(fold(text)):
            return False
        goal.value += squash(text)
        return True

    def _loose(self, text: str) -> bool:
        """Texts that say something without a label: the year, the unit line, the filing date."""
        year = _YEAR.fullmatch(fold(text))
        if year:
            self.evaluation.fiscal_year = self.evaluation.fiscal_year or year[1]
        return (
            bool(year)
            or bool(_UNIT_ALONE.match(fold(text)))
            or fold(text) in ("绩", "效", "目", "标", "指", "绩效", "指标", "目标")
        )

    def cite(self, lines: tuple[int, ...]) -> None:
        """Count ``lines`` among those that the evaluation was printed on."""
        self.evaluation.lines = tuple(sorted({*self.evaluation.lines, *lines}))

    def _value(self, row: FormRow, name: str, label: FormLabel | None, value: str) -> None:
        self.cite(row.lines)
        if label is None:
            self._field(row, name, value)
        elif label.kind == "rating":
            self.evaluation.rating = self.evaluation.rating or value
        elif label.kind == "total":
            self.evaluation.total_score = self.evaluation.total_score or number(value)
        elif label.kind in ("head", "department"):
            if label.kind == "department":
                self.department_name = self.department_name or value
            elif label.field == "subject_name" and self.evaluation.subject_name == self.department_name:
                self._yield_subject()
            self._set(label.field, value)
        elif label.kind == "field" and _FILLED.match(fold(name)):
            self.evaluation.filled_at = self.evaluation.filled_at or value
        elif label.kind != "block":
            self._field(row, name, value, phase=_phase(label))

    def _yield_subject(self) -> None:
        """A form that names a department and then a project is the project's."""
        self.evaluation.subject_name = ""
        self.evaluation.supervising_department = (
            self.evaluation.supervising_department or self.department_name
        )

    def _set(self, name: str, value: str) -> None:
        span = _SPAN.search(fold(value)) if name == "project_term" else None
        if span:
            self._set("start_date", span[1])
            self._set("end_date", span[2])
        if name in _DATES:
            value = iso_date(value) or value
        if name == "fiscal_year":
            year = re.search(r"20\d{2}", value)
            value = year[0] if year else ""
        if value and name and not getattr(self.evaluation, name, True):
            setattr(self.evaluation, name, value)
            self.last = name if name not in _DATES else ""

    def _field(
        self, row: FormRow, label: str, value: str, *, phase: str = "", lines: tuple[int, ...] = ()
    ) -> None:
        self.fields.append(
            FormField(
                form_seq=1,
                label=label,
                phase=phase,
                value=value,
                lines=lines or row.lines,
                page=row.page,
                source_text=row.text,
            )
        )

    def add_line(self, line: Line) -> bool:
        """Take in a line above or below the grid (``填报单位：… 填报日期：…``, ``（2024年度）``)."""
        year = _YEAR.fullmatch(fold(line.text))
        if year:
            self.evaluation.fiscal_year = self.evaluation.fiscal_year or year[1]
            self.cite((line.number,))
            return True
        row = FormRow(0, (), (Cell(0, 0, line.text, (line.number,)),), line.page)
        found = _inline(line.text)
        for name, known, value in found:
            self._value(row, name, known, value)
        return bool(found)


def label_of(text: str) -> FormLabel | None:
    """The label that a whole cell is, or None."""
    found = vocabulary.form_label(text, *_KINDS)
    numbered = _NUMBERED_LABEL.match(fold(text)) if found is None else None
    return vocabulary.form_label(numbered[1], *_GOALS) if numbered else found


def _beside(row: FormRow, cell: Cell) -> Cell | None:
    """The nearest cell on the left that reaches down from a row above: what a text without a label says more of."""
    left = [one for one in row.cells if one not in row.own and one.col < cell.col]
    return left[-1] if left and not is_number(left[-1].text) else None


def _phase(label: FormLabel) -> str:
    return label.field if label.kind in _GOALS else ""


def _may_be_label(text: str) -> bool:
    folded = fold(text)
    return 2 <= len(folded) <= _LONGEST_UNKNOWN_LABEL and not re.search(r"[\d，。；,;]", folded)


def _inline(text: str) -> list[tuple[str, FormLabel, str]]:
    """Labels with their values inside one text: ``填报单位：甲 填报日期：2024年1月2日``."""
    found: list[tuple[str, FormLabel, str]] = []
    parts = [part for part in re.split(r"\s+|\u3000+", text.strip()) if not _UNIT_NOTE.match(fold(part))]
    for part in parts:
        head, colon, value = part.replace("：", ":", 1).partition(":")
        label = label_of(head)
        if label is not None and (colon or (len(parts) == 2 and label.kind in ("head", "department"))):
            found.append((squash(head), label, squash(value)))
        elif found:
            name, known, before = found[-1]
            found[-1] = (name, known, before + squash(part))
    return found
