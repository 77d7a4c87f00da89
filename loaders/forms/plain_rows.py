"""From aligned rows of text to raw indicators: cells that hold several levels, labels that a page cut prints late."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from loaders.forms.aligned_rows import Cell, Row
from loaders.forms.header import HeaderColumn, HeaderRow, under
from loaders.forms.indicators import IndicatorRows
from loaders.forms.misread import unconfused
from loaders.forms.pieces import Piece, join, row_of
from loaders.forms.raw import RawIndicator
from loaders.forms.vocabulary import SECOND, complete_level, level_of, target_words
from loaders.grammar.normal import fold, squash
from loaders.grammar.values import parse_value, units, whole_target
from loaders.notes import Note, note

_TIME_WORD = re.compile(r"时|期|进度|[年月日天]|按|速度|周")
_SECOND_LEVEL2 = "level2" + SECOND
_LEVELS = ("level1", "level2")
_SAID = ("level3", "target", "actual", "weight", "score")


def with_first_level(header: HeaderRow) -> HeaderRow:
    """The header of a table without a column for the first level with one: such levels stand above their rows."""
    if "level1" in header.names():
        return header
    return replace(header, columns=(HeaderColumn("level1", "", -1, 0), *header.columns))


def indicators(
    rows: Sequence[Row], header: HeaderRow, doubts: Callable[[Row], tuple[Note, ...]]
) -> tuple[list[RawIndicator], list[Row]]:
    """The indicators of rows aligned under a header, and the rows whose words call nothing: those of a template, or heads
    below others that stand above the first level.

    ``doubts`` are what keeps a row from being decided.
    """
    table = IndicatorRows(header, is_loose=True)
    columns = dict(zip(header.keys(), header.columns, strict=True))
    halves = sorted({column.half for column in header.columns})
    printed: list[Row] = []  # of each indicator
    nameless: list[Row] = []
    names: tuple[str, ...] = ()
    shared = ""
    first = next((n for n, row in enumerate(rows) if _names_level(row)), 0)
    for number, row in enumerate(rows):
        _name_last(row)
        if _names_level(row):
            names, shared = _several(row), ""
        texts, notes = _texts(row)
        said = [half for half in halves if any(row.text(name + SECOND * half) for name in _SAID)]
        is_head = number < first and not any(map(str.isdigit, join(row.pieces)))
        if said and not names and (is_head or all(_is_nameless(row, SECOND * half) for half in said)):
            nameless.append(row)
            texts = {key: text for key, text in texts.items() if key.startswith(_LEVELS)}
        elif said and names:
            texts["level2"], names = names[0], names[1:] or names
            shared = texts.pop("level3", "") or shared
            notes[0].append(note("level2_by_order"))
            notes[0].extend([note("level3_shared", shared=shared)] if shared else ())
        placed = {columns[key].start: text for key, text in texts.items() if key in columns}
        whole = row_of(placed, row.pieces)
        if placed:
            table.add(whole, under(header, whole))
        for one in table.found[len(printed) :]:
            one.repairs += (*notes[one.phase == "annual"], *doubts(row))
            printed.append(row)
    if len(halves) == 1:
        _late_levels(list(zip(table.found, printed, strict=True)))
    return table.found, nameless


def _names_level(row: Row) -> bool:
    return "level1" in row.cells or "level2" in row.cells


def _texts(row: Row) -> tuple[dict[str, str], tuple[list[Note], list[Note]]]:
    """What a row says by column, and what was completed of it in each phase: both have one second level, and one name
    where the second prints none."""
    texts, notes = {key: cell.text for key, cell in row.cells.items()}, (list[Note](), list[Note]())
    if second := texts.pop(_SECOND_LEVEL2, "") if "level2" in texts else "":
        whole, other = (complete_level(unconfused(squash(one)), 2) for one in (texts["level2"], second))
        whole = other if other.startswith(whole) else whole
        for printed, said in zip((texts["level2"], second), notes, strict=True):
            if fold(printed) != whole:
                said.append(note("level2_completed", printed=printed))
        texts["level2"] = whole
    if "level2" in texts:
        texts[_SECOND_LEVEL2] = texts["level2"]
    if "level3" in texts and any(texts.get(name + SECOND) for name in _SAID):
        texts.setdefault("level3" + SECOND, texts["level3"])
    return texts, notes


def _name_last(row: Row) -> None:
    """An indicator has a name: of two levels alone, the first of which can be a second one, the last is the name."""
    first, second = row.cells.get("level1"), row.cells.get("level2")
    if first is None or second is None or "level3" in row.cells or "target" not in row.cells:
        return
    if level_of(first.text, 2) is not None:
        del row.cells["level1"]
        row.cells |= {
            "level2": Cell("level2", first.pieces),
            "level3": Cell("level3", second.pieces),
        }


def _is_nameless(row: Row, end: str) -> bool:
    """Whether a row without a name in a phase (or before it, for both) has no value either, only words: what a template
    says of a blank indicator."""
    if row.text("level3") or any(row.text(name + end) for name in ("level3", "actual", "weight", "score")):
        return False
    target = row.text("target" + end)
    return parse_value(target).kind != "quantitative" and fold(target) not in target_words("target")


def _several(row: Row) -> tuple[str, ...]:
    """The names of a cell that holds several second-level labels at once."""
    pieces: list[Piece] = row.cells["level2"].pieces if "level2" in row.cells else []
    words = tuple(word for piece in pieces for word in piece.words)
    several = len(pieces) == 1 and len(words) > 1 and all(level_of(word, 2) is not None for word in words)
    return words if several else ()


def shared_names(rows: Sequence[Row]) -> list[list[Piece]]:
    """What is printed once as the name of all indicators of a row with several second-level labels."""
    return [row.cells["level3"].pieces for row in rows if "level3" in row.cells and _several(row)]


def _late_levels(found: Sequence[tuple[RawIndicator, Row]]) -> None:
    """A page cut can print level labels only after rows that belong to them.

    Rows at the end of a 时效指标 group that say nothing about time and have lost their place in the row belong to
    the first level whose label follows.
    """
    for index, (indicator, row) in enumerate(found):
        if index == 0 or "level1" not in row.cells or "level2" not in row.cells:
            continue
        before = index
        while before > 0 and _lost(*found[before - 1]):
            before -= 1
        if before == 0 or before == index or found[before - 1][0].level2 != found[before][0].level2:
            continue
        for late, _ in found[before:index]:
            late.repairs += (note("levels_late", level2=late.level2),)
            late.level1, late.level2, late.level1_weight = (
                indicator.level1,
                indicator.level2,
                indicator.level1_weight,
            )


def _lost(indicator: RawIndicator, row: Row) -> bool:
    """Whether a row under 时效指标, without a label of its own, says nothing about time."""
    second = level_of(indicator.level2, 2)
    if second is None or second.canonical != "时效指标" or "level2" in row.cells or "level3" not in row.cells:
        return False
    texts = indicator.texts
    target = parse_value(
        whole_target(texts.get("nature", ""), texts.get("target", ""), texts.get("unit", ""))
    )
    about_time = _TIME_WORD.search(texts.get("level3", "")) or units().get(target.unit) == "time"
    quantity = target.kind == "quantitative" or not texts.get("target")
    return quantity and not about_time
