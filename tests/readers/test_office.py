"""Formats that only an office suite reads: converted by an installed LibreOffice, else said to be unread."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from loaders.model import Document
from loaders.readers import office, read_source, recognised
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


def test_what_libreoffice_writes_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(as_docx(ITEMS))
    soffice(tmp_path, f'while [ "$1" != --outdir ]; do shift; done; cp {tmp_path}/made.docx "$2/input.docx"')
    monkeypatch.setattr(office.shutil, "which", lambda name: str(tmp_path / "soffice"))

    found = read_source(recognised("a.rtf", RTF))
    expected = read_source(recognised("a.docx", as_docx(ITEMS)))

    assert isinstance(found, Document)
    assert isinstance(expected, Document)
    assert (found.reader, shape(found)) == ("office-docx", shape(expected))


def test_a_conversion_that_fails_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    soffice(tmp_path, "exit 1")
    monkeypatch.setattr(office.shutil, "which", lambda name: str(tmp_path / "soffice"))

    outcome = read_source(recognised("a.rtf", RTF))

    assert not isinstance(outcome, Document)
    assert "无法转换" in str(outcome.error)


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
