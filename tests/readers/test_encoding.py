"""Text in the encodings that governments publish, and text that is damaged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.errors import UnreadableDocument
from loaders.model import Line
from loaders.notes import note
from loaders.readers.encoding import decode
from loaders.readers.text import read_csv, read_text

SENTENCE = "某某县农业农村局2024年部门预算收支总计1,234.50万元。\n一、收入\n"


@pytest.mark.parametrize(
    "name", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_same_text_in_every_encoding(name: str) -> None:
    assert decode(SENTENCE.encode(name)).text == SENTENCE


@given(
    st.text(alphabet="预算决算收入支出合计元万0123456789,.\n ，。", min_size=12).filter(lambda t: t.strip())
)
def test_gb18030_round_trip(text: str) -> None:
    assert decode(("合计" + text).encode("gb18030")).text == "合计" + text


def test_lines_in_two_encodings_are_read_with_a_notice() -> None:
    found = decode("部门预算\n".encode() + "收入合计".encode("gbk"))

    assert found.text == "部门预算\n收入合计"
    assert found.notices == (note("encoding_mixed", lines="2"),)


DAMAGED = note("lines_damaged", count=1, lines="3")


@pytest.mark.parametrize("name", ["utf-8", "gb18030", "utf-8-sig"])
@pytest.mark.parametrize("bad", [b"\xff", b"\0"], ids=["no letter", "zero"])
def test_a_byte_that_is_no_text_costs_its_line(name: str, bad: bytes) -> None:
    lines = [
        line.encode(name if n == 0 else name.removesuffix("-sig"))
        for n, line in enumerate(SENTENCE.splitlines() * 5)
    ]
    lines[2] = lines[2][:-6] + bad + lines[2][-6:]

    found = decode(b"\n".join(lines))

    assert found.text.split("\n") == [*SENTENCE.splitlines(), "", *(SENTENCE.splitlines() * 5)[3:]]
    assert found.notices == (DAMAGED,)


def test_a_text_that_ends_within_a_letter_loses_its_last_line() -> None:
    found = decode(((SENTENCE * 5) + "支出").encode()[:-1])

    assert found.text == SENTENCE * 5
    assert found.notices == (note("lines_damaged", count=1, lines="11"),)


@pytest.mark.parametrize("name", ["utf-8", "gb18030"])
def test_in_a_page_only_the_text_between_its_tags_is_lost(name: str) -> None:
    head = "<p>某县农业农村局部门预算收支总表</p>"
    page = f"{head}<table><tr><td>深圳</td><td>鑫淼</td><td title='某'>合计</td><td>支出</td></tr></table>".encode(
        name
    )
    bad = page.replace("合计".encode(name), "合".encode(name) + b"\xff\xff").replace(
        "'某'".encode(name), b"'\xff'"
    )

    found = decode(bad)

    assert (
        found.text
        == f"{head}<table><tr><td>深圳</td><td>鑫淼</td><td title=''></td><td>支出</td></tr></table>"
    )
    assert found.notices == (note("lines_damaged", count=1, lines="1"),)


def test_a_lost_sector_of_a_small_file_is_no_binary_file() -> None:
    found = decode((SENTENCE * 4).encode() + bytes(64) + b"\n" + (SENTENCE * 4).encode())

    assert found.text == SENTENCE * 4 + "\n" + SENTENCE * 4


def test_a_file_of_another_encoding_is_no_damaged_text() -> None:
    with pytest.raises(UnreadableDocument, match="第 1 行"):
        decode((SENTENCE * 5).encode("big5", "replace"))


def test_text_damaged_by_conversion_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="乱码"):
        decode("合计锟斤拷锟斤拷12.00".encode())


def test_line_numbers_are_those_of_the_file_and_pages_come_from_form_feeds() -> None:
    document = read_text("一\r\n\r\n二\n\f三\n".encode(), "a.txt")

    lines = [(b.number, b.text, b.page) for b in document.blocks if isinstance(b, Line)]
    assert lines == [(1, "一", 1), (2, "", 1), (3, "二", 1), (4, "三", 2)]
    assert document.page_count == 2


def test_tabs_and_blanks_are_kept() -> None:
    document = read_text("\t其中：财政资金\t\t0.00\t\n".encode(), "a.txt")

    assert [b.text for b in document.blocks if isinstance(b, Line)] == ["\t其中：财政资金\t\t0.00\t"]


def test_csv_caption_and_quoted_amounts() -> None:
    document = read_csv('收支总表,,\n项目,预算数,\n合计,"1,234.50",\n'.encode("gbk"), "a.csv")

    title, grid = document.blocks
    assert isinstance(title, Line)
    assert title.text == "收支总表"
    assert not isinstance(grid, Line)
    assert [(c.row, c.col, c.text, c.lines) for c in grid.cells][-1] == (1, 1, "1,234.50", (3,))
