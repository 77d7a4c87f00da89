"""Batches computed side by side, each by a process of its own, give what they give one after another, and leave no process."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from gongkai.settings import Settings
from gongkai.warehouse import models, parts, resources
from loaders.intake import machine
from tests.warehouse import parts as published
from tests.warehouse import samples
from tests.warehouse.conftest import bench
from tests.warehouse.test_parts import stage

GB = 1024 * machine.MB


@pytest.mark.parametrize(
    ("gigabytes", "threads", "expected"),
    [(23, 2, 2), (4, 2, 2), (3, 2, 1), (8, 8, 4), (32, 8, 8), (0.5, 4, 1)],
)
def test_as_many_processes_as_memory_and_processors_carry(
    gigabytes: float, threads: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "memory", lambda: int(gigabytes * GB))
    monkeypatch.setenv("GONGKAI_DUCKDB_THREADS", str(threads))
    monkeypatch.delenv("GONGKAI_DUCKDB_MEMORY", raising=False)
    assert resources.processes() == expected


def test_memory_that_is_given_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "memory", lambda: 64 * GB)
    monkeypatch.setenv("GONGKAI_DUCKDB_THREADS", "8")
    monkeypatch.setenv("GONGKAI_DUCKDB_MEMORY", "3GiB")
    assert resources.processes() == 3
    assert resources.apart(3) == {"GONGKAI_DUCKDB_THREADS": "1", "GONGKAI_DUCKDB_MEMORY": "1024MiB"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "in", tmp_path / "staging", tmp_path / "build", tmp_path / "gongkai.duckdb")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes in the place of those that compute: of the documents ``0``, ``1`` … each ends with that status, of ``stay`` none
    ends by itself."""
    begun: list[subprocess.Popen[str]] = []

    def start(folder: Path, what: parts.Order, environment: Mapping[str, str]) -> subprocess.Popen[str]:
        [document] = what.documents
        code = "input()" if document == "stay" else f"raise SystemExit({document})"
        begun.append(subprocess.Popen([sys.executable, "-S", "-c", code], stdin=subprocess.PIPE, text=True))
        folder.mkdir(parents=True)
        return begun[-1]

    monkeypatch.setattr(parts, "start", start)
    monkeypatch.setattr(models, "project", lambda settings: None)
    yield begun
    for process in begun:
        process.kill()
        process.communicate()


def test_a_batch_that_cannot_be_computed_has_no_file(
    settings: Settings, started: list[subprocess.Popen[str]]
) -> None:
    found = dict(parts.computed(settings, [["0"], ["1"], ["0"]], {}, 2))
    assert found == {
        n: settings.parts / str(n) / "build" / "gongkai.duckdb" if n != 1 else None for n in range(3)
    }
    assert not settings.parts.exists()


def test_no_more_run_at_a_time_than_there_are_processes_and_none_is_left(
    settings: Settings, started: list[subprocess.Popen[str]]
) -> None:
    done = parts.computed(settings, [["0"], ["stay"], ["stay"], ["stay"]], {}, 2)
    assert next(done)[0] == 0
    assert len(started) == 3  # another began before the file was given
    assert [process.poll() for process in started[1:]] == [None, None]

    done.close()

    assert all(process.poll() is not None for process in started)


def test_what_computes_ends_with_the_one_that_started_it(settings: Settings, tmp_path: Path) -> None:
    process = parts.start(tmp_path / "part", parts.order(settings, ["none"], {}), {})
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=60) == 1
    assert not parts.made(tmp_path / "part", parts.order(settings, [], {})).exists()


def test_batches_side_by_side_give_what_a_whole_build_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stage_more(folder: Path) -> Path:
        samples.stage_all(folder)
        stage(folder, "elsewhere", random.Random(1))
        return folder

    monkeypatch.setattr(machine, "memory", lambda: 16 * GB)
    monkeypatch.setenv("GONGKAI_DUCKDB_THREADS", "2")
    monkeypatch.setenv("GONGKAI_BATCH", "4")
    bench_of_parts = bench(tmp_path)
    bench_of_parts.restage(stage_more)

    assert bench_of_parts.build() is True

    assert "2 of 2 parts" in capsys.readouterr().out
    assert not bench_of_parts.settings.parts.exists()
    published.publish(bench_of_parts.settings.staging, tmp_path / "whole.duckdb")
    assert published.differences(bench_of_parts.settings.warehouse, tmp_path / "whole.duckdb") == []
