"""A published file read by a DuckDB as old as the clients of those who use it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.settings import PROJECT

VERSION = "1.1.3"
_CODE = (
    "import duckdb, sys\n"
    "c = duckdb.connect(sys.argv[1], read_only=True)\n"
    "print(duckdb.__version__, c.execute('select sum(amount_yuan) from marts.fct_budget_line').fetchone()[0])\n"
    "c.execute('select evidence from marts.fct_check').fetchall()\n"
)


def total(warehouse: Path) -> str:
    """The sum of all amounts as the old client gives it; skips the test where that client can't be installed."""
    client = PROJECT / "build" / f"duckdb-{VERSION}"
    if not client.exists():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(client)]
        if subprocess.run([*command, f"duckdb=={VERSION}"], capture_output=True, check=False).returncode:
            shutil.rmtree(client, ignore_errors=True)
            pytest.skip(f"duckdb {VERSION} can't be installed here")
    old = subprocess.run(
        [sys.executable, "-c", _CODE, str(warehouse)],
        env={"PYTHONPATH": str(client)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    version, amount = old.stdout.split()
    assert version == VERSION
    return amount
