"""Codes, names and units of rows in layouts of provinces and ministries, drawn as grids."""

from __future__ import annotations

from loaders.notes import note
from loaders.tables.measures import column_measures
from tests.tables.grid_art import cells, draw, labels, names, table


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


def test_a_whole_code_in_the_last_column_is_the_code_whatever_the_others_print() -> None:
    read = table(
        "支出预算总表",
        "单位：元",
        draw("""
            功能分类科目编码|<|<|科目名称|合计
            类|款|项|^|^
            208||2080505|机关事业单位基本养老保险缴费支出|5.00
            210|11|2101101|行政单位医疗|3.00
        """),
    )

    assert [(r.code, r.repair) for r in read.rows] == [("2080505", None), ("2101101", None)]


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
    assert read.rows[1].repair == note("code_padded", printed="301 2", padded="301 02")
    assert read.rows[0].repair is None


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


def test_a_row_is_about_its_project_before_the_subject_it_is_classified_under() -> None:
    read = table(
        "项目支出情况表",
        draw("科目编码|科目名称|项目名称|项目支出合计|资本性支出\n213|农林水支出||9.00|5.00\n2130311|水资源管理|河湖长制经费|9.00|5.00"),
    )

    assert [(row.code, row.name, row.second_name) for row in read.rows] == [
        ("213", "农林水支出", ""),
        ("2130311", "河湖长制经费", "水资源管理"),
    ]
    assert column_measures(read.columns) == ["project", "capital"]


def test_a_word_that_others_print_behind_their_name_is_no_name() -> None:
    kinds = [f"项目{letter}|其他运转类|1.00|1.00" for letter in "甲乙丙丁戊己庚辛壬"]
    head = "项目名称|项目类别|合计|一般公共预算"

    def names(*rows: str) -> list[tuple[str, str]]:
        read = table("项目支出表", "单位：万元", draw("\n".join([head, *rows])))
        return [(row.name, row.second_name) for row in read.rows if row.second_name or not row.name.startswith("项目")]

    assert names(*kinds, "|其他运转类|5.00|5.00") == [("其他运转类", "")]  # nine others
    assert names(*kinds, "项目子|其他运转类|5.00|5.00", "|特定目标类|5.00|5.00") == [("", "特定目标类")]
    assert names(*kinds, "项目子|其他运转类|5.00|5.00", "合计||15.00|15.00") == [("合计", "")]
    assert names(*kinds, "项目子|其他运转类|5.00|5.00", "|合计|15.00|15.00") == [("合计", "")]


def test_the_second_line_of_a_project_has_its_name_above() -> None:
    rows = [f"项目{letter}|办公费|1.00|1.00" for letter in "甲乙丙丁戊己庚辛壬癸"]
    read = table(
        "项目支出表",
        "单位：万元",
        draw("\n".join(["项目名称|科目名称|合计|一般公共预算", *rows, "^|印刷费|5.00|5.00", "|办公费|5.00|5.00"])),
    )

    assert [(row.name, row.second_name) for row in read.rows[-2:]] == [("印刷费", ""), ("", "办公费")]


def test_a_formula_is_no_name() -> None:
    read = table(
        "政府债务限额情况表",
        "单位：亿元",
        draw("项目|公式|本地区|本级\n一、债务限额|A=B+C|5.00|3.00\n一般债务|B|2.00|1.00\n|C|3.00|2.00\n二、债务余额|D|4.00|2.00"),
    )
    assert [row.name for row in read.rows] == ["一、债务限额", "一般债务", "", "二、债务余额"]


def test_a_code_of_the_catalogue_of_purchases_is_no_name_beside_one() -> None:
    named, alone = (
        table(
            "政府采购预算表",
            "单位：万元",
            draw(f"""
                采购目录编码|{head}|金额
                合计|<|11.10
                A02010105|{first}|7.20
                A02020100|{second}|3.90
            """),
        )
        for head, first, second in (("品目名称", "台式计算机", "复印机"), ("备注", "", ""))
    )

    assert names(named.rows) == ["合计", "台式计算机", "复印机"]
    assert names(alone.rows) == ["合计", "A02010105", "A02020100"]
