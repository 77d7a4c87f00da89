"""Rows of a sheet as the XML of a workbook, made by the database a column at a time: Python sees no cell.

Texts stand in the cells themselves (``inlineStr``), numbers with the digits of the database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from gongkai.export.cells import shown_sql

_FETCHED = 2000
_SIGNIFICANT_DIGITS = 15
_LINE_HEIGHT = 13.5  # points, of type of 10 points
_MOST_LINES = 20
# What XML has no character for: Excel writes its number, and escapes what looks like one.
_CONTROLS = bytes({*range(9), *range(11, 32)})
_CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f]")
_CODE = re.compile(rb"_x(?=[0-9A-Fa-f]{4}_)")
_NO_CHARACTER = re.compile(rb"\xef\xbf[\xbe\xbf]")


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
    name, begin = column.quoted, f"""'<c r="{place.letters}' || _row || '" s="{place.style}\""""
    if column.is_number:
        text = f"cast({name} as varchar)"
        number = f"{begin}><v>' || {text} || '</v></c>'"
        digits = f"trim(replace(replace({text}, '-', ''), '.', ''), '0')"
        # What has more digits than Excel keeps is a text.
        is_long = f"strlen({text}) > {_SIGNIFICANT_DIGITS} and strlen({digits}) > {_SIGNIFICANT_DIGITS}"
        return f"case when {is_long} then {_inline(begin, text)} else {number} end"
    if column.kind == "DATE":
        return f"{begin}><v>' || ({name} - date '1899-12-30') || '</v></c>'"
    if column.kind == "BOOLEAN":
        return _inline(begin, f"case when {name} then '是' when not {name} then '否' end")
    if column.kind != "VARCHAR":
        return _inline(begin, f"cast({name} as varchar)")
    text = shown_sql(name)
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = f"replace({text}, '{sign}', '{entity}')"
    is_padded = f"{name} like ' %' or {name} like '% ' or {name} like E'\\n%' or {name} like E'%\\n'"
    return _inline(begin, text, f"case when {is_padded} then ' xml:space=\"preserve\"' else '' end")


def _inline(begin: str, text: str, attribute: str = "''") -> str:
    return f"""{begin} t="inlineStr"><is><t' || {attribute} || '>' || {text} || '</t></is></c>'"""


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
    """Rows with no character that XML doesn't have."""
    if b"_x" in xml:
        xml = _CODE.sub(b"_x005F_x", xml)
    if len(xml.translate(None, _CONTROLS)) != len(xml):
        xml = _CONTROL.sub(lambda found: b"_x%04X_" % found[0][0], xml)
    return _NO_CHARACTER.sub("\ufffd".encode(), xml) if b"\xef\xbf" in xml else xml
