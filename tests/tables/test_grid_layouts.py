"""Layouts of provinces and ministries, drawn as grids, and the columns and rows they must give."""

from __future__ import annotations

from tests.tables.grid_art import cells, draw, labels, names, table, tables


def test_two_sides_are_read_side_by_side_and_listed_one_after_the_other() -> None:
    read = table(
        "收支总表",
        "单位：万元",
        draw("""
            收入|<|支出|<
            项目|预算数|项目|预算数
            一、一般公共预算拨款收入|1,200.00|一、科学技术支出|1,000.50
            二、政府性基金预算拨款收入||二、住房保障支出|200.00
            本年收入合计|1,200.00|本年支出合计|1,200.50
            上年结转|0.50|结转下年|
            收入总计|1,200.50|支出总计|1,200.50
        """),
    )

    assert read.unit == "万元"
    assert [(c.side, c.label) for c in read.columns] == [("revenue", "预算数"), ("expenditure", "预算数")]
    revenue = [r for r in read.rows if r.side == "revenue"]
    assert names(revenue) == [
        "一、一般公共预算拨款收入",
        "二、政府性基金预算拨款收入",
        "本年收入合计",
        "上年结转",
        "收入总计",
    ]
    assert [a.text for a in read.rows[-1].amounts] == ["1200.50"]
    assert not revenue[1].amounts


def test_side_specific_headers_keep_only_what_tells_columns_apart() -> None:
    read = table(
        "财务收支预算总表",
        "编制单位：某局 单位：元",
        draw("""
            本年收入|<|本年支出|<|<|<|<
            项目|预算数|项目|预算数|<|<|<
            ^|^|^|合计|基本支出|<|项目支出
            ^|^|^|^|人员经费|公用经费|^
            一、财政拨款收入|5|一、教育支出|5|2|1|2
            收入总计|5|支出总计|5|2|1|2
        """),
    )

    assert read.unit == "元"
    assert labels(read) == ["预算数", "合计", "基本支出/人员经费", "基本支出/公用经费", "项目支出"]


def test_row_numbers_beside_items_are_no_amounts() -> None:
    read = table(
        "收入支出决算总表",
        "公开01表",
        "金额单位：万元",
        draw("""
            收入|<|<|支出|<|<
            项目|行次|金额|项目|行次|金额
            栏次||1|栏次||2
            一、财政拨款收入|1|100.00|一、外交支出|31|90.00
            总计|30|100.00|总计|60|100.00
        """),
    )

    assert read.number == "公开01表"
    assert [[a.text for a in r.amounts] for r in read.rows] == [["100.00"], ["100.00"], ["90.00"], ["100.00"]]


def test_codes_in_three_cells_and_in_one_merged_cell() -> None:
    three = table(
        "支出预算总表",
        "单位：元",
        draw("""
            项目|<|<|<|支出预算|<|<
            功能分类科目编码|<|<|功能分类科目名称|合计|基本支出|项目支出
            类|款|项|^|^|^|^
            201|||一般公共服务支出|9|4|5
            201|03||政府办公厅（室）\\n及相关机构事务|9|4|5
            201|03|01|行政运行|9|4|5
            合计|<|<|<|9|4|5
        """),
    )
    one = table(
        "一般公共预算财政拨款支出决算表",
        "单位：万元",
        draw("""
            功能分类科目编码|<|<|科目名称|本年支出|<
            类|款|项|^|小计|基本支出
            栏次|<|<|<|1|2
            合计|<|<|<|90.00|50.00
            2020101|<|<|行政运行|90.00|50.00
        """),
    )

    assert [r.code for r in three.rows] == ["201", "20103", "2010301", ""]
    assert three.rows[1].name == "政府办公厅（室）及相关机构事务"
    assert labels(three) == ["合计", "基本支出", "项目支出"]
    assert [r.code for r in one.rows] == ["", "2020101"]


def test_class_is_carried_down_where_only_its_first_row_prints_it() -> None:
    read = table(
        "支出总表",
        draw("""
            科目编码||科目名称|合计
            类|款||
            201||一般公共服务支出|10
            |03|办公厅事务|10
        """),
        "单位：万元",
    )

    assert [r.code for r in read.rows] == ["201", "20103"]


def test_a_zero_that_a_spreadsheet_dropped_is_put_back_and_said() -> None:
    read = table(
        "基本支出部门预算经济分类预算表",
        "单位：元",
        draw("""
            经济分类科目编码|<|科目名称|合计
            类|款|^|^
            301||工资福利支出|16,623,810
            301|2|津贴补贴|16,623,810
        """),
    )

    assert read.rows[1].code == "30102"
    assert "301 2→301 02" in read.rows[1].repair
    assert read.rows[0].repair == ""


def test_codes_glued_to_names_are_split_where_the_table_does_it_throughout() -> None:
    read = table(
        "一般公共预算支出表",
        "单位：万元",
        draw("""
            项目|合计|基本支出
            合计|10.00|10.00
            201一般公共服务支出|10.00|10.00
            2010301行政运行|10.00|10.00
        """),
    )
    ordinary = table(
        "项目支出表", "单位：万元", draw("项目名称|金额\n120急救网络建设|3.00\n校舍维修|2.00\n图书购置|1.00")
    )

    assert [(r.code, r.name) for r in read.rows[1:]] == [("201", "一般公共服务支出"), ("2010301", "行政运行")]
    assert next((r.code, r.name) for r in ordinary.rows) == ("", "120急救网络建设")


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


def test_unit_code_column_is_no_subject_code() -> None:
    read = table(
        "部门支出总表",
        "金额单位：万元",
        draw("""
            项目|<|<|<|<|合计|基本支出|项目支出
            科目编码|<|<|单位代码|单位名称（科目）|^|^|^
            类|款|项|^|^|^|^|^
            ||||合计|500.12|300.12|200.00
            ||||某省某厅|500.12|300.12|200.00
            201|03|01|205001|行政运行|300.12|300.12|
        """),
    )

    assert [(r.code, r.name) for r in read.rows] == [("", "合计"), ("", "某省某厅"), ("2010301", "行政运行")]


def test_project_list_takes_the_project_for_name() -> None:
    read = table(
        "项目支出表",
        "单位：万元",
        draw("""
            类型|项目名称|项目单位|合计|本年拨款|<|财政拨款结转结余|<
            ^|^|^|^|一般公共预算|政府性基金预算|一般公共预算|政府性基金预算
            合计|<|<|700.00|500.00||200.00|
            部门预算项目|课题研究|某研究院|500.00|500.00|||
            ^|设备购置|某研究院|200.00|||200.00|
        """),
    )

    assert names(read.rows) == ["合计", "课题研究", "设备购置"]
    assert cells(read, read.rows[2]) == {"合计": "200.00", "财政拨款结转结余/一般公共预算": "200.00"}


def test_two_classifications_of_one_row_give_two_names() -> None:
    read = table(
        "基本支出明细表",
        "单位：万元",
        draw("""
            部门经济科目编码|部门经济科目名称|政府经济科目编码|政府经济科目名称|合计|人员经费|备注
            |合计|||120.00|100.00|
            30101|基本工资|50101|工资奖金津补贴|100.00|100.00|含补发
        """),
    )

    row = read.rows[1]
    assert (row.code, row.name, row.second_name) == ("30101", "基本工资", "工资奖金津补贴")
    assert labels(read) == ["合计", "人员经费"]


def test_three_blocks_keep_function_and_use_apart() -> None:
    read = table(
        "收支预算总表",
        "单位：万元",
        draw("""
            收入|<|支出|<|<|<
            项目名称|金额|功能分类|<|支出用途|<
            ^|^|功能科目名称|金额|项目名称|金额
            一、财政拨款|10.00|一、教育支出|7.00|一、基本支出|6.00
            二、其他资金||二、外交支出||二、单位预留机动经费|4.00
            收入合计|10.00|支出合计|<|<|10.00
        """),
    )

    assert [(c.side, c.label) for c in read.columns] == [
        ("revenue", "金额"),
        ("expenditure", "功能分类/金额"),
        ("expenditure", "支出用途/金额"),
    ]
    total = [r for r in read.rows if r.name == "支出合计"]
    assert len(total) == 1
    assert cells(read, total[0]) == {"支出用途/金额": "10.00"}


def test_two_lists_side_by_side_share_their_column() -> None:
    read = table(
        "一般公共预算财政拨款基本支出决算表",
        "单位：万元",
        draw("""
            经济分类科目编码|科目名称|决算数|经济分类科目编码|科目名称|决算数
            301|工资福利支出|5.00|302|商品和服务支出|2.00
            30101|基本工资|5.00|30201|办公费|2.00
            人员经费合计|<|5.00|公用经费合计|<|2.00
        """),
    )

    assert labels(read) == ["决算数"]
    assert [r.code or r.name for r in read.rows] == [
        "301",
        "30101",
        "人员经费合计",
        "302",
        "30201",
        "公用经费合计",
    ]


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


def test_subtotal_of_a_merged_group_takes_the_name_of_the_group() -> None:
    read = table(
        "收入预算总表",
        "单位：万元",
        draw("""
            项目名称||金额
            收入总计|<|18.00
            一般公共预算资金|小计|10.00
            ^|专项收入|10.00
            其他资金|小计|8.00
        """),
    )

    assert names(read.rows) == ["收入总计", "一般公共预算资金小计", "专项收入", "其他资金小计"]


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


def test_lists_by_different_classifications_do_not_share_a_column() -> None:
    read = table(
        "部门综合预算收支总表",
        "单位：元",
        draw("""
            收入|<|支出|<|<|<
            项目|预算数|支出功能科目（按大类）|预算数|按支出用途分类|预算数
            一、财政拨款|100.00|一、教育支出|100.00|一、基本支出|80.00
            收入总计|100.00|支出总计|100.00|支出总计|100.00
        """),
    )

    assert [c.side for c in read.columns] == ["revenue", "expenditure", "expenditure"]
    assert [a.column for r in read.rows if r.name == "支出总计" for a in r.amounts] == [1, 2]


def test_rows_and_columns_that_count_name_their_unit() -> None:
    by_column = table(
        "相关统计数表", "单位：万元", draw("项目|单位|数量/金额\n公务用车保有量|辆|3\n公务接待费|万元|0.39")
    )
    by_label = table(
        "“三公”经费决算表", "单位：万元", draw("项目|决算数\n公务用车保有量（辆）|3\n因公出国（境）费|0.39")
    )

    assert [(r.name, r.unit) for r in by_column.rows] == [("公务用车保有量", "辆"), ("公务接待费", "万元")]
    assert [r.unit for r in by_label.rows] == ["辆", ""]
    assert [a.text for r in by_label.rows for a in r.amounts] == ["3", "0.39"]


def test_a_code_column_keeps_what_it_prints_also_where_it_is_no_official_code() -> None:
    read = table(
        "支出总表",
        "单位：万元",
        draw(
            "科目编码|科目名称|金额\n[201]|一般公共服务支出|9.00\n201-03|办公厅事务|9.00\n7|其他支出|1.00\n合计|<|10.00"
        ),
    )

    assert [(r.code, r.name) for r in read.rows] == [
        ("201", "一般公共服务支出"),
        ("20103", "办公厅事务"),
        ("7", "其他支出"),
        ("", "合计"),
    ]
