"""Builds of tiny documents that are killed, read from, starved of disk or run twice at once: is anything lost or torn?"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from gongkai.settings import PROJECT

_TEXT = """某县{agency}2024年度部门预算

{agency}2024年部门支出预算表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t{total}.50\t{basic}.25\t{project}.25
205\t教育支出\t{total}.50\t{basic}.25\t{project}.25
20502\t普通教育\t{total}.50\t{basic}.25\t{project}.25
2050201\t学前教育\t{total}.50\t{basic}.25\t{project}.25
"""
_AGENCIES = ("教育局", "财政局", "水利局", "民政局", "审计局", "统计局")
# What differs from build to build: the moment, and how long things took.
_PASSING = ("built_at",)
_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one build below ``root``."""

    root: Path

    @property
    def warehouse(self) -> Path:
        """The published file."""
        return self.root / "out" / "gongkai.duckdb"

    @property
    def disclosures(self) -> Path:
        """The input folder."""
        return self.root / "in"

    def variables(self, **more: str) -> dict[str, str]:
        """The environment of a build there."""
        return {
            **os.environ, "GONGKAI_DISCLOSURES": str(self.disclosures), "GONGKAI_STAGING": str(self.root / "staging"),
            "GONGKAI_BUILD_DIR": str(self.root / "build"), "GONGKAI_WAREHOUSE": str(self.warehouse), "GONGKAI_JOBS": "1", **more,
        }  # fmt: skip


def change(folder: Path, chance: random.Random) -> None:
    """Put a document there, write one anew, or take one away; one always stays."""
    folder.mkdir(parents=True, exist_ok=True)
    agency = chance.choice(_AGENCIES)
    path = folder / f"{agency}.txt"
    if path.exists() and chance.random() < 0.3 and len(list(folder.iterdir())) > 1:
        path.unlink()
        return
    basic, project = chance.randrange(10, 900), chance.randrange(10, 900)
    path.write_text(
        _TEXT.format(agency=agency, basic=basic, project=project, total=basic + project), encoding="utf-8"
    )


def start(folders: Folders, **variables: str) -> subprocess.Popen[str]:
    """A build in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "gongkai.build"], cwd=PROJECT, env=folders.variables(**variables), text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def build(folders: Folders, **variables: str) -> tuple[int, str]:
    """Run one build to its end: status, and what it says on stderr."""
    process = start(folders, **variables)
    said = process.communicate()[1]
    return process.returncode, said


def contents(warehouse: Path) -> dict[str, Counter[tuple[object, ...]]]:
    """Every row of every table and view of a file, without what passes from build to build."""
    found: dict[str, Counter[tuple[object, ...]]] = {}
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = connection.execute(
            "select schema_name, table_name, list(column_name order by column_index) from duckdb_columns() "
            "where not internal group by all order by all"
        ).fetchall()
        for schema, table, columns in tables:
            kept = ", ".join(f'"{name}"' for name in columns if name not in _PASSING)
            rows = connection.execute(f'select {kept} from "{schema}"."{table}"').fetchall()
            found[f"{schema}.{table}"] = Counter(tuple(map(repr, row)) for row in rows)
    return found


def fingerprint(warehouse: Path) -> str:
    """Whose input a file was built from; raises duckdb.Error for a torn one."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        row = connection.execute("select fingerprint from quality.build_info").fetchone()
        connection.execute("select count(*) from marts.fct_budget_line").fetchone()
    return str(row[0]) if row else ""


def kills(root: Path, count: int, seed: int, until: float) -> Iterator[tuple[str, str]]:
    """Builds of changing input killed at random moments: ``(whole | torn | lost | late, when)``; now and then healed.

    After every tenth kill the next build must heal all alone: ``healed`` where its tables are those of a build from scratch.
    """
    chance = random.Random(f"{seed}/kills")
    folders = Folders(root / "killed")
    change(folders.disclosures, chance)
    began = time.monotonic()
    status, said = build(folders)
    length = time.monotonic() - began
    if status:
        yield "failed", said
        return
    for number in range(1, count + 1):
        if time.monotonic() > until:
            return
        change(folders.disclosures, chance)
        before = folders.warehouse.read_bytes()
        delay = chance.uniform(0, 1.1 * length)
        process = start(folders)
        try:
            process.wait(delay)
            outcome = "late"
        except subprocess.TimeoutExpired:
            outcome = _killed(process, alone=chance.random() < 0.5)
        process.communicate()
        outcome = outcome if outcome == "orphans" else _state(folders.warehouse, before, outcome)
        yield outcome, f"after {delay:.1f} of {length:.1f} s"
        if number % 10 == 0 or number == count:
            yield _healed(folders, root / "scratch")


def _killed(process: subprocess.Popen[str], *, alone: bool) -> str:
    """Kill a build with all that it started, or the build ``alone``: then the others have to end by themselves."""
    if not alone:
        os.killpg(process.pid, signal.SIGKILL)
        return "killed"
    process.kill()
    process.wait()
    patience = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < patience:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return "killed"
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    return "orphans"


def _state(warehouse: Path, before: bytes, outcome: str) -> str:
    if not warehouse.exists():
        return "lost"
    try:
        fingerprint(warehouse)
    except duckdb.Error:
        return "torn"
    return outcome if outcome == "late" else "whole" if warehouse.read_bytes() == before else "published"


def _healed(folders: Folders, scratch: Path) -> tuple[str, str]:
    status, said = build(folders)
    if status:
        return "not healed", said
    shutil.rmtree(scratch, ignore_errors=True)
    fresh = Folders(scratch)
    shutil.copytree(folders.disclosures, fresh.disclosures)
    status, said = build(fresh)
    if status:
        return "failed", said
    one, other = contents(folders.warehouse), contents(fresh.warehouse)
    differing = [name for name in sorted(set(one) | set(other)) if one.get(name) != other.get(name)]
    left = [
        p.name
        for p in (
            *folders.root.glob("build/*.duckdb*"),
            *folders.root.glob("out/*"),
            *folders.root.glob("out/.*"),
        )
    ]
    if differing:
        return "not healed", ", ".join(differing)
    return (
        ("healed", f"{len(one)} tables")
        if left == [folders.warehouse.name]
        else ("left behind", ", ".join(left))
    )


_READER = """
import duckdb, pathlib, sys
seen = []
while not pathlib.Path(sys.argv[2]).exists():
    try:
        with duckdb.connect(sys.argv[1], read_only=True) as c:
            ask = "select fingerprint, (select sum(amount_yuan) from marts.fct_budget_line), (select count(*) from marts.fct_check) from quality.build_info"
            one, other = c.execute(ask).fetchall(), c.execute(ask).fetchall()
    except duckdb.Error as error:
        print("failed", error); sys.exit(1)
    if one != other:
        print("torn", one, other); sys.exit(1)
    seen.append(one[0])
by = {}
for fingerprint, *rest in seen:
    if by.setdefault(fingerprint, rest) != rest:
        print("torn", fingerprint); sys.exit(1)
print("whole", len(seen), "queries", len(by), "builds")
"""


def readers(root: Path, count: int, seed: int, until: float) -> Iterator[tuple[str, str]]:
    """``count`` publications while two readers query in a loop: what each reader saw."""
    chance = random.Random(f"{seed}/readers")
    folders, done = Folders(root / "read"), root / "done"
    change(folders.disclosures, chance)
    build(folders)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _READER, str(folders.warehouse), str(done)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    published = 0
    try:
        while published < count and time.monotonic() < until:
            change(folders.disclosures, chance)
            status, said = build(folders)
            if status:
                yield "failed", said
            published += 1
    finally:
        done.touch()
    for process in processes:
        outcome, _, rest = process.communicate()[0].strip().partition(" ")
        yield outcome, f"{rest} under {published} publications"


def together(root: Path, seed: int) -> Iterator[tuple[str, str]]:
    """Two builds of one folder at once: one publishes, the other says that it is busy and changes nothing."""
    folders = Folders(root / "together")
    change(folders.disclosures, random.Random(f"{seed}/together"))
    processes = [start(folders), start(folders)]
    said = [process.communicate()[1] for process in processes]
    statuses = sorted(process.returncode for process in processes)
    refused = [text for text, process in zip(said, processes, strict=True) if process.returncode]
    whole = folders.warehouse.exists() and bool(fingerprint(folders.warehouse))
    good = whole and statuses in ([0, 0], [0, 1]) and all("Traceback" not in text for text in said)
    yield ("whole" if good else "failed"), f"status {statuses}; {' '.join(refused).strip()}"
    yield _healed(folders, root / "scratch")


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[bool]:
    """A disk of its own for a folder, where that is permitted."""
    folder.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    try:
        yield mounted.returncode == 0
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)


def disks(root: Path, seed: int) -> Iterator[tuple[str, str]]:
    """Builds with staging, build or output folder on a disk that is full: said, nothing lost, healed when there is room."""
    for name, when in (
        ("staging", "before"),
        ("build", "before"),
        ("out", "before"),
        ("staging", "during"),
        ("build", "during"),
    ):
        yield _disk(root / f"{name}-{when}", name, seed, is_full=when == "before")


def _disk(root: Path, name: str, seed: int, *, is_full: bool) -> tuple[str, str]:
    chance = random.Random(f"{seed}/disks")
    folders = Folders(root)
    for _ in range(3):
        change(folders.disclosures, chance)
    where = f"{name} full {'before' if is_full else 'during'} the build"
    with small_disk(root / name, 300) as is_mounted:
        if not is_mounted:
            return "skipped", f"{where}: no disk can be mounted here"
        status, said = build(folders)
        if status:
            return "failed", f"{where}: {said}"
        before = fingerprint(folders.warehouse)
        change(folders.disclosures, chance)
        ballast = root / name / "ballast"
        if is_full:
            _fill(ballast, root / name, spare=0)
            status, said = build(folders)
        else:
            process = start(folders)
            _once(lambda: any((root / "build").glob("*.duckdb")) or process.poll() is not None)
            _fill(ballast, root / name, spare=0)
            said = process.communicate()[1]
            status = process.returncode
        lost = not folders.warehouse.exists() or fingerprint(folders.warehouse) != before
        ballast.unlink()
        if status == 0 and not is_full:
            return "late", where
        sentence = said.strip().replace("\n", " ")
        if lost or status != 1 or "Traceback" in said:
            return ("lost" if lost else "failed"), f"{where}: status {status}, {sentence}"
        outcome, what = _healed(folders, root.parent / "scratch")
        return outcome, f"{where}: {sentence}; {what}"


def _once(is_so: Callable[[], bool]) -> None:
    while not is_so():
        time.sleep(0.02)


def _fill(ballast: Path, folder: Path, spare: int) -> None:
    try:
        with ballast.open("wb") as file:
            while shutil.disk_usage(folder).free > spare:
                file.write(bytes(2**16))
                file.flush()
    except OSError:
        pass
