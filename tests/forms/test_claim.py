"""Tables and stretches of prose that hold forms, and tables of amounts that a form prints below itself."""

from __future__ import annotations

import pytest

from loaders.forms.claim import claimed
from loaders.model import Block, Line, Segment
from tests.forms.grids import grid

FORM = grid(
    [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "里程", "≥3公里"]],
    first_line=10,
)
AMOUNTS = grid([["科目", "金额"], ["教育", "12.00"], ["卫生", "3.00"]], first_line=20)
LIST = grid([["项目名称", "项目资金", "年度目标", "得分"], ["道路养护", "9.00", "养护", "95"]], first_line=30)


def _claimed(kind: str, title: str, *blocks: Block) -> list[tuple[str, str, int]]:
    return [(s.kind, s.title, len(s.blocks)) for s in claimed([Segment(kind, title, blocks)])]


def test_a_form_begins_with_the_lines_above_its_grid_that_are_no_sentence() -> None:
    found = _claimed(
        "prose",
        "说明",
        Line(1, "这是一段说明。"),
        Line(2, "甲；"),
        Line(3, "项目支出绩效目标表"),
        Line(4, "单位：万元"),
        FORM,
    )
    assert found == [("prose", "说明", 2), ("form", "项目支出绩效目标表", 3)]


def test_lines_that_say_whose_it_is_may_stand_between_a_title_and_a_list() -> None:
    above = (Line(1, "这是一段说明。"), Line(2, "某馆自评结果汇总表"), Line(3, "填报单位：某馆（公章） 填报人：某某"), Line(4, "（2022年度）单位：万元"), Line(5, "（2022年度）"))
    found = list(claimed([Segment("prose", "", above), Segment("table", "", (LIST,))]))
    assert [(s.kind, s.title, len(s.blocks)) for s in found] == [("prose", "", 1), ("form", "某馆自评结果汇总表", 5)]

    apart = (above[1], Line(3, "汇总情况良好，全部完成"))
    found = list(claimed([Segment("prose", "", apart), Segment("table", "", (LIST,))]))
    assert [(s.kind, s.title, len(s.blocks)) for s in found] == [("prose", "", 2), ("form", "", 1)]


def test_a_form_begins_below_a_table_and_below_a_long_line() -> None:
    assert _claimed("table", "收入表", AMOUNTS, Line(3, "甲" * 61), Line(4, "附表（绩效表）"), FORM) == [
        ("table", "收入表", 2),
        ("form", "附表（绩效表）", 2),
    ]
    assert _claimed("table", "收入表", Line(3, "甲" * 60), FORM) == [("form", "收入表", 2)]


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        (FORM, "form"),
        (LIST, "form"),
        (AMOUNTS, "table"),
        (grid([["三级指标", "指标值"], ["里程", "≥3公里"]]), "table"),
    ],
)
def test_what_stands_in_the_header_says_what_a_table_is(block: Block, kind: str) -> None:
    assert _claimed("table", "情况表", block) == [(kind, "情况表", 1)]


def test_a_table_of_amounts_under_a_numbered_heading_is_none_of_the_form() -> None:
    heading = Line(18, "二、收支情况")
    assert _claimed("form", "绩效表", Line(1, "绩效表"), FORM, heading, AMOUNTS) == [
        ("form", "绩效表", 2),
        ("table", "收支情况", 2),
    ]
    assert _claimed("form", "绩效表", Line(1, "绩效表"), FORM, Line(18, "收支情况"), AMOUNTS) == [
        ("form", "绩效表", 4)
    ]
    assert _claimed("form", "绩效表", Line(1, "绩效表"), AMOUNTS, heading, FORM) == [("form", "绩效表", 4)]


def test_the_first_of_several_numbered_headings_cuts() -> None:
    blocks = (FORM, Line(18, "二、收入"), AMOUNTS, Line(28, "三、支出"), AMOUNTS)
    assert _claimed("form", "绩效表", *blocks) == [("form", "绩效表", 1), ("table", "收入", 4)]
