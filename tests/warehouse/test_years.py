"""Through the years: subjects that moved, amounts of the year before that a document states, projects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from gongkai.warehouse.plan import Plan
from loaders import records
from loaders.intake import runner
from tests.warehouse import samples

AGENCY = "甲乙县应急管理局"
PAGES = {
    "2018": "科目编码 科目名称 合计|2150605 安全监管监察专项 70|2080505 机关事业单位基本养老保险缴费支出 20|210 卫生健康支出 10|- 合计 100",
    "2019": "科目编码 科目名称 2018年预算数 2019年预算数|2240101 行政运行 70 90|2080505 机关事业单位基本养老保险缴费支出 30 30|- 合计 100 120",
}


def page(year: str, table: str) -> str:
    cells = [["" if cell == "-" else cell for cell in row.split(" ")] for row in table.split("|")]
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    title = f"{AGENCY}{year}年部门预算"
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1>'
        f"<p>部门支出总体情况表</p><p>单位：元</p><table>{rows}</table></body></html>"
    )


def said() -> records.Parsed:
    """A budget whose text gives its change against last year."""
    parsed = samples.budget()
    stated = replace(
        parsed.stated_amounts[0], subject_name="支出预算", role="current", part_of="", stated_year="", subject_code="",
        change_base="上年预算",
    )  # fmt: skip
    return replace(parsed, stated_amounts=[stated])


def targets() -> records.Parsed:
    """The target form of the project that ``samples.self_evaluation`` evaluates."""
    parsed = samples.self_evaluation(total_score="", rating="")
    return replace(
        parsed,
        evaluations=[replace(form, form_type="project_target") for form in parsed.evaluations],
        funding=[replace(row, phase="annual", score="", execution_rate="") for row in parsed.funding],
        indicators=[replace(row, score="", actual_printed="", actual_value="") for row in parsed.indicators],
    )


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder: Path = tmp_path_factory.mktemp("years")
    (folder / "in").mkdir()
    for year, table in PAGES.items():
        (folder / "in" / f"{year}.html").write_text(page(year, table), encoding="utf-8")
    runner.run(folder / "in", folder / "staging")
    samples.stage(folder / "staging", "said", said(), "department_budget")
    samples.stage(folder / "staging", "target", targets(), "performance_target")
    samples.stage(folder / "staging", "result", samples.self_evaluation(), "performance_self_evaluation")
    with duckdb.connect(":memory:") as connection:
        Plan(connection, folder / "staging").build(
            "agency_subject_year", "stated_history", "project_year", "agency_year"
        )
        yield connection


def test_a_subject_that_moved_stands_where_it_stands_today(years: duckdb.DuckDBPyConnection) -> None:
    found = years.execute(
        "select fiscal_year, class_code, amount_yuan, moved_yuan, is_comparable, previous_amount_yuan from agency_subject_year "
        "where agency_id like ? order by fiscal_year, class_code",
        [f"%{AGENCY}"],
    ).fetchall()
    assert found == [
        (2018, "208", 20, 0, True, None),
        # Only the class is printed, and food and drug control has left it.
        (2018, "210", 10, 0, False, None),
        (2018, "224", 70, 70, True, None),
        (2019, "208", 30, 0, True, 20),
        (2019, "224", 90, 0, True, 70),
    ]


def test_what_is_said_of_last_year_is_history_and_no_sum(years: duckdb.DuckDBPyConnection) -> None:
    found = years.execute(
        "select fiscal_year, stage, thing, amount_yuan, ground, stated_in_year from stated_history order by fiscal_year"
    ).fetchall()
    assert found == [
        (2018, "budget", "expenditure", 100, "column", 2019),
        (2024, "budget", "expenditure", 1500, "sentence", 2025),
    ]
    assert years.execute(
        "select expenditure_yuan, previous_expenditure_yuan, stated_previous_expenditure_yuan from agency_year "
        "where fiscal_year = 2019"
    ).fetchall() == [(120, 100, 100)]


def test_a_project_is_its_target_and_its_result(years: duckdb.DuckDBPyConnection) -> None:
    found = years.execute(
        "select project_name, fiscal_year, target_yuan, executed_yuan, target_indicator_count, scored_indicator_count, "
        "met_indicator_count, total_score, rating, len(evaluation_ids) from project_year"
    ).fetchall()
    assert found == [("无障碍改造", 2023, 155000, 155000, 2, 2, 1, Decimal("95.5"), "优", 2)]
