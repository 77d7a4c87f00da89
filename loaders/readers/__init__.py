"""Readers: bytes of a file in, documents of lines and grids out. They know nothing of budgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from loaders.errors import UnreadableDocument
from loaders.model import Document
from loaders.readers import formats
from loaders.readers.archive import members, open_checked, read_member
from loaders.readers.common import sha256

MAX_BYTES = 300 * 2**20

_READERS = {
    "text": "loaders.readers.text:read_text",
    "csv": "loaders.readers.text:read_csv",
    "html": "loaders.readers.html:read_html",
    "mhtml": "loaders.readers.html:read_mhtml",
    "pdf": "loaders.readers.pdf:read_pdf",
    "docx": "loaders.readers.docx:read_docx",
    "xlsx": "loaders.readers.xlsx:read_xlsx",
    "xls": "loaders.readers.xls:read_xls",
    "ofd": "loaders.readers.office:read_office",
    "office": "loaders.readers.office:read_office",
    "image": "loaders.readers.ocr:read_image",
}


@dataclass(frozen=True, slots=True)
class Unread:
    """A file, or a member of an archive, that could not be read, and why."""

    file_name: str
    sha256: str
    media_type: str
    error: UnreadableDocument


def read(path: Path, *, root: Path) -> list[Document]:
    """Read the file at ``path``; documents are named by their path relative to ``root``.

    Raises ``UnreadableDocument`` where the file, or for a ZIP each of its members, can't be read.
    """
    outcomes = read_all(path, root=root)
    documents = [o for o in outcomes if isinstance(o, Document)]
    if not documents:
        raise outcomes[0].error if isinstance(outcomes[0], Unread) else UnreadableDocument("没有文档", "no document")
    return documents


def read_all(path: Path, *, root: Path) -> list[Document | Unread]:
    """As ``read``, but a file that can't be read is an outcome, and so is each member of a ZIP."""
    name = path.relative_to(root).as_posix()
    size = path.stat().st_size
    if size > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        return [Unread(name, "", "", UnreadableDocument(f"文件超过 {limit} MB", f"larger than {limit} MB"))]
    return read_bytes(path.read_bytes(), name)


def read_bytes(data: bytes, file_name: str, *, nested: bool = False) -> list[Document | Unread]:
    """Read one file given as bytes; a ZIP gives one outcome per member, named ``archive.zip/member``."""
    media_type = ""
    try:
        found = formats.detect(data, file_name)
        media_type = found.media_type
        if found is formats.ZIP:
            return _read_archive(data, file_name, nested)
        document = _reader(found.name)(data, file_name)
    except UnreadableDocument as error:
        return [Unread(file_name, sha256(data), media_type, error)]
    except RecursionError:
        error = UnreadableDocument("文件结构嵌套过深", "the file is nested too deeply")
        return [Unread(file_name, sha256(data), media_type, error)]
    return [document]


def _read_archive(data: bytes, file_name: str, nested: bool) -> list[Document | Unread]:
    if nested:
        raise UnreadableDocument("压缩包内的压缩包未读取，请解压后放入", "a ZIP within a ZIP: unpack it first")
    outcomes: list[Document | Unread] = []
    with open_checked(data) as archive:
        for name, info in members(archive):
            inner = f"{file_name}/{name}"
            try:
                content = read_member(archive, info)
            except UnreadableDocument as error:
                outcomes.append(Unread(inner, "", "", error))
            else:
                outcomes.extend(read_bytes(content, inner, nested=True))
    if not outcomes:
        raise UnreadableDocument("压缩包内没有文件", "the ZIP holds no file")
    return outcomes


def _reader(name: str) -> Callable[[bytes, str], Document]:
    module, function = _READERS[name].split(":")
    reader: Callable[[bytes, str], Document] = getattr(import_module(module), function)
    return reader
