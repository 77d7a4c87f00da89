"""The file of reviews (``GONGKAI_REVIEWS``, by default ``reviews.csv``): who was to blame for a finding, with a note.

An entry meets a finding of the same document, rule, place and difference. Where the figure changes it meets nothing: the
review has expired, and the finding counts again.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path

from gongkai.errors import ReviewError

ATTRIBUTIONS = ("publisher", "extraction")
_CSV_LIMIT = 2**20


@dataclass(frozen=True, slots=True)
class Entry:
    """One review. ``difference`` is decimal text as the check prints it, empty where the rule has none."""

    sha256: str
    file_name: str
    rule_id: str
    scope: str
    difference: str
    attribution: str
    note: str

    @property
    def key(self) -> tuple[str, str, str, Decimal | None]:
        """What makes it meet a finding: document, rule, place and figure."""
        return self.sha256, self.rule_id, self.scope, Decimal(self.difference) if self.difference else None


def load(path: Path) -> list[Entry]:
    """The entries of a file; none where there is no file. Raises ReviewError, naming the line, where it is no such file."""
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            csv.field_size_limit(_CSV_LIMIT)
            reader = csv.DictReader(file)
            names = [f.name for f in fields(Entry)]
            if missing := [name for name in names if name not in (reader.fieldnames or [])]:
                raise ReviewError(
                    path, f"缺少列 {'、'.join(missing)}", f"lacks the columns {', '.join(missing)}"
                )
            return [_entry(path, reader.line_num, {n: row[n] or "" for n in names}) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReviewError(path, f"读不了（{error}）", f"can't be read ({error})") from error


def save(path: Path, entries: Iterable[Entry]) -> None:
    """Write the file whole, in one step, sorted. Raises ReviewError where it can't be written."""
    rows = sorted(entries, key=lambda e: (e.file_name, e.rule_id, e.scope, e.difference))
    fresh = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, [f.name for f in fields(Entry)], lineterminator="\n")
            writer.writeheader()
            writer.writerows(asdict(row) for row in rows)
        os.replace(fresh, path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise ReviewError(
            path, f"写不了（{error.strerror}）", f"can't be written ({error.strerror})"
        ) from error


def _entry(path: Path, line: int, row: dict[str, str]) -> Entry:
    entry = Entry(**row)
    if entry.attribution not in ATTRIBUTIONS:
        words = " / ".join(ATTRIBUTIONS)
        raise ReviewError(
            path, f"第 {line} 行 attribution 应为 {words}", f"line {line}: attribution is one of {words}"
        )
    try:
        _ = entry.key
    except InvalidOperation as error:
        raise ReviewError(
            path, f"第 {line} 行 difference 不是数", f"line {line}: difference is no number"
        ) from error
    return entry
