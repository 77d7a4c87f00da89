"""Copies of staged documents are documents of their own: each says what its original says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.planted_run import checks_of
from benchmarks.planted_staged import Staged
from benchmarks.scale import multiply
from tests.warehouse.samples import budget, stage


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Staged, Counter[tuple[str, str]]]:
    """A document and its checks, by rule and status."""
    folder = tmp_path_factory.mktemp("one")
    stage(folder, "budget-1", budget())
    return Staged.load(folder / "budget-1"), Counter((c.rule_id, c.status) for c in checks_of(folder)["budget-1"])


@pytest.mark.parametrize("is_few", [False, True])
def test_every_copy_has_the_checks_of_its_original(
    before: tuple[Staged, Counter[tuple[str, str]]], tmp_path: Path, is_few: bool
) -> None:
    document, checks = before
    multiply([document], 12, is_few, tmp_path / "many")

    after = checks_of(tmp_path / "many")

    assert checks
    assert len(after) == 12
    for number in range(12):
        copy = Counter((c.rule_id, c.status) for c in after[f"budget-1-{number}"])
        assert copy == checks


def test_few_agencies_have_several_years_each(tmp_path: Path) -> None:
    stage(tmp_path / "one", "budget-1", budget())
    document = Staged.load(next((tmp_path / "one").glob("[!.]*/documents.csv")).parent)
    multiply([document], 12, True, tmp_path / "many")

    rows = [Staged.load(p.parent).rows["documents"][0] for p in (tmp_path / "many").glob("*/documents.csv")]

    assert len({row["agency_key"] for row in rows}) == 10
    assert len({(row["agency_key"], row["fiscal_year"]) for row in rows}) == 12
