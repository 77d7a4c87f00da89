"""Stored numbers and what Excel shows for them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.readers.number_format import built_in, is_date_format, shown

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (1234.4999999, "#,##0.00", "1,234.50"),
        (0.1 + 0.2, "General", "0.3"),
        (1234567.5, "General", "1234567.5"),
        (156211123, "General", "156211123"),
        (2.675, "0.00", "2.68"),
        (-2.675, "0.00", "-2.68"),
        (1234.5, "0", "1235"),
        (-1234.5, "#,##0.00_);(#,##0.00)", "-1,234.50"),
        (-1234.5, "#,##0.00;[Red]#,##0.00", "-1,234.50"),
        (1234.5, ACCOUNTING, "1,234.50"),
        (-1234.5, ACCOUNTING, "-1,234.50"),
        (0, ACCOUNTING, "-"),
        (0, "#,##0;-#,##0;", ""),
        (0, "#,###", ""),
        (0, "0.00", "0.00"),
        (0.1558, "0.00%", "15.58%"),
        (12345678, "#,##0.00,", "12,345.68"),
        (5, '0"人"', "5人"),
        (5, '"≥"0', "≥5"),
        (7, "000", "007"),
        (3.5, "0.##", "3.5"),
        (-0.001, "0.00", "0.00"),
        (2080505, "@", "2080505"),
        ("无", "#,##0.00", "无"),
        (True, "General", "TRUE"),
        (None, "0", ""),
    ],
)
def test_shown(value: object, code: str, expected: str) -> None:
    assert shown(value, code) == expected


@pytest.mark.parametrize(
    ("index", "value", "expected"),
    [
        (57, datetime(2021, 2, 10), "2021年2月"),
        (58, datetime(2021, 2, 10), "2月10日"),
        (31, datetime(2021, 2, 10), "2021年2月10日"),
        (62, 1234.5, "1,234.50"),
        (68, 0.0125, "1.25%"),
        (63, 1234.5, "1234.5"),
    ],
)
def test_formats_named_by_number_only(index: int, value: object, expected: str) -> None:
    assert shown(value, built_in(index)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("yyyy-mm-dd", "2024-03-05"),
        ('yyyy"年"m"月"d"日"', "2024年3月5日"),
        ("m/d/yyyy", "2024/3/5"),
        ("yyyy/m/d h:mm", "2024/3/5 9:07"),
    ],
)
def test_dates(code: str, expected: str) -> None:
    assert is_date_format(code)
    assert shown(datetime(2024, 3, 5, 9, 7), code) == expected


@given(st.decimals(min_value=0, max_value=10**10, places=2))
def test_amounts_survive_storage_as_float(amount: Decimal) -> None:
    assert shown(float(amount), "#,##0.00") == f"{amount:,.2f}"
