"""What a check says of a document: the shapes that reports show and that ``--json`` prints."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.places import Place


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that doesn't hold. Amounts are decimal text in ``unit``; ``operands`` are in the order of the rule.

    ``file_name`` is that of the document that page and line are in, where it is another than the one checked.
    ``doubtful_lines`` are lines among the operands that were not fully understood: the cause may be the reading.
    ``review`` is the attribution that a person gave it; ``is_known`` that an earlier check (the baseline) found it, too.
    Findings of one cause share ``root_id``, the check_id of the one that explains them; ``money_yuan`` is the difference.
    """

    check_id: str
    rule_id: str
    rule_title: str
    rule_title_en: str
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
    file_name: str
    is_sheet: bool
    page: int | None
    line: int | None
    text: str
    operands: list[Place]
    doubtful_lines: list[int]
    scope: str = ""
    review: str = ""
    is_known: bool = False
    root_id: str = ""
    attribution: str = ""
    money_yuan: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it is something new to act on: wrong, not the reading's fault, not in the baseline."""
        return self.severity == "error" and (self.review or self.attribution) != "extraction" and not self.is_known


@dataclass(frozen=True, slots=True)
class Root:
    """One cause: the finding that explains it best, and the others that follow from it."""

    finding: Finding
    consequences: list[Finding]

    @property
    def counts(self) -> bool:
        """Whether it is one thing to act on: what 不符 counts everywhere."""
        return any(f.counts for f in (self.finding, *self.consequences))


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a rule was applied in a document. ``reasons`` say why it wasn't, with counts."""

    rule_id: str
    rule_title: str
    rule_title_en: str
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
    rule_title_en: str
    family: str
    reason: str


@dataclass(frozen=True, slots=True)
class Owed:
    """A table, form or explanation that a disclosure of this kind owes, and the regulation that says so.

    ``state`` is one of models/quality/owed_content.sql: ``data``, ``zero``, ``empty_noted``, ``empty``, ``unread`` or
    ``missing``. ``content_kind`` is ``table``, ``form`` or ``section``; ``is_known`` that an earlier check missed it, too.
    """

    title: str
    basis: str
    content_kind: str
    state: str
    is_present: bool
    is_missing: bool
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Suspect:
    """A printed number that alone explains several findings: with ``proposed`` in its place they all hold."""

    place: Place
    proposed: str
    check_ids: list[str]


@dataclass(slots=True)
class Result:
    """One document, checked.

    ``companions`` are other files of its disclosure that were there; ``is_presumed`` that it prints no agency and
    was taken for one of theirs. ``amount_counts`` are the amounts that it prints by kind of fact,
    ``unchecked_amounts`` those that no rule held against another number.
    """

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
    companions: list[str] = field(default_factory=list)
    is_presumed: bool = False
    findings: list[Finding] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    unused_rules: list[Rule] = field(default_factory=list)
    not_understood: list[Place] = field(default_factory=list)
    amount_counts: dict[str, int] = field(default_factory=dict)
    unchecked_amounts: list[Place] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    quality: str = ""  # of dim_document

    @property
    def missing(self) -> list[Owed]:
        """The tables and forms that are owed and not there. Explanations may stand on the page that publishes them."""
        return [o for o in self.owed if o.is_missing and o.content_kind != "section" and not o.is_known]

    @property
    def roots(self) -> list[Root]:
        """The causes of the findings, in the order of the findings."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.root_id or finding.check_id, []).append(finding)
        heads = {key: next((f for f in group if f.check_id == key), group[0]) for key, group in found.items()}
        return [Root(heads[key], [f for f in group if f is not heads[key]]) for key, group in found.items()]

    @property
    def errors(self) -> list[Root]:
        """Causes to act on: wrong beyond rounding, neither known before nor the reading's fault. Their number is 不符."""
        return [root for root in self.roots if root.counts]

    @property
    def passed(self) -> int:
        """Rule instances that hold."""
        return sum(t.passed for t in self.tallies)

    @property
    def unread_rows(self) -> list[Place]:
        """Rows of tables and forms that were not understood: an error may be what kept them from being read."""
        rows = {(p.page, p.line): p for p in self.not_understood if p.text and p.label in ("table", "form")}
        return list(rows.values())

    @property
    def status(self) -> str:
        """``unread``, ``unchecked`` (no rule applies to it or to another file of its disclosure), ``wrong``, ``partial``
        (nothing wrong where it was understood, but rows of tables or forms were not, or the document is incomplete for
        another reason), ``fine``."""
        if self.status_reason:
            return "unread"
        if self.errors or self.missing:
            return "wrong"
        checked = self.passed or self.findings or self.companions
        if self.unread_rows or (checked and self.quality == "incomplete"):
            return "partial"
        return "fine" if checked else "unchecked"
