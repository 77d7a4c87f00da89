"""Indicator rows of a form, of a grid or aligned from text: cells under their header columns, merged levels carried down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.forms import vocabulary
from loaders.forms.form_rows import FormRow, overlap
from loaders.forms.header import HeaderColumn, HeaderRow, several_under
from loaders.forms.levels import Levels, is_first_level, own_parent
from loaders.forms.misread import unconfused
from loaders.forms.packed import level_path
from loaders.forms.raw import RawIndicator
from loaders.forms.stacked import texts_of, unstacked
from loaders.grammar.normal import fold
from loaders.grammar.values import number
from loaders.model import Cell
from loaders.notes import note

_WEIGHT_IN_LABEL = re.compile(r"[(（](?:权重)?[:：]?\d+(?:\.\d+)?(?:分|%)?[)）]$")
_ORDINAL = re.compile(r"^指标(\d+)")
_VALUES = ("target", "actual", "weight", "score", "deviation")
_WHOLE = ("weight", "score")
_PHASE_OF_HALF = ("term", "annual")


@dataclass(slots=True)
class IndicatorRows:
    """Collects the indicators of one form, row by row, for both phases where there are two."""

    header: HeaderRow
    levels: tuple[Levels, Levels] = field(default_factory=lambda: (Levels(), Levels()))
    found: list[RawIndicator] = field(default_factory=list)
    phase: str = ""  # of the block that is read, where each phase has a block of its own
    is_loose: bool = False  # cells have lost their borders, labels may have been lost with them

    def add(self, row: FormRow, cells: dict[HeaderColumn, list[Cell]]) -> bool:
        """Take in one row; whether it said anything (levels or an indicator)."""
        if self._heads(row):
            return True
        several = unstacked(cells)
        if len(several) > 1:
            said_each = [self.add(row, one) for one in several]
            return any(said_each)
        if self._ends(row, cells) or self._names_on(row, cells):
            return True
        halves = 2 if any(column.half for column in self.header.columns) else 1
        said = False
        for half in range(halves):
            texts = self._unglued(texts_of(cells, half, shared=self.header.shared_names))
            if half and not self.header.shared_names:
                self._share_levels()
            self._regroup(texts, self.levels[half])
            self._divide(row, cells, texts, half)
            said = self._levels(texts, half) or said
            named = bool(texts.get("level3")) and not (half and self.header.shared_names)
            if named or any(texts.get(name) for name in _VALUES):
                self.found.append(self._record(row, texts, half, halves))
                if any(several_under(found) for column, found in cells.items() if column.half == half):
                    self.found[-1].repairs += (note("form_cells_undecided"),)
                self.levels[half].group.append(self.found[-1])
                for waiting in self.levels[half].waiting.values():
                    waiting.append(self.found[-1])
                said = True
        return said

    def _ends(self, row: FormRow, cells: dict[HeaderColumn, list[Cell]]) -> bool:
        """Take in a row that has nothing but texts that end a cell of the row above; whether it is one."""
        if not self.found or any(column.half for column in self.header.columns) or self.header.shared_names:
            return False
        texts = texts_of(cells, 0, shared=False)
        whole = [name for name in _WHOLE if name in self.header_names(0)] or ["target"]
        if not _is_tail(texts, whole, self.levels[0]):
            return False
        self._levels(texts, 0)
        last = self.found[-1]
        _extend(last, texts)
        last.lines = tuple(sorted({*last.lines, *row.lines}))
        last.source_text = f"{last.source_text} {row.text}"
        return True

    def _share_levels(self) -> None:
        """The second phase has the levels of the first where it has no columns for them."""
        first, second = self.levels
        for name in sorted({"level1", "level2"} - self.header_names(1)):
            if name == "level1" and first.level1 != second.level1:
                second.level2 = second.level2_weight = ""
                second.notes = dict(first.notes)
            setattr(second, name, getattr(first, name))
            setattr(second, f"{name}_weight", getattr(first, f"{name}_weight"))

    def _names_on(self, row: FormRow, cells: dict[HeaderColumn, list[Cell]]) -> bool:
        """Take in a row that is only the rest of a numbered name, its target being merged with the row above."""
        own = {column.name for column, under in cells.items() if any(cell in row.own for cell in under)}
        texts = texts_of(cells, 0, shared=False)
        last = self.found[-1].texts.get("level3", "") if self.found else ""
        if own != {"level3"} or "target" not in texts or not _ORDINAL.match(last):
            return False
        if _ORDINAL.match(texts.get("level3", "")) or not texts.get("level3"):
            return False
        self.found[-1].texts["level3"] = last + texts["level3"]
        self.found[-1].lines = tuple(sorted({*self.found[-1].lines, *row.lines}))
        return True

    def _heads(self, row: FormRow) -> bool:
        """Take in a row that is nothing but the label of a level that the table has no column for; whether it is."""
        text, state = row.own[0].text, self.levels[0]
        if len(row.cells) > 1 or "level1" in self.header_names(0):
            return False
        known = [
            n for n in (1, 2) if vocabulary.level_of(text, n) and f"level{n}" not in self.header_names(0)
        ]
        if not known:
            return False
        level = known[-1] if vocabulary.bare(text) == state.level1 else known[0]
        state.level1 = vocabulary.bare(text) if level == 1 else state.level1
        state.level2 = vocabulary.bare(text) if level == 2 else ""
        return True

    def _unglued(self, texts: dict[str, str]) -> dict[str, str]:
        """Levels printed before the name in its cell, or with each other, where the table has no columns for them."""
        names = self.header_names(0)
        path = level_path(texts.get("level2", "")) if "level1" not in names else None
        if path is None and names.isdisjoint(("level1", "level2")):
            named = level_path(texts.get("level3", ""))
            path = named if named and "level3" in named else None
        return texts | path if path else texts

    def _regroup(self, texts: dict[str, str], state: Levels) -> None:
        """Names numbered within their level 2 (指标1, 指标2 …) say where one begins, also where its label is blank
        there: it is printed in the middle of its rows, or not at all."""
        ordinal = _ORDINAL.match(texts.get("level3", ""))
        if ordinal and ordinal[1] == "1":
            state.group = []
            if not texts.get("level2"):
                state.level2 = state.level2_weight = ""
        if not texts.get("level2") or state.level2:
            return
        for indicator in state.group:
            indicator.level2 = indicator.level2 or texts["level2"]

    def _divide(
        self, row: FormRow, cells: dict[HeaderColumn, list[Cell]], texts: dict[str, str], half: int
    ) -> None:
        """A blank merged cell of a level is one of its own: its label stands on the next page, or nowhere.

        At the top of a page (also one that a grid goes over: what stands left of the levels is blank there too) it
        goes on with the label of the page before, and a label there is that of the rows above the break that wait
        for one. Numbered names (指标2) go on with their level.
        """
        state = self.levels[half]
        ordinal = _ORDINAL.match(texts.get("level3", ""))
        left = min(column.start for column in self.header.columns)
        first = row.is_first or any(cell.col < left and cell.row_span > 1 for cell in row.blanks)
        first = first or bool(ordinal and ordinal[1] != "1")
        for column in self.header.columns:
            name = column.name
            if column.half != half or name not in ("level1", "level2"):
                continue
            state.merges = state.merges or any(cell.row_span > 1 for cell in cells.get(column, ()))
            above = state.cut.pop(name, None)
            if above is not None and not (first and texts.get(name)):  # no label on the next page: it goes on
                setattr(state, name, above[0])
                setattr(state, f"{name}_weight", above[1])
                for indicator in state.waiting.pop(name, ()):
                    setattr(indicator, name, above[0])
            if texts.get(name):
                for indicator in state.waiting.pop(name, ()) if first else ():
                    setattr(indicator, name, texts[name])
                state.waiting.pop(name, None)
            elif not first and state.merges and (blank := _blank(column, row)) is not None:
                if blank.row_span == 1:
                    state.cut[name] = getattr(state, name), getattr(state, f"{name}_weight")
                setattr(state, name, "")
                setattr(state, f"{name}_weight", "")
                state.waiting[name] = []

    def header_names(self, half: int) -> set[str]:
        """Names of the columns of one half."""
        return {column.name for column in self.header.columns if column.half == half}

    def _levels(self, texts: dict[str, str], half: int) -> bool:
        state = self.levels[half]
        for level in (1, 2):
            name = f"level{level}"
            printed = texts.get(name, "")
            if not printed:
                continue
            if level == 2 and "level1" not in self.header_names(half) and is_first_level(printed, texts):
                state.level1, state.level2 = vocabulary.bare(printed), ""
                continue
            if self._broken_level(state, name, printed, texts):
                continue
            label = _WEIGHT_IN_LABEL.sub("", printed)
            whole = vocabulary.complete_level(unconfused(label), level)
            label = whole if whole != fold(label) else label
            if level == 1 and label != state.level1 and not state.waits_for(label):
                state.level2 = state.level2_weight = ""
                state.notes.clear()
            setattr(state, name, label)
            state.printed[name] = printed
            weight = number(texts.get(f"{name}_weight", "").rstrip("%")) or vocabulary.level_weight(printed)
            setattr(state, f"{name}_weight", weight)
            if level == 2 and not texts.get("level1"):
                own_parent(state, is_loose=self.is_loose)
            if fold(label) != fold(_WEIGHT_IN_LABEL.sub("", printed)):
                state.notes[name] = note(f"{name}_completed", printed=printed)
        return bool(texts.get("level1") or texts.get("level2"))

    def _broken_level(self, state: Levels, name: str, printed: str, texts: dict[str, str]) -> bool:
        """Join a level label that a page break has cut, also in the rows that were read with its first part."""
        if not state.goes_on(name, printed):
            return False
        before, joined = getattr(state, name), state.printed[name] + printed
        weight = getattr(state, f"{name}_weight") + texts.get(f"{name}_weight", "")
        setattr(state, name, joined)
        setattr(state, f"{name}_weight", weight)
        state.printed[name] = joined
        state.notes.pop(name, None)
        for indicator in reversed(self.found):
            if getattr(indicator, name) != before:
                break
            setattr(indicator, name, joined)
            setattr(indicator, f"{name}_weight", weight)
        return True

    def _record(self, row: FormRow, texts: dict[str, str], half: int, halves: int) -> RawIndicator:
        state = self.levels[0 if self.header.shared_names else half]
        return RawIndicator(
            texts=texts, phase=_PHASE_OF_HALF[half] if halves == 2 else self.phase,
            level1=state.level1, level2=state.level2, level1_weight=state.level1_weight,
            level2_weight=state.level2_weight,
            repairs=(*state.notes.values(), *([note("row_cut_undecided")] if row.is_unsure else [])),
            lines=row.lines, page=row.page, source_text=row.text
        )


def _blank(column: HeaderColumn, row: FormRow) -> Cell | None:
    """The blank cell under a column that is merged over rows, or cut to one row by the end of the page."""
    tall = (cell for cell in row.blanks if cell.row_span > 1 or row.is_last)
    return next((c for c in tall if overlap(c.col, c.col + c.col_span, column.start, column.stop)), None)


def _is_tail(texts: dict[str, str], whole: Sequence[str], levels: Levels) -> bool:
    """Whether a row has nothing but texts that end a cell of the row above, and no level that begins a row."""
    begins = any(texts.get(name) for name in ("level3", "target", *whole))
    begins = begins or any(
        texts.get(name) and not levels.goes_on(name, texts[name]) for name in ("level1", "level2")
    )
    return not begins and any(texts.get(name) for name in ("actual", "deviation"))


def _extend(last: RawIndicator, texts: dict[str, str]) -> None:
    """Add the texts of a row's rest to its record."""
    for name, text in texts.items():
        if not name.startswith(("level1", "level2")):
            last.texts[name] = last.texts.get(name, "") + text
