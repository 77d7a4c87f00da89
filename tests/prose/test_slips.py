"""Amounts that a sentence has lost, or prints twice, are reported; units that something announces are not."""

from __future__ import annotations

import pytest

from loaders import pipeline
from loaders.readers.text import read_text


def _said(sentence: str) -> list[tuple[str, tuple[int, ...]]]:
    text = f"部门预算情况说明\n\n    {sentence}\n"
    rejects = pipeline.load(read_text(text.encode(), "page.txt")).parsed.rejects
    return [(one.code, one.lines) for one in rejects]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("我局2025年财政拨款预算支出万元，比上年增加26.21万元。", "amount_lost"),
        ("2020年经费预算为万元,比上年减少4.80万元。", "amount_lost"),
        ("年度预算内安排资金元，其中就业扶持1716000元。", "amount_lost"),
        ("上级补助万元，项目安排元。", "amount_lost"),
        ("支出13,000 13,000万元，主要用于运营服务费。", "amount_twice"),
        ("预算支出2,723.94 2,723.94万元，增长0.97%。", "amount_twice"),
        ("支出预算1.5 1.5万元，与上年预算数相同。", "amount_twice"),
    ],
)
def test_a_lost_and_a_doubled_amount_are_reported(sentence: str, code: str) -> None:
    assert (code, (3,)) in _said(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "本表金额（万元）为四舍五入后的数，收入100.00万元，支出100.00万元。",
        "单位：万元。",
        "本报告的金额单位为万元，四舍五入后保留两位小数。",
        "金额单位均为万元，计量单位是万元，由元换算为万元，统一为万元。",
        "支出预算1.5万元，1.5万元用于接待。",
        "以万元为单位，支出1212.00万元，其中数百万元用于维修。",
    ],
)
def test_units_and_repeated_digits_are_none(sentence: str) -> None:
    assert _said(sentence) == []
