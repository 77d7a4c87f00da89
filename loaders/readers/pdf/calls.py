"""PDFium's functions by plain addresses: for thousands of calls a page, half the cost of ctypes' typed pointers.

PDFium is not for several threads at once, so one buffer takes what it writes.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

_ADDRESS, _INT, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_float
_FLOATS, _INTS = (_FLOAT * 6)(), (_INT * 2)()
_FLOAT_AT = [ctypes.addressof(_FLOATS) + n * ctypes.sizeof(_FLOAT) for n in range(6)]
_INT_AT = [ctypes.addressof(_INTS) + n * ctypes.sizeof(_INT) for n in range(2)]


def address(handle: Any) -> int | None:
    """Where a handle points; None for a null pointer."""
    return ctypes.cast(handle, _ADDRESS).value


def _direct(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    function: Callable[..., Any] = ctypes.CFUNCTYPE(result, *arguments)(address(getattr(pdfium, name)) or 0)
    return function


char_box = _direct("FPDFText_GetLooseCharBox", _INT, _ADDRESS, _INT, _ADDRESS)
char_angle = _direct("FPDFText_GetCharAngle", _FLOAT, _ADDRESS, _INT)
has_map_error = _direct("FPDFText_HasUnicodeMapError", _INT, _ADDRESS, _INT)
page_object = _direct("FPDFPage_GetObject", _ADDRESS, _ADDRESS, _INT)
object_type = _direct("FPDFPageObj_GetType", _INT, _ADDRESS)
form_object_count = _direct("FPDFFormObj_CountObjects", _INT, _ADDRESS)
form_object = _direct("FPDFFormObj_GetObject", _ADDRESS, _ADDRESS, ctypes.c_ulong)
segment_count = _direct("FPDFPath_CountSegments", _INT, _ADDRESS)
path_segment = _direct("FPDFPath_GetPathSegment", _ADDRESS, _ADDRESS, _INT)
segment_type = _direct("FPDFPathSegment_GetType", _INT, _ADDRESS)
segment_closes = _direct("FPDFPathSegment_GetClose", _INT, _ADDRESS)
text_object = _direct("FPDFText_GetTextObject", _ADDRESS, _ADDRESS, _INT)
clip_path = _direct("FPDFPageObj_GetClipPath", _ADDRESS, _ADDRESS)
clip_count = _direct("FPDFClipPath_CountPaths", _INT, _ADDRESS)
clip_segment_count = _direct("FPDFClipPath_CountPathSegments", _INT, _ADDRESS, _INT)
clip_segment = _direct("FPDFClipPath_GetPathSegment", _ADDRESS, _ADDRESS, _INT, _INT)
_get_bounds = _direct("FPDFPageObj_GetBounds", _INT, *[_ADDRESS] * 5)
_get_matrix = _direct("FPDFPageObj_GetMatrix", _INT, *[_ADDRESS] * 2)
_get_point = _direct("FPDFPathSegment_GetPoint", _INT, *[_ADDRESS] * 3)
_get_draw_mode = _direct("FPDFPath_GetDrawMode", _INT, *[_ADDRESS] * 3)


def object_bounds(item: int | None) -> list[float]:
    """Left, bottom, right and top of an object; nothing where it has none."""
    return _FLOATS[:4] if _get_bounds(item, *_FLOAT_AT[:4]) else []


def object_matrix(item: int | None) -> list[float]:
    """The six numbers of an object's matrix; zeros where it has none."""
    return _FLOATS[:] if _get_matrix(item, _FLOAT_AT[0]) else [0.0] * 6


def segment_point(segment: int | None) -> list[float]:
    """Where a segment of a path ends: x and y."""
    return _FLOATS[:2] if _get_point(segment, *_FLOAT_AT[:2]) else [math.nan, math.nan]


def draw_mode(path: int | None) -> list[int]:
    """How a path is filled (0 is not at all), and whether its line is drawn."""
    return _INTS[:] if _get_draw_mode(path, *_INT_AT) else [0, 0]
