"""Columns that add up to the one before them though the header doesn't say so."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.checks.conftest import Bench

Rows = tuple[tuple[str, ...], ...]
LISTED: Rows = (("30.50", "20.10", "10.40"), ("44.00", "33.00", "11.00"), ("71.20", "1.20", "70.00"), ("9.00", "9.00", "0.00"))
LABELS = ("小计", "其中：/基本支出", "其中：/项目支出")


def _cells(rows: Rows, labels: tuple[str, ...] = LABELS, units: tuple[str, ...] = ("万元",) * 9) -> list[dict[str, Any]]:
    return [
        {
            "cell_id": f"r{r}c{c}", "document_id": "d", "table_seq": 1, "lane": "", "row_seq": r, "column_seq": c,
            "amount": Decimal(amount), "unit": units[c], "step": Decimal("0.01"), "measure_label": label, "is_rate": False,
        }
        for r, amounts in enumerate(rows) for c, (amount, label) in enumerate(zip(amounts, labels, strict=True))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (_cells(LISTED), [1, 2]),
        (_cells(LISTED[:2] + LISTED[3:]), []),  # two rows tell nothing
        (_cells((*LISTED, ("5.00", "2.00", "2.00"))), []),  # three rows for one that fails
        (_cells((*LISTED, ("8.10", "8.00", "0.10"), ("6.10", "6.00", "0.10"), ("5.00", "2.00", "2.00"))), [1, 2]),
        (_cells(LISTED, units=("万元", "人", "万元")), []),
        (_cells(LISTED, ("本年/小计", "上年/基本支出", "上年/项目支出")), []),  # under another head
        (_cells(tuple((*row, "7.00") for row in LISTED), (*LABELS, "备注金额")), [1, 2]),
    ],
)
def test_a_run_of_columns(bench: Bench, cells: list[dict[str, Any]], found: list[int]) -> None:
    rows = bench.rows("column_run", int_amount_cell=cells)

    assert sorted(row["column_seq"] for row in rows) == found
    assert {row["total_column_seq"] for row in rows} <= {0}


def test_columns_that_the_header_puts_together_are_left_alone(bench: Bench) -> None:
    known = [{"document_id": "d", "table_seq": 1, "side": "", "column_seq": n, "total_column_seq": 0} for n in (1, 2)]

    assert bench.rows("column_run", int_amount_cell=_cells(LISTED), int_amount_column=known) == []
