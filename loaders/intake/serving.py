"""The inside of a worker process: take tasks, run the handler, tell the parent. See ``loaders.intake.isolation``."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import IO

import psutil

from loaders.demand import granted_by
from loaders.errors import StorageError
from loaders.intake.isolation import IMPORT_SECONDS, Done, Failure, Limits, More, Started, end_children

_HEADROOM = 4


def serve() -> None:
    """The worker's main loop: take tasks until the parent, living or dead, closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    inbox, outbox = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    handler, limits = pickle.load(inbox)
    tasks: SimpleQueue[object] = SimpleQueue()
    Thread(target=_take, args=(inbox, tasks), daemon=True).start()

    def tell(message: object) -> None:
        if isinstance(message, Started | More):
            _bound(limits)
        pickle.dump(message, outbox)
        outbox.flush()

    granted_by(lambda memory: tell(More(memory)))
    _bound(limits, with_memory=True)
    module, name = handler.split(":")
    function = getattr(import_module(module), name)
    while True:
        tell(_attempt(function, tasks.get(), tell))


def _take(inbox: IO[bytes], tasks: SimpleQueue[object]) -> None:
    """Queue tasks as they come; the end of the pipe is the end of the worker, whatever it is doing."""
    try:
        while True:
            tasks.put(pickle.load(inbox))
    except (EOFError, OSError, pickle.UnpicklingError):
        end_children(psutil.Process())
        os._exit(0)


def _attempt(
    function: Callable[[object], Iterable[object]], task: object, tell: Callable[[object], None]
) -> Done | Failure:
    try:
        for message in function(task):
            tell(message)
    except MemoryError:
        return Failure(
            "memory",
            "读取时内存不足；可用环境变量 GONGKAI_MEMORY_LIMIT 提高（MB）",
            "not enough memory to read it; GONGKAI_MEMORY_LIMIT=MB allows more",
        )
    except StorageError as error:
        return Failure("storage", error.zh, error.en)
    except Exception as error:
        what = f"{type(error).__name__}: {error}"[:300]
        return Failure("error", f"读取时发生内部错误（{what}）", f"internal error ({what})")
    return Done()


def _bound(limits: Limits, *, with_memory: bool = False) -> None:
    """Limits that the system itself keeps, where it has them: against growth between two looks of the parent, and
    against work that goes on when the parent is gone."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    bounds = {resource.RLIMIT_CPU: int(used.ru_utime + used.ru_stime + 2 * limits.seconds + IMPORT_SECONDS)}
    if with_memory:
        bounds |= {resource.RLIMIT_DATA: _HEADROOM * limits.memory, resource.RLIMIT_CORE: 0}
    for kind, value in bounds.items():
        with suppress(OSError, ValueError):
            _, hard = resource.getrlimit(kind)
            resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
