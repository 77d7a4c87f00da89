"""Read a list of projects: one project a row with its indicators in one cell, or one indicator a row.

A project's cells (name, money, goal) may be merged over its rows, repeated in them, or printed in one of them
only; over a page break their text stands on one of the pages. Each project becomes a form of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from loaders.document.printed import is_column_numbers
from loaders.forms import vocabulary
from loaders.forms.form_rows import FormRow, form_rows
from loaders.forms.grid_list_columns import ListHeader, aligned, list_header
from loaders.forms.grid_list_project import Project
from loaders.forms.head import Head
from loaders.forms.header import text_under, under
from loaders.forms.indicators import IndicatorRows
from loaders.forms.middle import assemble, renumbered
from loaders.forms.money_heads import amount_in
from loaders.forms.page_breaks import rejoined_below
from loaders.forms.raw import RawForm
from loaders.grammar.normal import fold, squash
from loaders.grammar.units import stated_unit
from loaders.model import Block, Grid, Line, Segment, Used
from loaders.notes import note
from loaders.records import Evaluation, Parsed, Reject

_YEAR = re.compile(r"(20\d{2})年")


@dataclass(slots=True)
class _List:
    """The state of reading one list row by row."""

    title: str
    unit: str
    common: Evaluation
    used: Used
    merges: bool = False
    projects: list[Project] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    heads: set[tuple[str, ...]] = field(default_factory=set)  # the texts of each header row seen
    rows: list[tuple[FormRow, ListHeader]] = field(default_factory=list)  # of the last grid; its last one isn't read yet


def matches(segment: Segment) -> bool:
    """Whether the segment's first header is that of a list of projects."""
    return any(isinstance(block, Grid) and list_header(block) is not None for block in segment.blocks)


def read(segment: Segment) -> tuple[Parsed, Used]:
    """Parse a list from its grids and the lines around them; ``form_seq`` numbers its projects from 1."""
    state = _List(segment.title, "", Evaluation(), Used())
    header: ListHeader | None = None
    for block in segment.blocks:
        if isinstance(block, Line):
            _read_line(block, state)
            if header is not None and "\t" in block.text:  # a row of which nobody knows what stands where
                state.rejects.append(_reject("form_text_without_cell", block, block.text))
            continue
        own = list_header(block)
        grid = block if own else aligned(block, header) if header else None
        if grid is None:
            text = " ".join(squash(cell.text) for cell in block.cells)
            state.rejects.append(_reject("list_page_without_header", block, text))
            continue
        above = own.top if own and header else 0  # rows of the page before its header go on with the list
        header = own or header
        if header is not None:
            _read_grid(grid, header, state, above=above, below=own.below if own else 0)
    _read_last(state)
    return _parsed(state), state.used


def _parsed(state: _List) -> Parsed:
    parsed = Parsed(rejects=state.rejects)
    for project in state.projects:
        raw = project.form()
        said = project.has_goal or raw.head.total_score
        if raw.indicators or (said and raw.head.subject_name):
            parsed.extend(renumbered(assemble(raw), len(parsed.evaluations)))
        else:
            parsed.rejects += raw.rejects
    return parsed


def _read_line(line: Line, state: _List) -> None:
    """A line above the list: its unit, its year, the department that it names."""
    unit, year = stated_unit(line.text), _YEAR.search(fold(line.text))
    if unit and unit != state.unit:
        _read_last(state)
        state.unit = unit
    if year and not state.common.fiscal_year:
        state.common.fiscal_year = year[1]
    named = Head(RawForm(replace(state.common)))
    if named.add_line(line):
        state.common.supervising_department = named.raw.head.supervising_department
        state.common.implementing_unit = named.raw.head.implementing_unit
    if unit or year or named.raw.head != state.common:
        state.used.mark(line.number, "title")


def _read_grid(grid: Grid, header: ListHeader, state: _List, *, above: int, below: int) -> None:
    head = [cell for cell in grid.cells if above <= cell.row < below]
    for top in range(header.top, below):
        state.heads.add(tuple(squash(cell.text) for cell in head if cell.row == top and squash(cell.text)))
    state.used.mark(tuple(sorted({n for cell in head for n in cell.lines})), "header")
    for cell in head:
        state.unit = stated_unit(cell.text) or state.unit
    rows: list[tuple[FormRow, ListHeader]] = []
    for row in form_rows([grid]):
        if above <= row.own[0].row < below:
            continue
        texts = tuple(squash(cell.text) for cell in row.own)
        if texts in state.heads or is_column_numbers(texts):
            state.used.mark(row.lines, "header")
            continue
        rows.append((replace(row, part=id(grid)), header))
    if not rows:
        return
    before = state.rows
    if before and before[-1][1].as_row().keys() != header.as_row().keys():
        _read_last(state)
        before = []
    whole = rejoined_below([(row, one.as_row()) for row, one in (*before, *rows)])[max(0, len(before) - 1) :]
    headers = [*(one for _, one in before[-1:]), *[header] * len(rows)]
    ready = list(zip(whole, headers, strict=False))
    for row, one in ready[:-1]:
        _read_row(row, one, state)
    state.rows = [*rows[:-1], ready[-1]]


def _read_last(state: _List) -> None:
    """Read the row that was kept, the next page having none that could be the rest of it."""
    for row, header in state.rows[-1:]:
        _read_row(row, header, state)
    state.rows = []


def _read_row(row: FormRow, header: ListHeader, state: _List) -> None:
    texts = {
        one: text_under([c for c in row.own if c.col < one.stop and one.start < c.col + c.col_span]) for one in header.columns
    }
    name = texts[header.of("subject")[0]]
    money = {c.label: amount for c, text in texts.items() if c.role == "money" and (amount := amount_in(text)[0])}
    said = any(texts[column] for column in header.of("goal", "packed", "level", "score", "total")) or _has(
        row, header, "level3", "target", "actual"
    )
    # Numbers of entries in packed cells and totals above projects are no facts of their own: set aside, not unread.
    aside = not said or any(texts[column] for column in header.of("packed"))
    state.used.mark(row.lines, "note" if aside else "row")
    unit = next((texts[column] for column in header.of("unit")), "")
    if not said and (any(vocabulary.form_label(cell.text, "total") for cell in row.own) or (name and (money or len(row.own) == 1))):
        if vocabulary.is_organisation(name):  # of a unit: its name is the projects' below it
            state.common.implementing_unit = name
        return
    state.common.implementing_unit = unit or state.common.implementing_unit
    current = state.projects[-1] if state.projects else None
    merged = _merges_names(row, header, state)
    full = current is not None and current.is_full and _has(row, header, "weight")
    apart = full or (merged and not name and not row.is_first)
    if current is None or _begins(current, name, money, header, first=row.is_first, apart=apart, merged=merged):
        current = _opened(row, header, state)
        state.projects.append(current)
    if name and name != current.printed:
        current.call(current.printed + name)
    if current.rows is not None and header.indicators is not None:
        current.rows.header = header.indicators
    current.take(row, texts)


def _begins(
    current: Project, name: str, money: dict[str, str], header: ListHeader, *, first: bool, apart: bool, merged: bool
) -> bool:
    """Whether a row begins a project of its own, and does not go on with ``current``.

    ``apart`` says that the row is divided from the rows above though it may have no name: by a merged cell of
    its own whose text stands on another page, or by weights above that add up to all there is.
    """
    other_money = bool(money) and bool(current.money) and money != current.money
    if name and name == current.printed:
        return other_money or (not first and merged)
    if name and current.printed:
        cut = first and bool(header.of("money")) and bool(current.money) and not money
        return not cut
    return other_money or apart


def _merges_names(row: FormRow, header: ListHeader, state: _List) -> bool:
    """Whether a cell for a name begins here, blank or not, in a list that merges such cells over rows."""
    subject = header.of("subject")[0]
    begun = (*row.own, *row.blanks)
    cell = next((c for c in begun if c.col <= subject.start < c.col + c.col_span), None)
    state.merges = state.merges or (cell is not None and cell.row_span > 1)
    return state.merges and cell is not None


def _opened(row: FormRow, header: ListHeader, state: _List) -> Project:
    head = replace(state.common, form_title=state.title, lines=row.lines, page=row.page, source_text=row.text)
    department = any(column.field == "department" for column in header.of("subject"))
    raw = RawForm(head, unit=state.unit, department=department, project=not department)
    if header.indicators is None:
        return Project(raw, header)
    raw.columns.update(header.indicators.names())
    return Project(raw, header, IndicatorRows(header.indicators))


def _has(row: FormRow, header: ListHeader, *names: str) -> bool:
    """Whether a cell under one of the indicator columns ``names`` begins in the row."""
    own = replace(row, cells=row.own)
    heads = filter(None, (header.indicators, *(head for _, head in header.groups)))
    return any(column.name in names for head in heads for column in under(head, own))


def _reject(code: str, block: Block, text: str) -> Reject:
    lines = (block.number,) if isinstance(block, Line) else block.lines
    return Reject(stage="form", note=note(code), lines=lines, page=block.page, source_text=text[:200])
