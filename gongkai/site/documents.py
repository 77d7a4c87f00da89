"""The page of one document: its tables, forms, stated amounts and what was not understood, with their checks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from gongkai.site import figures, forms, tables, text, verdicts
from gongkai.site.warehouse import Feed, Row, Warehouse

_ORDERED = {
    "dim_table": "table_seq",
    "fct_row_label": "table_seq, side, row_seq",
    "fct_budget_line": "table_seq, side, row_seq, column_seq, source_line",
    "fct_evaluation": "form_seq",
    "fct_form_field": "source_line, form_field_id",
    "fct_funding": "source_line, funding_id",
    "fct_indicator": "phase, indicator_seq",
    "fct_stated_amount": "source_line, sentence_seq, stated_amount_id",
    "fct_reject": "source_line, reject_id",
}
# A check concerns the document that it belongs to and every document that its evidence stands in.
_CHECKS = """
with checks as (
    select * replace (list_filter(evidence, lambda id: id is not null) as evidence), document_id as home_id
    from marts.fct_check
), touched as (
    select check_id, document_id from checks
    union
    select check_id, regexp_replace(unnest(evidence), ':[^:]*:[^:]*$', '') from checks
)
select checks.* replace (touched.document_id as document_id)
from touched inner join checks using (check_id)
order by document_id, status, severity, source_page, source_line, check_id
"""
_FOREIGN = """
with wanted as (
    select distinct document_id as home_id, unnest(evidence) as fact_id from marts.fct_check
), facts as (
    select document_id as fact_id, document_id, file_name as label, null as printed, null as unit
    from marts.dim_document
    union all
    select budget_line_id, document_id,
        concat_ws(' · ', table_title, subject_name, measure_label), amount_printed, unit
    from marts.fct_budget_line
    union all
    select funding_id, document_id, concat_ws(' · ', source_label, phase_label), amount_printed, unit
    from marts.fct_funding
    union all
    select stated_amount_id, document_id, concat_ws(' · ', section, subject_name), amount_printed, unit
    from marts.fct_stated_amount
    union all
    select indicator_id, document_id, level3, coalesce(actual_printed, target_printed), null
    from marts.fct_indicator
    union all
    select evaluation_id, document_id, coalesce(subject_name, form_title), cast(total_score as varchar), null
    from marts.fct_evaluation
)
select distinct facts.*, documents.title
from wanted
inner join facts using (fact_id)
inner join marts.dim_document as documents using (document_id)
where not starts_with(wanted.fact_id || ':', wanted.home_id || ':')
"""
_CHECK_COLUMNS = (
    "rule_id", "status", "severity", "attribution", "scope", "stated", "expected", "difference", "tolerance",
    "unit", "explanation",
)  # fmt: skip


_MORE = ("candidate_kind", "candidate_value", "tolerance_reason", "is_reviewed")


@dataclass(slots=True)
class Page:
    """Everything that the page and the data file of one document show."""

    document: Row
    slug: str
    tables: list[Row] = field(default_factory=list)
    evaluations: list[Row] = field(default_factory=list)
    stated: list[Row] = field(default_factory=list)
    rejects: list[Row] = field(default_factory=list)
    checks: list[Row] = field(default_factory=list)
    verdicts: dict[str, str] = field(default_factory=dict)
    facts: dict[str, list[Any]] = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=dict)

    @property
    def findings(self) -> list[Row]:
        """The checks of this document that fail, with their number on the page."""
        return [
            {**check, "number": number}
            for number, check in enumerate(self.checks)
            if check["status"] == "fail" and check["home_id"] == self.document["document_id"]
        ]

    @property
    def findings_by_severity(self) -> list[tuple[str, list[Row]]]:
        """The findings in groups, errors first."""
        found = self.findings
        groups = [
            (s, [check for check in found if check["severity"] == s]) for s in ("error", "notice", "rounding")
        ]
        return [(severity, checks) for severity, checks in groups if checks]

    @property
    def check_counts(self) -> dict[str, int]:
        """Checks of this document by status."""
        counts = {"pass": 0, "fail": 0, "not_applicable": 0}
        for check in self.checks:
            if check["home_id"] == self.document["document_id"]:
                counts[check["status"]] += 1
        return counts

    def key(self, fact_id: str) -> str:
        """The anchor of a fact on this page."""
        return figures.fact_key(fact_id)[1]

    def verdict(self, fact_id: str) -> str:
        """What the checks say about a fact."""
        return self.verdicts.get(fact_id, "unchecked")

    def number(self, fact_id: str, shown: str) -> Markup:
        """The figure of a fact, marked by what the checks say."""
        return text.number(self.key(fact_id), self.verdict(fact_id), shown)

    def _text(self, value: str | None) -> int:
        return self.texts.setdefault(value or "", len(self.texts))

    def _key(self, fact_id: str, foreign: dict[str, list[Any]], elsewhere: dict[str, list[Any]]) -> str:
        """The key of a fact; one of another document is noted in ``elsewhere``; "" for this whole document."""
        document_id, key = figures.fact_key(fact_id)
        if document_id == self.document["document_id"]:
            return key
        key = f"{figures.slug(document_id)}#{key}"
        elsewhere[key] = foreign.get(fact_id, ["", "", "", ""])
        return key

    def add(self, fact_id: str, label: Iterable[str | None], printed: str | None, row: Row) -> None:
        """Note where a fact stands, for the panel."""
        amount = row.get("amount_yuan")
        self.facts[self.key(fact_id)] = [
            [self._text(part) for part in label if part],
            printed or "",
            row.get("unit") or "",
            "" if amount is None else figures.yuan(amount),
            figures.place(row),
            self._text(row["source_text"]),
            row.get("repair") or "",
        ]

    def data(self, foreign: dict[str, list[Any]], extra: dict[str, str]) -> dict[str, Any]:
        """The data file: facts, their printed sources, checks with evidence, facts of other documents."""
        checks = []
        elsewhere: dict[str, list[Any]] = {}
        for check in self.checks:
            keys = [
                key for fact_id in check["evidence"] or () if (key := self._key(fact_id, foreign, elsewhere))
            ]
            values = [figures.plain(check[name]) for name in _CHECK_COLUMNS]
            if str(check["explanation"] or "").startswith(check["scope"] or "-"):
                values[_CHECK_COLUMNS.index("scope")] = ""
            checks.append(
                [*values, keys, {name: figures.plain(check[name]) for name in extra if check[name]}]
            )
        return {
            "facts": self.facts,
            "texts": list(self.texts),
            "checks": checks,
            "elsewhere": elsewhere,
            "extra": extra,
        }


def foreign_facts(warehouse: Warehouse) -> dict[str, list[Any]]:
    """Facts that checks of other documents name: id → ``[label, printed, unit, document title]``."""
    return {
        row["fact_id"]: [row["label"] or "", row["printed"] or "", row["unit"] or "", row["title"] or ""]
        for row in warehouse.rows(_FOREIGN)
    }


def extra_columns(warehouse: Warehouse) -> dict[str, str]:
    """Columns of fct_check that say more about a result, where there are any: name → Chinese name."""
    return {
        name: re.split("[。：（(]", comment)[0] or name
        for name, comment in warehouse.columns("fct_check").items()
        if name in _MORE
    }


def pages(warehouse: Warehouse) -> Iterator[Page]:
    """One page per document, in the order of their ids."""
    feeds = {
        name: warehouse.feed(f"select * from marts.{name} order by document_id, {order}")
        for name, order in _ORDERED.items()
    }
    checks = warehouse.feed(_CHECKS)
    for document in warehouse.rows(
        "select documents.*, agencies.* exclude (agency_id) from marts.dim_document as documents "
        "left join marts.dim_agency as agencies using (agency_id) order by document_id"
    ):
        page = Page(document, figures.slug(document["document_id"]))
        page.checks = checks.take(document["document_id"])
        page.verdicts = verdicts.of_facts(page.checks)
        _fill(page, {name: feed.take(document["document_id"]) for name, feed in feeds.items()})
        yield page


def _fill(page: Page, rows: dict[str, list[Row]]) -> None:
    _add_tables(page, rows)
    _add_forms(page, rows)
    page.stated, page.rejects = rows["fct_stated_amount"], rows["fct_reject"]
    for row in page.stated:
        label = (row["section"], row["subject_name"])
        page.add(row["stated_amount_id"], label, row["amount_printed"], row)


def _add_tables(page: Page, rows: dict[str, list[Row]]) -> None:
    lines, labels = _by(rows["fct_budget_line"], "table_seq"), _by(rows["fct_row_label"], "table_seq")
    for line in rows["fct_budget_line"]:
        label = (
            line["table_title"],
            line["subject_name"],
            line["second_subject_name"],
            line["measure_label"],
        )
        page.add(line["budget_line_id"], label, line["amount_printed"], line)
    for table in rows["dim_table"]:
        seq = table["table_seq"]
        page.add(table["table_id"], (table["table_title"],), "", {**table, "unit": None})
        grid = tables.rebuild(table, lines.pop(seq, []), labels.get(seq, []))
        page.tables.append({**table, "grid": grid})


def _add_forms(page: Page, rows: dict[str, list[Row]]) -> None:
    parts = {
        name: _by(rows[name], "evaluation_id") for name in ("fct_form_field", "fct_funding", "fct_indicator")
    }
    for row in rows["fct_evaluation"]:
        key = row["evaluation_id"]
        money, targets = parts["fct_funding"].get(key, []), parts["fct_indicator"].get(key, [])
        page.evaluations.append(
            {
                **row,
                "funding": forms.funding(money),
                "funding_unit": next((m["unit"] for m in money), None),
                "indicators": forms.indicators(targets),
                "fields": parts["fct_form_field"].get(key, []),
            }
        )
        name = row["subject_name"] or row["form_title"]
        page.add(key, (name,), figures.figure(row["total_score"]), row)
        for fund in money:
            page.add(
                fund["funding_id"],
                (name, fund["source_label"], fund["phase_label"]),
                fund["amount_printed"],
                fund,
            )
        for target in targets:
            printed = " → ".join(p for p in (target["target_printed"], target["actual_printed"]) if p)
            page.add(target["indicator_id"], (name, target["level3"]), printed, target)
    for row in rows["fct_form_field"]:
        page.add(row["form_field_id"], (row["label"],), row["value"], row)


def _by(rows: Iterable[Row], key: str) -> dict[Any, list[Row]]:
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


__all__ = ["Feed", "Page", "extra_columns", "foreign_facts", "pages"]
