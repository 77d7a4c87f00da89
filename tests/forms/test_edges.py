"""Edges of what forms and lists print: headers over rows, repeated and unknown heads, labels alone, texts cut by margins."""

from __future__ import annotations

import pytest

from loaders.forms import grid_form, grid_list, parse
from loaders.forms.claim import claimed
from loaders.forms.packed import paragraphs
from loaders.model import Line, Segment
from loaders.records import Parsed
from tests.forms.grids import Written, form, grid, indicators

BLANK: Written = ("", 1, 1)
HEADER: list[Written] = ["一级指标", "二级指标", "三级指标", "指标值"]
ROW: list[Written] = ["产出指标", "数量指标", "里程", "≥3公里"]


def _grid(*rows: list[Written]) -> Parsed:
    return grid_form.read(form("项目支出绩效目标表", grid(rows)))[0]


def _list(*rows: list[Written]) -> Parsed:
    return grid_list.read(form("项目支出绩效目标表", Line(2, "单位：万元", 1), grid(rows, 3)))[0]


def _text(*rows: str) -> Parsed:
    lines = tuple(Line(number, text) for number, text in enumerate(("绩效自评表", *rows), start=1))
    return parse([Segment("form", "绩效自评表", lines)])[0]


@pytest.mark.parametrize(
    ("sources", "is_form"),
    [
        (["财政拨款"], False),
        (["财政拨款", "其他资金"], True),
        (["年度资金总额", "财政拨款", "其他资金"], True),
    ],
)
def test_money_and_labels_without_indicators_are_a_form(sources: list[str], is_form: bool) -> None:
    rows: list[list[Written]] = [["项目名称", "道路养护"], ["主管部门", "某局"], *([one, "5"] for one in sources)]
    assert grid_form.matches(form("项目支出绩效目标表", grid(rows))) is is_form


def test_a_target_headed_by_its_sign_its_number_and_its_unit() -> None:
    heads: list[list[Written]] = [
        [("一级指标", 2, 1), ("二级指标", 2, 1), ("三级指标", 2, 1), ("指标值", 1, 3), None, None, ("权重", 2, 1)],
        [None, None, None, "符号", "数值", "计量单位", None],
    ]  # fmt: skip
    read = _grid(*heads, ["产出指标", "数量指标", "里程", "≥", "3", "公里", "10"])
    (one,) = read.indicators
    assert (one.target_printed, one.target_value, one.target_unit, one.weight) == ("≥3公里", "3", "公里", "10")


def test_labels_that_run_together_head_the_columns_up_to_the_next() -> None:
    read = _grid(["一级指标二级指标", BLANK, "三级指标", "指标值", "某种说明"], [*ROW, "甲"])
    assert indicators(read) == [("", "产出指标", "数量指标", "里程", "≥3公里")]


def test_a_head_that_no_list_knows_reaches_over_its_columns() -> None:
    read = _grid([*HEADER, ("某种说明", 1, 2), None], [*ROW, "", "甲"])
    assert [one.criteria for one in read.indicators] == ["某种说明：甲"]


def test_a_name_with_levels_in_it_stays_where_the_levels_have_columns() -> None:
    assert indicators(_grid(HEADER, ["产出指标", "数量指标", "产出指标数量指标里程", "≥3公里"]))[0][3] == (
        "产出指标数量指标里程"
    )
    assert indicators(_grid(["三级指标", "指标值"], ["产出指标数量指标里程", "≥3公里"])) == [
        ("", "产出指标", "数量指标", "里程", "≥3公里")
    ]


@pytest.mark.parametrize(
    ("text", "rejects"), [("一、项目基本情况", 0), ("一、" + "项目基本情况" * 4, 1), ("绩效", 0), ("单位：万元", 0)]
)
def test_headings_of_sections_say_nothing(text: str, rejects: int) -> None:
    assert len(_grid([(text, 1, 4), None, None, None], HEADER, ROW).rejects) == rejects


def test_a_department_makes_a_departments_form_in_text_too() -> None:
    rows = ("一级指标 二级指标 三级指标 目标值 实际值", "产出指标 数量指标 里程 ≥3公里 4公里")
    assert _text("单位名称 某市交通局", *rows).evaluations[0].form_type == "department_self_evaluation"
    assert _text("项目名称 道路养护", *rows).evaluations[0].form_type == "project_self_evaluation"


def test_a_misread_source_is_said_where_it_is_printed() -> None:
    read = _text(
        "年度资金总额 9 财政拨款 4", "单位白筹 5", "一级指标 二级指标 三级指标 目标值", "产出指标 数量指标 里程 ≥3公里"
    )
    assert [(f.source_label, f.repair_code) for f in read.funding] == [
        ("年度资金总额", ""),
        ("财政拨款", ""),
        ("单位自筹", "source_misread"),
    ]


LIST: list[Written] = ["项目名称", "项目类别", "年度目标", "其他说明事项", "三级指标", "指标值"]


def test_names_of_a_list_make_projects_whatever_their_order() -> None:
    rows: list[list[Written]] = [[name, "", "", "", "里程", "≥3公里"] for name in ("养护", "清淤", "巡查", "巡查")]
    assert [e.subject_name for e in _list(LIST, *rows).evaluations] == ["养护", "清淤", "巡查"]


def test_what_stands_beside_a_projects_name_is_said_of_it() -> None:
    read = _list(LIST, ["道路养护", "特定目标类", "养护三公里", "路况", "里程", "≥3公里"])
    assert read.evaluations[0].project_category == "特定目标类"
    assert [(f.label, f.phase, f.value) for f in read.form_fields] == [
        ("年度目标", "annual", "养护三公里"),
        ("其他说明事项", "", "路况"),
    ]


def test_a_header_repeated_in_a_list_is_no_project() -> None:
    row: list[Written] = ["道路养护", "", "", "", "里程", "≥3公里"]
    read, used = grid_list.read(form("项目支出绩效目标表", grid([LIST, row, LIST, ["清淤", *row[1:]]], 3)))
    assert [e.subject_name for e in read.evaluations] == ["道路养护", "清淤"]
    assert [used.disposition[line] for line in (3, 5)] == ["header", "header"]


def test_a_name_alone_in_a_list_is_the_unit_of_the_projects_below() -> None:
    rows: list[list[Written]] = [["某市交通局", *[BLANK] * 5], ["道路养护", "", "", "", "里程", "≥3公里"]]
    assert [(e.subject_name, e.implementing_unit) for e in _list(LIST, *rows).evaluations] == [
        ("道路养护", "某市交通局")
    ]


def test_heads_of_a_list_that_alone_say_nothing() -> None:
    read = _list(
        ["项目名称", ("指标", 1, 3), None, None, "指标值"],
        [BLANK, "一级", "二级", "三级", BLANK],
        ["道路养护", *ROW],
    )
    assert indicators(read) == [("", "产出指标", "数量指标", "里程", "≥3公里")]


def test_phases_below_the_head_of_a_lists_targets() -> None:
    read = _list(
        ["项目名称", "三级指标", ("指标值", 1, 2), None],
        [BLANK, BLANK, "实施期", "年度"],
        ["道路养护", "里程", "≥9公里", "≥3公里"],
    )
    assert [(phase, name, target) for phase, _, _, name, target in indicators(read)] == [
        ("term", "里程", "≥9公里"),
        ("annual", "里程", "≥3公里"),
    ]


def test_a_numbered_name_goes_on_in_the_last_row() -> None:
    rows: list[list[Written]] = [
        HEADER,
        ["产出指标", ("数量指标", 3, 1), "指标1：里程", "≥3公里"],
        ["产出指标", None, "指标2：培训", ("≥9人", 2, 1)],
        ["产出指标", None, "人数", None],
    ]
    rows[1][0], rows[2][0], rows[3][0] = ("产出指标", 3, 1), None, None
    assert [row[3] for row in indicators(_grid(*rows))] == ["指标1：里程", "指标2：培训人数"]


def test_a_line_a_character_short_of_the_margin_goes_on() -> None:
    lines = ["甲" * 10, "乙" * 9, "丙" * 8, "丁"]
    assert paragraphs("\n".join(lines), is_wrapped=True) == "甲" * 10 + "乙" * 9 + "丙" * 8 + "\n丁"


def test_a_title_that_a_part_has_stays_and_two_levels_make_a_form() -> None:
    table = grid([HEADER[1:], ROW[1:]], 3)
    (part,) = claimed([Segment("table", "情况表", (Line(1, "附表"), table))])
    assert (part.kind, part.title, len(part.blocks)) == ("form", "情况表", 2)
