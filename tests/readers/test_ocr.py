"""Scans: a page that is only a picture, read by OCR where the optional extra is installed."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from loaders.document.confirmation import NOT_CONFIRMED
from loaders.model import Document
from loaders.notes import note
from loaders.pipeline import load
from loaders.readers import ocr, read_source, recognised
from tests.formats.budget import Disclosure
from tests.formats.generate import Item, as_pdf

SCALE = 200 / 72
ROWS = [
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["208", "社会保障和就业支出", "119,385,303", "385,303", "119,000,000"],
    ["221", "住房保障支出", "48,020", "48,020", ""],
    ["", "合计", "119,433,323", "433,323", "119,000,000"],
]


def scan(items: list[Item]) -> bytes:
    """The same pages as pictures, without a text layer."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for page in pypdfium2.PdfDocument(as_pdf(items)):
        picture = page.render(scale=SCALE).to_pil()
        canvas.setPageSize(page.get_size())
        canvas.drawImage(ImageReader(picture), 0, 0, *page.get_size())
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.skipif(not ocr.available(), reason="OCR is not installed: make ocr")
def test_a_scanned_table_gives_its_amounts_confirmed_by_sums() -> None:
    made = Disclosure()
    made.table("2025年部门支出预算总表", "元", ROWS)

    document = read_source(recognised("a.pdf", scan(made.items)))
    assert isinstance(document, Document)
    lines = load(document).parsed.budget_lines

    assert (document.reader, document.notices) == ("ocr", (note("page_by_ocr", 1, page=1),))
    assert [(b.subject_code, b.measure_label, b.amount_printed) for b in lines] == [
        (row[0], label, text.replace(",", ""))
        for row in ROWS[1:]
        for label, text in zip(ROWS[0][2:], row[2:], strict=True)
        if text
    ]
    assert not any(NOT_CONFIRMED.code in b.repair_code for b in lines)


def test_without_the_extra_a_scan_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    made = Disclosure()
    made.table("2025年部门支出预算总表", "元", ROWS)

    outcome = read_source(recognised("a.pdf", scan(made.items)))

    assert not isinstance(outcome, Document)
    assert "gongkai[ocr]" in str(outcome.error)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("119,385, 303", "119,385,303"),
        ("1， 234 .50", "1,234.50"),
        ("12,34, 5", "12,34, 5"),
        ("208 05", "208 05"),
        ("12.50 34.50", "12.50 34.50"),
        ("合计 1, 234", "合计 1, 234"),
    ],
)
def test_numbers_are_joined_only_where_one_is_possible(read: str, expected: str) -> None:
    assert ocr.mended(read) == expected
