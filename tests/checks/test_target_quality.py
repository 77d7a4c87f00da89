"""Targets that tell little: said as notices, once for a document where they are a habit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.checks.conftest import Bench
from tests.checks.rows import document, form, indicator

Row = dict[str, Any]
QUANTITY = {"target_printed": "≥20人", "target_value": 20, "target_operator": ">=", "target_unit": "人"}
SHARE = {"target_printed": "≥90%", "target_value": 90, "target_operator": ">=", "target_unit": "%"}


def _row(form_seq: int, seq: int, name: str, **other: Any) -> Row:
    return indicator(seq, level3=name, **other) | {"form_seq": form_seq, "indicator_id": f"i{form_seq}.{seq}"}


def _status(bench: Bench, forms: list[Row], rows: list[Row]) -> dict[str, object]:
    found = bench.found("check_target_quality", int_document=[document()], int_evaluation=forms, stg_indicators=rows)
    return {key: status for key, (status, _) in found.items()}


@pytest.mark.parametrize(("last", "said"), [(QUANTITY, "pass"), ({"target_printed": "及时"}, "fail")])
def test_some_target_has_a_number(bench: Bench, last: Row, said: str) -> None:
    rows = [_row(1, 1, "台账", target_printed="健全"), _row(1, 2, "管理", target_printed="规范"), _row(1, 3, "其他", **last)]
    assert _status(bench, [form()], rows)["PF-19:e1"] == said


def test_levels_printed_with_the_name_are_figures(bench: Bench) -> None:
    names = ("管护公里数8公里/天为优，6公里/天为良", "巡护", "防火")
    rows = [_row(1, n, name, target_printed="优良中差") for n, name in enumerate(names)]
    assert _status(bench, [form()], rows)["PF-19:e1"] == "pass"


def test_a_share_is_no_more_than_the_whole(bench: Bench) -> None:
    over = SHARE | {"target_printed": "200%", "target_value": 200, "target_operator": None}
    rows = [_row(1, 1, "群众满意度", **over), _row(1, 2, "参保率", **SHARE), _row(1, 3, "收入增长率", **over)]
    found = _status(bench, [form()], rows)
    assert (found["PF-19-2:i1.1"], found["PF-19-2:i1.2"]) == ("fail", "pass")
    assert "PF-19-2:i1.3" not in found


@pytest.mark.parametrize(("weight", "said"), [(10, "fail"), (20, "pass")])
def test_weights_differ(bench: Bench, weight: int, said: str) -> None:
    rows = [_row(1, seq, f"指标{seq}", weight=10, **QUANTITY) for seq in range(1, 5)]
    found = _status(bench, [form()], [*rows, _row(1, 5, "指标5", weight=weight, **QUANTITY)])
    assert found["PF-19-3:e1"] == said


@pytest.mark.parametrize(("target", "said"), [(90, "fail"), (95, "pass")])
def test_satisfaction_is_not_aimed_at_with_one_figure(bench: Bench, target: int, said: str) -> None:
    rows = [_row(seq, 1, "群众满意度", **SHARE) for seq in range(1, 5)]
    rows.append(_row(5, 1, "群众满意度", **(SHARE | {"target_value": target})))
    assert _status(bench, [form(seq) for seq in range(1, 6)], rows)["PF-19-4:d"] == said


@pytest.mark.parametrize(("name", "said"), [("宣传经费", "fail"), ("培训经费（县区）", "pass"), ("培训经费", "pass")])
def test_two_projects_have_targets_of_their_own(bench: Bench, name: str, said: str) -> None:
    forms = [form(1, "project_target", subject_name="培训经费"), form(2, "project_target", subject_name=name)]
    rows = [_row(f, seq, thing, **QUANTITY) for f in (1, 2) for seq, thing in enumerate(("人数", "次数", "天数"), 1)]
    assert _status(bench, forms, rows)["PF-19-5:d"] == said


@pytest.mark.parametrize(("score", "said"), [("10", "fail"), ("9.5", "pass")])
def test_not_every_indicator_is_met_in_full(bench: Bench, score: str, said: str) -> None:
    rows = [_row(f, seq, f"指标{seq}", weight=10, score=10) for f in (1, 2, 3) for seq in (1, 2, 3)]
    rows[-1]["score"] = Decimal(score)
    assert _status(bench, [form(seq) for seq in (1, 2, 3)], rows)["PF-19-6:d"] == said


@pytest.mark.parametrize(("target", "said"), [(40, "fail"), (60, "pass")])
def test_a_target_is_not_far_below_last_years_result(bench: Bench, target: int, said: str) -> None:
    documents = [document("d", fiscal_year=2024), document("last", fiscal_year=2023)]
    forms = [
        form(1, "project_target", subject_name="2024年培训经费"),
        form(1, subject_name="2023年培训经费", document_id="last", evaluation_id="l1"),
    ]
    rows = [
        _row(1, 1, "培训人数", **(QUANTITY | {"target_value": target})),
        _row(1, 2, "培训人数", actual_value=100, actual_printed="100人", actual_unit="人", document_id="last"),
    ]
    found = bench.found("check_target_quality", int_document=documents, int_evaluation=forms, stg_indicators=rows)
    assert found["PF-19-7:e1"][0] == said
