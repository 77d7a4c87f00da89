"""Blocks of forms put as forms are read: tabbed lines as grids, forms beside each other apart, indicators upright."""

from __future__ import annotations

from loaders.forms.grid_arrangement import arranged
from loaders.model import Block, Grid, Line
from tests.forms.grids import Written, grid

TABBED = [
    "项目支出绩效目标表",
    "一级指标\t二级指标\t三级指标\t指标值\t\t分值",
    "\t\t\t符号\t数值\t",
    "产出指标\t数量指标\t里程\t≥\t3公里\t10",
    "\t质量指标\t合格率\t\t≥9%\t5",
]


def _lines(texts: list[str]) -> list[Line]:
    return [Line(number, text, 2) for number, text in enumerate(texts, start=1)]


def _cells(block: Block) -> list[tuple[int, int, str, int, int]]:
    assert isinstance(block, Grid)
    return [(c.row, c.col, c.text, c.row_span, c.col_span) for c in block.cells]


def test_tabbed_lines_with_equally_many_cells_are_a_grid() -> None:
    title, table = arranged(_lines(TABBED))
    assert isinstance(title, Line)
    assert isinstance(table, Grid)
    assert (table.rows, table.cols, table.page) == (4, 6, 2)
    assert _cells(table) == [
        (0, 0, "一级指标", 2, 1), (0, 1, "二级指标", 2, 1), (0, 2, "三级指标", 2, 1), (0, 3, "指标值", 1, 2), (0, 5, "分值", 2, 1),
        (1, 3, "符号", 1, 1), (1, 4, "数值", 1, 1),
        (2, 0, "产出指标", 1, 1), (2, 1, "数量指标", 1, 1), (2, 2, "里程", 1, 1), (2, 3, "≥", 1, 1), (2, 4, "3公里", 1, 1), (2, 5, "10", 1, 1),
        (3, 1, "质量指标", 1, 1), (3, 2, "合格率", 1, 1), (3, 4, "≥9%", 1, 1), (3, 5, "5", 1, 1),
    ]  # fmt: skip
    assert [cell.lines for cell in table.cells if cell.col == 2] == [(2,), (4,), (5,)]


def test_blank_cells_of_a_row_of_values_span_nothing() -> None:
    rows = ["项目名称\t\t道路养护\t", "数量指标\t\t\t≥3公里", "一级指标\t二级指标\t三级指标\t指标值"]
    (table,) = arranged(_lines(rows))
    assert {(down, right) for _, _, _, down, right in _cells(table)} == {(1, 1)}


def test_tabbed_lines_with_cells_lost_stay_lines() -> None:
    lost = [*TABBED[:4], "质量指标\t合格率\t≥9%\t5"]
    assert arranged(_lines(lost)) == tuple(_lines(lost))
    wandering = ["绩效\t一级指标\t二级指标\t三级指标\t指标值", "质量指标\t合格率\t≥9%\t\t"]
    assert arranged(_lines(wandering)) == tuple(_lines(wandering))


def test_forms_beside_each_other_are_apart() -> None:
    rows: list[list[Written]] = [
        ["项目名称", "道路养护", "项目名称", "河道清淤"],
        ["实施单位", "甲", "实施单位", "乙"],
        ["三级指标", "指标值", "三级指标", "指标值"],
    ]
    first, second = arranged([grid(rows)])
    assert [(row, col, text) for row, col, text, _, _ in _cells(first)] == [
        (0, 0, "项目名称"), (0, 1, "道路养护"), (1, 0, "实施单位"), (1, 1, "甲"), (2, 0, "三级指标"), (2, 1, "指标值"),
    ]  # fmt: skip
    assert [text for _, col, text, _, _ in _cells(second) if col == 1] == ["河道清淤", "乙", "指标值"]
    assert isinstance(first, Grid)
    assert isinstance(second, Grid)
    assert (first.cols, second.cols) == (2, 2)


def test_forms_that_share_a_cell_stay_one() -> None:
    rows: list[list[Written]] = [
        [("两个项目", 1, 4), None, None, None],
        ["项目名称", "道路养护", "项目名称", "河道清淤"],
    ]
    whole = grid(rows)
    assert arranged([whole]) == (whole,)


def test_indicators_that_stand_a_column_each_are_put_upright() -> None:
    rows: list[list[Written]] = [
        ["项目名称", ("道路养护", 1, 2), None],
        ["一级指标", ("产出指标", 1, 2), None],
        ["三级指标", "里程", "合格率"],
        ["指标值", "≥3公里", "≥9%"],
        ["联系人", ("", 1, 2), None],
        ["备注", ("无", 1, 2), None],
    ]
    head, table, tail = arranged([grid(rows)])
    assert _cells(head) == [(0, 0, "项目名称", 1, 1), (0, 1, "道路养护", 1, 2)]
    assert sorted(_cells(table)) == [
        (0, 0, "一级指标", 1, 1), (0, 1, "三级指标", 1, 1), (0, 2, "指标值", 1, 1),
        (1, 0, "产出指标", 2, 1), (1, 1, "里程", 1, 1), (1, 2, "≥3公里", 1, 1),
        (2, 1, "合格率", 1, 1), (2, 2, "≥9%", 1, 1),
    ]  # fmt: skip
    assert [(row, text) for row, _, text, _, _ in _cells(tail) if text] == [(0, "联系人"), (1, "备注"), (1, "无")]
    assert [(block.rows, block.cols) for block in (head, table, tail) if isinstance(block, Grid)] == [
        (1, 3), (3, 3), (2, 3),
    ]  # fmt: skip


def test_a_grid_with_heads_in_a_row_is_upright_as_it_is() -> None:
    rows: list[list[Written]] = [["三级指标", "指标值", "分值"], ["里程", "≥3公里", "9"], ["指标值", "高", "1"]]
    whole = grid(rows)
    assert arranged([whole]) == (whole,)
