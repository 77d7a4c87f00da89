"""What a check of one document found: findings with their operands, what is missing, what was and wasn't checked."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gongkai import places, worst
from gongkai.check.model import Finding, Owed, Result, Rule, Suspect, Tally
from gongkai.places import Place
from gongkai.words import SHEET_READERS
from loaders.grammar.units import MONEY

if TYPE_CHECKING:
    import duckdb

    from gongkai.check.run import Examined

# The rules whose instances are the contents that are owed (models/checks/families/check_owed_content.sql).
_OWED_RULES = ("CP-01", "CP-03")


_COMPANIONS = """
select others.file_name
from dim_document as these
inner join dim_document as others using (disclosure_id)
where these.document_id = ? and others.document_id <> these.document_id and others.quality <> 'unread'
order by others.file_name
"""


def results(examined: Examined) -> list[Result]:
    """The results of the documents that were examined, in their order."""
    found = [_result(examined.connection, document_id) for document_id in examined.document_ids]
    for result in found:
        result.is_presumed = result.document_id in examined.presumed
    return found


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
        "d.form_count, d.quality, case when d.quality = 'unread' then d.status_reason end as status_reason "
        "from dim_document as d left join dim_agency as a using (agency_id) where d.document_id = ?",
        [document_id],
    )[0]
    texts = {"title", "agency", "disclosure_type", "reader", "status_reason"}
    head: dict[str, Any] = {k: v if v is not None or k not in texts else "" for k, v in row.items()}
    result = Result(**head)
    companions = _rows(connection, _COMPANIONS, [document_id])
    result.companions = [r["file_name"] for r in companions]
    rejects = _rows(connection, "select reject_id from fct_reject where document_id = ?", [document_id])
    found = places.find(connection, [r["reject_id"] for r in rejects])
    result.not_understood = sorted(found.values(), key=lambda p: (p.line or 0, p.fact_id))
    _add_checks(connection, result)
    _add_unchecked(connection, result)
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
        "select c.*, r.title as rule_title, r.title_en as rule_title_en, r.family, r.formula, r.basis, "
        "coalesce(words.label, c.reason_code, '') as reason, "
        "case when c.document_id <> ? then d.file_name end as file_name, d.reader "
        "from fct_check as c inner join dim_rule as r using (rule_id) inner join dim_document as d using (document_id) "
        "left join code_label as words on words.domain = 'check_reason' and words.code = c.reason_code "
        "where c.document_id = ? or list_bool_or(list_transform(c.evidence, e -> starts_with(e, ? || ':'))) "
        "order by r.family, c.rule_id, c.source_line, c.check_id",
        [result.document_id] * 3,
    )
    failing = [c for c in checks if c["status"] == "fail" and c["rule_id"] not in _OWED_RULES]
    operands = places.find(connection, [e for c in failing for e in c["evidence"] or []])
    unclear = [p.line for p in result.not_understood if p.line]
    result.findings = sorted((_finding(c, operands, unclear) for c in failing), key=_place_in_order)
    result.suspects = _suspects(failing, operands)
    # A rule without any instance in a document is one row that says why, and no evidence.
    idle = [c for c in checks if c["check_id"] == f"{c['rule_id']}:{c['document_id']}:none"]
    result.unused_rules = [
        Rule(c["rule_id"], c["rule_title"], c["rule_title_en"], c["family"], c["reason"]) for c in idle
    ]
    result.tallies = _tallies([c for c in checks if c not in idle])


_AMOUNTS = """
with used as (
    select distinct unnest(evidence) as fact_id from fct_check where status <> 'not_applicable'
), amounts as (
    select budget_line_id as fact_id, 'budget_line' as kind from fct_budget_line where document_id = $1
    union all
    select funding_id, 'funding' from fct_funding where document_id = $1
    union all
    select stated_amount_id, 'stated_amount' from fct_stated_amount where document_id = $1
)
select kind, count(*) as amount_count, list(fact_id) filter (where fact_id not in (from used)) as unused
from amounts group by kind order by kind
"""


def _add_unchecked(connection: duckdb.DuckDBPyConnection, result: Result) -> None:
    rows = _rows(connection, _AMOUNTS, [result.document_id])
    result.amount_counts = {r["kind"]: r["amount_count"] for r in rows}
    found = places.find(connection, [fact_id for r in rows for fact_id in r["unused"] or []])
    result.unchecked_amounts = sorted(found.values(), key=lambda p: (p.line or 0, p.fact_id))


def _finding(check: dict[str, Any], places: dict[str, Place], unclear: list[int]) -> Finding:
    operands = [places[e] for e in check["evidence"] or [] if e in places]
    lines = [p.line for p in operands if p.line and p.kind in ("budget_line", "funding")]
    first, last = (min(lines), max(lines)) if lines else (0, -1)
    texts = (
        "check_id",
        "rule_id",
        "rule_title",
        "rule_title_en",
        "family",
        "formula",
        "basis",
        "severity",
        "file_name",
    )
    amounts = ("stated", "expected", "difference", "tolerance")
    head: dict[str, Any] = {k: check[k] or "" for k in texts} | {k: decimal_text(check[k]) for k in amounts}
    return Finding(
        **head,
        explanation=check["explanation"] or "",
        unit=check["unit"],
        is_sheet=check["reader"] in SHEET_READERS,
        page=check["source_page"],
        line=check["source_line"],
        text=check["source_text"] or "",
        operands=operands,
        doubtful_lines=sorted({line for line in unclear if first <= line <= last}),
        scope=check["scope"] or "",
        review=check["attribution"] if check["is_reviewed"] else "",
        root_id=check["root_id"] or "",
        attribution=check["attribution"] or "",
        money_yuan=decimal_text(_yuan(check["difference"], check["unit"])),
    )


def _yuan(amount: Decimal | None, unit: str | None) -> Decimal | None:
    factor = MONEY.get(unit or "")
    return None if amount is None or factor is None else abs(amount) * factor


def _place_in_order(finding: Finding) -> tuple[object, ...]:
    """Errors first; most money first, then what is most certain, then as printed."""
    return (
        worst.SEVERITY.get(finding.severity, len(worst.SEVERITY)),
        -Decimal(finding.money_yuan or 0),
        worst.CERTAINTY.get(finding.attribution, worst.CERTAINTY["undecided"]),
        finding.page or 0,
        finding.line or 0,
        finding.check_id,
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
        reasons = Counter(r["reason"] for r in rows if r["status"] == "not_applicable")
        found.append(
            Tally(
                rule_id, rows[0]["rule_title"], rows[0]["rule_title_en"], rows[0]["family"], counts["pass"],
                counts["fail"], counts["not_applicable"], dict(reasons.most_common()),
            )
        )  # fmt: skip
    return found


def _rows(connection: duckdb.DuckDBPyConnection, query: str, values: list[Any]) -> list[dict[str, Any]]:
    cursor = connection.execute(query, values)
    names = [d[0] for d in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
