"""What is printed another way says the same: dashes for blanks, rows left empty, a page more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.staged.golden import plain
from tests.staged.rendering import rendered
from tests.staged.shapes import DRAWN, MISTAKEN, read
from tests.tables import drawn
from tests.tables.drawn import Drawn, Sheet

_LABELS = ("code", "name", "second", "-")


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
    assert _said(changed) == _said(document)
