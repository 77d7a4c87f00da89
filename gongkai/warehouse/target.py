"""Whether a result can be published, found out before anything is read; and what others left beside the published file."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import duckdb

from gongkai.errors import TargetError
from gongkai.settings import Settings

_LEAST_FREE = 64 * 2**20
_MAGIC = slice(8, 12)


def require(settings: Settings) -> None:
    """Raise TargetError, saying what to do, where the result could not be published."""
    target = settings.warehouse
    if target.exists() and not target.is_file():
        raise TargetError(
            f"{target} 不是文件，请另设 GONGKAI_WAREHOUSE", f"{target} is no file: set GONGKAI_WAREHOUSE"
        )
    size = target.stat().st_size if target.exists() else 0
    if size and not _is_warehouse(target):
        raise TargetError(
            f"{target} 不是 DuckDB 文件，不会覆盖；请另设 GONGKAI_WAREHOUSE",
            f"{target} is no DuckDB file and is not overwritten: set GONGKAI_WAREHOUSE",
        )
    for folder in (settings.staging, settings.build, target.parent):
        _require_writable(folder)
        _require_space(folder, max(_LEAST_FREE, 2 * size))
    require_unlocked(target)


def require_unlocked(target: Path) -> None:
    """Raise TargetError where another program has the published file open for writing."""
    if not target.exists():
        return
    try:
        duckdb.connect(str(target), read_only=True).close()
    except duckdb.Error as error:
        if "lock" in str(error).lower():  # anything else is a damaged file: the new one replaces it
            first = str(error).splitlines()[0]
            raise TargetError(
                f"{target} 正被另一个程序以可写方式打开，请先关闭它（{first}）",
                "another program has it open for writing: close that first",
            ) from error


def set_aside_log(target: Path) -> Path | None:
    """Move a write-ahead log that lies beside the target out of the way of the next file; where to, if there was one.

    Whoever opens the next file would otherwise replay the changes of a session on the old one into it.
    """
    log = target.with_name(f"{target.name}.wal")
    if not log.exists():
        return None
    aside = log.with_name(f"{log.name}.aside-{datetime.now():%Y%m%d-%H%M%S-%f}")
    os.replace(log, aside)
    return aside


def _is_warehouse(target: Path) -> bool:
    with target.open("rb") as file:
        return file.read(_MAGIC.stop)[_MAGIC] == b"DUCK"


def _require_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise TargetError(
            f"无法写入文件夹 {folder}（{error.strerror}）", f"can't write to {folder} ({error.strerror})"
        ) from error


def _require_space(folder: Path, least: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < least:
        raise TargetError(
            f"{folder} 所在磁盘只剩 {free // 2**20} MB，至少需要 {least // 2**20} MB",
            f"{free // 2**20} MB left on the disk of {folder}, at least {least // 2**20} MB are needed",
        )
