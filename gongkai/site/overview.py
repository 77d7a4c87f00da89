"""Counts for the overview, the catalogue of rules and the page about the marks."""

from __future__ import annotations

from typing import Any

from gongkai.site.warehouse import Row, Warehouse

_TOTALS = """
select
    (select count(*) from marts.dim_document) as documents,
    (select count(distinct agency_id) from marts.dim_document) as agencies,
    (select count(*) from marts.fct_budget_line) as amounts,
    (select count(*) from marts.fct_indicator) as indicators,
    (select sum(finding_count) from marts.dim_document) as findings,
    (select count(*) from marts.fct_check) as checks,
    (select count(*) from marts.fct_check where status = 'pass') as passed,
    (select count(*) from marts.fct_check where status = 'fail') as failed,
    (select count(*) from marts.fct_check where status = 'not_applicable') as na
"""
_RULES = """
select
    rules.*,
    count(checks.check_id) filter (where checks.status = 'pass') as passed,
    count(checks.check_id) filter (where checks.status = 'fail' and checks.severity = 'error') as failed_error,
    count(checks.check_id) filter (where checks.status = 'fail' and checks.severity = 'rounding') as failed_rounding,
    count(checks.check_id) filter (where checks.status = 'fail' and checks.severity = 'notice') as failed_notice,
    count(checks.check_id) filter (where checks.status = 'not_applicable') as na
from marts.dim_rule as rules
left join marts.fct_check as checks using (rule_id)
group by all
order by rules.family, rules.rule_id
"""
_MOST = """
select documents.document_id, documents.title, documents.file_name, agencies.agency_name, documents.fiscal_year,
    any_value(documents.finding_count) as errors, count(distinct checks.root_id) as findings
from marts.fct_check as checks
inner join marts.dim_document as documents using (document_id)
left join marts.dim_agency as agencies using (agency_id)
where checks.status = 'fail'
group by all
order by errors desc, findings desc, documents.document_id
limit 15
"""


def totals(warehouse: Warehouse) -> Row:
    """The counts of the whole warehouse."""
    return warehouse.rows(_TOTALS)[0]


def coverage(warehouse: Warehouse) -> dict[str, Any]:
    """Documents by kind and year: ``{years, kinds: [(kind, [count per year], total)]}``."""
    rows = warehouse.rows(
        "select coalesce(disclosure_type, 'unknown') as kind, fiscal_year, count(*) as n "
        "from marts.dim_document group by all order by fiscal_year nulls last, kind"
    )
    years = sorted({row["fiscal_year"] for row in rows}, key=lambda year: (year is None, year))
    counts = {(row["kind"], row["fiscal_year"]): row["n"] for row in rows}
    kinds = sorted({row["kind"] for row in rows})
    lines = [(kind, [counts.get((kind, year), 0) for year in years]) for kind in kinds]
    return {"years": years, "kinds": [(kind, cells, sum(cells)) for kind, cells in lines]}


def rules(warehouse: Warehouse) -> list[Row]:
    """The catalogue of rules with the counts of their results."""
    return warehouse.rows(_RULES)


def most_findings(warehouse: Warehouse) -> list[Row]:
    """The fifteen documents with most findings."""
    return warehouse.rows(_MOST)


def qualities(warehouse: Warehouse) -> list[Row]:
    """Documents by quality."""
    return warehouse.rows(
        "select quality, count(*) as n from marts.dim_document group by quality order by n desc"
    )


def regions(warehouse: Warehouse) -> list[Row]:
    """Documents and agencies by province and city."""
    return warehouse.rows(
        "select coalesce(agencies.province, '') as province, count(*) as documents, "
        "count(distinct documents.agency_id) as agencies from marts.dim_document as documents "
        "left join marts.dim_agency as agencies using (agency_id) group by all order by documents desc, province"
    )


def expectations(warehouse: Warehouse) -> list[Row]:
    """The expectations that were evaluated before publication."""
    return warehouse.rows("select * from quality.expectation_result order by suite, expectation")


def built_at(warehouse: Warehouse) -> str:
    """When the warehouse was built, UTC."""
    return str(
        warehouse.rows("select strftime(built_at, '%Y-%m-%d %H:%M') as at from quality.build_info")[0]["at"]
    )
