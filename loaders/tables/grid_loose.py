"""A row of a table that stands outside its grid, because no rule was drawn above it on a new page."""

from __future__ import annotations

from loaders.grammar.normal import fold, squash
from loaders.model import Line
from loaders.tables.grid_layout import Layout
from loaders.tables.grid_words import amount, is_blank, is_code_part, is_total
from loaders.tables.model import Amount, Row


def loose_row(line: Line, layout: Layout) -> Row | None:
    """The row that a line of text is, if it reads as one of a table with codes and one lane; None otherwise.

    Amounts get their columns where the line has one for each column; blanks leave no trace in a line.
    """
    if len(layout.lanes) != 1 or not any(layout.slots[col].kind == "code" for col in layout.lanes[0].labels):
        return None
    words = line.text.split()
    tail = len(words)
    while tail > 0 and (
        amount(words[tail - 1]) is not None or (is_blank(words[tail - 1]) and tail < len(words))
    ):
        tail -= 1
    head, printed = words[:tail], words[tail:]
    codes = []
    while head and is_code_part(head[0]):
        codes.append(fold(head.pop(0)))
    name = squash("".join(head))
    columns = layout.lanes[0].columns
    if not printed or len(printed) > len(columns) or not name or amount(name) is not None:
        return None
    if not is_total(name) and (not codes or len(codes[0]) not in (3, 5, 7)):
        return None
    whole = len(printed) == len(columns)
    amounts = [
        Amount(digits, columns[i] if whole else None, None, line.number)
        for i, word in enumerate(printed)
        if (digits := amount(word)) is not None
    ]
    return Row("", "".join(codes), name, "", amounts, (line.number,), line.page, line.text.strip())
