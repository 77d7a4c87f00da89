"""Whether a document could tell that it was damaged: by what it prints, whatever rules there are.

A figure: it takes part in a sum, ratio or equality that held before and that the change exceeds; or it is printed again for
the same subject; or it is the sum of its neighbours. A label or code: the official list has it, or another table prints it. A row: one
of its figures could tell, or it stands there twice. A title: the list of contents announces it. An end: sums, titles or numbers of headings and pages reach over it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal

from benchmarks.breakage.damage import Damage, facts, figure, label, value
from loaders.grammar.normal import squash
from loaders.grammar.page_numbers import page_of
from loaders.model import Grid, Line
from loaders.pipeline import Staged
from loaders.records import BudgetLine, Evaluation, Funding, Indicator, Record, StatedAmount, Table
from loaders.tables.vocabulary import subjects

YUAN = {"元": Decimal(1), "万元": Decimal(10**4), "亿元": Decimal(10**8)}
_LEAST_DIGITS = 4  # of a figure that is not there twice by chance
_LONGEST_SUM = 30


@dataclass(frozen=True, slots=True)
class Held:
    """An identity that held before: its tolerance in 元 (of a score or rate as it is) and the numbers of its facts."""

    rule: str
    tolerance: Decimal
    evidence: tuple[str, ...]


@dataclass(slots=True)
class Before:
    """An undamaged document: its records by id, and the identities that hold in it."""

    staged: Staged
    held: dict[str, list[Held]] = field(default_factory=lambda: defaultdict(list))

    def add(self, held: Held) -> None:
        """Note an identity that holds."""
        for fact in held.evidence:
            self.held[fact].append(held)

    def ids(self) -> dict[int, str]:
        """The id of every record without the document's, by the record's identity."""
        parsed = self.staged.parsed
        kinds: dict[str, Sequence[Record]] = {
            "budget_line": parsed.budget_lines, "funding": parsed.funding, "indicator": parsed.indicators,
            "stated_amount": parsed.stated_amounts,
        }  # fmt: skip
        return {id(r): f"{kind}:{n}" for kind, records in kinds.items() for n, r in enumerate(records, 1)}


def could_tell(before: Before, damage: Damage) -> str:
    """What in the document could tell of the damage, as a code; empty where nothing could."""
    match damage.kind:
        case "number_changed" | "number_removed":
            return _figure(before, damage.records[0], value(damage.after) or Decimal())
        case "number_doubled":
            return _figure(before, damage.records[0], Decimal())
        case "row_doubled":
            return "printed_twice" if any(label(r) and value(figure(r)) for r in damage.records) else ""
        case "row_removed":
            ids = before.ids()
            gone = {ids[id(r)] for r in damage.records}
            told = (_figure(before, r, Decimal(), gone) for r in damage.records)
            return next((code for code in told if code), "") or _announced(before, damage.records)
        case "label_removed":
            return "figures_without_label" if any(value(figure(r)) for r in damage.records) else ""
        case "label_changed":
            return _label(before, damage.records[0])
        case "code_changed":
            return _code(before, damage.records[0])
        case "title_removed":
            return _title(before, damage)
        case _:
            return _end(before, damage.lines[0])


def _yuan(record: Record, figure: Decimal) -> Decimal:
    if isinstance(record, Indicator):
        return figure
    return figure * YUAN.get(getattr(record, "unit", ""), Decimal(1))


def _step(printed: str) -> Decimal:
    return Decimal(1).scaleb(-len(printed.partition(".")[2]))


def _figure(before: Before, record: Record, after: Decimal, gone: AbstractSet[str] = frozenset()) -> str:
    printed = figure(record)
    now = value(printed)
    if now is None or now == after:
        return ""
    change = _yuan(record, abs(now - after))
    for held in before.held.get(before.ids().get(id(record), ""), []):
        # What is gone with all that it was held against tells nothing.
        if change > held.tolerance and not gone.issuperset(held.evidence):
            return f"rule {held.rule}"
    if change <= _yuan(record, 2 * _step(printed)):
        return ""
    if _is_printed_again(before, record):
        return "printed_again"
    return "sum_of_neighbours" if isinstance(record, BudgetLine) and _is_sum(before, record) else ""


def _is_printed_again(before: Before, record: Record) -> bool:
    """Whether another table, form or sentence prints the figure for what has the same name or code."""
    figures = _yuan(record, value(figure(record)) or Decimal())
    if len(f"{figures.normalize():f}".replace(".", "").strip("-0")) < _LEAST_DIGITS:
        return False
    others: Iterable[Record] = [*facts(before.staged), *before.staged.parsed.stated_amounts]
    for other in others:
        if (
            type(other) is Indicator
            or other.lines == record.lines
            or _yuan(other, value(figure(other)) or Decimal()) != figures
        ):
            continue
        if isinstance(record, BudgetLine) and isinstance(other, BudgetLine):
            if record.table_seq != other.table_seq and _is_same(record, other):
                return True
        elif isinstance(record, StatedAmount | Funding) and _name(record) and _name(record) == _name(other):
            return True
    return False


def _is_same(one: BudgetLine, other: BudgetLine) -> bool:
    if one.subject_code and other.subject_code:
        return one.subject_code == other.subject_code
    return bool(_name(one)) and _name(one) == _name(other)


def _name(record: Record) -> str:
    said = record.subject_name if isinstance(record, StatedAmount) else label(record)
    return squash(said).lstrip("一二三四五六七八九十、（）()1234567890.")


def _is_sum(before: Before, record: BudgetLine) -> bool:
    """Whether the figure is the sum of the next ones of its row, or of its column."""
    lines = [
        b
        for b in before.staged.parsed.budget_lines
        if (b.table_seq, b.side) == (record.table_seq, record.side)
    ]
    row = [b for b in lines if b.row_seq == record.row_seq and b.column_seq > record.column_seq]
    column = [b for b in lines if b.column_seq == record.column_seq and b.row_seq > record.row_seq]
    sought = value(record.amount_printed) or Decimal()
    return any(_starts_with_sum(_values(cells), sought) for cells in (row, column))


def _values(cells: Iterable[BudgetLine]) -> list[Decimal]:
    return [value(c.amount_printed) or Decimal() for c in cells]


def _starts_with_sum(values: list[Decimal], sought: Decimal) -> bool:
    total, parts = Decimal(), 0
    for part in values[:_LONGEST_SUM]:
        total += part
        parts += bool(part)
        if parts > 1 and total == sought:
            return True
    return False


def _announced(before: Before, records: Iterable[Record]) -> str:
    """Whether another table has a row of the same code and its own figures."""
    for record in records:
        if isinstance(record, BudgetLine) and _is_printed_again(before, record):
            return "printed_again"
    return ""


def _label(before: Before, record: Record) -> str:
    if isinstance(record, BudgetLine):
        if record.subject_code in subjects():
            return "official_name"
        if _is_coded_again(before, record) or _is_printed_again(before, record):
            return "printed_again"
    return ""


def _code(before: Before, record: Record) -> str:
    if isinstance(record, BudgetLine):
        if record.subject_code in subjects():
            return "official_code"
        if _is_coded_again(before, record):
            return "printed_again"
    return ""


def _is_coded_again(before: Before, record: BudgetLine) -> bool:
    """Whether another table prints the code with its name."""
    return bool(record.subject_code) and any(
        other.table_seq != record.table_seq and (other.subject_code, _name(other)) == (record.subject_code, _name(record))
        for other in before.staged.parsed.budget_lines
    )


def _title(before: Before, damage: Damage) -> str:
    record = damage.records[0]
    said = (
        record.table_title
        if isinstance(record, Table)
        else record.form_title
        if isinstance(record, Evaluation)
        else ""
    )
    return (
        "contents"
        if said and sum(said in text for text in _texts(before)) > 1 and _is_listed(before, said)
        else ""
    )


def _texts(before: Before) -> Iterator[str]:
    for block in before.staged.document.blocks:
        if isinstance(block, Grid):
            yield from (squash(cell.text) for cell in block.cells)
        else:
            yield squash(block.text)


def _is_listed(before: Before, title: str) -> bool:
    """Whether a list of contents names the title."""
    texts = list(_texts(before))
    start = next((n for n, text in enumerate(texts) if text in ("目录", "目次")), None)
    return start is not None and any(title in text for text in texts[start : start + 60])


def _end(before: Before, last: int) -> str:
    """What is left of an identity tells only where it can be seen to lack something: a table, form or text of it is cut, or two of
    them stand yet. What is gone with all of its table, form or text leaves the other side of an equality as it was.
    """
    ids = before.ids()
    kept: dict[str, Record] = {}
    lost: dict[str, Record] = {}
    for record in [*facts(before.staged), *before.staged.parsed.stated_amounts]:
        (lost if record.lines and record.lines[-1] > last else kept)[ids[id(record)]] = record
    for fact, record in lost.items():
        for held in before.held.get(fact, []) if value(figure(record)) else ():
            left = [kept[other] for other in held.evidence if other in kept]
            places = {_place(other) for other in left}
            # A whole that has lost all of its parts is one that isn't divided, but for the total of a list.
            is_open = _place(record) in places and (len(left) > 1 or held.rule == "column_total")
            if len(places) > 1 or is_open:
                return f"rule {held.rule}"
    after = [r for r in before.staged.parsed.tables if r.lines and r.lines[0] > last]
    if any(_is_listed(before, r.table_title) for r in after):
        return "contents"
    return _open_numbers(before, last)


def _place(record: Record) -> tuple[str, int]:
    """The table or form that a record stands in; all text is one place."""
    if isinstance(record, BudgetLine):
        return "table", record.table_seq
    return ("form", record.form_seq) if isinstance(record, Funding | Indicator) else ("text", 0)


def _open_numbers(before: Before, last: int) -> str:
    """Whether numbers of headings or pages go on behind line ``last``: 一、 is there and the only 二、 isn't, a heading or an annex's
    number is the last line, page 3 of 20 the last page.
    """
    lines = [b for b in before.staged.document.blocks if isinstance(b, Line) and squash(b.text)]
    kept = [squash(line.text) for line in lines if line.number <= last]
    lost = [squash(line.text) for line in lines if line.number > last]
    starts = [text[:2] for text in kept]
    if starts.count("一、") == 1 and "二、" not in starts and any(text.startswith("二、") for text in lost):
        return "numbering"
    if lines and any(line.number == last for line in lines) and re.fullmatch(r"[一二三四五六七八九十]+、[^，。；]{4,60}|附件\d+", kept[-1]):
        return "heading"
    pages = [found for text in kept if (found := page_of(text))]
    return "pages" if pages and max(pages)[0] < pages[-1][1] and any(page_of(text) for text in lost) else ""
