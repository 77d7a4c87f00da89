"""``gongkai review``: list findings, accept them as the publisher's or as a misreading, take that back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.errors import DraftError
from gongkai.review import register
from gongkai.review.register import Entry

if TYPE_CHECKING:
    import duckdb

_FAILING = """
select c.check_id, c.rule_id, c.scope, c.explanation, cast(c.difference as varchar) as difference, d.sha256, d.file_name,
    coalesce(c.attribution, '') as attribution, c.is_reviewed, c.root_id
from fct_check as c inner join dim_document as d using (document_id)
where c.status = 'fail' and c.severity = 'error'
order by d.file_name, c.root_id, not c.is_root, c.check_id
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding that fails, as a review names it."""

    check_id: str
    rule_id: str
    scope: str
    explanation: str
    difference: str
    sha256: str
    file_name: str
    attribution: str
    is_reviewed: bool
    root_id: str

    def reviewed(self, attribution: str, note: str) -> Entry:
        """The entry that accepts it."""
        return Entry(
            self.sha256, self.file_name, self.rule_id, self.scope, self.difference, attribution, note
        )


def failing(connection: duckdb.DuckDBPyConnection) -> list[Found]:
    """The errors in a warehouse or among drafts, those of one root together, the root first."""
    return [_found(row) for row in connection.execute(_FAILING).fetchall()]


def accept(
    path: Path, found: Sequence[Found], check_ids: Sequence[str], attribution: str, note: str
) -> list[Entry]:
    """Write reviews of ``check_ids`` to the file at ``path``; an older review of the same finding gives way.

    Raises DraftError for an id that names no failing check.
    """
    by_id = {f.check_id: f for f in found}
    for check_id in check_ids:
        if check_id not in by_id:
            raise DraftError(f"没有这条不符：{check_id}", f"no failing check has the id {check_id}")
    fresh = [by_id[check_id].reviewed(attribution, note) for check_id in check_ids]
    replaced = {entry.key for entry in fresh}
    register.save(path, [*(e for e in register.load(path) if e.key not in replaced), *fresh])
    return fresh


def drop(path: Path, found: Sequence[Found], check_ids: Sequence[str]) -> int:
    """Take the reviews of ``check_ids`` back; how many there were."""
    gone = {f.reviewed("publisher", "").key for f in found if f.check_id in set(check_ids)}
    entries = register.load(path)
    kept = [entry for entry in entries if entry.key not in gone]
    register.save(path, kept)
    return len(entries) - len(kept)


def expired(path: Path, found: Sequence[Found], known: set[str]) -> list[Entry]:
    """Entries of documents in ``known`` (digests) that meet no finding any more: the figure changed, or was mended."""
    meeting = {f.reviewed("publisher", "").key for f in found}
    return [entry for entry in register.load(path) if entry.sha256 in known and entry.key not in meeting]


def _found(row: tuple[Any, ...]) -> Found:
    values: list[Any] = [value if value is not None else "" for value in row]
    return Found(*values)
