"""The columns of a list of projects: whose name, money, goal and indicators stand where, by what the header says.

A list has the project's name and its indicators side by side in one header, over one or more rows. On a page
without a header of its own the columns are matched by their order, and by what stands in them where a
page break has cut some off.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from loaders.forms import vocabulary
from loaders.forms.form_rows import FormRow, covering
from loaders.forms.header import HeaderColumn, HeaderRow, called, column_name, indicator_header
from loaders.forms.money_heads import is_money
from loaders.forms.vocabulary import funding_source
from loaders.grammar.normal import fold, squash
from loaders.grammar.values import is_number
from loaders.model import Cell, Grid

_BRACKET = re.compile(r"[(][^()]*[)]$")
_SUBJECT = re.compile(
    r"^(?:(?:支出|预算|二级|一级|明细)?项目|(?:[一二]级|支出|预算|明细)?项目.{0,6}名称(?:及编码)?|政策.{0,6}名称|.{2,8}[、/及和]项目名称)$"
)
_RESULTS = ("score", "execution_rate")
_SEQUENCE = ("序号", "编号", "行次")
_LONGEST_HEADER = 20
_MOST_HEADER_ROWS = 4
_FEWEST_LEVELS = 3


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list. ``role``: subject, unit, head, goal, money, packed, level, score, total, execution_rate, execution_weight, execution_score, rating, sequence or text; ``field`` is the
    form's field that a head column fills, or ``department`` where a subject is a department. ``label`` is printed, with the money header above it where it has one."""

    role: str
    label: str
    start: int
    stop: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class ListHeader:
    """The header of a list: its columns, the indicator columns among them (none where they are packed in one
    cell), its grid rows from ``top`` to ``below``, and where the columns begin. ``groups`` are columns of indicators under
    the head of their level each (产出指标 over 三级指标 and 指标值)."""

    columns: tuple[ListColumn, ...]
    indicators: HeaderRow | None
    top: int
    below: int
    cols: int
    starts: tuple[tuple[int, int], ...]
    groups: tuple[tuple[str, HeaderRow], ...] = ()

    def of(self, *roles: str) -> list[ListColumn]:
        """The columns with one of ``roles``, from left to right."""
        return [column for column in self.columns if column.role in roles]

    def as_row(self) -> HeaderRow:
        """The columns as those of one row: of indicators by their names, others by their roles."""
        own = self.indicators.columns if self.indicators else ()
        taken = {place for column in own for place in range(column.start, column.stop)}
        rest = (HeaderColumn(one.role, one.label, one.start, one.stop) for one in self.columns if one.start not in taken)
        columns = tuple(sorted((*own, *rest), key=lambda column: column.start))
        return HeaderRow(columns, self.indicators.part if self.indicators else 0, tuple(start for start, _ in self.starts), self.cols)


def list_header(grid: Grid) -> ListHeader | None:
    """The header of a list of projects in ``grid``, or None."""
    rows = covering(grid)
    for top in range(grid.rows):
        begun = [cell for cell in rows.get(top, []) if cell.row == top and squash(cell.text)]
        if not all(_header_word(cell.text) for cell in begun):
            continue
        if not any(names_project(cell.text) or _role(cell.text) == "unit" for cell in begun):
            continue
        bottom = max(cell.row + cell.row_span for cell in begun) - 1
        header: ListHeader | None = None
        for last in range(bottom, min(top + _MOST_HEADER_ROWS, grid.rows)):
            below = rows.get(last, [])
            if last > bottom and not (_goes_on(below) if header is None else _divides(begun, below)):
                break
            header = _columns(rows, top, last, grid) or header
        if header is not None:
            return header
    return None


def _divides(heads: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether all words of a row name columns, alone or with the head over several columns that they stand under."""
    words = [cell for cell in below if squash(cell.text) and cell not in heads]
    groups: Counter[int] = Counter()
    for cell in words:
        over = (one for one in heads if one.col_span > 1 and one.col <= cell.col < one.col + one.col_span)
        head = next(over, None)
        if head is None or not _header_word(cell.text):
            return False
        if not (is_money(cell.text) or column_name(called((head, cell)))):
            return False
        groups[head.col] += 1
    return max(groups.values(), default=0) > 1


def aligned(grid: Grid, header: ListHeader) -> Grid | None:
    """A page of a list without a header, its columns moved to where the header's stand; None where they can't be."""
    if grid.cols == header.cols:
        return grid
    used = sorted({cell.col for cell in grid.cells})
    filled = {cell.col for cell in grid.cells if squash(cell.text)}
    while used and used[-1] not in filled:
        used.pop()
    while len(used) > len(header.starts) and used[0] not in filled:
        used.pop(0)
    places = header.starts
    if len(used) > len(places):
        return None
    offsets = range(len(places) - len(used), -1, -1)
    best = max(offsets, key=lambda offset: _fit(grid, used, header, offset))
    moved = {col: places[best + index] for index, col in enumerate(used)}
    cells = tuple(
        replace(cell, col=moved[cell.col][0], col_span=_width(cell, moved))
        for cell in grid.cells
        if cell.col in moved
    )
    return Grid(grid.rows, header.cols, cells, grid.page)


def _width(cell: Cell, moved: dict[int, tuple[int, int]]) -> int:
    stops = [moved[col][1] for col in range(cell.col, cell.col + cell.col_span) if col in moved]
    return max(stops) - moved[cell.col][0]


def _fit(grid: Grid, used: Sequence[int], header: ListHeader, offset: int) -> int:
    """How many cells look like what the column says under which ``offset`` puts them."""
    places = {col: header.starts[offset + index][0] for index, col in enumerate(used)}
    names = {column.start: column.role for column in header.columns}
    if header.indicators is not None:
        names |= {column.start: column.name for column in header.indicators.columns}
    looks = (_looks(names.get(places[cell.col], ""), cell.text) for cell in grid.cells if cell.col in places)
    return sum(looks)


def _looks(name: str, text: str) -> int:
    if not squash(text):
        return 0
    if name in ("level1", "level2"):
        return 2 if vocabulary.level_of(text, int(name[-1])) else -2
    if name in ("money", "weight", "score", "sequence"):
        return 1 if is_number(fold(text).rstrip("%分")) else -1
    return -1 if is_number(text) and name not in ("target", "actual") else 0


def _columns(rows: dict[int, list[Cell]], top: int, last: int, grid: Grid) -> ListHeader | None:
    leaves = [cell for cell in rows.get(last, []) if squash(cell.text) or _above(rows, top, last, cell)]
    paths = {
        cell.col: [*_above(rows, top, last, cell), *([cell] if squash(cell.text) else [])] for cell in leaves
    }
    named = [replace(cell, row=top, row_span=1, text=called(paths[cell.col])) for cell in leaves]
    groups = _groups(named, paths, grid)
    grouped = {column.start for _, header in groups for column in header.columns}
    marks = _marks([cell for cell in named if cell.col not in grouped])
    indicators = indicator_header(FormRow(0, marks, marks, grid.page, grid.cols))
    taken = grouped | ({column.start for column in indicators.columns} if indicators else set())
    found = tuple(_column(cell, paths[cell.col]) for cell in named if cell.col not in taken)
    roles = Counter(column.role for column in found)
    if not roles["subject"]:  # a list of departments: each one's name is its form's
        found = tuple(
            replace(one, role="subject", field="department") if one.role == "unit" else one for one in found
        )
    if not (roles["subject"] or roles["unit"]) or not (
        indicators or groups or roles["packed"] or roles["level"] >= _FEWEST_LEVELS or roles["score"] or roles["total"]
    ):
        return None
    starts = tuple((cell.col, cell.col + cell.col_span) for cell in leaves)
    return ListHeader(found, indicators, top, last + 1, grid.cols, starts, groups)


def _groups(named: Sequence[Cell], paths: dict[int, list[Cell]], grid: Grid) -> tuple[tuple[str, HeaderRow], ...]:
    """The columns of indicators under each of several heads that are levels, with their label."""
    heads: dict[str, list[Cell]] = {}
    for cell in named:
        above = paths[cell.col][-2:-1]
        if above and vocabulary.is_level(above[0].text):
            heads.setdefault(squash(above[0].text), []).append(cell)
    rows = ((label, FormRow(0, tuple(cells), tuple(cells), grid.page, grid.cols)) for label, cells in heads.items())
    found = tuple((label, header) for label, row in rows if (header := indicator_header(row)))
    return found if len(found) > 1 else ()


def _marks(named: Sequence[Cell]) -> tuple[Cell, ...]:
    """The header cells that may be columns of indicators: 年度目标 is a goal where another column is the target, and
    绩效指标 is the name's column where a target stands beside it."""
    names = {cell.col: column_name(cell.text) for cell in named}
    roles = {cell.col: _role(cell.text) for cell in named}
    target = any(name == "target" and roles[col] != "goal" for col, name in names.items())
    allowed = {"", *_RESULTS, "packed" if target else "goal"}
    return tuple(cell for cell in named if roles[cell.col] in allowed)


def _above(rows: dict[int, list[Cell]], top: int, last: int, cell: Cell) -> list[Cell]:
    """The non-blank header cells above a column, from the top."""
    found: list[Cell] = []
    for row in range(top, last):
        for other in rows.get(row, []):
            over = other.col <= cell.col < other.col + other.col_span
            if over and other is not cell and squash(other.text) and other not in found:
                found.append(other)
    return found


def _column(cell: Cell, path: Sequence[Cell]) -> ListColumn:
    role, start, stop = _role(cell.text), cell.col, cell.col + cell.col_span
    label = squash(cell.text)
    if role == "head":
        known = vocabulary.form_label(_bare(label), "head")
        return ListColumn(role, label, start, stop, known.field if known else "")
    if role in ("", "money"):
        above = [squash(one.text) for one in path[:-1]]
        money = role == "money" or any(is_money(text) for text in above)
        kept = [text for text in above if funding_source(text) or fold(text).startswith("其中")]  # not what only says money
        said = "".join(text if text.endswith(("：", ":")) else f"{text}/" for text in kept)
        return ListColumn("money" if money else "text", said + label, start, stop)
    return ListColumn(role, label, start, stop)


@lru_cache(maxsize=16384)
def _role(text: str) -> str:
    """The role of a header cell outside the indicator columns; empty where it says none."""
    label = _bare(text)
    if names_project(text):
        return "subject"
    kinds = {one.kind: one for one in vocabulary.form_labels(label)}
    if "department" in kinds:
        return "unit"
    if "head" in kinds:
        return "head"
    if fold(label) in _SEQUENCE:
        return "sequence"
    if {"goal", "expected"} & set(kinds) or vocabulary.block_of(label) == "goal":
        return "goal"
    if vocabulary.block_of(label) == "indicator":
        return "packed"
    name = column_name(text)
    if not name and any(vocabulary.level_of(label, level) for level in (1, 2)):
        return "level"
    if name in (*_RESULTS, "execution_weight", "execution_score") or "rating" in kinds:
        return name or "rating"
    if name in vocabulary.BUDGETS or (is_money(text) and not name):
        return "money"
    return "total" if "total" in kinds else ""


@lru_cache(maxsize=16384)
def names_project(text: str) -> bool:
    """Whether a head is that of the projects' names."""
    label = vocabulary.form_label(_bare(text), "head")
    named = label is not None and label.field == "subject_name"
    return named or (label is None and _SUBJECT.match(_bare(text)) is not None)


def _bare(text: str) -> str:
    """A header's words without what stands in brackets behind them: 项目名称（资金使用单位）."""
    folded = fold(text)
    return folded if vocabulary.form_labels(folded) else _BRACKET.sub("", folded)


def _header_word(text: str) -> bool:
    return len(fold(text)) <= _LONGEST_HEADER and not is_number(text)


def _goes_on(cells: Sequence[Cell]) -> bool:
    """Whether a row below may still belong to the header: words that name columns, no values."""
    words = [cell.text for cell in cells if squash(cell.text)]
    known = [one for one in words if _role(one) or column_name(one) or is_money(one)]
    return bool(words) and len(known) * 2 > len(words) and all(_header_word(one) for one in words)
