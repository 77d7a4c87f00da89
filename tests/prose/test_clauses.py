"""What an amount is said of: its own clause, its whole, its code and its year."""

from __future__ import annotations

import pytest

from loaders.prose.codes import code_of
from loaders.records import StatedAmount
from tests.prose.support import brief, read


def _row(rows: list[StatedAmount], amount: str) -> StatedAmount:
    return next(row for row in rows if row.amount_printed == amount)


def test_codes_in_names_are_no_amounts_and_stay_with_their_item() -> None:
    rows = read(
        "1、公共安全支出（204类）司法（06款）行政运行（01项）1434.89万元。主要用于：人员支出。2024年当年预算执行数为1400.00万元，"
        "2025年预算安排1434.89万元，比2024年预算执行数增加2.49%。",
        "2、司法（06款）一般行政管理事务（02项）20.50万元，其中项目（3项）12万元。",
    )

    assert [row.unit for row in rows] == ["万元", "万元", "万元", "万元", "项", "万元"]
    assert [row.subject_code for row in rows[:4]] == ["2040601", "2040601", "2040601", "2040602"]
    assert _row(rows, "1400.00").role == "last_year"
    assert _row(rows, "1400.00").stated_year == "2024"
    assert [row.change_pct for row in rows[:3]] == ["", "", "2.49"]


@pytest.mark.parametrize(
    ("name", "above", "code"),
    [("卫生健康支出（210类）行政事业单位医疗（11款）事业单位医疗（02项）", "", "2101102"), ("行政运行（01项）", "20406", "2040601"),
     ("行政运行（01项）", "2040602", "2040601"), ("司法（20406款）行政运行（2040601项）", "", "2040601"), ("行政运行（01项）", "", ""),
     ("2080505机关事业单位基本养老保险缴费支出", "", "2080505"), ("机关事业单位基本养老保险缴费支出（2080505）", "", "2080505"),
     ("社会保障和就业支出（类）", "208", ""), ("购置车辆（3项）", "208", "")],
)  # fmt: skip
def test_the_code_of_a_name(name: str, above: str, code: str) -> None:
    assert code_of(name, above) == code


def test_parts_in_sentences_of_their_own_belong_to_their_whole() -> None:
    rows = read(
        "本单位本年支出预算合计20849.45万元，其中：",
        "基本支出9964.07万元，占47.79%。",
        "项目支出10688.66万元，占51.27%。",
        "单位预留机动经费196.72万元，占0.94%。",
    )

    assert [(row.role, row.part_of) for row in rows] == [("total", ""), *[("part", "本年支出预算合计")] * 3]


def test_parts_behind_a_full_stop_belong_to_the_amount_before() -> None:
    rows = read(
        "2025年收入预算7148.68万元。其中:一般公共预算拨款收入5398.68万元,占75.52%;政府性基金收入1750万元,占24.48%;"
    )

    assert [(row.role, row.part_of, row.share_of) for row in rows[1:]] == [
        ("part", "收入预算", "收入预算")
    ] * 2


def test_a_purpose_between_parts_is_no_whole() -> None:
    rows = read("支出预算30万元。其中：基本支出10万元，主要用于保障运转；项目支出20万元。")

    assert [row.part_of for row in rows] == ["", "支出预算", "支出预算"]


def test_an_agency_with_its_extent_is_no_part_of_a_name() -> None:
    rows = read("昆明市审计局（汇总）2026年公务接待费预算为149,010.00元，较上年减少15,800.00元，下降9.59%。")

    assert brief(rows[0]) == ("公务接待费预算", "149010.00", "元", "-15800.00", "-9.59", "")


def test_a_full_stop_within_brackets_ends_no_sentence() -> None:
    rows = read(
        "公务用车购置及运行维护费6.7万元（公务用车购置费0万元；公务用车运行维护费6.7万元，比上年减少2.3万元。）比上年减少2.3万元，下降25.6%。"
    )

    assert [(row.subject_name, row.change_printed, row.change_pct) for row in rows] == [
        ("公务用车购置及运行维护费", "-2.3", "-25.6"), ("公务用车购置费", "", ""), ("公务用车运行维护费", "-2.3", ""),
    ]  # fmt: skip


def test_units_of_any_size() -> None:
    rows = read("补助资金120千元，上缴3.5百万元，争取资金2亿元。")

    assert [(row.amount_printed, row.unit) for row in rows] == [
        ("120", "千元"),
        ("3.5", "百万元"),
        ("2", "亿元"),
    ]


def test_parts_and_rates_belong_to_the_figure_and_not_to_what_it_is_held_against() -> None:
    found = read("政府性基金收入969万元，占年初预算2180万元的44.5%，同比下降14.6%，其中土地收入866万元。")
    assert [(f.subject_name, f.amount_printed, f.change_pct, f.part_of) for f in found] == [
        ("政府性基金收入", "969", "-14.6", ""),
        ("政府性基金收入年初预算", "2180", "", ""),
        ("土地收入", "866", "", "政府性基金收入"),
    ]


def test_a_count_without_words_of_its_own_counts_what_was_counted_before_it() -> None:
    rows = read("全年安排本县出国团组2个；参加其他单位的出国团组0个，全年因公出国（境）团组共计，2个，累计5人次。主要原因是，3辆车报废。")

    assert [(row.amount_printed, row.unit, row.subject_name) for row in rows][2:] == [
        ("2", "个", "因公出国（境）团组"),
        ("5", "人次", "因公出国（境）团组"),
        ("3", "辆", "车报废"),
    ]


def test_a_word_between_two_counts_names_nothing() -> None:
    assert [row.subject_name for row in read("每周发布信息5条和10条。")] == ["每周发布信息"] * 2


def test_what_an_adjusted_budget_is_held_against_names_nothing() -> None:
    (row,) = read("总财力拟调整为635万元，比第三十七次会议批准的调整预算（以下简称“中期预算”）调增93万元。")

    assert (row.subject_name, row.change_printed) == ("总财力", "93")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (("1.收入预算执行情况", "2031年全县财政总收入127606万元，完成预算的99.6%，可比增长11.13%，其中中央级收入54386万元。"), ["全县财政总收入", "中央级收入"]),
        (("2031年地方政府债务情况", "2031年全市新增地方政府债务296.87亿元，其中一般债务29.72亿元、专项债务267.15亿元。"), ["全市新增地方政府债务", "一般债务", "专项债务"]),
        (("县级一般公共预算收入加上预计上级各类补助收入124392万元。",), ["预计上级各类补助收入"]),
        (("上级补助收入调增8万元，分别是一般性转移支付收入5万元。",), ["上级补助收入", "一般性转移支付收入"]),
        (("浏览:372次 时间:2031-09-23 来源:未知",), []),
    ],
)  # fmt: skip
def test_headings_and_words_that_join_are_no_part_of_a_name(text: tuple[str, ...], names: list[str]) -> None:
    assert [row.subject_name for row in read(*text)] == names


def test_what_the_department_itself_spends_is_of_nothing_told_before() -> None:
    rows = read(
        "2022年本部门预算收入37万元，其中：拨款收入36万元、其他收入1万元；2022年本部门预算支出37万元，其中：教育支出36万元、农林水支出1万元，"
        "2022年本部门预算支出较上年增加19万元。"
    )
    assert [(row.subject_name, row.change_printed) for row in rows] == [
        ("预算收入", ""), ("拨款收入", ""), ("其他收入", ""), ("预算支出", "19"), ("教育支出", ""), ("农林水支出", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("教育、文化体育与传媒和农林水事务等支出", ["教育支出", "文化体育与传媒支出", "农林水事务支出"]),
        ("教育支出、科学技术支出及农林水支出", ["教育支出", "科学技术支出", "农林水支出"]),
        ("教育、卫生、农林水和交通等支出", ["教育、卫生、农林水和交通等支出分别"]),
    ],
)
def test_rates_are_dealt_out_to_a_list_of_as_many_names(listed: str, names: list[str]) -> None:
    rows = read(listed + "分别增长64.3%、29%和43.1%。")
    assert [(row.subject_name, row.change_pct) for row in rows] == list(
        zip(names, ["64.3", "29", "43.1"], strict=False)
    )


def test_the_whole_of_a_list_goes_on_in_the_next_paragraph() -> None:
    rows = read(
        "2017年度财政拨款支出40万元。与上年相比，增加16万元。其中：教育支出30万元，工资福利支出6万元。",
        "2017年预算数37万元，调整数46万元，决算数46万元。",
    )
    assert [row.subject_name for row in rows][-3:] == [
        "财政拨款支出预算数",
        "财政拨款支出调整数",
        "财政拨款支出决算数",
    ]


def test_a_heading_names_what_it_explains() -> None:
    rows = read(
        "三、“三公”经费支出决算情况说明", "年初预算为8万元。", section="三、“三公”经费支出决算情况说明"
    )
    assert [row.subject_name for row in rows] == ["“三公”经费年初预算"]
    rows = read("深圳市交通运输局（本级）预算8万元，包括公用经费2万元。", section="第三部分部门预算支出具体情况")
    assert [row.subject_name for row in rows] == ["部门预算", "公用经费"]
    rows = read("三、部门收支概况", "预算支出8万元。", section="三、部门收支概况")
    assert [row.subject_name for row in rows] == ["预算支出"]


def test_a_stroke_stands_between_names() -> None:
    rows = read("债务率为68.8%（债务余额85.64亿元/地方综合财力124.5亿元）。")
    assert [row.subject_name for row in rows] == ["债务率", "债务余额", "地方综合财力"]


def test_a_project_s_name_with_a_word_of_change_in_it() -> None:
    rows = read("专项债务余额19.5亿元，主要用于道路建设5.1亿，学校建设5506万元，医院整体能力提升2亿元。")
    assert [brief(row)[:4] for row in rows] == [
        ("专项债务余额", "19.5", "亿元", ""),
        ("道路建设", "5.1", "亿元", ""),
        ("学校建设", "5506", "万元", ""),
        ("医院整体能力提升", "2", "亿元", ""),
    ]
    assert [(row.subject_name, row.change_printed) for row in read("总收入10亿元，比上年提升2亿元。")] == [("总收入", "2")]


def test_a_heading_above_a_year_without_its_word() -> None:
    rows = read("2. 政府性基金预算执行情况", "2021全区政府性基金预算收入完成130.2亿元。", "这一行写得比标题长得多，好让标题看起来只占页面宽度的一小部分，后面还有字。")
    assert rows[0].subject_name == "全区政府性基金预算收入"


def test_a_change_is_not_of_the_budget_that_spending_is_held_against() -> None:
    rows = read(
        "2031年度“三公”经费支出决算为62.07万元，完成全年预算84.82万元的73.2%，比上年决算数增加38.97万元，增长168.7%；比2029年决算数减少24.87万元。"
        "其中：购置支出决算为0万元，完成预算0万元的--%，比上年决算数增加0万元；公务接待费支出决算为22.59万元，完成预算43.2万元的52.3%，比上年决算数增加20.63万元，增长1,055.4%。"
    )

    assert [(row.amount_printed, row.change_printed, row.change_pct) for row in rows] == [
        ("62.07", "38.97", "168.7"),
        ("84.82", "", ""),
        ("", "-24.87", ""),
        ("0", "0", ""),
        ("0", "", ""),
        ("22.59", "20.63", "1055.4"),
        ("43.2", "", ""),
    ]
