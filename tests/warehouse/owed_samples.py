"""A document for every state of what is owed."""

from __future__ import annotations

from pathlib import Path

from loaders import notes, records
from tests.warehouse import samples
from tests.warehouse.pair_samples import table, text

LINE = ("", "合计", "total", "total")


def tables(*, note: str = "", amount: str = "", reject: bool = False) -> records.Parsed:
    """A 支出总表 with figures and a 收入总表 that prints ``amount``, a note, or something that was not understood."""
    parsed = table("expenditure_summary", "支出总表", [(*LINE, "9.00")])
    parsed.extend(table("revenue_summary", "收入总表", [(*LINE, amount)] if amount else [], seq=2))
    parsed.tables[1].empty_note = note
    parsed.tables[1].lines = (199, 205)
    if reject:
        parsed.rejects.append(
            records.Reject(
                stage="numbers",
                note=notes.note("numbers_unused", title="表", count=2, shown="12 34"),
                lines=(203,),
                source_text="12 34",
            )
        )
    return parsed


def denied() -> records.Parsed:
    """An empty 政府性基金 table without a note; the text says that there is none."""
    parsed = table("government_fund_expenditure", "政府性基金预算支出表", [])
    parsed.extend(text("本单位2025年无政府性基金预算拨款支出。"))
    return parsed


def stage_all(folder: Path) -> Path:
    """One document for every state."""
    for name, parsed in {
        "data": tables(amount="9.00"),
        "zero": tables(amount="0.00"),
        "noted": tables(note="本表无数据"),
        "empty": tables(),
        "garbled": tables(reject=True),
    }.items():
        samples.stage(folder, name, parsed, agency=f"青浦区{name}局")
    samples.stage(folder, "denied", denied(), agency="青浦区denied局")
    samples.stage(folder, "某镇政府采购说明", text("2025年安排政府采购资金9万元。"), agency="青浦区某镇采购局")
    # Pages of the three publics alone; the second tells of the budget, too, the third prints another table.
    publics = [(*LINE, "9.00")]
    for name in ("某镇三公经费", "部门预算和三公经费"):
        samples.stage(folder, name, table("three_public", "“三公”经费表", publics), agency=f"青浦区{name}局")
    more = table("three_public", "“三公”经费表", publics)
    more.extend(table("expenditure_summary", "支出总表", [(*LINE, "9.00")], seq=2))
    samples.stage(folder, "三公经费及支出", more, agency="青浦区三公经费及支出局")
    # Half of its numbers were not read: what is not found may be among them.
    samples.stage(
        folder,
        "partial",
        table("expenditure_summary", "支出总表", [(*LINE, "9.00")]),
        used=1,
        total=9,
        agency="青浦区partial局",
    )
    return folder
