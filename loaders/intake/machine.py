"""What this machine gives: cores and memory, a container's limits included, and settings that are numbers."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import ceil
from pathlib import Path, PurePosixPath

import psutil

from loaders.errors import SettingError

MB = 2**20
_CGROUPS = "sys/fs/cgroup"


def cores(root: Path = Path("/")) -> int:
    """Processors that this process may use: its affinity, and the quota of its control groups. ``root`` is for tests."""
    allowed = os.cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        allowed = len(os.sched_getaffinity(0))
    quotas = [quota for folder in _groups(root, "cpu") if (quota := _quota(folder)) is not None]
    return max(1, min([allowed, *(ceil(quota) for quota in quotas)]))


def memory(root: Path = Path("/")) -> int:
    """Bytes that are there for this process: what the system calls available, within the limits of its control groups.

    A limit counts as a whole, whatever of it is in use: the cache of files in it can't be told from the rest.
    """
    limits = [limit for folder in _groups(root, "memory") if (limit := _limit(folder)) is not None]
    return min([int(psutil.virtual_memory().available), *limits])


def setting(name: str, default: int, least: int = 1) -> int:
    """A whole number from the environment variable ``name``.

    Raises SettingError for one that is no number or below ``least``.
    """
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or int(text) < least:
        raise SettingError(
            f"环境变量 {name}={text} 应为不小于 {least} 的整数 / {name} must be a whole number, {least} or more"
        )
    return int(text)


@contextmanager
def uncollected() -> Iterator[None]:
    """Work that leaves hardly any cycles behind: looking for them takes a tenth of the time of making what stays."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _groups(root: Path, controller: str) -> Iterator[Path]:
    """Folders of the control groups that bound this process, its own and those above; none outside Linux."""
    with suppress(OSError):
        for line in (root / "proc/self/cgroup").read_text().splitlines():
            _, controllers, name = line.split(":", 2)
            if controllers and controller not in controllers.split(","):
                continue
            mount = root / _CGROUPS / (controller if controllers else "")
            inner = PurePosixPath(name.lstrip("/"))
            for part in (inner, *inner.parents):
                yield mount / part


def _quota(folder: Path) -> float | None:
    """Processors that a control group may keep busy (version 2, then 1); ``None`` for any number."""
    with suppress(OSError, ValueError):
        allowed, period = (folder / "cpu.max").read_text().split()
        return None if allowed == "max" else int(allowed) / int(period)
    with suppress(OSError, ValueError):
        allowed, period = ((folder / f"cpu.cfs_{name}_us").read_text() for name in ("quota", "period"))
        return int(allowed) / int(period) if int(allowed) > 0 else None
    return None


def _limit(folder: Path) -> int | None:
    """Bytes that a control group may hold (version 2, then 1); ``None`` for any number."""
    sizes = []
    for name in ("memory.max", "memory.high", "memory.limit_in_bytes"):
        with suppress(OSError, ValueError):  # "max" is no number
            sizes.append(int((folder / name).read_text()))
    return min(sizes, default=None)
