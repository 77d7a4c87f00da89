"""Names that lines of text have cut at the wrong places."""

from __future__ import annotations

from tests.tables.support import parse_text

HEAD = "一般公共预算支出表\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n"


def test_names_are_cut_where_the_official_ones_end() -> None:
    parsed = parse_text(
        HEAD
        + "208 社会保障和就\n9.00 6.00 3.00\n20805 业支出行政事业单位\n9.00 6.00 3.00\n"
        + "2080505 养老支出机关事业单位基本养老保险缴\n6.00 6.00 0.00\n2080506 费支出机关事业单位职业年金缴费支出\n3.00 0.00 3.00\n"
    )

    assert [(row.subject_code, row.subject_name) for row in parsed.row_labels] == [
        ("208", "社会保障和就业支出"),
        ("20805", "行政事业单位养老支出"),
        ("2080505", "机关事业单位基本养老保险缴费支出"),
        ("2080506", "机关事业单位职业年金缴费支出"),
    ]
    assert {line.repair_code for line in parsed.budget_lines} == {"label_recut"}


def test_pieces_of_the_name_above_are_undecided_where_the_rest_is_lost() -> None:
    parsed = parse_text(
        HEAD
        + "208 社会保障和就\n9.00 6.00 3.00\n2080505 业支出机关事业单位基本\n6.00 6.00 0.00\n2080506 职业年金\n3.00 0.00 3.00\n"
    )

    codes = {line.repair_code for line in parsed.budget_lines if line.subject_code == "2080505"}

    assert all("subject_undecided" in code for code in codes)


def test_a_name_of_its_own_stays_as_printed() -> None:
    parsed = parse_text(HEAD + "208 社会保障和就业支出\n9.00 6.00 3.00\n2080599 其他养老\n9.00 6.00 3.00\n")

    assert [row.subject_name for row in parsed.row_labels] == ["社会保障和就业支出", "其他养老"]
    assert {line.repair_code for line in parsed.budget_lines} == {""}


def test_columns_below_a_header_in_pieces_are_undecided_but_for_the_total() -> None:
    parsed = parse_text(
        "财政拨款支出总表\n单位：万元\n一般公共 政府性基 国有资本\n科目编码 科目名称 合计 预算财政 金预算财 基本支出\n"
        + "208 社会保障和就业支出 9.00 6.00\n210 卫生健康支出 5.00 5.00\n合计 14.00 11.00\n"
    )

    measures = {(line.measure, line.repair_code) for line in parsed.budget_lines if line.measure_label}

    assert measures <= {("total", ""), ("", "column_undecided")}
