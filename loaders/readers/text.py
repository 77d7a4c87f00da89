"""Plain text and CSV."""

from __future__ import annotations

import csv
import re

from loaders.errors import UnreadableDocument
from loaders.grammar.normal import clean
from loaders.model import Block, Cell, Document, Line
from loaders.notes import note
from loaders.readers import bars
from loaders.readers.common import BlockBuilder, Table, sha256
from loaders.readers.encoding import decode

_LINE_END = re.compile(r"\r\n|\n|\r")
_MAX_COLS = 256  # as in a workbook
_CSV_FIELD_LIMIT = 1_000_000


def read_text(data: bytes, file_name: str) -> Document:
    """Read plain text: one ``Line`` per line of the file, blank ones included, white space kept.

    Form feeds separate pages; lines with bars (Markdown, text from web pages) are a table where each has as many
    cells, else their bars become tabs. Raises ``UnreadableDocument`` where the text can't be decoded or is blank.
    """
    decoded = decode(data)
    if not clean(decoded.text).strip():
        raise UnreadableDocument("文件没有文字", "the file holds no text")
    paged = "\f" in decoded.text
    page = 1
    blocks: list[Block] = []
    rows: list[bars.Barred] = []
    printed = _LINE_END.split(decoded.text)
    barred = sum(bars.BAR.search(raw.strip()) is not None for raw in printed) >= bars.FEWEST_BARRED
    framed = {} if paged else bars.framed([clean(raw) for raw in printed])
    inside = 0
    for number, raw in enumerate(printed, start=1):
        if number - 1 in framed:
            inside, grid = framed[number - 1]
            blocks += [*bars.table(rows), grid]
            rows = []
        if number <= inside:
            continue
        page += raw[: len(raw) - len(raw.lstrip("\f "))].count("\f")
        text = clean(raw)
        on = page if paged else None
        if barred and bars.BAR.search(text):
            rows.append((number, bars.cells_of(text), on))
        else:
            blocks += bars.table(rows)
            rows = []
            blocks.append(Line(number, text, on))
        page += raw.lstrip("\f ").count("\f")
    blocks += bars.table(rows)
    if isinstance(last := blocks[-1], Line) and not last.text:
        blocks.pop()
    pages = max((block.page or 1 for block in blocks), default=1) if paged else None
    return Document(file_name, sha256(data), "text/plain", "text", tuple(blocks), pages, decoded.notices)


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
    cells = [Cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row[:_MAX_COLS])]
    builder = BlockBuilder(notices=list(decoded.notices))
    width = max((len(row) for row in rows), default=0)
    if width > _MAX_COLS:
        builder.notices.append(note("columns_cut", columns=_MAX_COLS))
    builder.table(Table(len(rows), min(width, _MAX_COLS), cells), loose=True)
    if not builder.blocks:
        raise UnreadableDocument("文件没有数据", "the file holds no data")
    return builder.document(file_name, data, "text/csv", "csv")


def _delimiter(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()][:200]
    return max(",\t;|", key=lambda mark: sum(1 for line in lines if mark in line))
