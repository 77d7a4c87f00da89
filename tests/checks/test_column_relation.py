"""row_rate and row_difference: which two columns a rate or a difference is made of is learnt from the document."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Bench
from tests.checks.rows import line

Row = dict[str, Any]
# 预算数, 完成数 and 占预算(%), with a column of another year's rate that no two columns give.
SPENT = [("200", "150", "75.0", "3.1"), ("80", "92", "115.0", "-7.2"), ("31", "7", "22.6", "0.4"), ("12", "12", "100.0", "9.9")]


def _table(*rows: tuple[str, ...], labels: tuple[str, ...], seq: int = 1) -> list[Row]:
    return [
        line(
            f"t{seq}r{r}c{c}", amount, "%" if "%" in label else "万元", table_seq=seq, row_seq=r, column_seq=c, measure_label=label,
            subject_name=f"第{r}项", table_title=f"表{seq}",
        )
        for r, amounts in enumerate(rows, 1)
        for c, (label, amount) in enumerate(zip(labels, amounts, strict=True), 1)
    ]  # fmt: skip


def _spent(*rows: tuple[str, ...], seq: int = 1) -> list[Row]:
    return _table(*rows, labels=("预算数", "完成数", "占预算(%)", "比上年增长(%)"), seq=seq)


def _found(bench: Bench, *lines: Row) -> dict[str, str]:
    return {key: status for key, (status, _) in bench.found("check_column_relation", int_budget_line=lines).items()}


def test_a_rate_is_held_against_its_two_columns(bench: Bench) -> None:
    found = bench.found("check_column_relation", int_budget_line=_spent(*SPENT))

    assert {key: status for key, (status, _) in found.items() if ":r" in key} == {f"row_rate:d:1:r{r}:c3": "pass" for r in (1, 2, 3, 4)}
    # Of last year nothing is printed: said once.
    assert found["row_rate:d:1"][0] == "not_applicable"
    assert len(found) == 5


def test_one_wrong_rate_among_three_that_hold(bench: Bench) -> None:
    wrong = [*SPENT[:2], ("31", "7", "26.2", "0.4"), SPENT[3]]
    rows = bench.rows("check_column_relation", int_budget_line=_spent(*wrong, ("40", "10", "25.0", "1.0")))
    (failed,) = [row for row in rows if row["status"] == "fail"]

    assert failed["check_id"] == "row_rate:d:1:r3:c3"
    assert failed["explanation"] == "《表1》“第3项”占预算(%)栏：占预算(%) 26.20% ≠ 7 ÷ 31 ＝ 22.58%，相差 3.62 个百分点。"
    assert failed["evidence"] == ["t1r3c3", "t1r3c2", "t1r3c1"]


def test_what_fails_in_most_rows_is_no_relation(bench: Bench) -> None:
    wrong = [("200", "150", "70.0", "3.1"), ("80", "92", "105.0", "-7.2"), *SPENT[2:]]

    assert set(_found(bench, *_spent(*wrong)).values()) == {"not_applicable"}


def test_small_tables_under_the_same_headers_speak_for_one_another(bench: Bench) -> None:
    small = _spent(("50", "20", "44.0", "0.1"), seq=2)

    assert "row_rate:d:2:r1:c3" not in _found(bench, *small)
    assert _found(bench, *_spent(*SPENT), *small)["row_rate:d:2:r1:c3"] == "fail"


@pytest.mark.parametrize(("growth", "status"), [("-25.0", "pass"), ("-52.0", "fail")])
def test_growth_is_learnt_as_well(bench: Bench, growth: str, status: str) -> None:
    rows = [("100", "90", "-10.0"), ("50", "60", "20.0"), ("30", "45", "50.0"), ("40", "30", growth)]

    assert _found(bench, *_table(*rows, labels=("上年", "本年", "增长%")))["row_rate:d:1:r4:c3"] == status


@pytest.mark.parametrize(("change", "status"), [("-20", "pass"), ("-2", "fail"), ("20", "fail")])
def test_a_difference_in_a_group_is_that_of_the_other_groups(bench: Bench, change: str, status: str) -> None:
    labels = tuple(f"{year}/{what}" for year in ("2025年", "2026年", "增减金额") for what in ("出国", "用车", "接待", "会议"))
    row = ("10", "40", "7", "30", "15", "20", "9", "10", "5", change, "2", "-20")

    assert _found(bench, *_table(row, labels=labels))["row_difference:d:1:r1:c10"] == status


def test_a_rounded_rate_is_an_interval(bench: Bench) -> None:
    rows = [*SPENT[:3], ("300", "200", "66.6", "9.9"), ("300", "100", "33", "9.9")]

    assert "fail" not in _found(bench, *_spent(*rows)).values()
