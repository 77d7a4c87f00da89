"""Labels of forms, whole, clipped, enumerated, with brackets."""

from __future__ import annotations

from collections import Counter

import pytest

from loaders.forms import vocabulary


@pytest.mark.parametrize(
    ("label", "source"),
    [
        ("年度资金总额", "total"),
        ("其中：当年财政拨款", "fiscal_current_year"),
        ("资金来源:(1)财政拨款", "fiscal"),
        ("（2）其他资金", "other"),
        ("上年结转资金", "carryover"),
        ("其中：中央财政资金", "central"),
        ("市县（区）财政资金", "local"),
        ("单位自筹", "self_raised"),
        ("其中：自治区本级财政资金", "provincial"),
        ("中央转移支付", "central"),
        ("市（州）配套资金", "local"),
        ("本级安排", "local"),
        ("本级财政资金", "fiscal"),
        ("上级奖补资金", "superior_subsidy"),
        ("资金结构:(1)基本支出", "basic"),
    ],
)
def test_funding_sources(label: str, source: str) -> None:
    found = vocabulary.funding_source(label)
    assert found is not None
    assert found.source == source


@pytest.mark.parametrize("label", ["市级", "省级财政厅", "中央预算部门", "市县民政局资金", "上级部门"])
def test_a_level_of_government_alone_or_an_office_is_no_source(label: str) -> None:
    assert vocabulary.funding_source(label) is None


def test_the_label_of_a_person_may_ask_for_a_signature() -> None:
    assert vocabulary.form_label("单位负责人签字", "person") == vocabulary.form_label("单位负责人（签字）", "person") is not None


def test_a_head_may_print_what_its_column_adds_up_to() -> None:
    assert [vocabulary.column(head) for head in ("分值（90）", "分值权\n重\n（90）", "（90）")] == ["weight", "weight", ""]


def test_clipped_levels_are_completed_and_others_are_not() -> None:
    assert vocabulary.complete_level("服务对象满意度指", 2) == "服务对象满意度指标"
    assert vocabulary.complete_level("服务对象满意度", 2) == "服务对象满意度"
    assert vocabulary.complete_level("任意双盲指标", 2) == "任意双盲指标"


def test_cost_is_a_first_level_and_a_second_level() -> None:
    first, second = vocabulary.level_of("成本指标", 1), vocabulary.level_of("成本指标", 2)
    assert first is not None
    assert first.parent == ""
    assert second is not None
    assert second.parent == "产出指标"


def test_weights_inside_level_labels() -> None:
    level = vocabulary.level_of("产出指标（50分）", 1)
    assert level is not None
    assert level.label == "产出指标"
    assert vocabulary.level_weight("产出指标（50分）") == "50"


@pytest.mark.parametrize(
    ("label", "column"),
    [
        ("全年预", "adjusted_budget"),
        ("全年（调整）预算数", "adjusted_budget"),
        ("一级指", "level1"),
        ("年度(/项目)指标值", "target"),
        ("实际完", "actual"),
    ],
)
def test_clipped_headers(label: str, column: str) -> None:
    assert vocabulary.column(label) == column


def test_form_types() -> None:
    assert vocabulary.form_type("部门(单位)整体支出绩效自评表") == "department_self_evaluation"
    assert vocabulary.form_type("财政项目支出绩效目标申报表") == "project_target"


@pytest.mark.parametrize(
    ("seed", "key"),
    [
        ("form_label", ("label", "kind")), ("funding_source", ("label",)), ("indicator_level", ("label", "level")),
        ("rating_band", ("scheme", "rating")), ("form_type", ("form_type",)), ("unit_word", ("unit",)),
        ("target_word", ("word", "role")),
    ],
)  # fmt: skip
def test_keys_of_the_seeds_are_unique(seed: str, key: tuple[str, ...]) -> None:
    counted = Counter(tuple(row[name] for name in key) for row in vocabulary.read_seed(seed))
    assert [one for one, times in counted.items() if times > 1] == []
