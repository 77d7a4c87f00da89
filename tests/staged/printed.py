"""Drawn documents as text: with the layout kept, and with the blanks between cells lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from tests.tables.drawn import Drawn, Sheet, boxes

_GAP = 2  # spaces between columns
_Rows = Callable[[Sheet, list[list[str]], int], Iterator[str]]


def laid_out(drawn: Drawn) -> bytes:
    """Columns stand where they stand on the page; a page ends with a form feed."""
    return "".join(f"{page}\f" for page in _pages(drawn, _aligned)).encode()


def run_together(drawn: Drawn) -> bytes:
    """A space between the cells of a row, however many are blank between them."""
    return "".join(f"{page}\f" for page in _pages(drawn, _spaced)).encode()


def _pages(drawn: Drawn, rows_of: _Rows) -> Iterator[str]:
    for sheet in drawn.sheets:
        for number, (rows, repeats) in enumerate(zip(sheet.pages, sheet.repeats, strict=True)):
            header = sheet.header if repeats else []
            lines = [] if number else [sheet.title, *sheet.above]
            lines += rows_of(sheet, header + rows, len(header))
            if number + 1 == len(sheet.pages):
                lines += sheet.below
            yield "\n".join(lines) + "\n"


def _aligned(sheet: Sheet, art: list[list[str]], header: int) -> Iterator[str]:
    """Heads in the middle of their columns, amounts at the right, names at the left."""
    starts = [0, *accumulate(width + _GAP for width in _widths(sheet))]
    for number in range(len(art)):
        row = ""
        for one in boxes(art):
            if one.row + (one.high - 1) // 2 != number or not one.text:
                continue
            text = _flat(one.text)
            start = starts[one.col]
            free = starts[one.col + one.wide] - _GAP - start - _width(text)
            start += free // 2 if number < header else free if _is_number(text) else 0
            row += " " * (start - _width(row)) + text
        yield row


def _spaced(sheet: Sheet, art: list[list[str]], header: int) -> Iterator[str]:
    for number in range(len(art)):
        yield " ".join(
            _flat(one.text).strip() for one in boxes(art) if one.row == number and one.text.strip()
        )


def _widths(sheet: Sheet) -> Sequence[int]:
    widths = [2] * len(sheet.roles)
    for one in boxes(sheet.header + sheet.rows):
        if one.wide == 1:
            widths[one.col] = max(widths[one.col], _width(_flat(one.text)))
    return widths


def _flat(text: str) -> str:
    return text.replace("\n", "").replace("\u3000", "  ")


def _width(text: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "", 1).lstrip("-").rstrip("%").isdigit()
