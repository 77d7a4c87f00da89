"""One document from blocks to staging records: a pure function."""

from __future__ import annotations

from dataclasses import dataclass, replace

from loaders import forms, prose, tables
from loaders.document.accounting import Account, account
from loaders.document.confirmation import mark_unconfirmed
from loaders.document.damage import damage
from loaders.document.decided import mark_undecided
from loaders.document.glued import glued
from loaders.document.identity import Identity, identify
from loaders.document.places import set_places
from loaders.document.run_on import with_tables
from loaders.document.script import in_simplified
from loaders.document.segment import segments as cut
from loaders.document.unit_by_text import set_units
from loaders.forms.claim import claimed
from loaders.forms.privacy import withhold
from loaders.grammar.separators import as_printed, with_commas
from loaders.guard import rejecting
from loaders.model import Document, Grid, Line, Segment, Used
from loaders.prose.told import table_heads
from loaders.records import Parsed, Reject

_UNREAD = {"form_glued", "table_glued", "list_without_cells"}  # said of whole forms and lists: what stands in their cells is no sentence


@dataclass(frozen=True, slots=True)
class Staged:
    """All that is staged of one document."""

    document: Document
    identity: Identity
    parsed: Parsed
    account: Account


def load(document: Document) -> Staged:
    """Parse a read document: tables and forms first, then prose with what they left.

    A table, form or sentence that raises is a reject with its place; the rest of the document is kept.
    """
    document = with_tables(in_simplified(document))
    respelled = with_commas(document)
    staged = _load(respelled.document)
    if respelled.changed:
        for records in staged.parsed.groups():
            for record in records:
                as_printed(record, respelled.changed)
    return replace(staged, document=document)


def _load(document: Document) -> Staged:
    parts = list(claimed(cut(document)))
    parsed, used = Parsed(), Used()
    for part, marks in (
        tables.parse([s for s in parts if s.kind == "table"]),
        forms.parse([s for s in parts if s.kind == "form"]),
    ):
        parsed.extend(part)
        _mark(used, marks)
    with rejecting(parsed.rejects, "prose", ""):
        stated, marks = prose.parse(
            [s for s in parts if s.kind == "prose"], parsed.form_fields, _leftovers(parts, used)
        )
        parsed.extend(stated)
        _mark(used, marks)
    set_units(parsed)
    parsed.sentences.extend(table_heads(parts))
    parsed.rejects.extend(glued(parts, parsed))
    whole = {number for reject in parsed.rejects if reject.code in _UNREAD for number in reject.lines}
    parsed.stated_amounts = [row for row in parsed.stated_amounts if not whole.issuperset(row.lines)]
    spoilt = damage(document, parts, parsed)
    parsed.rejects.extend(spoilt)
    mark_unconfirmed(document, parsed)
    set_places(document, parsed)
    mark_undecided(parsed, is_text_broken=any(reject.code == "text_broken" for reject in spoilt))
    numbers = account(parts, parsed, used, whole)
    parsed.rejects.extend(numbers.unused)
    parsed.rejects.extend(Reject(stage="reader", note=notice) for notice in document.notices)
    withhold(parsed)
    return Staged(document, identify(document, parts, parsed), parsed, numbers)


def _mark(into: Used, marks: Used) -> None:
    for number, how in marks.disposition.items():
        into.mark(number, how)


def _leftovers(parts: list[Segment], used: Used) -> list[Line]:
    left = []
    for part in parts:
        if part.kind == "prose":
            continue
        for block in part.blocks:
            if isinstance(block, Grid):
                for cell in block.cells:
                    if cell.lines and not any(n in used.disposition for n in cell.lines):
                        left.append(Line(cell.lines[0], cell.text.replace("\n", ""), block.page))
            elif block.text.strip() and block.number not in used.disposition:
                left.append(block)
    return left
