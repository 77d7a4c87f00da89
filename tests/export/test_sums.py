"""Columns made for adding up never count anything twice: on every table of the samples."""

from __future__ import annotations

import re

import duckdb

# Rounding of a printed total and its n parts: (n + 1) half steps of the last printed digit, in 元.
STEP = "case 印出单位 when '元' then 0 else 100 end"
LANE = "文件编号, 表序, 收支"


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    return connection.execute(sql).fetchall()


def test_leaf_rows_of_a_column_add_up_to_its_printed_total(warehouse: duckdb.DuckDBPyConnection) -> None:
    columns = f"""
        select {LANE}, 栏序,
            sum(金额_元) filter (where 行是否明细) as leaves,
            arg_max(金额_元, 行序) filter (where 行类别 in ('合计', '小计')) as printed,
            (count(*) filter (where 行是否明细) + 1) * any_value({STEP}) / 2 as tolerance
        from zh.预算明细 group by all
    """
    compared = rows(warehouse, f"from ({columns}) where printed is not null")
    assert len(compared) > 30
    assert rows(warehouse, f"from ({columns}) where abs(leaves - printed) > tolerance") == []


def test_leaf_columns_of_a_row_add_up_to_its_printed_total(warehouse: duckdb.DuckDBPyConnection) -> None:
    lines = f"""
        select {LANE}, 行序,
            sum(金额_元) filter (where 栏是否明细) as leaves,
            sum(金额_元) filter (where 栏是否明细 and 口径 = '上年结转') as carried,
            any_value(金额_元) filter (where not 栏是否明细) as printed,
            count(*) filter (where not 栏是否明细) as totals,
            count(*) * any_value({STEP}) / 2 as tolerance
        from zh.预算明细 group by all
    """
    assert len(rows(warehouse, f"from ({lines}) where totals = 1")) > 100
    # A carried-over column stands within the total or beside it.
    wrong = f"""from ({lines}) where totals = 1 and abs(leaves - printed) > tolerance
        and abs(leaves - coalesce(carried, 0) - printed) > tolerance"""
    assert rows(warehouse, wrong) == []


def test_addable_amounts_of_a_table_add_up_to_what_its_total_row_prints(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    tables = f"""
        select {LANE}, sum(可加金额_元) as addable, (count(可加金额_元) + 1) * any_value({STEP}) / 2 as tolerance,
            max(行序) filter (where 行类别 in ('合计', '小计')) as last_row
        from zh.预算明细 group by all
    """
    totals = f"""
        select lines.文件编号, lines.表序, lines.收支, any_value(addable) as addable, any_value(tolerance) as tolerance,
            sum(金额_元) as printed
        from zh.预算明细 as lines
        inner join ({tables}) as tables
            on lines.文件编号 = tables.文件编号 and lines.表序 = tables.表序 and lines.收支 is not distinct from tables.收支
        where 行序 = last_row and 栏是否明细
        group by 1, 2, 3
    """
    assert len(rows(warehouse, f"from ({totals})")) > 15
    assert rows(warehouse, f"from ({totals}) where abs(addable - printed) > tolerance") == []


def test_one_table_stands_for_revenue_and_one_for_expenditure(warehouse: duckdb.DuckDBPyConnection) -> None:
    counted = rows(
        warehouse,
        "select 文件编号, 主表, count(distinct 表序) from zh.预算明细 where 主表 is not null group by all having count(distinct 表序) > 1",
    )
    assert counted == []
    budgets = "select document_id from marts.fct_budget_line where table_type = 'expenditure_summary'"
    missing = f"({budgets}) except select 文件编号 from zh.预算明细 where 总支出_元 is not null"
    assert rows(warehouse, missing) == []


def test_sources_of_a_form_add_up_to_its_printed_total(warehouse: duckdb.DuckDBPyConnection) -> None:
    forms = """
        select 绩效表编号, 阶段, sum(金额_元) filter (where 是否明细) as leaves,
            any_value(金额_元) filter (where 资金来源 = '资金总额') as printed
        from zh.项目资金 group by all
    """
    assert len(rows(warehouse, f"from ({forms}) where printed is not null")) > 60
    assert rows(warehouse, f"from ({forms}) where leaves <> printed") == []


def test_every_fact_is_in_its_wide_table_once(warehouse: duckdb.DuckDBPyConnection) -> None:
    for fact, key, wide, wide_key in (
        ("fct_budget_line", "budget_line_id", "预算明细", "预算数据编号"),
        ("fct_funding", "funding_id", "项目资金", "资金数据编号"),
        ("fct_indicator", "indicator_id", "绩效指标", "指标编号"),
        ("fct_evaluation", "evaluation_id", "绩效表", "绩效表编号"),
        ("fct_check", "check_id", "勾稽检查", "核对编号"),
        ("dim_document", "document_id", "披露文件", "文件编号"),
        ("fct_stated_amount", "stated_amount_id", "文字金额", "文字金额编号"),
        ("fct_reject", "reject_id", "未理解", "未理解编号"),
    ):
        query = f"""select count(*), count(distinct facts.{key}), count(wide.{wide_key}),
            (select count(*) from zh.{wide}) from marts.{fact} as facts
            left join zh.{wide} as wide on facts.{key} = wide.{wide_key}"""
        assert len(set(rows(warehouse, query)[0])) == 1, wide


def test_money_agrees_with_the_facts(warehouse: duckdb.DuckDBPyConnection) -> None:
    differing = """
        select 预算数据编号 from zh.预算明细 as wide
        inner join marts.fct_budget_line as facts on facts.budget_line_id = wide.预算数据编号
        where wide.金额_元 is distinct from facts.amount_yuan or wide.印出金额 <> facts.amount_printed
            or wide.金额_万元 * 10000 is distinct from facts.amount_yuan
    """
    assert rows(warehouse, differing) == []
    kinds = rows(warehouse, "select distinct data_type from duckdb_columns() where schema_name = 'zh'")
    assert [k for (k,) in kinds if k in ("DOUBLE", "FLOAT")] == []


def test_every_wide_table_and_column_has_a_bilingual_comment(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        """select table_name, '', comment from duckdb_tables() where schema_name = 'zh' union all
        select table_name, column_name, comment from duckdb_columns() where schema_name = 'zh'""",
    )
    bilingual = re.compile(r"[\u4e00-\u9fff].*[A-Za-z]{2}", re.DOTALL)
    assert len(found) > 200
    assert [r[:2] for r in found if not bilingual.search(str(r[2] or ""))] == []


def test_every_code_of_the_samples_has_a_chinese_word(warehouse: duckdb.DuckDBPyConnection) -> None:
    shown = {
        "预算明细": ("公开类型", "文件质量", "表类型", "口径", "行类别", "数据阶段", "科目体系"),
        "项目资金": ("资金来源", "阶段", "绩效表类型"),
        "勾稽检查": ("结果", "规则类别", "严重程度", "归因"),
        "未理解": ("环节",),
    }
    for table, columns in shown.items():
        for column in columns:
            codes = rows(warehouse, f"select distinct {column} from zh.{table} where {column} ~ '^[a-z_]+$'")
            assert codes == [], f"{table}.{column}"
