"""One page to blocks in reading order, still without line numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import compress
from operator import attrgetter

from loaders.grammar.garbled import is_mapped_wrong
from loaders.model import Cell
from loaders.notes import Note, note
from loaders.readers.pdf.align import aligned_tables
from loaders.readers.pdf.arrays import Flags
from loaders.readers.pdf.cells import Placed, place_runs
from loaders.readers.pdf.fields import field_line
from loaders.readers.pdf.gutters import split_columns
from loaders.readers.pdf.lattice import Frame, Span, frame_of
from loaders.readers.pdf.mend import split_rows, with_rows_beside
from loaders.readers.pdf.openings import with_bodies
from loaders.readers.pdf.orient import UprightPage, turn_upright
from loaders.readers.pdf.pdfium import RawPage
from loaders.readers.pdf.rules import Piece, lattices, lines_of
from loaders.readers.pdf.runs import Run, joined
from loaders.readers.pdf.sheets import pages_of
from loaders.readers.pdf.text import printed, runs_of, visual_lines, without_doubles

_UNREADABLE_SHARE = 0.1
_LEFT = attrgetter("x0")


@dataclass(slots=True)
class TextBlock:
    """One visual line outside tables."""

    top: float
    left: float
    text: str
    box: str = ""


@dataclass(slots=True)
class GridBlock:
    """A table: ``cells`` carry 0-based visual lines of the table in ``lines``; ``line_count`` of them in all.

    ``is_aligned`` where no rules part the cells.
    """

    top: float
    left: float
    rows: int
    cols: int
    cells: list[Cell]
    line_count: int
    is_aligned: bool = False


@dataclass(slots=True)
class PageBlocks:
    """A page's blocks in reading order, what was noticed, and whether its text layer can be used."""

    blocks: list[TextBlock | GridBlock] = field(default_factory=list)
    notices: list[Note] = field(default_factory=list)
    has_text: bool = True


def page_blocks(raw: RawPage, scale: float = 1.0) -> PageBlocks:
    """Blocks of one page; ``scale`` is what a unit of ``raw`` is in points of the page, 0 where it has none."""
    result = PageBlocks(notices=list(raw.notices))
    page = turn_upright(raw)
    keep, doubles = without_doubles(page)
    if doubles:
        result.notices.append(note("characters_double", count=doubles))
        page = _kept(page, keep)
    text, unreadable = printed(page.codes)
    unreadable = max(unreadable, raw.unmapped)
    if unreadable:
        result.notices.append(note("characters_unmapped", total=len(text), count=unreadable))
    if page.outside:
        result.notices.append(note("characters_off_page", count=page.outside))
    result.has_text = bool(text) and unreadable <= _UNREADABLE_SHARE * len(text) and not is_mapped_wrong(text)
    for part, own in pages_of(page):
        result.blocks += _blocks(part, text if own.all() else "".join(compress(text, own)), scale)
    return result


def _kept(page: UprightPage, keep: Flags) -> UprightPage:
    return UprightPage(
        page.width,
        page.height,
        page.codes[keep],
        page.boxes[keep],
        page.turned[keep],
        page.slanted[keep],
        page.rules,
        page.outside,
    )


def _blocks(page: UprightPage, text: str, scale: float) -> list[TextBlock | GridBlock]:
    frames, loose = ruled_frames(page)
    runs = runs_of(page, text)
    frames = with_bodies(frames, runs, loose)
    inside: list[list[Placed]] = [[] for _ in frames]
    outside: list[Run] = []
    for placed in place_runs(runs, frames, page.boxes):
        if placed.frame < 0:
            outside.append(placed.run)
        else:
            inside[placed.frame].append(placed)
    blocks: list[TextBlock | GridBlock] = []
    for index, frame in enumerate(frames):
        frame, own = split_columns(*split_rows(frame, inside[index]))
        frame, own, outside = with_rows_beside(frame, own, outside, index)
        frames[index] = frame
        blocks.append(_ruled_grid(frame, own, scale))
    blocks += _unruled(outside, loose, [frame.ys[0] for frame in frames], scale)
    blocks.sort(key=lambda block: (block.top, block.left))
    return blocks


def ruled_frames(page: UprightPage) -> tuple[list[Frame], list[Piece]]:
    """The frames of all ruled tables, and the horizontal lines that belong to none.

    Boxes of a single cell (page borders, text boxes) and of a single column are no tables: what stands in them may
    still be one by its alignment.
    """
    vertical, horizontal = lines_of(page.rules)
    frames: list[Frame] = []
    used: set[Piece] = set()
    for lattice in lattices(vertical, horizontal):
        frame = frame_of(lattice, page.boxes)
        if frame is not None and len(frame.spans) > 1 and len(frame.xs) > 2:
            frames.append(frame)
            used.update(lattice.horizontal)
    return frames, [line for line in horizontal if line not in used]


def _ruled_grid(frame: Frame, placed: list[Placed], scale: float) -> GridBlock:
    by_span: dict[int, list[Run]] = {}
    for p in placed:
        by_span.setdefault(p.span, []).append(p.run)
    places = [(span, by_span.get(index, [])) for index, span in enumerate(frame.spans)]
    return _grid(frame.ys[0], frame.xs[0], len(frame.ys) - 1, len(frame.xs) - 1, places, scale)


def _grid(
    top: float, left: float, rows: int, cols: int, places: Sequence[tuple[Span, list[Run]]], scale: float
) -> GridBlock:
    """Cells with their text; the visual lines are those of the whole table."""
    lines = visual_lines(run for _, runs in places for run in runs)
    line_of = {id(run): number for number, line in enumerate(lines) for run in line}
    cells = [_cell(span, runs, line_of, scale) for span, runs in places]
    return GridBlock(top, left, rows, cols, cells, len(lines))


def _cell(span: Span, runs: list[Run], line_of: dict[int, int], scale: float) -> Cell:
    if not runs:
        return Cell(span.row, span.col, "", (), span.row_span, span.col_span)
    by_line: dict[int, list[Run]] = defaultdict(list)
    for run in sorted(runs, key=_LEFT) if len(runs) > 1 else runs:
        by_line[line_of[id(run)]].append(run)
    numbers = tuple(sorted(by_line))
    text = "\n".join(joined(by_line[number], wide=False) for number in numbers)
    return Cell(span.row, span.col, text, numbers, span.row_span, span.col_span, box=_box(runs, scale))


def _box(runs: Sequence[Run], scale: float) -> str:
    """Where runs stand, as ``x0,y0,x1,y1`` in points from the top left; ``""`` where nothing does."""
    if not runs or not scale:
        return ""
    x0, top = min([run.x0 for run in runs]), min([run.top for run in runs])
    x1, bottom = max([run.x1 for run in runs]), max([run.bottom for run in runs])
    return f"{x0 * scale:.1f},{top * scale:.1f},{x1 * scale:.1f},{bottom * scale:.1f}"


def _unruled(
    runs: list[Run], rules: list[Piece], barriers: list[float], scale: float
) -> list[TextBlock | GridBlock]:
    """Lines of text, and tables among them that only alignment shows."""
    lines = visual_lines(runs)
    tables = aligned_tables([field_line(line) for line in lines], rules, barriers)
    blocks: list[TextBlock | GridBlock] = []
    taken: set[int] = set()
    for table in tables:
        taken.update(table.taken)
        places = [(Span(cell.row, cell.col, cell.row_span, cell.col_span), cell.runs) for cell in table.cells]
        blocks.append(
            replace(_grid(table.top, table.left, table.rows, table.cols, places, scale), is_aligned=True)
        )
    margin = min((run.x0 for run in runs), default=0.0)
    for index, line in enumerate(lines):
        if index not in taken:
            indent = min(40, max(0, round(2 * (line[0].x0 - margin) / max(line[0].height, 1.0))))
            text = " " * indent + joined(line, wide=True)
            blocks.append(TextBlock(min(r.top for r in line), line[0].x0, text, _box(line, scale)))
    return blocks
