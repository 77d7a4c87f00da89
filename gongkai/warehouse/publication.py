"""The published file: its fingerprint, the build lock, results stored in it, and its atomic replacement."""

from __future__ import annotations

import glob
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from expectations.run import Result
from gongkai.errors import BuildBusyError
from gongkai.settings import PROJECT, Settings, reviews_if_any
from gongkai.warehouse import kept, merging, target
from loaders.home import ROOT

_STATE = ("document_id", "shard", "staged_digest", "resolved_digest", "quarantine_reason")
_HELD = "select expectation from quality.expectation_result where unexpected_count = 0 and success is distinct from false"
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
create or replace table quality.build_info (
    built_at timestamp, fingerprint varchar, loader_version varchar, program varchar
);
comment on table quality.build_info is '一行：本文件的构建信息。One row: how this file was built.';
comment on column quality.build_info.built_at is '构建时间（UTC）。Time of the build, UTC.';
comment on column quality.build_info.fingerprint is
    '读取结果与程序的摘要；相同则无须重建。Digest of staged rows and sources; equal means nothing to do.';
comment on column quality.build_info.loader_version is '读取程序版本。Version of the loaders.';
comment on column quality.build_info.program is
    '程序、规则与使用者名录的摘要；相同才能只重算受影响的文件。Digest of all but the documents; equal means that a part can be computed.';
create or replace table quality.document_state (
    document_id varchar, shard varchar, staged_digest varchar, resolved_digest varchar, quarantine_reason varchar
);
comment on table quality.document_state is
    '一行一个文件：由哪些内容、与哪些文件一起算出。One row per document: from what, and with which others, it was computed.';
comment on column quality.document_state.document_id is '文件编号。Document id, key of dim_document.';
comment on column quality.document_state.shard is '一起计算的文件相同。The same for documents that are computed together.';
comment on column quality.document_state.staged_digest is '读取内容的摘要。Digest of the staged rows.';
comment on column quality.document_state.resolved_digest is '单位、地区等认定的摘要。Digest of what was resolved of agency and place.';
comment on column quality.document_state.quarantine_reason is '隔离的原因；没有隔离则为空。Why it is kept out; null where it isn''t.';
"""


@dataclass(frozen=True, slots=True)
class State:
    """What a published file says of a document: with which others and from what it was computed, and why it is kept out."""

    shard: str
    staged: str
    resolved: str
    quarantine: str | None


@dataclass(frozen=True, slots=True)
class Published:
    """What a published file says of its own build."""

    fingerprint: str
    program: str
    states: dict[str, State]
    held: frozenset[str]  # names of expectations that no row broke


def program() -> str:
    """Digest of everything but the documents that a build depends on: the project's own sources and the user's files."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    kept.add_files(digest, PROJECT, (*kept.PROJECT_FILES, "requirements.lock"))
    kept.add_files(digest, ROOT, ("expectations/*.py", "gongkai/*.py", "gongkai/warehouse/*.py"))
    for given in (os.environ.get("GONGKAI_AGENCIES"), os.environ.get("GONGKAI_ROSTER"), reviews_if_any()):
        if given:
            kept.add_files(digest, Path(given).parent, (glob.escape(Path(given).name),))
    return digest.hexdigest()


def fingerprint(program: str, digests: Mapping[str, str]) -> str:
    """Digest of a program and of the staged documents by id."""
    digest = hashlib.sha256(program.encode())
    for key in sorted(digests):
        digest.update(f"{key}\0{digests[key]}\0".encode())
    return digest.hexdigest()


def published(warehouse: Path) -> Published | None:
    """What the published file says of its own build; None where there is no file that tells."""
    if not warehouse.exists():
        return None
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            rows = connection.execute("select fingerprint, program from quality.build_info").fetchall()
            states = connection.execute(f"select {', '.join(_STATE)} from quality.document_state").fetchall()
            held = connection.execute(_HELD).fetchall()
    except duckdb.Error:
        return None
    if not rows:
        return None
    [(fingerprint, program)] = rows
    by_document = {key: State(*state) for key, *state in states}
    return Published(fingerprint, program, by_document, frozenset(name for (name,) in held))


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
    for path in (settings.fresh, settings.work, settings.merged):
        for leftover in (path, path.with_name(path.name + ".wal")):
            leftover.unlink(missing_ok=True)
    settings.quarantine.unlink(missing_ok=True)
    settings.shard.unlink(missing_ok=True)
    for folder in (settings.build / "tmp", settings.parts):
        shutil.rmtree(folder, ignore_errors=True)
    _incoming(settings.warehouse).unlink(missing_ok=True)


def store_results(
    settings: Settings, results: Sequence[Result], states: Mapping[str, State], build: tuple[str, str, str]
) -> None:
    """Write the results of the expectations into the built file and flush it to one file.

    ``build``: fingerprint, version of the loaders and digest of the program.
    """
    with merging.writer(settings.fresh) as connection:
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
        connection.execute("insert into quality.build_info values (?, ?, ?, ?)", [now, *build])
        connection.execute(
            f"insert into quality.document_state select {', '.join(f'unnest(${n})' for n in range(1, 6))}",
            [list(column) for column in zip(*[(k, *astuple(s)) for k, s in sorted(states.items())], strict=True)],
        )
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
