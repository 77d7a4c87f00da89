"""Forms arranged in sections, with levels as rows or paths, continued or scored twice, made of invented figures."""

from __future__ import annotations

from itertools import groupby

from tests.formats.declared import ROWS, Cells, Known, merged, printed
from tests.formats.generate import C, Item, Para, Tbl, Title
from tests.formats.performance import Form

_ALL = ("target", "actual", "weight", "score")


def _each(rows: tuple[Known, ...], *names: str) -> list[list[str]]:
    return [[getattr(r, name) for r in rows] for name in names]


def levels_numbered_as_rows(_: int) -> list[Form]:
    """Both levels as numbered rows over the whole width, names below them, no column for levels."""
    table: list[Cells] = [
        ["项目名称", C("辰县垃圾分类", cols=5)],
        ["主管部门", C("辰县城管局", cols=2), "资金总额（万元）", C("75.00", cols=2)],
        ["指标名称", "目标值", "完成值", "分值", "得分", "未完成原因"],
    ]
    for number, (level1, same) in zip("一二三四", groupby(ROWS, lambda r: r.level1), strict=True):
        table.append([C(f"（{number}）{level1}", cols=6)])
        for place, (level2, own) in enumerate(groupby(same, lambda r: r.level2), start=1):
            table.append([C(f"{place}.{level2}", cols=6)])
            table += [[r.level3, r.target, r.actual, r.weight, r.score, r.deviation] for r in own]
    table.append(["合计", "", "", "100", "97.5", ""])
    head = {
        "subject_name": "辰县垃圾分类",
        "total_weight": "100",
        "total_score": "97.5",
        "fiscal_year": "2023",
    }
    items: list[Item] = [Title("2023年度项目支出绩效自评表"), Tbl(table)]
    return [
        Form(
            "project_self_evaluation", items, head, [("资金总额（万元）", "", "75.00")], printed(ROWS, *_ALL)
        )
    ]


def levels_as_path(_: int) -> list[Form]:
    """Both levels in one cell, a dash between them, beside the name."""
    table: list[Cells] = [
        ["项目名称", C("巳市智慧停车", cols=6)],
        ["项目金额（万元）", C("210.00", cols=2), "其中：财政资金（万元）", C("210.00", cols=3)],
        ["指标分类", "指标名称", "指标性质", "指标值", "计量单位", "权重（%）", "是否核心指标"],
        *[
            [
                f"{r.level1}-{r.level2}",
                r.level3,
                r.operator or "定性",
                r.number,
                r.unit,
                f"{r.weight}.00",
                "否",
            ]
            for r in ROWS
        ],
    ]
    found = [(*one[:6], f"{one[6]}.00", "") for one in printed(ROWS, "target", "weight")]
    money = [("项目金额（万元）", "", "210.00"), ("其中：财政资金（万元）", "", "210.00")]
    items: list[Item] = [Title("2024年项目支出绩效目标表"), Tbl(table)]
    return [Form("project_target", items, {"subject_name": "巳市智慧停车"}, money, found)]


def scored_twice(_: int) -> list[Form]:
    """A self-evaluation with the points of the department and of the finance office beside each other."""
    rows = ROWS[1:]
    table: list[Cells] = [
        ["项目名称", C("午区养老服务", cols=9)],
        ["主管部门", C("午区民政局", cols=4), "实施单位", C("午区养老服务中心", cols=4)],
        [C("项目资金（万元）", rows=2), C("年初预算数", cols=2), C("全年预算数", cols=2), C("全年执行数", cols=2), "执行率",
         C("得分", cols=2)],
        [C("30.00", cols=2), C("30.00", cols=2), C("27.00", cols=2), "90.00%", C("9", cols=2)],
        ["一级指标", "二级指标", "三级指标", "指标权重", "年度指标值", "全年完成值", "自评得分", "复核得分", "偏差原因", "备注"],
        *merged(rows, *_each(rows, "weight", "target", "actual", "score"), ["5"] * 7, *_each(rows, "deviation"), [""] * 7),
        [C("合计", cols=3), "90", "", "", "87.5", "35", "", ""],
    ]  # fmt: skip
    head = {
        "subject_name": "午区养老服务", "implementing_unit": "午区养老服务中心", "total_weight": "90", "total_score": "87.5",
    }  # fmt: skip
    phases = (("initial_budget", "30.00"), ("adjusted_budget", "30.00"), ("executed", "27.00"))
    money = [("项目资金（万元）", phase, amount) for phase, amount in phases]
    items: list[Item] = [Title("项目支出绩效自评表"), Para("（2023年度）"), Tbl(table)]
    return [Form("project_self_evaluation", items, head, money, printed(rows, *_ALL))]


def short_levels(_: int) -> list[Form]:
    """Levels without 指标, an ordinal before each name, expected values; the money in a sentence of the head."""
    rows = ROWS[1:]
    table: list[Cells] = [
        ["项目名称", C("未县职业教育", cols=4)],
        ["项目单位", C("未县教育局", cols=4)],
        ["资金安排", C("总投资160万元，其中：中央财政资金100万元，自筹资金60万元", cols=4)],
        ["绩效目标", C("改善办学条件。", cols=4)],
        ["一级指标", "二级指标", "三级指标", "预期值", "分值"],
        *[[*[C(c.text.removesuffix("指标"), rows=c.rows) for c in cells if isinstance(c, C)],
           *[c for c in cells if not isinstance(c, C)]]
          for cells in merged(rows, *_each(rows, "target", "weight"))],
    ]  # fmt: skip
    for number, cells in enumerate(table[5:], start=1):
        cells[-3] = f"{number}、{cells[-3]}"
    found = [
        (p, one.removesuffix("指标"), two.removesuffix("指标"), f"{n}、{three}", *rest)
        for n, (p, one, two, three, *rest) in enumerate(printed(rows, "target", "weight"), start=1)
    ]
    money = [("总投资", "", "160"), ("其中：中央财政资金", "", "100"), ("自筹资金", "", "60")]
    items: list[Item] = [Title("专项资金绩效目标申报表"), Para("（2024年度）"), Tbl(table)]
    head = {"subject_name": "未县职业教育", "implementing_unit": "未县教育局", "fiscal_year": "2024"}
    return [Form("project_target", items, head, money, found)]  # type: ignore[arg-type]


def tasks_with_projects(_: int) -> list[Form]:
    """A department's tasks with the projects that they need and their money; revenue and expenditure by kinds."""
    rows = ROWS[1:]
    table: list[Cells] = [
        ["部门（单位）名称", C("申县医疗保障局", cols=5)],
        [C("年度主要任务", rows=3), "任务名称", C("主要内容", cols=2), "涉及项目", "预算金额（万元）"],
        ["参保扩面", C("动员居民参保。", cols=2), "参保宣传经费", "25.00"],
        ["基金监管", C("检查定点机构。", cols=2), "监管工作经费", "40.00"],
        [C("预算总额（万元）", rows=4), C("按资金来源", cols=2), "金额", "按支出结构", "金额"],
        [C("财政拨款", cols=2), "510.00", "基本支出", "445.00"],
        [C("其他资金", cols=2), "", "项目支出", "65.00"],
        [C("合计", cols=2), "510.00", "合计", "510.00"],
        ["年度总体目标", C("实现应保尽保。", cols=5)],
        [C("年度绩效指标", rows=len(rows) + 1), "一级指标", "二级指标", "三级指标", "绩效标准", "指标值"],
        *merged(rows, ["计划标准"] * 7, *_each(rows, "target")),
    ]
    money = [
        ("参保扩面", "", "25.00"), ("基金监管", "", "40.00"), ("财政拨款", "annual", "510.00"), ("基本支出", "annual", "445.00"),
        ("项目支出", "annual", "65.00"), ("合计", "annual", "510.00"), ("合计", "annual", "510.00"),
    ]  # fmt: skip
    items: list[Item] = [Title("部门整体支出绩效目标表"), Para("（2024年度）"), Tbl(table)]
    head = {"subject_name": "申县医疗保障局", "fiscal_year": "2024", "unit": "万元"}
    return [Form("department_target", items, head, money, printed(rows, "target"))]


def continued_below(_: int) -> list[Form]:
    """A form that goes on in a second table, its title called continued, its header printed again."""
    first, second = ROWS[:4], ROWS[4:]
    header: Cells = [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析",
    ]
    top: list[Cells] = [
        ["项目名称", C("酉市非遗保护", cols=7)],
        ["主管部门", C("酉市文旅局", cols=3), "实施单位", C("酉市文化馆", cols=3)],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", "12.00", "12.00", "11.40", "10", "95.00%", "9.50"],
    ]
    tables = (
        [*top, header, *merged(first, *_each(first, *_ALL, "deviation"))],
        [header, *merged(second, *_each(second, *_ALL, "deviation")), [C("总分", cols=5), "110", "107", ""]],
    )
    title = "项目支出绩效自评表"
    items: list[Item] = [Title(title), Tbl(tables[0]), Title(f"{title}（续表）"), Tbl(tables[1])]
    head = {
        "subject_name": "酉市非遗保护",
        "implementing_unit": "酉市文化馆",
        "total_weight": "110",
        "total_score": "107",
    }
    phases = (("initial_budget", "12.00"), ("adjusted_budget", "12.00"), ("executed", "11.40"))
    money = [("年度资金总额", phase, amount) for phase, amount in phases]
    return [Form("project_self_evaluation", items, head, money, printed(ROWS, *_ALL))]


def in_sections(_: int) -> list[Form]:
    """A form in numbered sections, each headed by a row; amounts by source below each other with their stages."""
    table: list[Cells] = [
        [C("一、项目基本信息", cols=6)],
        ["项目名称", C("戌镇污水管网", cols=2), "项目类别", C("□新增 ☑延续", cols=2)],
        ["项目负责人", C("李某", cols=2), "联系电话", C("13800000000", cols=2)],
        [C("二、项目资金使用情况（单位：元）", cols=6)],
        ["资金来源", "预算安排数", "实际到位数", "实际使用数", C("结余数", cols=2)],
        ["县级财政资金", "800,000.00", "800,000.00", "760,000.00", C("40,000.00", cols=2)],
        ["单位自筹", "200,000.00", "200,000.00", "200,000.00", C("0.00", cols=2)],
        ["合计", "1,000,000.00", "1,000,000.00", "960,000.00", C("40,000.00", cols=2)],
        [C("三、绩效指标完成情况", cols=6)],
        ["一级指标", "二级指标", "三级指标", "预期指标值", "实际完成指标值", "完成率"],
        *merged(ROWS[1:], *_each(ROWS[1:], "target", "actual"), ["100%"] * 7),
        [C("四、自评结论", cols=6)],
        [C("项目按期完成，自评得分96分，评价等级为优。", cols=6)],
    ]
    amounts = {
        "县级财政资金": ("800000.00", "800000.00", "760000.00", "40000.00"), "单位自筹": ("200000.00", "200000.00", "200000.00", "0.00"),
        "合计": ("1000000.00", "1000000.00", "960000.00", "40000.00"),
    }  # fmt: skip
    phases = ("adjusted_budget", "实际到位数", "executed", "结余数")
    money = [
        (label, phase, amount)
        for label, row in amounts.items()
        for phase, amount in zip(phases, row, strict=True)
    ]
    items: list[Item] = [Title("2023年度财政支出项目绩效自评表"), Tbl(table)]
    head = {"subject_name": "戌镇污水管网", "project_category": "延续", "fiscal_year": "2023", "unit": "元"}
    found = printed(ROWS[1:], "target", "actual")
    return [Form("project_self_evaluation", items, head, money, found)]


ARRANGED = {
    made.__name__: made
    for made in (
        levels_numbered_as_rows, levels_as_path, scored_twice, short_levels, tasks_with_projects, continued_below,
        in_sections,
    )
}  # fmt: skip
