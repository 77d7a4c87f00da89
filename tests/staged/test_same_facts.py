"""What is printed another way says the same: dashes for blanks, rows left empty, a page more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.formats.generate import C, Item, Tbl, as_pdf, place
from tests.staged.golden import plain
from tests.staged.rendering import rendered
from tests.staged.shapes import DRAWN, LAYOUTS, MISTAKEN, read, staged
from tests.tables import drawn
from tests.tables.drawn import Drawn, Sheet

_LABELS = ("code", "name", "second", "-")
_FEWEST_ROWS, _TURNED_AT = 6, 0.7  # of a form that goes on on another page, and where it does
# What the end of a page changes of a form, and should not.
CHANGED = {
    "side_by_side": "rows of both projects on the next page are rows of one",
    "in_sections": "a conclusion on the next page is a field and a text",
}


def _dashed(sheet: Sheet) -> Sheet:
    """A dash in every blank cell of amounts, but in rows that have none and in columns without any."""
    amounts = [n for n, role in enumerate(sheet.roles) if role not in _LABELS]
    filled = [n for n in amounts if any(row[n] not in ("", "<") for row in sheet.rows)]

    def dashed(row: list[str]) -> list[str]:
        if not any(row[n] for n in amounts):
            return row
        return ["—" if n in filled and not text else text for n, text in enumerate(row)]

    return replace(sheet, pages=[[dashed(row) for row in page] for page in sheet.pages])


def _spaced(sheet: Sheet) -> Sheet:
    """An empty row behind the first of each page, where no cell goes over both."""

    def spaced(page: list[list[str]]) -> list[list[str]]:
        return page if len(page) < 2 or "^" in page[1] else [page[0], [""] * len(sheet.roles), *page[1:]]

    return replace(sheet, pages=[spaced(page) for page in sheet.pages])


def _turned(sheet: Sheet) -> Sheet:
    """A page more, with the header again, behind half of the rows of the last one."""
    *before, last = sheet.pages
    half = len(last) // 2
    if len(last) < 4 or "^" in last[half]:
        return sheet
    return replace(sheet, pages=[*before, last[:half], last[half:]], repeats=[*sheet.repeats, True])


def _said(document: Drawn) -> list[str]:
    data, suffix = drawn.make(document)
    return plain(rendered(read(data, f"document.{suffix}")))


@pytest.mark.parametrize(
    "path", [path for path in DRAWN if path.stem not in MISTAKEN], ids=lambda path: path.stem
)
def test_it_says_the_same(path: Path) -> None:
    document = drawn.with_kind(drawn.read(path), "pdf")
    document.options["rules"] = "all"

    changed = replace(document, sheets=[_turned(_spaced(_dashed(sheet))) for sheet in document.sheets])

    assert changed.sheets != document.sheets
    # A workbook that holds numbers prints them in a format of its own.
    said = _said(document) if "numbers" in document.options else plain(rendered(staged(path.stem)))
    assert _said(changed) == said


def _over_pages(items: Sequence[Item]) -> Iterator[Item]:
    """Each form goes on on the next page, without its header; a merged cell has its text on the first."""
    for item in items:
        if isinstance(item, Tbl) and len(item.rows) >= _FEWEST_ROWS:
            at = round(len(item.rows) * _TURNED_AT)
            yield from (_rows(item, 0, at), _rows(item, at, len(item.rows)))
        else:
            yield item


def _rows(table: Tbl, first: int, stop: int) -> Tbl:
    cells = sorted(place(table)[2], key=lambda placed: placed[1])
    return Tbl(
        [
            [
                C(cell.text if row == top else "", min(row + cell.rows, stop) - top, cell.cols)
                for row, _, cell in cells
                if top == max(row, first) and row + cell.rows > top
            ]
            for top in range(first, stop)
        ]
    )


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=CHANGED[name]))
        if name in CHANGED
        else name
        for name in LAYOUTS
    ],
)
def test_a_form_says_the_same_over_pages(name: str) -> None:
    items = list(_over_pages(LAYOUTS[name](1)[0].items))

    assert plain(rendered(read(as_pdf(items), "form.pdf"))) == plain(rendered(staged(name)))
