"""The ministries' forms in a grid and in text: the same facts, or what says that it is undecided; nothing else."""

from __future__ import annotations

import pytest

from loaders.records import Parsed
from tests.forms.grids import funding, indicators
from tests.forms.official_forms import (
    DEPARTMENT,
    MONITORING,
    OWN_SOURCES,
    SOURCES,
    TRANSFER,
    YEARS,
    Form,
    as_grid,
    in_text,
    read,
)

FORMS = {"monitoring": MONITORING, "transfer": TRANSFER, "department": DEPARTMENT, "years": YEARS, "sources": SOURCES, "own": OWN_SOURCES}
STAGES = ("initial_budget", "executed", "全年预计执行数")


def _facts(parsed: Parsed) -> set[tuple[str, ...]]:
    sure = [one for one in parsed.indicators if "undecided" not in one.repair_code]
    rows = {
        ("indicator", one.phase, one.level1, one.level2, one.level3, one.target_printed, one.actual_printed, one.deviation)
        for one in sure
    }  # fmt: skip
    money = {("money", f.source_label, f.amount_printed, f.execution_rate) for f in parsed.funding}
    goals = {("goal", one.phase, one.value) for one in parsed.form_fields if one.phase}
    head = parsed.evaluations[0]
    names = ("name", head.form_type, head.subject_name, head.supervising_department, head.implementing_unit, head.total_score,
             head.rating)  # fmt: skip
    return {*rows, *money, *goals, names}


def test_a_monitoring_form_in_a_grid() -> None:
    parsed = read(MONITORING[0], as_grid(MONITORING[1]))
    rows = {
        "年度资金总额：": ("420.00", "210.50", "400.00"),
        "其中：本年一般公共预算拨款": ("400.00", "200.50", "380.00"),
        "其他资金": ("20.00", "10.00", "20.00"),
    }
    expected = [(n, p, a) for n, row in rows.items() for p, a in zip(STAGES, row, strict=True)]
    assert [(f.source_label, f.phase or f.phase_label, f.amount_printed) for f in parsed.funding] == expected
    assert [f.execution_rate for f in parsed.funding] == ["", "50.12", "", "", "50.13", "", "", "50.00", ""]
    assert [(i.level3, i.target_printed, i.actual_printed, i.deviation, i.criteria) for i in parsed.indicators] == [
        ("养护里程", "≥120公里", "66公里", "", "120公里；确定能"),
        ("养护合格率", "≥95%", "96%", "", "96%；确定能"),
        ("群众满意度", "≥90%", "", "尚未调查", "92%；有可能"),
    ]  # fmt: skip
    assert parsed.rejects == []


def test_a_transfer_in_a_grid() -> None:
    parsed = read(TRANSFER[0], as_grid(TRANSFER[1]))
    head = parsed.evaluations[0]
    assert (head.form_type, head.subject_name) == ("project_self_evaluation", "农村危房改造补助资金")
    assert (head.supervising_department, head.implementing_unit) == ("住房城乡建设部", "各市县住建部门")
    assert ("地方主管部门", "卯省住房城乡建设厅") in [(f.label, f.value) for f in parsed.form_fields]
    assert [(f.source, f.phase, f.amount_printed, f.execution_rate) for f in parsed.funding] == [
        ("total", "adjusted_budget", "9000", ""),
        ("total", "executed", "8100", "90"),
        ("central", "adjusted_budget", "6000", ""),
        ("central", "executed", "5400", "90"),
        ("local", "adjusted_budget", "3000", ""),
        ("local", "executed", "2700", "90"),
    ]
    assert [(i.level3, i.actual_printed, i.deviation) for i in parsed.indicators] == [
        ("改造户数", "3050户", ""),
        ("当年开工率", "98%", "雨季影响"),
        ("农户满意度", "95%", ""),
    ]


def test_tasks_of_a_department_in_a_grid() -> None:
    parsed = read(DEPARTMENT[0], as_grid(DEPARTMENT[1]))
    assert parsed.evaluations[0].form_type == "department_target"
    tasks = {
        "公共文化服务": ("300.00", "280.00", "20.00"),
        "文物保护": ("150.00", "150.00", "0.00"),
        "金额合计": ("450.00", "430.00", "20.00"),
    }
    heads = ("总额", "财政拨款", "其他资金")
    assert funding(parsed) == [(n, h, a) for n, row in tasks.items() for h, a in zip(heads, row, strict=True)]


def test_sources_and_uses_of_a_department_in_a_grid() -> None:
    parsed = read(SOURCES[0], as_grid(SOURCES[1]))
    head = parsed.evaluations[0]
    assert (head.subject_name, head.total_weight, head.total_score, head.rating) == (
        "午县人力资源和社会保障局",
        "100",
        "98.5",
        "优",
    )
    assert [(f.source, f.phase, f.amount_printed, f.unit) for f in parsed.funding] == [
        ("total", "initial_budget", "1500", "万元"),
        ("total", "adjusted_budget", "1600", "万元"),
        ("total", "executed", "1520", "万元"),
        ("general_public_budget", "annual", "1400", "万元"),
        ("basic", "annual", "1200", "万元"),
        ("other", "annual", "120", "万元"),
        ("project", "annual", "320", "万元"),
    ]
    executed = parsed.funding[2]
    assert (executed.weight, executed.execution_rate, executed.score) == ("10", "95", "9.5")
    assert [(i.level1, i.level1_weight, i.weight, i.score) for i in parsed.indicators] == [
        ("产出指标", "50", "25", "25"),
        ("产出指标", "50", "25", "24"),
        ("效益指标", "40", "40", "40"),
    ]


def test_a_source_that_no_list_knows_and_persons_below_the_total_in_a_grid() -> None:
    parsed = read(OWN_SOURCES[0], as_grid(OWN_SOURCES[1]))
    rows = {
        "合计": ("300.00", "280.00", "266.00"),
        "上级补助": ("100.00", "100.00", "96.00"),
        "本级安排": ("200.00", "180.00", "170.00"),
    }
    stages = ("initial_budget", "adjusted_budget", "executed")
    assert funding(parsed) == [(n, s, a) for n, row in rows.items() for s, a in zip(stages, row, strict=True)]
    assert [(f.execution_rate, f.score) for f in parsed.funding[2::3]] == [("95.00", "9.5"), ("96.00", ""), ("94.44", "")]
    assert [i.level3 for i in parsed.indicators] == ["泊位数量", "完成时间", "停车便利度"]
    assert [(f.label, f.value) for f in parsed.form_fields] == [("填报人", "张某"), ("联系电话", "13800000000")]


def test_years_in_a_grid() -> None:
    parsed = read(YEARS[0], as_grid(YEARS[1]))
    assert [(f.source, f.phase, f.amount_printed) for f in parsed.funding] == [
        ("total", "term", "900"), ("total", "annual", "300"), ("fiscal", "term", "800"), ("fiscal", "annual", "260"),
        ("unit_funds", "term", "60"), ("unit_funds", "annual", "20"), ("other", "term", "40"), ("other", "annual", "20"),
    ]  # fmt: skip
    assert [(f.phase, f.value) for f in parsed.form_fields] == [("term", "维修校舍9栋。"), ("annual", "维修校舍3栋。")]
    assert [row[4] for row in indicators(parsed)] == ["9栋", "≤100万元", "≥90%", "3栋", "≤100万元", "≥90%"]


@pytest.mark.parametrize("name", FORMS)
def test_text_says_what_the_grid_says(name: str) -> None:
    title, rows = FORMS[name]
    known = _facts(read(title, as_grid(rows)))
    for cloth, lines in in_text(rows):
        found = _facts(read(title, *lines))
        assert found <= known, (cloth, found - known)
        # Which of several columns of values is blank isn't known in text; with a line a cell, none knows where a task's row ends.
        lost = {"monitoring": {"indicator"}, "department": {"money"} if cloth == "cells" else set()}
        assert {fact[0] for fact in known - found} == lost.get(name, set()), cloth


def test_a_block_of_money_that_no_list_knows_is_no_part_of_the_name_above_it() -> None:
    rows: Form = ("部门整体支出绩效自评表", [
        ["部门名称", "卯镇人民政府"],
        ["全镇各项经费（万元）", "资金来源", "年初预算数", "全年执行数", "得分"],
        ["年度资金总额", "1172.55", "1268.72", "10"],
        ["基本支出", "985.19", "914.97", "10"],
        ["年度总体目标", "做好各项工作。"],
        ["一级指标", "二级指标", "三级指标", "指标值", "得分"],
        ["产出指标", "数量指标", "会议次数", "≥9次", "10"],
    ])  # fmt: skip
    for cloth, lines in in_text(rows[1]):
        parsed = read(rows[0], *lines)
        assert cloth == "cells" or parsed.evaluations[0].subject_name == "卯镇人民政府"
        assert [(f.source, f.phase, f.amount_printed) for f in parsed.funding] == [
            ("total", "initial_budget", "1172.55"),
            ("total", "executed", "1268.72"),
            ("basic", "initial_budget", "985.19"),
            ("basic", "executed", "914.97"),
        ]
