"""A budget that lacks rows, or has a cell in the wrong column."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from loaders import records
from tests.warehouse import samples
from tests.warehouse.content_samples import stage


def budget(*, without: tuple[str, ...] = (), moved: str = "", longest_only: bool = False) -> records.Parsed:
    """A 支出预算总表 and a 一般公共预算支出表 of the same amounts; the first lacks rows or has a cell in the wrong column."""
    lines = [line for line in samples.budget_lines() if line.subject_name not in without]
    if longest_only:
        lines = [line for line in lines if len(line.subject_code) in (0, 7)]
    to = {measure: (seq, measure, label) for seq, (measure, label) in enumerate(samples.COLUMNS, 1)}
    other = {"basic": "project", "project": "basic"}
    for at, line in enumerate(lines):
        if line.subject_name == moved and line.measure in other:
            seq, measure, label = to[other[line.measure]]
            lines[at] = replace(line, column_seq=seq, measure=measure, measure_label=label)
    whole = [replace(line, table_seq=2, lines=(30 + line.row_seq,)) for line in samples.budget_lines()]
    tables = [
        records.Table(
            table_seq=seq, table_type=kind, table_title=title, unit="元", row_count=8, lines=(9 + 20 * seq,)
        )
        for seq, (kind, title) in enumerate(
            (("expenditure_summary", "支出预算总表"), ("general_budget_expenditure", "一般公共预算支出表")), 1
        )
    ]
    return records.Parsed(tables=tables, budget_lines=lines + whole)


DOCUMENTS = {
    "whole": budget(),
    "no-total": budget(without=("合计",)),
    "no-class": budget(without=("住房保障支出",)),
    "no-detail": budget(without=("住房公积金",)),
    "no-classes": budget(without=("社会保障和就业支出", "住房保障支出", "残疾人事业")),
    "list": budget(longest_only=True),
    "moved": budget(moved="残疾人就业"),
}


def stage_all(folder: Path) -> Path:
    for name, parsed in DOCUMENTS.items():
        stage(folder, name, parsed)
    return folder
