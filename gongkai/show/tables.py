"""``gongkai tables``: what was read, on a terminal or as CSV files."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from gongkai.check.report_xlsx import neutral
from gongkai.show.view import Form, Grid, View
from gongkai.words import SIDES, Words, grouped, safe

if TYPE_CHECKING:
    from rich.console import Console

_FIELD_NAMES = {
    "subject_name": ("名称", "name"), "project_code": ("项目编码", "project code"), "fiscal_year": ("年度", "year"),
    "project_nature": ("项目性质", "nature"), "project_category": ("项目类别", "category"),
    "project_attribute": ("项目属性", "attribute"), "project_term": ("项目期", "term"), "start_date": ("开始日期", "start"),
    "end_date": ("完成日期", "end"), "supervising_department": ("主管部门", "supervising department"),
    "implementing_unit": ("实施单位", "implementing unit"), "total_weight": ("总分值", "total weight"),
    "total_score": ("总得分", "total score"), "rating": ("等级", "rating"), "filled_at": ("填报日期", "filled in"),
}  # fmt: skip
_FUNDING = (
    ("资金来源", "source", "source_label"), ("阶段", "phase", "phase_label"), ("金额", "amount", "amount_printed"), ("单位", "unit", "unit"),
    ("权重", "weight", "weight"), ("执行率", "rate", "execution_rate"), ("得分", "score", "score"), ("行", "line", "source_line"),
)  # fmt: skip
_INDICATORS = (
    ("阶段", "phase", "phase"), ("一级指标", "level 1", "level1"), ("二级指标", "level 2", "level2"), ("三级指标", "level 3", "level3"),
    ("指标值", "target", "target_printed"), ("完成值", "actual", "actual_printed"), ("分值", "weight", "weight"),
    ("得分", "score", "score"), ("偏差原因", "deviation", "deviation"), ("行", "line", "source_line"),
)  # fmt: skip
_RIGHT = {"amount_printed", "weight", "execution_rate", "score", "source_line"}
_MAX_CELL = 300


def show(console: Console, view: View, words: Words, limit: int) -> None:
    """Print all that was read from a document, at most ``limit`` rows of each table."""
    console.print(
        Text(safe(f"{view.file_name}  《{view.title}》" if view.title else view.file_name), style="bold")
    )
    if view.status_reason:
        console.print(
            Text(safe(f"✗ {words('未能读取', 'could not be read')}：{view.status_reason}"), style="red")
        )
        return
    for grid in view.tables:
        _grid(console, grid, words, limit)
    for form in view.forms:
        _form(console, form, words, limit)
    if view.stated:
        header = [
            words("位置", "where"),
            words("事项", "subject"),
            words("金额", "amount"),
            words("原文", "as printed"),
        ]
        rows = [
            [words.place(p.page, p.line, is_sheet=p.is_sheet), p.label, f"{grouped(p.value)}{p.unit}", p.text]
            for p in view.stated
        ]
        _print(console, words("文字中的金额", "Amounts in prose"), header, rows, {2}, words, limit)
    if view.not_understood:
        header = [words("位置", "where"), words("原因", "reason"), words("原文", "as printed")]
        rows = [
            [words.place(p.page, p.line, is_sheet=p.is_sheet), p.value, p.text] for p in view.not_understood
        ]
        _print(console, words("没有读懂的", "Not understood"), header, rows, set(), words, limit)
    if not (view.tables or view.forms or view.stated):
        console.print(
            Text(words("没有读出表格、绩效表或文字金额", "no tables, forms or amounts found"), style="yellow")
        )


def write_csv(folder: Path, views: Sequence[View], words: Words) -> int:
    """Write every table as a CSV file that spreadsheets open as text; the number of files written."""
    count = 0
    for view in views:
        target = folder / view.document_id
        target.mkdir(parents=True, exist_ok=True)
        for name, rows in _files(view, words):
            with (target / name).open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows([neutral(value) for value in row] for row in rows)
            count += 1
    return count


def _files(view: View, words: Words) -> Iterator[tuple[str, list[list[Any]]]]:
    for grid in view.tables:
        title = re.sub(r"[^\w（）]+", "", grid.title)[:40]
        name = "-".join(p for p in (f"{grid.table_seq:02d}", title, grid.side) if p)
        rows = [[r.page, r.line, r.code, r.name, r.second_name, *r.amounts, r.repair] for r in grid.rows]
        header = [
            words("页", "page"),
            words("行", "line"),
            *_label_header(words),
            *grid.columns,
            words("修复", "repair"),
        ]
        yield f"{name}.csv", [header, *rows]
    for form in view.forms:
        fields = [[words.name(_FIELD_NAMES, k), v] for k, v in form.fields.items()]
        yield f"form-{form.form_seq:02d}-fields.csv", fields
        yield f"form-{form.form_seq:02d}-funding.csv", _records(form.funding, _FUNDING, words)
        yield f"form-{form.form_seq:02d}-indicators.csv", _records(form.indicators, _INDICATORS, words)
    for name, found in (("prose.csv", view.stated), ("not-understood.csv", view.not_understood)):
        if found:
            yield (
                name,
                [
                    ["page", "line", "label", "value", "unit", "text"],
                    *([p.page, p.line, p.label, p.value, p.unit, p.text] for p in found),
                ],
            )


def _grid(console: Console, grid: Grid, words: Words, limit: int) -> None:
    side = f"（{words.name(SIDES, grid.side)}）" if grid.side else ""
    unit = f" {words('单位', 'unit')}：{grid.unit}" if grid.unit else ""
    title = f"{grid.table_seq}. {grid.title}{side} · {words.place(grid.page, grid.line)}{unit} [{grid.table_type}]"
    rows = []
    for row in grid.rows:
        mark = f"* {row.repair}" if row.repair else ""
        rows.append(
            [str(row.line or ""), row.code, row.name, row.second_name, *map(grouped, row.amounts), mark]
        )
    header = [words("行", "line"), *_label_header(words), *grid.columns, words("修复", "repair")]
    if not grid.columns:
        console.print()
        console.print(Text(safe(title), style="bold"))
        console.print(Text(safe(f"   {words('没有金额', 'no amounts')}：{grid.note or '—'}")))
        return
    _print(console, title, header, rows, {0, *range(4, 4 + len(grid.columns))}, words, limit)


def _form(console: Console, form: Form, words: Words, limit: int) -> None:
    title = f"{words('绩效表', 'Form')} {form.form_seq}. {form.title or form.form_type} · {words.place(form.page, form.line)} [{form.form_type}]"
    _print(
        console,
        title,
        ["", ""],
        [[words.name(_FIELD_NAMES, k), v] for k, v in form.fields.items()],
        set(),
        words,
        limit,
    )
    for items, columns in ((form.funding, _FUNDING), (form.indicators, _INDICATORS)):
        header, *rows = _records(items, columns, words)
        right = {i for i, (*_, key) in enumerate(columns) if key in _RIGHT}
        if rows:
            _print(console, "", header, rows, right, words, limit)


def _records(
    items: Sequence[dict[str, Any]], columns: Sequence[tuple[str, str, str]], words: Words
) -> list[list[Any]]:
    return [[words(zh, en) for zh, en, _ in columns], *([item[key] for *_, key in columns] for item in items)]


def _print(
    console: Console, title: str, header: Sequence[str], rows: Sequence[Sequence[Any]], right: set[int], words: Words,
    limit: int,
) -> None:  # fmt: skip
    """A table without the columns that are blank in every row."""
    console.print()
    if title:
        console.print(Text(safe(title), style="bold"))
    used = [i for i in range(len(header)) if any(row[i] not in (None, "") for row in rows)]
    table = Table(show_header=any(header), header_style="bold", show_lines=False)
    for i in used:
        table.add_column(escape(safe(header[i])), justify="right" if i in right else "left", overflow="fold")
    for row in rows[:limit]:
        table.add_row(*(Text(_cell(row[i])) for i in used))
    console.print(table)
    if len(rows) > limit:
        console.print(Text(words(f"   ……另有 {len(rows) - limit} 行", f"   … {len(rows) - limit} more rows")))


def _cell(value: object) -> str:
    text = "" if value is None else safe(value)
    return text if len(text) <= _MAX_CELL else f"{text[:_MAX_CELL]}…"


def _label_header(words: Words) -> list[str]:
    return [words("编码", "code"), words("项目", "item"), words("项目二", "second item")]
