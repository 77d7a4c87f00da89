"""All pages and data files of the site from one warehouse. What depends on the same as before is not made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.site import (
    agencies,
    documents,
    fingerprints,
    lists,
    money,
    overview,
    performance,
    search,
    sheets,
    text,
)
from gongkai.site.figures import agency_slug, slug
from gongkai.site.output import Folder, Site
from gongkai.site.warehouse import Row, Warehouse


@dataclass(frozen=True, slots=True)
class Made:
    """How many documents the site shows, and of how many pages were made anew."""

    documents: int
    renewed: int
    pictures: int


def generate(warehouse_path: Path, target: Path, originals: Path | None = None) -> Made:
    """Write the site into ``target``; with pictures of the pages where ``originals`` is the folder of the disclosures.

    Raises SiteError where the warehouse is absent or too old, or the folder holds something else.
    """
    with Warehouse(warehouse_path) as warehouse:
        site = Site(target)
        of_documents = fingerprints.of_documents(warehouse)
        fresh = [
            key for key, value in of_documents.items() if not site.keep(key, value, *_document_files(key))
        ]
        write_documents(site, warehouse, fresh)
        of_agencies = fingerprints.of_agencies(warehouse, of_documents)
        write_agencies(
            site,
            warehouse,
            [
                key
                for key, value in of_agencies.items()
                if not site.keep(f"agency {key}", value, *_agency_files(key))
            ],
        )
        drawn = _pictures(site, warehouse, originals)
        for make in SHARED.values():
            make(site, warehouse)
        site.finish()
    return Made(len(of_documents), len(fresh), drawn)


def write_documents(folder: Folder, warehouse: Warehouse, document_ids: Sequence[str]) -> None:
    """Write the pages of documents."""
    extra = documents.extra_columns(warehouse)
    titles = {
        rule["rule_id"]: text.both(rule["title"], rule["title_en"]) for rule in overview.rules(warehouse)
    }
    for page in documents.pages(warehouse, document_ids):
        folder.page(
            f"documents/{page.slug}.html", "document.html", page=page, region=lists.region(page.document), rules=titles,
            related=_related(warehouse, page.document),
        )  # fmt: skip
        folder.data(f"documents/{page.slug}.js", "document", page.data(extra))


def write_agencies(folder: Folder, warehouse: Warehouse, agency_ids: Sequence[str]) -> None:
    """Write the pages of agencies."""
    for page in agencies.pages(warehouse, agency_ids):
        folder.page(f"agencies/{page.slug}.html", "agency.html", page=page, region=lists.region(page.agency))
        folder.data(f"agencies/{page.slug}.js", f"agency-{page.slug}", page.data())


def _document_files(document_id: str) -> list[str]:
    return [f"documents/{slug(document_id)}.{suffix}" for suffix in ("html", "js")]


def _agency_files(agency_id: str) -> list[str]:
    return [f"agencies/{agency_slug(agency_id)}.{suffix}" for suffix in ("html", "js")]


def _pictures(site: Site, warehouse: Warehouse, originals: Path | None) -> int:
    """Pictures stay while the document does, however its neighbours or the rules change."""
    there = "with" if originals else "without"
    wanted = [
        key for key, value in sheets.fingerprints(warehouse).items()
        if not site.keep(f"pictures {key}", f"{value} {there}", f"pictures/{slug(key)}")
    ]  # fmt: skip
    if originals is None:
        for key in wanted:
            site.data(f"pictures/{slug(key)}/pages.js", "pages", {})
        return 0
    return sheets.write(site, warehouse, originals, wanted)


def _related(warehouse: Warehouse, document: Row) -> list[Row]:
    rows = warehouse.rows(
        "select document_id, title, file_name from marts.dim_document where disclosure_id = $1 and document_id <> $2 order by 1",
        document["disclosure_id"], document["document_id"],
    )  # fmt: skip
    return [{**row, "slug": slug(row["document_id"])} for row in rows]


def _words(folder: Folder, warehouse: Warehouse) -> None:
    folder.data("data/text.js", "text", text.words())
    rules = {
        r["rule_id"]: [str(r.get(name) or "") for name in ("title", "title_en", "formula")]
        for r in overview.rules(warehouse)
    }
    folder.data("data/rules.js", "rules", rules)
    folder.data("data/site.js", "site", {"built_at": overview.built_at(warehouse)})


def _list(
    name: str, rows: Callable[[Warehouse], Iterable[list[object]]]
) -> Callable[[Folder, Warehouse], None]:
    def make(folder: Folder, warehouse: Warehouse) -> None:
        folder.dataset(name, rows(warehouse))

    return make


def _indicators(folder: Folder, warehouse: Warehouse) -> None:
    at = lists.numbers(warehouse)
    years = performance.years(warehouse)
    for year in years:
        folder.dataset(f"indicators-{year}", performance.indicator_rows(warehouse, at, year))
    folder.data("data/indicators.js", "indicators", years)


def _costs(warehouse: Warehouse) -> Iterable[list[object]]:
    at = lists.numbers(warehouse)
    return (
        [year, *row]
        for year in performance.years(warehouse)
        for row in performance.indicator_rows(warehouse, at, year)
        if row[11]
    )


def _money(folder: Folder, warehouse: Warehouse) -> None:
    at = lists.numbers(warehouse)
    keys = []
    for key, rows in money.shards(warehouse, at):
        folder.dataset("-".join(["money", *map(str, key)]), rows)
        keys.append(key)
    folder.dataset("money-excluded", money.excluded(warehouse, at))
    folder.data("data/money.js", "money", {"shards": keys, **money.words(warehouse)})


def _fixed(folder: Folder, warehouse: Warehouse) -> None:
    cover, rules = overview.coverage(warehouse), overview.rules(warehouse)
    folder.page(
        "index.html", "index.html", totals=overview.totals(warehouse), coverage=cover, rules=rules,
        qualities=overview.qualities(warehouse), regions=overview.regions(warehouse), most=overview.most_findings(warehouse),
    )  # fmt: skip
    folder.data("data/overview.js", "overview", cover)
    folder.page("rules.html", "rules.html", rules=rules)
    folder.page("about.html", "about.html", expectations=overview.expectations(warehouse))
    for name in ("agencies", "compare", "documents", "findings", "performance", "money", "search"):
        folder.page(f"{name}.html", f"{name}.html")


# What belongs to no document or agency, by the name that its files begin with; each can be made by itself.
SHARED: dict[str, Callable[[Folder, Warehouse], object]] = {
    "text": _words,
    "agencies": _list("agencies", lists.agencies),
    "documents": _list("documents", lists.documents),
    "findings": _list("findings", lists.findings),
    "indicators": _indicators,
    "costs": _list("costs", _costs),
    "forms": _list("forms", lambda warehouse: performance.form_rows(warehouse, lists.numbers(warehouse))),
    "money": _money,
    "search": search.write,
    "pages": _fixed,
}
