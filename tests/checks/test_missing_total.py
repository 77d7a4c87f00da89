"""CP-04: the total that a list lacks is named by another table of the document that prints one there. CP-05: 一、 above （一）."""

from __future__ import annotations

import pytest

from tests.checks.conftest import Bench, Rows
from tests.checks.rows import line


def _tables(types: tuple[str, str], total: tuple[str, str] | None) -> dict[str, Rows]:
    """Two tables of two rows, the second with a total (its name and kind)."""
    rows = [
        {
            "document_id": "d", "table_seq": seq, "side": "", "row_seq": n, "kind": kind, "name_key": name, "subject_name": name,
        }
        for seq in (1, 2)
        for n, (name, kind) in enumerate([("甲", "item"), ("乙", "item"), *([total] if total and seq == 2 else [])], 1)
    ]  # fmt: skip
    cells = [
        {
            "document_id": "d", "table_seq": row["table_seq"], "lane": "", "row_seq": row["row_seq"], "row_kind": row["kind"],
            "cell_id": f"t{row['table_seq']}r{row['row_seq']}", "subject_name": row["subject_name"], "name_key": row["name_key"],
            "table_type": types[int(str(row["table_seq"])) - 1], "table_title": f"表{row['table_seq']}",
        }
        for row in rows
    ]  # fmt: skip
    tables = [
        {"document_id": "d", "table_seq": seq, "table_type": kind, "table_title": f"表{seq}", "source_line": 1}
        for seq, kind in enumerate(types, 1)
    ]
    return {
        "int_amount_row": rows, "int_amount_cell": cells, "stg_tables": tables, "document_scope": [{"document_id": "d", "scope_id": "d"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("types", "total", "named"),
    [
        (("state_capital_revenue", "state_capital_revenue"), ("本年收入合计", "subtotal"), "t2r3"),
        (("state_capital_revenue", "state_capital_revenue"), ("收入总计", "total"), "t2r3"),
        (("state_capital_revenue", "state_capital_revenue"), None, None),
        (("state_capital_revenue", "general_budget_revenue"), ("本年收入合计", "subtotal"), None),  # another kind of table
        (("state_capital_revenue", "general_budget_expenditure"), ("支出总计", "total"), None),
        (("state_capital_revenue", "general_budget_expenditure"), ("合计", "total"), "t2r3"),
    ],
)
def test_a_table_of_the_same_kind_names_the_total(
    bench: Bench, types: tuple[str, str], total: tuple[str, str] | None, named: str | None
) -> None:
    found = bench.rows("check_table_rows", **_tables(types, total))
    (row,) = (row for row in found if row["rule_id"] == "CP-04" and row["check_id"].startswith("CP-04:d:1:"))

    assert (row["status"], row["candidate_kind"], row["candidate_fact_id"]) == ("fail", named and "missing_row", named)
    printed = "《表2》有此行" if types[0] == types[1] else "如《表2》所印"
    words = "" if named is None or total is None else f"（疑缺一行“{total[0]}”，{printed}）"
    assert row["explanation"] == f"《表1》：列有 2 行金额，没有印合计行{words}。"


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        (["unit", "item", "unit", "item"], "列有 2 个单位，没有印合计行"),
        (["unit", "item", "item"], None),  # the one agency's row is the total
        (["total", "unit", "item", "unit", "item"], None),
    ],
)
def test_several_agencies_have_a_total(bench: Bench, kinds: list[str], words: str | None) -> None:
    given = _tables(("project_expenditure", "project_expenditure"), None)
    rows = [
        {"document_id": "d", "table_seq": 1, "side": "", "row_seq": n, "kind": kind, "name_key": f"行{n}", "subject_name": f"行{n}"}
        for n, kind in enumerate(kinds, 1)
    ]
    found = bench.rows("check_table_rows", **{**given, "int_amount_row": rows})
    (row,) = (row for row in found if row["check_id"].startswith("CP-04:d:1:"))

    assert row["status"] == ("fail" if words else "pass")
    assert (words or "相符") in row["explanation"]


@pytest.mark.parametrize(("kind", "name"), [("subtotal", "本年收入合计"), ("total", "收入总计")])
def test_the_side_that_lacks_a_total_takes_its_name_from_another_table(bench: Bench, kind: str, name: str) -> None:
    given = _tables(("revenue_expenditure_summary", "fiscal_appropriation_summary"), (name, kind))
    rows = [*given["int_amount_row"], {"document_id": "d", "table_seq": 1, "side": "", "row_seq": 3, "kind": "carryover", "name_key": "结转"}]
    other = {"document_id": "d", "table_seq": 1, "side": "expenditure", "row_seq": 4, "kind": kind, "name_key": "支出"}
    found = bench.rows("check_table_rows", **given | {"int_amount_row": [*rows, other]})
    (row,) = (row for row in found if row["check_id"] == "CP-04:d:1:")

    assert (row["candidate_kind"], row["candidate_fact_id"]) == ("missing_row", "t2r3")


@pytest.mark.parametrize(
    ("own", "blank", "other", "status"),
    [
        (["甲", "乙"], None, "subtotal", "fail"),
        (["甲"], None, "subtotal", "pass"),
        (["甲"], "基金收入", "subtotal", "fail"),
        (["甲"], "上年结转", "subtotal", "pass"),
        (["甲", "乙"], None, "total", "pass"),
    ],
)
def test_a_side_has_this_year_s_total_where_the_other_has(bench: Bench, own: list[str], blank: str | None, other: str, status: str) -> None:
    sides = {"revenue": [*((name, "item") for name in own), ("收入总计", "total")], "expenditure": [("丙", "item"), ("本年支出合计", other), ("支出总计", "total")]}  # fmt: skip
    rows = [
        {"document_id": "d", "table_seq": 1, "side": side, "row_seq": n, "kind": kind, "name_key": name, "subject_name": name}
        for side, printed in sides.items()
        for n, (name, kind) in enumerate(printed, 1)
    ]
    table = {"document_id": "d", "table_seq": 1, "table_type": "revenue_expenditure_summary", "table_title": "总表", "source_line": 1}
    label = {"document_id": "d", "table_seq": 1, "side": "revenue", "row_seq": 9, "subject_name": blank, "amount_count": 0 if blank else 1}
    found = bench.rows("check_table_rows", int_amount_row=rows, stg_row_labels=[label], stg_tables=[table])

    assert [row["status"] for row in found if row["check_id"] == "CP-04:d:1:revenue"] == [status]


@pytest.mark.parametrize(
    ("others", "status"),
    [
        (["合计", "合计", "合计"], "fail"),
        (["合计", "合计"], "pass"),
        (["合计", "合计", "合计", None], "pass"),  # three for one that doesn't, this one and another make two
    ],
)
@pytest.mark.parametrize("listed_by", ["codes", "units", None])
def test_a_list_of_one_row_has_a_total_where_the_others_like_it_have(
    bench: Bench, listed_by: str | None, others: list[str | None], status: str
) -> None:
    own = ("甲", "unit" if listed_by == "units" else "item")
    rows = [
        {"document_id": "d", "table_seq": seq, "side": "", "row_seq": n, "kind": kind, "name_key": name, "subject_name": name, "has_codes": listed_by == "codes"}
        for seq, total in enumerate([None, *others], 1)
        for n, (name, kind) in enumerate([own, *([(total, "total")] if total else [])], 1)
    ]
    cells = [
        {
            "document_id": "d", "table_seq": row["table_seq"], "lane": "", "row_seq": row["row_seq"], "row_kind": row["kind"], "name_key": row["name_key"],
            "cell_id": f"t{row['table_seq']}r{row['row_seq']}", "subject_name": row["name_key"], "table_type": "other", "table_title": f"表{row['table_seq']}",
        }
        for row in rows
    ]  # fmt: skip
    tables = [
        {"document_id": "d", "table_seq": seq, "table_type": f"type{seq}", "table_title": f"表{seq}", "source_line": 1}
        for seq in range(1, len(others) + 2)
    ]
    found = bench.rows(
        "check_table_rows", int_amount_row=rows, int_amount_cell=cells, stg_tables=tables, document_scope=[{"document_id": "d", "scope_id": "d"}]
    )
    (row,) = (row for row in found if row["check_id"] == "CP-04:d:1:")

    assert row["status"] == (status if listed_by else "pass")
    if row["status"] == "fail":
        assert row["candidate_fact_id"] == "t2r2"
        assert row["explanation"] == "《表1》：没有印合计行，本文件其他 3 张同样列法的表均有（疑缺一行“合计”，如《表2》所印）。"


HEADED = [("一、本年收入", 1), ("（一）预算资金", 2), ("（二）基金", 2)]


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        (HEADED, [("（一）教育支出", 2), ("（二）卫生支出", 2), ("二、结转下年", 1)], "“（一）教育支出”等 2 行没有印出上级“一、”的行，另一侧印有"),
        (HEADED, [("（一）教育支出", 2)], "“（一）教育支出”没有印出上级“一、”的行，另一侧印有"),
        (HEADED, [("一、本年支出", 1), ("（一）教育支出", 2)], None),
        (HEADED, [("教育支出", 0)], None),
        ([("（一）预算资金", 2)], [("（一）教育支出", 2)], None),  # neither side has it
        ([("一、本年收入", 1)], [("（一）教育支出", 2)], None),  # nothing below it
    ],
)
def test_a_side_has_its_lists_below_a_number_where_the_other_has(
    bench: Bench, left: list[tuple[str, int]], right: list[tuple[str, int]], words: str | None
) -> None:
    rows = [
        {
            "document_id": "d", "table_seq": 1, "side": side, "row_seq": n, "kind": "item", "name_key": name, "subject_name": name,
            "numbering": numbering,
        }
        for side, printed in (("revenue", left), ("expenditure", right))
        for n, (name, numbering) in enumerate(printed, 1)
    ]  # fmt: skip
    table = {"document_id": "d", "table_seq": 1, "table_type": "fiscal_appropriation_summary", "table_title": "总表", "source_line": 1}
    found = bench.chain(("unheaded_number", "incomplete_list", "check_table_rows"), int_amount_row=rows, stg_tables=[table])

    assert [row["explanation"] for row in found if row["rule_id"] == "CP-05"] == ([f"《总表》：{words}。"] if words else [])


@pytest.mark.parametrize(("code", "status"), [("23304", "fail"), ("23303", "pass"), ("227", "pass")])
def test_what_has_no_detail_owes_none(bench: Bench, code: str, status: str) -> None:
    codes = [*dict.fromkeys(["205", "20502", "2050201", code[:3], code])]
    rows = [
        {
            "document_id": "d", "table_seq": 1, "side": "", "row_seq": n, "kind": "item", "name_key": one, "subject_name": one,
            "subject_code": one, "subject_system": "function",
        }
        for n, one in enumerate(codes, 1)
    ]  # fmt: skip
    table = {"document_id": "d", "table_seq": 1, "table_type": "general_budget_expenditure", "table_title": "支出表", "source_line": 1}
    found = bench.chain(("incomplete_list", "check_table_rows"), int_amount_row=rows, stg_tables=[table])

    assert {row["status"] for row in found if row["rule_id"] == "CP-05"} == {status}


@pytest.mark.parametrize(
    ("own", "other", "named"),
    [
        (["20503", "2050399"], ["205", "20503", "2050399"], "t2r1"),
        (["205", "2050399"], ["205", "20503", "2050399"], "t2r2"),
        (["2050399"], ["205", "20503", "2050399"], None),  # a list of the finest level alone
        (["205", "2050199", "2050399"], ["205", "20501", "2050199", "20503", "2050399"], None),  # a list without the level between
        (["205", "20501", "2050199", "2050399"], ["205", "20501", "2050199", "20503", "2050399"], "t2r4"),
        (["20503", "2050399"], ["20503", "2050399"], None),  # no table prints the level
        (["20503", "2050399"], ["301", "30101"], None),  # nor one of this classification
    ],
)
def test_a_level_between_two_levels_is_missed_where_another_table_prints_it(bench: Bench, own: list[str], other: list[str], named: str | None) -> None:
    rows = [
        {
            "document_id": "d", "table_seq": seq, "side": "", "row_seq": n, "kind": "item", "name_key": code, "subject_name": code, "subject_code": code,
            "subject_system": "department_economic" if code[0] == "3" else "function", "has_codes": True,
        }
        for seq, codes in enumerate([own, other], 1)
        for n, code in enumerate(codes, 1)
    ]  # fmt: skip
    cells = [
        {
            "document_id": "d", "table_seq": row["table_seq"], "lane": "", "row_seq": row["row_seq"], "subject_code": row["subject_code"],
            "subject_system": row["subject_system"], "subject_name": row["subject_name"], "table_title": "另一表",
            "cell_id": f"t{row['table_seq']}r{row['row_seq']}",
        }
        for row in rows
    ]  # fmt: skip
    tables = [{"document_id": "d", "table_seq": seq, "table_type": "other", "table_title": "表", "source_line": 1} for seq in (1, 2)]
    found = bench.chain(
        ("incomplete_list", "check_table_rows"), int_amount_row=rows, int_amount_cell=cells, stg_tables=tables, document_scope=[{"document_id": "d", "scope_id": "d"}]
    )
    (row,) = (row for row in found if row["check_id"] == "CP-05:d:1:")

    assert (row["status"], row["candidate_fact_id"]) == ("fail" if named else "pass", named)


@pytest.mark.parametrize(
    ("header", "amounts", "path"),
    [
        ("合计 | 基本支出 | 项目支出", {"基本支出": "3", "项目支出": "4"}, "合计"),
        ("合计 | 基本支出 | 项目支出", {"合计": "7", "基本支出": "3", "项目支出": "4"}, None),
        ("合计 | 基本支出 | 项目支出", {"基本支出": "3", "项目支出": "0"}, None),  # one part alone
        ("当年/小计 | 当年/购置 | 上年/购置", {"当年/购置": "3", "上年/购置": "4"}, None),  # another head's
        ("预算数 | 基本支出 | 项目支出", {"基本支出": "3", "项目支出": "4"}, None),
    ],
)
def test_a_column_of_totals_prints_amounts_where_its_parts_do(bench: Bench, header: str, amounts: dict[str, str], path: str | None) -> None:
    place = {"document_id": "d", "table_seq": 1}
    lines = [line(f"l{n}", amount, measure_label=label) for n, (label, amount) in enumerate(amounts.items())]
    rows = [place | {"side": "", "row_seq": 1, "kind": "item", "name_key": "甲", "subject_name": "甲"}]
    table = place | {"table_type": "three_public", "table_title": "表", "source_line": 1, "header_paths": header}
    found = bench.chain(("empty_column", "check_table_rows"), int_budget_line=lines, int_amount_row=rows, stg_tables=[table])
    said = [row["explanation"] for row in found if row["check_id"].startswith("CP-04:d:1")]

    assert said == ([f"《表》：“{path}”栏没有印出金额，其他栏印有。"] if path else [])


@pytest.mark.parametrize(("kind", "status"), [("revenue_expenditure_summary", "fail"), ("project_expenditure", "pass")])
def test_a_balance_has_its_total_not_at_its_head(bench: Bench, kind: str, status: str) -> None:
    rows = [
        {"document_id": "d", "table_seq": 1, "side": "", "row_seq": n, "kind": "item", "name_key": name, "parent_row_seq": 1 if n > 1 else None}
        for n, name in enumerate(["财政拨款收入", "教育支出", "其他支出"], 1)
    ]
    table = {"document_id": "d", "table_seq": 1, "table_type": kind, "table_title": "表", "source_line": 1}
    found = bench.rows("check_table_rows", int_amount_row=rows, stg_tables=[table])

    assert [row["status"] for row in found if row["check_id"] == "CP-04:d:1:"] == [status]


@pytest.mark.parametrize(("names", "status"), [(["因公出国（境）费", "公务接待费"], "fail"), (["合计", "因公出国（境）费", "公务接待费"], "pass")])
def test_three_publics_of_which_one_prints_an_amount_have_a_total(bench: Bench, names: list[str], status: str) -> None:
    place = {"document_id": "d", "table_seq": 1}
    labels = [place | {"row_seq": n, "subject_name": name, "amount_count": int(name == "公务接待费")} for n, name in enumerate(names, 1)]
    rows = [place | {"side": "", "row_seq": len(names), "kind": "item", "name_key": "公务接待费", "subject_name": "公务接待费"}]
    table = place | {"table_type": "three_public", "table_title": "表", "source_line": 1}
    found = bench.chain(("summed_publics", "check_table_rows"), int_amount_row=rows, stg_row_labels=labels, stg_tables=[table])

    assert [row["status"] for row in found if row["check_id"] == "CP-04:d:1:"] == ([status] if status == "fail" else [])


@pytest.mark.parametrize(
    ("labels", "amount", "table_type", "said"),
    [
        ([("合 计", 0), ("公务接待费", 1), ("公务用车费", 0)], 5, "three_public", "《表》：“合 计”一行没有印出金额，其下各行印有。"),
        ([("本年收入合计", 0), ("税收", 1)], 5, "general_budget_revenue", "《表》：“本年收入合计”一行没有印出金额，其下各行印有。"),
        ([("收入总计", 0), ("拨款", 1), ("支出总计", 1)], 5, "revenue_expenditure_summary", "《表》：“收入总计”一行没有印出金额，其下各行印有。"),
        ([("收入总计", 0), ("拨款", 1), ("本年收入合计", 1)], 5, "general_budget_revenue", None),
        ([("合计", 1), ("公务接待费", 1)], 5, "three_public", None),
        ([("合计", 0), ("支出合计", 1), ("公务接待费", 1)], 5, "three_public", None),
        ([("合计", 0), ("公务接待费", 1)], 0, "three_public", None),  # all is zero
        ([("小计", 0), ("公务接待费", 1)], 5, "three_public", None),
        ([("合计", 0), ("公务接待费", 1)], 5, "generic", None),
    ],
)
def test_a_total_that_is_printed_has_its_amount(bench: Bench, labels: list[tuple[str, int]], amount: int, table_type: str, said: str | None) -> None:
    place = {"document_id": "d", "table_seq": 1}
    given = {
        "stg_row_labels": [place | {"side": "", "row_seq": n, "subject_name": name, "amount_count": count} for n, (name, count) in enumerate(labels)],
        "int_amount_row": [
            place | {"side": "", "row_seq": n, "kind": "item", "name_key": name, "subject_name": name} for n, (name, count) in enumerate(labels) if count
        ],
        "int_amount_cell": [place | {"lane": "", "row_seq": n, "amount": amount, "cell_id": f"r{n}"} for n, (_, count) in enumerate(labels) if count],
        "stg_tables": [place | {"table_type": table_type, "table_title": "表", "source_line": 1}],
    }
    found = [row["explanation"] for row in bench.rows("check_table_rows", **given) if row["rule_id"] == "CP-04" and row["status"] == "fail"]

    assert found == ([said] if said else [])


def test_what_a_list_of_the_three_publics_lacks_is_said_without_the_row_that_shows_it_to_be_one(bench: Bench) -> None:
    place = {"document_id": "d", "table_seq": 1}
    table = place | {"table_type": "three_public", "table_title": "表", "source_line": 1}
    rows = [place | {"side": "", "row_seq": n, "kind": "item", "name_key": name, "subject_name": name} for n, name in enumerate(["出国", "车"], 1)]
    lacking = place | {"side": "", "words": "“（三）车”之前没有印出编号为“二”的行", "row_seqs": [2]}

    def found(**given: list[dict[str, object]]) -> list[tuple[str, str]]:
        checks = bench.rows("check_table_rows", int_amount_row=rows, stg_tables=[table], **given)
        return [(row["rule_id"], row["status"]) for row in checks if row["document_id"] == "d"]

    assert found(incomplete_list=[lacking]) == [("CP-05", "fail")]
    assert found() == []
