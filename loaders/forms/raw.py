"""What a front end makes of one form, as printed: the middle (``loaders.forms.middle``) makes records of it.

A front end knows how a form is laid out (text, a grid, a list of projects, packed cells) and nothing of
values; numbers, operators, units, sources, kinds of forms and the order of indicators are the middle's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.forms.form_rows import FormRow
from loaders.grammar.values import number, percentage
from loaders.notes import Note
from loaders.records import Evaluation, FormField, Funding, Reject


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed in a form that is no grid."""

    lines: tuple[int, ...]
    page: int | None = None
    text: str = ""


Printed = FormRow | Place  # where something is printed: its lines (ascending), its page, the printed row


def money(
    place: Printed, label: str, amount: str, *, source: str = "", phase: str = "", phase_label: str = "", unit: str = ""
) -> Funding:
    """An amount of a form, called ``label`` as printed; the middle knows its source by the label where none is given."""
    return Funding(
        source_label=label, source=source, phase=phase, phase_label=phase_label, amount_printed=amount, unit=unit,
        lines=place.lines, page=place.page, source_text=place.text,
    )  # fmt: skip


def rate(record: Funding, said: Mapping[str, str]) -> None:
    """What is said of the amount executed, by column: its weight, its rate, its score."""
    record.weight, record.score = number(said.get("weight", "")), number(said.get("score", ""))
    record.execution_rate = percentage(said.get("execution_rate", ""))


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
    department or a project, ``department_name`` which department. ``is_loose``: its cells have lost their borders.
    """

    head: Evaluation
    department: bool = False
    project: bool = False
    department_name: str = ""
    is_loose: bool = False
    columns: set[str] = field(default_factory=set)
    unit: str = ""
    fields: list[FormField] = field(default_factory=list)
    funding: list[Funding] = field(default_factory=list)
    indicators: list[RawIndicator] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    def cite(self, lines: tuple[int, ...]) -> None:
        """Count ``lines`` among those that the head is printed on."""
        self.head.lines = tuple(sorted({*self.head.lines, *lines}))

    def reject(self, what: Note, place: Printed) -> None:
        """Say that something at ``place`` was not understood."""
        self.rejects.append(
            Reject(stage="form", note=what, lines=place.lines, page=place.page, source_text=place.text)
        )
