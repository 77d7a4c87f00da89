"""A worker's handler that reads for real and stages only how many blocks there were."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from loaders import readers
from loaders.errors import StorageError
from loaders.intake.isolation import Started
from loaders.intake.worker import Job, Outcome, document_id


def process(job: Job) -> Iterator[Started | Outcome]:
    if job.reason:
        misbehave(b"die" if job.file_name.startswith("unstageable") else b"", job)
        yield stage(job, job.file_name, job.sha256, job.reason, job.cause)
        return
    for source in readers.sources(Path(job.path), root=Path(job.root), skip=job.skip):
        yield Started(source.file_name, source.sha256)
        misbehave(source.data, job)
        outcome = readers.read_source(source)
        reason = str(outcome.error) if isinstance(outcome, readers.Unread) else ""
        yield stage(job, outcome.file_name, outcome.sha256, reason)


def misbehave(data: bytes, job: Job) -> None:
    if data.startswith(b"die"):
        os._exit(3)
    if data.startswith(b"spin"):
        while True:
            pass
    if data.startswith(b"fill"):
        raise StorageError("staging", OSError(28, "No space left on device"))
    if data.startswith(b"move"):
        Path(job.path).write_bytes(data + str(time.time_ns()).encode())
    if data.startswith(b"once"):
        Path(job.path).write_bytes(b"calm")
    if data.startswith(b"hang"):
        time.sleep(600)
    if data.startswith(b"grow"):
        held = []
        while True:
            held.append(b"x" * 2**24)
    if data.startswith(b"raise"):
        raise ZeroDivisionError("on purpose")


def stage(job: Job, file_name: str, sha256: str, reason: str, cause: str = "") -> Outcome:
    key = document_id(file_name, sha256) + job.suffix
    folder = Path(job.staging) / key
    folder.mkdir(exist_ok=True)
    (folder / "documents.csv").write_text(f"{file_name},{reason}", encoding="utf-8")
    return Outcome(key, file_name, reason, cause=cause)
