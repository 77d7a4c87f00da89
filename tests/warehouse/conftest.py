"""One build of the small samples, shared by the tests that only read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pytest

from gongkai import build as builder
from gongkai.settings import Settings
from gongkai.warehouse.plan import Plan
from loaders.intake.runner import RunSummary
from loaders.intake.worker import Outcome
from tests.warehouse import samples


@dataclass
class Bench:
    """Builds from staged samples instead of files: the loaders have tests of their own."""

    settings: Settings
    stage: Callable[[Path], Path] = samples.stage_all
    staged: list[Path] = field(default_factory=list)

    def run(self, input_dir: Path, staging_dir: Path, **_: object) -> RunSummary:
        """Stands in for ``loaders.intake.runner.run``."""
        if not self.staged:
            self.staged.append(self.stage(staging_dir))
        names = sorted(p.name for p in staging_dir.iterdir() if p.is_dir())
        return RunSummary(outcomes=[Outcome(n, n, "", 0) for n in names], loader_version="test")

    def build(self, *, data_tests: bool = False) -> bool:
        """One build in this process; with dbt's own data tests, which end it where they fail, only where that is asked for."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(builder.runner, "run", self.run)
            if data_tests:
                patch.setenv("GONGKAI_DBT_TESTS", "1")
            return builder.build(self.settings)

    def restage(self, stage: Callable[[Path], Path]) -> None:
        """Change what is staged from the next build on."""
        self.stage, self.staged = stage, []


def bench(folder: Path) -> Bench:
    """A bench in a folder of its own."""
    (folder / "staging").mkdir(parents=True)
    settings = Settings(
        folder / "input", folder / "staging", folder / "build", folder / "out" / "gongkai.duckdb"
    )
    return Bench(settings)


def modelled(folder: Path, stage: Callable[[Path], Path], *models: str) -> duckdb.DuckDBPyConnection:
    """The models on what ``stage`` writes, in memory and without dbt: for tests of single rules."""
    connection = duckdb.connect(":memory:", config={"threads": 1})
    Plan(connection, stage(folder)).build("fct_check", *models)
    [(rows, ids)] = connection.execute("select count(*), count(distinct check_id) from fct_check").fetchall()
    assert rows == ids
    return connection


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The samples, built once."""
    result = bench(tmp_path_factory.mktemp("warehouse"))
    assert result.build(data_tests=True) is True
    return result


@pytest.fixture
def warehouse(built: Bench) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file of the samples, read-only."""
    with duckdb.connect(str(built.settings.warehouse), read_only=True) as connection:
        yield connection
