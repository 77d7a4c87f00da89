"""What the labels of a form say of it, whichever front end found them: the head's fields, texts, rating and total."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.forms.raw import Printed, RawForm
from loaders.forms.vocabulary import FormLabel
from loaders.grammar.normal import fold
from loaders.grammar.notes import is_prompt
from loaders.grammar.units import MONEY_WORD
from loaders.grammar.values import iso_date, number
from loaders.model import Line
from loaders.records import Evaluation, FormField

GOALS = ("goal", "expected", "achieved")
DATES = ("start_date", "end_date")
_WHO = ("subject_name", "supervising_department", "implementing_unit")
_LONGEST_UNKNOWN = 14
_UNIT_NOTE = re.compile(rf"^[(]?(?:金额)?单位:(?:人民币)?{MONEY_WORD}[)]?$")
_DAY = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
_SPAN = re.compile(rf"({_DAY})[-—~至到]+({_DAY})")
_CODED_NAME = re.compile(r"^([0-9A-Z]{10,})[-－—](.+)$")
_REST_OF_LABEL = re.compile(r"^[及和](?:其)?(?:代码|编码|编号|单位|名称)[:：]?")  # 主管部门, broken before 及编码
_FILLED = re.compile(r"^填[报表](?:日期|时间)")
_LEGEND = re.compile(r"\d分?(?:[)]|以上)*[为:][优良中差合不]")  # what points earn which rating
_YEAR = re.compile(r"20\d{2}")
_YEAR_ALONE = re.compile(r"[(]?(20\d{2})[)]?年?度?[)]?(?:年度)?")
_TITLE_YEAR = re.compile(r"(20\d{2})年|[(](20\d{2})年度?[)][》]?$")


def take(raw: RawForm, name: str, label: FormLabel | None, value: str, place: Printed) -> str:
    """Put the value of a label (printed as ``name``; unknown where ``label`` is None) where it belongs.

    The field of the head that it gave is returned, empty where it gave none. The first value of a field stays.
    """
    head = raw.head
    raw.cite(place.lines)
    if label is not None and label.kind in ("head", "department"):
        value = _REST_OF_LABEL.sub("", value)
    if label is not None and label.kind == "rating" and not _LEGEND.search(fold(value)):
        head.rating = head.rating or value
    elif label is not None and label.kind == "total":
        head.total_score = head.total_score or number(fold(value).rstrip("分"))
    elif label is not None and label.kind in ("head", "department"):
        raw.department |= label.kind == "department"
        raw.project |= label.kind == "head" and label.field == "subject_name"
        if label.kind == "department":
            raw.department_name = raw.department_name or value
        elif label.field == "subject_name" and value:
            yield_subject(raw)
        if label.field == "supervising_department" and value and head.supervising_department == raw.department_name:
            head.supervising_department = ""  # that of a form without one was taken for it
        if label.kind == "head" and label.field in _WHO and getattr(head, label.field) not in ("", value):
            text(raw, name, value, place)  # 地方主管部门 below 中央主管部门
        return _set(raw, label.field, value)
    elif label is not None and label.kind == "field" and _FILLED.match(fold(name)):
        head.filled_at = head.filled_at or value
    elif label is None or label.kind != "block":
        text(raw, name, value, place, phase=label.field if label and label.kind in GOALS else "")
    return ""


def call(head: Evaluation, printed: str) -> None:
    """Give a form its name; a code before it (``11000021T000000117430-…``) is the project's code."""
    coded = _CODED_NAME.match(printed)
    head.subject_name = coded[2] if coded else printed
    head.project_code = head.project_code or (coded[1] if coded else "")


def text(raw: RawForm, name: str, value: str, place: Printed, *, phase: str = "") -> None:
    """A goal (of a phase) or another labelled text; what the template asks for is none."""
    if value and not is_prompt(value):
        raw.fields.append(
            FormField(label=name, phase=phase, value=value, lines=place.lines, page=place.page,
                      source_text=place.text)
        )  # fmt: skip


def is_unit_note(printed: str) -> bool:
    """Whether a text says the unit of what follows and nothing else: （单位：万元）."""
    return _UNIT_NOTE.match(fold(printed)) is not None


def may_be_label(printed: str) -> bool:
    """Whether a text that no list knows can be a label: a few words."""
    folded = fold(printed)
    return 2 <= len(folded) <= _LONGEST_UNKNOWN and not re.search(r"[\d，。；,;]", folded)


def year_alone(printed: str) -> str:
    """The year that a whole text is: ``（2024年度）`` → ``2024``; empty where it says more."""
    match = _YEAR_ALONE.fullmatch(fold(printed))
    return match[1] if match else ""


def title_year(lines: Sequence[Line]) -> str:
    """The year in the first line (``2024年项目支出绩效目标表``, ``…表（2023年度）``); empty where it names none."""
    title = next((folded for line in lines if (folded := fold(line.text))), "")
    match = _TITLE_YEAR.search(title)
    return (match[1] or match[2]) if match else ""


def yield_subject(raw: RawForm) -> None:
    """A form that names a department and then a project is the project's."""
    if raw.head.subject_name == raw.department_name:
        raw.head.subject_name = ""
        raw.head.supervising_department = raw.head.supervising_department or raw.department_name


def _set(raw: RawForm, name: str, value: str) -> str:
    span = _SPAN.search(fold(value)) if name == "project_term" else None
    if span:
        _set(raw, "start_date", span[1])
        _set(raw, "end_date", span[2])
    if name in DATES:
        value = iso_date(value) or value
    if name == "fiscal_year":
        year = _YEAR.search(value)
        value = year[0] if year else ""
    if not value or not name or getattr(raw.head, name, True):
        return ""
    if name == "subject_name":
        call(raw.head, value)
    else:
        setattr(raw.head, name, value)
    return name
