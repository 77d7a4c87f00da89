"""What the text readers of ``two_phase`` and ``department_target`` share: lines to parts, cells to records."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from loaders.document.segment import is_form_title
from loaders.forms import vocabulary
from loaders.forms.two_phase_repair import NamedRow
from loaders.forms.two_phase_rows import BlockCell
from loaders.forms.two_phase_stream import Stream, is_furniture
from loaders.grammar.normal import fold, squash
from loaders.grammar.values import parse_value
from loaders.model import Line, Segment, Used
from loaders.notes import Note, note
from loaders.records import Evaluation, Indicator, Parsed, Reject

_YEAR = re.compile(r"^[(]?(\d{4})[)]?年?(?:度)?[)]?$")
_TITLE_YEAR = re.compile(r"(20\d{2})年")
_FOOTER = re.compile(
    r"^(?:(?:项目)?负责人|填报人|填表人|经办人|单位负责人|联系人|填报日期|填表日期|填报单位|注|备注|说明)(?::|\s|$)"
)
_FILLED = re.compile(r"(?:填报|填表)(?:日期|时间):?\s*([\d\-/.年月日: ]*)")
_DATE_ALONE = re.compile(r"^\d{8,14}$|^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$")
_FOOTER_LINES = 3


def base_evaluation(segment: Segment, lines: Sequence[Line], top: Sequence[Line] = ()) -> Evaluation:
    """The evaluation with what the title lines say: type, title, year, place; printed on the lines ``top`` too."""
    first = lines[0] if lines else Line(0, segment.title)
    evaluation = Evaluation(
        form_seq=1,
        form_type=vocabulary.form_type(segment.title),
        form_title=segment.title,
        lines=tuple(sorted({first.number, *(line.number for line in top)})),
        page=first.page,
        source_text=squash(first.text),
    )
    years = ((line, _YEAR.match(fold(line.text))) for line in lines)
    titled = ((line, _TITLE_YEAR.search(fold(line.text))) for line in lines if is_form_title(line.text))
    for line, year in (*years, *titled):
        if year:
            evaluation.fiscal_year = year[1]
            _cite(evaluation, line)
            break
    return evaluation


def _cite(evaluation: Evaluation, line: Line) -> None:
    evaluation.lines = tuple(sorted({*evaluation.lines, line.number}))


def split_lines(
    lines: Sequence[Line], used: Used, is_header: Callable[[str], bool]
) -> tuple[list[Line], list[Line], list[Line]]:
    """Lines above the indicator header, below it, and from the footer to the end of the segment.

    Titles, the line with the year, headers and page furniture are marked and left out.
    """
    top: list[Line] = []
    body: list[Line] = []
    footer: list[Line] = []
    started = False
    for line in lines:
        folded = fold(line.text)
        if not folded:
            continue
        if is_furniture(line.text):
            used.mark(line.number, "footer")
        elif is_form_title(line.text) or (not started and _YEAR.match(folded)):
            used.mark(line.number, "title")
        elif is_header(line.text):
            started = True
            used.mark(line.number, "header")
        elif footer or (started and _FOOTER.match(_spaced(line.text))):
            footer.append(line)
        else:
            (body if started else top).append(line)
    return top, body, footer


def _spaced(text: str) -> str:
    """Folded text whose cells are still separated by one space."""
    return " ".join(fold(part) for part in text.split())


def read_footer(footer: Sequence[Line], evaluation: Evaluation, used: Used) -> None:
    """The line of names and the date of filing, which may stand alone on the next line."""
    for index, line in enumerate(footer[:_FOOTER_LINES]):
        text = _spaced(line.text)
        filled = _FILLED.search(text)
        alone = _DATE_ALONE.match(fold(line.text))
        if index == 0 or filled or (alone and not evaluation.filled_at):
            used.mark(line.number, "footer")
        if filled and filled[1].strip():
            evaluation.filled_at = filled[1].strip()
            _cite(evaluation, line)
        elif alone and not evaluation.filled_at:
            evaluation.filled_at = alone[0]
            _cite(evaluation, line)


def set_field(evaluation: Evaluation, name: str, value: str) -> None:
    """Set a field of the evaluation unless it is set already or there is nothing to set."""
    if name and value and not getattr(evaluation, name, True):
        setattr(evaluation, name, value)


def cell_text(stream: Stream, cell: BlockCell) -> str:
    """The printed text of a cell, without white space."""
    return stream.text[cell.start : cell.stop]


def named_rows(stream: Stream, cells: Sequence[BlockCell], used: Used) -> list[NamedRow]:
    """Join names with values and give each row the levels it stands under."""
    rows: list[NamedRow] = []
    level1 = level2 = ""
    notes: dict[str, Note] = {}
    name: BlockCell | None = None
    for cell in cells:
        numbers = stream.numbers(cell.start, cell.stop)
        used.mark(numbers, "label" if cell.kind.startswith("level") else "row")
        if cell.damaged:
            notes[cell.kind] = note(f"{cell.kind}_completed", printed=cell_text(stream, cell))
        elif cell.kind.startswith("level"):
            notes.pop(cell.kind, None)
        if cell.kind == "level1":
            level1 = cell.label
        elif cell.kind == "level2":
            level2, level1 = cell.label, level1 or cell.parent
        elif cell.kind == "name":
            name = cell
        elif cell.kind == "value" and name is not None:
            lines = stream.numbers(name.start, cell.stop)
            inferred = list(notes.values())
            rows.append(
                NamedRow(
                    cell.phase,
                    level1,
                    level2,
                    cell_text(stream, name),
                    cell_text(stream, cell),
                    lines,
                    inferred,
                )
            )
    return rows


def add_rejects(stream: Stream, cells: Sequence[BlockCell], parsed: Parsed) -> None:
    """One reject for every stretch of the indicator block that fitted no cell."""
    for cell in cells:
        if cell.kind == "unread":
            parsed.rejects.append(
                Reject(
                    stage="form",
                    note=note("form_text_without_cell"),
                    lines=stream.numbers(cell.start, cell.stop),
                    source_text=cell_text(stream, cell),
                )
            )


def indicator_record(row: NamedRow, phase: str, seq: int) -> Indicator:
    """The record of one indicator row; ``form_seq`` 1."""
    value = parse_value(row.value)
    return Indicator(
        form_seq=1,
        phase=phase,
        indicator_seq=seq,
        level1=row.level1,
        level2=row.level2,
        level3=row.name,
        target_printed=row.value,
        target_operator=value.operator,
        target_value=value.value,
        target_unit=value.unit,
        target_kind=value.kind,
        repairs=row.notes,
        lines=row.lines,
        source_text=f"{row.level2} {row.name} {row.value}",
    )


def set_pages(parsed: Parsed, lines: Sequence[Line]) -> None:
    """Give every record the page of its first line."""
    pages = {line.number: line.page for line in lines}
    for record in (*parsed.form_fields, *parsed.funding, *parsed.indicators, *parsed.rejects):
        record.page = next((pages.get(number) for number in record.lines), None)
