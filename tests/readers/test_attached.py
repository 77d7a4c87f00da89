"""Files attached to a PDF."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from loaders import readers
from loaders.readers import archive
from tests.hostile.build import zipped

PAGE = "<html><body><p>单位预算</p></body></html>".encode()


def with_attachments(path: Path, files: dict[str, bytes]) -> None:
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(300, 300)
        for name, data in files.items():
            document.new_attachment(name).set_data(data)
        target = io.BytesIO()
        document.save(target)
    path.write_bytes(target.getvalue())


def test_each_attachment_is_a_document(tmp_path: Path) -> None:
    with_attachments(tmp_path / "a.pdf", {"附件1.html": PAGE, "b.csv": "甲,乙\n1,2\n".encode()})

    found = list(readers.sources(tmp_path / "a.pdf", root=tmp_path))

    assert [one.file_name for one in found] == ["a.pdf", "a.pdf/b.csv", "a.pdf/附件1.html"]
    assert [one.format.name for one in found if one.format] == ["pdf", "csv", "html"]
    assert [s.file_name for s in readers.sources(tmp_path / "a.pdf", root=tmp_path, skip=2)] == ["a.pdf/附件1.html"]


def test_an_archive_attached_is_named(tmp_path: Path) -> None:
    with_attachments(tmp_path / "a.pdf", {"x.zip": zipped({"a.html": PAGE})})

    _, found = readers.sources(tmp_path / "a.pdf", root=tmp_path)

    assert found.error is not None


def test_attachments_too_large_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBER_BYTES", 10)
    with_attachments(tmp_path / "a.pdf", {"a.html": PAGE})

    _, found = readers.sources(tmp_path / "a.pdf", root=tmp_path)

    assert isinstance(found.error, readers.LimitExceeded)


def test_a_pdf_that_cannot_be_opened_is_one_document(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n%%EOF")

    assert [one.file_name for one in readers.sources(tmp_path / "a.pdf", root=tmp_path)] == ["a.pdf"]
