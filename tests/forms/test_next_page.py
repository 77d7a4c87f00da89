"""Indicator tables that go on over a page: columns of the next grid, and a level whose last row is alone on its page."""

from __future__ import annotations

from dataclasses import replace

from loaders.forms import grid_form
from loaders.model import Cell, Grid
from tests.forms.grids import Written, form, grid

HEADER = ["一级指标", "二级指标", "三级指标", "指标值", "分值权重"]


def with_blank(page: Grid, row: int, col: int) -> Grid:
    return replace(page, cells=(*page.cells, Cell(row, col, "", (), 1, 1)))


def read(*pages: Grid) -> list[tuple[str, str, str]]:
    parsed, _ = grid_form.read(form("部门专项业务经费绩效目标表", *pages))
    return [(i.level2, i.level3, i.target_printed) for i in parsed.indicators]


FIRST = [
    ["项目名称", ("农业普查", 1, 4)],
    HEADER,
    [("产出指标", 3, 1), ("数量指标", 2, 1), "清查户数", "≥110", "5"],
    [None, None, "短表户数", "≥109", "3"],
    [None, "", "数据准确率", "≥95", "4"],
]


def test_the_label_of_a_level_that_begins_on_the_last_row_stands_on_the_next_page() -> None:
    """xa-09698190, page 47: 质量指标 is printed on page 48 in the middle of its rows."""
    second = grid([[("产出指标", 2, 1), ("质量指标", 2, 1), "物资合格率", "100", "6"], [None, None, "样本覆盖率", "100", "2"]], 20, 2)

    assert [level2 for level2, _, _ in read(with_blank(grid(FIRST), 4, 1), second)] == [
        "数量指标", "数量指标", "质量指标", "质量指标", "质量指标",
    ]  # fmt: skip


def test_a_level_whose_parent_is_printed_on_the_next_page_goes_on() -> None:
    """A project that begins on the last row of a page: what is merged over its rows stands below the break."""
    first = grid([["项目名称", ("农业普查", 1, 4)], HEADER, ["", "数量指标", "清查户数", "≥110", "5"]])
    second = grid([[("产出指标", 2, 1), "", "短表户数", "≥109", "3"], [None, "质量指标", "准确率", "≥95", "4"]], 20, 2)
    pages = with_blank(first, 2, 0), with_blank(second, 0, 1)

    assert [level2 for level2, _, _ in read(*pages)] == ["数量指标", "数量指标", "质量指标"]


def test_a_level_without_a_label_on_the_next_page_goes_on() -> None:
    second = grid([["", "", "样本覆盖率", "100", "2"], ["效益指标", "社会效益指标", "宣传到位率", "100", "6"]], 20, 2)

    assert [level2 for level2, _, _ in read(with_blank(grid(FIRST), 4, 1), second)] == [
        "数量指标", "数量指标", "数量指标", "数量指标", "社会效益指标",
    ]  # fmt: skip


def test_a_row_with_blank_cells_is_read_by_the_columns_of_its_page() -> None:
    """bj-finance-2026-tables, page 45: 定性 indicators have no unit, so a cell less than the rows around them."""
    first = grid(
        [
            ["项目名称", ("财政管理", 1, 8), *[None] * 7],
            [("活动", 1, 2), None, ("绩效指标", 1, 2), None, "指标性质", ("指标值", 1, 2), None, "度量单位", ""],
            [("评审", 1, 2), None, ("产出指标数量指标评审数量", 1, 2), None, "≥", ("420", 1, 2), None, "个", ""],
        ]
    )
    second = grid(
        [
            ["监督", "产出指标数量指标检查单位数", "≥", "166", "家", ""],
            ["监督", "效益指标社会效益指标整改落实", "定性", "高", "", ""],
            ["国库", "产出指标质量指标会计凭证数", "≥", "4000", "", ""],
        ],
        20,
        2,
    )

    assert read(first, second) == [
        ("数量指标", "评审数量", "≥420个"),
        ("数量指标", "检查单位数", "≥166家"),
        ("社会效益指标", "整改落实", "高"),
        ("质量指标", "会计凭证数", "≥4000"),
    ]


def test_columns_under_no_head_shift_none_of_the_next_page() -> None:
    """Counted from the right, where what a page break cuts off are cells on the left; one page or both end in a column without any text."""
    head: list[Written] = ["一级指标", "二级指标", "三级指标", "指标值"]
    above = grid([head, [("产出指标", 3, 1), "数量指标", "巡查次数", "≥6次"], [None, ("质量指标", 2, 1), "巡查达标率", "≥95%"]])
    below = grid([["巡查及时率", "≥90%"], ["投诉处理率", "≥80%"]], 20, 2)
    wide = replace(above, cols=above.cols + 1)

    for pages in ((above, below), (wide, below), (wide, replace(below, cols=below.cols + 1))):
        found = grid_form.read(form("项目支出绩效自评表", *pages))[0].indicators
        assert [(i.level3, i.target_printed) for i in found][2:] == [("巡查及时率", "≥90%"), ("投诉处理率", "≥80%")]
