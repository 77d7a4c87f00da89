"""Performance forms: which layout a form has, and one reader for each layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.forms import plain_form
from loaders.forms.header import indicator_headers
from loaders.forms.pieces import pieces_of
from loaders.forms.vocabulary import form_label
from loaders.model import Block, Grid, Line, Segment, Used
from loaders.normal import fold
from loaders.records import Parsed


def parse(segments: Sequence[Segment]) -> tuple[Parsed, Used]:
    """Read all form segments of one document, in order; ``form_seq`` is 1-based in the document."""
    parsed, used = Parsed(), Used()
    for segment in segments:
        for form in _split(segment):
            one = plain_form.read(form, len(parsed.evaluations) + 1)
            merge(parsed, one)
    return parsed, used


def merge(into: Parsed, one: Parsed) -> None:
    """Append everything of ``one`` to ``into``."""
    for name in Parsed.__slots__:
        getattr(into, name).extend(getattr(one, name))


def _split(segment: Segment) -> list[Segment]:
    return [segment]
