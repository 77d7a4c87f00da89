"""Several classifications in one row of text."""

from __future__ import annotations

import pytest

from loaders.tables.glued_classes import part_classes
from loaders.tables.model import RawTable, Row


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2200504-气象事业机构50501-工资福利支出 30102-津贴补贴", ("2200504", "气象事业机构", "50501-工资福利支出/30102-津贴补贴")),
        ("2120803-城市建设支出 30905-基础设施建设", ("2120803", "城市建设支出", "30905-基础设施建设")),
        ("2120803-城市建设支出", ("", "2120803-城市建设支出", "")),
        ("项目2025-2026年", ("", "项目2025-2026年", "")),
    ],
)
def test_classes_are_parted(printed: str, expected: tuple[str, str, str]) -> None:
    table = RawTable(title="支出总表", rows=[Row(name=printed)])

    part_classes(table)

    assert (table.rows[0].code, table.rows[0].name, table.rows[0].second_name) == expected
