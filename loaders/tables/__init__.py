"""Tables of amounts: segments of one document → staging records.

A segment with grids is read cell by cell (``grid_table``); a segment of lines only has lost its blank cells
(``text_table``) and is completed by arithmetic over all tables of the document (``solve``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.model import Grid, Line, Segment, Used
from loaders.normal import fold
from loaders.records import Parsed, Reject
from loaders.segment import TABLE_NUMBER, is_table_title
from loaders.tables.grid_table import read_grids
from loaders.tables.labels import restore_labels
from loaders.tables.model import RawTable
from loaders.tables.solve import solve
from loaders.tables.stage import stage
from loaders.tables.text_table import is_data, read_lines


def parse(segments: Sequence[Segment]) -> tuple[Parsed, Used]:
    """The records of all table segments of one document, given in printed order."""
    used = Used()
    tables: list[RawTable] = []
    lost: list[Reject] = []
    for segment in _numbers_forward(segments):
        gridded = any(isinstance(b, Grid) for b in segment.blocks)
        found, marks = read_grids(segment) if gridded else read_lines(segment)
        for number, how in marks.disposition.items():
            used.mark(number, how)
        for table in found:
            lost.extend(_lost(table))
        tables.extend(found)
    solve(tables)
    parsed = stage(tables)
    parsed.rejects.extend(lost)
    return parsed, used


def _lost(table: RawTable) -> list[Reject]:
    return [
        Reject(
            stage="table",
            reason=f"label lost: {row.code} without name, not decidable by the official list",
            lines=row.lines,
            page=row.page,
            source_text=row.text,
        )
        for row in restore_labels(table)
    ]


def _numbers_forward(segments: Sequence[Segment]) -> list[Segment]:
    """A table number (公开02表) printed above the next title belongs to the next table; with titles printed
    below their tables (rotated pages), everything from the number on does."""
    moved = [list(s.blocks) for s in segments]
    last = _titles_last(segments)
    for index in range(len(segments) - 1):
        blocks = moved[index]
        if any(isinstance(b, Grid) for b in (*blocks, *moved[index + 1])):
            continue
        place = next((n for n in range(len(blocks) - 1, -1, -1) if _is_number(blocks[n])), None)
        if place is None:
            continue
        after = [b for b in blocks[place + 1 :] if isinstance(b, Line) and b.text.strip()]
        has_data = any(isinstance(b, Line) and is_data(b) for b in blocks[:place])
        if (has_data and not after) or last:
            moved[index + 1][:0] = blocks[place:]
            del blocks[place:]
    return [replace(s, blocks=tuple(b)) for s, b in zip(segments, moved, strict=True)]


def _is_number(block: object) -> bool:
    if not isinstance(block, Line):
        return False
    text = fold(block.text)
    match = TABLE_NUMBER.match(text)
    return match is not None and match.end() == len(text)


def _titles_last(segments: Sequence[Segment]) -> bool:
    """Whether titles stand below their tables: the last title has nothing after it, the others a number and data."""
    if len(segments) < 3 or any(isinstance(b, Grid) for s in segments for b in s.blocks):
        return False
    final = [b for b in segments[-1].blocks if isinstance(b, Line) and b.text.strip()]
    alone = all(is_table_title(b.text) for b in final)
    numbered = sum(any(_is_number(b) for b in s.blocks) for s in segments[:-1])
    return alone and numbered >= len(segments) - 2


__all__ = ["parse"]
