"""Lists of projects, packed cells, forms side by side and in reports, made of invented figures, and what they print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from tests.formats.declared import ROWS, Cells, Known, merged, printed
from tests.formats.generate import C, Item, Para, Tbl, Title
from tests.formats.performance import Form, Indicator

_ALL = ("target", "actual", "weight", "score")
_NAMES = ("水库维修养护", "灌区节水改造", "山洪灾害防治")
_WEIGHTED = (*ROWS[:4], *(replace(r, weight="20", score="20") for r in ROWS[4:6]), *ROWS[6:7])  # 105 points


def _each(rows: Sequence[Known], *names: str) -> list[list[str]]:
    return [[getattr(r, name) for r in rows] for name in names]


def _with(forms: list[Form], *items: Item) -> list[Form]:
    for form in forms:
        form.items = list(items)
    return forms


def over_pages(_: int) -> list[Form]:
    """A list on two pages: the cells of a project go over the break, their texts stand before it or below it."""
    header: Cells = [
        "序号",
        "项目名称",
        "项目金额（万元）",
        "项目绩效目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "权重",
    ]
    pages: list[list[Cells]] = [[header], []]
    forms = []
    for number, name in enumerate(_NAMES, start=1):
        rows = ROWS[1:]
        own = (str(number), name, f"{number}20.50", f"完成{name}全部工程并通过验收，发挥工程效益。")
        for page, part in ((0, rows[:4]), (1, rows[4:])) if number == 2 else ((number // 2, rows),):
            cells = merged(part, *_each(part, "target", "weight"))
            told = own if page == 0 or number == 3 else ("",) * 4
            cells[0] = [C(text, rows=len(part)) for text in told] + cells[0]
            pages[page] += cells
        found = printed(rows, "target", "weight")
        money = [("项目金额（万元）", "", f"{number}20.50")]
        forms.append(Form("project_target", [], {"subject_name": name, "unit": "万元"}, money, found))
    return _with(forms, Title("2024年项目支出绩效目标表"), *(Tbl(page) for page in pages))


def packed_in_levels(_: int) -> list[Form]:
    """A project a row; its indicators in one cell, numbered in two ways below the names of their levels."""
    rows = [r for r in ROWS[1:] if r.is_counted]
    lines = (
        "1.产出指标：", "①数量指标：开展培训期数≥6期；65岁以上老人体检人数≥1200人", "②质量指标：设备验收合格率＝100%",
        "2.满意度指标：", "①服务对象满意度指标：参训人员满意度≥95%",
    )  # fmt: skip
    table: list[Cells] = [["序号", "单位名称", "项目名称", "金额", "年度总体目标", "绩效指标"]]
    forms = []
    for number, name in enumerate(_NAMES[:2], start=1):
        table.append([str(number), "子县水利局", name, f"{number}6.00", "保障供水安全。", "\n".join(lines)])
        head = {"subject_name": name, "implementing_unit": "子县水利局"}
        money = [("金额", "", f"{number}6.00")]
        forms.append(Form("project_target", [], head, money, printed(rows, "target")))
    return _with(forms, Title("子县2024年项目绩效目标公开表"), Para("单位：万元"), Tbl(table))


def side_by_side(_: int) -> list[Form]:
    """Two forms beside each other on one sheet, a blank column between them."""
    left, right = (_narrow(name, total, rows) for name, total, rows in
                   ((_NAMES[0], "52.00", ROWS[:4]), (_NAMES[1], "9.80", ROWS[4:])))  # fmt: skip
    table: list[Cells] = []
    for one, other in zip_longest(left[1], right[1], fillvalue=[C("", cols=5)]):
        table.append([*one, "", *other])
    return _with([left[0], right[0]], Title("项目支出绩效目标表"), Para("（2024年度）"), Tbl(table))


def _narrow(name: str, total: str, rows: Sequence[Known]) -> tuple[Form, list[Cells]]:
    table: list[Cells] = [
        ["项目名称", C(name, cols=4)],
        ["项目资金（万元）", C("年度资金总额", cols=2), C(total, cols=2)],
        ["年度目标", C("保障工程运行。", cols=4)],
        ["一级指标", "二级指标", "三级指标", "指标值", "分值"],
        *[[r.level1, r.level2, r.level3, r.target, r.weight] for r in rows],
    ]
    money = [("年度资金总额", "annual", total)]
    return Form("project_target", [], {"subject_name": name}, money, printed(rows, "target", "weight")), table


def within_a_report(_: int) -> list[Form]:
    """A self-evaluation between the paragraphs of a report, its sheet of scores after them."""
    rows = ROWS[1:]
    table: list[Cells] = [
        ["项目名称", C("农村饮水安全", cols=3), "主管部门", C("丑县水利局", cols=3)],
        [C("项目资金（万元）", rows=3), C("预算来源", cols=2), "预算数", "到位数", "执行数", "执行率", "得分"],
        [C("资金总额", cols=2), "240.00", "240.00", "228.00", "95%", "9.5"],
        [C("其中：省级财政资金", cols=2), "240.00", "240.00", "228.00", "95%", ""],
        ["一级指标", "二级指标", "三级指标", "目标值", "实际值", "分值", "得分", "备注"],
        *merged(rows, *_each(rows, *_ALL, "deviation")),
        [C("综合得分", cols=5), "90", "87", ""],
    ]  # fmt: skip
    items: list[Item] = [
        Title("2023年度农村饮水安全项目支出绩效评价报告"), Para("一、项目基本情况"),
        Para("项目于2023年3月开工，计划投资240.00万元，实际支出228.00万元。"), Para("二、绩效评价结论"),
        Para("经评价，项目综合得分为97分，评价等级为“优”。"), Para("附件1"), Title("项目支出绩效自评表"), Para("（2023年度）"),
        Tbl(table), Para("三、存在的问题"), Para("管护经费投入不足。"),
    ]  # fmt: skip
    stages = (("adjusted_budget", "240.00"), ("到位数", "240.00"), ("executed", "228.00"))
    money = [
        (label, phase, amount) for label in ("资金总额", "其中：省级财政资金") for phase, amount in stages
    ]
    head = {"subject_name": "农村饮水安全", "total_weight": "90", "total_score": "87", "unit": "万元"}
    return [Form("project_self_evaluation", items, head, money, printed(rows, *_ALL))]


def indicators_as_columns(_: int) -> list[Form]:
    """A transposed table: an indicator a column, what is said of it below its name."""
    rows = ROWS[1:5]
    table: list[Cells] = [
        ["项目名称", C("河湖长制", cols=4)],
        ["一级指标", *_each(rows, "level1")[0]],
        ["二级指标", *_each(rows, "level2")[0]],
        ["三级指标", *_each(rows, "level3")[0]],
        ["年度指标值", *_each(rows, "target")[0]],
        ["实际完成值", *_each(rows, "actual")[0]],
        ["分值", *_each(rows, "weight")[0]],
        ["得分", *_each(rows, "score")[0]],
    ]
    items: list[Item] = [Title("项目支出绩效自评表"), Tbl(table)]
    return [Form("project_self_evaluation", items, {"subject_name": "河湖长制"}, [], printed(rows, *_ALL))]


def scored_list(_: int) -> list[Form]:
    """An indicator a row with the project's money in three stages, its total score and rating beside it."""
    top: Cells = [*(C(n, rows=2) for n in ("项目编码", "项目名称", "实施单位")), C("资金情况（万元）", cols=3), C("绩效指标", cols=7),
                  C("自评总分", rows=2), C("自评等级", rows=2)]  # fmt: skip
    sub: Cells = [
        "年初预算数",
        "全年预算数",
        "全年执行数",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
    ]
    body: list[Cells] = []
    forms = []
    for name, code, rows, total, rating in (
        (_NAMES[0], "36010024T000000000101", ROWS[:4], "44.5", "良"), (_NAMES[1], "36010024T000000000102", ROWS[4:], "53", "优"),
    ):  # fmt: skip
        cells = merged(rows, *_each(rows, *_ALL))
        own = (code, name, "寅县水利局", "60.00", "58.00", "50.00")
        cells[0] = [
            *(C(text, rows=len(rows)) for text in own),
            *cells[0],
            C(total, rows=len(rows)),
            C(rating, rows=len(rows)),
        ]
        body += cells
        head = {
            "subject_name": name,
            "project_code": code,
            "implementing_unit": "寅县水利局",
            "total_score": total,
            "rating": rating,
        }
        stages = (("initial_budget", "60.00"), ("adjusted_budget", "58.00"), ("executed", "50.00"))
        money = [("年初预算数", phase, amount) for phase, amount in stages]
        forms.append(Form("project_self_evaluation", [], head, money, printed(rows, *_ALL)))
    for form in forms:
        form.funding = [("", phase, amount) for _, phase, amount in form.funding]
    return _with(forms, Title("2023年度项目支出绩效自评情况表"), Tbl([top, sub, *body]))


def two_phases_in_list(_: int) -> list[Form]:
    """A list with the values of the term and of the year beside each indicator, and money of both."""
    header: Cells = ["项目单位", "项目名称", "项目总金额", "年度金额", "总体目标", "年度目标", "一级指标", "二级指标", "三级指标",
                     "实施期指标值", "年度指标值"]  # fmt: skip
    body: list[Cells] = []
    forms = []
    for name, rows in ((_NAMES[0], ROWS[1:4]), (_NAMES[2], ROWS[4:])):
        long = [replace(r, number=f"{r.number}0" if r.is_counted else "长期有效") for r in rows]
        cells = merged(rows, _each(long, "target")[0], _each(rows, "target")[0])
        own = ("卯市水文局", name, "900.00", "300.00", "三年建成。", "建成一期。")
        cells[0] = [C(text, rows=len(rows)) for text in own] + cells[0]
        body += cells
        found: list[Indicator] = printed(long, "target", phase="term") + printed(
            rows, "target", phase="annual"
        )
        money = [("", "term", "900.00"), ("", "annual", "300.00")]
        head = {"subject_name": name, "implementing_unit": "卯市水文局"}
        forms.append(Form("project_target", [], head, money, found))
    return _with(forms, Title("项目支出绩效目标表"), Para("单位：万元"), Tbl([header, *body]))


LISTED = {
    made.__name__: made
    for made in (
        over_pages, packed_in_levels, side_by_side, within_a_report, indicators_as_columns, scored_list,
        two_phases_in_list,
    )
}  # fmt: skip
