"""Every column that analysts rely on exists with its type and a bilingual comment."""

from __future__ import annotations

import re

import duckdb
import pytest

CONTRACT = {
    "dim_document": """document_id sha256 file_name media_type page_count title disclosure_type fiscal_year agency_id
        disclosure_id numbers_used_pct reader quality money_status""",
    "dim_agency": """agency_id agency_name province city county region_code agency_level supervising_department""",
    "dim_subject": "subject_system subject_code subject_name subject_level parent_subject_code",
    "dim_project": """project_id project_name agency_id fiscal_year project_nature project_category implementing_unit
        supervising_department""",
    "dim_rule": "rule_id family title formula basis tolerance",
    "fct_budget_line": """budget_line_id document_id agency_id fiscal_year table_seq table_type table_title side row_seq
        subject_system subject_code subject_name second_subject_name subject_level measure measure_label amount_yuan
        amount_printed unit repair""",
    "fct_evaluation": """evaluation_id document_id form_seq form_type fiscal_year agency_id project_id subject_name
        project_nature project_category project_term start_date end_date supervising_department implementing_unit
        total_weight total_score rating filled_at""",
    "fct_funding": """funding_id evaluation_id document_id source_label source phase phase_label amount_yuan
        amount_printed unit weight execution_rate score""",
    "fct_indicator": """indicator_id evaluation_id document_id phase indicator_seq level1 level2 level3 target_printed
        target_operator target_value target_unit target_kind actual_printed actual_value actual_unit weight score
        deviation repair""",
    "fct_stated_amount": """stated_amount_id document_id section subject_name amount_yuan amount_printed unit
        change_yuan change_pct share_pct quote""",
    "fct_check": """check_id rule_id document_id scope stated expected difference tolerance unit status severity
        attribution explanation evidence""",
    "dim_agency_name": "document_id agency_id agency_name fiscal_year",
    "fct_money": """money_id document_id agency_id fiscal_year stage side breakdown subject_system subject_code
        subject_name basic_or_project source kind amount_yuan is_counted not_counted_reason budget_line_id""",
}
PROVENANCE = ["source_page", "source_line", "source_line_end", "source_text"]


def columns(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, tuple[str, str | None]]:
    rows = connection.execute(
        """select column_name, data_type, comment from duckdb_columns()
        where schema_name = 'marts' and table_name = ? order by column_index""",
        [table],
    ).fetchall()
    return {name: (kind, comment) for name, kind, comment in rows}


@pytest.mark.parametrize("table", CONTRACT)
def test_columns_exist_in_order_with_provenance_last(
    table: str, warehouse: duckdb.DuckDBPyConnection
) -> None:
    found = columns(warehouse, table)
    assert [c for c in CONTRACT[table].split() if c not in found] == []
    if table.startswith("fct"):
        assert list(found)[-4:] == PROVENANCE


def test_money_is_decimal_and_nothing_is_a_float(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        "select table_name, column_name, data_type from duckdb_columns() where schema_name = 'marts'"
    ).fetchall()
    money = {kind for _, name, kind in found if name.endswith("_yuan")}
    assert money == {"DECIMAL(20,2)"}
    assert [row for row in found if row[2] in ("DOUBLE", "FLOAT")] == []
    check = columns(warehouse, "fct_check")
    assert all(check[c][0].startswith("DECIMAL") for c in ("stated", "expected", "difference", "tolerance"))


def test_every_table_and_column_has_a_comment_in_both_languages(warehouse: duckdb.DuckDBPyConnection) -> None:
    tables = warehouse.execute(
        "select table_name, '', comment from duckdb_tables() where schema_name in ('marts', 'quality')"
    ).fetchall()
    cells = warehouse.execute(
        "select table_name, column_name, comment from duckdb_columns() where schema_name in ('marts', 'quality')"
    ).fetchall()
    bilingual = re.compile(r"^[^a-z]*[\u4e00-\u9fff].*[A-Za-z]{2}", re.DOTALL)
    assert [row[:2] for row in tables + cells if not bilingual.search(row[2] or "")] == []


def test_every_document_kind_key_is_unique(warehouse: duckdb.DuckDBPyConnection) -> None:
    for table, names in CONTRACT.items():
        key = "subject_system, subject_code" if table == "dim_subject" else names.split()[0]
        doubled = warehouse.execute(
            f"select {key} from marts.{table} group by all having count(*) > 1"
        ).fetchall()
        assert doubled == [], table
