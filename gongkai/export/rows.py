"""Rows of a sheet as the XML of a workbook, made by the database a column at a time: Python sees no cell.

Texts stand in the cells themselves (``inlineStr``), numbers with the digits of the database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from gongkai.export.cells import HARMLESS, LONGEST_CELL, shown_sql

_FETCHED = 2000
_SIGNIFICANT_DIGITS = 15
_LINE_HEIGHT = 13.5  # points, of type of 10 points
_MOST_LINES = 20
_NO_CHARACTERS = ("\ufffe", "\uffff")
_ESCAPED = ("&", "<", ">", "_x", *_NO_CHARACTERS)
_CONTROLS = bytes({*range(9), *range(11, 32)})
_CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a query: its header and DuckDB type."""

    name: str
    kind: str

    @property
    def is_number(self) -> bool:
        """Whether its values are written as numbers."""
        return self.kind.startswith("DECIMAL") or self.kind.endswith(("INTEGER", "BIGINT", "SMALLINT"))

    @property
    def quoted(self) -> str:
        """Its name in a query."""
        return '"' + self.name.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands: its letters, the number of its style, and its width where its text is wrapped."""

    letters: str
    style: int
    wrap_width: float | None = None


def query(source: str, columns: Sequence[Column], places: Sequence[Place], most: int) -> str:
    """SQL for a ``<row>`` in UTF-8 for each row of ``source``; after ``most`` rows numbers begin again below the header."""
    cells = ", ".join(_cell(column, place) for column, place in zip(columns, places, strict=True))
    return (
        f"""select encode(concat('<row r="', _row, '"', {_height(columns, places)}, '>', {cells}, '</row>'))"""
        f" from (select *, cast((row_number() over () - 1) % {most} + 2 as varchar) as _row from ({source}))"
    )


def stream(cursor: duckdb.DuckDBPyConnection, most: int) -> Iterator[bytes]:
    """The next rows of a cursor that runs :func:`query`, at most so many, in pieces."""
    while most and (found := cursor.fetchmany(min(_FETCHED, most))):
        yield _sound(b"".join([row for (row,) in found]))
        most -= len(found)


def _cell(column: Column, place: Place) -> str:
    """SQL for a cell, null where there is no value."""
    name = column.quoted
    if column.is_number:
        text = f"cast({name} as varchar)"
        digits = f"trim(replace(replace({text}, '-', ''), '.', ''), '0')"
        # What has more digits than Excel keeps is a text.
        is_long = f"strlen({text}) > {_SIGNIFICANT_DIGITS} and strlen({digits}) > {_SIGNIFICANT_DIGITS}"
        cell = f"case when {is_long} then {_text(place, text)} else {_number(place, text)} end"
    elif column.kind == "DATE":
        cell = _number(place, f"{name} - date '1899-12-30'")
    elif column.kind == "BOOLEAN":
        cell = _text(place, f"case when {name} then '是' else '否' end")
    elif column.kind == "VARCHAR":
        escaped = _text(place, _escaped(name), is_padded=True)
        cell = f"case when {_harmless(name)} then {_text(place, name)} else {escaped} end"
    else:
        cell = _text(place, f"cast({name} as varchar)")
    return f"case when {name} is not null then {cell} end"


def _number(place: Place, value: str) -> str:
    return f"""concat('<c r="{place.letters}', _row, '" s="{place.style}"><v>', {value}, '</v></c>')"""


def _text(place: Place, text: str, *, is_padded: bool = False) -> str:
    """SQL for a cell of text; ``is_padded``: what stands around it is no white space to leave out."""
    kept = ' xml:space="preserve"' if is_padded else ""
    return (
        f"""concat('<c r="{place.letters}', _row, '" s="{place.style}" t="inlineStr"><is><t{kept}>', {text}"""
        ", '</t></is></c>')"
    )


def _harmless(name: str) -> str:
    """SQL for whether a text can stand as it is. All this is a fraction of what replacing signs in it costs."""
    signs = " and ".join(f"not contains({name}, '{sign}')" for sign in _ESCAPED)
    ends = f"not suffix({name}, ' ') and not suffix({name}, chr(10))"
    return f"{name} between {HARMLESS} and strlen({name}) < {LONGEST_CELL} and {ends} and {signs}"


def _escaped(name: str) -> str:
    text = f"regexp_replace({shown_sql(name)}, '_(x[0-9A-Fa-f]{{4}}_)', '_x005F_\\1', 'g')"
    for sign in _NO_CHARACTERS:
        text = f"replace({text}, '{sign}', '\ufffd')"
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = f"replace({text}, '{sign}', '{entity}')"
    return text


def _height(columns: Sequence[Column], places: Sequence[Place]) -> str:
    """SQL for the height of a row with wrapped texts: not every program fits it to them."""
    lines = [
        # A Chinese character takes three bytes, and two columns of width.
        f"ceil((strlen({column.quoted}) + length({column.quoted})) / 2.0 * 1.1 / {place.wrap_width})"
        for column, place in zip(columns, places, strict=True)
        if place.wrap_width
    ]
    if not lines:
        return "''"
    return f"""' ht="' || {_LINE_HEIGHT} * least({_MOST_LINES}, greatest(1, {", ".join(lines)})) || '" customHeight="1"'"""


def _sound(xml: bytes) -> bytes:
    """Rows with the numbers of control characters in their place, as Excel writes them."""
    if len(xml.translate(None, _CONTROLS)) == len(xml):
        return xml
    return _CONTROL.sub(lambda found: b"_x%04X_" % found[0][0], xml)
