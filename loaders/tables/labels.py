"""Restore a lost label: a row that prints only its class code, where the official list and arithmetic tell the rest.

``302 42,748 42,748`` below ``302 商品和服务支出`` is an item of 302. The class must close with it, and the official
list must leave one code for it: the only unused code between its neighbours, or the only one whose amount
follows by statute from another printed row (``seeds/rules/statutory_ratio.csv``).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from loaders.grammar.normal import squash
from loaders.notes import note
from loaders.tables.equations import step
from loaders.tables.model import RawTable, Row
from loaders.tables.vocabulary import class_names, row_role, subjects
from loaders.vocabulary import seed_rows


def role_of(row: Row) -> str:
    """What a row is: total, agency, item …, as found so far or by its name."""
    return row.role or row_role(row.name)[0]


def restore_labels(table: RawTable) -> list[Row]:
    """Restore lost labels of ``table`` in place; the rows whose label stays lost are returned."""
    lost = []
    for index, row in enumerate(table.rows):
        parent = _parent(table.rows, index)
        if parent is None:
            continue
        candidates = _candidates(table.rows, index)
        chosen, why = _choose(row, candidates, table.rows)
        if chosen and _closes(table.rows, index, parent):
            name = next(s.name for s in subjects()[chosen])
            code, basis = why
            row.repair = note(code, code=chosen, name=name, printed=row.code, **basis)
            row.code, row.name = chosen, name
        else:
            lost.append(row)
    return lost


def name_by_code(table: RawTable) -> list[Row]:
    """Name the rows of ``table`` that print no word for a name (``50202``, ``]``) by their codes, in place; the rows whose code
    has no name or several ones are returned."""
    lost = []
    for row in table.rows:
        if not row.name or not row.code or not row.amounts or any(char.isalpha() for char in row.name):
            continue
        names = {s.name for s in subjects().get(row.code, ())}
        if len(names) == 1 and row.repair is None:
            [name] = names
            row.repair = note("label_by_code", code=row.code, name=name, printed=row.name)
            row.name = name
        else:
            lost.append(row)
    return lost


def mend_classes(table: RawTable) -> None:
    """Mend the codes of ``table`` whose class no official list knows, in place: ``7 11 02`` below ``210 11`` is 2101102.

    Only where the code so mended has, by the official list, the name that is printed.
    """
    above = ""
    for row in table.rows:
        if not row.code or row.code[:3] in class_names():
            above = row.code[:3] or above
            continue
        for rest in (row.code[-4:], row.code[-2:]):
            whole = above + rest
            named = {squash(s.name) for s in subjects().get(whole, ())}
            if above and len(rest) < len(row.code) and squash(row.name) in named:
                row.repair = note("class_mended", printed=row.code, code=whole)
                row.code = whole
                break


def _parent(rows: Sequence[Row], index: int) -> Row | None:
    """The row whose code an unnamed row repeats."""
    row = rows[index]
    if row.name or not row.code or not row.amounts:
        return None
    return next((r for r in rows[:index] if r.code == row.code and r.name), None)


def _candidates(rows: Sequence[Row], index: int) -> list[str]:
    """Official codes under the printed code that the table doesn't use, between the neighbours' codes."""
    prefix = rows[index].code
    size = len(prefix) + 2
    siblings = [(n, r.code) for n, r in enumerate(rows) if len(r.code) == size and r.code.startswith(prefix)]
    low = max((c for n, c in siblings if n < index), default=prefix)
    high = min((c for n, c in siblings if n > index), default=prefix + "~")
    return sorted(c for c in subjects() if len(c) == size and low < c < high)


def _choose(
    row: Row, candidates: Sequence[str], rows: Sequence[Row]
) -> tuple[str, tuple[str, dict[str, str]]]:
    """The code; and on which grounds: the code of a repair and the values of its text."""
    if len(candidates) == 1:
        return candidates[0], ("label_restored_only", {})
    found = {
        r["code"]: {"basis": r["basis"], "basis_en": r["basis_en"]}
        for r in seed_rows("statutory_ratio")
        if r["code"] in candidates and _follows(row, r, rows)
    }
    if len(found) == 1:
        code, basis = next(iter(found.items()))
        return code, ("label_restored_ratio", basis)
    return "", ("", {})


def _follows(row: Row, ratio: dict[str, str], rows: Sequence[Row]) -> bool:
    base = next((r for r in rows if r.code == ratio["base_code"] and r.amounts), None)
    if base is None:
        return False
    unit = step(row)
    expected = (
        Decimal(base.amounts[0].text)
        * Decimal(ratio["ratio_numerator"])
        / Decimal(ratio["ratio_denominator"])
    )
    return Decimal(row.amounts[0].text) == expected.quantize(unit, ROUND_HALF_UP)


def _closes(rows: Sequence[Row], index: int, parent: Row) -> bool:
    """Whether the parent's first amount is the sum of its children's first amounts, the unnamed row included."""
    code = parent.code
    children = [
        r
        for n, r in enumerate(rows)
        if n == index or (len(r.code) == len(code) + 2 and r.code.startswith(code))
    ]
    counted = [Decimal(r.amounts[0].text) for r in children if r.amounts]
    if not parent.amounts or len(counted) < 2:
        return False
    unit = min(step(r) for r in (*children, parent) if r.amounts)
    return abs(Decimal(parent.amounts[0].text) - sum(counted)) <= unit * (len(counted) + 1) / 2
