"""Web pages made from PDF: text placed by ``left`` and ``top``, rules drawn as borders. Read as a PDF's page is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from lxml import etree

from loaders.grammar.numbers import GROUP
from loaders.readers.pdf.page import PageBlocks, page_blocks
from loaders.readers.pdf.pdfium import RawPage
from loaders.readers.xmlsafe import local

_FEWEST = 8  # placed texts that make a page
_SHARE = 0.8  # of its text that is placed
_LENGTH = re.compile(r"^\s*(-?\d+(?:\.\d+)?)\s*(pt|px|em|rem|in|cm|mm)?\s*$")
_POINTS = {
    "pt": 1.0,
    "px": 0.75,
    "em": 12.0,
    "rem": 12.0,
    "in": 72.0,
    "cm": 28.35,
    "mm": 2.835,
    "": 0.75,
    None: 0.75,
}
_NO_BORDER = re.compile(r"none|hidden|transparent|(?<![\d.])0(?:\.0+)?(?:pt|px)?(?:\s|$)")
_SIZE = 10.5  # points, where no size is declared
_WIDE_FROM = 0x2E7F
_NARROW = 0.5  # width of a Latin letter or digit, in heights
_FITS = (0.6, 1.3)  # declared widths, in estimated ones, that are those of the text
_GAP = 0.35  # between an amount and what stands beside it, in heights
_AMOUNT = re.compile(rf"[-−]?(?:\d{{1,3}}{GROUP}+|\d+)(?:\.\d+)?")
_SIDES = ("top", "right", "bottom", "left")


@dataclass(slots=True)
class Placed:
    """The content of one page: characters as (code, x0, top, x1, bottom) and thin rules, in points from the top left."""

    characters: list[tuple[int, float, float, float, float]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    lines: list[tuple[int, int]] = field(
        default_factory=list
    )  # first and last (exclusive) character of each text


class Positions:
    """Which elements of a page are placed by coordinates, and on which page (their nearest element that is not)."""

    def __init__(self, root: etree._Element) -> None:
        self._classes = _classes(root)
        placed: dict[etree._Element, list[etree._Element]] = {}
        for element in root.iter():
            if isinstance(element.tag, str) and self._spot(element) is not None:
                placed.setdefault(self._page_of(element), []).append(element)
        self._pages = {page: items for page, items in placed.items() if _is_page(page, items)}

    def page(self, element: etree._Element) -> PageBlocks | None:
        """The blocks of the page that ``element`` is; None where it is none."""
        items = self._pages.get(element)
        if items is None:
            return None
        content = Placed()
        for item in items:
            self._add(content, item)
        _part_amounts(content)
        return page_blocks(_raw(content), 0) if content.characters else None

    def _style(self, element: etree._Element) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in (element.get("class") or "").split():
            found.update(self._classes.get(name, {}))
        found.update(_declarations(element.get("style") or ""))
        return found

    def _spot(self, element: etree._Element) -> tuple[float, float] | None:
        style = self._style(element) if element.get("style") or element.get("class") else {}
        if style.get("position") != "absolute":
            return None
        left, top = _points(style.get("left")), _points(style.get("top"))
        return None if left is None or top is None else (left, top)

    def _page_of(self, element: etree._Element) -> etree._Element:
        above = element.getparent()
        while above is not None and above.getparent() is not None and self._spot(above) is not None:
            above = above.getparent()
        return element if above is None else above

    def _add(self, content: Placed, element: etree._Element) -> None:
        left, top = self._offset(element)
        style = self._style(element)
        size = self._size(element)
        _add_rules(content, style, left, top)
        lines = _own_lines(element, self)
        declared = _points(style.get("width")) if len(lines) == 1 else None
        for number, line in enumerate(lines):
            x = left
            down = top + number * (_points(style.get("line-height")) or 1.2 * size)
            scale = _scale(line, size, declared)
            first = len(content.characters)
            for char in line:
                width = scale * (size if ord(char) > _WIDE_FROM else _NARROW * size)
                if not char.isspace():
                    content.characters.append((ord(char), x, down, x + width, down + size))
                x += width
            if len(content.characters) > first:
                content.lines.append((first, len(content.characters)))

    def _offset(self, element: etree._Element) -> tuple[float, float]:
        x = y = 0.0
        at: etree._Element | None = element
        while at is not None and (spot := self._spot(at)) is not None:
            x, y = x + spot[0], y + spot[1]
            at = at.getparent()
        return x, y

    def _size(self, element: etree._Element) -> float:
        for at in [element, *element.iterdescendants(), *element.iterancestors()]:
            if isinstance(at.tag, str) and (size := _points(self._style(at).get("font-size"))):
                return size
        return _SIZE

    def is_placed(self, element: etree._Element) -> bool:
        """Whether an element has coordinates of its own."""
        return self._spot(element) is not None


def _scale(line: str, size: float, declared: float | None) -> float:
    """How much wider than estimated the characters are: by the declared width, where that is one of text and not of a box."""
    estimated = sum(size if ord(char) > _WIDE_FROM else _NARROW * size for char in line)
    if declared is None or not estimated or not _FITS[0] < declared / estimated < _FITS[1]:
        return 1.0
    return declared / estimated


def _part_amounts(content: Placed) -> None:
    """Narrow a text that would touch the next one on its line, where one of the two is an amount: widths are estimates."""
    at = content.characters
    texts = ["".join(chr(c[0]) for c in at[first:stop]) for first, stop in content.lines]
    order = sorted(
        range(len(texts)), key=lambda n: (round(at[content.lines[n][0]][2]), at[content.lines[n][0]][1])
    )
    for one, two in pairwise(order):
        (first, stop), (start, _) = content.lines[one], content.lines[two]
        _, left, top, _, bottom = at[first]
        end = at[start][1] - _GAP * (bottom - top)
        is_beside = abs(at[start][2] - top) < 0.5 * (bottom - top) and left < end < at[stop - 1][3]
        if is_beside and any(_AMOUNT.fullmatch(text) for text in (texts[one], texts[two])):
            share = (end - left) / (at[stop - 1][3] - left)
            at[first:stop] = [
                (c, left + share * (x0 - left), y0, left + share * (x1 - left), y1)
                for c, x0, y0, x1, y1 in at[first:stop]
            ]


def _is_page(page: etree._Element, items: list[etree._Element]) -> bool:
    texts = [text for item in items if (text := "".join(map(str, item.itertext())).strip())]
    whole = len("".join("".join(map(str, page.itertext())).split()))
    own = sum(len("".join(text.split())) for text in texts)
    return len(texts) >= _FEWEST and own >= _SHARE * whole


def _own_lines(element: etree._Element, positions: Positions) -> list[str]:
    """The lines of an element's text, without that of elements within it that are placed themselves."""
    parts: list[str] = []

    def collect(at: etree._Element) -> None:
        parts.append(at.text or "")
        for child in at:
            if isinstance(child.tag, str) and not positions.is_placed(child):
                if local(child).lower() == "br":
                    parts.append("\n")
                else:
                    collect(child)
            parts.append(child.tail or "")

    collect(element)
    return [" ".join(line.split(" ")) for line in "".join(parts).split("\n")]


def _add_rules(content: Placed, style: dict[str, str], left: float, top: float) -> None:
    """Borders of a box as thin rectangles; a thin filled box is a rule itself."""
    wide, high = _points(style.get("width")), _points(style.get("height"))
    if wide is None or high is None:
        return
    drawn = {side for side in _SIDES if _is_drawn(style.get(f"border-{side}") or style.get("border"))}
    if "top" in drawn:
        content.rules.append((left, top, left + wide, top))
    if "bottom" in drawn:
        content.rules.append((left, top + high, left + wide, top + high))
    if "left" in drawn:
        content.rules.append((left, top, left, top + high))
    if "right" in drawn:
        content.rules.append((left + wide, top, left + wide, top + high))
    if not drawn and min(wide, high) < 2 and (style.get("background-color") or style.get("background")):
        content.rules.append((left, top, left + wide, top + high))


def _is_drawn(border: str | None) -> bool:
    return border is not None and _NO_BORDER.search(border) is None


def _raw(content: Placed) -> RawPage:
    boxes = np.array([c[1:] for c in content.characters], np.float64).reshape(-1, 4)
    rules = np.array(content.rules, np.float64).reshape(-1, 4)
    every = np.concatenate([boxes, rules])
    width, height = float(every[:, 2].max()) + 10, float(every[:, 3].max()) + 10
    # a PDF's y grows upwards: characters as left, top, right, bottom; rules as left, bottom, right, top
    up = np.column_stack([boxes[:, 0], height - boxes[:, 1], boxes[:, 2], height - boxes[:, 3]])
    return RawPage(
        box=(0.0, 0.0, width, height),
        rotation=0,
        codes=np.array([c[0] for c in content.characters], np.int64),
        boxes=up,
        angles=np.zeros(len(boxes), np.int64),
        rules=np.column_stack([rules[:, 0], height - rules[:, 3], rules[:, 2], height - rules[:, 1]]),
        unmapped=0,
        images=0,
        notices=[],
    )


def _classes(root: etree._Element) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for style in root.iter("style"):
        for selector, body in _css_rules(style.text or ""):
            found.setdefault(selector, {}).update(_declarations(body))
    return found


def _css_rules(text: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(r"([^{}]*)\{([^{}]*)\}", text):
        for selector in match[1].split(","):
            if one := re.fullmatch(r"\.([\w-]+)", selector.replace("<!--", "").strip()):
                yield one[1], match[2]


def _declarations(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split(";") if ":" in part)
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def _points(text: str | None) -> float | None:
    match = _LENGTH.match(text) if text else None
    return float(match[1]) * _POINTS[match[2]] if match else None
