"""What a reader hands to the forms: a document as a sequence of lines and grids.

A reader (``loaders.readers``) knows bytes and geometry and nothing of budgets. A form
(``loaders.tables``, ``loaders.forms``, ``loaders.prose``) knows budgets and nothing of bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.notes import Note


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line of the extracted text. ``number`` is 1-based within the whole document.

    ``box`` is where it stands: ``x0,y0,x1,y1`` in points from the top left of the page; ``""`` without coordinates.
    """

    number: int
    text: str
    page: int | None = None
    box: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid. ``row`` and ``col`` are 0-based; a merged cell is given once, with spans.

    ``text`` keeps line breaks as ``\\n``; ``lines`` are the numbers of the visual lines it was printed on; ``indent``
    is how far its text is moved in, in half characters, where the format tells. ``place`` is the cell's own name
    (``Sheet!C7``, ``table 3 row 4 cell 2``), ``box`` where it stands on a page with coordinates.
    """

    row: int
    col: int
    text: str
    lines: tuple[int, ...] = ()
    row_span: int = 1
    col_span: int = 1
    indent: int = 0
    place: str = ""
    box: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells are known (ruled or aligned on the page, or cells in the file format).

    Blank cells may be left out. A table that goes on over a page break is one grid per page.
    ``row_pages`` is not needed: a grid lies on one page. ``is_aligned`` says that no rules part the cells, only where
    their text stands.
    """

    rows: int
    cols: int
    cells: tuple[Cell, ...]
    page: int | None = None
    is_aligned: bool = False

    @property
    def lines(self) -> tuple[int, ...]:
        """All line numbers of the grid, ascending."""
        return tuple(sorted({n for cell in self.cells for n in cell.lines}))


Block = Line | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """A read document: blocks in reading order, with what the reader noticed on the way."""

    file_name: str
    sha256: str
    media_type: str
    reader: str
    blocks: tuple[Block, ...]
    page_count: int | None = None
    notices: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a document under one title: a budget table, a performance form, or prose.

    ``kind`` is ``table``, ``form`` or ``prose``. For tables and forms ``title`` is the printed title
    (spaces removed). ``blocks`` include the title line and every continuation page's repeated title.
    ``section`` is the nearest heading above (prose).
    """

    kind: str
    title: str
    blocks: tuple[Block, ...]
    section: str = ""


@dataclass(slots=True)
class Used:
    """Which lines a parser understood, and how.

    ``disposition`` maps a line number to ``row``, ``title``, ``header``, ``unit``, ``footer``, ``note``,
    ``instruction``, ``label`` or ``prose``. A line that is in a segment and not here was not understood:
    it is offered to the prose parser, and its numbers count as unused if that does not take them.
    """

    disposition: dict[int, str] = field(default_factory=dict)

    def mark(self, lines: int | tuple[int, ...], how: str) -> None:
        """Record ``how`` for one line number or several; the first mark of a line stays, ``row`` wins."""
        for number in (lines,) if isinstance(lines, int) else lines:
            if how == "row" or number not in self.disposition:
                self.disposition[number] = how
