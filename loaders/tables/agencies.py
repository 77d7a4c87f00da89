"""The agencies among the rows of a table: a department, its units, and what stands below each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from loaders.grammar.normal import fold
from loaders.tables.labels import role_of
from loaders.tables.model import Row
from loaders.tables.row_sums import Sums
from loaders.tables.vocabulary import code_level, economic_level, label_measure, row_role, subjects
from loaders.vocabulary import organisation_endings

_APPENDED = re.compile(r"(?:[(（][^()（）]*[)）]|(?:机关)?本[级部]|机关)$")  # to the name of an agency: what of it is meant
_AGENCIES = 2  # with items below them: a list by agency
_MONEY = ("收入", "支出")  # no agency is called so: a class that is printed without its code
PURCHASES = ("goods", "works", "services")  # measures that 货物, 工程 and 服务 name
_MOSTLY = 0.6  # of rows with codes of their own, where the names of so many say that all are agencies


def find_agencies(rows: Sequence[Row], sums: Sums) -> None:
    """Set the role ``unit`` where codes, sums or names tell agencies, and ``total`` of the department that they make up.

    Where 货物, 工程 and 服务 make up the total, the agencies of each are parts of it.
    """
    items = [n for n, row in enumerate(rows) if row.name and role_of(row) in ("item", "unit")]
    kinds = [n for n in items if label_measure(rows[n].name) in PURCHASES]
    total = next((n for n, row in enumerate(rows) if role_of(row) == "total" and sums.has_amounts(n)), -1)
    if kinds and total >= 0 and sums.adds_up(total, kinds) > 0:
        for n in items:
            rows[n].role = "item"
        return
    coded = [n for n in items if code_level(rows[n].code)]
    told = [n for n in items if rows[n].unit_code]
    if told and len(told) < len(items):
        rest = [n for n in items if n not in told]
        # Projects bear the number of the unit whose name stands above them.
        units = rest if all(is_agency(rows[n].name) for n in rest) else told
    elif coded:
        units = [n for n in items if not code_level(rows[n].code) and n < coded[-1] and not fold(rows[n].name).endswith(_MONEY)]
        units = [*_numbered_above(rows, coded, units), *units]
    else:
        units = [n for n in items if is_agency(rows[n].name)]
        if len(told) == len(items) and len(units) > _MOSTLY * len(items):
            units = items
    if not units:
        return
    others = [n for n in items if n not in units]
    if others:
        known = sum(sums.adds_up(unit, below) for unit, below in _below(rows, units, others)) > 0
    else:
        known = any(rows[n].unit_code or role_of(rows[n]) == "unit" for n in units)
    department, *members = units
    is_whole = bool(members) and not any(department < n < members[0] for n in others) and sums.adds_up(department, members) > 0
    if not known and not (is_whole and units == told):
        _take_as_items(rows, items, sums)
        return
    for n in units:
        rows[n].role = "unit"
    if is_whole:
        rows[department].role = "total"  # 合计 once more, under the department's name


def _numbered_above(rows: Sequence[Row], coded: Sequence[int], units: Sequence[int]) -> list[int]:
    """The row whose number all ``units`` bear before their own and that isn't called as the subject of that number: their department."""
    above = [n for n in coded if n < min(units, default=0) and all(rows[unit].code.startswith(rows[n].code) for unit in units)]
    return [n for n in above if fold(rows[n].name) not in {fold(subject.name) for subject in subjects().get(rows[n].code, ())}]


def _take_as_items(rows: Sequence[Row], items: Sequence[int], sums: Sums) -> None:
    """Agencies beside other rows that the total adds up with them (镇机关, 农业服务中心) stand above none."""
    total = next((n for n, row in enumerate(rows) if role_of(row) == "total" and sums.has_amounts(n)), -1)
    if total >= 0 and not any(code_level(rows[n].code) for n in items) and sums.adds_up(total, items) > 0:
        for n in items:
            if role_of(rows[n]) == "unit":
                rows[n].role = "item"


def _below(rows: Sequence[Row], units: Sequence[int], others: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """The rows that stand below each unit, without those that a class or section above them, or a row of their own code, contains."""
    for unit, following in zip(units, [*units[1:], len(rows)], strict=True):
        below = [n for n in others if unit < n < following]
        codes = {rows[n].code for n in below if rows[n].code}
        yield (
            unit,
            [
                n
                for n in below
                if (rows[n].level or 0) <= code_level(rows[n].code)
                and not any(rows[n].code[:size] in codes for size in (3, 5) if size < len(rows[n].code))
            ],
        )


def without_agency(rows: Sequence[Row]) -> list[Row]:
    """The first two rows or more in a row that stand beside agencies with items below them and are none: the row of theirs is missing.

    Only in a list without codes at whose top two agencies at least, and nothing else, have items below them.
    """
    filled = [row for row in rows if row.amounts and role_of(row) not in ("total", "subtotal")]
    heads = [row for row, below in pairwise(filled) if row.level == 1 and (below.level or 1) > 1]
    if len(heads) < _AGENCIES or any(row.code for row in filled) or not all(is_agency(row.name) for row in heads):
        return []
    run: list[Row] = []
    for row, below in pairwise([*filled, Row(level=1)]):
        if row.level == 1 and (below.level or 1) == 1 and row.name and not is_agency(row.name):
            run.append(row)
        elif len(run) > 1:
            break
        else:
            run = []
    return run if len(run) > 1 else []


@cache
def is_agency(name: str) -> bool:
    """Whether a label is the name of an agency: 某局, 某中心（本级）, 某局本级."""
    bare = _APPENDED.sub("", fold(name))
    return len(bare) >= 4 and (row_role(name)[0] == "unit" or (bare.endswith(organisation_endings()) and not economic_level(name)))
