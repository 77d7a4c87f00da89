"""The same document laid out a little differently says the same: changes of real documents as they are read, and what they cost.

Usage: ``python -m benchmarks.relaid [--seed S] [--show N] [--only KIND] FILE …``. Each change is made to every grid of a document that
it fits (``GRIDS``, ``WHOLE``): a blank row or column, a column of sequence numbers, a page break, the title in the grid or above it, spaces
and line breaks in labels, brackets and digits of full width, another year. The facts that are read then are held against those of
the document as it is (``benchmarks.formats.facts``): equal, said but undecided, silently wrong, or lost. Prints a line for each kind
of change; asserts nothing.
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.formats.facts import Difference, Fact, difference, of_document
from loaders.errors import UnreadableDocument
from loaders.model import Block, Cell, Document, Grid, Line
from loaders.readers import read

_AMOUNT = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d{2}|-?\d+\.\d{2}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_YEAR = re.compile(r"(?<!\d)(20[12]\d)(?=\s*年)")
_SHIFT = 3  # years
Relaid = Callable[[Grid, random.Random], "Grid | list[Block] | None"]


def _is_table(grid: Grid) -> bool:
    """Whether a grid is more than a box: rows and columns, and amounts in them."""
    amounts = sum(_AMOUNT.fullmatch(cell.text.strip()) is not None for cell in grid.cells)
    return grid.rows >= 4 and grid.cols >= 3 and amounts >= 4


def _opening(grid: Grid) -> int:
    """The number of rows above the first that prints an amount."""
    return min((cell.row for cell in grid.cells if _AMOUNT.fullmatch(cell.text.strip())), default=0)


def _first_of_header(grid: Grid) -> int:
    """The first row with two texts: titles and units above the header stand alone in theirs."""
    for row in range(grid.rows):
        if sum(cell.row == row and bool(cell.text.strip()) for cell in grid.cells) > 1:
            return row
    return 0


def with_column(
    grid: Grid, at: int, texts: dict[int, str] | None = None, head: tuple[int, int, str] | None = None
) -> Grid:
    """The grid with a column before column ``at``: ``texts`` by row, ``head`` as (row, rows, text)."""
    cells = [
        replace(cell, col=cell.col + 1)
        if cell.col >= at
        else replace(cell, col_span=cell.col_span + 1)
        if cell.col + cell.col_span > at
        else cell
        for cell in grid.cells
    ]
    beside = {cell.row: cell.lines for cell in grid.cells if cell.lines}
    cells += [Cell(row, at, text, beside.get(row, ())) for row, text in (texts or {}).items()]
    if head:
        cells.append(Cell(head[0], at, head[2], beside.get(head[0], ()), row_span=head[1]))
    return replace(grid, cols=grid.cols + 1, cells=tuple(sorted(cells, key=lambda c: (c.row, c.col))))


def with_row(grid: Grid, at: int, cells: tuple[Cell, ...] = ()) -> Grid:
    """The grid with a row before row ``at``."""
    moved = [
        replace(cell, row=cell.row + 1)
        if cell.row >= at
        else replace(cell, row_span=cell.row_span + 1)
        if cell.row + cell.row_span > at
        else cell
        for cell in grid.cells
    ]
    return replace(
        grid, rows=grid.rows + 1, cells=tuple(sorted([*moved, *cells], key=lambda c: (c.row, c.col)))
    )


def _seams(grid: Grid, first: int) -> list[int]:
    """Rows from ``first`` on above which no cell spans."""
    crossed = {row for cell in grid.cells for row in range(cell.row + 1, cell.row + cell.row_span)}
    return [row for row in range(first, grid.rows) if row not in crossed]


def blank_left(grid: Grid, _: random.Random) -> Grid:
    """A blank column before all others."""
    return with_column(grid, 0)


def blank_right(grid: Grid, _: random.Random) -> Grid:
    """A blank column behind all others."""
    return with_column(grid, grid.cols)


def blank_between(grid: Grid, chance: random.Random) -> Grid:
    """A blank column somewhere between."""
    return with_column(grid, chance.randrange(1, grid.cols))


def blank_row(grid: Grid, chance: random.Random) -> Grid | None:
    """A blank row somewhere below the first amount."""
    seams = _seams(grid, _opening(grid))
    return with_row(grid, chance.choice(seams)) if seams else None


def blank_row_in_header(grid: Grid, chance: random.Random) -> Grid | None:
    """A blank row between the rows of the header, or below it."""
    first, end = _first_of_header(grid), _opening(grid)
    seams = [row for row in _seams(grid, first + 1) if row <= end]
    return with_row(grid, chance.choice(seams)) if seams else None


def sequence(grid: Grid, _: random.Random) -> Grid | None:
    """The rows numbered in a column before all others."""
    first, end = _first_of_header(grid), _opening(grid)
    if first >= end or any("序号" in cell.text for cell in grid.cells if cell.row < end):
        return None
    rows = range(end, grid.rows)
    return with_column(grid, 0, {row: str(n) for n, row in enumerate(rows, 1)}, (first, end - first, "序号"))


def remark(grid: Grid, _: random.Random) -> Grid | None:
    """A column 备注 behind all others, blank."""
    first, end = _first_of_header(grid), _opening(grid)
    if first >= end or any("备注" in cell.text for cell in grid.cells if cell.row < end):
        return None
    return with_column(grid, grid.cols, head=(first, end - first, "备注"))


def _cut(grid: Grid, chance: random.Random, repeated: bool) -> list[Block] | None:
    end = _opening(grid)
    if repeated and any("指标" in cell.text for cell in grid.cells):
        return None  # of a form the rows above the first amount are no header
    seams = _seams(grid, end + 1)
    if not seams:
        return None
    at = chance.choice(seams)
    head = _first_of_header(grid)
    top = replace(grid, rows=at, cells=tuple(c for c in grid.cells if c.row < at))
    again = [replace(c, row=c.row - head) for c in grid.cells if head <= c.row < end] if repeated else []
    down = (end - head if repeated else 0) - at
    below = [replace(c, row=c.row + down) for c in grid.cells if c.row >= at]
    page = grid.page + 1 if grid.page is not None else None
    return [top, replace(grid, rows=grid.rows + down, cells=tuple(again + below), page=page)]


def page_break(grid: Grid, chance: random.Random) -> list[Block] | None:
    """The rest of the rows on the next page."""
    return _cut(grid, chance, repeated=False)


def page_break_header_again(grid: Grid, chance: random.Random) -> list[Block] | None:
    """The same with the header once more above the rest."""
    return _cut(grid, chance, repeated=True)


def title_above(grid: Grid, _: random.Random) -> list[Block] | None:
    """Rows of one cell above the header are lines."""
    first = _first_of_header(grid)
    if not 0 < first <= 3:
        return None
    above = [c for c in sorted(grid.cells, key=lambda c: (c.row, c.col)) if c.row < first and c.text.strip()]
    lines = [Line(min(c.lines, default=0), text, grid.page) for c in above for text in c.text.split("\n")]
    cells = tuple(replace(c, row=c.row - first) for c in grid.cells if c.row >= first)
    return [*lines, replace(grid, rows=grid.rows - first, cells=cells)]


def footer(grid: Grid, _: random.Random) -> list[Block]:
    """A page number below."""
    return [grid, Line(max(grid.lines, default=0), f"— {grid.page or 1} —", grid.page)]


def _retold(change: Callable[[str], str]) -> Relaid:
    def relaid(grid: Grid, _: random.Random) -> Grid:
        return replace(grid, cells=tuple(replace(cell, text=change(cell.text)) for cell in grid.cells))

    return relaid


def _spaced(text: str) -> str:
    return "　".join(text) if len(text) in (2, 3) and _CHINESE.fullmatch(text) else text


def _wrapped(text: str) -> str:
    """Broken once, in the middle of its first long run of Chinese."""
    for run in _CHINESE.finditer(text):
        if len(run[0]) > 6 and "\n" not in text:
            middle = (run.start() + run.end()) // 2
            return text[:middle] + "\n" + text[middle:]
    return text


def _brackets(text: str) -> str:
    return text.translate(str.maketrans("（）()", "()（）"))


def _wide(text: str) -> str:
    return (
        text.translate(str.maketrans("0123456789.,", "０１２３４５６７８９．，"))
        if _AMOUNT.fullmatch(text.strip())
        else text
    )


def _commas(text: str) -> str:
    """With thousands parted where they weren't, without where they were."""
    bare = text.strip()
    if not _AMOUNT.fullmatch(bare):
        return text
    if "," in bare:
        return bare.replace(",", "")
    whole, _, part = bare.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}.{part}"


GRIDS: dict[str, Relaid] = {
    "blank column left": blank_left,
    "blank column right": blank_right,
    "blank column between": blank_between,
    "blank row": blank_row,
    "blank row in the header": blank_row_in_header,
    "column of sequence numbers": sequence,
    "column of remarks": remark,
    "page break": page_break,
    "page break, header again": page_break_header_again,
    "title above the grid": title_above,
    "page numbers below": footer,
    "spaced labels": _retold(_spaced),
    "wrapped labels": _retold(_wrapped),
    "brackets": _retold(_brackets),
    "digits of full width": _retold(_wide),
    "commas": _retold(_commas),
}


def each_grid(document: Document, change: Relaid, chance: random.Random) -> Document | None:
    """The document with every table changed; none where nothing fits."""
    blocks: list[Block] = []
    changed = 0
    for block in document.blocks:
        new = change(block, chance) if isinstance(block, Grid) and _is_table(block) else None
        changed += new is not None
        blocks.extend(new if isinstance(new, list) else [new or block])
    return replace(document, blocks=tuple(blocks)) if changed else None


def title_in_grid(document: Document) -> Document | None:
    """The one or two short lines above a table are its first rows."""
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Grid) and _is_table(block):
            for _ in range(2):
                if blocks and isinstance(line := blocks[-1], Line) and _is_short(line.text):
                    block = with_row(block, 0, (Cell(0, 0, line.text, (line.number,), col_span=block.cols),))
                    blocks.pop()
        blocks.append(block)
    return replace(document, blocks=tuple(blocks)) if len(blocks) < len(document.blocks) else None


def _is_short(text: str) -> bool:
    return _CHINESE.search(text) is not None and len(text.strip()) <= 30 and "。" not in text


def earlier(text: str) -> str:
    """The text with its years three years before."""
    return _YEAR.sub(lambda m: str(int(m[1]) - _SHIFT), text)


def other_year(document: Document) -> Document | None:
    """All that is said of a year is said of three years before."""

    def moved(block: Block) -> Block:
        if isinstance(block, Line):
            return replace(block, text=earlier(block.text))
        return replace(block, cells=tuple(replace(cell, text=earlier(cell.text)) for cell in block.cells))

    blocks = tuple(map(moved, document.blocks))
    name = earlier(document.file_name)
    return replace(document, blocks=blocks, file_name=name) if blocks != document.blocks else None


WHOLE: dict[str, Callable[[Document], Document | None]] = {
    "title in the grid": title_in_grid,
    "another year": other_year,
}


def renumbered(document: Document) -> Document:
    """Lines numbered anew in the order of the blocks."""
    numbers = itertools.count(1)
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Line):
            blocks.append(replace(block, number=next(numbers)))
        else:
            new = {number: next(numbers) for number in block.lines}
            cells = (replace(cell, lines=tuple(new[n] for n in cell.lines)) for cell in block.cells)
            blocks.append(replace(block, cells=tuple(cells)))
    return replace(document, blocks=tuple(blocks))


def variants(document: Document, seed: int, only: str = "") -> Iterator[tuple[str, Document]]:
    """Each kind of change that fits the document, with the document changed."""
    for name, change in GRIDS.items():
        if only in name and (made := each_grid(document, change, random.Random(f"{seed}{document.sha256}"))):
            yield name, renumbered(made)
    for name, whole in WHOLE.items():
        if only in name and (made := whole(document)):
            yield name, renumbered(made)


def compared(name: str, original: list[Fact], changed: Document) -> Difference:
    """How the facts of a changed document differ from those of the document as it is."""
    if name == "another year":
        original = [
            replace(f, key=tuple(earlier(part) for part in f.key), value=earlier(f.value)) for f in original
        ]
    return difference(original, of_document(changed))


def main() -> None:
    """Print what each kind of change did to the facts of the files named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("files", nargs="+", type=Path)
    arguments = parser.parse_args()
    sums: dict[str, Difference] = {}
    for path in arguments.files:
        try:
            documents = read(path, root=path.parent)
        except UnreadableDocument as error:
            print(f"  {path.name[:40]:42}{error}")
            continue
        for document in documents:
            original = of_document(document)
            for name, changed in variants(document, arguments.seed, arguments.only):
                one = compared(name, original, changed)
                sums.setdefault(name, Difference()).add(one)
                if one.wrong or one.missing:
                    print(
                        f"  {path.name[:40]:42}{name:28} equal {one.equal}/{one.gold} said {len(one.said)} wrong {len(one.wrong)} lost {len(one.missing)}",
                        flush=True,
                    )
                    for fact in one.wrong[: arguments.show]:
                        print("      wrong", *fact.key)
                    for fact in one.missing[: arguments.show]:
                        print("      lost ", *fact.key)
    print(f"{'change':32}{'facts':>8}{'equal':>8}{'said':>7}{'wrong':>7}{'lost':>7}")
    for name, total in sums.items():
        print(
            f"{name:32}{total.gold:8}{total.equal:8}{len(total.said):7}{len(total.wrong):7}{len(total.missing):7}"
        )


if __name__ == "__main__":
    main()
