"""OFD, the Chinese fixed-layout format (GB/T 33190): text objects of each page, put into lines by position."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from loaders.errors import UnreadableDocument
from loaders.model import Document
from loaders.notes import note
from loaders.readers import formats
from loaders.readers.archive import open_checked, read_member
from loaders.readers.common import BlockBuilder
from loaders.readers.xmlsafe import attribute, local, parse

_SAME_LINE = 0.5


def read_ofd(data: bytes, file_name: str) -> Document:
    """Read the text of an OFD file, line by line. Raises ``UnreadableDocument`` where it holds none."""
    builder = BlockBuilder(notices=[note("text_only", format="OFD")])
    with open_checked(data) as archive:
        parts = {info.filename.lstrip("/"): info for info in archive.infolist()}
        pages = list(_pages(archive, parts))
        for number, page in enumerate(pages, start=1):
            for line in _lines(page):
                builder.lines(line, number)
    if not builder.blocks:
        raise UnreadableDocument("OFD 文件没有文字", "the OFD file holds no text")
    return builder.document(file_name, data, formats.OFD.media_type, "ofd", len(pages))


def _pages(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> Iterator[etree._Element]:
    for body in _load(archive, parts, "OFD.xml").iter():
        if local(body) != "DocRoot" or not body.text:
            continue
        path = body.text.strip().lstrip("/")
        for page in _load(archive, parts, path).iter():
            if local(page) == "Page" and attribute(page, "BaseLoc"):
                location = attribute(page, "BaseLoc")
                inner = (
                    location
                    if location.startswith("/")
                    else posixpath.join(posixpath.dirname(path), location)
                )
                yield _load(archive, parts, posixpath.normpath(inner).lstrip("/"))


def _load(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], path: str) -> etree._Element:
    info = parts.get(path)
    if info is None:
        raise UnreadableDocument(f"OFD 文件缺少 {path}", f"the OFD file lacks {path}")
    return parse(read_member(archive, info), path)


def _lines(page: etree._Element) -> Iterator[str]:
    placed = sorted(_texts(page), key=lambda t: (t[0], t[1]))
    row: list[tuple[float, float, float, str]] = []
    for item in placed:
        if row and item[0] - row[0][0] > _SAME_LINE * max(item[2], row[0][2]):
            yield _joined(row)
            row = []
        row.append(item)
    if row:
        yield _joined(row)


def _texts(page: etree._Element) -> Iterator[tuple[float, float, float, str]]:
    """Baseline, left edge, size and text of each text object."""
    for element in page.iter():
        if local(element) != "TextObject":
            continue
        box = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", attribute(element, "Boundary"))]
        if len(box) != 4:
            continue
        for code in (c for c in element if local(c) == "TextCode" and (c.text or "").strip()):
            left, down = _number(attribute(code, "X")), _number(attribute(code, "Y"))
            yield box[1] + down, box[0] + left, _number(attribute(element, "Size")) or box[3], code.text or ""


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _joined(row: list[tuple[float, float, float, str]]) -> str:
    """Texts of a line from left to right; a gap wider than a character becomes a space."""
    parts, end = [], None
    for _, left, size, text in sorted(row, key=lambda t: t[1]):
        if end is not None and left - end > size:
            parts.append(" ")
        parts.append(text)
        end = left + sum(size if ord(c) > 0x2E7F else size / 2 for c in text)
    return "".join(parts)
