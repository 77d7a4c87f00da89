"""What a worker process does with one file: read it, parse it, stage it.

The parent imports this module too, for the names of jobs and outcomes: the heavy imports are inside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from loaders.errors import StorageError, ToolFailedError
from loaders.intake import machine
from loaders.intake.isolation import Started

if TYPE_CHECKING:
    from loaders.model import Document
    from loaders.readers import Unread

_MAX_SLUG = 60
_MAX_SLUG_BYTES = 180  # a folder name takes 255
_DOCUMENT_SUFFIX = re.compile(
    r"\.(?:pdf|docx?|docm|xlsx?|xlsm|xlsb|html?|mht|mhtml|txt|csv|tsv|zip|ofd|wps|et|rtf|odt|ods|md|png|jpe?g|tiff?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Job:
    """One file to stage. With a ``reason`` it is only recorded as unread.

    ``skip`` members of an archive are passed over; ``suffix`` tells documents with the same id apart; ``cause`` is
    that of the ``Outcome``.
    """

    path: str
    root: str
    staging: str
    loader_version: str
    skip: int = 0
    reason: str = ""
    file_name: str = ""
    sha256: str = ""
    suffix: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: its id, and why it is unread, or how much of it was not understood.

    ``cause`` is the kind of circumstance (``isolation.Failure.kind``) that kept it from being read, empty where the
    document itself is the reason: what a circumstance prevented is tried again at the next build. ``digest`` is that of the
    staged files.
    """

    document_id: str
    file_name: str
    reason: str = ""
    rejects: int = 0
    cause: str = ""
    digest: str = ""


def document_id(file_name: str, sha256: str) -> str:
    """Readable and unique: the relative path as a slug, and the first eight digits of the file's digest.

    ``2024/部门预算.pdf`` → ``2024-部门预算-1a2b3c4d``.
    """
    path = PurePosixPath(file_name)
    stem = _DOCUMENT_SUFFIX.sub("", path.name)
    text = unicodedata.normalize("NFKC", "/".join([*path.parts[:-1], stem])).lower()
    slug = re.sub(r"[^\w]+", "-", text).strip("-_")[-_MAX_SLUG:]
    slug = slug.encode("utf-8")[-_MAX_SLUG_BYTES:].decode("utf-8", "ignore").strip("-_")
    return f"{slug or 'document'}-{sha256[:8] or '0' * 8}"


def process(job: Job) -> Iterator[Started | Outcome]:
    """Handler for ``loaders.intake.isolation``: stage every document of one file, one ``Outcome`` each."""
    from loaders import readers

    if job.reason:
        yield _unread(job, job.file_name, job.sha256, "", job.reason, job.cause)
        return
    for source in readers.sources(Path(job.path), root=Path(job.root), skip=job.skip):
        yield Started(source.file_name, source.sha256)
        with machine.uncollected():
            outcome = _outcome(job, readers.read_source(source))
        yield outcome


def _outcome(job: Job, found: Document | Unread) -> Outcome:
    from loaders.model import Document

    if isinstance(found, Document):
        return _staged(job, found)
    cause = "tool" if isinstance(found.error, ToolFailedError) else ""
    return _unread(job, found.file_name, found.sha256, found.media_type, str(found.error), cause)


def _staged(job: Job, document: Document) -> Outcome:
    from loaders import pipeline
    from loaders.intake import staging

    key = document_id(document.file_name, document.sha256) + job.suffix
    try:
        staged = pipeline.load(document)
    except MemoryError:
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}"[:300]
        reason = f"解析时发生内部错误（{what}） / internal error while parsing ({what})"
        return _unread(job, document.file_name, document.sha256, document.media_type, reason, "error")
    with _stored(job):
        digest = staging.write(staged, Path(job.staging) / key, key, job.loader_version)
    return Outcome(key, document.file_name, rejects=len(staged.parsed.rejects), digest=digest)


def _unread(job: Job, file_name: str, sha256: str, media_type: str, reason: str, cause: str = "") -> Outcome:
    from loaders.intake import staging

    key = document_id(file_name, sha256) + job.suffix
    with _stored(job):
        digest = staging.write_unread(
            Path(job.staging) / key,
            key,
            file_name=file_name,
            sha256=sha256,
            media_type=media_type,
            reason=reason,
            loader_version=job.loader_version,
        )
    return Outcome(key, file_name, reason, cause=cause, digest=digest)


@contextmanager
def _stored(job: Job) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(job.staging, error) from error
