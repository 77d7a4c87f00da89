"""What all tests share: property tests without a deadline, since nothing may fail because a machine is busy; a Chromium;
and what builds keep from one to the next, so that dbt parses the project once and loads the seeds once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import settings

from gongkai.warehouse import kept
from tests.chromium import CHROMIUM, DRIVER, start

settings.register_profile("gongkai", deadline=None)
settings.load_profile("gongkai")


@pytest.fixture(scope="session", autouse=True)
def _kept_together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Builds of one test find what those of another kept: it depends on the project alone, not on what is built."""
    own = tmp_path_factory.mktemp("kept")
    folder = kept.folder
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            kept, "folder", lambda settings: folder(replace(settings, build=own / settings.warehouse.stem))
        )
        yield


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    """A headless Chromium that keeps its console and its requests."""
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("chromium and chromium-driver are not installed")
    started = start()
    yield started
    started.quit()
