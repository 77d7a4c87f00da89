"""One check model at a time: rows into what it reads, its rows out, on the tables that an empty staging folder gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from gongkai.warehouse.plan import Plan

Rows = Sequence[Mapping[str, Any]]
Found = tuple[str, Decimal | None]
_BESIDE = "beside-"
_SHARED = ("rule_id",)  # names of what belongs to no document


class Bench:
    """What the models of a test read, built once without any document; a test's rows are gone after it.

    A model's first rows are asked for twice, the second time with other documents beside them that say the same and belong to
    another agency: of the first ones the same has to be found.
    """

    def __init__(self, folder: Path) -> None:
        self.connection = duckdb.connect(":memory:", config={"threads": 1})
        self.plan = Plan(self.connection, folder)
        self.seen: set[str] = set()

    def rows(self, model: str, **given: Rows) -> list[dict[str, Any]]:
        """The rows of ``model`` where the tables that it reads hold what is ``given``, and nothing else."""
        return self.chain((model,), **given)

    def chain(self, models: Sequence[str], **given: Rows) -> list[dict[str, Any]]:
        """The rows of the last of ``models``, each of which reads those before it and what is ``given``."""
        for name in models:
            self.plan.query(name)
        self.plan.build(*models[:-1], *given)
        found = self._answer(models, given)
        if models[-1] not in self.seen:
            self.seen.add(models[-1])
            beside = {table: [*rows, *filter(_is_other, map(_beside, rows))] for table, rows in given.items()}
            both = self._answer(models, beside)
            assert sorted(map(str, found)) == sorted(str(row) for row in both if not _is_other(row))
        return found

    def _answer(self, models: Sequence[str], given: Mapping[str, Rows]) -> list[dict[str, Any]]:
        self.connection.begin()
        try:
            for table, rows in given.items():
                self._insert(table, rows)
            for name in models[:-1]:
                self.connection.execute(f"insert into {name} by name {self.plan.query(name)}")
            answer = self.connection.execute(self.plan.query(models[-1]))
            names = [column[0] for column in answer.description]
            return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
        finally:
            self.connection.rollback()

    def _insert(self, table: str, rows: Rows) -> None:
        # Rows with the same columns go in together.
        kinds: dict[tuple[str, ...], list[list[Any]]] = {}
        for row in rows:
            kinds.setdefault(tuple(row), []).append(list(row.values()))
        for columns, values in kinds.items():
            marks = f"({', '.join('?' * len(columns))})"
            for start in range(0, len(values), 100):
                some = values[start : start + 100]
                query = f"insert into {table} ({', '.join(columns)}) values {', '.join([marks] * len(some))}"
                self.connection.execute(query, [value for row in some for value in row])

    def found(self, model: str, **given: Rows) -> dict[str, Found]:
        """Status and difference of every row, by its id, which no other row has."""
        rows = self.rows(model, **given)
        found = {row["check_id"]: (row["status"], row["difference"]) for row in rows}
        assert len(found) == len(rows)
        return found


def _beside(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same row of another document."""
    return {name: _other(value) if _names_something(name) else value for name, value in row.items()}


def _is_other(row: Mapping[str, Any]) -> bool:
    return any(_BESIDE in str(value) for value in row.values())


def _names_something(column: str) -> bool:
    return column.endswith(("_id", "_ids", "evidence")) and column not in _SHARED


def _other(value: Any) -> Any:
    if isinstance(value, list):
        return [_other(one) for one in value]
    return _BESIDE + value if isinstance(value, str) else value


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    made = Bench(tmp_path_factory.mktemp("nothing"))
    yield made
    made.connection.close()
