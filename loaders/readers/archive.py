"""ZIP archives: members as documents, with limits against bombs, and guards for ZIP-based formats."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from loaders.errors import EncryptedDocument, LimitExceeded, UnreadableDocument

MAX_MEMBERS = 2_000
MAX_MEMBER_BYTES = 300 * 2**20
MAX_TOTAL_BYTES = 600 * 2**20
MAX_RATIO = 200
_RATIO_MATTERS_FROM = 10 * 2**20
_CHUNK = 2**20
# What zipfile raises on a member that isn't what the directory says of it.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError, RuntimeError, EOFError,
    OSError, ValueError, OverflowError,
)  # fmt: skip
_SYSTEM = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


def open_checked(data: bytes) -> zipfile.ZipFile:
    """Open a ZIP that is one document, after checking what it claims about itself and each of its parts.

    Raises ``LimitExceeded`` for one that would unpack to too much, ``UnreadableDocument`` for a damaged one.
    """
    archive = open_archive(data)
    for member in archive.infolist():
        _refuse_bomb(member)
    return archive


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Open a ZIP of documents after checking how much it claims to hold; ``read_member`` checks each of them.

    Raises ``LimitExceeded`` for one that would unpack to too much, ``UnreadableDocument`` for a damaged one.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE as error:
        raise UnreadableDocument("压缩包不完整", f"damaged ZIP: {error}") from error
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS:
        raise LimitExceeded(f"压缩包内文件过多（{len(members)}）", f"the ZIP holds {len(members)} files")
    if total > MAX_TOTAL_BYTES:
        raise LimitExceeded(
            f"压缩包解压后过大（{total // 2**20} MB），疑为压缩炸弹",
            f"the ZIP unpacks to {total // 2**20} MB",
        )
    return archive


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Bytes of one member, never more than it may have, whatever the directory claims.

    Raises ``LimitExceeded``, ``EncryptedDocument`` or ``UnreadableDocument``.
    """
    _refuse_bomb(member)
    if member.flag_bits & 0x1:
        raise EncryptedDocument()
    parts, size = [], 0
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > MAX_MEMBER_BYTES:
                    raise LimitExceeded("压缩包成员过大", "a member of the ZIP is too large")
                parts.append(chunk)
    except DAMAGE as error:
        raise UnreadableDocument("压缩包成员已损坏", f"damaged member of the ZIP: {error}") from error
    return b"".join(parts)


def zipped(data: bytes) -> Iterator[tuple[str, bytes | UnreadableDocument]]:
    """Name and bytes of each file in a ZIP, or why a member can't be read. Raises as ``open_archive`` does."""
    with open_archive(data) as archive:
        for name, info in members(archive):
            try:
                yield name, read_member(archive, info)
            except UnreadableDocument as error:
                yield name, error


def members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Files in the archive with their names decoded; system files are left out."""
    for info in archive.infolist():
        name = member_name(info)
        path = PurePosixPath(name)
        if info.is_dir() or is_system(path):
            continue
        yield name, info


def member_name(info: zipfile.ZipInfo) -> str:
    """The member's name: UTF-8 where flagged or valid, else GBK, without drive, root or ``..``."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding) if raw else name
                break
            except UnicodeDecodeError:
                continue
    return plain_name(name)


def plain_name(name: str) -> str:
    """A member's name without drive, root or ``..``."""
    parts = [
        p for p in name.replace("\\", "/").split("/") if p not in ("", ".", "..") and not p.endswith(":")
    ]
    return "/".join(parts) or "unnamed"


def is_system(path: PurePosixPath) -> bool:
    """Whether a member is a file of some system or program, not of a person."""
    return any(part in _SYSTEM or part.startswith(("._", "~$")) for part in path.parts)


def refuse_unpacked(member: int, total: int, packed: int) -> None:
    """Raise ``LimitExceeded`` where a member, or all of an archive of ``packed`` bytes, has unpacked to too much so far."""
    is_bomb = total > _RATIO_MATTERS_FROM and total > MAX_RATIO * max(packed, 1)
    if is_bomb or member > MAX_MEMBER_BYTES or total > MAX_TOTAL_BYTES:
        raise LimitExceeded(
            f"压缩包解压后过大（超过 {total // 2**20} MB），疑为压缩炸弹",
            f"the archive unpacks to more than {total // 2**20} MB",
        )


def _refuse_bomb(member: zipfile.ZipInfo) -> None:
    ratio = member.file_size / max(member.compress_size, 1)
    is_bomb = member.file_size > _RATIO_MATTERS_FROM and ratio > MAX_RATIO
    if is_bomb or member.file_size > MAX_MEMBER_BYTES:
        raise LimitExceeded(
            f"解压后过大（{member.file_size // 2**20} MB），疑为压缩炸弹",
            f"unpacks to {member.file_size // 2**20} MB",
        )
