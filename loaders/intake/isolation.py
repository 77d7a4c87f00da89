"""A small pool of worker processes that survives whatever a document does to one of them.

A worker runs a handler: a generator function that takes one task and yields messages. A message of class
``Started`` restarts the clock. A worker that is too slow, too large, or dead is replaced; its task is reported
with a ``Failure`` and the others go on. Imports of the handler are done once a worker, never in the parent.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import psutil

_POLL_SECONDS = 0.05
IMPORT_SECONDS = 60.0
_RETIRE_SHARE = 0.6
_ALONE_SECONDS = 3.0  # what one worker has read by then costs less than the imports of another


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds of processor time and on the clock, bytes of memory of its reader."""

    seconds: float = 120.0
    memory: int = 400 * 2**20
    wall: float = 1200.0


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
    """The handler did not finish. ``kind`` is ``time``, ``wall``, ``memory``, ``died``, ``error``, or ``storage``:
    what it wrote could not be written."""

    kind: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class _Gone:
    """The pipe from a worker is closed."""


class _Worker:
    """One child process, the pipe to it, and a thread that listens to it."""

    def __init__(self, handler: str, limits: Limits, heard: SimpleQueue[tuple[_Worker, object]]) -> None:
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "MALLOC_ARENA_MAX": "2",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from loaders.intake.serving import serve; serve()"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._measured = psutil.Process(self.process.pid)
        self.limits = limits
        self.memory = limits.memory
        self.key: str | None = None
        self._used = self._began = 0.0
        self._patience = IMPORT_SECONDS
        self._send((handler, limits))
        Thread(target=self._listen, args=(heard,), daemon=True).start()

    def give(self, key: str, task: object) -> None:
        """Hand a task to the idle worker."""
        self.key = key
        self.memory = self.limits.memory
        self._restart()
        self._send(task)

    def heard(self, message: object) -> None:
        """Restart the clock: the worker has shown that it makes progress."""
        self._patience = 0.0
        if isinstance(message, Started | More):
            self._restart()
        if isinstance(message, More):
            self.memory = max(self.memory, message.memory)

    def resident(self) -> int:
        """Bytes of memory in use; 0 for a process that has ended."""
        try:
            return int(self._measured.memory_info().rss)
        except psutil.Error:
            return 0

    def exceeded(self) -> Failure | None:
        """The limit that the worker is over, and the setting that raises it."""
        if self.resident() > self.memory:
            megabytes = self.memory // 2**20
            return Failure(
                "memory",
                f"读取时内存超过 {megabytes} MB 上限；可用环境变量 GONGKAI_MEMORY_LIMIT 提高（MB）",
                f"needs more than {megabytes} MB of memory; GONGKAI_MEMORY_LIMIT=MB allows more",
            )
        if self._processor_seconds() - self._used > self.limits.seconds + self._patience:
            return Failure(
                "time",
                f"读取所用处理器时间超过 {self.limits.seconds:g} 秒上限；可用环境变量 GONGKAI_TIME_LIMIT 提高（秒）",
                f"takes more than {self.limits.seconds:g} s of processor time; GONGKAI_TIME_LIMIT=SECONDS allows more",
            )
        if time.monotonic() - self._began > self.limits.wall + self._patience:
            return Failure(
                "wall",
                f"读取历时超过 {self.limits.wall:g} 秒上限；可用环境变量 GONGKAI_WALL_LIMIT 提高（秒）",
                f"takes longer than {self.limits.wall:g} s on the clock; GONGKAI_WALL_LIMIT=SECONDS allows more",
            )
        return None

    def end(self) -> int:
        """Kill the process and what it started, close the pipe, and return the exit status."""
        end_children(self._measured)
        self.process.kill()
        status = self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        return status

    def _restart(self) -> None:
        self._used, self._began = self._processor_seconds(), time.monotonic()

    def _processor_seconds(self) -> float:
        """Of the worker and of the programs that it called and that have ended."""
        try:
            spent = self._measured.cpu_times()
        except psutil.Error:
            return 0.0
        return float(spent.user + spent.system + spent.children_user + spent.children_system)

    def _send(self, task: object) -> None:
        with suppress(OSError):  # a dead worker is noticed when its answer is awaited
            if self.process.stdin is not None:
                pickle.dump(task, self.process.stdin)
                self.process.stdin.flush()

    def _listen(self, heard: SimpleQueue[tuple[_Worker, object]]) -> None:
        try:
            while self.process.stdout is not None:
                heard.put((self, pickle.load(self.process.stdout)))
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            heard.put((self, _Gone()))


class Pool:
    """Runs tasks in ``jobs`` worker processes, in one as long as it may be done soon. ``handler`` is ``module:function``."""

    def __init__(self, handler: str, jobs: int, limits: Limits) -> None:
        self.handler = handler
        self.limits = limits
        self.jobs = max(1, jobs)
        self._began = 0.0
        self._waiting: deque[tuple[str, object]] = deque()
        self._workers: list[_Worker] = []
        self._heard: SimpleQueue[tuple[_Worker, object]] = SimpleQueue()

    def submit(self, key: str, task: object) -> None:
        """Queue a task; also allowed while ``messages`` is being consumed."""
        self._waiting.append((key, task))

    def messages(self) -> Iterator[tuple[str, Any]]:
        """Yield ``(key, message)`` until all tasks are done: the handler's own, then ``Done`` or ``Failure``."""
        self._began = time.monotonic()
        try:
            while self._waiting or any(w.key is not None for w in self._workers):
                self._hand_out()
                yield from self._listen()
                yield from self._stop_exceeding()
        finally:
            for worker in self._workers:
                worker.end()
            self._workers.clear()

    def _hand_out(self) -> None:
        for worker in self._workers:
            if worker.key is None and self._waiting:
                worker.give(*self._waiting.popleft())
        jobs = self.jobs if time.monotonic() - self._began > _ALONE_SECONDS else 1
        while self._waiting and len(self._workers) < jobs:
            worker = _Worker(self.handler, self.limits, self._heard)
            self._workers.append(worker)
            worker.give(*self._waiting.popleft())

    def _listen(self) -> Iterator[tuple[str, Any]]:
        try:
            worker, message = self._heard.get(timeout=_POLL_SECONDS)
        except Empty:
            return
        if worker not in self._workers:
            return
        key = worker.key
        if isinstance(message, _Gone):
            failure = _died(self._replace(worker))
            if key is not None:
                yield key, failure
            return
        worker.heard(message)
        if isinstance(message, Done | Failure):
            worker.key = None
            if worker.resident() > _RETIRE_SHARE * self.limits.memory or isinstance(message, Failure):
                self._replace(worker)
        if key is not None and not isinstance(message, More):
            yield key, message

    def _stop_exceeding(self) -> Iterator[tuple[str, Any]]:
        if not self._heard.empty():
            return
        for worker in list(self._workers):
            key = worker.key
            if key is not None and (failure := worker.exceeded()) is not None:
                self._replace(worker)
                yield key, failure

    def _replace(self, worker: _Worker) -> int:
        status = worker.end()
        self._workers.remove(worker)
        return status


def _died(status: int) -> Failure:
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


def end_children(process: psutil.Process) -> None:
    """Kill all that ``process`` has started and that still runs."""
    with suppress(psutil.Error):
        for child in process.children(recursive=True):
            with suppress(psutil.Error):
                child.kill()
