"""Other agencies' forms in the same text styles: colons, weights in labels, 分值 and 完成率 columns, a lost title."""

from __future__ import annotations

import pytest

from loaders.notes import is_undecided
from tests.forms.golden_csv import parsed

WRAPPED = """项目支出绩效自评表
（2022年度）
项目名称：公园绿化养护项目
主管部门：某绿化管理事务中心 实施单位：某公园管理所
项目资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分
年度资金总额 500.00 480.00 470.00 10 97.92% 9.79
年度总体目标
预期目标 实际完成情况
完成绿化养护。 完成了养护任务。
一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施
产出指标（50分） 数量指标 养护面积 ≥120万平方米 125万平方米 40 40
巡查次数 ≥50次 48次 10 9.6 人手不足，下一步加强
效益指标（30分） 生态效益指标 绿化覆盖率 ≥38% 39% 30 30
满意度指标（10分） 服务对象满意度指标 游客满意度 ≥90% 92% 10 10
总分 100 99.39
自评等级：优
"""
TARGETS = """财政项目支出绩效目标申报表
（2026年度）
项目名称 平台运维 项目性质 其他经常性项目 项目类别 其他运转类
计划开始日期 2026年1月1日 计划完成日期 2026年12月31日
项目资金（元） 项目资金总额 3,000.00 年度资金申请总额 1,000.00
一级指标 二级指标 三级指标 年度（/项目）指标值
成本指标 经济成本指标 运维成本 ≤1000.00(元)
项目名称 第二个项目 项目性质 一次性项目 项目类别 特定目标类
项目资金（元） 项目资金总额 年度资金申请总额 50.00
一级指标 二级指标 三级指标 年度（/项目）指标值
产出指标 数量指标 采购数量 =5.00(台)
"""


def test_weights_inside_labels_and_a_deviation_on_the_row() -> None:
    read = parsed(WRAPPED)
    form = read.evaluations[0]
    assert (form.fiscal_year, form.total_score, form.rating) == ("2022", "99.39", "优")
    assert [
        (i.level1, i.level1_weight, i.level3, i.weight, i.score, i.deviation) for i in read.indicators
    ] == [
        ("产出指标", "50", "养护面积", "40", "40", ""),
        ("产出指标", "50", "巡查次数", "10", "9.6", "人手不足，下一步加强"),
        ("效益指标", "30", "绿化覆盖率", "30", "30", ""),
        ("满意度指标", "10", "游客满意度", "10", "10", ""),
    ]
    assert read.rejects == []


def test_amounts_beyond_the_columns_of_a_row_are_none_of_it() -> None:
    """The label of 其中：当年财政拨款 is lost: what stood behind it is left over, as no cell of the total's row."""
    read = parsed(WRAPPED.replace("97.92% 9.79", "97.92% 9.79\n500.00 480.00 470.00"))

    assert [(f.amount_printed, f.lines) for f in read.funding] == [("500.00", (6,)), ("480.00", (6,)), ("470.00", (6,))]


@pytest.mark.xfail(strict=True, reason="blank rows of sources are not kept: that a total has an amount and none of them isn't said")
def test_a_total_whose_sources_are_all_blank_is_noticed() -> None:
    read = parsed(WRAPPED.replace("97.92% 9.79", "97.92% 9.79\n上年结转资金\n其他资金"))

    assert [f.source for f in read.funding] == ["total"] * 3
    assert read.rejects


def test_weights_that_do_not_add_up_are_reported() -> None:
    read = parsed(WRAPPED.replace("39% 30 30", "39% 20 20"))
    assert [(reject.code, reject.reason) for reject in read.rejects] == [
        ("weights_not_full", "权重合计 90，不是 100 / weights add up to 90, not to 100")
    ]


def test_a_form_without_its_title_is_a_form_of_its_own() -> None:
    read = parsed(TARGETS)
    assert [(e.form_seq, e.subject_name) for e in read.evaluations] == [(1, "平台运维"), (2, "第二个项目")]
    assert [(f.form_seq, f.phase, f.amount_printed) for f in read.funding] == [
        (1, "term", "3000.00"),
        (1, "annual", "1000.00"),
        (2, "annual", "50.00"),
    ]
    assert [(i.form_seq, i.level1, i.level2, i.level3) for i in read.indicators] == [
        (1, "成本指标", "经济成本指标", "运维成本"),
        (2, "产出指标", "数量指标", "采购数量"),
    ]


NATURE = """部门预算项目支出绩效自评表（2023年度）
项目名称	社区矫正补助项目
主管部门	某县司法局	实施单位（盖章）	某县司法局
项目基本情况	1.项目年度目标完成情况	项目年度目标	年度目标完成情况
购置设备并支付资金。	完成
预算执行情况（10分）	年度预算数（万元）	年初预算	调整后预算数	预算执行数	预算执行率	权重	得分	原因
总额	0.00	3.36	3.36	100.00%	10	10	1.执行率未达到90%的需说明原因；2.其他资金包括：社会投入资金、银行贷款。
其中：财政资金	0.00	3.36	3.36	100.00%	/	/
绩效指标（90分）	一级指标	二级指标	三级指标	指标性质	指标值	度量单位	完成值	权重	得分	未完成原因分析
产出指标	数量指标	购置设备数量	≥	13	台	13	45	45
质量指标	档案管理情况	定性	规范		规范	45	45
合计	100	100
"""


def test_operator_and_unit_in_columns_of_their_own_belong_to_the_target() -> None:
    """Sichuan 2023: 指标性质 ≥ or 定性, 指标值, 度量单位; goals stand above the funding block."""
    read = parsed(NATURE)
    form = read.evaluations[0]
    assert (form.fiscal_year, form.implementing_unit, form.total_score) == ("2023", "某县司法局", "100")
    assert [(i.level2, i.level3, i.target_printed, i.actual_printed, i.score) for i in read.indicators] == [
        ("数量指标", "购置设备数量", "≥13台", "13", "45"),
        ("质量指标", "档案管理情况", "规范", "规范", "45"),
    ]
    assert [(i.target_operator, i.target_value, i.target_unit) for i in read.indicators[:1]] == [
        (">=", "13", "台")
    ]
    assert [(f.source_label, f.phase, f.amount_printed) for f in read.funding if f.phase == "executed"] == [
        ("总额", "executed", "3.36"),
        ("其中：财政资金", "executed", "3.36"),
    ]
    assert ("项目年度目标", "购置设备并支付资金。") in [(f.label, f.value) for f in read.form_fields]


UNFILLED = """项目支出绩效自评表
（2022年度）
项目名称
防汛经费
项目资金（万元）
年初预算数 全年预算数 全年执行数 分值 执行率 得分
年度资金总额：
880 880 880 10 100% 10
其中：当年
财政拨款
880 880 880
年度总体目标
预期目标 实际完成情况
完成防汛工作。
完成年度目标。
一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施
产出指标
数量指标

指标1：维修堤防长度

12

12

50

50

0

指标2：
……

质量指标

指标1：
工程合格率

100

100

40

40

0

指标2：

总分 100 100
"""


def test_what_a_template_leaves_unfilled_is_no_indicator() -> None:
    """``指标2：`` without a name and ``……`` are left from the template; numbers are never one cell with others."""
    read = parsed(UNFILLED)
    assert [
        (i.level2, i.level3, i.target_printed, i.actual_printed, i.weight, i.deviation)
        for i in read.indicators
    ] == [
        ("数量指标", "指标1：维修堤防长度", "12", "12", "50", "0"),
        ("质量指标", "指标1：工程合格率", "100", "100", "40", "0"),
    ]
    assert read.rejects == []


def test_a_source_broken_over_lines_keeps_its_whole_label() -> None:
    """``其中：当年`` with ``财政拨款`` below is one label, not 财政拨款 alone."""
    labels = [f.source_label for f in parsed(UNFILLED).funding]
    assert labels == ["年度资金总额："] * 3 + ["其中：当年财政拨款"] * 3


def test_amounts_with_their_unit_and_a_spaced_label_below_the_goals() -> None:
    text = WRAPPED.replace("500.00 480.00 470.00", "500万 480万 470万").replace("一级指标 二级", "绩 效 指 标\n一级指标 二级")
    read = parsed(text)

    assert [(f.phase, f.amount_printed, f.unit) for f in read.funding] == [
        ("initial_budget", "500", "万元"),
        ("adjusted_budget", "480", "万元"),
        ("executed", "470", "万元"),
    ]
    assert [field.value for field in read.form_fields] == ["完成绿化养护。", "完成了养护任务。"]


def test_amounts_on_the_line_below_their_labels() -> None:
    text = TARGETS.replace("项目资金总额 3,000.00 年度资金申请总额 1,000.00", "中央资金 市级资金\n金额 20 30")
    found = {f.source_label: f.amount_printed for f in parsed(text).funding}

    assert (found["中央资金"], found["市级资金"]) == ("20", "30")
    assert "市级资金" not in {f.source_label for f in parsed(text.replace("金额 20 30", "金额 20")).funding}


UNKNOWN_HEAD = """项目支出绩效目标表
（2024年度）
项目名称 平台运维
一级指标 二级指标 三级指标 重要程度 年度指标值 分值
产出指标 数量指标 养护面积 较好 ≥30公顷 20
培训人数 很好 ≥300人 20
质量指标 合格率 ≥98% 20
效益指标 社会效益指标 居住环境 一般 改善 40
"""


def test_below_a_head_that_is_not_known_only_rows_with_a_piece_a_column_are_decided() -> None:
    found = parsed(UNKNOWN_HEAD).indicators

    assert [(i.level3, i.target_printed, i.repair_code) for i in found] == [
        ("养护面积", "≥30公顷", ""),
        ("培训人数", "≥300人", ""),
        ("合格率", "≥98%", "form_columns_undecided"),
        ("居住环境", "改善", ""),
    ]


def test_a_row_whose_texts_look_like_no_cells_is_undecided() -> None:
    text = TARGETS.replace("运维成本 ≤1000.00(元)", "运维成本 ＝100%11000024T000002870696-信息化系统新建项目656.307000")

    assert [is_undecided(i.repair_code) for i in parsed(text).indicators] == [True, False]


def test_in_a_page_whose_layout_is_kept_narrow_gaps_are_within_cells() -> None:
    lines = [
        "项目支出绩效目标表",
        "项目名称      2025 年 道路养护          主管部门     某 交通局",
        "一级指标      二级指标     三级指标          指标值",
        "产出指标      数量指标     A 类 养护 里程     ≥18 公里",
    ]
    read = parsed("\n".join(lines))

    assert (read.evaluations[0].subject_name, read.evaluations[0].supervising_department) == ("2025年道路养护", "某交通局")
    assert [(i.level3, i.target_printed) for i in read.indicators] == [("A类养护里程", "≥18公里")]


def test_heads_of_a_list_on_lines_of_their_own_are_a_list_without_cells() -> None:
    text = """项目支出绩效目标表
项目名称 项目总额
其中：
绩效目标 一级指标 二级指标 三级指标 指标值
财政资金 其他资金
资产管理 18.85 18.85 完成资产盘点。 产出指标 数量指标 盘点次数 ≥2次
"""
    read = parsed(text)

    assert ([r.code for r in read.rejects], read.indicators) == (["list_without_cells"], [])


def test_the_weight_of_a_level_whose_label_is_lost_is_nobodys_score() -> None:
    """``产出指标(50分)`` stands at the side, a character a line; of it a page's text keeps ``(50分)``."""
    text = """项目支出绩效自评表
项目名称 水旱灾害防御
一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施
(50分)
数量指标 指标1:改造灌区 1处 1处 25 25
成本指标 指标1:资金在预算内 25 24
(50分)
经济效益
指标
指标1:安全度汛 50 50
总分 100 99
"""
    read = parsed(text)
    assert [(i.level1, i.level2, i.weight, i.score) for i in read.indicators] == [
        ("产出指标", "数量指标", "25", "25"),
        ("产出指标", "成本指标", "25", "24"),
        ("效益指标", "经济效益指标", "50", "50"),
    ]
    assert read.evaluations[0].total_score == "99"


def test_a_line_with_a_cell_for_each_column_has_them_in_their_order() -> None:
    """Levels of an own list (工作任务管理) are no part of the names beside them."""
    text = """部门整体绩效目标表
部门名称\t乙市民政局
一级指标\t二级指标\t三级指标\t指标值\t指标值说明
履职效能\t工作任务管理\t重点工作计划完成率\t100%\t按期完成
预算管理\t预算执行率\t≥95%\t执行数/预算数
社会满意度\t服务对象满意度\t困难群众满意度\t≥90%\t抽样调查
"""
    read = parsed(text)
    assert [(i.level1, i.level2, i.level3, i.target_printed) for i in read.indicators] == [
        ("履职效能", "工作任务管理", "重点工作计划完成率", "100%"),
        ("履职效能", "预算管理", "预算执行率", "≥95%"),
        ("社会满意度", "服务对象满意度", "困难群众满意度", "≥90%"),
    ]


def test_labels_that_no_list_knows_and_units_are_no_part_of_a_name() -> None:
    rows = "项目名称 卫片执法\n单位：万元\n本年主要职责 查处违法用地\n主管部门 某局"
    head = parsed(f"项目支出绩效目标表\n{rows}\n一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 件数 ≥9件\n")
    one = head.evaluations[0]
    assert (one.subject_name, one.supervising_department) == ("卫片执法", "某局")
    assert [(field.label, field.value) for field in head.form_fields] == [("本年主要职责", "查处违法用地")]


TORN = """项目支出绩效目标表
（2026年度）
项目名称 信访业务
绩效指标 一级指标 二级指标 三级指标 指标值 分值
产出指标 数量指标 设备维护量 ≥330 8绩
产出指标 质量指标 设备完好率 ≥96% 8效
产出指标 时效指标 响应时间 ≤10分钟 8指
"""


def test_letters_of_a_label_from_top_to_bottom_in_the_cells_make_the_form_undecided() -> None:
    found = parsed(TORN).indicators

    assert found
    assert {one.repair_code for one in found} == {"form_cells_undecided"}


def test_a_running_number_before_a_name_is_no_such_letter() -> None:
    found = parsed(TORN.replace("8绩", "8").replace("8效", "8").replace("8指", "8").replace("设备", "指标1设备").replace("响应", "指标2响应")).indicators

    assert [(one.level3, one.weight, one.repair_code) for one in found] == [
        ("指标1设备维护量", "8", ""), ("指标1设备完好率", "8", ""), ("指标2响应时间", "8", ""),
    ]  # fmt: skip
