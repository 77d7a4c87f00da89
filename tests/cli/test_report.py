"""What stands above the findings of a report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rich.console import Console

from gongkai.check import command as check_command
from gongkai.check import report_html, report_text, sentences
from gongkai.check.model import Finding, Result
from gongkai.places import Place
from gongkai.words import Words

UNREAD = Place(
    "d:reject:1", "d", "d.txt", False, "reject", "table", "column not decidable", "", "", None, 7, 7, "教育支出 47 40"
)  # fmt: skip
FINDING = Finding(
    "X:d:1", "X", "规则", "Rule", "balance", "甲＝乙", "表式", "error", "甲 1 ≠ 乙 2。", "1", "2", "-1", "0", "元", "",
    False, None, 9, "甲 1", [], [],
)  # fmt: skip


def result(**more: Any) -> Result:
    head = Result("d", "d.txt", "预算", "某局", "unit_budget", 2025, "text", None, 10, "90.00", 1, 0, "")
    return replace(head, **more)


def printed(found: Result) -> str:
    console = Console(width=160, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    report_text.show(console, found, Words("zh"), 50)
    return console.export_text()


def test_rows_that_were_not_read_stand_above_an_error_that_they_may_explain() -> None:
    doubled = [UNREAD, replace(UNREAD, fact_id="d:reject:2"), replace(UNREAD, label="prose", line=8)]
    text = printed(result(findings=[FINDING], not_understood=doubled))
    above = text.split("不符（1）")[0]
    assert above.count("出错的可能就是这一行") == 1
    assert "→ 第 7 行" in above
    assert "│ 教育支出 47 40" in above
    page = report_html.render([result(findings=[FINDING], not_understood=doubled)], Words("zh"))
    assert page.count("出错的可能就是这一行") == 1


def test_rows_that_were_not_read_leave_no_verdict_where_all_else_holds() -> None:
    notice = replace(FINDING, severity="notice")
    found = result(findings=[notice], not_understood=[UNREAD])
    assert found.status == "partial"
    assert check_command.exit_status([check_command.FileReport("d.txt", results=[found])]) == 2
    assert "但有 1 行没有读懂，不能下结论" in printed(found)
    assert result(findings=[notice]).status == "fine"


def test_a_row_whose_amounts_fit_no_column_comes_first() -> None:
    contradicts = replace(UNREAD, line=9, codes="amount_fits_no_column")
    assert [p.line for p in sentences.unread_first(result(not_understood=[UNREAD, contradicts]))] == [9, 7]


def test_the_id_that_explain_takes_stands_below_the_finding() -> None:
    assert "规则：甲＝乙（表式） X:d:1" in printed(result(findings=[FINDING]))
