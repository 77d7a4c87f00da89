"""Automatic paragraph numbers of Word documents (ECMA-376 part 1, 17.9): 一、 （一） 1. are printed but not stored."""

from __future__ import annotations

import re

from lxml import etree

from loaders.grammar.enumeration import NUMERALS
from loaders.readers.xmlsafe import attribute, local

_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
    "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseDigitalTenThousand",
}  # fmt: skip
_LEVELS = 9


class Numbering:
    """Counts numbered paragraphs in the order of the document and gives the label of each."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._styles = _style_numbers(styles) if styles is not None else {}
        if numbering is not None:
            self._read(numbering)

    def label(self, paragraph: etree._Element) -> str:
        """The printed number of ``paragraph``, ``""`` where it has none; call once, in order."""
        number, level = self._reference(paragraph)
        abstract = self._abstract.get(number, "")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        current = counts[level]
        counts[level] = levels[level][2] if current is None else current + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return re.sub(r"%([1-9])", lambda m: _shown(levels, counts, int(m[1]) - 1), levels[level][1])

    def _reference(self, paragraph: etree._Element) -> tuple[str, int]:
        style = ""
        for properties in (c for c in paragraph if local(c) == "pPr"):
            for item in properties:
                if local(item) == "numPr":
                    return _numbered(item)
                if local(item) == "pStyle":
                    style = attribute(item, "val")
        return self._styles.get(style, ("", 0))

    def _read(self, root: etree._Element) -> None:
        for element in root:
            if local(element) == "abstractNum":
                levels = {}
                for level in (c for c in element if local(c) == "lvl"):
                    values = {local(c): attribute(c, "val") for c in level}
                    start = values.get("start", "1")
                    key = attribute(level, "ilvl")
                    if key.isdigit() and int(key) < _LEVELS:
                        first = int(start) if start.isdigit() else 1
                        levels[int(key)] = (values.get("numFmt", "decimal"), values.get("lvlText", ""), first)
                self._levels[attribute(element, "abstractNumId")] = levels
            elif local(element) == "num":
                for child in element:
                    if local(child) == "abstractNumId":
                        self._abstract[attribute(element, "numId")] = attribute(child, "val")


def _style_numbers(styles: etree._Element) -> dict[str, tuple[str, int]]:
    found = {}
    for style in (s for s in styles if local(s) == "style"):
        for item in style.iter():
            if local(item) == "numPr":
                found[attribute(style, "styleId")] = _numbered(item)
    return found


def _numbered(item: etree._Element) -> tuple[str, int]:
    values = {local(c): attribute(c, "val") for c in item}
    level = values.get("ilvl", "0")
    return values.get("numId", ""), int(level) if level.isdigit() and int(level) < _LEVELS else 0


def _shown(levels: dict[int, tuple[str, str, int]], counts: list[int | None], level: int) -> str:
    kind, _, start = levels.get(level, ("decimal", "", 1))
    count = counts[level]
    value = start if count is None else count
    if kind in _CHINESE:
        return chinese(value)
    if kind in ("bullet", "none"):
        return ""
    if kind in ("upperLetter", "lowerLetter") and 1 <= value <= 26:
        return chr((64 if kind == "upperLetter" else 96) + value)
    if kind == "decimalEnclosedCircle" and 1 <= value <= 20:
        return chr(0x245F + value)
    return str(value)


def chinese(value: int) -> str:
    """A number from 0 to 99 in Chinese numerals (二十一); digits beyond."""
    if not 0 <= value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    if tens == 0:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")
