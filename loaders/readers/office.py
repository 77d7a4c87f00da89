"""Formats that only an office suite reads (.doc, .wps, .rtf, .odt, .ods, .xlsb, Office XML): through LibreOffice."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

from loaders.errors import ToolFailedError, UnreadableDocument
from loaders.model import Document
from loaders.readers import formats
from loaders.readers.common import sha256
from loaders.readers.docx import read_docx
from loaders.readers.xlsx import read_xlsx

_SECONDS = 90
# For systems that can't take the network away: whoever obeys a proxy finds none.
_NO_PROXY = {
    **dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), "http://127.0.0.1:9"),
    "no_proxy": "",
}
# A fresh profile's settings: no macros, nothing fetched that a document links to (Writer 0 and Calc 1 are "never").
_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "1"),
)
_SHEETS = (formats.OPEN_SHEET.media_type, formats.XLSB.media_type)


def read_office(data: bytes, file_name: str) -> Document:
    """Convert with an installed LibreOffice, macros and network disabled, and read the result.

    Raises ``UnreadableDocument`` where there is no LibreOffice, saying what to do, or where it fails.
    """
    found = formats.detect(data, file_name)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    is_sheet = found.media_type in _SHEETS or b"Excel.Sheet" in data[:4096]
    target = "xlsx" if is_sheet else "docx"
    if program is None:
        raise UnreadableDocument(
            f"此格式需要 LibreOffice 才能读取：请安装，或另存为 .{target} 后放入",
            f"this format needs LibreOffice: install it, or save the file as .{target}",
        )
    converted = _convert(program, data, target)
    document = (read_xlsx if is_sheet else read_docx)(converted, file_name)
    return replace(document, sha256=sha256(data), media_type=found.media_type, reader=f"office-{target}")


def _convert(program: str, data: bytes, target: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "input"
        source.write_bytes(data)
        _write_settings(Path(folder, "p", "user"))
        command = [
            *_without_network(), program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={Path(folder, 'p').as_uri()}",
            "--convert-to", target, "--outdir", folder, str(source),
        ]  # fmt: skip
        _run(command)
        result = source.with_suffix(f".{target}")
        if not result.exists():
            raise UnreadableDocument("LibreOffice 无法转换此文件", "LibreOffice could not convert the file")
        return result.read_bytes()


def _write_settings(folder: Path) -> None:
    folder.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>\n',
        encoding="utf-8",
    )


@cache
def _without_network() -> tuple[str, ...]:
    """The words that start a command in a network of its own, which reaches nothing; none where the system can't."""
    program = shutil.which("unshare")
    if program is None:
        return ()
    words = (program, "--map-root-user", "--net")
    tried = subprocess.run([*words, "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return words if tried.returncode == 0 else ()


def _run(command: list[str]) -> None:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=os.environ | _NO_PROXY,
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        _kill(process)
        raise ToolFailedError("LibreOffice 转换超时", "LibreOffice took too long") from error


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a program and, where the system has groups of processes, what it started."""
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
