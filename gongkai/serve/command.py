"""``gongkai serve``: run the app on this machine until it is stopped."""

from __future__ import annotations

import socket
import webbrowser
from threading import Timer

import click
import uvicorn

from gongkai.errors import DraftError
from gongkai.serve.app import create
from gongkai.settings import from_environment
from gongkai.words import Words

_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def serve(host: str, port: int, words: Words, *, opens_browser: bool) -> None:
    """Serve on ``host`` and ``port`` (0 for any that is free). Raises DraftError where the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise DraftError(
            f"无法在 {host}:{port} 上打开（{error.strerror}）；可用 --port 换一个端口",
            f"can't listen on {host}:{port} ({error.strerror}); --port takes another",
        ) from error
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    click.echo(words(f"已打开 {address}（Ctrl-C 结束）", f"open at {address} (Ctrl-C ends it)"), err=True)
    if host not in _LOCAL:
        warning = words(
            "注意：同一网络上的其他人也能打开这个地址", "note: others on this network can open this address"
        )
        click.echo(warning, err=True)
    if opens_browser:
        Timer(0.8, webbrowser.open, [address]).start()
    app = create(from_environment(), _LOCAL | {host}, default_lang=words.lang)
    config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=3)
    with listening:
        uvicorn.Server(config).run(sockets=[listening])
