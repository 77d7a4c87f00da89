"""What an analyst finds in the published file, on samples small enough to check by hand."""

from __future__ import annotations

from decimal import Decimal

import duckdb

from loaders import notes


def one(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[object, ...]:
    row = connection.execute(sql).fetchone()
    assert row is not None
    return row


def test_money_is_exact_and_keeps_its_print(warehouse: duckdb.DuckDBPyConnection) -> None:
    row = one(
        warehouse,
        """select amount_yuan, amount_printed, unit, change_yuan from marts.fct_stated_amount
        where document_id = 'budget'""",
    )
    assert row == (Decimal("1300.00"), "0.13", "万元", Decimal("-200.00"))


def test_what_prose_says_of_an_amount_is_kept(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert one(warehouse, "select subject_code, stated_year, part_of from marts.fct_stated_amount where document_id = 'budget'") == (
        "208", 2025, "财政拨款",
    )  # fmt: skip
    assert one(
        warehouse, "select 科目编码, 所说年度, 所属总数 from zh.文字金额 where 文件编号 = 'budget'"
    ) == ("208", 2025, "财政拨款")


def test_every_cell_is_one_row_and_blank_is_no_row(warehouse: duckdb.DuckDBPyConnection) -> None:
    lines = "from marts.fct_budget_line where document_id = 'budget'"
    assert one(warehouse, f"select count(*), sum(amount_yuan) {lines} and measure = 'total'") == (
        8,
        Decimal(5200),
    )
    assert one(warehouse, f"select count(*) {lines}") == (19,)


def test_a_number_leads_to_its_file_and_line(warehouse: duckdb.DuckDBPyConnection) -> None:
    row = one(
        warehouse,
        """select d.file_name, l.source_line, l.source_text from marts.fct_budget_line as l
        join marts.dim_document as d using (document_id)
        where d.file_name = 'budget.txt' and l.subject_code = '2081105' and l.measure = 'project'""",
    )
    assert row == ("budget.txt", 15, "2081105 残疾人就业 1000  1000")


def test_quality_of_each_document(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        "select file_name, quality, status_reason from marts.dim_document order by 1"
    ).fetchall()
    assert found == [
        ("broken.pdf", "unread", "文件已加密"),
        ("budget.txt", "reconciled", None),
        ("damaged-budget.txt", "discrepant", None),
        ("damaged-evaluation.txt", "discrepant", None),
        ("evaluation.txt", "reconciled", None),
    ]


def test_checks_hold_on_good_rows(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        """select rule_id, status, count(*) from marts.fct_check
        where document_id in ('budget', 'evaluation') and severity <> 'notice' group by all order by all"""
    ).fetchall()
    assert [row for row in found if row[1] == "fail"] == []
    passed = {rule: count for rule, status, count in found if status == "pass"}
    assert passed == {
        "column_total": 3, "hierarchy": 10, "row_sum": 8,
        "PF-01": 1, "PF-02": 1, "PF-03": 3, "PF-04": 1, "PF-05-2": 1, "PF-06": 1, "PF-07": 2,
        "NT-01": 1, "NT-03": 1, "NT-04": 1, "NT-12": 1, "NT-13": 1, "NT-13-2": 1, "SC-08": 1,
    }  # fmt: skip


def test_a_wrong_cell_fails_its_row_and_its_column_by_the_difference(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = warehouse.execute(
        """select rule_id, stated, expected, difference, status, severity, attribution, explanation
        from marts.fct_check where document_id = 'damaged-budget' and status = 'fail' order by 1"""
    ).fetchall()
    assert [row[:7] for row in found] == [
        ("XY-07", 1090, 1000, 90, "fail", "error", "publisher"),
        ("hierarchy", 1000, 1090, -90, "fail", "error", "publisher"),
        ("row_sum", 1000, 1090, -90, "fail", "error", "publisher"),
    ]
    assert found[2][7] == (
        "《支出预算总表》“2081105 残疾人就业”：合计 1,000 元 ≠ 项目支出 1,090 元，相差 90 元（疑为一位数字有误，应为 1,000）。"
    )


def test_a_wrong_rating_fails_only_its_own_rule(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        """select rule_id, stated, explanation from marts.fct_check
        where document_id = 'damaged-evaluation' and status = 'fail' and severity = 'error'"""
    ).fetchall()
    assert [row[:2] for row in found] == [("PF-06", Decimal("95.5"))]
    assert "良" in found[0][2]


def test_subjects_are_the_official_ones_and_those_seen(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert one(
        warehouse,
        """select subject_name, subject_level, parent_subject_code, document_count from marts.dim_subject
        where subject_system = 'function' and subject_code = '2081105'""",
    ) == ("残疾人就业", 3, "20811", 2)


def test_rejects_are_published(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute("select document_id, code, reason from marts.fct_reject order by 1").fetchall()
    outside = notes.note("row_outside_table")
    assert found == [
        ("broken", "unread", "文件已加密"),
        ("budget", outside.code, outside.text),
        ("damaged-budget", outside.code, outside.text),
    ]


def test_expectations_are_readable_without_rerunning(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "select expectation, success, examined_count from quality.expectation_result where severity = 'critical'"
    ).fetchall()
    assert {success for _, success, _ in rows} <= {True, None}
    examined = {name: count for name, _, count in rows}
    assert examined["every_staged_row_arrives"] > 0
    assert examined["fct_budget_line_amounts_equal_print"] == 38


def test_owed_tables_that_are_not_there_are_found(warehouse: duckdb.DuckDBPyConnection) -> None:
    row = one(
        warehouse,
        """select success, unexpected_count from quality.expectation_result
        where expectation = 'owed_content_is_there'""",
    )
    assert row[0] is False
    assert row[1] == one(warehouse, "select count(*) from quality.owed_content where not is_present")[0]


def test_only_published_schemas_and_no_dead_views(warehouse: duckdb.DuckDBPyConnection) -> None:
    schemas = {
        row[0] for row in warehouse.execute("select distinct schema_name from duckdb_tables()").fetchall()
    }
    assert schemas == {"marts", "quality", "reference", "zh"}
    assert warehouse.execute("select count(*) from duckdb_views() where not internal").fetchone() == (0,)


def test_who_reads_chinese_meets_words_and_no_codes(warehouse: duckdb.DuckDBPyConnection) -> None:
    codes = ("读取方式", "规则编号", "指标值单位", "文件摘要")  # xlsx, row_sum, km, a hash
    columns = warehouse.execute(
        """select table_name, column_name from information_schema.columns
        where table_schema = 'zh' and data_type = 'VARCHAR' and column_name not in (select unnest(?))""",
        [list(codes)],
    ).fetchall()
    met = {
        f"{table}.{column}": warehouse.execute(
            f"""select distinct "{column}" from zh."{table}" where regexp_full_match("{column}", '[a-z]+(_[a-z]+)*')"""
        ).fetchall()
        for table, column in columns
        if not column.endswith(("编号", "文件名"))
    }

    assert len(met) > 100
    assert {column: found for column, found in met.items() if found} == {}
