"""Whole disclosures against transcriptions."""

import csv
from pathlib import Path

import pytest

from tests.originals import SHARED
from tests.tables.support import original, parse_text

SIDES = {"收入": "revenue", "支出": "expenditure", "": ""}
GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="../shared/gold is not here")
def test_qingpu_2025_unit_budget_cell_by_cell():
    parsed = parse_text(original("qingpu-2025-unit-budget.txt"))
    with (SHARED / "gold/qingpu-2025-budget/budget_lines.csv").open(encoding="utf-8-sig", newline="") as file:
        expected = [
            (r["table_seq"], r["table_title"], SIDES[r["side"]], r["row_seq"], r["code"], r["name"], r["level"],
             r["measure"], r["amount"], r["unit"])
            for r in csv.DictReader(file)
        ]  # fmt: skip
    found = [
        (str(x.table_seq), parsed.tables[x.table_seq - 1].table_title, x.side, str(x.row_seq), x.subject_code,
         x.subject_name, x.subject_level, x.measure_label, x.amount_printed, x.unit)
        for x in parsed.budget_lines
    ]  # fmt: skip
    assert sorted(found) == sorted(expected)
    assert not parsed.rejects


def test_zezhou_2024_department_budget_cell_by_cell():
    parsed = parse_text(original("zezhou-2024-department-budget.txt"))
    with (GOLDEN / "zezhou-2024-department-budget.csv").open(encoding="utf-8", newline="") as file:
        expected = [tuple(row) for row in csv.reader(file)][1:]
    found = [
        (str(x.table_seq), x.side, str(x.row_seq), x.subject_code, x.subject_name, x.second_subject_name,
         x.measure_label, x.amount_printed)
        for x in parsed.budget_lines
    ]  # fmt: skip
    assert found == expected
    assert len(parsed.tables) == 13
    assert not parsed.rejects
