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


def test_a_part_may_be_negative() -> None:
    """What lies above the whole is not given up where a row behind it takes away."""
    rows = [Row(amounts=[Amount(text) for text in texts]) for texts in (("5", "1"), ("8",), ("-3",), ("1",))]
    either = [(0,), (1,)]
    grid = Grid(rows, 2, [[(0, 1)], either, either, either], [], exact=True)

    assert possible(grid, 0, (1, 2, 3)) == {0: [(0, 1)], 1: [(0,)], 2: [(0,)], 3: [(1,)]}


@pytest.mark.parametrize("order", [1, -1])
def test_sums_that_the_rows_behind_cannot_bring_to_the_whole_are_not_among_those_tried(order: int) -> None:
    """Seventeen rows in either of two columns, one of them negative, are more sums than are tried; one gives the whole.

    The rows are tried from the largest down, whichever way they are printed.
    """
    amounts = [*(2**n for n in range(16, 0, -1)), -1][::order]
    wanted = [n % 2 for n in range(len(amounts))]
    sums = [sum(a for a, column in zip(amounts, wanted, strict=True) if column == n) for n in (0, 1)]
    rows = [Row(amounts=[Amount(str(amount)) for amount in sums]), *(Row(amounts=[Amount(str(a))]) for a in amounts)]
    grid = Grid(rows, 2, [[(0, 1)], *([(0,), (1,)] for _ in amounts)], [], exact=True)

    kept = possible(grid, 0, range(1, len(rows)))

    assert kept is not None
    assert [kept[n] for n in range(1, len(rows))] == [[(column,)] for column in wanted]
