"""Lists of projects made up for tests: the same projects in many layouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.model import Cell, Grid, Line, Segment


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its money and its indicators (level 1, level 2, name, operator, value, unit, weight)."""

    name: str
    total: str
    fiscal: str
    goal: str
    indicators: tuple[tuple[str, str, str, str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a list is laid out. ``order`` are the columns from left to right, ``labels`` their printed heads.

    ``cells``: a project's cells are ``merged`` over its rows, ``repeated`` in each, or stand in its ``first``.
    ``breaks`` are the data rows after which a page ends; ``shown``: on which page of a project that goes over a
    break its text stands (``top``, ``bottom``; cells are printed on both pages where they are repeated).
    """

    order: tuple[str, ...]
    labels: dict[str, str]
    cells: str = "merged"
    levels: str = "merged"
    breaks: tuple[int, ...] = ()
    shown: str = "top"
    level_shown: str = "top"
    repeats_header: bool = False
    ghost: bool = False


PROJECT_COLUMNS = ("name", "total", "fiscal", "goal")
LEVELS = ("level1", "level2")
DEFAULT = {
    "name": "项目名称", "total": "项目总额", "fiscal": "财政资金", "goal": "绩效目标", "level1": "一级指标",
    "level2": "二级指标", "level3": "三级指标", "nature": "绩效指标性质", "target": "绩效指标值",
    "unit": "绩效度量单位", "weight": "权重",
}  # fmt: skip
ORDER = tuple(DEFAULT)
_INDICATOR = ("level1", "level2", "level3", "nature", "target", "unit", "weight")


def segment(projects: Sequence[Project], layout: Layout) -> Segment:
    """The list as a form segment: a title, a unit line, a grid a page."""
    rows = [
        (number, row) for number, project in enumerate(projects) for row in range(len(project.indicators))
    ]
    cuts = [0, *sorted({b for b in layout.breaks if 0 < b < len(rows)}), len(rows)]
    pages = [rows[a:b] for a, b in pairwise(cuts)]
    grids = [_grid(projects, pages, index, layout) for index in range(len(pages))]
    head = [Line(1, "2026年项目支出绩效目标表", 1), Line(2, "金额单位：万元", 1)]
    return Segment("form", "项目支出绩效目标表", (*head, *grids))


def _grid(
    projects: Sequence[Project], pages: Sequence[list[tuple[int, int]]], index: int, layout: Layout
) -> Grid:
    page, cells, shift = pages[index], [], 0
    first_line = 100 * (index + 1)
    offset = 1 if layout.ghost and index == 0 else 0
    if index == 0 or layout.repeats_header:
        cells += [Cell(0, c + offset, layout.labels[k], (first_line,)) for c, k in enumerate(layout.order)]
        shift = 1
    for at, (number, row) in enumerate(page):
        project = projects[number]
        for col, key in enumerate(layout.order):
            text, span = _cell(project, number, row, at, key, pages, index, layout)
            if span:
                line = (first_line + at + shift,)
                cells.append(Cell(at + shift, col + offset, text, line, span, 1))
    cols = len(layout.order) + (2 if offset else 0)
    if offset:
        cells += [Cell(0, 0, "", ()), Cell(0, cols - 1, "", ())]
    return Grid(len(page) + shift, cols, tuple(cells), index + 1)


def _cell(
    project: Project,
    number: int,
    row: int,
    at: int,
    key: str,
    pages: Sequence[list[tuple[int, int]]],
    index: int,
    layout: Layout,
) -> tuple[str, int]:
    page = pages[index]
    if key in PROJECT_COLUMNS:
        text = str(getattr(project, key))
        mine = [place for place, (other, _) in enumerate(page) if other == number]
        if layout.cells == "repeated":
            return text, 1
        if layout.cells == "first":
            return (text if row == 0 else ""), 1
        parts = [i for i, rows in enumerate(pages) if any(other == number for other, _ in rows)]
        shown = parts[0] if layout.shown == "top" else parts[-1]
        return (text if index == shown else ""), len(mine) if at == mine[0] else 0
    values = dict(zip(_INDICATOR, project.indicators[row], strict=True))
    if key in LEVELS and layout.levels == "merged":
        depth = _INDICATOR.index(key) + 1
        whole = [
            i
            for i, rows in enumerate(pages)
            if any(n == number and _same(project, r, row, depth) for n, r in rows)
        ]
        mine = [p for p, (n, r) in enumerate(page) if n == number and _same(project, r, row, depth)]
        shown = whole[0] if layout.level_shown == "top" else whole[-1]
        return (values[key] if index == shown else ""), len(mine) if at == mine[0] else 0
    return values[key], 1


def _same(project: Project, row: int, other: int, depth: int) -> bool:
    """Whether all rows between two have the same levels down to ``depth``."""
    low, high = min(row, other), max(row, other)
    return len({one[:depth] for one in project.indicators[low : high + 1]}) == 1
