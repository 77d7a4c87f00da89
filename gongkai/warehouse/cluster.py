"""Shards computed by the workers of a ``dask.distributed`` cluster (``gongkai build --cluster tcp://…``, ``GONGKAI_CLUSTER``).

A task is one batch (gongkai/warehouse/parts.py), computed on the worker; its file is put where the build collects it. Workers
need the wheel, and see staging and build folder under the same paths. A lost worker's batch is done again by another; a batch
on which the models fail is done again here, where the document is found that is to blame.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.errors import ClusterError
from gongkai.settings import Settings
from gongkai.warehouse import models, parts

if TYPE_CHECKING:
    from distributed import Client

_ROUNDS = 3
_LEAST = 50  # documents of a batch: dbt's own cost is that of as many
_GIVEN = ("GONGKAI_CACHE", "GONGKAI_AGENCIES", "GONGKAI_ROSTER", "GONGKAI_REVIEWS")


def connect(address: str, timeout: str = "30s") -> Client:
    """The scheduler at an address. Raises ClusterError where it can't be reached or ``distributed`` isn't there."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(
            "没有安装集群组件，请装 gongkai[cluster]", "install gongkai[cluster] first"
        ) from error
    try:
        return Client(address, timeout=timeout)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"连接不上集群 {address}（{error}）", f"can't reach the cluster at {address}"
        ) from error


def share(client: Client, documents: int) -> int:
    """Documents in a batch, so that every worker gets some batches that are worth their dbt."""
    workers: int = sum(client.nthreads().values())
    return max(_LEAST, documents // max(1, _ROUNDS * workers))


def computed(
    client: Client, settings: Settings, batches: Sequence[Sequence[str]], kept_out: Mapping[str, str]
) -> Iterator[tuple[int, Path | None]]:
    """Compute batches; yield the number of each with its file as they get done, ``None`` where the models failed on it."""
    from distributed import as_completed

    os.environ["GONGKAI_CACHE"] = str(settings.build)
    models.project(settings)  # parsed once, for all workers
    settings.parts.mkdir(parents=True, exist_ok=True)
    given = {name: str(Path(value).absolute()) for name in _GIVEN if (value := os.environ.get(name))}
    futures = {}
    for number, documents in enumerate(batches):
        target = settings.parts / f"{number}.duckdb"
        order = parts.order(settings, documents, kept_out)
        futures[client.submit(compute, order, str(target), given, pure=False)] = number, target
    for future in as_completed(futures):
        number, target = futures[future]
        yield number, target if future.exception() is None and future.result() else None
        target.unlink(missing_ok=True)


def compute(order: parts.Order, target: str, given: Mapping[str, str]) -> bool:
    """On a worker: the models over a batch into the file ``target``, in a process of its own; whether they could be computed."""
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        folder = Path(name)
        process = parts.start(folder, order, given)
        parts.release(process)
        if process.returncode == 0:
            coming = Path(f"{target}.{os.getpid()}")
            shutil.copyfile(parts.made(folder, order), coming)
            os.replace(coming, target)
        return process.returncode == 0
