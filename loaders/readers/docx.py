"""Word documents (.docx, .docm): paragraphs, text boxes and tables in the order of the text.

Read straight from ``word/document.xml`` (ECMA-376 part 1, chapter 17), because the order of paragraphs,
tables and text boxes, and the spans of cells, matter more here than styles. Macros are never looked at.
Headers, footers, notes, deleted and hidden text are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from loaders.errors import UnreadableDocument
from loaders.model import Document
from loaders.notes import Note, note
from loaders.readers import formats, nested
from loaders.readers.archive import open_checked, read_member
from loaders.readers.common import BlockBuilder
from loaders.readers.numbering import Numbering
from loaders.readers.xmlsafe import attribute, local, parse

_MAIN = "word/document.xml"
_SKIPPED = {
    "del",
    "moveFrom",
    "Fallback",
    "instrText",
    "delText",
    "pPr",
    "rPr",
    "tblPr",
    "sectPr",
    "tcPr",
    "trPr",
}
_HALF_CHARACTER = 105  # twentieths of a point, at the usual 10.5 points
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_LEFT_OUT = {
    "header": "页眉 headers",
    "footer": "页脚 footers",
    "footnotes": "脚注 footnotes",
    "endnotes": "尾注 endnotes",
}


def read_docx(data: bytes, file_name: str) -> Document:
    """Read a Word document. Raises ``UnreadableDocument`` where it is damaged or holds no text."""
    with open_checked(data) as archive:
        by_name = {info.filename: info for info in archive.infolist()}
        main = by_name.get(_MAIN) or next(i for n, i in by_name.items() if n.lower() == _MAIN)
        root = parse(read_member(archive, main), _MAIN)
        listing = by_name.get("word/numbering.xml")
        styles = by_name.get("word/styles.xml")
        numbering = Numbering(
            parse(read_member(archive, listing), "numbering.xml") if listing else None,
            parse(read_member(archive, styles), "styles.xml") if styles else None,
        )
    builder = BlockBuilder(notices=_notices(by_name))
    for part in _content(root, numbering):
        if isinstance(part, str):
            builder.lines(part)
        else:
            nested.add(builder, part)
    if not builder.blocks:
        raise UnreadableDocument(
            "文档没有文字（可能只有图片）", "the document holds no text, perhaps only pictures"
        )
    return builder.document(file_name, data, formats.DOCX.media_type, "docx")


def _notices(names: Iterable[str]) -> list[Note]:
    names = list(names)
    found = [what for key, what in _LEFT_OUT.items() if any(n.startswith(f"word/{key}") for n in names)]
    notices = [note("content_left_out", what="、".join(found))] if found else []
    if any(n.lower().endswith("vbaproject.bin") for n in names):
        notices.append(note("macros_ignored"))
    return notices


def _content(element: etree._Element, numbering: Numbering) -> Iterator[str | nested.RichTable]:
    """Texts and tables below ``element`` in order."""
    for child in element:
        name = local(child)
        if name == "p":
            yield _text(child, numbering)
            for box in _boxes(child):
                yield from _content(box, numbering)
        elif name == "tbl":
            yield _table(child, numbering)
        elif name and name not in _SKIPPED:
            yield from _content(child, numbering)


def _text(paragraph: etree._Element, numbering: Numbering) -> str:
    return numbering.label(paragraph) + "".join(_runs(paragraph))


def _runs(element: etree._Element) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in _MARKS:
            yield _MARKS[name]
        elif name == "sym":
            yield _symbol(child)
        elif name == "r" and _is_hidden(child):
            continue
        elif name and name not in _SKIPPED and name != "txbxContent":
            yield from _runs(child)


def _symbol(element: etree._Element) -> str:
    """A character by its code; symbol fonts use the private area, which says nothing without the font."""
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xE000 and not 0xD800 <= code < 0xE000 else ""


def _is_hidden(run: etree._Element) -> bool:
    for child in run:
        if local(child) == "rPr":
            return any(local(p) == "vanish" and attribute(p, "val") not in ("0", "false") for p in child)
    return False


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        name = local(child)
        if name == "txbxContent":
            yield child
        elif name and name not in _SKIPPED:
            yield from _boxes(child)


def _table(table: etree._Element, numbering: Numbering) -> nested.RichTable:
    cells: list[nested.RichCell] = []
    open_above: dict[int, nested.RichCell] = {}
    row, cols = 0, 0
    for line in _descend(table, "tr", ("tbl",)):
        if _property(line, "trPr", "del") is not None:
            continue
        col = int(_value(line, "trPr", "gridBefore") or 0)
        still_open: dict[int, nested.RichCell] = {}
        for element in _descend(line, "tc", ("tr", "tbl")):
            span = min(max(int(_value(element, "tcPr", "gridSpan") or 1), 1), nested.MAX_SPAN)
            merge = _property(element, "tcPr", "vMerge")
            continues = merge is not None and attribute(merge, "val") in ("", "continue")
            if continues and col in open_above:
                open_above[col].row_span += 1
                still_open[col] = open_above[col]
            else:
                content = list(_content(element, numbering))
                if content and isinstance(content[0], str):
                    content[0] = " " * _indent(element) + content[0]
                cell = nested.RichCell(row, col, content, 1, span)
                cells.append(cell)
                if merge is not None:
                    still_open[col] = cell
            col += span
        open_above, cols, row = still_open, max(cols, col), row + 1
    return nested.RichTable(row, cols, cells)


def _indent(cell: etree._Element) -> int:
    """How far the first line of a cell begins from its left, in half characters of its size (17.3.1.12 of the standard)."""
    paragraph = next(_descend(cell, "p", ("tbl",)), None)
    ind = None if paragraph is None else _property(paragraph, "pPr", "ind")
    if ind is None:
        return 0
    for names, unit in ((("leftChars", "startChars", "firstLineChars"), 50), (("left", "start", "firstLine"), _HALF_CHARACTER)):
        told = [value for name in names if (value := attribute(ind, name)).isdigit()]
        if told:
            return round(sum(map(int, told)) / unit)
    return 0


def _descend(element: etree._Element, wanted: str, stop: tuple[str, ...]) -> Iterator[etree._Element]:
    """Elements ``wanted`` below ``element``, also within content controls, but not within ``stop``."""
    for child in element:
        name = local(child)
        if name == wanted:
            yield child
        elif name and name not in _SKIPPED and name not in stop and name != "p":
            yield from _descend(child, wanted, stop)


def _property(element: etree._Element, group: str, name: str) -> etree._Element | None:
    for child in element:
        if local(child) == group:
            return next((p for p in child if local(p) == name), None)
    return None


def _value(element: etree._Element, group: str, name: str) -> str:
    found = _property(element, group, name)
    text = attribute(found, "val") if found is not None else ""
    return text if text.isdigit() else ""
