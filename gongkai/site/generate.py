"""All pages and data files of the site from one warehouse."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from gongkai.site import documents, listings, money, overview, performance, text
from gongkai.site.output import Site
from gongkai.site.warehouse import Row, Warehouse


def generate(warehouse_path: Path, target: Path) -> int:
    """Write the site into ``target`` and return the number of documents.

    Raises SiteError where the warehouse is absent or too old, or the folder holds something else.
    """
    with Warehouse(warehouse_path) as warehouse:
        site = Site(target)
        site.data("data/text.js", "text", text.words())
        rules = overview.rules(warehouse)
        site.data("data/rules.js", "rules", {rule["rule_id"]: _rule(rule) for rule in rules})
        common = {"built_at": overview.built_at(warehouse)}
        titles = {rule["rule_id"]: text.both(rule["title"], rule["title_en"]) for rule in rules}
        numbers, listed, chunks = _documents(site, warehouse, {**common, "rules": titles})
        _performance(site, warehouse, numbers, chunks)
        _money(site, warehouse, numbers)
        _fixed(site, warehouse, rules, common)
        site.data("data/site.js", "site", {"chunks": chunks})
        site.finish()
    return listed


def _rule(rule: Row) -> list[str]:
    return [str(rule.get(name) or "") for name in ("title", "title_en", "formula")]


def _documents(
    site: Site, warehouse: Warehouse, common: dict[str, Any]
) -> tuple[dict[str, int], int, dict[str, int]]:
    """Write a page per document; each document's number, how many there are, the chunks of each list."""
    foreign, extra = documents.foreign_facts(warehouse), documents.extra_columns(warehouse)
    related = _related(warehouse)
    numbers: dict[str, int] = {}
    rows: list[list[Any]] = []
    found: list[list[Any]] = []
    for page in documents.pages(warehouse):
        number = numbers.setdefault(page.document["document_id"], len(numbers))
        disclosure = page.document["disclosure_id"]
        site.page(
            f"documents/{page.slug}.html",
            "document.html",
            page=page,
            region=listings.region(page.document),
            related=[other for other in related.get(disclosure, []) if other["slug"] != page.slug],
            **common,
        )
        site.data(f"documents/{page.slug}.js", "document", page.data(foreign, extra))
        amounts = sum(key.startswith("budget_line-") for key in page.facts)
        rows.append(listings.document_row(page, amounts))
        found.extend(listings.finding_rows(page, number))
    order = ("error", "notice", "rounding")
    found.sort(key=lambda row: order.index(row[2]) if row[2] in order else len(order))
    chunks = {"documents": site.dataset("documents", rows), "findings": site.dataset("findings", found)}
    return numbers, len(rows), chunks


def _related(warehouse: Warehouse) -> dict[str, list[Row]]:
    from gongkai.site.figures import slug

    related: dict[str, list[Row]] = {}
    for row in warehouse.rows(
        "select document_id, disclosure_id, title, file_name from marts.dim_document order by 1"
    ):
        related.setdefault(row["disclosure_id"], []).append({**row, "slug": slug(row["document_id"])})
    return related


def _performance(site: Site, warehouse: Warehouse, numbers: dict[str, int], chunks: dict[str, Any]) -> None:
    years = performance.indicator_rows(warehouse, numbers)
    for year, rows in years.items():
        chunks[f"indicators-{year}"] = site.dataset(f"indicators-{year}", rows)
    chunks["indicator_years"] = {year: sum(row[6] != "" for row in rows) for year, rows in years.items()}
    costs = [[year, *row] for year, rows in years.items() for row in rows if row[11]]
    chunks["costs"] = site.dataset("costs", costs)
    chunks["forms"] = site.dataset("forms", performance.form_rows(warehouse, numbers))


def _money(site: Site, warehouse: Warehouse, numbers: dict[str, int]) -> None:
    found = money.collect(warehouse, numbers)
    site.data("data/money.js", "money", asdict(found))


def _fixed(site: Site, warehouse: Warehouse, rules: list[Row], common: dict[str, Any]) -> None:
    cover = overview.coverage(warehouse)
    site.page(
        "index.html",
        "index.html",
        totals=overview.totals(warehouse),
        coverage=cover,
        rules=rules,
        qualities=overview.qualities(warehouse),
        regions=overview.regions(warehouse),
        most=overview.most_findings(warehouse),
        **common,
    )
    site.data("data/overview.js", "overview", cover)
    site.page("rules.html", "rules.html", rules=rules, **common)
    site.page("about.html", "about.html", expectations=overview.expectations(warehouse), **common)
    for name in ("documents", "findings", "performance", "money"):
        site.page(f"{name}.html", f"{name}.html", **common)
