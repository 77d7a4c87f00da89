"""What a program costs with all that it starts: processor seconds by what they were spent on, wall, memory of the tree."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import psutil

from gongkai.settings import PROJECT
from loaders.intake import machine

_LOOK_SECONDS = 0.1
# What a process of a build is there for, by a word of its command line; all else is the build itself: dbt and DuckDB.
_PURPOSES = {"loaders.intake.serving": "reading", "expectations.run": "expectations"}


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processors (``reading`` and ``expectations`` are parts of ``cpu``) and on the clock; MB of all processes
    together and of the largest one, where they were highest; the load of the machine before."""

    cpu: float
    reading: float
    expectations: float
    wall: float
    tree_mb: int
    process_mb: int
    load: float


class _Watch(Thread):
    """Looks at the processes below this one until told to stop."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.stopped = Event()
        self.tree = self.process = 0
        self.seconds: dict[int, tuple[str, float]] = {}

    def run(self) -> None:
        """Look, wait, look again."""
        me = psutil.Process()
        while not self.stopped.wait(_LOOK_SECONDS):
            sizes = [size for child in me.children(recursive=True) if (size := self._look(child))]
            self.tree, self.process = max(self.tree, sum(sizes)), max(self.process, *sizes, 0)

    def _look(self, process: psutil.Process) -> int:
        """Bytes of a process; its processor seconds are kept, by purpose. 0 where it has ended."""
        try:
            times, words = process.cpu_times(), " ".join(process.cmdline())
            size = int(process.memory_info().rss)
        except psutil.Error:
            return 0
        known = next((name for word, name in _PURPOSES.items() if word in words), "")
        purpose = (
            self.seconds.get(process.pid, (known, 0.0))[0] or known
        )  # one that has ended has no command line
        spent = times.user + times.system + times.children_user + times.children_system
        self.seconds[process.pid] = purpose, spent
        return size

    def spent(self, purpose: str) -> float:
        """Seconds of all processes for a purpose, as last seen."""
        return sum(seconds for name, seconds in self.seconds.values() if name == purpose)


def run(module: str, environment: Mapping[str, str], log: Path) -> Cost:
    """``python -m module`` in the project's folder. Raises CalledProcessError where it fails; ``log`` says why."""
    load, before, start = os.getloadavg()[0], os.times(), time.perf_counter()
    watch = _Watch()
    watch.start()
    try:
        with log.open("a") as file:
            command = [sys.executable, "-m", module]
            given = os.environ | environment
            subprocess.run(command, cwd=PROJECT, env=given, stdout=file, stderr=file, check=True)
    finally:
        watch.stopped.set()
        watch.join()
    after, wall = os.times(), time.perf_counter() - start
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(
        round(cpu, 2), round(watch.spent("reading"), 2), round(watch.spent("expectations"), 2), round(wall, 2),
        watch.tree // machine.MB, watch.process // machine.MB, round(load, 1),
    )  # fmt: skip
