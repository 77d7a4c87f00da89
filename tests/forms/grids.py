"""Grids written as rows of cells: ``"甲"``, ``("甲", row_span, col_span)``; ``None`` is covered by a span."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.model import Cell, Grid, Line, Segment
from loaders.records import Parsed

Written = str | tuple[str, int, int] | None
SELF_EVALUATION: list[list[Written]] = [
    ["项目名称", None, ("道路养护", 1, 8), *[None] * 7],
    ["主管部门", None, ("某市交通局", 1, 3), None, None, "实施单位", ("某市公路处", 1, 4), *[None] * 3],
    [("项目资金\n（万元）", 4, 2), None, ("", 1, 2), None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    [None, None, ("年度资金总额", 1, 2), None, "120.00", "118.50", "110.20", "10", "93.00%", "9.30"],
    [None, None, ("其中：当年财政拨款", 1, 2), None, "120.00", "118.50", "110.20", "—", "93.00%", "—"],
    [None, None, ("上年结转资金", 1, 2), None, "0.00", "", "", "—", "", "—"],
    [("年度总体目标", 2, 1), ("预期目标", 1, 4), *[None] * 3, ("实际完成情况", 1, 5), *[None] * 4],
    [None, ("养护道路30公里。", 1, 4), *[None] * 3, ("养护道路31公里。", 1, 5), *[None] * 4],
    [("绩\n效\n指\n标", 5, 1), "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
     ("偏差原因分析及改进措施", 1, 2), None],
    [None, ("产出指标\n（50分）", 2, 1), "数量指标", "养护里程", "≥30公里", "31公里", "30", "30", ("", 1, 2), None],
    [None, None, "质量指标", "验收合格率", "＝100%", "95%", "20", "18", ("两段返工", 1, 2), None],
    [None, ("效益指标", 1, 1), "社会效益\n指标", "通行能力", "有所提升", "达成", "30", "30", ("", 1, 2), None],
    [None, "满意度指标", "服务对象满意度指标", "公众满意度", "≥90%", "92%", "10", "10", ("", 1, 2), None],
    [("总分", 1, 6), *[None] * 5, "100", "97.30", ("", 1, 2), None],
]  # fmt: skip


def grid(rows: Sequence[Sequence[Written]], first_line: int = 2, page: int | None = 1) -> Grid:
    """A grid whose row ``i`` is printed on line ``first_line + i``."""
    cells = []
    for r, row in enumerate(rows):
        for c, written in enumerate(row):
            if not written:
                continue
            text, down, right = written if isinstance(written, tuple) else (written, 1, 1)
            cells.append(Cell(r, c, text, (first_line + r,), down, right))
    return Grid(len(rows), max(len(row) for row in rows), tuple(cells), page)


def form(title: str, *blocks: Grid | Line) -> Segment:
    """A form segment with its title on line 1."""
    return Segment("form", title, (Line(1, title, 1), *blocks))


def indicators(parsed: Parsed) -> list[tuple[str, ...]]:
    """What the rows print of each indicator."""
    return [(i.phase, i.level1, i.level2, i.level3, i.target_printed) for i in parsed.indicators]


def funding(parsed: Parsed) -> list[tuple[str, str, str]]:
    """Each amount with its label and phase."""
    return [(f.source_label, f.phase, f.amount_printed) for f in parsed.funding]
