"""Which rows stand below which: agencies, marks of lists, groups of measures, and the table's own sums."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from loaders.tables.model import Amount, Column, RawTable, Row
from loaders.tables.nesting import by_functions, by_indent
from loaders.tables.row_sums import Sums
from loaders.tables.structure import arrange
from tests.tables.support import arranged, levels


def test_rows_called_like_the_parts_of_another_stand_below_what_they_dont_contradict() -> None:
    parts = ("一般债务限额", "专项债务限额")
    sure = ("2023年末限额", ["4286.60"]), (parts[0], ["1366.60"]), (parts[1], ["2920.00"])

    assert levels(*sure, ("提前下达限额", ["12.00"]), (parts[0], ["0"]), (parts[1], ["12.00"]), ("2024年末限额", ["5000.00"]))[3:] == [1, 2, 2, 1]
    assert levels(*sure, ("提前下达限额", ["0"]), (parts[0], ["0"]), (parts[1], ["0"]), ("2024年末限额", ["5000.00"]))[3:] == [1, 2, 2, 1]
    assert levels(*sure, ("提前下达限额", ["13.00"]), (parts[0], ["0"]), (parts[1], ["12.00"]), ("2024年末限额", ["5000.00"]))[3:] == [1, 1, 1, 1]
    assert levels(*sure, ("提前下达限额", ["0"]), ("一般", ["0"]), ("专项", ["0"]), ("2024年末限额", ["5000.00"]))[3:] == [1, 1, 1, 1]


def test_a_blank_row_before_the_parts_of_another_is_its_part_behind_the_last_subtotal() -> None:
    found = levels(
        ("税收收入", ["431"]), ("本年收入合计", ["431"]), ("转移性收入", ["2351"]), ("返还性收入", []), ("一般性转移支付收入", ["2191"]),
        ("专项转移支付收入", ["160"]), ("收入总计", ["2782"]),
    )  # fmt: skip

    assert found[2:6] == [1, 2, 2, 2]


def test_marks_tell_levels_and_parts_follow_of_which() -> None:
    assert levels(
        ("合计", ["40.20"]),
        ("1.因公出国（境）费", ["0"]),
        ("2.公务接待费", ["22.20"]),
        ("3.公务用车购置及运行费", ["18.00"]),
        ("其中：（1）公务用车运行费", ["18.00"]),
        ("（2）公务用车购置费", ["0"]),
    ) == [None, 1, 1, 1, 2, 2]


@pytest.mark.parametrize(("indent", "roles"), [(3, ["", "of_which", "of_which", ""]), (0, ["", "of_which", "", ""])])
def test_what_stands_further_in_behind_of_which_belongs_to_it(indent: int, roles: list[str]) -> None:
    """一、收入 is more than the contributions and subsidies that are named of it."""
    printed = [("一、收入", "98", 0), ("其中：保险费收入", "52", 1), ("财政补贴收入", "43", indent), ("二、支出", "92", 0)]
    rows = [Row(name=name, amounts=[Amount(text, 0)], indent=inner) for name, text, inner in printed]
    assert [role for role, _, _ in arranged(*rows)] == roles


def test_groups_of_measures_tell_levels_where_nothing_is_numbered() -> None:
    assert levels(
        ("合计", ["40.20"]),
        ("因公出国（境）费", ["0"]),
        ("公务接待费", ["22.20"]),
        ("公务用车购置及运行费", ["18.00"]),
        ("其中：公务用车运行费", ["18.00"]),
        ("公务用车购置费", ["0"]),
    ) == [None, 1, 1, 1, 2, 2]


def test_sums_tell_levels_where_nothing_else_does() -> None:
    assert levels(
        ("某盟", ["9.53", "6.41"]),
        ("某盟本级", ["2.21", "1.17"]),
        ("旗县小结", ["7.32", "5.24"]),
        ("甲旗", ["4.15", "4.02"]),
        ("乙县", ["3.17", "1.22"]),
    ) == [1, 2, 2, 3, 3]


def test_sums_that_round_figures_meet_by_chance_tell_no_levels() -> None:
    purchases = [("台式电脑", ["2000"]), ("复印机", ["1000"]), ("投影仪", ["1000"]), ("物业服务", ["700"]), ("会议服务", ["400"]), ("印刷服务", ["300"])]

    assert levels(("合计", ["5400"]), *purchases) == [None, 1, 1, 1, 1, 1, 1]
    assert levels(*purchases) == [1, 1, 1, 1, 1, 1]
    assert levels(("合计", ["2700"]), *purchases) == [None, 1, 2, 2, 1, 2, 2]  # so the list closes


def test_a_label_that_better_sums_put_above_others_is_above_round_ones_as_well() -> None:
    groups = [("某站", ["91.37"]), ("专项业务", ["91.37"]), ("巡护", ["60.14"]), ("监测", ["31.23"])]
    round_ones = [("某园", ["50"]), ("专项业务", ["50"]), ("养护", ["30"]), ("展览", ["20"])]

    assert levels(*groups, *round_ones)[-2:] == [2, 2]
    assert levels(*round_ones)[-2:] == [1, 1]


def test_a_spreadsheet_without_zeros_at_the_end_rounds_no_more() -> None:
    rows = ["5.4", "1.3", "4.2", "0.9", "2.4", "1.9", "0.6", "3.11", "2.07", "1.26", "0.83"]

    assert levels(*((f"项目{text}", [text]) for text in rows)) == [1] * len(rows)
    assert levels(("甲", ["12"]), ("乙", ["7.41"]), ("丙", ["4.59"]), ("丁", ["3"])) == [1, 2, 2, 1]
    assert levels(("甲", ["12"]), ("乙", ["7.4"]), ("丙", ["4.1"]), ("丁", ["3.33"]), ("戊", ["2.27"])) == [1] * 5


def test_of_which_stands_below_what_it_is_part_of_where_sums_nest_the_rest() -> None:
    assert levels(
        ("转移性支出", ["133.01"]),
        ("上解上级", ["104.10"]),
        ("年终结余", ["28.91"]),
        ("其中：结转下年", ["28.91"]),
        ("债务还本", ["61.74"]),
    ) == [1, 2, 2, 3, 1]


def test_headings_without_amounts_stand_above_what_they_head() -> None:
    assert levels(
        ("一、部门预算", []),
        ("1、财政拨款", ["9.00"]),
        ("（1）一般公共预算拨款", ["9.00"]),
        ("2、事业收入", ["1.00"]),
        ("本年收入合计", ["10.00"]),
    ) == [1, 2, 3, 2, None]


def test_a_section_printed_without_its_class_gets_its_whole_code() -> None:
    rows = [Row("", code, "某事务", "", [Amount("1.00", 0)]) for code in ("208", "05", "2080505")]
    table = RawTable("某表", columns=[Column(("合计",))], rows=rows)

    arrange(table)

    assert [row.code for row in rows] == ["208", "20805", "2080505"]
    assert rows[1].repair is not None
    assert rows[1].repair.code == "code_padded"


def test_the_department_above_its_agencies_repeats_the_total() -> None:
    found = arranged(("合计", ["9.00"]), ("某市审计局", ["9.00"]), ("某市审计局", ["7.00"]), ("某市审计服务中心", ["2.00"]))

    assert [role for role, _, _ in found] == ["", "total", "unit", "unit"]


def test_parts_that_leave_something_out_are_no_addends() -> None:
    found = arranged(
        ("1、一般公共预算拨款", ["9.00"]),
        ("其中：专项资金列入部门预算的项目", ["4.00"]),
        ("2、事业收入", ["1.00"]),
        ("本年收入合计", ["10.00"]),
        ("上年结转", ["3.00"]),
        ("其中：财政拨款资金结转", ["3.00"]),
        ("收入总计", ["13.00"]),
    )

    assert [role for role, _, _ in found] == ["", "of_which", "", "", "", "of_which", ""]


def test_parts_that_contradict_their_whole_stay_addends() -> None:
    found = arranged(("合计", ["40.20"]), ("2.公务接待费", ["40.20"]), ("3.公务用车购置及运行费", ["0"]), ("其中：公务用车运行费", ["18.00"]))

    assert found[3] == ("", "其中：公务用车运行费", 2)


def test_a_wrong_figure_in_one_column_leaves_the_rows_where_the_others_put_them() -> None:
    def found(wrong: str, third: str = "43.00") -> list[int | None]:
        return levels(
            ("合计", ["70.00", "77.00", "63.00"]),
            ("税收收入", ["50.00", "55.00", third]),
            ("增值税", ["30.00", "33.00", "25.00"]),
            ("契税", [wrong, "22.00", "18.00"]),
            ("非税收入", ["20.00", "22.00", "20.00"]),
            ("专项收入", ["12.00", "13.00", "12.00"]),
            ("罚没收入", ["8.00", "9.00", "8.00"]),
        )

    assert found("20.00") == [None, 1, 2, 2, 1, 2, 2]
    assert found("90.00") == [None, 1, 2, 2, 1, 2, 2]
    # One column against two is outvoted, two against one are not.
    assert found("90.00", "44.00")[2:4] == [1, 1]


def test_sums_that_hold_exactly_go_before_those_that_rounding_lets_hold() -> None:
    """26 of 修武县 is within rounding of 11 + 14 of the two below it; the six places make up 焦作市."""
    assert levels(
        ("合计", ["141"]),
        ("焦作市", ["81"]),
        ("市辖区", ["20"]),
        ("修武县", ["26"]),
        ("博爱县", ["11"]),
        ("沁阳市", ["14"]),
        ("温县", ["7"]),
        ("孟州市", ["3"]),
        ("濮阳市", ["60"]),
        ("南乐县", ["40"]),
        ("范县", ["20"]),
    ) == [None, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2]


def test_sums_within_rounding_tell_levels_where_none_is_exact() -> None:
    assert levels(
        ("合计", ["80.05"]), ("教育", ["50.03"]), ("小学", ["30.01"]), ("中学", ["20.01"]), ("卫生", ["30.03"]), ("医院", ["10.01"]),
        ("防疫", ["20.01"]),
    ) == [None, 1, 2, 2, 1, 2, 2]  # fmt: skip


def test_a_wrong_figure_and_the_total_beside_it_leave_the_nesting() -> None:
    """One county prints 21 more of special debt than went into the sum of all counties, and so does its total of both."""
    assert levels(
        ("昌都市", ["300", "120", "180", "90"]),
        ("昌都市本级", ["100", "50", "50", "30"]),
        ("县区合计", ["200", "70", "130", "60"]),
        ("卡若区", ["141", "40", "101", "40"]),
        ("江达县", ["80", "30", "50", "20"]),
    ) == [1, 2, 2, 3, 3]


def test_a_list_that_its_last_row_sums_up_has_its_total_there_where_the_label_says_so() -> None:
    rows = [
        ("一、税收返还", ["506.79"]),
        ("二、转移支付", ["659.63"]),
        ("（一）一般性转移支付", ["614.93"]),
        ("（二）专项转移支付", ["44.70"]),
        ("其中：科普专项资金", ["6.75"]),
        ("环境保护专项资金", ["5.97"]),
    ]

    found = arranged(*rows, ("返还和转移支付总计", ["1166.42"]))
    assert found[-3:] == [("of_which", "其中：科普专项资金", 3), ("of_which", "环境保护专项资金", 3), ("total", "返还和转移支付总计", None)]
    assert arranged(*rows, ("返还和转移支付总计", ["1166.52"]))[-1][0] == ""
    assert arranged(*rows, ("返还和转移支付", ["1166.42"]))[-1][0] == ""


def test_a_name_of_many_sections_is_the_item_of_the_section_above() -> None:
    names = ["城乡社区支出", "城乡社区管理事务", "行政运行", "城乡社区公共设施", "行政运行"]
    rows = [Row(name=name, amounts=[Amount(text, 0)]) for name, text in zip(names, "95421", strict=True)]

    assert by_functions(names, range(5), Sums(rows, frozenset({0}))) == [1, 2, 3, 2, 3]


@pytest.mark.parametrize(
    ("figures", "parts_of", "said"),
    [(("9.00", "5.00", "4.00"), False, 1), (("9.00", "5.00", "3.00"), False, -1), (("9.00", "5.00", "3.00"), True, 0)],
)
def test_a_sum_that_holds_weighs_as_much_as_one_that_does_not(figures: Sequence[str], parts_of: bool, said: int) -> None:
    rows = [Row(name=text, amounts=[Amount(text, 0)]) for text in figures]

    assert Sums(rows, frozenset({0})).adds_up(0, [1, 2], parts_of=parts_of) == said


def test_indents_tell_depths_where_they_differ() -> None:
    assert by_indent([0, 2, 2, 4, 0]) == [1, 2, 2, 3, 1]
    assert by_indent([3, 3]) is None


def test_sections_stand_above_classes_and_what_follows_of_which_stays_beside_it() -> None:
    """gov-ha-2024-final, page 25: classes below two sections, projects below the classes."""
    rows = [
        ("一、省本级支出", ["59.00"]),
        ("公共安全支出", ["44.00"]),
        ("其中：监狱改扩建工程", ["41.50"]),
        ("业务用房项目", ["2.50"]),
        ("教育支出", ["15.00"]),
        ("其中：新校区一期", ["15.00"]),
        ("二、对市县转移支付", ["12.50"]),
        ("农林水支出", ["12.50"]),
        ("坡耕地治理", ["10.00"]),
        ("活动场所建设项目", ["2.50"]),
    ]

    assert levels(*rows, ("合计", ["71.50"])) == [1, 2, 3, 3, 2, 3, 1, 2, 3, 3, None]


def test_names_that_the_list_does_not_know_are_groups_where_it_prints_no_items() -> None:
    names = ["城乡社区支出", "国有土地使用权出让收入安排的支出", "新设基金安排的支出", "农林水支出", "大中型水库库区基金安排的支出"]
    rows = [Row(name=name, amounts=[Amount(text, 0)]) for name, text in zip(names, "95422", strict=True)]
    sums = Sums(rows, frozenset({0}))

    assert by_functions(names, range(5), sums) == [1, 2, 3, 1, 2]
    assert by_functions(names, range(5), sums, flat=True) == [1, 2, 2, 1, 2]
    assert by_functions([*names[:4], "农业农村", "行政运行"], [0, 1, 2, 3, 4, 4], sums, flat=True) is None


def test_agencies_that_buy_stand_below_what_they_buy() -> None:
    """wx-17a8236f, page 32: 货物, 工程 and 服务 above agencies above projects."""
    rows = [
        ("合计", ["30.25"]),
        ("货物", ["20.00"]),
        ("甲市乙学校", ["12.00"]),
        ("办公设备", ["12.00"]),
        ("甲市丙服务中心", ["8.00"]),
        ("家具", ["5.00"]),
        ("车辆", ["3.00"]),
        ("服务", ["10.25"]),
        ("甲市丙服务中心", ["10.25"]),
        ("物业管理", ["10.25"]),
    ]

    assert levels(*rows) == [None, 1, 2, 3, 2, 3, 3, 1, 2, 3]
    assert {role for role, _, _ in arranged(*rows)[1:]} == {"item"}
    assert arranged(*[("合计", ["30.50"]), *rows[1:]])[5][0] != "item"


def test_what_is_called_like_a_group_is_an_item_below_groups_that_make_up_their_class() -> None:
    """gov-ha-2024-final, page 46: 公立医院 below 超长期特别国债安排的支出."""
    names = ["卫生健康支出", "超长期特别国债安排的支出", "公立医院", "其他卫生健康支出", "教育支出", "普通教育"]
    rows = [Row(name=name, amounts=[Amount(text, 0)]) for name, text in zip(names, ["7.00", "7.00", "4.00", "3.00", "9.00", "9.00"], strict=True)]

    assert by_functions(names, range(6), Sums(rows, frozenset({0}))) == [1, 2, 3, 3, 1, 2]


FUND = [
    ("一、城乡社区支出", ["5618.3"]),
    ("城市基础设施配套费安排的支出", ["385.1"]),
    ("国有土地使用权出让收入安排的支出", ["5233.2"]),
    ("二、其他支出", ["449.7"]),
    ("彩票公益金安排的支出", ["449.7"]),
    ("支出合计", ["6068.0"]),
]


def test_what_stands_behind_a_total_nests_as_it_closes_up_to_the_next_one() -> None:
    """Names of the classification tell the depths before it, and nothing of what moves between budgets."""
    below = [("转移性支出", ["785.7"]), ("调出资金", ["230.6"]), ("专项债务还本支出", ["64.9"]), ("年终结余", ["490.2"])]
    beside = [("加：调出资金", ["230.6"]), ("专项债务还本支出", ["64.9"]), ("年终结余", ["490.2"])]

    assert levels(*FUND, *below, ("支出总计", ["6853.7"])) == [1, 2, 2, 1, 2, None, 1, 2, 2, 2, None]
    assert levels(*FUND, *beside, ("支出总计", ["6853.7"])) == [1, 2, 2, 1, 2, None, 1, 1, 1, None]
