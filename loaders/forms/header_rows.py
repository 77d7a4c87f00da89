"""Headers of several rows as one: ``指标值`` over 符号, 数值, 单位; ``指标分类`` over 一级指标, 二级指标.

A header goes on below where some of its cells reach down into the next row and the others stand above cells there.
Each column is called by its lowest cell, or by the one above where only that names a column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.forms.form_rows import FormRow
from loaders.forms.header import called, indicator_header
from loaders.grammar.normal import fold
from loaders.grammar.values import is_number

_LONGEST_NAME = 16


def joined(rows: Sequence[FormRow]) -> list[FormRow]:
    """The rows of a form, each header of an indicator block being one row; other rows are as they were."""
    found: list[FormRow] = []
    for row in rows:
        whole = _with_below(found[-1], row) if found else None
        if whole is None:
            found.append(row)
        else:
            found[-1] = whole
    return found


def _with_below(top: FormRow, row: FormRow) -> FormRow | None:
    """The header that ``top`` and the ``row`` below it make together, or None where they make none."""
    is_group = top.part == row.part and any(cell.col_span > 1 for cell in top.own)
    if not is_group or not all(_is_name(cell.text) for cell in (*top.own, *row.own)):
        return None
    below = {cell: [c for c in row.own if cell.col <= c.col and c.col + c.col_span <= cell.col + cell.col_span] for cell in top.own}
    reaching = [cell for cell in top.cells if cell in row.cells or not below.get(cell)]
    if not any(len(under) > 1 for under in below.values()) or not reaching:
        return None
    if sum(map(len, below.values())) < len(row.own):
        return None
    parted = ((cell, one) for cell, under in below.items() if cell not in reaching for one in under)
    named = [replace(one, text=called((cell, one))) for cell, one in parted]
    cells = tuple(sorted((*reaching, *named), key=lambda cell: cell.col))
    whole, part = replace(row, cells=cells, own=(*top.own, *row.own)), indicator_header(top)
    header = indicator_header(whole)
    if header is None or (part is not None and not set(part.names()) <= set(header.names())):
        return None
    return whole


def _is_name(text: str) -> bool:
    return len(fold(text)) <= _LONGEST_NAME and not is_number(text)
