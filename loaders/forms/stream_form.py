"""A form printed as wrapped text whose cells have lost their borders: one run of cells in row order (``stream``).

Head fields, a funding block, texts and goals, and an indicator block. Targets of projects print two phases (实施期
and 年度) side by side: each source, goal, name and value twice; those of a whole department print their money by
source beside that by use, all of it the year's, and every indicator once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from loaders.document.segment import is_form_title
from loaders.forms import stream_head, stream_rows
from loaders.forms.labelled import GOALS, take, text, title_year, year_alone
from loaders.forms.middle import assemble
from loaders.forms.pieces import is_tabbed
from loaders.forms.raw import RawForm, RawIndicator
from loaders.forms.stream import Stream, is_furniture, stream_of
from loaders.forms.stream_repair import repair
from loaders.forms.stream_rows import BlockCell
from loaders.forms.stream_words import is_header as is_double_header
from loaders.forms.stream_words import unconfused
from loaders.forms.vocabulary import form_labels
from loaders.grammar.normal import fold, squash
from loaders.grammar.units import MONEY_WORD, stated_unit
from loaders.model import Line, Segment, Used
from loaders.notes import Note, note
from loaders.records import Evaluation, Parsed

PHASES = ("term", "annual")
_EVALUATED = ("自评", "自我评价", "评价")
_HEADER_WORDS = ("二级指标", "三级指标", "指标值")
_FOOTER = re.compile(
    r"^(?:(?:项目)?负责人|填报人|填表人|经办人|单位负责人|联系人|填报日期|填表日期|填报单位|注|备注|说明)(?::|\s|$)"
)
_FILLED = re.compile(r"(?:填报|填表)(?:日期|时间):?\s*([\d\-/.年月日: ]*)")
_DATE_ALONE = re.compile(r"^\d{8,14}$|^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$")
_FOOTER_LINES = 3


_DIRECTIONS = re.compile(
    rf"按资金(?:来源|方向|用途|性质)(?:划分)?(?:资金总额|金额|预算金额)?[(](?:单位:?)?({MONEY_WORD})[)]"
)
_BLOCK_UNIT = re.compile(rf"^[(](?:单位:?)?({MONEY_WORD})[)]")


def matches(segment: Segment) -> bool:
    """Whether a form is of this kind: lines with a two-phase header, or the target of a department in wrapped text.

    Lines of tab-separated cells have kept their borders.
    """
    lines = [block for block in segment.blocks if isinstance(block, Line)]
    title = fold(segment.title)
    if is_tabbed(lines):
        return False
    whole = "整体" in title and not any(word in title for word in _EVALUATED)
    return _is_double(lines) or (whole and any(_is_single_header(line.text) for line in lines))


def read(segment: Segment) -> tuple[Parsed, Used]:
    """Parse one form; ``form_seq`` is 1 in all records. Lines after the form's footer stay unmarked."""
    used = Used()
    lines = [block for block in segment.blocks if isinstance(block, Line)]
    double = _is_double(lines)
    top, body, footer = _split_lines(lines, used, is_double_header if double else _is_single_header)
    raw = _opened(segment, lines, top)
    _read_footer(footer, raw, used)
    _read_head(stream_of(top), raw, used, double=double)
    _read_indicators(stream_of(body), raw, used, double=double)
    parsed = assemble(raw)
    pages = {line.number: line.page for line in lines}
    for record in (*parsed.form_fields, *parsed.funding, *parsed.indicators, *parsed.rejects):
        record.page = next((pages.get(number) for number in record.lines), None)
    return parsed, used


def _is_double(lines: Sequence[Line]) -> bool:
    return any(is_double_header(line.text) and _has_only_targets(line.text, 2) for line in lines)


def _has_only_targets(printed: str, most: int) -> bool:
    """Whether a header has no columns but levels, names and at most ``most`` values; others are read elsewhere."""
    labels = [label for part in printed.split() for label in form_labels(part)]
    names = [one.field for one in labels if one.kind in ("column", "head", "department")]
    return set(names) <= {"level1", "level2", "level3", "target"} and names.count("target") <= most


def _is_single_header(printed: str) -> bool:
    """Whether a line is the header of an indicator block that prints every indicator once."""
    folded = fold(printed)
    return all(folded.count(word) == 1 for word in _HEADER_WORDS) and _has_only_targets(printed, 1)


def _opened(segment: Segment, lines: Sequence[Line], top: Sequence[Line]) -> RawForm:
    """The form with what its title lines say: title, year, place."""
    first = lines[0] if lines else Line(0, segment.title)
    raw = RawForm(
        Evaluation(form_title=segment.title, page=first.page, source_text=squash(first.text)), is_loose=True
    )
    raw.cite((first.number, *(line.number for line in top)))
    years = ((line, year_alone(line.text)) for line in lines)
    titled = ((line, title_year([line])) for line in lines if is_form_title(line.text))
    for line, year in (*years, *titled):
        if year:
            raw.head.fiscal_year = year
            raw.cite((line.number,))
            break
    return raw


def _read_head(stream: Stream, raw: RawForm, used: Used, *, double: bool) -> None:
    used.mark(tuple(stream.lines), "label")
    pairs = stream_head.labelled(stream)
    for index, pair in enumerate(pairs):
        value, label = stream.part(pair.start, pair.stop), pair.label
        last = index == len(pairs) - 1
        if label.kind == "block" and label.field == "funding":
            _read_funding(value, raw, label.label, PHASES if double else PHASES[1:])
        elif double and label.kind == "goal":
            # the goals stand under the last goal label, one half per phase; earlier labels are column heads
            under = not any(other.label.kind == "goal" for other in pairs[index + 1 :])
            for phase, half in zip(PHASES, stream_head.split_goals(value) if under else (), strict=False):
                text(raw, label.label, half.text, half.place(), phase=phase)
        elif len(value):
            value = stream_head.without_vertical(value) if last and label.kind in GOALS else value
            take(raw, label.label, label, value.text, value.place())
        used.mark(stream.numbers(pair.label_start, pair.stop), "row")


def _read_funding(stream: Stream, raw: RawForm, label: str, phases: tuple[str, ...]) -> None:
    """Amounts below the heads that say how they are split, with the unit in the heads, the block or its label."""
    heads = [*_DIRECTIONS.finditer(stream.folded)] or [*_BLOCK_UNIT.finditer(stream.folded)]
    unit = heads[-1][1] if heads else stated_unit(stream.text) or stated_unit(label)
    raw.unit = raw.unit or unit
    rest = stream.part(heads[-1].end() if heads else 0, len(stream))
    raw.funding += stream_head.funding_records(rest, unit, phases=phases)


def _read_indicators(stream: Stream, raw: RawForm, used: Used, *, double: bool) -> None:
    cells = stream_rows.cells(stream, phases=2 if double else 1)
    scanned = any(c.damaged and unconfused(_text(stream, c)) != _text(stream, c) for c in cells)
    raw.indicators = _rows(stream, cells, used)
    if not double:
        for row in raw.indicators:
            row.phase = ""
    for cell in cells:
        if cell.kind == "unread":
            raw.reject(note("form_text_without_cell"), stream.part(cell.start, cell.stop).place())
    repair(raw.indicators, scanned=scanned)


def _split_lines(
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
        elif is_form_title(line.text) or (not started and year_alone(folded)):
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


def _read_footer(footer: Sequence[Line], raw: RawForm, used: Used) -> None:
    """The line of names and the date of filing, which may stand alone on the next line."""
    for index, line in enumerate(footer[:_FOOTER_LINES]):
        filled = _FILLED.search(_spaced(line.text))
        alone = _DATE_ALONE.match(fold(line.text))
        date = filled[1].strip() if filled else ""
        if alone and not raw.head.filled_at:
            date = alone[0]
        if index == 0 or filled or date:
            used.mark(line.number, "footer")
        if date:
            raw.head.filled_at = date
            raw.cite((line.number,))


def _text(stream: Stream, cell: BlockCell) -> str:
    return stream.text[cell.start : cell.stop]


def _rows(stream: Stream, cells: Sequence[BlockCell], used: Used) -> list[RawIndicator]:
    """Join names with values and give each row the levels it stands under."""
    rows: list[RawIndicator] = []
    levels = {"level1": "", "level2": ""}
    notes: dict[str, Note] = {}
    name: BlockCell | None = None
    for cell in cells:
        used.mark(stream.numbers(cell.start, cell.stop), "label" if cell.kind in levels else "row")
        if cell.kind in levels:
            levels[cell.kind] = cell.label
            levels["level1"] = levels["level1"] or cell.parent
            notes.pop(cell.kind, None)
            if cell.damaged:
                notes[cell.kind] = note(f"{cell.kind}_completed", printed=_text(stream, cell))
        elif cell.kind == "name":
            name = cell
        elif cell.kind == "value" and name is not None:
            texts = {"level3": _text(stream, name), "target": _text(stream, cell)}
            rows.append(
                RawIndicator(
                    texts=texts,
                    phase=PHASES[cell.phase],
                    level1=levels["level1"],
                    level2=levels["level2"],
                    repairs=tuple(notes.values()),
                    lines=stream.numbers(name.start, cell.stop),
                    source_text=" ".join((levels["level2"], *texts.values())),
                )
            )
    return rows
