"""Runs, the unbroken pieces of a page's text, and how they join to a line: plain Python, also for text that is no PDF's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

BREAK = 0.22  # gap within a run, in heights of the text
_CJK_SPACE = 0.5
_MAX_SPACES = 60


@dataclass(slots=True)
class Run:
    """Text without gaps on one baseline. ``first`` and ``stop`` index the page's characters."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    first: int
    stop: int
    turned: bool = False

    @property
    def height(self) -> float:
        """Height of the text in points."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Middle between top and bottom."""
        return (self.top + self.bottom) / 2


def joined(runs: Sequence[Run], *, wide: bool) -> str:
    """The text of one visual line; ``wide`` keeps the width of gaps as spaces."""
    parts = [runs[0].text] if runs else []
    for one, two in pairwise(runs):
        parts.append(" " * _spaces(one, two, wide))
        parts.append(two.text)
    return "".join(parts)


def _spaces(one: Run, two: Run, wide: bool) -> int:
    em = max(min(one.height, two.height), 1.0)
    gap = (two.x0 - one.x1) / em
    ascii_both = one.text[-1].isascii() and two.text[0].isascii()
    if gap < (BREAK if ascii_both else _CJK_SPACE):
        return 0
    return min(_MAX_SPACES, max(1, round(gap * 2))) if wide else 1
