"""Self-evaluations, monitoring and score sheets in the layouts of further provinces, and what they print."""

from __future__ import annotations

from collections.abc import Sequence

from tests.formats.declared import GOOD, OUT, ROWS, Cells, Known, merged, printed
from tests.formats.generate import C, Item, Para, Tbl, Title
from tests.formats.performance import Form, Funding

_ALL = ("target", "actual", "weight", "score")
_STAGES = ("initial_budget", "adjusted_budget", "executed")


def _each(rows: Sequence[Known], *names: str) -> list[list[str]]:
    return [[getattr(r, name) for r in rows] for name in names]


def _amounts(label: str, *amounts: str, phases: Sequence[str] = _STAGES) -> list[Funding]:
    return [(label, phase, amount) for phase, amount in zip(phases, amounts, strict=True) if amount]


def _made(kind: str, title: str, table: list[Cells], head: dict[str, str], money: list[Funding], *,
          rows: Sequence[Known], said: Sequence[str] = _ALL, above: str = "（2023年度）") -> list[Form]:  # fmt: skip
    items: list[Item] = [Title(title), Para(above), Tbl(table)]
    return [Form(kind, items, head, money, printed(rows, *said))]


def execution_as_indicator(_: int) -> list[Form]:
    """Money in a row of heads with its score in it, points of the execution among the totals, ticked rating."""
    table: list[Cells] = [
        ["项目名称", C("困难群众救助", cols=3), "项目编码", C("330100240000000012345", cols=4)],
        ["主管部门", C("己区民政局", cols=3), "项目实施单位", C("己区民政局", cols=4)],
        [C("预算执行情况（万元）（10分）", rows=4), "", "年初预算数（A）", "全年预算数（B）", "全年执行数（C）", "分值",
         "执行率（C/B）", C("得分", cols=2)],
        ["年度资金总额", "500.00", "520.00", "494.00", "10", "95.00%", C("9.5", cols=2)],
        ["其中：本年财政拨款", "480.00", "500.00", "474.00", "—", "94.80%", C("—", cols=2)],
        ["其他资金", "20.00", "20.00", "20.00", "—", "100.00%", C("—", cols=2)],
        [C("年度总体目标完成情况", rows=2), C("预期目标", cols=4), C("目标实际完成情况", cols=4)],
        [C("救助困难群众。", cols=4), C("已救助困难群众。", cols=4)],
        [C("年度绩效指标完成情况", rows=len(ROWS) + 1), "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值",
         "分值", "得分", "偏差原因分析及改进措施"],
        *merged(ROWS, *_each(ROWS, *_ALL, "deviation")),
        [C("总分", cols=6), "110", "107", ""],
        ["自评等级", C("☑优 □良 □中 □差", cols=8)],
    ]  # fmt: skip
    head = {
        "fiscal_year": "2023", "subject_name": "困难群众救助", "project_code": "330100240000000012345",
        "total_weight": "110", "total_score": "107", "rating": "优", "unit": "万元",
    }  # fmt: skip
    money = (
        _amounts("年度资金总额", "500.00", "520.00", "494.00")
        + _amounts("其中：本年财政拨款", "480.00", "500.00", "474.00")
        + _amounts("其他资金", "20.00", "20.00", "20.00")
    )
    return _made("project_self_evaluation", "项目支出绩效自评表", table, head, money, rows=ROWS)


def criteria_first(_: int) -> list[Form]:
    """A score sheet: explanation and standard before the values, reasons of lost points, points of each level."""
    rows = ROWS[:6]
    table: list[Cells] = [
        ["单位名称", C("庚县审计局", cols=9)],
        ["一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "指标解释", "评分标准", "得分", "扣分原因"],
        *_level_points(rows),
        [C("合计", cols=5), "70", "", "", "67.5", ""],
    ]  # fmt: skip
    head = {"subject_name": "庚县审计局", "total_weight": "70", "total_score": "67.5"}
    title = "部门整体支出绩效评价指标评分表"
    made = _made("department_self_evaluation", title, table, head, [], rows=rows, said=("weight", "score"))
    return made


def _level_points(rows: Sequence[Known]) -> list[Cells]:
    made: list[Cells] = []
    for row, cells in zip(rows, merged(rows, *_each(rows, "weight")), strict=True):
        levels = [c for c in cells if isinstance(c, C)]
        weighted: Cells = [x for c in levels for x in (c, C("20", rows=c.rows))]
        made.append([*weighted, row.level3, row.weight, f"考核{row.level3}", "完成得满分，否则酌情扣分", row.score,
                     row.deviation])  # fmt: skip
    return made


def likelihood_ticks(_: int) -> list[Form]:
    """Monitoring: what was executed by July, what is expected of the year, causes and likelihood as ticks."""
    rows = ROWS[1:6]
    table: list[Cells] = [
        ["项目名称", C("森林防火", cols=13)],
        ["主管部门及代码", C("014-辛市林业局", cols=6), "实施单位", C("辛市林业局", cols=6)],
        [C("项目资金（万元）", rows=4), "", C("年初预算数", cols=2), C("1—7月执行数", cols=3), C("1—7月执行率", cols=3),
         C("全年预计执行数", cols=4)],
        ["年度资金总额：", C("80.00", cols=2), C("36.00", cols=3), C("45.00%", cols=3), C("80.00", cols=4)],
        ["其中：本年一般公共预算拨款", C("80.00", cols=2), C("36.00", cols=3), C("45.00%", cols=3), C("80.00", cols=4)],
        ["其他资金", C("", cols=2), C("", cols=3), C("", cols=3), C("", cols=4)],
        ["年度总体目标", C("降低火灾风险。", cols=13)],
        [C("绩效指标", rows=len(rows) + 2), *(C(n, rows=2) for n in ("一级指标", "二级指标", "三级指标", "年度指标值",
         "1—7月执行情况", "全年预计完成情况")), C("偏差原因分析", cols=4), C("完成目标可能性", cols=3)],
        ["经费保障", "制度保障", "人员保障", "原因说明", "确定能", "有可能", "完全不可能"],
        *merged(rows, *_each(rows, "target", "actual"), ["能完成"] * 5, ["√"] + [""] * 4, *[[""] * 5] * 2, [""] * 5,
                ["√"] * 4 + [""], [""] * 4 + ["√"], [""] * 5),
    ]  # fmt: skip
    head = {
        "subject_name": "森林防火",
        "implementing_unit": "辛市林业局",
        "fiscal_year": "2023",
        "unit": "万元",
    }
    phases = ("initial_budget", "executed", "")
    money = _amounts("年度资金总额：", "80.00", "36.00", "80.00", phases=phases)
    money += _amounts("其中：本年一般公共预算拨款", "80.00", "36.00", "80.00", phases=phases)
    title = "项目支出绩效目标运行监控表"
    return _made("project_self_evaluation", title, table, head, money, rows=rows, said=("target", "actual"))


def tasks_of_department(_: int) -> list[Form]:
    """A department: tasks with what was done, their money in two stages, then indicators and points in percent."""
    rows = ROWS[1:]
    table: list[Cells] = [
        ["部门名称", C("壬市文化和旅游局", cols=8)],
        [C("年度主要任务", rows=4), "任务名称", "完成情况", C("预算数（万元）", cols=3), C("执行数（万元）", cols=3)],
        ["", "", "总额", "财政拨款", "其他资金", "总额", "财政拨款", "其他资金"],
        ["公共文化服务", "已完成", "300.00", "280.00", "20.00", "290.00", "280.00", "10.00"],
        ["旅游宣传", "已完成", "100.00", "100.00", "", "90.00", "90.00", ""],
        [C("金额合计", cols=3), "400.00", "380.00", "20.00", "380.00", "370.00", "10.00"],
        ["年度总体目标完成情况", C("预期目标", cols=4), C("目标实际完成情况", cols=4)],
        ["", C("丰富群众文化生活。", cols=4), C("群众文化生活更加丰富。", cols=4)],
        [C("年度绩效指标完成情况", rows=len(rows) + 1), "一级指标", "二级指标", "指标内容", "年度指标值", "实际完成值",
         "分值", "得分", "未完成原因分析"],
        *merged(rows, *_each(rows, "target", "actual"), [f"{r.weight}%" for r in rows], *_each(rows, "score", "deviation")),
        [C("合计", cols=6), "90", "87.5", ""],
    ]  # fmt: skip
    labels = ("公共文化服务", "旅游宣传", "金额合计")
    amounts = (
        ("300.00", "280.00", "20.00", "290.00", "280.00", "10.00"), ("100.00", "100.00", "", "90.00", "90.00", ""),
        ("400.00", "380.00", "20.00", "380.00", "370.00", "10.00"),
    )  # fmt: skip
    phases = ("adjusted_budget",) * 3 + ("executed",) * 3
    money = [(label, p, a) for label, row in zip(labels, amounts, strict=True)
             for p, a in zip(phases, row, strict=True) if a]  # fmt: skip
    head = {
        "subject_name": "壬市文化和旅游局",
        "total_weight": "90",
        "total_score": "87.5",
        "fiscal_year": "2023",
    }
    return _made("department_self_evaluation", "部门整体支出绩效自评表", table, head, money, rows=rows)


def values_in_two_columns(_: int) -> list[Form]:
    """Target and actual of a year in a group each with its unit; points before them; no levels merged."""
    rows = [r for r in ROWS if r.is_counted]
    table: list[Cells] = [
        ["项目名称", C("城区绿化养护", cols=7)],
        ["资金投入情况（元）", C("预算安排：1,200,000.00；实际支出：1,150,000.00；结余：50,000.00", cols=7)],
        [*(C(n, rows=2) for n in ("一级指标", "二级指标", "三级指标", "权重")), C("指标值", cols=2), C("自评", cols=2)],
        ["目标值", "完成值", "得分", "未完成原因"],
        *[[r.level1, r.level2, r.level3, f"{r.weight}分", r.target, r.actual, f"{r.score}分", r.deviation] for r in rows],
        ["总分", C("", cols=2), "55", C("", cols=2), "54.5", ""],
    ]  # fmt: skip
    money = [("预算安排", "", "1200000.00"), ("实际支出", "", "1150000.00"), ("结余", "", "50000.00")]
    head = {"subject_name": "城区绿化养护", "total_weight": "55", "total_score": "54.5", "unit": "元"}
    return _made("project_self_evaluation", "财政支出项目绩效自评表", table, head, money, rows=rows)


def two_on_a_sheet(_: int) -> list[Form]:
    """Two forms one below the other in one grid, a blank row between them, each with its own title."""
    forms: list[Form] = []
    table: list[Cells] = []
    for name, total, rows in (("病虫害防治", "18.60", ROWS[1:4]), ("良种推广", "40.00", ROWS[4:])):
        table += [
            [C("2023年度项目支出绩效自评表", cols=8)],
            ["项目名称", C(name, cols=7)],
            ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
            ["", "年度资金总额", total, total, total, "10", "100%", "10"],
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
            *merged(rows, *_each(rows, *_ALL, "deviation")),
            [C("", cols=8)],
        ]
        money = _amounts("年度资金总额", total, total, total)
        head = {"subject_name": name, "unit": "万元", "fiscal_year": "2023"}
        forms.append(Form("project_self_evaluation", [Tbl(table)], head, money, printed(rows, *_ALL)))
    return forms


def unfilled_rows(_: int) -> list[Form]:
    """A template half filled in: official rows without names, prompts in brackets, English-numbered goals."""
    rows = [ROWS[1], ROWS[5], ROWS[7]]
    blank = ("", "", "", "", "")
    table: list[Cells] = [
        ["项目名称", C("安全生产监管", cols=8)],
        ["主管部门", C("癸县应急管理局", cols=3), "实施单位", C("", cols=4)],
        [C("项目资金（万元）", rows=3), "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", C("得分", cols=2)],
        ["年度资金总额", "", "25", "25", "10", "100%", C("10", cols=2)],
        ["其中：财政拨款", "", "25", "25", "-", "100%", C("-", cols=2)],
        ["年度总体目标", C("A. 开展检查；B. 组织培训。", cols=4), C("A. 已检查；B. 已培训。", cols=4)],
        [C("绩效指标", rows=10), "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
         "偏差原因（如有）"],
        [C(OUT, rows=4), "数量指标", *_said(rows[0])],
        ["质量指标", "", *blank],
        ["时效指标", "", *blank],
        ["成本指标", "指标1：", *blank],
        [C(GOOD, rows=4), "经济效益指标", "", *blank],
        ["社会效益指标", *_said(rows[1])],
        ["生态效益指标", "指标1：", *blank],
        ["可持续影响指标", "……", *blank],
        ["满意度指标", "服务对象满意度指标", *_said(rows[2])],
        [C("总分", cols=6), "100", "98", ""],
    ]  # fmt: skip
    money = _amounts("年度资金总额", "", "25", "25") + _amounts("其中：财政拨款", "", "25", "25")
    head = {
        "subject_name": "安全生产监管",
        "supervising_department": "癸县应急管理局",
        "total_score": "98",
        "unit": "万元",
    }
    return _made("project_self_evaluation", "项目支出绩效自评表", table, head, money, rows=rows)


def _said(row: Known) -> list[str]:
    return [row.level3, row.target, row.actual, row.weight, row.score, row.deviation]


EVALUATED = {
    made.__name__: made
    for made in (
        execution_as_indicator, criteria_first, likelihood_ticks, tasks_of_department, values_in_two_columns,
        two_on_a_sheet, unfilled_rows,
    )
}  # fmt: skip
