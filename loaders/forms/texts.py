"""What a row of a grid prints of an indicator, by column; dashes and prompts of a template are blank."""

from __future__ import annotations

import re

from loaders.forms.header import HeaderColumn, column_name, text_under
from loaders.forms.stacked import several_numbers
from loaders.grammar.values import is_operator
from loaders.model import Cell

_BLANK = ("-", "--", "—", "——", "/", "\\")
_PROMPT = re.compile(r"^(?:指标\d*[:：]?|[….·]+)$")  # what a template prints where nothing was filled in


def texts_of(cells: dict[HeaderColumn, list[Cell]], half: int, *, shared: bool) -> dict[str, str]:
    """Printed texts of one half by column name. With shared names the second half has only its own target."""
    found: dict[str, str] = {}
    for column, under in cells.items():
        if column.half != half and not (shared and column.name != "target"):
            continue
        text = text_under([cell for cell in under if not several_numbers(column.name, cell.text)])
        if text not in _BLANK and not (column.name == "level3" and _PROMPT.match(text)):
            unknown = column.name == "note" and not column_name(column.label)
            said = f"{column.label}：{text}" if text and unknown else text
            found[column.name] = _together(column.name, found.get(column.name, ""), said)
    return found


def _together(name: str, before: str, text: str) -> str:
    """The texts of two columns with one name: notes are listed, of two natures (≥, 定量) the operator is said."""
    if name == "nature" and before:
        return text if is_operator(text) else before
    return f"{before}；{text}" if name == "note" and before else before + text
