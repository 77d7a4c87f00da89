"""Documents that mirrors print in traditional characters."""

from __future__ import annotations

from loaders.document.script import in_simplified
from loaders.model import Cell, Document, Grid, Line


def test_a_document_in_traditional_characters_is_read_in_simplified_ones_and_says_so() -> None:
    blocks = (
        Line(1, "岳陽(yáng)縣2016年“三公”經(jīng)費(fèi)預(yù)算表"),
        Grid(1, 2, (Cell(0, 0, "公務(wù)接待費(fèi)", (2,)), Cell(0, 1, "7.50", (2,)))),
    )

    read = in_simplified(Document("", "", "text/html", "html", blocks))

    assert read.blocks[0] == Line(1, "岳阳县2016年“三公”经费预算表")
    assert isinstance(read.blocks[1], Grid)
    assert [cell.text for cell in read.blocks[1].cells] == ["公务接待费", "7.50"]
    assert [notice.code for notice in read.notices] == ["traditional_characters"]


def test_one_name_in_traditional_characters_changes_nothing() -> None:
    document = Document("", "", "text/plain", "text", (Line(1, "支付宝（中國）的采购支出决算情况说明与名词解释一览"),))

    assert in_simplified(document) is document
