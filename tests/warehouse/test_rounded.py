"""Disclosures whose tables were rounded (to one digit of 万元, to none) contradict no more than as they are.

The text beside them stays as exact as it was: publishers write one from the books and print the other from a form.
"""

from __future__ import annotations

import csv
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
import pytest

from devtools import docs_answers
from tests import published
from tests.warehouse.conftest import modelled

YUAN = {"元": 1, "万元": 10_000}


def contradicted(folder: Path) -> set[str]:
    """Ids of the checks that an official would have to correct."""
    with modelled(folder, lambda staging: staging) as connection:
        return errors(connection, "fct_check")


def errors(connection: duckdb.DuckDBPyConnection, checks: str) -> set[str]:
    rows = connection.execute(f"select check_id from {checks} where status = 'fail' and severity = 'error'").fetchall()
    return {check_id for (check_id,) in rows}


def rounded(folder: Path, target: Path, digits: int) -> Path:
    """A copy of what is staged whose tables of money print 万元 to ``digits`` digits."""
    for path in folder.rglob("*.csv"):
        copy = target / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
        if path.name == "budget_lines.csv":
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file)
                columns, lines = reader.fieldnames or (), list(reader)
            for line in (line for line in lines if line["unit"] in YUAN):
                amount = Decimal(line["amount_printed"]) * YUAN[line["unit"]] / YUAN["万元"]
                line["amount_printed"] = str(amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
                line["unit"] = "万元"
            with copy.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns, quoting=csv.QUOTE_ALL)
                writer.writeheader()
                writer.writerows(lines)
    return target


@pytest.mark.parametrize("digits", [1, 0])
def test_rounding_is_no_contradiction(tmp_path: Path, digits: int) -> None:
    with duckdb.connect(str(published.samples()), read_only=True) as connection:
        before = errors(connection, "marts.fct_check")
    found = contradicted(rounded(docs_answers.sample_settings().staging, tmp_path, digits))
    assert found
    assert found <= before
