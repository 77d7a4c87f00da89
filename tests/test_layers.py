"""The flow has one direction: the contracts in pyproject.toml hold."""

from __future__ import annotations

from pathlib import Path

from importlinter import cli

from gongkai.settings import PROJECT


def test_no_folder_imports_from_one_above_it(tmp_path: Path) -> None:
    assert cli.lint_imports(str(PROJECT / "pyproject.toml"), cache_dir=str(tmp_path)) == cli.EXIT_STATUS_SUCCESS
