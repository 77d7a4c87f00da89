"""Where on the page or sheet the value of a record stands: the cell's own name, or its box in points.

A record cites lines; of the cells on these lines the one that prints its value is its place. Where several of a row
print the same amount, records and cells pair in printed order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from loaders.grammar.normal import fold
from loaders.grammar.numbers import plain_number
from loaders.model import Cell, Document, Line
from loaders.records import Parsed, Record

_Shown = tuple[Cell, str, str]  # a cell, its text to compare, and that as a number
_TEXT_FIELDS = ("level3", "subject_name", "value")


def set_places(document: Document, parsed: Parsed) -> None:
    """Set ``source_cell`` and ``source_box`` of the facts in ``parsed``."""
    cells: dict[int, list[Cell]] = defaultdict(list)
    boxes: dict[int, str] = {}
    for block in document.blocks:
        if isinstance(block, Line):
            boxes[block.number] = block.box
            continue
        for cell in block.cells:
            if cell.place or cell.box:
                for number in cell.lines:
                    cells[number].append(cell)
    seen: Counter[tuple[tuple[int, ...], str]] = Counter()
    times = Counter((record.lines, str(getattr(record, "amount_printed", ""))) for record in _facts(parsed))
    printed: dict[tuple[int, ...], list[_Shown]] = {}
    for record in _facts(parsed):
        if record.lines not in printed:
            here = {id(c): c for n in record.lines for c in cells.get(n, ())}
            printed[record.lines] = [(c, text := fold(c.text), plain_number(text)) for c in here.values()]
        found = _cell(record, printed[record.lines], seen, times)
        if found is not None:
            record.source_cell, record.source_box = found.place, found.box
        elif record.lines:
            record.source_box = boxes.get(record.lines[0], "")


def _facts(parsed: Parsed) -> Iterator[Record]:
    for rows in (
        parsed.budget_lines,
        parsed.funding,
        parsed.evaluations,
        parsed.form_fields,
        parsed.indicators,
        parsed.stated_amounts,
    ):
        yield from rows


def _cell(
    record: Record, cells: Sequence[_Shown], seen: Counter[tuple[tuple[int, ...], str]], times: Mapping[tuple[tuple[int, ...], str], int]
) -> Cell | None:
    amount = getattr(record, "amount_printed", "")
    if amount:
        same = [cell for cell, _, number in cells if number == amount] or [
            cell for cell, _, number in cells if amount in number
        ]
        key = (record.lines, amount)
        seen[key] += 1
        if same:
            same = same[max(0, len(same) - times[key]) :]  # a row begins with its own number, codes and name
            return same[min(seen[key], len(same)) - 1]
    for name in _TEXT_FIELDS:
        wanted = fold(getattr(record, name, ""))
        found = next((cell for cell, text, _ in cells if wanted in text), None) if wanted else None
        if found is not None:
            return found
    return cells[0][0] if cells else None
