"""The rows of a form: the grids of one form as one run of rows; cells that span rows are seen in each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loaders.grammar.normal import squash
from loaders.model import Cell, Grid


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form: its non-blank cells from left to right, ``own`` those that begin in it.

    ``blanks`` are the blank cells that begin in it. ``part`` is the number of the grid it lies in: columns are comparable
    only inside one grid, where cells begin in the columns ``starts``; ``is_last`` of a grid, ``is_first`` on a page
    below another. ``printed`` is the row as it stands in a text. ``is_unsure`` says that it may be a part of the row beyond a page break.
    """

    part: int
    cells: tuple[Cell, ...]
    own: tuple[Cell, ...]
    page: int | None
    cols: int = 0
    blanks: tuple[Cell, ...] = ()
    starts: tuple[int, ...] = ()
    is_last: bool = False
    printed: str = ""
    is_first: bool = False
    is_unsure: bool = False

    @property
    def lines(self) -> tuple[int, ...]:
        """Line numbers of the cells that begin in this row."""
        return tuple(sorted({number for cell in self.own for number in cell.lines}))

    @property
    def text(self) -> str:
        """The printed row, cells separated by a space."""
        return self.printed or " ".join(squash(cell.text) for cell in self.own)


def covering(grid: Grid) -> dict[int, list[Cell]]:
    """All cells, blank ones too, by each row that they lie in, from left to right."""
    found: dict[int, list[Cell]] = {}
    for cell in sorted(grid.cells, key=lambda cell: cell.col):
        for row in range(cell.row, cell.row + cell.row_span):
            found.setdefault(row, []).append(cell)
    return found


def form_rows(grids: Iterable[Grid]) -> list[FormRow]:
    """All rows of ``grids`` in order; blank rows are left out."""
    found: list[FormRow] = []
    for part, grid in enumerate(grids):
        starts = tuple(sorted({cell.col for cell in grid.cells if squash(cell.text)}))
        for row, lying in sorted(covering(grid).items()):
            cells = tuple(cell for cell in lying if squash(cell.text))
            own = tuple(cell for cell in cells if cell.row == row)
            blanks = tuple(cell for cell in lying if cell.row == row and cell not in own)
            if own:
                last = row == grid.rows - 1
                found.append(FormRow(part, cells, own, grid.page, grid.cols, blanks, starts, last))
    return found


def overlap(start: int, stop: int, other_start: int, other_stop: int) -> int:
    """How many columns two stretches of columns share (both ends exclusive)."""
    return max(0, min(stop, other_stop) - max(start, other_start))
