"""A grid as a matrix: every position knows the cell that covers it, ghost columns are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loaders.grammar.normal import squash
from loaders.model import Cell, Grid
from loaders.tables.grid_words import amount, is_blank


@dataclass(frozen=True, slots=True)
class Matrix:
    """``cover[row][column]`` is the cell printed there (also by its spans) or None; columns are compacted.

    ``kept`` are the grid's own column numbers of the compacted columns, ``width`` the grid's number of columns,
    ``begun`` the cells with text that start in each row, from left to right.
    """

    cover: tuple[tuple[Cell | None, ...], ...]
    kept: tuple[int, ...]
    width: int
    page: int | None = None
    begun: tuple[tuple[Cell, ...], ...] = ()

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.cover)

    @property
    def cols(self) -> int:
        """Number of compacted columns."""
        return len(self.kept)

    def text(self, row: int, col: int) -> str:
        """The squashed text of the cell that covers a position, ``""`` where there is none."""
        cell = self.cover[row][col]
        return squash(cell.text) if cell is not None else ""

    def starting(self, row: int) -> tuple[Cell, ...]:
        """The cells with text that start in a row, from left to right."""
        return self.begun[row]

    def first_column(self, cell: Cell) -> int:
        """The compacted column in which a cell begins."""
        return next((i for i, col in enumerate(self.kept) if col >= cell.col), self.cols - 1)

    def columns_of(self, cell: Cell) -> list[int]:
        """The compacted columns that a cell covers."""
        return [i for i, col in enumerate(self.kept) if cell.col <= col < cell.col + cell.col_span]

    def lines(self, start: int = 0, stop: int | None = None) -> tuple[int, ...]:
        """The line numbers of the cells that start in the rows from ``start`` to before ``stop``."""
        rows = range(start, self.rows if stop is None else stop)
        return tuple(sorted({n for row in rows for cell in self.starting(row) for n in cell.lines}))


def matrix(grid: Grid, kept: Sequence[int] | None = None) -> Matrix:
    """``grid`` as a matrix of the columns ``kept``, or of all columns that are no ghosts."""
    cover: list[list[Cell | None]] = [[None] * grid.cols for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, grid.rows)):
            for col in range(cell.col, min(cell.col + cell.col_span, grid.cols)):
                if cover[row][col] is None or squash(cell.text):
                    cover[row][col] = cell
    if kept is None:
        _merge_halves(cover)
        kept = _without_ghosts(cover)
    compact = tuple(tuple(row[col] for col in kept) for row in cover)
    begun = tuple(tuple(_starting(cells, row)) for row, cells in enumerate(compact))
    return Matrix(compact, tuple(kept), grid.cols, grid.page, begun)


def _starting(cells: Iterable[Cell | None], row: int) -> Iterator[Cell]:
    last = None
    for cell in cells:
        if cell is not None and cell.row == row and cell is not last and squash(cell.text):
            last = cell
            yield cell


def _without_ghosts(cover: Sequence[Sequence[Cell | None]]) -> tuple[int, ...]:
    """Columns without text of their own (doubled borders, frames) are left out."""
    width = len(cover[0]) if cover else 0
    kept: list[int] = []
    for col in range(width):
        here = [(row, cell) for row in range(len(cover)) if (cell := cover[row][col]) and squash(cell.text)]
        if not here:
            continue
        left = kept[-1] if kept else None
        if left is not None and all(cover[row][left] is cell for row, cell in here):
            continue
        if col + 1 < width and all(cover[row][col + 1] is cell for row, cell in here):
            continue
        kept.append(col)
    return tuple(kept)


def _merge_halves(cover: list[list[Cell | None]]) -> None:
    """Join a column that has a header only with its neighbour that has amounts only (a doubled border)."""
    width = len(cover[0]) if cover else 0
    own = [_own(cover, col) for col in range(width)]
    for col in range(width - 1):
        for header, body in ((col, col + 1), (col + 1, col)):
            title, amounts = own[header], own[body]
            if _only_text(title) and _only_amounts(amounts) and title[0].row < amounts[0].row:
                for row in cover:
                    if row[header] is None or not squash(row[header].text):  # type: ignore[union-attr]
                        row[header] = row[body]
                    row[body] = row[header]
                own[header] = own[body] = _own(cover, header)
                break


def _own(cover: Sequence[Sequence[Cell | None]], col: int) -> list[Cell]:
    seen: Iterable[Cell | None] = (row[col] for row in cover)
    return [cell for cell in seen if cell is not None and squash(cell.text) and not is_blank(cell.text)]


def _only_text(cells: Sequence[Cell]) -> bool:
    narrow = [cell for cell in cells if cell.col_span == 1]
    return (
        len(narrow) == 1 and narrow[0] is cells[-1] and amount(narrow[0].text) is None and narrow[0].row <= 3
    )


def _only_amounts(cells: Sequence[Cell]) -> bool:
    return bool(cells) and all(cell.col_span == 1 and amount(cell.text) is not None for cell in cells)
