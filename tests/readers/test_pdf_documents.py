"""The published PDFs: no cell that pdfplumber finds in a table is missing from the grids."""

from __future__ import annotations

from collections import Counter

import pdfplumber
import pytest

from loaders.grammar.normal import squash
from loaders.model import Grid
from loaders.readers.pdf.reader import read_pdf
from tests.originals import SHARED, among

NAMES = [
    "js-cppcc-2018-dept-budget",
    "js-cppcc-2018-tables",
    "sh-putuo-govoffice-2025-unit-budget",
    "sh-putuo-planning-2024-final",
    "sh-putuo-wanli-2024-dept-budget",
]


@pytest.mark.parametrize("name", among("pdf", NAMES))
def test_every_cell_that_pdfplumber_finds_is_found(name: str) -> None:
    path = SHARED / "pdf" / f"{name}.pdf"
    document = read_pdf(path, path.name)
    ours: dict[int | None, Counter[str]] = {}
    captions: dict[int | None, list[str]] = {}
    for block in document.blocks:
        if isinstance(block, Grid):
            texts = (squash(cell.text) for cell in block.cells)
            ours.setdefault(block.page, Counter()).update(text for text in texts if text)
        else:
            captions.setdefault(block.page, []).append(squash(block.text))

    missing = {}
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            theirs = _cells(page.extract_tables())
            unmatched = theirs - ours.get(number, Counter())
            lost = [text for text in unmatched if not _is_caption(text, captions.get(number, []))]
            if lost:
                missing[number] = lost

    assert missing == {}


def _is_caption(text: str, captions: list[str]) -> bool:
    """Whether a cell is nothing but title and unit lines, which pdfplumber takes into the table below them."""
    if "：" in text and any(caption.startswith(text) or caption.endswith(text) for caption in captions):
        return True
    for caption in captions:
        text = text.replace(caption, "")
    return text == ""


def _cells(tables: list[list[list[str | None]]]) -> Counter[str]:
    real = [table for table in tables if len(table) > 1 and max(len(row) for row in table) > 1]
    return Counter(squash(cell) for table in real for row in table for cell in row if cell and squash(cell))
