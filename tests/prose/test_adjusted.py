"""Reports on adjusted budgets, lists within lists, and comparisons that name another figure first."""

from __future__ import annotations

from tests.prose.support import read


def test_a_figure_that_another_replaces_keeps_its_name() -> None:
    found = read(
        "非税收入由年初预算3574.04万元调整为3842.88万元，调增268.84万元。转移性收入由272466万元调整为302375万元，"
        "调增29909万元。"
    )
    assert [(f.subject_name, f.role, f.amount_printed, f.change_printed) for f in found] == [
        ("非税收入", "initial_budget", "3574.04", ""),
        ("非税收入", "current", "3842.88", "268.84"),
        ("转移性收入", "other", "272466", ""),
        ("转移性收入", "current", "302375", "29909"),
    ]


def test_what_is_adjusted_by_an_amount_is_changed_by_it() -> None:
    found = read("转移性收入调整为533303万元，调增39710万元，其中调增上级转移支付34668万元，调减上年结余1642万元。")
    assert [(f.subject_name, f.part_of, f.amount_printed, f.change_printed) for f in found] == [
        ("转移性收入", "", "533303", "39710"),
        ("上级转移支付", "", "", "34668"),
        ("上年结余", "", "", "-1642"),
    ]


def parts(text: str) -> list[tuple[str, str]]:
    return [(f.subject_name, f.part_of) for f in read(text)]


def test_a_list_within_a_list_ends_at_the_semicolon() -> None:
    assert parts("新增债务限额2.39亿元，其中一般债务1.39亿元，其中外债转贷0.01亿元；专项债务1亿元。") == [
        ("新增债务限额", ""),
        ("一般债务", "新增债务限额"),
        ("外债转贷", "一般债务"),
        ("专项债务", "新增债务限额"),
    ]


def test_a_list_within_a_list_goes_on_behind_the_semicolon_where_that_makes_up_its_whole() -> None:
    found = parts("收入100万元，其中：财政拨款80万元，包括：工资50万元；津贴30万元；其他收入20万元。")
    assert found == [
        ("收入", ""),
        ("财政拨款", "收入"),
        ("工资", "财政拨款"),
        ("津贴", "财政拨款"),
        ("其他收入", "收入"),
    ]


def test_what_follows_parts_that_make_up_their_whole_is_none() -> None:
    found = parts("1、基本支出3571.27万元，其中：人员经费2950.9万元，公用经费620.37万元；2、项目支出265万元。")
    assert found == [
        ("基本支出", ""),
        ("人员经费", "基本支出"),
        ("公用经费", "基本支出"),
        ("项目支出", ""),
    ]


def test_a_rate_behind_last_years_amount_is_that_of_this_year() -> None:
    found = read("教育经费为3335.17万元，比上年3045万元增长9.53%。财政性经费为4453万比去年4432万增长0.47%。")
    assert [(f.role, f.amount_printed, f.unit, f.change_pct) for f in found] == [
        ("current", "3335.17", "万元", "9.53"),
        ("last_year", "3045", "万元", ""),
        ("current", "4453", "万元", "0.47"),
        ("last_year", "4432", "万元", ""),
    ]


def test_a_comparison_in_a_sentence_of_its_own_is_of_the_whole_before_it() -> None:
    found = read("总收入3836.27万元，其中：本级3442.13万元，铁路检察院394.14万元。比上年3476.98万元，增加359.29万元。")
    assert [(f.subject_name, f.amount_printed, f.change_printed) for f in found] == [
        ("总收入", "3836.27", "359.29"),
        ("本级", "3442.13", ""),
        ("铁路检察院", "394.14", ""),
        ("总收入上年", "3476.98", ""),
    ]


def test_a_second_comparison_is_of_what_the_first_one_is() -> None:
    found = read(
        "“三公”经费4.5万元，公务接待费0万元，公务用车费4.5万元。“三公”经费较上年减少0.03万元，下降0.6%；"
        "较年初预算数减少6.3万元，下降58.3%。"
    )
    assert [(f.subject_name, f.change_printed, f.change_pct) for f in found if f.change_printed] == [
        ("“三公”经费", "-0.03", "-0.6"),
        ("“三公”经费", "-6.3", "-58.3"),
    ]


def test_a_rate_is_of_what_its_own_words_name() -> None:
    found = read("支出217.99亿元。增速最高的为张家口市（同比增长22.9%），最低的为保定市（同比增长0.8%）。")
    assert [(f.subject_name, f.change_pct) for f in found] == [
        ("支出", ""),
        ("增速最高的为张家口市", "22.9"),
        ("最低的为保定市", "0.8"),
    ]


def test_a_code_is_no_year() -> None:
    found = read("2040401行政运行2826.33万元；20805行政单位离退休787.15万元。")
    assert [(f.subject_code, f.amount_printed) for f in found] == [("2040401", "2826.33"), ("20805", "787.15")]
