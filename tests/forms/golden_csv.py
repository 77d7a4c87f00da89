"""Golden rows of forms as CSV, and the originals where they are at hand."""

from __future__ import annotations

import csv
from pathlib import Path

from gongkai.settings import PROJECT
from loaders import forms
from loaders.document.segment import segments
from loaders.model import Document, Line
from loaders.records import Parsed

GOLDEN = Path(__file__).parent / "golden"


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def original(name: str) -> Parsed:
    """The forms of a text under ``disclosures``."""
    return parsed((PROJECT / "disclosures" / name).read_text(encoding="utf-8"))


def parsed(text: str) -> Parsed:
    """The forms of a text, cut out by their titles."""
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), start=1))
    document = Document("form.txt", "", "text/plain", "text", lines)
    return forms.parse([s for s in segments(document) if s.kind == "form"])[0]
