"""Heads in lines of text given to the columns of the rows: in their order, as near as can be."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from loaders.readers.pdf.columns import Stretch
from loaders.tables.laid.words import Leaf
from loaders.tables.measures import is_known

_SKIPPED_HEAD, _SKIPPED_COLUMN = 30.0, 60.0  # points by which a head may rather be off
_NEVER = 1000.0
_MOST_NAMES = 2  # columns of names beside each other whose order tells which is which: texts drift
_OTHER_KIND = 200.0  # what a head of labels over amounts costs
_OFF_CENTRE = 0.1
_AFTER, _BEFORE = 2.0, 0.5  # amounts end at the right of their cell: what stands behind them is further off than what stands before
_CLEAR = 12.0  # points by which a head must be nearer than the next


def matched(
    leaves: Sequence[Leaf], columns: Sequence[Stretch], texts: Collection[int]
) -> tuple[dict[int, int], dict[int, int]]:
    """By column the leaf that heads it, in order; and of the columns of amounts of which that can't be told the leaf that is as near."""
    high, wide = len(leaves), len(columns)
    cost = [[_cost(leaf, columns[col], col in texts) for col in range(wide)] for leaf in leaves]
    labels = [leaf.is_label for leaf in leaves]
    all_labels, all_amounts = sum(labels) == len(texts), labels.count(False) == wide - len(texts)  # as many as columns of the kind
    all_labels = all_labels and sum(leaf.is_label and not leaf.is_code for leaf in leaves) <= _MOST_NAMES
    heads = [_NEVER if is_label and all_labels else _SKIPPED_HEAD for is_label in labels]
    skipped = [_NEVER if (all_labels if col in texts else all_amounts) else _SKIPPED_COLUMN for col in range(wide)]
    fore = _costs(cost, heads, skipped)
    back = _costs([row[::-1] for row in cost[::-1]], heads[::-1], skipped[::-1])
    pairs: dict[int, int] = {}
    near: dict[int, int] = {}
    for col in range(wide):
        through = sorted((fore[n][col] + cost[n][col] + back[high - n - 1][wide - col - 1], n) for n in range(high))
        last = max(pairs.values(), default=-1)
        if not through or through[0][0] > fore[high][wide] + 1e-6 or through[0][1] <= last:
            continue
        pairs[col] = through[0][1]
        if col not in texts and len(through) > 1 and through[1][0] - through[0][0] < _CLEAR:
            near[col] = through[1][1]
    return pairs, near


def _costs(cost: Sequence[Sequence[float]], heads: Sequence[float], columns: Sequence[float]) -> list[list[float]]:
    """By count of heads and of columns taken from the left: how far off the best pairing of these is; ``heads`` and ``columns`` are
    what it costs to leave out each."""
    found = [[0.0] * (len(columns) + 1) for _ in range(len(heads) + 1)]
    for n in range(len(heads) + 1):
        for col in range(len(columns) + 1):
            ways = []
            if n:
                ways.append(found[n - 1][col] + heads[n - 1])
            if col:
                ways.append(found[n][col - 1] + columns[col - 1])
            if n and col:
                ways.append(found[n - 1][col - 1] + cost[n - 1][col - 1])
            found[n][col] = min(ways, default=0.0)
    return found


def _cost(leaf: Leaf, column: Stretch, is_text: bool) -> float:
    word = leaf.word
    before, after = max(column[0] - word.x1, 0.0), max(word.x0 - column[1], 0.0)
    apart = before + after if is_text else _BEFORE * before + _AFTER * after
    other = _OTHER_KIND * ((is_text and not leaf.is_label and is_known(word.text)) or (not is_text and leaf.is_label))
    return apart + _OFF_CENTRE * abs(2 * word.middle - column[0] - column[1]) / 2 + other
