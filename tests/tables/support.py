"""Build documents from lines, and find the original disclosures."""

from __future__ import annotations

from gongkai.settings import PROJECT
from loaders.document.segment import segments
from loaders.model import Document, Line
from loaders.records import BudgetLine, Parsed
from loaders.tables import parse


def document(text: str) -> Document:
    lines = tuple(Line(n, line) for n, line in enumerate(text.split("\n"), 1))
    return Document("text", "", "text/plain", "text", lines)


def parse_text(text: str) -> Parsed:
    return parse([s for s in segments(document(text)) if s.kind == "table"])[0]


def original(name: str) -> str:
    return (PROJECT / "disclosures" / name).read_text(encoding="utf-8")


def cells(lines: list[BudgetLine]) -> list[tuple[str, ...]]:
    return [
        (line.side, line.subject_code or line.subject_name, line.measure_label, line.amount_printed) for line in lines
    ]
