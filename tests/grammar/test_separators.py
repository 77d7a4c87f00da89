"""Thousands that are separated by a space: a run of groups is cut where its numbers prove it, else left as it is printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.grammar.separators import as_printed, with_commas
from loaders.model import Cell, Document, Grid, Line
from loaders.records import Sentence

# A sentence shows how the document writes its numbers, and how large they are.
STATED = "本年收入 42 997 732元。"


def read(*lines: str) -> list[str]:
    blocks = tuple(Line(number, text) for number, text in enumerate((STATED, *lines), 1))
    found = with_commas(Document("a.txt", "", "text/plain", "text", blocks)).document
    return [block.text for block in found.blocks[1:] if isinstance(block, Line)]


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("教育支出 42 997 732", "教育支出 42,997,732"),
        ("教育支出 534 253 534 253", "教育支出 534,253 534,253"),
        ("教育支出 3 262 258 262 258 3 000 000", "教育支出 3,262,258 262,258 3,000,000"),
        ("教育支出 1 234.50", "教育支出 1,234.50"),
        # A nought is a number of its own, and no other begins with one.
        ("教育支出 5 0 5", "教育支出 5 0 5"),
        ("教育支出 0 123 123", "教育支出 0 123,123"),
        ("教育支出 12 045", "教育支出 12,045"),
        # Larger than any number that is certain: nothing says that these are one.
        ("教育支出 997 997 732", "教育支出 997 997 732"),
        ("教育支出 12 34", "教育支出 12 34"),
        ("208 05 02", "208 05 02"),
    ],
)
def test_a_run_of_groups(printed: str, read_as: str) -> None:
    assert read(printed) == [read_as]


@given(st.lists(st.integers(1_000, 4_000_000), min_size=2, max_size=4))
def test_a_total_and_its_parts_are_told_apart(parts: list[int]) -> None:
    row = [sum(parts), *parts]
    # Where another cut adds up, too, the row stays as it is.
    assert read("合计 " + " ".join(f"{n:,}".replace(",", " ") for n in row))[0] in (
        "合计 " + " ".join(f"{n:,}" for n in row),
        "合计 " + " ".join(f"{n:,}".replace(",", " ") for n in row),
    )


def test_without_a_sentence_that_writes_so_nothing_is_joined() -> None:
    document = Document("a.txt", "", "text/plain", "text", (Line(1, "教育支出 42 997 732"),))
    assert with_commas(document).document is document


def test_what_was_printed_comes_back() -> None:
    found = with_commas(Document("a.txt", "", "text/plain", "text", (Line(1, STATED),)))
    sentence = Sentence(kind="sentence", lines=(1,), source_text="本年收入 42,997,732元。")
    as_printed(sentence, found.changed)
    assert sentence.source_text == STATED


def test_a_cell_whose_number_is_full_width_is_read_half_width() -> None:
    cells = tuple(Cell(0, col, text, (1,)) for col, text in enumerate(("项目１", "１，２００．５０", "３０", "-２．５", "12.50")))
    document = Document("a.xlsx", "", "", "xlsx", (Grid(1, 5, cells),))

    [grid] = with_commas(document).document.blocks

    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == ["项目１", "1,200.50", "30", "-2.5", "12.50"]


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("建设市场管理（项）3，518.85万元，用于工资。", "建设市场管理（项）3,518.85万元，用于工资。"),
        # Each of a list has the unit behind the last; a number before 、 ， with its own unit is one by itself.
        ("教育、卫生分别为3，518万元。", "教育、卫生分别为3，518万元。"),
        ("购置3辆，518万元。", "购置3辆，518万元。"),
        ("人数3，518人。", "人数3，518人。"),
    ],
)
def test_a_full_width_comma_within_an_amount_of_money_beside_plain_ones(printed: str, read_as: str) -> None:
    blocks = (Line(1, "支出预算328,661万元。"), Line(2, printed))
    document = with_commas(Document("a.txt", "", "text/plain", "text", blocks)).document
    assert [block.text for block in document.blocks[1:] if isinstance(block, Line)] == [read_as]
