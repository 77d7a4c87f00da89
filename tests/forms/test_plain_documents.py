"""The sample disclosures' forms in ragged text against hand-checked rows, every field exactly."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields
from decimal import Decimal

import pytest

from loaders.records import Evaluation, Funding, Indicator, Parsed
from tests.forms.golden_csv import GOLDEN, original, rows
from tests.originals import SHARED, among

DOCUMENTS = [
    ("shdpf-2023-project-self-evaluation.txt", "shdpf-2023-selfeval"),
    ("minhang-2023-department-self-evaluation.txt", "minhang-2023-selfeval"),
    ("qingpu-2025-unit-budget.txt", "qingpu-2025-budget"),
]
PHASES = {
    "年度": "annual", "年初预算数": "initial_budget", "全年预算数": "adjusted_budget", "全年执行数": "executed",
}  # fmt: skip
HEAD = (
    "project_nature",
    "project_category",
    "supervising_department",
    "implementing_unit",
    "start_date",
    "end_date",
)


def plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def amount(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def gold(folder: str, name: str) -> list[dict[str, str]]:
    path = SHARED / "gold" / folder / f"{name}.csv"
    return rows(path)


@pytest.fixture(scope="module", params=among("gold", DOCUMENTS), ids=lambda pair: pair[1])
def document(request: pytest.FixtureRequest) -> tuple[Parsed, str]:
    name, folder = request.param
    return original(name), folder


def test_form_heads_and_totals(document: tuple[Parsed, str]) -> None:
    parsed, folder = document
    expected = [
        (
            r["form_type"],
            plain(r["subject"]),
            amount(r["total_weight"]),
            amount(r["total_score"]),
            r["rating"],
            *tuple(r[name] for name in HEAD),
        )
        for r in gold(folder, "forms")
    ]
    found = [
        (
            e.form_type,
            plain(e.subject_name),
            amount(e.total_weight),
            amount(e.total_score),
            e.rating,
            *tuple(getattr(e, name) for name in HEAD),
        )
        for e in parsed.evaluations
    ]
    assert found == expected


def test_funding_cells(document: tuple[Parsed, str]) -> None:
    parsed, folder = document
    expected = [
        (
            r["form_seq"],
            plain(r["source"]),
            PHASES[r["phase"]],
            amount(r["amount"]),
            r["unit"],
            *tuple(amount(r[name]) for name in ("weight", "execution_rate", "score")),
        )
        for r in gold(folder, "funding")
    ]
    found = [
        (
            str(f.form_seq),
            plain(f.source_label),
            f.phase,
            amount(f.amount_printed),
            f.unit,
            *tuple(amount(getattr(f, name)) for name in ("weight", "execution_rate", "score")),
        )
        for f in parsed.funding
    ]
    assert found == expected


def test_indicator_rows(document: tuple[Parsed, str]) -> None:
    parsed, folder = document
    texts = ("level1", "level2", "level3", "target", "actual", "deviation")
    expected = [
        (
            r["form_seq"],
            r["seq"],
            *(plain(r[name]) for name in texts),
            amount(r["weight"]),
            amount(r["score"]),
        )
        for r in gold(folder, "indicators")
    ]
    found = [
        (
            str(i.form_seq), str(i.indicator_seq),
            *(plain(t) for t in (i.level1, i.level2, i.level3, i.target_printed, i.actual_printed, i.deviation)),
            amount(i.weight), amount(i.score),
        )
        for i in parsed.indicators
    ]  # fmt: skip
    assert found == expected


def test_weights_of_every_sample_add_up(document: tuple[Parsed, str]) -> None:
    assert document[0].rejects == []


@pytest.mark.parametrize(
    ("kind", "attribute", "record"),
    [
        ("forms", "evaluations", Evaluation),
        ("funding", "funding", Funding),
        ("indicators", "indicators", Indicator),
    ],
)
def test_employment_centre_targets(
    kind: str, attribute: str, record: type[Evaluation] | type[Funding] | type[Indicator]
) -> None:
    parsed = original("shdpf-employment-centre-2023-targets.txt")
    expected = rows(GOLDEN / "shdpf_employment_centre_2023" / f"{kind}.csv")
    names = [f.name for f in fields(record) if f.name in expected[0]]
    found = [{name: str(getattr(one, name)) for name in names} for one in getattr(parsed, attribute)]
    assert found == [{name: row[name] for name in names} for row in expected]


def test_employment_centre_late_levels_are_recorded_as_repairs() -> None:
    parsed = original("shdpf-employment-centre-2023-targets.txt")
    repaired = [i.level3 for i in parsed.indicators if "late" in i.repair]
    assert repaired == ["机关事业单位专项招录融媒体宣传平均阅读量", "扶残涉农经济组织帮扶对象调查比例"]


def test_minhang_shared_names_and_lost_score_are_recorded_as_repairs() -> None:
    parsed = original("minhang-2023-department-self-evaluation.txt")
    paired = [i for i in parsed.indicators if "level2_by_order" in i.repair_code]
    assert [i.level2 for i in paired][:2] == ["预算编审管理", "预算执行管理"]
    assert len(paired) == 7
    lost = [i for i in parsed.indicators if "score_by_total" in i.repair_code]
    assert [(i.level3, i.score) for i in lost] == [("全国助残日活动及上海助残周举办场次", "1.00")]


def test_minhang_a_name_printed_once_for_several_rows_is_a_field() -> None:
    parsed = original("minhang-2023-department-self-evaluation.txt")
    shared = [field for field in parsed.form_fields if field.label == "三级指标"]
    assert [("2022" in field.value, "13号" in field.value) for field in shared] == [(True, True)]
    assert any(set(shared[0].lines) <= set(indicator.lines) for indicator in parsed.indicators)


def test_minhang_level1_weights() -> None:
    parsed = original("minhang-2023-department-self-evaluation.txt")
    weights = {i.level1: i.level1_weight for i in parsed.indicators}
    assert weights == {"投入管理指标": "30", "产出指标": "25", "效益指标": "35", "满意度指标": "10"}
    for level1, weight in weights.items():
        parts = [Decimal(i.weight) for i in parsed.indicators if i.level1 == level1]
        assert sum(parts) == Decimal(weight)


def test_goal_texts_are_fields_of_the_form() -> None:
    parsed = original("shdpf-2023-project-self-evaluation.txt")
    achieved = {f.form_seq: f.value for f in parsed.form_fields if f.label == "实际完成情况"}
    assert sorted(achieved) == list(range(1, 13))
    assert achieved[6] == "全年至少出版4期《灵芝草》杂志（含电子版）。"
    assert "预算金额12003000元，实际支出12003000元" in achieved[1]
