"""Golden rows of forms as CSV, and the originals where they are at hand."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from loaders import forms
from loaders.document.segment import segments
from loaders.model import Document, Line
from loaders.records import Parsed

SHARED = Path(os.environ.get("GONGKAI_SHARED", Path(__file__).resolve().parents[3] / "shared"))
GOLDEN = Path(__file__).parent / "golden"


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def original(name: str) -> Parsed:
    """The forms of a text under ``disclosures``; the test is skipped where it isn't there."""
    path = SHARED / "disclosures" / name
    if not path.exists():
        pytest.skip(f"{name} is not in the folder that GONGKAI_SHARED names")
    return parsed(path.read_text(encoding="utf-8"))


def parsed(text: str) -> Parsed:
    """The forms of a text, cut out by their titles."""
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), start=1))
    document = Document("form.txt", "", "text/plain", "text", lines)
    return forms.parse([s for s in segments(document) if s.kind == "form"])[0]
