"""Tables from text in the layouts of other provinces and of the national final accounts."""

from tests.tables.support import cells, parse_text


def test_unit_and_number_above_the_title_rows_numbered():
    parsed = parse_text(
        "公开01表\n单位：万元\n收入支出决算总表\n部门：某市水务局\n收入 支出\n项目 行次 金额 项目 行次 金额\n栏次 1 栏次 2\n"
        "一、一般公共预算财政拨款收入 1 43.90 一、一般公共服务支出 9\n二、上级补助收入 2 二、教育支出 10 40.90\n"
        "3 三、其他支出 11 3.00\n本年收入合计 4 43.90 本年支出合计 12 43.90\n"
    )
    assert parsed.tables[0].unit == "万元"
    assert parsed.tables[0].printed_number == "公开01表"
    assert cells(parsed.budget_lines) == [
        ("revenue", "一、一般公共预算财政拨款收入", "金额", "43.90"),
        ("expenditure", "二、教育支出", "金额", "40.90"),
        ("expenditure", "三、其他支出", "金额", "3.00"),
        ("revenue", "本年收入合计", "金额", "43.90"),
        ("expenditure", "本年支出合计", "金额", "43.90"),
    ]


def test_three_lists_side_by_side():
    parsed = parse_text(
        "一般公共预算财政拨款基本支出决算表\n单位：万元\n人员经费 公用经费\n"
        "科目代码 科目名称 决算数 科目代码 科目名称 决算数 科目代码 科目名称 决算数\n"
        "301 工资福利支出 4.00 302 商品和服务支出 5.00 310 资本性支出 2.00\n30101 基本工资 4.00 30201 办公费 5.00 31002 办公设备购置 2.00\n"
    )
    assert {(c[1], c[3]) for c in cells(parsed.budget_lines)} == {
        ("301", "4.00"), ("302", "5.00"), ("310", "2.00"), ("30101", "4.00"), ("30201", "5.00"), ("31002", "2.00")
    }  # fmt: skip
    assert {c[2] for c in cells(parsed.budget_lines)} == {"决算数"}


def test_change_and_rate_columns_decide_nothing_by_addition():
    parsed = parse_text(
        "一般公共预算支出表\n单位：万元\n功能分类科目 2024年执行数 2025年预算数 2025年预算数比2024年执行数\n"
        "科目编码 科目名称 小计 基本支出 项目支出 增减额 增减%\n"
        "208 社会保障和就业支出 10.00 12.00 12.00 2.00 20.00%\n20805 行政事业单位养老支出 10.00 12.00 12.00 2.00 20.00%\n"
        "213 农林水支出 10.00 15.00 15.00 5.00 50.00%\n合计 20.00 27.00 12.00 15.00 7.00 35.00%\n"
    )
    found = {(c[1], c[2].split("/")[-1]): c[3] for c in cells(parsed.budget_lines)}
    assert found["20805", "基本支出"] == "12.00"
    assert found["213", "项目支出"] == "15.00"
    assert found["208", "增减%"] == "20.00"
    assert found["合计", "增减%"] == "35.00"
    assert {x.unit for x in parsed.budget_lines if x.measure_label.endswith("%")} == {"%"}


def test_codes_of_units_are_no_amounts_sichuan():
    parsed = parse_text(
        "部门支出总表\n单位：万元\n科目编码 单位代码 单位名称（科目） 合计 基本支出 项目支出\n类 款 项\n"
        "合计 9.00 6.00 3.00\n某省林业和草原局 9.00 6.00 3.00\n208 05 05 318301 机关事业单位基本养老保险缴费支出 6.00 6.00\n"
        "213 02 01 318301 行政运行 3.00 3.00\n"
    )
    assert cells(parsed.budget_lines)[-4:] == [
        ("", "2080505", "合计", "6.00"),
        ("", "2080505", "基本支出", "6.00"),
        ("", "2130201", "合计", "3.00"),
        ("", "2130201", "项目支出", "3.00"),
    ]


def test_columns_for_rare_payments_stay_empty_where_no_row_needs_them():
    parsed = parse_text(
        "部门支出总表\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出 上缴上级支出 事业单位经营支出 对附属单位补助支出\n"
        "205 教育支出 9.00 6.00 3.00\n20502 普通教育 9.00 6.00 3.00\n合计 9.00 6.00 3.00\n"
    )
    assert {c[2] for c in cells(parsed.budget_lines)} == {"合计", "基本支出", "项目支出"}
    assert not parsed.rejects


def test_header_words_broken_around_each_other():
    parsed = parse_text(
        "部门收入预算总表\n单位：万元\n功能分类科目编\n码\n功能分类科目名称 合计\n一般公共预 上年结转结\n算 余\n"
        "205 教育支出 9.00 6.00 3.00\n合计 9.00 6.00 3.00\n"
    )
    assert {c[2] for c in cells(parsed.budget_lines)} == {"合计", "一般公共预算", "上年结转结余"}


def test_bracketed_codes_guangdong():
    parsed = parse_text(
        "一般公共预算基本支出情况表（按支出经济分类科目）\n单位：万元\n部门预算支出经济科目名称 政府预算支出经济科目名称 金额\n"
        "合计 5.00\n[301]工资福利支出 5.00\n[30101]基本工资 [50101]工资奖金津补贴 5.00\n"
    )
    line = parsed.budget_lines[-1]
    assert (line.subject_code, line.subject_name, line.second_subject_name) == (
        "30101",
        "基本工资",
        "[50101]工资奖金津补贴",
    )


def test_part_headings_are_no_titles():
    parsed = parse_text(
        "2024年收支预算总表\n单位：万元\n项目 预算数 项目 预算数\n一、财政拨款收入 1.00 一、教育支出 1.00\n"
        "第二部分 2024年部门预算报表\n收入总计 1.00 支出总计 1.00\n"
    )
    assert len(parsed.tables) == 1


def test_a_class_beside_a_source_without_an_amount_is_a_row_of_its_own():
    parsed = parse_text(
        "部门收支预算总表\n单位：万元\n收入 支出\n项目 预算数 项目 预算数\n"
        "一、一般公共预算财政拨款 9.00 一般公共服务支出 4.00\n二、政府性基金预算财政拨款 农林水支出 5.00\n本年收入合计 9.00 本年支出合计 9.00\n"
    )
    assert cells(parsed.budget_lines)[2] == ("expenditure", "农林水支出", "预算数", "5.00")


def test_lists_side_by_side_are_read_one_behind_the_other():
    parsed = parse_text(
        "一般公共预算财政拨款基本支出决算表\n单位：万元\n人员经费 公用经费\n科目编码 科目名称 金额 科目编码 科目名称 金额\n"
        "301 工资福利支出 4.00 302 商品和服务支出 5.00\n30101 基本工资 4.00 30201 办公费 3.00\n303 对个人和家庭的补助 1.00 30202 印刷费 2.00\n"
        "30302 退休费 1.00 310 资本性支出 2.00\n31002 办公设备购置 2.00\n人员经费合计 5.00 公用经费合计 7.00\n"
    )
    assert [(line.subject_code or line.subject_name, line.row_role) for line in parsed.budget_lines] == [
        ("301", "item"), ("30101", "item"), ("303", "item"), ("30302", "item"), ("人员经费合计", "subtotal"),
        ("302", "item"), ("30201", "item"), ("30202", "item"), ("310", "item"), ("31002", "item"), ("公用经费合计", "subtotal"),
    ]  # fmt: skip


def test_lists_side_by_side_stay_as_printed_where_a_line_tells_no_list():
    parsed = parse_text(
        "一般公共预算财政拨款基本支出决算表\n单位：万元\n人员经费 公用经费\n科目编码 科目名称 金额 科目编码 科目名称 金额\n"
        "301 工资福利支出 4.00 302 商品和服务支出 5.00\n30101 基本工资 4.00 30201 办公费 5.00\n公用经费合计 5.00\n"
    )
    assert [line.subject_code or line.subject_name for line in parsed.budget_lines] == [
        "301", "302", "30101", "30201", "公用经费合计"
    ]  # fmt: skip


def test_projects_beside_their_unit_or_subject_in_a_table_with_codes():
    head = "项目支出表\n单位：万元\n单位代码 单位名称 项目名称 合计 一般公共预算\n"
    whole = parse_text(head + "201001 甲市水务局 堤防维护 3.00 3.00\n201001 甲市水务局 水质监测 2.00 2.00\n合计 5.00 5.00\n")
    classified = parse_text(
        "项目支出表\n单位：万元\n科目编码 科目名称 项目名称 项目单位 合计 一般公共预算\n2130306 水利工程运行与维护 堤防维护 甲市水务局 3.00 3.00\n"
        "合计 3.00 3.00\n"
    )
    coded = parse_text("项目支出表\n单位：万元\n项目名称 功能分类科目 合计 其他资金\n堤防维护 [2130306]水利工程运行与维护 3.00\n合计 3.00\n")
    half = parse_text(head + "201001 甲市 水务局 堤防维护 3.00 3.00\n201001 甲市水务局 水质监测 2.00 2.00\n合计 5.00 5.00\n")

    assert [r.subject_name for r in whole.row_labels] == ["堤防维护", "水质监测", "合计"]
    rows = (classified.budget_lines[0], coded.budget_lines[0])
    assert [(row.subject_name, row.second_subject_name) for row in rows] == [
        ("堤防维护", "水利工程运行与维护"), ("堤防维护", "[2130306]水利工程运行与维护")
    ]  # fmt: skip
    assert {line.row_seq for line in half.budget_lines if line.repair_code == "subject_undecided"} == {1}
