"""Titles of tables that a narrow page breaks over two lines (``2024年省本级一般公共预算支出决算`` / ``明细表（7）``)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from loaders.grammar.normal import fold
from loaders.grammar.titles import is_table_number
from loaders.grammar.units import printed_unit
from loaders.model import Block, Grid, Line

_TAIL = re.compile(r"^[^，。；：:\d]{1,20}表(?:[(（][^()（）]{1,24}[)）])*$")
_HEAD = re.compile(r"^(?:19|20)\d{2}年[^，。；：:]{4,40}$")
_WHOLE = re.compile(r"(?:表|公开|报告|说明|部门预算|部门决算|单位预算|单位决算|[)）])$")
_LOOK_AHEAD = 3


def joined_titles(blocks: Sequence[Block], is_title: Callable[[str], bool]) -> list[Block]:
    """``blocks`` with each broken title in its first line and its second line blank.

    The first half names a year and ends in the middle of what it says; a unit or a grid follows the second.
    """
    found = list(blocks)
    for index, (one, two) in enumerate(itertools.pairwise(found)):
        if not isinstance(one, Line) or not isinstance(two, Line):
            continue
        head, tail = fold(one.text), fold(two.text)
        if not _HEAD.match(head) or _WHOLE.search(head) or is_title(head) or not _TAIL.match(tail):
            continue
        if is_table_number(tail) or not is_title(head + tail) or not _table_follows(found, index + 2):
            continue
        found[index] = replace(one, text=one.text.rstrip() + two.text.strip())
        found[index + 1] = replace(two, text="")
    return found


def _table_follows(blocks: Sequence[Block], start: int) -> bool:
    following = [block for block in blocks[start:] if isinstance(block, Grid) or fold(block.text)][:_LOOK_AHEAD]
    return any(isinstance(block, Grid) or printed_unit(block.text) is not None for block in following)
