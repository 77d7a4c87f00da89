"""Where facts are printed: one shape for every kind of fact, in a warehouse or in a draft's tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.words import SHEET_READERS

if TYPE_CHECKING:
    import duckdb

# kind of fact: table, id, what it is called, what it says, its unit, what was repaired, the codes of the notes on it
_KINDS = {
    "budget_line": (
        "fct_budget_line", "budget_line_id",
        "concat_ws(' · ', '《' || table_title || '》', nullif(concat_ws(' ', subject_code, subject_name), ''), measure_label)",
        "amount_printed", "unit", "repair", "repair_code",
    ),
    "funding": (
        "fct_funding", "funding_id", "concat_ws(' · ', source_label, phase_label)", "amount_printed", "unit", "repair", "repair_code",
    ),
    "indicator": (
        "fct_indicator", "indicator_id", "concat_ws(' · ', level1, level2, level3)",
        "concat_ws(' → ', target_printed, actual_printed) || coalesce('；分值 ' || weight, '') || coalesce('；得分 ' || score, '')",
        "null", "repair", "repair_code",
    ),
    "evaluation": (
        "fct_evaluation", "evaluation_id", "concat_ws(' · ', coalesce(form_title, form_type), subject_name)",
        "concat_ws('；', '总得分 ' || total_score, '等级 ' || rating)", "null", "repair", "repair_code",
    ),
    "form_field": ("fct_form_field", "form_field_id", "concat_ws(' · ', label, phase)", "value", "null", "null", "null"),
    "stated_amount": (
        "fct_stated_amount", "stated_amount_id", "concat_ws(' · ', section, subject_name)", "amount_printed", "unit", "null", "null",
    ),
    "table": ("dim_table", "table_id", "'《' || table_title || '》'", "coalesce(empty_note, row_count || ' 行')", "null", "null", "null"),
    "row_label": (
        "fct_row_label", "row_label_id", "concat_ws(' ', subject_code, subject_name)", "amount_count || ' 个金额'", "null", "null", "null",
    ),
    "reject": ("fct_reject", "reject_id", "stage", "reason", "null", "null", "code"),
}  # fmt: skip
_BOXED = frozenset({"budget_line", "funding", "indicator", "evaluation", "form_field", "stated_amount"})
KIND_NAMES = {
    "budget_line": ("预算数", "budget amount"),
    "funding": ("项目资金", "funding"),
    "indicator": ("绩效指标", "indicator"),
    "evaluation": ("绩效表", "performance form"),
    "form_field": ("表单字段", "form field"),
    "stated_amount": ("文字金额", "amount in prose"),
    "table": ("表", "table"),
    "row_label": ("表行", "row of a table"),
    "reject": ("未读懂的内容", "not understood"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One fact and where it is printed. ``page`` is None for text without pages; that of a workbook is a sheet.

    ``box`` is ``x0,y0,x1,y1`` in points from the top left of the page, ``cell`` the name of a cell on a sheet or in a
    table; empty where the kind of document has none.
    """

    fact_id: str
    document_id: str
    file_name: str
    is_sheet: bool
    kind: str
    label: str
    value: str
    unit: str
    repair: str
    page: int | None
    line: int | None
    line_end: int | None
    text: str
    codes: str = ""
    box: str = ""
    cell: str = ""


def kind_of(fact_id: str) -> str | None:
    """The kind that an id names (``<document_id>:<kind>:<number>``); None where it names none."""
    parts = fact_id.rsplit(":", 2)
    return parts[1] if len(parts) == 3 and parts[1] in _KINDS else None


def find(
    connection: duckdb.DuckDBPyConnection, fact_ids: Iterable[str], schema: str = "main"
) -> dict[str, Place]:
    """The places of the facts that exist, by id."""
    wanted: dict[str, list[str]] = {}
    for fact_id in fact_ids:
        kind = kind_of(fact_id)
        if kind is not None:
            wanted.setdefault(kind, []).append(fact_id)
    found: dict[str, Place] = {}
    for kind, ids in wanted.items():
        table, key, label, value, unit, repair, codes = _KINDS[kind]
        box, cell = ("source_box", "source_cell") if kind in _BOXED else ("null", "null")
        rows = connection.execute(
            f"select {key}, document_id, d.file_name, d.reader, {label}, {value}, {unit}, {repair}, {codes}, {box}, {cell}, "
            f'source_page, source_line, source_line_end, source_text from "{schema}"."{table}" '
            f'inner join (select document_id, file_name, reader from "{schema}".dim_document) as d using (document_id) '
            f"where {key} in (select unnest(?))",
            [sorted(set(ids))],
        ).fetchall()
        for fact_id, document_id, file_name, reader, *texts, page, line, line_end, text in rows:
            name, said, in_unit, mended, noted, boxed, named = ("" if t is None else str(t) for t in texts)
            found[fact_id] = Place(
                fact_id, document_id, file_name, reader in SHEET_READERS, kind, name, said, in_unit, mended,
                page, line, line_end, text or "", noted, boxed, named,
            )  # fmt: skip
    return found
