"""Tables drawn with bars in plain text: one row a line, or one cell a line between bars that stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders.grammar.notes import is_remark
from loaders.grammar.numbers import LOOSE_SIGNED, read_number
from loaders.model import Block, Cell, Grid, Line

BAR = re.compile(r"[|｜]")
_RULE = re.compile(r"^[\s|｜]*$|^[\s|｜:+=-]*[-=]{3}[\s|｜:+=-]*$")
_ALONE = re.compile(r"\s*[|｜]\s*")
_VALUE = re.compile(rf"{LOOSE_SIGNED}[%％]?|[-—－/]*|无")
FEWEST_BARRED = 3
_FEWEST_ROWS, _FEWEST_COLS = 2, 2
_PLACED = re.compile(r"指标|^行\s*[次號号]$")
_SEVERAL = 2  # cells of a kind in one column
_MOST_WRAPS = 4  # lines of one cell
Barred = tuple[int, list[str], int | None]  # line, cells, page


def cells_of(text: str) -> list[str]:
    """The cells of a line of a table drawn with bars (``甲 | 乙 | |``), blank ones too; none of a ruling line."""
    if _RULE.match(text):
        return []
    cells = [cell.strip() for cell in BAR.split(text.strip())]
    if not cells[0]:
        cells = cells[1:]
    if cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def table(rows: Sequence[Barred]) -> list[Block]:
    """Lines with bars: a table where all have as many cells, else lines with tabs between the cells.

    A ruling line is blank; ragged lines have lost blank cells, and which is left open; so have lines whose blank cells
    all stand at their end.
    """
    below = next((n for n, row in enumerate(rows) if n and len(row[1]) == 1 and is_remark(row[1][0])), len(rows))
    if 0 < below < len(rows):  # a note that a bar closes is below the table, and no row of one cell
        return [*table(rows[:below]), *(Line(number, "\t".join(cells), page) for number, cells, page in rows[below:])]
    filled = [row for row in rows if row[1]]
    cols = {len(cells) for _, cells, _ in filled}
    if cols == {1} and (grid := _one_a_line(rows)) is not None:
        return [grid]
    if len(filled) < FEWEST_BARRED or len(cols) != 1 or cols == {1} or _is_packed([cells for _, cells, _ in filled]):
        return [Line(number, "\t".join(cells).rstrip("\t"), page) for number, cells, page in rows]
    cells = tuple(
        Cell(row, col, text, (number,))
        for row, (number, texts, _) in enumerate(filled)
        for col, text in enumerate(texts)
        if text
    )
    return [Grid(len(filled), cols.pop(), cells, filled[0][2])]


def _one_a_line(rows: Sequence[Barred]) -> Grid | None:
    """Cells that each end their line with a bar (``合计 |``, ``5 |``): the table of as many columns as tell labels, first in their
    rows below a header of words, from values; None where no count of columns does, or several do."""
    texts = ["".join(cells) for _, cells, _ in rows]
    value = [_VALUE.fullmatch(text) is not None for text in texts]
    may_be = [
        cols
        for cols in range(_FEWEST_COLS, len(texts) // FEWEST_BARRED + 1)
        if len(texts) % cols == 0
        and not any(value[:cols])
        and not any(value[cols::cols])
        and all(value[n] or n % cols == 0 for n in range(cols, len(texts)))
        and all(any(text for text in texts[cols + col :: cols]) for col in range(1, cols))
    ]
    if len(may_be) != 1:
        return None
    cells = tuple(
        Cell(n // may_be[0], n % may_be[0], text, (number,))
        for n, ((number, _, _), text) in enumerate(zip(rows, texts, strict=True))
        if text
    )
    return Grid(len(texts) // may_be[0], may_be[0], cells, rows[0][2])


def _is_packed(rows: Sequence[Sequence[str]]) -> bool:
    """Whether blank cells were moved to the end of their rows: none stands before another cell, and below the header
    labels stand in columns of numbers. Forms, whose cells are of many kinds, and printed line numbers tell places of their own."""
    if any(_PLACED.search(cell) for row in rows for cell in row) or not all("" not in row or not any(row[row.index("") :]) for row in rows):
        return False
    numbers = [[read_number(cell) is not None for cell in row] for row in rows]
    first = next((n for n, row in enumerate(numbers) if any(row)), len(rows))
    mixed = [
        sum(kinds[col] for kinds in numbers[first:]) >= _SEVERAL
        and sum(bool(row[col]) and not kinds[col] for row, kinds in zip(rows[first:], numbers[first:], strict=True)) >= _SEVERAL
        for col in range(len(rows[0]))
    ]
    return any(mixed)


def framed(lines: Sequence[str]) -> dict[int, tuple[int, Grid]]:
    """Tables whose cells stand between bars alone on their lines, by the index of their first line, with their end.

    ``|``, ``合计``, ``|``, ``5``, ``|`` is a row of two: each opens and closes with a bar, so that two bars part the rows. A count of columns
    is taken where every row of the stretch has it; line numbers count from 1.
    """
    found: dict[int, tuple[int, Grid]] = {}
    for start, stop in _stretches(lines):
        bars = [index for index in range(start, stop) if _ALONE.fullmatch(lines[index])]
        slots = [(a, b) for a, b in pairwise(bars)]
        grid = next((g for cols in range(_FEWEST_COLS, len(slots)) if (g := _grid(lines, slots, cols)) is not None), None)
        if grid is not None:
            found[start] = (stop, grid)
    return found


def _stretches(lines: Sequence[str]) -> list[tuple[int, int]]:
    """From a bar alone on its line to the last one that follows it without more than a cell between."""
    bars = [index for index, line in enumerate(lines) if _ALONE.fullmatch(line)]
    found: list[tuple[int, int]] = []
    for index in bars:
        if found and index - found[-1][1] < _MOST_WRAPS + 1:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found


def _grid(lines: Sequence[str], slots: Sequence[tuple[int, int]], cols: int) -> Grid | None:
    """The table where each ``cols`` cells are followed by nothing (the bars between two rows), else None."""
    period = cols + 1
    rows, rest = divmod(len(slots) + 1, period)
    texts = ["".join(lines[a + 1 : b]).strip() for a, b in slots]
    if rest or rows < _FEWEST_ROWS or any(texts[cols::period]) or any(not any(texts[n * period :][:cols]) for n in range(rows)):
        return None
    cells = tuple(
        Cell(n // period, n % period, text, tuple(number + 1 for number in range(a + 1, b) if lines[number].strip()))
        for n, ((a, b), text) in enumerate(zip(slots, texts, strict=True))
        if text
    )
    return Grid(rows, cols, cells)
