"""What all tests share: property tests without a deadline, since nothing may fail because a machine is busy; a Chromium;
the checks of the documents of all tests of rules; and what builds keep from one to the next, so that dbt parses the project once
and loads the seeds once, and Great Expectations is imported once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import duckdb
import pytest
from hypothesis import settings

from gongkai.settings import Settings
from gongkai.warehouse import gate, kept
from tests.chromium import CHROMIUM, DRIVER, start
from tests.warehouse import rule_samples
from tests.warehouse.conftest import modelled

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


@pytest.fixture(scope="session", autouse=True)
def _validator_together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Builds in this process ask one validator: importing Great Expectations takes longer than what it is asked."""
    own, running = tmp_path_factory.mktemp("validator"), []
    start = gate.Gate

    @contextmanager
    def one(settings: Settings) -> Iterator[gate.Gate]:
        if not running:
            running.append(start(replace(settings, build=own)))
        yield running[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "Gate", one)
        yield
    for last in running:
        last.__exit__(None, None, None)


@pytest.fixture(scope="session")
def checks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Every check of the documents of all tests of rules, and what is owed and said of these, built once without dbt."""
    with modelled(tmp_path_factory.mktemp("rules"), rule_samples.stage_all, "dim_document", "owed_content") as connection:
        yield connection


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    """A headless Chromium that keeps its console and its requests."""
    if CHROMIUM is None or DRIVER is None:
        pytest.skip("chromium and chromium-driver are not installed")
    started = start()
    yield started
    started.quit()
