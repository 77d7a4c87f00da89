"""A small pool of worker processes that survives whatever a document does to one of them.

A worker runs a handler: a generator function that takes one task and yields messages. A message of class
``Started`` restarts the clock. A worker that is too slow, too large, or dead is replaced; its task is reported
with a ``Failure`` and the others go on. Imports of the handler are done once a worker, never in the parent.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from loaders.demand import granted_by

_POLL_SECONDS = 0.05
_IMPORT_SECONDS = 60.0
_HEADROOM = 4
_RETIRE_SHARE = 0.6
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: wall-clock seconds, and bytes of memory of the process that reads it."""

    seconds: float = 120.0
    memory: int = 400 * 2**20


@dataclass(frozen=True, slots=True)
class Started:
    """Sent by a handler before each document of a task, so that a failure can be laid at its door."""

    file_name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Done:
    """The handler has finished its task."""


@dataclass(frozen=True, slots=True)
class More:
    """The reader does slow work in steps: the clock restarts, and up to ``memory`` bytes are in order."""

    memory: int


@dataclass(frozen=True, slots=True)
class Failure:
    """The handler did not finish: ``kind`` is time, memory, died or error."""

    kind: str
    zh: str
    en: str


class _Worker:
    """One child process and the pipe to it."""

    def __init__(self, handler: str, limits: Limits) -> None:
        child_reads, self_writes = os.pipe()
        self_reads, child_writes = os.pipe()
        program = f"from loaders.intake.isolation import serve; serve({handler!r}, {child_reads}, {child_writes}, {limits!r})"
        program = f"from loaders.intake.isolation import Limits; {program}"
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "MALLOC_ARENA_MAX": "2",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", program],
            pass_fds=(child_reads, child_writes),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(child_reads)
        os.close(child_writes)
        self.inbox = Connection(self_reads, writable=False)
        self.outbox = Connection(self_writes, readable=False)
        self.limits = limits
        self.memory = limits.memory
        self.key: str | None = None
        self.deadline = 0.0
        self._warm = False

    def give(self, key: str, task: object) -> None:
        """Hand a task to the idle worker."""
        self.key = key
        self.memory = self.limits.memory
        self.deadline = time.monotonic() + self.limits.seconds + (0 if self._warm else _IMPORT_SECONDS)
        with suppress(OSError):  # a dead worker is noticed when its answer is awaited
            self.outbox.send(task)

    def heard(self, message: object) -> None:
        """Restart the clock: the worker has shown that it makes progress."""
        self._warm = True
        if isinstance(message, Started | More):
            self.deadline = time.monotonic() + self.limits.seconds
        if isinstance(message, More):
            self.memory = max(self.memory, message.memory)

    def resident(self) -> int:
        """Bytes of memory in use; 0 where the system doesn't tell."""
        with suppress(OSError, ValueError, IndexError):
            return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * _PAGE_BYTES
        return 0

    def end(self) -> int:
        """Kill the process, close the pipe, and return the exit status."""
        self.process.kill()
        status = self.process.wait()
        self.inbox.close()
        with suppress(OSError):
            self.outbox.close()
        return status


class Pool:
    """Runs tasks in ``jobs`` worker processes. ``handler`` is ``module:function``."""

    def __init__(self, handler: str, jobs: int, limits: Limits) -> None:
        self.handler = handler
        self.limits = limits
        self.jobs = max(1, jobs)
        self._waiting: deque[tuple[str, object]] = deque()
        self._workers: list[_Worker] = []

    def submit(self, key: str, task: object) -> None:
        """Queue a task; also allowed while ``messages`` is being consumed."""
        self._waiting.append((key, task))

    def messages(self) -> Iterator[tuple[str, Any]]:
        """Yield ``(key, message)`` until all tasks are done: the handler's own, then ``Done`` or ``Failure``."""
        try:
            while self._waiting or any(w.key is not None for w in self._workers):
                self._hand_out()
                yield from self._listen()
        finally:
            for worker in self._workers:
                worker.end()
            self._workers.clear()

    def _hand_out(self) -> None:
        for worker in self._workers:
            if worker.key is None and self._waiting:
                worker.give(*self._waiting.popleft())
        while self._waiting and len(self._workers) < self.jobs:
            worker = _Worker(self.handler, self.limits)
            self._workers.append(worker)
            worker.give(*self._waiting.popleft())

    def _listen(self) -> Iterator[tuple[str, Any]]:
        busy = {w.inbox: w for w in self._workers if w.key is not None}
        ready = wait(list(busy), timeout=_POLL_SECONDS)
        for inbox, worker in busy.items():
            key = worker.key or ""
            if inbox in ready:
                try:
                    message = inbox.recv()
                except (EOFError, OSError):
                    yield key, self._replace(worker, None)
                    continue
                worker.heard(message)
                if isinstance(message, Done | Failure):
                    worker.key = None
                    if worker.resident() > _RETIRE_SHARE * self.limits.memory or isinstance(message, Failure):
                        self._replace(worker, None)
                yield key, message
            elif worker.resident() > worker.memory:
                megabytes = worker.memory // 2**20
                yield (
                    key,
                    self._replace(
                        worker,
                        Failure(
                            "memory",
                            f"读取时内存超过 {megabytes} MB 上限；可用环境变量 GONGKAI_MEMORY_LIMIT 提高（MB）",
                            f"needs more than {megabytes} MB of memory; GONGKAI_MEMORY_LIMIT=MB allows more",
                        ),
                    ),
                )
            elif time.monotonic() > worker.deadline:
                seconds = f"{self.limits.seconds:g}"
                yield (
                    key,
                    self._replace(
                        worker,
                        Failure(
                            "time",
                            f"读取超过 {seconds} 秒上限；可用环境变量 GONGKAI_TIME_LIMIT 提高（秒）",
                            f"takes longer than {seconds} seconds; GONGKAI_TIME_LIMIT=SECONDS allows more",
                        ),
                    ),
                )

    def _replace(self, worker: _Worker, failure: Failure | None) -> Failure:
        status = worker.end()
        self._workers.remove(worker)
        if failure is not None:
            return failure
        how = f"signal {-status}" if status < 0 else f"exit status {status}"
        return Failure("died", f"读取进程意外终止（{how}）", f"the reading process died ({how})")


def run_isolated(
    handler: str, tasks: Iterable[tuple[str, object]], jobs: int, limits: Limits
) -> Iterator[tuple[str, Any]]:
    """All messages of all tasks; see ``Pool.messages``."""
    pool = Pool(handler, jobs, limits)
    for key, task in tasks:
        pool.submit(key, task)
    yield from pool.messages()


def serve(handler: str, read_fd: int, write_fd: int, limits: Limits) -> None:
    """The worker's main loop: take tasks until the pipe is closed."""
    inbox, outbox = Connection(read_fd, writable=False), Connection(write_fd, readable=False)

    def granter(memory: int) -> None:
        _allow_cpu(limits)
        outbox.send(More(memory))

    granted_by(granter)
    _limit(resource.RLIMIT_DATA, _HEADROOM * limits.memory)
    _limit(resource.RLIMIT_CORE, 0)
    module, name = handler.split(":")
    function = getattr(import_module(module), name)
    while True:
        try:
            task = inbox.recv()
        except EOFError:
            return
        _allow_cpu(limits)
        outbox.send(_attempt(function, task, outbox))


def _allow_cpu(limits: Limits) -> None:
    """A stop for workers whose parent is gone: far more CPU time than a document may take."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + 10 * limits.seconds) + 60)


def _attempt(function: Any, task: object, outbox: Connection) -> Done | Failure:
    try:
        for message in function(task):
            outbox.send(message)
    except MemoryError:
        return Failure("memory", "读取时内存不足", "not enough memory to read it")
    except Exception as error:
        what = f"{type(error).__name__}: {error}"[:300]
        return Failure("error", f"读取时发生内部错误（{what}）", f"internal error ({what})")
    return Done()


def _limit(kind: int, value: int) -> None:
    """Lower a soft limit, where the system has it and allows it."""
    with suppress(OSError, ValueError):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
