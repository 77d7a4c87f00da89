"""The dbt unit tests, on the tables that an empty staging folder gives."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gongkai.settings import PROJECT, Settings
from gongkai.warehouse import kept, models


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_empty_staging_builds_and_unit_tests_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(tmp_path, tmp_path / "staging", tmp_path / "build", tmp_path / "gongkai.duckdb")
    settings.build.mkdir()
    for name, value in models.environment(settings).items():
        monkeypatch.setenv(name, value)
    parsed = models.project(settings)
    assert parsed is not None
    kept.take_seeds(kept.folder(settings), settings.fresh, parsed)
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    kinds = ["--resource-type", "model", "--resource-type", "unit_test"]  # data tests run on the samples
    outcome = dbtRunner(manifest=parsed).invoke([*models.arguments("build", settings), *kinds])
    DuckDBConnectionManager.close_all_connections()
    failed = [
        f"{r.node.name}: {r.message}" for r in outcome.result.results if str(r.status) in ("error", "fail")
    ]
    assert failed == []
    done = [str(r.node.resource_type) for r in outcome.result.results]
    assert done.count("unit_test") >= 5
    assert done.count("model") == len(list((PROJECT / "models").rglob("*.sql")))
    assert os.path.exists(settings.fresh)


def test_the_folder_to_spill_into_is_set_when_connecting() -> None:
    # DuckDB refuses to have it set again once it was used, and dbt repeats its settings for every model.
    profile = (PROJECT / "profiles.yml").read_text(encoding="utf-8")
    assert "temp_directory:" in profile.partition("config_options:")[2]
    assert " settings:" not in profile
