"""Whole small documents: the same numbers in other clothes, units per table, column and row, rows of column numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from loaders import pipeline, readers
from loaders.grammar.units import yuan_factor
from loaders.records import BudgetLine

_BUDGET = """甲县水利局2025年部门预算

2025年，本部门收入预算4,336.11万元，比上年预算减少2,023.41万元。

2025年部门支出总表
编制部门：甲县水利局
单位：元
科目编码 科目名称 合计 基本支出 项目支出
208 社会保障和就业支出 42,997,732 3,048,519 39,949,213
208 05 行政事业单位养老支出 534,253 534,253
208 05 02 事业单位离退休 21,280 21,280
208 05 05 机关事业单位基本养老保险缴费支出 341,982 341,982
208 05 06 机关事业单位职业年金缴费支出 170,991 170,991
208 11 残疾人事业 42,463,479 2,514,266 39,949,213
208 11 05 残疾人就业 24,100,443 24,100,443
208 11 99 其他残疾人事业支出 18,363,036 2,514,266 15,848,770
210 卫生健康支出 213,739 213,739
210 11 行政事业单位医疗 213,739 213,739
210 11 02 事业单位医疗 213,739 213,739
合计 43,211,471 3,262,258 39,949,213
"""
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_CLOTHES = {
    "wide comma": lambda number: number.replace(",", "，"),
    "apostrophe": lambda number: number.replace(",", "'"),
    "typographic apostrophe": lambda number: number.replace(",", "’"),
    "space": lambda number: number.replace(",", " "),
    "no-break space": lambda number: number.replace(",", "\u00a0"),
    "narrow no-break space": lambda number: number.replace(",", "\u202f"),
    "thin space": lambda number: number.replace(",", "\u2009"),
    "full width": lambda number: number.translate(_WIDE),
}


def _load(path: Path, text: str) -> pipeline.Staged:
    path.write_text(text, encoding="utf-8")
    source = next(iter(readers.sources(path, root=path.parent)))
    document = readers.read_source(source)
    assert not isinstance(document, readers.Unread)
    return pipeline.load(document)


def _cells(staged: pipeline.Staged) -> list[tuple[str, str, str, str]]:
    return [
        (row.subject_code, row.measure_label, row.amount_printed, row.unit)
        for row in staged.parsed.budget_lines
    ]


def _yuan(row: BudgetLine) -> Decimal | None:
    factor = yuan_factor(row.unit)
    return None if factor is None else Decimal(row.amount_printed) * factor


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Staged:
    return _load(tmp_path_factory.mktemp("plain") / "budget.txt", _BUDGET)


@pytest.mark.parametrize("clothes", sorted(_CLOTHES))
def test_a_document_reads_the_same_however_its_thousands_are_separated(
    tmp_path: Path, plain: pipeline.Staged, clothes: str
) -> None:
    text = _GROUPED.sub(lambda match: _CLOTHES[clothes](match[0]), _BUDGET)

    staged = _load(tmp_path / "budget.txt", text)

    assert len(_cells(plain)) == 28
    assert _cells(staged) == _cells(plain)
    stated = [
        (row.subject_name, row.amount_printed, row.change_printed) for row in staged.parsed.stated_amounts
    ]
    assert stated == [("收入预算", "4336.11", "-2023.41")]
    assert staged.parsed.rejects == []
    printed = [" ".join(row.source_text.split()) for row in staged.parsed.budget_lines]
    assert all(row in " ".join(text.split()) for row in printed), "what was printed is quoted as printed"


def test_a_comma_between_numbers_of_a_sentence_separates_no_thousands(tmp_path: Path) -> None:
    staged = _load(tmp_path / "a.txt", _BUDGET + "\n三个项目分别为100，200，300万元。\n")

    assert "100200300" not in [row.amount_printed for row in staged.parsed.stated_amounts]


def test_currency_signs_and_signs_of_negative_amounts(tmp_path: Path) -> None:
    html = (
        "<p>甲县水利局2025年部门预算</p><p>2025年收支总表</p><p>单位：元</p><table>"
        "<tr><td>项目</td><td>预算数</td></tr><tr><td>一、拨款收入</td><td>￥1，234.50</td></tr>"
        "<tr><td>二、事业收入</td><td>（1,200.00）</td></tr><tr><td>三、其他收入</td><td>△34.50</td></tr>"
        "<tr><td>收入总计</td><td>−0.00</td></tr></table>"
    )
    staged = _load(tmp_path / "a.html", html)

    assert [row.amount_printed for row in staged.parsed.budget_lines] == [
        "1234.50",
        "-1200.00",
        "-34.50",
        "-0.00",
    ]


def test_one_comma_and_the_decimal_comma_are_told_by_the_column(tmp_path: Path) -> None:
    html = (
        "<p>甲县水利局2025年部门预算</p><p>2025年支出总表</p><p>单位：元</p><table>"
        "<tr><td>科目编码</td><td>科目名称</td><td>合计</td><td>基本支出</td></tr>"
        "<tr><td>208</td><td>社会保障和就业支出</td><td>125360,898</td><td>1.234,50</td></tr>"
        "<tr><td>210</td><td>卫生健康支出</td><td>1851,801</td><td>12,5</td></tr></table>"
    )
    staged = _load(tmp_path / "a.html", html)

    assert [row.amount_printed for row in staged.parsed.budget_lines] == [
        "125360898",
        "1234.50",
        "1851801",
        "12.5",
    ]


@pytest.mark.parametrize(
    ("caption", "unit", "yuan"),
    [("单位：千元", "千元", "100000"), ("单位：百万元", "百万元", "100000000"), ("单位：（万元）", "万元", "1000000"),
     ("單位：萬元", "万元", "1000000"), ("单位名称：丙县水利局 单位:万元", "万元", "1000000"), ("单位：美元", "美元", None),
     ("金额单位：人民币百元", "百元", "10000"), ("单位：万\n元", "万元", "1000000")],
)  # fmt: skip
def test_a_unit_that_is_printed_is_the_tables_own(
    tmp_path: Path, caption: str, unit: str, yuan: str | None
) -> None:
    text = (
        f"丙县水利局2024年部门预算\n\n2024年部门收支总表\n{caption}\n项目\t预算数\n一、一般公共预算拨款收入\t100.00\n收入总计\t100.00\n\n"
        "2024年部门支出总表\n单位：元\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t80.00\n合计\t80.00\n"
    )
    staged = _load(tmp_path / "a.txt", text)

    first = [row for row in staged.parsed.budget_lines if row.table_seq == 1]
    assert [row.unit for row in first] == [unit, unit]
    assert [_yuan(row) for row in first] == [None if yuan is None else Decimal(yuan)] * 2
    reported = "unit_not_understood" in [reject.code for reject in staged.parsed.rejects]
    assert reported is (yuan is None)


def test_a_unit_is_borrowed_only_where_none_is_printed(tmp_path: Path) -> None:
    html = (
        "<p>丙县水利局2024年部门预算</p><p>2024年支出总表</p><p>单位：万元</p><table>"
        "<tr><td>科目编码</td><td>科目名称</td><td>合计</td></tr><tr><td>201</td><td>一般公共服务支出</td><td>80.00</td></tr></table>"
        "<p>2024年采购预算表</p><table><tr><td>项目</td><td>数量（台）</td><td>预算数（千元）</td><td>金额</td></tr>"
        "<tr><td>计算机</td><td>3</td><td>12.00</td><td>1.20</td></tr></table>"
    )
    staged = _load(tmp_path / "a.html", html)

    second = [row for row in staged.parsed.budget_lines if row.table_seq == 2]
    assert [(row.unit, row.repair_code) for row in second] == [
        ("台", ""), ("千元", ""), ("万元", "unit_borrowed")
    ]  # fmt: skip


def test_a_row_of_column_numbers_gives_no_amounts(tmp_path: Path) -> None:
    html = (
        "<p>2023年度某县教育局部门决算</p><p>支出决算表</p><p>部门:某县教育局</p><p>单位:万元</p><table>"
        "<tr><td colspan=4>项目</td><td rowspan=2>本年支出合计</td><td rowspan=2>基本支出</td></tr>"
        "<tr><td colspan=3>支出功能分类科目编码</td><td>科目名称</td></tr>"
        "<tr><td>类</td><td>款</td><td>项</td><td>栏次</td><td>1</td><td>2</td></tr>"
        "<tr><td colspan=4>合计</td><td>30.00</td><td>20.00</td></tr>"
        "<tr><td colspan=3>205</td><td>教育支出</td><td>30.00</td><td>20.00</td></tr></table>"
    )
    staged = _load(tmp_path / "a.html", html)

    assert _cells(staged) == [
        ("", "本年支出合计", "30.00", "万元"), ("", "基本支出", "20.00", "万元"),
        ("205", "本年支出合计", "30.00", "万元"), ("205", "基本支出", "20.00", "万元"),
    ]  # fmt: skip


def test_the_owner_and_unit_above_a_table_without_a_title_are_its_own(tmp_path: Path) -> None:
    html = (
        "<p>济宁市第二人民医院2017年度部门决算</p><p>1.《收入支出决算总表》</p><p>单位名称:济宁市第二人民医院 单位:万元</p><table>"
        "<tr><td colspan=3>收入</td><td colspan=3>支出</td></tr>"
        "<tr><td>项目</td><td>行次</td><td>金额</td><td>项目</td><td>行次</td><td>金额</td></tr>"
        "<tr><td>一、财政拨款收入</td><td>1</td><td>625.58</td><td>一、一般公共服务支出</td><td>28</td><td></td></tr>"
        "<tr><td>本年收入合计</td><td>22</td><td>625.58</td><td>本年支出合计</td><td>49</td><td>625.58</td></tr></table>"
    )
    staged = _load(tmp_path / "a.html", html)

    assert [(row.amount_printed, row.unit) for row in staged.parsed.budget_lines] == [("625.58", "万元")] * 3
