"""Text tables whose header stands in one line: cells of no known meaning, and numbers that open the rows."""

from __future__ import annotations

from tests.tables.support import parse_text

_REVENUE = """石鼓区2016年公共财政预算收入表
单位:万元
项目 2016年预算数 上年实收 比上年增减额 比上年增减% 备注
一、共享收入 24039 21561 2478 11.49
1、增值税 2319 2070 249 12.03
2、营业税 8365 7469 896 12.00
二、区级固定收入 20302 18749 1553 8.28
上级补助收入 37811 46850
"""


def _columns(text: str) -> list[tuple[str, str, str]]:
    return [(line.subject_name, line.measure_label, line.amount_printed) for line in parse_text(text).budget_lines]


def test_an_unknown_cell_of_a_header_in_one_line_heads_a_column_where_the_rows_have_one_more_amount() -> None:
    found = _columns(_REVENUE)

    assert found[:4] == [
        ("一、共享收入", "2016年预算数", "24039"),
        ("一、共享收入", "上年实收", "21561"),
        ("一、共享收入", "比上年增减额", "2478"),
        ("一、共享收入", "比上年增减%", "11.49"),
    ]
    assert [column for name, column, _ in found if name == "上级补助收入"] == ["", ""]


def test_amounts_behind_an_unknown_cell_are_undecided_where_the_rows_have_fewer_than_columns() -> None:
    without_rates = _REVENUE
    for rate in ("11.49", "12.03", "12.00", "8.28"):
        without_rates = without_rates.replace(rate, "")

    assert {column for _, column, _ in _columns(without_rates)} == {""}


def test_an_unknown_cell_of_a_header_in_two_lines_can_be_half_of_another() -> None:
    text = _REVENUE.replace("比上年增减额 比上年增减% 备注", "比上年\n增减额 比上年增减% 备注")

    assert "上年实收" not in {column for _, column, _ in _columns(text)}


_NUMBERED = """2021年地方政府一般债务限额和余额情况表
单位:亿元人民币
序号 项目 金额 备注
1 一、2021年地方政府 11.64
一般债务限额
2 二、2021年地方政府 9.91
一般债务余额
"""


def test_numbers_that_open_the_rows_are_no_amounts_and_their_labels_go_on() -> None:
    found = parse_text(_NUMBERED).budget_lines

    assert [(line.subject_name, line.amount_printed, line.unit) for line in found] == [
        ("一、2021年地方政府一般债务限额", "11.64", "亿元"),
        ("二、2021年地方政府一般债务余额", "9.91", "亿元"),
    ]


def test_numbers_that_open_the_rows_in_lines_of_their_own() -> None:
    text = "\n".join("\n".join(line.split()) for line in _NUMBERED.split("\n"))

    assert [line.amount_printed for line in parse_text(text).budget_lines] == ["11.64", "9.91"]
