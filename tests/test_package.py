"""What a wheel holds is enough to check a document: packages, their data files, the dbt project beside them."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from gongkai.settings import PROJECT
from tests.cli import drafts


def installed(folder: Path) -> Path:
    """The files that ``pip install`` would put there, by what pyproject.toml and setup.py say."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    for package in ("loaders", "expectations", "gongkai"):
        paths = [*(PROJECT / package).rglob("*.py")]
        for name, patterns in settings["package-data"].items():
            if name.split(".")[0] == package:
                root = PROJECT.joinpath(*name.split("."))
                paths += [path for pattern in patterns for path in root.glob(pattern) if path.is_file()]
        for path in paths:
            target = folder / path.relative_to(PROJECT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    tree = ast.parse((PROJECT / "setup.py").read_text(encoding="utf-8"))
    carried = next(n.value for n in tree.body if isinstance(n, ast.Assign) and n.targets[0].id == "PROJECT")  # type: ignore[attr-defined]
    for name in ast.literal_eval(carried):
        target = folder / "gongkai" / "project" / name
        target.parent.mkdir(exist_ok=True)
        copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
        copy(PROJECT / name, target)
    return folder


def test_an_installed_package_checks_a_draft_and_writes_reports(tmp_path: Path) -> None:
    package = installed(tmp_path / "site-packages")
    draft = drafts.write(tmp_path / "work", "draft.txt", drafts.PLANTED)
    outcome = subprocess.run(
        [sys.executable, "-m", "gongkai.cli", "check", draft, "--html", "r.html", "--xlsx", "r.xlsx"],
        cwd=draft.parent, env={**os.environ, "PYTHONPATH": str(package)}, capture_output=True, text=True,
    )  # fmt: skip
    assert outcome.returncode == 1, outcome.stderr
    assert drafts.PLANTED_ROW in outcome.stdout
    assert drafts.PLANTED_ROW in (draft.parent / "r.html").read_text(encoding="utf-8")
    assert (draft.parent / "r.xlsx").stat().st_size > 5_000


def test_an_installed_package_shows_the_app(tmp_path: Path) -> None:
    package = installed(tmp_path / "site-packages")
    code = (
        "from gongkai.serve.rendering import Pages; from gongkai.words import Words; from gongkai.serve import app; "
        "assert (app._STATIC / 'app.css').is_file() and (app._STATIC / 'app.js').is_file(); "
        "print(Pages().text('home.html', Words(), path='/', has_warehouse=False, checks=[], most_files=1))"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(package)}, capture_output=True, text=True,
    )  # fmt: skip
    assert outcome.returncode == 0, outcome.stderr
    assert 'id="drop"' in outcome.stdout
