"""CP-11: a total that no reading of its rows gives is said once for its list; so is a total without rows."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Bench

Row = dict[str, Any]


def _verdict(check: str, stated: int, expected: int, reason: str | None, rule: str = "column_total") -> Row:
    return {
        "check_id": check, "rule_id": rule, "document_id": "d", "table_seq": 1, "lane": "", "left_count": 1, "unit": "万元",
        "stated": stated, "expected": expected, "reason_code": reason, "evidence": [check, "other"],
    }  # fmt: skip


def _rows(bench: Bench, verdicts: list[Row], kinds: tuple[str, ...] = ("total", "item"), table_type: str = "expenditure_summary", measure: str = "total") -> list[Row]:
    cells = [
        {
            "cell_id": f"r{n}", "document_id": "d", "table_seq": 1, "lane": "", "row_kind": kind, "amount": 7 * n, "unit": "万元",
            "is_rate": False, "table_type": table_type, "measure": measure,
        }
        for n, kind in enumerate(kinds, 1)
    ]  # fmt: skip
    lines = [{"document_id": "d", "budget_line_id": key, "source_line": 3, "subject_name": "小类"} for key in ("a", "b", "r1", "r2")]
    tables = [{"document_id": "d", "table_seq": 1, "table_title": "支出表"}]
    return bench.rows(
        "check_unproved_total", identity_verdict=verdicts, int_amount_cell=cells, int_budget_line=lines, stg_tables=tables
    )


def test_the_total_that_lacks_most_is_named_once(bench: Bench) -> None:
    verdicts = [_verdict("a", 50, 49, "relation_not_adopted"), _verdict("b", 90, 60, "relation_not_adopted")]
    (row,) = _rows(bench, verdicts)

    assert (row["status"], row["severity"], row["evidence"], row["difference"]) == ("fail", "notice", ["b"], 30)
    assert row["explanation"] == "《支出表》：印出的合计 90 万元没有得到证实：按所列各行相加为 60 万元。"


@pytest.mark.parametrize("reason", ["unread_cells", "parts_blank"])
def test_what_could_not_be_judged_is_no_proof(bench: Bench, reason: str) -> None:
    (row,) = _rows(bench, [_verdict("a", 50, 50, reason)])
    assert (row["status"], row["reason_code"], row["difference"]) == ("not_applicable", reason, None)

    (row,) = _rows(bench, [_verdict("a", 50, 50, reason), _verdict("b", 90, 90, None)])
    assert (row["status"], row["reason_code"]) == ("pass", None)


def test_other_relations_say_nothing_of_totals(bench: Bench) -> None:
    assert _rows(bench, [_verdict("a", 50, 49, "relation_not_adopted", "row_sum")]) == []


def test_a_parent_that_its_rows_do_not_give_is_said_where_the_total_holds(bench: Bench) -> None:
    verdicts = [_verdict("a", 50, 50, None), _verdict("b", 90, 60, "relation_not_adopted", "hierarchy")]
    (row,) = _rows(bench, verdicts)

    assert row["explanation"] == "《支出表》：“小类” 90 万元没有得到证实：按所列各行相加为 60 万元。"
    assert [r["status"] for r in _rows(bench, [_verdict("a", 9, 9, None), _verdict("b", 9, 9, None, "hierarchy")])] == ["pass"]


def test_a_total_without_rows(bench: Bench) -> None:
    (row,) = _rows(bench, [], kinds=("subtotal", "total"))

    assert row["explanation"] == "《支出表》：印出的合计 14 万元没有得到证实：没有列出各行金额。"
    assert row["evidence"] == ["r2"]


@pytest.mark.parametrize(
    ("measure", "found"), [("official_reception", 0), ("official_vehicle_last_year", 0), ("", 0), ("total", 1), ("last_year", 1)]
)
def test_three_publics_in_one_row_are_divided_by_columns(bench: Bench, measure: str, found: int) -> None:
    assert len(_rows(bench, [], kinds=("total",), table_type="three_public", measure=measure)) == found


@pytest.mark.parametrize(("name", "amount", "found"), [("区县合计", 5, 1), ("区县", 5, 0), ("区县合计", 0, 0)])
def test_a_row_called_a_sum_that_no_sum_reaches(bench: Bench, name: str, amount: int, found: int) -> None:
    cell = {"cell_id": "a", "document_id": "d", "table_seq": 1, "lane": "", "row_seq": 2, "row_kind": "item", "unit": "万元", "is_rate": False}
    given = {
        "int_amount_cell": [cell | {"name_key": name, "amount": amount}],
        "int_budget_line": [{"document_id": "d", "budget_line_id": "a", "source_line": 3, "subject_name": name}],
        "stg_tables": [{"document_id": "d", "table_seq": 1, "table_title": "支出表"}],
    }
    rows = bench.rows("check_unproved_total", **given)

    assert [row["explanation"] for row in rows] == [
        "《支出表》：“区县合计” 5 万元没有得到证实：没有列出相加为此数的各行。"
    ] * found
    summed = _verdict("c", 5, 5, None, "hierarchy") | {"row_seq": 2, "left_count": 0, "right_count": 2}
    assert bench.rows("check_unproved_total", **given, identity_verdict=[summed]) == []


@pytest.mark.parametrize(("first", "status", "found"), [(2, "pass", []), (1, "pass", ["fail"]), (2, "fail", ["fail"])])
def test_what_a_list_begins_with_is_carried_over_where_its_total_holds(bench: Bench, first: int, status: str, found: list[str]) -> None:
    cell = {"cell_id": "a", "document_id": "d", "table_seq": 1, "lane": "", "unit": "万元", "is_rate": False, "amount": 5}
    rows = [
        cell | {"row_seq": 2, "row_kind": "item", "name_key": "本年收入合计"},
        cell | {"row_seq": first, "row_kind": "item", "name_key": "补助收入", "cell_id": "b"},
    ]
    total = {
        "check_id": "t", "rule_id": "column_total", "document_id": "d", "table_seq": 1, "lane": "", "row_seq": 9, "left_count": 0,
        "right_count": 2, "status": status, "evidence": ["t", "a"],
    }  # fmt: skip
    lines = [{"document_id": "d", "table_seq": 1, "budget_line_id": "a", "row_seq": 2, "source_line": 3, "subject_name": "本年收入合计"}]
    tables = [{"document_id": "d", "table_seq": 1, "table_title": "平衡表"}]
    seen = bench.rows("check_unproved_total", int_amount_cell=rows, int_budget_line=lines, stg_tables=tables, identity_verdict=[total])

    assert [row["status"] for row in seen] == found


@pytest.mark.parametrize("model", ["missing_name", "missing_listed"])
def test_the_row_that_another_list_has_is_named(bench: Bench, model: str) -> None:
    lines = [{"document_id": "d", "budget_line_id": "a", "source_line": 3}]
    missing = {"check_id": "a", "candidate_fact_id": "x", "subject_name": "税收返还", "table_title": "汇总表"}
    verdicts = [_verdict("a", 90, 60, "relation_not_adopted")]
    tables = [{"document_id": "d", "table_seq": 1, "table_title": "支出表"}]
    given: dict[str, list[Row]] = {"identity_verdict": verdicts, "int_budget_line": lines, "stg_tables": tables, model: [missing]}
    (row,) = bench.rows("check_unproved_total", **given)

    assert (row["candidate_kind"], row["candidate_fact_id"]) == ("missing_row", "x")
    assert row["explanation"].endswith("按所列各行相加为 60 万元（疑缺一行“税收返还”，《汇总表》有此行）。")


PLACES = ["海南省", "海口市", "三亚市", "五指山市", "琼海市", "文昌市"]


@pytest.mark.parametrize(
    ("names", "amounts", "said"),
    [
        (PLACES, (90, 30, 20, 20, 5, 5), ["海南省"]),
        (PLACES, (80, 30, 20, 20, 5, 5), []),  # they come to it
        (PLACES, (170, 30, 20, 20, 5, 5), []),  # less than half of it: it is of something else
        (PLACES, (50, 30, 20, 20, 5, 5), []),  # so is what they exceed by more than half
        (["海口市", *PLACES[1:]], (90, 30, 20, 20, 5, 5), []),
        ([*PLACES[:5], "洋浦"], (90, 30, 20, 20, 5, 5), []),  # four places in it
        (["海口市", "海南省", *PLACES[2:]], (30, 90, 20, 20, 5, 5), []),  # it is not the first
    ],
)
def test_a_place_above_those_that_lie_in_it(bench: Bench, names: list[str], amounts: tuple[int, ...], said: list[str]) -> None:
    cells = [
        {
            "cell_id": f"r{n}", "document_id": "d", "table_seq": 1, "lane": "", "row_seq": n, "column_seq": 1, "row_kind": "item",
            "unit": "亿元", "is_rate": False, "table_type": "government_debt", "name_key": name, "amount": amount,
        }
        for n, (name, amount) in enumerate(zip(names, amounts, strict=True), 1)
    ]  # fmt: skip
    lines = [{"document_id": "d", "budget_line_id": c["cell_id"], "source_line": 3, "subject_name": c["name_key"]} for c in cells]
    tables = [{"document_id": "d", "table_seq": 1, "table_title": "限额表"}]
    given = {"int_amount_cell": cells, "int_budget_line": lines, "stg_tables": tables}
    found = bench.rows("check_unproved_total", **given)

    assert [row["explanation"] for row in found] == [
        f"《限额表》：“{name}” 90 亿元没有得到证实：按所列各行相加为 80 亿元。" for name in said
    ]
    total = cells[-1] | {"cell_id": "t", "row_seq": 9, "row_kind": "total"}
    assert [r["status"] for r in bench.rows("check_unproved_total", **given | {"int_amount_cell": [*cells, total]})] == []


DEBTS = [("一、上年末余额", 9), ("一般债务", 5), ("专项债务", 4), ("二、限额", 8), ("一般债务", 6), ("专项债务", 2), ("三、付息", 7), ("一般债务", 4), ("专项债务", 3)]  # fmt: skip


@pytest.mark.parametrize(
    ("last", "known", "said"),
    [
        ([("四、还本", 22), ("一般债务", 20), ("专项债务", 9)], DEBTS, "“四、还本” 22 万元没有得到证实：按所列各行相加为 29 万元"),
        ([("四、还本", 22), ("一般债务", 20)], DEBTS, "“四、还本” 22 万元没有得到证实：按所列各行相加为 20 万元"),  # a row is missing
        ([("四、还本", 22), ("一般债务", 20), ("专项债务", 2)], DEBTS, None),
        ([("四、还本", 22), ("外债", 20)], DEBTS, None),
        ([("四、还本", 22), ("一般债务", 20), ("专项债务", 9)], DEBTS[:6], None),  # two sums that hold don't tell what the names are
        ([("还本", 22), ("一般债务", 20), ("专项债务", 9)], DEBTS, None),  # what isn't numbered is no head, and the one above has its parts
    ],
)
def test_a_numbered_row_is_made_up_as_the_others_are(bench: Bench, last: list[tuple[str, int]], known: list[tuple[str, int]], said: str | None) -> None:
    rows, cells = [], []
    place = {"document_id": "d", "table_seq": 1}
    head = None
    for n, (name, amount) in enumerate([*known, *last], 1):
        is_head = name[1:2] == "、"
        head = n if is_head else head if n <= len(known) else None  # nothing nests what doesn't add up
        rows.append(
            place | {
                "side": "", "row_seq": n, "kind": "item", "has_codes": False, "name_key": name, "numbering": int(is_head),
                "parent_row_seq": None if is_head else head,
            }
        )  # fmt: skip
        cells.append(
            place | {
                "lane": "", "row_seq": n, "column_seq": 1, "cell_id": f"r{n}", "amount": amount, "unit": "万元", "step": 1, "is_rate": False,
                "row_kind": "item", "name_key": name,
            }
        )  # fmt: skip
    lines = [{"document_id": "d", "budget_line_id": f"r{n}", "source_line": n, "subject_name": name} for n, (name, _) in enumerate([*known, *last], 1)]
    given = {"int_amount_row": rows, "int_amount_cell": cells, "int_budget_line": lines, "stg_tables": [place | {"table_title": "债务表"}]}
    found = bench.chain(("unnested_part", "check_unproved_total"), **given)

    assert [row["explanation"] for row in found] == ([f"《债务表》：{said}。"] if said else [])


@pytest.mark.parametrize(
    ("labels", "amounts", "said"),
    [
        (["一般公共预算资金", "政府性基金", "本年收入合计"], {"本年收入合计": 9}, True),
        (["一般公共预算资金", "政府性基金", "本年收入合计"], {"本年收入合计": 0}, False),
        (["一般公共预算资金", "政府性基金", "本年收入合计"], {"政府性基金": 9, "本年收入合计": 9}, False),
        (["一般公共预算资金", "本年收入合计"], {"本年收入合计": 9}, False),  # one row alone may be a heading
    ],
)
def test_a_sum_below_rows_without_amounts_is_not_proved(bench: Bench, labels: list[str], amounts: dict[str, int], *, said: bool) -> None:
    place = {"document_id": "d", "table_seq": 1}
    seqs = {name: n for n, name in enumerate([*labels, "上年结转"], 1)}
    cells = [
        place | {
            "cell_id": f"r{seqs[name]}", "lane": "revenue", "row_seq": seqs[name], "amount": amount, "unit": "万元", "is_rate": False, "name_key": name,
            "row_kind": {"本年收入合计": "subtotal", "上年结转": "carryover"}.get(name, "item"),
        }
        for name, amount in (amounts | {"上年结转": 4}).items()
    ]  # fmt: skip
    given = {
        "int_amount_cell": cells, "stg_row_labels": [place | {"side": "revenue", "row_seq": n, "subject_name": name} for name, n in seqs.items()],
        "int_budget_line": [{"document_id": "d", "budget_line_id": f"r{n}", "source_line": n, "subject_name": name} for name, n in seqs.items()],
        "stg_tables": [place | {"table_title": "收支表"}],
    }  # fmt: skip
    found = [row["explanation"] for row in bench.rows("check_unproved_total", **given)]

    assert found == (["《收支表》收入：印出的合计 9 万元没有得到证实：没有列出各行金额。"] if said else [])
