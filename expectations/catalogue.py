"""What a published warehouse must satisfy, as data: a suite for each table, of arithmetic and of completeness.

``unexpected`` is SQL over ``{batch}`` (the table) that returns the offending rows; ``examined`` is the condition
that says which rows of the table the expectation is about. Severity ``critical`` gates publication;
``warning`` is a finding about a document, published with it. The rows of a critical one name their document in
``document_id``: the build keeps those documents out and publishes the others.

Arithmetic is done anew on the published rows, without a look at what the checks found. Every expectation is shown
to fail on a planted row in ``tests/warehouse/test_catalogue.py``.
"""

from __future__ import annotations

from dataclasses import dataclass

from loaders.grammar.units import MONEY

_FACTORS = " ".join(f"when '{unit}' then {factor}" for unit, factor in MONEY.items())
_UNITS = ", ".join(f"'{unit}'" for unit in MONEY)
_STEP = "power(10, -length(split_part(amount_printed, '.', 2)))"


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation. ``title`` is what a reader of the results sees (Chinese)."""

    name: str
    suite: str
    severity: str  # critical, warning
    schema: str
    table: str
    title: str
    unexpected: str
    examined: str = "true"
    weight: str = "1"  # what one row counts for when examined rows are counted


def _rows(condition: str, *columns: str) -> str:
    return f"select {', '.join(columns)} from {{batch}} where {condition}"


def _twice(key: str, document: str = "any_value(document_id) as document_id") -> str:
    return f"select {key}, {document} from {{batch}} group by {key} having count(*) > 1"


def _codes(column: str, domain: str, *others: str) -> str:
    """Rows of whose code the reference tables have no word; ``others`` are no word's."""
    codes = f"select code from reference.code_label where domain = '{domain}'"
    named = "".join(f" and {column} <> '{other}'" for other in others)
    return f"select document_id, {column} from {{batch}} where {column} is not null and {column} not in ({codes}){named}"


def _as_printed(table: str, key: str) -> list[Expectation]:
    """What holds for every table of printed amounts."""
    return [
        Expectation(
            f"{table}_amounts_equal_print", "arithmetic", "critical", "marts", table, "金额（元）＝印出的数 × 单位",
            _rows(
                f"abs(amount_yuan - cast(amount_printed as decimal(38, 10)) * case unit {_FACTORS} end)"
                " > case when is_rounded then 0.005 else 0 end",
                key, "document_id",
            ),
            "amount_yuan is not null",
        ),
        Expectation(
            f"{table}_money_has_an_amount", "completeness", "critical", "marts", table, "单位为元、千元、万元、亿元等的都有金额",
            _rows(f"unit in ({_UNITS}) and amount_printed is not null and amount_yuan is null", key, "document_id"),
            f"unit in ({_UNITS}) and amount_printed is not null",
        ),
    ]  # fmt: skip


def _placed(table: str, key: str) -> list[Expectation]:
    """What holds for every table of facts: its grain, and the way back to the page or line."""
    return [
        Expectation(
            f"{table}_is_counted_once", "completeness", "critical", "marts", table, "每条记录只有一行", _twice(key)
        ),
        Expectation(
            f"{table}_leads_to_its_source", "completeness", "warning", "marts", table, "每条记录都能回到原文的页或行",
            _rows("source_line is null and source_page is null", key, "document_id"),
        ),
    ]  # fmt: skip


# The classes that a coded column lists add up to its only total within what rounding of each leaves open.
_CLASSES = f"""
with columns as (
    select
        document_id, table_seq, side, column_seq,
        max(amount_yuan) filter (where subject_level = 0) as total_yuan,
        sum(amount_yuan) filter (where subject_level = 1) as classes_yuan,
        sum({_STEP} * case unit {_FACTORS} end) filter (where subject_level <= 1) / 2 as open_yuan
    from {{batch}}
    where amount_yuan is not null and confirmation = 'confirmed'
    group by document_id, table_seq, side, column_seq
    having count(*) filter (where subject_level = 0) = 1
        and count(*) filter (where subject_level = 1) > 1
        and bool_and(subject_level = 0 or subject_system = 'function' and row_role = 'item' and subject_code is not null)
)
select * from columns where abs(total_yuan - classes_yuan) > open_yuan
"""

CATALOGUE = [
    Expectation(
        "every_staged_row_arrives", "completeness", "critical", "quality", "row_ledger", "每条读取的记录恰好入库一次",
        _rows("lost_count > 0 or doubled_count > 0", "*"), weight="staged_count",
    ),
    *_as_printed("fct_budget_line", "budget_line_id"),
    *_as_printed("fct_funding", "funding_id"),
    *_as_printed("fct_stated_amount", "stated_amount_id"),
    *_placed("fct_budget_line", "budget_line_id"),
    *_placed("fct_funding", "funding_id"),
    *_placed("fct_indicator", "indicator_id"),
    *_placed("fct_evaluation", "evaluation_id"),
    *_placed("fct_stated_amount", "stated_amount_id"),
    Expectation(
        "confirmed_classes_add_up", "arithmetic", "warning", "marts", "fct_budget_line",
        "经核对一致的各类之和等于合计（舍入区间之内）", _CLASSES, "confirmation = 'confirmed' and subject_level = 0",
    ),
    Expectation(
        "tables_are_known", "completeness", "warning", "marts", "fct_budget_line", "表类型都在词表内",
        _codes("table_type", "table_type"),
    ),
    Expectation(
        "funding_belongs_to_a_form", "completeness", "critical", "marts", "fct_funding", "每个资金数都属于一张绩效表",
        _rows("evaluation_id is null or evaluation_id not in (select evaluation_id from marts.fct_evaluation)", "funding_id", "document_id"),
    ),
    Expectation(
        "sources_are_known", "completeness", "warning", "marts", "fct_funding", "资金来源都在词表内", _codes("source", "source"),
    ),
    Expectation(
        "indicators_belong_to_a_form", "completeness", "critical", "marts", "fct_indicator", "每个指标都属于一张绩效表",
        _rows("evaluation_id is null or evaluation_id not in (select evaluation_id from marts.fct_evaluation)", "indicator_id", "document_id"),
    ),
    Expectation(
        "forms_are_known", "completeness", "warning", "marts", "fct_evaluation", "绩效表类型都在词表内", _codes("form_type", "form_type"),
    ),
    Expectation(
        "terms_end_after_they_begin", "completeness", "warning", "marts", "fct_evaluation", "起止日期先后有序",
        _rows("end_date < start_date", "evaluation_id", "document_id"), "start_date is not null and end_date is not null",
    ),
    Expectation(
        "kinds_are_known", "completeness", "warning", "marts", "dim_document", "公开事项类型都在词表内",
        _codes("disclosure_type", "disclosure_type", "other"), "disclosure_type is not null",
    ),
    Expectation(
        "years_are_possible", "completeness", "warning", "marts", "dim_document", "年度在2000年与明年之间",
        _rows("fiscal_year not between 2000 and year(current_date) + 1", "document_id", "fiscal_year"), "fiscal_year is not null",
    ),
    Expectation(
        "shares_are_shares", "arithmetic", "critical", "marts", "dim_document", "读入、证实的比例在0与100之间",
        _rows("numbers_used_pct not between 0 and 100 or confirmed_pct not between 0 and 100", "document_id"), "numbers_used_pct is not null",
    ),
    Expectation(
        "numbers_are_accounted_for", "arithmetic", "critical", "marts", "dim_document", "读入、略过的数字不多于印出的数字",
        _rows("numbers_used > numbers_total", "document_id", "numbers_used", "numbers_total"), "numbers_total is not null",
    ),
    Expectation(
        "unread_files_say_why", "completeness", "critical", "marts", "dim_document", "未能读取的文件都说明原因",
        _rows("quality = 'unread' and status_reason is null", "document_id"), "quality = 'unread'",
    ),
    Expectation(
        "unread_files_have_no_facts", "completeness", "critical", "marts", "dim_document", "未能读取的文件没有事实",
        _rows("quality = 'unread' and document_id in (select document_id from marts.fct_budget_line)", "document_id"), "quality = 'unread'",
    ),
    Expectation(
        "numbers_are_used", "completeness", "warning", "marts", "dim_document", "表和表单中的数字至少读入 99%",
        _rows("numbers_used_pct < 99", "document_id", "file_name", "numbers_used_pct"), "numbers_used_pct is not null",
    ),
    Expectation(
        "results_are_three_valued", "completeness", "critical", "marts", "fct_check",
        "每次核对的结果为通过、不通过或不适用，且都有说明",
        _rows("status not in ('pass', 'fail', 'not_applicable') or explanation is null", "check_id", "document_id"),
    ),
    Expectation(
        "differences_are_differences", "arithmetic", "critical", "marts", "fct_check", "差额＝列示数－应有数",
        _rows("difference <> stated - expected", "check_id", "document_id"), "difference is not null",
    ),
    Expectation(
        "failures_are_attributed", "completeness", "critical", "marts", "fct_check", "不通过的核对都有归因",
        _rows("status = 'fail' and attribution is null", "check_id", "document_id"), "status = 'fail'",
    ),
    Expectation(
        "no_failure_of_our_own", "completeness", "critical", "marts", "fct_check", "没有经复核确认由读取造成的差错",
        _rows("status = 'fail' and attribution = 'extraction' and attribution_ground = 'review'", "check_id", "document_id", "explanation"),
        "status <> 'not_applicable'",
    ),
    Expectation(
        "figures_stand_in_their_row", "completeness", "warning", "marts", "fct_check", "没有疑由读取造成的差错",
        _rows("status = 'fail' and attribution = 'extraction' and not is_reviewed", "check_id", "document_id", "explanation"),
        "status <> 'not_applicable'",
    ),
    Expectation(
        "money_adds_up", "arithmetic", "critical", "quality", "money_proof", "经核实的收入、支出明细之和等于印出的合计",
        _rows("money_status = 'proved' and sum_yuan is distinct from printed_total_yuan", "document_id", "side"),
        "money_status = 'proved'",
    ),
    Expectation(
        "money_rows_are_their_proof", "arithmetic", "critical", "marts", "fct_money", "明细逐行相加等于核实的合计",
        "select sums.document_id, sums.side, sums.breakdown from"
        " (select document_id, side, breakdown, budget, coverage, sum(amount_yuan) as sum_yuan,"
        " case when budget is not null then fiscal_year end as year, case when budget is not null then stage end as stage"
        " from {batch} group by all) as sums"
        " left join quality.money_proof as proofs on sums.document_id = proofs.document_id and sums.side = proofs.side"
        " and sums.budget is not distinct from proofs.budget and sums.coverage is not distinct from proofs.coverage"
        " and (sums.budget is null or sums.year is not distinct from proofs.fiscal_year and sums.stage = proofs.stage)"
        " where sums.sum_yuan is distinct from proofs.printed_total_yuan",
    ),
    Expectation(
        "money_of_a_year_has_one_file", "arithmetic", "critical", "marts", "fct_money", "一个单位一年一个阶段的收入（支出）只计一份文件",
        "select min(document_id) as document_id, agency_id, fiscal_year, stage, side from {batch}"
        " where is_counted and agency_id is not null group by agency_id, fiscal_year, stage, side"
        " having count(distinct document_id) > 1",
        "is_counted",
    ),
    Expectation(
        "classes_fit_the_year", "arithmetic", "warning", "marts", "agency_subject_year", "按功能分类各类之和不大于支出合计（尾差之内）",
        "select subjects.agency_id, subjects.fiscal_year, subjects.stage from"
        " (select agency_id, fiscal_year, stage, sum(amount_yuan) as amount_yuan from {batch}"
        " where subject_system = 'function' group by all) as subjects"
        " left join marts.agency_year as years using (agency_id, fiscal_year, stage)"
        " where subjects.amount_yuan > years.expenditure_yuan + 1000",
        "subject_system = 'function'",
    ),
    Expectation(
        "the_ledger_balances", "arithmetic", "critical", "quality", "row_ledger", "入库数与缺失数之和不大于读取数",
        _rows("staged_count < published_count + lost_count", "document_id", "entity"),
    ),
    Expectation(
        "owed_content_is_there", "completeness", "warning", "quality", "owed_content", "应公开的表、表单和说明都已公开",
        _rows("not is_present", "disclosure_id", "title"),
    ),
    Expectation(
        "basic_and_project_fit_the_year", "arithmetic", "warning", "marts", "agency_year", "基本支出与项目支出之和不大于支出合计",
        _rows("basic_yuan + project_yuan > expenditure_yuan + 1", "agency_id", "fiscal_year", "stage"),
        "basic_yuan is not null and project_yuan is not null and expenditure_yuan is not null",
    ),
]  # fmt: skip
