"""From aligned rows of text to raw indicators: merged levels carried on, damaged places decided where they can be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from loaders.forms.alignment import Cell, Row
from loaders.forms.misread import unconfused
from loaders.forms.pieces import Piece, lines_of, source_text
from loaders.forms.raw import RawIndicator
from loaders.forms.vocabulary import (
    INDICATOR_COLUMNS,
    SECOND,
    complete_level,
    level_of,
    level_weight,
    target_words,
)
from loaders.grammar.normal import fold, squash
from loaders.grammar.values import number, parse_value, units, whole_target
from loaders.notes import Note, note

_TIME_WORD = re.compile(r"时|期|进度|[年月日天]|按|速度|周")
_BLANK = ("-", "--", "—", "/")
_SAID = ("level3", "target", "actual", "weight", "score")


@dataclass(slots=True)
class _State:
    level1: str = ""
    level1_weight: str = ""
    level2: str = ""
    level2_weight: str = ""
    names: tuple[str, ...] = ()
    shared: str = ""


def indicators(
    rows: Sequence[Row], phases: Mapping[str, str], doubts: Callable[[Row], tuple[Note, ...]]
) -> tuple[list[RawIndicator], list[Row]]:
    """One a row that names an indicator or scores one, and the rows whose words call nothing.

    Rows that hold only level labels only set levels. ``phases`` are those that a row prints side by side, by the end of
    their columns' names; ``doubts`` are what keeps a row from being decided.
    """
    state = _State()
    found: list[tuple[RawIndicator, Row]] = []
    nameless: list[Row] = []
    for row in rows:
        _name_last(row)
        notes = _levels(state, row)
        said = [end for end in phases if any(row.text(name + end) for name in _SAID)]
        if said and not state.names and all(_is_nameless(row, end) for end in said):
            nameless.append(row)
            continue
        for end in said:
            indicator = _indicator(state, row, end)
            indicator.phase = phases[end]
            indicator.repairs += (*(_completed(row, state.level2) if end else notes), *doubts(row))
            found.append((indicator, row))
    if len(phases) == 1:
        _late_levels(found)
    return [indicator for indicator, _ in found], nameless


def _name_last(row: Row) -> None:
    """An indicator has a name: of two levels alone, the first of which can be a second one, the last is the name."""
    first, second = row.cells.get("level1"), row.cells.get("level2")
    if first is None or second is None or "level3" in row.cells or "target" not in row.cells:
        return
    if level_of(first.text, 2) is not None:
        del row.cells["level1"]
        row.cells |= {"level2": Cell("level2", first.pieces), "level3": Cell("level3", second.pieces)}


def _is_nameless(row: Row, end: str) -> bool:
    """Whether a row without a name in a phase (or before it, for both) has no value either, only words: what a template
    says of a blank indicator."""
    if row.text("level3") or any(row.text(name + end) for name in ("level3", "actual", "weight", "score")):
        return False
    target = row.text("target" + end)
    return parse_value(target).kind != "quantitative" and fold(target) not in target_words("target")


def _levels(state: _State, row: Row) -> list[Note]:
    """Take over the row's level labels; the notes where a label had to be completed or supplied."""
    notes = []
    if "level1" in row.cells:
        printed = _without_weight(row.text("level1"))
        state.level1 = complete_level(unconfused(printed), 1)
        state.level1_weight = level_weight(row.text("level1"))
        state.level2, state.level2_weight, state.names, state.shared = "", "", (), ""
        if fold(printed) != state.level1:
            notes.append(note("level1_completed", printed=printed))
    if "level1_weight" in row.cells:
        state.level1_weight = number(row.text("level1_weight").rstrip("%"))
    if "level2" in row.cells:
        printed = _without_weight(row.text("level2"))
        state.level2 = complete_level(unconfused(printed), 2)
        other = complete_level(unconfused(squash(row.text("level2" + SECOND))), 2)
        state.level2 = other if other.startswith(state.level2) else state.level2
        state.level2_weight = number(row.text("level2_weight").rstrip("%"))
        state.names, state.shared = _several(row.cells["level2"].pieces), ""
        if fold(printed) != state.level2:
            notes.append(note("level2_completed", printed=printed))
        if "level1" not in row.cells:
            notes.extend(_parent(state))
    return notes


def _completed(row: Row, level2: str) -> list[Note]:
    """The note of a second-level label that the second phase prints for itself and that is damaged."""
    printed = squash(row.text("level2" + SECOND))
    return [note("level2_completed", printed=printed)] if printed and fold(printed) != level2 else []


def _without_weight(text: str) -> str:
    return squash(text) if not level_weight(text) else re.split(r"[(（]", squash(text))[0]


def _several(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The names of a cell that holds several second-level labels at once."""
    words = tuple(word for piece in pieces for word in piece.words)
    several = len(pieces) == 1 and len(words) > 1 and all(level_of(word, 2) is not None for word in words)
    return words if several else ()


def shared_names(rows: Sequence[Row]) -> list[list[Piece]]:
    """What is printed once as the name of all indicators of a row with several second-level labels."""
    return [
        row.cells["level3"].pieces
        for row in rows
        if "level2" in row.cells and "level3" in row.cells and _several(row.cells["level2"].pieces)
    ]


def _parent(state: _State) -> list[Note]:
    """A second-level label under a first level that it can't belong to brings its own first level."""
    second, first = level_of(state.level2, 2), level_of(state.level1, 1)
    if second is None or not second.parent or second.parent == "满意度指标":
        return []
    core = ("成本指标", "产出指标", "效益指标")
    if first is not None and (first.canonical == second.parent or first.canonical not in core):
        return []
    if second.parent not in core or (first is not None and second.canonical == "成本指标"):
        return []
    before, state.level1, state.level1_weight = state.level1, second.parent, ""
    return [note("level1_supplied", level2=state.level2, before=before or "—")]


def _indicator(state: _State, row: Row, end: str) -> RawIndicator:
    printed = {name: row.text(name + end) for name in INDICATOR_COLUMNS[2:]}
    printed["level3"] = printed["level3"] or row.text("level3")  # one name for both phases
    texts = {name: text for name, text in printed.items() if text and text not in _BLANK}
    level2, notes = state.level2, list[Note]()
    if state.names:
        level2, *rest = state.names
        state.names = tuple(rest) if rest else (level2,)
        notes.append(note("level2_by_order"))
        state.shared = texts.pop("level3", "") or state.shared
        if state.shared:
            notes.append(note("level3_shared", shared=state.shared))
    return RawIndicator(
        texts=texts,
        level1=state.level1,
        level2=level2,
        level1_weight=state.level1_weight,
        level2_weight=state.level2_weight,
        repairs=tuple(notes),
        lines=lines_of(row.pieces),
        page=row.pieces[0].page,
        source_text=source_text(row.pieces),
    )


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
