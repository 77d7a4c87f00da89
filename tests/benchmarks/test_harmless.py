"""Changes that leave a document right bring no errors, and are made as they say."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import pytest

from benchmarks import harmless
from benchmarks.planted_run import Check
from benchmarks.planted_staged import Staged
from tests.warehouse.samples import budget, stage

# What changes: rows by id get these columns, or are taken out.
MADE = {
    "a table in a larger unit": {"amount_printed", "unit"},
    "a table of fewer digits": {"amount_printed"},
    "a column not understood": {"measure", "repair_code"},
    "text of fewer digits": {"amount_printed"},
    "without a table": set(),
    "without a total": set(),
    "without the text": set(),
    "zeros left blank": set(),
}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Staged:
    folder: Path = tmp_path_factory.mktemp("harmless")
    stage(folder, "budget-1", budget())
    return Staged.load(folder / "budget-1")


def test_what_is_changed(document: Staged) -> None:
    printed = {row["budget_line_id"]: row for row in document.rows["budget_lines"]}
    for kind, (changed, removed) in harmless.changes(document, random.Random(3)):
        assert {column for row in changed.values() for column in row} <= MADE[kind]
        assert not (changed and removed)
        if kind == "a table of fewer digits":
            for key, row in changed.items():
                assert abs(float(row["amount_printed"]) - float(printed[key]["amount_printed"])) <= 0.5
                assert len(row["amount_printed"]) < len(printed[key]["amount_printed"])


def test_the_rules_say_nothing_of_them(document: Staged) -> None:
    found: dict[str, list[Check]] = defaultdict(list)
    for kind, brought in harmless.alarms([document], 3, 2):
        found[kind] += brought

    assert set(found) <= set(MADE)
    assert len(found) > len(MADE) / 2
    assert not any(found.values())
