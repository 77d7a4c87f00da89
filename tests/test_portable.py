"""The commands work where a system lacks the modules that only POSIX has."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from gongkai.settings import PROJECT
from tests import published

_ABSENT = ("fcntl", "resource", "pwd", "grp", "termios")
_SAMPLE = PROJECT / "disclosures" / "minhang-2023-department-self-evaluation.txt"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment of a system without those modules, with the published samples."""
    folder = tmp_path_factory.mktemp("elsewhere")
    # psutil comes in a build of its own for each system: only what is asked for besides it is absent.
    absent = f"import sys\nimport psutil\nsys.modules.update(dict.fromkeys({_ABSENT!r}))\n"
    (folder / "sitecustomize.py").write_text(absent, encoding="utf-8")
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(folder), str(PROJECT)]),
        "GONGKAI_WAREHOUSE": str(published.samples()),
        "GONGKAI_SITE": str(folder / "site"),
        "GONGKAI_EXPORT": str(folder / "export"),
    }
    code = "import fcntl" if sys.platform != "win32" else "import resource"
    without = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert without.returncode == 1
    return environment


def ran(environment: Mapping[str, str], *arguments: str) -> str:
    """What the command says on its standard output; it has to end well."""
    command = [sys.executable, "-W", "ignore", "-m", "gongkai.cli.main", *arguments]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    return found.stdout


def test_checking_a_document(elsewhere: Mapping[str, str]) -> None:
    assert '"exit_status": 0' in ran(elsewhere, "check", "--json", str(_SAMPLE))


def test_asking_the_warehouse(elsewhere: Mapping[str, str]) -> None:
    assert "5" in ran(elsewhere, "sql", "--format", "csv", "select count(*) from 披露文件")


def test_reviewing(elsewhere: Mapping[str, str]) -> None:
    ran(elsewhere, "review", "list")


def test_the_site_and_the_export(elsewhere: Mapping[str, str]) -> None:
    ran(elsewhere, "site")
    ran(elsewhere, "export")
    assert (Path(elsewhere["GONGKAI_SITE"]) / "index.html").is_file()
    assert (Path(elsewhere["GONGKAI_EXPORT"]) / "facts.xlsx").is_file()


def test_the_app_listens(elsewhere: Mapping[str, str]) -> None:
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "gongkai.cli.main",
        "serve",
        "--port",
        "0",
        "--no-browser",
    ]
    with subprocess.Popen(command, env=elsewhere, stderr=subprocess.PIPE, text=True) as app:
        assert app.stderr is not None
        said = app.stderr.readline()
        app.terminate()
    assert "http://127.0.0.1:" in said
