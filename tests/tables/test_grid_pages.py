"""Tables over several pages, several tables in one segment, rows and headers outside the grid, ghosts and notes."""

from __future__ import annotations

import pytest

from loaders.tables.grid_table import read_grids
from tests.tables.grid_art import REVENUE_HEAD, cells, draw, labels, names, segment, table


def test_a_page_without_header_is_read_by_the_columns_of_the_first() -> None:
    read = table(
        "收入预算总表",
        "单位：元",
        draw(REVENUE_HEAD + "201|||一般公共服务支出|5|5"),
        draw("201|03||办公厅事务|5|\n201|03|01|行政运行|5|5", 2, 30),
    )

    assert [r.code for r in read.rows] == ["201", "20103", "2010301"]
    assert cells(read, read.rows[1]) == {"合计": "5"}
    assert [r.page for r in read.rows] == [1, 2, 2]


def test_a_blank_column_elsewhere_takes_no_text_from_the_next_page() -> None:
    """Two pages of as many columns, of which each has a blank one that the other hasn't."""
    read = table(
        "支出总表",
        draw("科目编码||科目名称|合计|基本支出|项目支出\n201||一般公共服务支出|9.00|4.00|5.00"),
        draw("210|卫生健康支出|7.00||7.00|\n215|资源勘探支出|5.00||2.00|3.00", 2, 30),
    )

    assert names(read.rows) == ["一般公共服务支出", "卫生健康支出", "资源勘探支出"]
    assert cells(read, read.rows[1]) == {"合计": "7.00", "基本支出": "7.00"}


def test_a_heading_over_a_whole_page_is_no_rest_of_a_name() -> None:
    read = table(
        "支出总表",
        draw("科目编码|科目名称|合计\n201|一般公共服务支出|9.00"),
        draw("某市财政局部门预算公开|<|<\n205|教育支出|7.00", 2, 30),
    )

    assert names(read.rows)[0] == "一般公共服务支出"
    assert names(read.rows)[-1] == "教育支出"


def test_a_unit_broken_over_two_rows_is_one() -> None:
    assert table("政府采购预算表", draw("单位：万|<\n元|<\n采购项目|预算金额\n信息平台|10.00")).unit == "万元"


def test_stars_below_a_header_are_no_header() -> None:
    read = table(
        "专项业务经费支出表",
        draw("单位编码|单位名称|项目金额|备注\n**|**|**|^\n125|市安监局|20.98|\n125001|市安监局本级|20.98|"),
    )

    assert labels(read) == ["项目金额"]
    assert [cells(read, row) for row in read.rows] == [{"项目金额": "20.98"}] * 2


def test_total_alone_on_its_page_with_merged_labels() -> None:
    read = table(
        "收入预算总表", "单位：元", draw(REVENUE_HEAD + "201|||一般公共服务支出|5|5"), draw("合计|5|5", 2, 30)
    )

    assert names(read.rows)[-1] == "合计"
    assert cells(read, read.rows[-1]) == {"合计": "5", "财政拨款收入": "5"}


def test_a_page_with_fewer_amount_columns_leaves_them_to_the_arithmetic() -> None:
    read = table(
        "支出总表",
        draw("科目编码|科目名称|合计|基本支出|项目支出\n201|教育|9|4|5"),
        draw("205|科学|7.00|7.00", 2, 30),
    )

    assert [(a.text, a.column) for a in read.rows[1].amounts] == [("7.00", None), ("7.00", None)]


def test_a_name_cut_by_the_page_break_is_joined() -> None:
    read = table(
        "收入预算总表",
        draw(REVENUE_HEAD + "201|03|01|政府办公厅（室）及相关|5|5"),
        draw("|||机构事务||\n201|03|02|一般事务|1|1", 2, 30),
    )

    assert names(read.rows) == ["政府办公厅（室）及相关机构事务", "一般事务"]
    assert read.rows[0].lines == (13, 30)


def test_an_item_without_amounts_at_the_top_of_a_page_stays_a_row() -> None:
    head = "收入|<|支出|<\n项目|决算数|项目|决算数\n一、财政拨款收入|5.00|一、教育支出|5.00"
    read = table("收入支出决算总表", draw(head), draw("||二、外交支出|\n||三、科学支出|1.00", 2, 30))

    assert names([r for r in read.rows if r.side == "expenditure"]) == [
        "一、教育支出",
        "二、外交支出",
        "三、科学支出",
    ]


def test_lanes_go_on_over_the_page_break() -> None:
    head = "科目编码|科目名称|决算数|科目编码|科目名称|决算数\n301|工资福利支出|5.00|302|商品和服务支出|2.00"
    read = table("基本支出决算表", draw(head), draw("|||30201|办公费|2.00", 2, 30))

    assert [r.code for r in read.rows] == ["301", "302", "30201"]


def test_a_row_above_the_rules_of_a_new_page_is_not_lost() -> None:
    parts = segment(
        "收入预算总表",
        draw(REVENUE_HEAD + "201|||一般公共服务支出|5|5"),
        "210 11 行政事业单位医疗 1,097,073.43 1,097,073.43",
        draw("210|11|01|行政单位医疗|5|5", 2, 30),
    )
    found, used = read_grids(parts)

    assert [(r.code, len(r.amounts)) for r in found[0].rows] == [("201", 2), ("21011", 2), ("2101101", 2)]
    assert used.disposition[2] == "row"


@pytest.mark.parametrize(
    "above",
    [
        "部门公开5||单位：元",
        "部门：某厅|部门公开5|单位：元",
        "部门公开5|<|<\n部门：某厅||单位：元",
        "部门公开5|<|<\n单位：元|<|<",
    ],
)
def test_an_unknown_number_beside_or_above_the_unit_is_no_header(above: str) -> None:
    read = table("", draw(f"{above}\n科目编码|科目名称|合计\n201|教育支出|10.00"))

    assert read.unit == "元"
    assert labels(read) == ["合计"]
    assert [row.name for row in read.rows] == ["教育支出"]


@pytest.mark.parametrize("beside", ["2024年", "预算数"])
def test_a_year_or_a_head_beside_the_unit_is_a_header(beside: str) -> None:
    read = table("", draw(f"|{beside}|单位：元\n科目名称|合计|基本支出\n教育支出|10.00|10.00"))

    assert labels(read) == [f"{beside}/合计", "单位：元/基本支出"]


def test_header_printed_above_the_rules() -> None:
    read = table(
        "支出表", "单位：万元", "科目编码 科目名称 金额", draw("201|教育支出|5.00\n20501|教育管理|5.00")
    )

    assert labels(read) == ["金额"]
    assert [r.code for r in read.rows] == ["201", "20501"]


def test_ghost_columns_of_doubled_borders_vanish() -> None:
    read = table(
        "支出表",
        "单位：万元",
        draw("科目编码|<|科目名称||合计|<|项目支出\n201|<|教育支出||5.00|<|4.00\n合计|<|<|<|5.00|<|"),
    )

    assert labels(read) == ["合计", "项目支出"]
    assert [len(r.amounts) for r in read.rows] == [2, 1]


def test_a_header_beside_its_amounts_is_joined_with_them() -> None:
    read = table(
        "支出表", "单位：万元", draw("科目名称|合计||项目支出\n教育支出||5.00|4.00\n合计||5.00|4.00")
    )

    assert labels(read) == ["合计", "项目支出"]
    assert cells(read, read.rows[0]) == {"合计": "5.00", "项目支出": "4.00"}


def test_rows_without_rules_between_them_are_separated() -> None:
    read = table(
        "支出总表",
        "单位：万元",
        draw("""
            科目编码|科目名称|合计
            201\\n20103\\n2010301|一般公共服务支出\\n办公厅事务\\n行政运行|10.00\\n10.00\\n9.00
        """),
    )

    assert [(r.code, r.name, r.amounts[0].text) for r in read.rows] == [
        ("201", "一般公共服务支出", "10.00"),
        ("20103", "办公厅事务", "10.00"),
        ("2010301", "行政运行", "9.00"),
    ]


def test_a_wrapped_name_and_a_wrapped_number_stay_one_row() -> None:
    read = table(
        "支出总表",
        draw("科目编码|科目名称|合计\n2080505|机关事业单位基本养老\\n保险缴费支出|1,234,\\n567.00"),
    )

    assert [(r.name, r.amounts[0].text) for r in read.rows] == [
        ("机关事业单位基本养老保险缴费支出", "1234567.00")
    ]


def test_headers_of_a_spreadsheet_without_merged_cells() -> None:
    read = table(
        "支出总表",
        draw("科目编码|科目名称|合计|基本支出||项目支出\n|||人员经费|公用经费|\n201|教育|10|6|2|2"),
    )

    assert labels(read) == ["合计", "基本支出/人员经费", "基本支出/公用经费", "项目支出"]


def test_notes_below_and_inside_the_grid_are_no_rows() -> None:
    parts = segment(
        "支出总表",
        draw("科目编码|科目名称|合计\n201|教育支出|5.00\n注：本表反映部门本年度各项支出情况。|<|<"),
        "注：本表反映支出。",
        "说明：其中2.00万元为上年结转。",
    )
    found, used = read_grids(parts)

    assert names(found[0].rows) == ["教育支出"]
    assert used.disposition[12] == "note"
    assert used.disposition[2] == "note"
    assert 3 not in used.disposition


def test_lines_of_a_grid_that_is_no_table_stay_unmarked() -> None:
    parts = segment("", draw("序号|单位名称|备注\n1|某局（本级）|\n2|某中心|"))

    assert not any(line >= 10 for line in read_grids(parts)[1].disposition)


def test_unit_and_signatures_below_the_rows_are_no_rows() -> None:
    read = table(
        "支出总表",
        draw(
            "科目编码|科目名称|合计\n201|教育支出|5.00\n单位：万元||\n单位负责人：某某|填表人：某某|联系电话：021-12345678"
        ),
    )

    assert read.unit == "万元"
    assert names(read.rows) == ["教育支出"]


def test_a_page_without_the_frame_of_the_first_is_read_by_its_columns() -> None:
    head = "^|科目编码|科目名称|合计|基本支出|项目支出|"
    read = table(
        "支出总表",
        draw(f"|支出总表|<|<|<|<|\n{head}\n|2010101|行政运行|9.00|4.00|5.00|"),
        draw("2010102|一般事务|7.00||7.00|\n2010103|机关服务|6.00||6.00|", 2, 30),
    )

    assert [[(a.text, a.column) for a in row.amounts] for row in read.rows] == [
        [("9.00", 0), ("4.00", 1), ("5.00", 2)],
        [("7.00", 0), ("7.00", 2)],
        [("6.00", 0), ("6.00", 2)],
    ]


def test_a_class_printed_on_the_page_before_holds_for_the_rows_below_it() -> None:
    """yt-tuiyi-2026-dept-html: 210 ends a page, 02 and 13 begin the next."""
    page = draw(REVENUE_HEAD + "|02||公立医院|5|5\n||13|优抚医院|5|5", 2, 30)
    read = table(
        "收入预算总表", "单位：元", draw(REVENUE_HEAD + "210|||卫生健康支出|5|5"), "2024年收入预算总表", page
    )

    assert [r.code for r in read.rows] == ["210", "21002", "2100213"]


def test_a_page_without_its_blank_first_column_keeps_its_last() -> None:
    read = table(
        "支出预算总表",
        draw("科目编码|科目名称|合计|基本支出|项目支出\n205|教育支出|9|4|5"),
        draw("科学技术支出|7|3|4\n外交支出|2|1|1", 2, 30),
    )

    assert [row.name for row in read.rows] == ["教育支出", "科学技术支出", "外交支出"]
    assert cells(read, read.rows[1]) == {"合计": "7", "基本支出": "3", "项目支出": "4"}


def test_codes_of_a_page_whose_code_columns_are_one_are_whole() -> None:
    first = draw("科目编码|<|<|科目名称|决算数\n类|款|项|^|^\n213|01|04|事业运行|131.07", page=1)
    second = draw("||221|住房保障支出|52.94\n||2210201|住房公积金|52.94", page=2, first_line=30)
    read = table("支出决算表", "单位：万元", first, second)

    assert [row.code for row in read.rows] == ["2130104", "221", "2210201"]


def test_a_header_that_a_rule_cuts_is_one() -> None:
    read = table(
        "“三公”经费支出决算表",
        "单位：万元",
        draw(
            "公务用车购置及运行费|<|<|公务接待费\n小计|公务用|公务用|^\n^|车购置费|车运行费|^\n18.48|0.00|18.48|22.16"
        ),
    )

    assert labels(read)[1:3] == ["公务用车购置及运行费/公务用车购置费", "公务用车购置及运行费/公务用车运行费"]


def test_the_end_of_a_name_on_the_next_page_joins_what_another_row_is_called() -> None:
    """wx-17a8236f, page 38: 江苏省梅村高级中学空港分 above the page break, 校 below it."""
    head = "项目|预算数\n第一中学|5\n"
    first = table("政府采购支出表", "单位：元", draw(head + "第|7"), draw("一中学|\n其他|7", 2, 30))
    assert names(first.rows) == ["第一中学", "第一中学", "其他"]

    single = table("政府采购支出表", "单位：元", draw(head + "空港分|7"), draw("校|\n其他|7", 2, 30))
    assert names(single.rows) == ["第一中学", "空港分校", "其他"]

    other = table("政府采购支出表", "单位：元", draw(head + "第|7"), draw("二部分|\n其他|7", 2, 30))
    assert names(other.rows) == ["第一中学", "第", "二部分", "其他"]


