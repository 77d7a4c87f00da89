"""What all tests share: property tests without a deadline, since nothing may fail because a machine is busy; a Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from tests.chromium import CHROMIUM, DRIVER, start

settings.register_profile("gongkai", deadline=None)
settings.load_profile("gongkai")


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    """A headless Chromium that keeps its console and its requests."""
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("chromium and chromium-driver are not installed")
    started = start()
    yield started
    started.quit()
