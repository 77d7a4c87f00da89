"""Build documents from lines, and find the original disclosures."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.settings import PROJECT
from loaders.document.segment import segments
from loaders.model import Document, Line
from loaders.records import BudgetLine, Parsed
from loaders.tables import parse
from loaders.tables.model import Amount, Column, RawTable, Row
from loaders.tables.structure import arrange


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


def arranged(*rows: tuple[str, Sequence[str]] | Row) -> list[tuple[str, str, int | None]]:
    """Role, name and level of rows given as label and amounts."""
    built = [
        row if isinstance(row, Row) else Row("", "", row[0], "", [Amount(text, n) for n, text in enumerate(row[1])])
        for row in rows
    ]
    width = max((len(row.amounts) for row in built), default=0)
    table = RawTable("某表", columns=[Column((str(n),)) for n in range(width)], rows=built)
    arrange(table)
    return [(row.role, row.name, row.level) for row in table.rows]


def levels(*rows: tuple[str, Sequence[str]]) -> list[int | None]:
    return [level for _, _, level in arranged(*rows)]
