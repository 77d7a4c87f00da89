"""A table that prints no unit has that of the sentences that state its amounts."""

from __future__ import annotations

from loaders import pipeline
from loaders.document.unit_by_text import set_units
from loaders.notes import note
from loaders.readers.text import read_text
from loaders.records import BudgetLine, Funding, Parsed, StatedAmount, Table

_TEXT = """某局2022年“三公”经费支出预算表
项目 预算数
合计 11.4
因公出国(境)费 0.00
公务接待费 7.40
公务用车购置及运行费 4.00
二、情况说明
2022年“三公”经费支出预算为11.4万元。其中:因公出国(境)费支出预算为0万元,公务接待费支出预算为7.4万元,公务用车购置及运行费支出预算为4万元。
"""


def _units(text: str) -> set[tuple[str, str]]:
    parsed = pipeline.load(read_text(text.encode(), "page.txt")).parsed
    return {(line.unit, line.repair_code) for line in parsed.budget_lines}


def test_two_amounts_stated_by_name_decide_the_unit() -> None:
    assert _units(_TEXT) == {("万元", "unit_from_text")}


def test_one_amount_or_others_stated_do_not() -> None:
    assert _units(_TEXT.replace("预算为4万元", "预算为5万元")) == {("", "unit_undecided")}
    assert _units(_TEXT.replace("7.4万元", "8.4万元").replace("预算为4万元", "预算为5万元")) == {("", "unit_undecided")}


def test_a_sentence_on_all_tables_decides_it_and_one_on_its_own_table_does_not() -> None:
    bare = _TEXT.split("二、")[0]

    assert _units("以下各表金额单位均为：万元\n" + bare) == {("万元", "unit_from_text")}
    assert _units("以下各表均以万元为单位\n" + bare) == {("万元", "unit_from_text")}
    assert _units("附：本表金额单位均为万元\n" + bare) == {("", "unit_undecided")}
    assert _units("以下各表金额单位均为元，附表单位均为万元\n" + bare) == {("", "unit_undecided")}


def test_a_row_that_the_text_states_otherwise_leaves_the_table_without_a_unit() -> None:
    more = _TEXT.replace("公务用车购置及运行费 4.00", "公务用车购置及运行费 4.00\n办公设备购置费 2.00") + "办公设备购置费为3万元。\n"

    assert _units(more) == {("", "unit_undecided")}


def test_a_printed_unit_stays() -> None:
    assert _units(_TEXT.replace("支出预算表\n", "支出预算表\n单位：元\n", 1)) == {("元", "")}


def _by_form(total: str, paid: str) -> str:
    lines = [
        BudgetLine(table_seq=1, row_seq=n, subject_name=name, row_role=role, amount_printed=amount)
        for n, (name, role, amount) in enumerate((("优抚金", "item", "100"), ("支出合计", "total", total)), 1)
    ]
    parsed = Parsed(
        tables=[Table(table_seq=1, table_type="generic", table_title="项目支出明细")],
        budget_lines=lines,
        funding=[Funding(form_seq=1, source_label="实际支出", amount_printed=paid, unit="万元")],
    )
    set_units(parsed)
    return lines[0].unit


def test_the_total_of_a_table_that_a_form_prints_decides_the_unit() -> None:
    assert _by_form("179.6", "179.60") == "万元"
    assert _by_form("179.6", "197.6") == ""
    assert _by_form("180", "180") == ""


def test_two_amounts_stated_in_one_unit_go_before_the_unit_of_other_tables() -> None:
    lines = [
        BudgetLine(table_seq=1, row_seq=n, subject_name=name, amount_printed=amount, unit="元", repairs=[note("unit_borrowed", unit="元")])
        for n, (name, amount) in enumerate((("2022", "1899.9"), ("2022", "183.93"), ("变化", "25.5")), 1)
    ]  # fmt: skip
    said = [StatedAmount(amount_printed=amount, unit="万元") for amount in ("1899.90", "183.93")]
    parsed = Parsed(
        tables=[Table(table_seq=1, table_type="generic", table_title="")], budget_lines=lines, stated_amounts=said
    )
    set_units(parsed)

    assert {(line.unit, line.repair_code) for line in lines} == {("万元", "unit_from_text")}
    assert "元 取自" not in lines[0].repair
