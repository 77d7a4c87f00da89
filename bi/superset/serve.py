"""``python -m bi.superset.serve [--port N]``: Superset with the dashboard on this machine, until Ctrl-C.

Superset needs an environment of its own, ``.venv-superset`` (``make superset`` sets it up) or ``GONGKAI_SUPERSET_ENV``.
"""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bi.superset.bundle import DASHBOARD, bundle
from gongkai.settings import PROJECT, from_environment

USER = "gongkai"
_PATIENCE_SECONDS = 180
_FOLDER = Path(__file__).parent


def environment() -> Path | None:
    """The environment that has Superset, if there is one."""
    chosen = (
        Path(os.environ.get("GONGKAI_SUPERSET_ENV") or PROJECT / ".venv-superset").expanduser().absolute()
    )
    return chosen if (chosen / "bin" / "superset").exists() else None


@dataclass(frozen=True)
class Superset:
    """An installed Superset, the folder that keeps its metadata, its loopback port and the password of its user."""

    environment: Path
    home: Path
    port: int
    password: str

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def dashboard(self) -> str:
        """The page of the dashboard."""
        return f"{self.address}/superset/dashboard/{DASHBOARD}/"

    def prepare(self, warehouse: Path) -> None:
        """Make the metadata and the user where they are missing; import the dashboard for ``warehouse``.

        Raises subprocess.CalledProcessError where Superset refuses; what it said is in ``superset.log``.
        """
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.home.chmod(0o700)  # metadata, key and log are this person's
        key, ready = self.home / "secret_key", self.home / "ready"
        if not key.exists():
            key.touch(mode=0o600)
            key.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        if not ready.exists():
            self._run("superset", "db", "upgrade")
            self._run("superset", "init")
            ready.touch()
        self._run("python", str(_FOLDER / "set_user.py"), USER, said=self.password)
        written = bundle(warehouse, self.home / "dashboard.zip")
        self._run("python", str(_FOLDER / "import_bundle.py"), str(written), USER)

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """The server, from its first answer on. Raises RuntimeError where it doesn't answer."""
        with (self.home / "superset.log").open("ab") as log:
            server = subprocess.Popen(
                [
                    self.environment / "bin" / "gunicorn", "--workers", "1", "--worker-class", "gthread",
                    "--threads", "8", "--timeout", "120", "--bind", f"127.0.0.1:{self.port}", "superset.app:create_app()",
                ],
                env=self._variables(), cwd=self.home, stdout=log, stderr=log,
            )  # fmt: skip
            try:
                self._await(server)
                yield server
            finally:
                server.terminate()
                server.wait()

    def _await(self, server: subprocess.Popen[bytes]) -> None:
        started = time.monotonic()
        while server.poll() is None and time.monotonic() - started < _PATIENCE_SECONDS:
            try:
                urllib.request.urlopen(f"{self.address}/health", timeout=5).close()
            except (urllib.error.URLError, OSError):
                time.sleep(0.5)
            else:
                return
        raise RuntimeError(f"Superset 没有启动，见 {self.home / 'superset.log'} / Superset did not start")

    def _run(self, program: str, *arguments: str, said: str = "") -> None:
        """Run a program of Superset's environment; what is ``said`` to it stands on no command line, where all can read it."""
        with (self.home / "superset.log").open("ab") as log:
            subprocess.run(
                [self.environment / "bin" / program, *arguments],
                env=self._variables(), cwd=self.home, input=said.encode(), stdout=log, stderr=log, check=True,
            )  # fmt: skip

    def _variables(self) -> dict[str, str]:
        """The environment of Superset's processes: this project's packages stay out of it."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return {
            **kept, "SUPERSET_CONFIG_PATH": str(_FOLDER / "superset_config.py"), "FLASK_APP": "superset",
            "GONGKAI_SUPERSET_HOME": str(self.home), "SUPERSET_HOME": str(self.home),
        }  # fmt: skip


def main() -> int:
    """Serve the dashboard of the published file until interrupted."""
    parser = argparse.ArgumentParser(description="Superset with the dashboard on this machine")
    parser.add_argument("--port", type=int, default=8088)
    port = parser.parse_args().port
    installed, warehouse = environment(), from_environment().warehouse
    if installed is None or not warehouse.exists():
        print(
            "没有 Superset 或已发布的文件：make superset / no Superset or no published file", file=sys.stderr
        )
        return 1
    superset = Superset(installed, PROJECT / "build" / "superset", port, secrets.token_urlsafe(9))
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print("准备 Superset（首次约一分钟）/ preparing", flush=True)
    try:
        superset.prepare(warehouse)
        with superset.running() as server:
            print(f"{superset.dashboard}\n用户 user: {USER}\n密码 password: {superset.password}", flush=True)
            server.wait()
    except KeyboardInterrupt:
        return 0
    except (subprocess.CalledProcessError, RuntimeError) as error:
        print(f"{error}\n{superset.home / 'superset.log'}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
