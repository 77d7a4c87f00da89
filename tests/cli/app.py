"""The app on a port of this machine, and a small client, for the tests of ``gongkai serve``."""

from __future__ import annotations

import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import uvicorn

from gongkai.serve.app import create
from gongkai.settings import Settings

_PATIENCE = 900  # seconds: how long a busy machine may take for a check of ten documents
_BOUNDARY = "----gongkai-test"


@dataclass(frozen=True)
class Answer:
    """Status, headers and body of an answer; redirects are not followed."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


class Client:
    """Asks the app at ``address``."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = urllib.request.build_opener(_Stay)

    def get(self, path: str, **headers: str) -> Answer:
        """A page."""
        return self._ask(urllib.request.Request(self.address + path, headers=_named(headers)))

    def post(
        self,
        path: str,
        files: Mapping[str, bytes] | None = None,
        fields: Mapping[str, str] | None = None,
        **headers: str,
    ) -> Answer:
        """A form with files and fields."""
        parts = [
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in (fields or {}).items()
        ]
        parts += [
            f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
            + data
            + b"\r\n"
            for name, data in (files or {}).items()
        ]
        body = b"".join(parts) + f"--{_BOUNDARY}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
        return self._ask(
            urllib.request.Request(self.address + path, data=body, headers=kind | _named(headers))
        )

    def checked(self, files: Mapping[str, bytes]) -> str:
        """The address of a check of ``files`` that is over."""
        address = self.post("/checks", files).headers["location"]
        for _ in range(5 * _PATIENCE):
            if json.loads(self.get(f"{address}/state").text)["is_over"]:
                return address
            time.sleep(0.2)
        raise AssertionError("the check did not end")

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=_PATIENCE) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())


@contextmanager
def running(settings: Settings) -> Iterator[Client]:
    """The app on a free port, until the block ends."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = create(settings, frozenset({"127.0.0.1"}))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield Client(f"http://127.0.0.1:{listening.getsockname()[1]}")
    finally:
        server.should_exit = True
        thread.join(30)
        listening.close()


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def temporary_folders() -> set[Path]:
    """The folders that apps keep uploads in."""
    import tempfile

    return set(Path(tempfile.gettempdir()).glob("gongkai-serve-*"))
