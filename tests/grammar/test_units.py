"""Units in captions and headers: understood, or printed and not understood; never a name for a unit."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.grammar.units import (
    MONEY,
    broken_unit,
    header_unit,
    is_unit_caption,
    money_unit,
    printed_unit,
    yuan_factor,
)
from loaders.home import PROJECT

_TRADITIONAL = str.maketrans("单万亿币数额预", "單萬億幣數額預")


@given(
    unit=st.sampled_from(sorted(MONEY)),
    caption=st.sampled_from(
        ["单位：", "单位:", "金额单位：", "单 位：", "计量单位:", "单位：人民币", "币种及单位："[:2] + "："]
    ),
    brackets=st.sampled_from(["", "（）", "()", "[]", "【】", "〔〕"]),
    inner=st.booleans(),
    owner=st.sampled_from(["", "单位名称：某市第二人民医院 ", "编制部门:某县元坝镇政府  ", "公开01表 "]),
    traditional=st.booleans(),
    spaced=st.booleans(),
)
def test_every_caption_of_a_unit_reads_the_same(
    unit: str, caption: str, brackets: str, inner: bool, owner: str, traditional: bool, spaced: bool
) -> None:
    word = " ".join(unit) if spaced else unit
    opening, closing = (brackets[0], brackets[1]) if brackets else ("", "")
    text = f"{caption}{opening}{word}{closing}" if inner else f"{opening}{caption}{word}{closing}"
    text = owner + (text.translate(_TRADITIONAL) if traditional else text)

    found = printed_unit(text)

    assert found is not None, text
    assert found.unit == unit
    assert found.is_understood


@given(
    unit=st.sampled_from([*sorted(MONEY), "人", "个", "%"]),
    header=st.sampled_from(["预算数", "金额", "合计", "2025年预算数", "本年收入"]),
    form=st.sampled_from(
        ["{}（{}）", "{}({})", "{}\n（单位：{}）", "{}【{}】", "{} [单位:{}]", "{}（金额：{}）"]
    ),
)
def test_a_header_names_its_own_unit(unit: str, header: str, form: str) -> None:
    assert header_unit(form.format(header, unit)) == unit


@pytest.mark.parametrize(
    "text", ["单位：万美元", "金额单位：港币", "（单位：日元）", "单位：美元/万元", "单位：万", "货币单位：XYZ"]
)
def test_a_unit_that_is_not_understood_is_printed_all_the_same(text: str) -> None:
    found = printed_unit(text)

    assert found is not None
    assert not found.is_understood
    assert yuan_factor(found.unit) is None


@pytest.mark.parametrize(
    "text",
    [
        "单位：上海市财政局",
        "单位：元阳县财政局",
        "编制单位：千阳县水利局",
        "本单位万元以上项目3个",
        "预算单位构成",
        "万元",
        "二、事业单位经营收入",
    ],
)
def test_a_name_is_no_unit(text: str) -> None:
    assert printed_unit(text) is None


def test_a_caption_broken_over_two_lines() -> None:
    found = broken_unit("单位：万", "元")

    assert found is not None
    assert found.unit == "万元"
    assert broken_unit("单位：万元", "元") is None
    assert broken_unit("单位：元", "一、") is None


def test_a_caption_of_a_unit_only() -> None:
    assert is_unit_caption("（单位：万元）")
    assert is_unit_caption("(万元)")
    assert not is_unit_caption("单位名称：某局 单位：万元")
    assert not is_unit_caption("单位：万元，共三张表")


def test_spellings_of_money() -> None:
    assert money_unit("人民币萬圓") == "万元"
    assert money_unit("（仟元）") == "千元"
    assert money_unit("万美元") == ""
    assert header_unit("预算数（美元）") == "美元"
    assert header_unit("本年预算（不含结转）") == ""


def test_the_warehouse_knows_the_same_factors() -> None:
    macro = Path(PROJECT, "macros", "money.sql").read_text(encoding="utf-8")
    found = {unit: Decimal(factor) for unit, factor in re.findall(r"'(\S*?元)': (\d+)", macro)}

    assert found == MONEY


def test_units_of_money_are_listed_in_the_grammar_alone() -> None:
    elsewhere = [
        path.name
        for path in sorted(Path(PROJECT, "loaders").rglob("*.py"))
        if path.parent.name != "grammar"
        and re.search(r"[万亿]元\|元[|)]|元\|[万亿]元[|)]元", path.read_text(encoding="utf-8"))
    ]

    assert elsewhere == []
