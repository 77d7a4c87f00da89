"""Checks across tables, forms and documents: project rows, years, versions, targets and what became of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.conftest import Bench
from tests.checks.rows import document, form, funding, indicator, line, statement

PASS = ("pass", 0)


def test_a_projects_form_has_the_money_of_its_row(bench: Bench) -> None:
    given = {
        "int_document": [document()],
        "int_evaluation": [form(n, "project_target", subject_name=name) for n, name in ((1, "困难补助（市级）"), (2, "体检"), (3, "宣传"))],
        "stg_tables": [{"document_id": "d", "table_id": "t", "table_seq": 1}, {"document_id": "d", "table_id": "c", "table_seq": 2, "scope": "上年结转"}],
        "int_funding": [
            funding("f1", "total", "annual", "5000", "元"),
            funding("f2", "total", "annual", "1.20", form_seq=2),
            funding("f3", "total", "annual", "7.00", form_seq=3),
        ],
    }  # fmt: skip

    def rows(other: str) -> list[dict[str, object]]:
        kind = {"table_type": "project_expenditure", "measure": "total", "row_role": "item"}
        return [
            line("l1", other, "万元", subject_name="困难补助(市级)", **kind),
            line("l2", "1.20", "万元", subject_name="体检", **kind),
            line("l3", "0.80", "万元", subject_name="体检", **kind),
            # Money carried over is not this year's.
            line("l4", "9.90", "万元", subject_name="宣传", **(kind | {"table_seq": 2})),
        ]

    listed = {"BX-15-3:f1": ("pass", None), "BX-15-3:f2": ("pass", None), "BX-15-3:f3": ("fail", None)}
    held = bench.found("check_project_table", int_budget_line=rows("0.50"), **given)
    broken = bench.found("check_project_table", int_budget_line=rows("0.90"), **given)
    assert held == {"BX-15:f1": PASS, "BX-15:f2": PASS, **listed}
    assert broken == {"BX-15:f1": ("fail", -4000), "BX-15:f2": PASS, **listed}


@pytest.mark.parametrize(("stated", "said"), [("12.00", "pass"), ("13.00", "fail")])
def test_an_amount_less_its_change_is_last_years(bench: Bench, stated: str, said: str) -> None:
    names = ["培训费", "会议费", "差旅费", "住房公积金"]
    kind = {"table_type": "general_budget_expenditure", "measure": "total"}
    documents = [document("now", disclosure_type="unit_budget"), document("last", disclosure_type="unit_budget", fiscal_year=2023)]
    now = [line(f"now:budget_line:{n}", "12.00", "万元", document_id="now", subject_name=name, **kind) for n, name in enumerate(names)]
    last = [line(f"last:budget_line:{n}", "10.00", "万元", document_id="last", subject_name=name, **kind) for n, name in enumerate(names)]
    last[3] |= {"amount_printed": stated, "amount_yuan": Decimal(stated) * 10000}
    told = [
        statement(
            n, name, "12.00", document_id="now", stated_amount_id=f"now:stated_amount:{n}", change=Decimal(c), change_printed=c,
            change_step=Decimal("0.01"), change_unit="万元", change_base="上年预算",
        )
        for n, (name, c) in enumerate(zip(names, ("2.00", "2.00", "2.00", "0.00"), strict=True))
    ]  # fmt: skip
    checks = [
        {"rule_id": "NT-01", "status": "pass", "document_id": "now", "evidence": [f"now:stated_amount:{n}", f"now:budget_line:{n}"]}
        for n in range(len(names))
    ]
    found = bench.found("check_other_document", int_document=documents, int_budget_line=[*now, *last], int_statement=told, check_statement=checks)
    verdicts = {key: status for key, (status, _) in found.items() if key.startswith("XY-03-2")}
    assert verdicts["XY-03-2:now:stated_amount:0:last:budget_line:0"] == "pass"
    assert verdicts["XY-03-2:now:stated_amount:3:last:budget_line:3"] == said


def test_a_unit_prints_no_more_than_its_department(bench: Bench) -> None:
    documents = [
        document("dept", disclosure_type="department_budget", agency_id="b", agency_name="某市教育局", agency_key="b"),
        document("unit", agency_name="某市第一中学", agency_key="u", supervising_department="某市教育局"),
    ]
    amounts = {"2050201": 10, "2050202": 20, "2080505": 30, "2210201": 40, "2101102": 50}

    def cell(name: str, code: str, amount: int) -> dict[str, object]:
        return {
            "document_id": name, "cell_id": f"{name}:{code}", "table_type": "expenditure_summary", "table_scope": "", "lane": "",
            "measure": "total", "subject_code": code, "subject_name": code, "table_title": "支出总表", "amount_in_yuan": amount,
            "amount": amount, "step_in_yuan": 1, "is_grand_total": False,
        }  # fmt: skip

    def found(**more: int) -> dict[str, object]:
        cells = [cell("dept", code, amount) for code, amount in amounts.items()]
        cells += [cell("unit", code, more.get(f"c{code}", amount // 2)) for code, amount in amounts.items()]
        checks = bench.found("check_unit_sum", int_document=documents, int_amount_cell=cells)
        return {key.split(":")[2]: status for key, (status, _) in checks.items() if key.startswith("BX-12-2")}

    assert set(found().values()) == {"pass"}
    assert found(c2210201=45) == {"2050201": "pass", "2050202": "pass", "2080505": "pass", "2210201": "fail", "2101102": "pass"}
    # A table that is larger in most subjects is of another scope.
    assert set(found(c2210201=45, c2101102=60, c2080505=70).values()) == {"not_applicable"}


def _final(name: str, year: int) -> dict[str, object]:
    return document(name, fiscal_year=year, disclosure_type="final_account")


def test_what_was_left_over_is_what_the_next_year_begins_with(bench: Bench) -> None:
    documents = [_final("y3", 2023), _final("y4", 2024), _final("other", 2024) | {"agency_id": "b"}]
    kind = {"table_type": "revenue_expenditure_summary", "measure": "total"}
    rows = [
        line("left", "50", document_id="y3", subject_name="年末结转和结余", **kind),
        line("begun", "50", document_id="y4", subject_name="年初结转和结余", **kind),
        line("others", "9", document_id="other", subject_name="年初结转和结余", **kind),
    ]
    held = bench.found("check_other_document", int_document=documents, int_budget_line=rows)
    wrong = [rows[0], line("begun", "45", document_id="y4", subject_name="年初结转和结余", **kind), rows[2]]
    broken = bench.found("check_other_document", int_document=documents, int_budget_line=wrong)
    assert held == {"XY-01:begun:left": PASS}
    assert broken == {"XY-01:begun:left": ("fail", -5)}


def test_the_budget_in_the_final_account_is_the_budget(bench: Bench) -> None:
    documents = [document("b"), _final("f", 2024)]
    planned = line("b1", "2.00", "万元", document_id="b", table_type="three_public", measure="reception")

    def spent(amount: str) -> dict[str, object]:
        return line("f1", amount, "万元", document_id="f", table_type="three_public", measure="reception_budget")

    held = bench.found("check_other_document", int_document=documents, int_budget_line=[planned, spent("2.00")])
    broken = bench.found("check_other_document", int_document=documents, int_budget_line=[planned, spent("2.50")])
    assert held == {"XY-02:f1:b1": PASS}
    assert broken == {"XY-02:f1:b1": ("fail", Decimal("0.5"))}


def test_the_change_in_the_text_is_that_of_the_two_budgets(bench: Bench) -> None:
    documents = [document("now"), document("last", fiscal_year=2023)]
    kind = {"table_type": "revenue_expenditure_summary", "measure": "total", "side": "expenditure", "row_role": "total"}
    given = {
        "int_document": documents,
        "int_budget_line": [
            line("n", "1300000", document_id="now", **kind),
            line("l", "1000000", document_id="last", **kind),
        ],
    }

    def said(change: str) -> list[dict[str, object]]:
        figures = {"change_printed": change, "change": Decimal(change), "change_step": Decimal("0.01")}
        return [statement(1, "支出预算", "130.00", document_id="now", **figures)]

    held = bench.found("check_other_document", int_statement=said("30.00"), **given)
    broken = bench.found("check_other_document", int_statement=said("33.00"), **given)
    assert held == {"XY-03:s1:l": PASS}
    assert broken == {"XY-03:s1:l": ("fail", 3)}


def test_two_versions_of_one_cell(bench: Bench) -> None:
    documents = [document("v1", disclosure_id="x"), document("v2", disclosure_id="x"), document("w")]
    kind = {"table_type": "revenue_summary", "subject_code": "201", "subject_name": "一般公共服务支出", "measure_label": "合计"}
    rows = [
        line("a", "10", document_id="v1", row_seq=1, **kind),
        line("b", "11", document_id="v2", row_seq=1, **kind),
        # The same name again, and other documents, are other cells.
        line("c", "12", document_id="v1", row_seq=2, **kind),
        line("d", "99", document_id="w", row_seq=1, **kind),
    ]
    found = bench.found("check_other_document", int_document=documents, int_budget_line=rows)
    assert found == {"XY-07:b:a": ("fail", 1)}


def test_a_target_is_followed_up_with_its_value_and_money(bench: Bench) -> None:
    forms = [form(1, "project_target", project_id="p", document_id="t", evaluation_id="t1"), form(1, project_id="p")]
    target = {"document_id": "t", "target_operator": ">=", "target_unit": "人", "phase": "annual"}
    aimed = [
        indicator(1, level3="补贴人数", target_value=70, target_printed="≥70人", **target) | {"indicator_id": "a1"},
        indicator(2, level3="体检人数", target_value=20, target_printed="≥20人", **target) | {"indicator_id": "a2"},
    ]
    kept = [
        indicator(1, level3="补贴 人数", target_value=70, target_operator=">=", target_printed="≥70人"),
        indicator(2, level3="体检人数", target_value=20, target_operator=">=", target_printed="≥20人"),
    ]
    money = [
        funding("y", "total", "annual", "30.00", document_id="t"),
        funding("i", "total", "initial_budget", "30.00"),
    ]
    held = bench.found("check_target_kept", int_evaluation=forms, stg_indicators=[*aimed, *kept], int_funding=money)
    assert held == {"PF-12:e1:i1": ("pass", 0), "PF-12:e1:i2": ("pass", 0), "PF-12-2:i": PASS}

    lowered = [kept[0] | {"target_value": 60, "target_printed": "≥60人"}, indicator(3, level3="满意度")]
    less = [money[0], funding("i", "total", "initial_budget", "28.00")]
    rows = bench.rows("check_target_kept", int_evaluation=forms, stg_indicators=[*aimed, *lowered], int_funding=less)
    # One lowered by 10, one dropped, one added; 2 万元 less.
    assert {r["check_id"]: (r["status"], r["difference"], tuple(r["evidence"])) for r in rows} == {
        "PF-12:e1:i1": ("fail", -10, ("i1", "a1")),
        "PF-12:e1:a2": ("fail", None, ("a2",)),
        "PF-12:e1:i3": ("fail", None, ("i3",)),
        "PF-12-2:i": ("fail", -20000, ("i", "y")),
    }
