"""missing_within: what a table that prints all parts with no less has more, if one subject alone may be what is lacking."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Bench

Row = dict[str, Any]
OFFICE = {"30201": 20, "30207": 10, "30228": 9}
BASIC = {"30201": 50, "30207": 10, "30228": 12, "30231": 5, "30299": 40}


def _table(seq: int, subjects: dict[str, int]) -> dict[str, list[Row]]:
    """Goods and services (row 1) and what is below them."""
    given: dict[str, list[Row]] = {"int_amount_cell": [], "int_amount_row": []}
    for row_seq, (code, amount) in enumerate({"302": 1000, **subjects}.items(), 1):
        place = {"document_id": "d", "table_seq": seq, "row_seq": row_seq, "subject_code": code, "subject_name": f"科目{code}"}
        given["int_amount_row"].append(place | {"side": "", "parent_row_seq": None if code == "302" else 1})
        cell = {
            "cell_id": f"t{seq}r{row_seq}", "lane": "", "column_seq": 1, "subject_system": "department_economic", "is_rate": False,
            "table_title": f"表{seq}", "amount_in_yuan": amount,
        }  # fmt: skip
        given["int_amount_cell"].append(place | cell)
    return given


def _found(bench: Bench, own: dict[str, int], *others: dict[str, int], **verdict: Any) -> list[tuple[str, str]]:
    failed = {
        "check_id": "c", "rule_id": "hierarchy", "document_id": "d", "table_seq": 1, "lane": "", "row_seq": 1, "column_seq": 1,
        "status": "fail", "gap_in_yuan": 30,
    }  # fmt: skip
    tables = [_table(seq, subjects) for seq, subjects in enumerate((own, *others), 1)]
    given = {name: [row for table in tables for row in table[name]] for name in tables[0]}
    found = bench.rows("missing_within", **given, identity_verdict=[failed | verdict])
    return [(row["candidate_fact_id"], row["subject_name"]) for row in found]


@pytest.mark.parametrize(
    ("own", "others", "found"),
    [
        (OFFICE, [BASIC], [("t2r6", "科目30299")]),
        (OFFICE, [BASIC, BASIC], [("t2r6", "科目30299")]),
        (OFFICE, [BASIC | {"30231": 30}], []),  # which of two?
        (OFFICE, [BASIC, BASIC | {"30299": 0, "30231": 30}], []),
        (OFFICE, [BASIC | {"30299": 29}], []),  # less than what is lacking
        (OFFICE | {"30201": 51}, [BASIC], []),  # a part is more than there
        (OFFICE | {"30205": 1}, [BASIC], []),  # a part that is not there
        (OFFICE | {"30299": 1}, [BASIC], []),  # it is listed
        ({"30201": 20}, [BASIC], []),  # one part in common
        (OFFICE, [BASIC | {"3029901": 40, "30299": 0}], []),  # another level
    ],
)
def test_the_one_subject_that_may_be_lacking(
    bench: Bench, own: dict[str, int], others: list[dict[str, int]], found: list[tuple[str, str]]
) -> None:
    assert _found(bench, own, *others) == found


@pytest.mark.parametrize("verdict", [{"gap_in_yuan": -30}, {"status": "pass"}, {"rule_id": "row_sum"}])
def test_only_sums_of_rows_that_lack_something(bench: Bench, verdict: Row) -> None:
    assert _found(bench, OFFICE, BASIC, **verdict) == []
