"""One project of a list: what its rows say, gathered into a form."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from loaders.forms import vocabulary
from loaders.forms.form_rows import FormRow
from loaders.forms.grid_list_columns import ListColumn, ListHeader
from loaders.forms.header import HeaderRow, column_name, several_under, under
from loaders.forms.indicators import IndicatorRows
from loaders.forms.labelled import call
from loaders.forms.labelled import text as put_text
from loaders.forms.middle import points
from loaders.forms.money_heads import amount_in
from loaders.forms.packed import listed, paragraphs, unpacked
from loaders.forms.raw import Place, RawForm, RawIndicator, money
from loaders.forms.stacked import texts_of
from loaders.grammar.normal import squash
from loaders.grammar.units import stated_unit
from loaders.grammar.values import number, percentage
from loaders.model import Cell
from loaders.notes import note

_FULL = 100


@dataclass(slots=True)
class Project:
    """A project while its rows are being read. ``printed`` is its name with the code before it; ``packed`` the text
    of its indicators where one cell holds them, with its lines."""

    raw: RawForm
    header: ListHeader
    rows: IndicatorRows | None = None
    printed: str = ""
    packed: str = ""
    packed_lines: tuple[int, ...] = ()
    money: dict[str, str] = field(default_factory=dict)
    has_goal: bool = False
    execution: dict[str, str] = field(default_factory=dict)  # weight and score of the execution, of money not yet read

    @property
    def is_full(self) -> bool:
        """Whether the weights of the indicators read so far add up to all there is."""
        found = self.rows.found if self.rows else []
        return sum((Decimal(points(one.texts.get("weight", "")) or 0) for one in found), Decimal(0)) == _FULL

    def call(self, name: str) -> None:
        """Give the project its name, as printed with its code."""
        self.printed = name
        self.raw.head.subject_name = self.raw.head.project_code = ""
        call(self.raw.head, name)

    def take(self, row: FormRow, texts: dict[ListColumn, str]) -> None:
        """Add what a row says."""
        head = self.raw.head
        head.lines = tuple(sorted({*head.lines, *row.lines}))
        for column, text in texts.items():
            if not text:
                self._reject_each(row, column)
                continue
            if column.role == "money":
                self._amount(row, column, *amount_in(text))
            elif column.role == "unit":
                head.implementing_unit = head.implementing_unit or text
            elif column.role == "head" and column.field and not getattr(head, column.field):
                setattr(head, column.field, text)
            elif column.role in ("score", "total"):
                head.total_score = head.total_score or number(text)
                self.raw.columns.add("score")
            elif column.role == "rating":
                head.rating = head.rating or text
            elif column.role == "execution_rate":
                for one in [one for one in self.raw.funding if one.phase == "executed"][-1:]:
                    one.execution_rate = percentage(text)
            elif column.role.startswith("execution_"):
                self.execution.setdefault(column.role.removeprefix("execution_"), points(text))
            elif column.role == "level":
                self._listed(row, column)
            elif column.role == "packed":
                self.packed += "".join(_paragraphs(cell) for cell in self._under(row, column))
                self.packed_lines += row.lines
            elif column.role == "goal" or (column.role == "text" and self._is_left(column)):
                self.has_goal = self.has_goal or column.role == "goal"
                self._text(row, column, text)
        if self.rows is not None:
            self.rows.add(row, under(self.rows.header, row))
        for level, header in self.header.groups:
            self._grouped(row, level, header)

    def form(self) -> RawForm:
        """The form that all rows together make."""
        if self.rows is not None:
            self.raw.indicators += self.rows.found
        found, left = unpacked(self.packed)
        for one in found:
            one.lines, one.page = self.packed_lines, self.raw.head.page
        self.raw.indicators += found
        self._reject(left, self.packed_lines)
        for paid in sorted(self.raw.funding, key=lambda one: one.phase != "executed")[:1]:
            paid.weight = paid.weight or self.execution.get("weight", "")
            paid.score = paid.score or self.execution.get("score", "")
        return self.raw

    def _grouped(self, row: FormRow, level: str, header: HeaderRow) -> None:
        """The indicator of a row under the head of its level."""
        own = replace(row, cells=row.own)
        texts = texts_of(under(header, own), 0, shared=False)
        if texts.get("level3"):
            is_first = vocabulary.level_of(level, 1) is not None
            self.raw.indicators.append(
                RawIndicator(
                    texts=texts, level1=level if is_first else "", level2="" if is_first else level,
                    lines=row.lines, page=row.page, source_text=row.text
                )
            )

    def _listed(self, row: FormRow, column: ListColumn) -> None:
        """Indicators under the head of their level, one below the other in a cell."""
        for cell in self._under(row, column):
            found, left = unpacked(_paragraphs(cell))
            first = "" if vocabulary.level_of(column.label, 2) else column.label
            if not found:
                found, left = listed(_paragraphs(cell), "" if first else column.label)
            for one in found:
                one.level1 = one.level1 or first
                one.lines, one.page = row.lines, row.page
            self.raw.indicators += found
            self._reject(left, row.lines)

    @staticmethod
    def _under(row: FormRow, column: ListColumn) -> list[Cell]:
        return [cell for cell in row.own if column.start <= cell.col < column.stop]

    def _reject_each(self, row: FormRow, column: ListColumn) -> None:
        """Say of each of several numbers under one head that it is called by nothing."""
        cells = self._under(row, column)
        for cell in cells if several_under(cells) else ():
            self.raw.reject(note("form_cell_without_label"), Place(cell.lines, row.page, squash(cell.text)))

    def _reject(self, left: str, lines: tuple[int, ...]) -> None:
        if left:
            self.raw.reject(note("packed_uncut"), Place(lines, self.raw.head.page, left))

    def _is_left(self, column: ListColumn) -> bool:
        """Whether a column stands left of the indicators: right of them it says something of one indicator."""
        indicators = self.header.indicators
        return indicators is None or column.stop <= indicators.columns[0].start

    def _amount(self, row: FormRow, column: ListColumn, amount: str, unit: str) -> None:
        if not amount or column.label in self.money:
            self._repeats(column.label, amount, row.lines)
            return
        self.money[column.label] = amount
        leaf = column.label.split("/")[-1]
        source = next(filter(None, map(vocabulary.funding_source, (leaf, *column.label.split("/"), column.label))), None)
        name = column_name(leaf)
        staged = name in vocabulary.BUDGETS and self._has_stages()
        whole = "total" if staged and leaf == column.label else ""  # 全年预算数: the project's money, of whatever source
        self.raw.funding.append(
            money(
                row,
                column.label,
                amount,
                source=source.source if source else whole,
                phase=name if staged else (source.phase if source else ""),
                unit=unit or stated_unit(column.label) or self.raw.unit,
            )
        )

    def _repeats(self, label: str, amount: str, lines: tuple[int, ...]) -> None:
        """An amount printed again beside a further indicator of the project is the same one."""
        for one in self.raw.funding:
            if (one.source_label, one.amount_printed) == (label, amount):
                one.lines = tuple(sorted({*one.lines, *lines}))

    def _has_stages(self) -> bool:
        """Whether the list prints several stages of the budget side by side (年初预算数, 全年预算数, 执行数)."""
        return (
            sum(
                column_name(column.label.split("/")[-1]) in vocabulary.BUDGETS
                for column in self.header.of("money")
            )
            > 1
        )

    def _text(self, row: FormRow, column: ListColumn, text: str) -> None:
        """A goal or another text; what stands below a page break goes on with the text above it."""
        before = next((one for one in self.raw.fields if one.label == column.label), None)
        if before is not None:
            before.value += text if text != before.value else ""
            return
        goal = vocabulary.form_label(column.label, "goal")
        phase = goal.field if goal else "annual"
        put_text(self.raw, column.label, text, row, phase=phase if column.role == "goal" else "")


def _paragraphs(cell: Cell) -> str:
    return paragraphs(cell.text, is_wrapped=bool(cell.box))
