"""Plain text: tables drawn with bars."""

from __future__ import annotations

from loaders.model import Grid, Line
from loaders.readers.text import read_text


def _texts(text: str) -> list[str]:
    return [b.text for b in read_text(text.encode(), "a.txt").blocks if isinstance(b, Line)]


def test_bars_between_cells_become_tabs() -> None:
    """Text from web pages and Markdown: blank cells stay blank, ruling lines go, an operator alone stays."""
    written = "| 项目 | 金额 |\n|---|---:|\n甲 | | 5 |\n= |\n|\n正文没有竖线"
    assert _texts(written) == ["项目\t金额", "", "甲\t\t5", "=", "", "正文没有竖线"]


def test_a_bar_in_prose_is_a_character() -> None:
    assert _texts("首页 | 信息公开\n正文") == ["首页 | 信息公开", "正文"]


def test_bars_delimit_cells_and_blank_cells_are_blank() -> None:
    """pipes-blank: as many cells in each line; ragged lines stay lines, with tabs."""
    text = "某局预算表 | ||\n项 目 | 上年 | 本年 |\n---|---|---|\n合 计 | 34.35 | 3.70 |\n接待费 | | 2 |\n\n甲 | 1 |\n乙 |\n丙 | 2 | 3 |\n"
    document = read_text(text.encode(), "a.txt")

    grid, *rest = document.blocks
    assert isinstance(grid, Grid)
    assert [(c.row, c.col, c.text, c.lines) for c in grid.cells] == [
        (0, 0, "某局预算表", (1,)),
        (1, 0, "项 目", (2,)),
        (1, 1, "上年", (2,)),
        (1, 2, "本年", (2,)),
        (2, 0, "合 计", (4,)),
        (2, 1, "34.35", (4,)),
        (2, 2, "3.70", (4,)),
        (3, 0, "接待费", (5,)),
        (3, 2, "2", (5,)),
    ]
    assert rest == [Line(6, ""), Line(7, "甲\t1"), Line(8, "乙"), Line(9, "丙\t2\t3")]


def test_a_note_that_a_bar_closes_is_below_the_table() -> None:
    """Not a row of one cell, for which the table would be ragged and stay lines."""
    document = read_text("项 目 | 本年 | 其中 |\n合 计 | 34 | 3 |\n接待费 | 4 | 2 |\n注：含会议费 |\n另有一行 |\n".encode(), "a.txt")

    grid, *rest = document.blocks
    assert isinstance(grid, Grid)
    assert (grid.rows, grid.cols) == (3, 3)
    assert rest == [Line(4, "注：含会议费"), Line(5, "另有一行")]
    assert _texts("项 目 | 本年 | 其中 |\n合 计 | 34 | 3 |\n接待费 | 4 | 2 |\n小计 |\n")[-1] == "小计"  # cells were lost: which, is left open


_FRAMED = "|\n|\n|\n单位:万元\n|\n|\n项 目\n|\n合计\n|\n一般公共\n预算\n|\n|\n行政经费\n|\n312.23\n|\n312.23\n|\n|\n其他\n|\n1.00\n|\n|\n支出5万元。\n"


def test_cells_between_bars_that_stand_alone_are_a_table() -> None:
    grid, line = read_text(_FRAMED.encode(), "page.txt").blocks

    assert isinstance(grid, Grid)
    assert (grid.rows, grid.cols) == (4, 3)
    assert [(c.row, c.col, c.text, c.lines) for c in grid.cells] == [
        (0, 2, "单位:万元", (4,)),
        (1, 0, "项 目", (7,)),
        (1, 1, "合计", (9,)),
        (1, 2, "一般公共预算", (11, 12)),
        (2, 0, "行政经费", (15,)),
        (2, 1, "312.23", (17,)),
        (2, 2, "312.23", (19,)),
        (3, 0, "其他", (22,)),
        (3, 1, "1.00", (24,)),
    ]
    assert line == Line(27, "支出5万元。")


def test_rows_of_other_lengths_between_bars_stay_lines() -> None:
    blocks = read_text(_FRAMED.replace("|\n312.23\n", "", 1).encode(), "page.txt").blocks

    assert not any(isinstance(block, Grid) for block in blocks)


_PACKED = (
    "收入 | 支出 | |\n项目 | 预算数 | 项目 | 预算数 |\n财政拨款 | 9.00 | 教育支出 | 5.00 |\n事业收入 | 国防支出 | | |\n其他收入 | 外交支出 | 4.00 | |\n"
    "合计 | 9.00 | 合计 | 9.00 |\n"
)


def test_rows_whose_blanks_all_moved_to_the_end_stay_lines() -> None:
    blocks = read_text(_PACKED.encode(), "page.txt").blocks

    assert [b.text for b in blocks if isinstance(b, Line)][3:5] == ["事业收入\t国防支出", "其他收入\t外交支出\t4.00"]
    assert not any(isinstance(block, Grid) for block in blocks)


def test_blanks_at_the_end_of_rows_are_no_sign_of_that_where_columns_keep_their_kind() -> None:
    text = "项目 | 预算数 | 备注 |\n甲 | 1.00 | |\n乙 | 2.00 | |\n丙 | | |\n"
    assert any(isinstance(block, Grid) for block in read_text(text.encode(), "page.txt").blocks)


def _grids(text: str) -> list[list[tuple[int, int, str]]]:
    blocks = read_text(text.encode(), "a.txt").blocks
    return [[(cell.row, cell.col, cell.text) for cell in b.cells] for b in blocks if isinstance(b, Grid)]


def test_cells_that_each_end_their_line_with_a_bar_are_a_table_where_labels_tell_the_columns() -> None:
    cells = ["项目", "支出(万元)", "减少率", "接待费", "71.53", "-", "用车费", "1,857.23", "8%", "出国费", "", "0"]
    (grid,) = _grids("某区“三公”经费情况\n" + "".join(f"{cell} |\n" for cell in cells) + "说明如下。\n")

    assert grid == [(n // 3, n % 3, cell) for n, cell in enumerate(cells) if cell]


def test_cells_of_which_no_count_of_columns_tells_labels_from_values_stay_lines() -> None:
    head = ["项目", "支出"]
    for rows in (
        ["接待费", "71.53", "用车费"],  # a cell is lost
        ["接待费", "71.53", "用车费", "约三成"],  # a value that is a word
        ["接待费", "71.53", "12", "8"],  # a number where a label should stand
        ["2024年 8", "71.53"],  # too few rows
    ):
        assert _grids("".join(f"{cell} |\n" for cell in head + rows)) == []
