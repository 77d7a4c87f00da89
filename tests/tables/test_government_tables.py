"""Tables of whole governments: places as rows, types of their own, depths by a cell's indent."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from loaders.pipeline import load
from loaders.readers.xlsx import read_xlsx
from loaders.records import Parsed
from loaders.tables.vocabulary import table_type


def staged(title: str, rows: list[tuple[str, float, int]]) -> Parsed:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, [title])
    sheet.write_row(1, 0, ["", "单位：万元"])
    sheet.write_row(2, 0, ["项目", "预算数"])
    for number, (name, amount, indent) in enumerate(rows, 3):
        sheet.write(number, 0, name, made.add_format({"indent": indent}))
        sheet.write(number, 1, amount)
    made.close()
    return load(read_xlsx(out.getvalue(), "a.xlsx")).parsed


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("海南省省级社会保险基金预算收入表", "social_insurance_revenue"),
        ("社会保险基金预算本级支出表", "social_insurance_expenditure"),
        ("地方政府债务限额及余额决算情况表", "government_debt"),
        ("2018年地方政府债券使用情况表", "government_debt"),
        ("一般公共预算税收返还和转移支付分地区预算汇总表", "transfer_payment"),
        ("项目支出预算表（含转移支付项目）", "project_expenditure"),
        ("省级基本建设支出决算表", "project_expenditure"),
        ("一般公共预算支出表", "general_budget_expenditure"),
        ("政府性基金预算收入表", "government_fund_revenue"),
    ],
)
def test_types_by_title(title: str, expected: str) -> None:
    assert table_type(title)[0] == expected


def test_places_are_rows_of_a_system_of_their_own() -> None:
    rows = [("合计", 60, 0), ("海口", 10, 0), ("三亚市", 20, 0), ("洋浦", 5, 0), ("琼中", 25, 0)]
    parsed = staged("2021年海南省省级一般公共预算转移支付分地区预算汇总表", rows)

    assert [(line.subject_name, line.subject_system) for line in parsed.budget_lines] == [
        ("合计", ""),
        ("海口", "region"),
        ("三亚市", "region"),
        ("洋浦", "region"),
        ("琼中", "region"),
    ]


def test_subjects_are_no_places_for_one_of_them() -> None:
    rows = [("一、税收收入", 60, 0), ("增值税", 35, 0), ("东方", 25, 0)]
    assert {line.subject_system for line in staged("2021年一般公共预算收入表", rows).budget_lines} != {
        "region"
    }


def test_an_indent_is_a_depth() -> None:
    rows = [
        ("税收", 60, 0),
        ("甲项", 35, 1),
        ("乙项", 25, 1),
        ("非税", 40, 0),
        ("丙项", 40, 1),
        ("支出总计", 100, 0),
    ]
    parsed = staged("2021年某县一般公共预算收入表", rows)

    assert [row.subject_level for row in parsed.row_labels] == ["1", "2", "2", "1", "2", "0"]


def test_a_few_places_among_other_rows_make_no_list_of_places() -> None:
    names = ["海口", "三亚市", "琼中", "公路养护", "水库加固", "义务教育", "医疗救助", "农田建设"]
    parsed = staged("2021年海南省省级专项资金安排表", [(name, 10, 0) for name in names])

    assert {line.subject_system for line in parsed.budget_lines} & {"region"} == set()
