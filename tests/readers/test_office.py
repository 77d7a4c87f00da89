"""Formats that only an office suite reads: converted by an installed LibreOffice, else said to be unread."""

from __future__ import annotations

import socket
import stat
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from loaders.errors import ToolFailedError
from loaders.model import Document
from loaders.readers import Unread, office, read_source, recognised
from tests.formats.generate import as_docx, as_xlsx
from tests.formats.test_equal_blocks import ITEMS, shape

RTF = rb"{\rtf1\ansi Total 1,234.50\par}"


def soffice(folder: Path, script: str) -> None:
    """A stand-in for LibreOffice that runs ``script`` with its arguments."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def test_without_libreoffice_the_reason_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda name: None)

    outcome = read_source(recognised("a.rtf", RTF))

    assert not isinstance(outcome, Document)
    assert "LibreOffice" in str(outcome.error)


def install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the stand-in be what is found as LibreOffice."""
    which = office.shutil.which
    monkeypatch.setattr(
        office.shutil, "which", lambda name: str(folder / "soffice") if name == "soffice" else which(name)
    )


def test_what_libreoffice_writes_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(as_docx(ITEMS))
    soffice(tmp_path, f'while [ "$1" != --outdir ]; do shift; done; cp {tmp_path}/made.docx "$2/input.docx"')
    install(tmp_path, monkeypatch)

    found = read_source(recognised("a.rtf", RTF))
    expected = read_source(recognised("a.docx", as_docx(ITEMS)))

    assert isinstance(found, Document)
    assert isinstance(expected, Document)
    assert (found.reader, shape(found)) == ("office-docx", shape(expected))


def test_a_conversion_that_fails_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soffice(tmp_path, "exit 1")
    install(tmp_path, monkeypatch)

    outcome = read_source(recognised("a.rtf", RTF))

    assert not isinstance(outcome, Document)
    assert "无法转换" in str(outcome.error)


def test_a_conversion_that_does_not_end_is_a_circumstance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soffice(tmp_path, "sleep 60")
    install(tmp_path, monkeypatch)
    monkeypatch.setattr(office, "_SECONDS", 0.5)

    outcome = read_source(recognised("a.rtf", RTF))

    assert isinstance(outcome, Unread)
    assert isinstance(outcome.error, ToolFailedError)


def test_the_converter_is_told_to_fetch_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soffice(
        tmp_path,
        f'echo "$https_proxy" > {tmp_path}/proxy; cp "${{4#*file://}}"/user/*.xcu {tmp_path}; exit 1',
    )
    install(tmp_path, monkeypatch)

    read_source(recognised("a.rtf", RTF))

    assert (tmp_path / "proxy").read_text() == "http://127.0.0.1:9\n"
    settings = etree.parse(tmp_path / "registrymodifications.xcu")
    assert len(settings.findall("item")) == len(office._SETTINGS)


@pytest.mark.skipif(
    not office._without_network(), reason="this system can't take the network away from a program"
)
def test_the_converter_reaches_no_listener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        soffice(tmp_path, f"echo > /dev/tcp/127.0.0.1/{port} && touch {tmp_path}/reached")
        program = tmp_path / "soffice"
        program.write_text(program.read_text().replace("#!/bin/sh", "#!/bin/bash"))
        subprocess.run([str(program)], check=True)
        (tmp_path / "reached").unlink()
        install(tmp_path, monkeypatch)

        read_source(recognised("a.rtf", RTF))

    assert not (tmp_path / "reached").exists()


@pytest.mark.skipif(office.shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_rtf_through_libreoffice_itself() -> None:
    found = read_source(recognised("a.rtf", RTF))

    assert isinstance(found, Document), found.error
    assert [b.text for b in found.blocks if not hasattr(b, "cells")] == ["Total 1,234.50"]


def test_a_workbook_named_xlsm_is_read() -> None:
    found = read_source(recognised("a.xlsm", as_xlsx(ITEMS)))
    expected = read_source(recognised("a.xlsx", as_xlsx(ITEMS)))

    assert isinstance(found, Document)
    assert isinstance(expected, Document)
    assert shape(found) == shape(expected)
