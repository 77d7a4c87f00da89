"""Web pages: text blocks in order, tables with row and column spans, pages of placed text. Also MHTML."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

from loaders.errors import LimitExceeded, UnreadableDocument
from loaders.model import Document
from loaders.notes import note
from loaders.readers import formats, nested
from loaders.readers.common import BlockBuilder
from loaders.readers.encoding import Decoded, decode
from loaders.readers.pdf.page import PageBlocks
from loaders.readers.pdf.reader import numbered
from loaders.readers.positioned import Positions
from loaders.readers.xmlsafe import local

_DROPPED = {
    "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "button",
    "textarea", "option", "nav",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article",
    "header", "footer", "main", "aside", "blockquote", "center", "form", "fieldset", "hr", "caption", "body",
    "figure", "figcaption", "address",
}  # fmt: skip
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_END = re.compile(r"</html\s*>", re.IGNORECASE)
_FRAME = re.compile(r"<!doctype[^>]*>|</?(?:html|head|body)\b[^>]*>|<title\b.*?</title\s*>", re.IGNORECASE | re.DOTALL)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAX_DEPTH = 250
_DEEPEST = 256  # levels that the parser follows
_Piece = str | nested.RichTable | PageBlocks


def read_html(data: bytes, file_name: str) -> Document:
    """Read a web page. Raises ``UnreadableDocument`` where it has no text or its encoding is unknown."""
    return _read(data, _decoded(data), file_name, formats.HTML.media_type)


def read_mhtml(data: bytes, file_name: str) -> Document:
    """Read a page saved with all its parts in one file. Raises ``UnreadableDocument`` where it has none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return _read(data, _decoded(payload), file_name, formats.MHTML.media_type)
    raise UnreadableDocument("网页存档内没有网页", "the web archive holds no page")


def _read(data: bytes, decoded: Decoded, file_name: str, media_type: str) -> Document:
    text = _one_page(re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text))
    parser = lxml.html.HTMLParser(huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument("网页没有内容", f"the page is empty ({error})") from error
    builder = BlockBuilder(notices=list(decoded.notices))
    if is_cut := any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        builder.notices.append(note("nested_cut", depth=_DEEPEST))
    pages = 0
    for part in _content(root, 0, Positions(root)):
        if isinstance(part, str):
            builder.lines(part)
        elif isinstance(part, PageBlocks):
            pages += 1
            builder.numbered(numbered(part, pages, builder.last))
        else:
            nested.add(builder, part)
    if not builder.blocks and is_cut:
        raise LimitExceeded(f"网页嵌套超过 {_DEEPEST} 层，未读取", f"the page is nested more than {_DEEPEST} levels deep")
    if not builder.blocks:
        raise UnreadableDocument(
            "网页没有文字（内容可能由脚本载入）", "no text in the page, perhaps loaded by scripts"
        )
    return builder.document(file_name, data, media_type, "html", pages or None)


def _one_page(text: str) -> str:
    """Pages written one after another into one file (a converter's page each) as one: a parser stops at the first end."""
    return _FRAME.sub("", text) if len(_END.findall(text)) > 1 else text


def _decoded(data: bytes) -> Decoded:
    """By byte order mark and content; the declared character set decides only where these don't fit."""
    try:
        return decode(data)
    except UnreadableDocument:
        declared = _CHARSET.search(data[:4096])
        if declared is None:
            raise
        try:
            text = data.decode(declared[1].decode("ascii"), "strict")
        except (LookupError, UnicodeDecodeError):
            raise UnreadableDocument(
                "网页编码与声明不符", "the page isn't in the encoding that it declares"
            ) from None
        return Decoded(text, declared[1].decode("ascii"))


def _content(element: etree._Element, depth: int, positions: Positions) -> Iterator[_Piece]:
    """Texts (one per visual line), tables, and pages of placed text below ``element``."""
    pending: list[str] = []
    for piece in _pieces(element, depth, positions):
        if isinstance(piece, str):
            pending.append(piece)
        else:
            yield from _flushed(pending)
            yield piece
    yield from _flushed(pending)


def _flushed(pending: list[str]) -> Iterator[str]:
    for line in "".join(pending).split("\n"):
        text = re.sub(r"[ \t\r]+", " ", line).strip(" ")
        if text:
            yield text
    pending.clear()


def _pieces(element: etree._Element, depth: int, positions: Positions) -> Iterator[_Piece]:
    if depth > _MAX_DEPTH:
        raise UnreadableDocument("网页嵌套过深", "the page is nested too deeply")
    yield _inline(element.text)
    for child in element:
        name = local(child).lower()
        page = positions.page(child) if name and name not in _DROPPED else None
        if page is not None:
            yield "\n"
            yield page
        elif name == "table":
            yield "\n"
            if not _is_hidden(child):
                yield _table(child, depth, positions)
        elif name == "br":
            yield "\n"
        elif name and name not in _DROPPED and not _is_hidden(child):
            edge = "\n" if name in _BLOCKS else ""
            yield edge
            yield from _pieces(child, depth + 1, positions)
            yield edge
        yield _inline(child.tail)


def _inline(text: str | None) -> str:
    return re.sub(r"[\r\n]+", " ", text or "")


def _is_hidden(element: etree._Element) -> bool:
    return "hidden" in element.attrib or _HIDDEN.search(element.get("style") or "") is not None


def _table(table: etree._Element, depth: int, positions: Positions) -> nested.RichTable:
    cells: list[nested.RichCell] = []
    taken: set[tuple[int, int]] = set()
    cols = 0
    rows = [row for row in _rows(table) if not _is_hidden(row)]
    for number, row in enumerate(rows):
        col = 0
        for element in row:
            if local(element).lower() not in ("td", "th") or _is_hidden(element):
                continue
            while (number, col) in taken:
                col += 1
            high = min(_span(element, "rowspan") or len(rows), len(rows) - number)
            wide = _span(element, "colspan") or 1
            taken.update((r, c) for r in range(number, number + high) for c in range(col, col + wide))
            content = [p for p in _content(element, depth + 1, positions) if not isinstance(p, PageBlocks)]
            cells.append(nested.RichCell(number, col, content, high, wide))
            col += wide
            cols = max(cols, col)
    return nested.RichTable(len(rows), cols, cells)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        name = local(child).lower()
        if name == "tr":
            yield child
        elif name in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _span(element: etree._Element, name: str) -> int:
    text = (element.get(name) or "1").strip()
    return min(int(text), nested.MAX_SPAN) if text.isdigit() else 1
