"""Reading and shards by the workers of a cluster give what this machine alone gives, though a worker is lost."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from gongkai.errors import ClusterError
from gongkai.settings import Settings
from gongkai.warehouse import cluster
from loaders.intake import runner
from loaders.intake.cluster import ClusterPool
from loaders.intake.staging import digest
from tests.warehouse import samples

distributed = pytest.importorskip("distributed", reason="distributed is not installed (extra: cluster)")


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as workers,
        distributed.Client(workers) as client,
    ):
        yield client


def test_documents_are_read_alike(client: Any, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in "abcdefghijklmnopq":  # more than a task holds
        (tmp_path / "in" / f"{name}.txt").write_text(
            f"青浦区残疾人就业服务所{name}2025年单位预算\n", encoding="utf-8"
        )

    here = runner.run(tmp_path / "in", tmp_path / "here", progress=False)
    there = runner.run(
        tmp_path / "in", tmp_path / "there", progress=False, pool=lambda handler: ClusterPool(client, handler)
    )

    assert here.outcomes == there.outcomes
    assert all(o.digest == digest(tmp_path / "there" / o.document_id) for o in here.outcomes)


def test_a_lost_workers_part_is_done_again(client: Any, tmp_path: Path) -> None:
    settings = Settings(tmp_path, tmp_path / "staging", tmp_path / "build", tmp_path / "gongkai.duckdb")
    settings.build.mkdir()
    samples.stage_all(settings.staging)
    victim = next(iter(client.run(os.getpid).values()))

    def kill() -> None:
        time.sleep(2)
        os.kill(victim, signal.SIGKILL)

    threading.Thread(target=kill).start()
    batches = [["budget"], ["evaluation"]]
    done = {}
    for number, path in cluster.computed(client, settings, batches, {}):
        assert path is not None
        with duckdb.connect(str(path), read_only=True) as connection:
            done[number] = set(connection.execute("select document_id from marts.dim_document").fetchall())

    assert done == {0: {("budget",)}, 1: {("evaluation",)}}


def test_a_cluster_that_is_not_there_is_named() -> None:
    with pytest.raises(ClusterError, match="tcp://127"):
        cluster.connect("tcp://127.0.0.1:1", timeout="1s")
