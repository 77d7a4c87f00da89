"""Performance forms of every kind made of invented figures, and what they print."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tests.formats.generate import C, Item, Para, Tbl, Title
from tests.formats.money import amount, shares

Funding = tuple[str, str, str]  # source label, phase, amount
Indicator = tuple[str, str, str, str, str, str, str, str]  # phase, levels 1-3, target, actual, weight, score

_THINGS = {
    "产出指标": {
        "数量指标": ["培训场次", "巡查次数", "慰问户数", "养护里程", "印制册数"],
        "质量指标": ["验收合格率", "培训出勤率"],
        "时效指标": ["资金拨付及时性", "任务完成及时性"],
    },
    "效益指标": {"社会效益指标": ["投诉处理率", "安全事故发生数"], "可持续影响指标": ["长效管理机制健全性"]},
    "满意度指标": {"服务对象满意度指标": ["受益群众满意度"]},
}
_WORDS = {"及时性": "及时", "健全性": "健全"}
_PROJECTS = ("道路养护经费", "社区图书更新", "防汛物资储备", "食堂运行保障")
_UNITS = ("上海市静安区体育局", "上海市嘉定区水务局", "上海市杨浦区司法局")


@dataclass
class Form:
    """A form as written, and the facts that it prints."""

    kind: str
    items: list[Item]
    head: dict[str, str] = field(default_factory=dict)
    funding: list[Funding] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """An indicator with its values."""

    level1: str
    level2: str
    level3: str
    target: str
    actual: str
    weight: str
    score: str


def drawn(random_: random.Random) -> list[Row]:
    """Indicators of every group; weights sum to 90."""
    names = [
        (one, two, three)
        for one, groups in _THINGS.items()
        for two, things in groups.items()
        for three in random_.sample(things, min(len(things), random_.randint(1, 3)))
    ]
    weights = shares(random_, Decimal("90.0"), len(names))
    rows = []
    for (one, two, three), weight in zip(names, weights, strict=True):
        word = next((w for tail, w in _WORDS.items() if three.endswith(tail)), "")
        number = random_.randint(2, 99)
        unit = "%" if three.endswith("率") or three.endswith("满意度") else random_.choice("次个户")
        target, actual = (word, "达成指标") if word else (f"≥{number}({unit})", f"{number + 1}({unit})")
        lost = random_.choice((Decimal(0), weight / 2)).quantize(Decimal("0.01"))
        rows.append(Row(one, two, three, target, actual, f"{weight:.2f}", f"{weight - lost:.2f}"))
    return rows


def grouped(rows: Sequence[Row], values: Callable[[Row], list[C | str]]) -> list[list[C | str]]:
    """Rows of cells: levels 1 and 2 merged over their indicators, then level 3 and its values."""
    made: list[list[C | str]] = []
    for index, row in enumerate(rows):
        cells: list[C | str] = []
        for level in ("level1", "level2"):
            same = [r for r in rows if getattr(r, level) == getattr(row, level)]
            if rows.index(same[0]) == index:
                cells.append(C(getattr(row, level), rows=len(same)))
        made.append([*cells, row.level3, *values(row)])
    return made


def _money(random_: random.Random) -> tuple[Decimal, Decimal, Decimal]:
    total = amount(random_, 20, 900, "0.01")
    return (total, *shares(random_, total, 2))


def _text(value: Decimal) -> str:
    return f"{value:.2f}"


def project_self_evaluation(seed: int) -> Form:
    """项目支出绩效自评表 of the national pattern, in 万元."""
    random_ = random.Random(seed)
    project, unit, year = random_.choice(_PROJECTS), random_.choice(_UNITS), str(2020 + seed % 5)
    total, first, second = _money(random_)
    rows = drawn(random_)
    scored = sum((Decimal(r.score) for r in rows), Decimal(10))
    sources = {"年度资金总额": total, "其中：当年财政拨款": first, "上年结转资金": second}
    block = [
        [label, *[_text(v)] * 3, *(("10", "100.00", "10.00") if v is total else ("—", "100.00", "—"))]
        for label, v in sources.items()
    ]
    table: list[list[C | str]] = [
        [C("项目名称", cols=2), C(project, cols=7)],
        [C("主管部门", cols=2), C(unit, cols=3), "实施单位", C(unit, cols=3)],
        [
            C("项目资金（万元）", rows=4, cols=2), "", "年初预算数", "全年预算数", "全年执行数",
            "分值", "执行率", "得分",
        ],
        *block,
        [C("年度总体目标", rows=2, cols=1), C("预期目标", cols=4), C("实际完成情况", cols=4)],
        [C("保障各项工作按期完成。", cols=4), C("各项工作均已完成。", cols=4)],
        [
            C("绩效指标", rows=len(rows) + 1), "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值",
            "分值", "得分", "偏差原因分析及改进措施",
        ],
        *grouped(rows, lambda r: [r.target, r.actual, r.weight, r.score, ""]),
        [C("总分", cols=6), "100", _text(scored), ""],
    ]  # fmt: skip
    phases = ("initial_budget", "adjusted_budget", "executed")
    return Form(
        "project_self_evaluation",
        [Title("项目支出绩效自评表"), Para(f"（{year}年度）"), Tbl(table)],
        {
            "fiscal_year": year, "subject_name": project, "supervising_department": unit,
            "implementing_unit": unit, "total_weight": "100", "total_score": _text(scored), "unit": "万元",
        },
        [(label, phase, _text(v)) for label, v in sources.items() for phase in phases],
        [("", r.level1, r.level2, r.level3, r.target, r.actual, r.weight, r.score) for r in rows],
    )  # fmt: skip


def project_target(seed: int) -> Form:
    """财政项目支出绩效目标申报表 of the Shanghai pattern, in 元."""
    random_ = random.Random(seed)
    project, unit, year = random_.choice(_PROJECTS), random_.choice(_UNITS), str(2021 + seed % 5)
    total, first, second = (v * 10000 for v in _money(random_))
    rows = drawn(random_)
    table: list[list[C | str]] = [
        ["项目名称", C(project, cols=2), "项目类别", C("其他一次性项目", cols=2)],
        ["主管部门", C(unit, cols=2), "实施单位", C(unit, cols=2)],
        ["计划开始日期", C(f"{year}-01-01", cols=2), "计划完成日期", C(f"{year}-12-31", cols=2)],
        [
            C("项目资金（元）", rows=3),
            "项目资金总额",
            f"{total:,.2f}",
            "年度资金申请总额",
            C(f"{total:,.2f}", cols=2),
        ],
        ["其中：财政资金", f"{total:,.2f}", "其中：当年财政拨款", C(f"{first:,.2f}", cols=2)],
        ["其他资金", "", "上年结转资金", C(f"{second:,.2f}", cols=2)],
        ["项目总目标", C("保障各项工作按期完成。", cols=5)],
        [C("绩效指标", rows=len(rows) + 1), "一级指标", "二级指标", C("三级指标", cols=2), "指标目标值"],
        *[[*row[:-2], C(str(row[-2]), cols=2), row[-1]] for row in grouped(rows, lambda r: [r.target])],
    ]
    return Form(
        "project_target",
        [Title(f"{year}年财政项目支出绩效目标申报表"), Tbl(table)],
        {
            "fiscal_year": year, "subject_name": project, "project_category": "其他一次性项目",
            "supervising_department": unit, "implementing_unit": unit,
            "start_date": f"{year}-01-01", "end_date": f"{year}-12-31", "unit": "元",
        },
        [
            ("项目资金总额", "term", _text(total)), ("其中：财政资金", "term", _text(total)),
            ("年度资金申请总额", "annual", _text(total)), ("其中：当年财政拨款", "annual", _text(first)),
            ("上年结转资金", "annual", _text(second)),
        ],
        [("", r.level1, r.level2, r.level3, r.target, "", "", "") for r in rows],
    )  # fmt: skip


def department_self_evaluation(seed: int) -> Form:
    """部门(单位)整体支出绩效自评表, in 元."""
    random_ = random.Random(seed)
    unit, year = random_.choice(_UNITS), str(2020 + seed % 5)
    total, first, second = (v * 10000 for v in _money(random_))
    rows = drawn(random_)
    scored = sum((Decimal(r.score) for r in rows), Decimal(0))
    sources = {
        "资金来源：(1)财政拨款": total, "资金结构：(1)基本支出": first, "(2)项目支出": second,
    }  # fmt: skip
    table: list[list[C | str]] = [
        ["部门（单位）名称", C(unit, cols=3), C("下属单位个数", cols=2), C("2", cols=2)],
        [C("整体支出规模（元）", rows=4), C("", cols=3), "全年预算数", "全年执行数", C("执行率", cols=2)],
        *[[C(label, cols=3), f"{v:,.2f}", f"{v:,.2f}", C("100.00", cols=2)] for label, v in sources.items()],
        [C("年度总体目标", rows=2), C("年初设定目标", cols=3), C("全年完成情况", cols=4)],
        [C("保障各项工作按期完成。", cols=3), C("各项工作均已完成。", cols=4)],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "全年完成值", "分值", "得分", "偏差及原因分析"],
        *grouped(rows, lambda r: [r.target, r.actual, r.weight, r.score, ""]),
        [C("合计", cols=5), "90.00", _text(scored), ""],
    ]
    return Form(
        "department_self_evaluation",
        [Title("部门（单位）整体支出绩效自评表"), Para(f"（{year}年度）"), Tbl(table)],
        {
            "fiscal_year": year,
            "subject_name": unit,
            "total_weight": "90.00",
            "total_score": _text(scored),
            "unit": "元",
        },
        [
            (label, phase, _text(v))
            for label, v in sources.items()
            for phase in ("adjusted_budget", "executed")
        ],
        [("", r.level1, r.level2, r.level3, r.target, r.actual, r.weight, r.score) for r in rows],
    )


def department_target(seed: int) -> Form:
    """部门（单位）整体支出绩效目标申报表, in 万元, money by source and by direction side by side."""
    random_ = random.Random(seed)
    unit, year = random_.choice(_UNITS), str(2021 + seed % 5)
    total, first, second = _money(random_)
    rows = drawn(random_)
    table: list[list[C | str]] = [
        ["部门名称", C(unit, cols=4)],
        [
            C("年度预算情况", rows=4),
            "按资金来源划分",
            "资金总额（万元）",
            "按资金方向划分",
            "资金总额（万元）",
        ],
        ["合计", _text(total), "合计", _text(total)],
        ["其中：一般公共预算资金", _text(total), "其中：基本支出", _text(first)],
        ["单位资金", "", "项目支出", _text(second)],
        ["年度绩效目标", C("保障各项工作按期完成。", cols=4)],
        [C("年度绩效指标", rows=len(rows) + 1), "一级指标", "二级指标", "三级指标", "指标值"],
        *grouped(rows, lambda r: [r.target]),
    ]
    return Form(
        "department_target",
        [Title("部门（单位）整体支出绩效目标申报表"), Para(f"（{year}年度）"), Tbl(table)],
        {"fiscal_year": year, "subject_name": unit, "unit": "万元"},
        [
            ("合计", "annual", _text(total)), ("合计", "annual", _text(total)), ("其中：一般公共预算资金", "annual", _text(total)),
            ("其中：基本支出", "annual", _text(first)), ("项目支出", "annual", _text(second)),
        ],
        [("", r.level1, r.level2, r.level3, r.target, "", "", "") for r in rows],
    )  # fmt: skip


def two_phase(seed: int) -> Form:
    """项目支出绩效目标表 with 实施期 and 年度 side by side, in 万元."""
    random_ = random.Random(seed)
    project, unit, year = random_.choice(_PROJECTS), random_.choice(_UNITS), str(2021 + seed % 5)
    total, first, _ = _money(random_)
    rows = drawn(random_)
    annual = {r.level3: re.sub(r"\d+", lambda m: str(int(m[0]) + 1), r.target) for r in rows}
    table: list[list[C | str]] = [
        ["项目名称", C(project, cols=7)],
        ["主管部门", C(unit, cols=3), "实施单位", C(unit, cols=3)],
        ["项目属性", C("延续项目", cols=3), "项目期", C("3年", cols=3)],
        [
            C("项目资金（万元）", rows=2),
            "实施期资金总额：",
            C(_text(total), cols=2),
            C("年度资金总额：", cols=2),
            C(_text(first), cols=2),
        ],
        ["其中：财政拨款", C(_text(total), cols=2), C("其中：财政拨款", cols=2), C(_text(first), cols=2)],
        [C("总体目标", rows=2), C("实施期目标", cols=3), C("年度目标", cols=4)],
        [C("保障各项工作按期完成。", cols=3), C("保障本年工作按期完成。", cols=4)],
        [
            C("绩效指标", rows=len(rows) + 1),
            "一级指标",
            "二级指标",
            "三级指标",
            "指标值",
            "二级指标",
            "三级指标",
            "指标值",
        ],
        *_halves(rows, annual),
    ]
    found = [("term", r.level1, r.level2, r.level3, r.target, "", "", "") for r in rows]
    found += [("annual", r.level1, r.level2, r.level3, annual[r.level3], "", "", "") for r in rows]
    return Form(
        "project_target",
        [Title("项目支出绩效目标表"), Para(f"（{year}年度）"), Tbl(table)],
        {
            "fiscal_year": year, "subject_name": project, "project_attribute": "延续项目", "project_term": "3年",
            "supervising_department": unit, "implementing_unit": unit, "unit": "万元",
        },
        [
            ("实施期资金总额：", "term", _text(total)), ("其中：财政拨款", "term", _text(total)),
            ("年度资金总额：", "annual", _text(first)), ("其中：财政拨款", "annual", _text(first)),
        ],
        found,
    )  # fmt: skip


def _halves(rows: Sequence[Row], annual: dict[str, str]) -> list[list[C | str]]:
    made = []
    for cells, row in zip(grouped(rows, lambda r: [r.target]), rows, strict=True):
        second = [c for c in cells if isinstance(c, C) and c.text == row.level2]
        made.append([*cells, *second, row.level3, annual[row.level3]])
    return made


FORMS = {
    made.__name__: made
    for made in (
        project_target, project_self_evaluation, department_target, department_self_evaluation, two_phase,
    )
}  # fmt: skip
