"""Subtotals in a list without codes: printed behind what they add up (税收收入小计), and the total that adds them up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from loaders.grammar.enumeration import depth as mark_depth
from loaders.grammar.enumeration import without_mark
from loaders.grammar.normal import fold
from loaders.tables.labels import role_of
from loaders.tables.model import Row
from loaders.tables.row_sums import Sums
from loaders.tables.vocabulary import code_level, function_classes, subjects

_SUBTOTAL = re.compile(r".(?:小计|合计)$")
_TOTAL = re.compile(r"(?:总计|合计)$")
_OF_WHICH = re.compile(r"^其中[:：]?")


def set_subtotals(rows: Sequence[Row], sums: Sums) -> None:
    """Rows called …小计 that the rows since the last one make up close them; the last row is the total where they make it up.

    One right behind several of them that they make up (本级收入合计) says once more what they are.
    """
    own = [n for n, row in enumerate(rows) if sums.has_amounts(n)]
    if any(code_level(rows[n].code) for n in own):
        return
    closing: list[int] = []
    start = 0
    for n in own:
        if role_of(rows[n]) != "item":
            start = n + 1
        elif _SUBTOTAL.search(fold(rows[n].name)):
            if any(sums.adds_up(n, parts) > 0 for parts in _since(rows, own, start, n)):
                closing.append(n)
            elif n < own[-1] and len(closing) > 1 and own[own.index(n) - 1] == closing[-1] and sums.adds_up(n, closing) > 0:
                rows[n].role = "of_which"
            start = n + 1
    for n in closing:
        rows[n].role = "subtotal"
    last = own[-1] if own else -1
    if closing and rows[last].role == "subtotal":
        rows[last].role = ""
        closing.remove(last)
    if not closing or role_of(rows[last]) != "item" or not _TOTAL.search(fold(rows[last].name)):
        return
    behind = [n for n in own if closing[-1] < n < last and rows[n].role != "of_which"]
    if sums.adds_up(last, [*closing, *behind]) > 0:
        rows[last].role = "total"


def set_coded_total(rows: Sequence[Row], sums: Sums) -> None:
    """A row without a code called …合计 in a list of codes (一般公共预算收入合计) closes what stands before it, or heads the list,
    where the rows of the shortest codes make it up."""
    own = [n for n, row in enumerate(rows) if sums.has_amounts(n)]
    coded = [n for n in own if code_level(rows[n].code)]
    highest = min((code_level(rows[n].code) for n in coded), default=0)
    top = [n for n in coded if code_level(rows[n].code) == highest]
    for n in own:
        if rows[n].code or role_of(rows[n]) != "item" or not _TOTAL.search(fold(rows[n].name)):
            continue
        parts = top if n == own[0] else [m for m in top if m < n]
        if sums.adds_up(n, parts) > 0:
            rows[n].role = "total" if n in (own[0], own[-1]) else "subtotal"


def set_same_code(rows: Sequence[Row], sums: Sums) -> None:
    """Rows of other names behind a coded one that bear its code again (projects below their 项) stand below it where they make it
    up: several of them, or one that is printed further in or below the name of the code."""
    told: list[tuple[int, list[int]]] = []
    names = {(code, subject.name) for code in {row.code for row in rows} for subject in subjects().get(code, ())}
    for code, same in groupby(range(len(rows)), key=lambda n: rows[n].code):
        head, *parts = same
        is_apart = all(rows[n].name != rows[head].name for n in parts)
        if code_level(code) and parts and is_apart and sums.adds_up(head, parts) > 0:
            told.append((head, parts))
            if len(parts) > 1:
                names.add((code, rows[head].name))
    for head, parts in told:
        if (rows[head].code, rows[head].name) in names or rows[parts[0]].indent > rows[head].indent:
            for n in parts:
                rows[n].level = code_level(rows[n].code) + 1


def close_nested(rows: Sequence[Row], sums: Sums) -> None:
    """Once levels are known: a row called …小计 or …合计 at the top that the rows of the top since the last one make up closes them
    (市县合计, behind cities and their counties)."""
    top: list[int] = []
    for n, row in enumerate(rows):
        if role_of(row) not in ("item", "carryover"):
            top = []
        elif row.level == 1 and sums.has_amounts(n):
            if len(top) > 1 and _SUBTOTAL.search(fold(row.name)) and sums.adds_up(n, top) > 0:
                row.role, top = "subtotal", []
            else:
                top.append(n)


def set_parts(rows: Sequence[Row], sums: Sums) -> None:
    """What follows a subtotal as 其中 and makes it up is what it is made of once more."""
    for n, row in enumerate(rows):
        if row.role != "subtotal" or n + 1 == len(rows) or not _OF_WHICH.match(rows[n + 1].name):
            continue
        end = next((m for m in range(n + 1, len(rows)) if role_of(rows[m]) != "item"), len(rows))
        if sums.adds_up(n, [m for m in range(n + 1, end) if sums.has_amounts(m)]) > 0:
            for part in rows[n + 1 : end]:
                part.role, part.level = "of_which", (part.level or 1) + 1


def set_repeated_total(rows: Sequence[Row], sums: Sums) -> None:
    """合计 once more below it, under a department's name, where all rows below make it up again."""
    own = [n for n, row in enumerate(rows) if sums.has_amounts(n)]
    if len(own) < 3 or any(code_level(rows[n].code) for n in own):
        return
    total, again, *below = own
    if (
        role_of(rows[total]) == "total"
        and role_of(rows[again]) == "item"
        and sums.amounts(total) == sums.amounts(again)
        and all(role_of(rows[n]) == "item" for n in below)
        and sums.adds_up(again, below) > 0
    ):
        rows[again].role = "total"


def release_head(rows: Sequence[Row], sums: Sums) -> None:
    """What is called 本年收入合计 and stands first is no sum of the rows below where it and they make up the total."""
    own = [n for n, row in enumerate(rows) if sums.has_amounts(n)]
    if len(own) < 3 or role_of(rows[own[0]]) != "subtotal" or role_of(rows[own[-1]]) != "total":
        return
    below = [n for n in own[1:-1] if rows[n].level == 1]
    if len(below) > 1 and sums.adds_up(own[-1], [own[0], *below]) > 0:
        rows[own[0]].role, rows[own[0]].level = "item", 1


def settle_nested(rows: Sequence[Row], sums: Sums) -> None:
    """A balance among the parts that make up the row above them is one of its items (转移性收入: …, 上年结转收入)."""
    for n, row in enumerate(rows):
        if row.level is None or role_of(row) != "item":
            continue
        end = next((m for m in range(n + 1, len(rows)) if (rows[m].level or 0) <= row.level), len(rows))
        below = [m for m in range(n + 1, end) if rows[m].level == row.level + 1 and sums.has_amounts(m)]
        balances = [m for m in below if role_of(rows[m]) == "carryover"]
        if balances and sums.adds_up(n, below) > 0:
            for m in balances:
                rows[m].role = "item"


def _since(rows: Sequence[Row], own: Sequence[int], start: int, end: int) -> Iterator[list[int]]:
    """The rows before a subtotal: all, those that are no part of another, those marked like the first, those printed furthest to the
    left, the classes of the functional classification."""
    since = [n for n in own if start <= n < end]
    if since:
        yield since
        yield [n for n in since if not _OF_WHICH.match(rows[n].name)]
        first = mark_depth(fold(rows[since[0]].name))
        yield [n for n in since if mark_depth(fold(rows[n].name)) == first]
        margin = min(rows[n].indent for n in since)
        yield [n for n in since if rows[n].indent == margin]
        yield [n for n in since if without_mark(fold(rows[n].name)) in function_classes()]
