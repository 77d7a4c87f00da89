"""Readers: bytes of a file in, documents of lines and grids out. They know nothing of budgets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path

from loaders.errors import LimitExceeded, UnreadableDocument
from loaders.model import Document
from loaders.readers import formats
from loaders.readers.archive import zipped
from loaders.readers.attached import attachments
from loaders.readers.common import sha256
from loaders.readers.packed import unpacked

MAX_BYTES = 300 * 2**20
MAX_HASHED_BYTES = 4 * 2**30

_ARCHIVES = (formats.ZIP, formats.RAR, formats.SEVEN)
_READERS = {
    "text": "loaders.readers.text:read_text",
    "csv": "loaders.readers.text:read_csv",
    "html": "loaders.readers.html:read_html",
    "mhtml": "loaders.readers.html:read_mhtml",
    "pdf": "loaders.readers.pdf.reader:read_pdf",
    "docx": "loaders.readers.docx:read_docx",
    "xlsx": "loaders.readers.xlsx:read_xlsx",
    "xls": "loaders.readers.xls:read_xls",
    "ofd": "loaders.readers.ofd:read_ofd",
    "office": "loaders.readers.office:read_office",
    "image": "loaders.readers.ocr:read_image",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One document to be read: a file, a member of an archive or an attachment of a PDF (``file_name`` is ``a.zip/member``)."""

    file_name: str
    sha256: str
    data: bytes = b""
    format: formats.Format | None = None
    error: UnreadableDocument | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A file, or a member of an archive, that could not be read, and why."""

    file_name: str
    sha256: str
    media_type: str
    error: UnreadableDocument


def read(path: Path, *, root: Path) -> list[Document]:
    """Read the file at ``path``; documents are named by their path relative to ``root``.

    Raises ``UnreadableDocument`` where the file, or every member of an archive, can't be read.
    """
    outcomes = [read_source(source) for source in sources(path, root=root)]
    documents = [o for o in outcomes if isinstance(o, Document)]
    if not documents:
        raise next(o.error for o in outcomes if isinstance(o, Unread))
    return documents


def sources(path: Path, *, root: Path, skip: int = 0) -> Iterator[Source]:
    """The documents in the file at ``path``, at least one, from the ``skip``-th (0-based) on."""
    name = path.relative_to(root).as_posix()
    if path.stat().st_size > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        error = LimitExceeded(f"文件超过 {limit} MB，未读取", f"larger than {limit} MB, not read")
        yield Source(name, file_digest(path), error=error)
        return
    data = path.read_bytes()
    source = recognised(name, data)
    if source.format not in _ARCHIVES:
        if not skip:
            yield source
        if source.format is formats.PDF:
            yield from _members(source, attachments(data), max(skip - 1, 0))
        return
    try:
        yield from _unpacked(source, skip)
    except UnreadableDocument as error:
        yield Source(name, source.sha256, format=source.format, error=error)


def read_source(source: Source) -> Document | Unread:
    """Read one document; what can't be read is an outcome with its reason, not an exception."""
    media_type = source.format.media_type if source.format else ""
    if source.error is not None or source.format is None:
        error = source.error or UnreadableDocument("格式无法识别", "unknown format")
        return Unread(source.file_name, source.sha256, media_type, error)
    try:
        return _reader(source.format.name)(source.data, source.file_name)
    except UnreadableDocument as error:
        return Unread(source.file_name, source.sha256, media_type, error)
    except RecursionError:
        deep = UnreadableDocument("文件结构嵌套过深", "the file is nested too deeply")
        return Unread(source.file_name, source.sha256, media_type, deep)


def file_digest(path: Path) -> str:
    """SHA-256 of a file, read as a stream; ``""`` for one too large to be worth it."""
    if path.stat().st_size > MAX_HASHED_BYTES:
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def recognised(name: str, data: bytes) -> Source:
    """A source of ``data`` with its format, or with the reason why it has none."""
    try:
        return Source(name, sha256(data), data, formats.detect(data, name))
    except UnreadableDocument as error:
        return Source(name, sha256(data), error=error)


def _unpacked(source: Source, skip: int) -> Iterator[Source]:
    found = zipped(source.data) if source.format is formats.ZIP else unpacked(source.data)
    first = next(members := _members(source, found, skip), None)
    if first is not None:
        yield first
        yield from members
    elif not skip:
        raise UnreadableDocument("压缩包内没有文件", "the archive holds no file")


def _members(source: Source, found: Iterator[tuple[str, bytes | UnreadableDocument]], skip: int) -> Iterator[Source]:
    """The files within a file as documents, from the ``skip``-th on; an archive among them is named and not opened."""
    for name, content in islice(found, skip, None):
        inner = f"{source.file_name}/{name}"
        if isinstance(content, UnreadableDocument):
            yield Source(inner, "", error=content)
            continue
        member = recognised(inner, content)
        if member.format in _ARCHIVES:
            nested = UnreadableDocument(
                "压缩包内还有压缩包，请解压后放入", "an archive within an archive: unpack it first"
            )
            member = Source(inner, member.sha256, format=member.format, error=nested)
        yield member


def _reader(name: str) -> Callable[[bytes, str], Document]:
    module, function = _READERS[name].split(":")
    reader: Callable[[bytes, str], Document] = getattr(import_module(module), function)
    return reader
