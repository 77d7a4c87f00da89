"""The same blocks in five formats: the readers return the same lines and grids."""

from __future__ import annotations

import pytest

from loaders.grammar.normal import squash
from loaders.model import Document, Grid, Line
from loaders.readers import Source as ReaderSource
from loaders.readers import Unread, formats, read_source
from tests.formats.generate import WRITERS, C, Item, Para, Tbl, Title

ITEMS: list[Item] = [
    Title("某某县2024年部门支出预算总表"),
    Para("部门：某某县农业农村局    单位：万元"),
    Tbl(
        [
            [C("功能分类科目", cols=2), C("合计", rows=2), C("支出", cols=2)],
            ["编码", "名称", "基本支出", "项目支出"],
            ["213", "农林水支出", "1,234.50", "1,000.50", "234.00"],
            ["21301", "农业农村", "1,234.50", "1,000.50", "234.00"],
            ["2130101", "行政运行", "1,000.50", "1,000.50", ""],
            ["2130199", "其他农业农村支出", "234.00", "", "234.00"],
            [C("合计", cols=2), "1,234.50", "1,000.50", "234.00"],
        ]
    ),
    Title("某某县2024年一般公共预算三公经费支出表"),
    Para("单位：万元"),
    Tbl([["项目", "本年预算数"], ["公务接待费", "3.20"], ["公务用车运行费", "0"], ["合计", "3.20"]]),
    Para("2024年部门预算收支总计1,234.50万元，比上年增加34.50万元。"),
]


def read(data: bytes, name: str) -> Document:
    outcome = read_source(ReaderSource(name, "", data, formats.detect(data, name)))
    assert not isinstance(outcome, Unread), outcome
    return outcome


def shape(document: Document) -> list[object]:
    """Lines, and grids as sorted cells; without numbers, pages and white space."""
    return [
        squash(b.text)
        if isinstance(b, Line)
        else (
            b.rows,
            b.cols,
            sorted((c.row, c.col, squash(c.text), c.row_span, c.col_span) for c in b.cells if c.text),
        )
        for b in document.blocks
    ]


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_geometry_formats_agree_with_html(kind: str) -> None:
    expected = shape(read(WRITERS["html"](ITEMS), "a.html"))

    found = shape(read(WRITERS[kind](ITEMS), f"a.{kind}"))

    assert found == expected


def test_html_gives_the_blocks_as_written() -> None:
    document = read(WRITERS["html"](ITEMS), "a.html")

    grids = [b for b in document.blocks if isinstance(b, Grid)]
    assert [(g.rows, g.cols) for g in grids] == [(7, 5), (4, 2)]
    assert [c.text for c in grids[0].cells if c.row == 4] == ["2130101", "行政运行", "1,000.50", "1,000.50"]
    assert [c.col for c in grids[0].cells if c.row == 5] == [0, 1, 2, 4]
    assert (grids[0].cells[0].text, grids[0].cells[0].col_span) == ("功能分类科目", 2)


def test_text_keeps_one_line_per_row() -> None:
    document = read(WRITERS["txt"](ITEMS), "a.txt")

    texts = [b.text for b in document.blocks if isinstance(b, Line)]
    assert texts[4] == "213 农林水支出 1,234.50 1,000.50 234.00"
    assert [b.number for b in document.blocks if isinstance(b, Line)] == list(range(1, len(texts) + 1))


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx"])
def test_numbers_run_on_over_lines_and_rows(kind: str) -> None:
    document = read(WRITERS[kind](ITEMS), f"a.{kind}")

    numbers = [n for b in document.blocks for n in ([b.number] if isinstance(b, Line) else b.lines)]
    assert numbers == list(range(1, len(numbers) + 1))
