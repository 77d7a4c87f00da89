"""Tests on a broken copy, in a child of a process that has imported all foreign libraries already."""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import signal
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

# Wall time only ends what waits for something; a busy machine kills no mutant.
_MOST_WAITING = 20
# What a loop without end may fill before it is a killed one; the suite itself stays far below.
_MOST_BYTES = 4 << 30


def warm(modules: Iterable[str]) -> None:
    """Import what the tests will import of other people's, once for all children."""
    for name in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def _run(root: Path, tests: Sequence[str], seconds: int) -> int:
    import pytest

    own = {path.stem for path in root.iterdir()}
    for name in [name for name in sys.modules if name.partition(".")[0] in own]:
        del sys.modules[name]
    sys.path[:] = [str(root), *(path for path in sys.path if path and not (Path(path) / "loaders").is_dir())]
    sys.dont_write_bytecode = True
    os.environ["PYTHONPATH"] = str(root)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    os.chdir(root)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (_MOST_BYTES, _MOST_BYTES))
    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests]))


def passes(root: Path, tests: Sequence[str], seconds: int, log: Path) -> bool:
    """Whether all ``tests`` pass at ``root`` within ``seconds`` of processor time and the memory allowed; what they print
    goes to ``log``."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            os.setsid()
            out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(out, 2)
            code = _run(root, tests, seconds)
        finally:
            os._exit(code)
    until = time.monotonic() + seconds * _MOST_WAITING
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status == 0
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False
