"""Continuation pages whose blank columns left no trace, placed below the header by where their texts stand."""

from __future__ import annotations

from dataclasses import replace

from loaders.model import Grid
from loaders.tables.grid_place import placed_like
from tests.tables.grid_art import cells, draw, table

_PLACES = [(0, 40), (50, 150), (160, 190), (200, 230), (240, 270)]
_HEAD = "科目编码|科目名称|合计|基本支出|项目支出\n205|教育支出|9|4|5"
_PAGE = "206|科学技术支出|7|7\n合计|<|8|8"


def _printed(art: str, *places: tuple[int, int]) -> Grid:
    """The grid with each cell where its columns stand, from x0 to x1."""
    grid = draw(art)
    boxes = [(places[c.col][0], c.row * 10, places[c.col + c.col_span - 1][1], c.row * 10 + 9) for c in grid.cells]
    return replace(
        grid, cells=tuple(replace(c, box=",".join(map(str, box))) for c, box in zip(grid.cells, boxes, strict=True))
    )


def test_amounts_stand_below_the_header_over_them() -> None:
    read = table("支出预算总表", _printed(_HEAD, *_PLACES), _printed(_PAGE, *_PLACES[:3], _PLACES[4]))

    assert cells(read, read.rows[1]) == {"合计": "7", "项目支出": "7"}


def test_each_text_covers_the_columns_that_it_covered() -> None:
    placed = placed_like(_printed(_HEAD, *_PLACES), _printed(_PAGE, *_PLACES[:3], _PLACES[4]))

    assert placed is not None
    assert [(c.text, c.col, c.col_span) for c in placed.cells] == [
        ("206", 0, 1), ("科学技术支出", 1, 1), ("7", 2, 1), ("7", 4, 1), ("合计", 0, 2), ("8", 2, 1), ("8", 4, 1),
    ]  # fmt: skip


def test_a_text_between_two_headers_leaves_the_page_as_it_is() -> None:
    between = _printed(_PAGE, *_PLACES[:3], (215, 255))

    assert placed_like(_printed(_HEAD, *_PLACES), between) is None
