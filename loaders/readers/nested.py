"""Tables within tables, as word processors and web pages use them for layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.model import Cell
from loaders.readers.common import BlockBuilder, Table

MAX_SPAN = 1000


@dataclass(slots=True)
class RichCell:
    """A cell whose content is a sequence of texts and tables."""

    row: int
    col: int
    content: list[str | RichTable] = field(default_factory=list)
    row_span: int = 1
    col_span: int = 1


@dataclass(slots=True)
class RichTable:
    """A table that may hold tables."""

    rows: int
    cols: int
    cells: list[RichCell]


def add(builder: BlockBuilder, table: RichTable) -> None:
    """Add ``table``; one that mostly holds other tables is layout, and gives its content in order."""
    if _is_layout(table):
        for cell in table.cells:
            for part in cell.content:
                if isinstance(part, str):
                    builder.lines(part)
                else:
                    add(builder, part)
        return
    builder.tables += 1
    in_row: Counter[int] = Counter()
    cells = []
    for cell in table.cells:
        in_row[cell.row] += 1
        place = f"table {builder.tables} row {cell.row + 1} cell {in_row[cell.row]}"
        cells.append(
            Cell(cell.row, cell.col, _flat(cell), row_span=cell.row_span, col_span=cell.col_span, place=place)
        )
    builder.table(Table(table.rows, table.cols, cells))


def _is_layout(table: RichTable) -> bool:
    own = sum(len(p) for c in table.cells for p in c.content if isinstance(p, str))
    inner = sum(
        len(text) for c in table.cells for p in c.content if isinstance(p, RichTable) for text in _texts(p)
    )
    return inner > own


def _texts(table: RichTable) -> Iterator[str]:
    for cell in table.cells:
        for part in cell.content:
            if isinstance(part, str):
                yield part
            else:
                yield from _texts(part)


def _flat(cell: RichCell) -> str:
    parts = []
    for part in cell.content:
        if isinstance(part, str):
            parts.append(part)
        else:
            rows: dict[int, list[str]] = {}
            for inner in part.cells:
                rows.setdefault(inner.row, []).append(_flat(inner).replace("\n", ""))
            parts.extend("\t".join(row) for _, row in sorted(rows.items()))
    return "\n".join(p for p in parts if p.strip())
