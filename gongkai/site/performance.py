"""Performance: targets against results, scores, execution of the money, unit costs."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from gongkai.site import figures
from gongkai.site.warehouse import Row, Warehouse

EXCEEDED = Decimal("1.3")
# What a reader looks for comes first: targets that were missed.
ORDER = ("no", "exceeded", "yes", "unknown", "none")
_INDICATORS = """
select indicators.*, evaluations.subject_name, evaluations.fiscal_year
from marts.fct_indicator as indicators
inner join marts.fct_evaluation as evaluations using (evaluation_id)
order by indicators.document_id, evaluations.form_seq, indicators.phase, indicators.indicator_seq
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


def met(row: Row) -> str:
    """Whether a result meets its target: ``yes``, ``no``, ``exceeded`` (by over 30 %), ``unknown``, ``none``."""
    target, actual, operator = row["target_value"], row["actual_value"], row["target_operator"]
    if row["actual_printed"] is None:
        return "none"
    if target is None or actual is None or (row["target_unit"] or "") != (row["actual_unit"] or ""):
        return "unknown"
    holds = {
        ">=": actual >= target, ">": actual > target, "<=": actual <= target, "<": actual < target,
    }.get(operator or "=", actual == target)  # fmt: skip
    if not holds and operator in (None, "=") and actual > target:
        holds = True
    if holds and operator in (">=", ">", "=", None) and target > 0 and actual > target * EXCEEDED:
        return "exceeded"
    return "yes" if holds else "no"


def band(rate: Decimal | None) -> str:
    """The band of an execution rate in percent."""
    if rate is None:
        return "none"
    if rate > 100:
        return "over"
    return next(
        name for name, floor in (("100", 100), ("90", 90), ("80", 80), ("50", 50), ("0", -1)) if rate >= floor
    )


def indicator_rows(warehouse: Warehouse, numbers: dict[str, int]) -> dict[str, list[list[Any]]]:
    """Fiscal year → rows of indicators; ``numbers`` gives each document's place in the list of documents."""
    years: dict[str, list[list[Any]]] = defaultdict(list)
    for row in warehouse.rows(_INDICATORS):
        years[str(row["fiscal_year"] or "0")].append(
            [
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
                met(row),
                cost_unit(row),
                figures.plain(row["target_value"]),
                figures.plain(row["actual_value"]),
            ]
        )
    for listed in years.values():
        listed.sort(key=lambda row: ORDER.index(row[10]))
    return dict(sorted(years.items(), reverse=True))


def cost_unit(row: Row) -> str:
    """The unit of an indicator that states a cost (元/人 …); "" for any other."""
    unit = row["target_unit"] or row["actual_unit"] or ""
    return unit if unit.lstrip("百千万亿").startswith("元") else ""


def form_rows(warehouse: Warehouse, numbers: dict[str, int]) -> list[list[Any]]:
    """One row per performance form: its money, its execution rate, its score."""
    return [
        [
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
        for row in warehouse.rows(_FORMS)
    ]
