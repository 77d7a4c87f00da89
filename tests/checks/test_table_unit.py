"""SC-09: one figure of one subject is printed in one unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.checks.conftest import Bench

_YUAN = {"元": 1, "万元": 10_000}


def _table(seq: int, unit: str, **amounts: str) -> list[dict[str, Any]]:
    return [
        {
            "document_id": "d", "table_seq": seq, "table_title": f"表{seq}", "cell_id": f"{seq}{name}", "subject_name": name,
            "name_key": name, "amount_printed": amount, "amount": Decimal(amount), "unit": unit,
            "amount_in_yuan": Decimal(amount) * _YUAN[unit], "is_rate": False, "source_line": seq,
        }
        for name, amount in amounts.items()
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tables", "evidence"),
    [
        ([_table(1, "万元", 合计="1234.56"), _table(2, "万元", 合计="1234.56")], []),
        ([_table(1, "万元", 合计="1234.56"), _table(2, "元", 合计="12345600")], []),
        ([_table(1, "万元", 合计="1234.56"), _table(2, "元", 合计="1234.56")], ["2合计", "1合计"]),
        ([_table(1, "元", 合计="1234.56"), *(_table(n, "万元", 合计="1234.56") for n in (2, 3))], ["1合计", "2合计"]),
        ([_table(1, "万元", 合计="1234.56"), _table(2, "元", 会议费="1234.56")], []),  # another subject
        ([_table(1, "万元", 合计="120.00", 费="1234.56"), _table(2, "元", 合计="120.00")], []),  # a figure that stands there by chance
        # As many are the same money.
        ([_table(1, "万元", 合计="1234.56", 办公费="5678.91"), _table(2, "元", 合计="12345600", 办公费="5678.91")], []),
    ],
)
def test_one_figure_has_one_unit(bench: Bench, tables: list[list[dict[str, Any]]], evidence: list[str]) -> None:
    (row,) = bench.rows("check_table_unit", int_amount_cell=[cell for table in tables for cell in table])

    assert (row["check_id"], row["status"]) == ("SC-09:d", "fail" if evidence else "pass")
    assert row["evidence"] == evidence


def test_the_finding_names_the_table_and_both_units(bench: Bench) -> None:
    cells = [*_table(1, "万元", 合计="1234.56"), *_table(2, "元", 合计="1234.56")]
    (row,) = bench.rows("check_table_unit", int_amount_cell=cells)

    assert row["explanation"] == "表的单位：《表2》以元列示，“合计”等 1 个数与以万元列示的《表1》完全相同。"


@pytest.mark.parametrize(
    ("unit", "amount", "others", "status"),
    [
        ("元", "712.49", 3, "fail"),
        ("元", "71249.00", 3, "pass"),  # so much may be
        ("元", "712.49", 2, "pass"),  # two tables are no habit
        ("万元", "900", 3, "pass"),  # the three publics
        ("万元", "90000", 3, "fail"),
    ],
)
def test_the_one_table_in_another_unit_has_amounts_that_can_be(bench: Bench, unit: str, amount: str, others: int, status: str) -> None:
    other = {"元": "万元", "万元": "元"}[unit]
    tables = [_table(1, unit, 服务=amount), *(_table(n, other, 合计=f"{n}23400.00") for n in range(2, 2 + others))]
    (row,) = bench.rows("check_table_unit", int_amount_cell=[cell for table in tables for cell in table])

    assert (row["status"], row["evidence"]) == (status, ["1服务"] if status == "fail" else [])


def test_the_amount_that_cannot_be_is_said(bench: Bench) -> None:
    tables = [_table(1, "元", 服务="712.49"), *(_table(n, "万元", 合计=f"{n}234.50") for n in (2, 3, 4))]
    (row,) = bench.rows("check_table_unit", int_amount_cell=[cell for table in tables for cell in table])

    assert row["explanation"] == "表的单位：《表1》以元列示，最大的数是 712.49 元，其他 3 张表以另一单位列示。"
