"""The rows of a grid whose columns are known: codes, names and amounts of each lane."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.grammar.normal import fold, squash
from loaders.grammar.units import header_unit
from loaders.model import Cell
from loaders.notes import Note, note
from loaders.tables.grid_header import is_note_row, is_number_row
from loaders.tables.grid_layout import Lane, Layout
from loaders.tables.grid_matrix import Matrix
from loaders.tables.grid_words import (
    amount,
    code_digits,
    count,
    header_kind,
    is_blank,
    is_total,
    is_unit_word,
)
from loaders.tables.model import Amount, Row

_GLUED = re.compile(r"[\[【(（]?(\d{7}|\d{5}|\d{3})[\]】)）]?[-—－]?(?=[^\d,.，．、年%％\-])(.+)")
_DATE = re.compile(r"(?:19|20)\d{2}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?(?:0?0:00(?::00)?)?|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|\d{1,2}月\d{1,2}日")
_WHOLE = (3, 5, 7)  # digits of a code
_MANY = 10  # rows that print a word behind their name, for each that prints it alone
_PROJECT = re.compile(r"^(?:采购)?项目(?:名称)?$")  # what a row is about, before the subject that it is classified under
_GENERIC = re.compile(r"(?:小计|合计|其中)[:：]?")
_FORMULA = re.compile(r"[A-Z](?:=[A-Z](?:[+-][A-Z])*)?")  # how a row is made up: A=B+C
_CLASSIFICATION = re.compile(r"科目|分类")
_CATALOGUE = re.compile(r"[A-Z]\d{2,}")  # a code of the catalogue of purchases or assets: A02010105
_CLOSING = re.compile(r"[)）”’」』》]")
_OPENING = re.compile(r"[(（“‘「『《]")


@dataclass(slots=True)
class Codes:
    """The class and section printed last in 类 and 款 cells: rows below may leave them blank."""

    parts: list[str]


def lane_rows(
    grid: Matrix, layout: Layout, lane: Lane, start: int, stop: int, above: Sequence[Row] = ()
) -> list[Row]:
    """The rows from ``start`` to before ``stop`` of one lane, also those with a label and no amount.

    ``above`` are the rows of the pages before: a class printed there alone holds for the rows of this page too.
    """
    last = next((row.code for row in reversed(above) if row.code), "")
    carried = Codes([last[:3], *(last[at : at + 2] for at in range(3, len(last), 2))] if last else [])
    rows = [
        row
        for number in range(start, stop)
        if not is_number_row(grid.starting(number))
        and not is_note_row(grid, number)
        and (row := _row(grid, layout, lane, number, carried))
    ]
    return _with_glued_codes(rows, any(layout.slots[i].kind == "code" for i in lane.labels))


def _row(grid: Matrix, layout: Layout, lane: Lane, number: int, carried: Codes) -> Row | None:
    amounts, cells = _amounts(grid, layout, lane, number)
    labels = _labels(grid, layout, lane, number)
    fresh = [cell for cell in labels.values() if cell.row == number]
    if not amounts and all(layout.slots[col].kind == "sequence" for col, c in labels.items() if c in fresh):
        return None
    code, name, second, repair = _names(layout, lane, labels, number, carried)
    printed = sorted({cell.col: cell for cell in [*fresh, *cells]}.items())
    text = " ".join(squash(cell.text) for _, cell in printed)
    lines = tuple(sorted({line for _, cell in printed for line in cell.lines}))
    row = Row(lane.side, code, name, second, amounts, lines, grid.page, text, repair)
    row.indent = next((cell.indent for cell in fresh if name and squash(cell.text) == name), 0)
    row.lane = layout.lanes.index(lane)
    row.dates = _dates(grid, layout, lane, number)
    row.heads = _heads(layout, labels, name)
    row.unit_code = next((code for col, cell in labels.items() if cell in fresh and (code := _unit_code(layout, col, cell))), "")
    row.unit = header_unit(name) or next((fold(t) for c in fresh if is_unit_word(t := squash(c.text))), "")
    return row


def _heads(layout: Layout, labels: dict[int, Cell], name: str) -> tuple[str, ...]:
    ordered = sorted(labels, key=lambda col: squash(labels[col].text) != name)
    return tuple(fold(layout.slots[col].leaf) for col in ordered) if name else ()


def _dates(grid: Matrix, layout: Layout, lane: Lane, number: int) -> tuple[str, ...]:
    """Dates in the columns of money of a row."""
    cells = [grid.cover[number][col] for col in lane.amounts if layout.slots[col].kind == "amount"]
    texts = [fold(cell.text) for cell in cells if cell is not None and cell.row == number]
    return tuple(text for text in texts if _DATE.fullmatch(text) and amount(text) is None)


def _unit_code(layout: Layout, col: int, cell: Cell) -> str:
    return code_digits(cell.text) if layout.slots[col].kind == "unit_code" else ""


def _amounts(grid: Matrix, layout: Layout, lane: Lane, number: int) -> tuple[list[Amount], list[Cell]]:
    """The amounts of a row in one lane; a merged cell over several lanes belongs to the first of them."""
    elsewhere = {col for other in layout.lanes if other is not lane for col in other.amounts}
    amounts: list[Amount] = []
    cells: list[Cell] = []
    for col, column in zip(lane.amounts, lane.columns, strict=True):
        cell = grid.cover[number][col]
        if cell is None or cell.row != number or (cells and cells[-1] is cell) or is_blank(cell.text):
            continue
        digits = count(cell.text) if layout.slots[col].kind == "count" else amount(cell.text)
        if digits is not None and elsewhere.isdisjoint(range(grid.first_column(cell), col)):
            amounts.append(Amount(digits, column, None, cell.lines[0] if cell.lines else None))
            cells.append(cell)
    return amounts, cells


def _labels(grid: Matrix, layout: Layout, lane: Lane, number: int) -> dict[int, Cell]:
    """The label cells of a lane by column; a label that spans lanes belongs to the last one."""
    found: dict[int, Cell] = {}
    for col in lane.labels:
        cell = grid.cover[number][col]
        if cell is None or is_blank(cell.text) or any(cell is other for other in found.values()):
            continue
        if (grid.columns_of(cell) or [col])[-1] > max((*lane.amounts, *lane.labels)):
            continue
        covered = [
            at for at in grid.columns_of(cell) if at in lane.labels and layout.slots[at].kind == "name"
        ]
        found[covered[-1] if covered else col] = cell
    spanning = None if lane.labels and lane.labels[0] == 0 else _from_the_left(grid, layout, lane, number)
    if spanning is not None and lane.labels and not found:
        found[lane.labels[-1]] = spanning
    return found


def _from_the_left(grid: Matrix, layout: Layout, lane: Lane, number: int) -> Cell | None:
    if not lane.labels:
        return None
    cell = grid.cover[number][lane.labels[0]]
    begins_left = cell is not None and grid.first_column(cell) < lane.labels[0]
    return cell if begins_left and cell is not None and squash(cell.text) else None


def _names(
    layout: Layout, lane: Lane, labels: dict[int, Cell], number: int, carried: Codes
) -> tuple[str, str, str, Note | None]:
    """Code, name, second name and repair of a row."""
    texts = {col: squash(cell.text) for col, cell in labels.items()}
    group = _code_group(layout, lane)
    digits = {col: found for col in group if col in texts and (found := code_digits(texts[col]))}
    code, repair = _code([digits.get(col, "") for col in group], carried)
    # A total printed in the code columns, or a code column that holds words, is a name.
    kinds = {col: layout.slots[col].kind for col in texts if col not in digits}
    words = [
        col
        for col, kind in kinds.items()
        if kind not in ("sequence", "unit_code")
        and not (kind in ("unit", "other") and is_unit_word(texts[col]))
        and not _FORMULA.fullmatch(fold(texts[col]))
    ]
    total = next((text for text in texts.values() if is_total(text)), None)
    if total is not None:
        return code, total, "", repair
    first = min(lane.amounts, default=len(layout.slots))
    if any(layout.slots[col].kind == "name" and col < first for col in lane.labels):
        words = [col for col in words if col < first or kinds[col] == "second_name"]  # a remark names no row
    names = [col for col in words if kinds[col] in ("name", "code")]
    if any(kinds[col] == "name" for col in names):
        names = [col for col in names if kinds[col] == "name" or not _CATALOGUE.fullmatch(fold(texts[col]))]
    seconds = [col for col in words if kinds[col] == "second_name"]
    if not names:
        names, seconds = (seconds or [col for col in words if kinds[col] in ("unit", "other")])[:1], []
    units = [texts[col] for col in words if kinds[col] == "unit"]
    return code, *_pick(layout, labels, texts, names, seconds, units, number), repair


def _pick(
    layout: Layout,
    labels: dict[int, Cell],
    texts: dict[int, str],
    name_cols: Sequence[int],
    second_cols: Sequence[int],
    units: Sequence[str],
    number: int,
) -> tuple[str, str]:
    """Name and second name among several label columns: what this row prints goes before what is merged from above."""
    if not name_cols:
        return "", ""
    fresh = [col for col in name_cols if labels[col].row == number] or list(name_cols[-1:])
    if not header_kind(layout.slots[fresh[0]].leaf):  # a place or whatever stands before what the header calls a name
        fresh.sort(key=lambda col: not fold(layout.slots[col].leaf).endswith("名称"))
    projects = [col for col in fresh if _PROJECT.search(fold(layout.slots[col].leaf))]
    if projects and any(_CLASSIFICATION.search(layout.slots[col].leaf) for col in fresh if col not in projects):
        fresh = [*projects, *(col for col in fresh if col not in projects)]
    chosen = fresh[0]
    name = texts[chosen]
    if len(fresh) > 1 and fresh[1] == chosen + 1 and _GENERIC.fullmatch(texts[fresh[1]]):
        return name + texts[fresh[1]], ""
    if _GENERIC.fullmatch(name) and chosen != name_cols[0]:
        return texts[name_cols[0]] + name, ""
    if _GENERIC.fullmatch(name) and len(name_cols) == 1 and units:
        return units[-1] + name, ""
    classified = [
        col for col in fresh[1:] if _CLASSIFICATION.search(layout.slots[col].leaf) and not code_digits(texts[col])
    ]
    seconds = sorted({*second_cols, *classified} - {chosen})
    return name, "/".join(texts[col] for col in seconds)


def _code_group(layout: Layout, lane: Lane) -> list[int]:
    """The columns of the first code of a lane: one, or 类 款 项 side by side."""
    group: list[int] = []
    for col in lane.labels:
        if layout.slots[col].kind == "code" and (not group or col == group[-1] + 1):
            group.append(col)
        elif group:
            break
    return group


def _code(parts: Sequence[str], carried: Codes) -> tuple[str, Note | None]:
    """Join the cells of one code, with the repair that was needed.

    A class left blank below its first row is taken from above; spreadsheets drop the zero of ``02``.
    """
    last = max((i for i, part in enumerate(parts) if part), default=-1)
    if last < 0:
        return "", None
    if last and len(parts[last]) in _WHOLE and not any(parts[:last]):
        carried.parts = []  # a page on which the columns of 类, 款 and 项 are one
        return parts[last], None
    filled = [
        part or (carried.parts[i] if i < min(last, len(carried.parts)) else "")
        for i, part in enumerate(parts[: last + 1])
    ]
    padded = [part.zfill(2) if i and part else part for i, part in enumerate(filled)]
    carried.parts = padded
    # Some tables print the whole code in each column (208, 20805, 2080505).
    whole = last and filled[0] and filled[-1].startswith(filled[0])
    repair = None if padded == filled else note("code_padded", printed=" ".join(filled), padded=" ".join(padded))
    return padded[-1] if whole else "".join(padded), repair


def _with_glued_codes(rows: list[Row], has_codes: bool) -> list[Row]:
    """Split ``2080505机关事业单位…`` where most rows of a table without code column begin with a code."""
    named = [row for row in rows if row.name and not is_total(row.name)]
    if has_codes and any(row.code for row in named):
        return rows
    hits = [(row, match) for row in named if (match := _GLUED.fullmatch(row.name))]
    if len(hits) * 2 > len(named):
        for row, match in hits:
            row.code, row.name = match.group(1), match.group(2)
    return rows


def release_names(rows: Sequence[Row]) -> None:
    """Take the name of a row that others, ten for each such one, print behind their own: its own is lost, that is its second."""
    filled = [row for row in rows if row.amounts and row.heads and not is_total(row.name)]
    for head in {row.heads[0] for row in filled} - {""}:
        others = [row for row in filled if head in row.heads[1:]]
        first = {row.heads[0] for row in others}
        lacking = [row for row in filled if row.heads[0] == head and first.isdisjoint(row.heads)]
        if len(first) == 1 and len(others) >= _MANY * len(lacking):
            for row in lacking:
                row.name, row.second_name = "", row.second_name or row.name


def join_break(before: list[Row], after: list[Row], coded: bool) -> list[Row]:
    """The rows of a page and the next one; a row that the page break cut in two becomes one again.

    Only what can't be two rows is joined: amounts without a label below a label without amounts, or the rest of
    a name (no code in a table of codes, an open bracket, one character, or what makes it a name that another row has) below a
    row that has its amounts.
    """
    if not before or not after:
        return before + after
    last, first = before[-1], after[0]
    bare = not first.code and not first.name and bool(first.amounts)
    rest = not first.amounts and not first.code and bool(first.name) and not is_total(first.name)
    open_bracket = len(_OPENING.findall(last.name)) > len(_CLOSING.findall(last.name))
    is_named = len(first.name) == 1 or any(row.name == last.name + first.name for row in (*before, *after))
    cut = (bare and not last.amounts and bool(last.name)) or (
        rest and bool(last.name) and not is_total(last.name) and ((coded and bool(last.code)) or open_bracket or is_named)
    )
    if not cut:
        return before + after
    last.name += first.name
    last.amounts += first.amounts
    last.lines = tuple(sorted({*last.lines, *first.lines}))
    last.text = f"{last.text} {first.text}"
    return before + after[1:]
