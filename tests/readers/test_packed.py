"""RAR and 7z archives: members as documents, limits, damage."""

from __future__ import annotations

import struct
import sys
import zlib
from pathlib import Path

import pytest

from loaders import readers
from loaders.readers import archive

try:
    import libarchive
except (ImportError, OSError, TypeError, AttributeError):  # the module, or the system's library, isn't here
    pytest.skip("libarchive is not installed", allow_module_level=True)

PAGE = "<html><body><p>单位预算</p></body></html>".encode()


def block(kind: int, flags: int, rest: bytes, data: bytes = b"") -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + data


def rar(members: dict[str, bytes]) -> bytes:
    """A RAR 4 archive of members that are stored, not packed."""
    out = b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6))
    for name, data in members.items():
        raw = name.encode("ascii") + b"\0"
        rest = struct.pack(
            "<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0x5A000000, 20, 0x30, len(raw) - 1, 0o100644
        ) + raw[:-1]
        out += block(0x74, 0x8000, rest, data)
    return out + block(0x7B, 0x4000, b"")


def seven(path: Path, members: dict[str, bytes]) -> None:
    with libarchive.file_writer(str(path), "7zip") as target:
        for name, data in members.items():
            target.add_file_from_memory(name, len(data), data)


def test_members_of_a_7z(tmp_path: Path) -> None:
    seven(tmp_path / "a.7z", {"甲/预算.html": PAGE, "乙.html": PAGE, "__MACOSX/x": b"1"})

    documents = readers.read(tmp_path / "a.7z", root=tmp_path)

    assert [(one.file_name, one.reader) for one in documents] == [("a.7z/甲/预算.html", "html"), ("a.7z/乙.html", "html")]


def test_members_of_a_rar_from_the_second_on(tmp_path: Path) -> None:
    (tmp_path / "a.rar").write_bytes(rar({"one.html": PAGE, "two.html": PAGE}))

    assert [s.file_name for s in readers.sources(tmp_path / "a.rar", root=tmp_path)] == ["a.rar/one.html", "a.rar/two.html"]
    assert [s.file_name for s in readers.sources(tmp_path / "a.rar", root=tmp_path, skip=1)] == ["a.rar/two.html"]


def test_an_archive_cut_off_says_so_behind_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.rar").write_bytes(rar({"one.html": PAGE, "two.html": PAGE * 50})[:-1500])

    first, last = readers.sources(tmp_path / "a.rar", root=tmp_path)

    assert (first.error, last.file_name) == (None, "a.rar")
    assert last.error is not None


@pytest.mark.parametrize(("limit", "value"), [("MAX_MEMBERS", 1), ("MAX_MEMBER_BYTES", 10), ("MAX_TOTAL_BYTES", 60)])
def test_limits(limit: str, value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, limit, value)
    seven(tmp_path / "a.7z", {"a.html": PAGE, "b.html": PAGE})

    found = list(readers.sources(tmp_path / "a.7z", root=tmp_path))

    assert isinstance(found[-1].error, readers.LimitExceeded)


def test_a_bomb_is_refused_while_it_unpacks(tmp_path: Path) -> None:
    seven(tmp_path / "a.7z", {"a.txt": bytes(40 * 2**20)})

    (found,) = readers.sources(tmp_path / "a.7z", root=tmp_path)

    assert isinstance(found.error, readers.LimitExceeded)


def test_an_archive_within_an_archive_is_named(tmp_path: Path) -> None:
    (tmp_path / "in.rar").write_bytes(rar({"one.html": PAGE}))
    seven(tmp_path / "a.7z", {"in.rar": (tmp_path / "in.rar").read_bytes()})

    (found,) = readers.sources(tmp_path / "a.7z", root=tmp_path)

    assert found.error is not None
    assert "within" in found.error.en


def test_without_the_library_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "libarchive", None)
    (tmp_path / "a.rar").write_bytes(rar({"one.html": PAGE}))

    (found,) = readers.sources(tmp_path / "a.rar", root=tmp_path)

    assert found.error is not None
    assert "libarchive" in found.error.zh
