"""Short ways to run the prose parser in tests."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.model import Line, Segment
from loaders.prose import parse
from loaders.records import StatedAmount


def read(*texts: str, section: str = "", pages: Sequence[int | None] | None = None) -> list[StatedAmount]:
    """The stated amounts of lines of prose, numbered from 1."""
    lines = tuple(Line(i, text, pages[i - 1] if pages else None) for i, text in enumerate(texts, start=1))
    parsed, _ = parse([Segment("prose", "", lines, section)])
    return parsed.stated_amounts


def brief(row: StatedAmount) -> tuple[str, str, str, str, str, str]:
    """Subject, amount, unit, change, rate of change, share."""
    return (
        row.subject_name,
        row.amount_printed,
        row.unit,
        row.change_printed,
        row.change_pct,
        row.share_pct,
    )
