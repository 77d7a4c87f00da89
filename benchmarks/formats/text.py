"""Variants of bare text: what copying and ``pdftotext`` leave."""

from __future__ import annotations

import re

from benchmarks.formats.tools import run


def plain(data: bytes) -> bytes:
    """In reading order."""
    return run(data, "pdftotext", "{in}", "{folder}/o.txt", result="o.txt")


def layout(data: bytes) -> bytes:
    """Laid out as on the page, with spaces."""
    return run(data, "pdftotext", "-layout", "{in}", "{folder}/o.txt", result="o.txt")


def raw(data: bytes) -> bytes:
    """In the order of the content stream."""
    return run(data, "pdftotext", "-raw", "{in}", "{folder}/o.txt", result="o.txt")


def one_cell_a_line(data: bytes) -> bytes:
    """Laid out, then each run of text on a line of its own."""
    return re.sub(r"[^\S\n\f]{2,}", "\n", layout(data).decode("utf-8")).encode("utf-8")
