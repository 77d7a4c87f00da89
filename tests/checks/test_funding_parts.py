"""PF-04-4: a source that a form divides is the sum of its parts. PF-17-3: sources where all other forms print theirs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Bench
from tests.checks.rows import form, funding

Row = dict[str, Any]


def _divided(whole: str, basic: str, other: str) -> list[Row]:
    labels = {"a": ("预算总额", whole), "b": ("财政拨款/合计", "90"), "c": ("财政拨款/基本支出", basic), "d": ("财政拨款/项目支出", "40"), "e": ("其他资金/合计", other)}  # fmt: skip
    rows = [funding(name, "", "annual", printed, source_label=label) for name, (label, printed) in labels.items()]
    return [row | {"source": "total" if row["funding_id"] == "a" else None} for row in rows]


@pytest.mark.parametrize(
    ("printed", "total", "part"),
    [(("100", "50", "10"), "pass", "pass"), (("100", "30", "10"), "pass", "fail"), (("100", "50", "30"), "fail", "pass")],
)
def test_a_divided_source(bench: Bench, printed: tuple[str, str, str], total: str, part: str) -> None:
    rows = _divided(*printed)
    found = bench.found("check_funding_sum", int_evaluation=[form(kind="department_target")], int_funding=rows)

    assert {key: status for key, (status, _) in found.items()} == {"PF-04:a": total, "PF-04-4:b": part}


def _forms(count: int, *, lacking: int) -> tuple[list[Row], list[Row]]:
    """Forms with a total and a source each, but for the last ones, which have the total alone."""
    seqs = range(1, count + 1)
    rows = [funding(f"t{n}", "total", "annual", "5", form_seq=n) for n in seqs]
    rows += [funding(f"s{n}", "fiscal", "annual", "5", form_seq=n) for n in seqs if n <= count - lacking]
    return [form(n, "project_target") for n in seqs], rows


@pytest.mark.parametrize(("count", "lacking", "said"), [(6, 1, ["t6"]), (6, 0, []), (6, 2, ["t5", "t6"]), (6, 3, []), (3, 1, [])])
def test_a_form_without_the_sources_of_all_others(bench: Bench, count: int, lacking: int, said: list[str]) -> None:
    forms, rows = _forms(count, lacking=lacking)
    found = bench.rows("check_funding_sum", int_evaluation=forms, int_funding=rows)

    assert sorted(row["evidence"][0] for row in found if row["rule_id"] == "PF-17-3" and row["status"] == "fail") == said


def test_the_source_that_it_lacks_is_named(bench: Bench) -> None:
    forms, rows = _forms(6, lacking=1)
    (row,) = [r for r in bench.rows("check_funding_sum", int_evaluation=forms, int_funding=rows) if r["status"] == "fail"]

    assert (row["candidate_kind"], row["candidate_fact_id"], row["severity"]) == ("missing_row", "s1", "notice")


def test_what_is_printed_under_another_name_is_a_source(bench: Bench) -> None:
    forms, rows = _forms(6, lacking=1)
    rows.append(funding("s6", "", "annual", "5", form_seq=6, source_label="市级支出") | {"source": None})

    assert "fail" not in {row["status"] for row in bench.rows("check_funding_sum", int_evaluation=forms, int_funding=rows)}


@pytest.mark.parametrize(("fiscal", "other", "said"), [("80", "20", "pass"), ("100", "20", "fail"), ("", "20", "pass")])
def test_this_year_s_fiscal_money_is_part_of_fiscal_money(bench: Bench, fiscal: str, other: str, said: str) -> None:
    rows = [funding("a", "total", "annual", "100"), funding("b", "fiscal_current_year", "annual", "80"), funding("c", "other", "annual", other)]
    rows += [funding("d", "fiscal", "annual", fiscal)] if fiscal else []
    found = bench.found("check_funding_sum", int_evaluation=[form(kind="project_target")], int_funding=rows)

    assert found["PF-04:a"][0] == said
