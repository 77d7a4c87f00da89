"""Layouts of provinces and ministries, drawn as grids, and the columns they must give."""

from __future__ import annotations

from tests.tables.grid_art import cells, draw, labels, names, table, tables


def test_sub_columns_keep_the_header_above_them() -> None:
    read = table(
        "收入总表",
        "单位：万元",
        draw("""
            科目|<|合计|上年结转|事业收入|<|其他收入
            科目编码|科目名称|^|^|金额|其中：教育收费|^
            206|科学技术支出|30|20|8|2|2
        """),
    )

    assert labels(read) == ["合计", "上年结转", "事业收入/金额", "事业收入/其中：教育收费", "其他收入"]


def test_change_columns_know_that_a_rate_is_no_money() -> None:
    read = table(
        "“三公”经费支出预算表",
        "单位：万元",
        draw("""
            项目|2024年预算数|2023年预算数|增减变化|<
            ^|^|^|增减额|增减率（%）
            合计|12.50|13.00|-0.50|-3.85%
            1.因公出国（境）费|0|—|0|无
            其中：公务用车购置费|-|-||
        """),
    )

    assert [c.unit for c in read.columns] == ["", "", "", "%"]
    assert cells(read, read.rows[0])["增减变化/增减率（%）"] == "-3.85"
    assert [a.text for a in read.rows[1].amounts] == ["0", "0"]
    assert names(read.rows)[2] == "其中：公务用车购置费"


def test_table_without_row_labels() -> None:
    read = table(
        "财政拨款“三公”经费支出决算表",
        "单位：万元",
        draw("""
            财政拨款“三公”经费|<|<|<|<|<
            合计|<|公务用车购置及运行维护费|<|<|<
            ^|<|小计|<|公务用车购置费|<
            预算数|决算数|预算数|决算数|预算数|决算数
            2.85|0.39|0.00|0.00||0.00
        """),
    )

    assert labels(read) == [
        "合计/预算数",
        "合计/决算数",
        "公务用车购置及运行维护费/小计/预算数",
        "公务用车购置及运行维护费/小计/决算数",
        "公务用车购置及运行维护费/公务用车购置费/预算数",
        "公务用车购置及运行维护费/公务用车购置费/决算数",
    ]
    assert len(read.rows) == 1
    assert read.rows[0].name == ""
    assert [a.column for a in read.rows[0].amounts] == [0, 1, 2, 3, 5]


def test_header_row_that_begins_with_total_is_no_row() -> None:
    read = table("支出预算总表", "单位：万元", draw("合计|基本支出|项目支出\n10.00|6.00|4.00"))

    assert labels(read) == ["合计", "基本支出", "项目支出"]


def test_empty_grid_with_sub_headers_in_its_total_row() -> None:
    read = table(
        "政府性基金预算财政拨款收入支出决算表",
        "单位：万元",
        draw("""
            项目|<|年初结转和结余|本年收入|本年支出|<|<|年末结转和结余
            功能分类科目编码|科目名称|^|^|^|<|<|^
            合计|<|||合计|基本支出|项目支出|
            |||||||
        """),
        "说明：本单位没有政府性基金预算财政拨款收入和支出，故本表无数据。",
    )

    assert labels(read) == [
        "年初结转和结余",
        "本年收入",
        "本年支出/合计",
        "本年支出/基本支出",
        "本年支出/项目支出",
        "年末结转和结余",
    ]
    assert not any(r.amounts for r in read.rows)
    assert read.empty_note.startswith("说明：")


def test_procurement_list_with_merged_blanks_counts_and_prices() -> None:
    read = table(
        "政府采购预算表",
        "单位：万元",
        draw("""
            序号|采购项目名称|采购目录|采购方式|数量|计量单位|单价|金额|资金来源|<
            ^|^|^|^|^|^|^|^|财政拨款|其他资金
            1|办公设备|货物|公开招标|10|台|0.5|5.00|5.00|
            合计|<|<|<|<|<|<|5.00|5.00|
        """),
    )

    assert names(read.rows) == ["办公设备", "合计"]
    assert next((c.label, c.unit) for c in read.columns) == ("数量", "数量")
    assert cells(read, read.rows[1]) == {"金额": "5.00", "资金来源/财政拨款": "5.00"}


def test_years_as_headers_are_no_amounts() -> None:
    read = table(
        "一般公共预算支出表", "单位：万元", draw("科目|<|2023|2024\n编码|名称|^|^\n201|教育支出|1.00|2.00")
    )

    assert labels(read) == ["2023", "2024"]
    assert len(read.rows) == 1


def test_unknown_table_of_amounts_is_kept_with_its_headers() -> None:
    read = table(
        "某某专项资金收支情况表",
        "单位：万元",
        draw("乡镇|下达指标|<\n^|中央资金|省级资金\n东镇|3.10|1.00\n西镇||2.00"),
    )

    assert labels(read) == ["中央资金", "省级资金"]
    assert names(read.rows) == ["东镇", "西镇"]


def test_lists_boxes_and_performance_forms_are_no_tables() -> None:
    units = draw("序号|单位名称|备注\n1|某局（本级）|\n2|某中心|")
    box = draw("目录\n1.收支总表……3")
    indicators = draw("一级指标|二级指标|指标值\n产出指标|数量指标|12")

    for grid in (units, box, indicators):
        assert tables("", grid) == []
    assert tables("项目支出绩效目标表", indicators) == []


def test_years_and_long_numbers_of_projects_are_no_amounts() -> None:
    read = table(
        "项目支出表",
        "单位：万元",
        draw("项目名称|项目号|起始年|项目年度|金额\n校舍维修|310118240000001234|2023|2024|12.00"),
    )

    assert labels(read)[-1] == "金额"
    assert [a.text for a in read.rows[0].amounts][-1] == "12.00"
    assert "310118240000001234" not in [a.text for a in read.rows[0].amounts]
    assert "2024" not in [a.text for a in read.rows[0].amounts]


def test_part_of_a_column_in_a_header_row_of_two_words_is_header() -> None:
    read = table(
        "收入总表",
        "单位：万元",
        draw("""
            科目编码|科目名称|本年收入合计|事业收入||其他收入
            |||金额|其中：教育收费|
            205|教育支出|100.00|30.00|20.00|70.00
        """),
    )

    assert labels(read) == ["本年收入合计", "事业收入/金额", "事业收入/其中：教育收费", "其他收入"]


def test_rows_of_codes_and_formulas_number_the_columns() -> None:
    final = table(
        "支出决算表",
        "单位：万元",
        draw("项目|<|<|<|本年支出合计|基本支出|项目支出\n类|款|项|栏次|1|2|3\n205|||教育支出|3.00|2.00|1.00"),
    )
    debt = table(
        "地方政府债务限额及余额决算情况表",
        "单位：亿元",
        draw("地区|2018年债务限额|<|<\n^||一般债务|专项债务\n公式|A=B+C|B|C\n某盟|9.00|8.00|1.00"),
    )

    assert names(final.rows) == ["教育支出"]
    assert labels(debt) == ["合计", "一般债务", "专项债务"]
    assert cells(debt, debt.rows[0]) == {"合计": "9.00", "一般债务": "8.00", "专项债务": "1.00"}


def test_a_line_number_alone_is_no_row() -> None:
    read = table(
        "收入支出决算总表",
        "单位：万元",
        draw("""
            收入|<|<|支出|<|<
            项目|行次|金额|项目|行次|金额
            一、财政拨款收入|1|9.00|一、教育支出|28|9.00
            |2||二、科学技术支出|29|
        """),
    )

    assert [(row.side, row.name) for row in read.rows] == [
        ("revenue", "一、财政拨款收入"),
        ("expenditure", "一、教育支出"),
        ("expenditure", "二、科学技术支出"),
    ]


def test_a_column_that_counts_the_rows_is_no_amount() -> None:
    read = table(
        "支出总表",
        "单位：元",
        draw("|单位名称|合计\n1|合计|9.00\n2|某局|5.00\n3|某中心|4.00"),
    )

    assert labels(read) == ["合计"]
    assert [[a.text for a in row.amounts] for row in read.rows] == [["9.00"], ["5.00"], ["4.00"]]


def test_a_part_beside_amounts_is_a_column_whatever_its_last_word() -> None:
    read = table(
        "2020年部门综合预算收入总表",
        "单位：万元",
        draw("""
            单位编码|单位名称|部门预算|<|<|<|<
            ^|^|合计|一般公共预算拨款|<|政府性基金拨款|其他收入
            ^|^|^|小计|其中：专项资金列入部门预算项目|^|^
            ||182157|181717|50830|90|350
            242001|某局|24418|24418|20830|0|0
            242002|某中心|157739|157299|30000|90|350
        """),
    )

    assert labels(read) == [
        "合计",
        "一般公共预算拨款/小计",
        "一般公共预算拨款/其中：专项资金列入部门预算项目",
        "政府性基金拨款",
        "其他收入",
    ]
    assert [[a.text for a in row.amounts] for row in read.rows][1] == ["24418", "24418", "20830", "0", "0"]


def test_a_header_that_names_its_code_columns_in_one_cell_heads_codes() -> None:
    read = table(
        "基本支出预算表",
        draw(
            """
            科目编码\\n类 款 | < | 部门预算支出经济分类科目名称 | 科目编码\\n类 款 | < | 政府预算支出经济分类科目名称 | 小计
            301 | 01 | 基本工资 | 501 | 01 | 工资奖金津补贴 | 442.38
            301 | 02 | 津贴补贴 | 501 | 01 | 工资奖金津补贴 | 474.33
            """
        ),
    )

    assert [(row.code, row.name, row.second_name) for row in read.rows] == [
        ("30101", "基本工资", "工资奖金津补贴"),
        ("30102", "津贴补贴", "工资奖金津补贴"),
    ]


def test_a_header_merged_over_two_rows_does_not_reach_over_the_column_beside_it() -> None:
    read = table(
        "支出预算表",
        "单位：万元",
        draw("项目|合计||事业收入\n^|^|其他|^\n^|金额|金额|金额\n甲|6.00|2.00|3.00\n乙|7.00|2.00|3.00"),
    )

    assert labels(read) == ["合计/金额", "其他/金额", "事业收入/金额"]


def test_cells_not_merged_that_divide_the_groups_above_are_header_whatever_they_say() -> None:
    art = """
        单位名称   | 资产总额 | 其中     |          |          | 车辆数（辆）
                   |          | 房屋价值 | 车辆价值 | 其他资产 |
        合计       | 18.00    | 12.00    | 1.00     | 5.00     | 9
        某中心     | 18.00    | 12.00    | 1.00     | 5.00     | 9
    """
    found = table("国有资产占用情况表", draw(art))

    assert [column.label for column in found.columns] == [
        "资产总额",
        "其中/房屋价值",
        "其中/车辆价值",
        "其中/其他资产",
        "车辆数（辆）",
    ]


def test_words_beside_amounts_that_do_not_fill_the_blanks_of_a_header_are_a_row() -> None:
    art = """
        项目   | 合计  | 其中 |
               |       | 说明 |
        某项目 | 18.00 | 9.00 | 9.00
        另一项 | 18.00 | 9.00 | 9.00
    """
    found = table("项目支出表", draw(art))

    assert "其中/说明" not in [column.label for column in found.columns]


def test_a_total_row_that_prints_headers_for_some_of_its_amounts_is_both() -> None:
    read = table(
        "政府性基金预算财政拨款收入支出决算表",
        "单位：万元",
        draw("""
            项目|<|年初结转和结余|本年收入|本年支出|<|<|年末结转和结余
            科目编码|科目名称|^|^|^|<|<|^
            合计|||80.00|合计|基本支出|项目支出|
            212|城乡社区支出||80.00|80.00|30.00|50.00|
        """),
    )

    assert labels(read) == ["年初结转和结余", "本年收入", "本年支出/合计", "本年支出/基本支出", "本年支出/项目支出", "年末结转和结余"]
    assert [(row.name, cells(read, row)) for row in read.rows] == [
        ("合计", {"本年收入": "80.00"}),
        ("城乡社区支出", {"本年收入": "80.00", "本年支出/合计": "80.00", "本年支出/基本支出": "30.00", "本年支出/项目支出": "50.00"}),
    ]


def test_a_remark_names_no_row_that_has_lost_its_name() -> None:
    read = table(
        "项目支出明细表",
        "单位：万元",
        draw("支出内容|支出数|凭证\n节日慰问|5.00|一月第三十一号凭证\n|9.00|二月第十七号凭证\n困难补助|6.00|三月第二号凭证\n支出合计|20.00|"),
    )

    assert names(read.rows) == ["节日慰问", "", "困难补助", "支出合计"]
