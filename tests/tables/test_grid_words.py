from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.grammar.units import header_unit
from loaders.tables.grid_words import amount, header_kind, is_blank, is_code, is_total


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("1,234.50", "1234.50"),
        ("－3.2", "-3.2"),
        ("12 345.6", "12345.6"),
        ("0", "0"),
        ("85.3%", "85.3"),
        ("１２．５０", "12.50"),
        ("1,234,\n567.00", "1234567.00"),
        ("12,34", None),
        ("3辆", None),
        ("—", None),
        ("2024年", None),
    ],
)
def test_amount(text: str, digits: str | None) -> None:
    assert amount(text) == digits


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_every_grouped_amount_keeps_its_digits(value: object) -> None:
    assert amount(f"{value:,}") == str(value)


@pytest.mark.parametrize("text", ["", " ", "-", "—", "无", "——", "/", "－"])
def test_blank(text: str) -> None:
    assert is_blank(text)


def test_zero_is_not_blank() -> None:
    assert not is_blank("0")
    assert not is_blank("0.00")


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("功能分类\n科目编码", "code"),
        ("单位编码", "unit_code"),
        ("部门（单位）代码", "unit_code"),
        ("单位代码（科目编码）", "code"),
        ("单位编码（必填）", "unit_code"),
        ("科目名称", "name"),
        ("项目支出", "money"),
        ("项目（按功能分类）", "name"),
        ("项目名称", "name"),
        ("单位名称", "unit"),
        ("采购方式", "other"),
        ("数量", "count"),
        ("增减率（%）", "percent"),
        ("增减%", "percent"),
        ("2024年预算数", "money"),
        ("行次", "sequence"),
        ("政府预算支出经济分类科目名称", "second_name"),
        ("某某", ""),
    ],
)
def test_header_kind(header: str, kind: str) -> None:
    assert header_kind(header) == kind


def test_units_of_headers() -> None:
    assert header_unit("金额（万元）") == "万元"
    assert header_unit("因公出国（境）费") == ""
    assert [header_unit(text) for text in ("债务支出（待分）", "教学楼（三单元）", "满意度（分）")] == ["", "", "分"]
    assert [header_unit(text) for text in ("外债（万美元）", "赠款（折合美元）", "金额（亿）")] == ["万美元", "折合美元", "亿"]


def test_codes_and_totals() -> None:
    assert [is_code(t) for t in ("201", "20103", "2010301", "2010", "01")] == [True, True, True, False, False]
    assert [is_total(t) for t in ("合 计", "本年收入合计", "支出总计", "小计", "其他支出")] == [
        True,
        True,
        True,
        False,
        False,
    ]
