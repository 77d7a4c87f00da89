"""NT-01: what rounding of the text or of the table explains is no contradiction, and no more than that."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.conftest import Bench
from tests.checks.rows import document, line, statement


def verdict(bench: Bench, stated: str, printed: str, step: str, other: str | None = None) -> str:
    """What is said of an amount of the text in 万元 beside the table's, whose amounts go down to ``step`` 万元."""
    place = {
        "table_type": "general_budget_expenditure", "table_title": "支出表", "measure": "total", "row_role": "item",
        "scope_id": "d", "step": Decimal(step), "step_yuan": Decimal(step) * 10_000,
    }  # fmt: skip
    lines = [line("l1", printed, "万元", subject_name="培训支出", **place)]
    if other:
        lines.append(line("l2", other, "万元", subject_name="教育支出", **place))
    rows = bench.rows(
        "check_statement",
        int_document=[document()],
        document_scope=[{"document_id": "d", "scope_id": "d"}],
        int_budget_line=[{k: v for k, v in row.items() if k != "scope_id"} for row in lines],
        int_statement=[statement(1, "培训支出", stated)],
    )
    return next(row["status"] if row["severity"] == "error" else row["severity"] for row in rows)


@pytest.mark.parametrize(
    ("stated", "printed", "step", "said"),
    [
        ("5.81", "5.80", "0.01", "rounding"),
        ("5.81", "5.8", "0.01", "rounding"),  # 5.8 among amounts of two digits is 5.80
        ("5.81", "5.8", "0.1", "pass"),  # in a table of one digit it is anything that rounds to it
        ("5.86", "5.8", "0.1", "rounding"),  # cut off
        ("5.95", "5.8", "0.1", "fail"),
        ("6", "5.80", "0.01", "pass"),
        ("5.81", "5.7953", "0.0001", "rounding"),  # 5.80
        ("5.81", "5.7949", "0.0001", "fail"),
        ("1234.56", "1235", "1", "pass"),
        ("1234.44", "1235", "1", "rounding"),
        ("1233.44", "1235", "1", "fail"),
    ],
)
def test_the_side_with_fewer_digits_tells_what_rounding_explains(
    bench: Bench, stated: str, printed: str, step: str, said: str
) -> None:
    assert verdict(bench, stated, printed, step) == said


def test_an_amount_that_another_cell_prints_rounded_speaks_of_that_one(bench: Bench) -> None:
    assert verdict(bench, "1234.56", "877", "1", other="1235") == "not_applicable"
    assert verdict(bench, "1234.56", "877", "1", other="1236") == "fail"
    assert verdict(bench, "12.34", "877", "1", other="12") == "fail"
    # So does one that is told with fewer digits than the table prints.
    assert verdict(bench, "113007.2", "148002.77", "0.01", other="113007.19") == "not_applicable"
    assert verdict(bench, "113007.2", "148002.77", "0.01", other="113007.26") == "fail"
    assert verdict(bench, "120", "148002.77", "0.01", other="120.30") == "fail"


@pytest.mark.parametrize(
    ("printed", "step"),
    [(("5.80", "12"), "0.01"), (("5.8", "12"), "0.1"), (("5", "12"), "1"), (("0.1234567", "3.0000001"), "0.000001")],
)
def test_a_table_goes_down_to_what_its_finest_amounts_show(bench: Bench, printed: tuple[str, ...], step: str) -> None:
    lines = [
        {"document_id": "d", "budget_line_id": str(n), "table_seq": 1, "amount_printed": text, "unit": "万元"}
        for n, text in enumerate(printed)
    ]
    rows = bench.rows("int_budget_line", stg_budget_lines=lines)
    assert {row["step"] for row in rows} == {Decimal(step)}
    assert {row["step_yuan"] for row in rows} == {Decimal(step) * 10_000}


REVENUE = [
    ("revenue_expenditure_summary", "四、事业收入", "item", "total", "预算数", "6577.00"),
    ("revenue_summary", "合计", "total", "special_account", "本年收入/财政专户管理资金", "243.00"),
    ("revenue_summary", "合计", "total", "total", "合计", "31000.00"),
    ("revenue_expenditure_summary", "收入总计", "total", "total", "预算数", "31000.00"),
]
ITEMS = [("2010301", "行政运行", "2542.46"), ("2010350", "行政运行", "877.10"), ("302", "商品和服务支出", "600.01"), ("20103", "政府办公厅", "3419.56")]


@pytest.mark.parametrize(
    ("name", "stated", "said"),
    [
        ("事业收入", "6577.00", "pass"),
        ("事业收入", "6575.00", "fail"),
        ("财政专户管理资金收入", "243.00", "pass"),
        ("财政专户管理资金收入", "242.00", "fail"),
        ("部门预算收入", "31001.00", "fail"),
        ("收支总预算", "31000.00", "pass"),
        ("收支预算", "31000.00", "pass"),
        ("事业单位经营收入", "6575.00", None),  # no line of that name
        ("行政运行（2010301）", "2542.46", "pass"),
        ("行政运行（2010301）", "877.10", "not_applicable"),  # another cell prints it
        ("行政运行（2010301）", "877.90", "fail"),
        ("商品和服务支出（302）", "601.02", "fail"),
        ("住房公积金（302）", "600.02", None),  # another thing than the row of that code
    ],
)
def test_revenue_by_source_and_items_by_code(bench: Bench, name: str, stated: str, said: str | None) -> None:
    step = {"step": Decimal("0.01"), "step_yuan": Decimal(100)}
    lines = [
        line(f"r{n}", printed, "万元", subject_name=row, row_role=role, table_type=kind, table_title=kind, measure=measure, measure_label=label, side="revenue")
        | step
        for n, (kind, row, role, measure, label, printed) in enumerate(REVENUE)
    ]  # fmt: skip
    lines += [
        line(f"c{n}", printed, "万元", subject_name=row, subject_code=code, subject_system="function" if code[0] == "2" else "department_economic",
             row_role="item", table_type="general_budget_expenditure" if code[0] == "2" else "general_basic_expenditure", table_title="支出表",
             measure="total", measure_label="合计") | step
        for n, (code, row, printed) in enumerate(ITEMS)
    ]  # fmt: skip
    # What most of their kind show to be meant.
    others = [("事业收入", "6577.00"), ("行政运行（2010350）", "877.10"), ("商品和服务支出（302）", "600.01")]

    def found(*beside: tuple[str, str]) -> list[str]:
        rows = bench.rows(
            "check_statement",
            int_document=[document()],
            document_scope=[{"document_id": "d", "scope_id": "d"}],
            int_budget_line=lines,
            int_statement=[statement(n, *told, section=str(n)) for n, told in enumerate([(name, stated), *beside], 1)],
        )
        return [row["status"] for row in rows if row["check_id"] == "NT-01:s1"]

    assert found(*others) == ([said] if said else [])
    if said == "fail":
        assert found() == ["fail" if name == "部门预算收入" else "not_applicable"]


@pytest.mark.parametrize(
    ("kind", "section", "found"),
    [
        ("general_budget_expenditure", "支出明细情况", ["fail"]),
        ("general_basic_expenditure", "支出明细情况", []),  # of the item's money only what is basic
        ("general_basic_expenditure", "一般公共预算基本支出情况", ["fail"]),
    ],
)
def test_a_list_of_basic_expenditure_says_nothing_of_all_of_an_item(bench: Bench, kind: str, section: str, found: list[str]) -> None:
    step = {"step": Decimal("0.01"), "step_yuan": Decimal(100)}
    lines = [
        line(f"c{n}", amount, "万元", subject_name=f"气象{n}", subject_code=f"22005{n:02}", subject_system="function", row_role="item",
             table_type=kind, table_title="支出表", measure="total", measure_label="合计") | step
        for n, amount in enumerate(["469.93", "164.36", "31.02"])
    ]  # fmt: skip
    told = [("气象0（2200500）", "470.93"), ("气象1（2200501）", "164.36"), ("气象2（2200502）", "31.02")]

    rows = bench.rows(
        "check_statement",
        int_document=[document()],
        document_scope=[{"document_id": "d", "scope_id": "d"}],
        int_budget_line=lines,
        int_statement=[statement(n, *one, section=section) for n, one in enumerate(told, 1)],
    )

    assert [row["status"] for row in rows if row["check_id"] == "NT-01:s1"] == found


@pytest.mark.parametrize(
    ("section", "is_met", "found"),
    [("三、财政拨款情况说明", False, "not_applicable"), ("三、财政拨款情况说明", True, "fail"), ("二、支出预算情况说明", False, "fail")],
    ids=["some spending isn't fiscal", "all is", "all spending"],
)
def test_fiscal_money_is_no_part_of_all_spending(bench: Bench, section: str, is_met: bool, found: str) -> None:
    step = {"step": Decimal("0.01"), "step_yuan": Decimal(100)}
    place = {"row_role": "total", "subject_level": 0, "table_type": "expenditure_summary", "table_title": "支出总表"}
    lines = [
        line(measure, amount, "万元", subject_name="合计", measure=measure, measure_label=label, **place) | step
        for measure, label, amount in [("basic", "基本支出", "100.00"), ("project", "项目支出", "4354.26")]
    ]
    told = [("基本支出", "100.00"), ("项目支出", "1149.47")]

    rows = bench.rows(
        "check_statement",
        int_document=[document()],
        document_scope=[{"document_id": "d", "scope_id": "d"}],
        document_condition=[{"scope_id": "d", "condition": "all_spending_is_fiscal", "is_met": is_met}],
        int_budget_line=lines,
        int_statement=[statement(n, *one, section=section) for n, one in enumerate(told, 1)],
    )

    assert [row["status"] for row in rows if row["check_id"] == "NT-01:s2"] == [found]


@pytest.mark.parametrize(
    ("section", "other", "said"),
    [
        ("“三公”经费支出情况", "general_basic_expenditure", "fail"),
        ("“三公”经费支出情况", "procurement", "not_applicable"),
        ("基本支出情况", "general_basic_expenditure", "not_applicable"),
    ],
)
def test_what_basic_expenditure_prints_of_training_is_not_the_three_publics(bench: Bench, section: str, other: str, said: str) -> None:
    place = {"measure": "total", "row_role": "item", "table_title": "表"}
    lines = [
        line("l1", "92.32", "万元", subject_name="甲局", **place | {"measure": "training"}, table_type="three_public"),
        line("l2", "29.32", "万元", subject_name="培训费", **place, table_type=other),
    ]
    rows = bench.rows(
        "check_statement", int_document=[document()], document_scope=[{"document_id": "d", "scope_id": "d"}], int_budget_line=lines,
        int_statement=[statement(1, "培训费预算支出", "29.32", section=section)],
    )  # fmt: skip
    assert [row["status"] for row in rows] == [said]


@pytest.mark.parametrize(
    ("beside", "section", "step"),
    [("0.36", "三公", "0.01"), ("36", "三公", "1"), ("0.36", "收入", "1"), ("0.3600", "三公", "0.0001")],
)
def test_nothing_is_told_as_exactly_as_the_amounts_of_its_section(bench: Bench, beside: str, section: str, step: str) -> None:
    place = {"document_id": "d", "unit": "万元", "is_amount": True, "subject_name": "公务接待费"}
    rows = [
        place | {"stated_amount_id": f"d:{n}", "section": where, "amount_printed": printed, "change_printed": None}
        for n, (where, printed) in enumerate([("三公", "0"), (section, beside), ("三公", "3")], start=1)
    ]
    found = {row["amount_printed"]: row["step"] for row in bench.rows("int_statement", int_stated_amount=rows)}

    assert (found["0"], found["3"]) == (Decimal(step), 1)
