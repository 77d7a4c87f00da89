"""Batches of documents computed apart: the models over one, by dbt in a process of its own, into a file of its own.

Here side by side, or by the workers of a cluster (gongkai/warehouse/cluster.py). One thread of DuckDB in each of several
processes does more than several threads that share every query: handing out costs, and small models leave threads idle.
A process ends with the one that started it, however that ends.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, cast

from gongkai.errors import ModelsFailedError
from gongkai.settings import PROJECT, Settings
from gongkai.warehouse import models, quarantine, resources, shards

_PAUSE_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Order:
    """One batch: its documents, those kept out with the reason, where staging is, and the published file's name."""

    documents: tuple[str, ...]
    kept_out: tuple[tuple[str, str], ...]
    staging: str
    name: str


def order(settings: Settings, documents: Sequence[str], kept_out: Mapping[str, str]) -> Order:
    """What to compute of ``documents``."""
    return Order(tuple(documents), tuple(kept_out.items()), str(settings.staging), settings.warehouse.name)


def start(folder: Path, what: Order, environment: Mapping[str, str]) -> subprocess.Popen[str]:
    """Begin to compute below ``folder``: a process that ends with 0 when ``made`` is there, with 1 where the models fail.

    It is killed when its standard input closes.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "gongkai.warehouse.parts"], cwd=PROJECT, env=os.environ | dict(environment),
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    asked = cast("IO[str]", process.stdin)
    with suppress(BrokenPipeError):  # it has ended: with a status that isn't 0
        asked.write(json.dumps({"folder": str(folder), **asdict(what)}) + "\n")
        asked.flush()
    return process


def made(folder: Path, what: Order) -> Path:
    """The file that a process which was started below ``folder`` makes."""
    return folder / "build" / what.name


def computed(
    settings: Settings, batches: Sequence[Sequence[str]], kept_out: Mapping[str, str], processes: int
) -> Iterator[tuple[int, Path | None]]:
    """Compute batches in so many ``processes``; yield the number of each with its file as they get done, ``None`` where it
    couldn't be computed. A file is there until the next is asked for, while others are being computed."""
    models.project(settings)  # parsed once, for all
    environment = resources.apart(processes)
    waiting = [(number, order(settings, documents, kept_out)) for number, documents in enumerate(batches)]
    running: dict[int, tuple[subprocess.Popen[str], Order]] = {}
    try:
        while waiting or running:
            free = processes - sum(process.poll() is None for process, _ in running.values())
            for number, what in waiting[:free]:
                running[number] = start(settings.parts / str(number), what, environment), what
            del waiting[:free]
            ended = next((n for n, (process, _) in running.items() if process.returncode is not None), None)
            if ended is None:
                time.sleep(_PAUSE_SECONDS)
                continue
            process, what = running.pop(ended)
            release(process)
            folder = settings.parts / str(ended)
            yield ended, made(folder, what) if process.returncode == 0 else None
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        for process, _ in running.values():
            process.kill()
            release(process)
        shutil.rmtree(settings.parts, ignore_errors=True)


def release(process: subprocess.Popen[str]) -> None:
    """Wait for the end of what was started, and let go of its pipe."""
    process.wait()
    with suppress(BrokenPipeError):
        cast("IO[str]", process.stdin).close()


def _end_with_the_other_side() -> None:
    """Wait until whoever started this process closes its standard input, or ends."""
    sys.stdin.read()
    os._exit(1)


def main() -> int:
    """Compute the part that the first line of standard input describes: 0, or 1 where the models fail."""
    told = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_the_other_side, daemon=True).start()
    folder = Path(told["folder"])
    settings = Settings(folder, Path(told["staging"]), folder / "build", folder / told["name"])
    settings.build.mkdir(parents=True, exist_ok=True)
    quarantine.write(settings, dict(told["kept_out"]))
    shards.write(settings, told["documents"])
    try:
        models.run(settings, len(told["documents"]))
    except ModelsFailedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
