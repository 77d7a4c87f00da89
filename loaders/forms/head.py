"""Labels and values of a grid form outside its funding and indicator blocks: cells, or lines around the grid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.forms import vocabulary
from loaders.forms.form_rows import FormRow, overlap
from loaders.forms.labelled import DATES, GOALS, is_unit_note, may_be_label, take, text, year_alone
from loaders.forms.pieces import is_unfilled, join, pieces_of
from loaders.forms.plain_head import head_entries
from loaders.forms.raw import Place, Printed, RawForm
from loaders.forms.vocabulary import FormLabel
from loaders.grammar.enumeration import depth
from loaders.grammar.normal import fold, squash
from loaders.grammar.units import MONEY_WORD
from loaders.grammar.values import is_number
from loaders.model import Cell, Line

_KINDS = ("head", "department", "field", "narrative", *GOALS, "rating", "block", "total")
_NUMBERED_LABEL = re.compile(r"^(\D+目标)[1-9]$")
_NUMBERED_GOAL = re.compile(r"^目标\d+[:、.]")
_UNIT_ALONE = re.compile(rf"^[(]?(?:单位:)?{MONEY_WORD}[)]?$")
_LONGEST_HEADING = 24


@dataclass(slots=True)
class Head:
    """Takes what labels and texts of one form say into ``raw``."""

    raw: RawForm
    goal_heads: list[tuple[FormLabel, Cell]] = field(default_factory=list)
    unread: list[tuple[FormRow, Cell]] = field(default_factory=list)
    part: int = -1
    last: str = ""  # the evaluation's field that the last row gave

    def add_row(self, row: FormRow, skip: set[Cell]) -> None:
        """Take in one row: label cells with the cell right of them, goal columns with the cells below them."""
        cells = [cell for cell in row.own if cell not in skip]
        part, self.part = self.part, row.part
        if part != row.part and self._goes_on(row, cells):
            return
        self.last = ""
        labels = {id(cell): label_of(cell.text) for cell in cells}
        kinds = (*GOALS, "narrative") if len(cells) == 1 else GOALS
        goals = [(label, cell) for cell in cells if (label := labels[id(cell)]) and label.kind in kinds]
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
        setattr(self.raw.head, self.last, getattr(self.raw.head, self.last) + squash(cells[0].text))
        self.raw.cite(row.lines)
        return True

    def _below_goals(self, row: FormRow, cells: Sequence[Cell], labels: dict[int, FormLabel | None]) -> bool:
        values = [cell for cell in cells if labels[id(cell)] is None]
        placed = [
            (label, cell)
            for cell in values
            for label, head in self.goal_heads
            if overlap(cell.col, cell.col + cell.col_span, head.col, head.col + head.col_span)
        ]
        if not placed or any(label and label.kind not in GOALS for label in labels.values()):
            self.goal_heads = []
            return False
        for label, cell in placed:
            place = Place(cell.lines or row.lines, row.page, row.text)
            text(self.raw, label.label, squash(cell.text), place, phase=label.field)  # none of a narrative
        return True

    def _pairs(self, row: FormRow, cells: Sequence[Cell], labels: dict[int, FormLabel | None]) -> None:
        pending: tuple[str, FormLabel | None] | None = None
        goal: tuple[str, FormLabel | None] | None = None  # that was given in this row
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
                goal, pending = pending if pending[1] and pending[1].kind in GOALS else None, None
            elif goal is not None and not self._goal_goes_on(cell.text):
                self._value(row, *goal, squash(cell.text))
            elif may_be_label(cell.text) and index + 1 < len(cells) and labels[id(cells[index + 1])] is None:
                pending = (squash(cell.text).rstrip(":："), None)
            elif self._goal_goes_on(cell.text) or self._loose(cell.text):
                self.raw.cite(cell.lines)
            elif beside := _beside(row, cell):
                text(self.raw, squash(beside.text).rstrip(":："), squash(cell.text), row)
            elif not is_unfilled(cell.text):
                self.unread.append((row, cell))

    def _goal_goes_on(self, text: str) -> bool:
        """A goal numbered among others (目标2：…), in a row below the first: it goes on with the goal's text."""
        goal = next((one for one in reversed(self.raw.fields) if one.phase), None)
        if goal is None or not _NUMBERED_GOAL.match(fold(text)):
            return False
        goal.value += squash(text)
        return True

    def _loose(self, text: str) -> bool:
        """Texts that say something without a label: the year, the unit line, the heading of a section."""
        return (
            self._is_year(text)
            or bool(_UNIT_ALONE.match(fold(text)))
            or (depth(fold(text)) == 1 and len(fold(text)) <= _LONGEST_HEADING)
            or fold(text) in ("绩", "效", "目", "标", "指", "绩效", "指标", "目标", "其中")
        )

    def _is_year(self, text: str) -> bool:
        year = year_alone(text)
        self.raw.head.fiscal_year = self.raw.head.fiscal_year or year
        return bool(year)

    def _value(self, place: Printed, name: str, label: FormLabel | None, value: str) -> None:
        given = take(self.raw, name, label, value, place)
        self.last = given if given and given not in DATES else self.last

    def add_line(self, line: Line) -> bool:
        """Take in a line above or below the grid (``填报单位：… 填报日期：…``, ``（2024年度）``)."""
        is_year = any(map(self._is_year, (fold(line.text).split("单位:")[0], *line.text.split())))
        found = _inline(line.text)
        for name, known, value in found:
            self._value(Place((line.number,), line.page, squash(line.text)), name, known, value)
        if is_year:
            self.raw.cite((line.number,))
        return is_year or bool(found)


def label_of(text: str) -> FormLabel | None:
    """The label that a whole cell is, or None."""
    found = vocabulary.form_label(text, *_KINDS)
    numbered = _NUMBERED_LABEL.match(fold(text)) if found is None else None
    return vocabulary.form_label(numbered[1], *GOALS) if numbered else found


def _beside(row: FormRow, cell: Cell) -> Cell | None:
    """The nearest cell on the left that reaches down from a row above: what a text without a label says more of."""
    left = [one for one in row.cells if one not in row.own and one.col < cell.col]
    return left[-1] if left and not is_number(left[-1].text) else None


def _inline(text: str) -> list[tuple[str, FormLabel, str]]:
    """Labels with their values inside one text: ``填报单位：甲 填报日期：2024年1月2日``."""
    pieces = [one for one in pieces_of([Line(0, text)]) if not is_unit_note(one.text)]
    found = []
    for one in head_entries(pieces, tabbed=False, kinds=_KINDS):
        value = join(one.value)
        if one.label and (":" in fold(join(one.own)) or (value and one.label.kind in ("head", "department"))):
            found.append((one.name.rstrip(":："), one.label, value))
    return found
