"""Sentences, headings and notes as staged, and whose a table says it is."""

from __future__ import annotations

from loaders.model import Cell, Grid, Line, Segment
from loaders.prose import parse
from loaders.prose.told import table_heads
from loaders.records import Sentence


def staged(text: str, section: str = "", leftovers: tuple[str, ...] = ()) -> list[Sentence]:
    """The sentences of lines of prose, and of lines that the tables left over."""
    lines = tuple(Line(n, t, 1) for n, t in enumerate(text.splitlines(), 1))
    left = [Line(100 + n, t, 2) for n, t in enumerate(leftovers)]
    return parse([Segment("prose", "", lines, section)], (), left)[0].sentences


def test_a_sentence_broken_over_lines_is_one_with_all_its_lines() -> None:
    found = staged("支出预算12万元，比上年减少2\n万元。主要原因是人员减少。")
    assert [(s.source_text, s.lines, s.page) for s in found] == [
        ("支出预算12万元，比上年减少2万元。", (1, 2), 1),
        ("主要原因是人员减少。", (2,), 1),
    ]
    assert found[0].paragraph_seq == found[1].paragraph_seq


def test_amounts_and_their_sentence_bear_the_same_number() -> None:
    lines = (Line(1, "本单位无下属单位。支出预算12万元。"),)
    parsed, _ = parse([Segment("prose", "", lines, "")])
    (amount,) = parsed.stated_amounts
    (sentence,) = [s for s in parsed.sentences if "12" in s.source_text]
    assert amount.sentence_seq == sentence.sentence_seq == 2


def test_headings_contents_and_notes_are_told_apart() -> None:
    found = staged(
        "二、机构设置\n本单位设3个科室。\n预算表…………………12",
        "二、机构设置",
        ("注：本单位没有相关支出，故为空表。",),
    )
    assert [(s.kind, s.source_text[:5]) for s in found] == [
        ("heading", "二、机构设"),
        ("sentence", "本单位设3"),
        ("contents", "预算表……"),
        ("note", "注：本单位"),
    ]


def test_an_enumerated_item_starts_a_paragraph() -> None:
    found = staged("1.人员经费12万元。主要原因是增人。\n2.公用经费3万元。")
    assert [s.paragraph_seq for s in found] == [found[0].paragraph_seq] * 2 + [found[0].paragraph_seq + 1]


def test_the_owner_of_a_table_is_read_from_its_line_or_cell() -> None:
    line = Segment("table", "收支总表", (Line(7, "编制部门： 某市 档案局    单位：万元"),))
    cells = (
        Cell(0, 0, "部门名称：某县档案馆", (9,)),
        Cell(1, 0, "单位：万元", (10,)),
        Cell(9, 0, "单位：某所", (18,)),
    )
    grid = Segment("table", "收入总表", (Grid(10, 2, cells, 3),))
    assert [(s.kind, s.label, s.name, s.lines, s.section) for s in table_heads([line, grid])] == [
        ("table_head", "编制部门", "某市档案局", (7,), "收支总表"),
        ("table_head", "部门名称", "某县档案馆", (9,), "收入总表"),
    ]
