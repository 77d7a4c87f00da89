"""The facts of a document as comparable keys, and how one reading of a disclosure differs from another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from loaders.grammar.normal import fold
from loaders.grammar.units import MONEY
from loaders.model import Document
from loaders.notes import is_undecided
from loaders.pipeline import load
from loaders.readers import Unread, read_source, recognised
from loaders.records import Parsed

Key = tuple[str, ...]
_UNCONFIRMED = "ocr_unconfirmed"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a document prints; ``value`` alone is what finds it again where the rest of the key is wrong."""

    key: Key
    value: str
    is_sure: bool


@dataclass(slots=True)
class Difference:
    """How the facts of a variant compare with those of the original.

    ``wrong`` says something decided that the original doesn't say; ``said`` is the same, marked undecided, or a fact of the
    original that doesn't name its side.
    """

    gold: int = 0
    equal: int = 0
    said: list[Fact] = field(default_factory=list)
    wrong: list[Fact] = field(default_factory=list)
    missing: list[Fact] = field(default_factory=list)
    unread: str = ""

    def add(self, other: Difference) -> None:
        """Add the counts of another document."""
        self.gold += other.gold
        self.equal += other.equal
        self.said += other.said
        self.wrong += other.wrong
        self.missing += other.missing
        self.unread = self.unread or other.unread


def facts(data: bytes, name: str) -> tuple[list[Fact], str]:
    """The facts of a file, and why it is unread where it is."""
    found = read_source(recognised(name, data))
    if isinstance(found, Unread):
        return [], str(found.error)
    assert isinstance(found, Document)
    return of_document(found), ""


def of_document(document: Document) -> list[Fact]:
    """The facts of a document that was read."""
    return list(of_parsed(load(document).parsed))


def difference(original: list[Fact], variant: list[Fact]) -> Difference:
    """Compare as multisets. What the original itself leaves undecided can't be said wrongly by a variant."""
    sure = [fact for fact in original if fact.is_sure]
    open_values = Counter(fact.value for fact in original if not fact.is_sure)
    left = Counter(fact.key for fact in sure)
    result = Difference(gold=len(sure))
    extras = []
    for fact in variant:
        if left[fact.key]:
            left[fact.key] -= 1
            result.equal += 1
        else:
            extras.append(fact)
    for fact in extras:
        if open_values[fact.value]:
            open_values[fact.value] -= 1
        elif fact.is_sure and not _leaves_side_open(fact, left):
            result.wrong.append(fact)
        else:
            result.said.append(fact)
    for fact in sure:
        if left[fact.key]:
            left[fact.key] -= 1
            result.missing.append(fact)
    return result


def _leaves_side_open(fact: Fact, left: Counter[Key]) -> bool:
    """Whether a fact is one of the original but for its side, which it doesn't name."""
    kind, table, side, *rest = fact.key
    return kind == "budget" and not side and any(left[kind, table, one, *rest] for one in ("revenue", "expenditure"))


def of_parsed(parsed: Parsed) -> Iterator[Fact]:
    """The facts of what was parsed of a document."""
    types = {table.table_seq: table.table_type for table in parsed.tables}
    for line in parsed.budget_lines:
        yuan = _yuan(line.amount_printed, line.unit)
        names = (line.subject_code, fold(line.subject_name), fold(line.second_subject_name))
        key = ("budget", types.get(line.table_seq, ""), line.side, *names, line.measure, yuan)
        yield Fact(key, line.amount_printed, bool(line.measure) and _is_sure(line.repair_code))
    for amount in parsed.funding:
        key = ("funding", amount.source, amount.phase, _yuan(amount.amount_printed, amount.unit))
        yield Fact(key, amount.amount_printed, bool(amount.source) and _is_sure(amount.repair_code))
    for one in parsed.indicators:
        texts = (one.level3, one.target_printed, one.actual_printed, one.weight, one.score)
        key = ("indicator", one.phase, *(fold(text) for text in texts))
        yield Fact(key, fold(one.target_printed + one.actual_printed), _is_sure(one.repair_code))


def _is_sure(codes: str) -> bool:
    return not is_undecided(codes) and _UNCONFIRMED not in codes


def _yuan(printed: str, unit: str) -> str:
    try:
        return str((Decimal(printed) * MONEY[unit]).normalize())
    except (InvalidOperation, KeyError):
        return f"{printed} {unit}"
