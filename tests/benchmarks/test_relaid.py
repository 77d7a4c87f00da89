"""The same table laid out a little differently: each change is made, and the reading stays."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from benchmarks import relaid
from benchmarks.formats.facts import of_document
from loaders.model import Document, Grid, Line
from tests.tables.grid_art import draw

TABLE = """
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
^        | 合 计                    | 1234.50 | 1000.50 | 234.00
201      | 一般公共服务支出（类）   | 1000.00 | 1000.00 |
20101    | 人大事务（款）           | 1000.00 | 1000.00 |
205      | 教育支出（类）           | 234.50  | 0.50    | 234.00
20508    | 进修及培训（款）         | 234.50  | 0.50    | 234.00
""".replace("^       ", "        ")


@pytest.fixture
def document() -> Document:
    lines = ("某市档案局2024年部门预算公开", "支出预算总表", "单位：万元")
    blocks = (*(Line(n, text, 1) for n, text in enumerate(lines, 1)), draw(TABLE, 1))
    return Document("2024.docx", "0" * 64, "", "docx", blocks, 1)


def test_every_change_is_made_and_none_is_read_otherwise(document: Document) -> None:
    original = of_document(document)
    made = dict(relaid.variants(document, seed=4))

    assert len(original) == 13
    assert set(made) == {*relaid.GRIDS, *relaid.WHOLE} - {"title above the grid"}
    for name, changed in made.items():
        assert changed.blocks != document.blocks
        found = relaid.compared(name, original, changed)
        assert (name, found.wrong, found.missing) == (name, [], [])


def test_a_title_that_stands_in_the_grid_stands_above_it(document: Document) -> None:
    within = relaid.title_in_grid(document)
    assert within is not None
    assert [type(block) for block in within.blocks] == [Line, Grid]
    above = relaid.each_grid(within, relaid.title_above, random.Random(1))

    assert above is not None
    assert [block.text for block in above.blocks[1:-1] if isinstance(block, Line)] == [
        "支出预算总表",
        "单位：万元",
    ]
    assert relaid.compared("", of_document(document), relaid.renumbered(above)).wrong == []


@pytest.mark.parametrize(
    ("text", "wide", "commas"),
    [
        ("1234.50", "１２３４．５０", "1,234.50"),
        ("1,234.50", "１，２３４．５０", "1234.50"),
        ("-0.50", "-０．５０", "-0.50"),
        ("20101", "20101", "20101"),
    ],
)
def test_amounts_alone_are_written_otherwise(text: str, wide: str, commas: str) -> None:
    def written(name: str) -> str:
        change: Callable[..., object] = relaid.GRIDS[name]
        grid = change(draw(text), None)
        assert isinstance(grid, Grid)
        return grid.cells[0].text

    assert (written("digits of full width"), written("commas")) == (wide, commas)


def test_another_year_is_another_year_in_names_too() -> None:
    assert relaid.earlier("2024年收入，2023 年度，编码2024001") == "2021年收入，2020 年度，编码2024001"
