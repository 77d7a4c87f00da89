"""A table without a title goes on over the foot of a page, where the next page begins with a grid of its width."""

from __future__ import annotations

from dataclasses import replace

from loaders.document.segment import segments
from loaders.document.title import is_form_title
from loaders.model import Block, Document, Grid, Line, Segment
from tests.document.test_printed import grid


def segments_of(*blocks: Block) -> list[Segment]:
    return segments(Document("a.pdf", "0", "application/pdf", "pdf", blocks, 3))


def cut(*blocks: Block) -> list[tuple[str, int]]:
    return [(s.kind, sum(isinstance(b, Grid) for b in s.blocks)) for s in segments_of(*blocks)]


def page(number: int, *rows: str) -> Grid:
    return replace(grid(*rows), page=number)


def test_it_goes_on_over_a_page_number() -> None:
    first, second = page(1, "项目|金额", "甲项目|5.00"), page(2, "乙项目|6.00")
    assert cut(first, Line(9, "- 1 -", 1), second) == [("table", 2)]
    assert cut(first, Line(9, "1", 1), second) == [("table", 2)]


def test_it_ends_at_words_another_width_and_a_page_further_on() -> None:
    first = page(1, "项目|金额", "甲项目|5.00")
    assert cut(first, Line(9, "以上合计", 1), page(2, "乙项目|6.00")) == [
        ("table", 1),
        ("prose", 0),
        ("table", 1),
    ]
    assert cut(first, Line(9, "- 1 -", 1), page(2, "乙|丙|6.00")) == [
        ("table", 1),
        ("prose", 0),
        ("table", 1),
    ]
    assert cut(first, Line(9, "- 1 -", 1), page(3, "乙项目|6.00")) == [
        ("table", 1),
        ("prose", 0),
        ("table", 1),
    ]


def test_a_heading_may_end_with_a_full_stop() -> None:
    lines = ("（一）收入决算情况。", "本单位收入为12万元。", "（二）支出决算情况。", "本单位支出为12万元。")
    document = Document("", "", "text/plain", "text", tuple(Line(n, text) for n, text in enumerate(lines, 1)))

    assert [(s.kind, s.section) for s in segments(document)] == [("prose", lines[0]), ("prose", lines[2])]


def test_titles_of_monitoring_forms() -> None:
    assert is_form_title("某市项目支出绩效监控表(申遗)")
    assert is_form_title("项目支出绩效运行监控表")
    assert not is_form_title("某市项目支出绩效情况")


def test_a_line_over_a_grid_of_money_is_its_title_whatever_it_is_about() -> None:
    table = grid("项目名称|总投资|年度安排", "某产业园|5.00|3.00")
    title, unit = Line(1, "某县2024年政府性项目资本金注入计划表"), Line(2, "单位：万元")

    assert [(s.kind, s.title) for s in segments_of(title, unit, table)] == [("table", "某县2024年政府性项目资本金注入计划表")]
    assert [(s.kind, s.title) for s in segments_of(title, table)][-1] == ("table", "")
    assert [(s.kind, s.title) for s in segments_of(title, Line(2, "单位：人"), table)][-1] == ("table", "")


def test_a_title_of_its_own_kind_in_a_row_of_the_grid_is_one_too() -> None:
    table = grid("附件3||", "资本金注入计划表||", "||单位：万元", "项目名称|总投资|年度安排", "某产业园|5.00|3.00")

    assert [(s.kind, s.title) for s in segments_of(table)][-1] == ("table", "资本金注入计划表")


def test_the_number_of_the_next_table_below_one_is_no_row_of_it() -> None:
    both = grid("收入决算表|||", "项目|合计|事业收入|其他收入", "教育|3.00||1.00", "|||公开03表", "支出决算表|||", "项目|合计|基本支出|项目支出", "教育|3.00|2.00|1.00")
    found = segments_of(both)

    assert [(s.title, sum(len([c for c in b.cells if c.row]) for b in s.blocks if isinstance(b, Grid))) for s in found] == [("收入决算表", 3), ("支出决算表", 4)]
