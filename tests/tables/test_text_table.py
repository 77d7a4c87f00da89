from tests.tables.support import cells, parse_text

HEAD = "单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n"


def expenditure(rows: str, title: str = "2024年预算支出总表") -> str:
    return f"{title}\n{HEAD}{rows}\n"


def test_lost_blank_cells_are_decided_by_sums():
    parsed = parse_text(
        expenditure("合计 100.00 60.00 40.00\n208 社会保障和就业支出 60.00 60.00\n213 农林水支出 40.00 40.00")
    )
    assert cells(parsed.budget_lines)[-2:] == [("", "213", "合计", "40.00"), ("", "213", "项目支出", "40.00")]
    assert parsed.budget_lines[-1].repair_code == "column_by_sums"
    assert not parsed.rejects


def test_what_nothing_decides_keeps_no_column_and_is_reported():
    parsed = parse_text(expenditure("208 社会保障和就业支出 60.00 60.00"))
    assert [(line.measure_label, line.measure) for line in parsed.budget_lines] == [("合计", "total"), ("", "")]
    assert len(parsed.rejects) == 1
    assert parsed.rejects[0].lines == (4,)


def test_amount_glued_to_the_next_label_zezhou():
    parsed = parse_text(
        "2024年预算收支总表\n单位：万元\n收入 支出\n项目 2024年 项目 2024年\n"
        "一、一般公共预算 1632.76一、一般公共服务支出\n二、政府性基金预算 167.66二、外交支出 3.00\n"
    )
    assert cells(parsed.budget_lines) == [
        ("revenue", "一、一般公共预算", "2024年", "1632.76"),
        ("revenue", "二、政府性基金预算", "2024年", "167.66"),
        ("expenditure", "二、外交支出", "2024年", "3.00"),
    ]
    assert [(r.side, r.row_seq) for r in parsed.row_labels] == [
        ("revenue", 1), ("expenditure", 1), ("revenue", 2), ("expenditure", 2),
    ]  # fmt: skip


def test_wrapped_label_with_amounts_on_a_later_line_final_account():
    parsed = parse_text(
        expenditure("2080505 机关事业单位基本养老保\n险缴费支出\n446.11 446.11 0.00\n210 卫生健康支出 1.00 1.00 0.00")
    )
    assert parsed.row_labels[0].subject_name == "机关事业单位基本养老保险缴费支出"
    assert [line.amount_printed for line in parsed.budget_lines[:3]] == ["446.11", "446.11", "0.00"]
    assert parsed.budget_lines[0].lines == (4, 5, 6)


def test_a_page_on_one_line_wanli():
    parsed = parse_text(expenditure("201 38 02 一般行政管理事务 1.50 0 1.50 204 公共安全支出 2.50 1.00 1.50 合计 4.00 1.00 3.00"))
    assert [(r.subject_code, r.subject_name) for r in parsed.row_labels] == [
        ("2013802", "一般行政管理事务"), ("204", "公共安全支出"), ("", "合计"),
    ]  # fmt: skip


def test_repeated_title_and_header_continue_the_table_qingpu():
    parsed = parse_text(expenditure("208 社会保障和就业支出 1.00 1.00 0.00") + "\n" + expenditure("合计 1.00 1.00 0.00"))
    assert len(parsed.tables) == 1
    assert [r.subject_name for r in parsed.row_labels] == ["社会保障和就业支出", "合计"]


def test_small_amount_at_the_end_of_a_line_is_no_code_qingpu():
    parsed = parse_text(expenditure("303 对个人和家庭的补助 21,280 20,880 400\n合计 21,280 20,880 400"))
    assert [r.subject_code for r in parsed.row_labels] == ["303", ""]
    assert parsed.budget_lines[2].amount_printed == "400"


def test_page_number_is_no_amount_jiangsu():
    parsed = parse_text(expenditure("合计 5.00 5.00 0.00\n\n12"))
    assert [line.amount_printed for line in parsed.budget_lines] == ["5.00", "5.00", "0.00"]


def test_table_without_data_counts_and_keeps_its_note():
    parsed = parse_text(expenditure("合计\n注：本表无数据") + expenditure("合计 1.00 1.00 0.00", "2024年部门支出预算表"))
    assert [(t.table_seq, t.empty_note) for t in parsed.tables] == [(1, "注：本表无数据"), (2, "")]


def test_number_above_the_next_title_belongs_to_it_zezhou():
    parsed = parse_text(expenditure("合计 1.00 1.00 0.00\n预算公开表3") + expenditure("合计 1.00 1.00 0.00", "2024年部门支出预算表"))
    assert [t.printed_number for t in parsed.tables] == ["", "预算公开表3"]


def test_lost_label_is_the_only_unused_code():
    rows = "302 商品和服务支出 6.00 6.00 0.00\n302 28 工会经费 1.00 1.00 0.00\n302 2.00 2.00 0.00\n302 31 公务用车运行维护费 3.00 3.00 0.00"
    parsed = parse_text(expenditure(rows))
    assert [(r.subject_code, r.subject_name) for r in parsed.row_labels][2] == ("30229", "福利费")
    assert "label_restored_only" in parsed.budget_lines[6].repair_code


def test_a_code_whose_class_is_misprinted_is_a_row_of_its_own():
    rows = "210 卫生健康支出 3.00 3.00 0.00\n210 11 行政事业单位医疗 3.00 3.00 0.00\n7 11 02 事业单位医疗 3.00 3.00 0.00"
    parsed = parse_text(expenditure(rows))
    assert [(r.subject_code, r.subject_name) for r in parsed.row_labels][2] == ("2101102", "事业单位医疗")
    assert [line.repair_code for line in parsed.budget_lines] == [""] * 6 + ["class_mended"] * 3
    assert [line.amount_printed for line in parsed.budget_lines] == ["3.00", "3.00", "0.00"] * 3


def test_lost_label_stays_lost_when_the_class_does_not_close():
    rows = "302 商品和服务支出 9.00 9.00 0.00\n302 28 工会经费 1.00 1.00 0.00\n302 2.00 2.00 0.00\n302 31 公务用车运行维护费 3.00 3.00 0.00"
    parsed = parse_text(expenditure(rows))
    assert (parsed.row_labels[2].subject_code, parsed.row_labels[2].subject_name) == ("302", "")
    assert any(r.code == "label_lost" for r in parsed.rejects)


def test_spaced_words():
    parsed = parse_text("收支预算总表\n单位：万元\n收   入 支   出\n项   目 预算数 项   目 预算数\n一、事业收入 3.00 一、教育支出 3.00\n收 入 合 计 3.00 支 出 合 计 3.00\n")
    assert [r.subject_name for r in parsed.row_labels] == ["一、事业收入", "一、教育支出", "收入合计", "支出合计"]
    assert {line.side for line in parsed.budget_lines} == {"revenue", "expenditure"}


def test_a_rate_without_a_column_is_no_part_of_the_next_label():
    parsed = parse_text("收入预算表\n单位：万元\n项目 预算数\n增值税 27,631 95.10%\n房产税 2,782\n")
    assert [r.subject_name for r in parsed.row_labels] == ["增值税", "房产税"]


def test_a_number_above_a_page_of_the_same_table_stays_with_it():
    first = expenditure("208 社会保障和就业支出 60.00 60.00 0.00\n预算公开表2\n213 农林水支出 40.00 40.00 0.00")
    parsed = parse_text(first + expenditure("合计 1.00 1.00 0.00", "2024年部门支出预算表"))
    assert [t.printed_number for t in parsed.tables] == ["预算公开表2", ""]
    assert [(r.table_seq, r.subject_name) for r in parsed.row_labels] == [(1, "社会保障和就业支出"), (1, "农林水支出"), (2, "合计")]


def test_what_a_title_leaves_out_or_takes_in_is_its_scope():
    parsed = parse_text(expenditure("合计 1.00 1.00 0.00", "2024年预算支出总表（不含上年结转）"))
    assert parsed.tables[0].scope == "不含上年结转"
