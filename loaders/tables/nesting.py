"""Nestings that labels propose: names of official lists, marks of lists, groups of measures, indents, and sums alone.

Each gives the depth of every row, 1 the highest, or None where it has nothing to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.grammar.enumeration import depth as mark_depth
from loaders.grammar.enumeration import without_mark
from loaders.tables.agencies import PURCHASES, is_agency
from loaders.tables.row_sums import Sums
from loaders.tables.vocabulary import (
    economic_level,
    function_classes,
    function_codes,
    group_members,
    label_measure,
    row_role,
)

OF_WHICH = re.compile(r"^其中[:：]?")
_MOSTLY = 0.6  # of the rows bear names of the official list
_LIKELY = 0.1  # of the sums of one list: as many are met by chance
_MOST_ROWS = 400  # of one lane, for the nesting that only sums propose
_GROUP = 5  # digits of a 款
_LEVEL = {3: 1, 5: 2, 7: 3}  # of a code of the functional classification, by its length

Depths = list[int]


def by_names(names: Sequence[str], *, whole: bool) -> Depths | None:
    """Depths by the economic classification: 类 above 款. Not ``whole``: where it has most names; below the agency that stands first."""
    levels = [economic_level(name) for name in names]
    if whole or all(levels):
        return levels if whole and all(levels) else None
    first = levels.index(1) if 1 in levels else len(levels)
    if first > 1 or sum(level > 0 for level in levels) < _MOSTLY * len(names):
        return None
    return [1] * first + [first + (level or 2) for level in levels[first:]]


def by_functions(names: Sequence[str], items: Sequence[int], sums: Sums, *, flat: bool = False) -> Depths | None:
    """Depths by the functional classification, printed without codes: 类 above its 款 above their 项; marked sections above all.

    One name may be that of a 款 and of a 项: below a 款 that has it, or below 款 that make up their 类, it is the 项. A name that
    the list doesn't know is a 款 below a 类, a 项 below a 款, behind 其中 what 其中 is, and behind a 项 the next 款 where those
    before it make up theirs. ``flat``: a list that prints no 项, in which every name that the list doesn't know is a 款.
    """
    bare = [without_mark(OF_WHICH.sub("", name)) for name in names]
    sections = {place for place, name in enumerate(bare) if mark_depth(names[place]) == 1 and name not in function_classes()}
    first = 1 if 0 in sections else 0
    if len(bare) <= first or bare[first] not in function_classes():
        return None
    depths: Depths = []
    code, longest = "", 0
    group, last = 0, 1  # place of the 款 above and depth of the row above, of those with amounts
    head, parts = 0, list[int]()  # the 类 above, the 款 that it has so far
    groups: set[str] = set()
    part = 0  # depth of what follows 其中
    for place, name in enumerate(bare):
        nearest = _nearest(name, code)
        longest = max(longest, len(nearest))
        if first and place in sections:
            depth, code = 0, ""
        elif mark_depth(names[place]) == 1 or name in function_classes() or row_role(name)[0] == "carryover":
            depth, code = 1, next((found for found in function_codes().get(name, ()) if len(found) == 3), "")
        elif len(nearest) == _GROUP and sums.adds_up(items[head], parts) > 0:
            depth = 3
        elif nearest:
            depth, code = _LEVEL[len(nearest)], nearest
        elif OF_WHICH.match(names[place]):
            part = depth = max(last, 1) + (not part)
        elif part or flat or name in groups - {bare[group]} or last == 1 or (last == 3 and sums.adds_up(items[group], items[group + 1 : place]) > 0):
            depth, code = part or 2, code[:3]
        else:
            depth = 3
        part = part if depth == part else 0
        depths.append(depth + first)
        if sums.has_amounts(items[place]):
            last = depth
            if depth == 1:
                head, parts = place, []
            if depth == 2:
                group = place
                groups.add(name)
                parts.append(items[place])
    if flat and any(min(map(len, function_codes().get(name, ("",)))) > _GROUP for name in bare):
        return None
    return depths if longest > 3 or (first and len(sections) > 1) else None


def _nearest(name: str, code: str) -> str:
    """The code that a name has as a 项 of the 款 of ``code``, a 款 of its 类, or a 类; ``""`` if none."""
    codes = function_codes().get(name, ())
    kinds = (
        [found for found in codes if len(found) == 7 and len(code) >= 5 and found[:5] == code[:5]],
        [found for found in codes if len(found) == 5 and found[:3] == code[:3] and found != code[:5]],
        [found for found in codes if len(found) == 3],
    )
    return next((found[0] for found in kinds if found), "")


def by_marks(names: Sequence[str], plain: str, stay: bool, indents: Sequence[int] = ()) -> Depths | None:
    """Depths by marks of lists; labels without one stand beside, above or below the first kind of mark.

    What follows 其中 belongs to it while it has the mark of the first part or, with ``stay`` or by ``indents`` further in than
    what is parted, no mark at all.
    """
    marks = [mark_depth(OF_WHICH.sub("", name)) for name in names]
    own = [m for m, name in zip(marks, names, strict=True) if not OF_WHICH.match(name)]
    kinds = sorted({m for m in own if m} or set(marks) - {0})
    if plain != "same" and not (kinds and 0 in own):
        return None
    rank = {m: n + (2 if plain == "above" else 1) for n, m in enumerate(kinds)}
    rank[0] = len(kinds) + 1 if plain == "below" else 1
    depths: Depths = []
    head = (0, 0)  # depth and mark of the last row that is no part
    part: tuple[int, int] | None = None  # depth and mark of the parts after 其中
    further = 0  # how far in the last row that is no part stands
    for place, (name, found) in enumerate(zip(names, marks, strict=True)):
        if OF_WHICH.match(name):
            part = part or (head[0] + 1, found)
        elif part is not None and not (found == part[1] != head[1] if found else stay or (indents and indents[place] > further)):
            part = None
        if part is None:
            head = (rank.get(found, len(kinds) + 1), found)
            further = indents[place] if indents else 0
        depths.append(part[0] if part is not None else head[0])
    return depths


def by_groups(names: Sequence[str]) -> Depths | None:
    """Depths by the measures that labels name: 公务用车运行费 stands below 公务用车购置及运行费."""
    depths: Depths = []
    heads: list[str] = []
    for name in names:
        measure = label_measure(OF_WHICH.sub("", name))
        while heads and measure not in group_members().get(heads[-1], frozenset()):
            heads.pop()
        depths.append(len(heads) + 1)
        heads.append(measure)
    return depths if max(depths) > 1 else None


def by_purchases(names: Sequence[str]) -> Depths | None:
    """Depths of a list of purchases: 货物, 工程 and 服务, the agencies that buy, what each buys."""
    kinds = [label_measure(name) in PURCHASES for name in names]
    if not kinds[0]:
        return None
    agencies = [is_agency(name) for name in names]
    return [1 if kind else 2 if agency else 2 + any(agencies) for kind, agency in zip(kinds, agencies, strict=True)]


def by_indent(indents: Sequence[int]) -> Depths | None:
    """Depths by how far labels are printed from the left."""
    steps = sorted(set(indents))
    return [steps.index(indent) + 1 for indent in indents] if len(steps) > 1 else None


def by_sums(names: Sequence[str], items: Sequence[int], sums: Sums, at_most: float = _LIKELY) -> Depths | None:
    """Depths by sums alone: a row that the rows right below it make up, two at least, stands above them.

    Sums of which small or round figures meet more than ``at_most`` in such a list by chance count for nothing, but where the
    same label, or another 类, stands above rows by better ones, or rows of the same labels stand below another by such: these
    are parts also where all is 0 or blank. 其中 stands below what it is part of.
    """
    if len(items) > _MOST_ROWS:
        return None
    kinds = ["" if without_mark(name) in function_classes() else name for name in names]
    known = _Known()
    ends = _ends(kinds, items, sums, at_most, known)
    if known.wholes:
        ends = _ends(kinds, items, sums, at_most, known)
    depths = [1] * len(items)
    for place, end in enumerate(ends):
        for inner in range(place + 1, end):
            depths[inner] += 1
    for place in range(1, len(items)):
        if OF_WHICH.match(names[place]) and not OF_WHICH.match(names[place - 1]):
            depths[place] = max(depths[place], depths[place - 1] + 1)
    return depths if max(depths) > 1 else None


@dataclass(slots=True)
class _Known:
    """The kinds of label that stand above others by sums that aren't met by chance, and the labels of what stands below them."""

    wholes: set[str] = field(default_factory=set)
    parts: set[tuple[str, ...]] = field(default_factory=set)


def _ends(kinds: Sequence[str], items: Sequence[int], sums: Sums, at_most: float, known: _Known) -> list[int]:
    """Where what each row stands above ends; what is ``known`` from sums is added to."""
    ends = [n + 1 for n in range(len(items))]
    for place in reversed(range(len(items))):
        below: list[int] = []
        following = place + 1
        while following < len(items):
            below.append(following)
            following = ends[following]
            whole, parts = items[place], [items[n] for n in below]
            if len(below) > 1:
                labels = tuple(kinds[n] for n in below)
                held = sums.adds_up(whole, parts)
                is_sure = held > 0 and sums.chance(whole, parts) * len(items) < at_most
                if is_sure or (held > 0 and kinds[place] in known.wholes) or (held >= 0 and labels in known.parts):
                    ends[place] = following
                    known.wholes.add(kinds[place])
                    known.parts.add(labels)
                    break
            if sums.exceeds(whole, parts):
                break
    return ends
