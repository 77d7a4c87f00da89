"""Rows whose cells have run together, a line each: ``产出指标数量指标改造覆盖率100%`` below ``一级指标二级指标三级指标指标值``.

The words of the header, of levels and of the head tell where one cell ends; a name and its value are told apart later (``borders``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from loaders.forms.vocabulary import INDICATOR_COLUMNS, block_of, column, form_label, funding_source, is_level
from loaders.grammar.normal import fold, squash
from loaders.grammar.values import is_number
from loaders.model import Line

_LONGEST, _SHORTEST, _SHORTEST_OF_HEAD = 14, 2, 4  # characters of a label; of one of the head (年度 begins 年度资金总额)
_WEIGHT = re.compile(r"[(]\d+(?:\.\d+)?[分%]?[)]")
_HEAD = ("head", "department", "field")
_VALUES = ("target", "unit", "actual", "weight", "score", "completion_rate")  # of which a second one would touch the first
_FEWEST_COLUMNS = 3
_LEVELS = 2


def parted(lines: Sequence[Line]) -> list[Line]:
    """The lines with a space where a cell is known to begin, if the header of indicators is a line of labels that run together
    and one value stands in each row; as they are otherwise."""
    at = next((n for n, line in enumerate(lines) if _is_header(line.text)), len(lines))
    if at == len(lines):
        return list(lines)
    return [replace(line, text=" ".join(_cells(line.text, is_below=n > at))) for n, line in enumerate(lines)]


def _is_header(text: str) -> bool:
    names = [column(label) for label in labels_of(text)] if len(text.split()) == 1 else []
    is_one = sum(name in _VALUES for name in names) == 1
    return is_one and "level3" in names and sum(name in INDICATOR_COLUMNS for name in names) >= _FEWEST_COLUMNS


def _cells(text: str, *, is_below: bool) -> list[str]:
    words = text.split()
    if len(words) == 1 and (labels := labels_of(text)):
        return labels
    return [cell for word in words for cell in (_behind_levels(word) if is_below else _behind_labels(word))]


@lru_cache(maxsize=4096)
def labels_of(text: str) -> list[str]:
    """The labels, two or more, that a text without white space is made of and nothing else; none for any other text."""
    plain = fold(text)
    if len(plain) != len(squash(text)) or len(plain) > _LONGEST * 10:
        return []
    best: list[list[str] | None] = [[]]
    for end in range(1, len(plain) + 1):
        ways = [
            [*before, plain[start:end]]
            for start in range(max(0, end - _LONGEST), end - _SHORTEST + 1)
            if (before := best[start]) is not None and (form_label(plain[start:end]) or block_of(plain[start:end]))
        ]
        best.append(min(ways, key=len, default=None))
    found = best[-1] or []
    return found if len(found) > 1 else []


def _behind_levels(text: str) -> list[str]:
    """A row's text without the labels of levels that it begins with, at most one of each level, and those before it."""
    found: list[str] = []
    while len(found) < _LEVELS and (label := _first(text, is_level)):
        weight = _WEIGHT.match(text, len(label))
        end = weight.end() if weight else len(label)
        found.append(text[:end])
        text = text[end:]
    return [*found, text] if text else found


def _behind_labels(text: str) -> list[str]:
    """A line above the indicators, cut before and behind its labels: 主管部门某区教育局实施单位某学校, 上级资金16."""
    source = _first(text.lstrip(":："), lambda part: funding_source(part) is not None)
    if source and is_number(amount := text.lstrip(":：")[len(source) :]):
        return [source, amount]
    label = _first(text, _is_of_head)
    rest = text[len(label) :]
    if not label or rest.startswith((":", "：")):
        return [text]
    for start in range(_SHORTEST, len(rest)):
        inside = _first(rest[start:], _is_of_head)
        if inside and start + len(inside) < len(rest):
            return [label, rest[:start], *_behind_labels(rest[start:])]
    return [label, rest] if rest else [label]


def _is_of_head(part: str) -> bool:
    return len(part) >= _SHORTEST_OF_HEAD and form_label(part, *_HEAD) is not None


def _first(text: str, test: Callable[[str], bool]) -> str:
    """The longest label that a text begins with; ``""`` where it begins with none."""
    ends = range(min(_LONGEST, len(text)), _SHORTEST - 1, -1)
    return next((text[:end] for end in ends if test(text[:end])), "")
