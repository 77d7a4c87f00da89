"""Indicators in text that keeps the page's layout: lanes under heads, rows of several lines, labels in the middle of their rows.

What can be read in two ways is undecided.
"""

from __future__ import annotations

import pytest

from loaders import forms
from loaders.forms.cuts import NEVER, stretches
from loaders.forms.lane_levels import LaidRow, Part, put_beside
from loaders.forms.lanes import LaneLine
from loaders.forms.pieces import Piece
from loaders.model import Line, Segment
from loaders.records import Indicator

TITLE = "项目支出绩效目标表"
HEAD = "项目名称        渠道清淤\n主管部门        某县水利局        实施单位        某县灌区所\n年度目标        完成清淤。"
CENTRED = """
       一级指标    二级指标        三级指标             指标值      分值

                       渠道清淤长度            ≥30公里      10
               数量指标
                       清淤渠道条数            ≥5条        10
       产出指标
 绩                     灌区渠道衬砌及配套建筑
 效            质量指标                      100%       20
 指                     物验收合格率
 标
               时效指标    清淤完成时间            10月底前      20

       效益指标    社会效益指标  灌溉保证率             ≥85%       30

               服务对象满意  受益农户满意度           ≥90%       5
       满意度指标
                 度指标   灌区职工满意度           ≥90%       5
""".strip("\n")
FOUND = [
    ("产出指标", "数量指标", "渠道清淤长度", "≥30公里", "10"),
    ("产出指标", "数量指标", "清淤渠道条数", "≥5条", "10"),
    ("产出指标", "质量指标", "灌区渠道衬砌及配套建筑物验收合格率", "100%", "20"),
    ("产出指标", "时效指标", "清淤完成时间", "10月底前", "20"),
    ("效益指标", "社会效益指标", "灌溉保证率", "≥85%", "30"),
    ("满意度指标", "服务对象满意度指标", "受益农户满意度", "≥90%", "5"),
    ("满意度指标", "服务对象满意度指标", "灌区职工满意度", "≥90%", "5"),
]
AT_TOP = """
一级指标        二级指标          三级指标                  指标值
产出指标        数量指标          渠道清淤长度                ≥30公里
                              清淤渠道条数                ≥5条
                              灌区渠道衬砌及配套建          ≥8座
                              筑物座数
                时效指标          清淤完成时间                10月底前
效益指标        社会效益指标      灌溉保证率                  ≥85%
                              节水能力                    提升
""".strip("\n")


def read(*parts: str) -> list[Indicator]:
    """The indicators of a form in lines; a form feed begins a page."""
    lines, page = [], 1
    for number, text in enumerate("\n".join((TITLE, HEAD, *parts)).split("\n"), start=1):
        page += text.count("\f")
        lines.append(Line(number, text.replace("\f", ""), page))
    return forms.parse([Segment("form", TITLE, tuple(lines))])[0].indicators


def said(found: list[Indicator]) -> list[tuple[str, ...]]:
    return [(one.level1, one.level2, one.level3, one.target_printed, one.weight) for one in found]


def unsure(found: list[Indicator]) -> list[str]:
    return [one.level3 for one in found if "form_cells_undecided" in one.repair_code]


def test_labels_in_the_middle_of_their_rows() -> None:
    """The first level, the second and the cells of a broken name all stand in the middle; a label is printed down the side."""
    found = read(CENTRED)

    assert said(found) == FOUND
    assert unsure(found) == []


def test_labels_at_the_top_of_their_rows() -> None:
    found = read(AT_TOP)

    assert [(one.level2, one.level3, one.target_printed) for one in found] == [
        ("数量指标", "渠道清淤长度", "≥30公里"),
        ("数量指标", "清淤渠道条数", "≥5条"),
        ("数量指标", "灌区渠道衬砌及配套建筑物座数", "≥8座"),
        ("时效指标", "清淤完成时间", "10月底前"),
        ("社会效益指标", "灌溉保证率", "≥85%"),
        ("社会效益指标", "节水能力", "提升"),
    ]
    assert [one.level1 for one in found] == [*["产出指标"] * 4, *["效益指标"] * 2]
    assert unsure(found) == []


def test_a_head_broken_over_lines_around_the_others() -> None:
    """分值权重 stands above the line of the heads, its remark below; 一级指标 is broken around them."""
    first, rest = CENTRED.split("\n", 1)
    broken = (
        "       一级                                          分值权重\n"
        "               二级指标        三级指标             指标值\n"
        "       指标                                          （10分）"
    )

    assert "一级指标" in first
    assert said(read(f"{broken}\n{rest}")) == FOUND


def test_a_text_that_drifts_belongs_to_the_lane_it_mostly_stands_in() -> None:
    drifted = CENTRED.replace("  灌溉保证率    ", " 灌溉保证率     ").replace("       渠道清淤长度     ", "     渠道清淤长度       ")

    assert said(read(drifted)) == FOUND


def test_a_second_level_right_behind_the_first_is_no_part_of_it() -> None:
    tight = CENTRED.replace("       效益指标    社会效益指标  灌", "       效益指标 社会效益指标     灌")

    assert said(read(tight)) == FOUND


def test_a_label_that_stands_between_two_groups_is_undecided() -> None:
    """The label is as near to the middle of two rows as of three."""
    found = read("""
一级指标    二级指标        三级指标             指标值
                      渠道清淤长度            ≥30公里
产出指标    数量指标      清淤渠道条数            ≥5条
                      渠道衬砌长度            ≥8公里
                      渠道管护人数            ≥9人
           质量指标      验收合格率             100%
效益指标    社会效益指标    灌溉保证率             ≥85%""".strip("\n"))

    assert unsure(found) == ["渠道管护人数"]


def test_a_line_that_may_belong_to_either_row_is_undecided() -> None:
    """A full line of a name, as far from the value above as from the one below."""
    found = read("""
一级指标    二级指标        三级指标             指标值
                      灌区渠道清淤及衬砌长度       ≥30公里
产出指标    数量指标      灌区渠道清淤及衬砌条数
                      灌区渠道清淤及衬砌座数       ≥8座
效益指标    社会效益指标    灌溉保证率             ≥85%""".strip("\n"))

    assert len(unsure(found)) == len(found) - 1 == 2


def test_numbered_names_begin_rows_and_second_levels() -> None:
    found = read("""
一级指标    二级指标        指标内容                  指标值
                      指标1：渠道清淤长度           ≥30公里
           数量指标
                      指标2：灌区渠道衬砌
                                            ≥5条
                      及配套建筑物条数
产出指标                 指标3：管护人数             ≥9人
                      指标1：验收合格率            100%
           质量指标
                      指标2：返工率              ≤1%""".strip("\n"))

    assert [(one.level2, one.level3) for one in found] == [
        ("数量指标", "指标1：渠道清淤长度"),
        ("数量指标", "指标2：灌区渠道衬砌及配套建筑物条数"),
        ("数量指标", "指标3：管护人数"),
        ("质量指标", "指标1：验收合格率"),
        ("质量指标", "指标2：返工率"),
    ]


def test_a_page_without_a_header_goes_on_in_as_many_lanes() -> None:
    """Lanes stand elsewhere on the next page; its first row is of the last label of the page before."""
    top, _, rest = CENTRED.partition("\n       效益指标    社")
    below = """\f   效益指标    社会效益指标    灌溉保证率           ≥85%         30

            服务对象满意    受益农户满意度         ≥90%         5
   满意度指标
              度指标     灌区职工满意度         ≥90%         5"""

    assert rest
    found = read(top, below)
    assert said(found) == FOUND
    assert not {one[2] for one in FOUND[4:]} & set(unsure(found))


def test_rows_whose_label_stands_on_the_next_page_are_undecided() -> None:
    top, _, rest = CENTRED.partition("               服务对象满意")
    cut = f"{top}                       受益农户满意度           ≥90%       5\n                       灌区农户满意度           ≥90%       5"
    found = read(cut, "\f" + CENTRED.split("\n")[0], "               服务对象满意  渠道职工满意度           ≥90%       5\n       满意度指标\n                 度指标   灌区职工满意度           ≥90%       5")

    assert rest
    assert said(found)[:5] == FOUND[:5]
    assert {"受益农户满意度", "灌区农户满意度"} <= set(unsure(found))


def test_rows_of_another_first_level_do_not_go_on_from_the_page_before() -> None:
    """社会效益指标 is none of 产出指标, though 效益指标 stands right in the middle of the two rows below it."""
    seconds = ("时效指标", "社会效益指标", "生态效益指标", "生态效益指标")
    rows = [
        LaidRow([LaneLine(Line(2 * n + 1, "", 1), {2: "名称"})], False, 0, {"level2": [Piece(second, (2 * n + 1,), 1, True)]})
        for n, second in enumerate(seconds)
    ]
    part = Part(goes_on=True, is_cut=False, before={"level1": "产出指标"})
    put_beside(rows, "level1", [[Piece("效益指标", (6,), 0, True)]], lambda top, bottom: (top + bottom) / 2, part)

    assert [row.text("level1") for row in rows] == ["产出指标", "效益指标", "效益指标", "效益指标"]


def test_a_row_without_what_the_others_have_is_undecided() -> None:
    found = read(CENTRED.replace("≥85%       30", "≥85%"))

    assert unsure(found) == ["灌溉保证率"]


def test_the_number_of_a_page_is_no_part_of_its_last_row() -> None:
    top, _, rest = CENTRED.partition("\n       效益指标    社")

    assert said(read(top, "                          29", "\f" + CENTRED.split("\n")[0], "       效益指标    社" + rest)) == FOUND


def test_a_word_that_could_be_a_head_is_the_rest_of_one() -> None:
    """实施期指标 above the line of the heads, 值 below it."""
    found = read("""
                                       实施期指标
一级指标    二级指标        三级指标                    年度指标值
                                         值
产出指标    数量指标      渠道清淤长度           ≥30公里     ≥9公里
           质量指标      验收合格率            100%      100%
效益指标    社会效益指标    灌溉保证率            ≥85%      ≥80%""".strip("\n"))

    assert [(one.phase, one.level3, one.target_printed) for one in found][::3] == [
        ("term", "渠道清淤长度", "≥30公里"),
        ("annual", "渠道清淤长度", "≥9公里"),
    ]
    assert len(found) == 6


def test_what_stands_below_the_indicators_is_no_row() -> None:
    found = read(CENTRED, "填报人：李某        联系电话：0000-0000000")

    assert said(found) == FOUND


def test_layout_that_is_not_read_by_lanes_is_undecided() -> None:
    """Two blocks of indicators, of the term and of the year."""
    found = read(CENTRED.replace(" 绩  ", " 长期绩效指标"), CENTRED)

    assert unsure(found) == [one.level3 for one in found]


def test_stretches_tell_how_much_dearer_the_next_way_is() -> None:
    prices = {(0, 1): 1.0, (1, 2): 1.0, (0, 2): 2.5, (2, 3): 0.0}

    assert stretches(3, 2, lambda a, b: prices.get((a, b), NEVER)) == [(0, 1, 0.5), (1, 2, 0.5), (2, 3, NEVER)]


@pytest.mark.parametrize(("count", "most"), [(0, 3), (2, 1)])
def test_there_may_be_no_way_to_cut(count: int, most: int) -> None:
    assert stretches(count, most, lambda _, __: NEVER) == []
