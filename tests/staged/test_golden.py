"""The whole staging of every shape is what a person held against its print; what a variant says otherwise, too."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from benchmarks.formats.facts import difference as differing
from benchmarks.formats.facts import of_parsed
from loaders.notes import is_undecided
from loaders.pipeline import Staged
from tests.staged.golden import GOLDEN, difference, whole
from tests.staged.shapes import LAYOUTS, MISTAKEN, NAMES, RIGHT, TABLES, staged

_Fact = tuple[int, str, str, Decimal, str]


@pytest.mark.parametrize("name", [name for name in RIGHT if "." not in name])
def test_the_whole_staging(name: str) -> None:
    assert whole(name) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in RIGHT if "." in name])
def test_what_is_staged_otherwise_of_a_variant(name: str) -> None:
    path = GOLDEN / f"{name}.diff"

    assert difference(name) == (path.read_text(encoding="utf-8") if path.exists() else "")


def test_every_golden_file_is_held() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} <= set(RIGHT)


def _decided(found: Staged) -> Iterator[_Fact]:
    for one in found.parsed.budget_lines:
        if one.measure and not is_undecided(one.repair_code):
            yield one.table_seq, one.subject_name, one.measure, Decimal(one.amount_printed), one.unit


def _says(fact: _Fact, printed: _Fact) -> bool:
    """Whether a fact is what is printed, what stands beside its name in one with it where cells are lost."""
    return printed[1] in fact[1] and (fact[0], *fact[2:]) == (printed[0], *printed[2:])


# The printed name decides which row it is; MISTAKEN ones are read wrong without saying so, and are to be mended.
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=MISTAKEN[name]))
        if name in MISTAKEN
        else name
        for name in NAMES
        if "." in name and name.partition(".")[0] in TABLES
    ],
)
def test_what_a_variant_decides_is_printed(name: str) -> None:
    printed = list(_decided(staged(name.partition(".")[0])))

    wrong = [fact for fact in _decided(staged(name)) if not any(_says(fact, one) for one in printed)]

    assert not wrong


@pytest.mark.parametrize("name", [name for name in NAMES if "." in name and name.partition(".")[0] in LAYOUTS])
def test_what_a_form_as_text_decides_is_what_its_grid_prints(name: str) -> None:
    grid = list(of_parsed(staged(name.partition(".")[0]).parsed))

    assert [fact.key for fact in differing(grid, list(of_parsed(staged(name).parsed))).wrong] == []
