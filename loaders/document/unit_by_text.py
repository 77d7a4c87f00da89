"""The unit of a table that prints none, where the document's own sentences state its amounts with theirs.

``公务接待费 | 7.40`` and ``公务接待费支出预算为7.4万元``: two rows said so by name and number, and none said otherwise, decide it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from loaders.grammar.enumeration import MARK
from loaders.grammar.normal import fold
from loaders.grammar.units import MONEY
from loaders.notes import note
from loaders.records import BudgetLine, Parsed, StatedAmount

_FEWEST = 2
_LEAD = re.compile(rf"^(?:{MARK}|其中[:：]?)+")
_SHORTEST = 4


def set_units(parsed: Parsed) -> None:
    """Give the lines of each table without a unit the one that the text states their amounts in."""
    lines: dict[int, list[BudgetLine]] = defaultdict(list)
    for line in parsed.budget_lines:
        lines[line.table_seq].append(line)
    for table in parsed.tables:
        if table.unit or any(line.unit for line in lines[table.table_seq]):
            continue
        unit = _stated(lines[table.table_seq], parsed.stated_amounts)
        if unit:
            table.unit = unit
            for line in lines[table.table_seq]:
                line.unit = unit
                line.mend(note("unit_from_text", unit=unit))


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
