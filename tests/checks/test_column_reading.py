"""Which columns make up a total column: those of its header unless, in more rows, others near them do."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.conftest import Bench

Rows = list[tuple[int, ...]]
# A total, the two columns that its header holds, and two beside them.
PRINTED: Rows = [(30, 20, 10, 7, 0), (45, 33, 12, 0, 9), (71, 1, 70, 5, 8)]
ONE_BESIDE: Rows = [(37, 20, 10, 7, 0), (49, 33, 12, 4, 9), (76, 1, 70, 5, 8)]
TWO_BESIDE: Rows = [(39, 20, 10, 7, 2), (58, 33, 12, 4, 9), (84, 1, 70, 5, 8), (26, 11, 6, 6, 3)]
ONE_LESS: Rows = [(20, 20, 10, 7, 0), (33, 33, 12, 0, 9), (1, 1, 70, 5, 8)]


def _found(bench: Bench, rows: Rows) -> tuple[list[int], bool]:
    """The columns that make up the first, and whether other sums than the header's tell it."""
    place = {"document_id": "d", "table_seq": 1}
    columns = [
        place | {"side": "", "column_seq": n, "total_column_seq": 0 if n in (1, 2) else None, "is_addend": True} for n in range(5)
    ]
    cells = [
        place
        | {
            "lane": "", "row_seq": r, "column_seq": c, "cell_id": f"r{r}c{c}", "amount": Decimal(amount), "step": Decimal(1),
            "unit": "元", "measure_label": str(c), "is_rate": False,
        }
        for r, row in enumerate(rows) for c, amount in enumerate(row)
    ]  # fmt: skip
    found = bench.rows("column_reading", int_amount_column=columns, int_amount_cell=cells)
    assert {row["total_column_seq"] for row in found} == {0}
    assert len({row["is_learnt"] for row in found}) == 1
    return sorted(row["column_seq"] for row in found), found[0]["is_learnt"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (PRINTED, ([1, 2], False)),
        ([*PRINTED, (50, 20, 10, 20, 0)], ([1, 2], False)),  # a change for the sake of one row
        (ONE_BESIDE, ([1, 2, 3], True)),
        (TWO_BESIDE, ([1, 2, 3, 4], True)),
        (TWO_BESIDE[:3], ([1, 2], False)),  # three rows are too few for two changes
        (ONE_LESS, ([1], True)),
    ],
)
def test_columns_of_a_total(bench: Bench, rows: Rows, expected: tuple[list[int], bool]) -> None:
    assert _found(bench, rows) == expected
