"""From aligned rows to indicators: merged levels carried on, damaged places decided where they can be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from loaders.forms.alignment import Row
from loaders.forms.middle import points
from loaders.forms.pieces import Piece, lines_of, source_text
from loaders.forms.vocabulary import complete_level, level_of, level_weight
from loaders.grammar.normal import fold, squash
from loaders.grammar.values import number, parse_value, units, whole_target
from loaders.notes import Note, note
from loaders.records import FormField, Indicator

_TIME_WORD = re.compile(r"时|期|进度|[年月日天]|按|速度|周")
_BLANK = ("-", "--", "—", "/")


@dataclass(slots=True)
class _State:
    level1: str = ""
    level1_weight: str = ""
    level2: str = ""
    names: tuple[str, ...] = ()
    shared: str = ""


def indicators(rows: Sequence[Row], form_seq: int) -> list[Indicator]:
    """One record a row that names an indicator or scores one; rows that hold only level labels only set levels."""
    state = _State()
    found: list[tuple[Indicator, Row]] = []
    for row in rows:
        notes = _levels(state, row)
        if not any(row.text(c) for c in ("level3", "target", "actual", "weight", "score")):
            continue
        indicator = _indicator(state, row, form_seq)
        indicator.mend(*notes)
        found.append((indicator, row))
    _late_levels(found)
    for seq, (indicator, _) in enumerate(found, start=1):
        indicator.indicator_seq = seq
    return [indicator for indicator, _ in found]


def _levels(state: _State, row: Row) -> list[Note]:
    """Take over the row's level labels; the notes where a label had to be completed or supplied."""
    notes = []
    if "level1" in row.cells:
        printed = _without_weight(row.text("level1"))
        state.level1 = complete_level(printed, 1)
        state.level1_weight = level_weight(row.text("level1"))
        state.level2, state.names, state.shared = "", (), ""
        if fold(printed) != state.level1:
            notes.append(note("level1_completed", printed=printed))
    if "level1_weight" in row.cells:
        state.level1_weight = number(row.text("level1_weight").rstrip("%"))
    if "level2" in row.cells:
        printed = _without_weight(row.text("level2"))
        state.level2 = complete_level(printed, 2)
        state.names, state.shared = _several(row.cells["level2"].pieces), ""
        if fold(printed) != state.level2:
            notes.append(note("level2_completed", printed=printed))
        notes.extend(_parent(state))
    return notes


def _without_weight(text: str) -> str:
    return squash(text) if not level_weight(text) else re.split(r"[(（]", squash(text))[0]


def _several(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The names of a cell that holds several second-level labels at once."""
    words = tuple(word for piece in pieces for word in piece.words)
    several = len(pieces) == 1 and len(words) > 1 and all(level_of(word, 2) is not None for word in words)
    return words if several else ()


def shared_texts(rows: Sequence[Row], form_seq: int) -> list[FormField]:
    """Texts printed once as the names of all indicators of a row with several second-level labels."""
    found = []
    for row in rows:
        if "level2" in row.cells and "level3" in row.cells and _several(row.cells["level2"].pieces):
            pieces, text = row.cells["level3"].pieces, row.text("level3")
            found.append(
                FormField(
                    form_seq=form_seq, label="三级指标", value=text, lines=lines_of(pieces),
                    page=pieces[0].page, source_text=text,
                )
            )  # fmt: skip
    return found


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


def _indicator(state: _State, row: Row, form_seq: int) -> Indicator:
    level2, level3, notes = state.level2, row.text("level3"), list[Note]()
    if state.names:
        level2, *rest = state.names
        state.names = tuple(rest) if rest else (level2,)
        notes.append(note("level2_by_order"))
        if level3:
            state.shared = level3
        if state.shared:
            notes.append(note("level3_shared", shared=state.shared))
        level3 = ""
    target, actual = (
        whole_target(row.text("nature"), row.text("target"), row.text("unit")),
        row.text("actual"),
    )
    target, actual = ("" if t in _BLANK else t for t in (target, actual))
    goal, result = parse_value(target), parse_value(actual)
    deviation = row.text("deviation")
    pieces = row.pieces
    return Indicator(
        form_seq=form_seq, indicator_seq=0, level1=state.level1, level2=level2, level3=level3,
        level1_weight=state.level1_weight, target_printed=target, target_operator=goal.operator,
        target_value=goal.value, target_unit=goal.unit, target_kind=goal.kind, actual_printed=actual,
        actual_value=result.value, actual_unit=result.unit, weight=points(row.text("weight")),
        score=points(row.text("score")), deviation="" if deviation in _BLANK else deviation, repairs=notes,
        criteria=row.text("note"), lines=lines_of(pieces), page=pieces[0].page, source_text=source_text(pieces),
    )  # fmt: skip


def _late_levels(found: Sequence[tuple[Indicator, Row]]) -> None:
    """A page cut can print level labels only after rows that belong to them.

    Rows at the end of a 时效指标 group that say nothing about time and have lost their place in the row belong to
    the first level whose label follows.
    """
    for index, (indicator, row) in enumerate(found):
        if index == 0 or "level1" not in row.cells or "level2" not in row.cells:
            continue
        before = index
        while before > 0 and _lost(found[before - 1], found[before][0]):
            before -= 1
        if before == 0 or before == index or found[before - 1][0].level2 != found[before][0].level2:
            continue
        for late, _ in found[before:index]:
            late.mend(note("levels_late", level2=late.level2))
            late.level1, late.level2, late.level1_weight = (
                indicator.level1,
                indicator.level2,
                indicator.level1_weight,
            )


def _lost(entry: tuple[Indicator, Row], after: Indicator) -> bool:
    indicator, row = entry
    second = level_of(indicator.level2, 2)
    if second is None or second.canonical != "时效指标" or "level2" in row.cells or "level3" not in row.cells:
        return False
    about_time = _TIME_WORD.search(indicator.level3) or units().get(indicator.target_unit) == "time"
    quantity = indicator.target_kind == "quantitative" or not indicator.target_printed
    return quantity and not about_time


def settle_score(found: Sequence[Indicator], total_score: str, extra: Sequence[str]) -> None:
    """The one score that a page cut took: what the printed total leaves for it, within its weight."""
    missing = [one for one in found if one.weight and not one.score]
    if len(missing) != 1 or not total_score or sum(bool(one.score) for one in found) < 2:
        return
    rest = Decimal(total_score) - sum(
        (Decimal(v) for v in [*(o.score for o in found), *extra] if v), Decimal(0)
    )
    lost = missing[0]
    if 0 <= rest <= Decimal(lost.weight):
        lost.score = str(rest.quantize(Decimal(lost.weight)))
        lost.mend(note("score_by_total", score=lost.score, total=total_score))
