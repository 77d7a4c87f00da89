"""Whether rows of one lane add up to another row, column by column, within the rounding of what is printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import prod

from loaders.tables.model import Row

Gaps = dict[int, Decimal]
Amounts = tuple[Decimal, ...]

_TELLING = 20  # times the rounding of a sum: a whole that isn't more is met by any small figures
_OUTVOTE = 2  # columns with different sums that hold, beside one that doesn't


class Sums:
    """The amounts of the rows of a lane by column; only the columns ``money`` can be added."""

    def __init__(self, rows: Sequence[Row], money: frozenset[int]) -> None:
        self._cells = [
            {a.column: Decimal(a.text) for a in row.amounts if a.column is not None and a.column in money}
            for row in rows
        ]
        self._columns = sorted({column for cells in self._cells for column in cells})
        self._step = _usual_step(amount for cells in self._cells for amount in cells.values())

    def adds_up(
        self, parent: int, parts: Sequence[int], *, parts_of: bool = False, exactly: bool = False
    ) -> int:
        """1 if the rows ``parts`` make up ``parent``, -1 if not, 0 if nothing can be said.

        They do in each column, or in all but one that others with sums of their own outvote: there a figure is wrong, and in
        the total beside it by as much.
        ``parts_of``: they may leave something out; ``exactly``: without rounding, in each column.
        """
        whole = self._cells[parent]
        columns = [c for c in whole if whole[c] or any(self._cells[n].get(c) for n in parts)]
        if not any(self._cells[n] for n in parts) or not columns:
            return 0
        slack = Decimal(0) if exactly or len(parts) == 1 else self._step * (len(parts) + 1) / 2
        rest = [whole[c] - sum((self._cells[n].get(c, Decimal(0)) for n in parts), Decimal(0)) for c in columns]
        wrong = {difference for difference in rest if abs(difference) > slack}
        held = {
            whole[c]
            for c, difference in zip(columns, rest, strict=True)
            if abs(difference) <= slack and sum(bool(self._cells[n].get(c)) for n in parts) > 1
        }
        if all(abs(whole[c]) <= _TELLING * slack for c in columns):
            return 0
        if not wrong or (len(wrong) == 1 and len(held) >= _OUTVOTE and not exactly):
            return 1
        return 0 if parts_of and all(difference >= -slack for difference in rest) else -1

    def chance(self, parent: int, parts: Sequence[int]) -> float:
        """How likely one of the sums of as many rows meets ``parent`` by chance: small and round figures easily do.

        In a column that is as many steps of its figures, and of what is lost to rounding, as an average part holds.
        """
        found: dict[Decimal, float] = {}
        for column, whole in self._cells[parent].items():
            figures = [abs(f) for n in parts if (f := self._cells[n].get(column))]
            if len(figures) > 1:
                width = max(_grain([whole, *figures]), self._step * len(figures))
                found[whole] = min(1.0, float(width * len(figures) / sum(figures)))
        return prod(found.values())

    def gaps(self, parent: int, parts: Sequence[int]) -> Gaps:
        """What ``parent`` prints beyond its parts, by column, where they differ."""
        whole = self._cells[parent]
        rest = {
            c: whole[c] - sum((self._cells[n].get(c, Decimal(0)) for n in parts), Decimal(0)) for c in whole
        }
        return {column: gap for column, gap in rest.items() if gap}

    def leaves_rest(self, parent: int, parts: Sequence[int]) -> bool:
        """Whether the rows are less than ``parent`` somewhere and more nowhere."""
        return self.adds_up(parent, parts) < 0 and self.adds_up(parent, parts, parts_of=True) == 0

    def amounts(self, row: int) -> Amounts:
        """What a row prints in each column that any row fills, 0 where it is blank."""
        return tuple(self._cells[row].get(column, Decimal(0)) for column in self._columns)

    def has_amounts(self, row: int) -> bool:
        """Whether a row prints an amount that can be added."""
        return bool(self._cells[row])

    def exceeds(self, parent: int, parts: Sequence[int]) -> bool:
        """Whether the rows are more than ``parent`` already, where no amount is negative: in a column that isn't outvoted."""
        whole = self._cells[parent]
        over = sum(
            sum((self._cells[n].get(c, Decimal(0)) for n in parts), Decimal(0))
            > whole[c] + self._step * len(parts)
            for c in whole
            if all(self._cells[n].get(c, Decimal(0)) >= 0 for n in parts)
        )
        return not whole or over > (len({*whole.values()} - {Decimal(0)}) > _OUTVOTE)


def _usual_step(amounts: Iterable[Decimal]) -> Decimal:
    """The step that most amounts with decimals are printed in, 1 where none has any: a spreadsheet drops zeros at the end."""
    places = Counter(-int(amount.as_tuple().exponent) for amount in amounts)
    del places[0]
    return Decimal(1).scaleb(-max(places, key=lambda n: (places[n], n), default=0))


def _grain(figures: Iterable[Decimal]) -> Decimal:
    """The power of ten that figures are multiples of, 1000 where all are whole thousands."""
    return Decimal(1).scaleb(min(int(figure.normalize().as_tuple().exponent) for figure in figures))
