"""Indicator rows of a grid form: cells under their header columns, merged levels carried down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.forms import vocabulary
from loaders.forms.grid_form_header import HeaderColumn, HeaderRow
from loaders.forms.grid_form_matrix import FormRow
from loaders.model import Cell
from loaders.normal import fold, squash
from loaders.records import Indicator
from loaders.values import number, parse_value

_WEIGHT_IN_LABEL = re.compile(r"[(（](?:权重)?[:：]?\d+(?:\.\d+)?(?:分|%)?[)）]$")
_BLANK = ("-", "--", "—", "——", "/", "\\")
_VALUES = ("target", "actual", "weight", "score", "deviation")
_PHASE_OF_HALF = ("term", "annual")


@dataclass(slots=True)
class Levels:
    """The level labels in force for one half of the table."""

    level1: str = ""
    level1_weight: str = ""
    level2: str = ""
    level2_weight: str = ""
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class IndicatorRows:
    """Collects the indicators of one form, row by row, for both phases where there are two."""

    header: HeaderRow
    levels: tuple[Levels, Levels] = field(default_factory=lambda: (Levels(), Levels()))
    found: list[Indicator] = field(default_factory=list)

    def add(self, row: FormRow, cells: dict[HeaderColumn, list[Cell]]) -> bool:
        """Take in one row; whether it said anything (levels or an indicator)."""
        halves = 2 if any(column.half for column in self.header.columns) else 1
        said = False
        for half in range(halves):
            texts = _texts(cells, half, shared=self.header.shared_names)
            if half and not self.header.shared_names and "level1" not in self.header_names(1):
                self.levels[1].level1 = self.levels[0].level1
                self.levels[1].notes = dict(self.levels[0].notes)
            said = self._levels(texts, half) or said
            named = bool(texts.get("level3")) and not (half and self.header.shared_names)
            if named or any(texts.get(name) for name in _VALUES):
                self.found.append(self._record(row, texts, half, halves))
                said = True
        return said

    def header_names(self, half: int) -> set[str]:
        """Names of the columns of one half."""
        return {column.name for column in self.header.columns if column.half == half}

    def numbered(self) -> list[Indicator]:
        """All indicators, phase by phase, numbered within their phase."""
        counts: dict[str, int] = {}
        ordered = sorted(self.found, key=lambda i: _PHASE_OF_HALF.index(i.phase) if i.phase else 0)
        for indicator in ordered:
            counts[indicator.phase] = counts.get(indicator.phase, 0) + 1
            indicator.indicator_seq = counts[indicator.phase]
        return ordered

    def _levels(self, texts: dict[str, str], half: int) -> bool:
        state = self.levels[half]
        for level in (1, 2):
            name = f"level{level}"
            printed = texts.get(name, "")
            if not printed:
                continue
            label = _WEIGHT_IN_LABEL.sub("", printed)
            whole = vocabulary.complete_level(label, level)
            label = whole if whole != fold(label) else label
            if level == 1 and label != state.level1:
                state.level2 = state.level2_weight = ""
                state.notes.clear()
            setattr(state, name, label)
            weight = number(texts.get(f"{name}_weight", "").rstrip("%")) or vocabulary.level_weight(printed)
            setattr(state, f"{name}_weight", weight)
            if fold(label) != fold(_WEIGHT_IN_LABEL.sub("", printed)):
                state.notes[name] = f"{'一' if level == 1 else '二'}级指标按规范名称（原印“{printed}”）"
        return bool(texts.get("level1") or texts.get("level2"))

    def _record(self, row: FormRow, texts: dict[str, str], half: int, halves: int) -> Indicator:
        state = self.levels[0 if self.header.shared_names else half]
        target, actual = parse_value(texts.get("target", "")), parse_value(texts.get("actual", ""))
        level2 = state.level2
        known = vocabulary.level_of(level2, 2) if level2 else None
        return Indicator(
            form_seq=1,
            phase=_PHASE_OF_HALF[half] if halves == 2 else "",
            indicator_seq=0,
            level1=state.level1 or (known.parent if known else ""),
            level2=level2,
            level3=texts.get("level3", ""),
            level1_weight=state.level1_weight,
            level2_weight=state.level2_weight,
            target_printed=texts.get("target", ""),
            target_operator=target.operator,
            target_value=target.value,
            target_unit=target.unit,
            target_kind=target.kind,
            actual_printed=texts.get("actual", ""),
            actual_value=actual.value,
            actual_unit=actual.unit,
            weight=number(texts.get("weight", "").removesuffix("分").rstrip("%")),
            score=number(texts.get("score", "").removesuffix("分")),
            deviation=texts.get("deviation", ""),
            repair="；".join(state.notes.values()),
            lines=row.lines,
            page=row.page,
            source_text=row.text,
        )


def _texts(cells: dict[HeaderColumn, list[Cell]], half: int, *, shared: bool) -> dict[str, str]:
    """Printed texts of one half by column name. With shared names the second half has only its own target."""
    found: dict[str, str] = {}
    for column, under in cells.items():
        if column.half != half and not (shared and column.name != "target"):
            continue
        text = "".join(squash(cell.text) for cell in under)
        if text not in _BLANK:
            found[column.name] = found.get(column.name, "") + text
    return found
