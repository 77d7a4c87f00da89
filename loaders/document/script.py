"""A document in traditional characters, as mirrors print simplified originals, read in simplified ones."""

from __future__ import annotations

import re
from dataclasses import replace
from operator import ne

from loaders.grammar.script import simplified
from loaders.model import Block, Document, Grid
from loaders.notes import note

_READING = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6}[)）]")
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
_TRADITIONAL = 0.05  # of the ideographs; a simplified text has a name or two


def in_simplified(document: Document) -> Document:
    """``document`` itself, or in simplified characters with a notice where it is printed in traditional ones.

    All vocabularies, official lists and sibling documents are simplified. Readings in brackets behind single
    characters (``預(yù)算``) go, lines and cells stay where they are.
    """
    text = "".join(_text(block) for block in document.blocks)
    simple = simplified(text)
    if simple == text:
        return document
    ideographs = len(_IDEOGRAPH.findall(text))
    changed = sum(map(ne, text, simple))
    if changed <= _TRADITIONAL * ideographs:
        return document
    blocks = tuple(_converted(block) for block in document.blocks)
    notices = (*document.notices, note("traditional_characters"))
    return replace(document, blocks=blocks, notices=notices)


def _text(block: Block) -> str:
    return "".join(cell.text for cell in block.cells) if isinstance(block, Grid) else block.text


def _converted(block: Block) -> Block:
    if isinstance(block, Grid):
        return replace(block, cells=tuple(replace(cell, text=_simple(cell.text)) for cell in block.cells))
    return replace(block, text=_simple(block.text))


def _simple(text: str) -> str:
    return _READING.sub("", simplified(text))
