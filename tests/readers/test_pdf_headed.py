"""Tables whose rules part the header alone: its columns go on below, in an outer box, between flat rules or without any."""

from __future__ import annotations

import pytest

from tests.readers.pdf_drawing import Drawing
from tests.readers.test_pdf_ruled import ROWS, XS, YS, captioned, grids, lines, read, table


def headed(frame: str) -> Drawing:
    """The header with all its rules, and around the rows below what ``frame`` says."""
    drawing = captioned(Drawing())
    drawing.lattice(XS, YS[:2])
    if frame == "box":
        drawing.box(XS[0], YS[0], XS[-1], YS[-1])
    if frame == "flat":
        for y in YS[2:]:
            drawing.line(XS[0], y, XS[-1], y)
    if frame == "boxes":
        for y in YS[2:]:
            drawing.box(XS[0], YS[0], XS[-1], y)
    return drawing


@pytest.mark.parametrize("frame", ["none", "box", "flat", "boxes"])
def test_columns_of_the_header_go_on_below(frame: str) -> None:
    drawing = headed(frame)
    drawing.rows(XS, YS, ROWS)
    drawing.text(60, 250, "注：本表反映支出。")

    document = read(drawing)

    assert [table(grid) for grid in grids(document)] == [ROWS]
    assert lines(document)[-1] == "注：本表反映支出。"


@pytest.mark.parametrize("frame", ["none", "box"])
def test_a_column_that_only_the_header_shows(frame: str) -> None:
    rows = [[*row[:3], ROWS[0][3] if not n else ""] for n, row in enumerate(ROWS)]
    drawing = headed(frame)
    drawing.rows(XS, YS, rows)

    (grid,) = grids(read(drawing))

    assert table(grid) == rows


def test_a_row_of_numbers_over_code_and_name_parts_no_rows() -> None:
    drawing = captioned(Drawing())
    drawing.lattice(XS, YS[:2])
    for x0, x1, text in ((XS[0], XS[2], "栏次"), (XS[2], XS[3], "1"), (XS[3], XS[4], "2")):
        drawing.box(x0, YS[1], x1, YS[2])
        drawing.text((x0 + x1) / 2, YS[1] + 13, text, align="centre")
    drawing.rows(XS, YS[:2], ROWS[:1])
    drawing.rows(XS, YS[2:5], ROWS[2:4])
    for y, text in ((YS[4] + 6, "机关事业单位基本养老保险缴费支"), (YS[4] + 20, "出")):
        drawing.text(XS[1] + 3, y, text)  # a name in two lines, around its code
    for x, text in ((XS[0] + 3, "2080505"), (XS[2] + 50, "34.50")):
        drawing.text(x, YS[4] + 13, text)
    drawing.text((XS[0] + XS[2]) / 2, YS[5] + 13, "合计", align="centre")
    drawing.text(XS[2] + 50, YS[5] + 13, "69.00")

    (grid,) = grids(read(drawing))

    assert table(grid)[2:5] == [*ROWS[2:4], ["2080505", "机关事业单位基本养老保险缴费支\n出", "34.50", ""]]
    assert "合计" in "".join(table(grid)[5][:2])


@pytest.mark.parametrize("amounts", [("299", ""), ("78", "16")])
def test_small_amounts_between_the_lines_of_their_label_are_no_page_number(amounts: tuple[str, str]) -> None:
    drawing = headed("none")
    drawing.rows(XS, YS[:5], [*ROWS[:2], ["205", "教育支出", "120", "34"], ["206", "科学技术支出", "98", "77"]])
    for down, text in ((4, "海原县人民代表大会常务委员会办"), (18, "公室")):
        drawing.text(XS[1] + 3, YS[4] + down, text)
    for x, text in zip(XS[3:], amounts, strict=True):
        drawing.text(x - 3, YS[4] + 11, text, align="right")
    drawing.rows(XS, [YS[5] + 10, YS[6] + 10], [["", "合计", "517", "127"]])

    (grid,) = grids(read(drawing))

    assert table(grid)[4:] == [["", "海原县人民代表大会常务委员会办\n公室", *amounts], ["", "合计", "517", "127"]]


def test_a_single_row_below_the_header() -> None:
    drawing = captioned(Drawing())
    drawing.lattice(XS, YS[:2])
    drawing.rows(XS, YS, ROWS[:2])

    (grid,) = grids(read(drawing))

    assert table(grid) == ROWS[:2]


def test_sentences_in_a_column_of_their_own() -> None:
    drawing = headed("box")
    drawing.rows(XS, YS, [[*row[:3], ""] for row in ROWS])
    for n in range(5):
        drawing.text(402, YS[n + 1] + 13, "保障机关运转。")

    (grid,) = grids(read(drawing))

    assert [row[3] for row in table(grid)[1:]] == ["保障机关运转。"] * 5


def test_a_paragraph_below_a_header_is_no_row() -> None:
    drawing = captioned(Drawing())
    drawing.lattice(XS, YS[:2])
    drawing.rows(XS, YS[:2], ROWS[:1])
    for n, text in enumerate(
        ("二、2024 年收入 1,234.50 万元，支出 1,200.00 万元，比上年增加 34.50 万元，", "主要是项目支出增加。")
    ):
        drawing.text(60, 135 + 20 * n, text)

    (grid,) = grids(read(drawing))

    assert table(grid) == ROWS[:1]


def test_a_cell_over_all_columns_with_one_entry_stays_one() -> None:
    drawing = captioned(Drawing())
    drawing.lattice(XS, YS[:6])
    drawing.box(XS[0], YS[5], XS[-1], YS[6])
    drawing.rows(XS, YS[:6], ROWS[:5])
    drawing.text(62, YS[5] + 13, "备注")
    drawing.text(140, YS[5] + 13, "2024")

    (grid,) = grids(read(drawing))

    assert table(grid)[-1] == ["备注 2024", "", "", ""]


def test_rows_side_by_side_in_an_outer_box_with_a_rule_in_the_middle() -> None:
    xs = [60, 200, 280, 420, 500]
    rows = [["收入", "预算数", "支出", "预算数"]]
    rows += [[f"收入{one}", f"{n}.50", f"支出{one}", f"{n}.25"] for n, one in enumerate("甲乙丙", 1)]
    drawing = captioned(Drawing())
    drawing.lattice(xs, YS[:2])
    drawing.box(xs[0], YS[0], xs[-1], YS[4])
    drawing.line(xs[2], YS[0], xs[2], YS[4])
    drawing.rows(xs, YS[:5], rows)

    (grid,) = grids(read(drawing))

    assert table(grid) == rows


def test_the_numbers_of_columns_close_above_a_total_are_a_row_of_their_own() -> None:
    drawing = headed("box")
    for at, row in enumerate(
        [["栏次", "", "1", "2"], ["合计", "", "656.73", "270.00"], ["201", "公共服务", "656.73", "270.00"]]
    ):
        for x, end, text in zip(XS, XS[1:], row, strict=False):
            if text and text[0].isdigit() and x > XS[1]:
                drawing.text(end - 3, 131 + 8.5 * at, text, align="right")
            elif text:
                drawing.text(x + 3, 131 + 8.5 * at, text)

    (grid,) = grids(read(drawing))

    assert [row[2:] for row in table(grid)[1:]] == [["1", "2"], ["656.73", "270.00"], ["656.73", "270.00"]]
