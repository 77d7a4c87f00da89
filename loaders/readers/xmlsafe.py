"""XML of untrusted files: no entities, no DTD, no network, limited depth."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO

from lxml import etree

from loaders.errors import UnreadableDocument

_PROLOGUE = 4096


def parse(data: bytes, what: str) -> etree._Element:
    """Root element of ``data``. Raises ``UnreadableDocument`` for broken XML and for any document type."""
    if b"<!DOCTYPE" in data[:_PROLOGUE]:
        raise _declares(what)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.parse(io.BytesIO(data), parser)
    except etree.XMLSyntaxError as error:
        raise _broken(what, error) from error
    if getattr(tree.docinfo, "doctype", ""):
        raise _declares(what)
    return tree.getroot()


def elements(
    stream: IO[bytes], what: str, events: tuple[str, ...] = ("end",)
) -> Iterator[tuple[str, etree._Element]]:
    """Elements of a large XML part as they are read; the caller clears what it no longer needs.

    Raises ``UnreadableDocument`` for broken XML and for any document type.
    """
    head = stream.read(_PROLOGUE)
    if b"<!DOCTYPE" in head:
        raise _declares(what)
    stream.seek(0)
    try:
        yield from etree.iterparse(
            stream, events=events, resolve_entities=False, no_network=True, load_dtd=False
        )
    except etree.XMLSyntaxError as error:
        raise _broken(what, error) from error


def local(element: etree._Element) -> str:
    """Tag without namespace; ``""`` for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """Attribute by its name without namespace; ``""`` where there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _broken(what: str, error: etree.XMLSyntaxError) -> UnreadableDocument:
    return UnreadableDocument(f"{what} 的 XML 已损坏", f"{what}: broken XML ({error})")


def _declares(what: str) -> UnreadableDocument:
    return UnreadableDocument(f"{what} 含有 DTD 或实体定义，未读取", f"{what} declares a DTD or entities")
