"""What a document says in words: its sentences, and the amounts stated in them.

Explanations, notes under tables, and the free text of performance forms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.grammar.normal import squash
from loaders.grammar.notes import is_empty_note, is_remark
from loaders.model import Line, Segment, Used
from loaders.notes import note
from loaders.prose.loose_numbers import tables_missed
from loaders.prose.passage import Context, Passage, join, running_heads
from loaders.prose.quantity import MONEY_UNITS
from loaders.prose.slips import slips
from loaders.prose.statement import read
from loaders.prose.told import sentences_of
from loaders.records import FormField, Parsed, Reject

__all__ = ["parse"]

_SENTENCE = re.compile(r"[，。；：,;:]")
_LEFTOVER = Context(section="（表下说明）")
_RUNNING = 3
_NUMERIC_FIELD = re.compile(r"^[\d,.]+[^，。；：\d]{0,4}$")


def parse(
    segments: Sequence[Segment], fields: Sequence[FormField] = (), leftovers: Sequence[Line] = ()
) -> tuple[Parsed, Used]:
    """Read the sentences and stated amounts of one document.

    ``segments`` are its prose segments in order, ``fields`` the free-text fields of its forms, ``leftovers`` the lines
    that the table and form parsers did not understand. Amounts are text without separators, in the printed
    unit; a change is signed by its direction word. Lines that look like table rows are rejected, not read.
    """
    parsed, used = Parsed(), Used()
    told = {number for field in fields for number in field.lines}
    leftovers = [line for line in leftovers if line.number not in told]
    heads = running_heads(
        [b for s in segments for b in s.blocks if isinstance(b, Line) and squash(b.text)], _RUNNING
    )
    passages = [
        *(_of_segment(segment, heads, parsed, used) for segment in segments),
        *(_of_field(field) for field in fields if _NUMERIC_FIELD.match(squash(field.value)) is None),
        *_of_leftovers(leftovers),
    ]
    number = 1
    for passage in sorted(passages, key=lambda p: p.owners[0] if p.owners else ()):
        first = number
        rows, number = read(passage, first, parsed.rejects)
        if not passage.context.form_seq:
            parsed.rejects.extend(slips(passage))
            kind = "note" if passage.context == _LEFTOVER else "sentence"
            paragraph = parsed.sentences[-1].paragraph_seq + 1 if parsed.sentences else 1
            parsed.sentences.extend(sentences_of(passage, first, paragraph, kind))
        if passage.context == _LEFTOVER:
            rows = [row for row in rows if row.unit in MONEY_UNITS or row.change_unit in MONEY_UNITS]
        parsed.stated_amounts.extend(rows)
        for row in rows:
            used.mark(tuple(passage.pages) if passage.context == _LEFTOVER else row.lines, "prose")
    _mark_notes(leftovers, used)
    return parsed, used


def _of_segment(segment: Segment, heads: frozenset[int], parsed: Parsed, used: Used) -> Passage:
    lines = [block for block in segment.blocks if isinstance(block, Line)]
    parsed.rejects.extend(tables_missed(lines))
    passage, footers, tabular = join(lines, Context(section=segment.section), heads)
    for line in footers:
        used.mark(line.number, "footer")
    for line in tabular:
        parsed.rejects.append(
            Reject(
                stage="prose",
                note=note("row_outside_table"),
                lines=(line.number,),
                page=line.page,
                source_text=squash(line.text),
            )
        )
    for number in passage.pages:
        text = next(squash(line.text) for line in lines if line.number == number)
        used.mark(number, "title" if text == segment.section else "prose")
    return passage


def _of_field(field: FormField) -> Passage:
    """A field's value; printed lines that are still apart in it are traced one by one."""
    parts = field.value.split("\n")
    own = len(parts) == len(field.lines)
    numbers = field.lines if own else tuple(range(len(parts)))
    lines = [Line(number, part, field.page) for number, part in zip(numbers, parts, strict=True)]
    passage, _, _ = join(lines, Context(field.label, str(field.form_seq), field.label))
    if not own:
        passage.owners = [field.lines] * len(passage.text)
        passage.pages = dict.fromkeys(field.lines, field.page)
    return passage


def _of_leftovers(leftovers: Sequence[Line]) -> list[Passage]:
    """Neighbouring leftover lines that read like sentences are one passage."""
    runs: list[list[Line]] = []
    for line in leftovers:
        text = squash(line.text)
        near = bool(runs) and line.number - runs[-1][-1].number <= 2
        if near and text and not squash(runs[-1][-1].text).endswith("。") and len(text) > 1:
            runs[-1].append(line)
        elif _SENTENCE.search(text):
            runs.append([line])
    return [join(run, _LEFTOVER)[0] for run in runs]


def _mark_notes(leftovers: Sequence[Line], used: Used) -> None:
    for line in leftovers:
        if is_remark(line.text) or is_empty_note(line.text):
            used.mark(line.number, "note")
