"""Names that are no words: a code's only official name takes their place and says so, else the label is lost."""

from __future__ import annotations

from loaders.tables.labels import name_by_code, restore_labels
from loaders.tables.model import Amount, RawTable, Row


def _row(code: str, name: str) -> Row:
    return Row(code=code, name=name, amounts=[Amount("1.00", 0)])


def test_a_row_without_a_word_is_named_by_its_code() -> None:
    table = RawTable(
        "某表", rows=[_row("30202", "50502"), _row("30207", "]"), _row("30201", "办公费"), _row("", "2021")]
    )

    assert name_by_code(table) == []

    assert [(row.name, row.repair.code if row.repair else "") for row in table.rows] == [
        ("印刷费", "label_by_code"), ("邮电费", "label_by_code"), ("办公费", ""), ("2021", ""),
    ]  # fmt: skip


def test_a_code_that_no_list_knows_leaves_the_label_lost() -> None:
    table = RawTable("某表", rows=[_row("99999", "]")])

    assert [row.code for row in name_by_code(table)] == ["99999"]


def test_a_section_without_a_name_is_the_only_section_between_its_neighbours() -> None:
    section = ("208", "社会保障和就业支出", "6.00"), ("20806", "企业改革补助", "1.00"), ("208", "", "2.00"), ("20808", "抚恤", "3.00")
    table = RawTable("某表", rows=[Row(code=code, name=name, amounts=[Amount(text, 0)]) for code, name, text in section])

    assert restore_labels(table) == []

    assert [(row.code, row.name) for row in table.rows][2] == ("20807", "就业补助")


def test_a_section_without_a_name_stays_without_one_where_two_sections_may_be_meant() -> None:
    section = ("208", "社会保障和就业支出", "6.00"), ("20805", "行政事业单位养老支出", "1.00"), ("208", "", "2.00"), ("20808", "抚恤", "3.00")
    table = RawTable("某表", rows=[Row(code=code, name=name, amounts=[Amount(text, 0)]) for code, name, text in section])

    assert [row.code for row in restore_labels(table)] == ["208"]
