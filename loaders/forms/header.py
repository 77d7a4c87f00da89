"""Header rows of forms, printed as grids or as text: which columns hold what, and the cells of a later row under them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from loaders.forms import vocabulary
from loaders.forms.form_rows import FormRow, overlap
from loaders.forms.vocabulary import BUDGETS, INDICATOR_COLUMNS, SECOND
from loaders.grammar.enumeration import NUMERAL
from loaders.grammar.normal import fold, squash
from loaders.grammar.values import is_number
from loaders.model import Cell

AMOUNTS = (*BUDGETS, "forecast", "amount")
MONEY_COLUMNS = frozenset((*AMOUNTS, "weight", "execution_rate", "score"))
_TERM = re.compile(r"^(?:实施期|实施周期|中期|中?长期|项目期|总体|三年)")
_PERIOD = re.compile(
    rf"^(?:\d{{1,2}}[-—~至到]\d{{1,2}}月份?|截[至止]\d{{1,2}}月底?|(?:第?[{NUMERAL}1-4]|前[二三])季度|[上下]半年|\d{{1,2}}月底?)"
)
_IS_VALUE = re.compile(r"^(?!指标内容).*(?:值|级指标|名称|目标)")
_AMOUNT_HEAD = re.compile(r"(?:数|额|资金|结余|结转)(?:[(][A-D][)])?$")
_CHANGE = re.compile(r"调整数$")  # by how much a budget was changed, where what it came to stands beside it
_RESULT = re.compile(r"^(?!上年|去年|历史).*(?:实际|完成|达成)[^率]*(?:值|情况)$")
_TARGET = re.compile(r"^(?!上年|去年|历史).*(?:预期|计划|目标|设定|指标)[^率]*值$")
_DEVIATION = re.compile(r"偏差|未完成|扣分原因")
_LEVELS = ("level1", "level2")


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """A column from ``start`` to ``stop`` (exclusive): its ``name``, printed ``label`` and half of the table.

    ``half`` is 0, or 1 where a name comes a second time (the annual phase beside the term).
    """

    name: str
    label: str
    start: int
    stop: int
    half: int = 0


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A header: its known columns from left to right, and where all its cells begin, blank ones too, in grid ``part``."""

    columns: tuple[HeaderColumn, ...]
    part: int
    starts: tuple[int, ...]
    cols: int

    def names(self) -> tuple[str, ...]:
        """Names of the columns from left to right."""
        return tuple(column.name for column in self.columns)

    def keys(self) -> tuple[str, ...]:
        """What tells the columns apart: their names, marked in the second half (``target'``) and where one is another's."""
        found: list[str] = []
        for column in self.columns:
            key = column.name + SECOND * column.half
            while key in found:
                key += SECOND
            found.append(key)
        return tuple(found)

    @property
    def shared_names(self) -> bool:
        """Whether one name column serves two target columns (实施期指标值 beside 年度指标值)."""
        return self.names().count("target") == 2 and self.names().count("level3") == 1


def indicator_header(row: FormRow) -> HeaderRow | None:
    """The header of an indicator block, or None: it names 三级指标 (or level 2) and what is said of it.

    A list may call its indicators 绩效指标 only, the levels being printed before the name in the same cell.
    """
    columns = _columns(row, INDICATOR_COLUMNS)
    first = min((column.start for column in columns if column.name.startswith("level")), default=0)
    columns = [column for column in columns if column.start >= first]  # right of a label down the side of the block
    names = [column.name for column in columns]
    stages = {column_name(cell.text) for cell in row.cells} & set(BUDGETS)
    if len(stages) > 1 and not {"level1", "level2"} & set(names):  # 指标 over sources of money
        return None
    levels = "level3" in names or {"level1", "level2"} <= set(names)
    if not levels and {"target", "actual", "weight", "score"} & set(names):
        columns = _with_block(row, columns)
        levels = columns[0].name == "level3"
    if levels:
        columns = _with_notes(row, columns)
        names = [column.name for column in columns]
    if not levels or len(columns) < 2 or not {"target", "actual", "weight", "score"} & set(names):
        return None
    return HeaderRow(_halves(_level_weights(columns)), row.part, _starts(row), row.cols)


def _with_notes(row: FormRow, columns: Sequence[HeaderColumn]) -> list[HeaderColumn]:
    """A column right of the names that no word is known for says more of its indicators."""
    first = next((column.stop for column in columns if column.name == "level3"), row.cols)
    taken = {place for column in columns for place in range(column.start, column.stop)}
    found = list(columns)
    for cell in row.cells:
        if cell.col >= first and cell.col not in taken and squash(cell.text):
            named = {c.name for c in found if c.name != "target" or _IS_VALUE.search(c.label)}
            name = _meant(cell.text, named)
            found.append(HeaderColumn(name, squash(cell.text), cell.col, cell.col + cell.col_span))
    return sorted(found, key=lambda column: column.start)


def _meant(text: str, known: Collection[str]) -> str:
    """What an unknown head means: the result, the target or the deviation that no other column is, where it is called so."""
    for name, pattern in (("actual", _RESULT), ("target", _TARGET), ("deviation", _DEVIATION)):
        if name not in known and pattern.search(vocabulary.bare(text)):
            return name
    return "note"


def _with_block(row: FormRow, columns: list[HeaderColumn]) -> list[HeaderColumn]:
    first = min(column.start for column in columns)
    for cell in row.cells:
        named = vocabulary.block_of(cell.text) == "indicator"
        if named and cell.row_span == 1 and cell.col + cell.col_span <= first:
            return [HeaderColumn("level3", squash(cell.text), cell.col, cell.col + cell.col_span), *columns]
    return columns


def funding_header(row: FormRow) -> HeaderRow | None:
    """The header of a self-evaluation's funding block (年初预算数, 全年预算数, 全年执行数 …), or None."""
    columns = _columns(row, MONEY_COLUMNS)
    later = [column.name for column in columns[1:]]
    if columns and columns[0].name in later:  # what is above the labels reads like a column: 年度预算数
        columns = columns[1:]
    if len({column.name for column in columns} & set(BUDGETS)) < 2:
        return None
    twice = [column.name for column in columns].count("adjusted_budget") > 1
    columns = [column for column in columns if not (twice and _CHANGE.search(column.label))]
    return HeaderRow(tuple(_with_amounts(row, columns)), row.part, _starts(row), row.cols)


def _with_amounts(row: FormRow, columns: Sequence[HeaderColumn]) -> list[HeaderColumn]:
    """A column beside stages of the budget that no word is known for and that is called an amount is one: 到位数."""
    taken = {column.start for column in columns}
    more = [
        HeaderColumn("amount", squash(cell.text), cell.col, cell.col + cell.col_span)
        for cell in row.cells
        if cell.col > min(taken) and cell.col not in taken and is_amount_head(cell.text)
    ]
    return sorted((*columns, *more), key=lambda column: column.start)


def is_amount_head(text: str) -> bool:
    """Whether a column's label that no word is known for calls an amount: 到位数."""
    return _AMOUNT_HEAD.search(vocabulary.bare(text)) is not None


def is_term(text: str) -> bool:
    """Whether a column's label says that it holds the whole term's values (实施周期指标值)."""
    return _TERM.match(fold(text)) is not None


def block_phase(text: str) -> str:
    """The phase that the label of a block of indicators says: 长期绩效指标; empty where a text is no such label."""
    if vocabulary.block_of(text) not in ("indicator", "goal"):
        return ""
    return "term" if is_term(text) else "annual"


def names_phases(row: FormRow) -> bool:
    """Whether a row says nothing but the phases of the columns above it: 实施期, 年度."""
    words = [fold(cell.text) for cell in row.own]
    return any(map(is_term, words)) and all(column_name(f"{word}指标值") == "target" for word in words)


@lru_cache(maxsize=16384)
def column_name(text: str) -> str:
    """The column that a header cell names, without the phase before it (实施期指标值 → target); empty where none.

    What is said of a part of the year (1-7月执行数, 上半年完成情况) is in the vocabulary as 阶段….
    """
    folded = fold(text)
    part = _PERIOD.sub("阶段", folded)
    named = vocabulary.column(part) if part != folded else ""
    return named or vocabulary.column(text) or vocabulary.column(_TERM.sub("", folded))


def called(path: Sequence[Cell]) -> str:
    """What calls a column by the heads above it from the top: the last one, or the last two where only both name one."""
    above, own = ["", *(squash(cell.text) for cell in path)][-2:]
    named = (text for text in (own, own + above, above + own) if column_name(text))
    return next(named, own)


def _columns(row: FormRow, allowed: Collection[str]) -> list[HeaderColumn]:
    found = []
    printed = [cell for cell in row.cells if squash(cell.text)]
    for index, cell in enumerate(printed):
        name = column_name(cell.text)
        if name in allowed:
            found.append(HeaderColumn(name, squash(cell.text), cell.col, cell.col + cell.col_span))
        elif not name:
            stop = printed[index + 1].col if index + 1 < len(printed) else cell.col + cell.col_span
            found.extend(_apart(squash(cell.text), cell.col, stop, allowed))
    return found


def _apart(text: str, start: int, stop: int, allowed: Collection[str]) -> list[HeaderColumn]:
    """The columns of labels that run together in one cell over as many columns (``一级指标二级指标`` over two)."""
    parts = _labels(text, stop - start, tuple(allowed)) if stop - start > 1 else ()
    return [HeaderColumn(column_name(part), part, start + n, start + n + 1) for n, part in enumerate(parts)]


@lru_cache(maxsize=4096)
def _labels(text: str, count: int, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """``text`` as exactly ``count`` labels of columns, or nothing."""
    if count == 1:
        return (text,) if column_name(text) in allowed else ()
    for end in range(2, len(text) - 1):
        if column_name(text[:end]) in allowed and (rest := _labels(text[end:], count - 1, allowed)):
            return (text[:end], *rest)
    return ()


def _level_weights(columns: Sequence[HeaderColumn]) -> list[HeaderColumn]:
    """A weight column right of a level's column is that level's weight, where the row has another of its own."""
    found = list(columns)
    several = [column.name for column in columns].count("weight") > 1
    for index, column in enumerate(found[1:], start=1):
        before = found[index - 1].name
        if several and column.name == "weight" and before in _LEVELS:
            found[index] = HeaderColumn(f"{before}_weight", column.label, column.start, column.stop)
    return found


def _halves(columns: Sequence[HeaderColumn]) -> tuple[HeaderColumn, ...]:
    counts: dict[str, int] = {}
    found = []
    columns = _once(columns)
    several = [column.name for column in columns].count("target") > 1
    for column in columns:
        half = min(counts.get(column.name, 0), 1) if several else 0
        counts[column.name] = counts.get(column.name, 0) + 1
        found.append(HeaderColumn(column.name, column.label, column.start, column.stop, half))
    return tuple(found)


def _once(columns: Sequence[HeaderColumn]) -> list[HeaderColumn]:
    """Columns of one half: names and targets come once, or twice side by side, or in two phases under one name.

    A further one says more of the same indicator (指标内容, 绩效标准): it is a note.
    """
    names = [column.name for column in columns]
    sides = 2 if names.count("level3") > 1 and names.count("target") > 1 else 1
    terms = any(column.name == "target" and is_term(column.label) for column in columns)
    allowed = {"level3": sides, "target": 2 if terms else sides}
    for name, most in allowed.items():
        same = [column for column in columns if column.name == name]
        kept = sorted(same, key=lambda column: _IS_VALUE.search(column.label) is None)[:most]
        columns = [replace(c, name="note") if c in same and c not in kept else c for c in columns]
    return list(columns)


def _starts(row: FormRow) -> tuple[int, ...]:
    return tuple(sorted(cell.col for cell in (*row.cells, *row.blanks)))


def several_under(cells: Iterable[Cell]) -> bool:
    """Whether several cells under one head are numbers: none of them is what the head calls, nor are they together."""
    return sum(is_number(cell.text) for cell in cells) > 1


def text_under(cells: Sequence[Cell]) -> str:
    """What the cells under a head say together; nothing where they are several numbers."""
    return "" if several_under(cells) else "".join(squash(cell.text) for cell in cells)


def under(header: HeaderRow, row: FormRow) -> dict[HeaderColumn, list[Cell]]:
    """The cells of ``row`` by the header column they stand under; cells under none are left out.

    A row of a grid with other columns (a page later, without a header of its own) is matched by the order of
    the columns, counted from the right: what a page break cuts off are the merged cells on the left.
    """
    shift: dict[int, int] = {}
    own: Sequence[int]
    if row.part != header.part and row.cols != header.cols:
        # Columns at the right under no head at all, where this page has them too.
        behind = header.cols - max(header.starts[-1] + 1, *(column.stop for column in header.columns))
        filled = max((cell.col + cell.col_span for cell in (*row.own, *row.blanks)), default=row.cols)
        cols = row.cols - max(0, min(behind, row.cols - filled))
        own = range(cols) if cols <= len(header.starts) else _starts(row)
        if len(row.starts) == len(header.starts):  # also where this row leaves some blank
            own = row.starts
        shift = dict(zip(reversed(own), reversed(header.starts), strict=False))
    found: dict[HeaderColumn, list[Cell]] = {}
    for cell in row.cells:
        start = shift.get(cell.col, cell.col)
        stop = start + (1 if shift else cell.col_span)
        best = max(header.columns, key=lambda c: (overlap(start, stop, c.start, c.stop), -c.start))
        if overlap(start, stop, best.start, best.stop):
            found.setdefault(best, []).append(cell)
    return found
