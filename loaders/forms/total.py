"""The row of a grid form's total: found by its label or by its numbers alone, its weight and its score."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from loaders.forms.form_rows import FormRow
from loaders.forms.header import HeaderRow, text_under, under
from loaders.forms.labelled import text
from loaders.forms.raw import RawForm
from loaders.forms.vocabulary import ratings
from loaders.grammar.normal import fold
from loaders.grammar.values import number

_FULL = 100
_CALLED = re.compile(r"(?:合计|总计|总分)$")


def is_total(row: FormRow, header: HeaderRow, weights: Iterable[str]) -> bool:
    """Whether a row says nothing but a weight and a score, or calls them a sum, the weight that of all rows before it (or 100)."""
    own = under(header, replace(row, cells=tuple(cell for cell in row.own if not _CALLED.search(fold(cell.text)))))
    if {column.name for column in own} != {"weight", "score"}:
        return False
    weight = next(number(cells[0].text) for column, cells in own.items() if column.name == "weight")
    return bool(weight) and Decimal(weight) in (sum(Decimal(one) for one in weights if one), _FULL)


def take_total(row: FormRow, header: HeaderRow, raw: RawForm) -> None:
    """The numbers of a total under 分值 and 得分, and a rating; a single number under neither or both is the score; others are texts."""
    raw.cite(row.lines)
    raw.head.rating = raw.head.rating or next((cell.text for cell in row.own if fold(cell.text) in ratings()), "")
    if raw.head.total_weight and raw.head.total_score:
        return
    cells = under(header, row)
    said = {column: text_under(found) for column, found in cells.items()}
    for column, printed in said.items():
        if column.name == "note" and re.search(r"\d", printed):
            text(raw, column.label, printed, row)
    within = (one for one, found in cells.items() if max(c.col + c.col_span for c in found) <= one.stop)
    values = {column.name: number(said[column]) for column in within}
    numbers = [value for cell in row.own if (value := number(cell.text))]
    raw.head.total_weight = values.get("weight", "") or (numbers[0] if len(numbers) > 1 else "")
    alone = numbers[-1] if numbers and numbers != [values.get("weight")] else ""
    raw.head.total_score = values.get("score", "") or alone
