"""Grids put as forms are read: tabbed lines as grids or grids as tabbed lines, whichever still says whose cell is whose;
forms beside each other apart, transposed indicators upright."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from loaders.document.title import is_form_title
from loaders.forms import vocabulary
from loaders.forms.form_rows import FormRow, form_rows
from loaders.forms.grid_list_columns import ListHeader, list_header
from loaders.forms.header import column_name, indicator_header
from loaders.forms.money_heads import is_money
from loaders.forms.packed import level_path
from loaders.grammar.normal import fold, squash
from loaders.model import Block, Cell, Grid, Line, Segment

_FEWEST_CELLS = 4  # of a row of a list, more than a name and its money
_VALUES = {"target", "actual", "weight", "score"}


def arranged(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a form, each grid as one or several that have a form's rows from left to right and top to bottom."""
    found: list[Block] = []
    for block in _whole_columns(_with_grids(blocks)):
        found += (
            [part for one in _apart(block) for part in _upright(one)] if isinstance(block, Grid) else [block]
        )
    return tuple(found)


def _with_grids(blocks: Sequence[Block]) -> Iterator[Block]:
    """Tabbed lines as grids where all have equally many cells: copied from a page, blank cells kept.

    Lines of a form with different numbers of cells have lost some; in a list only those that are merged, where its header
    has them all.
    """
    is_whole = len({_tabs(block) for block in blocks} - {0}) == 1
    for count, run in groupby(blocks, _tabs if is_whole else lambda block: min(_tabs(block), 1)):
        together = list(run)
        lines = [block for block in together if isinstance(block, Line)] if count else []
        rows = [_cells(line) for line in lines]
        if rows and is_whole and _keeps_columns(rows):
            yield Grid(len(rows), count + 1, tuple(_placed(rows, lines)), lines[0].page)
        elif rows and not is_whole and (packed := _packed_list(rows, lines)):
            yield from packed
        else:
            yield from together


def _packed_list(rows: Sequence[Sequence[str]], lines: Sequence[Line]) -> list[Block]:
    """Tabbed lines as a list, if the first (or the first two together) are its whole header: what begins on the left
    moved under its heads."""
    first = lines[0]
    if len(rows) > 2 and len(whole := _whole_header(*rows[:2])) > len(rows[0]):
        rows, lines = [whole, *rows[2:]], lines[1:]
    head = tuple(Cell(0, col, text, (first.number, lines[0].number)) for col, text in enumerate(rows[0]) if text)
    header = list_header(Grid(1, len(rows[0]), head))
    if header is None or max(map(len, rows)) > len(rows[0]):
        return []
    shifts = [_shift(texts, header) for texts in rows[1:]]
    cells = (
        Cell(n, col + shift, text, (line.number,))
        for n, (texts, line, shift) in enumerate(zip(rows[1:], lines[1:], shifts, strict=True), start=1)
        for col, text in enumerate(texts)
        if shift is not None and text
    )
    lost = (line for line, shift in zip(lines[1:], shifts, strict=True) if shift is None)
    return [Grid(len(rows), len(rows[0]), (*head, *cells), first.page), *lost]


def _whole_header(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Two lines of heads as one, those of the second in place of the groups of money and indicators above them; the first
    where they aren't."""
    whole, rest = list[str](), list(second)
    kinds: dict[str, Callable[[str], object]] = {"funding": is_money, "indicator": column_name}
    for text in first:
        kind = kinds.get(vocabulary.block_of(text))
        under = list(takewhile(kind, rest)) if kind else []
        whole += under or [text]
        rest = rest[len(under) :]
    return list(first) if rest else whole


def _keeps_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the labels of levels stand below the heads of levels; where they wander cells have been lost."""
    heads: set[int] = set()
    for row in rows:
        named = {col for col, text in enumerate(row) if column_name(text) in ("level1", "level2", "level3")}
        labels = {c for c, text in enumerate(row) if text.endswith("指标") and vocabulary.level_of(text, 2)}
        if len(named) > 1:
            heads = named
        elif heads and labels - heads:
            return False
    return True


def _tabs(block: Block) -> int:
    """How many tabs a line has between its cells; a grid and a form's title have none."""
    return 0 if isinstance(block, Grid) or is_form_title(block.text) else block.text.count("\t")


def _cells(line: Line) -> list[str]:
    return [text.strip() for text in line.text.split("\t")]


def _placed(rows: Sequence[Sequence[str]], lines: Sequence[Line]) -> Iterator[Cell]:
    """The cells of tabbed rows. A head spans the blanks behind it that heads stand under, or reaches down to them."""
    for row, (texts, line) in enumerate(zip(rows, lines, strict=True)):
        below = rows[row + 1] if row + 1 < len(rows) else [""] * len(texts)
        stops = _stops(texts, below)
        is_grouped = any(stop > col + 1 for col, stop in stops.items())
        for col, stop in stops.items():
            reaches = is_grouped and not below[col]
            yield Cell(row, col, texts[col], (line.number,), 2 if reaches else 1, stop - col, box=line.box)


def _stops(texts: Sequence[str], below: Sequence[str]) -> dict[int, int]:
    """Where the cells of a row begin and stop; over more than one column where they are heads of those below."""
    filled = [col for col, text in enumerate(texts) if text]
    are_heads = sum(not below[col] for col in filled) > 1 and any(map(column_name, (*texts, *below)))
    return {
        col: stop if are_heads and below[col] and any(below[col + 1 : stop]) else col + 1
        for col, stop in pairwise([*filled, len(texts)])
    }


def _apart(grid: Grid) -> Iterator[Grid]:
    """The forms of a grid that stand beside each other: one label of a name for each in a row, no cell over the border."""
    rows: dict[tuple[int, str], list[int]] = {}
    for cell in grid.cells:
        if vocabulary.names_subject(cell.text):
            rows.setdefault((cell.row, fold(cell.text)), []).append(cell.col)
    cuts = max((sorted(cols)[1:] for cols in rows.values()), key=len, default=[])
    if not cuts or any(cell.col < cut < cell.col + cell.col_span for cut in cuts for cell in grid.cells):
        yield grid
        return
    for start, stop in zip([0, *cuts], [*cuts, grid.cols], strict=True):
        cells = tuple(replace(c, col=c.col - start) for c in grid.cells if start <= c.col < stop)
        yield replace(grid, cols=stop - start, cells=cells)


def _whole_columns(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a form, a grid of indicators that stand a column each with those of its rows that are on the next page."""
    before: Block | None = None
    for block in blocks:
        if isinstance(before, Grid) and isinstance(block, Grid) and before.cols == block.cols:
            begun, more = _labels(before), _labels(block)
            own = {cell.text for cell in block.cells if cell.col and column_name(cell.text) in vocabulary.INDICATOR_COLUMNS}
            if "level3" in begun.values() and not own and _VALUES & {more.get(0, "")} and "level3" not in more.values():
                below = (replace(cell, row=cell.row + before.rows) for cell in block.cells)
                before = replace(before, rows=before.rows + block.rows, cells=(*before.cells, *below))
                continue
        if before is not None:
            yield before
        before = block
    if before is not None:
        yield before


def _labels(grid: Grid) -> dict[int, str]:
    """The column of indicators that each row of a grid is called by in its first cell."""
    return {cell.row: column_name(cell.text) for cell in grid.cells if cell.col == 0}


def _upright(grid: Grid) -> Iterator[Grid]:
    """A grid whose indicators stand a column each, what is said of them in rows: those rows as columns."""
    labels = _labels(grid)
    tops = [row for row, name in sorted(labels.items()) if name in vocabulary.INDICATOR_COLUMNS]
    names = [labels[row] for row in tops]
    others = {c.row for c in grid.cells if c.col and column_name(c.text) in vocabulary.INDICATOR_COLUMNS}
    if "level3" not in names or _VALUES.isdisjoint(names) or others.intersection(tops) or grid.cols < 2:
        yield grid
        return
    start, stop = tops[0], tops[-1] + 1
    turned = [replace(cell, row=cell.col, col=cell.row - start, row_span=cell.col_span, col_span=cell.row_span) for cell in grid.cells if start <= cell.row < stop]
    for first, last, cells in (
        (0, start, [c for c in grid.cells if c.row < start]),
        (0, grid.cols, turned),
        (stop, grid.rows, [replace(c, row=c.row - stop) for c in grid.cells if c.row >= stop]),
    ):
        if any(squash(cell.text) for cell in cells):
            cols = stop - start if cells is turned else grid.cols
            yield replace(grid, rows=last - first, cols=cols, cells=tuple(cells))


def as_lines(segment: Segment) -> Segment:
    """The form with those grids as lines of tab-separated cells whose rows have lost their blank and merged cells.

    So web pages are turned to text: the rest of a row is packed to the left, blanks follow, and what stands under a merged
    ``产出指标`` begins in the first column. Of a list each row's levels say where it belongs.
    """
    blocks: list[Block] = []
    for block in segment.blocks:
        if not (isinstance(block, Grid) and _is_left_packed(block)):
            blocks.append(block)
        else:
            lines = _as_tabbed(block)
            blocks.extend(_packed_list([_cells(line) for line in lines], lines) or lines)
    return replace(segment, blocks=tuple(blocks))


def _shift(texts: Sequence[str], header: ListHeader) -> int | None:
    """How far right the cells of a row belong: its levels under theirs, or its names, all to the last column filled.

    A short row of none of them is that of a unit or a total and stays; None where blank cells are lost, too.
    """
    starts = {c.name: c.start for c in header.indicators.columns} if header.indicators else {}
    width = sum(start < header.cols for start, _ in header.starts)
    by_level = Counter(
        starts[f"level{n}"] - at
        for n in (1, 2)
        for at, text in enumerate(texts)
        if f"level{n}" in starts and (vocabulary.level_of(text, n) or level_path(text))
    )
    whole = width - len(texts)
    if not by_level:
        return whole if whole == starts.get("level3") else 0 if len(texts) < _FEWEST_CELLS or not whole else None
    return whole if whole >= 0 and by_level[whole] == max(by_level.values()) else None


def _is_left_packed(grid: Grid) -> bool:
    """Whether no row has a blank before a cell, and a row's level stands left of the column of its kind."""
    rows = form_rows([grid])
    if any(not _is_packed(row) for row in rows):
        return False
    columns: dict[int, int] = {}  # level → column of its header
    for row in rows:
        if (header := indicator_header(row)) is not None:
            columns = {int(c.name[-1]): c.start for c in header.columns if c.name in ("level1", "level2")}
        elif (levels := [n for n in columns if vocabulary.level_of(row.cells[0].text, n)]) and all(
            row.cells[0].col < columns[n]
            for n in levels  # 满意度指标 is a label of both
        ):
            return True
    return False


def _is_packed(row: FormRow) -> bool:
    """Whether a row is one line of the text whose cells stand one beside the other, none of them merged."""
    cells = row.cells
    plain = all(cell.row_span == cell.col_span == len(cell.lines) == 1 for cell in cells)
    return plain and len(row.lines) == 1 and [cell.col for cell in cells] == list(range(len(cells)))


def _as_tabbed(grid: Grid) -> list[Line]:
    printed = sorted(grid.cells, key=lambda cell: (cell.row, cell.col))
    return [
        Line(cells[0].lines[0], "\t".join(cell.text for cell in cells), grid.page)
        for cells in (list(row) for _, row in groupby(printed, key=lambda cell: cell.row))
    ]
