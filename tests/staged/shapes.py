"""The disclosures whose whole staging is held: drawn tables and forms of many places, each in several kinds of files, and the
project's own samples.

A shape is ``name`` as a web page, workbook, Word document or PDF, or ``name.variant`` where the same print is read another way:
``unruled`` (a PDF without rules), ``laid_out`` (text that keeps its columns), ``run_together`` (text that lost its blanks),
``tabbed`` (text with tabs between cells).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from gongkai.settings import PROJECT
from loaders.model import Document
from loaders.pipeline import Staged, load
from loaders.readers import read_source, recognised
from tests.formats.arranged import ARRANGED
from tests.formats.declared import DECLARED
from tests.formats.evaluated import EVALUATED
from tests.formats.generate import as_html, as_layout_text, as_tabbed_text, as_text
from tests.formats.listed import LISTED
from tests.formats.performance import FORMS
from tests.formats.performance import Form as Made
from tests.formats.places import PLACES
from tests.staged.printed import laid_out, run_together
from tests.tables import drawn

SAMPLES = {path.stem: path for path in sorted((PROJECT / "disclosures").glob("*.txt"))}
DRAWN = sorted((Path(__file__).parents[1] / "tables" / "blind").glob("*.txt"))
LAYOUTS: dict[str, Callable[[int], list[Made]]] = {
    **PLACES,
    **DECLARED,
    **EVALUATED,
    **LISTED,
    **ARRANGED,
    **{kind: lambda seed, make=make: [make(seed)] for kind, make in FORMS.items()},  # type: ignore[misc]
}
_TEXTS = {"laid_out": laid_out, "run_together": run_together}
_FORM_TEXTS = {"tabbed": as_tabbed_text, "run_together": as_text, "laid_out": as_layout_text}
TABLES = [path.stem for path in DRAWN]
# What only rules tell: labels beside wrapped text of several rows, marked ``cells``.
_UNRULED = [path.stem for path in DRAWN if "cells" not in drawn.read(path).options]
# What is still read otherwise than it is printed is held by no golden file.
MISTAKEN = {
    "04-three-public-row.unruled": "a year over six columns is moved by two of them",
    "64-transfers-by-region.laid_out": "其中 over two columns is told of the nearer one",
    "05-projects-subtotals.run_together": "a code behind its project is an amount",
    "12-side-by-side-tables.run_together": "what the lists beside each other measure is lost",
    "23-final-basic-lanes.run_together": "what the lists beside each other measure is lost",
    "33-expenditure-by-unit-pages.run_together": "heads of a group follow those behind it",
    "50-allocation-projects.run_together": "an amount in a name is one of the row",
    "78-assets-counted.laid_out": "the name of an asset is a head of money",
    "78-assets-counted.run_together": "the name of an asset is a head of money",
    "79-debt-of-regions.run_together": "a group of the first two columns is missing, and the others are moved",
    "80-final-account-codes.run_together": "what the lists beside each other measure is lost",
    "criteria_first.laid_out": "the weight of a first level beside several rows is lost",
    "unfilled_rows.laid_out": "a goal and what came of it are one field",
    "likelihood_ticks.laid_out": "heads over several lines are part of the goal above them",
    "graded_values.laid_out": "heads over several lines are part of the goal above them",
    "years_before.laid_out": "a head of the term's indicators is their goal",
    "results_only.laid_out": "a list without indicators is text",
    "packed_by_lines.laid_out": "a list of packed cells is text",
    "scored_list.laid_out": "the rows of a list are sentences",
    "indicators_as_columns.laid_out": "a row of values is a sentence",
}
NAMES = [
    *SAMPLES,
    *TABLES,
    *(f"{name}.unruled" for name in _UNRULED),
    *(f"{name}.{variant}" for variant in _TEXTS for name in TABLES),
    *LAYOUTS,
    *(f"{name}.{variant}" for variant in _FORM_TEXTS for name in LAYOUTS),
]
RIGHT = [name for name in NAMES if not {name, name.partition(".")[0]} & MISTAKEN.keys()]


def read(data: bytes, name: str) -> Staged:
    """What is staged of a file's content."""
    found = read_source(recognised(name, data))
    assert isinstance(found, Document), found
    return load(found)


@cache
def staged(name: str) -> Staged:
    """What is staged of a shape."""
    kind, _, variant = name.partition(".")
    if kind in SAMPLES:
        return read(SAMPLES[kind].read_bytes(), SAMPLES[kind].name)
    if kind in LAYOUTS:
        items = LAYOUTS[kind](1)[0].items
        return read(_FORM_TEXTS[variant](items), "a.txt") if variant else read(as_html(items), "a.html")
    document = drawn.read(DRAWN[TABLES.index(kind)])
    if variant in _TEXTS:
        return read(_TEXTS[variant](document), "a.txt")
    if variant:
        document = drawn.with_kind(document, "pdf")
        document.options.update({"rules": "none", "rotate": "0"})
    data, suffix = drawn.make(document)
    return read(data, f"document.{suffix}")
