"""Plain text and CSV."""

from __future__ import annotations

import csv
import re

from loaders.errors import UnreadableDocument
from loaders.grammar.normal import clean
from loaders.model import Cell, Document, Line
from loaders.readers.common import BlockBuilder, Table, sha256
from loaders.readers.encoding import decode

_LINE_END = re.compile(r"\r\n|\n|\r")
_CSV_FIELD_LIMIT = 1_000_000
_BAR = re.compile(r"[|｜]")
_RULE = re.compile(r"^[\s|｜]*$|^[\s|｜:+=-]*[-=]{3}[\s|｜:+=-]*$")
_FEWEST_BARRED = 3


def read_text(data: bytes, file_name: str) -> Document:
    """Read plain text: one ``Line`` per line of the file, blank ones included, white space kept.

    Form feeds separate pages; bars between the cells of a table (Markdown, text from web pages) become tabs. Raises ``UnreadableDocument`` where the text can't be decoded or is blank.
    """
    decoded = decode(data)
    if not clean(decoded.text).strip():
        raise UnreadableDocument("文件没有文字", "the file holds no text")
    paged = "\f" in decoded.text
    page = 1
    lines = []
    printed = _LINE_END.split(decoded.text)
    barred = sum(_BAR.search(raw.strip()) is not None for raw in printed) >= _FEWEST_BARRED
    for number, raw in enumerate(printed, start=1):
        page += raw[: len(raw) - len(raw.lstrip("\f "))].count("\f")
        text = clean(raw)
        lines.append(Line(number, _cells(text) if barred else text, page if paged else None))
        page += raw.lstrip("\f ").count("\f")
    if lines and not lines[-1].text:
        lines.pop()
    pages = max((line.page or 1 for line in lines), default=1) if paged else None
    return Document(file_name, sha256(data), "text/plain", "text", tuple(lines), pages, decoded.notices)


def _cells(text: str) -> str:
    """A line of a table drawn with bars (``甲 | 乙 | |``) as cells between tabs; a ruling line is blank."""
    if _BAR.search(text) is None:
        return text
    if _RULE.match(text):
        return ""
    cells = [cell.strip() for cell in _BAR.split(text.strip())]
    if not cells[0]:
        cells = cells[1:]
    if not cells[-1]:
        cells = cells[:-1]
    return "\t".join(cells)


def read_csv(data: bytes, file_name: str) -> Document:
    """Read delimited text as one table; a row of one cell above it is a caption.

    Raises ``UnreadableDocument`` where the text can't be decoded or holds no row.
    """
    decoded = decode(data)
    csv.field_size_limit(_CSV_FIELD_LIMIT)
    text = decoded.text
    try:
        rows = list(
            csv.reader(_LINE_END.sub("\n", text).splitlines(keepends=True), delimiter=_delimiter(text))
        )
    except csv.Error as error:
        raise UnreadableDocument(f"CSV 无法解析：{error}", f"not a readable CSV: {error}") from error
    cells = [Cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row)]
    builder = BlockBuilder(notices=list(decoded.notices))
    builder.table(Table(len(rows), max((len(r) for r in rows), default=0), cells), loose=True)
    if not builder.blocks:
        raise UnreadableDocument("文件没有数据", "the file holds no data")
    return builder.document(file_name, data, "text/csv", "csv")


def _delimiter(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()][:200]
    return max(",\t;|", key=lambda mark: sum(1 for line in lines if mark in line))
