"""Where the header of a grid ends, and what it says over each column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.grammar.normal import fold, squash
from loaders.grammar.notes import is_empty_note, is_remark, is_signature
from loaders.grammar.owners import is_owner_line
from loaders.grammar.units import printed_unit
from loaders.model import Cell
from loaders.tables.grid_matrix import Matrix
from loaders.tables.grid_words import (
    LABEL_KINDS,
    amount,
    header_kind,
    is_blank,
    is_code,
    is_enumerated,
    is_total,
)
from loaders.tables.measures import known_word

_COLUMN_NUMBER = re.compile(
    r"[(（]?(?P<number>\d{1,2}|[A-Z])[)）]?(?:=[\dA-Z+\-*/×÷()]+)?|\*+|栏次|行次|公式|[甲乙丙丁]|类?款?项?(?:栏次)?"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_SENTENCE = re.compile(r"。|,故|本表")
_NOTHING = re.compile(r"^无$|不涉及")
_MAX_HEADER = 8


def is_note_row(grid: Matrix, row: int) -> bool:
    """Whether a row is one sentence over the whole width, or a note, and no row of data."""
    cells = grid.starting(row)
    if cells and all(_is_signed(cell.text) for cell in cells):
        return True
    if len(cells) != 1:
        return False
    text = fold(cells[0].text)
    wide = grid.cols > 1 and len(grid.columns_of(cells[0])) == grid.cols
    return (
        is_remark(text)
        or (amount(text) is None and _SENTENCE.search(text) is not None)
        or (wide and (is_empty_note(text) or _NOTHING.search(text) is not None))
    )


def _is_signed(text: str) -> bool:
    unit = printed_unit(text)
    return is_signature(text) or is_owner_line(text) or (unit is not None and unit.start == 0)


def header_height(grid: Matrix) -> int:
    """The number of leading rows that are header, including a row of column numbers; 0 where there is none."""
    for row in range(min(grid.rows, _MAX_HEADER)):
        cells = grid.starting(row)
        if not cells:
            if row and not _covered(grid, row) and not _passed(grid, row) and not _goes_on(grid, row + 1):
                return row
            continue
        if row and is_number_row(cells):
            return row + 1
        if _is_body(grid, row, cells):
            return row
    return min(grid.rows, _MAX_HEADER)


def is_number_row(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns (``栏次 1 2 3``, ``1 2 3=1+2``, ``公式 A=B+C B C``).

    A row that says 栏次 may hold the ends of headers too long for the cells above, each over its number.
    """
    says = any(fold(cell.text) == "栏次" for cell in cells)
    matches = [_COLUMN_NUMBER.fullmatch(fold(cell.text.split("\n")[-1] if says else cell.text)) for cell in cells]
    if not all(matches):
        return False
    printed = [match["number"] for match in matches if match is not None and match["number"]]
    numbers = [int(n) if n.isdigit() else ord(n) - ord("A") + 1 for n in printed]
    if not numbers or numbers[0] != 1 or numbers != sorted(set(numbers)):
        return False
    return len(numbers) >= 2 or len(cells) > len(numbers)


def is_mixed_row(cells: Sequence[Cell]) -> bool:
    """Whether a total row carries sub-headers (``合计 | | | 合计 | 基本支出 | 项目支出``), as empty tables print it."""
    rest = cells[1:]
    return (
        len(rest) >= 2
        and is_total(cells[0].text)
        and sum(amount(cell.text) is None and header_kind(cell.text) == "money" for cell in rest) >= 2
    )


def _is_body(grid: Matrix, row: int, cells: Sequence[Cell]) -> bool:
    texts = [squash(cell.text) for cell in cells]
    if any(amount(text) is not None and not (row == 0 and _YEAR.fullmatch(text)) for text in texts):
        return True
    first = texts[0]
    if is_code(first) or is_remark(first):
        return True
    if row == 0:
        return len(texts) == 1 and (is_total(first) or is_enumerated(first))
    if is_mixed_row(cells):
        return False
    if is_enumerated(first) and not header_kind(first):
        return True
    if is_total(first) and all(is_blank(text) for text in texts[1:]):
        return True
    if _covered(grid, row) or _reaches_down(grid, row) or _divides_groups(grid, row):
        return False
    known = sum(bool(header_kind(text)) and (not is_enumerated(text) or text.startswith("其中")) for text in texts)
    # Rows of words only: all known header words, or most of them where the row is long.
    return len(texts) < 2 or (known < len(texts) if len(texts) < 4 else known * 3 < len(texts) * 2)


def _covered(grid: Matrix, row: int) -> bool:
    """Whether each position of a row is text of its own or a header that reaches down from above."""
    return all(cell is not None and squash(cell.text) for cell in grid.cover[row]) and any(
        cell is not None and cell.row < row for cell in grid.cover[row]
    )


def _goes_on(grid: Matrix, row: int) -> bool:
    """Whether the row below a blank one is header words again."""
    if row >= grid.rows or not (cells := grid.starting(row)):
        return False
    return not _is_body(grid, row, cells) and not is_note_row(grid, row)


def _passed(grid: Matrix, row: int) -> bool:
    """Whether a header reaches over a row, from above to below."""
    return any(
        cell is not None and cell.row < row < cell.row + cell.row_span - 1 and squash(cell.text)
        for cell in grid.cover[row]
    )


def _reaches_down(grid: Matrix, row: int) -> bool:
    """Whether the header of the first column goes on in this row: what stands beside it divides a header above."""
    cell = grid.cover[row][0]
    return cell is not None and cell.row < row and bool(squash(cell.text))


def _divides_groups(grid: Matrix, row: int) -> bool:
    """Whether a row has texts where the row above is blank, and beside that in the group's own column, and nowhere else.

    So stand the headers of a group whose cells are not merged, whatever words they are.
    """
    here = {col for col in range(grid.cols) if grid.text(row, col)}
    blank = {col for col in range(grid.cols) if not grid.text(row - 1, col)}
    begun = {col - 1 for col in blank} - blank
    return bool(blank) and 0 not in here and here == blank | begun


def header_path(grid: Matrix, height: int, col: int) -> tuple[Cell, ...]:
    """The header cells over a column from top to bottom, each once; the row of column numbers is left out."""
    path: list[Cell] = []
    for row in range(height):
        cells = grid.starting(row)
        if row and cells and is_number_row(cells):
            path += _total_by_formula(grid, row, col, path)
            ends = (grid.cover[row][col] or cells[0]).text.split("\n")[:-1]
            if ends and path and path[-1].col_span == 1:
                path[-1] = replace(path[-1], text=path[-1].text + "".join(ends))
            continue
        cell = grid.cover[row][col]
        if cell is None or not squash(cell.text):
            cell = _spilled(grid, height, row, col)
        if cell is None or is_blank(squash(cell.text)) or (path and path[-1] is cell):  # ** below a header is none
            continue
        if path and cells and cell is cells[0] and is_mixed_row(cells) and header_kind(path[-1].text) in LABEL_KINDS:
            continue
        if path and _is_broken(path[-1], cell):
            path[-1] = replace(path[-1], text=path[-1].text + cell.text)
        else:
            path.append(cell)
    return tuple(path)


def _is_broken(above: Cell, below: Cell) -> bool:
    """Whether two cells are one header that a rule cuts (``公务用`` / ``车购置费``): only together they are a known word."""
    return (
        (above.col, above.col_span) == (below.col, below.col_span)
        and known_word(above.text) is None
        and known_word(below.text) is None
        and known_word(above.text + below.text) is not None
    )


def _total_by_formula(grid: Matrix, row: int, col: int, path: Sequence[Cell]) -> list[Cell]:
    """合计 for a column without a header of its own in a group, of which the row of formulas says that it is a sum."""
    group = path[-1] if path else None
    if group is None or group.col_span == 1 or "=" not in grid.text(row, col):
        return []
    return [Cell(group.row + 1, group.col, "合计", group.lines)]


def _spilled(grid: Matrix, height: int, row: int, col: int) -> Cell | None:
    """The header to the left that means this column too, where cells were not merged (spreadsheets).

    Both the column and the one to the left must have headers of their own below, and no group of a row above
    may begin between them.
    """
    left = col - 1
    while left >= 0 and not grid.text(row, left):
        left -= 1
    if left < 0 or row + 1 >= height or _group_begins(grid, row, left + 1, col):
        return None
    cell = grid.cover[row][left]
    below = [_new_below(grid, row + 1, height, at) for at in range(left, col + 1)]
    return cell if cell is not None and cell.row_span == 1 and all(below) else None


def _group_begins(grid: Matrix, row: int, first: int, last: int) -> bool:
    cells = [(grid.cover[above][at], at) for above in range(row) for at in range(first, last + 1)]
    return any(cell is not None and cell.col == at and squash(cell.text) for cell, at in cells)


def _new_below(grid: Matrix, start: int, height: int, col: int) -> bool:
    cells = [grid.cover[row][col] for row in range(start, height)]
    return any(c is not None and c.row >= start and squash(c.text) and amount(c.text) is None for c in cells)
