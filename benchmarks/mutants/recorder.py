"""A pytest plugin that writes down which functions of the loaders each test runs, and how long it takes.

``python -m pytest -p benchmarks.mutants.recorder``; the answer goes to the file that ``GONGKAI_COVER`` names, as JSON:
``{test: {"seconds": 0.1, "functions": ["loaders/grammar/units.py:12", …]}}``.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

_ROOT = str(Path.cwd()) + os.sep
_FOUND: dict[str, dict[str, Any]] = {}


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Listen to every call while the test runs."""
    seen: set[tuple[str, int]] = set()

    def called(frame: FrameType, event: str, argument: object) -> None:
        if event == "call":
            seen.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

    began = time.process_time()
    sys.setprofile(called)
    yield
    sys.setprofile(None)
    functions = sorted(f"{name[len(_ROOT) :]}:{line}" for name, line in seen if name.startswith(_ROOT + "loaders"))
    _FOUND[item.nodeid] = {"seconds": time.process_time() - began, "functions": functions}


def pytest_sessionfinish() -> None:
    """Write what was found."""
    Path(os.environ["GONGKAI_COVER"]).write_text(json.dumps(_FOUND), encoding="utf-8")
