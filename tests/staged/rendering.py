"""What is staged of a document as lines for a person to hold against the print.

A table is its head, its columns and its rows: what the amounts of a column (or a row) share stands once, at the column (or the
row), and an amount says only what is its own. What is empty isn't written. Boxes and cells of workbooks, which tests of places
hold, are left out; lines, pages and all else of every record are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import groupby

from loaders.pipeline import Staged
from loaders.records import BudgetLine, FormField, Funding, Indicator, Record, RowLabel, Table

_LEFT_OUT = {
    "source_text",
    "source_box",
    "source_cell",
    "lines",
    "page",
    "form_seq",
    "table_seq",
    "repair",
    "reason",
}
_OF_COLUMN = ("measure", "measure_label", "unit")
_OF_ROW = (
    "subject_level",
    "subject_code",
    "subject_name",
    "second_subject_name",
    "subject_system",
    "row_role",
)
_OF_LABEL = ("subject_level", "subject_code", "subject_name")


def rendered(staged: Staged) -> str:
    """All that is staged of a document, a line for each thing."""
    return "\n".join(_document(staged)) + "\n"


def _document(staged: Staged) -> Iterator[str]:
    found, parsed = staged.identity, staged.parsed
    yield " · ".join(
        ("document", found.disclosure_type or "?", found.fiscal_year, found.agency_name, found.agency_source,
         found.region.code, found.agency_level, found.supervising_department, found.title)
    )  # fmt: skip
    account = staged.account
    aside = ", ".join(f"{kind} {count}" for kind, count in sorted(account.set_aside.items()))
    yield f"numbers {account.total}, used {account.used}, set aside: {aside or 'none'}"
    for table in parsed.tables:
        lines = [one for one in parsed.budget_lines if one.table_seq == table.table_seq]
        yield from _table(
            table, lines, [one for one in parsed.row_labels if one.table_seq == table.table_seq]
        )
    for form in parsed.evaluations:
        number = form.form_seq
        yield ""
        yield _plain("form", form)
        yield from (
            f"  field {_phased(one)}{one.label}: {one.value}{_place(one)}"
            for one in parsed.form_fields
            if one.form_seq == number
        )
        yield from (_money(one) for one in parsed.funding if one.form_seq == number)
        yield from (_indicator(one) for one in parsed.indicators if one.form_seq == number)
    for name, rest in (
        ("stated", parsed.stated_amounts),
        ("text", parsed.sentences),
        ("reject", parsed.rejects),
    ):
        if rest:
            yield ""
        yield from (f"{_plain(name, one)} «{one.source_text}»" for one in rest)


def _table(table: Table, lines: Sequence[BudgetLine], labels: Sequence[RowLabel]) -> Iterator[str]:
    yield ""
    yield _plain("table", table)
    columns = {(one.side, one.column_seq): one for one in reversed(lines)}
    for (side, number), one in sorted(columns.items()):
        yield f"  column {side} {number}: {' · '.join(getattr(one, name) for name in _OF_COLUMN)}"
    named = {(one.side, one.row_seq): one for one in labels}
    for (side, number), group in groupby(lines, key=lambda one: (one.side, one.row_seq)):
        yield _row(side, number, list(group), named.pop((side, number), None), columns)
    for (side, number), label in named.items():
        said = " ".join(filter(None, (getattr(label, name) for name in _OF_LABEL)))
        yield f"  {side} {number} {said} (no amount){_place(label)}"


def _row(
    side: str,
    number: int,
    amounts: Sequence[BudgetLine],
    label: RowLabel | None,
    columns: dict[tuple[str, int], BudgetLine],
) -> str:
    first = amounts[0]
    said = " · ".join(filter(None, (getattr(first, name) for name in _OF_ROW)))
    if label is None:
        said += " (no label)"
    elif any(getattr(label, name) != getattr(first, name) for name in _OF_LABEL):
        said += f" (label: {_plain('', label)})"
    elif label.amount_count != len(amounts):
        said += f" (label of {label.amount_count})"
    cells = "".join(f" | {_amount(one, first, columns[side, one.column_seq])}" for one in amounts)
    return f"  {side} {number} {said}{cells}{_place(first)}"


def _amount(one: BudgetLine, first: BudgetLine, column: BudgetLine) -> str:
    own = [getattr(one, name) or "∅" for name in _OF_COLUMN if getattr(one, name) != getattr(column, name)]
    own += [getattr(one, name) or "∅" for name in _OF_ROW if getattr(one, name) != getattr(first, name)]
    own += [one.repair_code] * bool(one.repair_code)
    if one.lines != first.lines:
        own.append(_place(one).strip())
    return f"{one.column_seq}: {one.amount_printed}" + f" ({', '.join(own)})" * bool(own)


def _phased(one: FormField | Indicator) -> str:
    return f"[{one.phase}] " * bool(one.phase)


def _named(one: Record, *names: str) -> str:
    said = ((name, getattr(one, name)) for name in names)
    return "".join(f" · {name}={value}" for name, value in said if value)


def _money(one: Funding) -> str:
    label = one.source_label if one.source_label else "∅"
    phase = f"{one.phase or '?'} ({one.phase_label})"
    rest = _named(one, "weight", "execution_rate", "score", "repair_code")
    return f"  money {label} = {one.source or '?'} | {phase} | {one.amount_printed} {one.unit}{rest}{_place(one)}"


def _indicator(one: Indicator) -> str:
    levels = " / ".join(
        level + f" [{weight}]" * bool(weight)
        for level, weight in (
            (one.level1, one.level1_weight),
            (one.level2, one.level2_weight),
            (one.level3, ""),
        )
    )
    target = " ".join(
        filter(None, (one.target_operator, one.target_value, one.target_unit, one.target_kind[:5]))
    )
    actual = " ".join(filter(None, (one.actual_value, one.actual_unit)))
    rest = _named(one, "weight", "score", "deviation", "criteria", "repair_code")
    return (
        f"  {_phased(one)}{one.indicator_seq}. {levels} | {one.target_printed} ({target})"
        f" | {one.actual_printed} ({actual}){rest}{_place(one)}"
    ).replace(" ()", "")


def _plain(name: str, record: Record) -> str:
    values = (
        (item.name, str(getattr(record, item.name))) for item in fields(record) if item.name not in _LEFT_OUT
    )
    said = " · ".join(f"{key}={value}" for key, value in values if value)
    return f"{name} {said}{_place(record)}"


def _place(record: Record) -> str:
    lines = sorted(record.lines)
    page = "" if record.page is None else f"{record.page}:"
    return f" @{page}{_spans(lines)}" if lines or page else ""


def _spans(lines: Iterable[int]) -> str:
    """``1-3,7`` of 1, 2, 3, 7."""
    parts: list[list[int]] = []
    for line in lines:
        if parts and line <= parts[-1][-1] + 1:
            parts[-1].append(line)
        else:
            parts.append([line])
    return ",".join(f"{part[0]}-{part[-1]}" if part[-1] > part[0] else str(part[0]) for part in parts)
