"""Performance forms: which layout a form has, and one reader for each layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from loaders.forms import grid_form, grid_list, plain_form
from loaders.forms.grid_arrangement import as_lines
from loaders.forms.middle import is_blank, renumbered
from loaders.forms.pieces import opens_form, pieces_of
from loaders.forms.plain_header import indicator_headers
from loaders.forms.vocabulary import names_subject
from loaders.grammar.normal import fold
from loaders.guard import rejecting
from loaders.model import Line, Segment, Used
from loaders.records import Parsed


def parse(segments: Sequence[Segment]) -> tuple[Parsed, Used]:
    """Read all form segments of one document, in order; ``form_seq`` is 1-based in the document."""
    parsed, used = Parsed(), Used()
    for segment in _joined(segments):
        forms = [segment]
        with rejecting(parsed.rejects, "form", segment.title, segment.blocks):
            forms = _split(as_lines(segment))
        for form in forms:
            with rejecting(parsed.rejects, "form", form.title, form.blocks):
                one, lines = _read(form)
                if is_blank(one):
                    lines = Used(dict.fromkeys(lines.disposition, "instruction"))
                    one = Parsed(rejects=one.rejects)
                parsed.extend(renumbered(one, len(parsed.evaluations)))
                for number, how in lines.disposition.items():
                    used.mark(number, how)
    return parsed, used


def _read(form: Segment) -> tuple[Parsed, Used]:
    if grid_list.matches(form):
        return grid_list.read(form)
    if grid_form.matches(form):
        return grid_form.read(form)
    return plain_form.read(form)


def _joined(segments: Sequence[Segment]) -> Iterator[Segment]:
    """A list of projects that repeats its title on each page is one list, and a title below 项目名称 is a form's name."""
    before: Segment | None = None
    for segment in segments:
        if before is not None:
            same = fold(before.title) == fold(segment.title)
            last = before.blocks[-1] if before.blocks else None
            waits = isinstance(last, Line) and names_subject(last.text)  # for its name: the label is all that is printed
            if waits or (same and grid_list.matches(before) and grid_list.matches(segment)):
                before = replace(before, blocks=(*before.blocks, *segment.blocks))
                continue
            yield before
        before = segment
    if before is not None:
        yield before


def _split(segment: Segment) -> list[Segment]:
    """One segment a form: a lost title leaves two forms in one, the second begins with its name's label."""
    order = {block.number: index for index, block in enumerate(segment.blocks) if isinstance(block, Line)}
    named = [index for index, block in enumerate(segment.blocks) if opens_form(block)]
    pieces = pieces_of([b for b in segment.blocks if isinstance(b, Line)]) if len(named) > 1 else []
    headers = [order[pieces[header.start].lines[0]] for header in indicator_headers(pieces)]
    starts: list[int] = []
    for index in named:
        if not starts or any(starts[-1] < header < index for header in headers):
            starts.append(index)
    cuts = [0, *starts[1:], len(segment.blocks)]
    return [replace(segment, blocks=segment.blocks[a:b]) for a, b in pairwise(cuts)]
