"""Read a target form of a whole department from text lines whose cells have lost their borders.

Head fields, a funding block by source (按资金来源) beside one by use (按资金方向), tasks, goals, and an indicator
block that prints every indicator once. The cells are found as in ``two_phase``.
"""

from __future__ import annotations

import re

from loaders.forms import two_phase_form as form
from loaders.forms import two_phase_head as head
from loaders.forms import two_phase_rows, vocabulary
from loaders.forms.two_phase_stream import Stream, stream_of
from loaders.grammar.normal import fold
from loaders.grammar.units import MONEY_WORD
from loaders.model import Line, Segment, Used
from loaders.records import Evaluation, Funding, Parsed

_HEADER_WORDS = ("二级指标", "三级指标", "指标值")
_DIRECTIONS = re.compile(
    rf"按资金(?:来源|方向|用途|性质)(?:划分)?(?:资金总额|金额|预算金额)?[(](?:单位:?)?({MONEY_WORD})[)]"
)
_BLOCK_UNIT = re.compile(rf"[(](?:单位:?)?({MONEY_WORD})[)]")


def is_header(text: str) -> bool:
    """Whether a line is the header of an indicator block that prints every indicator once."""
    folded = fold(text)
    return all(folded.count(word) == 1 for word in _HEADER_WORDS)


def read(segment: Segment) -> tuple[Parsed, Used]:
    """Parse one form; ``form_seq`` is 1 in all records. Lines after the form's end stay unmarked."""
    parsed, used = Parsed(), Used()
    lines = [b for b in segment.blocks if isinstance(b, Line)]
    top, body, footer = form.split_lines(lines, used, is_header)
    evaluation = form.base_evaluation(segment, lines, top)
    evaluation.form_type = vocabulary.form_type(segment.title, department=True)
    _read_head(stream_of(top), evaluation, parsed, used)
    form.read_footer(footer, evaluation, used)
    _read_indicators(stream_of(body), parsed, used)
    parsed.evaluations.append(evaluation)
    form.set_pages(parsed, lines)
    return parsed, used


def _read_head(stream: Stream, evaluation: Evaluation, parsed: Parsed, used: Used) -> None:
    used.mark(tuple(stream.lines), "label")
    for pair in head.labelled(stream):
        label = pair.label
        value = stream.part(pair.start, pair.stop)
        if label.kind in ("head", "department"):
            form.set_field(evaluation, label.field, value.text)
        elif label.kind == "block" and label.field == "funding":
            parsed.funding += _funding(value, evaluation)
        elif label.kind != "block" and len(value):
            phase = label.field if label.kind == "goal" else ""
            parsed.form_fields.append(head.field_record(stream, pair, phase, head.without_vertical(value)))
        used.mark(stream.numbers(pair.label_start, pair.stop), "row")


def _funding(stream: Stream, evaluation: Evaluation) -> list[Funding]:
    """Amounts by source and by use, in printed order, all of the year; the unit is in the column heads."""
    unit, start = "", 0
    for match in _DIRECTIONS.finditer(stream.folded):
        unit, start = match[1], match.end()
    if not unit:
        loose = _BLOCK_UNIT.search(stream.folded)
        unit = loose[1] if loose else ""
    evaluation.unit = evaluation.unit or unit
    return head.funding_records(stream.part(start, len(stream)), unit, phases=("annual",))


def _read_indicators(stream: Stream, parsed: Parsed, used: Used) -> None:
    cells = two_phase_rows.cells(stream, phases=1)
    rows = form.named_rows(stream, cells, used)
    for seq, row in enumerate(rows, start=1):
        parsed.indicators.append(form.indicator_record(row, "", seq))
    form.add_rejects(stream, cells, parsed)
