"""Headers that only white space parts: words cut by a line's end, pieces of two headers in one."""

from __future__ import annotations

import pytest

from loaders.tables.doubt import doubt
from loaders.tables.model import Amount, Column, RawTable, Row
from loaders.tables.wrapped import is_torn, unwrapped


@pytest.mark.parametrize(
    "path",
    [
        ("其他资金收入事业单位经营", "入入收入"),
        ("其他收", "入入收入"),
        ("总计", "另行安排的资金"),
        ("基本支出", "计"),
        ("基本支出项目支出",),
        ("财政拨款", "一般公共预", "小计"),
        ("2026年预算数", "（境）经费公务用车购置", "经费"),
        ("本年收入", "附属单", "其他", "位上缴", "收入"),
    ],
)
def test_pieces_of_headers_are_torn(path: tuple[str, ...]) -> None:
    assert is_torn(path)


@pytest.mark.parametrize(
    "path",
    [
        ("实户资金",),
        ("上年结转和结余资金",),
        ("金额", "专户核拨"),
        ("上年", "合计"),
        ("专项转移支付", "共同财政事权"),
        ("一般公共预", "基本支出"),
        ("部门预算", "合计"),
        ("2024年", "“三公”经费", "小计"),
    ],
)
def test_words_of_no_known_meaning_are_not(path: tuple[str, ...]) -> None:
    assert not is_torn(path)


def test_two_parts_of_one_word_are_one_header() -> None:
    columns = unwrapped([Column(("财政拨款", "财政专户", "管理资金")), Column(("单位资金", "事业收入"))])

    assert [column.path for column in columns] == [("财政拨款", "财政专户管理资金"), ("单位资金", "事业收入")]


@pytest.mark.parametrize(("is_aligned", "columns"), [(True, [0, None]), (False, [0, 1])])
def test_amounts_under_torn_headers_have_no_column_where_no_rules_part_them(
    is_aligned: bool, columns: list[int]
) -> None:
    row = Row(name="合计", amounts=[Amount("9.00", 0), Amount("5.00", 1)], role="total")
    table = RawTable(
        "收入总表",
        columns=[Column(("合计",)), Column(("其他收", "入入收入"))],
        rows=[row],
        is_aligned=is_aligned,
    )

    doubt([table])

    assert [amount.column for amount in row.amounts] == columns


@pytest.mark.parametrize(
    ("text", "repair"),
    [("37,891.58一、教育支出 9.00", True), ("某局18999011.66 9.00", True), ("1.5万元以下补助 9.00", False)],
)
def test_a_row_with_an_amount_within_its_text_has_lost_a_cell(text: str, repair: bool) -> None:
    row = Row(name=text.split()[0], amounts=[Amount("9.00", 0)], text=text)

    doubt([RawTable("支出总表", columns=[Column(("合计",))], rows=[row], is_aligned=True)])

    assert (row.repair is not None) == repair
