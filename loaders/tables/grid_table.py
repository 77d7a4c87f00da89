"""Budget and final-account tables from grids: one segment in, its tables with columns and rows out.

A table may go on over several grids (pages), with its header repeated or not; a segment may hold several tables
where a title was not recognised. What is no table of amounts is left alone, its lines unmarked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from loaders.document.title import is_table_title, may_be_title
from loaders.grammar.normal import fold, squash
from loaders.grammar.notes import is_empty_note, is_remark, is_signature
from loaders.grammar.numbers import AMOUNT
from loaders.grammar.owners import is_owner_line
from loaders.grammar.titles import TABLE_NUMBER, clean_title
from loaders.grammar.units import broken_unit, is_unit_caption, money_unit, printed_unit
from loaders.model import Cell, Grid, Line, Segment, Used
from loaders.tables.grid_align import adopt, same_header
from loaders.tables.grid_header import header_height, is_note_row
from loaders.tables.grid_layout import Layout, layout
from loaders.tables.grid_loose import loose_row
from loaders.tables.grid_matrix import Matrix, matrix
from loaders.tables.grid_refill import refilled
from loaders.tables.grid_rows import join_break, lane_rows, release_names
from loaders.tables.grid_shift import unshifted
from loaders.tables.grid_split import mended_labels, parted_totals, split_rows
from loaders.tables.grid_unglue import unglued
from loaders.tables.grid_words import amount, header_kind, is_total
from loaders.tables.model import RawTable, Row
from loaders.tables.wrapped import unwrapped

_CAPTION = re.compile(r"[^，。；：:、]{0,40}[\u4e00-\u9fff]{4}[^，。；：:、]{0,20}")
_HEAD_LENGTH = 60
_YEAR = re.compile(r"(?:19|20)\d{2}")
_NO_BUDGET = re.compile(r"指标值|[一二三]级指标|目标值|^页码$|^目录$")
_GLUED_TITLE = re.compile(r"^(.{4,60}?表)(?=(?:编制|填报|公开)?(?:单位|部门)[:：]|金额单位)")


@dataclass(slots=True)
class _Open:
    """A table while its grids are being collected."""

    layout: Layout
    title: str
    number: str
    unit: str
    lanes: list[list[Row]]
    head: Grid
    lines: list[int] = field(default_factory=list)
    page: int | None = None
    note: str = ""
    is_aligned: bool = False


@dataclass(slots=True)
class _Heading:
    """What the lines before a grid say; ``fresh`` once a new title stood there since the last grid, ``repeated`` any title."""

    title: str = ""
    number: str = ""
    unit: str = ""
    fresh: bool = False
    repeated: bool = False
    lines: list[int] = field(default_factory=list)


def read_grids(segment: Segment) -> tuple[list[RawTable], Used]:
    """The tables of amounts among the grids of a segment, and how its lines were understood.

    Rows of tables with lanes side by side come lane by lane, over all pages.
    """
    reader = _Reader(segment)
    for block in segment.blocks:
        if isinstance(block, Grid):
            reader.grid(block)
        else:
            reader.line(block)
    return reader.finish(), reader.used


class _Reader:
    def __init__(self, segment: Segment) -> None:
        self.used = Used()
        self.titled = bool(segment.title)
        self.heading = _Heading(title=segment.title, fresh=True)
        self.tables: list[RawTable] = []
        self.open: _Open | None = None
        self.last: Line | None = None
        self.head: Grid | None = None
        self.caption: Line | None = None  # a line that may be the title of the next table
        self.captioned = False  # whether a unit follows it
        self.is_aligned = False  # whether nothing parts the cells of the grid that is read

    def line(self, line: Line) -> None:
        text = fold(line.text)
        if not text:
            return
        before, self.last = self.last, line
        glued = _GLUED_TITLE.match(TABLE_NUMBER.sub("", text))
        title = glued.group(1) if glued else text
        unit = printed_unit(text) or (broken_unit(before.text, text) if before else None)
        if is_table_title(title) and not is_remark(title):
            self._title(line, title)
        elif self.open is not None and not self.heading.fresh and self._loose(self.open, line):
            return
        elif TABLE_NUMBER.fullmatch(text):
            self.heading.number = text
            self._mark(line, "title")
        elif self.open is not None and is_empty_note(text) and not self.open.note:
            self.open.note = squash(line.text)
            self._mark(line, "note")
        elif is_remark(text) and AMOUNT.search(text) is None:
            self.used.mark(line.number, "note")
        elif (unit or _is_head(text)) and len(text) <= _HEAD_LENGTH:
            self._mark(line, "unit")
        elif _CAPTION.fullmatch(text):
            self.caption, self.captioned = line, bool(may_be_title(text))
            self.heading.unit = self.heading.unit if self.heading.fresh else ""  # what follows has its own
        if unit:
            self.captioned = self.caption is not None
            self.heading.unit = unit.unit
            if self.open is not None and not self.open.unit and not self.heading.fresh:
                self.open.unit = unit.unit

    def _loose(self, table: _Open, line: Line) -> bool:
        row = loose_row(line, table.layout)
        if row is None:
            return False
        table.lanes[0].append(row)
        table.lines.append(line.number)
        self.used.mark(line.number, "row")
        return True

    def _title(self, line: Line, title: str) -> None:
        cleaned = clean_title(title)
        number = TABLE_NUMBER.match(fold(line.text))
        if number:
            self.heading.number = number.group().rstrip(":：、.")
        if self.open is None or fold(cleaned) != fold(self.open.title):
            if fold(cleaned) != fold(self.heading.title):
                self.heading.title, self.heading.fresh, self.heading.unit = cleaned, True, ""
            self.titled = True
        self.heading.repeated = True
        self._mark(line, "title")

    def _mark(self, line: Line, how: str) -> None:
        self.used.mark(line.number, how)
        self.heading.lines.append(line.number)

    def grid(self, grid: Grid) -> None:
        self.is_aligned = grid.is_aligned
        grid = unglued(parted_totals(split_rows(mended_labels(refilled(grid)))))
        whole = matrix(grid)
        skip = self._preamble(whole)
        if skip >= whole.rows:
            return
        if skip:
            grid = _without_top(grid, skip)
            whole = matrix(grid)
        height = header_height(whole)
        if height == 0 and self.heading.fresh and self.last is not None:
            grid, whole, height = self._with_header_line(grid, whole, self.last)
        if self.head is not None and not height and (stacked := _stacked(self.head, grid)) is not None:
            grid, whole = stacked, matrix(stacked)
            height = header_height(whole)
        self.head = None
        found = layout(whole, height) if height else None
        if found is not None and (moved := unshifted(grid, found, height)) is not grid:
            grid, whole = moved, matrix(moved)
            height = header_height(whole)
            found = layout(whole, height)
        current = self.open if not self.heading.fresh else None
        if current is not None and found is not None and self._is_captioned(current, whole, height, found):
            current = None
        self.caption, self.captioned = None, False
        if current is not None and (found is None or same_header(current.layout, found)):
            self._continue(current, grid, whole, height, found)
        elif _is_table(whole, height, found, self.titled and self.heading.fresh):
            if current is not None and found is not None and _only_head(current, grid.page):
                self._take_back(current)
                if (stacked := _stacked(current.head, grid)) is not None:
                    grid, whole = stacked, matrix(stacked)
                    height = header_height(whole)
                    found = layout(whole, height)
            self._close()
            self._begin(grid, whole, height, found or layout(whole, 0))
        elif found is not None and height == whole.rows and _names_money(found):
            # A header whose rows are a grid of their own: it begins a table, whatever stood before.
            self._close()
            self.head = grid
            self.used.mark(whole.lines(), "header")
        elif current is not None and found is not None and not _names_money(found):
            # A page whose first rows hold words only (a name cut by the page break) has no header of its own.
            self._continue(current, grid, whole, 0, None)

    def _is_captioned(self, table: _Open, whole: Matrix, height: int, found: Layout) -> bool:
        """Whether a line that is no known title, but calls itself a table or has a unit below it, stands above a header of other
        columns, or rows that begin again: then it is the title."""
        if self.caption is None or not self.captioned:
            return False
        if len(found.slots) == len(table.layout.slots) and not _heads(found).isdisjoint(_heads(table.layout)):
            first = next((row.name for row in table.lanes[0]), "")
            again = next((row.name for row in lane_rows(whole, found, found.lanes[0], height, whole.rows)), "")
            if not first or first != again or is_total(first):
                return False
        self._mark(self.caption, "title")
        self.heading.title, self.heading.fresh, self.titled = clean_title(self.caption.text), True, True
        return True

    @staticmethod
    def _with_header_line(grid: Grid, whole: Matrix, line: Line) -> tuple[Grid, Matrix, int]:
        """The grid below a header that was printed outside its rules, a word for each column."""
        words = line.text.split()
        if len(words) != whole.cols or not any(header_kind(word) for word in words):
            return grid, whole, 0
        top = [Cell(0, col, word, (line.number,)) for col, word in zip(whole.kept, words, strict=True)]
        cells = (*top, *(replace(cell, row=cell.row + 1) for cell in grid.cells))
        grid = Grid(grid.rows + 1, grid.cols, cells, grid.page)
        return grid, matrix(grid, whole.kept), 1

    def _preamble(self, whole: Matrix) -> int:
        """Number of leading rows that are title, number or unit line, read like lines."""
        for row in range(whole.rows):
            cells = whole.starting(row)
            texts = [fold(cell.text) for cell in cells]
            said = "".join(texts)
            if texts and (is_unit_caption(said) or money_unit(said)):  # caption and unit in cells of their own, or no caption
                is_rest = self.last is not None and broken_unit(self.last.text, said) is not None  # 单位：万 above 元
                text = said if is_rest or not money_unit(said) else f"单位：{said}"
                cells = (replace(cells[0], text=text, lines=whole.lines(row, row + 1)),)
                told: tuple[Cell, ...] = cells
            else:
                told = tuple(cell for cell, one in zip(cells, texts, strict=True) if _is_heading(one))
                if _is_between(whole, row, texts):
                    told = cells
                elif not texts or (len(told) < len(cells) and not _is_beside_unit(texts)):
                    return row
            for cell in told:
                self.line(Line(cell.lines[0] if cell.lines else 0, cell.text, whole.page))
            for cell in cells:
                self.used.mark(cell.lines, "title")
        return whole.rows

    def _take_back(self, table: _Open) -> None:
        """A page ended within a header: what was opened there is the head of the table that follows."""
        self.heading = _Heading(table.title, table.number, table.unit or self.heading.unit, fresh=True, lines=table.lines)
        self.open = None

    def _begin(self, grid: Grid, whole: Matrix, height: int, found: Layout) -> None:
        heading = self.heading
        self.open = _Open(
            found,
            heading.title if heading.fresh or heading.repeated else "",
            heading.number,
            heading.unit,
            [lane_rows(whole, found, lane, height, whole.rows) for lane in found.lanes],
            grid,
            list(heading.lines),
            whole.page,
        )
        self._marked(self.open, whole, height)

    def _continue(self, table: _Open, grid: Grid, whole: Matrix, height: int, found: Layout | None) -> None:
        used, own = adopt(table.layout, table.head, grid, whole, found)
        lanes = own.lanes[: len(table.lanes)]
        headed = _is_over_all(used, 0)
        for rows, lane, base in zip(table.lanes, lanes, table.layout.lanes, strict=True):
            after = lane_rows(used, own, lane, height, used.rows, rows)
            coded = any(table.layout.slots[i].kind == "code" for i in base.labels)
            rows[:] = join_break(rows, after, coded) if height == 0 and not headed else rows + after
        table.lines += self.heading.lines
        self._marked(table, used, height)

    def _marked(self, table: _Open, whole: Matrix, height: int) -> None:
        self.used.mark(whole.lines(0, height), "header")
        for row in range(height, whole.rows):
            if not is_note_row(whole, row):
                self.used.mark(whole.lines(row, row + 1), "row")
                continue
            text = "".join(squash(cell.text) for cell in whole.starting(row))
            if not table.unit and (unit := printed_unit(text)):
                table.unit = unit.unit
            if AMOUNT.search(text) is None or is_empty_note(text):
                self.used.mark(whole.lines(row, row + 1), "note")
            if is_empty_note(text):
                table.note = table.note or text
        table.lines += whole.lines()
        table.is_aligned |= self.is_aligned
        self.heading.lines, self.heading.fresh, self.heading.number = [], False, ""
        self.heading.repeated = False

    def _close(self) -> None:
        table, self.open = self.open, None
        if table is None:
            return
        for rows in table.lanes:
            release_names(rows)
        self.tables.append(
            RawTable(
                title=table.title,
                number=table.number,
                unit=table.unit,
                columns=unwrapped(table.layout.columns) if table.is_aligned else list(table.layout.columns),
                rows=[row for rows in table.lanes for row in rows],
                lines=tuple(sorted(set(table.lines))),
                page=table.page,
                empty_note=table.note,
                is_aligned=table.is_aligned,
            )
        )

    def finish(self) -> list[RawTable]:
        self._close()
        return self.tables


def _is_head(text: str) -> bool:
    return is_owner_line(text) or is_signature(text)


def _is_heading(text: str) -> bool:
    return bool(_is_head(text) or printed_unit(text) or is_table_title(text) or TABLE_NUMBER.fullmatch(text))


def _is_beside_unit(texts: Sequence[str]) -> bool:
    """Whether the last cell of a row says the table's unit, and of the others at most one, no head, amount or year, isn't known for its
    title, number or owner."""
    unknown = [text for text in texts if not _is_heading(text)]
    return len(texts) > 1 and printed_unit(texts[-1]) is not None and len(unknown) == 1 and not _heads_column(unknown[0])


def _heads_column(text: str) -> bool:
    return bool(header_kind(text) or amount(text) or _YEAR.search(text))


def _is_between(whole: Matrix, row: int, texts: Sequence[str]) -> bool:
    """Whether a text stands alone in its row, is no head and no amount, and titles, owners or units alone stand in the next row.

    Over the whole width nothing is the head of a column: 2026年市级预算收支草案 has a year and is a title.
    """
    if len(texts) != 1 or (_heads_column(texts[0]) and (amount(texts[0]) is not None or not _is_over_all(whole, row))):
        return False
    below = [fold(cell.text) for cell in whole.starting(row + 1)] if row + 1 < whole.rows else []
    return bool(below) and all(map(_is_heading, below))


def _is_over_all(whole: Matrix, row: int) -> bool:
    """Whether a row is one cell over all columns of a page that has several."""
    cells = whole.starting(row)
    return len(cells) == 1 and whole.cols > 1 and len(whole.columns_of(cells[0])) == whole.cols


def _without_top(grid: Grid, skip: int) -> Grid:
    cells = tuple(replace(cell, row=cell.row - skip) for cell in grid.cells if cell.row >= skip)
    return Grid(grid.rows - skip, grid.cols, cells, grid.page)


def _stacked(head: Grid, grid: Grid) -> Grid | None:
    """A header of two pages in one grid; its upper part may be known only by wider cells, each over the same words."""
    factor = grid.cols // head.cols
    words = [fold(c.text) for c in sorted(grid.cells, key=lambda c: c.col) if c.row == 0]
    repeated = len(words) == grid.cols and words == words[:factor] * head.cols
    if factor < 1 or grid.cols % head.cols or not (factor == 1 or repeated):
        return None
    upper = (replace(c, col=c.col * factor, col_span=c.col_span * factor) for c in head.cells)
    lower = (replace(c, row=c.row + head.rows) for c in grid.cells)
    return Grid(head.rows + grid.rows, grid.cols, (*upper, *lower), grid.page)


def _only_head(table: _Open, page: int | None) -> bool:
    return not any(table.lanes) and not table.note and table.page != page


def _heads(found: Layout) -> set[str]:
    return {fold(slot.leaf) for slot in found.slots if not slot.is_label}


def _names_money(found: Layout) -> bool:
    return any(header_kind(slot.leaf) == "money" for slot in found.slots if not slot.is_label)


def _is_table(whole: Matrix, height: int, found: Layout | None, titled: bool) -> bool:
    """Whether a grid is a table of amounts: columns of money under a title, or money with amounts without one."""
    head = [fold(whole.text(row, col)) for row in range(max(height, 1)) for col in range(whole.cols)]
    if any(_NO_BUDGET.search(text) for text in head):
        return False
    shape = found or layout(whole, 0)
    if not shape.columns or (whole.cols < 2 and not titled):
        return False
    amounts = any(
        (cell := whole.cover[row][col]) is not None and amount(cell.text) is not None
        for lane in shape.lanes
        for col in lane.amounts
        for row in range(height, whole.rows)
    )
    return (titled and (amounts or _names_money(shape))) or (amounts and height > 0 and _names_money(shape))
