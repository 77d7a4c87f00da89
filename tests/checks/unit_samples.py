"""A table in another unit than the document's other one and its text."""

from __future__ import annotations

from pathlib import Path

from tests.warehouse.pair_samples import stage, table, totals


def stage_all(folder: Path) -> Path:
    cells = [("", "合计", "total", "total", "1234.56"), ("208", "社会保障和就业支出", "item", "total", "1234.56")]
    parsed = totals("1234.56", table("expenditure_summary", "支出总表", cells, seq=2, unit="元"))
    for line in parsed.budget_lines:
        line.subject_name = "合计" if line.row_role == "total" else line.subject_name
    stage(folder, "unit", parsed, "unit_budget", "2024", "某县某局")
    return folder
