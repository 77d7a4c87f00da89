"""Shards computed by the workers of a ``dask.distributed`` cluster (``gongkai build --cluster tcp://…``, ``GONGKAI_CLUSTER``).

A task is the models over the documents of one batch, by dbt in a process of its own on the worker; its file is put where the
build collects it. Workers need the wheel, and see staging and build folder under the same paths. A lost worker's batch is
done again by another; a batch on which the models fail is done again here, where the document is found that is to blame.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.errors import ClusterError, ModelsFailedError
from gongkai.settings import PROJECT, Settings
from gongkai.warehouse import models, quarantine, shards

if TYPE_CHECKING:
    from distributed import Client

_ROUNDS = 3
_LEAST = 50  # documents of a batch: dbt's own cost is that of as many
_GIVEN = ("GONGKAI_CACHE", "GONGKAI_AGENCIES", "GONGKAI_ROSTER", "GONGKAI_REVIEWS")


@dataclass(frozen=True, slots=True)
class Part:
    """One batch: its documents, those kept out with the reason, where staging is, and where its file goes."""

    documents: tuple[str, ...]
    kept_out: tuple[tuple[str, str], ...]
    staging: str
    target: str
    environment: tuple[tuple[str, str], ...]


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


def parts(
    client: Client, settings: Settings, batches: Sequence[Sequence[str]], kept_out: Mapping[str, str]
) -> Iterator[tuple[int, Path | None]]:
    """Compute batches; yield the number of each with its file as they get done, ``None`` where the models failed on it."""
    from distributed import as_completed

    os.environ["GONGKAI_CACHE"] = str(settings.build)
    models.project(settings)  # parsed once, for all workers
    folder = settings.build / "parts"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    given = tuple((name, str(Path(value).absolute())) for name in _GIVEN if (value := os.environ.get(name)))
    futures = {}
    for number, documents in enumerate(batches):
        target = folder / f"{number}.duckdb"
        part = Part(
            tuple(documents),
            tuple(kept_out.items()),
            str(settings.staging),
            str(target),
            given,
        )
        futures[client.submit(compute, part, settings.warehouse.name, pure=False)] = number, target
    for future in as_completed(futures):
        number, target = futures[future]
        yield number, target if future.exception() is None and future.result() else None
        target.unlink(missing_ok=True)


def compute(part: Part, name: str) -> bool:
    """On a worker: the models over a part, in a process of its own; whether they could be computed."""
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        order = {
            "folder": folder,
            "name": name,
            "documents": part.documents,
            "kept_out": part.kept_out,
            "staging": part.staging,
        }
        done = subprocess.run(
            [sys.executable, "-m", "gongkai.warehouse.cluster"], cwd=PROJECT, env=os.environ | dict(part.environment),
            input=json.dumps(order), text=True, stdout=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        if done.returncode == 0:
            coming = Path(f"{part.target}.{os.getpid()}")
            shutil.copyfile(Path(folder, "build", name), coming)
            os.replace(coming, part.target)
        return done.returncode == 0


def main() -> int:
    """Compute the part that standard input describes: 0, or 1 where the models fail."""
    order = json.load(sys.stdin)
    folder = Path(order["folder"])
    settings = Settings(folder, Path(order["staging"]), folder / "build", folder / order["name"])
    settings.build.mkdir(exist_ok=True)
    quarantine.write(settings, dict(order["kept_out"]))
    shards.write(settings, order["documents"])
    try:
        models.run(settings, len(order["documents"]))
    except ModelsFailedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
