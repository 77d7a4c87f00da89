"""One check model at a time: rows into what it reads, its rows out, on the tables that an empty staging folder gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from gongkai.check.plan import Plan

Rows = Sequence[Mapping[str, Any]]
Found = tuple[str, Decimal | None]


class Bench:
    """The models, built once without any document; a test's rows are gone after it."""

    def __init__(self, folder: Path) -> None:
        self.connection = duckdb.connect(":memory:", config={"threads": 1})
        self.plan = Plan(self.connection, folder)
        self.plan.build("fct_check", "int_amount_leaf", "int_funding_leaf")

    def rows(self, model: str, **given: Rows) -> list[dict[str, Any]]:
        """The rows of ``model`` where the tables that it reads hold what is ``given``, and nothing else."""
        self.connection.begin()
        try:
            for table, rows in given.items():
                for row in rows:
                    names, marks = ", ".join(row), ", ".join("?" * len(row))
                    self.connection.execute(f"insert into {table} ({names}) values ({marks})", list(row.values()))
            answer = self.connection.execute(self.plan.query(model))
            names = [column[0] for column in answer.description]
            return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
        finally:
            self.connection.rollback()

    def found(self, model: str, **given: Rows) -> dict[str, Found]:
        """Status and difference of every row, by its id, which no other row has."""
        rows = self.rows(model, **given)
        found = {row["check_id"]: (row["status"], row["difference"]) for row in rows}
        assert len(found) == len(rows)
        return found


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    made = Bench(tmp_path_factory.mktemp("nothing"))
    yield made
    made.connection.close()
