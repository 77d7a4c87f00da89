"""PF-04-4 to -6: sources that a form divides, tasks with their sources. PF-17-3: sources where all other forms print theirs."""

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


def _said(bench: Bench, rows: list[Row]) -> dict[str, tuple[str | None, str | None]]:
    found = bench.rows("check_funding_sum", int_evaluation=[form(kind="department_target")], int_funding=rows)
    return {row["check_id"]: (row["candidate_kind"], row["candidate_fact_id"]) for row in found if row["status"] == "fail"}


def _without(rows: list[Row], *names: str) -> list[Row]:
    return [row for row in rows if row["funding_id"] not in names]


def test_of_a_source_divided_into_one_part_the_other_is_missing(bench: Bench) -> None:
    rows = _divided("100", "50", "10")

    assert _said(bench, _without(rows, "d")) == {"PF-04-4:b": ("missing_row", None)}
    assert _said(bench, _divided("100", "30", "10")) == {"PF-04-4:b": (None, None)}  # both are there
    assert _said(bench, _without(_divided("100", "95", "10"), "d")) == {"PF-04-4:b": (None, None)}  # more than the whole


def test_a_source_whose_parts_are_printed_is_missing(bench: Bench) -> None:
    rows = _divided("100", "50", "10")
    found = bench.rows("check_funding_sum", int_evaluation=[form(kind="department_target")], int_funding=_without(rows, "b"))
    (row,) = (row for row in found if row["status"] == "fail")

    assert (row["check_id"], row["candidate_kind"], row["candidate_fact_id"]) == ("PF-04:a", "missing_row", None)
    assert "（疑缺“财政拨款”的合计，其下各项合计为 90）" in row["explanation"]
    assert _said(bench, _without(_divided("100", "51", "10"), "b")) == {"PF-04:a": (None, None)}  # another sum


def test_the_colon_of_a_label_is_no_part_of_a_sentence(bench: Bench) -> None:
    rows = [row | {"source_label": f"{row['source_label']}："} for row in _divided("100", "50", "30")]
    found = bench.rows("check_funding_sum", int_evaluation=[form(kind="department_target")], int_funding=rows)
    (row,) = (row for row in found if row["check_id"] == "PF-04:a")

    assert "预算总额 100 万元" in row["explanation"]
    assert "：" not in row["explanation"].split("预算总额", 1)[1]


def _forms(count: int, *, lacking: int) -> tuple[list[Row], list[Row]]:
    """Forms with a total and a source each, but for the last ones, which have the total alone."""
    seqs = range(1, count + 1)
    rows = [funding(f"t{n}", "total", "annual", "5", form_seq=n) for n in seqs]
    rows += [funding(f"s{n}", "fiscal", "annual", "5", form_seq=n) for n in seqs if n <= count - lacking]
    return [form(n, "project_target") for n in seqs], rows


def _owed(bench: Bench, forms: list[Row], rows: list[Row]) -> list[Row]:
    return bench.chain(("funding_stage", "check_funding_owed"), int_evaluation=forms, int_funding=rows)


@pytest.mark.parametrize(("count", "lacking", "said"), [(6, 1, ["t6"]), (6, 0, []), (6, 2, ["t5", "t6"]), (6, 3, []), (3, 1, [])])
def test_a_form_without_the_sources_of_all_others(bench: Bench, count: int, lacking: int, said: list[str]) -> None:
    forms, rows = _forms(count, lacking=lacking)
    found = _owed(bench, forms, rows)

    assert sorted(row["evidence"][0] for row in found if row["rule_id"] == "PF-17-3" and row["status"] == "fail") == said


@pytest.mark.parametrize(
    ("amount", "phases", "found"),
    [("5", ["initial_budget", "executed"], ["t"]), ("0", ["initial_budget", "executed"], []), ("5", [], []), ("5", ["initial_budget"], [])],
    ids=["all others print them", "no money", "no other phase", "another lacks them"],
)
def test_a_phase_without_the_sources_that_all_others_print(bench: Bench, amount: str, phases: list[str], found: list[str]) -> None:
    rows = [funding("t", "total", "annual_budget", amount)]
    rows += [funding(f"t{phase}", "total", phase, "5") for phase in ("initial_budget", "executed") if phases]
    rows += [funding(f"s{phase}", "fiscal", phase, "5") for phase in phases]
    said = [row for row in _owed(bench, [form()], rows) if row["rule_id"] == "PF-17-3" and row["status"] == "fail"]

    assert [row["evidence"][0] for row in said] == found
    assert all("本表其他阶段都印有" in row["explanation"] for row in said)


@pytest.mark.parametrize(("whole", "found"), [("5", []), ("9", ["t"])])
def test_the_whole_project_s_money_that_is_the_year_s_has_its_sources(bench: Bench, whole: str, found: list[str]) -> None:
    rows = [funding("t", "total", "term", whole), funding("y", "total", "annual", "5"), funding("s", "fiscal", "annual", "5")]
    said = [row for row in _owed(bench, [form(kind="project_target")], rows) if row["rule_id"] == "PF-17-3" and row["status"] == "fail"]
    assert [row["evidence"][0] for row in said] == found


def test_the_source_that_it_lacks_is_named(bench: Bench) -> None:
    forms, rows = _forms(6, lacking=1)
    (row,) = [r for r in _owed(bench, forms, rows) if r["status"] == "fail"]

    assert (row["candidate_kind"], row["candidate_fact_id"], row["severity"]) == ("missing_row", "s1", "notice")


def test_what_is_printed_under_another_name_is_a_source(bench: Bench) -> None:
    forms, rows = _forms(6, lacking=1)
    rows.append(funding("s6", "", "annual", "5", form_seq=6, source_label="市级支出") | {"source": None})

    assert "fail" not in {row["status"] for row in _owed(bench, forms, rows)}


@pytest.mark.parametrize(("fiscal", "other", "said"), [("80", "20", "pass"), ("100", "20", "fail"), ("", "20", "pass")])
def test_this_year_s_fiscal_money_is_part_of_fiscal_money(bench: Bench, fiscal: str, other: str, said: str) -> None:
    rows = [funding("a", "total", "annual", "100"), funding("b", "fiscal_current_year", "annual", "80"), funding("c", "other", "annual", other)]
    rows += [funding("d", "fiscal", "annual", fiscal)] if fiscal else []
    found = bench.found("check_funding_sum", int_evaluation=[form(kind="project_target")], int_funding=rows)

    assert found["PF-04:a"][0] == said


@pytest.mark.parametrize(("lacks", "named"), [("20", "s6"), ("-20", None)])
def test_a_source_is_lacking_where_the_total_is_more(bench: Bench, lacks: str, named: str | None) -> None:
    forms, rows = _forms(6, lacking=0)
    rows += [funding(f"o{n}", "other", "annual", "0", form_seq=n) for n in range(1, 6)]
    rows[5] |= funding("t6", "total", "annual", str(5 + int(lacks)), form_seq=6)
    found = bench.chain(("funding_stage", "check_funding_sum"), int_evaluation=forms, int_funding=rows)

    assert [row["candidate_fact_id"] for row in found if row["status"] == "fail"] == ["o1" if named else None]


GRID = {"机关运转": ("30", "30", "0"), "审计事务": ("50", "20", "30"), "培训": ("5", "5", "0"), "金额合计": ("85", "55", "30")}


def _grid(**changed: tuple[str, str, str]) -> list[Row]:
    """Tasks below one another, their money in three columns; an empty row is left out."""
    return [
        funding(f"{task}{column}", "total" if task == "金额合计" else "", column, f"{printed}.00", source_label=task, phase_label=column)
        | {"source": "total" if task == "金额合计" else None}
        for task, amounts in (GRID | changed).items()
        for column, printed in zip(("总额", "财政拨款", "其他资金"), amounts, strict=True)
        if printed
    ]


@pytest.mark.parametrize(
    ("changed", "failed"),
    [
        ({}, {}),
        ({"审计事务": ("50", "26", "30")}, {"PF-04-5:金额合计财政拨款": -6, "PF-04-6:审计事务总额": -6}),
        ({"金额合计": ("86", "55", "30")}, {"PF-04-5:金额合计总额": 1, "PF-04-6:金额合计总额": 1}),
        ({"培训": ("", "", "")}, {"PF-04-5:金额合计总额": 5, "PF-04-5:金额合计财政拨款": 5}),  # a row is gone
        ({"金额合计": ("99", "67", "31")}, {"PF-04-6:金额合计总额": 1}),  # nothing says that these are all tasks
    ],
)
def test_money_by_task(bench: Bench, changed: dict[str, tuple[str, str, str]], failed: dict[str, int]) -> None:
    found = bench.chain(("funding_grid", "check_funding_grid"), int_evaluation=[form(kind="department_target")], int_funding=_grid(**changed))

    assert {row["check_id"]: row["difference"] for row in found if row["status"] == "fail"} == failed
    assert {row["rule_id"] for row in found} == {"PF-04-5", "PF-04-6"}


def test_money_by_task_is_no_list_of_sources(bench: Bench) -> None:
    found = bench.chain(("funding_grid", "check_funding_sum"), int_evaluation=[form(kind="department_target")], int_funding=_grid())

    assert found == []


def test_parts_of_one_line_are_told_in_one_order(bench: Bench) -> None:
    rows = [funding(name, source, "annual", printed) for name, source, printed in (("a", "total", "9"), ("b", "fiscal", "7"), ("c", "other", "2"))]
    given = {"int_evaluation": [form(kind="project_target")]}
    told = {
        row["explanation"] for order in (rows, rows[::-1]) for row in bench.rows("check_funding_sum", int_funding=order, **given)
    }

    assert len(told) == 1


def _sums(bench: Bench, **printed: str) -> dict[str, str]:
    """The status of each sum of a form that prints these amounts by source; ``x…`` are of none that is known."""
    rows = [funding(name, "" if name[0] == "x" else name, "annual", amount) for name, amount in printed.items()]
    rows = [row | {"source": row["source"] or None} for row in rows]
    found = bench.found("check_funding_sum", int_evaluation=[form(kind="department_target")], int_funding=rows)
    return {key.partition(":")[0]: status for key, (status, _) in found.items()}


def test_other_expenditure_is_no_source_where_none_is_printed(bench: Bench) -> None:
    assert _sums(bench, total="100", basic="60", project="35", other="5") == {"PF-04-2": "pass"}
    assert _sums(bench, total="100", basic="60", project="30", other="5") == {"PF-04-2": "fail"}
    assert _sums(bench, total="100", basic="60", project="40", fiscal="95", other="5") == {"PF-04": "pass", "PF-04-2": "pass"}
    assert _sums(bench, total="100", fiscal="90", other="5") == {"PF-04": "fail"}
    assert _sums(bench, total="100", other="95") == {"PF-04": "fail"}


def test_levels_of_government_beside_the_fiscal_money_that_come_to_the_total(bench: Bench) -> None:
    beside = {"fiscal_current_year": "70", "superior_subsidy": "20", "local": "6", "other": "4"}
    assert _sums(bench, total="100", **beside) == {"PF-04": "pass"}
    assert _sums(bench, total="74", **beside) == {"PF-04": "pass"}  # they are its parts
    assert _sums(bench, total="90", **beside) == {"PF-04": "fail"}


@pytest.mark.parametrize(("tasks", "status"), [("20", "not_applicable"), ("15", "fail")])
def test_the_total_of_tasks_is_not_that_of_the_form(bench: Bench, tasks: str, status: str) -> None:
    rows = [funding("a", "total", "annual", "90"), funding("b", "total", "annual", "50", source_label="合计")]
    rows += [funding(f"x{n}", "", "annual", amount) | {"source": None} for n, amount in enumerate(("30", tasks))]
    found = bench.chain(("funding_stage", "check_funding_sum"), int_evaluation=[form(kind="department_target")], int_funding=rows)

    assert {row["status"] for row in found if row["rule_id"] == "PF-04-3"} == {status}


@pytest.mark.parametrize(("again", "said"), [("171.41", "pass"), ("60.80", "pass")])
def test_a_source_printed_once_more_among_tasks_is_no_part(bench: Bench, again: str, said: str) -> None:
    printed = [("a", "total", "171.41"), ("b", "project", "60.80"), ("c", "basic", "110.61"), ("d", "basic", again)]
    rows = [funding(name, source, "annual", amount, source_line=line) for line, (name, source, amount) in enumerate(printed)]
    assert bench.found("check_funding_sum", int_funding=rows, stg_evaluations=[form()], int_evaluation=[form()])["PF-04-2:a"][0] == said
    wrong = [*rows[:2], funding("c", "basic", "annual", "100.61", source_line=2), rows[3]]
    assert bench.found("check_funding_sum", int_funding=wrong, stg_evaluations=[form()], int_evaluation=[form()])["PF-04-2:a"][0] == "fail"
