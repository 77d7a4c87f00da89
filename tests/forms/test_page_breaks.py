"""Rows at a page break: the halves of one are one row, rows of their own are two, and what can't be told is said."""

from __future__ import annotations

from dataclasses import replace

from loaders.forms import grid_form, grid_list
from loaders.model import Cell
from tests.forms.grids import Written, form, grid, indicators

HEADER: list[Written] = ["一级指标", "二级指标", "三级指标", "年度指标值", "分值", "偏差原因分析"]
ROWS: list[list[Written]] = [
    ["产出指标", "数量指标", "巡查次数", "≥6次", "20", "无"],
    ["产出指标", "质量指标", "巡查达标率", "≥95%", "20", "无"],
    ["产出指标", "时效指标", "巡查及时率", "≥90%", "20", "无"],
]


def read(
    above: list[Written], below: list[Written], *rest: list[Written], rows: list[list[Written]] = ROWS
) -> list[tuple[str, ...]]:
    pages = grid([HEADER, *rows, above]), grid([below, *rest], 20, 2)
    found = grid_form.read(form("项目支出绩效自评表", *pages))[0].indicators
    return [(i.level2, i.level3, i.target_printed, i.weight, i.repair_code) for i in found][len(rows) :]


def test_the_half_without_what_all_rows_have_is_the_rest_of_the_other() -> None:
    found = read(
        ["效益指标", "社会效益", "居民出行便", "有所提升", "10", "无"], ["", "指标", "利程度", "", "", ""]
    )

    assert found == [("社会效益指标", "居民出行便利程度", "有所提升", "10", "")]


def test_numbers_in_the_middle_of_a_row_stand_on_the_next_page() -> None:
    found = read(
        ["效益指标", "社会效益指标", "居民出行便", "", "", ""], ["", "", "利程度", "有所提升", "10", "无"]
    )

    assert found == [("社会效益指标", "居民出行便利程度", "有所提升", "10", "")]


def test_two_weights_are_of_two_rows_and_one_without_a_name_is_doubted() -> None:
    found = read(
        ["效益指标", "社会效益指标", "出行便利", "提升", "10", "无"], ["", "", "", "≥3次", "10", "无"]
    )

    assert [(name, weight, codes) for _, name, _, weight, codes in found] == [
        ("出行便利", "10", "row_cut_undecided"),
        ("", "10", "row_cut_undecided"),
    ]


def test_a_bracket_that_is_open_is_closed_on_the_next_page() -> None:
    rows = [[*row[:4], "", row[5]] for row in ROWS]
    found = read(
        ["效益指标", "社会效益指标", "出行便利（含", "提升明显", "", "无"],
        ["", "", "夜间）", "（居民）", "", "无"],
        rows=rows,
    )

    assert [name for _, name, *_ in found] == ["出行便利（含夜间）"]


def test_a_level_of_its_own_begins_a_row() -> None:
    found = read(
        ["效益指标", "社会效益指标", "出行便利", "提升", "", "无"],
        ["效益指标", "生态效益指标", "水质", "提升", "10", "无"],
    )

    assert [(level2, name) for level2, name, *_ in found] == [
        ("社会效益指标", "出行便利"),
        ("生态效益指标", "水质"),
    ]


def test_full_lines_say_only_that_a_row_may_go_on() -> None:
    """Without numbers nothing else tells a row that wraps in each of its cells from two rows."""
    rows: list[list[Written]] = [
        [("产出指标", 3, 1), ("数量指标", 3, 1), "巡查次数\n合计", "每月六次\n以上", "", ""],
        [None, None, "达标率", "全部", "", ""],
    ]
    full = read([None, None, "竣工验收", "十二月底", "", ""], ["", "", "时间", "之前", "", ""], rows=rows)
    short = read([None, None, "竣工", "年底", "", ""], ["", "", "拨款", "及时", "", ""], rows=rows)

    assert [codes for *_, codes in full] == ["row_cut_undecided"] * 2
    assert [codes for *_, codes in short] == ["", ""]


def test_a_header_printed_again_stands_between_the_halves() -> None:
    pages = (
        grid([HEADER, *ROWS, ["效益指标", "社会效益指标", "居民出行便", "提升", "10", "无"]]),
        grid(
            [
                HEADER,
                ["", "", "利程度", "", "", ""],
                ["效益指标", "生态效益指标", "水质", "提升", "10", "无"],
            ],
            20,
            2,
        ),
    )
    found = grid_form.read(form("项目支出绩效自评表", *pages))[0]

    assert [one[3] for one in indicators(found)][3:] == ["居民出行便利程度", "水质"]
    assert found.indicators[3].lines == (6, 21)


def test_a_goal_above_a_header_of_two_rows_is_no_part_of_it() -> None:
    """烟台市退役军人事务局 2026: the goal of a form without a label at the side of its indicators."""
    goal = "用于租赁社会车辆，保障全系统工作正常运转。"
    rows: list[list[Written]] = [
        ["总体目标", (goal, 1, 4), *[None] * 3],
        [("指标分类", 1, 2), None, ("三级指标", 2, 1), ("指标值", 1, 2), None],
        ["一级指标", "二级指标", None, "数值", "单位"],
        ["产出指标", "数量指标", "租赁车辆", "3", "辆"],
    ]
    found = grid_form.read(form("项目支出绩效目标表", grid(rows)))[0]

    assert [one.value for one in found.form_fields] == [goal]
    assert [one.level3 for one in found.indicators] == ["租赁车辆"]


def test_a_label_at_the_side_that_stands_on_the_next_page_moves_no_column() -> None:
    """西安市人力资源和社会保障局 2020: 绩效指标 down the side is printed in the middle of its rows, on the second page."""
    first = grid(
        [
            ["", "一级指标", ("二级指标", 1, 2), None, "指标内容", "指标值"],
            ["", ("产出指标", 1, 1), ("数量指标", 1, 2), None, "就业人数", "14万人"],
        ]
    )
    first = replace(first, cells=(*first.cells, Cell(0, 0, "", (), 2, 1)))
    second = grid(
        [
            [("绩效指标", 2, 1), "", "时效指标", "按期完成率", "100%"],
            [None, "效益指标", "社会效益指标", "稳定", "长期"],
        ],
        20,
        2,
    )
    second = replace(second, cells=(*second.cells, Cell(0, 1, "")))
    found = grid_form.read(form("部门整体支出绩效目标表", first, second))[0]

    assert indicators(found)[1:] == [
        ("", "产出指标", "时效指标", "按期完成率", "100%"),
        ("", "效益指标", "社会效益指标", "稳定", "长期"),
    ]


def test_what_is_merged_over_rows_tells_nothing_of_one_of_them() -> None:
    """北京市民政局 2026: the last row of a page begins a project whose name is printed on the next."""
    header: list[Written] = ["项目名称", "资金", "三级指标", "指标值"]
    rows: list[list[Written]] = [
        [("社区服务", 3, 1), ("12.50", 3, 1), "服务人数", "100"],
        [None, None, "服务次数", "50"],
        [None, None, "服务时长", "80"],
    ]
    first = grid([header, *rows, ["", "", "完成率", "100"]])
    first = replace(first, cells=(*first.cells, Cell(4, 0, ""), Cell(4, 1, "")))
    second = grid(
        [[("慈善宣传", 2, 1), ("74.11", 2, 1), "活动率", "100"], [None, None, "满意度", "90"]], 20, 2
    )
    found = grid_list.read(form("项目支出绩效表", first, second))[0]

    assert [one.level3 for one in found.indicators] == [
        "服务人数",
        "服务次数",
        "服务时长",
        "完成率",
        "活动率",
        "满意度",
    ]
