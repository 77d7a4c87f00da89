"""Stage all disclosures of a folder: read what is new or changed, each document in isolation."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from filelock import FileLock, Timeout

from loaders.errors import StagingBusyError, StagingFailedError, StorageError
from loaders.intake import allowance, listing
from loaders.intake.inventory import Entry, Found, Manifest, loader_version, scan, state_now
from loaders.intake.isolation import Done, Failure, Limits, Pool, Started
from loaders.intake.progress import Progress
from loaders.intake.worker import Job, Outcome, document_id
from loaders.readers import file_digest

HANDLER = "loaders.intake.worker:process"
_MANIFEST = "manifest.json"


class Readers(Protocol):
    """Who reads: takes tasks, and tells of each what its handler says, then ``Done`` or ``Failure``."""

    def submit(self, key: str, task: object) -> None:
        """Queue a task; also allowed while ``messages`` is being consumed."""

    def messages(self) -> Iterator[tuple[str, Any]]:
        """Messages with the keys of their tasks until all are done."""


@dataclass(slots=True)
class RunSummary:
    """What a run did. ``outcomes`` are all documents there are now, staged in this run or before."""

    read: int = 0
    unchanged: int = 0
    removed: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    ignored: list[tuple[str, str]] = field(default_factory=list)
    moving: list[str] = field(default_factory=list)  # files that were written to while they were read
    loader_version: str = ""

    @property
    def unread(self) -> list[Outcome]:
        """Documents that could not be read, with reasons."""
        return [o for o in self.outcomes if o.reason]

    @property
    def rejects(self) -> int:
        """Things seen and not understood, in all documents."""
        return sum(o.rejects for o in self.outcomes)

    @property
    def changed(self) -> bool:
        """Whether anything in the staging folder is different from before."""
        return bool(self.read or self.removed)


def run(
    input_dir: Path,
    staging_dir: Path,
    *,
    jobs: int | None = None,
    progress: bool = True,
    limits: Limits | None = None,
    handler: str = HANDLER,
    pool: Callable[[str], Readers] | None = None,
) -> RunSummary:
    """Bring ``staging_dir`` up to date with the files below ``input_dir``, by ``pool`` or by workers on this machine.

    Raises ``InputFolderError`` where the folder can't be listed, ``StagingBusyError`` where another run is writing,
    ``StagingFailedError`` or ``StorageError`` where the staging folder can't be written and ``SettingError`` for limits
    that are none. No file stops another: what can't be read is staged as an unread document.
    """
    root = input_dir.resolve()
    found, ignored = scan(root)
    try:
        staging_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(staging_dir, error) from error
    with _locked(staging_dir):
        version = loader_version()
        manifest = Manifest.load(staging_dir / _MANIFEST)
        current, stale = _compare(root, staging_dir, found, manifest, version)
        summary = RunSummary(ignored=ignored, loader_version=version)
        summary.unchanged = sum(len(e.documents) for e in current.values())
        fresh = Manifest(version, files=current)
        if stale:
            workers = min(jobs or allowance.workers(), len(stale))
            readers = pool(handler) if pool else Pool(handler, workers, limits or allowance.limits(workers))
            session = _Session(root, staging_dir.resolve(), version, readers)
            try:
                with Progress(len(stale), show=progress) as bar, closing(session.entries(stale)) as entries:
                    for name, entry in entries:
                        fresh.files[name] = entry
                        summary.read += len(entry.documents)
                        bar.advance(name)
            finally:
                with suppress(OSError):  # what was staged is at worst staged again
                    fresh.save(staging_dir / _MANIFEST)
            summary.moving = sorted(session.moving)
        try:
            documents = {name: {str(d["document_id"]) for d in entry.documents} for name, entry in fresh.files.items()}
            summary.removed = _remove_vanished(staging_dir, set().union(*documents.values()))
            listing.renew(
                staging_dir, set().union(*documents.values()), set().union(*(documents[n] for n in stale if n in documents))
            )
            if summary.removed or set(fresh.files) != set(manifest.files):
                fresh.save(staging_dir / _MANIFEST)
        except OSError as error:
            raise StorageError(staging_dir, error) from error
    for name in sorted(fresh.files):
        summary.outcomes.extend(_outcome(d) for d in fresh.files[name].documents)
    return summary


class _Session:
    """The jobs of one run, until each has its manifest entry."""

    def __init__(self, root: Path, staging: Path, version: str, pool: Readers) -> None:
        self.root, self.staging, self.version, self.pool = root, staging, version, pool
        self.entries_by_name: dict[str, Entry] = {}
        self.started: dict[str, Started] = {}
        self.retired: set[str] = set()
        self.moving: set[str] = set()

    def entries(self, stale: dict[str, tuple[Entry, str]]) -> Generator[tuple[str, Entry]]:
        """Run all stale files; yield each with its entry once its last document is staged."""
        for name, (entry, suffix) in stale.items():
            self.entries_by_name[name] = entry
            self.pool.submit(name, self._job(name, suffix=suffix, reason=entry.reason))
        suffixes = {name: suffix for name, (_, suffix) in stale.items()}
        for name, message in self.pool.messages():
            entry = self.entries_by_name[name]
            if isinstance(message, Outcome):
                entry.documents.append(asdict(message))
                self.started.pop(name, None)
            elif isinstance(message, Started):
                self.started[name] = message
            elif isinstance(message, Failure):
                self._record(name, entry, message, suffixes[name])
            elif isinstance(message, Done) and not (
                self._continued(name, entry, suffixes[name]) or self._moved(name, entry, suffixes[name])
            ):
                yield name, entry

    def _record(self, name: str, entry: Entry, failure: Failure, suffix: str) -> None:
        """Stage the document that was being read as unread.

        Raises StagingFailedError where not even that succeeds: the other documents would fare no better.
        """
        reason = f"{failure.zh} / {failure.en}"
        if failure.kind == "storage":
            raise StagingFailedError(reason)
        if name in self.retired:
            raise StagingFailedError(
                f"无法写入暂存目录 {self.staging}（{name}：{failure.zh}）；请检查磁盘空间、权限和内存 / "
                f"can't write to the staging folder ({name}: {failure.en}); check disk space, permissions and memory"
            )
        self.retired.add(name)
        victim = self.started.pop(name, Started(name, entry.sha256))
        job = self._job(name, suffix=suffix, reason=reason, file_name=victim.file_name, sha256=victim.sha256)
        self.pool.submit(name, replace(job, cause=failure.kind))

    def _continued(self, name: str, entry: Entry, suffix: str) -> bool:
        """After a member of an archive has failed, go on with the next member."""
        last = str(entry.documents[-1]["file_name"]) if entry.documents else name
        if name not in self.retired or last == name:
            return False
        self.retired.discard(name)
        self.pool.submit(name, self._job(name, suffix=suffix, skip=len(entry.documents)))
        return True

    def _moved(self, name: str, entry: Entry, suffix: str) -> bool:
        """A file that was written to while it was read is read once more, and then given up until the next build."""
        now = state_now(self.root, name)
        if entry.reason or now == entry.state or name in self.retired:
            return False
        entry.documents.clear()
        if name not in self.moving and now is not None:
            self.moving.add(name)
            entry.state = now
            with suppress(OSError):
                entry.sha256 = file_digest(self.root / name)
            self.pool.submit(name, self._job(name, suffix=suffix))
            return True
        self.moving.add(name)
        self.retired.add(name)
        reason = (
            "读取时文件被移走 / the file was taken away while it was read"
            if now is None
            else "读取时文件正在被写入，下次构建重读 / written to while it was read: the next build reads it again"
        )
        self.pool.submit(name, replace(self._job(name, suffix=suffix, reason=reason), cause="moving"))
        return True

    def _job(
        self,
        name: str,
        *,
        suffix: str,
        skip: int = 0,
        reason: str = "",
        file_name: str = "",
        sha256: str = "",
    ) -> Job:
        path, root, staging = str(self.root / name), str(self.root), str(self.staging)
        sha256 = sha256 or self.entries_by_name[name].sha256
        return Job(path, root, staging, self.version, skip, reason, file_name or name, sha256, suffix)


def _compare(
    root: Path, staging: Path, found: list[Found], manifest: Manifest, version: str
) -> tuple[dict[str, Entry], dict[str, tuple[Entry, str]]]:
    """Which entries are still good, and which are to be staged, with a suffix where two share an id."""
    there = set(os.listdir(staging))
    current: dict[str, Entry] = {}
    stale: dict[str, tuple[Entry, str]] = {}
    taken: dict[str, int] = {}
    for item in found:
        sha256 = "" if item.reason else manifest.digest(root, item)
        key = document_id(item.name, sha256)
        taken[key] = taken.get(key, 0) + 1
        entry = Entry(item.state, sha256, item.reason)
        known = manifest.files.get(item.name)
        good = (
            known is not None
            and manifest.loader_version == version
            and (known.sha256, known.reason) == (sha256, item.reason)
            and {str(d["document_id"]) for d in known.documents} <= there
            and not any(d["cause"] for d in known.documents)
        )
        if good and known is not None:
            entry.documents = known.documents
            current[item.name] = entry
        else:
            stale[item.name] = entry, f"-{taken[key]}" if taken[key] > 1 else ""
    return current, stale


def _remove_vanished(staging: Path, wanted: set[str]) -> int:
    """Delete folders of documents that are no longer there, and left-overs of killed runs."""
    removed = 0
    for path in list(staging.iterdir()):
        if path.name in wanted or not path.is_dir() or path.is_symlink():
            continue
        if (path / "documents.csv").exists():
            removed += not path.name.startswith(".")
            shutil.rmtree(path)
        elif path.name.startswith(".") and path.name.endswith(".new"):
            shutil.rmtree(path)
    return removed


def _outcome(document: dict[str, str | int]) -> Outcome:
    return Outcome(
        str(document["document_id"]),
        str(document["file_name"]),
        str(document["reason"]),
        int(document["rejects"]),
        str(document["cause"]),
        str(document["digest"]),
    )


@contextmanager
def _locked(staging: Path) -> Iterator[None]:
    try:
        lock = FileLock(staging / ".lock").acquire(blocking=False)
    except Timeout as error:
        raise StagingBusyError(f"另一个构建正在写入 {staging} / another run is writing to {staging}") from error
    except OSError as error:
        raise StorageError(staging, error) from error
    with lock:
        yield
