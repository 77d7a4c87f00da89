"""Archives: names in GBK, members of several formats."""

from __future__ import annotations

from pathlib import Path

from loaders import readers
from tests.hostile.build import zipped


def test_gbk_names_and_formats_by_content(tmp_path: Path) -> None:
    placeholder, name = b"ABCDEF.txt", "预算表.txt".encode("gbk")
    data = zipped({placeholder.decode(): b"<html><p>x</p></html>"}).replace(placeholder, name)
    (tmp_path / "a.zip").write_bytes(data)

    (document,) = readers.read(tmp_path / "a.zip", root=tmp_path)

    assert (document.file_name, document.reader) == ("a.zip/预算表.txt", "html")


def test_a_pdf_that_is_stored_whole_leaves_the_archive_an_archive(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.pdf": b"%PDF-1.7\n%%EOF"}, stored=True))
    assert [s.file_name for s in readers.sources(tmp_path / "a.zip", root=tmp_path)] == ["a.zip/a.pdf"]
