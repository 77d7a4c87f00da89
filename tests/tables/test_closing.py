"""Sums over rows within what rounding may lose of them."""

from __future__ import annotations

import pytest

from loaders.tables.closing import Grid, possible
from loaders.tables.model import Amount, Row


@pytest.mark.parametrize(
    ("whole", "parts", "holds"),
    [
        ("10.02", ["2.50"] * 4, True),
        ("10.03", ["2.50"] * 4, False),
        ("12.53", ["2.50"] * 5, True),
        ("12.54", ["2.50"] * 5, False),
    ],
)
def test_each_figure_may_have_lost_half_a_step(whole: str, parts: list[str], holds: bool) -> None:
    rows = [Row(amounts=[Amount(text)]) for text in (whole, *parts)]
    grid = Grid(rows, 1, [[(0,)] for _ in rows], [])

    assert (possible(grid, 0, range(1, len(rows))) is not None) is holds
