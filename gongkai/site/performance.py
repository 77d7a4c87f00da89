"""Performance: targets against results, scores, execution of the money, unit costs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from gongkai.site import figures
from gongkai.site.warehouse import Row, Warehouse

# Whether a result meets its target: ``yes``, ``no``, ``exceeded`` (by over 30 %), ``unknown``, ``none``. A result without
# a unit is in the target's where its score says the same.
_REACHED = """case target_operator
        when '<=' then actual_value <= target_value
        when '<' then actual_value < target_value
        when '>' then actual_value > target_value
        else actual_value >= target_value
    end"""
MET = f"""
case
    when actual_printed is null then 'none'
    when target_value is null or actual_value is null then 'unknown'
    when
        coalesce(target_unit, '') <> coalesce(actual_unit, '')
        and not coalesce(actual_unit is null and (score >= weight) = {_REACHED}, false)
        then 'unknown'
    when not {_REACHED} then 'no'
    when
        coalesce(target_operator, '') not in ('<=', '<') and target_value > 0 and actual_value > target_value * 1.3
        then 'exceeded'
    else 'yes'
end
"""
# What a reader looks for comes first: targets that were missed.
_INDICATORS = f"""
with judged as (
    select indicators.document_id, indicator_id, indicator_seq, phase, subject_name, form_seq, level1, level2, level3, target_printed,
        actual_printed, weight, score, target_kind, target_unit, actual_unit, target_value, actual_value, {MET} as met
    from marts.fct_indicator as indicators
    inner join marts.fct_evaluation as evaluations using (evaluation_id)
    where coalesce(evaluations.fiscal_year, 0) = $1
)
select *
from judged
order by list_position(['no', 'exceeded', 'yes', 'unknown', 'none'], met), document_id, form_seq, phase, indicator_seq
"""
_YEARS = """
select coalesce(evaluations.fiscal_year, 0) as year, count(indicators.actual_printed) as results
from marts.fct_indicator as indicators
inner join marts.fct_evaluation as evaluations using (evaluation_id)
group by 1
order by 1 desc
"""
# The money of a whole form, by phase; the budget is the adjusted one where printed, else the first one.
_FORMS = """
with money as (
    select
        evaluation_id,
        max(amount_yuan) filter (where phase = 'initial_budget') as initial_yuan,
        max(amount_yuan) filter (where phase = 'adjusted_budget') as adjusted_yuan,
        max(amount_yuan) filter (where phase = 'annual') as annual_yuan,
        max(amount_yuan) filter (where phase = 'executed') as executed_yuan,
        max(execution_rate) filter (where phase = 'executed') as printed_rate
    from marts.fct_funding
    where source = 'total'
    group by evaluation_id
)
select
    evaluations.*,
    coalesce(money.adjusted_yuan, money.initial_yuan, money.annual_yuan) as budget_yuan,
    money.executed_yuan,
    case
        when coalesce(money.adjusted_yuan, money.initial_yuan) > 0
            then cast(
                money.executed_yuan * 100.0 / coalesce(money.adjusted_yuan, money.initial_yuan) as decimal(18, 2)
            )
        else money.printed_rate
    end as rate_pct
from marts.fct_evaluation as evaluations
left join money using (evaluation_id)
order by evaluations.document_id, evaluations.form_seq
"""


def band(rate: Decimal | None) -> str:
    """The band of an execution rate in percent."""
    if rate is None:
        return "none"
    if rate > 100:
        return "over"
    return next(
        name for name, floor in (("100", 100), ("90", 90), ("80", 80), ("50", 50), ("0", -1)) if rate >= floor
    )


def years(warehouse: Warehouse) -> dict[str, int]:
    """Fiscal years that have indicators, the latest first, and how many of those have a result; 0 where it isn't known."""
    return {str(row["year"]): row["results"] for row in warehouse.rows(_YEARS)}


def indicator_rows(warehouse: Warehouse, numbers: dict[str, int], year: str) -> Iterator[list[Any]]:
    """The indicators of a year; ``numbers`` gives each document's place in the list of documents."""
    for row in warehouse.stream(_INDICATORS, int(year)):
        yield [
            numbers[row["document_id"]],
            figures.fact_key(row["indicator_id"])[1],
            row["subject_name"] or "",
            " / ".join(part for part in (row["level1"], row["level2"]) if part),
            row["level3"] or row["level2"] or row["level1"] or "",
            row["target_printed"] or "",
            row["actual_printed"] or "",
            figures.plain(row["weight"]),
            figures.plain(row["score"]),
            row["target_kind"] or "",
            row["met"],
            cost_unit(row),
            figures.plain(row["target_value"]),
            figures.plain(row["actual_value"]),
        ]


def cost_unit(row: Row) -> str:
    """The unit of an indicator that states a cost (元/人 …); "" for any other."""
    unit = row["target_unit"] or row["actual_unit"] or ""
    return unit if unit.lstrip("百千万亿").startswith("元") else ""


def form_rows(warehouse: Warehouse, numbers: dict[str, int]) -> Iterator[list[Any]]:
    """One row per performance form: its money, its execution rate, its score."""
    for row in warehouse.stream(_FORMS):
        yield [
            numbers[row["document_id"]],
            figures.fact_key(row["evaluation_id"])[1],
            row["form_type"],
            row["subject_name"] or row["form_title"] or "",
            row["fiscal_year"],
            figures.plain(row["budget_yuan"]),
            figures.plain(row["executed_yuan"]),
            figures.plain(row["rate_pct"]),
            band(row["rate_pct"]),
            figures.plain(row["total_weight"]),
            figures.plain(row["total_score"]),
            row["rating"] or "",
        ]
