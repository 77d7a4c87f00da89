"""missing_listed: what a list of the same things has more; missing_head: items that stand below another class than their own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.checks.conftest import Bench

Row = dict[str, Any]
PLACES = {"东区": 4, "西区": 3, "南区": 2}


def _list(seq: int, rows: dict[str, int], head: int | None = None, lane: str = "", first: int = 2) -> dict[str, list[Row]]:
    """Rows of one column below the row ``head``, or below none."""
    given: dict[str, list[Row]] = {"int_amount_cell": [], "int_amount_row": []}
    for row_seq, (name, amount) in enumerate(rows.items(), first):
        place = {"document_id": "d", "table_seq": seq, "row_seq": row_seq, "name_key": name, "subject_name": name}
        cell = {"cell_id": f"t{seq}r{row_seq}", "lane": lane, "table_title": f"表{seq}", "row_kind": "item", "is_rate": False}
        given["int_amount_cell"].append(place | cell | {"amount": amount})
        given["int_amount_row"].append(place | {"side": lane, "parent_row_seq": head})
    return given


def _lacking(own: dict[str, list[Row]], *others: dict[str, list[Row]], **verdict: Any) -> dict[str, list[Row]]:
    """A total in row 1 of table 1 whose parts are the rows ``own``, and other lists."""
    failed = {
        "check_id": "c", "reading": 0, "rule_id": "column_total", "document_id": "d", "table_seq": 1, "lane": "", "row_seq": 1,
        "right_count": 2, "gap_in_yuan": 5, "status": "fail",
    }  # fmt: skip
    operands = [
        {"check_id": "c", "reading": 0, "operand_side": "right", "document_id": "d", "cell_id": cell["cell_id"]}
        for cell in own["int_amount_cell"]
    ]
    tables = {name: [row for given in (own, *others) for row in given[name]] for name in own}
    return {**tables, "identity_verdict": [failed | verdict], "identity_operand": operands}


def _found(bench: Bench, given: dict[str, list[Row]]) -> list[tuple[str, str]]:
    return [(row["candidate_fact_id"], row["subject_name"]) for row in bench.rows("missing_listed", **given)]


OWN = {"东区": 40, "西区": 30}


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ([PLACES], [("t2r4", "南区")]),
        ([PLACES, PLACES], [("t2r4", "南区")]),
        ([PLACES | {"北区": 1}], []),  # which of two?
        ([PLACES, {"东区": 1, "西区": 1, "北区": 1}], []),
        ([PLACES | {"南区": 0}], []),  # an amount of nothing
        ([{"东区": 1, "南区": 1}], []),  # one name in common
        ([{"东区": 1, "西区": 1, "上年结转": 1}], []),  # not of the things themselves
        ([OWN], []),
        ([{"东区": 1, "西区": 1, "东": 1}], []),  # a name cut short
        ([{"东区": 1, "西区": 1, "西区本级": 1}], []),
    ],
)
def test_the_one_row_that_a_list_of_the_same_things_has_more(
    bench: Bench, others: list[dict[str, int]], found: list[tuple[str, str]]
) -> None:
    lists = [_list(seq, rows) for seq, rows in enumerate(others, 2)]
    assert _found(bench, _lacking(_list(1, OWN), *lists)) == found


@pytest.mark.parametrize(
    "verdict",
    [{"gap_in_yuan": -5}, {"status": "pass"}, {"rule_id": "row_sum"}, {"status": "not_applicable", "reason_code": "unread_cells"}],
)
def test_only_totals_that_are_more_than_their_rows(bench: Bench, verdict: Row) -> None:
    assert _found(bench, _lacking(_list(1, OWN), _list(2, PLACES), **verdict)) == []


def test_a_name_that_is_nearly_the_same_is_no_missing_row_unless_both_lists_print_it(bench: Bench) -> None:
    own = {"东区": 40, "西区": 30, "资源勘探电力信息等": 5}
    other = PLACES | {"南区": 0, "资源勘探信息等": 3}

    assert _found(bench, _lacking(_list(1, own), _list(2, other))) == []
    assert _found(bench, _lacking(_list(1, own), _list(2, other | {"资源勘探电力信息等": 2}))) == [("t2r5", "资源勘探信息等")]


@pytest.mark.parametrize(
    ("heads", "found"),
    [(("利润收入", "利润收入"), [("t2r3", "南区")]), (("利润收入", "股利收入"), []), ((None, None), [])],
)
def test_below_a_head_of_the_same_name_one_part_in_common_will_do(
    bench: Bench, heads: tuple[str | None, str | None], found: list[tuple[str, str]]
) -> None:
    lists = [_list(seq, rows, head=1 if head else None) for seq, rows, head in zip((1, 2), ({"西区": 30}, {"西区": 3, "南区": 2}), heads, strict=True)]
    given = _lacking(*lists, rule_id="hierarchy", right_count=1)
    given["int_amount_row"] += [
        {"document_id": "d", "table_seq": seq, "side": "", "row_seq": 1, "name_key": head} for seq, head in enumerate(heads, 1) if head
    ]

    assert _found(bench, given) == found


@pytest.mark.parametrize(("more", "found"), [("四、丁", [("t2r5", "四、丁")]), ("丁", []), ("五、戊", [])])
def test_of_numbered_parts_a_numbered_one_is_missing(bench: Bench, more: str, found: list[tuple[str, str]]) -> None:
    own = {"一、甲": 40, "二、乙": 30}
    other = {"一、甲": 4, "二、乙": 3, "调出资金": 1, more: 1} | ({"六、己": 1} if more == "五、戊" else {})

    assert _found(bench, _lacking(_list(1, own), _list(2, other))) == found


def test_what_another_table_prints_the_difference_by_goes_before_it(bench: Bench) -> None:
    given = _lacking(_list(1, OWN), _list(2, PLACES))

    assert _found(bench, given | {"missing_name": [{"check_id": "c"}]}) == []
    assert _found(bench, given | {"missing_name": [{"check_id": "other"}]}) == [("t2r4", "南区")]


def test_a_row_is_not_missing_where_another_column_of_the_same_parts_adds_up(bench: Bench) -> None:
    given = _lacking(_list(1, OWN), _list(2, PLACES))
    failed = given["identity_verdict"][0]
    holds = failed | {"check_id": "h", "status": "pass", "gap_in_yuan": 0}

    assert _found(bench, given | {"identity_verdict": [failed, holds]}) == []
    assert _found(bench, given | {"identity_verdict": [failed, failed | {"check_id": "f"}, holds]}) == [("t2r4", "南区")]


def test_a_relation_that_was_not_adopted_for_it(bench: Bench) -> None:
    verdict = {"status": "not_applicable", "reason_code": "relation_not_adopted"}
    assert _found(bench, _lacking(_list(1, OWN), _list(2, PLACES), **verdict)) == [("t2r4", "南区")]


def test_a_row_that_prints_its_amount_in_another_column_is_there(bench: Bench) -> None:
    given = _lacking(_list(1, OWN | {"南区": 20}), _list(2, PLACES))
    shifted = {**given, "identity_operand": [one for one in given["identity_operand"] if one["cell_id"] != "t1r4"]}

    assert _found(bench, shifted) == []


def test_half_of_the_parts_are_in_the_other_list(bench: Bench) -> None:
    own = _list(1, OWN | {"甲区": 1, "乙区": 1})
    assert _found(bench, _lacking(own, _list(2, PLACES))) == [("t2r4", "南区")]
    own = _list(1, OWN | {"甲区": 1, "乙区": 1, "丙区": 1})
    assert _found(bench, _lacking(own, _list(2, PLACES))) == []


def test_another_head_of_the_same_table_has_it(bench: Bench) -> None:
    own = _list(1, OWN, head=1)
    assert _found(bench, _lacking(own, _list(1, PLACES, head=9, first=10))) == [("t1r12", "南区")]
    assert _found(bench, _lacking(own, _list(1, PLACES, head=9, first=10, lane="expenditure"))) == []


ECONOMIC = ["工资福利支出", "基本工资", "津贴补贴", "商品和服务支出", "办公费", "印刷费", "水费", "对个人和家庭的补助", "退休费", "生活补助"]


def _heads(bench: Bench, names: list[str], *, has_codes: bool = False) -> list[tuple[str, list[int], str]]:
    rows = [
        {
            "document_id": "d", "table_seq": 1, "side": "", "row_seq": n, "name_key": name, "subject_name": name, "has_codes": has_codes,
        }
        for n, name in enumerate(names, 1)
    ]  # fmt: skip
    cells = [{"document_id": "d", "cell_id": "elsewhere", "name_key": "对个人和家庭的补助"}]
    found = bench.rows("missing_head", int_amount_row=rows, int_amount_cell=cells)
    return [(row["head_key"], row["row_seqs"], row["cell_id"]) for row in found]


def test_items_below_another_class_have_lost_theirs(bench: Bench) -> None:
    missing = [name for name in ECONOMIC if name != "对个人和家庭的补助"]
    assert _heads(bench, ECONOMIC) == []
    assert _heads(bench, missing) == []  # five rows below their own are not three for each of two
    assert _heads(bench, [*missing[:5], "咨询费", *missing[5:]]) == [("对个人和家庭的补助", [9, 10], "elsewhere")]


def test_where_codes_are_printed_they_say_what_is_above(bench: Bench) -> None:
    missing = [name for name in ECONOMIC if name != "对个人和家庭的补助"]
    assert _heads(bench, [*missing[:5], "咨询费", *missing[5:]], has_codes=True) == []


def test_the_missing_class_is_said_with_the_rows_that_lack_it(bench: Bench) -> None:
    missing = [name for name in ECONOMIC if name != "对个人和家庭的补助"]
    names = [*missing[:5], "咨询费", *missing[5:]]
    place = {"document_id": "d", "table_seq": 1}
    rows = [
        place | {"side": "", "row_seq": n, "name_key": name, "subject_name": name, "has_codes": False, "kind": "item"}
        for n, name in enumerate(names, 1)
    ]
    cells = [
        place | {"lane": "", "row_seq": n, "cell_id": f"r{n}", "name_key": name} for n, name in enumerate(names, 1)
    ]
    found = bench.chain(
        ("missing_head", "incomplete_list", "check_table_rows"),
        int_amount_row=rows,
        int_amount_cell=[*cells, {"document_id": "d", "table_seq": 2, "cell_id": "x", "name_key": "对个人和家庭的补助"}],
        stg_tables=[place | {"table_type": "basic_expenditure", "table_title": "基本支出表", "source_line": 1}],
        document_scope=[{"document_id": "d", "scope_id": "d"}],
    )
    (row,) = (row for row in found if row["rule_id"] == "CP-05")

    assert row["explanation"] == "《基本支出表》：“退休费”等 2 行没有印出上级科目“对个人和家庭的补助”。"
    assert (sorted(row["evidence"]), row["candidate_kind"], row["candidate_fact_id"]) == (["r10", "r9"], "missing_row", "x")
