"""The header of a table in a text laid out with blanks: which words stand over which column.

Characters differ in width on paper and not in the text: what stands in one column drifts apart, but its order stays. Words that
end a header are therefore given to the columns of the rows in their order, as near as can be; where two are as near, the header
of the column can't be told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.readers.pdf.columns import Stretch, column_at
from loaders.readers.pdf.fields import FieldLine
from loaders.tables.laid.groups import is_side, spread
from loaders.tables.laid.matching import matched
from loaders.tables.laid.rows import ROW_NUMBER
from loaders.tables.laid.told import put_over, told_groups, without
from loaders.tables.laid.words import Leaf, Word, leaves_of, words_of

_MOST_WORDS = 300  # of a header
_FEWEST_NUMBERS = 4  # rows that count on by one
UNSURE = "?"  # stands for a header that can't be told

Head = tuple[int, int, int, int, str, tuple[int, ...]]  # row, column, rows, columns, text, lines


@dataclass(slots=True)
class Heads:
    """The heads of a table: ``paths`` of each column, blank ones of the rows among them; ``places`` of the rows' columns."""

    paths: list[list[Word]]
    places: list[int]

    @property
    def height(self) -> int:
        """Rows of the header."""
        return max(map(len, self.paths), default=0)

    @property
    def width(self) -> int:
        """Columns of the table."""
        return len(self.paths)

    def place(self, column: int) -> int:
        """The column of the table that is the ``column`` of its rows."""
        return self.places[column]

    def cells(self) -> Iterator[Head]:
        """The cells of the header; a group is one cell over its columns, a head reaches down to the rows."""
        for row in range(self.height):
            at = 0
            while at < self.width:
                path = self.paths[at]
                wide = 1
                if row < len(path):
                    wide = next((n for n in range(1, self.width - at) if path[row] not in self.paths[at + n][row : row + 1]), self.width - at)
                    yield row, at, self.height - row if row == len(path) - 1 else 1, wide, path[row].text, path[row].lines
                at += wide


def heads_of(
    header: Sequence[FieldLine], columns: Sequence[Stretch], labels: Collection[int], data: Sequence[FieldLine]
) -> Heads:
    """The heads of ``columns`` (of which ``labels`` hold words) in the lines of a header."""
    rows = [[] if line.numbers_columns else list(words_of(line, at)) for at, line in enumerate(header)]
    rows = rows if sum(map(len, rows)) <= _MOST_WORDS else []
    texts = _texts(columns, labels, data, is_numbered=any(word.text == ROW_NUMBER for row in rows for word in row))
    told = told_groups(rows)
    sides = [word for row in rows[:1] for word in row] if rows and len(rows) > 1 and all(map(is_side, rows[0])) else []
    leaves, groups = leaves_of(without(rows, [*told, *sides]))
    if told and (sum(not leaf.is_label for leaf in leaves) != len(columns) - len(texts) or not put_over(told, leaves)):
        told = []
        leaves, groups = leaves_of(without(rows, sides))
    groups += sides
    pairs, near = matched(leaves, columns, texts)
    heads: list[tuple[Leaf | None, int | None]] = []  # of each column of the table: its head, its column of the rows
    done = 0
    for col in range(len(columns)):
        own = pairs.get(col)
        if own is None:
            heads.append((None, col))
            continue
        is_open = col in near
        upto = own
        if is_open:  # behind both heads that it may have
            upto = max(own, own if near[col] in pairs.values() else near[col]) + 1
        heads += [(leaf, None) for leaf in leaves[done:upto] if leaf.is_column]
        heads.append((_unsure(leaves[near[col]]) if is_open else leaves[own], col))
        done = max(upto, own + 1)
    heads += [(leaf, None) for leaf in leaves[done:] if leaf.is_column]
    if not spread(groups, [leaf for leaf, _ in heads if leaf is not None], is_level=not told):
        heads = [(leaf if leaf is None or leaf.is_label else _unsure(leaf), col) for leaf, col in heads]
    places = [n for n, (_, col) in enumerate(heads) if col is not None]
    paths = [_path(leaf, told) if leaf is not None else [] for leaf, _ in heads]
    return Heads(paths, places)


def _path(leaf: Leaf, told: Sequence[Word]) -> list[Word]:
    """The groups over a head from the top, those that words tell below the others, and the head."""
    own = [group for group in leaf.groups if any(group is word for word in told)]
    return [*(group for group in leaf.groups if all(group is not word for word in own)), *own, leaf.word]


def _runs_on(texts: Sequence[str], *, is_numbered: bool) -> bool:
    """Whether whole numbers count on from row to row: by one, or where rows are numbered by any step."""
    steps = [int(two) - int(one) for one, two in pairwise(texts)]
    return len(texts) >= _FEWEST_NUMBERS and all(step == 1 or (is_numbered and step > 0) for step in steps)


def _unsure(leaf: Leaf) -> Leaf:
    return Leaf(replace(leaf.word, text=UNSURE))


def _texts(columns: Sequence[Stretch], labels: Collection[int], data: Sequence[FieldLine], *, is_numbered: bool) -> set[int]:
    """The columns that hold labels, codes beside them, or the running numbers of the rows, which are called so where ``is_numbered``."""
    numbers: dict[int, list[str]] = defaultdict(list)
    for line in data:
        for f in line.fields:
            if f.numeric:
                numbers[column_at(f.run, columns)[0]].append(f.run.text)
    whole = {col for col, texts in numbers.items() if not all(text.isdigit() for text in texts)}
    found = {*labels, *(col for col, texts in numbers.items() if col not in whole and _runs_on(texts, is_numbered=is_numbered))}
    for col in range(len(columns) - 1, -1, -1):
        if col + 1 in found and col not in whole:
            found.add(col)
    return found
