"""Two pages printed side by side on one sheet."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from loaders.readers.pdf.arrays import Flags
from loaders.readers.pdf.orient import UprightPage

_WIDE = 1.2  # width of a sheet with two pages, in heights
_MIDDLE = (0.42, 0.58)  # where the fold is looked for, in widths
_GAP = 0.03  # width of the blank strip, in widths of the sheet
_TWO_WIDE = 2.2  # width of a sheet with two landscape pages, in heights
_MARGINS = 0.012  # the inner margins of two of them, in widths of the sheet
_FEWEST_CHARACTERS = 30
_FEWEST_RULES = 6
_FULL_STOP = ord("。")
_CAPTION = re.compile("单位[:：]")
_FEWEST_SENTENCES = 3


def pages_of(page: UprightPage) -> list[tuple[UprightPage, Flags]]:
    """The pages on a sheet from left to right, each with the characters that it takes; most sheets hold one.

    A fold is a blank strip in the middle that nothing crosses, no title and no rule, with a ruled table or sentences on
    each side: the title of one wide page, or of two tables side by side, stands over the middle. A narrow strip is one
    between two landscape pages, or where each half names the unit of its table or holds sentences.
    """
    fold = _fold(page)
    if fold is None:
        return [(page, np.ones(len(page.codes), bool))]
    found = []
    for left in (True, False):
        characters = (page.boxes[:, 0] < fold) == left
        rules = (page.rules[:, 0] < fold) == left
        found.append((_part(page, characters, rules), characters))
    if any(len(part.codes) < _FEWEST_CHARACTERS or not (_is_ruled(part) or _is_prose(part)) for part, _ in found):
        return [(page, np.ones(len(page.codes), bool))]
    return found


def _is_ruled(page: UprightPage) -> bool:
    return len(page.rules) >= _FEWEST_RULES


def _is_prose(page: UprightPage) -> bool:
    return int((page.codes == _FULL_STOP).sum()) >= _FEWEST_SENTENCES


def _fold(page: UprightPage) -> float | None:
    if page.width < _WIDE * page.height or not len(page.boxes):
        return None
    low, high = _MIDDLE[0] * page.width, _MIDDLE[1] * page.width
    spans = np.concatenate([page.boxes[:, [0, 2]], page.rules[:, [0, 2]]])
    spans = spans[(spans[:, 1] > low) & (spans[:, 0] < high)]
    order = np.argsort(spans[:, 0])
    starts = np.append(spans[order, 0], high)
    reached = np.maximum.accumulate(np.append(low, spans[order, 1]))
    gaps = starts - reached
    halves = np.flatnonzero((reached < page.width / 2) & (starts > page.width / 2) & (gaps >= _MARGINS * page.width))
    if len(halves) and (page.width >= _TWO_WIDE * page.height or _tell_apart(page)):
        return page.width / 2
    widest = int(np.argmax(gaps))
    return float(reached[widest] + gaps[widest] / 2) if gaps[widest] >= _GAP * page.width else None


def _tell_apart(page: UprightPage) -> bool:
    """Whether each half prints the unit of a table of its own, or sentences."""
    left = page.boxes[:, 0] < page.width / 2
    halves = ("".join(map(chr, page.codes[half])) for half in (left, ~left))
    return all(_CAPTION.search("".join(text.split())) or text.count("。") >= _FEWEST_SENTENCES for text in halves)


def _part(page: UprightPage, characters: Flags, rules: Flags) -> UprightPage:
    return replace(
        page,
        codes=page.codes[characters],
        boxes=page.boxes[characters],
        turned=page.turned[characters],
        slanted=page.slanted[characters],
        rules=page.rules[rules],
    )
