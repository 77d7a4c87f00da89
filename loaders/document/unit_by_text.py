"""The unit of a table that prints none, where the document's own sentences or forms state its amounts with theirs.

``公务接待费 | 7.40`` and ``公务接待费支出预算为7.4万元``: two rows said so by name and number, and none said otherwise, decide it.
So do two amounts of enough digits that are stated in one unit only, and the total of what a project was spent on where
the form of the project prints it; and a sentence on all tables (``以下各表单位均为万元``). What the document says goes before
the unit that its other tables have.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from loaders.grammar.enumeration import MARK
from loaders.grammar.normal import fold
from loaders.grammar.units import MONEY, MONEY_WORD, money_unit
from loaders.notes import note
from loaders.records import BudgetLine, Funding, Parsed, Sentence, StatedAmount

_FEWEST = 2
_LEAD = re.compile(rf"^(?:{MARK}|其中[:：]?)+")
_SHORTEST = 4
_ALL = r"(?:均|都|全部|统一|一律)"
_OF_ALL = re.compile(
    rf"(?<!本)表格?[^，。；:]{{0,12}}?(?:单位{_ALL}(?:为|是|以)?:?|{_ALL}以)(?:人民币)?[“\"]?(?P<unit>{MONEY_WORD})"
)
_DIGITS = 4  # of an amount that is another's by no chance


def set_units(parsed: Parsed) -> None:
    """Give the lines of each table without a unit the one that the text states their amounts in."""
    lines: dict[int, list[BudgetLine]] = defaultdict(list)
    for_all = _said_of_all(parsed.sentences)
    for line in parsed.budget_lines:
        lines[line.table_seq].append(line)
    for table in parsed.tables:
        own = lines[table.table_seq]
        if any(line.unit and "unit_borrowed" not in line.repair_code for line in own):
            continue
        by_text = _stated(own, parsed.stated_amounts) or _repeated(own, parsed.stated_amounts) or for_all
        unit = by_text or _totalled(own, parsed.funding)
        if not unit:
            continue
        table.unit = unit
        for line in own:
            line.take_back(note("unit_borrowed", unit=line.unit))
            line.unit = unit
            line.mend(note("unit_from_text" if by_text else "unit_from_form", unit=unit))


def _said_of_all(sentences: Sequence[Sentence]) -> str:
    """The one unit of money that the text gives all tables (``以下各表金额单位均为万元``), or ``""``."""
    said = {money_unit(m["unit"]) for one in sentences for m in _OF_ALL.finditer(fold(one.source_text))}
    return said.pop() if len(said) == 1 else ""


def _stated(lines: Sequence[BudgetLine], stated: Sequence[StatedAmount]) -> str:
    money = [(fold(one.subject_name), one) for one in stated if one.amount_printed and one.unit in MONEY]
    said: dict[str, set[str]] = defaultdict(set)  # unit → names of the rows that are stated so
    for line in lines:
        name = _LEAD.sub("", fold(line.subject_name))
        about = [one for subject, one in money if len(name) >= _SHORTEST and subject.startswith(name)]
        equal = {one.unit for one in about if Decimal(one.amount_printed) == Decimal(line.amount_printed)}
        if equal and Decimal(line.amount_printed):
            for unit in equal:
                said[unit].add(name)
        elif about and not equal:
            return ""
    units = [unit for unit, names in said.items() if len(names) >= _FEWEST]
    return units[0] if len(units) == 1 else ""


def _totalled(lines: Sequence[BudgetLine], funding: Sequence[Funding]) -> str:
    """The unit in which the forms print the total of a table, of enough digits to be the same by no chance."""
    units = {one.unit for one in funding}
    printed = {Decimal(one.amount_printed) for one in funding if one.amount_printed}
    totals = [Decimal(line.amount_printed) for line in lines if line.row_role == "total"]
    same = [total for total in totals if total in printed and _is_telling(total)]
    return units.pop() if same and same == totals and len(units) == 1 and units <= set(MONEY) else ""


def _repeated(lines: Sequence[BudgetLine], stated: Sequence[StatedAmount]) -> str:
    """The one unit in which sentences state several amounts of a table, whatever they call them."""
    amounts = {Decimal(line.amount_printed) for line in lines}
    said = {
        (Decimal(one.amount_printed), one.unit)
        for one in stated
        if one.amount_printed and one.unit in MONEY and _is_telling(Decimal(one.amount_printed))
    }
    same = {(amount, unit) for amount, unit in said if amount in amounts}
    units = {unit for _, unit in same}
    return units.pop() if len(units) == 1 and len(same) >= _FEWEST else ""


def _is_telling(amount: Decimal) -> bool:
    return len(amount.normalize().as_tuple().digits) >= _DIGITS
