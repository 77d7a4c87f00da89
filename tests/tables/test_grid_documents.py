"""Published PDFs: every number of a budget grid is read once, and the official identities hold on what was read."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import cache

import pytest

from loaders.document.segment import segments
from loaders.model import Grid
from loaders.readers.pdf.reader import read_pdf
from loaders.tables.grid_table import read_grids
from loaders.tables.grid_words import amount
from loaders.tables.model import RawTable
from tests.originals import SHARED, needed

needed("pdf")
NAMES = [
    "js-cppcc-2018-tables",
    "sh-putuo-govoffice-2025-unit-budget",
    "sh-putuo-planning-2024-final",
    "sh-putuo-wanli-2024-dept-budget",
]
ROUNDING = Decimal("0.02")


@cache
def read(name: str) -> tuple[list[RawTable], list[Grid]]:
    path = SHARED / "pdf" / f"{name}.pdf"
    tables: list[RawTable] = []
    grids: list[Grid] = []
    for segment in segments(read_pdf(path, path.name)):
        own = [block for block in segment.blocks if isinstance(block, Grid)]
        found = read_grids(segment)[0] if own else []
        tables += found
        grids += own if found else []
    return tables, grids


def values(table: RawTable) -> dict[tuple[str, int], Decimal]:
    return {
        (row.code, a.column): Decimal(a.text)
        for row in table.rows
        for a in row.amounts
        if row.code and a.column is not None
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_read_once(name: str) -> None:
    tables, grids = read(name)
    printed = Counter(d for grid in grids for cell in grid.cells if (d := amount(cell.text)) is not None)
    taken = Counter(a.text for table in tables for row in table.rows for a in row.amounts)
    codes = {row.code for table in tables for row in table.rows}

    assert taken.total() > 100
    assert not taken - printed
    unread = [
        d
        for d in printed - taken
        if not any(code.startswith(d) or code.endswith(d.zfill(2)) for code in codes)
    ]
    assert [d for d in unread if not any(len(c) > 3 and c[3:5] == d.zfill(2) for c in codes)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_amount_has_a_column(name: str) -> None:
    tables, _ = read(name)

    assert all(a.column is not None for table in tables for row in table.rows for a in row.amounts)
    assert all(table.unit for table in tables)


@pytest.mark.parametrize("name", NAMES)
def test_parents_are_the_sums_of_their_children(name: str) -> None:
    tables, _ = read(name)
    tested = 0
    for table in tables:
        cells = values(table)
        for (code, column), value in cells.items():
            children = [
                v
                for (c, own), v in cells.items()
                if own == column and len(c) == len(code) + 2 and c.startswith(code)
            ]
            if children:
                tested += 1
                assert abs(sum(children) - value) <= ROUNDING, (table.title, code, column)

    assert tested >= 19


@pytest.mark.parametrize("name", NAMES)
def test_totals_are_the_sums_of_the_classes(name: str) -> None:
    tables, _ = read(name)
    tested = 0
    for table in tables:
        classes: Counter[int] = Counter()
        for (code, column), value in values(table).items():
            if len(code) == 3:
                classes[column] += value  # type: ignore[assignment]
        for row in table.rows:
            if row.name != "合计" or not classes:
                continue
            for a in row.amounts:
                if a.column is not None:
                    tested += 1
                    assert abs(classes[a.column] - Decimal(a.text)) <= ROUNDING, (table.title, a.column)

    assert tested >= 5
