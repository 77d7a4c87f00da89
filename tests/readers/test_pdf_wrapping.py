"""Labels of several lines around their amounts where no rule parts the rows."""

from __future__ import annotations

import pytest

from tests.readers.pdf_drawing import Drawing
from tests.readers.test_pdf_ruled import captioned, grids, read, table

HEADER = ("单位名称", "合计", "项目支出", "绩效目标")
XS = (60, 200, 290, 380, 540)


def drawn(rows: list[tuple[str, str, str, str]], *, boxed: bool, centred: bool = True) -> Drawing:
    """Rows of which ``/`` ends a line of a cell, close below each other, in an outer box or below the header alone."""
    drawing = captioned(Drawing())
    drawing.lattice(XS, (100, 120))
    drawing.rows(XS, (100, 120), [HEADER])
    y = 120.0
    for row in rows:
        cells = [cell.split("/") for cell in row]
        most = max(map(len, cells))
        for x, end, cell in zip(XS, XS[1:], cells, strict=False):
            first = y + 12 + (12.5 * (most - len(cell)) / 2 if centred else 0.0)
            for line, text in enumerate(cell):
                if text and set(text) <= set("0123456789,."):
                    drawing.text(end - 3, first + 12.5 * line, text, align="right")
                else:
                    drawing.text(x + 3, first + 12.5 * line, text)
        y += 12.5 * most + 4
    if boxed:
        drawing.box(XS[0], 100, XS[-1], y)
    return drawing


ROWS = [
    ("合计", "1,269.00", "69.00", ""),
    (
        "某市城市管理质量监测/与应急保障服务中心（/燃气事务中心）",
        "1,200.00",
        "34.50",
        "保障机关运转，做好城/市管理。",
    ),
    (
        "某市环境卫生中心",
        "34.50",
        "34.50",
        "一、清扫主要道路和各/条街巷。二、收集和转/运垃圾，做好分类；三/是处理废水。",
    ),
    ("某市某区某镇/2026-2027年信息化", "34.50", "0.00", ""),
]


@pytest.mark.parametrize("boxed", [True, False])
@pytest.mark.parametrize("centred", [True, False])
def test_lines_of_a_cell_are_those_of_its_amounts(*, boxed: bool, centred: bool) -> None:
    (grid,) = grids(read(drawn(ROWS, boxed=boxed, centred=centred)))

    assert [[cell.replace("\n", "") for cell in row] for row in table(grid)[1:]] == [
        [cell.replace("/", "") for cell in row] for row in ROWS
    ]


def test_a_short_line_is_no_part_of_the_label_below() -> None:
    rows = [
        ("合计", "1,269.00", "69.00", ""),
        ("某市城市管理质量监测/与应急保障服务中心", "1,200.00", "34.50", ""),
        ("二级单位", "", "", ""),
        ("某市环境卫生中心", "69.00", "34.50", ""),
    ]

    (grid,) = grids(read(drawn(rows, boxed=True)))

    assert [row[0].replace("\n", "") for row in table(grid)[1:]] == [row[0].replace("/", "") for row in rows]


def test_a_row_without_amounts_is_no_part_of_a_full_line_farther_above() -> None:
    drawing = captioned(Drawing())
    drawing.lattice(XS, (100, 120))
    rows = [
        HEADER,
        ("某市城市管理质量监测", "1,200.00", "34.50", ""),
        ("二级预算单位", "", "", ""),
        ("某市环境卫生中心", "69.00", "34.50", ""),
        ("某市绿化中心", "9.00", "4.50", ""),
    ]
    drawing.rows(XS, [100 + 20 * at for at in range(6)], rows)

    (grid,) = grids(read(drawing))

    assert table(grid) == [list(row) for row in rows]


def test_a_code_a_little_below_its_row_is_no_row() -> None:
    drawing = captioned(Drawing())
    xs = (60, 100, 160, 280, 380)
    drawing.lattice(xs, (100, 120))
    drawing.rows(xs, (100, 120), [("序号", "编码", "名称", "金额")])
    drawing.box(xs[0], 100, xs[-1], 260)
    names = ["某市不动产登记事务/中心", "办公费", "差旅费", "印刷费", "会议费"]
    y = 132.0
    for number, name in enumerate(names, 1):
        lines = name.split("/")
        middle = y + 12.5 * (len(lines) - 1) / 2
        for line, text in enumerate(lines):
            drawing.text(163, y + 12.5 * line, text)
        drawing.text(63, middle, str(number))
        drawing.text(377, middle, f"{number}.50", align="right")
        if len(lines) > 1:
            drawing.text(103, y + 12.5, "251001")
        y += 12.5 * len(lines) + 4

    (grid,) = grids(read(drawing))

    assert [[cell.replace("\n", "") for cell in row] for row in table(grid)[1:3]] == [
        ["1", "251001", "某市不动产登记事务中心", "1.50"],
        ["2", "", "办公费", "2.50"],
    ]


def test_a_number_close_before_a_label_is_in_its_own_column() -> None:
    drawing = captioned(Drawing())
    xs = (60, 80, 150, 250)
    drawing.lattice(xs, (100, 120))
    drawing.rows(xs, (100, 120), [("序", "项目", "金额")])
    drawing.box(xs[0], 100, xs[-1], 260)
    names = ["关停企业困难/职工和教师补/助资金", "三户困难企业/特困救助及留/守人员补助", "留守机构补助"]
    y = 132.0
    for number, name in enumerate(names, 1):
        lines = name.split("/")
        middle = y + 12.5 * (len(lines) - 1) / 2
        drawing.text(78, middle, str(number), align="right")
        drawing.text(247, middle, f"{number}00.00", align="right")
        for line, text in enumerate(lines):
            drawing.text(82, y + 12.5 * line, text)
        y += 12.5 * len(lines) + 6

    (grid,) = grids(read(drawing))

    assert [[cell.replace("\n", "") for cell in row] for row in table(grid)[1:]] == [
        [str(n), name.replace("/", ""), f"{n}00.00"] for n, name in enumerate(names, 1)
    ]
