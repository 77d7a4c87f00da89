"""An end before what a file announces is noticed, and whole files are left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loaders.document.ends import cut_off
from loaders.model import Cell, Grid, Line, Segment
from loaders.records import Evaluation, Indicator, Parsed
from tests.document.test_damage import codes, document

CONTENTS = [
    "目  录",
    "第一部分 部门概况",
    "一、主要职责",
    "第二部分 部门预算表",
    "一、收支总表",
    "二、支出总表",
    "第三部分 名词解释",
]
BODY = [
    "第一部分 部门概况",
    "一、主要职责",
    "负责全市财政工作。",
    "第二部分 部门预算表",
    "一、收支总表",
    "合计 1",
    "二、支出总表",
    "合计 1",
]


TWO = ("一、三公经费预算表", "合计 12", "二、三公经费情况说明")


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (TWO, ["heading_without_text"]),
        ((*TWO, "- 3 -"), ["heading_without_text"]),
        ((*TWO, "与上年持平。"), []),
        ((*TWO[:2], "二、合计为12万元"), []),
        ((*TWO[:2], "二、合计为十二万元，与上年持平"), []),
        ((*TWO[:2], "二、三公经费情况："), []),
        ((TWO[0], TWO[2]), []),  # a list of what there is
        (("（一）收入预算情况", "合计 12", "（二）支出预算情况"), ["heading_without_text"]),
        (("（一）收入预算情况", "合计 12", "二、支出预算情况"), []),  # none like it has anything below
        (("附件1", "全市收支总表", "合计 12", "附件2"), ["heading_without_text"]),
        (("附件1", "全市收支总表", "合计 12", "附件2：全市收支总表"), []),
        (("附件1", "附件2"), []),
    ],
)
def test_a_heading_that_stands_last_is_noticed(lines: tuple[str, ...], found: list[str]) -> None:
    assert codes(cut_off(document(*lines), [], Parsed())) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("一、2031年三公经费预算表", "合计", "12"), 1),
        (("一、2031年三公经费预算表", "合计", "12", "二、说明：无。"), 0),
        (("一、三公经费预算表", "一、三公经费预算表", "合计 12"), 0),  # two lists of one
        (("一、一般公共预算拨款收入", "12"), 0),  # a row of a table
        (("一、三公经费预算表 12", "合计 12"), 0),
        (("一、三公经费。本年没有三公经费情况", "合计 12"), 0),
        (("（一）三公经费预算表", "合计 12"), 0),
    ],
)
def test_a_list_of_headings_that_stops_at_its_first_is_noticed(lines: tuple[str, ...], found: int) -> None:
    assert codes(cut_off(document(*lines), [], Parsed())) == ["numbering_stops"] * found


def test_what_begins_with_the_second_number_in_a_cell_goes_on() -> None:
    text = document("一、2031年三公经费预算表", "合计 12")
    cell = Cell(0, 0, "二、说明", lines=(3,))

    assert cut_off(replace(text, blocks=(*text.blocks, Grid(1, 1, (cell,)))), [], Parsed()) == []


@pytest.mark.parametrize(
    ("numbers", "page", "found"),
    [
        (((1, 3), (2, 3)), None, 1),
        (((1, 3), (2, 3), (3, 3)), None, 0),
        (((3, 3), (1, 3)), None, 0),  # of which each part begins anew
        (((1, 3), (2, 3)), 3, 0),  # a third page without a number
        (((1, 3), (2, 3)), 2, 1),
        (((1, 3), (2, 4)), None, 0),  # of two parts
        ((), None, 0),
    ],
)
def test_pages_behind_the_last_one_are_missed(numbers: tuple[tuple[int, int], ...], page: int | None, found: int) -> None:
    lines = [f"第 {number} 页，共 {count} 页" for number, count in numbers]

    assert codes(cut_off(document("合计 12", *lines, page=page), [], Parsed())) == ["pages_not_there"] * found


def test_a_column_called_like_a_table_is_not_the_table() -> None:
    contents = ("目录", "（一）收支总表", "（二）收入总表", "（三）国有资本经营预算支出表", "（一）收支总表", "收入总表")

    assert codes(cut_off(document(*contents, "国有资本经营预算"), [], Parsed())) == ["contents_not_there"]
    assert cut_off(document(*contents, "国有资本经营预算支出情况表"), [], Parsed()) == []


@pytest.mark.parametrize(
    ("lost", "count", "found"),
    [((3,), 6, ["三"]), ((), 6, []), ((3,), 5, ["三"]), ((3,), 4, []), ((2, 3), 6, []), ((6,), 6, ["六"])],
)
def test_a_table_of_the_contents_whose_title_is_lost_is_noticed(lost: tuple[int, ...], count: int, found: list[str]) -> None:
    names = ["基本支出", "收入总", "债务余额", "三公经费", "政府采购", "国资预算"]
    titles = [f"{mark}、{name}表" for mark, name in zip("一二三四五六", names, strict=True)][:count]
    printed = [line for n, title in enumerate(titles, 1) if n not in lost for line in (title, "合计 1")]
    reasons = [reject.reason for reject in cut_off(document("目录", *titles, "七、名词解释", *printed, "七、名词解释", "预算：计划。"), [], Parsed())]

    assert [names["一二三四五六".index(mark)] in reason for reason, mark in zip(reasons, found, strict=True)] == [True] * len(found)


@pytest.mark.parametrize(("last", "found"), [("附件：2026年度部门\n预算报表", 0), ("见附件", 0), ("预算：计划。", 1)])
def test_what_an_annex_holds_is_not_missing(last: str, found: int) -> None:
    contents = ("目录", "（一）部门概况", "（二）情况说明", "（三）收支总表", "（一）部门概况", "（二）情况说明", *last.split("\n"), "- 8 -")

    assert len(cut_off(document(*contents), [], Parsed())) == found


def test_a_whole_file_prints_what_it_announces() -> None:
    assert cut_off(document(*CONTENTS, *BODY, "第三部分 名词解释", "一、预算：计划。"), [], Parsed()) == []


def test_a_file_that_ends_before_what_its_contents_announce_is_noticed() -> None:
    found = cut_off(document(*CONTENTS, *BODY[:-2]), [], Parsed())

    assert [(reject.code, "支出总表、名词解释" in reject.reason) for reject in found] == [
        ("contents_not_there", True)
    ]


def test_a_list_without_a_body_announces_nothing() -> None:
    assert cut_off(document(*CONTENTS), [], Parsed()) == []


@pytest.mark.parametrize(
    ("lines", "codes_found"),
    [
        (("一、收入", "附件2", "一般公共预算收支总表", "单位：亿元"), ["head_without_table"]),
        (("一、收入", "一般公共预算收支总表", "公开02表", "部门：甲局  单位：万元", "- 12 -"), ["head_without_table"]),
        (("一、收入", "一般公共预算收支总表", "公开02表"), []),  # a list of tables
        (("一、收入", "一般公共预算收支总表", "单位：亿元", "合计 12"), []),
        (("单位：亿元",), []),
    ],
)
def test_a_file_that_ends_at_the_head_of_a_table_is_noticed(lines: tuple[str, ...], codes_found: list[str]) -> None:
    found = cut_off(document(*lines), [], Parsed())

    assert codes(found) == codes_found
    assert all("一般公共预算收支总表" in reject.reason for reject in found)


def test_a_table_below_the_last_head_is_there() -> None:
    cell = Cell(0, 0, "12", lines=(3,))
    lines = document("一般公共预算收支总表", "单位：亿元")
    whole = replace(lines, blocks=(*lines.blocks, Grid(1, 1, (cell,))))

    assert cut_off(whole, [], Parsed()) == []


# A text in lines of twenty characters; what its paragraphs end with is shorter.
WRAPPED = (
    "本单位二〇三一年收入预算为一百二十万元，",
    "其中财政拨款收入为一百万元，比上年增加十",
    "万元，主要原因是人员增加；事业收入二十万",
    "元，与上年持平；没有其他的收入。",
    "支出预算为一百二十万元，其中基本支出为八",
    "十万元，项目支出为四十万元，都与上年持平",
)


@pytest.mark.parametrize(
    ("lines", "is_noticed"),
    [
        ((*WRAPPED, "- 3 -"), True),
        ((*WRAPPED, "3"), True),
        ((*WRAPPED[:-1], f"{WRAPPED[-1][:-1]}。"), False),
        ((*WRAPPED, "。"), False),
        ((*WRAPPED[:-1], "十万元，项目支出为四十万元，都与上年"), True),
        ((*WRAPPED[:-1], "十万元，项目支出为四十万元，都与"), False),  # shorter than a whole line: the paragraph ends without a full stop
        ((*WRAPPED[:-1], "十万元，项目支出为四十万元，"), False),  # too short to be one of the text
        ((*WRAPPED[:-1], "十万元，项目支出为四十万元，都与，"), True),
        ((*WRAPPED[:-1], "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 万元"), False),
        ((*WRAPPED, "附件：某某市某某局二〇三一年预算表一套"), False),  # nothing of a text
        ((*WRAPPED[:-2], "用某软件扫描下面的图可以把这一页转给朋友"), False),
        ((*WRAPPED[:-1], "十万元为项目支出四十万元都与上年的相同无"), True),  # the line above it goes on
        ((WRAPPED[0], WRAPPED[1], WRAPPED[-1]), False),  # too few lines to have a length
        ((*(f"{text[:19]}。" for text in WRAPPED[:-1]), WRAPPED[-1]), False),  # lines that are paragraphs
        ((*(f"{text}{'元' * 3 * n}" for n, text in enumerate(WRAPPED)), WRAPPED[-1]), False),  # of any length
    ],
)
def test_a_text_that_breaks_off_is_noticed(lines: tuple[str, ...], is_noticed: bool) -> None:
    found = cut_off(document(*lines), [], Parsed())

    assert codes(found) == ["text_breaks_off"] * is_noticed
    assert all("可能不完整：…" in reject.reason for reject in found)


def test_a_table_below_a_text_that_breaks_off_goes_on_after_it() -> None:
    text = document(*WRAPPED)

    assert cut_off(replace(text, blocks=(*text.blocks, Grid(1, 1, (Cell(0, 0, "12", lines=(9,)),)))), [], Parsed()) == []


def test_a_form_that_ends_at_its_indicators_is_noticed() -> None:
    forms = [Evaluation(form_seq=n, form_type="project_target", subject_name=f"项目{n}") for n in (1, 2)]
    parsed = Parsed(evaluations=forms, indicators=[Indicator(form_seq=1, indicator_seq=1, level3="次数")])
    found = cut_off(document("绩效目标表"), [], parsed)

    assert [(reject.code, "项目2" in reject.reason) for reject in found] == [
        ("form_without_indicators", True)
    ]


def test_a_form_that_is_cut_below_its_header_is_noticed() -> None:
    headed = Segment("form", "绩效目标表", (Line(1, "一级指标 二级指标 三级指标 指标值"),))
    parsed = Parsed(evaluations=[Evaluation(form_seq=1, form_type="project_target")])

    assert codes(cut_off(document("绩效目标表"), [headed], parsed)) == ["form_without_indicators"]
