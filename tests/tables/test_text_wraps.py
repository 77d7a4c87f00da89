"""Labels that their cells have broken in a text laid out with blanks."""

from __future__ import annotations

from tests.tables.support import parse_text

_SUMMARY = """收支总表
单位：万元
收入                        支出
项目          2020年预算数      项目          2020年预算数
一、一般公共预算      16,745.59   一、一般公共服务支
拨款收入                      出
二、政府性基金预                二、外交支出
算拨款收入
三、事业收入        120.00      三、教育支出        12,204.85
                          四、社会保障和就业    4,660.74
                          支出
本年收入合计        16,865.59   本年支出合计        16,865.59
"""


def test_the_piece_below_a_full_cell_goes_on_with_its_label() -> None:
    found = [(line.side, line.subject_name, line.amount_printed) for line in parse_text(_SUMMARY).budget_lines]

    assert found == [
        ("revenue", "一、一般公共预算拨款收入", "16745.59"),
        ("revenue", "三、事业收入", "120.00"),
        ("expenditure", "三、教育支出", "12204.85"),
        ("expenditure", "四、社会保障和就业支出", "4660.74"),
        ("revenue", "本年收入合计", "16865.59"),
        ("expenditure", "本年支出合计", "16865.59"),
    ]


def test_its_lines_are_those_of_all_pieces() -> None:
    first = parse_text(_SUMMARY).budget_lines[0]

    assert first.lines == (5, 6)


def test_a_label_below_one_that_leaves_room_in_its_cell_is_a_row() -> None:
    text = """三公经费表
单位：万元
项目              预算数
公务接待费           3.00
出国费
公务用车运行维护费       5.00
公务用车购置及运行费      9.00
"""
    assert [line.subject_name for line in parse_text(text).budget_lines] == [
        "公务接待费",
        "公务用车运行维护费",
        "公务用车购置及运行费",
    ]


def test_a_label_printed_around_its_amounts_is_none_of_the_row_above() -> None:
    text = """部门支出总表
单位：万元
项目              预算数
国有企业办职教幼教补助支出    8,000.00
其他解决历史遗留问题及改革
                 1,200.00
成本支出
国有企业资本金注入        69,423.00
"""
    assert [(line.subject_name, line.amount_printed) for line in parse_text(text).budget_lines] == [
        ("国有企业办职教幼教补助支出", "8000.00"),
        ("其他解决历史遗留问题及改革成本支出", "1200.00"),
        ("国有企业资本金注入", "69423.00"),
    ]


def test_any_number_of_full_cells_tells_how_wide_they_are() -> None:
    full = "四、财政专户管理      1.00\n资金收入\n五、附属单位上缴      2.00\n收入\n六、国有资本经营      3.00\n预算拨款收入\n"
    text = _SUMMARY.replace("本年收入合计", full + "本年收入合计")

    assert [line.subject_name for line in parse_text(text).budget_lines if line.side == "revenue"] == [
        "一、一般公共预算拨款收入",
        "三、事业收入",
        "四、财政专户管理资金收入",
        "五、附属单位上缴收入",
        "六、国有资本经营预算拨款收入",
        "本年收入合计",
    ]


def test_a_label_that_leaves_some_room_in_its_cell_is_whole() -> None:
    """Room for two characters: only a cell that is full goes on below."""
    text = """三公经费表
单位：万元
项目              预算数
公务接待费支出数        3.00
出国费
公务用车运行维护费       5.00
公务用车购置及运行费      9.00
公务用车购置运行经费      8.00
"""
    assert [line.subject_name for line in parse_text(text).budget_lines] == [
        "公务接待费支出数",
        "公务用车运行维护费",
        "公务用车购置及运行费",
        "公务用车购置运行经费",
    ]
