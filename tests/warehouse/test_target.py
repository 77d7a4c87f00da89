"""Where a result goes is looked at before anything is read; what others left there reaches no new file."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path
from types import SimpleNamespace

import duckdb
import psutil
import pytest

from gongkai import build as builder
from gongkai.ending import Stopped
from gongkai.errors import TargetError
from gongkai.settings import PROJECT, Settings
from gongkai.warehouse import publication, target
from tests.warehouse.test_publication import LINE, environment, settings_in


def database(path: Path, value: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"create table t as select {value} as n")


def ready(folder: Path) -> Settings:
    """Settings with a published file that holds 1 and a built one that holds 2."""
    settings = settings_in(folder)
    database(settings.warehouse, 1)
    database(settings.fresh, 2)
    return settings


def value(path: Path) -> int:
    with duckdb.connect(str(path), read_only=True) as connection:
        return int(connection.execute("select n from t").fetchall()[0][0])


SESSION = """
import duckdb, os, sys, time
c = duckdb.connect(sys.argv[1])
c.execute("update t set n = 99")
print("ready", flush=True)
if sys.argv[2] == "die":
    os._exit(1)
time.sleep(600)
"""


def session(path: Path, how: str) -> subprocess.Popen[str]:
    """Another program that changes the file: it goes on, or it dies before the change is in the file itself."""
    process = subprocess.Popen(
        [sys.executable, "-c", SESSION, str(path), how], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_a_folder_in_its_place_is_said_before_anything_is_read(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    settings.warehouse.mkdir(parents=True)

    with pytest.raises(TargetError, match="GONGKAI_WAREHOUSE"):
        builder.build(settings)
    assert not settings.staging.exists()


def test_a_file_of_another_kind_is_not_overwritten(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    settings.warehouse.parent.mkdir()
    settings.warehouse.write_text("notes of years, longer than any header", encoding="utf-8")

    with pytest.raises(TargetError, match="no DuckDB file"):
        builder.build(settings)
    assert settings.warehouse.read_text(encoding="utf-8").startswith("notes")


@pytest.mark.parametrize("name", ["staging", "build", "out"])
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    settings = settings_in(tmp_path)
    (tmp_path / name).write_text("a file where a folder should be", encoding="utf-8")

    with pytest.raises(TargetError, match=str(tmp_path / name)):
        builder.build(settings)


def test_too_little_space_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")(0, 0, 10 * 2**20)
    monkeypatch.setattr(target, "shutil", SimpleNamespace(disk_usage=lambda _: usage))

    with pytest.raises(TargetError, match="10 MB"):
        builder.build(settings_in(tmp_path))


def test_a_session_that_writes_is_asked_to_close(tmp_path: Path) -> None:
    settings = ready(tmp_path)
    other = session(settings.warehouse, "stay")
    try:
        with pytest.raises(TargetError, match="close that first"):
            target.require(settings)
        with pytest.raises(TargetError, match="close that first"):
            publication.publish(settings)
    finally:
        other.kill()
        other.wait()


def test_changes_of_a_dead_session_are_put_aside_and_not_replayed(tmp_path: Path) -> None:
    settings = ready(tmp_path)
    session(settings.warehouse, "die").wait()
    log = settings.warehouse.with_name(settings.warehouse.name + ".wal")
    assert log.exists()

    aside = publication.publish(settings)

    assert aside is not None
    assert aside.exists()
    assert not log.exists()
    assert value(settings.warehouse) == 2


def test_nothing_is_put_aside_where_nothing_lies(tmp_path: Path) -> None:
    assert publication.publish(ready(tmp_path)) is None


def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    settings = ready(tmp_path)
    with settings.warehouse.open("rb+") as file:
        file.truncate(20)

    target.require(settings)
    publication.publish(settings)

    assert value(settings.warehouse) == 2


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OSError(28, "No space left on device", "/x/y"), 1, "No space left on device: /x/y"),
        (MemoryError(), 1, "out of memory"),
        (KeyError("odd"), 1, "error.log"),
        (KeyboardInterrupt(), 130, "stopped"),
        (Stopped(15), 143, "stopped"),
    ],
)
def test_what_nobody_foresaw_is_one_sentence_and_a_status(
    error: BaseException, status: int, words: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    settings = settings_in(tmp_path)
    for name, text in environment(settings).items():
        monkeypatch.setenv(name, text)

    def fail(_: Settings) -> bool:
        raise error

    monkeypatch.setattr(builder, "build", fail)

    assert builder.main() == status
    said = capsys.readouterr().err
    assert words in said
    assert len(said.splitlines()) == 1


def test_what_was_begun_is_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_in(tmp_path)
    (settings.disclosures / "a.txt").write_text(LINE, encoding="utf-8")

    def fail(*_: object) -> None:
        database(settings.fresh, 1)
        raise RuntimeError("on purpose")

    monkeypatch.setattr(builder, "_build_fresh", fail)
    with pytest.raises(RuntimeError):
        builder.build(settings)
    assert not settings.fresh.exists()


def test_a_build_that_is_told_to_end_leaves_no_process(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    sample = PROJECT / "disclosures" / "zezhou-2024-department-budget.txt"
    shutil.copyfile(sample, settings.disclosures / "a.txt")
    process = subprocess.Popen(
        [sys.executable, "-m", "gongkai.build"], cwd=PROJECT, env=environment(settings),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not (children := psutil.Process(process.pid).children(recursive=True)):
        assert process.poll() is None
        time.sleep(0.02)

    process.terminate()
    said = process.communicate()[1]

    assert (process.returncode, said) == (143, "未发布：已中断 / stopped\n")
    psutil.wait_procs(children, timeout=10)
    assert not [child for child in children if child.is_running()]


READER = """
import duckdb, pathlib, sys
seen = []
while not pathlib.Path(sys.argv[2]).exists():
    with duckdb.connect(sys.argv[1], read_only=True) as c:
        first = c.execute("select n from t").fetchall()
        again = c.execute("select n from t").fetchall()
    assert first == again
    seen.append(first[0][0])
assert seen == sorted(seen)
print(len(set(seen)))
"""


def test_readers_see_one_file_or_the_next_whole(tmp_path: Path) -> None:
    settings = ready(tmp_path)
    done = tmp_path / "done"
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(settings.warehouse), str(done)], stdout=subprocess.PIPE, text=True
    )
    for number in range(2, 22):
        settings.fresh.unlink(missing_ok=True)
        database(settings.fresh, number)
        publication.publish(settings)
    done.touch()

    assert int(reader.communicate()[0]) > 1
    assert reader.returncode == 0
