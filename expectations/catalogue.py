"""What a published warehouse must satisfy, as data: each expectation looks at one table of the built file.

``unexpected`` is SQL over ``{batch}`` (the table) that returns the offending rows; ``examined`` is the condition
that says which rows of the table the expectation is about. Severity ``critical`` gates publication;
``warning`` is a finding about a document, published with it. The rows of a critical one name their document in
``document_id``: the build keeps those documents out and publishes the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from loaders.grammar.units import MONEY

_FACTORS = " ".join(f"when '{unit}' then {factor}" for unit, factor in MONEY.items())
_UNITS = ", ".join(f"'{unit}'" for unit in MONEY)


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


COMPLETENESS = [
    Expectation(
        "every_staged_row_arrives", "completeness", "critical", "quality", "row_ledger",
        "每条读取的记录恰好入库一次", _rows("lost_count > 0 or doubled_count > 0", "*"), weight="staged_count",
    ),
    Expectation(
        "facts_lead_to_their_source", "completeness", "warning", "marts", "fct_budget_line",
        "每个预算数都能回到原文的页或行",
        _rows("source_line is null and source_page is null", "budget_line_id"),
    ),
    Expectation(
        "unread_files_say_why", "completeness", "critical", "marts", "dim_document",
        "未能读取的文件都说明原因", _rows("quality = 'unread' and status_reason is null", "document_id"),
        "quality = 'unread'",
    ),
    Expectation(
        "numbers_are_used", "completeness", "warning", "marts", "dim_document",
        "表和表单中的数字至少读入 99%",
        _rows("numbers_used_pct < 99", "document_id", "file_name", "numbers_used_pct"), "numbers_used_pct is not null",
    ),
    Expectation(
        "owed_content_is_there", "completeness", "warning", "quality", "owed_content",
        "应公开的表、表单和说明都已公开", _rows("not is_present", "disclosure_id", "title"),
    ),
]  # fmt: skip

INTEGRITY = [
    Expectation(
        "amounts_equal_print", "integrity", "critical", "marts", "fct_budget_line",
        "金额（元）＝印出的数 × 单位",
        _rows(
            "abs(amount_yuan - cast(amount_printed as decimal(38, 10))"
            f" * case unit {_FACTORS} end)"
            " > case when is_rounded then 0.005 else 0 end",
            "budget_line_id", "document_id",
        ),
        "amount_yuan is not null",
    ),
    Expectation(
        "money_has_an_amount", "integrity", "critical", "marts", "fct_budget_line",
        "单位为元、千元、万元、亿元等的都有金额",
        _rows(f"unit in ({_UNITS}) and amount_yuan is null", "budget_line_id", "document_id"),
        f"unit in ({_UNITS})",
    ),
    Expectation(
        "money_adds_up", "integrity", "critical", "quality", "money_proof",
        "经核实的收入、支出明细之和等于印出的合计",
        _rows("money_status = 'proved' and sum_yuan is distinct from printed_total_yuan", "document_id", "side"),
        "money_status = 'proved'",
    ),
    Expectation(
        "funding_belongs_to_a_form", "integrity", "critical", "marts", "fct_funding",
        "每个资金数都属于一张绩效表", _rows("evaluation_id is null", "funding_id", "document_id"),
    ),
    Expectation(
        "indicators_belong_to_a_form", "integrity", "critical", "marts", "fct_indicator",
        "每个指标都属于一张绩效表", _rows("evaluation_id is null", "indicator_id", "document_id"),
    ),
    Expectation(
        "results_are_three_valued", "integrity", "critical", "marts", "fct_check",
        "每次核对的结果为通过、不通过或不适用，且都有说明",
        _rows("status not in ('pass', 'fail', 'not_applicable') or explanation is null", "check_id", "document_id"),
    ),
    Expectation(
        "failures_are_attributed", "integrity", "critical", "marts", "fct_check",
        "不通过的核对都有归因", _rows("status = 'fail' and attribution is null", "check_id", "document_id"), "status = 'fail'",
    ),
    Expectation(
        "no_failure_of_our_own", "integrity", "critical", "marts", "fct_check",
        "没有经复核确认由读取造成的差错",
        _rows("status = 'fail' and attribution = 'extraction' and is_reviewed", "check_id", "document_id", "explanation"),
        "status <> 'not_applicable'",
    ),
    Expectation(
        "figures_stand_in_their_row", "integrity", "warning", "marts", "fct_check",
        "没有疑由读取造成的差错",
        _rows(
            "status = 'fail' and attribution = 'extraction' and not is_reviewed",
            "check_id", "document_id", "explanation",
        ),
        "status <> 'not_applicable'",
    ),
]  # fmt: skip


def arithmetic(rules: list[tuple[str, str]]) -> list[Expectation]:
    """One expectation for each rule of ``dim_rule`` (id, title): what it was applied to holds."""
    return [
        Expectation(
            f"rule_{rule_id}", "arithmetic", "warning", "marts", "fct_check", title,
            _rows(
                f"rule_id = '{rule_id}' and status = 'fail' and severity = 'error'",
                "check_id", "document_id", "explanation",
            ),
            f"rule_id = '{rule_id}' and status <> 'not_applicable'",
        )
        for rule_id, title in rules
    ]  # fmt: skip
