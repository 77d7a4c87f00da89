"""The checks of a session: files taken in, checked in the background, kept in a folder that goes when the app ends."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Lock

from gongkai.check import result as check_result
from gongkai.check import run as check_run
from gongkai.check.album import Album, drawn, planned
from gongkai.check.model import Result
from gongkai.errors import DraftError, PlanError
from gongkai.review import command as review_command
from gongkai.review.command import Found
from gongkai.serve.facts import Reading, reading
from gongkai.settings import reviews_file
from loaders.errors import LoaderError

AT_ONCE = 2
MOST_KEPT = 30


@dataclass(slots=True)
class Check:
    """One check. ``state`` is ``waiting``, ``working``, ``done``, or ``failed`` with ``reason_zh`` and ``reason_en``.

    ``unread`` are files without a document, with the reason. Pictures come after the findings: ``planned`` says which,
    ``album`` has them once ``is_drawn`` is set.
    """

    key: str
    folder: Path
    file_names: list[str]
    state: str = "waiting"
    reason_zh: str = ""
    reason_en: str = ""
    began: float = field(default_factory=time.monotonic)
    seconds: float = 0.0
    results: list[Result] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    planned: Album = field(default_factory=dict)
    album: Album = field(default_factory=dict)
    is_drawn: Event = field(default_factory=Event)
    readings: dict[str, Reading] = field(default_factory=dict)
    failing: list[Found] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "failed")


class Checks:
    """All checks of this app, by a key that can't be guessed. The oldest is forgotten beyond ``MOST_KEPT``.

    ``known`` is a staging folder: documents of the same agencies in it are there to be compared with.
    """

    def __init__(self, known: Path | None = None) -> None:
        self.known = known
        self.home = Path(tempfile.mkdtemp(prefix="gongkai-serve-"))
        self._checks: dict[str, Check] = {}
        self._lock = Lock()
        self._workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="check")

    def new(self) -> Check:
        """A check with a folder of its own, for files to be written to."""
        key = secrets.token_urlsafe(16)
        folder = self.home / key
        folder.mkdir()
        check = Check(key, folder, [])
        with self._lock:
            self._checks[key] = check
            over = [c.key for c in self._checks.values() if c.is_over]
            surplus = over[: max(0, len(self._checks) - MOST_KEPT)]
        for old in surplus:
            self.forget(old)
        return check

    def start(self, check: Check) -> None:
        """Check the files in the folder of ``check``, as soon as a worker is free."""
        self._workers.submit(self._run, check)

    def get(self, key: str) -> Check | None:
        """The check of that key, None where there is none."""
        with self._lock:
            return self._checks.get(key)

    def all(self) -> list[Check]:
        """The checks of this session, the newest first."""
        with self._lock:
            return list(reversed(self._checks.values()))

    def forget(self, key: str) -> None:
        """Remove a check and its files."""
        with self._lock:
            check = self._checks.pop(key, None)
        if check is not None:
            shutil.rmtree(check.folder, ignore_errors=True)

    def review(self, check: Check, check_id: str, attribution: str, note: str) -> None:
        """Write a review of a finding to the user's file, with an empty ``attribution`` take it back; the check shows it.

        Raises DraftError for an id that names no error of the check, ReviewError where the file can't be written.
        """
        with self._lock:
            if attribution:
                review_command.accept(reviews_file(), check.failing, [check_id], attribution, note)
            else:
                review_command.drop(reviews_file(), check.failing, [check_id])
            for result in check.results:
                result.findings = [
                    replace(f, review=attribution) if f.check_id == check_id else f for f in result.findings
                ]

    def close(self) -> None:
        """Stop what waits, and remove all files."""
        self._workers.shutdown(wait=False, cancel_futures=True)
        shutil.rmtree(self.home, ignore_errors=True)

    def _run(self, check: Check) -> None:
        check.state = "working"
        try:
            self._examine(check, [check.folder / name for name in check.file_names])
            check.state = "done"
        except DraftError as error:
            _fail(check, error.zh, error.en)
        except (PlanError, LoaderError, OSError) as error:
            _fail(check, str(error), str(error))
        except Exception as error:
            what = f"{type(error).__name__}: {error}"[:300]
            _fail(check, f"核对时发生内部错误（{what}）", f"internal error ({what})")
        check.seconds = time.monotonic() - check.began
        try:
            # The findings are there: nobody waits for the pictures of those further down.
            if check.state == "done":
                check.album = drawn(check.folder, check.results)
        finally:
            check.is_drawn.set()

    def _examine(self, check: Check, paths: Sequence[Path]) -> None:
        with check_run.examined(paths, known=self.known) as found:
            results = check_result.results(found)
            check.readings = {
                key: one for key in found.document_ids if (one := reading(found.connection, key)) is not None
            }
            check.unread = [(d.path.name, d.reason) for d in found.drafts if not d.document_ids]
            check.failing = review_command.failing(found.connection)
            check.planned = planned(results)
            check.results = results


def _fail(check: Check, zh: str, en: str) -> None:
    check.state, check.reason_zh, check.reason_en = "failed", zh, en
