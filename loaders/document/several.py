"""Two disclosures in one file: a second summary of revenue and expenditure with totals of its own.

Whole governments print one for the region and one for their own level in the same disclosure.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from loaders.document.kind import is_of_government
from loaders.grammar.normal import fold
from loaders.grammar.units import MONEY
from loaders.notes import note
from loaders.records import BudgetLine, Parsed, Reject

_SUMMARY = "revenue_expenditure_summary"
_WHOLE = "total"  # the column that totals are compared in
_TOTAL = ("收入总计", "总计", "收入合计")


def several(parsed: Parsed) -> Iterator[Reject]:
    """A reject for each summary after the first whose total of revenue is another's: what follows belongs to another disclosure."""
    totals = {line.table_seq: line for line in reversed(parsed.budget_lines) if _is_total(line)}
    summaries = [table for table in parsed.tables if table.table_type == _SUMMARY and table.table_seq in totals]
    if is_of_government([table.table_title for table in summaries]):
        return
    for table in summaries[1:]:
        if _value(totals[table.table_seq]) != _value(totals[summaries[0].table_seq]):
            yield Reject(
                stage="table",
                note=note("several_disclosures", title=table.table_title, total=totals[table.table_seq].amount_printed),
                lines=totals[table.table_seq].lines,
                page=table.page,
                source_text=totals[table.table_seq].source_text,
            )


def _is_total(line: BudgetLine) -> bool:
    return line.side == "revenue" and fold(line.subject_name) in _TOTAL and line.measure == _WHOLE and line.unit in MONEY


def _value(line: BudgetLine) -> Decimal:
    return Decimal(line.amount_printed) * MONEY[line.unit]
