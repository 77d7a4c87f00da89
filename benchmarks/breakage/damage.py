"""One thing changed in a document as read, so that what was there is known: a number, a label, a row, a title, its end.

The document is changed where its lines and cells are known, behind the reader and before everything that understands it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from loaders.model import Block, Cell, Document, Grid, Line
from loaders.pipeline import Staged
from loaders.records import BudgetLine, Evaluation, Funding, Indicator, Record, StatedAmount, Table

_NUMBER = re.compile(r"(?<![\d.,])-?\d[\d,]*(?:\.\d+)?(?![\d.,]|年)")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SPACED = r"\s*"
_TRIED = 40  # records tried before a document is taken to print nothing of a kind
KINDS = (
    "number_changed", "number_removed", "number_doubled", "label_removed", "label_changed", "code_changed",
    "row_removed", "row_doubled", "title_removed", "cut",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """Characters ``start`` to ``stop`` of a block, or of a cell of it (``cell`` is its index, -1 for a line)."""

    block: int
    cell: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Damage:
    """What was changed: ``kind``, the record that stood there, its ``lines``, and the text before and after."""

    kind: str
    where: str
    lines: tuple[int, ...]
    before: str
    after: str
    records: tuple[Record, ...] = ()
    document: Document | None = None


def value(text: str) -> Decimal | None:
    """The value of a printed figure, None where it is none."""
    plain = text.replace(",", "").removesuffix("%").strip()
    return Decimal(plain) if re.fullmatch(r"-?\d+(?:\.\d+)?", plain) else None


def figure(record: Record) -> str:
    """The figure of a record that is damaged: its amount, a target's or a sum's number, else nothing."""
    match record:
        case BudgetLine() | Funding() | StatedAmount():
            return record.amount_printed
        case Indicator():
            return record.weight or record.score or record.target_value
        case _:
            return ""


def label(record: Record) -> str:
    """The label of a record: a subject, a source of money, an indicator."""
    match record:
        case BudgetLine():
            return record.subject_name
        case Funding():
            return record.source_label
        case Indicator():
            return record.level3
        case _:
            return ""


def damaged(staged: Staged, kind: str, chance: random.Random) -> Damage | None:
    """The document with one thing of ``kind`` changed, None where it prints nothing of the kind in one piece."""
    document = staged.document
    if kind == "cut":
        return _cut(document, chance)
    make, of = _MAKERS[kind], facts(staged)
    if kind == "title_removed":
        of = [*staged.parsed.tables, *staged.parsed.evaluations]
    elif kind.startswith("number"):
        of += [s for s in staged.parsed.stated_amounts if s.unit.endswith("元")]
    tried = (make(staged, record, chance) for record in chance.sample(of, min(_TRIED, len(of))))
    found = next((damage for damage in tried if damage is not None), None)
    return replace(found, kind=kind) if found else None


def facts(staged: Staged) -> list[Record]:
    """All figures of tables and forms."""
    return [*staged.parsed.budget_lines, *staged.parsed.funding, *staged.parsed.indicators]


def _where(record: Record) -> str:
    return {BudgetLine: "table", Funding: "funding", Indicator: "indicator", StatedAmount: "prose"}.get(
        type(record), "title"
    )


def _texts(document: Document, lines: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Blocks and cells that stand on ``lines``, with their text."""
    wanted = set(lines)
    for at, block in enumerate(document.blocks):
        if isinstance(block, Line):
            if block.number in wanted:
                yield at, -1, block.text
        else:
            for number, cell in enumerate(block.cells):
                if wanted & set(cell.lines):
                    yield at, number, cell.text


def _number_spots(document: Document, record: Record) -> list[Spot]:
    sought = value(figure(record))
    return [
        Spot(at, cell, match.start(), match.end())
        for at, cell, text in _texts(document, record.lines)
        for match in _NUMBER.finditer(text)
        if sought is not None and value(match[0]) == sought
    ]


def _text_spot(document: Document, lines: Sequence[int], sought: str) -> Spot | None:
    pattern = re.compile(_SPACED.join(map(re.escape, sought)))
    for at, cell, text in _texts(document, lines):
        if match := pattern.search(text):
            return Spot(at, cell, match.start(), match.end())
    return None


def _said(document: Document, spot: Spot) -> str:
    block = document.blocks[spot.block]
    text = block.text if isinstance(block, Line) else block.cells[spot.cell].text
    return text[spot.start : spot.stop]


def _with(document: Document, spot: Spot, said: str) -> Document:
    block = document.blocks[spot.block]
    blocks: list[Block] = []
    if isinstance(block, Line):
        line = replace(block, text=block.text[: spot.start] + said + block.text[spot.stop :])
        blocks += [line] if line.text.strip() else []
    else:
        cell = block.cells[spot.cell]
        cells = list(block.cells)
        cells[spot.cell] = replace(cell, text=cell.text[: spot.start] + said + cell.text[spot.stop :])
        if not cells[spot.cell].text.strip():
            del cells[spot.cell]
        blocks.append(replace(block, cells=tuple(cells)))
    return replace(
        document, blocks=(*document.blocks[: spot.block], *blocks, *document.blocks[spot.block + 1 :])
    )


def _beside(staged: Staged, record: Record) -> list[Record]:
    """Records of the same printed row with the same figure, in the order of their columns."""
    return [r for r in facts(staged) if r.lines == record.lines and value(figure(r)) == value(figure(record))]


def _number(
    change: Callable[[str, random.Random], str],
) -> Callable[[Staged, Record, random.Random], Damage | None]:
    def make(staged: Staged, record: Record, chance: random.Random) -> Damage | None:
        spots, twins = _number_spots(staged.document, record), _beside(staged, record)
        if not spots or not value(figure(record)):
            return None
        at = next((n for n, twin in enumerate(twins) if twin is record), 0)
        if len(spots) != len(twins) and len(spots) > 1:
            return None  # which of them is meant isn't known
        spot = spots[min(at, len(spots) - 1)]
        before = _said(staged.document, spot)
        after = change(before, chance)
        document = _with(staged.document, spot, after)
        return Damage("", _where(record), record.lines, before, after, (record,), document)

    return make


def _other_digit(printed: str, chance: random.Random) -> str:
    """Another digit in one of the first places, so that rounding doesn't explain it."""
    places = [n for n, letter in enumerate(printed) if letter.isdigit()][:3]
    at = chance.choice(places)
    digit = chance.choice([d for d in "123456789" if d != printed[at]])
    return printed[:at] + digit + printed[at + 1 :]


def _label_removed(staged: Staged, record: Record, chance: random.Random) -> Damage | None:
    said = label(record)
    spot = _text_spot(staged.document, record.lines, said) if len(said) > 1 else None
    if spot is None or isinstance(record, StatedAmount):
        return None
    return Damage("", _where(record), record.lines, said, "", (record,), _with(staged.document, spot, ""))


def _label_changed(staged: Staged, record: Record, chance: random.Random) -> Damage | None:
    said = label(record)
    spot = _text_spot(staged.document, record.lines, said) if len(said) > 1 else None
    if spot is None:
        return None
    before = _said(staged.document, spot)
    places = [n for n, letter in enumerate(before) if _HAN.match(letter)]
    others = sorted(
        {c for r in staged.parsed.row_labels for c in r.subject_name if _HAN.match(c)} - set(before)
        | {"某", "乙"}
    )
    if not places:
        return None
    at = chance.choice(places)
    after = before[:at] + chance.choice(others) + before[at + 1 :]
    return Damage(
        "", _where(record), record.lines, before, after, (record,), _with(staged.document, spot, after)
    )


def _code_changed(staged: Staged, record: Record, chance: random.Random) -> Damage | None:
    code = record.subject_code if isinstance(record, BudgetLine) else ""
    spot = _text_spot(staged.document, record.lines, code) if len(code) >= 3 else None
    if spot is None:
        return None
    before = _said(staged.document, spot)
    at = chance.choice([n for n, letter in enumerate(before) if letter.isdigit()])
    after = before[:at] + chance.choice([d for d in "0123456789" if d != before[at]]) + before[at + 1 :]
    return Damage(
        "", _where(record), record.lines, before, after, (record,), _with(staged.document, spot, after)
    )


def _row(*, doubled: bool) -> Callable[[Staged, Record, random.Random], Damage | None]:
    def make(staged: Staged, record: Record, chance: random.Random) -> Damage | None:
        found = [
            (at, cell, text)
            for at, cell, text in _texts(staged.document, record.lines)
            if not _spans(staged.document, at, cell)
        ]
        places = {(at, _grid_row(staged.document, at, cell)) for at, cell, _ in found}
        records = tuple(r for r in facts(staged) if set(r.lines) & set(record.lines))
        is_grid = any(row is not None for _, row in places)
        if not places or (is_grid and len(places) > 1):
            return None  # one printed row over several rows of a grid
        at = min(at for at, _ in places)
        said = " ".join(text for _, _, text in found)
        if isinstance(staged.document.blocks[at], Grid):
            document = _grid_row_changed(
                staged.document, at, next(row for _, row in places if row is not None), doubled=doubled
            )
        else:
            document = _lines_changed(staged.document, {n for n, _ in places}, doubled=doubled)
        after = f"{said} {said}" if doubled else ""
        return Damage("", _where(record), record.lines, said, after, records, document)

    return make


def _grid_row(document: Document, at: int, cell: int) -> int | None:
    block = document.blocks[at]
    return block.cells[cell].row if isinstance(block, Grid) else None


def _spans(document: Document, at: int, cell: int) -> bool:
    block = document.blocks[at]
    return isinstance(block, Grid) and block.cells[cell].row_span > 1


def _lines_changed(document: Document, chosen: set[int], *, doubled: bool) -> Document:
    last = max(chosen)
    blocks: list[Block] = []
    for at, block in enumerate(document.blocks):
        if at not in chosen or doubled:
            blocks.append(block)
        if at == last and doubled:
            blocks += [document.blocks[n] for n in sorted(chosen)]
    return renumbered(replace(document, blocks=tuple(blocks)))


def _grid_row_changed(document: Document, at: int, row: int, *, doubled: bool) -> Document:
    grid = document.blocks[at]
    assert isinstance(grid, Grid)
    more = 1 if doubled else -1
    cells: list[Cell] = []
    for cell in grid.cells:
        if cell.row == row and cell.row_span == 1:
            cells += (
                [cell, replace(cell, row=row + 1, lines=tuple(-n for n in cell.lines))] if doubled else []
            )
        elif cell.row > row:
            cells.append(replace(cell, row=cell.row + more))
        elif cell.row <= row < cell.row + cell.row_span:
            cells.append(replace(cell, row_span=cell.row_span + more))
        else:
            cells.append(cell)
    changed = replace(grid, rows=grid.rows + more, cells=tuple(sorted(cells, key=lambda c: (c.row, c.col))))
    return renumbered(replace(document, blocks=(*document.blocks[:at], changed, *document.blocks[at + 1 :])))


def renumbered(document: Document) -> Document:
    """``document`` with its lines counted anew; a negative number is a second copy of that line, behind what is copied."""
    last = 0
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Line):
            last += 1
            blocks.append(replace(block, number=last))
            continue
        order = {n for cell in block.cells for n in cell.lines}
        fresh = {number: last + place for place, number in enumerate(_in_order(order), 1)}
        last += len(fresh)
        cells = tuple(replace(cell, lines=tuple(fresh[n] for n in cell.lines)) for cell in block.cells)
        blocks.append(replace(block, cells=cells))
    return replace(document, blocks=tuple(blocks))


def _in_order(numbers: Iterable[int]) -> list[int]:
    """Numbers ascending, the negative ones together behind the last of those that they copy."""
    copies = sorted(-n for n in numbers if n < 0)
    plain = sorted(n for n in numbers if n > 0)
    if not copies:
        return plain
    behind = copies[-1]
    return [*(n for n in plain if n <= behind), *(-n for n in copies), *(n for n in plain if n > behind)]


def _untitled(staged: Staged, record: Record, chance: random.Random) -> Damage | None:
    document = staged.document
    said = (
        record.table_title
        if isinstance(record, Table)
        else record.form_title
        if isinstance(record, Evaluation)
        else ""
    )
    spot = _text_spot(document, record.lines, said) if len(said) > 3 else None
    if spot is None:
        return None
    block = document.blocks[spot.block]
    if not isinstance(block, Line):
        return Damage("", "title", record.lines, said, "", (record,), _with(document, spot, ""))
    changed = replace(document, blocks=(*document.blocks[: spot.block], *document.blocks[spot.block + 1 :]))
    return Damage("", "title", record.lines, block.text, "", (record,), renumbered(changed))


def _cut(document: Document, chance: random.Random) -> Damage | None:
    lines = [n for b in document.blocks for n in ((b.number,) if isinstance(b, Line) else b.lines)]
    if len(lines) < 10:
        return None
    last = chance.choice(lines[len(lines) // 5 : -1])
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Line):
            blocks += [block] if block.number <= last else []
        elif rows := [c.row for c in block.cells if c.lines and max(c.lines) <= last]:
            cells = tuple(c for c in block.cells if c.row <= max(rows) and (not c.lines or max(c.lines) <= last))
            blocks.append(replace(block, cells=cells, rows=max(c.row + c.row_span for c in cells)))
    said = f"{len(lines)} lines"
    return Damage(
        "cut", "end", (last,), said, f"line {last} is the last", (), replace(document, blocks=tuple(blocks))
    )


_MAKERS: dict[str, Any] = {
    "number_changed": _number(_other_digit),
    "number_removed": _number(lambda printed, chance: ""),
    "number_doubled": _number(lambda printed, chance: f"{printed} {printed}"),
    "label_removed": _label_removed,
    "label_changed": _label_changed,
    "code_changed": _code_changed,
    "title_removed": _untitled,
    "row_removed": _row(doubled=False),
    "row_doubled": _row(doubled=True),
}
