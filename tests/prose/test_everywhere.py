"""Statements as they are written elsewhere: whole governments' reports, groups of agencies, plans, several names at once."""

from __future__ import annotations

import pytest

from loaders.records import StatedAmount
from tests.prose.support import read


def _parts(rows: list[StatedAmount]) -> list[tuple[str, str, str, str]]:
    return [(row.subject_name, row.part_of, row.role, row.amount_printed) for row in rows]


@pytest.mark.parametrize("base", ["任务数", "计划", "预算数"])
@pytest.mark.parametrize("of", ["的", ""])
def test_a_share_of_what_was_to_come_in_may_touch_it(base: str, of: str) -> None:
    rows = read(f"财政总收入完成45633万元，占全年{base}52391万元{of}87.1%，扣除减税因素后下降5.5%。其中：地方收入完成22797万元，占全年{base}22881万元{of}99.63%。")
    whole = "财政总收入"
    said = [(row.subject_name, row.part_of, row.share_pct, row.change_pct) for row in rows if row.share_pct]
    assert said == [(whole, "", "87.1", "-5.5"), ("地方收入", whole, "99.63", "")]


def test_brackets_behind_an_amount_hold_its_parts_and_what_follows_is_said_of_the_amount() -> None:
    rows = read(
        "全县一般公共预算总收入完成126.05亿元(县本级98.88亿元,高新区27.17亿元),完成调整预算的103.67%,同比增收9.74亿元,增长8.38%。"
        "其中,全县一般公共预算收入完成78.14亿元(县本级60.4亿元,高新区17.74亿元),完成调整预算的102.72%,同比增收2.07亿元,增长6.7%。"
    )

    whole, first = "全县一般公共预算总收入", "全县一般公共预算收入"
    assert _parts(rows) == [
        (whole, "", "current", "126.05"),
        ("县本级", whole, "current", "98.88"),
        ("高新区", whole, "current", "27.17"),
        (first, whole, "part", "78.14"),
        ("县本级", first, "current", "60.4"),
        ("高新区", first, "current", "17.74"),
    ]
    assert [(r.change_printed, r.change_pct, r.share_pct) for r in (rows[0], rows[3])] == [
        ("9.74", "8.38", "103.67"),
        ("2.07", "6.7", "102.72"),
    ]


def test_what_a_bracket_leaves_out_is_no_part() -> None:
    rows = read("全市争取资金300.5亿元（不含超长期特别国债34.4亿元），增长5.17%。")

    assert [row.part_of for row in rows] == ["", ""]
    assert rows[0].change_pct == "5.17"


def test_a_plan_is_what_an_amount_is_held_against() -> None:
    rows = read(
        "2021年，全县一般公共预算收入完成112853万元，占年计划100500万元的112.29%，同比增长21.41%。"
        "其中，上划中央收入完成36400万元，占年计划34300万元的106.12%；上划省级收入完成8777万元，占年计划7855万元的111.74%。"
    )

    whole = "全县一般公共预算收入"
    assert _parts(rows) == [
        (whole, "", "current", "112853"),
        (f"{whole}年计划", "", "initial_budget", "100500"),
        ("上划中央收入", whole, "part", "36400"),
        ("上划中央收入年计划", "", "initial_budget", "34300"),
        ("上划省级收入", whole, "part", "8777"),
        ("上划省级收入年计划", "", "initial_budget", "7855"),
    ]
    assert [row.share_pct for row in rows] == ["112.29", "", "106.12", "", "111.74", ""]


def test_two_shares_of_one_amount_are_both_kept() -> None:
    rows = read("税收收入完成11,136万元,占调整预算90.75%,占一般公共预算收入的38.96%;非税收入完成17,447万元。")

    assert [(r.subject_name, r.amount_printed, r.share_pct, r.share_of) for r in rows] == [
        ("税收收入", "11136", "90.75", "调整预算"),
        ("税收收入", "", "38.96", "一般公共预算收入"),
        ("非税收入", "17447", "", ""),
    ]


def test_items_listed_after_a_colon_are_parts_also_behind_brackets() -> None:
    rows = read(
        "全区2016年“三公”经费决算数2364万元,比上年决算数下降16.77%。分项情况是:因公出国(境)经费12万元,与上年决算数下降86.62%;"
        "公车购置及运行费995万元(其中公务用车购置费38万元,公务用车运行费958万元),比上年决算数下降26.24%,2016年公务用车购置数及保有量分别为1辆和130辆。"
    )

    assert [(r.subject_name, r.role, r.amount_printed, r.change_pct) for r in rows] == [
        ("全区“三公”经费决算数", "final", "2364", "-16.77"),
        ("因公出国(境)经费", "part", "12", "-86.62"),
        ("公车购置及运行费", "part", "995", "-26.24"),
        ("公务用车购置费", "part", "38", ""),
        ("公务用车运行费", "part", "958", ""),
        ("公务用车购置数", "part", "1", ""),
        ("保有量", "part", "130", ""),
    ]
    assert {row.part_of for row in rows[3:5]} == {"公车购置及运行费"}


@pytest.mark.parametrize(
    ("text", "named"),
    [("甲费、乙费和丙费分别为1万元、2万元和3万元。", ["甲费", "乙费", "丙费"]), ("甲费及乙费分别为1万元、2万元和3万元。", ["甲费及乙费"] * 3)],
)  # fmt: skip
def test_names_are_dealt_out_only_where_they_are_as_many_as_the_amounts(text: str, named: list[str]) -> None:
    assert [row.subject_name for row in read(text)] == named


def test_a_difference_is_no_amount_of_its_own() -> None:
    rows = read(
        "“三公”经费支出2.05万元,年初预算为2.95万元,差值为0.9万元。其中:公务用车运行维护费支出0万元,年初预算为0.95万元,差值为0.95万元,"
        "原因为厉行节约,压减开支;公务接待费支出2.05万元,年初预算为2万元,差值为0.05万元。"
    )

    whole = "“三公”经费支出"
    assert [(r.part_of, r.role) for r in rows if "差值" in r.subject_name] == [("", "other")] * 3
    assert [(r.part_of, r.role) for r in rows if r.part_of] == [(whole, "part")] * 2


def test_the_words_of_a_sum_are_no_part_of_a_name() -> None:
    rows = read("一般公共预算收入决算数129748万元,加上级补助收入428905万元,加上上年结余320万元,收入总计558973万元。")

    assert [row.subject_name for row in rows] == [
        "一般公共预算收入决算数", "上级补助收入", "上年结余", "收入总计",
    ]  # fmt: skip


def test_transfers_are_a_name_not_an_execution() -> None:
    rows = read("中央预算内投资支出6399.28亿元，其中，中央本级支出1466.78亿元，对地方转移支付4932.5亿元。")

    assert [row.role for row in rows] == ["current", "part", "part"]


def test_remarks_that_hold_commas_are_cut_from_long_names_whole() -> None:
    rows = read(
        "2018年市级(不包括市城区、红海湾开发区和华侨管理区,下同)一般公共预算收入决算数129748万元,为调整预算数的100.66%。"
    )

    assert rows[0].subject_name == "市级一般公共预算收入决算数"
    assert rows[0].source_text.startswith("2018年市级(不包括市城区、红海湾开发区和华侨管理区,下同)")


def test_the_other_side_of_a_budget_is_no_part_of_the_first() -> None:
    rows = read(
        "本部门当年预算收入4,203.47万元，其中：一般公共预算拨款4,005.29万元、其他收入198.18万元；本部门当年预算支出4,203.47万元，"
        "其中：基本支出4,203.47万元。"
    )

    assert [(row.part_of, row.role) for row in rows] == [
        ("", "current"), ("当年预算收入", "part"), ("当年预算收入", "part"), ("", "current"), ("当年预算支出", "part"),
    ]  # fmt: skip


def test_what_an_amount_is_used_for_names_it_where_nothing_else_does() -> None:
    rows = read("本项目共申请预算资金90万元。其中:30万元用于基建工程项目审计;60万元用于基建工程项目设计、规划、测绘。")

    assert [row.subject_name for row in rows] == [
        "本项目共申请预算资金", "基建工程项目审计", "基建工程项目设计、规划、测绘",
    ]  # fmt: skip


def test_numbers_side_by_side_do_not_grow_together() -> None:
    rows = read("近两年收支占比 968.1918 100% 基本支出 724.23 74.8%，项目支出243.96万元，占25.2% 50.4%。")

    printed = {row.amount_printed for row in rows} | {row.share_pct for row in rows}
    assert printed <= {"", "243.96", "25.2", "50.4", "74.8", "100"}
    assert {"243.96", "25.2"} <= printed


def test_several_amounts_may_print_one_unit_and_several_changes_one_word() -> None:
    rows = read(
        "2022年度收、支总计各是4125.49,4143.91万元。与2021年相比,收、支总计各减少1267.86,2570.97万元,各下降23.51%、38.28%。"
    )

    assert [(r.amount_printed, r.change_printed, r.change_pct) for r in rows] == [
        ("4125.49", "-1267.86", "-23.51"),
        ("4143.91", "-2570.97", "-38.28"),
    ]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("税收收入、非税收入分别增长5.2%和3.1%。", [("税收收入", "5.2"), ("非税收入", "3.1")]),
        ("甲费10万元、乙费20万元，分别增长5.2%和3.1%。", [("甲费", "5.2"), ("乙费", "3.1")]),
        ("甲费10万元、乙费20万元，税收收入、非税收入分别下降5.2%和3.1%。", [("甲费", ""), ("乙费", ""), ("税收收入", "-5.2"), ("非税收入", "-3.1")]),
        ("收、支总计100万元，与上年相比各增加10万元，增长11.11%。", [("收、支总计", "11.11")]),
    ],
)  # fmt: skip
def test_changes_are_dealt_out_to_the_rows_or_names_they_are_said_of(text: str, changes: list[tuple[str, str]]) -> None:
    assert [(row.subject_name, row.change_pct) for row in read(text)] == changes


def test_what_includes_items_is_their_whole_where_the_words_name_it() -> None:
    rows = read(
        "财政拨款收支总预算7,057.48万元。收入包括:一般公共预算拨款7,034.41万元、上年结转23.07万元;支出包括:教育支出5,806.10万元。"
        "工资福利支出1,200.50万元，主要包括：基本工资300.00万元。"
    )

    assert [row.part_of for row in rows] == ["", "收入", "收入", "支出", "", "工资福利支出"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("全县完成财政总收入4348万元,占年初预算10065万元的43.2%。", ["全县财政总收入", "全县财政总收入年初预算"]),
        ("1-2月,全县实现大口径财政收入17056万元,同比增长14.14%。", ["全县大口径财政收入"]),
        ("全市地方一般公共预算收入预计完成195.57亿元。", ["全市地方一般公共预算收入"]),
        ("2026年全市一般公共预算收入安排149.1亿元,支出安排122.7亿元。", ["全市一般公共预算收入", "支出"]),
        (
            "区级收入37.05亿元,加上级补助收入0.74亿元、共同财政事权转移支付收入34.05亿元、以及上年结转19.12亿元,收入总计90.96亿元。",
            ["区级收入", "上级补助收入", "共同财政事权转移支付收入", "上年结转", "收入总计"],
        ),
        ("支出99亿元,加上解上级支出4.6亿元,支出总计103.6亿元。", ["支出", "上解上级支出", "支出总计"]),
        ("加强基层建设支出5万元。", ["加强基层建设支出"]),
        ("项目支出包括委员活动经费36.3万元,老干部活动经费10.5万元。", ["委员活动经费", "老干部活动经费"]),
        ("国有土地使用权出让收入安排的支出20万元。", ["国有土地使用权出让收入安排的支出"]),
    ],
)  # fmt: skip
def test_what_was_done_with_an_amount_is_no_part_of_its_name(text: str, names: list[str]) -> None:
    assert [row.subject_name for row in read(text)] == names


def test_what_is_planned_without_a_name_is_what_the_head_before_or_the_purpose_behind_says() -> None:
    rows = read(
        "①基本支出。安排48亿元，占比67.7%。其中，人员经费支出安排45.7亿元，占比64.5%。主要包括：在职人员经费307624万元。"
        "公用经费支出安排2.3亿元，占比3.2%。②专项支出。安排22.9亿元，占比32.3%，具体情况如下：——配套支出。安排13亿元，占比18.3%。"
        "——偿债支出。安排4.3亿元，占比6.1%。"
    )
    assert [(row.subject_name, row.part_of) for row in rows] == [
        ("基本支出", ""), ("人员经费支出", "基本支出"), ("在职人员经费", "人员经费支出"), ("公用经费支出", ""),
        ("专项支出", ""), ("配套支出", ""), ("偿债支出", ""),
    ]  # fmt: skip
    purposes = read("用于保障民生9340.50万元；安排770.12万元用于车队发展；安排105万元用于提高教师待遇。")
    assert [row.subject_name for row in purposes][1:] == ["车队发展", "提高教师待遇"]


def test_a_share_without_words_is_of_a_whole_told_before_only_where_it_fits() -> None:
    told = "人员经费支出45.7亿元，主要包括：在职人员经费30亿元。"
    assert [row.part_of for row in read(f"{told}奖金4.57亿元，占比10%。")][-1] == "人员经费支出"
    assert [row.part_of for row in read(f"{told}公用经费2.3亿元，占比3.2%。")][-1] == ""


def test_what_is_added_to_a_budget_is_no_part_of_what_was_listed_before() -> None:
    rows = read(
        "支出预算安排8.1亿元，其中：项目付费2亿元、债券利息2.3亿元，加上上解支出、调出资金等15.8亿元，支出总计23.9亿元。"
    )
    assert [(row.amount_printed, row.role, row.part_of) for row in rows] == [
        ("8.1", "current", ""), ("2", "part", "支出预算安排"), ("2.3", "part", "支出预算安排"), ("15.8", "current", ""),
        ("23.9", "total", ""),
    ]  # fmt: skip
