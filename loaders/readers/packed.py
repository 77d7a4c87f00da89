"""RAR and 7z archives: members as documents, by libarchive where the system has it, with the limits of a ZIP.

Both are read as a stream from the first member on; what a member claims of its size is believed by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from loaders.errors import EncryptedDocument, LimitExceeded, UnreadableDocument
from loaders.readers import archive

Member = tuple[str, bytes | UnreadableDocument]


def unpacked(data: bytes) -> Iterator[Member]:
    """Name and bytes of each file in an archive, or why a member can't be read.

    Raises ``UnreadableDocument`` where libarchive isn't there or the archive is damaged, ``EncryptedDocument`` where it
    has a password, ``LimitExceeded`` where it unpacks to too much.
    """
    libarchive = _libarchive()
    try:
        with libarchive.memory_reader(data) as entries:
            yield from _members(entries, len(data))
    except libarchive.exception.ArchiveError as error:
        if any(word in str(error).lower() for word in ("encrypt", "passphrase", "password")):
            raise EncryptedDocument() from error
        raise UnreadableDocument("压缩包不完整或不能读取", f"damaged archive: {error}") from error


def _libarchive() -> Any:
    try:
        import libarchive  # type: ignore[import-untyped]
    except (ImportError, OSError, TypeError, AttributeError) as error:  # the module without the system's library
        raise UnreadableDocument(
            "RAR、7z 压缩包需要系统的 libarchive 才能读取：请安装，或解压后放入",
            "a RAR or 7z archive needs the system's libarchive: install it, or unpack the archive first",
        ) from error
    return libarchive


def _members(entries: Any, size: int) -> Iterator[Member]:
    count = total = 0
    for entry in entries:
        name = archive.plain_name(str(entry.pathname))
        if not entry.isfile or archive.is_system(PurePosixPath(name)):
            continue
        count += 1
        if count > archive.MAX_MEMBERS:
            raise LimitExceeded(f"压缩包内文件过多（{count}）", f"the archive holds more than {count - 1} files")
        content = bytearray()
        for block in entry.get_blocks():
            content += block
            total += len(block)
            archive.refuse_unpacked(len(content), total, size)
        yield name, bytes(content)
