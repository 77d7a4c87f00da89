"""The published file: its fingerprint, the build lock, results stored in it, and its atomic replacement."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from expectations.run import Result
from gongkai.errors import BuildBusyError
from gongkai.settings import PROJECT, Settings, reviews_if_any
from gongkai.warehouse import target
from loaders.home import ROOT

_SOURCES = (
    (PROJECT, "models/**/*"), (PROJECT, "macros/**/*"), (PROJECT, "tests/dbt/**/*"), (PROJECT, "seeds/**/*.csv"),
    (ROOT, "expectations/*.py"), (ROOT, "gongkai/*.py"), (ROOT, "gongkai/warehouse/*.py"), (PROJECT, "dbt_project.yml"), (PROJECT, "profiles.yml"),
    (PROJECT, "requirements.lock"),
)  # fmt: skip

_RESULTS = """
create schema if not exists quality;
create or replace table quality.expectation_result (
    suite varchar, expectation varchar, severity varchar, success boolean, examined_count bigint,
    unexpected_count bigint, sample varchar, title varchar
);
comment on table quality.expectation_result is
    '一行一项质量预期的检验结果。One row per expectation evaluated before publication.';
comment on column quality.expectation_result.suite is '预期组。Suite.';
comment on column quality.expectation_result.expectation is '预期名。Expectation.';
comment on column quality.expectation_result.severity is
    '严重程度：critical 不满足则不发布，warning 随文件发布。critical ones gate publication, warnings do not.';
comment on column quality.expectation_result.success is
    '是否满足；未检查到任何行则为空。Whether it holds; null where nothing was examined.';
comment on column quality.expectation_result.examined_count is '检查的行数。Rows examined.';
comment on column quality.expectation_result.unexpected_count is '不符合的行数。Rows that violate it.';
comment on column quality.expectation_result.sample is '不符合的例子（JSON）。Examples, as JSON.';
comment on column quality.expectation_result.title is '说明。What is expected, in Chinese.';
create or replace table quality.build_info (built_at timestamp, fingerprint varchar, loader_version varchar);
comment on table quality.build_info is '一行：本文件的构建信息。One row: how this file was built.';
comment on column quality.build_info.built_at is '构建时间（UTC）。Time of the build, UTC.';
comment on column quality.build_info.fingerprint is
    '读取结果与程序的摘要；相同则无须重建。Digest of staged rows and sources; equal means nothing to do.';
comment on column quality.build_info.loader_version is '读取程序版本。Version of the loaders.';
"""


def fingerprint(settings: Settings) -> str:
    """Digest of everything a build depends on: the staged rows and the project's own sources."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    for root, pattern in _SOURCES:
        _add_files(digest, root, sorted(root.glob(pattern)))
    _add_files(digest, settings.staging, sorted(settings.staging.glob("[!.]*/*.csv")))
    for variable in ("GONGKAI_AGENCIES", "GONGKAI_ROSTER"):
        if given := os.environ.get(variable):
            _add_files(digest, Path(given).parent, [Path(given)])
    if reviews := reviews_if_any():
        _add_files(digest, Path(reviews).parent, [Path(reviews)])
    return digest.hexdigest()


def _add_files(digest: hashlib._Hash, root: Path, paths: Sequence[Path]) -> None:
    for path in paths:
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode())
            digest.update(path.read_bytes())


def published_fingerprint(warehouse: Path) -> str | None:
    """The fingerprint stored in the published file; None where there is no file that tells one."""
    if not warehouse.exists():
        return None
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            row = connection.execute("select fingerprint from quality.build_info").fetchone()
    except duckdb.Error:
        return None
    return str(row[0]) if row else None


@contextmanager
def locked(build: Path) -> Iterator[None]:
    """Hold the build folder; the lock goes with the process, however that ends.

    Raises BuildBusyError where another process holds it.
    """
    build.mkdir(parents=True, exist_ok=True)
    try:
        lock = FileLock(build / ".lock").acquire(blocking=False)
    except Timeout as error:
        raise BuildBusyError(f"另一个构建正在进行（{build}）/ another build is running in {build}") from error
    with lock:
        yield


def remove_stale(settings: Settings) -> None:
    """Delete what a failed or killed build left behind."""
    for path in (settings.fresh, settings.work):
        for leftover in (path, path.with_name(path.name + ".wal")):
            leftover.unlink(missing_ok=True)
    settings.quarantine.unlink(missing_ok=True)
    shutil.rmtree(settings.build / "tmp", ignore_errors=True)
    _incoming(settings.warehouse).unlink(missing_ok=True)


def store_results(settings: Settings, results: Sequence[Result], digest: str, loader_version: str) -> None:
    """Write the results of the expectations into the built file and flush it to one file."""
    with duckdb.connect(str(settings.fresh)) as connection:
        connection.execute(_RESULTS)
        connection.executemany(
            "insert into quality.expectation_result values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                [
                    r.suite,
                    r.expectation,
                    r.severity,
                    r.success,
                    r.examined_count,
                    r.unexpected_count,
                    r.sample,
                    r.title,
                ]
                for r in results
            ],
        )
        now = datetime.now(UTC).replace(tzinfo=None)
        connection.execute("insert into quality.build_info values (?, ?, ?)", [now, digest, loader_version])
        connection.execute("checkpoint")


def publish(settings: Settings) -> Path | None:
    """Put the built file in the place of the published one, in one step; readers keep the file they opened.

    Gives where a write-ahead log beside the old file was put aside, if there was one. Raises TargetError where another
    program has the old file open for writing, and OSError where the disk refuses.
    """
    published = settings.warehouse
    published.parent.mkdir(parents=True, exist_ok=True)
    ready = settings.fresh
    if ready.stat().st_dev != published.parent.stat().st_dev:
        ready = _incoming(published)
        shutil.copyfile(settings.fresh, ready)
    with ready.open("rb+") as file:
        os.fsync(file.fileno())
    target.require_unlocked(published)
    aside = target.set_aside_log(published)
    os.replace(ready, published)
    settings.fresh.unlink(missing_ok=True)
    return aside


def _incoming(published: Path) -> Path:
    return published.with_name(f".{published.name}.incoming")
