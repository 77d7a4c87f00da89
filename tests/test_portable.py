"""The command works where a system lacks the modules that only POSIX has."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from gongkai.settings import PROJECT

_ABSENT = ("fcntl", "resource", "pwd", "grp", "termios")
_SAMPLE = PROJECT / "disclosures" / "minhang-2023-department-self-evaluation.txt"


def test_checking_a_document_needs_no_posix_module(tmp_path: Path) -> None:
    # psutil comes in a build of its own for each system: only what is asked for besides it is absent.
    absent = f"import sys\nimport psutil\nsys.modules.update(dict.fromkeys({_ABSENT!r}))\n"
    (tmp_path / "sitecustomize.py").write_text(absent, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), str(PROJECT)])
    code = "import fcntl" if sys.platform != "win32" else "import resource"
    environment = os.environ | {"PYTHONPATH": path}
    without = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert without.returncode == 1

    command = [sys.executable, "-W", "ignore", "-m", "gongkai.cli.main", "check", "--json", str(_SAMPLE)]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert found.returncode == 0, found.stderr
    assert '"exit_status": 0' in found.stdout
