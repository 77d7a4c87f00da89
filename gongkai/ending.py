"""How a command ends when it is stopped or meets what nobody foresaw: one sentence, an exit status, no traceback."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

_SHOWN = 300


class Stopped(KeyboardInterrupt):
    """The process was asked to end, by ``number``."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def stoppable() -> Iterator[None]:
    """Within, a signal that asks the process to end raises ``Stopped``, so that what was begun is cleared away."""
    kinds = [kind for name in ("SIGINT", "SIGTERM", "SIGHUP") if (kind := getattr(signal, name, None)) is not None]
    before = {kind: signal.signal(kind, _stop) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped(number)


def explained(error: BaseException, log: Path) -> tuple[str, int]:
    """A sentence and an exit status for what no part of the program has taken care of; the details go to ``log``."""
    if isinstance(error, KeyboardInterrupt):
        number = error.number if isinstance(error, Stopped) else signal.SIGINT
        return "已中断 / stopped", 128 + number
    if isinstance(error, MemoryError):
        return "内存不足 / out of memory", 1
    if isinstance(error, OSError) and error.strerror:
        return ": ".join([error.strerror, *(str(n) for n in (error.filename, error.filename2) if n)]), 1
    what = f"{type(error).__name__}: {error}".splitlines()[0][:_SHOWN]
    with suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return f"内部错误（{what}），详见 {log} / internal error, see {log}", 1
