"""Tables without rules or with horizontal rules only, and prose that must not become a table."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.readers.pdf_drawing import Drawing
from tests.readers.test_pdf_ruled import ROWS, XS, YS, captioned, grids, lines, read, spans, table

TWO_SIDED = [
    ("收入", "", "支出", ""),
    ("项目", "预算数", "项目", "预算数"),
    ("一、一般公共预算", "1,000.00", "一、一般公共服务支出", "900.00"),
    ("二、政府性基金", "", "二、外交支出", ""),
    ("三、其他收入", "20.00", "三、教育支出", "120.00"),
    ("", "", "四、其他支出", ""),
    ("收入总计", "1,020.00", "支出总计", "1,020.00"),
]


@pytest.mark.parametrize("rules", [(), YS, (YS[0], YS[1], YS[-1])], ids=["none", "every row", "three lines"])
def test_columns_by_alignment(rules: tuple[float, ...]) -> None:
    drawing = captioned(Drawing())
    for y in rules:
        drawing.line(XS[0], y, XS[-1], y)
    drawing.rows(XS, YS, ROWS)
    drawing.text(60, 250, "注：本表反映支出。")

    document = read(drawing)

    assert [table(grid) for grid in grids(document)] == [ROWS]
    assert lines(document)[0] == "支出预算总表"
    assert lines(document)[-1] == "注：本表反映支出。"


def test_outer_box_with_row_rules_only() -> None:
    drawing = captioned(Drawing())
    drawing.box(XS[0], YS[0], XS[-1], YS[-1])
    for y in YS[1:-1]:
        drawing.line(XS[0], y, XS[-1], y)
    drawing.rows(XS, YS, ROWS)

    assert [table(grid) for grid in grids(read(drawing))] == [ROWS]


def test_two_sided_table_with_group_headers() -> None:
    drawing = captioned(Drawing())
    for index, (left, amount, right, other) in enumerate(TWO_SIDED):
        y = 110 + 18 * index
        drawing.text(62, y, left)
        drawing.text(280, y, amount, align="right")
        drawing.text(300, y, right)
        drawing.text(520, y, other, align="right")

    (grid,) = grids(read(drawing))

    assert table(grid)[2:] == [list(row) for row in TWO_SIDED[2:]]
    assert spans(grid)["收入"] == (0, 0, 1, 2)
    assert spans(grid)["支出"] == (0, 2, 1, 2)


def test_group_header_in_the_middle_of_its_columns() -> None:
    drawing = captioned(Drawing())
    header = [(80, 112, "科目编码"), (230, 112, "科目名称"), (360, 112, "合计"), (475, 105, "其中")]
    for x, y, text in [*header, (435, 119, "基本支出"), (515, 119, "项目支出")]:
        drawing.text(x, y, text, align="centre")
    rows = [("201", "公共服务", "1,234.50", "1,200.00", "34.50"), ("208", "社会保障", "34.50", "", "34.50")]
    for index, row in enumerate([*rows, ("210", "卫生健康", "5.00", "5.00", "")]):
        y = 145 + 20 * index
        drawing.text(65, y, row[0])
        drawing.text(155, y, row[1])
        for x, text in zip((395, 475, 548), row[2:], strict=True):
            drawing.text(x, y, text, align="right")

    (grid,) = grids(read(drawing))

    assert spans(grid)["其中"][1::2] == (3, 2)
    assert table(grid)[-1] == ["210", "卫生健康", "5.00", "5.00", ""]


def test_numbers_of_close_columns_are_not_glued() -> None:
    drawing = Drawing()
    for index in range(5):
        y = 100 + 16 * index
        drawing.text(60, y, "项目" + "甲乙丙丁戊"[index])
        drawing.text(200, y, f"{index + 1},000.00", align="right")
        drawing.text(241, y, f"{index + 1},000.00", align="right")

    (grid,) = grids(read(drawing))

    assert table(grid)[2] == ["项目丙", "3,000.00", "3,000.00"]


def test_list_of_contents_is_no_table() -> None:
    drawing = Drawing()
    for index, text in enumerate(["部门职责", "机构设置", "收支预算总表", "名词解释"]):
        drawing.text(60, 100 + 20 * index, text)
        drawing.text(500, 100 + 20 * index, str(index + 3), align="right")

    document = read(drawing)

    assert grids(document) == []
    assert len(lines(document)) == 4


def test_sentences_with_amounts_are_no_table() -> None:
    drawing = Drawing()
    sentences = ["基本支出 5,678.17 万元，占 55.94%；", "项目支出 3,314.68 万元，占 32.66%；"]
    for index, text in enumerate(
        [*sentences, "机动经费 1,157.63 万元，占 11.40%；", "结转资金 0 万元，占 0%。"]
    ):
        drawing.text(80, 100 + 20 * index, text)

    assert grids(read(drawing)) == []


def test_labels_of_three_lines_around_their_code_and_amounts() -> None:
    drawing = captioned(Drawing())
    for x, text in zip((65, 160, 330, 430), ("科目编码", "科目名称", "合计", "基本支出"), strict=True):
        drawing.text(x, 110, text)
    y = 140.0
    for code, label in (
        ("201", "一般公共服务支出"),
        ("2080505", "机关事业单位/基本养老保险/缴费支出"),
        ("2080506", "机关事业单位/职业年金缴费/支出"),
        ("221", "住房保障支出"),
    ):
        parts = label.split("/")
        for line, part in enumerate(parts):
            drawing.text(160, y + 13 * line, part)
        middle = y + 13 * (len(parts) // 2)
        drawing.text(65, middle, code)
        drawing.text(360, middle, "5.00", align="right")
        drawing.text(480, middle, "5.00", align="right")
        y += 13 * len(parts) + 6

    (grid,) = grids(read(drawing))

    assert [[cell.replace("\n", "") for cell in row[:2]] for row in table(grid)[1:]] == [
        ["201", "一般公共服务支出"],
        ["2080505", "机关事业单位基本养老保险缴费支出"],
        ["2080506", "机关事业单位职业年金缴费支出"],
        ["221", "住房保障支出"],
    ]


def test_names_that_stand_in_the_middle_of_their_column_only_where_they_wrap() -> None:
    drawing = captioned(Drawing())
    for x, text in zip((65, 160, 330), ("单位编码", "单位名称", "合计"), strict=True):
        drawing.text(x, 110, text)
    for index, name in enumerate(("安全生产监督管", "安全生产宣传教", "安全生产执法监", "安全生产应急救")):
        y = 140 + 36 * index
        drawing.text(150, y - 6, name)
        drawing.text(65, y, f"12500{index}")
        drawing.text(360, y, f"{index + 1}23.50", align="right")
        drawing.text(115 if index == 3 else 150, y + 6, "理局")
    drawing.text(108, 290, "合计")
    drawing.text(360, 290, "1,094.00", align="right")

    (grid,) = grids(read(drawing))

    assert [[cell.replace("\n", "") for cell in row] for row in table(grid)[1:]] == [
        ["125000", "安全生产监督管理局", "123.50"],
        ["125001", "安全生产宣传教理局", "223.50"],
        ["125002", "安全生产执法监理局", "323.50"],
        ["125003", "安全生产应急救理局", "423.50"],
        ["", "合计", "1,094.00"],
    ]


def test_a_label_around_the_amounts_of_the_only_row_is_theirs_to_its_end() -> None:
    drawing = captioned(Drawing())
    drawing.rows(XS, YS[:2], ROWS[:1])
    y = YS[1] + 20
    for text, down in (("云岭市自然资源局宝安", -6), ("管理局", 6)):
        drawing.text(XS[0] + 3, y + down, text)
    for x, amount in zip(XS[2:], ("11,113.21", "7,781.81", "266.00"), strict=False):
        drawing.text(x - 3, y, amount, align="right")

    texts = [row[0] for grid in grids(read(drawing)) for row in table(grid)]

    assert "云岭市自然资源局宝安管理局" in [text.replace("\n", "") for text in texts]


def _headed(heads: list[tuple[float, float, str]], rows: list[list[tuple[float, str, str]]]) -> Drawing:
    """A captioned table: heads as centre, baseline and text; rows of texts with their place and alignment."""
    drawing = captioned(Drawing())
    for x, y, text in heads:
        drawing.text(x, y, text, align="centre")
    for index, row in enumerate(rows):
        for x, align, text in row:
            drawing.text(x, 160 + 20 * index, text, align=align)
    return drawing


def test_letters_that_end_the_headers_above_them_are_no_words() -> None:
    heads = [(90, 121, "科目"), (170, 121, "合计"), (372, 105, "基本支出"), (555, 121, "项目支出")]
    heads += [(230, 130, "小计")]
    for x, text in ((290, "工资福利支"), (370, "公用经费支"), (440, "资本性支"), (500, "其他支")):
        heads += [(x, 123, text), (x, 138, "出")]
    rows = [
        [(62, "left", name), *[(x, "right", amount) for x in (195, 250, 330, 405, 470, 520, 575)]]
        for name, amount in (("公安", "10.00"), ("教育", "20.00"), ("卫生", "30.00"))
    ]

    (grid,) = grids(read(_headed(heads, rows)))

    assert spans(grid)["基本支出"][1::2] == (2, 5)
    assert {"工资福利支\n出", "公用经费支\n出", "资本性支\n出", "其他支\n出"} <= set(spans(grid))


def test_the_end_of_a_header_takes_no_column_beside_it() -> None:
    heads = [(90, 119, "科目"), (190, 119, "合计"), (400, 119, "其他资"), (400, 133, "金"), (500, 126, "小计")]
    rows = [
        [(62, "left", name), (220, "right", amount), (535, "right", amount)]
        for name, amount in (("公安", "10.00"), ("教育", "20.00"), ("卫生", "30.00"))
    ]

    (grid,) = grids(read(_headed(heads, rows)))

    assert table(grid)[-1] == ["卫生", "30.00", "", "30.00"]
    assert {"其他资\n金", "小计"} <= set(spans(grid))


def test_codes_at_the_left_of_their_cells_stand_under_headers_in_the_middle() -> None:
    heads = [(100, 112, "科目编码"), (230, 118, "科目名称"), (360, 118, "合计"), (470, 118, "项目支出")]
    heads += [(72, 126, "类"), (112, 126, "款"), (147, 126, "项")]
    codes = [("201", "", ""), ("201", "03", ""), ("201", "03", "01")]
    rows = [
        [
            *((x, "left", code) for x, code in zip((50, 95, 132), row, strict=True) if code),
            (175, "left", "公共服务"),
            (390, "right", "10.00"),
            (500, "right", "10.00"),
        ]
        for row in codes
    ]

    (grid,) = grids(read(_headed(heads, rows)))

    assert [spans(grid)[head][1::2] for head in ("科目编码", "款", "项")] == [(0, 3), (1, 1), (2, 1)]
    assert table(grid)[-1] == ["201", "03", "01", "公共服务", "10.00", "10.00"]


@pytest.mark.parametrize("amounts", [("10", "9"), ("24", "25")])
@pytest.mark.parametrize("ruled", [True, False])
def test_small_amounts_within_the_first_label_are_a_row(amounts: tuple[str, str], *, ruled: bool) -> None:
    """No 栏次, and no numbers of columns, which count from 1."""
    drawing = captioned(Drawing())
    heads = ["项目", "2024年执行数", "2025年预算数"]
    xs: list[float] = [60, 260, 380, 500]
    rows = [("二、国有企业资本金注入", "44", "57"), ("支出合计", "54", "66")]
    drawing.rows(xs, [100, 120], [heads])
    for x0, x1 in pairwise(xs):
        for y in (100, 120, 150, 170, 190) if ruled else ():
            drawing.line(x0, y, x1, y)
    if not ruled:
        drawing.lattice(xs, [100, 120])
    for y, text in ((131, "一、解决历史遗留问题及改革成本"), (145, "支出")):
        drawing.text(63, y, text)
    for x, text in zip(xs[2:], amounts, strict=True):
        drawing.text(x - 3, 138, text, align="right")
    drawing.rows(xs, [150, 170, 190], rows)

    found = [row for grid in grids(read(drawing)) for row in table(grid)]

    assert found[1:] == [["一、解决历史遗留问题及改革成本\n支出", *amounts], *map(list, rows)]


def test_a_short_amount_close_to_a_text_is_one_of_the_last_row_too() -> None:
    drawing = captioned(Drawing())
    rows = [("教育局", "335", ""), ("薄弱环节改善", "281", "县级财力"), ("营养改善计划", "54", "县级财力")]
    for number, row in enumerate([("项目", "预算数", "资金性质"), *rows]):
        for x, align, text in zip((60, 225, 231), ("left", "right", "left"), row, strict=True):
            drawing.text(x, 120 + 16 * number, text, align=align)

    (grid,) = grids(read(drawing))

    assert table(grid)[1:] == [list(row) for row in rows]
