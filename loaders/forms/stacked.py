"""What a row of a grid prints of its indicators, by column: of one, or of several line by line in each of its cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from loaders.forms import vocabulary
from loaders.forms.header import HeaderColumn, column_name, text_under
from loaders.grammar.normal import fold, squash
from loaders.grammar.values import is_number, is_operator, looks_quantitative
from loaders.model import Cell

_VALUES = ("target", "actual")
_NUMBERS = ("weight", "score")
_STACKED = ("level3", *_VALUES, *_NUMBERS, "unit", "nature")

_DATE = re.compile(r"\d[年月日]底?(?:之?前|内)?(?:完成)?$")

_BLANK = ("-", "--", "—", "——", "/", "\\")
PROMPT = re.compile(r"^(?:指标\d*[:：]?|[….·]+)$")  # what a template prints where nothing was filled in

Cells = Mapping[HeaderColumn, Sequence[Cell]]


def unstacked(cells: Cells) -> list[dict[HeaderColumn, list[Cell]]]:
    """The cells of each indicator of a row: one, or as many as every cell has lines, each of them a whole value."""
    lines = {
        column: [line for cell in found for line in cell.text.split("\n") if squash(line)]
        for column, found in cells.items()
        if column.name in _STACKED
    }
    lines = {column: said for column, said in lines.items() if said}
    counts = {len(said) for said in lines.values()}
    named = any(column.name == "level3" for column in lines)
    whole = all(_is_whole(column.name, line) for column, said in lines.items() for line in said)
    valued = any(column.name in (*_VALUES, *_NUMBERS) for column in lines)
    if len(counts) != 1 or counts == {1} or not (named and valued and whole):
        return [{column: list(found) for column, found in cells.items()}]
    return [
        {
            column: [replace(found[0], text=lines[column][place])] if column in lines else list(found)
            for column, found in cells.items()
            if place == 0 or column in lines or column.name.startswith(("level1", "level2"))
        }
        for place in range(counts.pop())
    ]


def several_numbers(column: str, text: str) -> bool:
    """Whether a cell that holds one number of an indicator holds those of several, which can't be told apart."""
    lines = [squash(line) for line in text.split("\n") if squash(line)]
    broken = "0" in lines[1:]  # 100 in a narrow cell
    return column in _NUMBERS and len(lines) > 1 and not broken and all(map(is_number, lines))


def _is_whole(column: str, line: str) -> bool:
    if column in _NUMBERS:
        return is_number(fold(line).rstrip("分%"))
    if column in _VALUES:
        words = fold(line) in vocabulary.target_words("target")
        return words or looks_quantitative(line) or _DATE.search(fold(line)) is not None
    return True


def texts_of(cells: dict[HeaderColumn, list[Cell]], half: int, *, shared: bool) -> dict[str, str]:
    """Printed texts of one half by column name; dashes and prompts of a template are blank.

    With shared names the second half has only its own target.
    """
    found: dict[str, str] = {}
    for column, under in cells.items():
        if column.half != half and not (shared and column.name != "target"):
            continue
        text = text_under([cell for cell in under if not several_numbers(column.name, cell.text)])
        if text not in _BLANK and not (column.name == "level3" and PROMPT.match(text)):
            unknown = column.name == "note" and not column_name(column.label)
            name = "nature" if unknown and is_operator(text) else column.name  # an operator is one under any head
            said = f"{column.label}：{text}" if text and unknown and name == "note" else text
            found[name] = _together(name, found.get(name, ""), said)
    return found


def _together(name: str, before: str, text: str) -> str:
    """The texts of two columns with one name: notes are listed, of two natures (≥, 定量) the operator is said."""
    if name == "nature" and before:
        return text if is_operator(text) else before
    return f"{before}；{text}" if name == "note" and before else before + text
