"""Every family of checks gives the columns of the others, and no row where there is nothing to check."""

from __future__ import annotations

import pytest

from gongkai.settings import PROJECT
from tests.checks.conftest import Bench

COLUMNS = [
    "check_id", "rule_id", "document_id", "scope", "stated", "expected", "difference", "tolerance", "unit", "status",
    "reason_code", "severity", "explanation", "evidence",
    "source_page", "source_line", "source_line_end", "source_text",
]  # fmt: skip
# Of identities only: why a tolerance is wide, and the figure that is probably wrong.
IDENTITY = {"tolerance_reason", "candidate_kind", "candidate_fact_id", "candidate_value"}


# Not families: what is suspected, all rows together, and rules without a row.
OTHERS = {"check_candidate", "check_result", "check_uncovered"}


@pytest.fixture(scope="module", autouse=True)
def _all_models(bench: Bench) -> None:
    bench.plan.build("fct_check")


def test_every_family_is_evaluated_and_gives_the_same_columns(bench: Bench) -> None:
    families = {path.stem for path in (PROJECT / "models" / "checks").rglob("check_*.sql")} - OTHERS
    assert families <= bench.plan.built
    columns = {name: bench.connection.execute(f"describe {name}").fetchall() for name in families}
    found = {name: sorted({row[0] for row in rows} - IDENTITY) for name, rows in columns.items()}
    assert found == dict.fromkeys(families, sorted(COLUMNS))


@pytest.mark.parametrize("column", ["stated", "expected", "difference", "tolerance"])
def test_figures_are_decimals(bench: Bench, column: str) -> None:
    kinds = bench.connection.execute(
        f"select distinct data_type from duckdb_columns() where table_name = 'check_result' and column_name = '{column}'"
    ).fetchall()
    assert kinds == [("DECIMAL(28,6)",)]
