"""Text that a page hides: cells of a printed spreadsheet that go on over the page break are drawn whole on both pages.

What stands outside the area that the sheet shows of itself can't be seen: a clip path over most of the page, for a cell's
own clips a text that is whole in the text layer.
"""

from __future__ import annotations

from itertools import repeat
from typing import Any

import numpy as np

from loaders.readers.pdf import calls
from loaders.readers.pdf.arrays import Flags, Floats, Ints

_SLACK = 2.0  # points
_EVERYWHERE = (-np.inf, -np.inf, np.inf, np.inf)
_OFF = 10_000.0  # points left of the page
_LAST_BLANK = 32  # code points up to the space: what PDFium adds between lines stands nowhere
_MOST = 0.5  # of the page's width and height

Box = tuple[float, float, float, float]


def without_hidden(text: Any, codes: Ints, boxes: Floats, page: Box) -> Floats:
    """``boxes`` (left, top, right, bottom) of the characters of a text page, the hidden ones moved off the ``page``.

    ``page`` is left, bottom, right, top. The areas are those of the characters off the page and of the outermost ones. One
    that shows no character at all is none of the page's space.
    """
    printed = np.flatnonzero(codes > _LAST_BLANK)
    if not len(printed):
        return boxes
    off = printed[_outside(boxes[printed], np.array([page], np.float64))]
    ends = [printed[boxes[printed, 1].argmax()], printed[boxes[printed, 3].argmin()]]
    off = np.unique(np.append(off, ends))
    hidden: Flags = np.zeros(len(boxes), bool)
    for area in {_sheet(clip, page) for clip in _clips(text, off)} - {_EVERYWHERE}:
        beyond = np.flatnonzero(_outside(boxes, np.array([area], np.float64)))
        if len(beyond) < len(boxes):
            own = np.array([clip == area for clip in _clips(text, beyond)], bool)
            hidden[beyond[own]] = True
    if not hidden.any():
        return boxes
    moved = boxes.copy()
    moved[hidden, 0] = moved[hidden, 2] = page[0] - _OFF
    return moved


def _clips(text: Any, characters: Ints) -> list[Box]:
    """The clip paths of characters, by number; those of one text object are asked for once."""
    objects = list(map(calls.text_object, repeat(calls.address(text)), characters.tolist()))
    found = {item: _clip(item) for item in dict.fromkeys(objects)}
    return [found[item] for item in objects]


def _outside(boxes: Floats, shown: Floats) -> Flags:
    """Which characters have their middle outside a box of left, bottom, right, top: one for each, or one for all."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    left, bottom, right, top = shown.T
    found: Flags = (x < left - _SLACK) | (x > right + _SLACK) | (y < bottom - _SLACK) | (y > top + _SLACK)
    return found


def _sheet(clip: Box, page: Box) -> Box:
    """A clip path over most of the page; everything for any other."""
    wide = min(clip[2], page[2]) - max(clip[0], page[0]) >= _MOST * (page[2] - page[0])
    high = min(clip[3], page[3]) - max(clip[1], page[1]) >= _MOST * (page[3] - page[1])
    return clip if wide and high else _EVERYWHERE


def _clip(item: int | None) -> Box:
    """What all clip paths of an object leave of the page, as far as boxes tell."""
    path = calls.clip_path(item) if item else None
    left, bottom, right, top = _EVERYWHERE
    for index in range(max(0, calls.clip_count(path)) if path else 0):
        segments = [calls.clip_segment(path, index, n) for n in range(max(0, calls.clip_segment_count(path, index)))]
        points = [calls.segment_point(segment) for segment in segments]
        if points:
            xs, ys = zip(*points, strict=True)
            left, bottom = max(left, min(xs)), max(bottom, min(ys))
            right, top = min(right, max(xs)), min(top, max(ys))
    return left, bottom, right, top
