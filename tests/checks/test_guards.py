"""No cell that selects something may be misspelt: each word of each selector column is held against what there is."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import duckdb
import pytest

from tests.checks import guards

_LETTER = re.compile(r"([\w=])([^\w=]*)$")
TESTS = guards.guards()
COLUMNS = sorted({(test.seed, test.column) for test in TESTS})
# What a rule reads that is free text, a number or a pattern, and what a key of its own says.
FREE = {
    ("rule", column) for column in ("rule_id", "title", "title_en", "formula", "basis", "version")
} | {("rule_operand", column) for column in ("reading", "position", "label")}  # fmt: skip


@pytest.fixture(scope="module")
def seeds() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = guards.seeds()
    yield connection
    connection.close()


def _cells(connection: duckdb.DuckDBPyConnection, seed: str, column: str) -> list[int]:
    """Rows of the seed whose cell says a word that some test looks at."""
    looked_at = " or ".join(f"({test.rows})" for test in TESTS if (test.seed, test.column) == (seed, column))
    query = f"select rowid, {column} from {seed} where {column} is not null and ({looked_at})"
    return [row[0] for row in connection.execute(query).fetchall() if _LETTER.search(str(row[1]))]


def _misspell(connection: duckdb.DuckDBPyConnection, seed: str, column: str, row: int) -> str:
    """The last letter of one cell is doubled, as a slip of the hand does."""
    connection.execute(f"alter table {seed} alter {column} type varchar")
    [(value,)] = connection.execute(f"select {column} from {seed} where rowid = ?", [row]).fetchall()
    wrong = _LETTER.sub(r"\1\1\2", str(value))
    connection.execute(f"update {seed} set {column} = ? where rowid = ?", [wrong, row])
    return wrong


def test_the_seeds_are_spelt_right(seeds: duckdb.DuckDBPyConnection) -> None:
    assert guards.refused(seeds, TESTS) == []


def test_every_column_of_a_rule_is_guarded(seeds: duckdb.DuckDBPyConnection) -> None:
    for seed in ("rule", "rule_operand"):
        columns = {(seed, row[0]) for row in seeds.execute(f"describe {seed}").fetchall()}
        assert columns - set(COLUMNS) <= FREE


@pytest.mark.parametrize(("seed", "column"), COLUMNS)
def test_one_misspelt_cell_is_refused(seeds: duckdb.DuckDBPyConnection, seed: str, column: str) -> None:
    tests = [test for test in TESTS if (test.seed, test.column) == (seed, column)]
    rows = _cells(seeds, seed, column)
    for row in random.Random(f"{seed}.{column}").sample(rows, min(4, len(rows))):
        seeds.begin()
        wrong = _misspell(seeds, seed, column, row)
        found = guards.refused(seeds, tests)
        seeds.rollback()
        assert found, f"{seed}.{column}: nobody minds {wrong}"


def test_each_of_twenty_misspelt_rows_is_named(seeds: duckdb.DuckDBPyConnection) -> None:
    chance = random.Random(20)
    wrong = set()
    seeds.begin()
    for row in chance.sample(_cells(seeds, "rule_operand", "rule_id"), 20):
        column = chance.choice(["table_type", "measure", "row_selector", "when_absent", "rule_id"])
        wrong.add((column, _misspell(seeds, "rule_operand", column, row).rpartition("|")[2]))
    found = {(test.column, value) for test, value in guards.refused(seeds, TESTS)}
    seeds.rollback()
    assert wrong <= found
