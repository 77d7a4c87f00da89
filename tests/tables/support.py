"""Build documents from lines, and find the original disclosures."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from loaders.document.segment import segments
from loaders.model import Document, Line
from loaders.records import BudgetLine, Parsed
from loaders.tables import parse

SHARED = Path(os.environ.get("GONGKAI_SHARED", Path(__file__).resolve().parents[3] / "shared"))


def document(text: str) -> Document:
    lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
    return Document("text", "", "text/plain", "text", lines)


def parse_text(text: str) -> Parsed:
    return parse([s for s in segments(document(text)) if s.kind == "table"])[0]


def original(name: str) -> str:
    path = SHARED / "disclosures" / name
    if not path.exists():
        pytest.skip(f"the original {name} is not on this machine")
    return path.read_text(encoding="utf-8")


def cells(lines: list[BudgetLine]) -> list[tuple[str, ...]]:
    return [
        (line.side, line.subject_code or line.subject_name, line.measure_label, line.amount_printed) for line in lines
    ]
