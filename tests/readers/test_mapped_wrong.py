"""A text layer that shows other letters than the page: it goes to OCR, or the page counts as one without text."""

from __future__ import annotations

import pypdfium2
import pytest

from loaders.grammar.garbled import is_mapped_wrong
from loaders.readers.pdf import page
from loaders.readers.pdf.page import page_blocks
from loaders.readers.pdf.pdfium import read_page
from tests.formats.budget import Disclosure
from tests.formats.generate import as_pdf


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一般公共预算财政拨款收入 9,746.50" * 3, False),
        ("p年收入合计 Ā本支出 项目支出 |á经费 因|出国ÿ境Ā费 ß能分类科目名Ā", True),
        ("ÎøV 2026~øýÿè WO]ùÿß^ÿ«wuoûùþÿùþÿN1ÿê 9,433.72 N1N®}qoóoû 8,295.28 Î1¯_wê 0.00" * 2, True),
        ("Annual report of the department, 2026, see https://example.org/reports/annual for details" * 2, False),
        ("Café 预算", False),
    ],
)
def test_strange_letters_are_noticed(text: str, expected: bool) -> None:
    assert is_mapped_wrong(text) is expected


def test_such_a_page_has_no_usable_text(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Disclosure()
    made.table("2025年部门支出预算总表", "元", [["科目", "基本支出"], ["教育支出", "1,234"], ["科学技术支出", "1,234"], ["支出合计", "2,468"]])
    with pypdfium2.PdfDocument(as_pdf(made.items)) as document:
        first = document[0]
        raw = read_page(first.raw)
    assert page_blocks(raw).has_text

    shown = dict(zip("基支教科技", "ĀāáĂß", strict=True))
    monkeypatch.setattr(page, "printed", lambda codes: ("".join(shown.get(chr(c), chr(c)) for c in codes.tolist()), 0))

    assert not page_blocks(raw).has_text
