"""Money that adds up: the smallest amounts of a document are its printed total, or it has none and says why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from loaders import records
from tests.warehouse import distinct_samples, samples
from tests.warehouse.conftest import modelled
from tests.warehouse.distinct_samples import SPLIT, TOTAL, Columns, Draft, Row

CODED: list[Row] = [
    ("208", "社会保障和就业支出", "1", ("70.00", "40.00", "30.00")),
    ("20811", "残疾人事业", "2", ("70.00", "40.00", "30.00")),
    ("2081101", "行政运行", "3", ("40.00", "40.00", "")),
    ("2081105", "残疾人就业", "3", ("30.00", "", "30.00")),
    ("221", "住房保障支出", "1", ("30.00", "30.00", "")),
    ("", "合计", "0", ("100.00", "70.00", "30.00")),
]
REVENUE: list[Row] = [
    ("", "一、一般公共预算拨款收入", "1", ("95.00",)),
    ("", "二、事业收入", "1", ("5.00",)),
    ("", "收入总计", "0", ("100.00",)),
]


def budget(
    rows: list[Row], *, total: str = "100.00", columns: Columns = SPLIT, unit: str = "万元"
) -> records.Parsed:
    """收支总表 with its totals, and 支出总表 with ``rows``."""
    draft = Draft(unit).table("revenue_expenditure_summary", "收支总表", TOTAL, REVENUE, side="revenue")
    draft.table(
        "revenue_expenditure_summary",
        "收支总表",
        TOTAL,
        [("", "社会保障和就业支出", "1", ("70.00",)), ("", "支出总计", "0", (total,))],
        side="expenditure",
    )
    return draft.table("expenditure_summary", "支出总表", columns, rows).parsed


def without_codes() -> records.Parsed:
    """Rows that only their level tells apart."""
    rows = [
        ("", name, level, amounts)
        for (_, name, level, amounts) in CODED
    ]  # fmt: skip
    return budget(rows)


def rounded() -> records.Parsed:
    """Parts in 万元 that miss the total by what rounding explains."""
    rows = [(c, n, s, ("30.01", "30.01", "") if c == "221" else a) for c, n, s, a in CODED]
    return budget(rows)


def damaged() -> records.Parsed:
    """One part is wrong: nothing adds up, at any level."""
    rows = [(c, n, s, ("39.00", "39.00", "") if c == "221" else a) for c, n, s, a in CODED]
    return budget(rows)


def corrected() -> records.Parsed:
    """The budget with another amount for housing, and one for health that wasn't there."""
    rows: list[Row] = [(c, n, s, ("20.00", "20.00", "") if c == "221" else a) for c, n, s, a in CODED]
    return budget([*rows[:5], ("210", "卫生健康支出", "1", ("10.00", "10.00", "")), rows[5]])


def expenditure_only() -> records.Parsed:
    """支出总表 without a 收支总表 beside it."""
    return Draft("万元").table("expenditure_summary", "支出总表", SPLIT, CODED).parsed


def narrow() -> records.Parsed:
    """A table of one kind of money, which its title names."""
    return Draft("万元").table("expenditure_summary", "单位资金支出预算表", SPLIT, CODED).parsed


def carried_beside() -> records.Parsed:
    """A table of revenue whose total leaves out the column of money carried over."""
    columns = (("total", "合计"), ("general_budget", "一般公共预算"), ("carryover", "上年结转"))
    rows: list[Row] = [("", "合计", "0", ("100.00", "100.00", "5.00"))]
    return Draft("万元").table("revenue_summary", "收入总表", columns, rows).parsed


def stage_all(folder: Path) -> Path:
    """Documents of agencies of their own, but for those that hold one another's money."""
    samples.stage(folder, "coded", budget(CODED), agency="甲局")
    samples.stage(folder, "copy", budget(CODED), agency="甲局")
    samples.stage(folder, "plain", without_codes(), agency="乙局")
    samples.stage(folder, "rounded", rounded(), agency="丙局")
    samples.stage(folder, "damaged", damaged(), agency="丁局")
    samples.stage(folder, "disagreeing", budget(CODED, total="110.00"), agency="戊局")
    samples.stage(folder, "final", distinct_samples.final_account(), "final_account", agency="己局")
    samples.stage(
        folder, "department", distinct_samples.mixed_department(), "department_budget", agency="庚局"
    )
    samples.stage(folder, "own-unit", budget(CODED), "unit_budget", agency="庚局")
    samples.stage(folder, "first", budget(CODED), "department_budget", agency="辛局")
    samples.stage(folder, "second", distinct_samples.carried_over(), "department_budget", agency="辛局")
    # Two different files, of which the second says that it corrects.
    samples.stage(folder, "plan", budget(CODED), "department_budget", agency="子局")
    samples.stage(folder, "plan-更正", corrected(), "department_budget", agency="子局")
    samples.stage(folder, "same", budget(CODED), "department_budget", agency="卯局")
    samples.stage(folder, "same-更正", budget(CODED), "department_budget", agency="卯局")
    # Revenue in one file, expenditure in another.
    samples.stage(folder, "half", budget(CODED, total="110.00"), "department_budget", agency="癸局")
    samples.stage(folder, "other-half", expenditure_only(), "department_budget", agency="癸局")
    samples.stage(folder, "narrow", narrow(), agency="丑局")
    samples.stage(folder, "carried-beside", carried_beside(), agency="寅局")
    samples.stage(folder, "forms", samples.self_evaluation(), "performance_self_evaluation", agency="壬局")
    return folder


@pytest.fixture(scope="module")
def money(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = modelled(
        tmp_path_factory.mktemp("money"),
        stage_all,
        "dim_document",
        "money_proof",
        "money_reason",
        "agency_year",
        "vintage_difference",
    )
    yield connection
    connection.close()


def sums(money: duckdb.DuckDBPyConnection, document: str, by: str) -> dict[object, Decimal]:
    """Expenditure of one document by a column."""
    found = money.execute(
        f"""select {by}, sum(amount_yuan) from fct_money
        where document_id = ? and side = 'expenditure' and breakdown <> 'economic' group by all""",
        [document],
    ).fetchall()
    return dict(found)


def status(money: duckdb.DuckDBPyConnection, document: str) -> str:
    row = money.execute("select money_status from dim_document where document_id = ?", [document]).fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.parametrize("document", ["coded", "plain", "rounded"])
def test_the_sum_is_the_printed_total(money: duckdb.DuckDBPyConnection, document: str) -> None:
    assert sum(sums(money, document, "subject_name").values()) == 1000000
    assert status(money, document) == "proved"


def test_the_smallest_amounts_are_taken_and_split(money: duckdb.DuckDBPyConnection) -> None:
    expected = {("2081101", "basic"): 400000, ("2081105", "project"): 300000, ("221", "basic"): 300000}
    assert sums(money, "coded", "(subject_code, basic_or_project)") == expected
    by_name = {"行政运行": 400000, "残疾人就业": 300000, "住房保障支出": 300000}
    assert sums(money, "plain", "subject_name") == by_name


def test_rounding_is_a_row_of_its_own(money: duckdb.DuckDBPyConnection) -> None:
    assert sums(money, "rounded", "kind") == {"amount": 1000100, "rounding": -100}
    row = money.execute(
        "select subject_name, budget_line_id in (select budget_line_id from int_budget_line where row_role = 'total') "
        "from fct_money where document_id = 'rounded' and kind = 'rounding'"
    ).fetchall()
    assert row == [(None, True)]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("damaged", "proved_revenue"),
        ("disagreeing", "proved_revenue"),
        ("forms", "no_summary"),
        ("narrow", "no_summary"),
    ],
)
def test_what_cannot_be_proved_has_no_rows_and_says_so(
    money: duckdb.DuckDBPyConnection, document: str, expected: str
) -> None:
    assert sums(money, document, "side") == {}
    assert status(money, document) == expected


def test_each_side_says_why(money: duckdb.DuckDBPyConnection) -> None:
    found = money.execute(
        "select document_id, money_status from money_proof where side = 'expenditure' and money_status <> 'proved' order by 1"
    ).fetchall()
    assert found == [
        ("carried-beside", "no_total"),
        ("damaged", "parts_disagree"),
        ("disagreeing", "totals_disagree"),
        ("half", "totals_disagree"),
    ]


def test_revenue_says_its_sources(money: duckdb.DuckDBPyConnection) -> None:
    found = money.execute(
        "select source, amount_yuan from fct_money where document_id = 'coded' and side = 'revenue' order by 2"
    ).fetchall()
    assert found == [("institution", 50000), ("general_budget", 950000)]


def test_money_carried_over_beside_the_total_is_not_in_it(money: duckdb.DuckDBPyConnection) -> None:
    found = money.execute(
        "select source, amount_yuan from fct_money where document_id = 'carried-beside'"
    ).fetchall()
    assert found == [("general_budget", 1000000)]


def test_a_final_account_is_what_was_received_and_spent_in_the_year(money: duckdb.DuckDBPyConnection) -> None:
    found = money.execute(
        "select side, stage, sum(amount_yuan) from fct_money where document_id = 'final' group by all order by 1"
    ).fetchall()
    assert found == [("expenditure", "final_account", 10100000), ("revenue", "final_account", 10000000)]


def test_the_same_money_is_counted_once(money: duckdb.DuckDBPyConnection) -> None:
    found = money.execute(
        "select document_id, any_value(not_counted_reason) from fct_money where not is_counted group by all order by 1"
    ).fetchall()
    assert found == [
        ("copy", "same_content"),
        ("first", "versions_undecided"),
        ("own-unit", "unit_in_department"),
        ("plan", "older_version"),
        ("same", "older_version"),
        ("second", "versions_undecided"),
    ]


def test_versions_are_kept_and_the_newest_is_counted(money: duckdb.DuckDBPyConnection) -> None:
    found = money.execute(
        "select document_id, vintage_seq, is_newest, ground from document_vintage order by document_id"
    ).fetchall()
    assert found == [
        ("first", 1, None, "undecided"),
        ("plan", 1, False, "revision"),
        ("plan-更正", 2, True, "revision"),
        ("same", 1, False, "revision"),
        ("same-更正", 2, True, "revision"),
        ("second", 2, None, "undecided"),
    ]


def test_what_versions_differ_in_is_listed(money: duckdb.DuckDBPyConnection) -> None:
    found = money.execute(
        """select earlier_document_id, subject_name, measure, earlier_amount_yuan, amount_yuan, difference_yuan
        from vintage_difference where document_id = 'plan-更正' order by subject_name, measure"""
    ).fetchall()
    assert found == [
        ("plan", "住房保障支出", "basic", 300000, 200000, -100000),
        ("plan", "住房保障支出", "total", 300000, 200000, -100000),
        ("plan", "卫生健康支出", "basic", None, 100000, 100000),
        ("plan", "卫生健康支出", "total", None, 100000, 100000),
    ]


def test_every_reason_is_explained_in_two_languages(money: duckdb.DuckDBPyConnection) -> None:
    money.execute(
        "create temp table given as select 'money_status' as kind, money_status as code from dim_document"
    )
    money.execute("insert into given select 'not_counted_reason', not_counted_reason from fct_money")
    unknown = money.execute(
        "select distinct code from given where code is not null and (kind, code) not in (select kind, code from money_reason)"
    ).fetchall()
    assert unknown == []


def test_one_row_per_agency_year_and_stage(money: duckdb.DuckDBPyConnection) -> None:
    found = money.execute(
        """select agency_name, stage, revenue_yuan, expenditure_yuan, basic_yuan, project_yuan, personnel_yuan, three_public_yuan
        from agency_year where agency_name in ('甲局', '丁局', '己局', '庚局', '辛局', '癸局', '子局') order by agency_name"""
    ).fetchall()
    assert found == [
        # One part is wrong: revenue only.
        ("丁局", "budget", 1000000, None, None, None, None, None),
        # The correction.
        ("子局", "budget", 1000000, 1000000, 700000, 300000, None, None),
        ("己局", "final_account", 10000000, 10100000, 8800000, 1300000, None, None),
        # The department and not its own unit beside it; staff costs and 三公 from their own tables.
        ("庚局", "budget", 10000000, 10000000, 6000000, 4000000, 4000000, 200000),
        # One of two copies.
        ("甲局", "budget", 1000000, 1000000, 700000, 300000, None, None),
        # Revenue from one file, expenditure from the other.
        ("癸局", "budget", 1000000, 1000000, 700000, 300000, None, None),
        # Two different files: nobody knows which.
        ("辛局", "budget", None, None, None, None, None, None),
    ]
