"""A budget that holds, and the same with a doubt each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from loaders import records
from loaders.notes import note
from tests.warehouse import content_samples, pair_samples, samples

REJECT = {
    "printed-twice": note("row_printed_twice", row="合计"),
    "broken-text": note("text_broken", count=9, shown="Ā"),
    "cut-off": note("contents_not_there", titles="名词解释"),
    "remark": note("row_outside_table"),
}


def with_repair(code: str, *, lines: int = 99, **values: str) -> records.Parsed:
    """The budget that holds, its first amounts with a repair."""
    parsed = samples.budget()
    for line in parsed.budget_lines[:lines]:
        line.mend(note(code, **values))
    return parsed


def unsaid() -> records.Parsed:
    """The budget in a borrowed unit, of which no sentence says an amount."""
    parsed = with_repair("unit_borrowed", unit="元")
    parsed.stated_amounts.clear()
    return parsed


def with_summary() -> records.Parsed:
    """A 支出总表 in a unit that only the 收支总表 prints; both print the same total."""
    parsed = pair_samples.table("expenditure_summary", "支出总表", [("", "合计", "total", "total", "9.00")])
    for line in parsed.budget_lines:
        line.mend(note("unit_borrowed", unit="万元"))
    total = [("", "支出总计", "total", "total", "9.00")]
    parsed.extend(pair_samples.table("revenue_expenditure_summary", "收支总表", total, seq=2))
    parsed.budget_lines[-1].side = "expenditure"
    return parsed


def with_reject(code: str) -> records.Parsed:
    parsed = samples.budget()
    parsed.rejects.append(records.Reject(stage="reader", note=REJECT[code]))
    return parsed


DOCUMENTS: dict[str, Callable[[], records.Parsed]] = {
    "holds": samples.budget,
    "contradicts": lambda: samples.budget(samples.DAMAGED),
    "no-column": lambda: with_repair("column_undecided", lines=1),
    "inferred": lambda: with_repair("column_by_sums", lines=1, column="合计"),
    "borrowed": unsaid,
    "borrowed-and-said": lambda: with_repair("unit_borrowed", unit="元"),
    "borrowed-and-confirmed": with_summary,
    "ocr": lambda: with_repair("ocr_unconfirmed", lines=1),
    **{name: (lambda name=name: with_reject(name)) for name in REJECT},  # type: ignore[misc]
}


def stage_all(folder: Path) -> Path:
    for name, made in DOCUMENTS.items():
        content_samples.stage(folder, name, made())
    return folder
