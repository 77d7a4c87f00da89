"""Targets and actual values: operator, number, unit, kind; dates; printed numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.grammar.values import Value, is_number, iso_date, number, parse_value, percentage, total

EXAMPLES = [
    ("≥100百分比", ">=", "100", "%"),
    ("98(百分比)", "", "98", "%"),
    ("≥200.00(人)", ">=", "200.00", "人"),
    ("=1.00(家)", "=", "1.00", "家"),
    (">=520人次", ">=", "520", "人次"),
    ("≥\n2.00(次)", ">=", "2.00", "次"),
    ("100%(115人,20家企业)", "", "100", "%"),
    ("100%准确（3133人）", "", "100", "%"),
    ("20元/人/月", "", "20", "元/人/月"),
    ("平均每户1800元", "", "1800", "元/户"),
    ("90", "", "90", ""),
    ("≥90(%)", ">=", "90", "%"),
    ("80以上", ">=", "80", ""),
    ("5000人次以上", ">=", "5000", "人次"),
    ("不低于95%", ">=", "95", "%"),
    ("不超过3天", "<=", "3", "天"),
    ("10天内", "<=", "10", "天"),
    (">=95%以上参与活动的残疾人认为有促进作用", ">=", "95", "%"),
    ("=300.00(元/人/年)", "=", "300.00", "元/人/年"),
    ("≤17,000元", "<=", "17000", "元"),
    ("12个月", "", "12", "个月"),
    (">100(%)", ">", "100", "%"),
]
WORDS = [
    "及时",
    "2024年12月31日前",
    "6至11月",
    "2023年",
    "12月之前",
    "每月",
    "及时（10月）",
    "有95%的残疾人认为有提升",
]


@pytest.mark.parametrize(("text", "operator", "value", "unit"), EXAMPLES)
def test_quantities(text: str, operator: str, value: str, unit: str) -> None:
    assert parse_value(text) == Value(operator, value, unit, "quantitative")


@pytest.mark.parametrize("text", WORDS)
def test_words_and_dates_are_no_quantities(text: str) -> None:
    assert parse_value(text) == Value(kind="qualitative")


def test_an_operator_without_a_number_stays_qualitative() -> None:
    assert parse_value("=约定整理数量") == Value(operator="=", kind="qualitative")


def test_blank_is_nothing() -> None:
    assert parse_value(" \n") == Value()


@given(
    st.sampled_from(["≥", "≤", "=", ">=", "<=", ">", "<", ""]),
    st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False),
    st.sampled_from(["人", "人次", "%", "家", "元/人/年", "个"]),
    st.booleans(),
)
def test_what_is_printed_is_what_is_read(operator: str, value: object, unit: str, bracketed: bool) -> None:
    read = parse_value(f"{operator}{value}{f'({unit})' if bracketed else unit}")
    canonical = {"≥": ">=", "≤": "<="}.get(operator, operator)
    assert read == Value(canonical, str(value), unit, "quantitative")


@given(st.text(alphabet="及时提升≥≤=0123456789.,()（）%人次元年月日前后 每约", max_size=20))
def test_no_digit_is_invented(text: str) -> None:
    value = parse_value(text).value
    assert value.lstrip("-") in text.replace(",", "").replace(" ", "")


@given(st.dates(min_value=date(1949, 10, 1), max_value=date(2099, 12, 31)))
def test_dates_in_every_print(day: date) -> None:
    prints = [
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
        day.isoformat(),
    ]
    assert {iso_date(text) for text in prints} == {day.isoformat()}


@pytest.mark.parametrize("text", ["2025-13-01", "2025年", "及时", "", "2023-02-30"])
def test_what_is_no_date(text: str) -> None:
    assert iso_date(text) == ""


def test_printed_numbers() -> None:
    assert [number(text) for text in ("1,248.00", "－3.5", "-", "", "约3")] == ["1248.00", "-3.5", "", "", ""]
    assert percentage("99.87%") == "99.87"
    assert is_number("57,157,686.73")
    assert not is_number("1,24")
    assert total(["0.1", "0.2", ""]) == "0.3"
