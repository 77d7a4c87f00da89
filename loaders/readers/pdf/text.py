"""Characters to runs (unbroken pieces of text) and runs to visual lines."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from loaders.grammar.glyphs import is_unreadable, radicals
from loaders.readers.pdf.arrays import Flags, Floats, Ints
from loaders.readers.pdf.orient import UprightPage
from loaders.readers.pdf.runs import BREAK, Run

_SAME_LINE = 0.55  # overlap of two runs of one visual line, in heights of the lower one
_UNREADABLE = "\ufffd"
_HYPHEN = 2  # PDFium's mark for a hyphen at the end of a line


def printed(codes: Ints) -> tuple[str, int]:
    """The characters as a text of the same length, radicals replaced; and how many can't be read."""
    text = "".join(map(_character, codes.tolist()))
    return text, text.count(_UNREADABLE)


@lru_cache(maxsize=65536)
def _character(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    return _UNREADABLE if is_unreadable(code) else radicals().get(code) or chr(code)


def without_doubles(page: UprightPage) -> tuple[Flags, int]:
    """Which characters to keep: of those printed twice on the same spot (bold by overprinting) the first."""
    keep = np.ones(len(page.codes), bool)
    if len(keep) < 2:
        return keep, 0
    middle_x, middle_y = (page.boxes[:, 0] + page.boxes[:, 2]) / 2, (page.boxes[:, 1] + page.boxes[:, 3]) / 2
    size = np.maximum(page.boxes[:, 3] - page.boxes[:, 1], 1.0)
    band = float(np.sort(size)[len(size) // 2])
    first = np.arange(len(keep))  # of each double, the character that it repeats
    for shift in (0.0, 0.5):
        order = np.argsort(_sorting(page.codes, middle_y / band + shift, middle_x), kind="stable")
        one, two = order[:-1], order[1:]
        same = (
            (page.codes[one] == page.codes[two])
            & (np.abs(middle_x[one] - middle_x[two]) < 0.2 * size[one])
            & (np.abs(middle_y[one] - middle_y[two]) < 0.2 * size[one])
        )
        keep[np.maximum(one, two)[same]] = False
        first[np.maximum(one, two)[same]] = np.minimum(one, two)[same]
    _restore(page, keep, first)
    return keep, int((~keep).sum())


def _sorting(codes: Ints, bands: Floats, x: Floats) -> Ints:
    """One number for each character to sort by: its code, the band it stands in, its place to 1/1024 point."""
    band = np.clip(np.floor(bands) + 16, 0, 2**14 - 1).astype(np.int64)
    place = np.clip((x + 16) * 1024, 0, 2**24 - 1).astype(np.int64)
    numbers: Ints = np.minimum(codes, 2**21) << 38 | band << 24 | place
    return numbers


def _restore(page: UprightPage, keep: Flags, first: Ints) -> None:
    """Keep what only begins like the text it covers: a header that overflows its cell stands on its neighbour's."""
    left, top, right = page.boxes[:, 0], page.boxes[:, 1], page.boxes[:, 2]
    restored = -1
    for index in np.flatnonzero(~keep)[::-1].tolist():
        following = index + 1
        if following == len(keep) or first[index] + 1 >= index:
            continue
        size = right[index] - left[index]
        joined = -size < left[following] - right[index] < size / 2 and abs(top[following] - top[index]) < size / 2
        goes_on = keep[following] and page.codes[following] != page.codes[first[index] + 1]
        if joined and (following == restored or goes_on):
            keep[index] = True
            restored = index


def runs_of(page: UprightPage, text: str) -> list[Run]:
    """All runs of the page, in the order of its content. ``text`` holds its characters."""
    count = len(text)
    if not count:
        return []
    x0, top, x1, bottom = page.boxes.T
    starts = np.concatenate(([True], _breaks(page.boxes, page.turned)))
    first = np.flatnonzero(starts)
    stop = np.append(first[1:], count)
    left, right = np.minimum.reduceat(x0, first), np.maximum.reduceat(x1, first)
    high, low = np.minimum.reduceat(top, first), np.maximum.reduceat(bottom, first)
    turned = page.turned[first].tolist()
    columns = (
        left.tolist(),
        high.tolist(),
        right.tolist(),
        low.tolist(),
        first.tolist(),
        stop.tolist(),
        turned,
    )
    return [
        Run(text[a:b], p, q, r, s, a, b, t) for p, q, r, s, a, b, t in zip(*columns, strict=True)
    ]


def _breaks(boxes: Floats, turned: Flags) -> Flags:
    """Between which neighbours in content order a run ends."""
    x0, top, x1, bottom = boxes.T
    high = np.maximum(bottom - top, np.where(turned, 0, x1 - x0))  # 一 and — are as high as they are wide
    height = np.maximum(np.minimum(high, np.roll(high, -1)), 0.1)[:-1]
    gap = x0[1:] - x1[:-1]
    drop = np.abs((top + bottom)[1:] - (top + bottom)[:-1]) / 2
    upright: Flags = (gap > BREAK * height) | (gap < -0.6 * height) | (drop > 0.3 * height)
    step = np.abs((x0 + x1)[1:] - (x0 + x1)[:-1]) / 2
    wide = np.maximum(np.minimum(x1 - x0, np.roll(x1 - x0, -1)), 0.1)[:-1]
    sideways: Flags = (step > 0.3 * wide) | (drop > 1.6 * wide)
    broken: Flags = np.where(turned[1:] & turned[:-1], sideways, upright) | (turned[1:] != turned[:-1])
    return broken


def visual_lines(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs side by side are one line; digits a little off the baseline belong to the line they stand in."""
    lines: list[list[Run]] = []
    spans: list[tuple[float, float, float]] = []  # of each line's widest run: top, bottom, width
    begun: list[float] = []  # where each line begins: top + bottom of its highest run
    for run in sorted(runs, key=lambda r: r.top + r.bottom):
        top, bottom = run.top, run.bottom
        height = bottom - top
        best, share = -1, _SAME_LINE
        for index in range(len(spans) - 1, max(len(spans) - 5, -1), -1):
            high, low, _ = spans[index]
            shared = (bottom if bottom < low else low) - (top if top > high else high)
            if shared <= 0:
                continue
            overlap = shared / max(min(height, low - high), 0.1)
            if overlap > share:
                best, share = index, overlap
        width = run.x1 - run.x0
        if best < 0:
            lines.append([run])
            begun.append(top + bottom)
            spans.append((top, bottom, width))
        else:
            lines[best].append(run)
            if width > spans[best][2]:
                spans[best] = (top, bottom, width)
    for line in lines:
        if len(line) > 1:
            line.sort(key=lambda r: r.x0)
    order = sorted(range(len(lines)), key=lambda i: (begun[i], lines[i][0].x0))
    return [lines[i] for i in order]
