"""Staged documents for the site: a two-sided table with blank rows, a form, and text that would like to be markup."""

from __future__ import annotations

from pathlib import Path

from loaders import records
from loaders.notes import note
from tests.warehouse import samples

HOSTILE = "</script><script>window.hit=1</script><img src=x onerror=window.hit=1>"
ODD_NAME = "脏文件 #1"


def hostile() -> records.Parsed:
    """Text of every kind that tries to be markup, beside amounts that add up."""
    table = records.Table(
        table_seq=1, table_type="revenue_expenditure_summary", table_title=f"收支总表{HOSTILE}", unit="万元",
        header_paths="预算数 | 合计 | 基本支出/人员经费 | 基本支出/公用经费", row_count=4, lines=(1,),
    )  # fmt: skip
    cells = [
        ("revenue", 1, "一、财政拨款收入", 1, "total", "预算数", "30.00"),
        ("revenue", 3, "收入总计", 1, "total", "预算数", "30.00"),
        ("expenditure", 1, f"一、{HOSTILE}", 1, "total", "合计", "30.00"),
        ("expenditure", 1, f"一、{HOSTILE}", 2, "personnel", "基本支出/人员经费", "30.00"),
    ]
    lines = [
        records.BudgetLine(
            table_seq=1, side=side, row_seq=row, subject_name=name, subject_level="0" if "总计" in name else "1",
            row_role="total" if "总计" in name else "item", measure=measure, measure_label=label, column_seq=column,
            amount_printed=amount, unit="万元", lines=(2 + row,), source_text=f"{name} {amount}",
        )
        for side, row, name, column, measure, label, amount in cells
    ]  # fmt: skip
    labels = [
        records.RowLabel(table_seq=1, side=side, row_seq=row, subject_name=name, lines=(2 + row,))
        for side, row, name in (
            ("revenue", 1, "一、财政拨款收入"),
            ("revenue", 2, "二、事业收入"),
            ("revenue", 3, "收入总计"),
            ("expenditure", 1, f"一、{HOSTILE}"),
            ("expenditure", 2, "二、外交支出"),
        )
    ]
    stated = records.StatedAmount(
        section=HOSTILE, subject_name=HOSTILE, amount_printed="30.00", unit="万元", quote=HOSTILE, lines=(20,),
        source_text=HOSTILE,
    )  # fmt: skip
    return records.Parsed(
        tables=[table],
        budget_lines=lines,
        row_labels=labels,
        stated_amounts=[stated],
        rejects=[
            records.Reject(stage="prose", note=note("unread", why=HOSTILE), lines=(30,), source_text=HOSTILE)
        ],
    )


def hostile_form() -> records.Parsed:
    """A form whose names try to be markup and whose rating contradicts its score."""
    parsed = samples.self_evaluation(rating="良")
    parsed.evaluations[0].subject_name = HOSTILE
    parsed.indicators[0].level3 = HOSTILE
    parsed.indicators[1].actual_printed, parsed.indicators[1].actual_value = "8", "8"
    parsed.funding[0].source_label = f"年度资金总额{HOSTILE}"
    parsed.form_fields.append(records.FormField(form_seq=1, label=HOSTILE, value=HOSTILE, lines=(30,)))
    return parsed


def stage_all(folder: Path) -> Path:
    """The samples of the warehouse and the hostile ones."""
    samples.stage_all(folder)
    samples.stage(folder, ODD_NAME, hostile(), "department_budget")
    samples.stage(folder, "hostile-form", hostile_form(), "performance_self_evaluation")
    return folder
