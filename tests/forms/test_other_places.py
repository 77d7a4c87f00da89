"""Layouts of target and evaluation forms that single places print: the same facts wherever they stand."""

from __future__ import annotations

import pytest

from loaders import forms, pipeline
from loaders.forms.claim import claimed
from loaders.forms.funding import staged_in
from loaders.forms.packed import unpacked
from loaders.model import Block, Line, Segment
from loaders.readers.text import read_text
from loaders.records import Parsed
from tests.forms.grids import Written, form, grid, indicators

AMOUNTS = "总额450.5万元\n一、财政拨款：400万元（其中：上级资金：300万元；本级财政：100万元）\n二、其他：50.5万元"
TOWN: list[list[Written]] = [
    ["项目名称", ("农村公路建设", 1, 4), None, None, None],
    ["资金总额及构成", (AMOUNTS, 1, 4), None, None, None],
    [("长期绩效指标", 2, 1), "一级指标", "二级指标", "指标内容", "指标值"],
    [None, "产出指标", "数量指标", "道路硬化里程", "30公里"],
    [("年度绩效指标", 2, 1), "一级指标", "二级指标", "指标内容", "指标值"],
    [None, "产出指标", "数量指标", "道路硬化里程", "10公里"],
]  # fmt: skip


def lines(*texts: str) -> Segment:
    return Segment("form", texts[0], tuple(Line(number, text, 1) for number, text in enumerate(texts, start=1)))


def parsed(segment: Segment) -> Parsed:
    return forms.parse([segment])[0]


def parsed_whole(*texts: str) -> Parsed:
    """What is staged of a document of lines."""
    return pipeline.load(read_text("\n".join(texts).encode(), "copied.txt")).parsed


def as_text(rows: list[list[Written]]) -> list[str]:
    cells = ([one[0] if isinstance(one, tuple) else one for one in row if one] for row in rows)
    return [" ".join(str(cell).replace("\n", "") for cell in row) for row in cells]


@pytest.mark.parametrize("printed", [form("项目绩效目标表", grid(TOWN)), lines("项目绩效目标表", *as_text(TOWN))])
def test_blocks_of_two_phases_and_amounts_in_one_cell(printed: Segment) -> None:
    """A form of Hunan: each block of indicators has its phase at its side, the money is a sentence."""
    found = parsed(printed)

    assert indicators(found) == [
        ("term", "产出指标", "数量指标", "道路硬化里程", "30公里"),
        ("annual", "产出指标", "数量指标", "道路硬化里程", "10公里"),
    ]
    assert [(one.source, one.amount_printed, one.unit) for one in found.funding] == [
        ("total", "450.5", "万元"),
        ("fiscal", "400", "万元"),
        ("superior_subsidy", "300", "万元"),
        ("local", "100", "万元"),
        ("other", "50.5", "万元"),
    ]


PAIRS = [
    ["项目名称：", "水库除险加固"],
    ["年度资金总额：", "预算数：200", "执行数：186", "执行率：93%", "分值：10", "得分：9.3"],
    ["其他资金：", "预算数：20", "执行数：16"],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "水库数量", "3座", "3座", "30", "30"],
]


@pytest.mark.parametrize(
    "printed",
    [
        form("项目支出绩效自评表", Line(2, "单位：万元", 1), grid([[*row, *[""] * (7 - len(row))] for row in PAIRS], 3)),
        lines("项目支出绩效自评表", "单位：万元", *map("".join, PAIRS[:1]), *map(" ".join, PAIRS[1:])),
    ],
)
def test_heads_of_columns_before_their_numbers(printed: Segment) -> None:
    found = parsed(printed)

    assert [(one.source, one.phase, one.amount_printed, one.score) for one in found.funding] == [
        ("total", "adjusted_budget", "200", ""),
        ("total", "executed", "186", "9.3"),
        ("other", "adjusted_budget", "20", ""),
        ("other", "executed", "16", ""),
    ]
    assert [one.level3 for one in found.indicators] == ["水库数量"]


@pytest.mark.parametrize("text", ["其他资金：20", "预算数：20", "预算数：20，其中财政：16", "预算数：20，预算数：16"])
def test_one_amount_or_other_words_are_no_pairs(text: str) -> None:
    assert staged_in(text) is None


def test_of_two_columns_that_may_be_the_target_the_value_is_it() -> None:
    """A form of Hubei: 绩效标准 says what is measured, 当年预期实现值 how much."""
    rows: list[list[Written]] = [
        ["项目名称", ("大楼运行保障", 1, 4), None, None, None],
        ["一级指标", "二级指标", "三级指标", "绩效标准", "当年预期实现值"],
        ["产出指标", "数量指标", "维修次数", "反映维修情况", "≥280次"],
    ]

    assert indicators(parsed(form("项目支出绩效目标表", grid(rows)))) == [("", "产出指标", "数量指标", "维修次数", "≥280次")]


def test_values_in_brackets_behind_the_names_of_packed_indicators() -> None:
    found, left = unpacked("1.产出指标-数量指标-培训班（≥4期）\n2.效益指标-社会效益指标-和谐稳定（持续稳定）\n")

    assert [(one.level1, one.texts["level3"], one.texts["target"]) for one in found] == [
        ("产出指标", "培训班", "≥4期"),
        ("效益指标", "和谐稳定", "持续稳定"),
    ]
    assert left == ""


def test_amounts_of_a_list_may_have_their_unit_behind_them() -> None:
    rows = [["项目名称", "资金安排", "绩效指标"], ["发展资金", "1,268.5万元", "产出指标：数量指标：项目≥12个"]]

    assert [(one.amount_printed, one.unit) for one in parsed(form("重点项目绩效目标表", grid(rows))).funding] == [("1268.5", "万元")]


def test_labels_of_a_level_of_government_and_years_beside_names() -> None:
    rows = [["一级指标", "二级指标", "三级指标", "分值", "得分"], ["投入", "预算配置", "人员控制率", "8", "8"]]
    head = Line(2, "县级部门名称：某市交通运输局  2021年度", 1)
    found = parsed(form("部门整体支出绩效评价指标表", head, grid(rows, 3)))

    assert [(one.subject_name, one.fiscal_year) for one in found.evaluations] == [("某市交通运输局", "2021")]


def test_a_printed_form_in_prose_is_one_whatever_stands_above_it() -> None:
    texts = ["项目绩效自评情况", "项目名称：水库除险加固", "一级指标 二级指标 三级指标 指标值 得分", "产出指标 数量指标 水库 3座 30"]
    blocks: list[Block] = [Line(1, "全年完成了各项工作。", 1), *(Line(n, text, 1) for n, text in enumerate(texts, start=2))]

    assert [(one.kind, len(one.blocks)) for one in claimed([Segment("prose", "", tuple(blocks))])] == [("prose", 1), ("form", 4)]


TASKS: list[list[Written]] = [
    ["部门（单位）名称", ("某县人民法院", 1, 5), *[None] * 4],
    [("年度主要任务", 4, 1), ("任务名称", 2, 1), ("主要内容", 2, 1), ("预算金额（万元）", 1, 3), None, None],
    [None, None, None, "总额", "财政拨款", "其他资金"],
    [None, "案件审理", "刑事案件", "410.00", "410.00", "0.00"],
    [None, "法庭建设", "标准化建设", "158.60", "120.00", "38.60"],
    ["年度总体目标", ("依法审理。", 1, 5), *[None] * 4],
    [("年度绩效指标", 2, 1), "一级指标", ("二级指标", 1, 2), None, "指标内容", "指标值"],
    [None, "产出指标", ("数量指标", 1, 2), None, "办理案件", "≥420件"],
]


@pytest.mark.parametrize("printed", [form("部门整体支出绩效目标表", grid(TASKS)), lines("部门整体支出绩效目标表", *as_text(TASKS))])
def test_money_of_tasks_under_heads(printed: Segment) -> None:
    assert [(one.source_label, one.phase_label, one.amount_printed, one.unit) for one in parsed(printed).funding] == [
        (name, head, amount, "万元")
        for name, amounts in (("案件审理", ("410.00", "410.00", "0.00")), ("法庭建设", ("158.60", "120.00", "38.60")))
        for head, amount in zip(("总额", "财政拨款", "其他资金"), amounts, strict=True)
    ]


def test_activities_of_a_department_with_a_value_for_each_grade() -> None:
    """河北: 职责活动 are projects, what 优 asks for is the target."""
    rows: list[list[Written]] = [
        [*((head, 2, 1) for head in ("职责活动", "年度预算数（万元）", "绩效目标", "绩效指标")), ("评价标准", 1, 4), *[None] * 3],
        [*[None] * 4, "优", "良", "中", "差"],
        ["统计执法", "12.50", "规范统计行为", "检查企业数量", "≥60家", "≥50家", "≥40家", "<40家"],
    ]
    found = parsed(form("部门职责-工作活动绩效目标", grid(rows)))

    assert [one.subject_name for one in found.evaluations] == ["统计执法"]
    assert [(one.level3, one.target_printed, one.criteria) for one in found.indicators] == [
        ("检查企业数量", "≥60家", "良：≥50家；中：≥40家；差：<40家")
    ]


def test_forms_one_below_the_other_in_a_grid_have_their_goals() -> None:
    """山东: each project's name and money, goal and indicators, no title between them; 绩效目标 is a level elsewhere."""
    rows: list[list[Written]] = []
    for name, money in (("设施维护", "45.00"), ("床位补贴", "312.50")):
        rows += [
            ["项目名称", (name, 1, 2), None, "项目金额（万元）", money],
            ["绩效目标", (f"保障{name}。", 1, 4), *[None] * 3],
            ["一级指标", "二级指标", "三级指标", ("指标值", 1, 2), None],
            ["产出指标", "数量指标", name, ("≥6处", 1, 2), None],
        ]
    for printed in (form("项目支出绩效目标表", grid(rows)), lines("项目支出绩效目标表", *as_text(rows))):
        found = parsed(printed)

        assert [(one.subject_name, one.form_seq) for one in found.evaluations] == [("设施维护", 1), ("床位补贴", 2)]
        assert [(one.form_seq, one.amount_printed, one.unit) for one in found.funding] == [(1, "45.00", "万元"), (2, "312.50", "万元")]
        assert [(one.form_seq, one.level3) for one in found.indicators] == [(1, "设施维护"), (2, "床位补贴")]


def test_a_page_break_cuts_the_unit_out_of_the_label_of_the_money() -> None:
    first: list[list[Written]] = [
        ["项目名称", ("产品抽检", 1, 4), *[None] * 3],
        ["项目资\n金（万", "资金来源", "年初预算数", "全年预算数", "全年执行数"],
    ]
    second: list[list[Written]] = [
        ["元）", "年度资金总额", "120.00", "120.00", "118.00"],
        ["一级指标", "二级指标", "三级指标", "指标值", "得分"],
        ["产出指标", "数量指标", "抽检批次", "≥600批次", "30"],
    ]
    found = parsed(form("项目支出绩效自评表", grid(first), grid(second, 20, 2)))

    assert {(one.source, one.unit) for one in found.funding} == {("total", "万元")}


def test_levels_may_be_called_goals() -> None:
    """福建: 时效目标 under 投入."""
    found = parsed(lines("项目绩效目标表", "项目名称：鱼塘改造", "一级指标 二级指标 三级指标 目标值", "投入 时效目标 资金及时率 ≥95%", "产出 数量目标 鱼塘面积 400亩"))

    assert [(one.level1, one.level2, one.level3) for one in found.indicators] == [
        ("投入", "时效目标", "资金及时率"),
        ("产出", "数量目标", "鱼塘面积"),
    ]


def test_dates_with_dots_are_targets_and_opinions_end_the_indicators() -> None:
    """湘潭: 指标值及单位 beside 绩效标准, a cell a line."""
    cells = ["项目支出名称：降尘服务", "一级指标", "二级指标", "三级指标", "指标值及单位", "绩效标准", "产出指标", "时效指标", "服务周期", "2023.07-2024.01",
             "计划标准", "满意度指标", "服务对象满意度指标", "市民满意度", "≥90%", "计划标准", "财政部门审核意见"]  # fmt: skip
    found = parsed(lines("项目支出绩效目标申报表", *cells))

    assert [(one.level3, one.target_printed, one.criteria) for one in found.indicators] == [
        ("服务周期", "2023.07-2024.01", "计划标准"),
        ("市民满意度", "≥90%", "计划标准"),
    ]


def test_a_total_and_the_years_total_below_it_part_the_sources() -> None:
    """武汉: 资金总额 beside 当年资金总额, a cell a line."""
    money = ["资金总额", "900万元", "当年资金总额:", "300万元", "其中:财政拨款", "800万元", "其中:当年财政拨款", "260万元"]
    found = parsed(lines("项目支出绩效目标表", "项目名称：校舍", "项目资金", *money, "一级指标 二级指标 三级指标 指标值", "产出指标 数量指标 校舍 3栋"))

    assert [(one.phase, one.amount_printed) for one in found.funding] == [
        ("", "900"), ("annual", "300"), ("", "800"), ("annual", "260"),
    ]  # fmt: skip


def test_the_money_of_a_year_is_the_years() -> None:
    """广东: 2025年预算 beside 项目总金额."""
    rows: list[list[Written]] = [
        ["项目名称", ("智慧校园", 1, 4), *[None] * 3],
        [("资金情况（万元）", 2, 1), "项目总金额", "1080.00", "2025年预算", "360.00"],
        [None, "其中：财政拨款", "1000.00", "其中：财政拨款", "300.00"],
        ["一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"],
        ["产出指标", "数量指标", "教室", "90间", "30间"],
    ]
    for printed in (form("项目绩效目标申报表", grid(rows)), lines("项目绩效目标申报表", *as_text(rows))):
        assert [(one.source, one.phase, one.amount_printed) for one in parsed(printed).funding] == [
            ("total", "term", "1080.00"), ("total", "annual", "360.00"), ("fiscal", "term", "1000.00"), ("fiscal", "annual", "300.00"),
        ]  # fmt: skip


def test_zeros_prove_no_rate_and_no_score() -> None:
    header = "预算执行情况 年初预算数 全年预算数 全年执行数 分值 执行率 得分"
    found = parsed(lines("项目自评表", "项目名称：农机补贴", header, "其他资金 0 0 0", "一级指标 二级指标 三级指标 指标值", "产出指标 数量指标 农机 9台"))

    assert [(one.phase, one.execution_rate, one.score) for one in found.funding] == [
        ("initial_budget", "", ""), ("adjusted_budget", "", ""), ("executed", "", ""),
    ]  # fmt: skip


def test_words_that_stand_apart_in_a_name_may_be_a_level_that_no_list_knows() -> None:
    header = "一级指标 二级指标 三级指标 指标值"
    found = parsed(lines("项目绩效目标表", "项目名称：农机补贴", header, "产出指标 某类指示 补贴台数 9台", "产出指标 数量指标 补贴批次 2批"))

    assert [(one.level3, one.repair_code) for one in found.indicators] == [("某类指示补贴台数", "form_cells_undecided"), ("补贴批次", "")]


COPIED = [
    "序号 项目名称 项目资金 年度绩效目标 绩效指标", "资金总额 财政拨款 一级指标 二级指标 三级指标 指标值",
    "1 公厕维护 86.50 80.00 保障运行 产出指标 数量指标 维护公厕 =46座", "成本指标 单座成本 ≤1.9万元",
    "2 分类宣传 24.00 24.00 开展宣传 产出指标 数量指标 宣传场次 ≥60场", "效益指标 生态效益指标 知晓率 ≥95%",
]  # fmt: skip


def test_a_list_copied_without_its_merged_cells_is_read_under_both_lines_of_its_header() -> None:
    found = parsed_whole("部门预算项目支出绩效目标表", "单位：万元", *(line.replace(" ", "\t") for line in COPIED))

    assert [(one.subject_name, one.form_seq) for one in found.evaluations] == [("公厕维护", 1), ("分类宣传", 2)]
    assert [(one.form_seq, one.source, one.amount_printed) for one in found.funding] == [
        (1, "total", "86.50"), (1, "fiscal", "80.00"), (2, "total", "24.00"), (2, "fiscal", "24.00"),
    ]  # fmt: skip
    assert [(one.level1, one.level2, one.level3, one.target_printed) for one in found.indicators] == [
        ("产出指标", "数量指标", "维护公厕", "=46座"),
        ("产出指标", "成本指标", "单座成本", "≤1.9万元"),
        ("产出指标", "数量指标", "宣传场次", "≥60场"),
        ("效益指标", "生态效益指标", "知晓率", "≥95%"),
    ]


def test_an_amount_behind_a_label_that_no_list_knows_is_not_that_of_the_label_above() -> None:
    money = ("资金总额： 356", "国有资本经营预算拨款：", "某种收入： 56", "一级指标 二级指标 三级指标 指标值", "产出指标 数量指标 设备 9台")
    found = parsed(lines("项目绩效目标表", "项目名称：设备", "项目资金（万元）", *money))

    assert [(one.source, one.amount_printed) for one in found.funding] == [("total", "356")]


def test_a_budget_unit_beside_a_department_is_who_carries_the_project_out() -> None:
    """浙江: 主管部门 beside 预算单位."""
    names: list[Written] = ["主管部门", "某省人社厅", "预算单位", "某省教研所"]
    rows: list[list[Written]] = [["项目名称", ("技能培训", 1, 3), None, None], names, ["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "场次", "≥24场"]]
    for printed in (form("项目支出绩效自评表", grid(rows)), lines("项目支出绩效自评表", *as_text(rows))):
        [head] = parsed(printed).evaluations
        assert (head.subject_name, head.supervising_department, head.implementing_unit) == ("技能培训", "某省人社厅", "某省教研所")
    [head] = parsed(lines("项目支出绩效目标表", "部门名称 某省人社厅", *as_text([rows[0], *rows[2:]]))).evaluations
    assert (head.supervising_department, head.implementing_unit) == ("某省人社厅", "")
    [head] = parsed(lines("部门整体绩效自评表", "专项名称 部门整体", "单位名称 某省教研所", *as_text(rows[2:]))).evaluations
    assert (head.subject_name, head.implementing_unit) == ("某省教研所", "")


BESIDE: list[Written] = ["一级指标", "二级指标", "三级指标", "指标值"]
LEFT: list[Written] = ["产出指标", "数量指标", "农田", "≥2万亩"]
BLANK: list[Written] = ["", "", "", ""]


@pytest.mark.parametrize(
    ("header", "rows", "read"),
    [
        (BESIDE, [[*LEFT, "效益指标", "社会效益指标", "农户", "≥9户"], [*LEFT[:2], "水池", "≥4口", "满意度指标", "满意度指标", "满意度", "≥95%"]],
         [("", "农田"), ("", "水池"), ("", "农户"), ("", "满意度")]),
        (BESIDE, [[*LEFT, *LEFT[:3], "≥1万亩"]], [("term", "农田"), ("annual", "农田")]),
        (BESIDE[1:], [[*LEFT, *BLANK[1:]], ["效益指标", *BLANK[1:], "社会效益指标", "农户", "≥9户"]], [("term", "农田"), ("annual", "农户")]),
    ],
)  # fmt: skip
def test_first_levels_of_their_own_on_the_right_go_on_with_the_block(
    header: list[Written], rows: list[list[Written]], read: list[tuple[str, str]]
) -> None:
    """四川: 产出指标 beside 效益指标; two phases have the same first levels."""
    name: list[Written] = ["项目名称", ("农田建设", 1, 6), *[None] * 5, *([""] if header is BESIDE else [])]
    found = parsed(form("项目支出绩效目标表", grid([name, [*BESIDE, *header], *rows])))

    assert [(one.phase, one.level3) for one in found.indicators] == read


def test_a_head_that_no_list_knows_may_mean_the_deviation() -> None:
    rows: list[list[Written]] = [
        ["项目名称", ("招聘", 1, 4), *[None] * 3],
        ["其中", ("财政拨款：110.00", 1, 2), None, ("其他资金：10.00", 1, 2), None],
        ["二级指标", "三级指标", "指标值", "完成值", "偏差之说明"],
        ["数量指标", "场次", "≥36场", "30场", "疫情影响"],
    ]
    found = parsed(form("项目支出绩效自评表", grid(rows)))

    assert [(one.level3, one.deviation, one.criteria) for one in found.indicators] == [("场次", "疫情影响", "")]
    assert [one.amount_printed for one in found.funding] == ["110.00", "10.00"]
    assert not found.rejects
