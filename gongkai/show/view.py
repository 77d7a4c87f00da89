"""What was read from one document: its tables rebuilt as printed, forms, amounts in prose, what was not understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gongkai import places
from gongkai.places import Place

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row: ``amounts`` has one entry per column of the grid, "" for a blank."""

    code: str
    name: str
    second_name: str
    amounts: list[str]
    page: int | None
    line: int | None
    repair: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or one side of a table that has two; ``columns`` are the printed header paths."""

    table_seq: int
    side: str
    title: str
    table_type: str
    unit: str
    note: str
    page: int | None
    line: int | None
    columns: list[str]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Form:
    """A performance form: labelled fields, money by source and phase, indicators."""

    form_seq: int
    title: str
    form_type: str
    page: int | None
    line: int | None
    fields: dict[str, str]
    funding: list[dict[str, Any]]
    indicators: list[dict[str, Any]]


@dataclass(slots=True)
class View:
    """All that was read from one document."""

    document_id: str
    file_name: str
    title: str
    status_reason: str
    tables: list[Grid] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    stated: list[Place] = field(default_factory=list)
    not_understood: list[Place] = field(default_factory=list)


def view(connection: duckdb.DuckDBPyConnection, document_id: str) -> View:
    """The view of one document of the tables that ``check_run`` builds."""
    row = _rows(
        connection,
        "select file_name, title, case when quality = 'unread' then status_reason end as status_reason "
        "from dim_document where document_id = ?",
        document_id,
    )[0]
    found = View(document_id, row["file_name"], _text(row["title"]), _text(row["status_reason"]))
    for table in _rows(
        connection,
        "select table_seq, table_title, table_type, unit, empty_note, source_page, source_line "
        "from dim_table where document_id = ? order by table_seq",
        document_id,
    ):
        found.tables += _grids(connection, document_id, table)
    found.forms = [_form(connection, form) for form in _rows(connection, _FORMS, document_id)]
    found.stated = _places(connection, "stated_amount", document_id)
    found.not_understood = _places(connection, "reject", document_id)
    return found


_LINES = """
select
    coalesce(side, '') as side, row_seq, column_seq, subject_code, subject_name, second_subject_name, measure_label,
    amount_printed, repair, source_page, source_line
from fct_budget_line where document_id = ? and table_seq = ? order by side, row_seq, column_seq
"""
_LABELS = """
select coalesce(side, '') as side, row_seq, subject_code, subject_name, source_page, source_line
from fct_row_label where document_id = ? and table_seq = ? order by side, row_seq
"""
_FORMS = "select * from fct_evaluation where document_id = ? order by form_seq"
_FIELDS = "select label, phase, value from fct_form_field where evaluation_id = ? order by source_line, form_field_id"
_FUNDING = """
select source_label, phase_label, amount_printed, unit, weight, execution_rate, score, source_page, source_line
from fct_funding where evaluation_id = ? order by source_line, funding_id
"""
_INDICATORS = """
select phase, level1, level2, level3, target_printed, actual_printed, weight, score, deviation, source_page, source_line
from fct_indicator where evaluation_id = ? order by phase, indicator_seq
"""
_HEAD = (
    "subject_name", "project_code", "fiscal_year", "project_nature", "project_category", "project_attribute",
    "project_term", "start_date", "end_date", "supervising_department", "implementing_unit", "total_weight",
    "total_score", "rating", "filled_at",
)  # fmt: skip


def _grids(connection: duckdb.DuckDBPyConnection, document_id: str, table: dict[str, Any]) -> list[Grid]:
    cells = _rows(connection, _LINES, document_id, table["table_seq"])
    labels = _rows(connection, _LABELS, document_id, table["table_seq"])
    sides = sorted({r["side"] for r in [*labels, *cells]} or {""}, key=lambda side: (side != "revenue", side))
    grids = []
    for side in sides:
        mine = [c for c in cells if c["side"] == side]
        columns = {
            c["column_seq"]: c["measure_label"] or ""
            for c in sorted(mine, key=lambda c: c["column_seq"] or 0)
        }
        rows: dict[int, dict[str, Any]] = {r["row_seq"]: r for r in labels if r["side"] == side}
        for cell in mine:
            rows[cell["row_seq"]] = rows.get(cell["row_seq"], {}) | {
                k: v for k, v in cell.items() if v is not None
            }
        grids.append(
            Grid(
                table["table_seq"], side, _text(table["table_title"]), _text(table["table_type"]), _text(table["unit"]),
                _text(table["empty_note"]), table["source_page"], table["source_line"], list(columns.values()),
                [_row(rows[seq], [c for c in mine if c["row_seq"] == seq], list(columns)) for seq in sorted(rows)],
            )
        )  # fmt: skip
    return grids


def _row(head: dict[str, Any], cells: list[dict[str, Any]], columns: list[int]) -> Row:
    amounts = {c["column_seq"]: c["amount_printed"] for c in cells}
    repairs = dict.fromkeys(c["repair"] for c in cells if c["repair"])
    return Row(
        _text(head.get("subject_code")), _text(head.get("subject_name")), _text(head.get("second_subject_name")),
        [amounts.get(seq, "") for seq in columns], head.get("source_page"), head.get("source_line"), "；".join(repairs),
    )  # fmt: skip


def _form(connection: duckdb.DuckDBPyConnection, form: dict[str, Any]) -> Form:
    fields = {name: _text(form[name]) for name in _HEAD if form[name] is not None}
    for row in _rows(connection, _FIELDS, form["evaluation_id"]):
        label = " · ".join(p for p in (row["label"], row["phase"]) if p)
        fields[label] = f"{fields[label]}\n{row['value']}" if label in fields else _text(row["value"])
    return Form(
        form["form_seq"], _text(form["form_title"]), form["form_type"], form["source_page"], form["source_line"], fields,
        _rows(connection, _FUNDING, form["evaluation_id"]), _rows(connection, _INDICATORS, form["evaluation_id"]),
    )  # fmt: skip


def _places(connection: duckdb.DuckDBPyConnection, kind: str, document_id: str) -> list[Place]:
    ids = [
        r["id"]
        for r in _rows(
            connection, f"select {kind}_id as id from fct_{kind} where document_id = ?", document_id
        )
    ]
    return sorted(places.find(connection, ids).values(), key=lambda p: (p.line or 0, p.fact_id))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _rows(connection: duckdb.DuckDBPyConnection, query: str, *values: object) -> list[dict[str, Any]]:
    cursor = connection.execute(query, list(values))
    names = [d[0] for d in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
