"""The levels in force while the indicators of a form are read: merged labels carried down, cut or left out."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.forms import vocabulary
from loaders.forms.raw import RawIndicator
from loaders.notes import Note, note

_OWN_PARENT = ("成本指标", "产出指标", "效益指标", "满意度指标")


@dataclass(slots=True)
class Levels:
    """The level labels in force for one half of the table."""

    level1: str = ""
    level1_weight: str = ""
    level2: str = ""
    level2_weight: str = ""
    notes: dict[str, Note] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    group: list[RawIndicator] = field(default_factory=list)
    merges: bool = False
    waiting: dict[str, list[RawIndicator]] = field(default_factory=dict)
    cut: dict[str, tuple[str, str]] = field(default_factory=dict)  # label and weight above a cell that ends a page

    def goes_on(self, name: str, text: str) -> bool:
        """Whether ``text`` is the end of a label that a page break has cut (``效益指`` above, ``标`` below)."""
        level, before = int(name[-1]), self.printed.get(name, "")
        joined = vocabulary.level_of(before + text, level) is not None
        return bool(before and text) and joined and vocabulary.level_of(text, level) is None

    def waits_for(self, label: str) -> bool:
        """Whether the level 2 in force stands without its level 1, which is ``label``: that is printed on the next page."""
        known, above = vocabulary.level_of(self.level2, 2), vocabulary.level_of(label, 1)
        return not self.level1 and known is not None and above is not None and known.parent == above.canonical


def is_first_level(text: str, row: dict[str, str]) -> bool:
    """Whether a label is one of a first level: of that only, or alone in its row."""
    alone = len(row) == 1 or vocabulary.level_of(text, 2) is None
    return vocabulary.level_of(text, 1) is not None and alone


def own_parent(state: Levels, *, is_loose: bool) -> None:
    """A level 2 without a level 1 beside it, of another level 1 than the rows above: its own is the official one.

    Costs may be a part of what is put out. What is no official level 1 stays, but where labels get lost (``is_loose``).
    """
    known, above = vocabulary.level_of(state.level2, 2), vocabulary.level_of(state.level1, 1)
    if known is None or known.parent not in _OWN_PARENT or (above is None and not is_loose):
        return
    if above is not None and (above.canonical not in _OWN_PARENT or known.canonical == "成本指标"):
        return
    if above is None or known.parent != above.canonical:
        state.level1, state.level1_weight = known.parent, ""
        state.notes["level1"] = note("level1_by_level2", level2=state.level2)
