"""Turn a page into reading orientation: y grows downwards and most of its text is upright.

The orientation follows the text, not the page's ``/Rotate`` entry: text drawn turned and pages turned as a whole
come out alike. Only a page without text is turned by ``/Rotate``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from loaders.readers.pdf.arrays import Flags, Floats, Ints
from loaders.readers.pdf.pdfium import RawPage

_IS_SPACE = np.zeros(0x10000, bool)  # by code point
_IS_SPACE[[0, 9, 10, 13, 32, 0xA0, 0x3000, 0x200B, 0xFEFF, 0x00AD]] = True


@dataclass(slots=True)
class UprightPage:
    """Characters (without white space) and thin rules, as x0, top, x1, bottom, in points from the top left.

    ``turned`` is true for characters that stand at an angle to the reading direction of the page;
    ``slanted`` for those at no multiple of 90 degrees.
    """

    width: float
    height: float
    codes: Ints
    boxes: Floats
    turned: Flags
    slanted: Flags
    rules: Floats
    outside: int


def turn_upright(raw: RawPage) -> UprightPage:
    """Drop white space and characters off the page, and turn the rest upright."""
    keep = ~_IS_SPACE[np.minimum(raw.codes, 0xFFFF)] & np.isfinite(raw.boxes).all(axis=1)
    codes, boxes, angles = raw.codes[keep], raw.boxes[keep], raw.angles[keep]
    angle = _reading_angle(angles, raw.rotation)
    # FS_RECTF is left, top, right, bottom
    boxes = _turn(boxes[:, [0, 3, 2, 1]], raw.box, angle)
    rules = _turn(raw.rules, raw.box, angle)
    left, bottom, right, top = raw.box
    width, height = (right - left, top - bottom) if angle % 180 == 0 else (top - bottom, right - left)
    middle_x, middle_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside = (middle_x >= -2) & (middle_x <= width + 2) & (middle_y >= -2) & (middle_y <= height + 2)
    angles = angles[inside]
    on_page = (rules[:, 2] > -5) & (rules[:, 0] < width + 5) & (rules[:, 3] > -5) & (rules[:, 1] < height + 5)
    return UprightPage(
        width=width,
        height=height,
        codes=codes[inside],
        boxes=boxes[inside],
        turned=angles != angle,
        slanted=angles < 0,
        rules=rules[on_page],
        outside=int((~inside).sum()),
    )


def upright_turn(raw: RawPage) -> int:
    """How far to turn the page, clockwise in degrees and before its ``/Rotate``, so that most of its text is upright."""
    angles = raw.angles[raw.angles >= 0]
    return -_reading_angle(angles, raw.rotation) % 360 if len(angles) else (raw.rotation % 4) * 90


def _reading_angle(angles: Ints, rotation: int) -> int:
    straight = angles[angles >= 0]
    if not len(straight):
        return (rotation % 4) * 90 if not len(angles) else 0
    return int(np.bincount(straight // 90, minlength=4).argmax()) * 90


def _turn(boxes: Floats, page: tuple[float, float, float, float], angle: int) -> Floats:
    """Boxes left, bottom, right, top (y up) → x0, top, x1, bottom (y down) of the page turned by ``angle``.

    ``angle`` is the clockwise turn of the text as PDFium reports it: 270 is text that runs upwards.
    """
    left, bottom, right, top = page
    x0, y0, x1, y1 = boxes.T
    if angle == 270:
        columns = (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
    elif angle == 90:
        columns = (top - y1, right - x1, top - y0, right - x0)
    elif angle == 180:
        columns = (right - x1, y0 - bottom, right - x0, y1 - bottom)
    else:
        columns = (x0 - left, top - y1, x1 - left, top - y0)
    return np.stack(columns, axis=1) if len(boxes) else np.empty((0, 4))
