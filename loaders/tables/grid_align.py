"""Reading a continuation page by the columns of the page before it."""

from __future__ import annotations

from dataclasses import replace

from loaders.grammar.normal import fold
from loaders.model import Grid
from loaders.tables.grid_layout import Lane, Layout, layout
from loaders.tables.grid_matrix import Matrix, matrix
from loaders.tables.grid_place import placed_like

_SAME = 0.6
_SHIFTS = (-2, -1, 0, 1, 2)  # frame columns at the left that one page has and another has not


def same_header(one: Layout, other: Layout) -> bool:
    """Whether two headers name the same columns; a damaged copy of a header may lack some of them."""
    mine = {word for word in one.signature if word}
    theirs = {word for word in other.signature if word}
    if not mine or not theirs:
        return False
    if _tops(one) and _tops(other) and not _tops(one) & _tops(other):
        return False
    if one.signature == other.signature:
        return True
    return len(mine & theirs) >= _SAME * max(len(mine), len(theirs))


def _tops(found: Layout) -> set[str]:
    """The headers over groups of amount columns: what tells the fund table from the state-capital table."""
    return {fold(slot.words[0]) for slot in found.slots if not slot.is_label and len(slot.path) > 1}


def adopt(
    base: Layout, head: Grid, grid: Grid, whole: Matrix, found: Layout | None
) -> tuple[Matrix, Layout]:
    """The matrix and layout by which a continuation page is read; its lanes use the columns of ``base``, which is that of ``head``."""
    if found is not None and len(found.slots) == len(base.slots):
        return whole, replace(base, kept=whole.kept, width=whole.width)
    if found is None and whole.cols < len(base.slots) and (placed := placed_like(head, grid)) is not None:
        return matrix(placed, base.kept), replace(base, width=placed.cols)
    shift = _shift(base, whole)
    if found is None and shift is not None:
        moved = _moved(grid, max(shift - base.kept[0], 0))  # the page has lost its first columns, blank in all its rows
        left = moved.cols - grid.cols - shift
        return matrix(moved, [col + left for col in base.kept]), replace(base, width=moved.cols)
    if grid.cols == base.width and set(whole.kept) <= set(base.kept):
        return matrix(grid, base.kept), base
    if whole.cols == len(base.slots):
        return whole, base
    if found is not None:
        return whole, _by_header(base, found)
    return whole, _by_contents(base, whole)


def _by_header(base: Layout, found: Layout) -> Layout:
    """Lanes of ``found`` with each amount column mapped to the column of ``base`` that has the same path."""
    lanes = []
    for lane in found.lanes:
        pairs = [
            (col, base.columns.index(column))
            for col, own in zip(lane.amounts, lane.columns, strict=True)
            if own is not None and (column := found.columns[own]) in base.columns
        ]
        lanes.append(replace(lane, amounts=tuple(c for c, _ in pairs), columns=tuple(i for _, i in pairs)))
    lanes += [Lane((), (), ())] * (len(base.lanes) - len(lanes))
    return replace(found, lanes=tuple(lanes[: len(base.lanes)]), columns=base.columns)


def _shift(base: Layout, whole: Matrix) -> int | None:
    """The one number of frame columns by which a page differs from its table; None where none or several fit.

    A page of which only the left columns hold anything still has its labels and amounts where the table has them.
    """
    own = [(col, slot.is_label) for col, slot in zip(whole.kept, layout(whole, 0).slots, strict=True)]
    known = {col: slot.is_label for col, slot in zip(base.kept, base.slots, strict=True)}
    labels = [col for col, is_label in own if is_label]
    if not labels or len(labels) == len(own):
        return None
    fitting = [
        shift
        for shift in _SHIFTS
        if base.kept[-1] - shift < whole.width
        and all(known.get(col + shift) == is_label for col, is_label in own)
    ]
    return 0 if 0 in fitting and whole.width == base.width else fitting[0] if len(fitting) == 1 else None


def _moved(grid: Grid, by: int) -> Grid:
    """``grid`` with as many blank columns before its first."""
    cells = tuple(replace(cell, col=cell.col + by) for cell in grid.cells)
    return Grid(grid.rows, grid.cols + by, cells, grid.page) if by else grid


def _by_contents(base: Layout, whole: Matrix) -> Layout:
    """Read a page that has fewer (blank or merged) or more (ghost) columns than the table.

    Where a lane has as many columns of amounts as in the table, they are taken in order; otherwise its amounts
    stay without column, for the arithmetic to place. As many label columns are those of the table.
    """
    own = layout(whole, 0)
    slots = list(own.slots)
    placed = len(own.lanes) == len(base.lanes)
    lanes: list[Lane] = []
    for index, lane in enumerate(own.lanes):
        known = base.lanes[index] if placed else base.lanes[min(index, len(base.lanes) - 1)]
        fits = placed and len(lane.amounts) == len(known.amounts)
        columns = known.columns if fits else (None,) * len(lane.amounts)
        lanes.append(Lane(lane.labels, lane.amounts, columns, known.side))
        mine, theirs = (_before_amounts(one) if fits else one.labels for one in (lane, known))
        if placed and len(mine) == len(theirs):
            for own_col, base_col in zip(mine, theirs, strict=True):
                slots[own_col] = base.slots[base_col]
    lanes += [Lane((), (), ())] * (len(base.lanes) - len(lanes))
    return Layout(tuple(slots), tuple(lanes), base.columns, whole.kept, whole.width)


def _before_amounts(lane: Lane) -> list[int]:
    """The label columns of a lane but those behind its amounts (remarks), which a page may leave blank."""
    return [col for col in lane.labels if col < lane.amounts[0]]
