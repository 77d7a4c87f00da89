"""Tables of amounts: segments of one document → staging records.

A segment with grids is read cell by cell (``grid_table``); a segment of lines only has lost its blank cells
(``text_table``) and is completed by arithmetic over all tables of the document (``solve``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.document.title import is_table_title
from loaders.grammar.titles import clean_title, is_table_number
from loaders.guard import rejecting
from loaders.model import Block, Grid, Line, Segment, Used
from loaders.notes import note
from loaders.records import Parsed, Reject
from loaders.tables.contradicted import release
from loaders.tables.doubt import doubt
from loaders.tables.glued_classes import part_classes
from loaders.tables.grid_table import read_grids
from loaders.tables.header_line import is_header_line
from loaders.tables.labels import mend_classes, name_by_code, restore_labels
from loaders.tables.laid import laid_out, released, settle, width_of
from loaders.tables.model import Amount, RawTable
from loaders.tables.period_rows import fold_periods
from loaders.tables.recut import recut_names
from loaders.tables.solve import solve
from loaders.tables.stage import stage
from loaders.tables.structure import arrange
from loaders.tables.text_table import is_data, read_lines

_ENOUGH = 2


def parse(segments: Sequence[Segment]) -> tuple[Parsed, Used]:
    """The records of all table segments of one document, given in printed order."""
    used = Used()
    tables: list[RawTable] = []
    lost: list[Reject] = []
    bands: list[list[Amount]] = []
    width = width_of(block for s in segments for block in s.blocks if isinstance(block, Line))
    for segment in _numbers_forward(segments):
        with rejecting(lost, "table", segment.title, segment.blocks):
            gridded = any(isinstance(b, Grid) for b in segment.blocks)
            if not gridded and width is not None and (grids := laid_out(segment, width)) is not None:
                found, marks = read_grids(grids)
                bands += [band for table in found for band in released(table)]
            else:
                found, marks = read_grids(segment) if gridded else read_lines(segment)
            for table in found:
                part_classes(table)
                mend_classes(table)
            without_labels = [reject for table in found for reject in _lost(table)]
            lost.extend(without_labels)
            tables.extend(found)
            for number, how in marks.disposition.items():
                used.mark(number, how)
    with rejecting(lost, "table", ""):
        recut_names(tables)
        release(tables)
        solve(tables)
        settle(bands)
    for table in tables:
        fold_periods(table)
        arrange(table)
    doubt(tables)
    parsed = stage(tables)
    parsed.rejects.extend(lost)
    return parsed, used


def _lost(table: RawTable) -> list[Reject]:
    return [
        Reject(
            stage="table",
            note=note("label_lost", code=row.code),
            lines=row.lines,
            page=row.page,
            source_text=row.text,
        )
        for row in (*name_by_code(table), *restore_labels(table))
    ]


def _numbers_forward(segments: Sequence[Segment]) -> list[Segment]:
    """A table number (公开02表) printed above the next title belongs to the next table; with titles printed
    below their tables (rotated pages), everything from the number on does."""
    moved = [list(s.blocks) for s in segments]
    last = _titles_last(segments)
    rest: list[Block] = []
    for index, blocks in enumerate(moved):
        if any(isinstance(b, Grid) for b in blocks):
            continue
        place = next((n for n in range(len(blocks) - 1, -1, -1) if _is_number(blocks[n])), None)
        if place is None:
            continue
        after = any(isinstance(b, Line) and b.text.strip() for b in blocks[place + 1 :])
        if not last and (after or not any(isinstance(b, Line) and is_data(b) for b in blocks[:place])):
            continue
        following = moved[index + 1] if index + 1 < len(moved) else rest
        if any(isinstance(b, Grid) for b in following):
            continue
        carried = blocks[place:]
        del blocks[place:]
        following[:0] = carried
    placed = [replace(s, blocks=tuple(b)) for s, b in zip(segments, moved, strict=True)]
    titles = [b for b in rest if isinstance(b, Line) and is_table_title(b.text)]
    if titles:
        placed.append(Segment("table", clean_title(titles[-1].text), tuple(rest)))
    elif rest:
        placed[-1] = replace(placed[-1], blocks=(*placed[-1].blocks, *rest))
    return placed


def _is_number(block: object) -> bool:
    return isinstance(block, Line) and is_table_number(block.text)


def _titles_last(segments: Sequence[Segment]) -> bool:
    """Whether titles stand below their tables: header words come between titles and the numbers of the next."""
    if any(isinstance(b, Grid) for s in segments for b in s.blocks):
        return False
    return sum(_header_before_number(s) for s in segments) >= _ENOUGH


def _header_before_number(segment: Segment) -> bool:
    lines = [b for b in segment.blocks if isinstance(b, Line) and b.text.strip()]
    place = next((n for n, line in enumerate(lines) if _is_number(line)), None)
    if place is None or any(is_data(line) for line in lines[:place]):
        return False
    return any(is_header_line(line.text) for line in lines[:place])


__all__ = ["parse"]
