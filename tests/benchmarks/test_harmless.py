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
    "without a table": set(),
    "without a total": set(),
    "a column not understood": {"measure", "repair_code"},
    "without the text": set(),
    "text of fewer digits": {"amount_printed"},
    "zeros left blank": set(),
}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Staged:
    folder: Path = tmp_path_factory.mktemp("harmless")
    stage(folder, "budget-1", budget())
    return Staged.load(folder / "budget-1")


def test_what_is_changed(document: Staged) -> None:
    """Of the same document with two digits to each amount."""
    money = ("budget_lines", "stated_amounts")
    finer = {
        kind: [row | {"amount_printed": f"{row['amount_printed'].partition('.')[0]}.04"} for row in rows] if kind in money else rows
        for kind, rows in document.rows.items()
    }
    printed = {row["budget_line_id"]: row["amount_printed"] for row in finer["budget_lines"]}

    made = dict(harmless.changes(Staged(document.document_id, finer), random.Random(3)))

    assert list(made) == list(MADE)
    for kind, (changed, removed) in made.items():
        assert {column for row in changed.values() for column in row} <= MADE[kind]
        assert not (changed and removed)
    fewer = made["a table of fewer digits"][0]
    assert fewer
    assert {key: row["amount_printed"] for key, row in fewer.items()} == {key: f"{printed[key][:-1]}" for key in fewer}
    assert all(row["amount_printed"].endswith(".0") for row in made["text of fewer digits"][0].values())


def test_the_rules_say_nothing_of_them(document: Staged) -> None:
    found: dict[str, list[Check]] = defaultdict(list)
    for kind, brought in harmless.alarms([document], 3, 2):
        found[kind] += brought

    assert set(found) <= set(MADE)
    assert len(found) > len(MADE) / 2
    assert not any(found.values())


def test_a_change_that_makes_it_wrong_is_an_alarm(document: Staged, monkeypatch: pytest.MonkeyPatch) -> None:
    total = next(row for row in document.rows["budget_lines"] if row["row_role"] == "total")
    wrong = {total["budget_line_id"]: {"amount_printed": f"9{total['amount_printed']}"}}
    monkeypatch.setattr(harmless, "changes", lambda *_: [("another total", (wrong, frozenset()))])

    [(kind, brought)] = harmless.alarms([document], 3, 1)

    assert kind == "another total"
    assert brought
