"""The lists that the pages filter and search, as rows in the order that the scripts read; each is a stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai import worst
from gongkai.site import figures
from gongkai.site.warehouse import Row, Warehouse

_AGENCIES = """
with latest as (
    select agency_id, max_by(struct_pack(year := fiscal_year, stage := stage, yuan := expenditure_yuan), (fiscal_year, stage)) as money
    from marts.agency_year
    where expenditure_yuan is not null
    group by agency_id
), errors as (
    select agency_id, sum(finding_count) as n from marts.dim_document group by 1
)
select agencies.*, count(*) as document_count, min(documents.fiscal_year) as first_year,
    max(documents.fiscal_year) as last_year, any_value(latest.money) as money, coalesce(any_value(errors.n), 0) as errors
from marts.dim_agency as agencies
inner join marts.dim_document as documents using (agency_id)
left join latest using (agency_id)
left join errors using (agency_id)
group by all
order by agencies.agency_id
"""
_DOCUMENTS = """
with checks as (
    select document_id, count(*) filter (where status = 'pass') as passed,
        count(distinct root_id) filter (where status = 'fail') as roots
    from marts.fct_check
    group by 1
), amounts as (
    select document_id, count(*) as n from marts.fct_budget_line group by 1
)
select documents.*, agencies.* exclude (agency_id), coalesce(checks.passed, 0) as passed,
    documents.finding_count as errors, coalesce(checks.roots, 0) - documents.finding_count as others,
    coalesce(amounts.n, 0) as amounts
from marts.dim_document as documents
left join marts.dim_agency as agencies using (agency_id)
left join checks using (document_id)
left join amounts using (document_id)
order by documents.document_id
"""
_FINDINGS = f"""
select checks.*
from marts.fct_check as checks
where checks.status = 'fail'
order by {worst.order("checks")}
"""


def region(row: Row) -> str:
    """Province, city and county in one, without repeating a name."""
    names: list[str] = []
    for name in (row.get("province"), row.get("city"), row.get("county")):
        if name and name not in names:
            names.append(name)
    return "".join(names)


def numbers(warehouse: Warehouse) -> dict[str, int]:
    """Document id → its place in the list of documents."""
    rows = warehouse.stream("select document_id from marts.dim_document order by document_id")
    return {row["document_id"]: number for number, row in enumerate(rows)}


def agencies(warehouse: Warehouse) -> Iterator[list[Any]]:
    """One row per agency that has documents."""
    for row in warehouse.stream(_AGENCIES):
        money = row["money"] or {"year": None, "stage": "", "yuan": None}
        yield [
            figures.agency_slug(row["agency_id"]), row["agency_name"], region(row), row["agency_level"] or "",
            row["document_count"], row["first_year"], row["last_year"], money["year"], money["stage"],
            figures.plain(money["yuan"]), row["errors"],
        ]  # fmt: skip


def documents(warehouse: Warehouse) -> Iterator[list[Any]]:
    """One row per document."""
    for row in warehouse.stream(_DOCUMENTS):
        yield [
            figures.slug(row["document_id"]), row["title"] or row["file_name"], row["file_name"],
            row["disclosure_type"] or "unknown", row["fiscal_year"], row["agency_name"] or "", region(row), row["quality"],
            row["table_count"], row["form_count"], row["amounts"], row["errors"], row["others"], row["passed"],
            figures.plain(row["numbers_used_pct"]), row["reject_count"],
            figures.agency_slug(row["agency_id"]) if row["agency_id"] else "",
        ]  # fmt: skip


def findings(warehouse: Warehouse) -> Iterator[list[Any]]:
    """One row per check that fails, the worst first (``worst.order``), those of one root together."""
    at = numbers(warehouse)
    for check in warehouse.stream(_FINDINGS):
        values = [figures.plain(check[name]) for name in ("stated", "expected", "difference")]
        yield [
            at[check["document_id"]], check["rule_id"], check["severity"], check["attribution"] or "", check["scope"] or "",
            *values, check["unit"] or "", check["explanation"] or "", check["source_page"], check["source_line"],
            figures.check_key(check["check_id"]), "follows" if check["is_root"] is False else "root",
        ]  # fmt: skip
