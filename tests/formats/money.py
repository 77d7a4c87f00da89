"""Invented figures that add up: a tree of functional subjects with money, drawn at random from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from loaders.vocabulary import seed_rows

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Subject:
    """A subject with what is spent under it; ``basic`` and ``project`` add up to the total."""

    code: str
    name: str
    basic: Decimal
    project: Decimal

    @property
    def total(self) -> Decimal:
        """All money of the subject."""
        return self.basic + self.project

    @property
    def level(self) -> int:
        """1 类, 2 款, 3 项."""
        return len(self.code) // 2


def amount(random_: random.Random, low: int, high: int, step: str = "1") -> Decimal:
    """A random amount between ``low`` and ``high`` that is a multiple of ``step``."""
    return (Decimal(random_.randint(low * 100, high * 100)) / 100).quantize(Decimal(step))


def functions(random_: random.Random, low: int, high: int, step: str = "1") -> list[Subject]:
    """Functional subjects in official order: classes, their 款, their 项, with sums that close."""
    official = seed_rows("function_class")
    items = [r for r in official if r["level"] == "3"]
    parents = sorted({r["parent_code"] for r in items if r["code"][:3] not in ("201", "230")})
    chosen = sorted(random_.sample(parents, 4))
    leaves: list[Subject] = []
    for parent in chosen:
        children = [r for r in items if r["parent_code"] == parent]
        for row in sorted(random_.sample(children, min(len(children), 3)), key=lambda r: r["code"]):
            basic, project = amount(random_, low, high, step), amount(random_, low, high, step)
            lane = random_.choice(("basic", "project", "both"))
            zero = Decimal(0)
            leaves.append(
                Subject(
                    row["code"],
                    row["name"],
                    zero if lane == "project" else basic,
                    zero if lane == "basic" else project,
                )
            )
    names = {r["code"]: r["name"] for r in official}
    return _with_parents(leaves, names)


def economic(random_: random.Random, personnel: Decimal, public: Decimal) -> list[Subject]:
    """Items of 301 that sum to ``personnel`` and of 302 that sum to ``public`` (in ``project``)."""
    names = {r["code"]: r["name"] for r in seed_rows("department_economic")}
    leaves = [
        Subject(code, names[code], part, Decimal(0))
        for code, part in zip(
            ("30101", "30102", "30107", "30199"), shares(random_, personnel, 4), strict=True
        )
    ] + [
        Subject(code, names[code], Decimal(0), part)
        for code, part in zip(("30201", "30211", "30229"), shares(random_, public, 3), strict=True)
    ]
    return _with_parents(leaves, names)


def shares(random_: random.Random, total: Decimal, count: int) -> list[Decimal]:
    """``total`` cut into ``count`` positive parts of its own precision."""
    step = Decimal(1).scaleb(int(total.as_tuple().exponent))
    cuts = sorted(random_.sample(range(1, int(total / step)), count - 1))
    edges = [0, *cuts, int(total / step)]
    return [(b - a) * step for a, b in pairwise(edges)]


def top(subjects: list[Subject]) -> list[Subject]:
    """The classes."""
    return [s for s in subjects if s.level == 1]


def summed(subjects: list[Subject]) -> Subject:
    """The 合计 of a tree."""
    classes = top(subjects)
    return Subject(
        "", "合计", sum((s.basic for s in classes), Decimal(0)), sum((s.project for s in classes), Decimal(0))
    )


def printed(value: Decimal, *, zero: str = "") -> str:
    """As tables print it: thousands separators, blank (or ``zero``) for nothing."""
    return f"{value:,}" if value else zero


def wan(value: Decimal) -> str:
    """元 as prose gives it in 万元."""
    return f"{(value / 10000).quantize(_CENT):,}"


def _with_parents(leaves: list[Subject], names: dict[str, str]) -> list[Subject]:
    found: dict[str, Subject] = {}
    for leaf in leaves:
        for length in (3, 5, 7):
            code = leaf.code[:length]
            before = found.get(code, Subject(code, names[code], Decimal(0), Decimal(0)))
            if length <= len(leaf.code):
                found[code] = Subject(
                    code, before.name, before.basic + leaf.basic, before.project + leaf.project
                )
    return [found[code] for code in sorted(found)]
