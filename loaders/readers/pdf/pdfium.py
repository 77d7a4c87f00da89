"""Characters and ruling pieces of one page, fetched from PDFium with as few Python objects as possible.

All coordinates are PDF points in the page's own space (y upwards, before any rotation).
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from loaders.notes import Note, note
from loaders.readers.pdf import calls
from loaders.readers.pdf.arrays import Floats, Ints
from loaders.readers.pdf.clipped import Box, without_hidden
from loaders.readers.pdf.paths import MAX_OBJECTS, rules_and_images

MAX_CHARS = 400_000
_SAMPLE = 5
_NONCHARACTER = 0xFFFE


@dataclass(slots=True)
class RawPage:
    """One page as PDFium gives it.

    ``box`` is left, bottom, right, top. ``codes`` are Unicode code points, ``boxes`` the characters' boxes (n, 4)
    as left, top, right, bottom, ``angles`` degrees clockwise (0, 90, 180, 270, or -1 for any other). ``rules`` are
    thin rectangles (m, 4): left, bottom, right, top.
    """

    box: Box
    rotation: int
    codes: Ints
    boxes: Floats
    angles: Ints
    rules: Floats
    unmapped: int
    images: int
    notices: list[Note]


def read_page(page: Any) -> RawPage:
    """Fetch what stands on ``page`` (an ``FPDF_PAGE`` handle)."""
    notices: list[Note] = []
    box = _page_box(page)
    if _has_flat_text(page):
        _turn_objects(page)
        box = (-box[3], box[0], -box[1], box[2])
        codes, boxes, angles, unmapped = _characters(page, notices, None)
    else:
        codes, boxes, angles, unmapped = _characters(page, notices, box)
    rules, images = rules_and_images(page, notices)
    rotation = pdfium.FPDFPage_GetRotation(page)
    return RawPage(box, rotation, codes, boxes, angles, rules, unmapped, images, notices)


def _has_flat_text(page: Any) -> bool:
    """Whether text has no width on the page: it runs up or down in a font that is not in the file.

    PDFium knows no height for the glyphs of such a font, and leaves out text whose box is without width.
    """
    sample = range(0, min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS), _SAMPLE)
    for item in map(calls.page_object, repeat(calls.address(page)), sample):
        if calls.object_type(item) == pdfium.FPDF_PAGEOBJ_TEXT and (edges := calls.object_bounds(item)):
            left, bottom, right, top = edges
            if right - left < 0.01 and top - bottom > 1.0:
                return True
    return False


def _turn_objects(page: Any) -> None:
    """Turn all objects of the page by 90 degrees counter-clockwise about the origin (in memory only)."""
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        pdfium.FPDFPageObj_Transform(pdfium.FPDFPage_GetObject(page, index), 0.0, 1.0, -1.0, 0.0, 0.0, 0.0)


def _page_box(page: Any) -> Box:
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, rect)
    return rect.left, rect.bottom, rect.right, rect.top


def _characters(page: Any, notices: list[Note], seen: Box | None) -> tuple[Ints, Floats, Ints, int]:
    """Codes, boxes and angles; what is hidden is off the page where ``seen`` tells the page's box."""
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return np.empty(0, np.int64), np.empty((0, 4)), np.empty(0, np.int64), 0
    try:
        count = max(0, pdfium.FPDFText_CountChars(text))
        if count > MAX_CHARS:
            notices.append(note("characters_cut", total=count, count=MAX_CHARS))
            count = MAX_CHARS
        codes = _codes(text, count)
        rects = (pdfium.FS_RECTF * count)()
        start, size = ctypes.addressof(rects), ctypes.sizeof(pdfium.FS_RECTF)
        places = range(start, start + count * size, size)
        for _ in map(calls.char_box, repeat(calls.address(text)), range(count), places):
            pass
        boxes = (
            np.frombuffer(rects, np.float32).reshape(-1, 4).astype(np.float64) if count else np.empty((0, 4))
        )
        angles = _angles(text, boxes)
        return codes, without_hidden(text, codes, boxes, seen) if seen else boxes, angles, _unmapped(text, codes)
    finally:
        pdfium.FPDFText_ClosePage(text)


def _codes(text: Any, count: int) -> Ints:
    """Code points; one call for the page where its text has one unit for every character."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text, 0, count, buffer)
    units: Ints = np.frombuffer(bytes(buffer), np.uint16)[:count].astype(np.int64)
    if written == count + 1 and not bool(((units >= 0xD800) & (units < 0xE000) | (units == 0)).any()):
        # The text prints a hyphen at the end of a line as a noncharacter; asked for alone, it is what it is.
        for index in np.flatnonzero(units == _NONCHARACTER).tolist():
            units[index] = pdfium.FPDFText_GetUnicode(text, index)
        return units
    return np.fromiter(map(pdfium.FPDFText_GetUnicode, repeat(text), range(count)), np.int64, count)


def _angles(text: Any, boxes: Floats) -> Ints:
    """Quarter turns of all characters.

    Asked of PDFium where neighbours do not follow each other from left to right on one line, and of a sample: the
    other characters are upright if the sample is.
    """
    count = len(boxes)
    asked = np.arange(count) % _SAMPLE == 0
    if count > 1:
        left, top = boxes[:, 0], boxes[:, 1]
        follows = (np.abs(top[1:] - top[:-1]) < 0.2) & (left[1:] >= left[:-1])
        asked[1:] |= ~follows
        asked[:-1] |= ~follows
    some = np.flatnonzero(asked)
    radians = np.fromiter(
        map(calls.char_angle, repeat(calls.address(text)), some.tolist()), np.float64, len(some)
    )
    turns = np.zeros(count, np.int64)
    turns[some] = _quarter_turns(radians)
    if bool(turns.any()):
        radians = np.fromiter(
            map(calls.char_angle, repeat(calls.address(text)), range(count)), np.float64, count
        )
        turns = _quarter_turns(radians)
    return turns


def _quarter_turns(radians: Floats) -> Ints:
    degrees = np.nan_to_num(np.degrees(radians)) % 360.0
    quarters = np.rint(degrees / 90.0)
    straight = np.abs(degrees - quarters * 90.0) < 5.0
    return np.where(straight, (quarters.astype(np.int64) % 4) * 90, -1)


def _unmapped(text: Any, codes: Ints) -> int:
    """How many characters have no Unicode map; counted in full only if a sample has one."""
    handle, count = calls.address(text), len(codes)
    if 1 not in map(calls.has_map_error, repeat(handle), range(0, count, _SAMPLE)):
        return 0
    return list(map(calls.has_map_error, repeat(handle), range(count))).count(1)
