"""Charts as SVG that is made here: lines through the years, and a treemap. Numbers beside them stand in tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from gongkai.site.figures import wan

_WIDTH, _HEIGHT = 640, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 24, 92, 26, 30
_MAP_WIDTH, _MAP_HEIGHT = 960, 420
_LETTER = 13.0


@dataclass(frozen=True, slots=True)
class Line:
    """Amounts by year under a class of the style sheet (``line-<name>``)."""

    name: str
    amounts: dict[int, Decimal]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole: what it is called, its amount in 元, where it is printed, the number of its group."""

    name: str
    amount: Decimal
    address: str
    group: int


def trend(lines: Sequence[Line]) -> Markup:
    """Lines through the years, each amount (万元) written at its point. Nothing where fewer than two years have one."""
    years = sorted({year for line in lines for year in line.amounts})
    if len(years) < 2:
        return Markup("")
    most = max((amount for line in lines for amount in line.amounts.values()), default=Decimal(0)) or Decimal(
        1
    )
    step = (_WIDTH - _LEFT - _RIGHT) / (years[-1] - years[0])
    out = [f'<svg class="trend" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true">']
    for year in years:
        x = _LEFT + step * (year - years[0])
        out.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{_HEIGHT - _BOTTOM}"/>')
        out.append(f'<text class="year" x="{x:.1f}" y="{_HEIGHT - 8}">{year}</text>')
    for line in lines:
        points = [
            (
                _LEFT + step * (year - years[0]),
                _HEIGHT - _BOTTOM - float(amount / most) * (_HEIGHT - _TOP - _BOTTOM),
                amount,
            )
            for year, amount in sorted(line.amounts.items())
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
        out.append(f'<g class="line-{escape(line.name)}"><polyline points="{path}"/>')
        for x, y, amount in points:
            out.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5"/><text x="{x + 5:.1f}" y="{y - 7:.1f}">{wan(amount)}</text>'
            )
        out.append("</g>")
    return Markup("".join([*out, "</svg>"]))


def treemap(parts: Sequence[Part], label: str) -> Markup:
    """Areas in proportion to amounts, the largest first; each leads to its address. Nothing for fewer than two."""
    there = sorted((part for part in parts if part.amount > 0), key=lambda part: -part.amount)
    if len(there) < 2:
        return Markup("")
    total = sum((part.amount for part in there), Decimal(0))
    sizes = [float(part.amount / total) * _MAP_WIDTH * _MAP_HEIGHT for part in there]
    out = [
        f'<svg class="treemap" viewBox="0 0 {_MAP_WIDTH} {_MAP_HEIGHT}" role="group" aria-label="{escape(label)}">'
    ]
    for part, (x, y, width, height) in zip(there, squarified(sizes, _MAP_WIDTH, _MAP_HEIGHT), strict=True):
        share = f"{part.amount * 100 / total:.1f}%"
        said = f"{part.name} {wan(part.amount)} 万元 {share}"
        out.append(
            f'<a href="{escape(part.address)}" aria-label="{escape(said)}"><rect class="group-{part.group % 8}" '
            f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/><title>{escape(said)}</title>'
        )
        out.extend(_written(part.name, share, x, y, width, height))
        out.append("</a>")
    return Markup("".join([*out, "</svg>"]))


def _written(name: str, share: str, x: float, y: float, width: float, height: float) -> list[str]:
    letters = int((width - 8) / _LETTER)
    if letters < 3 or height < 20:
        return []
    lines = [name[at : at + letters] for at in range(0, len(name), letters)]
    fitting = max(1, int((height - 6) / 17))
    shown = [*lines[: fitting - 1], share] if fitting > 1 else lines[:1]
    return [
        f'<text x="{x + 5:.1f}" y="{y + 16 + 17 * n:.1f}">{escape(line)}</text>'
        for n, line in enumerate(shown)
    ]


def squarified(
    sizes: Sequence[float], width: float, height: float
) -> list[tuple[float, float, float, float]]:
    """Rectangles ``(x, y, width, height)`` of the given areas, descending, that fill the whole and are near to squares.

    Bruls, Huizing, van Wijk: Squarified Treemaps (2000): a row takes areas as long as its worst ratio gets better.
    """
    placed: list[tuple[float, float, float, float]] = []
    left, top = 0.0, 0.0
    rest = list(sizes)
    while rest:
        side = min(width, height)
        count = 1
        while count < len(rest) and _worst(rest[: count + 1], side) <= _worst(rest[:count], side):
            count += 1
        row, rest = rest[:count], rest[count:]
        depth = sum(row) / side
        along = 0.0
        for size in row:
            length = size / depth
            placed.append(
                (left, top + along, depth, length) if width >= height else (left + along, top, length, depth)
            )
            along += length
        if width >= height:
            left, width = left + depth, width - depth
        else:
            top, height = top + depth, height - depth
        width, height = max(width, 1e-9), max(height, 1e-9)
    return placed


def _worst(row: Sequence[float], side: float) -> float:
    depth = sum(row) / side
    return max(max(depth * depth / size, size / (depth * depth)) for size in row)
