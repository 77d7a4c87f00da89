"""SC-09: one figure of one subject is printed in one unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import pytest

from tests.checks.conftest import Bench

_YUAN = {"元": 1, "万元": 10_000}


def _table(seq: int, unit: str, **amounts: str) -> list[dict[str, Any]]:
    return [
        {
            "document_id": "d", "table_seq": seq, "table_title": f"表{seq}", "cell_id": f"{seq}{name}", "subject_name": name,
            "name_key": name, "amount_printed": amount, "amount": Decimal(amount), "unit": unit,
            "amount_in_yuan": Decimal(amount) * _YUAN[unit], "is_rate": False, "source_line": seq,
        }
        for name, amount in amounts.items()
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tables", "evidence"),
    [
        ([_table(1, "万元", 合计="1234.56"), _table(2, "万元", 合计="1234.56")], []),
        ([_table(1, "万元", 合计="1234.56"), _table(2, "元", 合计="12345600")], []),
        ([_table(1, "万元", 合计="1234.56"), _table(2, "元", 合计="1234.56")], ["2合计", "1合计"]),
        ([_table(1, "元", 合计="1234.56"), *(_table(n, "万元", 合计="1234.56") for n in (2, 3))], ["1合计", "2合计"]),
        ([_table(1, "万元", 合计="1234.56"), _table(2, "元", 会议费="1234.56")], []),  # another subject
        ([_table(1, "万元", 合计="120.00", 费="1234.56"), _table(2, "元", 合计="120.00")], []),  # a figure that stands there by chance
        # As many are the same money.
        ([_table(1, "万元", 合计="1234.56", 办公费="5678.91"), _table(2, "元", 合计="12345600", 办公费="5678.91")], []),
    ],
)
def test_one_figure_has_one_unit(bench: Bench, tables: list[list[dict[str, Any]]], evidence: list[str]) -> None:
    (row,) = bench.chain(("unit_slip", "check_table_unit"), int_amount_cell=[cell for table in tables for cell in table])

    assert (row["check_id"], row["status"]) == ("SC-09:d", "fail" if evidence else "pass")
    assert row["evidence"] == evidence


def test_the_finding_names_the_table_and_both_units(bench: Bench) -> None:
    cells = [*_table(1, "万元", 合计="1234.56"), *_table(2, "元", 合计="1234.56")]
    (row,) = bench.chain(("unit_slip", "check_table_unit"), int_amount_cell=cells)

    assert row["explanation"] == "表的单位：《表2》以元列示，“合计”等 1 个数与以万元列示的《表1》完全相同。"


@pytest.mark.parametrize(
    ("unit", "amount", "others", "status"),
    [
        ("元", "712.49", 3, "fail"),
        ("元", "71249.00", 3, "pass"),  # so much may be
        ("元", "712.49", 2, "pass"),  # two tables are no habit
        ("万元", "900", 3, "pass"),  # the three publics
        ("万元", "90000", 3, "fail"),
    ],
)
def test_the_one_table_in_another_unit_has_amounts_that_can_be(bench: Bench, unit: str, amount: str, others: int, status: str) -> None:
    other = {"元": "万元", "万元": "元"}[unit]
    tables = [_table(1, unit, 服务=amount), *(_table(n, other, 合计=f"{n}23400.00") for n in range(2, 2 + others))]
    (row,) = bench.chain(("unit_slip", "check_table_unit"), int_amount_cell=[cell for table in tables for cell in table])

    assert (row["status"], row["evidence"]) == (status, ["1服务"] if status == "fail" else [])


def test_the_amount_that_cannot_be_is_said(bench: Bench) -> None:
    tables = [_table(1, "元", 服务="712.49"), *(_table(n, "万元", 合计=f"{n}234.50") for n in (2, 3, 4))]
    (row,) = bench.chain(("unit_slip", "check_table_unit"), int_amount_cell=[cell for table in tables for cell in table])

    assert row["explanation"] == "表的单位：《表1》以元列示，最大的数是 712.49 元，其他 3 张表以另一单位列示。"


@pytest.mark.parametrize(
    ("unit", "others", "evidence"),
    [
        ("元", {"甲": "300", "乙": "20", "丙": "9000"}, ["2丙", "1丙"]),
        ("元", {"甲": "300", "乙": "20"}, []),  # two subjects may be so small
        ("元", {"甲": "300", "乙": "20", "丙": "9000000"}, []),  # of one it is the other way round
        ("元", {"甲": "300", "乙": "20", "丙": "30000"}, []),  # thirty times
        ("万元", {"甲": "300", "乙": "20", "丙": "9000"}, []),
    ],
)
def test_three_subjects_alike_in_digits_are_not_thousands_of_times_apart(
    bench: Bench, unit: str, others: dict[str, str], evidence: list[str]
) -> None:
    cells = [*_table(1, "万元", 甲="100", 乙="10", 丙="1000"), *_table(2, unit, **others)]
    (row,) = bench.chain(("unit_slip", "check_table_unit"), int_amount_cell=cells)

    assert row["evidence"] == evidence
    assert not evidence or row["explanation"] == "表的单位：《表2》以元列示，“丙”等 3 个数与以万元列示的《表1》大小相近。"


def test_a_count_of_things_is_no_money(bench: Bench) -> None:
    counts = [cell | {"unit": "数量"} for cell in _table(2, "元", 甲="300", 乙="20", 丙="9000")]
    (row,) = bench.chain(("unit_slip", "check_table_unit"), int_amount_cell=[*_table(1, "万元", 甲="100", 乙="10", 丙="1000"), *counts])

    assert row["status"] == "pass"


def test_of_two_tables_that_of_the_rarer_unit_is_named(bench: Bench) -> None:
    wrong = _table(1, "元", 合计="1234.56")
    others = [*_table(2, "万元", 合计="1234.56"), *_table(3, "万元", 费="5"), *_table(4, "万元", 费="6")]
    (row,) = bench.chain(("unit_slip", "check_table_unit"), int_amount_cell=[*wrong, *others])

    assert row["evidence"] == ["1合计", "2合计"]


@pytest.mark.parametrize(
    ("stated", "evidence"),
    [
        (("1234.56", "234.51"), ["1会议费", "s2"]),
        (("1234.56",), []),  # one amount may be another
        (("1234.56", "234.51", "0.099"), []),  # and one is said as printed
    ],
)
def test_the_text_says_the_amounts_of_a_table_in_another_unit(bench: Bench, stated: tuple[str, ...], evidence: list[str]) -> None:
    cells = [*_table(1, "元", 合计="1234.56", 会议费="234.51", 费="990.5"), *_table(2, "万元", 别="1")]
    cells[2]["amount"], cells[2]["amount_in_yuan"] = Decimal(990), Decimal(990)
    said = [
        {
            "document_id": "d", "stated_amount_id": f"s{n}", "amount_printed": amount, "unit": "万元",
            "amount_yuan": Decimal(amount) * 10_000,
        }
        for n, amount in enumerate(stated, 1)
    ]  # fmt: skip
    (row,) = bench.chain(("unit_slip", "check_table_unit"), int_amount_cell=cells, int_statement=said)

    assert row["evidence"] == evidence
    assert not evidence or row["explanation"] == "表的单位：《表1》以元列示，其中 234.51 元等 2 个数，文字说明写作 234.51万元等。"


def test_sums_that_fail_by_it_have_the_unit_for_their_cause(checks: duckdb.DuckDBPyConnection) -> None:
    failed = "from fct_check where document_id = 'unit' and status = 'fail' and rule_id in ('BX-02', 'SC-09')"
    found = checks.execute(f"select rule_id, candidate_kind, candidate_fact_id, explanation {failed}").fetchall()
    roots = checks.execute(f"select count(distinct root_id) {failed}").fetchone()

    said = {rule: (kind, explanation) for rule, kind, _, explanation in found}
    assert said["BX-02"][0] == "unit"
    assert "（疑为《支出总表》的单位有误）" in said["BX-02"][1]
    assert len({fact for _, _, fact, _ in found}) == 1
    assert roots == (1,)


@pytest.mark.parametrize(
    ("stated", "expected", "evidence", "found"),
    [
        (9876, "98760000", ["s", "2费"], None),  # not a figure of that table
        (98760000, "9876", ["s", "1费"], "1合计"),
        (9876, "98760000", ["s", "1费"], "1合计"),
        (9876, "9875", ["s", "1费"], None),  # what differs by less has another reason
        (9876, "0", ["s", "1费"], None),
    ],
)
def test_what_differs_from_a_table_in_the_wrong_unit_says_so(
    bench: Bench, stated: int, expected: str, evidence: list[str], found: str | None
) -> None:
    cells = [*_table(1, "元", 合计="1234.56", 费="98.76"), *_table(2, "万元", 合计="1234.56", 费="9876")]
    slips = [{"document_id": "d", "table_seq": 1, "evidence": ["1合计", "2合计"]}]
    failed = {
        "check_id": "c", "rule_id": "NT-01", "document_id": "d", "status": "fail", "severity": "error", "stated": Decimal(stated),
        "expected": Decimal(expected), "difference": Decimal(stated) - Decimal(expected), "evidence": evidence,
    }  # fmt: skip
    rows = bench.rows("check_candidate", check_result=[failed], unit_slip=slips, int_amount_cell=cells)

    assert [(row["candidate_kind"], row["candidate_fact_id"]) for row in rows] == (
        [("unit", found)] if found else []
    )
