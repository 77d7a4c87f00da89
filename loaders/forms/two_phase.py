"""Read a project target form that prints two phases (实施期 and 年度) side by side, from text lines.

The form is one stream of cells in row order (see ``two_phase_stream``): head fields, a funding block with each
source twice, narrative fields, two goals, and the indicator block with name and value once per phase.
"""

from __future__ import annotations

from loaders.forms import two_phase_form as form
from loaders.forms import two_phase_head as head
from loaders.forms import two_phase_rows
from loaders.forms.two_phase_repair import repair
from loaders.forms.two_phase_stream import Stream, stream_of
from loaders.forms.two_phase_words import is_header, unconfused
from loaders.grammar.normal import fold
from loaders.model import Line, Segment, Used
from loaders.records import Evaluation, FormField, Parsed

PHASES = ("term", "annual")


def matches(segment: Segment) -> bool:
    """Whether a form is of this kind: text lines with a two-phase indicator header."""
    return any(isinstance(b, Line) and is_header(b.text) for b in segment.blocks)


def read(segment: Segment) -> tuple[Parsed, Used]:
    """Parse one form; ``form_seq`` is 1 in all records. Lines after the form's footer stay unmarked."""
    parsed, used = Parsed(), Used()
    lines = [b for b in segment.blocks if isinstance(b, Line)]
    top, body, footer = form.split_lines(lines, used, is_header)
    evaluation = form.base_evaluation(segment, lines, top)
    form.read_footer(footer, evaluation, used)
    _read_head(stream_of(top), evaluation, parsed, used)
    _read_indicators(stream_of(body), parsed, used)
    parsed.evaluations.append(evaluation)
    form.set_pages(parsed, lines)
    return parsed, used


def _read_head(stream: Stream, evaluation: Evaluation, parsed: Parsed, used: Used) -> None:
    used.mark(tuple(stream.lines), "label")
    pairs = head.labelled(stream)
    for index, pair in enumerate(pairs):
        label = pair.label
        if label.kind in ("head", "department"):
            form.set_field(evaluation, label.field, stream.text[pair.start : pair.stop])
        elif label.kind == "block":
            if label.field == "funding":
                _read_funding(stream.part(pair.start, pair.stop), evaluation, parsed, label.label)
        elif label.kind == "goal":
            parsed.form_fields += _goals(stream, pairs, index)
        elif pair.stop > pair.start:
            parsed.form_fields.append(head.field_record(stream, pair))
        used.mark(stream.numbers(pair.label_start, pair.stop), "row")


def _read_funding(stream: Stream, evaluation: Evaluation, parsed: Parsed, label: str) -> None:
    unit, size = head.funding_unit(stream.folded)
    unit = unit or head.funding_unit(fold(label)[-4:])[0]
    evaluation.unit = evaluation.unit or unit
    parsed.funding += head.funding_records(stream.part(size, len(stream)), unit, phases=PHASES)


def _goals(stream: Stream, pairs: list[head.Labelled], index: int) -> list[FormField]:
    """The goals stand under the last goal label, one half per phase; earlier labels are column heads."""
    pair = pairs[index]
    if pair.stop == pair.start or any(p.label.kind == "goal" for p in pairs[index + 1 :]):
        return []
    halves = head.split_goals(stream.part(pair.start, pair.stop))
    return [
        head.field_record(stream, pair, phase, half)
        for phase, half in zip(PHASES, halves, strict=True)
        if len(half)
    ]


def _read_indicators(stream: Stream, parsed: Parsed, used: Used) -> None:
    if not len(stream):
        return
    cells = two_phase_rows.cells(stream)
    scanned = any(
        c.damaged and unconfused(form.cell_text(stream, c)) != form.cell_text(stream, c) for c in cells
    )
    rows = form.named_rows(stream, cells, used)
    form.add_rejects(stream, cells, parsed)
    repair(rows, scanned=scanned)
    for phase, name in enumerate(PHASES):
        for seq, row in enumerate((r for r in rows if r.phase == phase), start=1):
            parsed.indicators.append(form.indicator_record(row, name, seq))
