"""Whether every number printed in tables and forms was used.

Independent of the parsers: a number of a table or form line counts as used when a record that cites the line
carries it, as ignored when its line has a stated disposition (header, unit, footer …), else as unused.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields

from loaders.grammar.normal import fold
from loaders.grammar.numbers import plain_number
from loaders.model import Cell, Grid, Segment, Used
from loaders.notes import note
from loaders.records import Parsed, Record, Reject

_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PAGE_NUMBER = re.compile(r"^(?:[-—–]*\d{1,4}[-—–]*|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?)$")
_AMOUNT_LIKE = re.compile(r"\d\.\d{1,2}(?!\d)|\d,\d{3}")
_AMOUNT_FIELDS = ("amount_printed",)
_SKIPPED_FIELDS = {"lines", "page", "source_text", "repair", "repair_code", "table_seq", "form_seq", "row_seq", "column_seq"}


@dataclass(slots=True)
class Account:
    """Numbers seen in tables and forms; ``unused`` are the rejects to be staged."""

    total: int = 0
    used: int = 0
    ignored: int = 0
    unused: list[Reject] = field(default_factory=list)


class _Evidence:
    """What the records that cite one line carry."""

    __slots__ = ("amounts", "text")

    def __init__(self) -> None:
        self.amounts: Counter[str] = Counter()
        self.text: list[str] = []

    def add(self, amounts: Iterable[str], text: Iterable[str]) -> None:
        self.amounts.update(amounts)
        self.text.extend(text)


def account(segments: Sequence[Segment], parsed: Parsed, used: Used) -> Account:
    """Count the numbers of all table and form segments."""
    cited = _citations(parsed)
    result = Account()
    for segment in segments:
        if segment.kind == "prose" or _is_no_amount_table(segment, cited):
            continue
        for lines, text, page in _rows(segment):
            tokens = [plain_number(t) for t in _TOKEN.findall(fold_keep_gaps(text))]
            if not tokens or _is_furniture(text, lines, segment, used):
                continue
            result.total += len(tokens)
            evidence = [cited[n] for n in lines if n in cited]
            missing = _missing(tokens, evidence)
            how = next((used.disposition[n] for n in lines if n in used.disposition), "")
            if missing and how not in ("", "row", "prose"):
                result.ignored += len(missing)
                result.used += len(tokens) - len(missing)
                continue
            result.used += len(tokens) - len(missing)
            if missing:
                what = note("numbers_unused", title=segment.title, count=len(missing), shown=" ".join(missing[:8]))
                result.unused.append(
                    Reject(
                        stage="numbers",
                        note=what,
                        lines=tuple(lines),
                        page=page,
                        source_text=text.strip()[:200],
                    )
                )
    return result


def _is_no_amount_table(segment: Segment, cited: Mapping[int, _Evidence]) -> bool:
    """Whether an untitled grid holds no amounts: a list of units, a table of contents, a text box."""
    if segment.title:
        return False
    return not any(n in cited for b in segment.blocks if isinstance(b, Grid) for n in b.lines)


def _is_furniture(text: str, lines: tuple[int, ...], segment: Segment, used: Used) -> bool:
    """A page number, or a remark beside a grid that holds nothing like an amount: no number of the table."""
    if _PAGE_NUMBER.match(fold(text)):
        return True
    if (
        len(lines) != 1
        or lines[0] in used.disposition
        or not any(isinstance(b, Grid) for b in segment.blocks)
    ):
        return False
    in_grid = any(lines[0] in b.lines for b in segment.blocks if isinstance(b, Grid))
    return not in_grid and _AMOUNT_LIKE.search(text) is None


def fold_keep_gaps(text: str) -> str:
    """Fold each run of text by itself so that two neighbouring numbers do not become one."""
    return " ".join(fold(part) for part in text.split())


def _citations(parsed: Parsed) -> dict[int, _Evidence]:
    cited: dict[int, _Evidence] = defaultdict(_Evidence)
    groups: Iterable[Sequence[Record]] = (
        parsed.tables, parsed.budget_lines, parsed.row_labels, parsed.evaluations, parsed.form_fields,
        parsed.funding, parsed.indicators, parsed.stated_amounts,
    )  # fmt: skip
    for group in groups:
        printed, others = _fields(group)
        for record in group:
            amounts = [getattr(record, name) for name in printed]
            values = (str(getattr(record, name)) for name in others)
            text = [plain_number(fold(value)) for value in values if value]
            for number in record.lines:
                cited[number].add(amounts, text)
    return dict(cited)


def _fields(group: Sequence[Record]) -> tuple[list[str], list[str]]:
    """The fields of the records of a group: those that are amounts, and others that can carry numbers."""
    names = [item.name for one in group[:1] for item in fields(one) if item.name not in _SKIPPED_FIELDS]
    return [n for n in names if n in _AMOUNT_FIELDS], [n for n in names if n not in _AMOUNT_FIELDS]


def _missing(tokens: Sequence[str], evidence: Sequence[_Evidence]) -> list[str]:
    amounts: Counter[str] = Counter()
    for item in evidence:
        amounts |= item.amounts
    text = " ".join(t for item in evidence for t in item.text)
    missing = []
    for token in tokens:
        signed = f"-{token}"
        if amounts[token] > 0:
            amounts[token] -= 1
        elif amounts[signed] > 0:
            amounts[signed] -= 1
        elif token not in text:
            missing.append(token)
    return missing


def _rows(segment: Segment) -> Iterable[tuple[tuple[int, ...], str, int | None]]:
    for block in segment.blocks:
        if isinstance(block, Grid):
            by_row: dict[int, list[Cell]] = defaultdict(list)
            for cell in block.cells:
                by_row[cell.row].append(cell)
            for row in sorted(by_row):
                cells = sorted(by_row[row], key=lambda c: c.col)
                lines = tuple(sorted({n for c in cells for n in c.lines}))
                yield lines, "  ".join(c.text.replace("\n", "") for c in cells), block.page
        else:
            yield (block.number,), block.text, block.page
