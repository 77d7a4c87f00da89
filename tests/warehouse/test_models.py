"""The dbt unit tests, on the tables that an empty staging folder gives."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gongkai.settings import PROJECT, Settings
from gongkai.warehouse import models


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_empty_staging_builds_and_unit_tests_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(tmp_path, tmp_path / "staging", tmp_path / "build", tmp_path / "gongkai.duckdb")
    settings.build.mkdir()
    for name, value in models.environment(settings).items():
        monkeypatch.setenv(name, value)
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    outcome = dbtRunner().invoke(models.arguments("build", settings))
    DuckDBConnectionManager.close_all_connections()
    failed = [
        f"{r.node.name}: {r.message}" for r in outcome.result.results if str(r.status) in ("error", "fail")
    ]
    assert failed == []
    kinds = [str(r.node.resource_type) for r in outcome.result.results]
    assert kinds.count("unit_test") >= 5
    assert os.path.exists(settings.fresh)


def test_the_folder_to_spill_into_is_set_when_connecting() -> None:
    # DuckDB refuses to have it set again once it was used, and dbt repeats its settings for every model.
    profile = (PROJECT / "profiles.yml").read_text(encoding="utf-8")
    assert "temp_directory:" in profile.partition("config_options:")[2]
    assert " settings:" not in profile
