"""What the records hold that cite the lines of a printed row, and whether one of them holds a number of it.

A number counts as held under a decided subject, column and unit; an amount within a name is not held by the name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from loaders.document import printed
from loaders.document.printed import Printed
from loaders.grammar.normal import fold
from loaders.grammar.numbers import LOOSE, plain_number
from loaders.notes import is_undecided
from loaders.records import Indicator, Parsed, Record

_TOKEN = re.compile(LOOSE)
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
_CODE_ENDS = (3, 5, 7)


@dataclass(slots=True)
class Cited:
    """The texts of the records that cite a line, by the kind of field."""

    amounts: dict[int, str] = field(default_factory=dict)  # by the number of the record
    undecided: dict[int, str] = field(default_factory=dict)
    values: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    aimed: set[str] = field(default_factory=set)  # names of indicators whose target stands in another cell


class Evidence:
    """The numbers that the records carry that cite the lines of a row; one that cites several of them counts once."""

    __slots__ = ("aimed", "amounts", "codes", "name_texts", "names", "said", "undecided", "values")

    def __init__(self, cited: Sequence[Cited]) -> None:
        self.amounts = _counted(one.amounts for one in cited)
        self.said = frozenset(self.amounts)
        self.undecided = _counted(one.undecided for one in cited)
        self.values = _numbers(one.values for one in cited)
        self.name_texts = {name for one in cited for name in one.names}
        self.names = _numbers(one.names for one in cited)
        self.aimed = {name for one in cited for name in one.aimed}
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
        if (token.kind == printed.IN_VALUE and digits in self.names) or (token.within and token.within in self.aimed):
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

    def repeats(self, token: Printed) -> bool:
        """Whether a label says an amount of its row again (``资金金额1620.98（万元）``)."""
        return token.kind == printed.IN_TEXT and token.within != "" and token.digits in self.said


def _counted(amounts: Iterable[Mapping[int, str]]) -> Counter[str]:
    """How many records hold each amount; one that cites several lines counts once."""
    records: dict[int, str] = {}
    for one in amounts:
        records.update(one)
    return Counter(records.values())


def _numbers(texts: Iterable[set[str]]) -> set[str]:
    return set(chain.from_iterable(map(_in_text, set().union(*texts))))


def citations(parsed: Parsed) -> dict[int, Cited]:
    """What the records say that cite each line."""
    cited: dict[int, Cited] = defaultdict(Cited)
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
                    (here.undecided if undecided else here.amounts)[id(record)] = amount
                if isinstance(record, Indicator) and record.target_printed:
                    here.aimed.add(fold(record.level3))
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
