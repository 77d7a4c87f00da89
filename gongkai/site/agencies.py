"""The page of one agency: its years, what its money is for, its performance, what doesn't add up, its documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from markupsafe import Markup

from gongkai.site import charts, figures
from gongkai.site.warehouse import Row, Warehouse

_AT_ONCE = 50
MOST_PROJECTS = 200
MEASURES = (
    "revenue_yuan", "expenditure_yuan", "basic_yuan", "project_yuan", "personnel_yuan", "three_public_yuan",
    "overseas_travel_yuan", "official_reception_yuan", "official_vehicle_yuan", "evaluated_yuan", "executed_yuan",
    "execution_rate_pct", "scored_indicator_count", "met_indicator_count", "finding_count",
)  # fmt: skip
STAGES = ("budget", "final_account")
BUDGETS = ("general_budget", "government_fund", "state_capital", "social_insurance")
_QUERIES = {
    "names": """
        select distinct agency_id, agency_name from marts.dim_agency_name where agency_id in (select unnest($1)) order by all""",
    "years": "select * from marts.agency_year where agency_id in (select unnest($1)) order by fiscal_year desc, stage",
    "governments": """
        select * from marts.government_year where agency_id in (select unnest($1)) order by fiscal_year desc, stage, coverage""",
    "documents": """
        select * from marts.dim_document where agency_id in (select unnest($1)) order by fiscal_year desc nulls last, file_name""",
    "findings": """
        select checks.*, documents.agency_id, documents.fiscal_year, documents.title, documents.file_name
        from marts.fct_check as checks
        inner join marts.dim_document as documents using (document_id)
        where documents.agency_id in (select unnest($1)) and checks.status = 'fail' and checks.severity = 'error'
        order by documents.fiscal_year desc nulls last, checks.document_id, coalesce(checks.root_id, checks.check_id),
            checks.is_root is false, checks.check_id""",
    "projects": """
        select * from marts.fct_evaluation where agency_id in (select unnest($1))
        order by fiscal_year desc nulls last, document_id, form_seq""",
    "money": """
        select * from marts.fct_money
        where agency_id in (select unnest($1)) and is_counted and side = 'expenditure'
        order by document_id, money_id""",
}


@dataclass(slots=True)
class Structure:
    """What the expenditure of a year and stage is for: a treemap, and the classes that add up to the total."""

    year: int
    stage: str
    total: Decimal
    classes: list[tuple[str, Decimal]]
    map: Markup


@dataclass(slots=True)
class Page:
    """Everything that the page of one agency shows."""

    budgets: ClassVar[tuple[str, ...]] = BUDGETS

    agency: Row
    slug: str
    names: list[str]
    years: list[Row]
    documents: list[Row]
    findings: list[Row]
    projects: list[Row]
    money: list[Row] = field(default_factory=list)
    governments: list[Row] = field(default_factory=list)

    @property
    def spending(self) -> Markup:
        """Expenditure through the years, budgets and final accounts apart."""
        return charts.trend([self._line("expenditure_yuan", stage, stage) for stage in STAGES])

    @property
    def public(self) -> Markup:
        """The three publics through the years."""
        return charts.trend([self._line("three_public_yuan", stage, stage) for stage in STAGES])

    @property
    def structure(self) -> Structure | None:
        """The expenditure of the latest year and stage that is proved; None where there is none."""
        dated = [row for row in self.money if row["fiscal_year"] is not None]
        if not dated:
            return None
        year, stage = max((row["fiscal_year"], row["stage"]) for row in dated)
        rows = [row for row in dated if (row["fiscal_year"], row["stage"]) == (year, stage)]
        sums: dict[str, Decimal] = {}
        for row in rows:
            sums[_class(row)] = sums.get(_class(row), Decimal(0)) + row["amount_yuan"]
        classes = sorted(sums.items(), key=lambda pair: -pair[1])
        at = {name: number for number, (name, _) in enumerate(classes)}
        drawn = charts.treemap(_parts(rows, at), f"{self.agency['agency_name']} {year}")
        return Structure(year, stage, sum(sums.values(), Decimal(0)), classes, drawn)

    def data(self) -> dict[str, Any]:
        """The data file, for comparisons: the years with all measures as text."""
        return {
            "name": self.agency["agency_name"],
            "years": [
                [y["fiscal_year"], y["stage"], *(figures.plain(y[name]) for name in MEASURES)]
                for y in self.years
            ],
        }

    def _line(self, column: str, stage: str, name: str) -> charts.Line:
        found = {
            y["fiscal_year"]: y[column] for y in self.years if y["stage"] == stage and y[column] is not None
        }
        return charts.Line(name, found)


def pages(warehouse: Warehouse, agency_ids: Sequence[str]) -> Iterator[Page]:
    """One page per agency of ``agency_ids`` that there is, read a few at a time."""
    for start in range(0, len(agency_ids), _AT_ONCE):
        wanted = list(agency_ids[start : start + _AT_ONCE])
        found = {name: warehouse.grouped(query, "agency_id", wanted) for name, query in _QUERIES.items()}
        for agency in warehouse.rows(
            "select * from marts.dim_agency where agency_id in (select unnest($1)) order by agency_id", wanted
        ):
            key = agency["agency_id"]
            rows = {name: groups.get(key, []) for name, groups in found.items()}
            names = [
                row["agency_name"] for row in rows.pop("names") if row["agency_name"] != agency["agency_name"]
            ]
            yield Page(agency, figures.agency_slug(key), names, **rows)


def _parts(rows: list[Row], at: dict[str, int]) -> list[charts.Part]:
    """One part per subject, led to where its first amount is printed."""
    sums: dict[tuple[str, str], Decimal] = {}
    first: dict[tuple[str, str], Row] = {}
    for row in rows:
        if row["kind"] == "amount":
            key = (_class(row), row["subject_name"] or "")
            sums[key] = sums.get(key, Decimal(0)) + row["amount_yuan"]
            first.setdefault(key, row)
    return [
        charts.Part(name or group, amount, _address(first[group, name]), at[group])
        for (group, name), amount in sums.items()
    ]


def _class(row: Row) -> str:
    if row["kind"] != "amount":
        return "（尾差）"
    return str(row["class_name"] or row["subject_name"] or row["measure_label"] or "—")


def _address(row: Row) -> str:
    slug = figures.slug(row["document_id"])
    return (
        f"../documents/{slug}.html#{figures.fact_key(row['budget_line_id'])[1]}"
        if row["budget_line_id"]
        else f"../documents/{slug}.html"
    )
