"""Printed digits as decimals: exact whether 64 bits hold them or not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb
import jinja2
import pytest

from gongkai.settings import PROJECT


@pytest.fixture(scope="module")
def macros() -> Any:
    """The macros of money, which need nothing of dbt."""
    source = (PROJECT / "macros" / "money.sql").read_text(encoding="utf-8")
    return jinja2.Environment().from_string(source).module


def _value(expression: str) -> Any:
    return duckdb.sql(f"select {expression}").fetchall()[0][0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-0012.5", "-12.5"),
        ("0.123456", "0.123456"),
        ("0.1234567", "0.1234567"),
        ("99999999999.999999", "99999999999.999999"),
        ("123456789012.5", "123456789012.5"),
        ("123456789012345678.25", "123456789012345678.25"),
        ("1234567890123456789", None),
        ("12%", None),
        ("", None),
    ],
)
def test_digits_are_read_whole_or_not_at_all(macros: Any, text: str, value: str | None) -> None:
    assert _value(macros.exact(f"'{text}'")) == (value and Decimal(value))


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("12.34565", "元", "12.35"),
        ("-0.005", "元", "-0.01"),
        ("1.2345674", "万元", "12345.67"),
        ("99999999999.99", "亿元", None),
        ("9999999999.99", "亿元", "999999999999000000"),
        ("12.5", "人", None),
    ],
)
def test_amounts_in_yuan_are_exact_to_the_cent(macros: Any, text: str, unit: str, amount: str | None) -> None:
    assert _value(macros.yuan(f"'{text}'", f"'{unit}'")) == (amount and Decimal(amount))
