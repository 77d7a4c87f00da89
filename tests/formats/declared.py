"""Declarations of targets in the layouts of further provinces, made of invented figures, and what they print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from tests.formats.generate import C, Item, Para, Tbl, Title
from tests.formats.performance import Form, Indicator

Cells = list[C | str]


@dataclass(frozen=True)
class Known:
    """An indicator as any layout prints it: the target in its parts."""

    level1: str
    level2: str
    level3: str
    operator: str
    number: str
    unit: str
    actual: str
    weight: str
    score: str
    deviation: str = ""

    @property
    def target(self) -> str:
        """The target in one text."""
        return self.operator + self.number + self.unit

    @property
    def is_counted(self) -> bool:
        """Whether the target is a number."""
        return bool(self.operator)


OUT, GOOD = "产出指标", "效益指标"
ROWS = (
    Known("成本指标", "经济成本指标", "人均培训成本", "≤", "450", "元/人", "438元/人", "10", "10"),
    Known(OUT, "数量指标", "开展培训期数", "≥", "6", "期", "7期", "10", "10"),
    Known(OUT, "数量指标", "65岁以上老人体检人数", "≥", "1200", "人", "1180人", "10", "9.5", "部分老人外出务工。"),
    Known(OUT, "质量指标", "设备验收合格率", "＝", "100", "%", "100%", "15", "15"),
    Known(OUT, "时效指标", "资金支付完成时间", "", "2024年12月31日前", "", "2024年12月20日", "15", "15"),
    Known(GOOD, "社会效益指标", "群众安全意识", "", "有效提升", "", "有所提升", "15", "13", "宣传次数偏少。"),
    Known(GOOD, "可持续影响指标", "长效机制健全性", "", "健全", "", "健全", "15", "15"),
    Known("满意度指标", "服务对象满意度指标", "参训人员满意度", "≥", "95", "%", "96%", "10", "10"),
)  # fmt: skip


def printed(rows: Iterable[Known], *said: str, phase: str = "") -> list[Indicator]:
    """What a form prints of indicators: levels, names, targets, and what is ``said`` of actual, weight, score."""
    return [
        (phase, r.level1, r.level2, r.level3, r.target if "target" in said else "",
         *(getattr(r, name) if name in said else "" for name in ("actual", "weight", "score")))
        for r in rows
    ]  # type: ignore[misc]  # fmt: skip


def merged(rows: Sequence[Known], *values: Sequence[str]) -> list[Cells]:
    """Rows of cells: levels merged over their indicators, names, and the ``values`` of each column."""
    made: list[Cells] = []
    for level1, same in groupby(rows, lambda r: r.level1):
        found = list(same)
        for level2, group in groupby(found, lambda r: r.level2):
            own = list(group)
            for place, r in enumerate(own):
                cells: Cells = [C(level1, rows=len(found))] if r is found[0] else []
                cells += [C(level2, rows=len(own))] if place == 0 else []
                made.append([*cells, r.level3])
    for row, *beside in zip(made, *values, strict=True):
        row += beside
    return made


def _each(rows: Iterable[Known], name: str) -> list[str]:
    return [getattr(r, name) for r in rows]


def _natures(rows: Iterable[Known]) -> list[str]:
    return [r.operator or "定性" for r in rows]


def value_and_content(_: int) -> list[Form]:
    """A list whose value has its content, the standard of scoring and the unit beside it."""
    header: Cells = [
        "单位（专项）名称", "资金总额", "年度绩效目标", "一级指标", "二级指标", "三级指标", "指标值", "指标值内容",
        "评（扣）分标准", "度量单位", "备注",
    ]  # fmt: skip
    forms, body = [], []
    for name, total, rows in (("防汛物资储备", "126.50", ROWS[:5]), ("基层卫生服务", "88.00", ROWS[1:])):
        values = [r.operator + r.number for r in rows]
        notes = [f"反映{r.level3}" for r in rows], ["未达到的按比例扣分" for _ in rows]
        cells = merged(rows, values, *notes, _each(rows, "unit"), ["" for _ in rows])
        cells[0] = [C(text, rows=len(rows)) for text in (name, total, "按期完成任务。")] + cells[0]
        body += cells
        forms.append(
            Form("project_target", [], {"subject_name": name}, [("", "", total)], printed(rows, "target"))
        )
    return _listed(forms, [header, *body], "2024年项目支出绩效目标表")


def levels_step_by_step(_: int) -> list[Form]:
    """A list that gives a unit, a project with its goal, each level and each indicator a row of its own."""
    header: Cells = [
        "单位名称、项目名称", "项目年度绩效目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位",
        "指标属性", "指标内容",
    ]  # fmt: skip
    blank = [""] * 10
    body: list[Cells] = [list(header), ["平川县水务局", *blank[1:]]]
    forms = []
    for name, rows in (("河道清淤", ROWS[1:4]), ("水质监测", ROWS[3:])):
        body.append([name, "完成年度各项任务。", *blank[2:]])
        for level1, same in groupby(rows, lambda r: r.level1):
            body.append(["", "", level1, *blank[3:]])
            for level2, own in groupby(same, lambda r: r.level2):
                body.append(["", "", "", level2, *blank[4:]])
                for r in own:
                    kind = "定量指标" if r.is_counted else "定性指标"
                    body.append(
                        ["", "", "", "", r.level3, r.operator or "=", r.number, r.unit, kind, "见说明"]
                    )
        head = {"subject_name": name, "implementing_unit": "平川县水务局"}
        found = [
            (*one[:4], one[4] if r.is_counted else f"={r.number}", *one[5:])
            for one, r in zip(printed(rows, "target"), rows, strict=True)
        ]
        forms.append(Form("project_target", [], head, [], found))
    return _listed(forms, body, "2024年部门项目支出绩效目标表（本次下达）")


def direction_of_value(_: int) -> list[Form]:
    """A list with nature, value, unit, weight and direction of the indicator in columns of their own."""
    header: Cells = [
        "单位名称", "项目名称", "预算数", "年度目标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值",
        "度量单位", "权重", "指标方向性",
    ]  # fmt: skip
    forms, body = [], []
    for name, total, rows in (("业务工作经费", "35.20", ROWS), ("系统运行维护", "41.08", ROWS[1:6])):
        direction = ["反向指标" if r.operator == "≤" else "正向指标" for r in rows]
        parts = _natures(rows), _each(rows, "number"), _each(rows, "unit"), _each(rows, "weight"), direction
        cells = merged(rows, *parts)
        own = ("甲县档案馆", name, total, "保障工作运转。")
        cells[0] = [C(text, rows=len(rows)) for text in own] + cells[0]
        body += cells
        head = {"subject_name": name, "implementing_unit": "甲县档案馆"}
        found = printed(rows, "target", "weight")
        forms.append(Form("project_target", [], head, [("预算数", "", total)], found))
    return _listed(forms, [header, *body], "部门预算项目绩效目标表（2024年度）")


def department_facts(_: int) -> list[Form]:
    """A department's target: basic facts in pairs, revenue and expenditure one below the other, values."""
    rows = ROWS[1:]
    table: list[Cells] = [
        ["部门名称", C("乙县农业农村局", cols=5)],
        ["联系人", C("张某", cols=2), "联系电话", C("0791-81234567", cols=2)],
        [C("部门基本信息", cols=6)],
        ["部门所属领域", C("农林水", cols=2), "直属单位包括", C("农技推广中心", cols=2)],
        ["内设职能部门", C("6", cols=2), "编制控制数", C("48", cols=2)],
        ["在职人员总数", C("45", cols=2), "其中：行政编制人数", C("21", cols=2)],
        [C("当年预算情况（万元）", cols=6)],
        ["收入预算合计", C("2,350.00", cols=2), "其中：上级财政拨款", C("1,000.00", cols=2)],
        ["本级财政安排", C("1,300.00", cols=2), "其他资金", C("50.00", cols=2)],
        ["支出预算合计", C("2,350.00", cols=2), "其中：人员经费", C("900.00", cols=2)],
        ["公用经费", C("150.00", cols=2), "项目经费", C("1,300.00", cols=2)],
        [C("年度总体目标", cols=1), C("完成粮食生产任务。", cols=5)],
        [C("年度绩效指标", cols=6)],
        ["一级指标", C("二级指标", cols=2), C("三级指标", cols=2), "目标值"],
        *[
            [*row[:-3], C(_text(row[-3]), row[-3].rows, 2), C(str(row[-2]), cols=2), row[-1]]
            if len(row) > 2 and isinstance(row[-3], C)
            else [C(str(row[-2]), cols=2), row[-1]]
            for row in merged(rows, _each(rows, "target"))
        ],
    ]
    money = [
        ("收入预算合计", "2350.00"), ("其中：上级财政拨款", "1000.00"), ("本级财政安排", "1300.00"), ("其他资金", "50.00"),
        ("支出预算合计", "2350.00"), ("其中：人员经费", "900.00"), ("公用经费", "150.00"), ("项目经费", "1300.00"),
    ]  # fmt: skip
    head = {"subject_name": "乙县农业农村局", "fiscal_year": "2024", "unit": "万元"}
    items: list[Item] = [Title("2024年部门整体支出绩效目标表"), Tbl(table)]
    found = printed(rows, "target")
    return [Form("department_target", items, head, [(label, "annual", said) for label, said in money], found)]


def _text(cell: C | str) -> str:
    return cell.text if isinstance(cell, C) else cell


def graded_values(_: int) -> list[Form]:
    """Four grades of each indicator beside its target, and the weight in percent."""
    rows = ROWS
    grades = [f"{r.operator}{r.number}" if r.is_counted else "好" for r in rows]
    lesser = (
        [["达90%", "较好"][not r.is_counted] for r in rows],
        [["达80%", "一般"][not r.is_counted] for r in rows],
    )
    table: list[Cells] = [
        ["项目名称", C("社区矫正工作", cols=4), "项目类别", C("☑经常性 □一次性", cols=4)],
        ["主管部门", C("丙市司法局", cols=4), "实施单位", C("丙市司法局", cols=4)],
        ["资金总额（元）", C("1,280,000.00", cols=4), "财政资金（元）", C("1,280,000.00", cols=4)],
        ["总体目标", C("规范开展社区矫正。", cols=9)],
        [
            C("绩效指标", rows=len(rows) + 2), *(C(name, rows=2) for name in ("一级指标", "二级指标", "三级指标", "指标目标值")),
            C("指标值分档", cols=4), C("权重", rows=2),
        ],
        ["优", "良", "中", "差"],
        *merged(
            rows, _each(rows, "target"), grades, *lesser, ["低于80%" for _ in rows], [f"{r.weight}%" for r in rows]
        ),
    ]  # fmt: skip
    head = {
        "subject_name": "社区矫正工作",
        "supervising_department": "丙市司法局",
        "implementing_unit": "丙市司法局",
    }
    money = [("资金总额（元）", "", "1280000.00"), ("财政资金（元）", "", "1280000.00")]
    items: list[Item] = [Title("项目支出绩效目标申报表（2024年度）"), Tbl(table)]
    return [Form("project_target", items, head, money, printed(rows, "target", "weight"))]


def years_before(_: int) -> list[Form]:
    """A term's and a year's block of indicators, the year's with the values of the two years before."""
    rows, term = ROWS[1:], (ROWS[1], ROWS[5])
    past = ["5期", "1100人", "98%", "2022年12月30日", "一般", "不健全", "93%"]
    table: list[Cells] = [
        ["项目名称", C("农村公路养护", cols=7)],
        ["项目主管部门", C("丁市交通运输局", cols=3), "项目执行单位", C("丁市公路中心", cols=3)],
        [C("项目申请理由", cols=1), C("保障公路畅通。", cols=7)],
        ["项目总预算", C("900", cols=3), "项目当年预算", C("300", cols=3)],
        ["长期绩效目标", C("道路完好率稳定提高。", cols=7)],
        [C("长期绩效目标表", cols=8)],
        ["目标名称", "一级指标", "二级指标", "三级指标", C("指标值", cols=2), C("指标值确定依据", cols=2)],
        *[
            [*(["养护"] if place == 0 else [""]), r.level1, r.level2, r.level3, C(r.target, cols=2), C("规划", cols=2)]
            for place, r in enumerate(term)
        ],
        [C("年度绩效目标表", cols=8)],
        [
            *(C(name, rows=3) for name in ("目标名称", "一级指标", "二级指标", "三级指标")),
            C("指标值", cols=3), C("指标值确定依据", rows=3),
        ],
        [C("近两年指标值", cols=2), C("预期当年实现值", rows=2)],
        ["前年", "上年"],
        *[
            [*([C("养护", rows=len(rows))] if place == 0 else []), *cells]
            for place, cells in enumerate(
                merged(rows, past, _each(rows, "actual"), _each(rows, "target"), ["计划" for _ in rows])
            )
        ],
    ]  # fmt: skip
    head = {
        "subject_name": "农村公路养护",
        "supervising_department": "丁市交通运输局",
        "implementing_unit": "丁市公路中心",
    }
    money = [("项目总预算", "term", "900"), ("项目当年预算", "annual", "300")]
    found = printed(term, "target", phase="term") + printed(rows, "target", phase="annual")
    items: list[Item] = [Title("项目支出绩效目标申报表"), Para("（2024年度） 单位：万元"), Tbl(table)]
    return [Form("project_target", items, head | {"fiscal_year": "2024", "unit": "万元"}, money, found)]


def name_with_value(_: int) -> list[Form]:
    """An indicator's name and value in one cell, its weight beside."""
    rows = [r for r in ROWS if r.is_counted]
    table: list[Cells] = [
        ["项目名称", C("残疾人就业培训", cols=3)],
        ["预算单位", C("戊县残联", cols=3)],
        ["项目资金（万元）", C("年度资金总额：64.5", cols=3)],
        ["", C("其中：财政拨款64.5", cols=3)],
        ["年度目标", C("培训残疾人，促进就业。", cols=3)],
        ["一级指标", "二级指标", "三级指标", "分值"],
        *[
            [*row[:-2], f"{r.level3}{r.target}", row[-1]]
            for row, r in zip(merged(rows, _each(rows, "weight")), rows, strict=True)
        ],
    ]
    head = {"subject_name": "残疾人就业培训", "fiscal_year": "2024", "unit": "万元"}
    money = [("年度资金总额", "annual", "64.5"), ("其中：财政拨款", "annual", "64.5")]
    items: list[Item] = [Title("2024年度项目支出绩效目标表"), Tbl(table)]
    return [Form("project_target", items, head, money, printed(rows, "target", "weight"))]


def _listed(forms: list[Form], rows: Sequence[Cells], title: str) -> list[Form]:
    for form in forms:
        form.items = [Title(title), Para("单位：万元"), Tbl(rows)]
    return forms


DECLARED = {
    made.__name__: made
    for made in (
        value_and_content, levels_step_by_step, direction_of_value, department_facts, graded_values, years_before,
        name_with_value,
    )
}  # fmt: skip
