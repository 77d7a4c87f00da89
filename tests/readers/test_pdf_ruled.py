"""Ruled tables: however the rules are drawn, the cells are the same."""

from __future__ import annotations

import pytest

from loaders.model import Document, Grid, Line
from loaders.readers.pdf.reader import read_pdf
from tests.readers.pdf_drawing import Drawing

XS = [60, 120, 300, 400, 500]
YS = [100 + 20 * i for i in range(7)]
ROWS = [
    ["科目编码", "科目名称", "合计", "项目支出"],
    ["201", "一般公共服务支出", "1,234.50", "34.50"],
    ["20101", "人大事务", "1,200.00", ""],
    ["2010101", "行政运行", "1,200.00", ""],
    ["208", "社会保障和就业支出", "34.50", "34.50"],
    ["", "合计", "1,269.00", "69.00"],
]


def read(drawing: Drawing) -> Document:
    return read_pdf(drawing.save(), "drawn.pdf")


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def lines(document: Document) -> list[str]:
    return [block.text.strip() for block in document.blocks if isinstance(block, Line)]


def table(grid: Grid) -> list[list[str]]:
    rows = [[""] * grid.cols for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


def spans(grid: Grid) -> dict[str, tuple[int, int, int, int]]:
    return {c.text: (c.row, c.col, c.row_span, c.col_span) for c in grid.cells if c.text}


def captioned(drawing: Drawing) -> Drawing:
    drawing.text(280, 60, "支出预算总表", size=16, align="centre")
    drawing.text(60, 90, "部门：某局")
    drawing.text(500, 90, "单位：万元", align="right")
    return drawing


@pytest.mark.parametrize("style", ["line", "bar", "double", "boxes"])
def test_rules_drawn_in_any_way_give_the_same_cells(style: str) -> None:
    drawing = captioned(Drawing())
    drawing.lattice(XS, YS, style=style)
    drawing.rows(XS, YS, ROWS)

    document = read(drawing)

    assert [table(grid) for grid in grids(document)] == [ROWS]
    assert lines(document)[0] == "支出预算总表"


@pytest.mark.parametrize(
    ("turn", "page_rotation"), [(90, 0), (180, 0), (270, 0), (0, 90), (90, 90), (270, 90)]
)
def test_turned_pages_are_read_upright_with_the_title_first(turn: int, page_rotation: int) -> None:
    width, height = (842, 595) if turn % 180 else (595, 842)
    drawing = Drawing(width, height, turn=turn, page_rotation=page_rotation)
    drawing.lattice(XS, YS)
    drawing.rows(XS, YS, ROWS)
    captioned(drawing)

    document = read(drawing)

    assert [type(block) for block in document.blocks] == [Line, Line, Grid]
    assert lines(document)[0] == "支出预算总表"
    assert table(grids(document)[0]) == ROWS


def test_missing_inner_rules_are_merged_cells() -> None:
    drawing = Drawing()
    xs = [60, 200, 300, 400, 500]
    for x in (60, 200, 500, 300):
        drawing.line(x, 100, x, 160)
    drawing.line(400, 120, 400, 160)
    for y in (100, 140, 160):
        drawing.line(60, y, 500, y)
    drawing.line(300, 120, 500, 120)
    for x, y, text in [
        (110, 125, "项目"),
        (230, 125, "合计"),
        (380, 115, "其中"),
        (330, 135, "基本"),
        (430, 135, "专项"),
    ]:
        drawing.text(x, y, text)
    drawing.rows(xs, [140, 160], [["教育", "10.00", "4.00", "6.00"]])

    (grid,) = grids(read(drawing))

    assert spans(grid)["项目"] == (0, 0, 2, 1)
    assert spans(grid)["其中"] == (0, 2, 1, 2)
    assert spans(grid)["基本"] == (1, 2, 1, 1)


def test_rule_missing_between_two_columns_of_amounts() -> None:
    drawing = captioned(Drawing())
    for x in (60, 120, 300, 500):
        drawing.line(x, YS[0], x, YS[-1])
    for y in YS:
        drawing.line(60, y, 500, y)
    drawing.rows(XS, YS, ROWS)

    assert table(grids(read(drawing))[0]) == ROWS


def test_rules_missing_between_three_columns_under_one_header() -> None:
    xs = [60, 200, 300, 400, 500]
    rows = [["项目", "预算数"], ["", "上年", "本年", "增减"]]
    rows += [["基本支出", "1,200.00", "1,234.50", "34.50"], ["项目支出", "", "69.00", "69.00"]]
    rows += [["合计", "1,200.00", "1,303.50", "103.50"]]
    drawing = Drawing()
    for x in (60, 200, 500):
        drawing.line(x, YS[0], x, YS[5])
    for y in YS[:6]:
        drawing.line(60, y, 500, y)
    drawing.rows(xs, YS, [["项目"], *rows[1:]])
    drawing.text(350, YS[0] + 14, "预算数", align="centre")

    grid = grids(read(drawing))[0]

    assert table(grid)[2:] == rows[2:]
    assert spans(grid)["预算数"] == (0, 1, 1, 3)
    assert [spans(grid)[name][1] for name in ("上年", "本年", "增减")] == [1, 2, 3]


def test_codes_in_parts_within_one_column_are_not_cut() -> None:
    drawing = Drawing()
    drawing.lattice([60, 200, 300], YS[:5])
    drawing.rows([60, 100, 140, 200, 300], YS, [["科目编码", "", "", "合计"]])
    drawing.rows([60, 100, 140, 200, 300], YS[1:], [["201", "05", f"0{n}", f"{n}.00"] for n in (1, 2, 3)])

    assert [row[0] for row in table(grids(read(drawing))[0])] == [
        "科目编码",
        "201 05 01",
        "201 05 02",
        "201 05 03",
    ]


def test_page_border_is_no_table() -> None:
    drawing = captioned(Drawing())
    drawing.box(30, 30, 565, 812)
    drawing.lattice(XS, YS)
    drawing.rows(XS, YS, ROWS)

    document = read(drawing)

    assert [table(grid) for grid in grids(document)] == [ROWS]
    assert len(lines(document)) == 2


def test_first_row_of_a_continued_table_without_a_rule_above_it() -> None:
    drawing = Drawing()
    drawing.lattice(XS, YS[1:])
    for x in XS:
        drawing.line(x, YS[0], x, YS[-1])
    drawing.rows(XS, YS, [*ROWS[1:], ["", "结转", "5.00", "5.00"]])

    (grid,) = grids(read(drawing))

    assert table(grid)[0] == ROWS[1]
    assert grid.rows == 6


def test_first_row_of_a_continued_table_without_any_rule() -> None:
    drawing = Drawing()
    drawing.lattice(XS, YS[1:])
    drawing.rows(XS, YS, [*ROWS[1:], ["", "结转", "5.00", "5.00"]])

    document = read(drawing)

    assert table(grids(document)[0])[0] == ROWS[1]
    assert lines(document) == []


def test_continued_table_is_one_grid_a_page_with_running_line_numbers() -> None:
    drawing = Drawing()
    for _ in range(2):
        drawing.lattice(XS, YS)
        drawing.rows(XS, YS, ROWS)
        drawing.page()

    first, second = grids(read(drawing))

    assert (first.page, second.page) == (1, 2)
    assert first.lines == tuple(range(1, 7))
    assert second.lines == tuple(range(7, 13))


def test_rows_between_vertical_rules_only() -> None:
    drawing = captioned(Drawing())
    for x in XS:
        drawing.line(x, YS[0], x, YS[-1])
    for y in (YS[0], YS[1], YS[-1]):
        drawing.line(XS[0], y, XS[-1], y)
    drawing.rows(XS, YS, ROWS)

    assert [table(grid) for grid in grids(read(drawing))] == [ROWS]


def test_open_sides() -> None:
    drawing = captioned(Drawing())
    for x in XS[1:-1]:
        drawing.line(x, YS[0], x, YS[-1])
    for y in YS:
        drawing.line(XS[0], y, XS[-1], y)
    drawing.rows(XS, YS, ROWS)

    assert [table(grid) for grid in grids(read(drawing))] == [ROWS]


def test_two_tables_side_by_side() -> None:
    drawing = Drawing(842, 595)
    left, right = [40, 100, 220, 300], [400, 460, 600, 700]
    for xs in (left, right):
        drawing.lattice(xs, YS)
        drawing.rows(xs, YS, [row[:3] for row in ROWS])

    found = grids(read(drawing))

    assert [table(grid) for grid in found] == [[row[:3] for row in ROWS]] * 2


def test_empty_ruled_table_is_a_grid() -> None:
    drawing = Drawing()
    drawing.lattice(XS, YS)

    (grid,) = grids(read(drawing))

    assert (grid.rows, grid.cols) == (6, 4)
    assert grid.lines == ()


def test_label_wrapped_above_and_below_its_amount_is_one_cell() -> None:
    drawing = Drawing()
    drawing.lattice([60, 200, 300], [100, 150, 180])
    drawing.text(65, 120, "机关事业单位基本养")
    drawing.text(65, 142, "老保险缴费支出")
    drawing.text(297, 131, "1,234.56", align="right")
    drawing.text(65, 170, "其他")
    drawing.text(297, 170, "0.00", align="right")

    (grid,) = grids(read(drawing))

    assert table(grid) == [["机关事业单位基本养\n老保险缴费支出", "1,234.56"], ["其他", "0.00"]]
    label, amount = grid.cells[0], grid.cells[1]
    assert label.lines == (1, 3)
    assert amount.lines == (2,)


def test_vertical_label_is_one_cell() -> None:
    drawing = Drawing()
    drawing.lattice([60, 100, 300], [100, 180, 220])
    for index, text in enumerate(["绩效", "指标", "一级"]):
        drawing.text(65, 120 + 20 * index, text)
    drawing.text(110, 140, "产出指标")

    (grid,) = grids(read(drawing))

    assert table(grid)[0] == ["绩效\n指标\n一级", "产出指标"]


def test_run_across_a_rule_is_cut_between_amount_and_label() -> None:
    drawing = Drawing()
    drawing.lattice([60, 150, 300, 400], [100, 120])
    drawing.text(110, 114, "1,632.76一、一般公共服务支出")

    (grid,) = grids(read(drawing))

    assert table(grid) == [["1,632.76", "一、一般公共服务支出", ""]]


def test_label_that_overflows_its_cell_stays_whole() -> None:
    drawing = Drawing()
    drawing.lattice([60, 150, 300, 400], [100, 120])
    drawing.text(62, 114, "国有资本经营预算资金")
    drawing.text(397, 114, "12.00", align="right")

    (grid,) = grids(read(drawing))

    assert table(grid) == [["国有资本经营预算资金", "", "12.00"]]


def test_rules_inside_a_form_object() -> None:
    drawing = Drawing()
    drawing.as_form_object(lambda: (drawing.lattice(XS, YS), drawing.rows(XS, YS, ROWS)), shift=(10, -20))

    assert [table(grid) for grid in grids(read(drawing))] == [ROWS]


def test_turned_label_in_an_upright_table() -> None:
    drawing = Drawing()
    drawing.lattice([60, 90, 200, 300], [100, 160, 200])
    drawing.turned_text(80, 150, "基本a支出")
    drawing.rows([90, 200, 300], [100, 160, 200], [["工资", "5.00"], ["其他", "6.00"]])

    (grid,) = grids(read(drawing))

    assert table(grid) == [["基本a支出", "工资", "5.00"], ["", "其他", "6.00"]]


def test_cells_and_lines_have_boxes_in_points_from_the_top_left() -> None:
    drawing = Drawing()
    drawing.text(XS[0], 60, "支出总表")
    drawing.lattice(XS, YS)
    drawing.rows(XS, YS, ROWS)

    line, grid = read(drawing).blocks

    assert isinstance(line, Line)
    assert 45 <= float(line.box.split(",")[1]) <= 65
    assert isinstance(grid, Grid)
    for cell in (c for c in grid.cells if c.text):
        x0, y0, x1, y1 = (float(edge) for edge in cell.box.split(","))
        assert XS[cell.col] <= x0 < x1 <= XS[cell.col + cell.col_span]
        assert YS[cell.row] <= y0 < y1 <= YS[cell.row + cell.row_span]


def test_one_rule_below_upright_ones_bounds_the_columns_beside_them() -> None:
    drawing = Drawing()
    xs = [60, 180, 260, 340, 440]
    for x in xs[1:-1]:
        drawing.line(x, 60, x, 120)
    drawing.line(xs[0], 120, xs[-1], 120)
    drawing.rows(xs, [60, 80, 100, 120], [["甲县", "245,777", "7,023", "36,895"], ["乙县", "310,636", "4,269", "15,322"]])

    (grid,) = grids(read(drawing))

    assert table(grid) == [["甲县", "245,777", "7,023", "36,895"], ["乙县", "310,636", "4,269", "15,322"]]
