"""Lists of projects: each project a form of its own, however the list is laid out and wherever a page ends."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders import forms
from loaders.forms import grid_list
from loaders.forms.claim import claimed
from loaders.forms.packed import unpacked
from loaders.model import Line, Segment
from loaders.records import Parsed
from tests.forms.grids import form, grid
from tests.forms.project_lists import DEFAULT, ORDER, Layout, Project, segment

PROJECTS = (
    Project("11000021T000000117430-台站运行", "52.00", "52.00", "保障业务运行。", (
        ("产出指标", "数量指标", "服务材料期数", "≥", "10", "期", "30"),
        ("产出指标", "时效指标", "执行进度", "＝", "100", "%", "20"),
        ("效益指标", "社会效益指标", "业务运行", "定性", "优", "", "40"),
        ("满意度指标", "服务对象满意度指标", "公众满意度", "≥", "90", "%", "10"),
    )),
    Project("11000021T000000120939-通信接入费", "461.50", "400.00", "线路畅通。", (
        ("产出指标", "数量指标", "互联网线路", "＝", "3", "条", "60"),
        ("产出指标", "数量指标", "裸光纤业务", "＝", "18", "条", "30"),
        ("成本指标", "经济成本指标", "专线租赁费", "≤", "340.1", "万元", "10"),
    )),
    Project("设备更新", "7.00", "7.00", "更新设备。", (
        ("产出指标", "质量指标", "验收合格率", "＝", "100", "%", "100"),
    )),
)  # fmt: skip


def _facts(parsed: Parsed) -> list[tuple[object, ...]]:
    """All that the layout must not change, one tuple a form."""
    return [
        (
            one.subject_name,
            one.project_code,
            one.form_type,
            sorted(
                (f.source_label, f.amount_printed, f.unit)
                for f in parsed.funding
                if f.form_seq == one.form_seq
            ),
            [
                (i.level1, i.level2, i.level3, i.target_printed, i.weight)
                for i in parsed.indicators
                if i.form_seq == one.form_seq
            ],
        )
        for one in parsed.evaluations
    ]


def _expected(labels: dict[str, str]) -> list[tuple[object, ...]]:
    expected: list[tuple[object, ...]] = []
    for project in PROJECTS:
        code, _, name = project.name.rpartition("-")
        money = [(labels["total"], project.total, "万元"), (labels["fiscal"], project.fiscal, "万元")]
        rows = [
            (a, b, c, f"{'' if op == '定性' else op}{value}{unit}", weight)
            for a, b, c, op, value, unit, weight in project.indicators
        ]
        expected.append((name, code, "project_target", sorted(money), rows))
    return expected


SYNONYMS = {
    "name": ["项目名称", "项目名称（资金使用单位）", "专项名称"],
    "total": ["项目总额", "总计：", "资金总额"],
    "fiscal": ["财政资金", "财政拨款", "当年财政拨款"],
    "goal": ["绩效目标", "年度绩效目标", "总体目标", "年度目标"],
    "level1": ["一级指标"],
    "level2": ["二级指标"],
    "level3": ["三级指标", "指标名称"],
    "nature": ["绩效指标性质", "指标性质", "指标符号"],
    "target": ["绩效指标值", "指标值", "目标值", "本年绩效指标值", "年初设定值"],
    "unit": ["绩效度量单位", "计量单位", "度量单位"],
    "weight": ["权重", "分值", "指标权重(%)", "分值权重"],
}


@given(st.data())
@settings(max_examples=200)
def test_layouts_of_a_list_say_the_same(data: st.DataObject) -> None:
    labels = {key: data.draw(st.sampled_from(words), key) for key, words in SYNONYMS.items()}
    money = data.draw(st.permutations(["total", "fiscal", "goal"]))
    values = data.draw(st.permutations(["nature", "target", "unit", "weight"]))
    order = ("name", *money, "level1", "level2", "level3", *values)
    layout = Layout(
        order=order,
        labels=labels,
        cells=data.draw(st.sampled_from(["merged", "repeated", "first"])),
        levels=data.draw(st.sampled_from(["merged", "repeated"])),
        breaks=tuple(data.draw(st.lists(st.integers(1, 7), max_size=3, unique=True))),
        shown=data.draw(st.sampled_from(["top", "bottom"])),
        level_shown=data.draw(st.sampled_from(["top", "bottom"])),
        repeats_header=data.draw(st.booleans()),
    )
    parsed, _ = forms.parse([segment(PROJECTS, layout)])
    assert _facts(parsed) == _expected(labels)
    assert not parsed.rejects


@pytest.mark.parametrize("breaks", [(), (2,), (4, 6)])
def test_a_page_with_other_edge_columns_is_aligned(breaks: tuple[int, ...]) -> None:
    layout = Layout(ORDER, DEFAULT, breaks=breaks, ghost=True)
    parsed, _ = forms.parse([segment(PROJECTS, layout)])
    assert _facts(parsed) == _expected(DEFAULT)


def test_a_repeated_title_is_one_list() -> None:
    whole = segment(PROJECTS, Layout(ORDER, DEFAULT, breaks=(5,), repeats_header=True))
    pages = [replace(whole, blocks=(Line(1, "项目支出绩效目标表", 1), grid_)) for grid_ in whole.blocks[2:]]
    parsed, _ = forms.parse(pages)
    assert [len([i for i in parsed.indicators if i.form_seq == n]) for n in (1, 2, 3)] == [4, 3, 1]


PACKED = "1.1－产出指标，11－数量指标，环保员数量；实施周期指标值：≦核定人数，年度指标值：5人；2、2－效益指标，22－社会效益，办结率；实施周期指标值：≥90%，年度指标值：≥90%;"  # fmt: skip


def _packed_list() -> Segment:
    rows = [
        ["项目名称（资金使用单位）", "总计：", "财政拨款", "绩效目标", "绩效指标"],
        ["合计：", "10.00", "10.00", "", ""],
        ["某市生态环境局", "10.00", "10.00", "", ""],
        ["环保员经费", "10.00", "10.00", "加强环境管理。", PACKED],
    ]
    return form("项目支出绩效目标表", Line(2, "部门名称：某市生态环境局 单位：万元", 1), grid(rows, 3))


def test_indicators_packed_into_a_cell() -> None:
    parsed, used = grid_list.read(_packed_list())
    assert [(e.subject_name, e.implementing_unit) for e in parsed.evaluations] == [
        ("环保员经费", "某市生态环境局")
    ]
    assert [(i.phase, i.indicator_seq, i.level2, i.level3, i.target_printed) for i in parsed.indicators] == [
        ("term", 1, "11－数量指标", "环保员数量", "≦核定人数"),
        ("term", 2, "22－社会效益", "办结率", "≥90%"),
        ("annual", 1, "11－数量指标", "环保员数量", "5人"),
        ("annual", 2, "22－社会效益", "办结率", "≥90%"),
    ]
    assert [(f.source_label, f.source, f.amount_printed, f.unit) for f in parsed.funding] == [
        ("总计：", "total", "10.00", "万元"),
        ("财政拨款", "fiscal", "10.00", "万元"),
    ]
    assert set(used.disposition) == {2, 3, 4, 5, 6}


@pytest.mark.parametrize(
    ("text", "count", "left"),
    [
        ("数量指标：培训人数≥100人；质量指标：合格率≥95%", 2, ""),
        ("产出指标：数量指标：培训人数≥100人；满意度指标：满意度指标：学员满意度≥90%", 2, ""),
        ("培训一百人，效果良好", 0, "培训一百人，效果良好"),
        ("1、1-产出指标，11-数量指标，培训效果良好；", 0, "1、1-产出指标，11-数量指标，培训效果良好"),
    ],
)
def test_what_cannot_be_cut_is_left(text: str, count: int, left: str) -> None:
    found, rest = unpacked(text)
    assert (len(found), rest) == (count, left)


def test_goals_without_indicators_are_no_forms() -> None:
    rows = [
        ["项目名称", "金额（万元）", "绩效目标", "绩效指标"],
        ["合计", "3.00", "", ""],
    ]
    parsed, _ = forms.parse([form("项目支出绩效目标表", grid(rows))])
    assert parsed.evaluations == []


def test_each_project_of_a_list_has_the_unit_of_its_own_row_and_a_total_is_none() -> None:
    """gov-hi-2021-zip: unit, project, budget and one indicator a row, a total above all."""
    rows = [
        [
            "单位名称",
            "项目名称",
            "预算数",
            "绩效目标",
            "一级指标",
            "二级指标",
            "三级指标",
            "本年绩效指标值",
            "本年权重",
        ],
        ["合计：", "", "30.00", "", "", "", "", "", ""],
        [
            "101001-某统计局",
            "统计调查",
            "10.00",
            "按时发布。",
            "产出指标",
            "数量指标",
            "调查覆盖率",
            "98%",
            "20",
        ],
        ["102001-某团委", "志愿服务", "20.00", "按时到岗。", "产出指标", "数量指标", "到岗率", "100%", "20"],
    ]
    parsed, _ = grid_list.read(form("专项资金项目支出绩效表", Line(2, "单位：万元", 1), grid(rows, 3)))

    assert [(e.subject_name, e.implementing_unit) for e in parsed.evaluations] == [
        ("统计调查", "101001-某统计局"),
        ("志愿服务", "102001-某团委"),
    ]
    assert [(f.source_label, f.amount_printed, f.unit) for f in parsed.funding] == [
        ("预算数", "10.00", "万元"),
        ("预算数", "20.00", "万元"),
    ]
    assert [(i.level3, i.weight) for i in parsed.indicators] == [("调查覆盖率", "20"), ("到岗率", "20")]


def test_units_and_namesakes_of_a_list() -> None:
    """Two projects of one name and amount, of two units; the total row is no project (海南 2021, 表1-21)."""
    rows = [
        ["单位名称", "项目名称", "预算数", "绩效目标", "一级指标", "二级指标", "三级指标", "绩效指标值", "本年权重"],
        ["合计：", "", "60.00", "", "", "", "", "", ""],
        [("甲幼儿园", 2, 1), ("教育发展资金", 2, 1), ("30.00", 2, 1), ("发展教育。", 2, 1), "产出指标", "数量指标", "人数", "5人", "50"],
        [None, None, None, None, "产出指标", "质量指标", "合格率", "100%", "40"],
        [("乙幼儿园", 2, 1), ("教育发展资金", 2, 1), ("30.00", 2, 1), ("发展教育。", 2, 1), "产出指标", "数量指标", "人数", "6人", "50"],
        [None, None, None, None, "产出指标", "质量指标", "合格率", "95%", "40"],
    ]  # fmt: skip
    parsed, _ = forms.parse([form("专项资金项目支出绩效目标表", Line(2, "单位：万元", 1), grid(rows, 3))])
    assert [(e.subject_name, e.implementing_unit) for e in parsed.evaluations] == [
        ("教育发展资金", "甲幼儿园"),
        ("教育发展资金", "乙幼儿园"),
    ]
    assert [(f.form_seq, f.source_label, f.phase, f.amount_printed) for f in parsed.funding] == [
        (1, "预算数", "", "30.00"),
        (2, "预算数", "", "30.00"),
    ]
    assert [i.weight for i in parsed.indicators] == ["50", "40", "50", "40"]


def test_a_list_is_a_form_whatever_it_is_called() -> None:
    whole = segment(PROJECTS, Layout(ORDER, DEFAULT))
    table = Segment("table", "项目支出预算表", (Line(1, "项目支出预算表", 1), *whole.blocks[1:]))
    prose = Segment("prose", "", (Line(1, "本单位职责如下。", 1), Line(2, "项目明细", 1), *whole.blocks[2:]))
    assert [(one.kind, one.title) for one in claimed([table])] == [("form", "项目支出预算表")]
    assert [(one.kind, len(one.blocks)) for one in claimed([prose])] == [("prose", 1), ("form", 2)]


def test_indicators_under_the_heads_of_their_levels() -> None:
    rows = [
        ["序号", "项目名称", "预算金额（万元）", "数量指标", "质量指标", "社会效益指标"],
        ["1", "培训", "10.00", "1.培训人数≥100人；2.培训期数=5期", "合格率≥95%", "提升素质"],
        ["2", "运维", "20.00", "系统数量≥3个", "", "保障运行\n响应及时率≥98%"],
    ]
    parsed, _ = forms.parse([form("项目支出绩效目标表", grid(rows))])
    assert [(i.form_seq, i.level1, i.level2, i.level3, i.target_printed) for i in parsed.indicators] == [
        (1, "产出指标", "数量指标", "培训人数", "≥100人"),
        (1, "产出指标", "数量指标", "培训期数", "=5期"),
        (1, "产出指标", "质量指标", "合格率", "≥95%"),
        (1, "效益指标", "社会效益指标", "提升素质", ""),
        (2, "产出指标", "数量指标", "系统数量", "≥3个"),
        (2, "效益指标", "社会效益指标", "保障运行", ""),
        (2, "效益指标", "社会效益指标", "响应及时率", "≥98%"),
    ]


def test_a_list_of_departments() -> None:
    """长沙 2026: the department's money and indicators in one row of heads over three lines."""
    rows = [
        [("单位编码", 3, 1), ("单位名称", 3, 1), ("年度预算申请", 1, 3), None, None, ("整体绩效目标", 3, 1), ("部门整体支出年度绩效目标", 2, 5), *[None] * 4],
        [None, None, ("资金总额", 2, 1), ("按支出性质分", 1, 2), None, None, *[None] * 5],
        [None, None, None, "基本支出", "项目支出", None, "一级指标", "三级指标", "指标值类型", "指标值", "计量单位"],
        [("201056", 2, 1), ("某办公室", 2, 1), ("656.73", 2, 1), ("386.73", 2, 1), ("270.00", 2, 1), ("夯实根基。", 2, 1), "成本指标", "项目支出", "≤", "270", "万元"],
        [*[None] * 6, "产出指标", "会议次数", "≥", "4", "次"],
    ]  # fmt: skip
    parsed, _ = forms.parse([form("部门整体支出绩效目标表", Line(2, "单位：万元", 1), grid(rows, 3))])
    assert [(e.form_type, e.subject_name) for e in parsed.evaluations] == [("department_target", "某办公室")]
    assert [(f.source, f.amount_printed) for f in parsed.funding] == [
        ("total", "656.73"),
        ("basic", "386.73"),
        ("project", "270.00"),
    ]
    assert [(i.level1, i.level3, i.target_printed) for i in parsed.indicators] == [
        ("成本指标", "项目支出", "≤270万元"),
        ("产出指标", "会议次数", "≥4次"),
    ]


def test_operators_stand_under_any_head_and_numbers_of_columns_are_no_project() -> None:
    rows = [
        ["项目名称", "绩效目标", "一级指标", "二级指标", "三级指标", "指标方向", "计算符号", "指标值", "计量单位"],
        [str(number) for number in range(1, 10)],
        ["水利安全度汛", "完成巡查。", "产出指标", "数量指标", "巡查次数", "正向", "≥", "1600", "次"],
    ]
    parsed, _ = forms.parse([form("项目支出绩效目标表", grid(rows))])
    assert [e.subject_name for e in parsed.evaluations] == ["水利安全度汛"]
    assert [(i.target_printed, i.target_operator, i.criteria) for i in parsed.indicators] == [("≥1600次", ">=", "")]


def test_amounts_of_stages_alone_are_the_projects_whole_money() -> None:
    """A list of results: 全年预算数 names no source and means all of them; a head above names one."""
    stages = ["年初预算数", "全年预算数", "全年执行数"]
    alone = [["序号", "项目名称", *stages, "自评得分", "自评等级"], ["1", "堤防维修", "32", "33.5", "33.1", "97.8", "优"]]
    headed = [
        [("项目名称", 2, 1), ("财政资金", 1, 2), None, ("自评得分", 2, 1)],
        [None, "全年预算数", "全年执行数", None],
        ["堤防维修", "33.5", "33.1", "97.8"],
    ]

    found, under = (forms.parse([form("项目支出绩效自评结果表", Line(2, "单位：万元", 1), grid(rows, 3))])[0] for rows in (alone, headed))

    assert [(one.source, one.phase, one.amount_printed) for one in found.funding] == [
        ("total", "initial_budget", "32"), ("total", "adjusted_budget", "33.5"), ("total", "executed", "33.1"),
    ]  # fmt: skip
    assert [(one.source, one.phase) for one in under.funding] == [("fiscal", "adjusted_budget"), ("fiscal", "executed")]


def test_names_and_targets_under_the_heads_of_their_levels() -> None:
    """A list of Henan: names and targets side by side under each level, of as many rows as the longest of them has."""
    rows = [
        [("项目名称", 2, 1), ("资金总额", 2, 1), ("成本指标", 1, 2), None, ("产出指标", 1, 2), None, ("社会效益指标", 1, 2), None],
        [None, None, *["三级指标", "指标值"] * 3],
        [("公厕改造", 2, 1), ("96.5", 2, 1), "单座成本", "≤9万元", "改造公厕", "10座", "环境卫生", "改善"],
        [None, None, "", "", "完工时间", "11月底", "", ""],
        ["路灯养护", "40", "", "", "养护路灯", "≥800盏", "亮灯率", "≥98%"],
    ]

    found = forms.parse([form("项目支出绩效目标汇总表", Line(2, "单位：万元", 1), grid(rows, 3))])[0]

    assert [(one.form_seq, one.level1, one.level2, one.level3, one.target_printed) for one in found.indicators] == [
        (1, "成本指标", "", "单座成本", "≤9万元"),
        (1, "产出指标", "", "改造公厕", "10座"),
        (1, "效益指标", "社会效益指标", "环境卫生", "改善"),
        (1, "产出指标", "", "完工时间", "11月底"),
        (2, "产出指标", "", "养护路灯", "≥800盏"),
        (2, "效益指标", "社会效益指标", "亮灯率", "≥98%"),
    ]
    assert [(one.form_seq, one.amount_printed) for one in found.funding] == [(1, "96.5"), (2, "40")]
