"""What a change or a rate is said of, and what it is held against."""

from __future__ import annotations

import pytest

from loaders.records import StatedAmount
from tests.prose.support import brief, read


def _row(rows: list[StatedAmount], amount: str) -> StatedAmount:
    return next(row for row in rows if row.amount_printed == amount)


def test_a_rate_within_a_reason_is_not_the_heads() -> None:
    rows = read(
        "因公出国（境）费预算支出199.25万元，比上年预算减少23.25万元，主要原因按规定运转类专项经费统一压减10%。"
    )

    assert brief(rows[0]) == ("因公出国（境）费预算支出", "199.25", "万元", "-23.25", "", "")
    assert [(row.role, row.change_pct) for row in rows[1:]] == [("other", "-10")]


def test_changes_within_a_reason_are_not_the_heads() -> None:
    rows = read(
        "培训费80.00万元，比上年增加5.00万元，主要原因是新任培训增加12.00万元，其他培训压减7.00万元。"
    )

    assert rows[0].change_printed == "5.00"
    assert [(row.role, row.change_printed) for row in rows[1:]] == [("other", "12.00"), ("other", "-7.00")]


def test_a_rate_behind_a_reason_that_fits_the_head_is_the_heads() -> None:
    rows = read("公用经费110.00万元，比上年增加10.00万元，主要原因是人员增加，增长10.00%。")

    assert brief(rows[0]) == ("公用经费", "110.00", "万元", "10.00", "10.00", "")


def test_the_heads_change_behind_a_cause_is_the_heads() -> None:
    rows = read("公用经费110.00万元，由于人员增加，比上年增加10.00万元。")

    assert brief(rows[0]) == ("公用经费", "110.00", "万元", "10.00", "", "")


def test_last_years_amount_in_brackets_does_not_change() -> None:
    rows = read(
        "2025年度部门支出预算安排与2024年度相比（2024年度部门支出预算安排为8,648.07万元），增加498.72万元，增长5.77%。"
    )

    assert (rows[0].role, rows[0].stated_year) == ("last_year", "2024")
    assert brief(rows[0]) == ("部门支出预算安排", "8648.07", "万元", "", "", "")
    assert brief(rows[1])[1:] == ("", "", "498.72", "5.77", "")


def test_a_comparison_keeps_its_year() -> None:
    rows = read("2025年，本单位收入预算4,336.11万元，比2025年预算减少2,023.41万元。")

    assert (rows[0].change_base, rows[0].stated_year) == ("2025年预算", "2025")


def test_a_change_behind_a_list_of_parts_is_the_wholes() -> None:
    rows = read(
        "支出预算：2026年年初预算数45,369.18万元。按支出功能分类，包括一般公共服务支出22,022.92万元，住房保障支出23,346.26万元。"
        "比2025年增加2,734.52万元，主要是基本支出增加659.75万元，项目支出增加2,074.77万元。"
    )

    assert [(row.amount_printed, row.change_printed, row.role) for row in rows] == [
        ("45369.18", "2734.52", "initial_budget"), ("22022.92", "", "current"), ("23346.26", "", "current"),
        ("", "659.75", "other"), ("", "2074.77", "other"),
    ]  # fmt: skip
    assert [row.part_of for row in rows[1:3]] == [rows[0].subject_name] * 2


def test_a_change_behind_a_purpose_is_the_heads() -> None:
    rows = read(
        "其中：基本支出12,899.62万元，主要用于保障在职人员工资福利、退休人员补助等，保障部门正常运转的各项支出，比2025年增加726.21万元，"
        "主要原因是新增了奖补资金1000万元、压减专项资金190万元。"
    )

    assert [(row.subject_name, row.change_printed) for row in rows[:1]] == [("基本支出", "726.21")]
    assert [row.role for row in rows[1:]] == ["other", "other"]


def test_a_change_of_this_year_is_not_said_of_last_years_amount_in_the_sentence_before() -> None:
    rows = read(
        "2021年度“三公”经费合计支出20.12万元，其中：公务接待12.39万元，公务用车运行费用7.73万元。",
        "2022年度“三公”经费预算较2021年度增加1.68万元，其中公务接待较上年同期减少0.58万元，减少4.68%。",
    )

    assert _row(rows, "12.39").change_printed == ""
    assert [row.amount_printed for row in rows if row.change_printed == "-0.58"] == [""]


def test_a_rate_said_of_nothing_is_that_of_the_whole_before_it() -> None:
    found = read(
        "“三公”经费支出预算为14.01万元，其中：公务用车运行维护费14.01万元，公务接待费0万元。"
        "与2023年预算相比增长16.75%，其中公务用车运行维护费增加2.01万元。"
    )
    assert [(f.subject_name, f.amount_printed, f.change_printed, f.change_pct) for f in found] == [
        ("“三公”经费支出预算", "14.01", "", "16.75"),
        ("公务用车运行维护费", "14.01", "2.01", ""),
        ("公务接待费", "0", "", ""),
    ]


def test_more_or_less_taken_in_is_a_change() -> None:
    found = read(
        "一般公共预算收入累计完成24627万元，完成年初预算数60999万元的40.4%，比上年减收1070万元，下降4.2%。"
        "其中：税收收入8103万元，比上年增收1284万元，增长18.8%。"
    )
    assert [(f.subject_name, f.amount_printed, f.change_printed, f.change_pct, f.part_of) for f in found] == [
        ("一般公共预算收入", "24627", "-1070", "-4.2", ""),
        ("一般公共预算收入年初预算数", "60999", "", "", ""),
        ("税收收入", "8103", "1284", "18.8", "一般公共预算收入"),
    ]


def test_a_reason_that_tells_of_no_change_is_no_statement() -> None:
    found = read("因公出国（境）费0万元，比上年增加0万元，增长0%，主要原因是与上年持平，无增减变化；公务接待费2.4万元，比上年减少14.6万元。")

    assert [(f.subject_name, f.amount_printed, f.change_printed) for f in found] == [
        ("因公出国（境）费", "0", "0"),
        ("公务接待费", "2.4", "-14.6"),
    ]


def test_the_year_of_a_change_is_not_that_of_its_base() -> None:
    found = read("2022年度“三公”经费预算较2021年度增加1.68万元。2022年接待费比2021年度2.5万元增加0.3万元。")

    assert next((f.change_printed or f.amount_printed, f.stated_year) for f in found) == ("1.68", "2022")


def test_a_second_change_goes_on_with_what_the_first_was_said_of() -> None:
    rows = read("其中，公务用车购置支出决算比预算无增减变化，比上年无增减变化，公务用车运行费支出决算比预算无增减变化，比上年增加2万元，增长25%。")

    assert [(row.subject_name, row.change_base, row.change_printed) for row in rows] == [
        ("公务用车购置支出决算", "预算", "0"),
        ("公务用车购置支出决算", "上年", "0"),
        ("公务用车运行费支出决算", "预算", "0"),
        ("公务用车运行费支出决算", "上年", "2"),
    ]


def test_a_change_given_as_the_reason_of_another_is_not_said_of_what_changed() -> None:
    rows = read("财政拨款支出总计90万元，比上年增加30万元。支出变动较大的主要原因是2031年新增了25万元专项资金。")

    assert [(row.subject_name, row.change_printed) for row in rows] == [("财政拨款支出总计", "30"), ("专项资金", "25")]


def test_a_change_in_brackets_is_said_of_what_stands_before_them() -> None:
    rows = read("主要原因是管网运营费减少38万元，规划研究减少27万元，取消全市奖补资金（减少10万元）。")

    assert [(row.subject_name, row.change_printed) for row in rows] == [("管网运营费", "-38"), ("规划研究", "-27"), ("取消全市奖补资金", "-10")]


def test_what_lies_between_an_amount_and_its_budget_is_a_change_of_it() -> None:
    rows = read("支出总计1741.75万元，比上年减少53.70万元，完成年初预算103%，决算数大于预算数55.93万元，主要原因是调资。")

    assert [(row.subject_name, row.amount_printed, row.change_printed, row.change_direction, row.change_base) for row in rows] == [
        ("支出总计", "1741.75", "-53.70", "减少", "上年"),
        ("支出总计", "", "55.93", "大于", "预算数"),
    ]
    assert read("支出总计6万元，完成年初预算，决算数小于年初预算数2万元。")[-1].change_printed == "-2"


def test_a_change_is_of_the_amount_of_its_name_before_one_whose_name_ends_so() -> None:
    rows = read("收入预算：2031年年初预算数90万元，其中：财政拨款70万元，其他收入20万元。收入预算较上年减少10万元，主要是其他收入较上年增加5万元。")

    assert [(row.amount_printed, row.change_printed) for row in rows] == [("90", "-10"), ("70", ""), ("20", ""), ("", "5")]


def test_what_a_budget_was_adjusted_by_and_a_rate_against_last_year_are_two_changes() -> None:
    rows = read("税收收入拟调整为85万元，调减16万元，下降9.7%；接待费调整为8万元，调减2万元，调减20%。")

    assert [(row.subject_name, row.amount_printed, row.change_printed, row.change_pct) for row in rows] == [
        ("税收收入", "85", "-16", ""),
        ("税收收入", "", "", "-9.7"),
        ("接待费", "8", "-2", "-20"),
    ]


def test_a_change_that_names_several_amounts_is_that_of_their_whole() -> None:
    rows = read(
        "2018年部门收入预算数616.38万元，其中：财政拨款（补助）收入600万元，占总收入的97%，其他收入16.38万元，占总收入的3%。",
        "收入预算较上年增加112.20万元。",
    )
    assert [(row.subject_name, row.change_printed) for row in rows] == [
        ("部门收入预算数", "112.20"),
        ("财政拨款（补助）收入", ""),
        ("其他收入", ""),
    ]


def test_from_an_old_amount_to_a_new_one() -> None:
    rows = read(
        "某县一般公共预算收入从2015年的2007万元上升到2020年的2468万元，增长22.97%；补助收入由2015年的99万元增加到2020年末的181万元。"
    )
    assert [(*brief(row)[:2], row.change_pct, row.role, row.stated_year) for row in rows] == [
        ("某县一般公共预算收入", "2007", "", "other", "2015"),
        ("某县一般公共预算收入", "2468", "22.97", "current", "2020"),
        ("补助收入", "99", "", "other", "2015"),
        ("补助收入", "181", "", "current", "2020"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("加强从化区约160家企业数据衔接。", "加强从化区企业数据衔接"),
        ("保费从100元提高到120元。", "保费"),
        ("保费从去年的100元提高到120元。", "保费"),
    ],
)
def test_a_name_with_a_word_of_change_in_it_is_no_old_amount(text: str, name: str) -> None:
    assert {row.subject_name for row in read(text)} == {name}


def test_how_a_rate_is_measured_is_no_subject() -> None:
    rows = read("1.国内增值税54.2亿元，扣除留抵退税因素后增长5.2%，按自然口径计算下降58.8%。")
    assert [(row.subject_name, row.change_pct) for row in rows] == [
        ("国内增值税", "5.2"),
        ("国内增值税", "-58.8"),
    ]


def test_what_fell_to_nothing_does_not_draw_another_s_change() -> None:
    rows = read("其中：因公出国（境）费支出0.00元；公务用车购置费支出决算减少272780.00元，下降100.00%；公务接待费支出决算减少275.00元，下降0.88%。")
    assert [(row.subject_name, row.change_printed, row.change_pct) for row in rows] == [
        ("因公出国（境）费支出", "", ""),
        ("公务用车购置费支出决算", "-272780.00", "-100.00"),
        ("公务接待费支出决算", "-275.00", "-0.88"),
    ]


def test_a_change_of_one_kind_of_spending_is_not_that_of_all_of_it() -> None:
    rows = read("全区支出总计1196625万元。在支出决算方面，债务还本支出与2020年执行数相比增加133万元。相应结转下年减少133万元，为115055万元。")
    assert [brief(row)[:4] for row in rows] == [
        ("全区支出总计", "1196625", "万元", ""),
        ("债务还本支出", "", "", "133"),
        ("相应结转下年", "", "", "-133"),
        ("相应结转下年", "115055", "万元", ""),
    ]


def test_a_comparison_names_by_its_base_what_changed() -> None:
    rows = read("2018年收入预算1370万元，其中：一般公共预算收入1370万元。比2017年部门收入预算增加了12.8%。")
    assert [(row.subject_name, row.change_pct) for row in rows] == [("收入预算", "12.8"), ("一般公共预算收入", "")]


def test_no_change_behind_a_bracket_is_that_of_what_stands_before_it() -> None:
    rows = read("公务用车购置及运行费28万元（公务用车购置费0万元，公务用车运行维护费28万元），较上年无增减；公务接待费1万元，比上年增加0.5万元。")
    assert [(row.subject_name, row.change_printed) for row in rows] == [
        ("公务用车购置及运行费", "0"), ("公务用车购置费", ""), ("公务用车运行维护费", ""), ("公务接待费", "0.5"),
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "pct"), [("支出合计97.31万元，比上年减少158.08。", ""), ("支出合计97.31万元，比上年减少58.08。", "-58.08")])
def test_nothing_goes_down_by_more_than_all_of_it(text: str, pct: str) -> None:
    assert [row.change_pct for row in read(text)] == [pct]


def test_what_is_held_against_last_years_amount_is_this_years() -> None:
    found = read("2031年公务接待费10万元，2030年12万元，与上年持平。")

    assert [(f.role, f.amount_printed, f.change_printed) for f in found] == [("current", "10", "0"), ("last_year", "12", "")]
