"""``gongkai explain``: from the id of a fact or a check to the printed row and the rules that used it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text

from gongkai import places
from gongkai.check.result import decimal_text
from gongkai.errors import DraftError
from gongkai.places import Place
from gongkai.terminal import open_warehouse
from gongkai.words import SEVERITIES, STATUSES, Words, grouped, safe

if TYPE_CHECKING:
    import duckdb
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Use:
    """A rule applied to the fact, with what both sides are and all operands where they are printed."""

    check_id: str
    rule_id: str
    rule_title: str
    rule_title_en: str
    formula: str
    basis: str
    status: str
    severity: str
    explanation: str
    stated: str | None
    expected: str | None
    difference: str | None
    tolerance: str | None
    unit: str | None
    operands: list[Place]


@dataclass(frozen=True, slots=True)
class Explained:
    """``fact`` is None where the id is that of a check; ``uses`` holds that check then."""

    identifier: str
    document_id: str
    file_name: str
    title: str
    fact: Place | None
    uses: list[Use]


def look_up(identifier: str, files: Sequence[Path]) -> Explained:
    """Explain an id of the warehouse, or, with ``files``, of these documents.

    Raises DraftError where nothing has this id.
    """
    if files:
        from gongkai.check import run as check_run

        with check_run.examined(files) as examined:
            return explain(examined.connection, identifier, "main")
    with open_warehouse() as connection:
        return explain(connection, identifier, "marts")


def explain(connection: duckdb.DuckDBPyConnection, identifier: str, schema: str) -> Explained:
    """Explain one id. Raises DraftError where nothing has it."""
    fact = places.find(connection, [identifier], schema).get(identifier)
    condition = "list_contains(c.evidence, ?)" if fact else "c.check_id = ?"
    checks = _rows(
        connection,
        "select c.*, r.title as rule_title, r.title_en as rule_title_en, r.formula, r.basis "
        f'from "{schema}".fct_check as c inner join "{schema}".dim_rule as r using (rule_id) '
        f"where {condition} order by c.status, c.rule_id, c.check_id",
        identifier,
    )
    if fact is None and not checks:
        raise DraftError(
            f"没有这个编号：{identifier}（编号见各表的 *_id 栏，如 <document_id>:budget_line:12）{_similar(connection, identifier, schema)}",
            f"nothing has the id {identifier} (ids are in the *_id columns, as <document_id>:budget_line:12)",
        )
    document_id = identifier.rsplit(":", 2)[0] if fact else checks[0]["document_id"]
    document = _rows(
        connection, f'select file_name, title from "{schema}".dim_document where document_id = ?', document_id
    )
    head = document[0] if document else {"file_name": "", "title": ""}
    operands = places.find(connection, [e for c in checks for e in c["evidence"] or []], schema)
    uses = [_use(check, operands) for check in checks]
    return Explained(identifier, document_id, head["file_name"] or "", head["title"] or "", fact, uses)


def show(console: Console, found: Explained, words: Words) -> None:
    """Print where it stands and what was done with it."""
    _line(console, f"{found.file_name}" + (f"  《{found.title}》" if found.title else ""), "bold")
    if found.fact is not None:
        _fact(console, found.fact, words)
        text = words(f"用到它的核对：{len(found.uses)} 条", f"Checks that use it: {len(found.uses)}")
        console.print()
        _line(console, text, "bold")
    for use in found.uses:
        _use_text(console, use, found, words)


def _fact(console: Console, fact: Place, words: Words) -> None:
    kind = words(*places.KIND_NAMES[fact.kind])
    _line(console, f"  {words.place(fact.page, fact.line, is_sheet=fact.is_sheet)} · {kind} · {fact.label}")
    _line(console, f"  {words('印出', 'Printed')}：{grouped(fact.value)}{fact.unit}")
    _line(console, f"  {words('原文', 'Row')}：│ {fact.text}")
    repair = fact.repair or words("没有修复，照原文", "none: as printed")
    _line(console, f"  {words('修复', 'Repair')}：{repair}", "yellow" if fact.repair else "")


def _use_text(console: Console, use: Use, found: Explained, words: Words) -> None:
    style = {"pass": "green", "fail": "red" if use.severity == "error" else "yellow"}.get(use.status, "")
    status = words.name(STATUSES, use.status)
    if use.status == "fail":
        status = words.name(SEVERITIES, use.severity)
    _line(
        console,
        f"{_MARK.get(use.status, '·')} {words(use.rule_title, use.rule_title_en)} [{use.rule_id}] {status}",
        style,
    )
    _line(console, f"    {use.explanation}")
    if use.stated is not None and use.expected is not None:
        _line(
            console,
            f"    {words('印出', 'printed')} {grouped(use.stated)} · {words('应为', 'expected')} {grouped(use.expected)} · "
            f"{words('相差', 'difference')} {grouped(use.difference or '')} · {words('允许', 'tolerance')} {use.tolerance} "
            f"{use.unit or ''}",
        )
    for operand in use.operands:
        here = "→" if found.fact is not None and operand.fact_id == found.fact.fact_id else "│"
        value = f"{grouped(operand.value)}{operand.unit}"
        elsewhere = operand.file_name if operand.document_id != found.document_id else ""
        where = words.place(operand.page, operand.line, elsewhere, is_sheet=operand.is_sheet)
        _line(
            console,
            f"    {here} {where}　{operand.label} {value}　“{operand.text[:120]}”",
        )
    _line(console, f"    {words('规则', 'Rule')}：{use.formula}（{use.basis}） {use.check_id}", "dim")


_MARK = {"pass": "✓", "fail": "✗", "not_applicable": "·"}


def _use(check: dict[str, Any], operands: dict[str, Place]) -> Use:
    texts = (
        "check_id",
        "rule_id",
        "rule_title",
        "rule_title_en",
        "formula",
        "basis",
        "status",
        "severity",
        "explanation",
    )
    amounts = ("stated", "expected", "difference", "tolerance")
    head: dict[str, Any] = {k: check[k] or "" for k in texts} | {k: decimal_text(check[k]) for k in amounts}
    return Use(
        **head,
        unit=check["unit"],
        operands=[operands[e] for e in check["evidence"] or [] if e in operands],
    )


def _similar(connection: duckdb.DuckDBPyConnection, identifier: str, schema: str) -> str:
    rows = _rows(
        connection,
        f'select check_id from "{schema}".fct_check where contains(check_id, ?) order by check_id limit 3',
        identifier,
    )
    return "；近似：" + "、".join(r["check_id"] for r in rows) if rows else ""


def _rows(connection: duckdb.DuckDBPyConnection, query: str, *values: object) -> list[dict[str, Any]]:
    cursor = connection.execute(query, list(values))
    names = [d[0] for d in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(Text(safe(text), style=style), soft_wrap=not console.is_terminal)
