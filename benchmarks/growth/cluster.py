"""``python -m benchmarks.growth.cluster [COUNT] [--kill reading|models] [--keep FOLDER]``: a cluster's build equals the local one.

A scheduler and two workers on this machine build generated documents; one worker is killed in the middle and stays dead. The
same documents are built without a cluster. Prints what both took and every published table that differs; ends with 1 where one does.
Needs the extra ``cluster``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.breakage.builds import contents
from benchmarks.growth import documents
from gongkai.settings import PROJECT

_WORKERS = 2
_PATIENCE_SECONDS = 60.0
_BEGUN_SECONDS = 3.0  # both workers have a part by then, and need longer for it


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler with its workers: its address, and the workers' processes. All end with the context."""
    told = folder / "scheduler.json"
    told.unlink(missing_ok=True)
    program = [sys.executable, "-m", "dask"]
    environment = os.environ | {"GONGKAI_DUCKDB_THREADS": "1"}
    with (folder / "cluster.log").open("ab") as log:

        def start(*words: str) -> subprocess.Popen[bytes]:
            command = [*program, *words, "--no-dashboard", "--scheduler-file", str(told)]
            return subprocess.Popen(
                command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True
            )

        processes = [start("scheduler", "--host", "127.0.0.1", "--port", "0")]
        try:
            _until(lambda: told.exists() and told.stat().st_size > 0)
            workers = [start("worker", "--nthreads", "1", "--no-nanny") for _ in range(_WORKERS)]
            processes += workers
            yield json.loads(told.read_text(encoding="utf-8"))["address"], workers
        finally:
            for process in processes:
                process.kill()
                process.wait()


def _until(is_so: Callable[[], bool]) -> None:
    patience = time.monotonic() + _PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > patience:
            raise TimeoutError("the cluster did not start")
        time.sleep(0.05)


def build(root: Path, name: str, address: str = "") -> subprocess.Popen[bytes]:
    """A build of ``root``/in into ``root``/``name``."""
    folder = root / name
    folder.mkdir(exist_ok=True)
    environment = os.environ | {
        "GONGKAI_DISCLOSURES": str(root / "in"), "GONGKAI_STAGING": str(folder / "staging"), "GONGKAI_BUILD_DIR": str(folder / "build"),
        "GONGKAI_WAREHOUSE": str(folder / "gongkai.duckdb"), "GONGKAI_CLUSTER": address,
    }  # fmt: skip
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "gongkai.build"], cwd=PROJECT, env=environment, stdout=log, stderr=log
        )


def in_the_middle(root: Path, phase: str, count: int) -> bool:
    """Whether the cluster's build has half of its documents, or its workers have begun with the models."""
    if phase == "reading":
        staging = root / "cluster" / "staging"
        return staging.is_dir() and sum(1 for path in staging.iterdir() if path.is_dir()) > count // 2
    parts = root / "cluster" / "build" / "parts"
    return parts.is_dir() and time.time() - parts.stat().st_mtime > _BEGUN_SECONDS


def run(root: Path, count: int, phase: str) -> int:
    """Build twice and compare: 0 where every table is equal."""
    documents.write(root / "in", range(count))
    began = time.monotonic()
    with cluster(root) as (address, workers):
        process = build(root, "cluster", address)
        while process.poll() is None and not in_the_middle(root, phase, count):
            time.sleep(0.1)
        is_killed = process.poll() is None
        workers[0].kill()
        status = process.wait()
    print(f"cluster: status {status}, {time.monotonic() - began:.0f} s, killed in {phase if is_killed else 'vain'}", flush=True)  # fmt: skip
    began = time.monotonic()
    status += build(root, "local").wait()
    print(f"local: {time.monotonic() - began:.0f} s", flush=True)
    if status or not is_killed:
        return 1
    there, here = (contents(root / name / "gongkai.duckdb") for name in ("cluster", "local"))
    apart = [name for name in sorted(there.keys() | here.keys()) if there.get(name) != here.get(name)]
    for name in apart:
        ours, theirs = here[name] - there[name], there[name] - here[name]
        print(f"{name}: {ours.total()} rows only here, {theirs.total()} only there; {next(iter(ours), None)} | {next(iter(theirs), None)}")  # fmt: skip
    print(f"{count} documents, {len(here)} tables, {sum(map(len, here.values()))} rows, {len(apart)} differ")
    return int(bool(apart))


def main() -> int:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=100)
    parser.add_argument("--kill", choices=("reading", "models"), default="models")
    parser.add_argument("--keep", type=Path, help="folder to work in, kept afterwards")
    options = parser.parse_args()
    if options.keep is not None:
        options.keep.mkdir(parents=True, exist_ok=True)
        return run(options.keep.absolute(), options.count, options.kill)
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        return run(Path(name), options.count, options.kill)


if __name__ == "__main__":
    sys.exit(main())
