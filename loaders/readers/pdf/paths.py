"""Ruling lines as PDFium's path objects give them: thin rectangles, strokes, boxes, several in one path."""

from __future__ import annotations

import math
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from loaders.notes import Note, note
from loaders.readers.pdf import calls
from loaders.readers.pdf.arrays import Floats

MAX_OBJECTS = 200_000
_THIN = 3.0
_MAX_DEPTH = 4
_MAX_SEGMENTS = 4_000

Box = tuple[float, float, float, float]  # left, bottom, right, top
Matrix = tuple[float, float, float, float, float, float]


def rules_and_images(page: Any, notices: list[Note]) -> tuple[Floats, int]:
    """Thin rectangles (m, 4) as left, bottom, right, top for all straight rules drawn, and the number of images."""
    found: list[Box] = []
    count = pdfium.FPDFPage_CountObjects(page)
    images = 0
    if count > MAX_OBJECTS:
        notices.append(note("objects_cut", total=count, count=MAX_OBJECTS))
        count = MAX_OBJECTS
    for item in map(calls.page_object, repeat(calls.address(page)), range(count)):
        kind = calls.object_type(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            images += _form_rules(item, found, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 1)
        elif edges := calls.object_bounds(item):
            left, bottom, right, top = edges
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                _path_rules(item, left, bottom, right, top, found, None)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                images += 1
                if min(right - left, top - bottom) <= _THIN:
                    found.append((left, bottom, right, top))
    rules = np.array(found, np.float64).reshape(-1, 4)
    return rules[np.isfinite(rules).all(axis=1)], images


def _matrix(item: Any) -> Matrix:
    a, b, c, d, e, f = calls.object_matrix(item)
    return a, b, c, d, e, f


def _concat(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def _apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _form_rules(form: Any, found: list[Box], outer: Matrix, depth: int) -> int:
    """Rules inside a form object (drawn in its own coordinates); returns the number of images in it."""
    matrix = _concat(_matrix(form), outer)
    images = 0
    count = min(calls.form_object_count(form), MAX_OBJECTS - len(found))
    for item in map(calls.form_object, repeat(form), range(count)):
        kind = calls.object_type(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            images += _form_rules(item, found, matrix, depth + 1)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            images += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and (edges := calls.object_bounds(item)):
            x0, y0, x1, y1 = edges
            one, two = _apply(matrix, x0, y0), _apply(matrix, x1, y1)
            left, right = sorted((one[0], two[0]))
            bottom, top = sorted((one[1], two[1]))
            _path_rules(item, left, bottom, right, top, found, matrix)
    return images


def _path_rules(
    path: Any,
    left: float,
    bottom: float,
    right: float,
    top: float,
    found: list[Box],
    outer: Matrix | None,
) -> None:
    fill, stroke = calls.draw_mode(path)
    if not fill and not stroke:
        return
    if right - left <= _THIN or top - bottom <= _THIN:
        found.append((left, bottom, right, top))
        return
    segments = calls.segment_count(path)
    if not stroke and segments <= 5:
        return
    if segments > _MAX_SEGMENTS:
        return
    matrix = _matrix(path) if outer is None else _concat(_matrix(path), outer)
    if stroke:
        _stroked(path, segments, matrix, found)
    else:
        _filled_parts(path, segments, matrix, found)


def _points(path: Any, segments: int, matrix: Matrix) -> list[tuple[int, bool, float, float]]:
    """Kind, whether it closes the figure, and the end point of every segment."""
    points = []
    for segment in map(calls.path_segment, repeat(path), range(segments)):
        px, py = _apply(matrix, *calls.segment_point(segment))
        if not (math.isfinite(px) and math.isfinite(py)):
            return []
        closes = bool(calls.segment_closes(segment))
        points.append((calls.segment_type(segment), closes, px, py))
    return points


def _stroked(path: Any, segments: int, matrix: Matrix, found: list[Box]) -> None:
    points = _points(path, segments, matrix)
    if any(kind == pdfium.FPDF_SEGMENT_BEZIERTO for kind, *_ in points):
        return  # the outline of a letter (bold by stroking), a stamp, a chart
    start = last = (0.0, 0.0)
    for kind, closes, x, y in points:
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = last = (x, y)
            continue
        if kind == pdfium.FPDF_SEGMENT_LINETO:
            _straight(last, (x, y), found)
        last = (x, y)
        if closes:
            _straight(last, start, found)
            last = start


def _straight(one: tuple[float, float], two: tuple[float, float], found: list[Box]) -> None:
    if one != two and (abs(one[0] - two[0]) <= 1.0 or abs(one[1] - two[1]) <= 1.0):
        found.append((min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])))


def _filled_parts(path: Any, segments: int, matrix: Matrix, found: list[Box]) -> None:
    """Several thin rectangles filled as one path."""
    part: list[tuple[float, float]] = []
    for kind, _, x, y in [*_points(path, segments, matrix), (pdfium.FPDF_SEGMENT_MOVETO, False, 0.0, 0.0)]:
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(part) > 1:
                xs, ys = [p[0] for p in part], [p[1] for p in part]
                if max(xs) - min(xs) <= _THIN or max(ys) - min(ys) <= _THIN:
                    found.append((min(xs), min(ys), max(xs), max(ys)))
            part = []
        part.append((x, y))
