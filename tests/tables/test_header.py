import pytest

from loaders.tables.header import read_header
from loaders.tables.header_levels import nested_paths
from loaders.tables.header_line import is_number_row

CASES = [
    (
        "shanghai 2025 summary: 预算数 spans the expenditure side, 基本支出 holds two columns",
        ["本年收入 本年支出", "项目 预算数 项目", "预算数", "合计", "基本支出", "项目支出", "人员经费 公用经费"],
        True,
        ["预算数", "合计", "基本支出/人员经费", "基本支出/公用经费", "项目支出"],
    ),
    (
        "shanxi project list: words broken over lines, group above three of the columns, numbered columns",
        ["项目名称 合计", "2024年财政拨款", "财政专户管", "理资金", "单位资金", "一般公共预算", "政府性基金", "预算",
         "国有资本经", "营预算", "1 2 3 4 5 6 7"],
        False,
        ["合计", "2024年财政拨款/一般公共预算", "2024年财政拨款/政府性基金预算", "2024年财政拨款/国有资本经营预算",
         "财政专户管理资金", "单位资金"],
    ),
    (
        "final account: a cell's word is broken by its neighbour's line",
        ["项目", "本年支出合计 基本支出 项目支出 上缴上级支出 经营支出 对附属单位补", "功能分类 助支出", "科目编码 科目名称"],
        False,
        ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
    ),
    (
        "jiangsu 2018: nested totals, each of its own group",
        ["合计", "“三公”经费", "会议费 培训费", "小计", "因公出国", "（境）费", "公务用车购置及运行维护费", "公务接",
         "小计 待费", "公务", "用车", "购置", "费", "公务用车运", "行维护费"],
        False,
        ["合计", "“三公”经费/小计", "“三公”经费/因公出国（境）费", "“三公”经费/公务用车购置及运行维护费/小计",
         "“三公”经费/公务用车购置及运行维护费/公务用车购置费", "“三公”经费/公务用车购置及运行维护费/公务用车运行维护费",
         "“三公”经费/公务接待费", "会议费", "培训费"],
    ),
    (
        "central form: last year's column beside this year's divided one",
        ["科目编码 科目名称 2022年执行数 2023年预算数 2023年预算数比2022年执行数", "小计 基本支出 项目支出 增减额 增减%"],
        False,
        ["2022年执行数", "2023年预算数/小计", "2023年预算数/基本支出", "2023年预算数/项目支出", "增减额", "增减%"],
    ),
    (
        "lists side by side repeat their header",
        ["经济分类", "科目编码 科目名称 决算数 经济分类", "科目编码 科目名称 决算数"],
        False,
        ["决算数"],
    ),
    (
        "two columns below each of three",
        ["科目名称 合计 基本支出 项目支出", "预算数 决算数 预算数 决算数 预算数 决算数"],
        False,
        ["合计/预算数", "合计/决算数", "基本支出/预算数", "基本支出/决算数", "项目支出/预算数", "项目支出/决算数"],
    ),
    (
        "one more than two below each of three: nobody knows which is whose",
        ["科目名称 合计 基本支出 项目支出", "预算数 决算数 预算数 决算数 预算数 决算数 预算数"],
        False,
        ["合计", "基本支出", "项目支出"],
    ),
    (
        "a header of no known meaning keeps its place",
        ["科目编码 科目名称 合计 财政拨款收入 彩票发行收入 其他收入"],
        False,
        ["合计", "财政拨款收入", "彩票发行收入", "其他收入"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("case", "lines", "two_sided", "expected"), CASES, ids=[c[0] for c in CASES])
def test_columns(case, lines, two_sided, expected):
    assert [c.label for c in read_header(lines, two_sided).columns] == expected


def test_sides():
    header = read_header(["收入 支出", "项目 决算数 项目 合计 一般公共预算财政拨款"], True)
    assert [(c.side, c.label) for c in header.columns] == [
        ("revenue", "决算数"),
        ("expenditure", "合计"),
        ("expenditure", "一般公共预算财政拨款"),
    ]


@pytest.mark.parametrize(("text", "expected"), [("1 2 3 4 5", True), ("栏次 1 2 3", True), ("1 3", False), ("12", False)])
def test_number_row(text, expected):
    assert is_number_row(text) is expected


def test_a_label_above_the_facing_side_is_no_half_of_a_word() -> None:
    header = read_header(["收入", "项目", "支出", "预算数", "项目"], two_sided=True)

    assert [column.path for column in header.columns] == [("预算数",)]


def test_a_group_of_any_name_stands_above_the_levels_below_it() -> None:
    assert nested_paths(["总计 本年安排的各项支出", "合计 一般公共预算拨款", "小计 基本支出 项目支出"]) == [
        ("总计",),
        ("本年安排的各项支出", "合计"),
        ("本年安排的各项支出", "一般公共预算拨款", "小计"),
        ("本年安排的各项支出", "一般公共预算拨款", "基本支出"),
        ("本年安排的各项支出", "一般公共预算拨款", "项目支出"),
    ]


def test_a_piece_of_a_word_is_no_group() -> None:
    assert nested_paths(["总计 本年安", "合计 一般公共预算拨款", "小计 基本支出 项目支出"]) == []


def test_a_year_in_the_title_makes_no_header_span_the_table() -> None:
    """A page that prints 2016年 as 2016-: the second column would take the first one's amounts."""
    header = read_header(["项目 2016-执行数 2017-预算数"], False, "2017-度“三公”经费预算情况表")

    assert [column.label for column in header.columns] == ["2017-预算数"]
    assert header.unknown == ["2016-执行数"]

