"""What the rows of a table are to each other: agencies above items, items above their parts.

Marks of lists, indents, names, groups of measures and the sums themselves each propose a nesting; the one that the
table's own amounts support best is taken. Where none is supported the marks decide, as printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import combinations, pairwise
from math import inf

from loaders.grammar.enumeration import depth as mark_depth
from loaders.grammar.normal import fold
from loaders.notes import note
from loaders.tables.agencies import find_agencies
from loaders.tables.balances import before_total, set_details
from loaders.tables.forest import by_forest
from loaders.tables.labels import role_of
from loaders.tables.measures import column_measures
from loaders.tables.model import RawTable, Row
from loaders.tables.nesting import (
    OF_WHICH,
    Depths,
    by_functions,
    by_groups,
    by_indent,
    by_marks,
    by_names,
    by_purchases,
    by_sums,
)
from loaders.tables.row_sums import Gaps, Sums
from loaders.tables.subtotals import (
    close_nested,
    release_head,
    set_coded_total,
    set_parts,
    set_repeated_total,
    set_same_code,
    set_subtotals,
    settle_nested,
)
from loaders.tables.told_sides import set_sides
from loaders.tables.vocabulary import (
    code_level,
    row_role,
    subjects,
)

_TOTAL = re.compile(r"(?:总计|合计)$")
_NO_ADDENDS = ("change", "change_pct", "rate")  # last words of measures that are no money of this year
_TOP = -1  # parent of the rows that stand below none


def arrange(table: RawTable) -> None:
    """Set ``role`` and ``level`` of the rows of ``table`` where its structure tells them."""
    measures = column_measures(table.columns)
    money = frozenset(n for n, measure in enumerate(measures) if not measure.endswith(_NO_ADDENDS))
    printed = [(row.role, row.level) for row in table.rows]
    is_told = set_sides(table.rows)
    is_beside = len({row.lane for row in table.rows}) > 1
    proved = [_arrange(rows, money) for rows in _lanes(table)]
    # One list above the other needs the proof; beside the other each has its own total.
    if is_told and not is_beside and not all(proved):
        for row, (role, level) in zip(table.rows, printed, strict=True):
            row.side, row.role, row.level = "", role, level
        for rows in _lanes(table):
            _arrange(rows, money)


def _arrange(rows: Sequence[Row], money: frozenset[int]) -> bool:
    """Roles and levels of one list; whether its last row is its total and made up by the list."""
    sums = Sums(rows, money)
    _complete_codes(rows)
    set_repeated_total(rows, sums)
    set_same_code(rows, sums)
    set_coded_total(rows, sums)
    find_agencies(rows, sums)
    set_subtotals(rows, sums)
    _nest(rows, sums)
    close_nested(rows, sums)
    set_parts(rows, sums)
    set_details(rows, sums)
    settle_nested(rows, sums)
    release_head(rows, sums)
    _find_total(rows, sums)
    own = [n for n, row in enumerate(rows) if sums.has_amounts(n)]
    own = before_total(rows, own, next((n for n in reversed(own) if role_of(rows[n]) == "total"), -1))
    closing = [n for n in own if rows[n].role == "subtotal"]
    top = [n for n in own if n in closing or (rows[n].level == 1 and n > max(closing, default=-1))]
    return bool(top) and role_of(rows[own[-1]]) == "total" and sums.adds_up(own[-1], top) > 0


def _nest(rows: Sequence[Row], sums: Sums) -> None:
    """Levels, and the total of a list without one: its first or last row says so (税收返还和转移支付总计) and the list makes it up."""
    own = [n for n, row in enumerate(rows) if sums.has_amounts(n)]
    if all(role_of(rows[n]) in ("item", "carryover") and not rows[n].code for n in own):
        printed = [row.role for row in rows]
        for n in own[-1:] + own[:1] if len(own) > 2 else []:
            if not _TOTAL.search(fold(rows[n].name)):
                continue
            rows[n].role = "total"
            _set_levels(rows, sums)
            top = [m for m in own if rows[m].level == 1]
            if len(top) > 1 and sums.adds_up(n, top) > 0:
                return
            for row, role in zip(rows, printed, strict=True):
                row.role, row.level = role, None
    _set_levels(rows, sums)


def _find_total(rows: Sequence[Row], sums: Sums) -> None:
    """One row that has lost its label is the total where it stands before or behind all others and they make it up."""
    own = [n for n, row in enumerate(rows) if sums.has_amounts(n)]
    bare = [n for n in own if not (rows[n].name or rows[n].code or rows[n].second_name)]
    if len(bare) != 1 or bare[0] not in (own[0], own[-1]) or rows[bare[0]].repair is not None:
        return
    others = [n for n in own if n != bare[0]]
    if any(role_of(rows[n]) != "item" for n in others):
        return
    coded = any(code_level(rows[n].code) for n in others)
    parts = [n for n in others if (code_level(rows[n].code) if coded else rows[n].level or 1) == 1]
    filled = [n for n in parts if any(Decimal(amount.text) for amount in rows[n].amounts)]
    if len(filled) > 1 and sums.adds_up(bare[0], parts, exactly=True) > 0:
        rows[bare[0]].role, rows[bare[0]].repair = "total", note("total_by_sum")


def _lanes(table: RawTable) -> Iterator[list[Row]]:
    for side, lane in dict.fromkeys((row.side, row.lane) for row in table.rows):
        yield [row for row in table.rows if (row.side, row.lane) == (side, lane)]


def _complete_codes(rows: Sequence[Row]) -> None:
    """A section printed as its last two digits below its class (``208``, ``05``, ``2080505``) gets its whole code."""
    above = ""
    for row, following in zip(rows, [*rows[1:], Row()], strict=True):
        if code_level(row.code) == 1:
            above = row.code
            continue
        whole = above + row.code
        known = whole in subjects() or (len(following.code) > len(whole) and following.code.startswith(whole))
        if len(row.code) == 2 and above and known and row.repair is None:
            row.repair = note("code_padded", printed=row.code, padded=whole)
            row.code = whole


def _set_levels(rows: Sequence[Row], sums: Sums) -> None:
    items = [n for n, row in enumerate(rows) if row.name and role_of(row) in ("item", "carryover")]
    if len(items) < 2 or any(code_level(rows[n].code) for n in items):
        return
    names = [fold(rows[n].name) for n in items]
    indents = [rows[n].indent for n in items]
    marked = any(mark_depth(name) for name in names)
    printed: list[Callable[[], Depths | None]] = [
        partial(by_names, names, whole=True),
        partial(by_purchases, names),
        *([] if marked else [partial(by_groups, names)]),
        *(partial(by_marks, names, plain, stay, indents) for plain in ("same", "above", "below") for stay in (False, True)),
        partial(by_groups, names),
        partial(by_indent, indents),
    ]
    closing = [n for n, row in enumerate(rows) if row.name and n not in items and row.role != "of_which"]
    behind = _closed_behind(rows, names, items, closing, sums)
    guessed: list[Callable[[], Depths | None]] = [
        partial(by_names, names, whole=False),
        *(partial(by_functions, names, items, sums, flat=flat) for flat in (False, True)),
    ]
    is_closed = len(closing) == 1 and role_of(rows[closing[0]]) == "total"
    added: list[Callable[[], Depths | None]] = [
        partial(by_sums, names, items, sums),
        *([partial(by_forest, items, sums, closing[0]), partial(_closed, rows, names, items, closing[0], sums)] if is_closed else []),
        partial(_closed_by_units, rows, names, items, sums),
    ]
    every = [*printed, *guessed, *added]
    best: dict[int, list[int]] | None = None
    most = 0
    tried: list[Depths] = []
    for propose in every:
        proposed = propose()
        for depths in [proposed, proposed and [*proposed[: len(items) - len(behind)], *behind]]:
            if not depths or depths in tried:
                continue
            tree = _tree(rows, items, depths)
            support = _support(rows, tree, sums)
            if best is None or support > (max(most, 0) if propose in guessed else most):
                best, most = tree, support
            if propose not in guessed:
                tried.append(depths)
    _write(rows, best or {}, _TOP, 1, sums)


def _closed(rows: Sequence[Row], names: Sequence[str], items: Sequence[int], total: int, sums: Sums) -> Depths | None:
    """Depths by sums that small figures may meet by chance, where what is left at the top makes up the total."""
    depths = by_sums(names, items, sums, at_most=inf)
    if depths is None:
        return None
    tree = _tree(rows, items, depths)
    return depths if sums.adds_up(total, _with_amounts(tree[_TOP], tree, sums)) > 0 else None


def _closed_by_units(rows: Sequence[Row], names: Sequence[str], items: Sequence[int], sums: Sums) -> Depths | None:
    """Depths below each agency that its rows close up to; elsewhere those by sums alone."""
    depths = by_sums(names, items, sums) or [1] * len(items)
    units = [n for n, row in enumerate(rows) if row.role == "unit"]
    is_found = False
    for unit, following in pairwise([*units, len(rows)]):
        places = [place for place, n in enumerate(items) if unit < n < following]
        closed = by_forest([items[place] for place in places], sums, unit, chains=True)
        if closed is not None:
            is_found = True
            for place, depth in zip(places, closed, strict=True):
                depths[place] = depth
    return depths if is_found else None


def _closed_behind(
    rows: Sequence[Row], names: Sequence[str], items: Sequence[int], closing: Sequence[int], sums: Sums
) -> Depths:
    """Depths of the items behind the last subtotal in which they close up to the total: side by side where that is enough
    (支出合计, 上解支出, 年终结余, 支出总计). Empty where they don't."""
    if len(closing) < 2 or role_of(rows[closing[-1]]) != "total":
        return []
    beside = closing[-2:-1] if role_of(rows[closing[-2]]) == "total" else closing[:-1]
    if any(role_of(rows[n]) not in ("total", "subtotal") for n in beside):
        return []
    behind = [place for place, n in enumerate(items) if closing[-2] < n < closing[-1] and sums.has_amounts(n)]
    own = [place for place in behind if not OF_WHICH.match(names[place])]
    level = [items[place] for place in own]
    is_flat = bool(own) and sums.adds_up(closing[-1], [*beside, *level]) > 0
    closed = [1] * len(own) if is_flat else by_forest(level, sums, closing[-1], chains=True, beside=beside)
    if closed is None:
        return []
    found = dict(zip(own, closed, strict=True))
    depths: Depths = []
    for place in range(behind[0], len(items)):
        deeper = place - 1 in found and OF_WHICH.match(names[place]) is not None
        following = next((found[n] for n in own if n > place), 1)  # before the first part of another a blank row is its part too
        above = depths[-1] + deeper if depths else 1
        depths.append(found.get(place, max(above, following)))
    return depths


def _write(rows: Sequence[Row], tree: dict[int, list[int]], parent: int, level: int, sums: Sums) -> None:
    """Levels from the top of a nesting downwards; what 其中 leaves incomplete is a part, and so are details of a balance."""
    below = tree.get(parent, [])
    if parent != _TOP and (
        role_of(rows[parent]) in ("carryover", "of_which")
        or (OF_WHICH.match(fold(rows[below[0]].name)) and sums.leaves_rest(parent, below))
    ):
        for n in below:
            rows[n].role = "of_which"
    for n in below:
        rows[n].level = level
        if n in tree:
            _write(rows, tree, n, level + 1, sums)


def _tree(rows: Sequence[Row], items: Sequence[int], depths: Depths) -> dict[int, list[int]]:
    """Children by parent under depths; a total or an agency between them closes what is open."""
    tree: dict[int, list[int]] = {}
    stack: list[tuple[int, int]] = []
    previous = -1
    for n, level in zip(items, depths, strict=True):
        if any(role_of(row) not in ("item", "carryover") for row in rows[previous + 1 : n] if row.name):
            stack = []
        while stack and stack[-1][0] >= level:
            stack.pop()
        tree.setdefault(stack[-1][1] if stack else _TOP, []).append(n)
        stack.append((level, n))
        previous = n
    return tree


def _support(rows: Sequence[Row], tree: dict[int, list[int]], sums: Sums) -> int:
    """How many sums hold under a nesting, less those that don't; parts after 其中 need not be all parts.

    Two sums that one figure explains, which the one is and the other adds up, speak against nothing.
    """
    found = 0
    missed: list[tuple[int, Gaps]] = []

    def weigh(weight: int, whole: int, parts: Sequence[int], *, parts_of: bool = False) -> int:
        held = sums.adds_up(whole, parts, parts_of=parts_of)
        if held < 0:
            missed.append((weight, sums.gaps(whole, parts)))
        return weight * held

    for parent, below in tree.items():
        if parent != _TOP:
            parts_of = OF_WHICH.match(fold(rows[below[0]].name)) is not None
            found += weigh(1, parent, _with_amounts(below, tree, sums), parts_of=parts_of)
    said = ["subtotal" if row.role == "subtotal" else row_role(row.name)[0] for row in rows]
    closing = [n for n, role in enumerate(said) if role in ("total", "subtotal")]
    closing = closing or [n for n, row in enumerate(rows) if row.role == "total"]
    top = tree.get(_TOP, [])
    if len(closing) == 1:
        found += weigh(2, closing[0], _with_amounts(before_total(rows, top, closing[0]), tree, sums))
    for subtotal in (n for n in closing if len(closing) > 1 and role_of(rows[n]) == "subtotal"):
        since = max((n for n in closing if n < subtotal), default=-1)
        parts = [n for n in top if since < n < subtotal]
        found += weigh(2, subtotal, _with_amounts(parts, tree, sums))
    for (weight, gaps), (other_weight, others) in combinations(missed, 2):
        if {column: -gap for column, gap in others.items()} == gaps:
            return found + weight + other_weight
    return found


def _with_amounts(rows: Sequence[int], children: dict[int, list[int]], sums: Sums) -> list[int]:
    """``rows``, headings without amounts replaced by what stands below them."""
    return [
        n
        for row in rows
        for n in ([row] if sums.has_amounts(row) else _with_amounts(children.get(row, []), children, sums))
    ]
