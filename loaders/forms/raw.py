"""What a front end makes of one form, as printed: the middle (``loaders.forms.middle``) makes records of it.

A front end knows how a form is laid out (text, a grid, a list of projects, packed cells) and nothing of values;
numbers, operators, units, kinds of forms and the order of indicators are the middle's.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.notes import Note
from loaders.records import Evaluation, FormField, Funding, Reject


@dataclass(slots=True, kw_only=True)
class RawIndicator:
    """One indicator of one phase. ``texts`` are printed texts by column: level3, nature, target, unit, actual,
    weight, score, deviation."""

    texts: dict[str, str]
    phase: str = ""  # term, annual, ""
    level1: str = ""
    level2: str = ""
    level1_weight: str = ""
    level2_weight: str = ""
    repairs: tuple[Note, ...] = ()
    lines: tuple[int, ...] = ()
    page: int | None = None
    source_text: str = ""


@dataclass(slots=True)
class RawForm:
    """One form: ``head`` with the printed values of its labels, then what its blocks print.

    ``columns`` are the names of all columns seen; ``department`` and ``project`` say that it names a
    department or a project.
    """

    head: Evaluation
    department: bool = False
    project: bool = False
    columns: set[str] = field(default_factory=set)
    unit: str = ""
    fields: list[FormField] = field(default_factory=list)
    funding: list[Funding] = field(default_factory=list)
    indicators: list[RawIndicator] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
