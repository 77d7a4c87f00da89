"""What a check is held against: the list, the form, the section, the subjects and the failures that it is about, and no others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.checks.conftest import Bench
from tests.checks.rows import Row, document, form, funding, indicator, line, statement

SCOPE = [{"document_id": "d", "scope_id": "d"}]


def _sentence(number: int, text: str, **other: Any) -> Row:
    return {
        "document_id": "d", "sentence_id": f"n{number}", "kind": "sentence", "position": number, "paragraph_seq": number,
        "sentence_seq": number, "source_line": number, "source_text": text, **other,
    }  # fmt: skip


def _cell(code: str, name: str, amount: str = "1.00", kind: str = "general_basic_expenditure", **other: Any) -> Row:
    return {
        "document_id": "d", "table_seq": 1, "lane": "", "table_type": kind, "measure": "total", "cell_id": f"c{code}",
        "subject_code": code, "subject_name": name, "name_key": name, "amount": Decimal(amount), "unit": "万元",
        "step": Decimal("0.01"), "is_other_phase": False, "is_grand_total": False, **other,
    }  # fmt: skip


def test_items_that_the_text_lists_are_those_of_the_table(bench: Bench) -> None:
    cells = [_cell("30101", "基本工资"), _cell("30201", "办公费"), _cell("30202", "印刷费"), _cell("30203", "咨询费", "0")]

    def found(*texts: str) -> dict[str, str]:
        said = [_sentence(n, text) for n, text in enumerate(texts, 1)]
        rows = bench.found("check_listed", document_scope=SCOPE, int_amount_cell=cells, stg_sentences=said)
        return {key: status for key, (status, _) in rows.items()}

    staff, running = "人员经费9万元，主要包括：基本工资。", "公用经费2万元，主要包括：办公费、印刷费。"
    assert found(staff, running) == {"NT-10:n1:personnel": "pass", "NT-10:n2:public": "pass"}
    assert found("公用经费2万元，主要包括：办公费。") == {"NT-10:n1:public": "fail"}
    assert found("公用经费2万元，主要包括：办公费等。") == {"NT-10:n1:public": "pass"}
    assert found("公用经费2万元，主要包括：办公费、印刷费、咨询费。") == {"NT-10:n1:public": "fail"}
    # A name of no classification; a list of which the table has less than half.
    assert found("公用经费2万元，主要包括：公用综合定额经费、办公费、印刷费等公用经费。") == {"NT-10:n1:public": "pass"}
    assert found("公用经费2万元，主要包括：办公费、印刷费、公用综合定额经费。") == {"NT-10:n1:public": "pass"}
    assert found("公用经费2万元，主要包括：办公费、咨询费、水费。") == {"NT-10:n1:public": "not_applicable"}


def test_what_there_is_none_of_is_said_outside_the_glossary(bench: Bench) -> None:
    tables = [{"document_id": "d", "table_id": "t1", "table_seq": 1, "table_type": "government_fund_expenditure", "unit": "元"}]

    def found(**place: str) -> list[str]:
        given = {"document_scope": SCOPE, "stg_tables": tables, "int_budget_line": [line("l1", "7", measure="total")]}
        rows = bench.rows("check_table_note", stg_sentences=[_sentence(1, "本单位无政府性基金预算", **place)], **given)
        return [row["status"] for row in rows if row["rule_id"] == "NT-08-2"]

    assert found(section="情况说明") == ["fail"]
    assert found(section="名词解释") == []
    assert found(kind="heading") == []


def test_operating_cost_is_all_running_cost_where_there_are_administrative_units_only(bench: Bench) -> None:
    def found(*names: str) -> str:
        basic = [
            _cell(f"205010{n}", name, kind="general_budget_expenditure", measure="basic") for n, name in enumerate(names, 1)
        ]
        costs = [_cell("", "合计", "3.00", measure="public", is_grand_total=True)]
        said = [statement(1, "机关运行经费", "3.00")]
        rows = bench.found("check_operating_cost", document_scope=SCOPE, int_amount_cell=[*basic, *costs], int_statement=said)
        return rows["FA-12-2:s1"][0]

    assert found("行政运行") == "pass"
    assert found("行政运行", "事业运行") == "not_applicable"
    assert found("事业运行") == "not_applicable"


def test_money_of_a_project_is_held_against_the_form_that_no_other_sentence_tells(bench: Bench) -> None:
    forms = [form(seq, "project_target", subject_name=f"项目{seq}") for seq in (1, 2)]
    money = [funding(f"f{seq}", "total", "annual", amount, form_seq=seq) for seq, amount in ((1, "10.00"), (2, "15.00"))]
    said = [statement(1, "项目年度预算安排", "10.00"), statement(2, "项目年度预算安排", "12.00")]
    found = bench.found(
        "check_stated_forms", int_document=[document()], int_evaluation=forms, int_funding=money, int_statement=said
    )
    assert (found["BX-15-2:s1"], found["BX-15-2:s2"]) == (("pass", 0), ("fail", -3))


def test_what_is_known_of_a_figure_counts_errors_and_equalities(bench: Bench) -> None:
    def result(check: str, status: str, severity: str, rule: str = "row_sum") -> Row:
        return {
            "check_id": check, "rule_id": rule, "document_id": "d", "status": status, "severity": severity, "evidence": ["l1"],
        }  # fmt: skip

    results = [
        result("a", "fail", "error"), result("b", "fail", "notice"), result("c", "pass", "error"),
        result("e", "pass", "error", "BX-12-2"), result("f", "not_applicable", "error"),
    ]  # fmt: skip
    rows = bench.rows("finding_fact", check_result=results, int_budget_line=[line("l1", "7", source_text="合计 7")])
    assert sorted((row["check_id"], row["failed_count"], row["held_count"]) for row in rows) == [("a", 1, 1), ("b", 1, 1)]


@pytest.mark.parametrize(("left", "is_misplaced"), [(100, False), (200, True), (150, False), (300, False)])
def test_a_figure_is_misplaced_that_stands_below_none_of_its_column_and_below_those_of_another(
    bench: Bench, left: int, is_misplaced: bool
) -> None:
    """Columns print from 100 to 160 and from 200 to 260; the figure of the first is as wide."""
    place = {"side": "", "source_page": 1}
    others = [
        line(f"r{row}c{column}", "7", row_seq=row, column_seq=column, source_box=f"{100 * column},0,{100 * column + 60},9", **place)
        for row in (2, 3, 4) for column in (1, 2)
    ]  # fmt: skip
    figure = line("x", "7", row_seq=1, column_seq=1, source_box=f"{left},0,{left + 60},9", **place)
    results = [{"check_id": "c", "rule_id": "column_total", "document_id": "d", "status": "fail", "severity": "error", "evidence": ["x"]}]
    (row,) = bench.rows("finding_fact", check_result=results, int_budget_line=[figure, *others])

    assert row["is_misplaced"] is is_misplaced


@pytest.mark.parametrize(("repair", "is_repaired"), [("label_restored", True), (None, False)])
def test_what_was_inferred_in_an_indicator_is_known(bench: Bench, repair: str | None, is_repaired: bool) -> None:
    results = [{"check_id": "c", "rule_id": "PF-08", "document_id": "d", "status": "fail", "severity": "error", "evidence": ["i1"]}]
    (row,) = bench.rows("finding_fact", check_result=results, stg_indicators=[indicator(1, repair=repair)])

    assert row["is_repaired"] is is_repaired


def test_a_cell_is_shifted_only_where_a_sum_fails(bench: Bench) -> None:
    """0.02 stands beside a blank: what rounding leaves is no sign of a cell in the wrong column."""
    family = [{"rule_id": "column_total", "document_id": "d", "table_seq": 1, "side": "", "row_seq": 1, "part_row_seq": 2}]
    cells = [
        {
            "document_id": "d", "table_seq": 1, "lane": "", "row_seq": row, "column_seq": column, "cell_id": f"{row}{column}",
            "amount_in_yuan": Decimal(amount), "step": Decimal("0.01"), "unit": "元",
        }
        for row, column, amount in ((1, 1, "24.67"), (2, 2, "24.67"))
    ]  # fmt: skip

    def found(status: str) -> list[str]:
        verdict = {
            "check_id": "x", "rule_id": "column_total", "document_id": "d", "table_seq": 1, "lane": "", "row_seq": 1,
            "column_seq": 1, "status": status, "gap_in_yuan": Decimal("24.67"),
        }  # fmt: skip
        rows = bench.rows("shifted_cell", identity_verdict=[verdict], row_family=family, int_amount_cell=cells)
        return [row["cell_id"] for row in rows]

    assert found("fail") == ["22"]
    assert found("pass") == []
    cells[1]["measure"] = "total"  # of blocks side by side each has one column
    assert found("fail") == ["22"]
    cells.append(cells[1] | {"cell_id": "23", "column_seq": 3, "measure": "basic", "amount_in_yuan": Decimal(3)})
    assert found("fail") == []  # it is the total of its row


def test_a_subject_of_a_level_that_the_other_table_does_not_list_is_not_missing_there(bench: Bench) -> None:
    """BX-09d: 支出总表 by 项 only beside 一般公共预算支出表 by 类, 款 and 项."""
    check = {
        "check_id": "BX-09d:d:204:total", "rule_id": "BX-09d", "reading": 1, "scope_id": "d", "grouping": "subject_measure",
        "left_count": 0, "right_count": 1,
    }  # fmt: skip
    operand = {"check_id": check["check_id"], "reading": 1, "cell_id": "c204"}
    by_class = _cell("204", "公共安全支出", kind="general_budget_expenditure")

    def found(*left: Row, **other: Any) -> list[str]:
        cells = [by_class, *left]
        given = {"identity_tolerance": [{**check, **other}], "identity_operand": [operand], "int_amount_cell": cells}
        return [row["check_id"] for row in bench.rows("unlisted_level", document_scope=SCOPE, **given)]

    assert found(_cell("2040201", "行政运行", kind="expenditure_summary")) == [check["check_id"]]
    assert found(_cell("205", "教育支出", kind="expenditure_summary")) == []  # it lists classes: this one is missing
    assert found(_cell("2040201", "行政运行", kind="expenditure_summary"), _cell("205", "教育支出", kind="expenditure_summary", measure="basic")) == [
        check["check_id"]
    ]  # other columns say nothing of this one
    assert found() == []  # no codes to tell levels by
    assert found(_cell("2040201", "行政运行", kind="expenditure_summary"), left_count=1) == []
    assert found(_cell("2040201", "行政运行", kind="expenditure_summary"), grouping="class") == []


@pytest.mark.parametrize(("units", "expected"), [(1, ["u1"]), (2, [])])
def test_of_one_agency_its_row_is_the_total_of_several_none_is(bench: Bench, units: int, expected: list[str]) -> None:
    names = [f"u{n}" for n in range(1, units + 1)]
    place = {"document_id": "d", "table_seq": 1, "side": ""}
    rows = [place | {"row_seq": n, "kind": "unit", "name_key": name, "depth": 0} for n, name in enumerate(names, 1)]
    step = {"step": Decimal("0.01"), "step_yuan": Decimal(100), "is_amount": True, "table_seq": 1, "column_seq": 1}
    lines = [line(name, "5.00", "万元", measure="total", row_seq=n) | step for n, name in enumerate(names, 1)]

    found = bench.rows("int_amount_cell", int_amount_row=rows, int_budget_line=lines)

    assert [row["cell_id"] for row in found if row["is_grand_total"]] == expected
    assert len(found) == units
