"""Years, marks of lists, notes, owners and titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.grammar import enumeration
from loaders.grammar.glyphs import is_unreadable
from loaders.grammar.normal import fold
from loaders.grammar.notes import is_empty_note, is_remark, is_signature
from loaders.grammar.owners import Owner, is_owner_line, owner
from loaders.grammar.script import simplified
from loaders.grammar.titles import TABLE_NUMBER, Title, clean_title, is_table_number, read_title
from loaders.grammar.years import plain_years, years

_CHINESE = "〇一二三四五六七八九"


@given(
    year=st.integers(2000, 2039),
    zero=st.sampled_from("〇○零"),
    form=st.sampled_from(["arabic", "wide", "chinese"]),
    tail=st.sampled_from(["年", "年度", " 年"]),
)
def test_a_year_reads_the_same_in_every_script(year: int, zero: str, form: str, tail: str) -> None:
    digits = str(year)
    wide = "".join(chr(0xFF10 + int(d)) for d in digits)
    chinese = "".join(_CHINESE[int(d)] for d in digits).replace("〇", zero)
    printed = {"arabic": digits, "wide": wide, "chinese": chinese}[form]

    text = plain_years(f"某局{printed}{tail}部门预算")

    assert text == f"某局{digits}{tail}部门预算"
    assert years(fold(text)) == [digits]


def test_numbers_of_four_digits_are_no_years() -> None:
    assert plain_years("二十五项") == "二十五项"
    assert years("2080505 行政单位离退休 2024.50万元") == []


@pytest.mark.parametrize(
    ("text", "bare", "depth"),
    [("一、收入", "收入", 1), ("（一）收入", "收入", 2), ("(十二)收入", "收入", 2), ("1.收入", "收入", 3), ("1、收入", "收入", 3),
     ("（1）收入", "收入", 4), ("1）收入", "收入", 4), ("①收入", "收入", 5), ("其中：1.办公费", "办公费", 0), ("收入", "收入", 0),
     ("附：已提前下达的限额", "附：已提前下达的限额", 1), ("附加税", "附加税", 0), ("1.5万元", "1.5万元", 0)],
)  # fmt: skip
def test_marks_of_lists(text: str, bare: str, depth: int) -> None:
    assert enumeration.without_mark(text) == bare
    assert enumeration.depth(text) == depth


@pytest.mark.parametrize(
    "text",
    ["本表无数据", "此表为空", "空表", "我单位2025年没有政府性基金预算支出，故本表为空。", "说明：本部门无国有资本经营预算安排的支出",
     "注：我局未安排政府性基金预算支出", "本部門無政府性基金預算收支"],
)  # fmt: skip
def test_a_note_says_that_there_is_no_data(text: str) -> None:
    assert is_empty_note(text)


@pytest.mark.parametrize(
    "text",
    ["一、一般公共预算支出", "无形资产购置", "无线电频率占用费收入", "合计", "没有", "注：原预算无法满足年内公务接待支出需求", "无论何种支出"],
)
def test_a_label_is_no_note(text: str) -> None:
    assert not is_empty_note(text)


def test_remarks_and_signatures() -> None:
    assert is_remark("注：本表反映收支")
    assert is_remark("備註：1.含结转")
    assert not is_remark("注册登记费")
    assert is_signature("单位负责人：张某")
    assert is_signature("填报日期：2025年1月")
    assert not is_signature("负责人员培训费")


@pytest.mark.parametrize(
    ("text", "found"),
    [("编制部门：某市某局", Owner("编制部门", "某市某局")), ("部門名稱:某局 2025年", Owner("部门名称", "某局")),
     ("单位名称:济宁市第二人民医院 单位:万元", Owner("单位名称", "济宁市第二人民医院")),
     ("填报单位（盖章）：某局", None), ("单位：KG", None), ("单位：万元", None), ("金额单位：元", None), ("单位：元（保留两位小数）", None)],
)  # fmt: skip
def test_owners(text: str, found: Owner | None) -> None:
    assert owner(text) == found


def test_owner_lines_without_a_name() -> None:
    assert is_owner_line("编制部门：")
    assert is_owner_line("填报单位（盖章）：某局")
    assert not is_owner_line("单位：万元")


@pytest.mark.parametrize(
    ("text", "found"),
    [("207001某某局2025年收支总表", Title("收支总表", "2025", "207001", "某某局")),
     ("2025年某某市某局（207001）收支总表", Title("收支总表", "2025", "207001", "某某市某局")),
     ("二○二五年度部门收支总表", Title("部门收支总表", "2025")), ("公开02表 2024年收入总表", Title("收入总表", "2024")),
     ("某市某局2024年部门收支总表", Title("部门收支总表", "2024", "", "某市某局"))],
)  # fmt: skip
def test_titles(text: str, found: Title) -> None:
    assert read_title(text) == found


def test_titles_keep_what_is_no_year() -> None:
    assert clean_title("２０２５年度收支总表（续）") == "收支总表"
    assert clean_title("公开02表 二〇二四年收入总表") == "收入总表"
    assert clean_title("207001某局收支总表") == "某局收支总表"
    assert clean_title("2017年和2018年债务余额表") == "2017年和2018年债务余额表"
    assert clean_title("【收入支出决算总表】") == "收入支出决算总表"
    assert clean_title("表2  2023年支出预算明细表") == "支出预算明细表"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("【表一】部门收支总表", "【表一】"),
        ("[表1]部门收支总表", "[表1]"),
        ("（附表3）部门收支总表", "(附表3)"),
        ("附件3-1 部门收支总表", "附件3-1"),
        ("表（二）部门收支总表", "表(二)"),
        ("表1－2 部门收支总表", "表1-2"),
        ("预算批复01表 部门收支总表", "预算批复01表"),
        ("公开01-1表 部门收支总表", "公开01-1表"),
    ],
)
def test_a_table_is_numbered_in_many_ways(printed: str, number: str) -> None:
    assert clean_title(printed) == "部门收支总表"
    match = TABLE_NUMBER.match(fold(printed))
    assert match is not None
    assert match[0] == number
    assert clean_title("（十二）总表") == "总表"
    assert clean_title("一、总表") == "总表"
    assert is_table_number("公开02表")
    assert is_table_number("国卫财01-1表")
    assert is_table_number("社预执行07表")
    assert clean_title("某局01表收支总表") == "某局01表收支总表"
    assert not is_table_number("收支总表")


def test_simplified_characters_stay() -> None:
    assert simplified("單位：萬元，無數據") == "单位：万元，无数据"
    assert simplified("乾县、著作") == "乾县、著作"
    assert len(simplified("餘額")) == 2


@pytest.mark.parametrize(
    "code", [0, 0x1F, 0xD800, 0xDFFF, 0xE000, 0xF123, 0xF8FF, 0xFFFD, 0xFFFE, 0xFFFF, 0xF0000, 0x10FFFF]
)
def test_a_code_point_that_says_nothing(code: int) -> None:
    assert is_unreadable(code)


@pytest.mark.parametrize("code", [0x20, ord("A"), ord("一"), 0xD7FF, 0xF900, 0xFFFC, 0x20000, 0xEFFFF])
def test_a_code_point_that_is_printed(code: int) -> None:
    assert not is_unreadable(code)
