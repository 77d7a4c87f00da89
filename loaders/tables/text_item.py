"""A row of text while its codes, labels and amounts are being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.grammar.normal import squash
from loaders.grammar.numbers import plain_number
from loaders.model import Line
from loaders.tables.model import Amount
from loaders.tables.text_tokens import Token


@dataclass(slots=True)
class Item:
    """A row being read."""

    code: str = ""
    labels: list[tuple[str, int]] = field(default_factory=list)  # text, line number
    amounts: list[Amount] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    indent: int = 0
    place: int = 0  # label's ordinal in its line
    before: int = 0  # blank cells between the label and the first amount, where tabs tell
    after: int | None = None
    closed: bool = False

    @property
    def name(self) -> str:
        """Its labels as one."""
        return squash("".join(text for text, _ in self.labels))

    def add_label(self, token: Token) -> None:
        """Take in a piece of its label, and the lines on which it stands."""
        self.labels.append((token.text, token.line.number))
        self.after = token.after
        for line in (token.line, *token.also):
            self._add_line(line)

    def add_amount(self, token: Token) -> None:
        """Take in an amount, and the blank cells that tabs tell before it."""
        beside = self.amounts and self.amounts[-1].line == token.line.number
        if not self.amounts and not token.first:
            self.before = max(token.gap - 1, 0)
        hint = max(token.gap - 1, 0) if beside else None
        self.amounts.append(Amount(plain_number(token.text), hint=hint, line=token.line.number))
        self.after = token.after
        self._add_line(token.line)

    def _add_line(self, line: Line) -> None:
        if all(line.number != known.number for known in self.lines):
            self.lines.append(line)
