"""Text layers that lie, prose, and the order of blocks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.grammar.glyphs import is_unreadable, plain_ideographs, radicals
from loaders.grammar.normal import squash
from loaders.model import Line
from loaders.notes import note
from loaders.readers.pdf.orient import UprightPage
from loaders.readers.pdf.reader import read_pdf
from loaders.readers.pdf.text import runs_of
from tests.readers.pdf_drawing import Drawing
from tests.readers.test_pdf_ruled import ROWS, XS, YS, captioned, grids, lines, read, table


@pytest.fixture(autouse=True)
def _without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.readers.ocr.available", lambda: False)


def test_digits_off_the_baseline_are_rejoined_into_their_sentence() -> None:
    drawing = Drawing()
    drawing.text(60, 100, "本年收入合计")
    drawing.text(120, 101.8, "2,961.68")
    drawing.text(160, 100, "万元，其中：财政拨款")
    drawing.text(262, 98.5, "2,900.00")
    drawing.text(303, 100, "万元。")

    (line,) = lines(read(drawing))

    assert squash(line) == "本年收入合计2,961.68万元，其中：财政拨款2,900.00万元。"


def test_text_printed_twice_is_read_once() -> None:
    drawing = Drawing()
    for shift in (0.0, 0.4):
        drawing.text(60 + shift, 100, "合计 1,122.00")

    assert [squash(line) for line in lines(read(drawing))] == ["合计1,122.00"]


def test_title_printed_after_its_table_comes_first() -> None:
    drawing = Drawing()
    drawing.lattice(XS, YS)
    drawing.rows(XS, YS, ROWS)
    captioned(drawing)

    document = read(drawing)

    assert isinstance(document.blocks[0], Line)
    assert [line.number for line in document.blocks if isinstance(line, Line)] == [1, 2]
    assert grids(document)[0].lines[0] == 3


def test_private_use_characters_are_noticed_and_the_page_counts_as_unread() -> None:
    drawing = Drawing()
    drawing.text(60, 100, "\ue001\ue002\ue003预算")

    notices = read(drawing).notices

    assert note("characters_unmapped", 1, total=5, count=3) in notices
    assert note("page_without_text", 1, page=1) in notices


def test_radicals_become_ideographs_and_full_width_digits_stay() -> None:
    drawing = Drawing()
    drawing.text(60, 100, "⻔户⽹站支出１２３")

    assert lines(read(drawing)) == ["门户网站支出１２３"]


def test_blank_page_is_counted_and_gives_nothing() -> None:
    drawing = Drawing()
    drawing.page()
    drawing.text(60, 100, "正文一页")

    document = read(drawing)

    assert document.page_count == 2
    assert [block.page for block in document.blocks] == [2]


def test_page_with_a_picture_and_no_text_is_noticed() -> None:
    drawing = Drawing()
    drawing.bar(100, 100, 400, 400)
    drawing.page()
    drawing.text(60, 100, "正文一页")

    assert note("page_without_text", 1, page=1) in read(drawing).notices


def test_text_off_the_page_is_left_out_and_noticed() -> None:
    drawing = Drawing()
    drawing.text(60, 100, "正文一页")
    drawing.text(60, -200, "页外文字")

    document = read(drawing)

    assert lines(document) == ["正文一页"]
    assert any(notice.code == "characters_off_page" for notice in document.notices)


def test_caption_keeps_its_gap() -> None:
    (line,) = lines(read(_caption()))

    assert line.startswith("部门：某局    ")
    assert line.endswith("单位：万元")


def _caption() -> Drawing:
    drawing = Drawing()
    drawing.text(60, 90, "部门：某局")
    drawing.text(500, 90, "单位：万元", align="right")
    return drawing


def test_path_and_bytes_give_the_same_document(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(captioned(Drawing()).save())

    assert read_pdf(file, "a.pdf") == read_pdf(file.read_bytes(), "a.pdf")


@given(st.text(max_size=40))
def test_plain_ideographs_changes_radicals_only(text: str) -> None:
    changed = plain_ideographs(text)

    assert len(changed) == len(text)
    assert all(new == old or ord(old) in radicals() for old, new in zip(text, changed, strict=True))


def test_every_kangxi_radical_is_mapped() -> None:
    assert set(range(0x2F00, 0x2FD6)) <= set(radicals())
    assert not any(is_unreadable(ord(ideograph)) for ideograph in radicals().values())


@given(
    st.lists(
        st.tuples(st.integers(0, 9_999_999), st.integers(0, 9_999_999)),
        min_size=1,
        max_size=12,
    )
)
def test_amounts_of_a_ruled_table_come_back_in_their_cells(amounts: list[tuple[int, int]]) -> None:
    rows = [[f"{one:,}.{one % 100:02d}", f"{two:,}.{two % 100:02d}"] for one, two in amounts]
    ys = [100 + 20 * i for i in range(len(rows) + 1)]
    drawing = Drawing()
    drawing.lattice([60, 160, 260], ys)
    drawing.rows([60, 160, 260], ys, rows)

    (grid,) = grids(read(drawing))

    assert table(grid) == rows


def test_text_that_covers_the_beginning_of_another_is_read() -> None:
    drawing = Drawing()
    drawing.text(100, 100, "政府预算支出科目")
    drawing.text(121, 100.5, "预算数")

    text = "".join(squash(line) for line in lines(read(drawing)))

    assert text.count("预算") == 2
    assert "数" in text


def test_a_flat_letter_is_as_high_as_it_is_wide() -> None:
    boxes = np.array([(10.0, 14.0, 18.0, 15.0), (18.5, 10.0, 26.5, 18.0), (27.0, 10.0, 35.0, 18.0)])
    flags = np.zeros(3, bool)
    page = UprightPage(100.0, 100.0, np.array([0x4E00, 0x822C, 0x516C]), boxes, flags, flags, boxes[:0], 0)

    assert [run.text for run in runs_of(page, "一般公")] == ["一般公"]
