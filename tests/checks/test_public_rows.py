"""NT-01: what the text says of one of the three publics, beside a table that has a row for each of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.conftest import Bench
from tests.checks.rows import Row, document, line, statement

ROWS = (("合计", "30.80", "25.70"), ("因公出国(境)费", "0.00", "0.00"), ("公务接待费", "14.80", "16.30"), ("其中:公务用车运行维护费", "16.00", "9.40"))


def table() -> list[Row]:
    """A table of the three publics, a row for each and columns of budgets and of final amounts."""
    found = []
    for n, (name, *printed) in enumerate(ROWS):
        for m, (column, amount) in enumerate(zip(("预算数", "决算数"), printed, strict=True)):
            found.append(
                line(
                    f"l{n}{m}", amount, "万元", subject_name=name, table_type="three_public", table_title="三公经费表", measure="total",
                    measure_label=column, row_role="total" if n == 0 else "item", step=Decimal("0.01"), step_yuan=Decimal(100),
                )
            )  # fmt: skip
    return found


def found(bench: Bench, *said: Row) -> dict[str, str]:
    rows = bench.rows(
        "check_statement",
        int_document=[document(fiscal_year=2020)],
        document_scope=[{"document_id": "d", "scope_id": "d"}],
        int_budget_line=table(),
        int_statement=list(said),
    )
    return {row["check_id"].removeprefix("NT-01:"): row["status"] for row in rows}


HOLDS = (statement(8, "三公经费支出预算", "30.80"), statement(9, "三公经费支出决算", "25.70", role="final"))


@pytest.mark.parametrize(
    ("name", "amount", "role", "said"),
    [
        ("公务接待费支出决算", "16.30", "final", "pass"),
        ("公务接待费支出决算", "14.80", "final", "fail"),  # its budget
        ("公务接待费支出预算", "14.80", "current", "pass"),
        ("公务接待费支出预算", "16.30", "current", "fail"),
        ("公务接待费支出", "16.30", "current", "pass"),
        ("公务接待费支出", "14.80", "current", "pass"),
        ("公务接待费支出", "15.00", "current", "fail"),
        ("公务用车运行维护费支出", "9.40", "part", "pass"),
        ("公务用车运行维护费支出", "9.70", "part", "fail"),
        ("一般公共预算财政拨款“三公”经费支出决算", "25.90", "final", "fail"),
        ("公务接待费支出", "0", "current", None),  # what was spent, beside a budget
        ("国内公务接待费外的支出", "15.00", "current", None),
        ("公务接待费支出", "15.00", "last_year", None),
    ],
)
def test_of_the_row_that_bears_its_name_in_a_column_of_its_stage(bench: Bench, name: str, amount: str, role: str, said: str | None) -> None:
    assert found(bench, *HOLDS, statement(1, name, amount, role=role)).get("s1") == said


def test_of_another_year_is_not_held(bench: Bench) -> None:
    of_2019 = statement(1, "公务接待费支出", "15.00", stated_year=2019)
    assert "s1" not in found(bench, *HOLDS, of_2019)
    assert found(bench, *HOLDS, of_2019 | {"stated_year": 2020})["s1"] == "fail"
