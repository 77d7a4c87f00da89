"""A pytest plugin that writes down what each test runs: functions of the loaders, models and seeds; and what it costs.

``python -m pytest -p benchmarks.mutants.recorder``; the answer goes to the file that ``GONGKAI_COVER`` names, as JSON:
``{"tests": {test: {"seconds": 0.1, "fixtures": {fixture: 2.5}, "runs": ["loaders/grammar/units.py:12", "models/….sql"]}},
"imports": […]}``. What a fixture runs counts for every test that asks for it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from gongkai.warehouse.plan import Plan

_ROOT = str(Path.cwd()) + os.sep


@dataclass
class _Seen:
    """What ran while somebody listened, and the seconds of processor time."""

    code: set[CodeType] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    seconds: float = 0.0


_STACK: list[_Seen] = []
_FIXTURES: dict[Any, _Seen] = {}
_MODULES: dict[str, _Seen] = {}
_TESTS: dict[str, dict[str, Any]] = {}
_CREATE, _QUERY = Plan._create, Plan.query


def _called(frame: FrameType, event: str, argument: object) -> None:
    if event == "call":
        _STACK[-1].code.add(frame.f_code)


def _listened(seen: _Seen) -> Iterator[None]:
    began = time.process_time()
    _STACK.append(seen)
    sys.setprofile(_called)
    yield
    _STACK.pop()
    sys.setprofile(_called if _STACK else None)
    seen.seconds += time.process_time() - began


def _note(plan: Plan, name: str) -> None:
    path = plan._models.get(name) or plan._seeds.get(name)
    if path is not None and _STACK:
        _STACK[-1].files.add(str(path.relative_to(_ROOT)))


def _created(plan: Plan, name: str) -> None:
    # Models of no document say nothing; what is asked of them is asked by name. Seeds always say something.
    if name in plan._seeds or any(plan.staging.iterdir()):
        _note(plan, name)
    _CREATE(plan, name)


def _queried(plan: Plan, name: str) -> str:
    if not plan._building:
        _note(plan, name)
    return _QUERY(plan, name)


def _opened(event: str, arguments: tuple[Any, ...]) -> None:
    # Seeds that a test reads itself; those of models are noted where they are made.
    if event == "open" and _STACK and str(arguments[0]).startswith(_ROOT + "seeds"):
        _STACK[-1].files.add(str(arguments[0])[len(_ROOT) :])


sys.addaudithook(_opened)
Plan._create = _created  # type: ignore[assignment, method-assign]
Plan.query = _queried  # type: ignore[assignment, method-assign]


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report(collector: Any) -> Iterator[None]:
    """Listen while a module of tests is imported."""
    _MODULES[collector.nodeid] = _Seen()
    yield from _listened(_MODULES[collector.nodeid])


@pytest.hookimpl(hookwrapper=True)
def pytest_fixture_setup(fixturedef: Any) -> Iterator[None]:
    """Listen while a fixture is made."""
    _FIXTURES[fixturedef] = _Seen()
    yield from _listened(_FIXTURES[fixturedef])


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item: Any) -> Iterator[None]:
    """Listen while the test runs, and write down what it and its fixtures ran."""
    own = _Seen()
    yield from _listened(own)
    made = {
        one: _FIXTURES[one]
        for found in item._fixtureinfo.name2fixturedefs.values()
        for one in found
        if one in _FIXTURES
    }
    parts = [own, *made.values()]
    code = set().union(*(part.code for part in parts))
    runs = {
        f"{one.co_filename[len(_ROOT) :]}:{one.co_firstlineno}"
        for one in code
        if one.co_filename.startswith(_ROOT + "loaders")
    }
    module = _MODULES.get(item.nodeid.partition("::")[0], _Seen())
    runs |= set().union(module.files, *(part.files for part in parts))
    fixtures = {
        f"{one.baseid}:{one.argname}": part.seconds for one, part in made.items() if part.seconds > 0.01
    }
    _TESTS[item.nodeid] = {"seconds": own.seconds, "fixtures": fixtures, "runs": sorted(runs)}


def pytest_sessionfinish() -> None:
    """Write what was found."""
    imports = sorted({name for name, module in sys.modules.items() if _is_foreign(module)})
    Path(os.environ["GONGKAI_COVER"]).write_text(
        json.dumps({"tests": _TESTS, "imports": imports}), encoding="utf-8"
    )


def _is_foreign(module: object) -> bool:
    file = getattr(module, "__file__", None)
    return bool(file) and not str(file).startswith(_ROOT)
