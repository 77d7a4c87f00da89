"""Forms from grids: the layouts of several regulations, written by hand as cells."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders import forms
from loaders.forms import grid_form
from loaders.forms.claim import claimed
from loaders.model import Line
from tests.forms.grids import SELF_EVALUATION, form, funding, grid, indicators


def test_national_self_evaluation() -> None:
    segment = form("项目支出绩效自评表", Line(2, "（2023年度）", 1), grid(SELF_EVALUATION, 3))
    parsed, used = grid_form.read(segment)
    evaluation = parsed.evaluations[0]
    assert evaluation.form_type == "project_self_evaluation"
    assert evaluation.fiscal_year == "2023"
    assert (evaluation.subject_name, evaluation.supervising_department) == ("道路养护", "某市交通局")
    assert evaluation.implementing_unit == "某市公路处"
    assert (evaluation.total_weight, evaluation.total_score, evaluation.unit) == ("100", "97.30", "万元")
    assert funding(parsed) == [
        ("年度资金总额", "initial_budget", "120.00"),
        ("年度资金总额", "adjusted_budget", "118.50"),
        ("年度资金总额", "executed", "110.20"),
        ("其中：当年财政拨款", "initial_budget", "120.00"),
        ("其中：当年财政拨款", "adjusted_budget", "118.50"),
        ("其中：当年财政拨款", "executed", "110.20"),
        ("上年结转资金", "initial_budget", "0.00"),
    ]
    executed = parsed.funding[2]
    assert (executed.weight, executed.execution_rate, executed.score) == ("10", "93.00", "9.30")
    assert [
        (i.level1, i.level2, i.level3, i.target_printed, i.actual_printed, i.weight, i.score, i.deviation)
        for i in parsed.indicators
    ] == [
        ("产出指标", "数量指标", "养护里程", "≥30公里", "31公里", "30", "30", ""),
        ("产出指标", "质量指标", "验收合格率", "＝100%", "95%", "20", "18", "两段返工"),
        ("效益指标", "社会效益指标", "通行能力", "有所提升", "达成", "30", "30", ""),
        ("满意度指标", "服务对象满意度指标", "公众满意度", "≥90%", "92%", "10", "10", ""),
    ]
    assert parsed.indicators[0].level1_weight == "50"
    assert [(f.label, f.value) for f in parsed.form_fields] == [
        ("预期目标", "养护道路30公里。"),
        ("实际完成情况", "养护道路31公里。"),
    ]
    assert not parsed.rejects
    assert set(used.disposition) == set(range(1, 17))


TARGET_HEAD = [
    ["项目名称", ("食堂运行", 1, 2), None, "项目类别", ("其他一次性项目", 1, 2), None],
    ["计划开始日期", ("2025-01-01", 1, 2), None, "计划完成日期", ("2025/12/31", 1, 2), None],
    [("项目资金\n（元）", 3, 1), "项目资金总额", "300,000.00", "年度资金申请总额", ("300,000.00", 1, 2), None],
    [None, "其中：财政拨款", "300,000.00", "其中：当年财政拨款", ("280,000.00", 1, 2), None],
    [None, "其他资金", "", "上年结转资金", ("20,000.00", 1, 2), None],
    ["项目总目标", ("保障用餐。", 1, 5), *[None] * 4],
    [("绩效指标", 4, 1), "一级指标", "二级指标", ("三级指标", 1, 2), None, "指标目标值"],
    [None, ("产出指标", 3, 1), ("数量指标", 2, 1), ("用餐人数", 1, 2), None, "≥200.00(人)"],
    [None, None, None, ("开餐天数", 1, 2), None, "=250.00(天)"],
    [None, None, "时效指标", ("开餐及时性", 1, 2), None, "及时"],
]  # fmt: skip


def test_target_with_totals_beside_each_other() -> None:
    parsed, _ = grid_form.read(form("2025年项目支出绩效目标申报表", grid(TARGET_HEAD)))
    evaluation = parsed.evaluations[0]
    assert (evaluation.form_type, evaluation.fiscal_year) == ("project_target", "2025")
    assert (evaluation.start_date, evaluation.end_date) == ("2025-01-01", "2025-12-31")
    assert funding(parsed) == [
        ("项目资金总额", "term", "300000.00"),
        ("年度资金申请总额", "annual", "300000.00"),
        ("其中：财政拨款", "term", "300000.00"),
        ("其中：当年财政拨款", "annual", "280000.00"),
        ("上年结转资金", "annual", "20000.00"),
    ]
    assert {f.unit for f in parsed.funding} == {"元"}
    assert indicators(parsed) == [
        ("", "产出指标", "数量指标", "用餐人数", "≥200.00(人)"),
        ("", "产出指标", "数量指标", "开餐天数", "=250.00(天)"),
        ("", "产出指标", "时效指标", "开餐及时性", "及时"),
    ]


def test_a_weight_of_the_execution_beside_the_sources_is_the_totals() -> None:
    """Xi'an prints ``执行率分值（10分）`` in a cell of its own, over all sources."""
    rows = [
        ["项目名称", ("审计事务", 1, 3), None, None],
        [("资金金额(万元)", 2, 1), "实施期资金总额：", "285.87", ("执行率分值\n（10分）", 2, 1)],
        [None, "其中：财政拨款", "285.87", None],
        ["绩效指标", "一级指标", "三级指标", "指标值"],
        [None, "产出指标", "审计项目", "≥3个"],
    ]

    parsed, _ = grid_form.read(form("项目支出绩效目标表", grid(rows)))

    assert [(one.source_label, one.weight) for one in parsed.funding] == [("实施期资金总额：", "10"), ("其中：财政拨款", "")]


WHOLE_DEPARTMENT = [
    ["部门名称", ("某市水务局", 1, 6), *[None] * 5],
    ["", "", "年初预算数", "全年预算数", "全年执行数", "执行率", "得分"],
    ["资金总额（万元）", "", "500", "520", "510", "98.08%", "9.8"],
    ["其中：基本支出", "", "200", "200", "200", "100%", ""],
    ["一级指标", "分值", "二级指标", "三级指标", "指标值", "实际完成值", "得分"],
    [("投入", 2, 1), ("30", 2, 1), "预算编制", "编制完整性", "完整", "完整", "10"],
    [None, None, "预算执行", "执行率", "100%", "98.08%", "9.8"],
    ["过程", "70", "资产管理", "账实相符率", "100%", "100%", "70"],
    [("合计", 1, 6), *[None] * 5, "89.8"],
    ["自评等级", ("良", 1, 6), *[None] * 5],
]  # fmt: skip


def test_whole_department_self_evaluation() -> None:
    parsed, _ = grid_form.read(form("部门整体支出绩效自评表", grid(WHOLE_DEPARTMENT)))
    evaluation = parsed.evaluations[0]
    assert (evaluation.form_type, evaluation.subject_name) == ("department_self_evaluation", "某市水务局")
    assert (evaluation.total_score, evaluation.rating) == ("89.8", "良")
    assert ("资金总额（万元）", "executed", "510") in funding(parsed)
    assert [(i.level1, i.level2, i.level3, i.score) for i in parsed.indicators] == [
        ("投入", "预算编制", "编制完整性", "10"),
        ("投入", "预算执行", "执行率", "9.8"),
        ("过程", "资产管理", "账实相符率", "70"),
    ]


def test_labels_and_values_in_one_cell() -> None:
    rows = [
        [("项目名称：灌溉渠修复", 1, 2), None, ("填报日期：2024年1月5日", 1, 2), None],
        [("资金总额：12.5万元\n其中：财政拨款：12.5万元", 1, 4), None, None, None],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "修复长度", "3公里"],
        ["说明", ("无", 1, 3), None, None],
    ]
    parsed, _ = grid_form.read(form("项目支出绩效目标表", grid(rows)))
    evaluation = parsed.evaluations[0]
    assert (evaluation.subject_name, evaluation.filled_at) == ("灌溉渠修复", "2024年1月5日")
    assert [(f.amount_printed, f.unit) for f in parsed.funding] == [("12.5", "万元"), ("12.5", "万元")]
    assert len(parsed.indicators) == 1
    assert [(f.label, f.value) for f in parsed.form_fields] == [("说明", "无")]


def test_a_cell_without_label_is_reported() -> None:
    rows = [
        ["项目名称", "水库加固", "甲，乙，丙。"],
        ["二级指标", "三级指标", "指标值"],
        ["数量指标", "加固座数", "2座"],
    ]
    parsed, _ = grid_form.read(form("项目支出绩效目标表", grid(rows)))
    assert [r.source_text for r in parsed.rejects] == ["甲，乙，丙。"]
    assert parsed.indicators[0].level1 == "产出指标"


WORDS = st.sampled_from(
    ["一级指标", "二级指标", "三级指标", "指标值", "分值", "得分", "年初预算数", "全年执行数", "项目名称", "产出指标",
     "数量指标", "10", "7.5", "≥3个", "总分", "年度资金总额", "其他资金：5", "年度目标", "备注", "", "说明，甲。"]
)  # fmt: skip


@settings(max_examples=60, derandomize=True)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=7), min_size=1, max_size=8))
def test_no_amount_is_invented(rows: list[list[str]]) -> None:
    parsed, _ = grid_form.read(form("项目支出绩效目标表", grid(rows)))
    cells = "|".join(text for row in rows for text in row)
    amounts = [f.amount_printed for f in parsed.funding] + [i.score for i in parsed.indicators]
    assert all(amount in cells for amount in amounts)


def test_several_forms_under_one_title() -> None:
    """西安 2020: one project after another; the second one prints no header of its indicators."""
    rows = [
        ["项目名称", "甲项目", ""],
        ["实施期资金总额", "10.00", ""],
        ["一级指标", "三级指标", "指标值"],
        ["产出指标", "次数", "≥5次"],
        ["项目名称", "乙项目", ""],
        ["实施期资金总额", "20.00", ""],
        ["效益指标", "满意率", "≥90%"],
    ]
    parsed, _ = grid_form.read(form("项目绩效目标表", grid(rows)))
    assert [(e.form_seq, e.subject_name) for e in parsed.evaluations] == [(1, "甲项目"), (2, "乙项目")]
    assert [(f.form_seq, f.amount_printed) for f in parsed.funding] == [(1, "10.00"), (2, "20.00")]
    assert [(i.form_seq, i.level1, i.level3) for i in parsed.indicators] == [
        (1, "产出指标", "次数"),
        (2, "效益指标", "满意率"),
    ]


def test_amounts_under_heads_of_two_levels() -> None:
    """北京 预算13表: sources over kinds of expenditure, no label beside the amounts; 西安: tasks with amounts."""
    rows = [
        [("部门名称", 1, 2), None, ("某市气象局", 1, 3), None, None],
        [("总体资金情况（万元）", 3, 2), None, ("预算支出总额", 2, 1), ("财政拨款", 1, 2), None],
        [None, None, None, "合计", "项目支出"],
        [None, None, "30.50", "30.00", "20.00"],
        ["活动", ("绩效指标", 1, 2), None, "指标值", "度量单位"],
        ["监测", ("产出指标数量指标监测人员", 1, 2), None, "200", "人"],
    ]
    parsed, _ = grid_form.read(form("部门整体支出绩效目标表", grid(rows)))
    assert funding(parsed) == [
        ("预算支出总额", "", "30.50"),
        ("财政拨款/合计", "", "30.00"),
        ("财政拨款/项目支出", "", "20.00"),
    ]
    assert [f.unit for f in parsed.funding] == ["万元"] * 3
    assert indicators(parsed) == [("", "产出指标", "数量指标", "监测人员", "200人")]
    tasks = [
        ["部门名称", ("某市气象局", 1, 3), None, None],
        ["任务名称", "主要内容", "总额", "财政拨款"],
        ["基本履职", "人员及运转", "508.61", "508.61"],
        [("金额合计", 1, 2), None, "508.61", "508.61"],
        ["一级指标", "二级指标", "指标内容", "指标值"],
        ["产出指标", "数量指标", "作业次数", "≥10次"],
    ]
    parsed, _ = grid_form.read(form("部门整体支出绩效目标表", grid(tasks)))
    assert funding(parsed) == [
        ("基本履职", "总额", "508.61"),
        ("基本履职", "财政拨款", "508.61"),
        ("金额合计", "总额", "508.61"),
        ("金额合计", "财政拨款", "508.61"),
    ]


def test_a_template_is_no_form() -> None:
    rows = [["项目名称", ""], ["一级指标", "三级指标", "指标值"], ["产出指标", "指标1：", ""], ["产出指标", "……", ""]]
    parsed, _ = forms.parse([form("项目绩效目标表", grid(rows))])
    assert not parsed.evaluations
    assert not parsed.indicators


def test_a_form_with_money_and_no_indicators_is_read_from_its_grid() -> None:
    """A report on a project: head lines without colons, money by phase side by side, spending in a table of its own."""
    money = grid(
        [
            ["项目地址", "某区民政局", "联系电话", ""],
            ["计划安排资金(万元)", "170", "实际支出(万元)", "179.6"],
            ["省财政", "170", "省财政", "170"],
            ["市财政", "", "市财政", ""],
        ],
        10,
    )
    spent = grid([["支出内容", "实际支出数"], ["春节慰问", "35.5"], ["支出合计", "35.5"]], 20)
    lines = (Line(2, "项目名称 优 抚"), Line(3, "项目单位 某区民政局"))
    segment = form("项目绩效评价自评报告", *lines, money, Line(19, "二、项目支出明细情况"), spent)
    report, table = claimed([segment])
    parsed, _ = forms.parse([report])
    assert [(e.subject_name, e.implementing_unit) for e in parsed.evaluations] == [("优抚", "某区民政局")]
    assert [(f.source_label, f.source, f.amount_printed, f.unit) for f in parsed.funding] == [
        ("计划安排资金", "", "170", "万元"),
        ("实际支出", "", "179.6", "万元"),
        ("省财政", "provincial", "170", "万元"),
        ("省财政", "provincial", "170", "万元"),
    ]
    assert not parsed.rejects
    assert (table.kind, table.title, len(table.blocks)) == ("table", "项目支出明细情况", 2)


def test_labels_that_run_together_over_two_columns_head_one_each() -> None:
    rows = [list(row) for row in SELF_EVALUATION]
    rows[8][1], rows[8][2] = "一级指标二级指标", ""
    apart, _ = grid_form.read(form("项目支出绩效自评表", grid(SELF_EVALUATION, 3)))
    together, _ = grid_form.read(form("项目支出绩效自评表", grid(rows, 3)))
    assert indicators(together) == indicators(apart)
    rows[8][2] = "说明"  # both in one column: which cell is which isn't printed
    unsure, _ = grid_form.read(form("项目支出绩效自评表", grid(rows, 3)))
    assert {row[1] for row in indicators(unsure)} == {""}
