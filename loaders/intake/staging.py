"""Write one document's records as staging CSVs: one folder a document, one file a kind of record.

The schema is ``loaders.records``: every CSV starts with ``document_id`` and the record's id, ends with the
provenance columns ``source_box, source_cell, source_page, source_line, source_line_end, source_text``. No cell holds control characters
(but tabs and line breaks), marks of direction or zero-width characters, wherever its text comes from.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from operator import attrgetter
from pathlib import Path

from loaders import records
from loaders.document.identity import agency_key
from loaders.grammar.normal import clean
from loaders.notes import note
from loaders.pipeline import Staged

KINDS: dict[str, tuple[type[records.Record], str]] = {
    "tables": (records.Table, "table"),
    "row_labels": (records.RowLabel, "row_label"),
    "budget_lines": (records.BudgetLine, "budget_line"),
    "evaluations": (records.Evaluation, "evaluation"),
    "form_fields": (records.FormField, "form_field"),
    "funding": (records.Funding, "funding"),
    "indicators": (records.Indicator, "indicator"),
    "stated_amounts": (records.StatedAmount, "stated_amount"),
    "sentences": (records.Sentence, "sentence"),
    "rejects": (records.Reject, "reject"),
}
PROVENANCE = ("source_box", "source_cell", "source_page", "source_line", "source_line_end", "source_text")
_PLACE = ("lines", "page", "source_text", "source_box", "source_cell")
DOCUMENT_COLUMNS = (
    "document_id", "sha256", "file_name", "media_type", "reader", "page_count", "title", "disclosure_type",
    "fiscal_year", "agency_name", "agency_key", "province", "city", "county", "region_code", "agency_level",
    "supervising_department", "agency_source", "disclosure_key", "numbers_total", "numbers_used", "numbers_ignored", "numbers_set_aside",
    "status", "status_reason", "loader_version",
)  # fmt: skip


def columns(kind: str) -> list[str]:
    """The header of ``<kind>.csv``."""
    return ["document_id", f"{KINDS[kind][1]}_id", *_own(kind), *PROVENANCE]


def _own(kind: str) -> list[str]:
    return [f.name for f in fields(KINDS[kind][0]) if f.name not in _PLACE]


def write(staged: Staged, folder: Path, document_id: str, loader_version: str) -> str:
    """Write all CSVs of a document into ``folder``, replacing what was there as a whole; the digest of what was written."""
    identity, document, numbers = staged.identity, staged.document, staged.account
    row: dict[str, object] = {
        "document_id": document_id, "sha256": document.sha256, "file_name": _one_line(document.file_name),
        "media_type": document.media_type, "reader": document.reader, "page_count": document.page_count,
        "title": identity.title, "disclosure_type": identity.disclosure_type, "fiscal_year": identity.fiscal_year,
        "agency_name": identity.agency_name, "agency_key": agency_key(identity.agency_name),
        "province": identity.region.province, "city": identity.region.city, "county": identity.region.county,
        "region_code": identity.region.code, "agency_level": identity.agency_level,
        "supervising_department": identity.supervising_department, "agency_source": identity.agency_source,
        "disclosure_key": identity.disclosure_key,
        "numbers_total": numbers.total, "numbers_used": numbers.used, "numbers_ignored": numbers.ignored,
        "numbers_set_aside": "|".join(f"{kind}={count}" for kind, count in sorted(numbers.set_aside.items())),
        "status": "read", "status_reason": "", "loader_version": loader_version,
    }  # fmt: skip
    rows = {kind: _rows(kind, getattr(staged.parsed, kind), document_id) for kind in KINDS}
    return _replace(folder, row, rows)


def write_unread(
    folder: Path,
    document_id: str,
    *,
    file_name: str,
    sha256: str,
    media_type: str,
    reason: str,
    loader_version: str,
) -> str:
    """Record a file that could not be read: a document row with the reason, and one reject; the digest as ``write``."""
    row: dict[str, object] = {
        **dict.fromkeys(DOCUMENT_COLUMNS, ""),
        "document_id": document_id, "sha256": sha256, "file_name": _one_line(file_name), "media_type": media_type,
        "disclosure_type": "unknown", "numbers_total": "0", "numbers_used": "0", "numbers_ignored": "0",
        "status": "unread", "status_reason": reason, "loader_version": loader_version,
    }  # fmt: skip
    rows = {kind: _rows(kind, [], document_id) for kind in KINDS}
    rows["rejects"] = _rows("rejects", [records.Reject(stage="reader", note=note("unread", why=reason))], document_id)
    return _replace(folder, row, rows)


def digest(folder: Path) -> str:
    """The digest of a staged document, from its files."""
    found = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        _add(found, path.name, path.read_bytes())
    return found.hexdigest()


def _rows(kind: str, items: Sequence[records.Record], document_id: str) -> Iterator[list[object]]:
    values, name = attrgetter(*_own(kind)), KINDS[kind][1]
    for number, record in enumerate(items, 1):
        lines = record.lines
        yield [
            document_id,
            f"{document_id}:{name}:{number}",
            *values(record),
            record.source_box,
            record.source_cell,
            record.page,
            min(lines, default=None),
            max(lines, default=None),
            record.source_text,
        ]


def _one_line(name: str) -> str:
    return name.replace("\n", " ").replace("\t", " ")


def _replace(folder: Path, document: dict[str, object], rows: dict[str, Iterator[list[object]]]) -> str:
    fresh = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    written = {
        "documents": _csv(DOCUMENT_COLUMNS, [[document[name] for name in DOCUMENT_COLUMNS]]),
        **{kind: _csv(columns(kind), items) for kind, items in rows.items()},
    }
    found = hashlib.sha256()
    for name in sorted(f"{kind}.csv" for kind in written):
        data = written[name.removesuffix(".csv")]
        (fresh / name).write_bytes(data)
        _add(found, name, data)
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(fresh, folder)
    return found.hexdigest()


def _add(found: hashlib._Hash, name: str, data: bytes) -> None:
    found.update(f"{name}\0{len(data)}\0".encode() + data)


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV without the characters that are not printed."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows(rows)
    return clean(written.getvalue()).encode("utf-8")
