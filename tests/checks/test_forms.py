"""Checks of performance forms: weights and scores, funding, periods, deviations, how indicators are written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.checks.conftest import Bench
from tests.checks.rows import document, form, funding, indicator, statement

PASS = ("pass", 0)


def test_weights_and_scores_add_up_and_stay_within_each_other(bench: Bench) -> None:
    forms = [form(total_weight=100, total_score=Decimal("95.5"))]
    good = [
        indicator(1, weight=50, score=48),
        indicator(2, weight=40, score=Decimal("38.5")),
        indicator(3, level3="没有分值"),
        indicator(4, phase="term", weight=100),
    ]
    executed = [{"document_id": "d", "form_seq": 1, "funding_id": "f", "weight": 10, "score": 9}]

    held = bench.found("check_score", int_evaluation=forms, stg_indicators=good, stg_funding=executed)
    bad = [good[0] | {"weight": 45}, good[1] | {"score": 41}, *good[2:]]
    broken = bench.found("check_score", int_evaluation=forms, stg_indicators=bad, stg_funding=executed)

    assert held == {"PF-01:e1": PASS, "PF-02:e1": PASS, "PF-03:i1": PASS, "PF-03:i2": PASS, "PF-03:f": PASS}
    # 45 + 40 + 10 = 95 beside 100; 48 + 41 + 9 = 98 beside 95.5; 48 of 45 and 41 of 40 points.
    assert broken == {
        "PF-01:e1": ("fail", 5),
        "PF-02:e1": ("fail", Decimal("-2.5")),
        "PF-03:i1": ("fail", 3),
        "PF-03:i2": ("fail", 1),
        "PF-03:f": PASS,
    }


def test_a_form_without_scores_says_so(bench: Bench) -> None:
    found = bench.found("check_score", int_evaluation=[form()], stg_indicators=[indicator(1, level3="人数")])
    assert found == {"PF-01:e1": ("not_applicable", None), "PF-02:e1": ("not_applicable", None)}


def test_ten_points_of_a_printed_total_are_the_executions_where_it_has_no_row(bench: Bench) -> None:
    forms = [form(total_weight=100)]
    money = [{"document_id": "d", "form_seq": 1, "funding_id": "f1"}]

    def found(weight: int, **given: list[dict[str, object]]) -> tuple[object, object]:
        return bench.found("check_score", int_evaluation=forms, stg_indicators=[indicator(1, weight=weight)], **given)["PF-01:e1"]

    assert found(90, stg_funding=money) == PASS
    assert found(89, stg_funding=money) == ("fail", 11)
    assert found(90) == ("fail", 10)  # a list of indicators without money or scores executes nothing


def test_ten_points_are_the_indicators_that_prints_no_weight(bench: Bench) -> None:
    rows = [indicator(1, weight=50), indicator(2, weight=40), indicator(3)]
    found = bench.found("check_score", int_evaluation=[form(total_weight=100)], stg_indicators=rows)
    assert found["PF-01:e1"] == ("fail", 10)


def test_ten_points_are_the_executions_where_the_other_forms_print_them(bench: Bench) -> None:
    rows = [indicator(seq, weight=90 if seq < 3 else 80) | {"form_seq": seq} for seq in (1, 2, 3)]
    money = [{"document_id": "d", "form_seq": seq, "funding_id": f"f{seq}", "weight": 10} for seq in (1, 2)]
    found = bench.found("check_score", int_evaluation=[form(seq, total_score=Decimal(95)) for seq in (1, 2, 3)], stg_indicators=rows, stg_funding=money)
    assert (found["PF-01:e1"], found["PF-01:e3"]) == (PASS, ("fail", 10))


@pytest.mark.parametrize(("score", "total", "said"), [(88, "100", "fail"), (88, "97", "not_applicable"), (88, "88", "pass"), (88, "87", "fail")])
def test_a_total_score_may_have_ten_for_the_execution_that_has_no_row(bench: Bench, score: int, total: str, said: str) -> None:
    forms = [form(total_weight=100, total_score=Decimal(total))]
    found = bench.found("check_score", int_evaluation=forms, stg_indicators=[indicator(1, weight=90, score=score)])

    assert found["PF-02:e1"][0] == said


def test_weights_are_held_against_what_the_other_forms_add_up_to(bench: Bench) -> None:
    weights = {1: 90, 2: 90, 3: 80}
    rows = [indicator(seq, weight=weight) | {"form_seq": seq} for seq, weight in weights.items()]
    found = bench.rows("check_score", int_evaluation=[form(seq, total_score=Decimal(95)) for seq in weights], stg_indicators=rows)
    said = {row["check_id"]: (row["difference"], row["explanation"]) for row in found}
    assert said["PF-01:e3"][0] == 10
    assert "指标分值应合计（预算执行率 10 分另计） 90 分 ≠ 1 项权重之和 80 分，相差 10 分" in said["PF-01:e3"][1]


def test_weights_that_make_no_whole_in_most_forms_are_not_held_against_one(bench: Bench) -> None:
    forms = [form(seq, total_score=Decimal(95)) for seq in (1, 2, 3)]

    def found(*weights: int) -> list[object]:
        rows = [indicator(seq, weight=weight) | {"form_seq": seq} for seq, weight in enumerate(weights, start=1)]
        verdicts = bench.found("check_score", int_evaluation=forms, stg_indicators=rows)
        return [verdicts[f"PF-01:e{seq}"][0] for seq in (1, 2, 3)]

    assert found(100, 90, 80) == ["pass", "pass", "fail"]
    assert found(100, 70, 80) == ["not_applicable"] * 3


def test_the_weight_of_a_first_level_is_that_of_its_indicators(bench: Bench) -> None:
    rows = [
        indicator(1, level1="产出指标", level1_weight=30, weight=20),
        indicator(2, level1="产出指标", level1_weight=30, weight=10),
        indicator(3, level1="效益指标", level1_weight=20, weight=15),
        indicator(4, level1="满意度指标", level1_weight=10),
        # Second levels print weights of their own.
        indicator(5, level1="管理指标", level1_weight=10, level2_weight=5, weight=1),
    ]
    found = bench.found("check_level_weight", int_evaluation=[form()], stg_indicators=rows)
    assert found == {
        "PF-01-2:i1": PASS,
        "PF-01-2:i3": ("fail", 5),
        "PF-01-2:i4": ("not_applicable", None),
    }


def test_sources_add_up_to_the_total_of_their_phase(bench: Bench) -> None:
    rows = [
        funding("a", "total", "executed", "10.00"),
        funding("b", "fiscal", "executed", "8.00"),
        # A level of government is a part of the fiscal money that is printed, too.
        funding("c", "central", "executed", "3.00"),
        funding("d", "other", "executed", "2.00"),
        funding("e", "total", "initial_budget", "10.00"),
        funding("f", "fiscal", "initial_budget", "7.50"),
        funding("g", "basic", "initial_budget", "4.00"),
        funding("h", "project", "initial_budget", "6.10"),
    ]
    held = bench.rows("check_funding_sum", int_funding=rows)
    found = {row["check_id"]: (row["status"], row["difference"]) for row in held}
    # 10 − 7.5 and 10 − (4 + 6.1)
    assert found == {
        "PF-04:a": PASS,
        "PF-04:e": ("fail", Decimal("2.5")),
        "PF-04-2:e": ("fail", Decimal("-0.1")),
    }
    sentence = next(row["explanation"] for row in held if row["check_id"] == "PF-04-2:e")
    assert "total 10.00 万元 ≠ basic 4.00 + project 6.10 万元，相差 0.10 万元" in sentence


def test_a_subtotal_that_misses_its_parts_is_named(bench: Bench) -> None:
    rows = [
        funding("a", "total", "annual", "9.50"),
        funding("b", "fiscal", "annual", "0.00"),
        funding("c", "local", "annual", "9.50"),
        funding("d", "other", "annual", "0.00"),
    ]
    [row] = bench.rows("check_funding_sum", int_funding=rows)
    assert row["status"] == "fail"
    assert "total 9.50 万元 ≠ fiscal 0.00 + other 0.00 万元（“fiscal”疑为 9.50，其下各项合计如此）" in row["explanation"]
    assert (row["candidate_kind"], row["candidate_fact_id"], row["candidate_value"]) == ("cell", "b", Decimal("9.50"))


def test_two_blocks_of_money_are_not_one_total_twice(bench: Bench) -> None:
    twice = [funding("a", "total", "term", "480"), funding("b", "total", "term", "100")]
    blocks = [*twice, funding("c", "fiscal", "term", "480"), funding("d", "fiscal", "term", "100")]
    for rows, said in ((twice, "fail"), (blocks, "not_applicable")):
        found = bench.chain(("funding_stage", "check_funding_sum"), int_evaluation=[form()], int_funding=rows)
        assert [(row["status"], row["difference"]) for row in found if row["check_id"] == "PF-04-3:a"] == [(said, 380)]


def test_sources_of_a_department_are_its_basic_and_project_money(bench: Bench) -> None:
    forms = [form(1, "department_self_evaluation"), form(2, "project_self_evaluation")]
    rows = [
        funding("a", "fiscal", "executed", "100"),
        funding("b", "basic", "executed", "60"),
        funding("c", "project", "executed", "40"),
        funding("p", "personnel", "executed", "50"),
    ]
    other = [row | {"form_seq": 2, "funding_id": row["funding_id"] * 2} for row in rows]
    held = bench.found("check_structure_balance", int_evaluation=forms, int_funding=[*rows, *other])
    wrong = [*rows[:2], funding("c", "project", "executed", "43"), *rows[3:]]
    broken = bench.found("check_structure_balance", int_evaluation=forms, int_funding=wrong)
    assert held == {"XY-05:a": PASS}
    assert broken == {"XY-05:a": ("fail", -3)}


def test_the_execution_rate_follows_its_budget(bench: Bench) -> None:
    forms = [form()]
    rate = {"execution_rate": 80, "weight": 10, "score": 8}
    rows = [
        funding("b", "total", "adjusted_budget", "50.00"),
        funding("x", "total", "executed", "40.00", **rate),
        funding("y", "other", "executed", "1.00", execution_rate=100),
    ]
    held = bench.rows("check_execution", int_evaluation=forms, int_funding=rows)
    assert {r["check_id"]: r["status"] for r in held} == {
        "PF-05:x": "pass",
        "PF-05-2:x": "pass",
        "PF-05:y": "not_applicable",
    }
    assert {tuple(r["evidence"]) for r in held} == {("x", "b"), ("x",), ("y",)}
    twice = [*rows[:2], funding("c", "total", "adjusted_budget", "60.00")]
    found = bench.found("check_execution", int_evaluation=forms, int_funding=twice)
    assert found["PF-05:x"] == ("not_applicable", 0)


def test_points_lost_are_explained_and_a_remark_agrees(bench: Bench) -> None:
    rows = [
        indicator(1, weight=10, score=10, level3="满分"),
        indicator(2, weight=10, score=8, deviation="资金未到位"),
        indicator(3, weight=10, score=8),
        indicator(4, weight=5, score=5, target_printed="达标(120人)", actual_printed="达成指标", deviation="118人"),
        indicator(5, weight=5, score=5, target_printed="达标(120人)", actual_printed="达成指标", deviation="125人参加"),
        indicator(6, weight=5, score=5, target_printed="达标(120人)", actual_printed="部分达成", deviation="90人"),
    ]
    found = bench.found("check_deviation", int_evaluation=[form()], stg_indicators=rows)
    assert {key: status for key, (status, _) in found.items() if key.startswith("PF-09:")} == {
        "PF-09:i1": "pass", "PF-09:i2": "pass", "PF-09:i3": "fail",
        "PF-09:i4": "pass", "PF-09:i5": "pass", "PF-09:i6": "pass",
    }  # fmt: skip
    assert {key: found[key] for key in found if key.startswith("PF-09-2")} == {
        "PF-09-2:i4": ("fail", -2),
        "PF-09-2:i5": ("pass", 5),
    }


def test_money_of_the_term_and_dates(bench: Bench) -> None:
    forms = [
        form(1, "project_target", project_term="1年", fiscal_year=2024, start_date=date(2024, 1, 1), end_date=date(2024, 12, 31)),
        form(2, "project_target", project_term="3年", fiscal_year=2024, start_date=date(2025, 1, 1), end_date=date(2027, 12, 31)),
        form(3, "project_target"),
        form(4, "project_self_evaluation", fiscal_year=2024, start_date=date(2024, 5, 1), end_date=date(2024, 1, 1)),
    ]  # fmt: skip
    rows = [
        funding("t1", "total", "term", "30"),
        funding("y1", "total", "annual", "20"),
        funding("t2", "total", "term", "30", form_seq=2),
        funding("y2", "total", "annual", "31", form_seq=2),
        # Nothing to compare with.
        funding("y3", "total", "annual", "5", form_seq=3),
    ]
    assert bench.found("check_form_period", int_evaluation=forms, int_funding=rows) == {
        "PF-10:t1": ("pass", 10),
        "PF-10-2:t1": ("fail", 10),
        "PF-10:t2": ("fail", -1),
        "PF-10-2:t2": ("not_applicable", -1),
        "PF-10-3:e1": ("pass", None),
        "PF-10-3:e2": ("fail", None),
    }


def test_two_amounts_of_one_year_are_one_row_without_verdict(bench: Bench) -> None:
    rows = [
        funding("t", "total", "term", "30"),
        funding("y", "total", "annual", "30"),
        funding("z", "total", "annual", "31"),
    ]
    found = bench.found("check_form_period", int_evaluation=[form(1, "project_target")], int_funding=rows)
    assert {key: status for key, (status, _) in found.items()} == {
        "PF-10:t": "not_applicable",
        "PF-10-2:t": "not_applicable",
    }


def test_how_indicators_are_written(bench: Bench) -> None:
    good = [
        indicator(1, level2="质量指标", level3="发放准确率", target_printed="≥98%", target_operator=">=", target_value=98, target_unit="%"),
        indicator(2, level2="数量指标", level3="补贴人数", target_printed="≥70人", target_operator=">=", target_value=70, target_unit="人"),
        indicator(3, level2="数量指标", level3="投诉次数", target_printed="≤3次", target_operator="<=", target_value=3, target_unit="次"),
        indicator(4, level2="服务对象满意度指标", level3="受益对象满意度", target_printed="满意"),
        indicator(5, level2="时效指标", level3="完成时间", target_printed="≤12月", target_operator="<="),  # a date is no value
    ]  # fmt: skip
    bad = [
        good[0] | {"target_printed": "≥98人", "target_unit": "人"},
        good[1] | {"target_printed": "≤70人", "target_operator": "<="},
        good[2] | {"level2": "次数指标", "target_printed": "≤三次", "target_operator": None, "target_value": None},
        indicator(6, level1="效益指标", level2="社会效益指标", level3="就业", target_printed="改善"),
    ]
    held = bench.found("check_indicator_form", int_evaluation=[form()], stg_indicators=good)
    broken = bench.found("check_indicator_form", int_evaluation=[form()], stg_indicators=bad)
    assert {status for status, _ in held.values()} == {"pass"}
    assert {key for key, (status, _) in broken.items() if status == "fail"} == {
        "PF-13:i1", "PF-13-2:i2", "PF-13-3:i3", "PF-13-4:i3", "PF-13-5:e1",
    }  # fmt: skip
    # A last form that ends behind its output may have been cut off, one with a total or another form behind it was not.
    for forms, said in (([form()], "not_applicable"), ([form(total_weight=100)], "fail"), ([form(), form(2)], "fail")):
        cut = bench.found("check_indicator_form", int_evaluation=forms, stg_indicators=bad[:3])
        assert cut["PF-13-5:e1"][0] == said
    for whole in ([row | {"weight": 30} for row in bad[:3]], [row | {"level2": None} for row in bad[:3]]):
        assert bench.found("check_indicator_form", int_evaluation=[form()], stg_indicators=whole)["PF-13-5:e1"][0] == "fail"


@pytest.mark.parametrize(
    ("printed", "status"),
    [("≥500人≥1000人", "fail"), ("≥90%且≤95%", "pass"), ("≥500人，≥30户", "pass"), ("≥500人", "pass")],
)
def test_two_values_of_one_indicator_are_those_of_two(bench: Bench, printed: str, status: str) -> None:
    rows = [indicator(1, level2="数量指标", level3="人口数", target_printed=printed)]
    found = bench.found("check_indicator_form", int_evaluation=[form()], stg_indicators=rows)

    assert found["PF-13-4:i1"] == (status, None)


def test_a_standard_in_the_text_is_the_indicators(bench: Bench) -> None:
    forms = [form(1, "project_target", subject_name="助残")]
    rows = [
        indicator(1, level3="重度残疾人护理补贴标准", target_value=80, target_unit="元/人", target_printed="80元/人"),
        indicator(2, level3="助学标准", target_value=500, target_unit="元/人", target_printed="500元/人"),
    ]

    def said(amount: str) -> dict[str, object]:
        quote = f"重度残疾人护理补贴每人{amount}元，按月发放"
        more = {"form_seq": 1, "kind": "standard", "quote": quote, "field_label": "概况"}
        return {k: v for k, v in (statement(1, "护理补贴", amount, "元") | more).items() if k not in ("step", "subject_key", "is_money")}  # fmt: skip

    held = bench.found("check_standard_text", int_evaluation=forms, stg_indicators=rows, int_form_statement=[said("80")])
    broken = bench.found("check_standard_text", int_evaluation=forms, stg_indicators=rows, int_form_statement=[said("90")])
    assert held == {"PF-11-4:i1:80": PASS}
    assert broken == {"PF-11-4:i1:90": ("fail", 10)}


def test_indicators_of_the_department_and_of_its_project_agree(bench: Bench) -> None:
    documents = [document()]
    forms = [form(1, "department_target", subject_name="某局"), form(2, "project_target", subject_name="残疾人意外伤害保险补助")]
    count = {"level2": "数量指标", "target_unit": "人"}
    rows = [
        indicator(1, level3="残疾人意外伤害保险人数", target_operator=">=", target_value=19000, target_printed="≥19000人", **count),
        indicator(2, level3="缴纳人数", form_seq=2, target_operator="=", target_value=19100, target_printed="19100人", **count),
        indicator(3, level3="开会次数", target_operator="=", target_value=2, target_printed="2次", level2="数量指标", target_unit="次"),
    ]  # fmt: skip
    held = bench.found("check_department_form", int_document=documents, int_evaluation=forms, stg_indicators=rows)
    wrong = [rows[0] | {"target_value": 20000}, *rows[1:]]
    broken = bench.found("check_department_form", int_document=documents, int_evaluation=forms, stg_indicators=wrong)
    assert held == {"PF-15:i1:i2": ("pass", -100)}
    assert broken == {"PF-15:i1:i2": ("fail", 900)}


def test_whole_points_stand_for_what_rounds_to_them(bench: Bench) -> None:
    def scored(score: str) -> dict[str, object]:
        found = {"target_value": 100, "actual_value": 86, "weight": 10, "score": Decimal(score), "target_unit": "%"}
        rows = [indicator(1, **found)]
        steps = [{"document_id": "d", "form_seq": 1, "score_step": Decimal("0.5")}]
        return bench.found("check_indicator_score", int_evaluation=[form()], stg_indicators=rows, int_score_step=steps)

    # 86 % of 10 points are 8.6: printed in whole points 9, never 10.
    assert scored("9") == {"PF-07:i1": ("pass", Decimal("0.4"))}
    assert scored("10")["PF-07:i1"] == ("fail", Decimal("1.4"))
