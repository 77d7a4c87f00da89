"""A budget table between reading and staging: columns with header paths, rows with amounts.

Both ways of reading (grids whose cells are known, lines whose blank cells are lost) end here. Amounts whose
column is known carry it; the others are placed by ``loaders.tables.solve`` (arithmetic, siblings).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.notes import Note

QUANTITY = "数量"  # the unit of a column that counts things of which the header names none


@dataclass(frozen=True, slots=True)
class Column:
    """One amount column. ``path`` is the printed header from top to bottom, inner spaces removed."""

    path: tuple[str, ...]
    side: str = ""  # revenue, expenditure, ""
    unit: str = ""  # where the header names a unit of its own (%, 个, 万元); "" is the table's unit

    @property
    def label(self) -> str:
        """The path joined with ``/``."""
        return "/".join(self.path)


@dataclass(slots=True)
class Amount:
    """One printed amount: digits without thousands separators; ``column`` indexes ``RawTable.columns``."""

    text: str
    column: int | None = None
    hint: int | None = None  # number of blank cells suggested by the line's white space before it
    line: int | None = None
    repair: Note | None = None  # how the column was inferred, where it isn't simply the next one
    is_inferred: bool = False  # its column was inferred, be it the next one
    told_by: RawTable | None = field(default=None, compare=False, repr=False)  # the table that prints the amount which told the column


@dataclass(slots=True)
class Row:
    """One printed row (one side of it where a table has two)."""

    side: str = ""
    code: str = ""
    name: str = ""
    second_name: str = ""
    amounts: list[Amount] = field(default_factory=list)
    lines: tuple[int, ...] = ()
    page: int | None = None
    text: str = ""
    repair: Note | None = None
    blanks_after: int | None = None  # blank cells suggested by the white space after the last amount
    cells_known: bool = False  # tabs between all cells: ``hint`` and ``blanks_after`` are certain
    blanks_before: int = 0  # blank cells between tabs before the first amount
    indent: int = 0  # ideographic spaces before the label: depth in a list without codes
    fits_nowhere: bool = False  # no way to put its amounts into the columns makes its sums hold
    lane: int = 0  # of lists side by side, the one that the row stands in
    unit_code: str = ""  # code of an agency or project, which is none of the subject
    role: str = ""  # where the table's structure tells it; "" is what the label says
    level: int | None = None  # depth in a list without codes, from 1
    unit: str = ""  # where the row names a unit of its own (辆, 个, %); "" is the column's or table's unit
    dates: tuple[str, ...] = ()  # dates that stand where amounts belong: numbers in a cell of the wrong format
    heads: tuple[str, ...] = ()  # headers of the columns of words in which it prints any, that of its name first


@dataclass(slots=True)
class RawTable:
    """A table as read. ``title`` is as printed without spaces; continuation pages are merged already."""

    title: str
    number: str = ""
    unit: str = ""
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    lines: tuple[int, ...] = ()
    page: int | None = None
    empty_note: str = ""
    unknown_headers: tuple[str, ...] = ()  # header texts of no known meaning
    is_text: bool = False  # read from lines, where the borders of the cells are lost
    is_aligned: bool = False  # read from cells that nothing parts but where their text stands
