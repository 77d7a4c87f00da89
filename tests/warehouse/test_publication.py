"""Whatever goes wrong, the published file stays as it was, and the reason is said."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from expectations.run import Result
from gongkai import build as builder
from gongkai.errors import BuildBusyError, BuildError, ExpectationsFailedError, ModelsFailedError
from gongkai.settings import PROJECT, Settings
from gongkai.warehouse import gate, publication
from loaders.errors import InputFolderError
from tests.warehouse import old_client, samples
from tests.warehouse.conftest import Bench, bench

LINE = "青浦区残疾人就业服务所2025年单位预算\n"


def settings_in(folder: Path) -> Settings:
    (folder / "input").mkdir()
    return Settings(folder / "input", folder / "staging", folder / "build", folder / "out" / "gongkai.duckdb")


def environment(settings: Settings) -> dict[str, str]:
    return {
        **os.environ,
        "GONGKAI_DISCLOSURES": str(settings.disclosures),
        "GONGKAI_STAGING": str(settings.staging),
        "GONGKAI_BUILD_DIR": str(settings.build),
        "GONGKAI_WAREHOUSE": str(settings.warehouse),
    }


def test_nothing_changed_means_no_build(built: Bench) -> None:
    before = built.settings.warehouse.stat().st_mtime_ns
    assert built.build() is False
    assert built.settings.warehouse.stat().st_mtime_ns == before


def test_a_doubled_row_is_not_published(built: Bench, tmp_path: Path) -> None:
    def stage_doubled(folder: Path) -> Path:
        samples.stage(folder, "budget", samples.budget())
        path = folder / "budget" / "budget_lines.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join([*lines, lines[-1]]), encoding="utf-8")
        return folder

    other = bench(tmp_path)
    other.restage(stage_doubled)
    other.settings.warehouse.parent.mkdir()
    shutil.copyfile(built.settings.warehouse, other.settings.warehouse)
    before = other.settings.warehouse.read_bytes()
    with pytest.raises(ModelsFailedError, match="budget_line_id"):
        other.build(data_tests=True)
    assert other.settings.warehouse.read_bytes() == before


def test_a_killed_build_leaves_the_published_file(built: Bench, tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    (settings.disclosures / "a.txt").write_text(LINE, encoding="utf-8")
    settings.warehouse.parent.mkdir()
    shutil.copyfile(built.settings.warehouse, settings.warehouse)
    before = settings.warehouse.read_bytes()
    process = subprocess.Popen(
        [sys.executable, "-m", "gongkai.build"],
        cwd=PROJECT,
        env=environment(settings),
        stdout=subprocess.DEVNULL,
    )
    while not settings.fresh.exists() and process.poll() is None:
        time.sleep(0.05)
    assert process.poll() is None, "the build ended before it could be killed"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert settings.warehouse.read_bytes() == before
    publication.remove_stale(settings)
    assert not settings.fresh.exists()
    with publication.locked(settings.build):
        pass


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    with publication.locked(tmp_path), pytest.raises(BuildBusyError), publication.locked(tmp_path):
        pass


def test_a_reader_keeps_its_file_while_the_next_is_published(built: Bench, tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    settings.build.mkdir()
    settings.warehouse.parent.mkdir()
    shutil.copyfile(built.settings.warehouse, settings.warehouse)
    with duckdb.connect(str(settings.warehouse), read_only=True) as reader:
        count = "select count(*) from marts.fct_budget_line"
        before = reader.execute(count).fetchone()
        shutil.copyfile(built.settings.warehouse, settings.fresh)
        publication.publish(settings)
        assert reader.execute(count).fetchone() == before
    assert not settings.fresh.exists()


def test_a_failed_critical_expectation_names_itself() -> None:
    good = Result("completeness", "a", "critical", True, 5, 0, "", "甲")
    unexamined = Result("completeness", "b", "critical", None, 0, 0, "", "乙")
    warning = Result("completeness", "c", "warning", False, 5, 1, "", "丙")
    gate.require_critical([good, unexamined, warning])
    bad = Result("completeness", "rows_lost", "critical", False, 5, 2, "[...]", "丁")
    with pytest.raises(ExpectationsFailedError, match=r"rows_lost（丁）：2 处"):
        gate.require_critical([good, bad])


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no disclosures"):
        builder.build(settings_in(tmp_path))


def test_a_missing_folder_is_said_to_be_missing(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    settings.disclosures.rmdir()
    with pytest.raises(InputFolderError, match="input"):
        builder.build(settings)


def test_the_command_says_that_the_published_file_was_left(
    built: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = settings_in(tmp_path)
    settings.warehouse.parent.mkdir()
    shutil.copyfile(built.settings.warehouse, settings.warehouse)
    for name, value in environment(settings).items():
        monkeypatch.setenv(name, value)
    assert builder.main() == 1
    assert "left as it was" in capsys.readouterr().err


def test_duckdb_1_1_reads_the_published_file(built: Bench) -> None:
    with duckdb.connect(str(built.settings.warehouse), read_only=True) as new:
        row = new.execute("select sum(amount_yuan) from marts.fct_budget_line").fetchone()
    assert row is not None
    assert old_client.total(built.settings.warehouse) == str(row[0])
