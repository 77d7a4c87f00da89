"""Marks that a reporting system leaves in the sheets it exports, beside what they publish.

The debt disclosures of all provinces come out of one system: rows of column names (``AD_NAME#``) above the title, a
column that says of each row whether it counts (``VALID#``), and columns of keys without a head. None of it is printed
for a reader; only a sheet with such marks is treated so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from loaders.model import Cell

_MARK = re.compile(r"^[A-Za-z][\w.]*#")
_ROW_MARK = "VALID#"


def export_marks(
    cells: Sequence[Cell], spans: Mapping[tuple[int, int], tuple[int, int]]
) -> tuple[set[int], set[int]]:
    """The rows and columns of a sheet (0-based) that hold nothing but marks; both empty where it has none.

    ``spans`` are the rows and columns that merged cells take, by the place of their first cell.
    """
    marks = [cell for cell in cells if _MARK.match(cell.text.strip())]
    counting = {cell.col for cell in marks if cell.text.strip() == _ROW_MARK}
    named = [cell.row for cell in marks if cell.col not in counting]
    if len(counting) != 1 or not named:
        return set(), set()
    data = {cell.row for cell in marks if cell.col in counting}
    above = set(range(max(named) + 1))
    headed = {
        cell.col + offset
        for cell in cells
        if cell.row not in data | above and cell.col not in counting
        for offset in range(spans.get((cell.row, cell.col), (1, 1))[1])
    }
    return above, counting | {cell.col for cell in cells if cell.col not in headed}
