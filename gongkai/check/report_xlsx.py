"""The result of a check as a workbook. Every cell is text, and none of a document's text can become a formula."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import xlsxwriter

from gongkai.check import sentences
from gongkai.check.model import Finding, Result
from gongkai.export.cells import display_width
from gongkai.places import KIND_NAMES
from gongkai.words import FAMILIES, SEVERITIES, Words, safe

_ACTIVE = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^[+-]?\d[\d,]*(\.\d+)?%?$")
_MAX_CELL = 32_000
_LINE_HEIGHT = 15.0  # points
_MOST_LINES = 20
_A3 = 8
Row = Sequence[object]


def write(path: Path, results: Sequence[Result], words: Words) -> None:
    """Write a workbook: summary, findings, rules applied, amounts that none uses, what was not understood."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        for (zh, en), header, widths, rows in (
            (("概要", "Summary"), _summary_header(words), (30, 40, 18, 8, 46, 8, 8, 8, 8), _summary(results, words)),
            (("不符", "Findings"), _finding_header(words), (26, 8, 10, 8, 8, 16, 70, 16, 16, 16, 8, 30, 60, 40), _findings(results, words)),
            (("核对情况", "Checked"), _checked_header(words), (26, 14, 24, 8, 8, 8, 60), _checked(results, words)),
            (("没有核对的数", "Not checked"), _unchecked_header(words), (26, 8, 8, 14, 50, 16, 8, 70), _unchecked(results, words)),
            (("未读懂", "Not understood"), _unread_header(words), (26, 8, 8, 50, 70), _not_understood(results, words)),
        ):  # fmt: skip
            _sheet(book, words(zh, en), header, widths, rows)


def neutral(value: object) -> str:
    """Text that no spreadsheet takes for a formula, also after it was saved as CSV: ``=1+1`` → ``'=1+1``."""
    text = safe(value)[:_MAX_CELL] if value is not None else ""
    return f"'{text}" if _ACTIVE.match(text) and not _NUMBER.match(text) else text


def _sheet(
    book: xlsxwriter.Workbook, name: str, header: Sequence[str], widths: Sequence[int], rows: Iterable[Row]
) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format(
        {"bold": True, "bg_color": "#F1F4F8", "bottom": 1, "text_wrap": True, "valign": "top"}
    )
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (title, width) in enumerate(zip(header, widths, strict=True)):
        sheet.write_string(0, column, title, bold)
        sheet.set_column(column, column, width)
    last = 0
    for last, row in enumerate(rows, 1):
        # Not every program fits the height of a row to its text.
        lines = [
            math.ceil(display_width(str(value), _MAX_CELL) * 1.1 / width)
            for value, width in zip(row, widths, strict=True)
            if value is not None
        ]
        sheet.set_row(last, _LINE_HEIGHT * min(max(lines, default=1), _MOST_LINES))
        for column, value in enumerate(row):
            sheet.write_string(last, column, neutral(value), plain)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(header) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _summary_header(words: Words) -> list[str]:
    return [
        words("文件", "File"), words("标题", "Title"), words("单位", "Agency"), words("年度", "Year"),
        words("结论", "Verdict"), words("相符", "Hold"), words("不符", "Errors"), words("提示", "Other"),
        words("缺少", "Missing"),
    ]  # fmt: skip


def _summary(results: Sequence[Result], words: Words) -> Iterator[Row]:
    for r in results:
        text = r.status_reason or sentences.verdict(r, words)
        missing = "、".join(o.title for o in r.missing)
        others = len(r.roots) - len(r.errors)
        yield r.file_name, r.title, r.agency, r.fiscal_year, text, r.passed, len(r.errors), others, missing


def _finding_header(words: Words) -> list[str]:
    return [
        words("文件", "File"), words("序号", "No."), words("程度", "Severity"), words("页", "Page"), words("行", "Line"), words("规则", "Rule"),
        words("说明", "Explanation"), words("印出", "Stated"), words("应为", "Expected"), words("相差", "Difference"),
        words("单位", "Unit"), words("原文", "Row as printed"), words("涉及的数", "Operands"), words("编号", "Id"),
    ]  # fmt: skip


def _findings(results: Sequence[Result], words: Words) -> Iterator[Row]:
    """One row a root (1, 2, …), its consequences below it (1.1, 1.2, …)."""
    for r in results:
        for number, root in enumerate(r.roots, 1):
            yield _finding(r, root.finding, f"{number}", words)
            for part, finding in enumerate(root.consequences, 1):
                yield _finding(r, finding, f"{number}.{part}", words)
        for o in r.missing:
            title = words("缺少的内容", "Missing")
            yield (
                r.file_name,
                "",
                title,
                None,
                None,
                title,
                o.title,
                None,
                None,
                None,
                None,
                None,
                o.basis,
                None,
            )


def _finding(r: Result, f: Finding, number: str, words: Words) -> Row:
    operands = "； ".join(f"{sentences.where(p, r, words)} {p.label} {p.value}{p.unit}" for p in f.operands)
    return (
        r.file_name, number, words.name(SEVERITIES, f.severity), f.page, None if f.is_sheet else f.line,
        words(f.rule_title, f.rule_title_en), " ".join([f.explanation, *sentences.notes(f, words)]),
        f.stated, f.expected, f.difference, f.unit, f.text, operands, f.check_id,
    )  # fmt: skip


def _checked_header(words: Words) -> list[str]:
    return [
        words("文件", "File"), words("类别", "Family"), words("规则", "Rule"), words("相符", "Hold"), words("不成立", "Fail"),
        words("未核对", "N/A"), words("未核对的原因", "Why not"),
    ]  # fmt: skip


def _checked(results: Sequence[Result], words: Words) -> Iterator[Row]:
    for r in results:
        for t in r.tallies:
            why = "；".join(f"{reason}（{count}）" for reason, count in t.reasons.items())
            family = words.name(FAMILIES, t.family)
            yield (
                r.file_name,
                family,
                words(t.rule_title, t.rule_title_en),
                t.passed,
                t.failed,
                t.not_applicable,
                why,
            )
        for rule in r.unused_rules:
            family = words.name(FAMILIES, rule.family)
            title = words(rule.rule_title, rule.rule_title_en)
            yield r.file_name, family, title, 0, 0, 0, rule.reason


def _unchecked_header(words: Words) -> list[str]:
    return [
        words("文件", "File"), words("页", "Page"), words("行", "Line"), words("种类", "Kind"), words("项目", "Item"),
        words("印出", "Printed"), words("单位", "Unit"), words("原文", "Row as printed"),
    ]  # fmt: skip


def _unchecked(results: Sequence[Result], words: Words) -> Iterator[Row]:
    for r in results:
        for p in r.unchecked_amounts:
            line = None if p.is_sheet else p.line
            yield r.file_name, p.page, line, words(*KIND_NAMES[p.kind]), p.label, p.value, p.unit, p.text


def _unread_header(words: Words) -> list[str]:
    return [
        words("文件", "File"),
        words("页", "Page"),
        words("行", "Line"),
        words("原因", "Reason"),
        words("原文", "As printed"),
    ]


def _not_understood(results: Sequence[Result], words: Words) -> Iterator[Row]:
    for r in results:
        for p in r.not_understood:
            yield r.file_name, p.page, None if p.is_sheet else p.line, words.told(p.value), p.text
