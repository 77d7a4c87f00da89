"""Pictures of pages turned upright: quarter turns by what can be read, small skews by how sharply the lines stand out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
Strip = tuple[int, int, int, int]  # first and last row, first and last column (exclusive)

_SURE = 0.8  # mean confidence at which a sample is taken to stand upright
_FEWEST = 20  # characters of a sample that say anything
_TURNS = (0, 1, 3, 2)
_SMALL = 700  # width in pixels at which the skew is looked for
_MOST = 3.0  # degrees
_COARSE, _FINE = 0.5, 0.1
_LEAST = 0.15  # degrees that are left alone
_DARK = 160


@dataclass(frozen=True, slots=True)
class Upright:
    """A picture that stands upright, by how many quarter turns (counter-clockwise) and degrees (clockwise) it was turned."""

    picture: Picture
    turns: int
    skew: float


def upright(picture: Picture, strips: Callable[[Picture], Sequence[Strip]], read: Callable[[Picture], Any]) -> Upright:
    """Turn a page so that its text stands upright; ``read`` is the recogniser, asked about the fullest strip only."""
    best, found = -1.0, Upright(picture, 0, 0.0)
    for turns in _TURNS:
        stands = np.ascontiguousarray(np.rot90(picture, turns))
        skew = skew_of(stands)
        level = _rotated(stands, skew) if skew else stands
        sure = _legible(level, strips(level), read)
        if sure > best:
            best, found = sure, Upright(level, turns, skew)
        if sure >= _SURE:
            break
    return found


def _legible(picture: Picture, strips: Sequence[Strip], read: Callable[[Picture], Any]) -> float:
    """Mean confidence over the characters of the fullest strip, less for texts that run downwards; 0 where it has few."""
    if not strips:
        return 0.0
    edges = np.diff(picture.min(axis=2) < _DARK, axis=1)  # text has many, a dark border few
    top, bottom, left, right = max(strips, key=lambda s: int(edges[s[0] : s[1], s[2] : s[3]].sum()))
    found = read(picture[top:bottom, left:right])
    if found.boxes is None or found.txts is None:
        return 0.0
    count, sure = 0, 0.0
    for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        wide, high = (float(edge) for edge in np.ptp(corners, axis=0))
        count += len(text)
        sure += len(text) * float(score) * (wide >= high or len(text) == 1)
    return sure / count if count >= _FEWEST else sure / _FEWEST


def skew_of(picture: Picture) -> float:
    """Degrees by which lines of a page have to be turned clockwise to be level; 0.0 where they are."""
    from PIL import Image

    grey = Image.fromarray(picture).convert("L")
    size = (_SMALL, max(1, round(grey.height * _SMALL / grey.width)))
    small = grey.resize(size, Image.Resampling.BOX)

    def sharpness(angle: float) -> float:
        turned = np.asarray(small.rotate(-angle, fillcolor=255, resample=Image.Resampling.BILINEAR), np.float64)
        return float((np.diff(turned.sum(axis=1)) ** 2).sum())

    coarse = max(np.arange(-_MOST, _MOST + _COARSE, _COARSE), key=sharpness)
    angle = float(max(np.arange(coarse - _COARSE, coarse + _COARSE + _FINE, _FINE), key=sharpness))
    return angle if abs(angle) >= _LEAST and abs(angle) <= _MOST and sharpness(angle) > sharpness(0.0) else 0.0


def _rotated(picture: Picture, angle: float) -> Picture:
    from PIL import Image

    turned = Image.fromarray(picture).rotate(-angle, fillcolor=(255, 255, 255), resample=Image.Resampling.BICUBIC)
    return np.asarray(turned)
