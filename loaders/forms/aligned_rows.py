"""Rows of text as they are aligned under a header: cells of pieces by column, and what is doubtful in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.forms.likelihood import is_unlikely
from loaders.forms.pieces import Piece, join
from loaders.forms.vocabulary import SECOND

_LEVELS = ("level1", "level2")


@dataclass(slots=True)
class Cell:
    """One cell of a row."""

    column: str
    pieces: list[Piece]

    @property
    def text(self) -> str:
        """The cell's text, its fragments joined."""
        return join(self.pieces)


@dataclass(slots=True)
class Row:
    """One printed row: cells by column."""

    cells: dict[str, Cell] = field(default_factory=dict)

    def text(self, column: str) -> str:
        """The text of a cell; empty where the row has none."""
        return self.cells[column].text if column in self.cells else ""

    def fills(self, columns: Sequence[str]) -> bool:
        """Whether there is one piece for each of ``columns``, levels aside: then their order decides what is whose."""
        asked = [name for name in columns if not name.startswith(_LEVELS)]
        runs = [
            (c.column, sum(not p.before for p in c.pieces)) for c in self.cells.values() if c.column in asked
        ]
        return runs == [(name, 1) for name in asked]

    @property
    def is_doubtful(self) -> bool:
        """Whether even the likeliest reading has a cell that looks like none of its column, or no value at all."""
        said = {name.removesuffix(SECOND) for name in self.cells}
        blank = "level3" in said and said.isdisjoint(("target", "actual", "weight", "score"))
        return blank or self._names_two or any(
            is_unlikely(cell.column, cell.text, cell.pieces[0].words) for cell in self.cells.values()
        )

    @property
    def _names_two(self) -> bool:
        """Whether the name is made of words that stand apart on one line, where the row has no level 2: one may be that."""
        name = self.cells.get("level3")
        return name is not None and "level2" not in self.cells and any(not (p.first or p.before) for p in name.pieces[1:])

    @property
    def pieces(self) -> list[Piece]:
        """All pieces of the row in printed order."""
        return [piece for cell in self.cells.values() for piece in cell.pieces]
