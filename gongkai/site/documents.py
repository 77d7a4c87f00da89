"""The page of one document: its tables, forms, stated amounts and what was not understood, with their checks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from gongkai.site import figures, forms, tables, text, verdicts
from gongkai.site.warehouse import Row, Warehouse

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
with found as (
    select *, document_id as home_id from marts.fct_check where document_id in (select unnest($1))
    union all
    select checks.* replace (touched.document_id as document_id), checks.document_id as home_id
    from (
        select distinct document_id, check_id, home_id from memory.scratch.foreign_evidence where document_id in (select unnest($1))
    ) as touched
    inner join marts.fct_check as checks on touched.home_id = checks.document_id and touched.check_id = checks.check_id
)
select * replace (list_filter(evidence, lambda id: id is not null) as evidence)
from found
order by status, severity, source_page, source_line, check_id
"""
_FOREIGN = """
select distinct facts.*
from memory.scratch.foreign_fact as facts
inner join memory.scratch.foreign_evidence as pairs using (fact_id)
where pairs.home_id in (select unnest($1)) or pairs.check_id in (
    select check_id from memory.scratch.foreign_evidence where document_id in (select unnest($1))
)
"""
_CHECK_COLUMNS = (
    "rule_id", "status", "severity", "attribution", "scope", "stated", "expected", "difference", "tolerance",
    "unit", "explanation",
)  # fmt: skip


_HEADS = """
select documents.*, agencies.* exclude (agency_id)
from marts.dim_document as documents
left join marts.dim_agency as agencies using (agency_id)
where documents.document_id in (select unnest($1))
order by documents.document_id
"""
_AT_ONCE = 20
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
    foreign: dict[str, list[Any]] = field(
        default_factory=dict
    )  # facts of other documents: label, printed, unit, title

    @property
    def findings(self) -> list[Row]:
        """The checks of this document that fail, those of one root together, the root first."""
        found = [
            c for c in self.checks if c["status"] == "fail" and c["home_id"] == self.document["document_id"]
        ]
        at = {check["check_id"]: number for number, check in enumerate(found)}
        return sorted(found, key=lambda c: (at.get(c["root_id"], at[c["check_id"]]), c["is_root"] is False))

    @property
    def findings_by_severity(self) -> list[tuple[str, int, list[Row]]]:
        """The findings in groups, errors first, each with the number of its causes: of errors the 不符 of all reports."""
        groups: dict[str, list[Row]] = {"error": [], "notice": [], "rounding": []}
        heads = {check["check_id"]: check["severity"] for check in self.findings}
        for check in self.findings:
            groups[str(heads.get(check["root_id"], check["severity"]))].append(check)
        counts = {s: sum(check["is_root"] is not False for check in checks) for s, checks in groups.items()}
        counts["error"] = self.document["finding_count"]
        return [(severity, counts[severity], checks) for severity, checks in groups.items() if checks]

    @property
    def cause_count(self) -> int:
        """How many causes the findings have."""
        return sum(count for _, count, _ in self.findings_by_severity)

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

    def _key(self, fact_id: str, elsewhere: dict[str, list[Any]]) -> str:
        """The key of a fact; one of another document is noted in ``elsewhere``; "" for this whole document."""
        document_id, key = figures.fact_key(fact_id)
        if document_id == self.document["document_id"]:
            return key
        key = f"{figures.slug(document_id)}#{key}"
        elsewhere[key] = self.foreign.get(fact_id, ["", "", "", ""])
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

    def data(self, extra: dict[str, str]) -> dict[str, Any]:
        """The data file: facts, their printed sources, checks with evidence, facts of other documents."""
        checks = []
        elsewhere: dict[str, list[Any]] = {}
        for check in self.checks:
            keys = [key for fact_id in check["evidence"] or () if (key := self._key(fact_id, elsewhere))]
            values = [figures.plain(check[name]) for name in _CHECK_COLUMNS]
            if str(check["explanation"] or "").startswith(check["scope"] or "-"):
                values[_CHECK_COLUMNS.index("scope")] = ""
            said = {name: figures.plain(check[name]) for name in extra if check[name]}
            suspect = self._key(check["candidate_fact_id"], elsewhere) if check["candidate_fact_id"] else None
            checks.append([*values, keys, said, suspect, figures.check_key(check["check_id"])])
        return {
            "facts": self.facts,
            "texts": list(self.texts),
            "checks": checks,
            "elsewhere": elsewhere,
            "extra": extra,
        }


def extra_columns(warehouse: Warehouse) -> dict[str, str]:
    """Columns of fct_check that say more about a result, where there are any: name → Chinese name."""
    return {
        name: re.split("[。：（(]", comment)[0] or name
        for name, comment in warehouse.columns("fct_check").items()
        if name in _MORE
    }


def pages(warehouse: Warehouse, document_ids: Sequence[str]) -> Iterator[Page]:
    """One page per document of ``document_ids`` that there is, read a few at a time."""
    for start in range(0, len(document_ids), _AT_ONCE):
        yield from _some(warehouse, list(document_ids[start : start + _AT_ONCE]))


def _some(warehouse: Warehouse, wanted: list[str]) -> Iterator[Page]:
    rows = {
        name: warehouse.grouped(
            f"select * from marts.{name} where document_id in (select unnest($1)) order by {order}",
            "document_id",
            wanted,
        )
        for name, order in _ORDERED.items()
    }
    checks = warehouse.grouped(_CHECKS, "document_id", wanted)
    foreign = {
        row["fact_id"]: [row["label"] or "", row["printed"] or "", row["unit"] or "", row["title"] or ""]
        for row in warehouse.rows(_FOREIGN, wanted)
    }
    for document in warehouse.rows(_HEADS, wanted):
        key = document["document_id"]
        page = Page(document, figures.slug(key), foreign=foreign)
        page.checks = checks.get(key, [])
        page.verdicts = verdicts.of_facts(page.checks)
        _fill(page, {name: found.get(key, []) for name, found in rows.items()})
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
