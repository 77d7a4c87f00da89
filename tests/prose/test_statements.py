"""Golden pairs: short statements as budgets and final accounts print them, and the rows they make."""

from __future__ import annotations

import pytest

from tests.prose.support import brief, read

FINAL_ACCOUNT = [
    "（一）收入支出决算总体情况",
    "本年收入支出总计均为 9859.38 万元。与 2023 年度相比，收入支出总计增加 1062.85",
    "万元，增长 12.08%。主要原因：项目支出增加。",
    "本年支出合计 9759.38 万元，其中：基本支出 5377.64 万元，占",
    "- 20 -",
    "55.10%；项目支出 4381.74 万元，占 44.90%。",
    "一般公共预算财政拨款支出 9746.50 万元，占本年支出合计",
    "的 99.86%。与 2023 年度相比，一般公共预算财政拨款支出增加",
    "1193.20 万元，增长 13.95。主要原因：项目支出增加。",
    "1、社会保障和就业支出（类）行政事业单位养老支出（款）机关",
    "事业单位基本养老保险缴费支出（项）。主要用于：养老保险支出。年",
    "初预算为 452.40 万元，支出决算为 446.11 万元，完成年初预算的 98.61%。决算数小于预算数的主要原因：基数变更。",
    "2、卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）。年初预算为",
    "54.53 万元，支出决算为 54.53 万元，完成年初预算的 100.00%。决算数同预算数持平。",
]

PENSION = "社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）"
MEDICAL = "卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）"


def test_shanghai_final_account_sentences() -> None:
    rows = read(*FINAL_ACCOUNT)
    assert [brief(row) for row in rows] == [
        ("本年收入支出总计", "9859.38", "万元", "1062.85", "12.08", ""),
        ("本年支出合计", "9759.38", "万元", "", "", ""),
        ("基本支出", "5377.64", "万元", "", "", "55.10"),
        ("项目支出", "4381.74", "万元", "", "", "44.90"),
        ("一般公共预算财政拨款支出", "9746.50", "万元", "1193.20", "13.95", "99.86"),
        (PENSION + "年初预算", "452.40", "万元", "", "", ""),
        (PENSION + "支出决算", "446.11", "万元", "", "", "98.61"),
        (MEDICAL + "年初预算", "54.53", "万元", "", "", ""),
        (MEDICAL + "支出决算", "54.53", "万元", "0", "", "100.00"),
    ]
    assert [row.role for row in rows][-4:] == ["initial_budget", "final", "initial_budget", "final"]
    assert rows[0].change_base == "2023年度"
    assert rows[0].has_reason == "true"
    assert rows[2].share_of == "本年支出合计"
    assert rows[6].share_of == "年初预算"


def test_rate_without_percent_sign_keeps_its_phrase() -> None:
    row = next(r for r in read(*FINAL_ACCOUNT) if r.change_pct == "13.95")
    assert "增长13.95。" in row.quote


def test_jiangsu_budget_sentences() -> None:
    rows = read(
        "某省办公厅 2018 年度收入、支出预算总计 10,150.48",
        "万元，与上年相比收、支预算总计各增加 1,003.69 万元，增长",
        "10.97%。主要原因是政策性增资。",
        "2.社会保障和就业（类）支出 823.76 万元，主要用于离休",
        "金发放。与上年相比减少",
        "685.96 万元，下降 45.44%。主要是由以下因素影响。",
        "1.政协事务（款）行政运行（项）4,432.78 万元，与上年",
        "相比增加 1,199.75 万元，增长 37.11%。",
        "（2）政府性基金收入预算 0 万元，与上年数一致，本部门无此项收支。",
        "一般公共预算拨款安排的“三公”经费预算支出中，因公出国（境）费支出 106 万元，占“三",
        "公”经费的 15.70%。",
    )
    assert [brief(row) for row in rows] == [
        ("收入、支出预算总计", "10150.48", "万元", "1003.69", "10.97", ""),
        ("社会保障和就业（类）支出", "823.76", "万元", "-685.96", "-45.44", ""),
        ("政协事务（款）行政运行（项）", "4432.78", "万元", "1199.75", "37.11", ""),
        ("政府性基金收入预算", "0", "万元", "0", "", ""),
        ("因公出国（境）费支出", "106", "万元", "", "", "15.70"),
    ]
    assert rows[-1].share_of == "“三公”经费"


def test_change_belongs_to_the_amount_that_its_rate_fits() -> None:
    """Zezhou 2024: the growth stands behind the parts and is the total's."""
    rows = read(
        "预算收入总计1,806.23万元，其中：本年收入1,800.42万元，上年结转5.81万元，比上年增加59.63万元，增长3.41%。"
    )
    assert [row.change_printed for row in rows] == ["59.63", "", ""]
    assert [row.role for row in rows] == ["total", "part", "part"]


def test_change_without_amount_has_an_empty_amount() -> None:
    (row,) = read("2024年度“三公”经费支出比2023年度减少0.15万元，下降27.78%。")
    assert brief(row) == ("“三公”经费支出", "", "", "-0.15", "-27.78", "")
    assert row.change_unit == "万元"


def test_flat_statement_in_the_next_sentence() -> None:
    (row,) = read("（三）公务接待费2万元。与上年预算持平。")
    assert (row.change_printed, row.change_base, row.change_direction) == ("0", "上年预算", "持平")


def test_elliptic_subjects_take_the_name_before_them() -> None:
    rows = read(
        "专门协会帮困经费预算金额136600元，实际支出134100元；研究经费预算批复共74.02万，实际执行71.46万。"
    )
    assert [(row.subject_name, row.unit, row.role) for row in rows] == [
        ("专门协会帮困经费预算金额", "元", "current"),
        ("专门协会帮困经费实际支出", "元", "executed"),
        ("研究经费预算批复", "万元", "current"),
        ("研究经费实际执行", "万元", "executed"),
    ]


def test_standards_per_head() -> None:
    rows = read("2024年为27名残疾儿童进行康复救助，每人16000元，计432000元；每名干事5400元/年。")
    assert [(row.amount_printed, row.role) for row in rows] == [
        ("27", "current"),
        ("16000", "standard"),
        ("432000", "total"),
        ("5400", "standard"),
    ]
    assert rows[1].subject_name == "残疾儿童进行康复救助（每人）"


def test_last_year_of_a_pair_of_years() -> None:
    rows = read("2023年当年预算执行数为60.13万元，2024年预算安排为25.77万元，比2023年预算执行数减少57.14%。")
    assert [(row.role, row.change_pct) for row in rows] == [("last_year", ""), ("current", "-57.14")]


@pytest.mark.parametrize(
    "text",
    [
        "依据财预〔2018〕34号、沪规【2020】18号、沪残联[2014]152号文件。",
        "截至2023年12月31日，占有使用价值50万元（原值）以上的设备。",
        "每月补贴标准：以上年全市职工月平均工资的60%为缴费基数，乘以缴费率所得数额的50％。",
        "为0-6岁儿童提供服务，落实“十四五”规划和阳光201计划。",
        "自申请之日起15个工作日内完成，按2倍给予补贴，分2次拨付。",
        "2025年本单位无机关运行经费。",
        "成本指标 三公经费控制数 ≤2000元",
    ],
)
def test_numbers_that_are_no_amounts(text: str) -> None:
    assert read(text) == []


def test_vehicles_and_equipment_are_counted_and_the_threshold_is_not() -> None:
    rows = read(
        "截至2024年8月31日，本单位共有车辆7辆，其中：其他用车7辆；单价100万元（含）以上设备（不含车辆）0台（套）。"
    )
    assert [brief(row)[:3] for row in rows] == [
        ("车辆", "7", "辆"),
        ("其他用车", "7", "辆"),
        ("单价100万元（含）以上设备（不含车辆）", "0", "台（套）"),
    ]


def test_change_behind_a_bracket_belongs_to_the_amount_before_it() -> None:
    rows = read(
        "公务用车购置及运行费10万元（其中：公务用车购置费0万元；公务用车运行费10万元），比上年减少1.5万元。"
    )
    assert [row.change_printed for row in rows] == ["-1.5", "", ""]


def test_both_totals_take_a_change_said_of_each() -> None:
    rows = read(
        "收入总计1,234.56万元，支出总计1,234.56万元。与2022年度相比，收、支总计各增加100.00万元，增长8.81%。"
    )
    assert [(row.change_printed, row.change_pct) for row in rows] == [("100.00", "8.81")] * 2


def test_share_of_a_thing_without_amount() -> None:
    rows = read(
        "授予中小企业合同金额100万元，占政府采购支出总额的90%；货物采购授予中小企业合同金额占货物支出金额的80%。"
    )
    assert [(row.amount_printed, row.share_pct, row.share_of) for row in rows] == [
        ("100", "90", "政府采购支出"),
        ("", "80", "货物支出金额"),
    ]


def test_last_years_amount_inside_the_comparison() -> None:
    rows = read("会议费预算100万元，较上年预算90万元增加10万元，增长11.11%。")
    assert [(r.role, r.amount_printed, r.change_printed) for r in rows] == [
        ("current", "100", "10"),
        ("last_year", "90", ""),
    ]


def test_amounts_behind_a_colon_are_said_of_their_label() -> None:
    for colon in ":：":
        found = read(
            f"1、收入{colon}792.22万元。同比上年度增加189.25万元，增加31.39%。",
            f"2、支出{colon}799.12万元。其中：人员经费支出434.89万元。",
        )
        assert [(row.subject_name, row.amount_printed, row.change_printed, row.part_of) for row in found] == [
            ("收入", "792.22", "189.25", ""),
            ("支出", "799.12", "", ""),
            ("人员经费支出", "434.89", "", "支出"),
        ]


def test_dashes_before_the_items_of_a_list_are_no_part_of_their_names() -> None:
    found = read("——一般公共服务支出1650万元，增长40.78%；", "——国防支出3万元。")

    assert [(row.subject_name, row.amount_printed, row.change_pct) for row in found] == [
        ("一般公共服务支出", "1650", "40.78"),
        ("国防支出", "3", ""),
    ]


def test_parts_in_brackets_belong_to_the_sentence_before() -> None:
    found = read(
        "（一）安排产业项目资金143.83万元。（其中：中央资金95.83万元、省级资金48万元）。",
        "（二）安排基础设施资金48.52万元。（其中：中央资金35.3万元、省级资金13.22万元）。",
    )

    assert [(row.part_of, row.amount_printed) for row in found if row.role == "part"] == [
        ("安排产业项目资金", "95.83"),
        ("安排产业项目资金", "48"),
        ("安排基础设施资金", "35.3"),
        ("安排基础设施资金", "13.22"),
    ]


def test_a_total_of_what_is_listed_is_not_the_last_of_it() -> None:
    found = read("2025年中央补助资金155.87万元、2025年省级补助资金79.26万元，共计235.13万元。")

    assert [(row.subject_name, row.role) for row in found][-1] == ("共计", "total")
    standards = read("为27名残疾儿童进行康复救助，每人16000元，计432000元。")
    assert standards[-1].subject_name not in ("计", "共计")
