"""Lines, pages, form fields and leftover lines: what the parser is given and what it marks as understood."""

from __future__ import annotations

from loaders.model import Line, Segment
from loaders.prose import parse
from loaders.records import FormField
from tests.prose.support import read


def test_number_and_unit_broken_over_a_page_keep_line_and_page() -> None:
    (row,) = read("政府采购预算1,80", "- 12 -", "0.42万", "元。", pages=[3, 3, 4, 4])
    assert (row.amount_printed, row.unit, row.lines, row.page) == ("1800.42", "万元", (1, 3, 4), 3)


def test_footers_and_headings_are_marked() -> None:
    lines = (Line(1, "三、政府采购情况"), Line(2, "政府采购预算5万元。"), Line(3, "-28-"))
    _, used = parse([Segment("prose", "", lines, "三、政府采购情况")])
    assert used.disposition == {1: "title", 2: "prose", 3: "footer"}


def test_bare_page_number_is_a_footer_but_a_broken_amount_is_not() -> None:
    assert [r.amount_printed for r in read("公务接待费", "2", "万元。", "28", "收入预算3万元。")] == [
        "2",
        "3",
    ]


def test_table_row_in_prose_is_rejected_and_not_used() -> None:
    lines = (Line(1, "2080502 事业单位离退休 21,280.00 21,280.00"), Line(2, "收入预算3万元。"))
    parsed, used = parse([Segment("prose", "", lines)])
    assert [r.lines for r in parsed.rejects] == [(1,)]
    assert used.disposition == {2: "prose"}


def test_form_field_keeps_form_label_and_line() -> None:
    field = FormField(
        form_seq=3, label="项目概况", value="每户补贴600元，\n计180000元。", lines=(40, 42), page=7
    )
    parsed, used = parse([], [field])
    first, second = parsed.stated_amounts
    assert (first.form_seq, first.field_label, first.lines, first.page) == ("3", "项目概况", (40,), 7)
    assert (second.amount_printed, second.role, second.lines) == ("180000", "total", (42,))
    assert used.disposition == {40: "prose", 42: "prose"}


def test_form_field_that_is_only_a_number_is_no_prose() -> None:
    parsed, _ = parse([], [FormField(form_seq=1, label="核定的人员编制数", value="25人", lines=(5,))])
    assert parsed.stated_amounts == []


def test_mark_up_in_a_goal_cell_ends_sentences() -> None:
    field = FormField(
        form_seq=1, label="目标", value="<p>一是帮助8名大学生就业</p> <p>二是资助4名学生</p>", lines=(9,)
    )
    parsed, _ = parse([], [field])
    assert [(r.amount_printed, r.sentence_seq) for r in parsed.stated_amounts] == [("8", 1), ("4", 2)]


def test_leftover_note_with_an_amount_is_read_and_an_empty_note_is_marked() -> None:
    leftovers = [
        Line(5, "注：本表不含上年结转5.81万元。"),
        Line(9, "本单位2025年度无政府性基金预算，故本表为空表。"),
        Line(20, "其他 12,604,173"),
    ]
    parsed, used = parse([], (), leftovers)
    assert [(r.amount_printed, r.unit) for r in parsed.stated_amounts] == [("5.81", "万元")]
    assert set(used.disposition) == {5, 9}


def test_leftover_line_of_a_field_is_not_read_twice() -> None:
    field = FormField(form_seq=1, label="项目概况", value="共计95.5万元。", lines=(30,))
    parsed, _ = parse([], [field], [Line(30, "项目概况 共计95.5万元。")])
    assert [r.form_seq for r in parsed.stated_amounts] == ["1"]
