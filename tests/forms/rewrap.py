"""Print an indicator table in narrow cells: any widths, blank lines anywhere, as extracted text shows it."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.forms.pieces import width

HEADER = {
    "level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "target": "年度指标值", "actual": "实际完成值",
    "weight": "分值", "score": "得分", "deviation": "偏差原因分析",
}  # fmt: skip
_CLOSING = "，。、；：）)”’》%"


@dataclass(frozen=True)
class Widths:
    """Column widths in half-width units."""

    level: int = 8
    name: int = 8
    value: int = 8
    text: int = 34


def wrapped(text: str, limit: int) -> list[str]:
    """``text`` broken into lines of at most ``limit`` half-width units; no line begins with a closing mark."""
    lines = [""]
    for part in re.findall(r"\d[\d.]*|.", text):
        if width(lines[-1] + part) > limit and lines[-1] and part not in _CLOSING:
            lines.append("")
        lines[-1] += part
    return lines


def table(rows: Sequence[dict[str, str]], widths: Widths, rng: random.Random) -> str:
    """The lines of a table with ``rows``; a level is printed where it changes."""
    out: list[str] = []

    def emit(lines: list[str]) -> None:
        for line in lines:
            out.append(line)
            if rng.random() < 0.2:
                out.append("")
        if rng.random() < 0.7:
            out.append("")

    columns = [c for c in HEADER if any(row.get(c) for row in rows)]
    for column in columns:
        emit(wrapped(HEADER[column], widths.level))
    before = ("", "")
    for row in rows:
        if row["level1"] != before[0]:
            emit(wrapped(row["level1"], widths.level))
        if (row["level1"], row["level2"]) != before:
            emit(wrapped(row["level2"], widths.level))
        before = (row["level1"], row["level2"])
        emit(wrapped(row["level3"], widths.name))
        _values(row, widths, emit)
    return "\n".join(out)


def _values(row: dict[str, str], widths: Widths, emit) -> None:  # type: ignore[no-untyped-def]
    """Target, actual, points and deviation; cells of one line share a line."""
    pending: list[str] = []
    for column, limit in (
        ("target", widths.value),
        ("actual", widths.value),
        ("points", 99),
        ("deviation", widths.text),
    ):
        text = f"{row['weight']} {row['score']}".strip() if column == "points" else row.get(column, "")
        if not text:
            continue
        lines = [text] if column == "points" else wrapped(text, limit)
        if len(lines) == 1:
            pending.append(lines[0])
            continue
        if pending:
            emit([" ".join(pending)])
            pending = []
        emit(lines)
    if pending:
        emit([" ".join(pending)])
