"""Sheets that hold two pages."""

from __future__ import annotations

from tests.readers.pdf_drawing import Drawing
from tests.readers.test_pdf_ruled import ROWS, YS, grids, lines, read, table

_LEFT = [40, 100, 260, 320, 380]
_RIGHT = [x + 420 for x in _LEFT]


def _drawn(*titles: tuple[float, str]) -> Drawing:
    drawing = Drawing(842, 595)
    for x, title in titles:
        drawing.text(x, 60, title, align="centre")
    for xs in (_LEFT, _RIGHT):
        drawing.lattice(xs, YS)
        drawing.rows(xs, YS, ROWS)
    return drawing


def test_two_pages_on_one_sheet_are_read_one_after_the_other() -> None:
    document = read(_drawn((210, "收入预算总表"), (630, "支出预算总表")))

    assert lines(document) == ["收入预算总表", "支出预算总表"]
    first, second = grids(document)
    assert table(first) == table(second)
    assert [block.page for block in document.blocks] == [1] * len(document.blocks)


def test_tables_under_one_title_are_one_page() -> None:
    document = read(_drawn((420, "部门预算收支总表（收入与支出对照）")))

    assert lines(document) == ["部门预算收支总表（收入与支出对照）"]
    assert len(grids(document)) == 2


def test_sentences_beside_a_table_are_a_page_of_their_own() -> None:
    drawing = Drawing(842, 595)
    said = [f"第{number}项支出比上年减少。" for number in range(1, 7)]
    for number, text in enumerate(said):
        drawing.text(40, 100 + 20 * number, text)
    drawing.lattice(_RIGHT, YS)
    drawing.rows(_RIGHT, YS, ROWS)

    document = read(drawing)

    assert lines(document) == said
    assert len(grids(document)) == 1


def test_two_wide_pages_meet_in_the_middle_of_a_sheet() -> None:
    drawing = Drawing(1684, 595)
    for left, title in ((40, "收入预算总表"), (862, "支出预算总表")):
        xs = [left, left + 100, left + 400, left + 600, left + 782]
        drawing.text(left + 391, 60, title, align="centre")
        drawing.lattice(xs, YS)
        drawing.rows(xs, YS, ROWS)

    document = read(drawing)

    assert [block.__class__.__name__ for block in document.blocks] == ["Line", "Grid"] * 2
    assert lines(document) == ["收入预算总表", "支出预算总表"]


def _narrow(*captions: float) -> Drawing:
    drawing = Drawing(1190, 842)
    for left, title in ((15, "收入预算总表"), (610, "支出预算总表")):
        xs = [left, left + 60, left + 300, left + 430, left + 565]
        drawing.text(left + 282, 60, title, align="centre")
        drawing.lattice(xs, YS)
        drawing.rows(xs, YS, ROWS)
    for x in captions:
        drawing.text(x, 80, "单位：万元")
    return drawing


def test_halves_that_name_the_units_of_their_tables_are_pages_even_where_they_stand_close() -> None:
    document = read(_narrow(500, 1095))

    assert lines(document) == ["收入预算总表", "单位：万元", "支出预算总表", "单位：万元"]


def test_halves_that_stand_close_under_one_unit_are_one_page() -> None:
    assert "收入预算总表" not in lines(read(_narrow(1095)))
