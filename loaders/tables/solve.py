"""Find the columns of amounts whose blank cells were lost.

Grounds, in this order: the row's own sums, sums over rows, what the rest of the document prints for the same
subject and measure, and the white space between amounts where sums confirm it. What none of these decides
stays without a column. Nothing is filled from the left.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from loaders.notes import note
from loaders.tables.closing import Grid, differences, narrow
from loaders.tables.equations import Equation, Placement, equations, placements
from loaders.tables.evidence import Evidence, Printed, column_name, gather, in_yuan, subject_of
from loaders.tables.families import families
from loaders.tables.measures import measure_of
from loaders.tables.model import Column, RawTable, Row
from loaders.tables.vocabulary import measure_side, row_role, table_type

Ground = tuple[str, Printed | None]  # why a column was inferred: the code of the repair, and where the amount stands elsewhere
_ROW_SUM: Ground = ("column_by_row_sum", None)
_SUMS: Ground = ("column_by_sums", None)
_EXACT_SUMS: Ground = ("column_by_exact_sums", None)
_TABS: Ground = ("column_by_tabs", None)
_SPACE: Ground = ("column_by_space", None)
_SIBLING: Ground = ("column_by_sibling", None)
_BLANK_SOURCES: Ground = ("column_by_blank_sources", None)
_NOT_NEEDED: Ground = ("column_by_not_needed", None)
_ROUNDS = 4
_ENOUGH = 3
_MANY_STATES = 60_000
_SELDOM = ("superior_payment", "business", "affiliate_subsidy", "opening_balance", "closing_balance", "other")


class _Side:
    """One side of one table while its amounts are being placed."""

    def __init__(self, table: RawTable, indexes: list[int], rows: list[Row]) -> None:
        columns = [table.columns[n] for n in indexes]
        local = {n: place for place, n in enumerate(indexes)}
        self.table = table
        self.indexes = indexes
        self.columns: list[Column] = columns
        self.rows = rows
        self.open = [any(a.column is None for a in row.amounts) for row in rows]
        sums = equations(columns)
        self.sums: list[Equation] = sums
        fixed = [[None if a.column is None else local.get(a.column) for a in row.amounts] for row in rows]
        options = [placements(r, f, len(columns), sums) for r, f in zip(rows, fixed, strict=True)]
        rates = frozenset(n for n, c in enumerate(columns) if measure_of(c.path).endswith("change_pct"))
        self.grid = Grid(rows, len(columns), options, families(rows), rates)
        self.grounds: dict[int, Ground] = {}
        self._note(narrow(self.grid), _SUMS)

    def _note(self, changed: set[int], why: Ground) -> None:
        for row in changed:
            self.grounds.setdefault(row, why)

    def undecided(self) -> list[int]:
        """Rows with more than one placement left."""
        return [n for n, options in enumerate(self.grid.options) if len(options) > 1]

    def choose(self, row: int, options: list[Placement], why: Ground) -> None:
        """Restrict a row and let the sums follow."""
        self.grid.options[row] = options
        self.grounds[row] = why
        self._note(narrow(self.grid), _SUMS)

    def search_on(self, *, exact: bool) -> None:
        """Try many more sums where rows are left undecided; ``exact``: only those without rounding."""
        for only_exact in (False, True) if exact else (False,):
            if self.undecided():
                self.grid.try_more(_MANY_STATES, exact=only_exact)
                why = _EXACT_SUMS if only_exact else _SUMS
                self._note(narrow(self.grid), why)
        self.grid.try_more(_MANY_STATES, exact=False)

    def store(self) -> None:
        """Write the columns on which all remaining placements of a row agree."""
        for index, (row, options) in enumerate(zip(self.rows, self.grid.options, strict=True)):
            row.fits_nowhere = self.open[index] and not options
            if not self.open[index] or not options:
                continue
            for place, amount in enumerate(row.amounts):
                columns = {option[place] for option in options}
                if len(columns) == 1:
                    column = columns.pop()
                    amount.column = self.indexes[column]
                    shifted = column != place
                    code, stands_in = self.grounds.get(index, _ROW_SUM)
                    label = self.columns[column].label
                    amount.repair = note(code, column=label, place=stands_in.words if stands_in else "") if shifted else None
                    amount.is_inferred, amount.told_by = True, stands_in.table if stands_in else None


def solve(tables: Sequence[RawTable]) -> None:
    """Give every amount of ``tables`` (one document, in order) its column where the document decides it."""
    sides = [side for table in tables for side in _sides(table)]
    for side in sides:
        _by_cells(side)
        side.store()
    for inferred in (False, True):
        _complete(tables, sides, inferred=inferred)
    for side in sides:
        _without_seldom(side)
        side.store()
    _complete(tables, sides, inferred=True)
    exact = _are_exact(sides)
    for side in sides:
        side.search_on(exact=exact)
        side.store()
    _complete(tables, sides, inferred=True)


def _are_exact(sides: Sequence[_Side]) -> bool:
    """Whether the sums over rows that are decided all hold without rounding, and enough of them."""
    found = 0
    for side in sides:
        for parent, children in side.grid.families:
            steps = differences(side.grid, parent, children)
            if steps is not None and all(abs(n) <= (len(children) + 1) // 2 for n in steps):
                if any(steps):
                    return False
                found += 1
    return found >= _ENOUGH


def _without_seldom(side: _Side) -> None:
    """Columns for rare payments and balances hold nothing where every row can do without them."""
    undecided = side.undecided()
    seldom = {n for n, c in enumerate(side.columns) if measure_of(c.path) in _SELDOM}
    totals = [r for r in side.rows if row_role(r.name)[0] == "total" and len(r.amounts) > 1]
    if not undecided or not seldom or not totals:
        return
    kept = [[o for o in options if not seldom & set(o)] for options in side.grid.options]
    needed = any(options and not left for options, left in zip(side.grid.options, kept, strict=True))
    if needed:
        return
    for row in undecided:
        if len(kept[row]) < len(side.grid.options[row]):
            side.choose(row, kept[row], _NOT_NEEDED)


def _complete(tables: Sequence[RawTable], sides: Sequence[_Side], *, inferred: bool) -> None:
    """Narrow by evidence and white space until nothing changes; ``inferred`` evidence counts last."""
    for _ in range(_ROUNDS):
        if not any(side.undecided() for side in sides):
            return
        before = _open_count(sides)
        evidence = gather(tables)
        for side in sides:
            _by_evidence(side, evidence, inferred=inferred)
            side.store()
        for side in sides:
            _by_space(side)
            side.store()
        if _open_count(sides) == before:
            break


def _open_count(sides: Sequence[_Side]) -> int:
    return sum(len(options) for side in sides for options in side.grid.options)


def _sides(table: RawTable) -> list[_Side]:
    found = []
    for name in dict.fromkeys(row.side for row in table.rows):
        indexes = [n for n, c in enumerate(table.columns) if not name or c.side in ("", name)]
        rows = [row for row in table.rows if row.side == name]
        found.append(_Side(table, indexes, rows))
    return found


def _by_evidence(side: _Side, evidence: Evidence, *, inferred: bool) -> None:
    if len(side.columns) < 2:
        return
    revenue = table_type(side.table.title)[0] == "revenue_summary"
    for row in side.undecided():
        options = side.grid.options[row]
        if revenue:
            kept = [o for o in options if not _in_blank(side, row, o, evidence)]
            if kept and len(kept) < len(options):
                side.choose(row, kept, _BLANK_SOURCES)
                options = side.grid.options[row]
        if len(options) < 2:
            continue
        told = [(o, why) for o in options if (why := _told(side, row, o, evidence))]
        if inferred and not told:
            told = [(o, why) for o in options if (why := _told(side, row, o, evidence, inferred=True))]
        if len(told) == 1:
            side.choose(row, [told[0][0]], ("column_by_same_amount", told[0][1]))
        elif not told and side.rows[row].code:
            partly = [o for o in options if _partly(side, row, o, evidence)]
            if len(partly) == 1:
                side.choose(row, partly, _SIBLING)


def _in_blank(side: _Side, row: int, option: Placement, evidence: Evidence) -> bool:
    for column, amount in zip(option, side.rows[row].amounts, strict=True):
        measure = measure_of(side.columns[column].path)
        if measure in evidence.blank and measure_side(measure) == "revenue" and Decimal(amount.text) != 0:
            return True
    return False


def _told(side: _Side, row: int, option: Placement, evidence: Evidence, *, inferred: bool = False) -> Printed | None:
    """Where the document prints every amount that ``option`` puts into a column that isn't a total (the first of them); else None."""
    subject = subject_of(side.rows[row])
    totals = {e.total for e in side.sums}
    first = None
    for column, amount in zip(option, side.rows[row].amounts, strict=True):
        if column in totals or all(column in o for o in side.grid.options[row]):
            continue
        value = in_yuan(amount.text, side.table.unit)
        place = evidence.supports(subject, column_name(side.columns[column]), value, inferred=inferred)
        if place is None:
            return None
        first = first or place
    return first


def _partly(side: _Side, row: int, option: Placement, evidence: Evidence) -> bool:
    """Whether the document prints one of the amounts that ``option`` places for the same code and measure."""
    totals = {e.total for e in side.sums}
    return any(
        column not in totals
        and Decimal(amount.text) != 0
        and evidence.supports(
            side.rows[row].code, column_name(side.columns[column]), in_yuan(amount.text, side.table.unit)
        )
        for column, amount in zip(option, side.rows[row].amounts, strict=True)
    )


def _space_option(side: _Side, row: int) -> Placement | None:
    """The placement that the white space of a printed row suggests."""
    printed = side.rows[row]
    if printed.blanks_after is None or any(a.hint is None for a in printed.amounts[1:]):
        return None
    columns = [printed.blanks_before]
    for amount in printed.amounts[1:]:
        columns.append(columns[-1] + 1 + (amount.hint or 0))
    return tuple(columns) if columns[-1] + 1 + printed.blanks_after == len(side.columns) else None


def _by_cells(side: _Side) -> None:
    """Where tabs separate all cells, blank ones too, a row's columns are as printed."""
    for row in side.undecided():
        option = _space_option(side, row) if side.rows[row].cells_known else None
        if option is not None and option in side.grid.options[row]:
            side.choose(row, [option], _TABS)


def _by_space(side: _Side) -> None:
    """Take the white space's word where it has proved right in this table, or where the column sums close on it."""
    undecided = side.undecided()
    if not undecided or len(side.columns) < 2:
        return
    told = {
        n: o for n in undecided if (o := _space_option(side, n)) in side.grid.options[n] and o is not None
    }
    if not told:
        return
    saved = [list(options) for options in side.grid.options]
    open_families = [f for f in side.grid.families if side.grid.possible(*f) is not None]
    for row, option in told.items():
        side.grid.options[row] = [option]
    closing = {
        n
        for parent, children in side.grid.families
        if side.grid.possible(parent, children) is not None
        for n in (parent, *children)
    }
    holds = all(side.grid.possible(p, c) is not None for p, c in open_families)
    proved = _proved(side, saved)
    side.grid.options = saved
    if not holds:
        return
    for row, option in told.items():
        still_open = option in side.grid.options[row] and len(side.grid.options[row]) > 1
        if still_open and (row in closing or proved):
            side.choose(row, [option], _SPACE)


def _proved(side: _Side, options: Sequence[Sequence[Placement]]) -> bool:
    """Whether rows with lost cells that arithmetic has decided agree with their white space, and enough do."""
    agree = 0
    for row, known in enumerate(options):
        if len(known) != 1 or len(known[0]) in (0, len(side.columns)) or not side.open[row]:
            continue
        if _space_option(side, row) != known[0]:
            return False
        agree += 1
    return agree >= _ENOUGH
