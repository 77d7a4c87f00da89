"""What a check of one document found: findings with their operands, what is missing, what was and wasn't checked."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gongkai import places
from gongkai.places import Place

if TYPE_CHECKING:
    import duckdb

_SKIPPED = re.compile(r"未核对，(.*?)。?$", re.DOTALL)
# The rules whose instances are the contents that are owed (models/checks/check_owed_content.sql).
_OWED_RULES = ("CP-01", "CP-03")
_ORDER = {"error": 0, "rounding": 1, "notice": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that doesn't hold. Amounts are decimal text in ``unit``; ``operands`` are in the order of the rule.

    ``doubtful_lines`` are lines among the operands that were not fully understood: the cause may be the reading.
    """

    check_id: str
    rule_id: str
    rule_title: str
    family: str
    formula: str
    basis: str
    severity: str
    explanation: str
    stated: str | None
    expected: str | None
    difference: str | None
    tolerance: str | None
    unit: str | None
    page: int | None
    line: int | None
    text: str
    operands: list[Place]
    doubtful_lines: list[int]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a rule was applied in a document. ``reasons`` say why it wasn't, with counts."""

    rule_id: str
    rule_title: str
    family: str
    passed: int
    failed: int
    not_applicable: int
    reasons: dict[str, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for this kind of document that finds nothing in it that it applies to, and why."""

    rule_id: str
    rule_title: str
    family: str
    reason: str


@dataclass(frozen=True, slots=True)
class Owed:
    """A table, form or explanation that a disclosure of this kind owes, and the regulation that says so.

    ``state`` is one of models/quality/owed_content.sql: ``data``, ``zero``, ``empty_noted``, ``empty``, ``unread`` or
    ``missing``. ``content_kind`` is ``table``, ``form`` or ``section``.
    """

    title: str
    basis: str
    content_kind: str
    state: str
    is_present: bool
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Suspect:
    """A printed number that alone explains several findings: with ``proposed`` in its place they all hold."""

    place: Place
    proposed: str
    check_ids: list[str]


@dataclass(slots=True)
class Result:
    """One document, checked."""

    document_id: str
    file_name: str
    title: str
    agency: str
    disclosure_type: str
    fiscal_year: int | None
    reader: str
    page_count: int | None
    numbers_total: int
    numbers_used_pct: str | None
    table_count: int
    form_count: int
    status_reason: str
    findings: list[Finding] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    unused_rules: list[Rule] = field(default_factory=list)
    not_understood: list[Place] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)

    @property
    def missing(self) -> list[Owed]:
        """The tables and forms that are owed and not there. Explanations may stand on the page that publishes them."""
        return [o for o in self.owed if o.is_missing and o.content_kind != "section"]

    @property
    def errors(self) -> list[Finding]:
        """Findings that are wrong beyond rounding."""
        return [f for f in self.findings if f.severity == "error"]

    @property
    def passed(self) -> int:
        """Rule instances that hold."""
        return sum(t.passed for t in self.tallies)

    @property
    def status(self) -> str:
        """``unread``, ``unchecked`` (nothing in it that a rule applies to), ``wrong`` or ``fine``."""
        if self.status_reason:
            return "unread"
        if self.errors or self.missing:
            return "wrong"
        return "fine" if self.passed or self.findings else "unchecked"


def results(connection: duckdb.DuckDBPyConnection, document_ids: list[str]) -> list[Result]:
    """The results of the given documents, in their order, from the tables that ``check_run`` builds."""
    return [_result(connection, document_id) for document_id in document_ids]


def decimal_text(value: Decimal | None) -> str | None:
    """A decimal as a person writes it: ``Decimal('1200.500000')`` → ``1200.5``."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _result(connection: duckdb.DuckDBPyConnection, document_id: str) -> Result:
    row = _rows(
        connection,
        "select d.document_id, d.file_name, d.title, a.agency_name as agency, d.disclosure_type, d.fiscal_year, d.reader, "
        "d.page_count, d.numbers_total, cast(d.numbers_used_pct as varchar) as numbers_used_pct, d.table_count, "
        "d.form_count, case when d.quality = 'unread' then d.status_reason end as status_reason "
        "from dim_document as d left join dim_agency as a using (agency_id) where d.document_id = ?",
        [document_id],
    )[0]
    texts = {"title", "agency", "disclosure_type", "reader", "status_reason"}
    head: dict[str, Any] = {k: v if v is not None or k not in texts else "" for k, v in row.items()}
    result = Result(**head)
    rejects = _rows(connection, "select reject_id from fct_reject where document_id = ?", [document_id])
    found = places.find(connection, [r["reject_id"] for r in rejects])
    result.not_understood = sorted(found.values(), key=lambda p: (p.line or 0, p.fact_id))
    _add_checks(connection, result)
    result.owed = [
        Owed(**o)
        for o in _rows(
            connection,
            "select o.title, o.basis, o.content_kind, o.state, o.is_present, c.status = 'fail' as is_missing "
            "from owed_content as o "
            "inner join fct_check as c on c.check_id = c.rule_id || ':' || o.disclosure_id || ':' || o.owed_key "
            "where c.rule_id in (select unnest(?)) and c.document_id = ? order by o.owed_key",
            [list(_OWED_RULES), document_id],
        )
    ]
    return result


def _add_checks(connection: duckdb.DuckDBPyConnection, result: Result) -> None:
    checks = _rows(
        connection,
        "select c.*, r.title as rule_title, r.family, r.formula, r.basis from fct_check as c "
        "inner join dim_rule as r using (rule_id) "
        "where c.document_id = ? or list_bool_or(list_transform(c.evidence, e -> starts_with(e, ? || ':'))) "
        "order by r.family, c.rule_id, c.source_line, c.check_id",
        [result.document_id, result.document_id],
    )
    failing = [c for c in checks if c["status"] == "fail" and c["rule_id"] not in _OWED_RULES]
    operands = places.find(connection, [e for c in failing for e in c["evidence"] or []])
    unclear = [p.line for p in result.not_understood if p.line]
    result.findings = sorted(
        (_finding(c, operands, unclear) for c in failing),
        key=lambda f: (_ORDER.get(f.severity, 3), f.page or 0, f.line or 0, f.check_id),
    )
    result.suspects = _suspects(failing, operands)
    # A rule without any instance in a document is one row that says why, and no evidence.
    idle = [c for c in checks if c["check_id"] == f"{c['rule_id']}:{c['document_id']}:none"]
    result.unused_rules = [
        Rule(c["rule_id"], c["rule_title"], c["family"], _reason(c["explanation"])) for c in idle
    ]
    result.tallies = _tallies([c for c in checks if c not in idle])


def _finding(check: dict[str, Any], places: dict[str, Place], unclear: list[int]) -> Finding:
    operands = [places[e] for e in check["evidence"] or [] if e in places]
    lines = [p.line for p in operands if p.line and p.kind in ("budget_line", "funding")]
    first, last = (min(lines), max(lines)) if lines else (0, -1)
    texts = ("check_id", "rule_id", "rule_title", "family", "formula", "basis", "severity")
    amounts = ("stated", "expected", "difference", "tolerance")
    head: dict[str, Any] = {k: check[k] or "" for k in texts} | {k: decimal_text(check[k]) for k in amounts}
    return Finding(
        **head,
        explanation=check["explanation"] or "",
        unit=check["unit"],
        page=check["source_page"],
        line=check["source_line"],
        text=check["source_text"] or "",
        operands=operands,
        doubtful_lines=sorted({line for line in unclear if first <= line <= last}),
    )


def _suspects(failing: list[dict[str, Any]], operands: dict[str, Place]) -> list[Suspect]:
    """The models name for each failing identity the number that is most probably wrong: those named repeatedly."""
    named: dict[tuple[str, str], list[str]] = {}
    for check in failing:
        proposed = decimal_text(check["candidate_value"])
        if check["candidate_fact_id"] in operands and proposed is not None:
            named.setdefault((check["candidate_fact_id"], proposed), []).append(check["check_id"])
    found = [Suspect(operands[key], value, ids) for (key, value), ids in named.items() if len(ids) > 1]
    return sorted(found, key=lambda s: -len(s.check_ids))


def _tallies(checks: list[dict[str, Any]]) -> list[Tally]:
    rules: dict[str, list[dict[str, Any]]] = {}
    for check in checks:
        rules.setdefault(check["rule_id"], []).append(check)
    found = []
    for rule_id, rows in rules.items():
        counts = Counter(r["status"] for r in rows)
        reasons = Counter(_reason(r["explanation"]) for r in rows if r["status"] == "not_applicable")
        found.append(
            Tally(
                rule_id, rows[0]["rule_title"], rows[0]["family"], counts["pass"], counts["fail"],
                counts["not_applicable"], dict(reasons.most_common()),
            )
        )  # fmt: skip
    return found


def _reason(explanation: str | None) -> str:
    match = _SKIPPED.search(explanation or "")
    return match[1] if match else (explanation or "")


def _rows(connection: duckdb.DuckDBPyConnection, query: str, values: list[Any]) -> list[dict[str, Any]]:
    cursor = connection.execute(query, values)
    names = [d[0] for d in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
