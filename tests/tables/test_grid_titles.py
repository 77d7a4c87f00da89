"""Where one table ends and the next begins: titles, headings and units over grids of one page or of several."""

from __future__ import annotations

import pytest

from loaders.model import Line
from loaders.tables.grid_table import read_grids
from tests.tables.grid_art import REVENUE_HEAD, draw, labels, names, segment, table, tables


def test_a_heading_with_a_year_over_the_whole_width_begins_a_table() -> None:
    """收支草案 is no word for a table; the unit below it says that it is one."""
    head = "预算科目|2025年预计数|2026年预算数"
    read = tables(
        "市级社会保险基金预算收支总表",
        "单位：亿元",
        draw("项目|合计|养老保险基金\n一、本年收入|9.00|9.00"),
        draw(f"2026年市级一般公共预算收支草案|<|<\n单位：亿元|<|<\n{head}\n一、税收收入|93.00|94.86", 2, 30),
    )

    assert [names(one.rows) for one in read] == [["一、本年收入"], ["一、税收收入"]]
    assert len(read[1].columns) == 2


def test_a_repeated_header_and_title_open_no_second_table() -> None:
    page = draw(REVENUE_HEAD + "205|||教育支出|7|7", 2, 30)
    read = table(
        "收入预算总表", "单位：元", draw(REVENUE_HEAD + "201|||一般公共服务支出|5|5"), "2024年收入预算总表", page
    )

    assert [r.code for r in read.rows] == ["201", "205"]


def test_missed_titles_give_several_tables_with_their_own_units() -> None:
    read = tables(
        "支出总表",
        "单位：万元",
        draw("科目编码|科目名称|合计\n201|一般公共服务支出|10.00"),
        "公开10表财政拨款政府性基金支出预算表部门：某厅单位：元",
        draw("功能科目代码|功能科目名称|金额\n|合计|\n||", 1, 30),
        "注：本部门无该项目",
    )

    assert [(t.title, t.number, t.unit) for t in read] == [
        ("支出总表", "", "万元"),
        ("财政拨款政府性基金支出预算表", "公开10表", "元"),
    ]
    assert read[1].empty_note == "注：本部门无该项目"


def test_another_header_without_title_is_another_table() -> None:
    read = tables(
        "支出总表",
        "单位：万元",
        draw("科目编码|科目名称|合计\n201|教育支出|10.00"),
        draw("单位|在职人数|拨款|项目支出\n某中心|12|5.00|3.00", 2, 30),
    )

    assert [t.title for t in read] == ["支出总表", ""]
    assert labels(read[1]) == ["在职人数", "拨款", "项目支出"]


def test_title_and_unit_rows_inside_the_grid() -> None:
    read = table("", draw("部门：某厅||单位：元\n科目编码|科目名称|金额\n201|教育支出|10.00"))

    assert read.unit == "元"
    assert labels(read) == ["金额"]


def test_the_unit_line_after_a_new_title_is_not_the_former_tables() -> None:
    grid = draw("科目编码|科目名称|合计\n201|教育支出|5.00")
    parts = segment(
        "支出总表",
        grid,
        Line(50, "“三公”经费支出预算表"),
        Line(51, "单位：万元"),
        draw("合计|接待费\n2.00|2.00", 2, 60),
    )

    assert [(t.title, t.unit) for t in read_grids(parts)[0]] == [
        ("支出总表", ""),
        ("“三公”经费支出预算表", "万元"),
    ]


def test_the_same_columns_under_another_heading_are_another_table() -> None:
    head = "项目|<|{}|<\n科目编码|科目名称|合计|项目支出\n{}"
    fund = draw(head.format("政府性基金预算支出", "212|城乡社区支出|5.00|5.00"))
    capital = draw(head.format("国有资本经营预算支出", "223|国有资本经营预算支出|1.00|1.00"), 2, 30)

    assert [len(t.rows) for t in tables("政府性基金预算支出表", "单位：元", fund, capital)] == [1, 1]


def test_a_title_that_says_it_continues_opens_no_second_table() -> None:
    page = draw(REVENUE_HEAD + "205|||教育支出|7|7", 2, 30)
    read = table("收入预算总表", draw(REVENUE_HEAD + "201|||一般公共服务支出|5|5"), "2024年收入预算总表（续）", page)

    assert [r.code for r in read.rows] == ["201", "205"]


def test_a_header_in_a_grid_of_its_own_begins_a_table() -> None:
    read = tables(
        "支出决算表",
        "单位：万元",
        draw("项目|预算数|调整预算数|决算数\n一、教育支出|3.00|4.00|4.00"),
        draw("项目|决算数", 2, 20),
        draw("一、教育支出|4.00\n普通教育|4.00", 2, 30),
    )

    assert [(labels(one), names(one.rows)) for one in read] == [
        (["预算数", "调整预算数", "决算数"], ["一、教育支出"]),
        (["决算数"], ["一、教育支出", "普通教育"]),
    ]


def test_a_line_above_a_unit_is_the_title_of_a_table_with_other_columns() -> None:
    read = tables(
        "一般公共预算收入表",
        "单位：亿元",
        draw("项目|2025年预计数|2026年预算数\n税收收入|93.00|94.86"),
        "2026年政府性基金预算收支草案",
        "单位：亿元",
        draw("预算科目|全市|市级|预算科目|全市|市级\n土地收入|47.36|18.00|城乡社区支出|40.69|12.33", 2, 30),
    )

    assert [one.title for one in read] == ["一般公共预算收入表", "政府性基金预算收支草案"]
    assert all(a.column is not None for one in read for row in one.rows for a in row.amounts)


def test_a_line_and_a_unit_above_rows_that_begin_again_are_the_title_of_another_table() -> None:
    """gov-hn-changde-2025-html: two tables of the same columns, whose titles end with 草案."""
    head = "项目|预算数\n"
    blocks = ("单位：元", draw(head + "税收收入|5\n收入合计|5"), "2026年市级收支草案", "单位：元")

    found = tables("全市收支表", *blocks, draw(head + "税收收入|3\n收入合计|3", 2, 30))
    assert [t.title for t in found] == ["全市收支表", "市级收支草案"]
    assert len(tables("全市收支表", *blocks, draw(head + "非税收入|3\n收入合计|3", 2, 30))) == 1


@pytest.mark.parametrize("below", [("部门：某局", "单位：人"), ("部门：某局",)])
def test_a_table_that_names_itself_above_other_heads_is_another_table(below: tuple[str, ...]) -> None:
    """As many columns, and rows that begin with a total both: people are no money."""
    read = tables(
        "部门支出预算汇总表",
        "单位：万元",
        draw("单位名称|合计|基本支出|项目支出\n合计|9.00|6.00|3.00\n某局|9.00|6.00|3.00"),
        "部门人员情况表",
        *below,
        draw("单位名称|编制数|在职人员|退休人员\n合计|30|28|12\n某局|30|28|12", 2, 30),
    )

    assert [(one.title, len(one.rows)) for one in read] == [("部门支出预算汇总表", 2), ("部门人员情况表", 2)]
    assert read[1].unit == ("人" if len(below) > 1 else "")
