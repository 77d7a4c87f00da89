"""The sample disclosures, built and exported once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from gongkai.export.__main__ import export
from tests.published import samples


@pytest.fixture(scope="session")
def published() -> Path:
    return samples()


@pytest.fixture
def warehouse(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(published), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def exported(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(published, tmp_path_factory.mktemp("export") / "export")
