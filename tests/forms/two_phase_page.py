"""Prints two-phase indicator blocks the way text comes out of a page: wrapped, glued or clipped cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Pair = tuple[str, str]
LABELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
}


@dataclass(frozen=True)
class Widths:
    """Cell widths in characters of the term half and the annual half: level 2, name, value."""

    term: tuple[int, int, int]
    annual: tuple[int, int, int]
    clip: bool = False


def printed(groups: dict[str, tuple[Sequence[Pair], Sequence[Pair]]], widths: Widths) -> list[str]:
    """The lines of a block. ``groups``: level 2 → rows of the term, rows of the year (equally many)."""
    page = _Page()
    for level1, seconds in LABELS.items():
        page.row([(level1, 6, False)])
        for level2 in seconds:
            term, annual = groups.get(level2, ((), ()))
            for index in range(max(1, len(term))):
                cells = []
                for half, sizes in ((term, widths.term), (annual, widths.annual)):
                    if index == 0:
                        cells.append((level2, sizes[0], False))
                    if half:
                        name, value = half[index]
                        cells += [(name, sizes[1], widths.clip), (value, sizes[2], False)]
                page.row(cells)
    return page.lines()


class _Page:
    """Cells go out in order; a cell on the same height goes on in the line, glued where the last one was full."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def row(self, cells: Sequence[tuple[str, int, bool]]) -> None:
        parts = [[text[:width]] if clip else _wrapped(text, width) for text, width, clip in cells]
        height: float | None = None
        full = False
        for lines, (_, width, _) in zip(parts, cells, strict=True):
            for number, text in enumerate(lines):
                level = number - (len(lines) - 1) / 2
                if height == level:
                    self._lines[-1] += text if full else f" {text}"
                else:
                    self._lines.append(text)
                height, full = level, len(text) >= width

    def lines(self) -> list[str]:
        return self._lines


def _wrapped(text: str, width: int) -> list[str]:
    return [text[i : i + width] for i in range(0, len(text), width)]
