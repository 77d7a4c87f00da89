"""Variants as pages of placed text, by poppler's ``pdftohtml``."""

from __future__ import annotations

import re

from benchmarks.formats.tools import run


def placed(data: bytes) -> bytes:
    """Absolutely placed text, fonts in a style sheet (``-c``), without pictures."""
    return run(data, "pdftohtml", "-c", "-i", "-s", "-q", "{in}", "{folder}/o.html", result="o-html.html")


def flowing(data: bytes) -> bytes:
    """Running text with breaks, as ``pdftohtml`` makes it without options."""
    return run(data, "pdftohtml", "-i", "-noframes", "-q", "{in}", "{folder}/o.html", result="o.html")


def coordinates(data: bytes) -> bytes:
    """The texts with their coordinates (``-xml``), as a page that places them."""
    xml = run(data, "pdftohtml", "-xml", "-i", "-q", "{in}", "{folder}/o.xml", result="o.xml").decode(
        "utf-8", "replace"
    )
    out = ["<!doctype html><html><head><meta charset='utf-8'></head><body>"]
    sizes = dict(re.findall(r'<fontspec id="(\d+)" size="(-?\d+)"', xml))
    for page in re.split(r"(?=<page )", xml)[1:]:
        out.append("<div>")
        for top, left, wide, high, font, text in re.findall(
            r'<text top="(-?\d+)" left="(-?\d+)" width="(\d+)" height="(\d+)" font="(\d+)">(.*?)</text>',
            page,
            re.DOTALL,
        ):
            size = abs(int(sizes.get(font, high)))
            out.append(
                f"<div style='position:absolute;top:{top}px;left:{left}px;width:{wide}px;height:{high}px;font-size:{size}px'>{text}</div>"
            )
        out.append("</div>")
    out.append("</body></html>")
    return "\n".join(out).encode("utf-8")
