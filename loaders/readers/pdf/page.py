"""One page to blocks in reading order, still without line numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.model import Cell
from loaders.readers.pdf.cells import Placed, place_runs
from loaders.readers.pdf.lattice import Frame, Span, frame_of
from loaders.readers.pdf.orient import UprightPage, turn_upright
from loaders.readers.pdf.pdfium import Flags, RawPage
from loaders.readers.pdf.rules import lattices, lines_of
from loaders.readers.pdf.text import Run, joined, printed, runs_of, visual_lines, without_doubles

_UNREADABLE_SHARE = 0.1


@dataclass(slots=True)
class TextBlock:
    """One visual line outside tables."""

    top: float
    left: float
    text: str


@dataclass(slots=True)
class GridBlock:
    """A table: ``cells`` carry 0-based visual lines of the table in ``lines``; ``line_count`` of them in all."""

    top: float
    left: float
    rows: int
    cols: int
    cells: list[Cell]
    line_count: int


@dataclass(slots=True)
class PageBlocks:
    """A page's blocks in reading order, what was noticed, and whether its text layer can be used."""

    blocks: list[TextBlock | GridBlock] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    has_text: bool = True


def page_blocks(raw: RawPage) -> PageBlocks:
    """Blocks of one page."""
    result = PageBlocks(notices=list(raw.notices))
    page = turn_upright(raw)
    keep, doubles = without_doubles(page)
    if doubles:
        result.notices.append(f"{doubles} characters printed twice were read once")
        page = _kept(page, keep)
    texts, unreadable = printed(page.codes)
    unreadable = max(unreadable, raw.unmapped)
    if unreadable:
        result.notices.append(f"{unreadable} of {len(texts)} characters have no Unicode value")
    if page.outside:
        result.notices.append(f"{page.outside} characters off the page were left out")
    result.has_text = bool(texts) and unreadable <= _UNREADABLE_SHARE * len(texts)
    result.blocks = _blocks(page, texts)
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


def _blocks(page: UprightPage, texts: list[str]) -> list[TextBlock | GridBlock]:
    frames = ruled_frames(page)
    runs = runs_of(page, texts)
    inside: list[list[Placed]] = [[] for _ in frames]
    outside: list[Run] = []
    for placed in place_runs(runs, frames, page.boxes):
        if placed.frame < 0:
            outside.append(placed.run)
        else:
            inside[placed.frame].append(placed)
    blocks: list[TextBlock | GridBlock] = [grid_block(f, p) for f, p in zip(frames, inside, strict=True)]
    blocks += _text_blocks(outside)
    blocks.sort(key=lambda block: (block.top, block.left))
    return blocks


def ruled_frames(page: UprightPage) -> list[Frame]:
    """The frames of all ruled tables; boxes of a single cell (page borders, text boxes) are no tables."""
    frames = [frame_of(lattice, page.boxes) for lattice in lattices(*lines_of(page.rules))]
    return [frame for frame in frames if frame is not None and len(frame.spans) > 1]


def grid_block(frame: Frame, placed: list[Placed]) -> GridBlock:
    """A frame filled with its runs."""
    lines = visual_lines(p.run for p in placed)
    line_of = {id(run): number for number, line in enumerate(lines) for run in line}
    by_span: dict[int, list[Run]] = {}
    for p in placed:
        by_span.setdefault(p.span, []).append(p.run)
    cells = [_cell(span, by_span.get(index, []), line_of) for index, span in enumerate(frame.spans)]
    left, top, _, _ = frame.box
    return GridBlock(top, left, len(frame.ys) - 1, len(frame.xs) - 1, cells, len(lines))


def _cell(span: Span, runs: list[Run], line_of: dict[int, int]) -> Cell:
    runs = sorted(runs, key=lambda run: (line_of[id(run)], run.x0))
    numbers = tuple(sorted({line_of[id(run)] for run in runs}))
    text = "\n".join(joined([r for r in runs if line_of[id(r)] == number], wide=False) for number in numbers)
    return Cell(span.row, span.col, text, numbers, span.row_span, span.col_span)


def _text_blocks(runs: list[Run]) -> list[TextBlock | GridBlock]:
    lines = visual_lines(runs)
    margin = min((run.x0 for run in runs), default=0.0)
    blocks: list[TextBlock | GridBlock] = []
    for line in lines:
        indent = min(40, max(0, round(2 * (line[0].x0 - margin) / max(line[0].height, 1.0))))
        blocks.append(TextBlock(min(r.top for r in line), line[0].x0, " " * indent + joined(line, wide=True)))
    return blocks
