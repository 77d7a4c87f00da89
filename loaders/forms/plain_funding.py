"""The funding block of a form: amounts by source and phase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, groupby, pairwise, takewhile

from loaders.forms.funding import FundingRows, amounts_in, staged_in
from loaders.forms.header import AMOUNTS, under
from loaders.forms.misread import unconfused
from loaders.forms.money_heads import amount_in, bare_label, has_unit, is_money, phase_label
from loaders.forms.pieces import Piece, join, rest_of_line, row_of, runs
from loaders.forms.plain_head import Entry, entries
from loaders.forms.plain_header import Header
from loaders.forms.vocabulary import Source, bare, block_of, form_label, funding_source, is_yearly_block
from loaders.grammar.normal import fold
from loaders.grammar.units import stated_unit
from loaders.grammar.values import number, percentage
from loaders.model import Cell
from loaders.notes import note
from loaders.records import Funding

_BLANK = ("-", "--", "—", "/", "－", "")
_OTHER = ("head", "department", "field", "narrative", "goal", "block")
_SHORTEST_LABEL, _LONGEST_LABEL = 5, 16
_MOST_PIECES = 5
_SLACK = Decimal("0.02")


def source_rows(pieces: Sequence[Piece], *, headed: bool = False, paired: bool = False) -> list[Entry[Source]]:
    """Every funding row or side of a row: its label with the pieces that are values. ``headed``: under a header of money,
    where words before values call them whether they are known or not. ``paired``: under none, where words behind a value
    call the next one."""
    found = entries(pieces, _row_label if headed else _label)
    for row in found:
        row.value = _values(row.value[: _second_label(row.value)] if paired else row.value)
    _set_below(found)
    return found


def _values(pieces: Sequence[Piece]) -> list[Piece]:
    """The values behind a label, up to a word that opens a line and says more than 金额: it calls what stands behind it."""
    near = takewhile(lambda p: _is_value(p) or not p.first or not phase_label([p.text]), pieces)
    return list(filter(_is_value, near))


def _second_label(pieces: Sequence[Piece]) -> int:
    """Where words stand behind a value on its line: they call what is behind them (65, 财政资金科目代码, 21305)."""
    return next((n for n, (value, word) in enumerate(pairwise(pieces), 1) if _is_value(value) and not (word.first or _is_value(word))), len(pieces))


def _set_below(rows: Sequence[Entry[Source]]) -> None:
    """Amounts on the line below several labels of one line are theirs in order; of another count they are nobody's."""
    for _, line in groupby(rows, key=lambda row: row.own[0].lines):
        labels = list(line)
        values = labels[-1].value
        if len(values) == len(labels) - 1 and has_unit(labels[0].name):
            labels = labels[1:]  # 项目资金（万元） opens the block
        is_below = len(labels) > 1 and not any(row.value for row in labels[:-1])
        if not is_below or not values or values[0].lines == labels[-1].own[-1].lines:
            continue
        each = [[value] for value in values] if len(values) == len(labels) else [[] for _ in labels]
        for row, part in zip(labels, each, strict=True):
            row.value = part


def opens(pieces: Sequence[Piece], index: int) -> bool:
    """Whether an amount of money is called here: by a known source, or by a label with a unit before its number."""
    stop, source = _label(pieces, index)
    if source is None:
        return False
    return bool(source.source) or (stop < len(pieces) and bool(number(pieces[stop].text)))


def _label(pieces: Sequence[Piece], start: int) -> tuple[int, Source | None]:
    line = rest_of_line(pieces, start) if pieces[start].first else []
    staged = staged_in(join(line))
    if staged:
        return start + len(line), funding_source(staged[0]) or Source(staged[0], "", "")
    for stop, name in runs(pieces, start, _MOST_PIECES):
        run = pieces[start:stop]
        if any(_is_value(piece) for piece in run):
            continue
        source = funding_source(unconfused(name))
        whole = source is not None and fold(source.label) == bare(name)
        if source is not None and (len(run) == 1 or whole or not _labels_inside(run)):
            return stop, source
        short = _SHORTEST_LABEL <= len(fold(name)) <= _LONGEST_LABEL
        if short and has_unit(name) and form_label(name, *_OTHER) is None:
            return stop, Source(bare_label(name), "", "")  # 计划安排资金（万元）: no known source, but money
    inside = _inside(pieces[start].text)
    return (start + 1 if inside else start), inside


def _row_label(pieces: Sequence[Piece], start: int) -> tuple[int, Source | None]:
    stop, source = _label(pieces, start)
    if source is not None or not pieces[start].first:
        return stop, source
    for stop, name in runs(pieces, start, _MOST_PIECES):
        valued = stop < len(pieces) and _is_value(pieces[stop])
        apart = any(_is_value(pieces[i]) or _label(pieces, i)[1] for i in range(start, stop))
        if valued and not apart and form_label(name) is None and len(fold(name)) <= _LONGEST_LABEL:
            return stop, Source(name, "", "")
    return start, None


def _inside(text: str) -> Source | None:
    """The source of a label with its amount in one piece: 其中：财政拨款：80万元."""
    name, _, amount = fold(text).rpartition(":")
    several = amounts_in(text)
    if len(several) > 1:
        return several[0][1]
    return funding_source(name) if name and amount_in(amount)[0] else None


def _labels_inside(run: Sequence[Piece]) -> bool:
    """Whether pieces that together end in a source's label hold a label of their own, or one that is the source."""
    return form_label(run[0].text) is not None or any(funding_source(p.text) is not None for p in run)


def _is_value(piece: Piece) -> bool:
    return bool(percentage(piece.text) or amount_in(piece.text)[0]) or piece.folded in _BLANK


def evaluated(pieces: Sequence[Piece], header: Header, *, headed: bool) -> list[Funding]:
    """Rows under 年初预算数, 全年预算数, 全年执行数 (and 分值, 执行率, 得分) as one record an amount.

    ``headed``: all rows are of money, as the block is seen to end where the indicators begin. Values that are more than there are
    columns are none of the row's: the label that called them is lost.
    """
    rows = FundingRows(header=header.row, phase_columns=_phases(pieces))
    for one in source_rows(pieces, headed=headed):
        if _inside(one.name) or staged_in(one.name):
            rows.add_pairs(row_of({0: one.name}, one.own))
            continue
        texts = _placed([p.text for p in one.value], header.columns)
        placed = zip(header.columns, header.row.columns, strict=True)
        columns = {column.start: texts[key] for key, column in placed if key in texts}
        row = row_of({-1: one.name} | columns, [*one.own, *one.value[: len(header.columns)]])
        rows.add_columns(row, under(header.row, row))
    return rows.found


def tasks(pieces: Sequence[Piece]) -> tuple[list[Funding], list[Piece], list[Piece]]:
    """The money of tasks below a line of heads (任务名称 … 预算金额), those heads, and the pieces that are neither.

    A row ends with as many amounts as there are heads of money, in that line or in one of its own below; one of fewer between others
    is left unread.
    """
    lines = [rest_of_line(pieces, index) for index, piece in enumerate(pieces) if piece.first]
    named = [{"task" if block_of(p.text) == "task" else is_money(p.text) for p in line} for line in lines]
    top = next((at for at, kinds in enumerate(named) if {"task", True} <= kinds), len(lines))
    below = lines[top + 1] if top + 1 < len(lines) else []
    is_parted = all(is_money(piece.text) and not any(map(str.isdigit, piece.text)) for piece in below)
    start = top + 1 + bool(below and is_parted)
    heads = [piece for line in lines[top:start] for piece in line]
    money = lines[start - 1] if start == top + 2 else [piece for piece in heads if is_money(piece.text)]
    rows = FundingRows(unit=stated_unit(join(heads)))
    over = [piece for piece in lines[top] if is_money(piece.text) or has_unit(piece.text)] if start == top + 2 else []
    each = len(money) // len(over) if over else 0
    if len(over) > 1 and [piece.text for piece in money] != [piece.text for piece in money[:each]] * len(over):
        return [], [], list(pieces)  # which of them stands over which isn't known
    if heads and len(over) < 2:
        rows.add_heads(row_of({0: "任务名称"} | {n: piece.text for n, piece in enumerate(money, 1)}, heads))
    elif heads:  # 预算数 and 执行数, each over 总额, 财政拨款, 其他资金
        above = tuple(Cell(0, 1 + n * each, piece.text, col_span=each) for n, piece in enumerate(over))
        below_them = tuple(Cell(1, n, piece.text) for n, piece in enumerate(money, 1))
        for cells in (above, below_them):
            rows.add_heads(replace(row_of({}, heads), cells=cells, own=cells))
    own = next((n for n, piece in enumerate(heads) if block_of(piece.text) == "task"), 0)
    stop = start
    for at, line in enumerate(lines[start:], start + 1):
        amounts = [piece.text for piece in line if amount_in(piece.text)[0]]
        if not amounts or [piece.text for piece in line[-len(amounts) :]] != amounts or len(line) == len(amounts) or len(amounts) > len(money):
            break
        if len(amounts) < len(money):  # which of them are blank isn't known
            continue
        unlabelled = next((piece for piece in line if form_label(piece.text) is None), line[0])  # beside 年度主要任务
        task = line[own] if len(line) == len(heads) else unlabelled
        rows.add_headed(row_of({0: task.text} | dict(enumerate(amounts, 1)), line))
        stop = at
    rest = [piece for line in (*lines[:top], *lines[stop:]) for piece in line]
    return (rows.found, heads, rest) if rows.found else ([], [], list(pieces))


def _phases(pieces: Sequence[Piece]) -> dict[int, str]:
    """The phase of all amounts of a block that says that it is the year's, by column."""
    return {0: "annual"} if any(is_yearly_block(piece.text) for piece in pieces) else {}


def _placed(values: list[str], columns: Sequence[str]) -> dict[str, str]:
    """Values by column; where some are blank, the placing in which rate and score agree with the amounts."""
    if len(values) >= len(columns):
        return dict(zip(columns, values, strict=False))
    choices = [dict(zip(chosen, values, strict=True)) for chosen in combinations(columns, len(values))]
    amounts = [name for name in columns if name in AMOUNTS]
    return max(choices, key=lambda cells: (_agreement(cells), sum(name in cells for name in amounts)))


def _agreement(cells: dict[str, str]) -> int:
    budget, executed, rate, weight, score = (
        Decimal(percentage(cells.get(name, "")) or "NaN")
        for name in ("adjusted_budget", "executed", "execution_rate", "weight", "score")
    )
    points = 0  # nothing of nothing agrees with anything
    if not (budget.is_nan() or executed.is_nan() or rate.is_nan()) and budget:
        points += 4 if abs(executed / budget * 100 - rate) <= _SLACK else -4
    if not (rate.is_nan() or weight.is_nan() or score.is_nan()) and weight:
        points += 2 if abs(rate * weight / 100 - score) <= _SLACK else -2
    elif not (weight.is_nan() and score.is_nan()):
        points -= 1
    return points


def targeted(pieces: Sequence[Piece]) -> list[Funding]:
    """Rows of a target form: the project's total on the left, the year's on the right, each amount after its label."""
    rows = source_rows(pieces, paired=True)
    totals = {row.label.phase for row in rows if row.label.source == "total" and row.label.phase}
    first = [(row.label.source, row.label.phase) for row in rows if row.value][:2]
    is_parted = len(totals) > 1 or first == [("total", ""), ("total", "annual")]
    found = FundingRows(phase_columns=_phases(pieces))
    for index, row in enumerate(rows):
        name, start = unconfused(row.name), len(found.found)
        col = 2 * (is_parted and _is_right(rows, index))
        amounts = [one.text for one in row.value if amount_in(one.text)[0]]
        if len(amounts) > 1:  # under heads that are lost: which of them is what isn't known
            continue
        amount = next(iter(amounts), "")
        found.add_pairs(row_of({col: name, col + 1: amount}, [*row.own, *row.value]))
        for record in found.found[start:] if row.label.source and name != row.name else ():
            record.mend(note("source_misread", printed=row.name))
    return found.found


def _is_right(rows: Sequence[Entry[Source]], index: int) -> bool:
    """Whether an amount stands on the side of the year: its label says it, or the label beside it on the same line."""
    row, source = rows[index], rows[index].label
    if source.phase:
        return source.phase == "annual"
    totals = [other.label.phase for other in rows[:index] if other.label.source == "total"]
    lines = [{piece.lines for piece in (*other.own, *other.value)} for other in rows if other.value]
    if totals and all(len(on) == 1 for on in lines) and len(set().union(*lines)) == len(lines):  # a row a line
        return totals[-1] == "annual"
    twins = [i for i, other in enumerate(rows) if other.label.source == source.source]
    if len(twins) == 1 and source.source in ("fiscal_current_year", "carryover"):
        return True
    same = [i for i, other in enumerate(rows) if other.own[0].lines == row.own[0].lines and (other.value or not has_unit(other.name))]
    if len(same) > 1 and index in same:
        return same.index(index) > 0
    return twins.index(index) > 0 if len(twins) > 1 else source.source != "fiscal"
