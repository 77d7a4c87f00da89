"""Whatever a number is printed in, it reads the same; what is no number is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.grammar.numbers import has_decimal_comma, plain_number, read_number

_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_SEPARATORS = [",", "，", "'", "’", " ", "\u00a0", "\u202f", "\u2009", ""]
_MINUS = ["-", "−", "－", "–", "△", "▲", "▼", "()", "（）"]


def _grouped(whole: str, separator: str) -> str:
    head = len(whole) % 3 or 3
    return separator.join([whole[:head], *(whole[n : n + 3] for n in range(head, len(whole), 3))])


@given(
    whole=st.integers(0, 10**13),
    decimals=st.text("0123456789", max_size=6),
    separator=st.sampled_from(_SEPARATORS),
    minus=st.sampled_from(["", *_MINUS]),
    currency=st.sampled_from(["", "¥", "￥"]),
    wide=st.booleans(),
    percent=st.sampled_from(["", "%", "％"]),
    blank=st.sampled_from(["", " ", "\u3000", "\n"]),
)
def test_every_print_of_a_number_reads_the_same(
    whole: int, decimals: str, separator: str, minus: str, currency: str, wide: bool, percent: str, blank: str
) -> None:
    digits = f"{whole}.{decimals}" if decimals else str(whole)
    printed = _grouped(str(whole), separator) + (f".{decimals}" if decimals else "")
    if wide:
        printed = printed.translate(_WIDE)
    bracketed = minus in ("()", "（）")
    # A short whole number in brackets is the mark of a list.
    if bracketed and not decimals and not percent and whole < 1000:
        printed, bracketed, minus = printed, False, ""
    printed = (
        f"{minus[0]}{currency}{printed}{percent}{minus[1]}"
        if bracketed
        else f"{minus}{currency}{printed}{percent}"
    )

    found = read_number(blank + printed + blank)

    assert found is not None, printed
    assert found.digits == ("-" if minus else "") + digits
    assert found.mark == ("%" if percent else "")


@given(head=st.integers(1, 10**7), tail=st.integers(0, 999), comma=st.sampled_from(",，"))
def test_one_comma_before_three_digits_separates_thousands(head: int, tail: int, comma: str) -> None:
    found = read_number(f"{head}{comma}{tail:03}")

    assert found is not None
    assert found.digits == f"{head}{tail:03}"


@pytest.mark.parametrize(
    "text",
    ["", "-", "—", "无", "12,34", "1,2345", "12 34", "208 05 01", "0,898", "1,234,", "(1)", "（12）", "5-6", "1.2.3",
     "100万元", "--5", "(5", "2025年", "12,345,6"],
)  # fmt: skip
def test_what_is_not_one_number_is_none(text: str) -> None:
    assert read_number(text) is None


def test_a_whole_column_tells_the_comma_from_the_point() -> None:
    assert has_decimal_comma(["12,5", "125360,898"])
    assert has_decimal_comma(["1.234.567", "1.234,50"])
    assert not has_decimal_comma(["125360,898", "1851,801"])
    assert not has_decimal_comma(["12,5", "1,234,567.00"])
    found = read_number("1.234,50", decimal_comma=True)
    assert found is not None
    assert found.digits == "1234.50"


def test_a_known_number_becomes_plain() -> None:
    assert plain_number("－1，234.50") == "-1234.50"
    assert plain_number("12.5％") == "12.5%"
