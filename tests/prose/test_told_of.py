"""What figures are said of, where the words right before them don't tell: another sentence's row, another year, another name."""

from __future__ import annotations

from tests.prose.support import read


def test_a_rate_against_last_years_amount_is_the_actual_amounts_not_its_budgets() -> None:
    found = read("全年一般公共预算支出537万元，完成调整预算数540万元的99.4%，较上年509万元增长5.5%。其中：民生支出463万元。")
    assert [(f.subject_name, f.amount_printed, f.change_pct, f.part_of) for f in found] == [
        ("一般公共预算支出", "537", "5.5", ""),
        ("一般公共预算支出调整预算数", "540", "", ""),
        ("一般公共预算支出上年", "509", "", ""),
        ("民生支出", "463", "", "一般公共预算支出"),
    ]


def test_what_there_was_none_of_did_not_change_and_nothing_told_before_is_meant() -> None:
    found = read("其中：因公出国（境）支出0万元；公务接待费支出2.05万元。", "（1）出国情况。", "本部门本年度无因公出国（境）支出，较上年无变化。")
    assert [(f.subject_name, f.amount_printed, f.change_printed) for f in found] == [
        ("因公出国（境）支出", "0", "0"),
        ("公务接待费支出", "2.05", ""),
    ]
    found = read("公务接待费支出2.05万元。", "（1）出国情况。", "本部门本年度无因公出国（境）支出，较上年无变化。")
    assert [(f.subject_name, f.amount_printed, f.change_printed) for f in found] == [
        ("公务接待费支出", "2.05", ""),
        ("因公出国（境）支出", "", "0"),
    ]


def test_what_is_listed_has_the_name_that_it_is_called_by_together() -> None:
    for called in ("（“三公”经费）", "（以下简称“三公”经费）"):
        (row,) = read(f"各单位因公出国（境）经费、公务接待费、公车购置费，公车运行费{called}决算总额2771万元。")
        assert row.subject_name == "“三公”经费决算总额"
    (row,) = read("公车运行费（“雪亮工程”）支出27万元。")
    assert row.subject_name == "公车运行费（“雪亮工程”）支出"


def test_the_year_that_opens_a_sentence_is_not_the_one_that_it_is_held_against() -> None:
    for text in ("与2019年相比，财政拨款增加27.44万元。", "公务用车购置费同口径比2019年减少334万元。"):
        (row,) = read(text)
        assert (row.stated_year, row.change_base) == ("", "2019年")


def test_the_same_measure_is_no_part_of_a_base_or_a_name() -> None:
    found = read("三公经费预算3328万元。同口径比2018年减少830万元，下降20%。")
    assert [(f.subject_name, f.change_printed, f.change_pct, f.change_base) for f in found] == [
        ("三公经费预算", "-830", "-20", "2018年")
    ]
    (row,) = read("三公经费5万元，同口径与上年持平。")
    assert (row.subject_name, row.change_printed) == ("三公经费", "0")


def test_a_share_that_was_never_filled_in_is_no_name() -> None:
    found = read("购置及运行维护费5万元，占 %，比上年减少0.28万元，公务接待费30万元，占 %，接待记者46批次，约600人。")
    assert [(f.subject_name, f.amount_printed, f.change_printed) for f in found] == [
        ("购置及运行维护费", "5", "-0.28"),
        ("公务接待费", "30", ""),
        ("接待记者", "46", ""),
        ("接待记者", "600", ""),
    ]


def test_how_it_is_published_is_no_figure_that_stays_as_it_was() -> None:
    assert read("2024年“三公”经费预算公开口径与上年度保持一致。") == []


def test_what_was_spent_on_what_was_counted_bears_its_name() -> None:
    found = read("2018年公务接待24批次，210人次，支出2.05万元，较上年减少0.03万元。")
    assert [(f.subject_name, f.amount_printed, f.change_printed) for f in found] == [
        ("公务接待", "24", ""),
        ("公务接待", "210", ""),
        ("公务接待支出", "2.05", "-0.03"),
    ]


def test_a_unit_with_another_in_brackets_is_one_unit() -> None:
    found = read("公务接待费4万元，接待74批（次）813人，同比去年1.05万元增加2.95万元。")
    assert [(f.subject_name, f.role, f.amount_printed, f.unit, f.change_printed) for f in found] == [
        ("公务接待费", "current", "4", "万元", "2.95"),
        ("接待", "current", "74", "批（次）", ""),
        ("接待", "current", "813", "人", ""),
        ("公务接待费去年", "last_year", "1.05", "万元", ""),
    ]


def test_shares_without_words_are_of_what_opens_their_sentence() -> None:
    found = read("2020年度“三公”经费支出决算中，公务接待费支出决算6万元，占60%；公务用车费支出决算4万元，占40%。")
    assert [(f.share_pct, f.share_of) for f in found] == [("60", "“三公”经费支出决算"), ("40", "“三公”经费支出决算")]


def test_what_has_a_reason_of_its_own_is_none() -> None:
    found = read("公务用车运行费150万元，比2022年减少170万元，主要原因是核减预算，公务用车购置费20万元，主要原因是严控经费。")
    assert [(f.subject_name, f.role) for f in found] == [("公务用车运行费", "current"), ("公务用车购置费", "current")]
    found = read("公务用车运行费150万元，比2022年减少170万元，主要原因是公务用车购置费20万元，会议费30万元。")
    assert [f.role for f in found] == ["current", "other", "other"]


def test_what_a_web_page_says_of_itself_is_no_part_of_a_name() -> None:
    page = "发布日期:2024-02-22 14:10 浏览次数:0次 字体:【大 中 小】"
    assert [f.subject_name for f in read(page, "某区2024年“三公”经费共计29.05万元。")] == ["某区“三公”经费"]
    (row,) = read("资金用于公开", "公开招标：设备购置费29.05万元。", pages=[1, 1])  # on a page a line may begin anywhere
    assert row.sentence_seq == 1


def test_a_base_ends_where_its_amount_begins() -> None:
    found = read("2026年支出预算5,133.74万元，比2025年年初预算数4,956.01万元增加177.73万元，增长3.59%。")
    assert [(f.amount_printed, f.change_printed, f.change_base) for f in found] == [
        ("5133.74", "177.73", "2025年年初预算数"),
        ("4956.01", "", ""),
    ]
    (row, _) = read("委托业务费预算为332.14万元，比上年预算（上年290万元）增加42.14万元。")
    assert row.change_base == ""


def test_what_something_is_held_against_is_no_name_of_it() -> None:
    found = read(
        "“三公”经费支出决算为62.07万元，完成全年预算84.82万元的73.2%，比上年决算数增加38.97万元，增长168.7%；"
        "比2019年（疫情前）决算数减少24.87万元，降低28.6%。"
    )
    assert [(f.subject_name, f.change_printed, f.change_base) for f in found if f.change_printed] == [
        ("“三公”经费支出决算", "38.97", "上年决算数"),
        ("“三公”经费", "-24.87", "2019年（疫情前）决算数"),
    ]


def test_what_stayed_the_same_within_a_reason_is_no_news_of_what_changed() -> None:
    found = read("经营收入5.00万元。", "较2022年度决算数增加5.00万元，主要原因是：上年无经营收入，与预算相比无变化。")
    assert [(f.subject_name, f.change_printed, f.change_base) for f in found] == [("经营收入", "5.00", "2022年度决算数")]


def test_a_budget_that_a_share_is_of_is_no_part_of_what_is_listed() -> None:
    found = read("支出9万元，其中：出国费支出决算为4万元，完成预算5万元的80%；接待费支出决算为5万元，完成预算6万元的83.33%。")
    assert [(f.subject_name, f.part_of) for f in found if f.subject_name.endswith("预算")] == [("出国费预算", ""), ("接待费预算", "")]


def test_parts_are_of_what_is_no_less_than_they_are() -> None:
    found = read("本年收入合计9万元，包括本年收入9万元，上年结转结余0万元。", "其中：一般公共预算收入5万元，事业收入4万元。")
    assert [(f.subject_name, f.part_of) for f in found][-2:] == [("一般公共预算收入", "本年收入"), ("事业收入", "本年收入")]
    found = read("收支总预算9万元。", "包括：一般公共预算拨款7万元，政府性基金拨款2万元。", "其中：当年拨款8万元，上年结转1万元。")
    assert [f.part_of for f in found][-2:] == ["收支总预算", "收支总预算"]
    found = read("支出9万元，其中：基本支出5万元。", "其中：人员经费4万元。")
    assert found[-1].part_of == "基本支出"


def test_a_list_of_words_that_a_semicolon_ends_has_no_amounts() -> None:
    found = read("基本支出7万元，其中：人员经费5万元，主要包括：工资、奖金等；公用经费2万元，主要包括：印刷费、电费。")
    assert [(f.subject_name, f.part_of) for f in found] == [("基本支出", ""), ("人员经费", "基本支出"), ("公用经费", "基本支出")]
