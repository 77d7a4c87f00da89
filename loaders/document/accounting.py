"""Whether every number printed in tables and forms was used.

Independent of the parsers: a number counts as used when a record that cites its line holds it under a decided subject,
column and unit. Numbers that belong where they stand (codes, line and column numbers, dates, marks of lists, words) are
set aside by kind, as are those of headers, units and footers. An amount within a name is not used by the name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from loaders.document import printed
from loaders.document.printed import Printed
from loaders.grammar.normal import fold
from loaders.grammar.numbers import NUMBER, plain_number
from loaders.grammar.page_numbers import may_be_page_number
from loaders.grammar.units import MONEY_WORD
from loaders.model import Cell, Grid, Segment, Used
from loaders.notes import is_undecided, note
from loaders.records import Parsed, Record, Reject

_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MOST_PAGE_DIGITS = 8
_STATED = re.compile(rf"(?P<digits>{NUMBER}){MONEY_WORD}(?P<bound>(?:\([^)]*\))?以[上下内])?")
_MONEY_LIKE = re.compile(r"\d\.\d{1,2}(?![\d%％‰])|\d,\d{3}")
_CODES = {"subject_code", "project_code"}
_NAMES = {
    "subject_name", "second_subject_name", "source_label", "measure_label", "phase_label", "level1", "level2", "level3",
    "table_title", "printed_number", "header_paths", "form_title", "label", "field_label", "section",
    "implementing_unit", "supervising_department",
}  # fmt: skip
_SKIPPED = {
    "amount_printed", "lines", "page", "source_text", "source_box", "source_cell", "repair", "repair_code", "table_seq", "form_seq",
    "row_seq", "column_seq", "indicator_seq", "sentence_seq", "row_count", "amount_count",
}  # fmt: skip
_SAID = ("sentence", "note")
_CODE_ENDS = (3, 5, 7)


@dataclass(slots=True)
class Account:
    """Numbers seen in tables and forms; ``set_aside`` counts by kind, ``unused`` are the rejects to be staged."""

    total: int = 0
    used: int = 0
    set_aside: Counter[str] = field(default_factory=Counter)
    unused: list[Reject] = field(default_factory=list)

    @property
    def ignored(self) -> int:
        """Numbers that no fact has to hold."""
        return self.set_aside.total()

    def _take(self, tokens: Sequence[Printed], evidence: _Evidence, how: str, *, is_form: bool) -> list[str]:
        """Book the numbers of one row; those that nothing holds are returned."""
        missing = []
        for token in tokens:
            self.total += 1
            held = evidence.holds(token)
            if held:
                self.used += 1
            elif held is None:  # a fact has it, but not under a decided subject, column and unit
                continue
            elif not token.is_owed and not (is_form and token.kind == printed.TEXT):
                self.set_aside[token.kind] += 1
            elif how == "prose" and token.kind != printed.IN_TEXT:  # of a sentence only its amounts are facts
                self.set_aside[printed.TEXT] += 1
            elif how not in ("", "row", "prose") and (how != "label" or token.kind != printed.AMOUNT):
                self.set_aside[how] += 1
            else:
                missing.append(token.digits)
        return missing


@dataclass(slots=True)
class _Cited:
    """The texts of the records that cite a line, by the kind of field."""

    amounts: dict[str, int] = field(default_factory=dict)
    undecided: dict[str, int] = field(default_factory=dict)
    values: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)


class _Evidence:
    """The numbers that the records carry that cite the lines of a row; one that cites several of them counts once."""

    __slots__ = ("amounts", "codes", "name_texts", "names", "undecided", "values")

    def __init__(self, cited: Sequence[_Cited]) -> None:
        self.amounts = _most(one.amounts for one in cited)
        self.undecided = _most(one.undecided for one in cited)
        self.values = _numbers(one.values for one in cited)
        self.name_texts = {name for one in cited for name in one.names}
        self.names = _numbers(one.names for one in cited)
        self.codes = {part for one in cited for code in one.codes for part in _code_parts(code)}

    def holds(self, token: Printed) -> bool | None:
        """Whether a record holds a number; None where it does so without knowing what the number says."""
        digits = token.digits
        if token.kind in (printed.LINE_NUMBER, printed.COLUMN_NUMBER):
            return digits in self.codes
        if token.kind == printed.CODE:
            return digits in self.codes or digits in self.names
        if not token.is_owed:  # of a form's text it is an amount all the same: 年度资金总额：64.5
            return digits in self.values or digits in self.names or digits in self.amounts
        if token.kind == printed.IN_VALUE and digits in self.names:
            return True  # before amounts: a name's own "1%" takes no amount of its row
        for signed in (digits, f"-{digits}"):
            if self.amounts.get(signed):
                self.amounts[signed] -= 1
                return True
        if digits in self.values or digits in self.codes or (token.whole and token.whole in self.name_texts):
            return True
        for signed in (digits, f"-{digits}"):
            if self.undecided.get(signed):
                self.undecided[signed] -= 1
                return None
        return False


def _most(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Of each amount the most that one line has."""
    most: dict[str, int] = {}
    for one in counts:
        for amount, count in one.items():
            most[amount] = max(count, most.get(amount, 0))
    return most


def _numbers(texts: Iterable[set[str]]) -> set[str]:
    return set(chain.from_iterable(map(_in_text, set().union(*texts))))


def account(segments: Sequence[Segment], parsed: Parsed, used: Used) -> Account:
    """Count the numbers of all table and form segments."""
    cited = _citations(parsed)
    result = Account()
    booked: set[int] = set()
    for segment in segments:
        if segment.kind == "prose" or _is_no_amount_table(segment, cited):
            continue
        for lines, text, page, tokens in _rows(segment):
            booked.update(lines)
            if not tokens or _is_furniture(text, tokens, lines, segment, used):
                continue
            evidence = _Evidence([cited[n] for n in lines if n in cited])
            how = next((used.disposition[n] for n in lines if n in used.disposition), "")
            missing = result._take(tokens, evidence, how, is_form=segment.kind == "form")
            if segment.kind == "form" and len(lines) == 1:
                broken = [digits for digits in missing if _goes_on(digits, text, evidence.values)]
                missing = [digits for digits in missing if digits not in broken]
                result.used += len(broken)
            if missing:
                shown = " ".join(missing[:8])
                what = note("numbers_unused", title=segment.title, count=len(missing), shown=shown)
                result.unused.append(
                    Reject(stage="numbers", note=what, lines=lines, page=page, source_text=text.strip()[:200])
                )
    if not parsed.tables and not parsed.evaluations:
        _account_prose(parsed, booked, result)
    return result


def _account_prose(parsed: Parsed, booked: Container[int], result: Account) -> None:
    """Book the money of a text that has neither tables nor forms: what its sentences state is all that it says.

    ``booked`` are lines that were looked at already.
    """
    stated: dict[int, set[str]] = defaultdict(set)
    for one in parsed.stated_amounts:
        for number in one.lines:
            stated[number] |= {one.amount_printed.lstrip("-"), one.change_printed.lstrip("-")}
    for sentence in parsed.sentences:
        if sentence.kind not in _SAID or any(n in booked for n in sentence.lines):
            continue
        held = set[str]().union(*(stated[n] for n in sentence.lines if n in stated))
        missing = []
        for match in _STATED.finditer(fold(sentence.source_text)):
            digits = plain_number(match["digits"])
            result.total += 1
            if digits in held:
                result.used += 1
            elif match["bound"]:
                result.set_aside[printed.DESCRIPTION] += 1
            else:
                missing.append(digits)
        if missing:
            shown = " ".join(missing[:8])
            what = note("numbers_unused", title=sentence.section, count=len(missing), shown=shown)
            result.unused.append(
                Reject(
                    stage="numbers", note=what, lines=sentence.lines, page=sentence.page,
                    source_text=sentence.source_text[:200],
                )
            )  # fmt: skip


def _goes_on(digits: str, text: str, values: Iterable[str]) -> bool:
    """Whether a number is part of one that a narrow cell breaks over two lines: its beginning ends the line, or its
    end begins it, and a record that cites the line holds the whole."""
    line = text.strip()
    begins, ends = line.rstrip(".").endswith(digits), line.startswith(digits)
    return any(
        len(value) > len(digits)
        and ((begins and value.startswith(digits)) or (ends and value.endswith(digits)))
        for value in values
    )


def _is_no_amount_table(segment: Segment, cited: Mapping[int, _Cited]) -> bool:
    """Whether an untitled grid holds no amounts: a list of units, a table of contents, a text box."""
    if segment.title:
        return False
    grids = [block for block in segment.blocks if isinstance(block, Grid)]
    if any(n in cited for grid in grids for n in grid.lines):
        return False
    return not any(
        token.kind == printed.AMOUNT and _MONEY_LIKE.search(cell.text)
        for grid in grids
        for cell in grid.cells
        for token in printed.numbers(cell.text)
    )


def _is_furniture(
    text: str, tokens: Sequence[Printed], lines: tuple[int, ...], segment: Segment, used: Used
) -> bool:
    """A page number, or a remark beside a grid that holds nothing like an amount: no number of the table."""
    if sum(len(token.digits) for token in tokens) <= _MOST_PAGE_DIGITS and may_be_page_number(fold(text)):
        return True
    if len(lines) != 1 or lines[0] in used.disposition or _MONEY_LIKE.search(text):
        return False
    grids = [block for block in segment.blocks if isinstance(block, Grid)]
    return bool(grids) and not any(lines[0] in grid.lines for grid in grids)


def _citations(parsed: Parsed) -> dict[int, _Cited]:
    cited: dict[int, _Cited] = defaultdict(_Cited)
    groups: Iterable[Sequence[Record]] = (
        parsed.tables, parsed.budget_lines, parsed.row_labels, parsed.evaluations, parsed.form_fields,
        parsed.funding, parsed.indicators, parsed.stated_amounts,
    )  # fmt: skip
    for group in groups:
        all_fields = {item.name for one in group[:1] for item in fields(one)} - _SKIPPED
        codes_of, names_of = _getter(all_fields & _CODES), _getter(all_fields & _NAMES)
        values_of = _getter(all_fields - _CODES - _NAMES)
        for record in group:
            amount = getattr(record, "amount_printed", None)
            codes, names, values = codes_of(record), names_of(record), values_of(record)
            undecided = is_undecided(getattr(record, "repair_code", ""))
            for number in record.lines:
                here = cited[number]
                if amount is not None:
                    counts = here.undecided if undecided else here.amounts
                    counts[amount] = counts.get(amount, 0) + 1
                here.codes.update(codes)
                here.names.update(names)
                here.values.update(values)
    return dict(cited)


def _getter(names: Iterable[str]) -> Callable[[Record], tuple[str, ...]]:
    """What reads fields of text of a record in one step."""
    listed = sorted(names)
    if not listed:
        return lambda record: ()
    return attrgetter(*listed, listed[0])  # the first twice: of a single one it would give no tuple


@lru_cache(maxsize=16384)
def _in_text(text: str) -> tuple[str, ...]:
    return tuple(plain_number(token) for token in _TOKEN.findall(fold(text)))


@lru_cache(maxsize=4096)
def _code_parts(code: str) -> frozenset[str]:
    """A code and what its cells can print of it: 2080505, 208, 20805, 05, 05."""
    found = {code}
    start = 0
    for end in _CODE_ENDS:
        if len(code) >= end:
            found |= {code[:end], code[start:end], code[start:end].lstrip("0")}
        start = end
    return frozenset(found)


def _rows(segment: Segment) -> Iterator[tuple[tuple[int, ...], str, int | None, list[Printed]]]:
    """Lines, text, page and numbers of each printed row."""
    grids = [block for block in segment.blocks if isinstance(block, Grid)]
    kinds = printed.column_kinds(grids)
    is_form = segment.kind == "form"
    place = 0
    for block in segment.blocks:
        if not isinstance(block, Grid):
            tokens = [token for piece in printed.pieces(block.text) for token in printed.numbers(piece)]
            yield (block.number,), block.text, block.page, tokens
            continue
        by_row: dict[int, list[Cell]] = defaultdict(list)
        for cell in block.cells:
            by_row[cell.row].append(cell)
        for row in sorted(by_row):
            cells = sorted(by_row[row], key=lambda c: c.col)
            lines = tuple(sorted({n for c in cells for n in c.lines}))
            text = "  ".join(c.text.replace("\n", "") for c in cells)
            yield lines, text, block.page, _of_row(cells, place, kinds, is_form=is_form)
        place += 1


def _of_row(
    cells: Sequence[Cell], place: int, kinds: Mapping[tuple[int, int], str], *, is_form: bool
) -> list[Printed]:
    texts = [cell.text.replace("\n", "") for cell in cells]
    if printed.is_column_numbers(texts):
        return [Printed(t.digits, printed.COLUMN_NUMBER) for text in texts for t in printed.numbers(text)]
    found = []
    for cell, text in zip(cells, texts, strict=True):
        kind = kinds.get((place, cell.col), "")
        for token in printed.numbers(text):
            if kind and token.kind == printed.AMOUNT and token.digits.isdigit():
                found.append(Printed(token.digits, kind))
            elif not is_form and token.kind != printed.AMOUNT and token.is_owed and printed.is_sentence(text):
                found.append(
                    Printed(token.digits, printed.DESCRIPTION)
                )  # what a project is for; no amount of the table
            else:
                found.append(token)
    return found
