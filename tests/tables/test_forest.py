"""Lists whose rows close up to their total: an office above its groups, a group of one project above it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.tables.forest import by_forest
from loaders.tables.model import Amount, Row
from loaders.tables.row_sums import Sums


def depths(total: str, *amounts: str) -> list[int] | None:
    """Depths of rows under a total; several columns are given with spaces between."""
    rows = [Row(amounts=[Amount(text, n) for n, text in enumerate(line.split())]) for line in (total, *amounts)]
    columns = frozenset(range(max(len(row.amounts) for row in rows)))
    return by_forest(range(1, len(rows)), Sums(rows, columns), 0)


def test_a_group_of_one_stands_above_it_where_only_so_all_closes() -> None:
    assert depths("100", "100", "73", "50", "50", "23", "20", "3", "27", "27") == [1, 2, 3, 4, 3, 4, 4, 2, 3]


def test_rows_of_one_amount_are_neighbours_where_the_whole_needs_both() -> None:
    assert depths("60", "40", "20", "20", "20", "20") == [1, 2, 2, 1, 2]


@pytest.mark.parametrize(
    "amounts",
    [("60", "30", "20", "10"), ("60", "40", "30", "10", "19"), ("60", "90", "70", "20", "-30")],
    ids=["flat", "one amount is wrong", "less than nothing"],
)
def test_nothing_is_said_where_the_list_is_flat_or_does_not_close(amounts: tuple[str, ...]) -> None:
    assert depths(*amounts) is None


def test_every_column_has_to_close() -> None:
    assert depths("9 5", "6 3", "4 1", "2 2", "3 2") == [1, 2, 2, 1]
    assert depths("9 5", "6 3", "4 1", "2 1", "3 2") is None


def test_rows_without_amounts_stand_beside_others() -> None:
    assert depths("9", "6", "4", "0", "2", "3") == [1, 2, 2, 2, 1]


@given(st.recursive(st.integers(1, 10**6), lambda inner: st.lists(inner, min_size=1, max_size=4), max_leaves=12))
def test_what_it_finds_closes(tree: int | list[object]) -> None:
    """Whatever nesting made the list: the one that is found adds up, row by row and to the total."""
    values: list[int] = []

    def put(node: int | list[object]) -> int:
        place = len(values)
        values.append(0)
        values[place] = node if isinstance(node, int) else sum(put(inner) for inner in node)  # type: ignore[arg-type]
        return values[place]

    total = put(tree)
    found = depths(str(total), *(str(value) for value in values))
    if found is None:
        return
    below: list[list[int]] = [[] for _ in values]
    top: list[int] = []
    above: list[int] = []
    for place, depth in enumerate(found):
        del above[depth - 1 :]
        (below[above[-1]] if above else top).append(place)
        above.append(place)
    assert sum(values[n] for n in top) == total
    assert all(sum(values[n] for n in parts) == values[place] for place, parts in enumerate(below) if parts)


@pytest.mark.parametrize(("ones", "is_found"), [(20, True), (200, False)])
def test_too_many_ways_leave_it_open(ones: int, is_found: bool) -> None:
    """Half of the ones have to stand below the others: which, can't be tried in a long list."""
    found = depths(str(ones // 2 + 2), *["1"] * ones, "2", "1", "1")
    assert (found is not None) is is_found
