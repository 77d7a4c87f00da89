"""Cores and memory: control groups of both versions count, settings override, what is no number is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.warehouse import resources
from loaders.errors import SettingError
from loaders.intake import allowance, machine

GB = 1024 * machine.MB


def grouped(root: Path, membership: str, files: dict[str, str]) -> Path:
    """A system whose process is in the groups of ``membership``."""
    (root / "proc/self").mkdir(parents=True)
    (root / "proc/self/cgroup").write_text(membership)
    for name, text in files.items():
        path = root / "sys/fs/cgroup" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def test_version_2_the_smallest_limit_of_the_group_and_those_above_counts(tmp_path: Path) -> None:
    root = grouped(
        tmp_path,
        "0::/outer/inner\n",
        {
            "outer/memory.max": "268435456\n",
            "outer/inner/memory.max": "max\n",
            "outer/cpu.max": "max 100000\n",
            "outer/inner/cpu.max": "50000 100000\n",
        },
    )

    assert machine.memory(root) == 256 * machine.MB
    assert machine.cores(root) == 1


def test_version_1_limits_of_a_container_stand_at_the_top_of_its_mount(tmp_path: Path) -> None:
    root = grouped(
        tmp_path,
        "4:memory:/docker/0f\n2:cpu,cpuacct:/docker/0f\n",
        {
            "memory/memory.limit_in_bytes": "134217728\n",
            "cpu/cpu.cfs_quota_us": "100000\n",
            "cpu/cpu.cfs_period_us": "100000\n",
        },
    )

    assert machine.memory(root) == 128 * machine.MB
    assert machine.cores(root) == 1


def test_no_limit_is_no_limit(tmp_path: Path) -> None:
    root = grouped(
        tmp_path,
        "4:memory:/\n2:cpu:/\n0::/\n",
        {"memory/memory.limit_in_bytes": "9223372036854771712\n", "cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"},
    )

    assert machine.memory(root) > 128 * machine.MB
    assert machine.cores(root) == machine.cores(tmp_path / "none")


@pytest.mark.parametrize(
    ("available", "threads", "megabytes"),
    [(24 * GB, 2, 2048), (2 * GB, 2, 1024), (1 * GB, 2, 256), (256 * GB, 64, 65536)],
)
def test_duckdb_gets_a_gigabyte_a_thread_where_that_leaves_room_for_python(
    available: int, threads: int, megabytes: int
) -> None:
    assert resources.share(available, threads) == megabytes * machine.MB


def test_workers_share_the_memory_and_settings_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GONGKAI_JOBS", "GONGKAI_MEMORY_LIMIT", "GONGKAI_TIME_LIMIT", "GONGKAI_WALL_LIMIT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(machine, "memory", lambda: 2 * GB)
    monkeypatch.setattr(machine, "cores", lambda: 16)
    assert allowance.workers() == 4
    assert allowance.limits(4).memory == 384 * machine.MB
    assert allowance.limits(1).memory == 1536 * machine.MB

    monkeypatch.setenv("GONGKAI_JOBS", "3")
    monkeypatch.setenv("GONGKAI_MEMORY_LIMIT", "700")
    monkeypatch.setenv("GONGKAI_TIME_LIMIT", "30")
    assert allowance.workers() == 3
    assert allowance.limits(3).memory == 700 * machine.MB
    assert (allowance.limits(3).seconds, allowance.limits(3).wall) == (30, 300)


@pytest.mark.parametrize("text", ["0", "-1", "two", "1.5", "²"])
def test_a_setting_that_is_no_number_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("GONGKAI_JOBS", text)
    with pytest.raises(SettingError, match="GONGKAI_JOBS"):
        allowance.workers()


def test_duckdb_memory_is_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_DUCKDB_MEMORY", "1.5 GB")
    assert resources.memory() == "1.5 GB"
    monkeypatch.setenv("GONGKAI_DUCKDB_MEMORY", "plenty")
    with pytest.raises(SettingError, match="GONGKAI_DUCKDB_MEMORY"):
        resources.memory()
