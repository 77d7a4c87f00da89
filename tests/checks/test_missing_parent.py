"""missing_parent: a row that another list of the document prints above rows which stand here without it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Bench

Row = dict[str, Any]
Printed = list[tuple[int, str]]  # depth and name of a row
WHOLE: Printed = [
    (1, "教育"), (2, "进修培训"), (3, "干部培训"), (1, "社保"), (2, "养老"), (3, "离退休"), (1, "卫生"), (2, "医疗"), (3, "单位医疗"),
    (1, "住房"), (2, "改革"), (3, "公积金"), (3, "购房补贴"),
]  # fmt: skip


def _list(seq: int, printed: Printed, *, has_codes: bool = False) -> list[Row]:
    """Rows of a table, each below the nearest one above it of less depth."""
    rows: list[Row] = []
    above: dict[int, int] = {}
    for n, (depth, name) in enumerate(printed, 1):
        above = {level: row for level, row in above.items() if level < depth}
        rows.append({
            "document_id": "d", "table_seq": seq, "side": "", "row_seq": n, "kind": "item", "name_key": name, "subject_name": name,
            "depth": depth, "parent_row_seq": above[max(above)] if above else None, "has_codes": has_codes,
        })  # fmt: skip
        above[depth] = n
    return rows


def _without(*names: str) -> Printed:
    return [(depth, name) for depth, name in WHOLE if name not in names]


def _given(*tables: list[Row]) -> dict[str, list[Row]]:
    rows = [row for table in tables for row in table]
    cells = [
        {
            "document_id": "d", "table_seq": row["table_seq"], "lane": row["side"], "row_seq": row["row_seq"], "name_key": row["name_key"],
            "subject_name": row["name_key"], "table_title": f"表{row['table_seq']}", "cell_id": f"t{row['table_seq']}r{row['row_seq']}",
        }
        for row in rows
    ]  # fmt: skip
    return {"int_amount_row": rows, "int_amount_cell": cells}


def _found(bench: Bench, *tables: list[Row]) -> list[tuple[str, list[int], str]]:
    found = bench.rows("missing_parent", **_given(*tables))
    return [(row["head_key"], row["row_seqs"], row["cell_id"]) for row in found]


@pytest.mark.parametrize("has_codes", [False, True])
def test_a_row_that_another_list_prints_above_it_is_missing(bench: Bench, has_codes: bool) -> None:
    other = _list(2, WHOLE, has_codes=has_codes)
    assert _found(bench, _list(1, WHOLE), other) == []
    assert _found(bench, _list(1, _without("进修培训")), other) == [("进修培训", [2], "t2r2")]
    assert _found(bench, _list(1, _without("改革")), other) == [("改革", [11, 12], "t2r11")]
    assert _found(bench, _list(1, _without("进修培训"), has_codes=True), other) == []  # codes say what is above


def test_a_list_that_leaves_a_level_out_misses_none(bench: Bench) -> None:
    own = _list(1, _without("进修培训", "改革"))  # two of four
    assert _found(bench, own, _list(2, WHOLE)) == []


def test_a_name_that_is_nearly_that_of_the_parent_is_the_parent(bench: Bench) -> None:
    renamed = [(depth, {"进修培训": "进修培训等"}.get(name, name)) for depth, name in WHOLE]
    assert _found(bench, _list(1, renamed), _list(2, WHOLE)) == []
    whole = [(depth, {"进修培训": "干部进修及各类培训"}.get(name, name)) for depth, name in WHOLE]
    near = [(depth, {"进修培训": "干部进修或各种培训"}.get(name, name)) for depth, name in WHOLE]
    assert _found(bench, _list(1, near), _list(2, whole)) == []


def test_lists_that_disagree_say_nothing(bench: Bench) -> None:
    third = [(1, "其他"), (2, "干部培训")]
    assert _found(bench, _list(1, _without("进修培训")), _list(2, WHOLE), _list(3, third)) == []


def test_what_stands_above_it_here_is_known_to_the_other_list(bench: Bench) -> None:
    """全省一般公共预算收入 in one list, 省本级一般公共预算收入 in the other: each has its own head."""
    own = [(depth, {"教育": "全省教育"}.get(name, name)) for depth, name in _without("进修培训")]
    assert _found(bench, _list(1, own), _list(2, WHOLE)) == []


def test_it_is_said_with_the_list_that_prints_it(bench: Bench) -> None:
    given = _given(_list(1, _without("进修培训")), _list(2, WHOLE))
    found = bench.chain(
        ("missing_parent", "incomplete_list", "check_table_rows"),
        **given,
        stg_tables=[
            {"document_id": "d", "table_seq": seq, "table_type": "expenditure_summary", "table_title": f"表{seq}", "source_line": 1}
            for seq in (1, 2)
        ],
        document_scope=[{"document_id": "d", "scope_id": "d"}],
    )
    (row,) = (row for row in found if row["rule_id"] == "CP-05")

    assert row["explanation"] == "《表1》：“干部培训”没有印出上级科目“进修培训”（《表2》有此行）。"
    assert (row["evidence"], row["candidate_kind"], row["candidate_fact_id"]) == (["t1r2"], "missing_row", "t2r2")


@pytest.mark.parametrize(("codes", "found"), [(["302", "30201", "301", "30101", "302", "30201"], 0), (["30201", "301", "30101", "302", "30201"], 1)])
def test_a_class_that_is_printed_again_further_down_stands_above_its_first_rows_too(bench: Bench, codes: list[str], found: int) -> None:
    rows = [
        {
            "document_id": "d", "table_seq": 1, "side": "", "row_seq": n, "kind": "item", "name_key": code, "subject_name": code, "subject_code": code,
            "subject_system": "department_economic", "has_codes": True,
        }
        for n, code in enumerate(codes, 1)
    ]  # fmt: skip
    given = _given() | {"int_amount_row": rows, "stg_tables": [{"document_id": "d", "table_seq": 1, "table_type": "basic_expenditure", "table_title": "表", "source_line": 1}]}
    (row,) = (row for row in bench.chain(("incomplete_list", "check_table_rows"), **given, document_scope=[{"document_id": "d", "scope_id": "d"}]) if row["rule_id"] == "CP-05")

    assert row["explanation"] == ("《表》：“30201”没有印出上级科目 302。" if found else row["explanation"])
    assert row["status"] == ("fail" if found else "pass")


@pytest.mark.parametrize(("second", "found"), [(["301", "30101", "302", "30201"], 0), (["301", "30101", "30201"], 1), (["30101", "30201"], 0)])
def test_codes_stand_below_their_class_in_the_list_of_each_agency(bench: Bench, second: list[str], found: int) -> None:
    """A list that doesn't begin with a class goes on with the one above it."""
    printed = ["甲局", "301", "30101", "302", "30201", "乙局", *second]
    rows = [
        {
            "document_id": "d", "table_seq": 1, "side": "", "row_seq": n, "kind": "unit" if name.endswith("局") else "item", "name_key": name,
            "subject_name": name, "subject_code": None if name.endswith("局") else name, "subject_system": "department_economic",
            "has_codes": True,
        }
        for n, name in enumerate(printed, 1)
    ]  # fmt: skip
    given = _given() | {"int_amount_row": rows}
    tables = [{"document_id": "d", "table_seq": 1, "table_type": "basic_expenditure", "table_title": "表", "source_line": 1}]
    scopes = [{"document_id": "d", "scope_id": "d"}]
    (row,) = (row for row in bench.chain(("incomplete_list", "check_table_rows"), **given, stg_tables=tables, document_scope=scopes) if row["rule_id"] == "CP-05")

    assert row["status"] == ("fail" if found else "pass")
    if found:
        assert row["explanation"] == "《表》：“30201”没有印出上级科目 302。"


@pytest.mark.parametrize(
    ("parts", "status", "words"),
    [
        (["公务接待费", "其中：公务用车运行费", "公务用车购置费"], "pass", "“其中：公务用车运行费”没有印出它所属的上级科目"),
        (["其中：公务接待费", "其中：公务用车运行费"], "pass", ""),  # of the total
        (["公务接待费", "其中：公务用车运行费"], "fail", ""),
    ],
)
def test_a_part_that_the_total_adds_up_has_lost_its_row(bench: Bench, parts: list[str], status: str, words: str) -> None:
    names = ["合计", *parts]
    place = {"document_id": "d", "table_seq": 1}
    rows = [
        place | {"side": "", "row_seq": n, "kind": "item" if n else "total", "depth": 1, "name_key": name, "subject_name": name}
        for n, name in enumerate(names)
    ]
    cells = [
        place | {"lane": "", "row_seq": n, "subject_name": name, "cell_id": f"r{n}", "amount": 1, "is_rate": False}
        for n, name in enumerate(names)
    ]
    total = place | {
        "check_id": "c", "rule_id": "column_total", "status": status, "stated": 9, "evidence": [f"r{n}" for n in range(len(names))],
    }  # fmt: skip
    given = {
        "int_amount_row": rows, "int_amount_cell": cells, "identity_verdict": [total],
        "stg_tables": [place | {"table_type": "three_public", "table_title": "表", "source_line": 1}],
        "document_scope": [{"document_id": "d", "scope_id": "d"}],
    }  # fmt: skip
    found = [row["explanation"] for row in bench.chain(("unheaded_part", "incomplete_list", "check_table_rows"), **given) if row["rule_id"] == "CP-05"]

    assert found == ([f"《表》：{words}。"] if words else [])


@pytest.mark.parametrize(
    ("units", "status", "words"),
    [
        ((20, 30, 40), "pass", "合计比所列各单位之和多 10 万元，疑缺一个单位的行"),
        ((20, 30, 50), "pass", ""),
        ((100, 20, 30, 50), "pass", ""),  # one above the others
        ((20, 30), "pass", ""),
        ((20, 30, 40), "fail", ""),
    ],
)
def test_a_list_by_agencies_whose_items_are_more_lacks_one(bench: Bench, units: tuple[int, ...], status: str, words: str) -> None:
    printed = [("合计", "total", 100), *((f"{n}局", "unit", amount) for n, amount in enumerate(units)), ("甲", "item", 60), ("乙", "item", 40)]
    place = {"document_id": "d", "table_seq": 1}
    cells = [
        place | {"lane": "", "row_seq": n, "column_seq": 1, "row_kind": kind, "subject_name": name, "cell_id": f"r{n}", "amount": amount}
        for n, (name, kind, amount) in enumerate(printed)
    ]
    rows = [
        place | {"side": "", "row_seq": n, "kind": kind, "name_key": name, "subject_name": name} for n, (name, kind, _) in enumerate(printed)
    ]
    total = place | {
        "check_id": "c", "rule_id": "column_total", "status": status, "lane": "", "row_seq": 0, "column_seq": 1, "stated": 100, "unit": "万元",
        "evidence": ["r0", f"r{len(printed) - 2}", f"r{len(printed) - 1}"],
    }  # fmt: skip
    given = {
        "int_amount_row": rows, "int_amount_cell": cells, "identity_verdict": [total],
        "stg_tables": [place | {"table_type": "project_expenditure", "table_title": "表", "source_line": 1}],
        "document_scope": [{"document_id": "d", "scope_id": "d"}],
    }  # fmt: skip
    found = [row["explanation"] for row in bench.chain(("lacking_unit", "incomplete_list", "check_table_rows"), **given) if row["rule_id"] == "CP-05"]

    assert found == ([f"《表》：{words}。"] if words else [])


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("公务用车购置及运行费", 9), ("其中：公务用车运行费", 5)], "“其中：公务用车运行费”少于其上级，没有印出“公务用车购置”的金额"),
        ([("公务用车购置和运行维护费", 9), ("公务用车购置费", 5)], "“公务用车购置费”少于其上级，没有印出“公务用车运行”的金额"),
        ([("公务用车购置及运行费", 9), ("其中：公务用车运行费", 9)], None),
        ([("公务用车购置及运行费", 9), ("其中：公务用车运行费", 5), ("公务用车购置费", 4)], None),
        (
            [("公务用车购置及运行费", 9), ("其中：公务用车运行费", 5), ("公务用车购置费", None)],
            "“其中：公务用车运行费”少于其上级，没有印出“公务用车购置”的金额",
        ),
        (
            [("公务用车费", 9), ("公务用车购置费", 0), ("其中：公务用车运行费", 5)],
            "“其中：公务用车运行费”少于其上级，没有印出“公务用车购置”的金额",
        ),
        ([("公务用车购置及运行费", 9), ("其中：公务用车运行费", 5), ("租车费", 4)], None),
        ([("公务用车保障费", 9), ("其中：公务用车运行费", 5)], None),
    ],
)
def test_of_purchase_and_operation_of_vehicles_neither_is_missing(bench: Bench, rows: list[tuple[str, int | None]], words: str | None) -> None:
    place = {"document_id": "d", "table_seq": 1}
    rows = [("公务接待费", 1), *rows]
    labels = [place | {"row_seq": n, "subject_name": name, "amount_count": int(amount is not None)} for n, (name, amount) in enumerate(rows)]
    cells = [
        place | {"lane": "", "row_seq": n, "column_seq": 1, "subject_name": name, "cell_id": f"r{n}", "amount": amount, "is_rate": False}
        | {"name_key": name, "unit": "万元"}
        for n, (name, amount) in enumerate(rows)
        if amount is not None
    ]
    given = {
        "int_amount_row": [place | {"side": "", "row_seq": n, "kind": "item", "name_key": name, "subject_name": name} for n, (name, _) in enumerate(rows)],
        "int_amount_cell": cells, "stg_row_labels": labels,
        "stg_tables": [place | {"table_type": "three_public", "table_title": "表", "source_line": 1}],
        "document_scope": [{"document_id": "d", "scope_id": "d"}],
    }  # fmt: skip
    found = [row["explanation"] for row in bench.chain(("vehicle_gap", "incomplete_list", "check_table_rows"), **given) if row["rule_id"] == "CP-05"]

    assert found == ([f"《表》：{words}。"] if words else [])
