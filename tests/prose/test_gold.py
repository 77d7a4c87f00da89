"""Recall, precision and agreement against hand-checked claims of the original documents."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal

import pytest

from loaders.document.segment import segments
from loaders.model import Document, Line
from loaders.prose import parse
from loaders.records import FormField, StatedAmount
from tests.originals import SHARED, needed

needed("gold")
MONEY = ("元", "万元", "亿元")


def _lines(name: str) -> list[Line]:
    path = SHARED / "disclosures" / f"{name}.txt"
    texts = path.read_text(encoding="utf-8-sig").split("\n")
    return [Line(number, text) for number, text in enumerate(texts, start=1)]


def _claims(name: str) -> list[dict[str, str]]:
    with (SHARED / "gold" / name / "claims.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def _number(text: str) -> Decimal | None:
    return Decimal(text).normalize() if text else None


def _rows(lines: list[Line], fields: list[FormField]) -> list[StatedAmount]:
    document = Document("", "", "text/plain", "text", tuple(lines))
    prose = [segment for segment in segments(document) if segment.kind == "prose"]
    return parse(prose, fields)[0].stated_amounts


def _goal_fields(lines: list[Line]) -> list[FormField]:
    """The goal cells of self-evaluation forms, cut out by their printed labels."""
    fields = []
    opened: list[Line] | None = None
    for line in lines:
        if "<p>" in line.text:
            cells = [cell for cell in line.text.split("\t") if cell.strip()]
            fields += [
                FormField(form_seq=1, label="目标", value=cell, lines=(line.number,)) for cell in cells
            ]
        elif line.text.startswith("预期目标"):
            opened = []
        elif opened is not None and line.text.startswith("一级指"):
            value = "\n".join(part.text for part in opened)
            numbers = tuple(part.number for part in opened)
            fields.append(FormField(form_seq=1, label="目标", value=value, lines=numbers))
            opened = None
        elif opened is not None:
            opened.append(line)
    return fields


@pytest.mark.parametrize(
    ("name", "gold", "units"),
    [
        ("qingpu-2025-unit-budget", "qingpu-2025-budget", "all"),
        ("minhang-2023-department-self-evaluation", "minhang-2023-selfeval", "all"),
        ("shdpf-2023-project-self-evaluation", "shdpf-2023-selfeval", "money"),
    ],
)
def test_claims_are_found_with_change_rate_and_share(name: str, gold: str, units: str) -> None:
    lines = _lines(name)
    rows = _rows(lines, _goal_fields(lines))
    wanted = Counter(
        (
            _number(c["amount"]),
            c["unit"],
            _number(c["change"]),
            _number(c["change_pct"]),
            _number(c["share_pct"]),
        )
        for c in _claims(gold)
    )
    found = Counter(
        (
            _number(r.amount_printed),
            r.unit,
            _number(r.change_printed),
            _number(r.change_pct),
            _number(r.share_pct),
        )
        for r in rows
        if units == "all" or r.unit in MONEY
    )
    matched = (wanted & found).total()
    assert matched / wanted.total() >= 0.97, wanted - found
    assert matched / found.total() >= 0.95, found - wanted


ZEZHOU = """
1806.23 59.63 3.41|1800.42|5.81|1806.23 59.63 3.41|1800.42|5.81|1806.23|1632.76 90.40|167.66 9.28|0 0|0 0|0 0|5.81 0.32
1806.23|294.84 16.32|1511.39 83.68|1806.23|1638.57|167.66|0|1800.42|5.81|1557.08|14.85|42.00|24.65|167.66
1632.76 -38.63 -2.31|1632.76|1551.27 95.01|14.85 0.91|42.00 2.57|24.65 1.51|294.84|266.45|28.39|28.39 -0.66 -2.27
366.72|0.50|0|366.22|1806.23|294.84|1511.39|1806.23|1511.39|24.00|1481.58|1511.39 100|24.00|1481.58
"""


def test_zezhou_explanations_by_hand() -> None:
    """Amount, change and rate, or amount and share, in printed order."""
    rows = _rows(_lines("zezhou-2024-department-budget"), [])
    found = [
        " ".join(v for v in (r.amount_printed, r.change_printed, r.change_pct, r.share_pct) if v)
        for r in rows
        if r.unit == "万元" and 769 <= r.lines[0] <= 887
    ]
    assert found == ZEZHOU.replace("\n", "|").strip("|").split("|")
