"""Tables as read → staging records: order, type, rows, levels, canonical measures, provenance."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from loaders.document.region import names_place
from loaders.grammar.normal import squash
from loaders.grammar.titles import clean_title
from loaders.grammar.units import MONEY, header_unit, is_unit
from loaders.guard import rejecting
from loaders.model import Line
from loaders.notes import Note, note
from loaders.records import BudgetLine, Parsed, Reject, RowLabel, Table
from loaders.tables.agencies import without_agency
from loaders.tables.doubt import is_whole
from loaders.tables.labels import role_of
from loaders.tables.measures import column_measures
from loaders.tables.model import QUANTITY, Amount, Column, RawTable, Row
from loaders.tables.vocabulary import (
    bare_label,
    code_level,
    economic_level,
    function_classes,
    row_role,
    subjects,
    table_type,
)

_SCOPE = re.compile(r"[(（]([^()（）]*(?:结转|结余|本年|当年)[^()（）]*)[)）]")
_OWN_LEVEL = re.compile(r"[省市州盟区县旗]?本级$")
_YEAR_AHEAD = re.compile(r"^((?:19|20)\d{2})[-—](?=[\u4e00-\u9fff])")  # 2016-预算数 is 预算数 under 2016
_FEWEST_PLACES = 3
_NO_MONEY = frozenset({"", "labelled", "quantity"})
_PIECES = 3  # of a header that are not understood
_SYSTEMS = {"1": "revenue", "2": "function", "3": "department_economic", "5": "government_economic"}


def stage(tables: Sequence[RawTable]) -> Parsed:
    """The records of one document's tables, in printed order. Tables without amount columns don't count."""
    parsed = Parsed()
    counted = [t for t in tables if t.columns or any(r.amounts for r in t.rows)]
    fallback = _usual_unit(counted)
    for seq, table in enumerate(counted, 1):
        one = Parsed()
        with rejecting(parsed.rejects, "table", table.title, [Line(n, "", table.page) for n in table.lines]):
            _stage_table(one, table, seq, fallback)
            parsed.extend(one)
    return parsed


def _usual_unit(tables: Sequence[RawTable]) -> str:
    units = {t.unit for t in tables if t.unit in MONEY}
    return units.pop() if len(units) == 1 else ""


def _stage_table(parsed: Parsed, table: RawTable, seq: int, fallback: str) -> None:
    kind, system = table_type(table.title)
    system = "region" if _lists_regions(table) else system
    labels = [_label(table.columns, n) for n in range(len(table.columns))]
    places = _places(table.columns)
    measures = column_measures(table.columns)
    heads = list(zip(measures, labels, places, strict=True))
    if _NO_MONEY.issuperset(measures):
        fallback = ""  # what other tables count in tells nothing of what no head says is money
    scope = _SCOPE.search(table.title)
    parsed.tables.append(
        Table(
            table_seq=seq,
            table_type=kind,
            table_title=clean_title(table.title),
            printed_number=squash(table.number).rstrip(":：").strip("【】[]"),
            unit=table.unit or fallback,
            header_paths=" | ".join(labels),
            scope=scope[1] if scope else "",
            empty_note=table.empty_note,
            row_count=sum(bool(r.name or r.code) for r in table.rows),
            lines=table.lines,
            page=table.page,
            source_text=table.title,
        )
    )
    if table.unknown_headers:
        what = note(
            "header_not_understood", title=clean_title(table.title), words=" ".join(table.unknown_headers)
        )
        parsed.rejects.append(Reject(stage="table", note=what, lines=table.lines[:1], page=table.page))
    if table.unit and not is_unit(table.unit):
        what = note("unit_not_understood", title=clean_title(table.title), unit=table.unit)
        parsed.rejects.append(Reject(stage="table", note=what, lines=table.lines[:1], page=table.page))
    for lane in dict.fromkeys((row.side, row.lane) for row in table.rows):
        if lost := without_agency([row for row in table.rows if (row.side, row.lane) == lane]):
            what = note("rows_without_agency", title=clean_title(table.title), row=lost[0].name, count=len(lost))
            parsed.rejects.append(
                Reject(stage="table", note=what, lines=lost[0].lines, page=lost[0].page, source_text=lost[0].text)
            )
    order: Counter[str] = Counter()
    for row in table.rows:
        order[row.side] += 1
        own = _system(row, system, kind)
        _stage_row(parsed, table, row, (seq, order[row.side], _level(row), own), heads, fallback)


def _stage_row(
    parsed: Parsed,
    table: RawTable,
    row: Row,
    place: tuple[int, int, str, str],
    heads: Sequence[tuple[str, str, int]],
    fallback: str,
) -> None:
    seq, row_seq, level, system = place
    name = squash(row.name)
    parsed.row_labels.append(
        RowLabel(
            table_seq=seq,
            side=row.side,
            row_seq=row_seq,
            subject_code=row.code,
            subject_name=name,
            subject_level=level,
            amount_count=len(row.amounts),
            lines=row.lines,
            page=row.page,
            source_text=row.text,
        )
    )
    for date in row.dates:
        what = note("date_for_amount", title=clean_title(table.title), row=row.code or name or "—", date=date)
        parsed.rejects.append(
            Reject(stage="table", note=what, lines=row.lines, page=row.page, source_text=row.text)
        )
    for amount in row.amounts:
        column = amount.column
        if column is None:
            parsed.rejects.append(_unplaced(table, row, amount))
        measure, label, column_seq = ("", "", 0) if column is None else heads[column]
        unsure = column is not None and _is_unsure(table, column, row.side)
        if unsure:
            measure = ""
        unit = _unit(table, row, column, measure)
        parsed.budget_lines.append(
            BudgetLine(
                table_seq=seq,
                side=row.side,
                row_seq=row_seq,
                subject_system=system,
                subject_code=row.code,
                subject_name=name,
                second_subject_name=squash(row.second_name),
                subject_level=level,
                row_role=row.role or (row_role(name)[0] if name else "item"),
                measure=measure,
                measure_label=label,
                column_seq=column_seq,
                amount_printed=amount.text,
                unit=unit or fallback,
                repairs=[
                    *_repairs(row, amount, "" if unit else fallback),
                    *([note("column_undecided")] if unsure else []),
                ],
                lines=row.lines,
                page=row.page,
                source_text=row.text,
            )
        )


def _is_unsure(table: RawTable, column: int, side: str) -> bool:
    """Whether a column that is no total may be another: pieces of the header were not understood, and it isn't the only one."""
    beside = [other for other in table.columns if other.side in ("", side)]
    return (
        len(table.unknown_headers) >= _PIECES
        and len(beside) > 1
        and not is_whole(table.columns[column].path)
    )


def _unit(table: RawTable, row: Row, column: int | None, measure: str) -> str:
    """The printed unit nearest to an amount: of its row, its column, its table; a share is no money.

    What a row counts (台, 批) is the unit of the table's quantities where it has a column of them, not of its money.
    """
    beside = "" if column is None else table.columns[column].unit
    own = row.unit or header_unit(row.name)
    if _counts(own) and not _counts(beside) and any(_counts(other.unit) for other in table.columns):
        own = ""
    own = own or beside
    if not own and measure.endswith(("change_pct", "rate")):
        own = "%"
    return own or table.unit


def _counts(unit: str) -> bool:
    return unit == QUANTITY or (is_unit(unit) and unit not in MONEY and unit != "%")


def _label(columns: Sequence[Column], index: int) -> str:
    """Header path without the headers that span all amount columns of the side."""
    column = columns[index]
    peers = [c.path for c in columns if c.side == column.side]
    path = column.path
    while len(peers) > 1 and len(path) > 1 and all(len(p) > 1 and p[0] == path[0] for p in peers):
        peers = [p[1:] for p in peers]
        path = path[1:]
    return "/".join(_YEAR_AHEAD.sub(r"\1/", squash(p)) for p in path)


def _places(columns: Sequence[Column]) -> list[int]:
    """The place of each column among those of its side, from 1."""
    seen: Counter[str] = Counter()
    places = []
    for column in columns:
        seen[column.side] += 1
        places.append(seen[column.side])
    return places


def _repairs(row: Row, amount: Amount, borrowed: str) -> list[Note]:
    notes = [mended for mended in (row.repair, amount.repair) if mended is not None]
    if amount.column is None:
        notes.append(note("column_undecided"))
    if borrowed:
        notes.append(note("unit_borrowed", unit=borrowed))
    return notes


def _unplaced(table: RawTable, row: Row, amount: Amount) -> Reject:
    code = "amount_fits_no_column" if row.fits_nowhere else "amount_without_column"
    who = row.code or squash(row.name) or "—"
    return Reject(
        stage="table",
        note=note(code, title=clean_title(table.title), row=who, amount=amount.text),
        lines=row.lines,
        page=row.page,
        source_text=row.text,
    )


def _level(row: Row) -> str:
    role = role_of(row)
    if role in ("total", "subtotal", "unit"):
        return "0"
    if row.code:
        known = code_level(row.code)
        return str(max(known, row.level or 0)) if known else ""
    return str(row.level or economic_level(row.name) or 1)


def _lists_regions(table: RawTable) -> bool:
    """Whether the rows of a table without codes are places: transfers, debts and limits by region."""
    named = [_OWN_LEVEL.sub("", squash(row.name)) for row in table.rows if row.name]
    places = sum(names_place(name) for name in named)
    return places >= _FEWEST_PLACES and places * 2 > len(named) and not any(row.code for row in table.rows)


def _system(row: Row, usual: str, kind: str) -> str:
    """The classification a row belongs to: by its official code, by the first digit, or by its name. Numbers of units are of none,
    none of what is spent is of revenue (101 there is a unit), and no name of a social insurance fund's own list (其他支出) is a class's."""
    is_spent = "expenditure" in kind
    if usual == "region":
        return "" if row_role(row.name)[0] == "total" else usual
    if row.code:
        systems = {s.system for s in subjects().get(row.code, ())} - ({"revenue"} if is_spent else set())
        if len(systems) == 1:
            return systems.pop()
        if not code_level(row.code):
            return "" if role_of(row) == "unit" else usual
        system = _SYSTEMS.get(row.code[0], usual)
        return "" if is_spent and system == "revenue" else system
    if kind.startswith("social_insurance"):
        return ""
    if bare_label(row.name) in function_classes():
        return "function"
    return "department_economic" if economic_level(row.name) else ""
