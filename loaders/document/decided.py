"""Numbers of which the document does not say what they are: the unit or the subject is lost or was never printed.

They stay as printed, with a note that the books and the warehouse read (``notes.is_undecided``). A table without labels
(三公 in one row) has its title as the subject; a row without a label among rows with labels has lost it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from loaders.grammar.normal import squash
from loaders.grammar.units import MONEY, names_currency
from loaders.grammar.values import has_lost_number, is_glued, units
from loaders.notes import note
from loaders.records import BudgetLine, Indicator, Parsed

_SELDOM = 0.1  # of the rows of a table that say nothing against the others
_NOT_ZERO = re.compile(r"[1-9]")
# A header printed over its neighbour's: two letters or more stand there twice (部门预预算算数支).
_OVERPRINTED = re.compile(r"([\u4e00-\u9fff])\1(?:[\u4e00-\u9fff]*?)([\u4e00-\u9fff])\2")
_MAPPED_WRONG = re.compile(r"[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\ufffd]")
_PHONETIC = re.compile(r"[\u0250-\u02af]")  # letters that no document of money prints
_SYMBOL = re.compile(r"[|{}~^\\`\[\]]")  # no header prints these
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_WHOLE = {"合计", "总计"}
_NO_NAME = re.compile(r"(?!(?:19|20)\d\d$)[\d.,%％+-]+")
_SOME, _MANY = 3, 0.2  # indicators, and share of all, whose cells have run together


def mark_undecided(parsed: Parsed, *, is_text_broken: bool = False) -> None:
    """Note on each budget line, funding amount and indicator what could not be decided of it.

    Where the text layer is broken the printed unit may be what it has lost: none is taken from another table.
    """
    sides: dict[tuple[int, str], list[BudgetLine]] = defaultdict(list)
    for line in parsed.budget_lines:
        sides[line.table_seq, line.side].append(line)
        if is_text_broken and "unit_borrowed" in line.repair_code:
            line.unit = ""
        if not _is_known(line.unit):
            line.mend(note("unit_undecided"))
    for lines in sides.values():
        for line in [*_without_subject(lines), *_behind(lines), *(one for one in lines if _is_damaged(one))]:
            line.mend(note("subject_undecided"))
        unreadable = [line for line in lines if _OVERPRINTED.search(line.measure_label)]
        if any(_is_mapped_wrong(line.measure_label) for line in lines):
            unreadable = lines
        for line in [*_under_one_header(lines), *_without_group(lines), *unreadable]:
            line.measure = ""
            line.mend(note("column_undecided"))
    for amount in parsed.funding:
        if not _is_known(amount.unit):
            amount.mend(note("unit_undecided"))
        if not amount.source_label:
            amount.mend(note("subject_undecided"))
    for one in _glued(parsed.indicators):
        one.mend(note("cells_glued"))
    forms: dict[int, list[Indicator]] = defaultdict(list)
    for indicator in parsed.indicators:
        forms[indicator.form_seq].append(indicator)
    for indicators in forms.values():
        named = any(one.level3 for one in indicators)
        aimed = sum(bool(one.target_printed) for one in indicators) > len(indicators) / 2
        for one in indicators:
            # With a result and no target, the name or the target is lost: what stands there can be either.
            is_either = aimed and not one.target_printed and bool(one.actual_printed)
            if ((named and not one.level3) or is_either) and "level3_shared" not in one.repair_code:
                one.mend(note("subject_undecided"))
            if has_lost_number(one.target_printed):
                one.mend(note("target_undecided", printed=one.target_printed))


def _glued(indicators: Sequence[Indicator]) -> Sequence[Indicator]:
    """Indicators whose cells have run together; all of a document where many have, for the others were cut in the same way."""
    found = [one for one in indicators if is_glued(one.level3, one.target_printed)]
    return indicators if len(found) >= _SOME and len(found) >= _MANY * len(indicators) else found


def _is_damaged(line: BudgetLine) -> bool:
    """Whether a name holds letters that stand for others: the font's map is wrong there (住房|ÿ金)."""
    return _is_mapped_wrong(line.subject_name + line.second_subject_name, symbols=False)


def _is_mapped_wrong(text: str, *, symbols: bool = True) -> bool:
    """Whether Chinese text holds letters, or ``symbols``, that stand for others; of a header all columns of its table suffer."""
    wrong = _MAPPED_WRONG.search(text) or (symbols and _SYMBOL.search(text))
    return _PHONETIC.search(text) is not None or (bool(wrong) and _CHINESE.search(text) is not None)


def _is_known(unit: str) -> bool:
    """Whether a unit is printed and, where it is money, how many 元 it is: 万美元 is not known, 辆 is."""
    return bool(unit) and (unit in MONEY or unit in units() or not names_currency(unit))


def _under_one_header(lines: Sequence[BudgetLine]) -> list[BudgetLine]:
    """Amounts of one side of a table whose columns have one and the same header: the header is not read to its end.

    No table prints two columns of amounts beside each other under the same words, only shares of one thing and another.
    """
    columns: dict[tuple[int, str], set[int]] = defaultdict(set)
    for line in lines:
        columns[line.row_seq, line.measure_label].add(line.column_seq)
    twins = {label for (_, label), own in columns.items() if label and len(own) > 1}
    return [line for line in lines if line.measure_label in twins and line.unit != "%"]


def _without_group(lines: Sequence[BudgetLine]) -> list[BudgetLine]:
    """Amounts under 小计 beside a column of 合计: they are the total of a group that its header has lost."""
    labels = {line.measure_label for line in lines}
    return [line for line in lines if line.measure_label == "小计"] if labels & _WHOLE else []


def _without_subject(lines: Sequence[BudgetLine]) -> list[BudgetLine]:
    """Amounts but 0 of rows without a name, perhaps with a code, among rows that have names."""
    named = [_says_something(line) for line in lines]
    if not any(named):  # no row has a label, but an amount can have been taken for one
        return [line for line in lines if line.subject_name]
    return [
        line
        for line, has_name in zip(lines, named, strict=True)
        if not has_name and _NOT_ZERO.search(line.amount_printed)
    ]


def _behind(lines: Sequence[BudgetLine]) -> list[BudgetLine]:
    """Amounts of rows that begin with them, among rows that begin with their names: what stands behind is a remark, and the name lost."""
    rows: dict[int, list[BudgetLine]] = defaultdict(list)
    for line in lines:
        rows[line.row_seq].append(line)
    behind = [own for own in rows.values() if own[0].subject_name and _begins_with_amounts(own)]
    return [line for own in behind for line in own] if len(behind) <= _SELDOM * len(rows) else []


def _begins_with_amounts(row: Sequence[BudgetLine]) -> bool:
    if row[0].subject_code:
        return False
    words = row[0].source_text.replace(",", "").split()
    places = [words.index(line.amount_printed) for line in row if line.amount_printed in words]
    return len(places) == len(row) and 0 in places and "".join(words).endswith(squash(row[0].subject_name).replace(",", ""))


def _says_something(line: BudgetLine) -> bool:
    """Whether a row has a name: a number is none, be it an amount that was taken for one; a year and a code are."""
    if "total_by_sum" in line.repair_code:
        return True
    if line.second_subject_name or _NO_NAME.fullmatch(line.subject_name) is None:
        return bool(line.second_subject_name or line.subject_name)
    return bool(line.subject_code)
